//! What personas are called: by what stands out of them.

use super::{Lang, Text};

/// Of each feature: what somebody does who lies above the community's middle, and below it. Beside that middle, and in no
/// other sense: in a community that most have left, who was seen more lately than half of them is still long gone.
const TRAITS: &[(&str, Text, Text)] = &[
    ("messages", Text::new("话较多", "says more"), Text::new("话较少", "says less")),
    ("active_days", Text::new("来得较多", "here more often"), Text::new("来得较少", "here less often")),
    ("per_day", Text::new("一来说得较多", "more at a time"), Text::new("一来说得较少", "fewer at a time")),
    ("start_share", Text::new("较常起头", "starts more threads"), Text::new("较常接话", "joins more threads")),
    ("question_share", Text::new("问得较多", "asks more"), Text::new("问得较少", "asks less")),
    ("mean_length", Text::new("写得较长", "writes longer"), Text::new("写得较短", "writes shorter")),
    ("link_share", Text::new("链接较多", "more links"), Text::new("链接较少", "fewer links")),
    ("partners", Text::new("交往较广", "more contacts"), Text::new("交往较少", "fewer contacts")),
    ("received_per_message", Text::new("回应较多", "answered more"), Text::new("回应较少", "answered less")),
    ("threads_per_message", Text::new("话题较散", "more threads"), Text::new("话题较集中", "fewer threads")),
    ("topic_entropy", Text::new("兴趣较广", "broader interests"), Text::new("兴趣较专", "narrower interests")),
    ("days_known", Text::new("认识较久", "known longer"), Text::new("认识较晚", "known later")),
    ("recency", Text::new("更久没来", "away longer"), Text::new("较近来过", "seen more lately")),
];

/// A name by features and whether each lies above the middle.
pub fn name<'a>(traits: impl IntoIterator<Item = (&'a str, bool)>, lang: Lang) -> String {
    let word = |(feature, above): (&str, bool)| {
        let (_, high, low) = TRAITS.iter().find(|(known, ..)| *known == feature)?;
        Some(if above { high } else { low }.get(lang))
    };
    let words: Vec<&str> = traits.into_iter().filter_map(word).collect();
    words.join(lang.pick(("·", " · ")))
}

/// How groups were looked for in a community, and that none of them last.
pub fn none_stable(lang: Lang, community: &str, eligible: u32) -> String {
    match lang {
        Lang::Zh => format!("{community}：没有稳定的群组（{eligible} 位成员发言够多）"),
        Lang::En => format!("{community}: no stable groups ({eligible} members with messages enough)"),
    }
}

/// One number of groups that was tried.
pub fn tried(lang: Lang, groups: u8, smallest: f64, stability: Option<f64>, silhouette: Option<f64>) -> String {
    let stability = stability.map_or("-".to_owned(), |value| format!("{value:.2}"));
    let silhouette = silhouette.map_or("-".to_owned(), |value| format!("{value:.2}"));
    let smallest = smallest * 100.0;
    match lang {
        Lang::Zh => format!("{groups} 组：最小 {smallest:.1}%，稳定度 {stability}，轮廓系数 {silhouette}"),
        Lang::En => format!("{groups} groups: smallest {smallest:.1}%, stability {stability}, silhouette {silhouette}"),
    }
}

/// How many groups a community has, and how sure they are.
pub fn groups_found(lang: Lang, community: &str, groups: usize, stability: f64, silhouette: f64) -> String {
    match lang {
        Lang::Zh => {
            format!("{community}：{groups} 组，稳定度 {stability:.2}，轮廓系数 {silhouette:.2}；名称是与社群中位数相比")
        }
        Lang::En => format!(
            "{community}: {groups} groups, stability {stability:.2}, silhouette {silhouette:.2}; named beside the community's median"
        ),
    }
}

/// A value beside the community's median.
pub fn against_median(lang: Lang, value: &str, median: &str) -> String {
    match lang {
        Lang::Zh => format!("{value}（中位 {median}）"),
        Lang::En => format!("{value} (median {median})"),
    }
}

/// Whom the map shows: so many of those with messages enough, whatever the filter.
pub fn map_about(lang: Lang, dots: usize, eligible: u32, kept: f64, is_filtered: bool) -> String {
    let kept = kept * 100.0;
    let whom = match (lang, dots as u64 == u64::from(eligible)) {
        (Lang::Zh, true) => format!("画的是发言够多的全部 {eligible} 位成员"),
        (Lang::Zh, false) => format!("画的是发言够多的 {eligible} 位成员中抽样的 {dots} 位"),
        (Lang::En, true) => format!("Drawn are all {eligible} members with messages enough"),
        (Lang::En, false) => format!("Drawn is a sample of {dots} of the {eligible} members with messages enough"),
    };
    match (lang, is_filtered) {
        (Lang::Zh, true) => format!("{whom}，不随筛选（只有人数随筛选）；两轴保留了差异的 {kept:.0}%"),
        (Lang::Zh, false) => format!("{whom}；两轴保留了差异的 {kept:.0}%"),
        (Lang::En, true) => {
            format!(
                "{whom}, whatever the filter (only counts follow it); two axes keep {kept:.0}% of their differences"
            )
        }
        (Lang::En, false) => format!("{whom}; two axes keep {kept:.0}% of their differences"),
    }
}

/// How many of those on screen have a persona.
pub fn have_one(lang: Lang, members: &str, of: &str) -> String {
    match lang {
        Lang::Zh => format!("{of} 人中 {members} 人归入群组"),
        Lang::En => format!("{members} of {of} members have one"),
    }
}

texts! {
    NAME = "典型用户", "persona";
    MEMBERS = "人数", "members";
    SHARE = "占比", "share";
    STABILITY = "稳定度", "stability";
    FEATURES = "特征", "features";
    TAGS = "标签", "tags";
    PROTOTYPES = "典型成员", "prototypes";
    FILTER = "筛选", "filter";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_reads_in_both_languages() {
        let traits = [("messages", true), ("question_share", false)];
        assert_eq!(name(traits, Lang::Zh), "话较多·问得较少");
        assert_eq!(name(traits, Lang::En), "says more · asks less");
    }
}
