//! No screen, help or manual speaks two languages at once.

mod program;
mod tui_fixture;

use program::Home;
use qunxiang::lang::Lang;
use qunxiang::tui::Options;
use tui_fixture::{Explorer, name};

/// What the people of the fixture are called and say is Chinese, whatever the screen speaks; so are tags,
/// and what the fixture remarks on its imports.
const DATA: &str = concat!(
    include_str!("../src/lang/quality.rs"),
    include_str!("tui_fixture/mod.rs"),
    include_str!("../assets/schemes/default.toml")
);

const PLACES: [&[&str]; 30] = [
    &["0"],
    &["1"],
    &["2"],
    &["2", "v"],
    &["3"],
    &["4"],
    &["4", "c"],
    &["5"],
    &["6"],
    &["7"],
    &["8"],
    &["8", "A"],
    &["9"],
    &["9", "m"],
    &["B", "-"],
    &["="],
    &["3", "x", "end", "M"],
    &["C"],
    &["C", "enter"],
    &["1", ","],
    &["1", "enter"],
    &["5", "v"],
    &["1", ":"],
    &["1", "f"],
    &["1", "/"],
    &["1", "i"],
    &["1", "w"],
    &["1", "a"],
    &["0", "z"],
    &["1", "Y"],
];

fn is_han(char: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&char)
}

fn runs(text: &str, belongs: impl Fn(char) -> bool) -> Vec<String> {
    text.split(|char| !belongs(char)).map(str::trim).filter(|run| !run.is_empty()).map(str::to_owned).collect()
}

/// Chinese in an English text, other than what the data holds.
fn chinese_in(text: &str) -> Vec<String> {
    let names: String =
        (0..300).flat_map(|at| name(at).chars().filter(|char| is_han(*char)).collect::<Vec<_>>()).collect();
    // The palette says what leads to the other language in that language.
    let is_data = |run: &String| DATA.contains(run.as_str()) || names.contains(run.as_str()) || run == "中文";
    runs(text, is_han).into_iter().filter(|run| !is_data(run)).collect()
}

/// Phrases of three or more English words in a Chinese text.
fn english_in(text: &str) -> Vec<String> {
    let phrases = runs(text, |char| char.is_ascii_lowercase() || char == ' ').into_iter();
    let phrases = phrases.filter(|run| !DATA.contains(run.as_str()));
    phrases.filter(|run| run.split_whitespace().filter(|word| word.len() > 1).count() >= 3).collect()
}

fn screens(lang: Lang) -> Vec<(String, String)> {
    let options = Options { lang, ..Options::default() };
    let mut shown = Vec::new();
    for place in PLACES {
        let mut explorer = Explorer::today(&options, 200, 60);
        shown.push((format!("{place:?}"), explorer.keys(place).screen()));
        let mut help = Explorer::today(&options, 200, 200);
        shown.push((format!("help of {place:?}"), help.keys(place).keys(&["esc", "?"]).screen()));
    }
    shown
}

#[test]
fn an_english_screen_has_no_chinese_but_the_data() {
    let said = screens(Lang::En).into_iter().map(|(place, screen)| (place, chinese_in(&screen)));
    let wrong: Vec<_> = said.filter(|(_, left)| !left.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_chinese_screen_has_no_english_sentence() {
    let said = screens(Lang::Zh).into_iter().map(|(place, screen)| (place, english_in(&screen)));
    let wrong: Vec<_> = said.filter(|(_, left)| !left.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn help_on_the_command_line_keeps_to_one_language() {
    let home = Home::new();
    let help = |lang: &str, command: &[&str]| {
        let arguments = [&["--lang", lang], command, &["--help"]].concat();
        home.run(&arguments).out
    };
    for command in [&[][..], &["config"], &["members"], &["import"], &["export"], &["followup"], &["doctor"]] {
        let english = help("en", command);
        // Examples are typed as they stand, in a community that speaks Chinese.
        let prose = english.lines().filter(|line| !line.trim_start().starts_with("qunxiang")).collect::<Vec<_>>();
        let left = runs(&prose.join("\n"), is_han);
        assert!(left.is_empty() && !english.is_empty(), "{command:?}: {left:?}");
        let left = english_in(&help("zh", command));
        assert!(left.is_empty(), "{command:?}: {left:?}");
    }
}

#[test]
fn what_is_said_stands_with_the_other_language_beside_it() {
    let mut wrong = Vec::new();
    for folder in ["src/tui", "src/tui/screen", "src/tui/overlay", "src/tui/update", "src/tui/widget", "src/cli"] {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            // The registry of commands holds both languages; a yes is understood in both.
            if !path.is_file() || path.ends_with("tui/command.rs") || path.ends_with("cli/console.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let code = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
            let literals =
                code.filter(|line| !line.trim_start().starts_with("//")).filter(|line| line.contains(is_han));
            wrong.extend(literals.map(|line| format!("{}: {}", path.display(), line.trim())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
