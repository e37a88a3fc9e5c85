//! Polarity of short texts: a linear model over hashed runs of one to three characters.
//!
//! No segmenter is needed. Two heads share the features: which way a text leans, and whether it
//! leans at all. What stands after a negation has features of its own, a bracket emoji or a Latin
//! word is one character, and what is quoted or titled is not the speaker's. English is left to a lexicon. The weights are embedded; what they
//! were trained on, under which licences, and how often they are right stands in
//! `assets/models/sentiment.md`. `assets/models/train/main.rs` writes the file.

use super::clause::CLAUSE_ENDS;
use super::{english, mark, speech, speech::Piece};

const EMBEDDED: &[u8] = include_bytes!("../../assets/models/sentiment.bin");
const MAGIC: &[u8; 4] = b"QXS2";
const HEADER: usize = 4 + 4 * 4;
/// Slots of the table, a power of two. Each holds the check byte of its feature and a weight per head.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 18;
/// Only the beginning of a very long text is read.
const MOST_CHARACTERS: usize = 2_000;
/// So many characters after a negation are negated.
const NEGATED: u32 = 5;
/// Quoted text of so many characters is somebody else's; a shorter one stresses a word.
const QUOTE: usize = 7;
/// What stands beside a question tells something from so many letters on: a greeting does not.
const TOLD: usize = 5;
/// Below this log-odds of holding an opinion a text counts as neutral.
pub const OPINIONATED_FROM: f32 = 0.2;

/// What the two heads say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// Log-odds that the text is positive rather than negative.
    pub positive: f32,
    /// Log-odds that the text holds an opinion or a feeling at all.
    pub opinionated: f32,
}

impl Reading {
    /// −1 (negative) to 1 (positive): the probability of the one minus that of the other.
    pub fn polarity(self) -> f32 {
        (self.positive / 2.0).tanh()
    }
}

/// The trained weights.
pub struct Model {
    /// Log-odds per unit of a stored weight: polarity, opinion.
    scales: [f32; 2],
    biases: [f32; 2],
    /// Check byte, polarity and opinion weight of each slot, the weights as signed bytes.
    slots: &'static [[u8; 3]],
}

impl Model {
    /// The model that ships.
    pub fn embedded() -> &'static Model {
        static MODEL: std::sync::LazyLock<Model> = std::sync::LazyLock::new(|| {
            // The file is part of the program, and a test reads it whole.
            Model::read(EMBEDDED).expect("the embedded sentiment model is whole")
        });
        &MODEL
    }

    /// Reads the format of [`write()`]; `None` when the bytes are something else.
    pub fn read(bytes: &'static [u8]) -> Option<Model> {
        let header = bytes.strip_prefix(MAGIC)?.get(..HEADER - MAGIC.len())?;
        let number = |at: usize| Some(f32::from_le_bytes(header.get(at * 4..at * 4 + 4)?.try_into().ok()?));
        let (slots, rest) = bytes[HEADER..].as_chunks::<3>();
        if slots.len() != SLOTS || !rest.is_empty() {
            return None;
        }
        Some(Model { scales: [number(0)?, number(1)?], biases: [number(2)?, number(3)?], slots })
    }

    /// −1 to 1 for a text that leans one way; `None` where it is neutral, or does nothing but ask.
    pub fn polarity(&self, text: &str) -> Option<f32> {
        if mark::is_question(text) { self.leaning_beside_question(text) } else { self.leaning(text) }
    }

    /// The same for a text that is known to ask something: by the clauses that do not ask.
    pub(crate) fn leaning_beside_question(&self, text: &str) -> Option<f32> {
        let told: String = text.split_inclusive(CLAUSE_ENDS).filter(|clause| !mark::is_question(clause)).collect();
        let letters = told.chars().filter(|character| character.is_alphanumeric()).count();
        if letters < TOLD { None } else { self.leaning(&told) }
    }

    /// The same for a text that is known to be no question.
    pub(crate) fn leaning(&self, text: &str) -> Option<f32> {
        self.reading(text).filter(|reading| reading.opinionated >= OPINIONATED_FROM).map(Reading::polarity)
    }

    /// Both heads, for measuring and for thresholds of one's own; `None` for a text without words of its own.
    pub fn reading(&self, text: &str) -> Option<Reading> {
        if let Some(reading) = english::reading(text) {
            return Some(reading);
        }
        let mut sums = [0i32; 2];
        let mut n = 0u32;
        each_feature(text, |feature| {
            let [check, polarity, opinion] = self.slots[feature.slot()];
            // No branch: which features were trained cannot be foretold.
            let is_known = i32::from(check == feature.check());
            sums[0] += is_known * i32::from(polarity.cast_signed());
            sums[1] += is_known * i32::from(opinion.cast_signed());
            n += 1;
        });
        if n == 0 {
            return None;
        }
        let odds = |head: usize| self.biases[head] + self.scales[head] * sums[head] as f32 / (n as f32).sqrt();
        Some(Reading { positive: odds(0), opinionated: odds(1) })
    }
}

