//! What the readmes show of the command line is what it prints of the demo:
//! `QUNXIANG_BLESS=1 cargo test --test readme` writes it.

mod program;

use std::path::Path;

use program::{Home, well};
use regex::Regex;

const READMES: [(&str, &str); 2] = [("README.md", "en"), ("README.zh-CN.md", "zh")];

/// A home with the demo in it, and where the demo is.
fn demo() -> (Home, String) {
    let home = Home::new();
    well(&home, &["demo", "--no-tui"]);
    let store = home.folder.path().join("XDG_DATA_HOME/qunxiang/demo.db").display().to_string();
    (home, store)
}

fn text_of(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn the_samples_of_commands_are_what_they_print() {
    let (home, store) = demo();
    let sample = Regex::new(r"(?s)```text\n\$ qunxiang ([^\n]+)\n(.*?)\n```").unwrap();
    for (name, lang) in READMES {
        let written = text_of(name);
        let mut samples = 0;
        let expected = sample.replace_all(&written, |found: &regex::Captures<'_>| {
            samples += 1;
            let words: Vec<&str> = ["--lang", lang, "--db", &store].into_iter().chain(found[1].split(' ')).collect();
            let printed = well(&home, &words).out;
            format!("```text\n$ qunxiang {}\n{}\n```", &found[1], printed.trim_end())
        });
        assert!(samples > 0, "{name} shows commands");
        if std::env::var_os("QUNXIANG_BLESS").is_some() {
            std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(name), expected.as_bytes()).unwrap();
            continue;
        }
        assert!(written == expected, "{name} is old: QUNXIANG_BLESS=1 cargo test --test readme writes it");
    }
}

#[test]
fn every_filter_that_is_recommended_selects_somebody_of_the_demo() {
    let (home, store) = demo();
    let filter = Regex::new(r#"--where (?:"([^"]+)"|([^\s`…]+))"#).unwrap();
    for (name, _) in READMES {
        let written = text_of(name);
        let filters: Vec<&str> = filter
            .captures_iter(&written)
            .filter_map(|found| found.get(1).or(found.get(2)))
            .map(|m| m.as_str())
            .collect();
        assert!(filters.len() >= 3, "{name}: {filters:?}");
        for filter in filters {
            let listed = well(&home, &["--db", &store, "members", "--where", filter, "--json"]).out;
            assert_ne!(listed.trim(), "[]", "{name}: {filter}");
        }
    }
}

#[test]
fn everybody_whom_an_example_names_is_in_the_demo() {
    let (home, store) = demo();
    let named = Regex::new(r"qunxiang (?:member|followup) ([^\s`A-Z<\[]+)").unwrap();
    let help = ["member", "similar", "followup"].map(|command| well(&home, &[command, "--help"]).out);
    let texts = READMES.iter().map(|(name, _)| text_of(name)).chain(help);
    for text in texts {
        for who in named.captures_iter(&text).map(|found| found[1].to_owned()).filter(|who| !who.contains(':')) {
            if who == "某人" {
                continue;
            }
            let page = well(&home, &["--db", &store, "member", &who, "--json"]).out;
            assert!(page.contains(&who), "{who}: {text}");
        }
    }
}
