//! No screen, help or manual speaks two languages at once.

mod program;
mod tui_fixture;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use program::Home;
use qunxiang::lang::Lang;
use qunxiang::tui::Options;
use tui_fixture::{Explorer, name};

/// What the people of the fixture are called and say is Chinese, whatever the screen speaks; so are tags.
const DATA: &str = concat!(include_str!("tui_fixture/mod.rs"), include_str!("../assets/schemes/default.toml"));

/// Words of the data that the program says, too: tags, a topic, a group. Any other word that the program says in
/// Chinese is none of the data's.
const ALSO_DATA: &[&str] = &[
    "流失风险",
    "年轻宝妈",
    "疑似广告",
    "新成员",
    "宝妈",
    "敏感",
    "浙江",
    "杭州",
    "浙江杭州",
    "会员等级",
    "金卡",
    "收到",
    "小王",
    "零宽人",
    "流",
    "加",
];

const PLACES: [&[&str]; 34] = [
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
    &["`"],
    &["\\"],
    &["\\", "v"],
    &["\\", "v", "v"],
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

/// Runs of Chinese between the quotes of a source.
fn quoted(source: &str) -> BTreeSet<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split('"').skip(1).step_by(2)).flat_map(|text| runs(text, is_han)).collect()
}

/// Runs of Chinese that the data hold and the program does not say.
fn data() -> &'static BTreeSet<String> {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut said = quoted(include_str!("../src/tui/command/registry.rs"));
        // Examples of the command line name people, and stand on no screen.
        let files = sources(Path::new("src/lang")).into_iter().filter(|path| !path.ends_with("commands.rs"));
        for path in files {
            said.extend(quoted(&std::fs::read_to_string(path).unwrap()));
        }
        // What is drawn of a name may lack what parts its words.
        let names = (0..300)
            .flat_map(|at| [runs(&name(at), is_han), vec![name(at).chars().filter(|c| is_han(*c)).collect()]].concat());
        let held = quoted(DATA).into_iter().chain(names).filter(|run| !said.contains(run));
        held.chain(ALSO_DATA.iter().map(|word| (*word).to_owned())).collect()
    })
}

/// Chinese in an English text, other than what the data holds; of a text that is cut the beginning counts, and the
/// end of one over whose beginning something lies.
fn chinese_in(text: &str) -> Vec<String> {
    let is_cut =
        |run: &String| text.contains(&format!("{run}…")) && data().iter().any(|word| word.starts_with(run.as_str()));
    let is_covered = |run: &String| {
        let is_at_an_edge = [format!("│{run}"), format!("│ {run}")].iter().any(|edge| text.contains(edge.as_str()));
        is_at_an_edge && data().iter().any(|word| word.ends_with(run.as_str()))
    };
    // The palette says what leads to the other language in that language.
    let is_data = |run: &String| data().contains(run) || run == "中文" || is_cut(run) || is_covered(run);
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
    for folder in ["src/tui", "src/cli"] {
        for path in sources(Path::new(folder)) {
            // The registry of commands holds both languages; a yes is understood in both.
            if path.ends_with("tui/command/registry.rs") || path.ends_with("cli/console.rs") {
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

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn what_the_program_says_is_none_of_the_data() {
    for word in ["标签", "导出", "地区", "影响力", "成员", "名字"] {
        assert!(!data().contains(word), "{word} could stand on an English screen unnoticed");
    }
    assert_eq!(chinese_in("Tag 标签, member 林小满"), ["标签"]);
}