/// A run of one to three characters, hashed; an emoticon or a Latin word counts as one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feature(u32);

impl Feature {
    fn of(before: u32, last: u32, character: u32) -> Feature {
        let mixed = u64::from(before)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .wrapping_add(u64::from(last).wrapping_mul(0xC2B2_AE3D_27D4_EB4F))
            .wrapping_add(u64::from(character).wrapping_mul(0x1656_67B1_9E37_79F9));
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        Feature((mixed >> (u64::BITS - SLOT_BITS - u8::BITS)) as u32)
    }

    /// Where the table holds it, if it does.
    fn slot(self) -> usize {
        (self.0 >> u8::BITS) as usize
    }

    /// Tells it from others of its slot: what was never trained counts as nothing.
    fn check(self) -> u8 {
        self.0 as u8
    }
}

/// The features that were met; a rare mistake counts a feature as met that was not.
struct Met([u64; Met::WORDS]);

impl Met {
    const WORDS: usize = 128;

    /// Whether it is the first time.
    fn first(&mut self, feature: Feature) -> bool {
        let (word, bit) = (feature.0 as usize / 64 % Met::WORDS, 1 << (feature.0 % 64));
        let first = self.0[word] & bit == 0;
        self.0[word] |= bit;
        first
    }
}

/// Calls `each` once with every run of one to three characters of the text's own words and
/// emoticons. Case, digits and white space make no difference.
pub fn each_feature(text: &str, mut each: impl FnMut(Feature)) {
    const NEGATED_BIT: u32 = 1 << 30;
    let mut met = Met([0; Met::WORDS]);
    let mut add = |before, last, character| {
        let feature = Feature::of(before, last, character);
        if met.first(feature) {
            each(feature);
        }
    };
    let (mut before, mut last, mut negated, mut n) = (0u32, 0u32, 0u32, 0usize);
    each_character(text, |character| {
        if n == MOST_CHARACTERS {
            return;
        }
        n += 1;
        let marked = if negated > 0 { character | NEGATED_BIT } else { character };
        add(0, 0, marked);
        if last != 0 {
            add(0, last, marked);
        }
        if before != 0 {
            add(before, last, character);
        }
        negated = reach(character).unwrap_or(negated.saturating_sub(1));
        (before, last) = (last, character);
    });
}

/// The characters of the text's own words, one for each emoticon and Latin word: case, digits and
/// widths folded, no white space.
pub fn each_character(text: &str, mut each: impl FnMut(u32)) {
    for piece in speech::pieces(text) {
        match piece {
            Piece::Words(span) => {
                let mut rest = span;
                while let Some(character) = rest.chars().next() {
                    let (one, after) = step(character, rest);
                    if let Some(one) = one {
                        each(one);
                    }
                    rest = after;
                }
            }
            Piece::Emoticon(name) => each(named(EMOTICON, name)),
            Piece::Noise => {}
        }
    }
}

/// The character that stands for the beginning of `rest`, if any does, and what comes after it.
fn step(character: char, rest: &str) -> (Option<u32>, &str) {
    if character.is_ascii_alphabetic() {
        let (word, after) = rest.split_at(latin_word(rest.as_bytes()));
        return (Some(named(LATIN, word)), after);
    }
    let after = &rest[character.len_utf8()..];
    match quote_end(character, after) {
        Some(end) => (None, &after[end..]),
        None => (folded(character), after),
    }
}

