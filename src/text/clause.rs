//! The clause in which somebody speaks in the first person, and all that speaks against taking it at its word.

pub(super) const CLAUSE_ENDS: [char; 16] =
    ['，', '。', '！', '？', '；', '~', '～', ',', '!', '?', ';', '\n', '…', '、', '：', ':'];
/// What separates sentences: what is reported behind a colon goes on to there.
const SENTENCE_ENDS: [char; 6] = ['。', '！', '？', '!', '?', '\n'];
/// Before the first person: denied, supposed, reported, wished, past.
const NOT_REALLY_BEFORE: [&str; 44] = [
    "不是",
    "没",
    "别",
    "如果",
    "要是",
    "假如",
    "假设",
    "万一",
    "若",
    "希望",
    "梦想",
    "听说",
    "说",
    "以为",
    "问",
    "觉得",
    "认为",
    "好像",
    "以前",
    "之前",
    "曾经",
    "当年",
    "小时候",
    "那时",
    "那年",
    "那一年",
    "一旦",
    "的时候",
    "这一刻",
    "届时",
    "四舍五入",
    "过去",
    "原来",
    "当初",
    "想",
    "等",
    "歌",
    "唱",
    "假装",
    "叫",
    "猜",
    "当时",
    "将来",
    "以后",
];
/// A clause of which nothing else speaks than when: 小时候，我在哈尔滨上学.
const LONG_AGO: [&str; 11] =
    ["那年", "那一年", "小时候", "以前", "之前", "曾经", "当年", "那时", "那时候", "那会儿", "当初"];
/// How the clause before begins if it supposes: 如果落后一分，我是教练.
const SUPPOSES: [&str; 7] = ["如果", "要是", "假如", "假设", "万一", "一旦", "除非"];
/// How a clause ends if others speak behind it.
const SPEECH: [&str; 9] = ["说", "道", "讲", "问", "叹", "喊", "写", "回复", "告诉"];
/// Behind it, in the same clause.
const NOT_REALLY_BEHIND: [&str; 15] = [
    "吗",
    "嘛",
    "么",
    "不是",
    "是不是",
    "呢",
    "就好了",
    "的话",
    "的时候",
    "那会",
    "那时",
    "以前",
    "曾经",
    "似的",
    "一样",
];
/// Between 我 and what is said.
const FILLERS: [&str; 14] =
    ["今年", "现在", "目前", "也", "就", "已经", "刚", "才", "都", "还", "本人", "自己", "其实", "真的"];

/// A clause in the first person.
pub(super) struct Clause<'t> {
    /// The text around it.
    pub whole: &'t str,
    /// In front of 我.
    pub before: &'t str,
    /// Behind 我 and its fillers.
    pub rest: &'t str,
    /// From the end of the clause on.
    pub behind: &'t str,
}

/// The clause around the word that stands at `start..end`, unless a guard speaks against it.
pub(super) fn around(text: &str, start: usize, end: usize) -> Option<Clause<'_>> {
    let from = text[..start].rfind(CLAUSE_ENDS).map_or(0, |at| at + first_length(&text[at..]));
    let behind = &text[end..];
    let length = behind.find(CLAUSE_ENDS).unwrap_or(behind.len());
    let (before, mut rest) = (&text[from..start], behind[..length].trim());
    let asked = behind[length..].starts_with(['？', '?']);
    if asked || is_title_or_name(text, start) || is_anothers(&text[..from]) || is_supposed(&text[..from]) {
        return None;
    }
    if before.ends_with(['你', '他', '她', '自', '问', '比', '怀'])
        || NOT_REALLY_BEFORE.iter().any(|word| before.contains(word))
        || NOT_REALLY_BEHIND.iter().any(|word| rest.contains(word))
    {
        return None;
    }
    while let Some(shorter) = FILLERS.iter().find_map(|filler| rest.strip_prefix(filler)) {
        rest = shorter;
    }
    Some(Clause { whole: text, before, rest, behind: &behind[length..] })
}

/// Whether a place lies in quotation marks, a title, a #topic#, or a mention: 《我是医生》, #我是歌手#, @我是小静.
fn is_title_or_name(text: &str, at: usize) -> bool {
    let (before, behind) = text.split_at(at);
    let quoted = before.matches(['“', '《', '"']).count() > before.matches(['”', '》']).count();
    let topic = !before.matches('#').count().is_multiple_of(2) && behind.contains('#');
    let name_ends = |c: char| c.is_whitespace() || CLAUSE_ENDS.contains(&c);
    let mentioned = before.rfind('@').is_some_and(|sign| !before[sign..].contains(name_ends));
    quoted || topic || mentioned
}

/// Whether what stands behind is somebody else's words: 他说，…, 病人和我说：…, 某人:…. Behind a colon stand
/// the author's own only if what is before it introduces them.
fn is_anothers(before: &str) -> bool {
    const INTRODUCES: [&str; 14] =
        ["好", "介绍", "标", "求助", "请问", "咨询", "问题", "补充", "说明", "情况", "医生", "老师", "律师", "ps"];
    let sentence = before.trim_end_matches(' ').rfind(SENTENCE_ENDS).unwrap_or(0);
    let before_it = &before[sentence..];
    // Not that of https://, 12:30 or :).
    let is_sign = |end: usize| before_it[end..].starts_with(|c: char| c.is_ascii_graphic());
    let mut colons = before_it.rmatch_indices(['：', ':']);
    if let Some((colon, _)) = colons.find(|(at, sign)| *sign == "：" || !is_sign(at + 1)) {
        let introduction = before_it[..colon].trim().to_lowercase();
        return !introduction.is_empty() && !INTRODUCES.iter().any(|word| introduction.ends_with(word));
    }
    let last = clause_before(before);
    SPEECH.iter().any(|verb| last.ends_with(verb)) && !last.contains('我')
}

/// Whether the clause before, in the same sentence, supposes or puts what follows into the past.
fn is_supposed(before: &str) -> bool {
    if before.trim_end().ends_with(SENTENCE_ENDS) {
        return false;
    }
    let clause = clause_before(before);
    let supposition = clause.rsplit(['说', '了', '想']).next().unwrap_or(clause);
    LONG_AGO.contains(&clause)
        || clause.ends_with("的话")
        || SUPPOSES.iter().any(|word| supposition.starts_with(word) || clause.starts_with(word))
}

/// The clause that ends where the text does, without its end.
fn clause_before(text: &str) -> &str {
    let whole = text.trim_end_matches(CLAUSE_ENDS);
    whole.rsplit(CLAUSE_ENDS).next().unwrap_or(whole).trim()
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Nothing follows but an interjection or a space: 我是医生啊, not 我是医生的女儿.
pub(super) fn ends_the_thought(behind: &str) -> bool {
    let behind = behind.trim_start_matches(['啊', '呀', '哦', '哈', '啦', '了', '哇', '[', '(', '（', '😂']);
    behind.is_empty() || !behind.starts_with(char::is_alphanumeric)
}
