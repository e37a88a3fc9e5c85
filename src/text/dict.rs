//! Segmentation: the content words of what somebody said.
//!
//! Loading takes about a tenth of a second and 30 MiB, so only commands that segment load it. Links, mentions,
//! bracket emoji such as `[破涕为笑]`, numbers, stop words and lone characters are no content words.

use std::borrow::Cow;

use jieba_rs::Jieba;
use rustc_hash::FxHashSet;

use super::speech;

const CHAT_WORDS: &str = include_str!("../../assets/dict/chat.txt");
const STOP_WORDS: &str = include_str!("../../assets/dict/stopwords.txt");
/// In every complete base dictionary.
const PROBES: [&str; 3] = ["我们", "人际", "电影"];
/// Longer runs of letters are identifiers and noise.
const LONGEST_LATIN: usize = 24;

/// A dictionary that cannot be used; nothing would be found with it.
#[derive(Debug, thiserror::Error)]
pub enum DictError {
    /// The base dictionary is empty or torn.
    #[error("the segmentation dictionary lacks {0:?}: the program was built without its dictionary")]
    Incomplete(&'static str),
    /// A word of the operator's that can never be found.
    #[error("{0:?} is not a word: it is empty, or holds white space or punctuation")]
    NotAWord(String),
}

/// Cuts text into words, with the words of chat and the operator's own.
pub struct Analyzer {
    jieba: Jieba,
    stop: FxHashSet<Cow<'static, str>>,
}

impl Analyzer {
    /// Loads every dictionary, with the operator's words to be kept whole and those that are no content.
    ///
    /// # Errors
    /// When a dictionary is not usable; there is no falling back to nothing.
    pub fn load(user_words: &[String], stop_words: &[String]) -> Result<Analyzer, DictError> {
        let mut jieba = Jieba::new();
        if let Some(missing) = PROBES.into_iter().find(|word| !jieba.has_word(word)) {
            return Err(DictError::Incomplete(missing));
        }
        for word in listed(CHAT_WORDS) {
            jieba.add_word(word, None, None);
        }
        // What is cut in two cannot be left out.
        for word in user_words.iter().chain(stop_words) {
            let word = word.trim();
            if !is_word(word) {
                return Err(DictError::NotAWord(word.to_owned()));
            }
            jieba.add_word(word, None, None);
        }
        let own = stop_words.iter().map(|word| Cow::Owned(word.trim().to_lowercase()));
        Ok(Analyzer { jieba, stop: listed(STOP_WORDS).map(Cow::Borrowed).chain(own).collect() })
    }

    /// Calls `each` with every content word in order, Latin letters in lower case.
    pub fn words(&self, text: &str, mut each: impl FnMut(&str)) {
        self.runs(text, |word, _| each(word));
    }

    /// As [`Analyzer::words`], and says of each word whether it follows the one before at once: with nothing in
    /// between, or a space between words of Latin letters.
    pub fn runs(&self, text: &str, mut each: impl FnMut(&str, bool)) {
        for span in speech::spans(text) {
            let mut gap = Gap::Other;
            for token in self.jieba.cut(span, true) {
                let Some(word) = self.content(token.word) else {
                    gap = gap.and(token.word);
                    continue;
                };
                let is_latin = word.is_ascii();
                let follows = matches!(gap, Gap::None(_)) || is_latin && matches!(gap, Gap::Space);
                each(&word, follows);
                gap = Gap::None(is_latin);
            }
        }
    }

    fn content<'t>(&self, token: &'t str) -> Option<Cow<'t, str>> {
        // Most tokens are one character; none of them is a content word.
        token.chars().nth(1)?;
        let word =
            token.trim_matches(|c: char| !speech::is_ideograph(c) && !c.is_alphanumeric() && !matches!(c, '+' | '#'));
        let word = if word.is_ascii() { latin_word(word)? } else { han_word(word)? };
        (!self.stop.contains(word.as_ref())).then_some(word)
    }
}

/// What stands between two content words.
#[derive(Clone, Copy)]
enum Gap {
    /// Nothing so far; whether the first of them is of Latin letters.
    None(bool),
    /// A space behind a word of Latin letters.
    Space,
    /// A pause, or words that are no content.
    Other,
}

impl Gap {
    fn and(self, token: &str) -> Gap {
        if matches!(self, Gap::None(true)) && token == " " { Gap::Space } else { Gap::Other }
    }
}

/// The words of a dictionary file.
pub(crate) fn listed(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// Whether the segmenter could find it: not empty, without white space or punctuation.
pub(crate) fn is_word(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '+' | '#' | '.' | '-' | '_' | '·'))
}