/// How many bytes at the start are letters of one word: don't is one.
fn latin_word(bytes: &[u8]) -> usize {
    let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let mut at = 0;
    while is_letter(at) || (bytes.get(at) == Some(&b'\'') && is_letter(at + 1)) {
        at += 1;
    }
    at
}

/// Where a long quotation or a title ends that `mark` opens before `rest`.
fn quote_end(mark: char, rest: &str) -> Option<usize> {
    let (close, least) = match mark {
        '“' => ('”', QUOTE),
        '「' => ('」', QUOTE),
        '《' => ('》', 0),
        _ => return None,
    };
    let end = rest.find(close)?;
    (rest[..end].chars().count() >= least).then_some(end + close.len_utf8())
}

fn folded(character: char) -> Option<u32> {
    match character {
        '0'..='9' | '０'..='９' => Some(u32::from('0')),
        '！' => Some(u32::from('!')),
        '？' => Some(u32::from('?')),
        '，' => Some(u32::from(',')),
        _ if character.is_whitespace() || character.is_control() => None,
        _ => Some(u32::from(character)),
    }
}

/// Where the characters lie that stand for a bracket emoji or a Latin word, beyond all that text may hold.
const EMOTICON: u32 = 1 << 24;
const LATIN: u32 = 1 << 25;

/// A name as one character: FNV-1a of its lower case.
const fn named(plane: u32, name: &str) -> u32 {
    let bytes = name.as_bytes();
    let mut hash = 0x811C_9DC5u32;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at].to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    plane | (hash & 0xFF_FFFF)
}

/// How many characters after this one are negated, where it has a say in it.
fn reach(character: u32) -> Option<u32> {
    const NEVER: [u32; 12] = [
        named(LATIN, "not"),
        named(LATIN, "no"),
        named(LATIN, "never"),
        named(LATIN, "don't"),
        named(LATIN, "doesn't"),
        named(LATIN, "didn't"),
        named(LATIN, "isn't"),
        named(LATIN, "wasn't"),
        named(LATIN, "aren't"),
        named(LATIN, "can't"),
        named(LATIN, "won't"),
        named(LATIN, "cannot"),
    ];
    match char::from_u32(character) {
        Some('不' | '没' | '沒' | '别' | '無' | '无' | '未' | '非' | '莫' | '甭') => Some(NEGATED),
        Some(',' | '。' | '!' | '?' | '；' | '、' | '…' | '.' | '~') => Some(0),
        None if NEVER.contains(&character) => Some(NEGATED),
        _ => None,
    }
}

