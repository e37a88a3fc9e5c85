//! Proves the import table of ARCHITECTURE.md: a module uses only modules of lower layers, and
//! an external crate only where it is at home.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// (module, what of this crate it may use). Change it on purpose, in a commit of its own.
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("text", &[]),
    ("lang", &[]),
    ("query", &["model", "lang", "text::initials"]),
    ("config", &["model", "text", "lang", "query"]),
    ("import", &["model", "text", "lang"]),
    ("profile", &["model", "text", "lang", "query", "config"]),
    ("mining", &["model", "text"]),
    ("store", &["model", "text", "lang", "query"]),
    ("export", &["model", "text", "lang"]),
    ("task", &["model", "text", "lang", "query", "config", "import", "profile", "mining", "store", "export"]),
    ("tui", &["task", "query", "config", "model", "lang", "text::display", "text::initials"]),
    (
        "cli",
        &["model", "text", "lang", "query", "config", "import", "profile", "mining", "store", "export", "task", "tui"],
    ),
    ("main", &["cli"]),
];

/// (external crate, the modules that may name it).
const HOMES: &[(&str, &[&str])] = &[
    ("jieba_rs", &["text"]),
    ("pinyin", &["text"]),
    ("unicode_normalization", &["text"]),
    ("unicode_segmentation", &["text"]),
    ("unicode_width", &["text"]),
    ("toml", &["config"]),
    ("etcetera", &["config"]),
    ("csv", &["import", "export"]),
    ("calamine", &["import"]),
    ("encoding_rs", &["import"]),
    ("flate2", &["import"]),
    ("zip", &["import"]),
    ("rust_xlsxwriter", &["export"]),
    ("rusqlite", &["store"]),
    ("roaring", &["store"]),
    ("crossbeam_channel", &["task"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("tui_input", &["tui"]),
    ("nucleo_matcher", &["tui"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("indicatif", &["cli"]),
    ("anyhow", &["task", "tui", "cli"]),
];

fn sources() -> Vec<(String, PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&root, &mut paths);
    paths
        .into_iter()
        .filter(|path| !path.ends_with("lib.rs"))
        .map(|path| {
            let first = path.strip_prefix(&root).unwrap().components().next().unwrap();
            let module = first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).unwrap();
            (module, path, text)
        })
        .collect()
}

/// Lines of code, without comments, up to the file's unit tests.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Every path behind `prefix` in a line, with groups such as `crate::{model, text}` taken apart.
fn paths_after<'a>(line: &'a str, prefix: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices(prefix) {
        let rest = &line[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(group.trim_end_matches(['}', ';']).split(',').map(str::trim)),
            None => found.push(rest),
        }
    }
    found
}

fn names(path: &str, name: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[test]
fn a_module_uses_only_lower_layers() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (module, path, text) in sources() {
        let may = allowed.get(module.as_str()).unwrap_or_else(|| panic!("{module} has no layer"));
        let prefix = if module == "main" { "qunxiang::" } else { "crate::" };
        for (line, code) in code(&text) {
            for used in paths_after(code, prefix) {
                let own = names(used, &module);
                if !own && !may.iter().any(|module| names(used, module)) {
                    wrong.push(format!("{}:{}: {module} may not use {used}", path.display(), line + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_external_crate_is_named_only_at_home() {
    let mut wrong = Vec::new();
    for (module, path, text) in sources() {
        for (line, code) in code(&text) {
            for (external, homes) in HOMES {
                let named = code
                    .match_indices(&format!("{external}::"))
                    .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
                if named && !homes.contains(&module.as_str()) {
                    wrong.push(format!("{}:{}: {external} is not at home in {module}", path.display(), line + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_covers_every_module() {
    let known: Vec<&str> = LAYERS.iter().map(|(module, _)| *module).collect();
    for (module, path, _) in sources() {
        assert!(known.contains(&module.as_str()), "{} has no layer", path.display());
    }
}

#[test]
fn folders_are_two_levels_deep() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for (module, path, _) in sources() {
        let depth = path.strip_prefix(&root).unwrap().components().count();
        let most = if module == "tui" { 3 } else { 2 };
        assert!(depth <= most, "{} is too deep", path.display());
    }
}
