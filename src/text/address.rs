//! How somebody is called by who speaks to them: 姐，周末去吗; @老张 哥你车能坐几个.
//!
//! Only words at the very start of a message call whom it answers; further on they may mean anybody.

use super::clause::CLAUSE_ENDS;

/// How people are called, and what that says of their gender; of words that end alike the longest first.
const CALLS: [(&str, &str); 14] = [
    ("小姐姐", "female"),
    ("姐姐", "female"),
    ("大姐", "female"),
    ("老姐", "female"),
    ("学姐", "female"),
    ("师姐", "female"),
    ("姐", "female"),
    ("女士", "female"),
    ("哥哥", "male"),
    ("大哥", "male"),
    ("老哥", "male"),
    ("师兄", "male"),
    ("哥", "male"),
    ("先生", "male"),
];
/// What may be said first: 谢谢姐, 早上好，哥.
const GREETINGS: [&str; 22] = [
    "谢谢",
    "感谢",
    "多谢",
    "谢了",
    "谢",
    "辛苦了",
    "辛苦",
    "恭喜",
    "祝贺",
    "你好",
    "您好",
    "早安",
    "早",
    "早上好",
    "中午好",
    "下午好",
    "晚上好",
    "晚安",
    "好的",
    "是的",
    "支持",
    "欢迎",
];
/// What may follow without a meaning of its own.
const INTERJECTIONS: [char; 12] = ['啊', '呀', '哦', '哈', '啦', '哇', '呢', '吧', '噢', '诶', '哎', '嘿'];
/// Before such a word these make it somebody else, or a kind of people: 我姐, 表哥, 空姐, 帅哥, 姐姐哥哥.
const OF_OTHERS: &str =
    "我你他她它咱您的是在和跟个那这有说给对叫了找见为表堂亲把被让像几两位各众同又小帅美空款富姐哥妹弟";
/// Whoever does this work is called so, whether the speaker knows them or not: 客服小姐姐.
const JOBS: [&str; 20] = [
    "客服", "店主", "店家", "店员", "老板", "群主", "管理", "掌柜", "前台", "护士", "医生", "老师", "快递", "外卖",
    "司机", "主播", "导购", "销售", "团长", "楼主",
];
/// A longer text is a story or a copy, in characters.
const LONGEST: usize = 200;
/// The longest name before such a word, in characters: 苏晚姐.
const LONGEST_NAME: usize = 2;
const MENTION: [char; 2] = ['@', '＠'];

/// Whether a text holds a word by which people are called at all: cheap, and rarely so.
pub fn may_call(text: &str) -> bool {
    ["姐", "哥", "先生", "女士", "师兄"].iter().any(|word| text.contains(word))
}

/// `female` or `male`, by how a message calls the only one whom it answers. A mention has to be of one of `names`. Who
/// bears such a word as a name is called by that name, which says nothing.
pub fn called<'n>(text: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> Option<&'static str> {
    if text.chars().count() > LONGEST || names.clone().into_iter().any(may_call) {
        return None;
    }
    let said = behind_mention(text.trim(), names)?;
    let mut clauses =
        said.split(|c: char| CLAUSE_ENDS.contains(&c) || c.is_whitespace()).filter(|clause| !clause.is_empty());
    let first = clauses.next()?;
    if GREETINGS.contains(&first.trim_end_matches(INTERJECTIONS)) { calling(clauses.next()?) } else { calling(first) }
}

/// What is said behind a mention of one of these names, or the whole text if it mentions nobody.
fn behind_mention<'t, 'n>(text: &'t str, names: impl IntoIterator<Item = &'n str>) -> Option<&'t str> {
    let Some(mentioned) = text.strip_prefix(MENTION) else {
        return (!text.contains(MENTION)).then_some(text);
    };
    let behind = |name: &str| mentioned.strip_prefix(name).filter(|_| !name.is_empty());
    let said = names.into_iter().filter_map(behind).min_by_key(|said| said.len())?;
    let ends = said.starts_with(|c: char| c.is_whitespace() || CLAUSE_ENDS.contains(&c));
    (ends && !said.contains(MENTION)).then_some(said)
}

/// A clause that is nothing but the call, after a greeting or before 你.
fn calling(clause: &str) -> Option<&'static str> {
    let greeting =
        GREETINGS.iter().filter(|greeting| clause.starts_with(**greeting)).max_by_key(|greeting| greeting.len());
    let clause = greeting.and_then(|greeting| clause.strip_prefix(greeting)).unwrap_or(clause);
    CALLS.iter().find_map(|(word, gender)| {
        let (name, behind) = clause.split_once(word)?;
        let speaks_on = greeting.is_none() && behind.starts_with(['你', '您']) && !behind[3..].starts_with('们');
        let ends = speaks_on || behind.trim_end_matches(INTERJECTIONS).is_empty();
        (ends && is_name(name)).then_some(*gender)
    })
}

/// Nothing, or a short name: 王, 苏晚.
fn is_name(name: &str) -> bool {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    name.chars().count() <= LONGEST_NAME
        && name.chars().all(|c| is_han(c) && !OF_OTHERS.contains(c))
        && !JOBS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_called_at_the_start_of_what_is_said_to_them() {
        for (text, gender) in [
            ("姐，周末去吗", "female"),
            ("晚姐你的帐篷多大", "female"),
            ("谢谢小姐姐！", "female"),
            ("早上好，张女士", "female"),
            ("@苏晚 姐，我到了", "female"),
            ("@苏晚\u{2005}谢谢姐姐啊", "female"),
            ("哥，去年就上映了", "male"),
            ("王哥你车能坐几个？", "male"),
            ("辛苦大哥", "male"),
            ("李先生，您的帐篷到了", "male"),
        ] {
            assert_eq!(called(text, ["苏晚", "晚"]), Some(gender), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_call_says_nothing() {
        for text in [
            "姐妹，冲",
            "姐妹们早",
            "姐姐们早",
            "哥们，借过",
            "哥俩好",
            "大哥大真贵",
            "哥哥姐姐，早",
            "我姐，医生",
            "表哥你好",
            "小姐，请问",
            "小哥哥，在吗",
            "空姐，我也想当",
            "帅哥，看这里",
            "客服小姐姐，在吗",
            "群主大哥，放人",
            "亲，老铁",
            "王姐说得对",
            "听王姐的",
            "谢谢何叶，王哥你车能坐几个？",
            "姐夫，走",
            "哥布林，上",
            "先生们，早",
            "姐你们都去吗",
            "“姐，周末去吗”这话谁说的",
            "@大鹏 姐，我到了",
            "@苏晚 @大鹏 姐，我到了",
            "姐，@大鹏 到了",
            "@苏晚晴 姐，我到了",
            "@苏晚",
            "",
        ] {
            assert_eq!(called(text, ["苏晚"]), None, "{text}");
        }
        assert_eq!(called(&format!("姐，{}", "好".repeat(200)), ["苏晚"]), None, "a story");
    }

    #[test]
    fn a_name_is_no_call() {
        for (text, name) in
            [("@北京 小姐姐 你好", "北京 小姐姐"), ("芳姐，早", "芳姐"), ("姐，早", "芳姐"), ("哥，早", "芳姐")]
        {
            assert_eq!(called(text, [name]), None, "{text}");
        }
    }
}
