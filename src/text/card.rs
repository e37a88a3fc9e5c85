//! Names written as cards: 杭州-产品经理-小林, 小林｜上海｜设计师.

use super::disclosure::{Disclosure, FIRST_CHILDREN};
use super::{attribute, occupation, place};

/// Of names of people, docs/accuracy.md: of places and cohorts, and of trades.
const PRECISION: f32 = 0.83;
const TRADE: f32 = 0.90;
/// What shops, offices and fan clubs are called: no member's own card.
const ORGANISATIONS: [&str; 33] = [
    "公司",
    "广场",
    "馆",
    "银行",
    "医院",
    "热线",
    "优惠",
    "团",
    "直通车",
    "平安",
    "公益",
    "处",
    "口腔",
    "官方",
    "记者站",
    "客服",
    "中心",
    "俱乐部",
    "club",
    "苑",
    "办公室",
    "工作室",
    "论坛",
    "部",
    "公安",
    "派出所",
    "交警",
    "大队",
    "支队",
    "地铁",
    "机票",
    "辦公室",
    "中国",
];
/// A part with one of these is a sentence or a joke about a trade, not a trade: 未来的律师, 我不是导演, 小裁缝.
const NO_TRADE: [&str; 11] = ["是", "的", "小", "未来", "成", "致", "外号", "与", "著名", "二手", "流浪"];
/// What a name of two or more parts says: place, occupation, cohort. Never a gender: M, 先生 and 小姐 are nicknames.
pub fn claims(name: &str) -> Vec<Disclosure> {
    let is_separator = |c: char| {
        matches!(c, '-' | '—' | '_' | '|' | '｜' | '·' | '/' | '、' | '+' | '－' | '–' | ' ' | '\u{3000}' | '@')
    };
    let parts: Vec<&str> = name.split(is_separator).map(str::trim).filter(|part| !part.is_empty()).collect();
    let folded = name.to_lowercase();
    // 深圳-0755: besides the place there is nobody.
    let is_somebody = parts.iter().any(|part| place::at_start(part).is_none() && part.chars().any(char::is_alphabetic));
    if !is_somebody || !(2..=6).contains(&parts.len()) || ORGANISATIONS.iter().any(|word| folded.contains(word)) {
        return Vec::new();
    }
    let mut found: Vec<Disclosure> = parts.into_iter().filter_map(said_by).collect();
    // Who names two places may come from the one, live in the other, or travel.
    if found.iter().filter(|claim| claim.attribute == "region").count() > 1 {
        found.retain(|claim| claim.attribute != "region");
    }
    found
}

fn said_by(part: &str) -> Option<Disclosure> {
    let place = place::at_start(part).filter(|(_, rest)| rest.is_empty() || rest.ends_with(['区', '县']));
    if let Some((place, _)) = place {
        return (!place::is_everyday(part)).then(|| Disclosure::region(place, PRECISION));
    }
    if let Some(named) = work(part) {
        return Some(Disclosure::new("occupation", named, TRADE));
    }
    let (first, last) = attribute::cohort(part).filter(|(first, _)| *first < FIRST_CHILDREN.into())?;
    Some(Disclosure::new("birth_years", format!("{first}-{last}"), PRECISION))
}

/// The occupation that a part names: as its end (高级产品经理), or in short as a whole (前端, 产品).
fn work(part: &str) -> Option<&'static str> {
    if part == "产品" {
        return Some("产品经理");
    }
    let whole = occupation::at_start(part).filter(|(_, rest)| rest.is_empty()).map(|(named, _)| named);
    let plain = !NO_TRADE.iter().any(|word| part.replace("小学", "").contains(word));
    // 林老师 is called so out of courtesy; who teaches says what or where: 英语老师, 小学老师.
    let ends = |named: &&str| plain && *named != "老师" && part.ends_with(*named);
    whole.or_else(|| occupation::find(part).filter(ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_are_read_and_plain_names_are_not() {
        let cases = [
            ("杭州-产品经理-小林", "region=浙江 杭州 occupation=产品经理"),
            ("小林｜上海｜设计师", "region=上海 occupation=设计师"),
            ("深圳 前端工程师 阿强", "region=广东 深圳 occupation=前端工程师"),
            ("北京｜产品｜小王", "region=北京 occupation=产品经理"),
            ("杭州-前端-小林", "region=浙江 杭州 occupation=前端工程师"),
            ("农产品｜老李", ""),
            ("95后-成都-Momo", "birth_years=1995-1999 region=四川 成都"),
            ("上海", ""),
            ("长沙臭豆腐", ""),
            ("林晓", ""),
            ("老师好-小林", ""),
            ("小学老师-小林", "occupation=小学老师"),
            ("律师-王芳-北京", "occupation=律师 region=北京"),
            ("M-明明-M", ""),
            ("小林-女", ""),
            ("林_先生", ""),
            ("朝阳-何何", ""),
            ("西安-小林-广东", ""),
            ("凯德广场_扬州", ""),
            ("闽--小小演员", ""),
            ("Joseph_未来律师", ""),
            ("10后-小林", ""),
            ("林老师-小满", ""),
            ("王琳-英语老师", "occupation=英语老师"),
            ("中国-长沙", ""),
            ("深圳-0755", ""),
            ("浙江-舟山公安", ""),
            ("", ""),
        ];
        for (name, expected) in cases {
            let said: Vec<_> =
                claims(name).into_iter().map(|claim| format!("{}={}", claim.attribute, claim.value)).collect();
            assert_eq!(said.join(" "), expected, "{name}");
        }
    }
}
