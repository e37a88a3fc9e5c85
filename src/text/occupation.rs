//! Occupations as people name their own, from a plain list.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

const OCCUPATIONS: &str = include_str!("../../assets/dict/occupations.txt");

struct Register {
    names: AhoCorasick,
    full: Vec<&'static str>,
}

static REGISTER: LazyLock<Register> = LazyLock::new(|| {
    let mut names = Vec::new();
    let mut full = Vec::new();
    for line in OCCUPATIONS.lines().filter(|line| !line.starts_with('#')) {
        let pairs: Vec<(&str, &str)> = match line.split_once(" = ") {
            Some(pair) => vec![pair],
            None => line.split_whitespace().map(|name| (name, name)).collect(),
        };
        for (name, stored) in pairs {
            names.push(name);
            full.push(stored);
        }
    }
    let names = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .start_kind(StartKind::Both)
        .ascii_case_insensitive(true)
        .build(names)
        // A few hundred short names stay far below the automaton's limits.
        .expect("the list of occupations is small");
    Register { names, full }
});

/// The occupation that a field or a part of a name card holds.
pub fn find(text: &str) -> Option<&'static str> {
    REGISTER.names.find(text).map(|found| REGISTER.full[found.pattern()])
}

/// The occupation that the text begins with, and the rest behind it.
pub(crate) fn at_start(text: &str) -> Option<(&'static str, &str)> {
    let found = REGISTER.names.find(Input::new(text).anchored(Anchored::Yes))?;
    Some((REGISTER.full[found.pattern()], &text[found.end()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins_and_short_forms_are_stored_in_full() {
        assert_eq!(find("高级产品经理"), Some("产品经理"));
        assert_eq!(find("小学老师"), Some("小学老师"));
        assert_eq!(find("码农"), Some("程序员"));
        assert_eq!(find("互联网hr"), Some("人事"));
        assert_eq!(find("爱吃火锅"), None);
    }
}
