//! What is said in a brief on some members.

use super::{Lang, Text};

texts! {
    TITLE = "简报", "Brief";
    KEYS = "数字键 看策略适合的人 · ↑↓ 翻看 · Esc 关闭", "digits: whom a strategy fits · ↑↓ scroll · Esc closes";
    TRAITS = "与其他人不同", "What sets them apart";
    NO_TRAITS = "没有明显不同于其他人的地方。", "Nothing surely sets them apart from the others.";
    TOPICS = "在谈什么", "What they speak of";
    NO_TOPICS = "还没有认得出的话题，或者数据里没有文字。", "Nothing of a known topic so far, or the data hold no words.";
    KEYWORDS = "比其他人更常说", "say more than others do";
    QUESTIONS = "还没人接的提问", "Open questions";
    NO_QUESTIONS = "没有。", "None.";
    HOURS = "最常有人回应的时段", "Hours that earn answers";
    DAYS = "最常有人回应的星期几", "Weekdays that earn answers";
    NO_HOURS = "发言还不够，或其中没有人被引用、提到或回复过。", "Not enough messages, or none of them was quoted, mentioned or replied to.";
    TONES = "怎样说话有人回应", "Tone that worked";
    NO_TONES = "没有哪种说法明显更常或更少得到回应。", "No manner of writing was surely answered more or less often.";
    NO_ANSWERS = "其中没有人被引用、提到或回复过，看不出怎样说话有人回应。", "None of them was quoted, mentioned or replied to, so tone tells nothing.";
    STRATEGIES = "适合的策略", "Strategies that fit";
    WHEN = "当", "when";
    WHAT = "做", "do";
    WHY = "因", "why";
    OPEN = "人人同样可得", "open to everybody on the same terms";
    WHOLE = "全体成员", "Everybody";
    KIND = "类别", "kind";
}

/// Kinds of strategies (English key, Chinese word).
pub const KINDS: &[(&str, &str)] = &[("offer", "供给"), ("content", "内容"), ("care", "服务"), ("incentive", "激励")];

/// Manners of writing.
const TONE_WORDS: [(&str, Text); 10] = [
    ("question", Text::new("提问", "asking")),
    ("thanks", Text::new("道谢", "thanking")),
    ("greeting", Text::new("问候", "greeting")),
    ("deal", Text::new("谈优惠", "speaking of deals")),
    ("sharing", Text::new("分享推荐", "sharing, recommending")),
    ("social", Text::new("约人相聚", "proposing to meet")),
    ("positive", Text::new("语气积极", "a positive mood")),
    ("negative", Text::new("语气消极", "a negative mood")),
    ("short", Text::new("不超过 8 字", "8 characters or fewer")),
    ("long", Text::new("40 字以上", "40 characters or more")),
];

/// A manner of writing in words.
pub fn tone(lang: Lang, key: &str) -> &str {
    TONE_WORDS.iter().find(|(known, _)| *known == key).map_or(key, |(_, words)| words.get(lang))
}

/// The kind of a strategy in words.
pub fn kind(lang: Lang, key: &str) -> &str {
    KINDS.iter().find(|(known, _)| *known == key).map_or(key, |(en, zh)| lang.pick((zh, en)))
}

/// How many they are, of how many.
pub fn size(lang: Lang, whom: &str, members: u64, everybody: u64) -> String {
    let share = if everybody == 0 { 0.0 } else { members as f64 * 100.0 / everybody as f64 };
    match lang {
        Lang::Zh => format!("{whom}：{members} 人，占 {everybody} 人的 {share:.0}%（不含员工与机器人）"),
        Lang::En => format!("{whom}: {members} of {everybody} members, {share:.0}% (without staff and bots)"),
    }
}

/// The share of those who bear something, among them and among the others, as so many of so many: of those of whom it
/// is known, or of all.
pub fn beside(lang: Lang, own: (u64, u64), others: (u64, u64), is_of_known: bool) -> String {
    let share = |(bear, of): (u64, u64)| bear as f64 * 100.0 / of.max(1) as f64;
    let (own_share, others_share) = (share(own), share(others));
    let known = if is_of_known { lang.pick((" 已知", " known")) } else { "" };
    let ((bear, of), (others, of_others)) = (own, others);
    match lang {
        Lang::Zh => {
            format!("{own_share:.0}%（{bear}/{of}{known}），其他人 {others_share:.0}%（{others}/{of_others}）")
        }
        Lang::En => {
            format!("{own_share:.0}% ({bear}/{of}{known}), others {others_share:.0}% ({others}/{of_others})")
        }
    }
}

