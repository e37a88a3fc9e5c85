//! Feeling in English by lexicon: words weighed by degree and turned round by negation.
//!
//! The words are those of VADER (see `assets/dict/README.md`); the rules and the two formulas are this program's,
//! fitted to labelled tweets that `docs/accuracy.md` names.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::sentiment::Reading;
use super::speech;

const LEXICON: &str = include_str!("../../assets/dict/english.txt");
/// A negation acts on so many words behind it, and leaves this much of what they say.
const REACH: usize = 3;
const NEGATED: f32 = -0.7;
const NEGATIONS: [&str; 12] =
    ["not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "cannot", "without", "hardly", "barely"];
const STRONGER: [&str; 16] = [
    "very",
    "so",
    "really",
    "too",
    "absolutely",
    "totally",
    "extremely",
    "incredibly",
    "completely",
    "super",
    "such",
    "most",
    "more",
    "especially",
    "truly",
    "highly",
];
const WEAKER: [&str; 7] = ["somewhat", "slightly", "kinda", "less", "little", "almost", "partly"];
/// What stands before a but is half taken back, and what follows is meant.
const BEFORE_BUT: f32 = 0.5;
const BEHIND_BUT: f32 = 1.3;
/// Log-odds of leaning one way, per valence and root of words.
const LEANING: f32 = 3.0;
/// Log-odds of an opinion: without any word of feeling, per valence of all of them, per valence of what remains when
/// they are set against each other, per exclamation mark.
const OPINION: [f32; 4] = [-0.67, 0.68, 1.09, 0.44];
const MOST_EXCLAMATIONS: usize = 4;

/// Valence of each word, −4 to 4.
static VALENCES: LazyLock<FxHashMap<&'static str, f32>> = LazyLock::new(|| {
    let lines = LEXICON.lines().filter(|line| !line.starts_with("# "));
    lines.filter_map(|line| line.rsplit_once(' ')).filter_map(|(word, v)| Some((word, v.parse().ok()?))).collect()
});

/// What an English text says; `None` for other languages, and without a word of feeling.
pub(super) fn reading(text: &str) -> Option<Reading> {
    if !is_latin(text) {
        return None;
    }
    let words: Vec<String> = speech::spans(text).flat_map(str::split_whitespace).flat_map(words_of).collect();
    let but = words.iter().rposition(|word| word == "but");
    let valences: Vec<f32> = (0..words.len()).filter_map(|at| valence(&words, at, but)).collect();
    if valences.is_empty() {
        return None;
    }
    let root = (words.len() as f32 + 1.0).sqrt();
    let sum: f32 = valences.iter().sum();
    let size: f32 = valences.iter().map(|valence| valence.abs()).sum();
    let exclamations = text.matches('!').count().min(MOST_EXCLAMATIONS) as f32;
    let opinionated = OPINION[0] + OPINION[1] * size / root + OPINION[2] * sum.abs() / root + OPINION[3] * exclamations;
    Some(Reading { positive: LEANING * sum / root, opinionated })
}

/// Most of what is said is in Latin letters; an ideograph weighs three of them.
fn is_latin(text: &str) -> bool {
    let mostly = |text: &str| text.bytes().filter(u8::is_ascii_alphabetic).count() * 2 > text.len();
    mostly(text) && speech::spans(text).any(mostly)
}

/// The words of a token, small; an emoticon such as :) is one.
fn words_of(token: &str) -> Vec<String> {
    let token = token.to_lowercase().replace(['\u{2019}', '\u{FF07}'], "'");
    if VALENCES.contains_key(token.as_str()) {
        return vec![token];
    }
    let is_of_a_word = |c: char| c.is_ascii_alphabetic() || c == '\'';
    let words = token.split(|c| !is_of_a_word(c)).map(|word| word.trim_matches('\'')).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// What a word says where it stands.
fn valence(words: &[String], at: usize, but: Option<usize>) -> Option<f32> {
    let plain = *VALENCES.get(words[at].as_str())?;
    let before = &words[at.saturating_sub(REACH)..at];
    let degree = match before.last().map(String::as_str) {
        Some(word) if STRONGER.contains(&word) => 1.3,
        Some(word) if WEAKER.contains(&word) => 0.7,
        _ => 1.0,
    };
    let is_negation = |word: &String| NEGATIONS.contains(&word.as_str()) || word.ends_with("n't");
    let turned = if before.iter().any(is_negation) { NEGATED } else { 1.0 };
    let weight = but.map_or(1.0, |but| if at < but { BEFORE_BUT } else { BEHIND_BUT });
    Some(plain * degree * turned * weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeling_is_read_with_negation_degree_and_but() {
        let positive = |text: &str| reading(text).map_or(0.0, |reading| reading.positive);
        for liked in ["I love this phone :)", "not bad at all", "The food was cold but the staff were wonderful"] {
            assert!(positive(liked) > 0.0, "{liked}");
        }
        for disliked in ["worst purchase ever", "I don't like it", "looks nice but it broke, terrible"] {
            assert!(positive(disliked) < 0.0, "{disliked}");
        }
        assert!(positive("very good") > positive("good"));
        let typewritten = positive("I don't like this phone, it isn't good");
        for apostrophe in ["\u{2019}", "\u{FF07}"] {
            let typeset = "I don't like this phone, it isn't good".replace('\'', apostrophe);
            assert_eq!(positive(&typeset), typewritten, "{typeset}");
        }
        assert!(positive("slightly good") < positive("good"));
    }

    #[test]
    fn other_languages_and_plain_statements_are_not_read() {
        for text in ["这个 app 很 good", "the meeting starts at ten", "好看 https://a.example/best/love/happy", ""]
        {
            assert_eq!(reading(text), None, "{text}");
        }
    }
}
