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

/// Lines of code with their numbers, without comments and without what only tests compile; a `use` of several lines is
/// one.
fn code(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    while let Some((number, line)) = lines.next() {
        if line.starts_with("#[cfg(test)]") {
            // An item ends where it closes in the first column, or with the statement.
            let _ = lines.find(|(_, line)| line.starts_with('}') || (!line.starts_with(' ') && line.ends_with(';')));
            continue;
        }
        let mut whole = line.to_owned();
        while is_use(&whole) && !whole.contains(';') {
            let Some((_, rest)) = lines.next() else { break };
            whole.push_str(rest.trim());
        }
        found.push((number, whole));
    }
    found
}

fn is_use(line: &str) -> bool {
    line.trim_start().split_once("use ").is_some_and(|(before, _)| before.is_empty() || before.starts_with("pub"))
}

/// Every path behind `prefix` in a line, with groups such as `crate::{model, text::{self, mask}}` taken apart.
fn paths_after<'a>(line: &'a str, prefix: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices(prefix) {
        let rest = &line[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(parts(group)),
            None => found.push(rest),
        }
    }
    found
}

/// The parts of a group up to its end; groups within stay whole.
fn parts(group: &str) -> Vec<&str> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            '}' | ',' if depth == 0 => {
                found.push(group[start..at].trim());
                start = at + 1;
                if char == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found.retain(|part| !part.is_empty());
    found
}

fn names(path: &str, name: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[test]
fn code_is_read_past_tests_and_over_lines() {
    let text = "use crate::{\n    model::{Day, MemberId},\n    tui,\n};\n#[cfg(test)]\nmod tests;\nfn one() {}\n\
                #[cfg(test)]\nmod more {\n    use crate::cli;\n}\nuse crate::store;\n";
    let read = code(text);
    let used: Vec<&str> = read.iter().flat_map(|(_, line)| paths_after(line, "crate::")).collect();
    assert_eq!(used, ["model::{Day, MemberId}", "tui", "store;"]);
    assert_eq!(read.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [0, 6, 11]);
}

#[test]
fn a_module_uses_only_lower_layers() {
    let allowed: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (module, path, text) in sources() {
        let may = allowed.get(module.as_str()).unwrap_or_else(|| panic!("{module} has no layer"));
        let prefix = if module == "main" { "qunxiang::" } else { "crate::" };
        for (line, code) in code(&text) {
            for used in paths_after(&code, prefix) {
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