fn latin_word(word: &str) -> Option<Cow<'_, str>> {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let short = (2..=LONGEST_LATIN).contains(&word.len());
    if !short || letters == 0 || digits > letters {
        return None;
    }
    let upper = word.bytes().any(|byte| byte.is_ascii_uppercase());
    Some(if upper { Cow::Owned(word.to_ascii_lowercase()) } else { Cow::Borrowed(word) })
}

fn han_word(word: &str) -> Option<Cow<'_, str>> {
    let mut characters = word.chars();
    let first = characters.next()?;
    let mut count = 1;
    let mut all_same = true;
    let mut all_numerals = is_numeral(first);
    for character in characters {
        count += 1;
        all_same &= character == first;
        all_numerals = all_numerals && is_numeral(character);
        if !speech::is_ideograph(character) && !character.is_alphanumeric() && !matches!(character, '·' | '-') {
            return None;
        }
    }
    let laughter = all_same && (count > 2 || is_interjection(first));
    if count < 2 || laughter || all_numerals {
        return None;
    }
    Some(if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Borrowed(word)
    })
}

fn is_numeral(character: char) -> bool {
    // The look-up of what is numeric is slow for the characters that most words are made of.
    (!speech::is_ideograph(character) && character.is_numeric())
        || matches!(
            character,
            '一' | '二'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '千'
                | '万'
                | '亿'
                | '零'
                | '两'
                | '个'
        )
}

fn is_interjection(character: char) -> bool {
    matches!(
        character,
        '哈' | '呵'
            | '嘿'
            | '嘻'
            | '嗯'
            | '啊'
            | '哦'
            | '呀'
            | '哇'
            | '呜'
            | '额'
            | '噢'
            | '嗷'
            | '哼'
            | '唉'
            | '哎'
            | '咳'
            | '嘎'
            | '略'
            | '吼'
    )
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static ANALYZER: LazyLock<Analyzer> =
        LazyLock::new(|| Analyzer::load(&["群像画像".to_owned()], &["亲们呀".to_owned()]).unwrap());

    fn words(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        ANALYZER.words(text, |word| found.push(word.to_owned()));
        found
    }

    #[test]
    fn content_words_of_real_chat() {
        let cases: &[(&str, &[&str])] = &[
            ("小红书上看到的空气炸锅好用吗", &["小红书", "空气炸锅", "好用"]),
            ("宝妈们求推荐奶粉", &["宝妈", "求推荐", "奶粉"]),
            ("产品经理和打工人的日常[破涕为笑][强]", &["产品经理", "打工人", "日常"]),
            ("@小助手 https://example.com/p/123 直播间几点开", &["直播间", "几点"]),
            ("用Rust写的后端，Docker部署", &["rust", "后端", "docker", "部署"]),
            ("哈哈哈哈哈哈 嗯嗯 好的 收到", &[]),
            ("13800000001 2024-03-01 100%", &[]),
            ("😂😂👍🏻", &[]),
            ("做群像画像很有意思", &["群像画像", "有意思"]),
            ("iPhone15 降价了", &["iphone15", "降价"]),
            ("妈妈给宝宝买绘本", &["妈妈", "宝宝", "绘本"]),
            ("亲们呀看看这个帐篷", &["帐篷"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), *expected, "{text}");
        }
    }

    #[test]
    fn every_chat_word_is_found_whole() {
        let jieba = &ANALYZER.jieba;
        let split: Vec<_> = listed(CHAT_WORDS).filter(|word| jieba.cut(word, true).len() != 1).collect();
        assert!(split.is_empty(), "{split:?}");
    }

    #[test]
    fn words_that_follow_each_other_at_once_are_told_apart_from_those_with_something_between() {
        let cases = [
            ("亲子露营装备", "亲子+露营+装备"),
            ("亲子，露营 装备", "亲子 露营 装备"),
            ("露营的装备", "露营 装备"),
            ("Machine Learning 入门", "machine+learning 入门"),
            ("Docker部署", "docker+部署"),
            ("装备[强]露营", "装备 露营"),
        ];
        for (text, expected) in cases {
            let mut found = String::new();
            ANALYZER.runs(text, |word, follows| {
                let sign = if follows { "+" } else { " " };
                found.push_str(sign);
                found.push_str(word);
            });
            assert_eq!(found.trim_start(), expected, "{text}");
        }
    }

    #[test]
    fn a_word_that_can_never_be_found_is_refused() {
        for word in ["", "两 词", "，"] {
            assert!(matches!(Analyzer::load(&[word.to_owned()], &[]), Err(DictError::NotAWord(_))), "{word:?}");
        }
    }
}