/// The bytes of a model. Of features that share a slot the one that comes first stays; weights are
/// brought to eight bits.
pub fn write(biases: [f32; 2], weights: &[(Feature, [f32; 2])]) -> Vec<u8> {
    let mut slots: Vec<Option<(Feature, [f32; 2])>> = vec![None; SLOTS];
    for (feature, pair) in weights {
        slots[feature.slot()].get_or_insert((*feature, *pair));
    }
    let scale = |head: usize| {
        let mut sizes: Vec<f32> = slots.iter().flatten().map(|(_, pair)| pair[head].abs()).collect();
        sizes.sort_by(f32::total_cmp);
        sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0) / f32::from(i8::MAX)
    };
    let scales = [scale(0), scale(1)];
    let mut bytes = MAGIC.to_vec();
    for number in scales.into_iter().chain(biases) {
        bytes.extend(number.to_le_bytes());
    }
    for slot in slots {
        let (check, pair) = slot.map_or((0, [0.0; 2]), |(feature, pair)| (feature.check(), pair));
        let eight = |head: usize| ((pair[head] / scales[head]).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
        bytes.extend([check, eight(0), eight(1)]);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clear_opinions_of_chat_are_read_right() {
        let model = Model::embedded();
        let liked = [
            "太好吃了，还会回购",
            "老师讲得真好，收获满满",
            "客服很耐心，点赞",
            "质量很好，非常满意",
            "太感谢了，终于解决了",
        ];
        let disliked = [
            "太差了，再也不买了",
            "客服态度恶劣，失望透顶",
            "东西是坏的，要求退款",
            "骗子，垃圾产品",
            "气死我了，等了半天没人管",
        ];
        for text in liked {
            assert!(model.polarity(text).is_some_and(|polarity| polarity > 0.0), "{text} {:?}", model.reading(text));
        }
        for text in disliked {
            assert!(model.polarity(text).is_some_and(|polarity| polarity < 0.0), "{text} {:?}", model.reading(text));
        }
    }

    #[test]
    fn facts_and_questions_are_no_opinions() {
        let model = Model::embedded();
        for text in [
            "明天上午十点开会",
            "文件发到群里了",
            "这个好用吗？",
            "请问质量差不差",
            "大家好，请问这个好用吗",
            "质量怎么样",
            "",
            "[微笑]",
            "https://example.com/a",
        ] {
            assert_eq!(model.polarity(text), None, "{text} {:?}", model.reading(text));
        }
    }

    #[test]
    fn what_is_told_beside_a_question_is_an_opinion() {
        let model = Model::embedded();
        for (text, is_liked) in [
            ("这面膜太好用了，你们在哪里买的？", true),
            ("凭什么又涨价？客服态度恶劣，失望透顶", false),
            ("我好累啊，太可怕了，不知道今天能不能到家", false),
        ] {
            assert_eq!(model.polarity(text).map(|polarity| polarity > 0.0), Some(is_liked), "{text}");
        }
        assert_eq!(model.polarity("这面膜是不是太差了？"), None, "what is asked is not told");
    }

    #[test]
    fn negation_turns_a_word_round() {
        for (plain, negated) in
            [("好吃", "不是很好吃"), ("喜欢", "没有那么喜欢"), ("麻烦", "一点都不麻烦"), ("很好", "不好")]
        {
            let [plain, negated] = [plain, negated].map(|text| Model::embedded().reading(text).unwrap().positive);
            assert!(plain * negated < 0.0, "{plain} {negated}");
        }
    }

    #[test]
    fn emoticons_are_read_as_they_are_meant() {
        let positive = |text: &str| Model::embedded().reading(text).unwrap().positive;
        for better in ["今天去了[强]", "今天去了[鼓掌]", "今天去了[赞]"] {
            assert!(positive(better) > positive("今天去了"), "{better}");
        }
        for worse in ["今天去了[流泪]", "今天去了[怒]", "今天去了😭"] {
            assert!(positive(worse) < positive("今天去了"), "{worse}");
        }
        assert!(positive("[微笑]") < positive("[愉快]") - 1.0, "no smile in China");
    }

    #[test]
    fn what_is_quoted_or_titled_is_not_the_speakers() {
        let model = Model::embedded();
        for (text, own) in [
            ("群主说“再也不买了，垃圾产品”", "群主说"),
            ("晚上放《悲伤逆流成河》", "晚上放"),
            ("「小林：太难吃了，气死我了」收到", "收到"),
        ] {
            assert_eq!(model.reading(text), model.reading(own), "{text}");
        }
        assert_ne!(model.reading("这叫“优惠”？"), model.reading("这叫？"), "a stressed word is the speaker's");
    }

    #[test]
    fn english_is_read_word_by_word() {
        let model = Model::embedded();
        for text in ["I love this", "This is AWESOME", "I don't hate it"] {
            assert!(model.polarity(text).is_some_and(|polarity| polarity > 0.0), "{text} {:?}", model.reading(text));
        }
        for text in ["this is terrible", "I hate waiting", "what a stupid idea"] {
            assert!(model.polarity(text).is_some_and(|polarity| polarity < 0.0), "{text} {:?}", model.reading(text));
        }
        assert_eq!(model.polarity("the meeting starts at ten"), None);
        // Too little to be an opinion, and still on its side.
        let leaning = |text: &str| model.reading(text).map_or(0.0, |reading| reading.positive);
        assert!(leaning("good") > 0.0 && leaning("great work, thank you") > 0.0 && leaning("not good") < 0.0);
    }

    #[test]
    fn a_torn_model_is_not_read() {
        assert!(Model::read(EMBEDDED).is_some());
        assert!(Model::read(&EMBEDDED[..EMBEDDED.len() - 1]).is_none());
        assert!(Model::read(&EMBEDDED[1..]).is_none());
        assert!(Model::read(b"QXS2").is_none());
    }
}