/// Who speaks of a topic.
pub fn topic(lang: Lang, members: u64, messages: u64, trend: &str) -> String {
    match lang {
        Lang::Zh => format!("{members} 人 {messages} 条 {trend}").trim_end().to_owned(),
        Lang::En => format!("{members} members, {messages} messages {trend}").trim_end().to_owned(),
    }
}

/// How much of what was written was answered.
pub fn answered(answered: u64, messages: u64) -> String {
    format!("{:.0}% ({answered}/{messages})", answered as f64 * 100.0 / messages.max(1) as f64)
}

/// How often a manner of writing was answered, and how often what was written otherwise.
pub fn tone_earned(lang: Lang, own: f64, otherwise: f64, (low, high): (f64, f64), messages: u64) -> String {
    let [own, otherwise, low, high] = [own, otherwise, low, high].map(|share| share * 100.0);
    match lang {
        Lang::Zh => {
            format!("{own:.0}% 有人回应，别的 {otherwise:.0}%（差 {low:+.0}…{high:+.0} 个百分点，{messages} 条）")
        }
        Lang::En => format!(
            "{own:.0}% answered, else {otherwise:.0}% (differs by {low:+.0} to {high:+.0} points, {messages} messages)"
        ),
    }
}

/// How many a strategy fits.
pub fn fits(lang: Lang, members: u64, of: u64, everybody: u64) -> String {
    let share = if of == 0 { 0.0 } else { members as f64 * 100.0 / of as f64 };
    match lang {
        Lang::Zh => format!("适合 {members} 人（{share:.0}%；全体 {everybody} 人）"),
        Lang::En => format!("fits {members} ({share:.0}%; {everybody} of everybody)"),
    }
}

/// Whose strategies they are.
pub fn of_scheme(lang: Lang, scheme: &str, fit: usize, all: usize) -> String {
    match lang {
        Lang::Zh => format!("方案“{scheme}”的 {all} 条策略里 {fit} 条适合；规则写在方案里，可改，规则之外不给建议。"),
        Lang::En => format!(
            "Of the {all} strategies of the scheme “{scheme}” {fit} fit; their rules are the scheme's and can be changed, and nothing else is advised."
        ),
    }
}

/// How many questions are not shown.
pub fn more_questions(lang: Lang, more: usize) -> String {
    match lang {
        Lang::Zh => format!("还有 {more} 条，见“今日”。"),
        Lang::En => format!("{more} more are on Today."),
    }
}

/// What the numbers of a brief mean.
pub fn definitions(lang: Lang) -> Vec<(String, String)> {
    let pairs = [
        (
            TRAITS,
            Text::new(
                "标签与属性取值的占比，与其余成员相差超出偶然（95 % 区间不含 0），最确定的在前。",
                "Shares of tags and values that differ from those of all the others beyond chance (the 95 % interval leaves out 0), the surest first.",
            ),
        ),
        (
            DAYS,
            Text::new(
                "该日的发言中被引用、提到或回复的比例，按 95 % 区间下限排。",
                "Share of a day's messages that were quoted, mentioned or replied to, by the lower end of its 95 % interval.",
            ),
        ),
        (
            TONES,
            Text::new(
                "这样写的发言与其余发言相比，被引用、提到或回复的比例，差超出偶然才列；各至少 30 条、5 人这样写。一起出现不等于因果。",
                "Share of messages written so that were answered, against all the others, where the difference is beyond chance; 30 messages on either side and five members at the least. What goes together need not be a cause.",
            ),
        ),
        (
            STRATEGIES,
            Text::new(
                "方案里的 [[strategy]]：分群里符合条件的人达到它要的比例才列；按适合的人数排。",
                "The scheme's [[strategy]] rules: listed where so many of the members meet the condition as the rule asks for, the one that fits most first.",
            ),
        ),
    ];
    pairs.iter().map(|(title, about)| (title.get(lang).to_owned(), about.get(lang).to_owned())).collect()
}

/// That tones are of a share of what the members wrote.
pub fn read_in_part(lang: Lang, share: f64) -> String {
    let share = share * 100.0;
    match lang {
        Lang::Zh => format!("发言很多：语气只按其中均匀抽取的 {share:.0}% 算。"),
        Lang::En => format!("Much is said: tones are of an even {share:.0}% of their messages."),
    }
}
