//! Answers of several options in one cell, where only the other answers tell where they part.
//!
//! `AI 绘画, 产品运营` may be two options or one. What is chosen again and again, in one company
//! and in another, is an option; what is never written twice is somebody's own words.

use std::collections::{BTreeMap, BTreeSet};

/// More kinds of answers than this are no options.
const MOST_ANSWERS: usize = 400;
/// More options than this no question has.
const MOST_OPTIONS: usize = 40;
/// No option is longer, in characters.
const LONGEST_OPTION: usize = 40;
/// What parts options, the most certain first.
const SEPARATORS: [&str; 5] = ["┋", ";", "；", "、", ", "];

/// What the answers to one question are made of.
#[derive(Debug, Default)]
pub struct Choices {
    /// Every answer and how often it was given; empty once there are too many.
    answers: BTreeMap<String, usize>,
    is_open: bool,
    /// Options that hold a separator themselves, the longest first.
    joined: Vec<String>,
    is_list: bool,
}

impl Choices {
    /// Takes in an answer.
    pub fn hear(&mut self, answer: &str) {
        if self.is_open || answer.is_empty() {
            return;
        }
        *self.answers.entry(answer.to_owned()).or_default() += 1;
        if self.answers.len() > MOST_ANSWERS {
            self.is_open = true;
            self.answers.clear();
        }
    }

    /// Makes out the options, once all answers were heard.
    pub fn settle(&mut self, title: &str) {
        let answers = std::mem::take(&mut self.answers);
        self.joined = joined(&answers);
        let parts = answers.iter().flat_map(|(answer, &times)| self.split(answer).into_iter().map(move |p| (p, times)));
        let (mut all, mut options) = (0, BTreeSet::new());
        for (part, times) in parts {
            all += times;
            options.insert(part.to_owned());
        }
        let short = options.iter().all(|option| option.chars().count() <= LONGEST_OPTION);
        let parted = answers.keys().any(|answer| SEPARATORS.iter().any(|separator| answer.contains(separator)));
        let asked_so = ["多选", "select all", "multiple"].iter().any(|word| title.to_lowercase().contains(word));
        self.is_list =
            parted && short && options.len() <= MOST_OPTIONS && (asked_so || all >= 2 * options.len()) && !self.is_open;
    }

    /// The options of an answer.
    pub fn part<'a>(&self, answer: &'a str) -> Vec<&'a str> {
        if self.is_list { self.split(answer) } else { vec![answer] }
    }

    fn split<'a>(&self, answer: &'a str) -> Vec<&'a str> {
        let mut parts = Vec::new();
        let mut rest = answer;
        while !rest.is_empty() {
            let whole = self.joined.iter().find(|option| begins_with(rest, option)).map(|option| option.len());
            let end = whole.or_else(|| SEPARATORS.iter().filter_map(|separator| rest.find(separator)).min());
            let (part, behind) = rest.split_at(end.unwrap_or(rest.len()));
            if !part.trim().is_empty() {
                parts.push(part.trim());
            }
            let separator = SEPARATORS.iter().find(|separator| behind.starts_with(**separator));
            rest = separator.map_or("", |separator| &behind[separator.len()..]);
        }
        parts
    }
}

/// Whether an option stands whole at the beginning.
fn begins_with(text: &str, option: &str) -> bool {
    text.strip_prefix(option)
        .is_some_and(|rest| rest.is_empty() || SEPARATORS.iter().any(|separator| rest.starts_with(separator)))
}

/// Options with a comma in them: between surer separators, or two parts of which neither is ever
/// without the other although the answers differ.
fn joined(answers: &BTreeMap<String, usize>) -> Vec<String> {
    let [_, weak @ ..] = SEPARATORS;
    let mut found = BTreeSet::new();
    let sure = |answer: &&String| answer.contains(['┋', ';']);
    for answer in answers.keys().filter(sure) {
        found.extend(
            answer
                .split(['┋', ';'])
                .map(str::trim)
                .filter(|part| weak.iter().any(|separator| part.contains(separator)))
                .map(str::to_owned),
        );
    }
    let mut alone: BTreeMap<&str, usize> = BTreeMap::new();
    let mut pairs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for answer in answers.keys().filter(|answer| !sure(answer)) {
        let parts: Vec<&str> = answer.split(", ").collect();
        parts.iter().for_each(|part| *alone.entry(part).or_default() += 1);
        parts.windows(2).for_each(|pair| *pairs.entry((pair[0], pair[1])).or_default() += 1);
    }
    let inseparable = |((a, b), times): (&(&str, &str), &usize)| {
        (*times >= 2 && alone[a] == *times && alone[b] == *times).then(|| format!("{a}, {b}"))
    };
    found.extend(pairs.iter().filter_map(inseparable));
    let mut joined: Vec<String> = found.into_iter().collect();
    joined.sort_by_key(|option| std::cmp::Reverse(option.len()));
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(title: &str, answers: &[&str]) -> Choices {
        let mut choices = Choices::default();
        answers.iter().for_each(|answer| choices.hear(answer));
        choices.settle(title);
        choices
    }

    #[test]
    fn options_are_what_is_chosen_again_in_other_company() {
        let chosen = choices("方向", &["绘画, 运营", "运营", "绘画, 写作", "写作, 运营"]);
        assert_eq!(chosen.part("绘画, 运营"), ["绘画", "运营"]);
        let words = choices("建议", &["很好, 谢谢", "多办活动、少发广告"]);
        assert_eq!(words.part("很好, 谢谢"), ["很好, 谢谢"], "nobody said it twice");
        let same = choices("感兴趣的方向", &["绘画, 运营", "绘画, 运营", "绘画, 运营"]);
        assert_eq!(same.part("绘画, 运营"), ["绘画", "运营"]);
    }

    #[test]
    fn an_option_may_hold_a_comma() {
        let by_semicolon = choices("多选", &["Yes, please;No", "Yes, please, No"]);
        assert_eq!(by_semicolon.part("Yes, please, No"), ["Yes, please", "No"]);
        let by_company = choices("which (multiple)", &["Yes, please", "No", "Yes, please, No", "No, Yes, please, Or"]);
        assert_eq!(by_company.part("No, Yes, please, Or"), ["No", "Yes, please", "Or"]);
    }
}
