//! One key hides who people are and what they said: on every screen, in every form and notice.

mod tui_fixture;

use qunxiang::tui::Options;
use tui_fixture::{Explorer, name};

const PLACES: [&[&str]; 33] = [
    &["0"],
    &["0", "z"],
    &["0", "Y"],
    &["0", "y"],
    &["1"],
    &["1", "x", "a"],
    &["1", "N"],
    &["1", "Y"],
    &["1", "t"],
    &["1", ":"],
    &["1", "?"],
    &["1", "e"],
    &["1", "enter"],
    &["1", "enter", "e"],
    &["1", "enter", "down", "down", "down", "down", "enter"],
    &["1", "x", "x", "M"],
    &["2"],
    &["2", "v"],
    &["2", "v", "v"],
    &["2", "v", "v", "v"],
    &["5"],
    &["5", "v"],
    &["6"],
    &["8"],
    &["9"],
    &["9", "m"],
    &["="],
    &["`"],
    &["`", "end"],
    &["\\"],
    &["\\", "v"],
    &["\\", "v", "v"],
    &["\\", "v", "v", "v"],
];

/// What somebody said in the fixture.
const SAID: [&str; 4] = ["帐篷收到了", "周末去安吉", "加V领券", "这个营地水电都有"];

#[test]
fn hidden_names_and_texts_show_nowhere() {
    let options = Options { privacy: true, ..Options::default() };
    let mut shown = Vec::new();
    for place in PLACES {
        let mut explorer = Explorer::today(&options, 160, 50);
        let screen = explorer.keys(place).screen();
        let names = (0..40).map(name).filter(|name| screen.contains(name.as_str()));
        let found: Vec<String> =
            names.chain(SAID.iter().filter(|said| screen.contains(*said)).map(|said| (*said).to_owned())).collect();
        if !found.is_empty() {
            shown.push(format!("{place:?}: {found:?}"));
        }
    }
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn a_filter_that_names_somebody_is_hidden_once_it_is_typed_and_by_every_later_key() {
    let options = Options { privacy: true, ..Options::default() };
    for filter in [format!("name:{}", name(1)), name(1), format!("said(\"{}\")", SAID[0])] {
        let told = if filter.contains(SAID[0]) { SAID[0].to_owned() } else { name(1) };
        let mut explorer = Explorer::with(&options, 120, 40);
        explorer.keys(&["1", "f"]).type_text(&filter).keys(&["enter"]);
        for place in [&["1"][..], &["2"], &["5"], &["0"]] {
            let screen = explorer.keys(place).screen();
            assert!(!screen.contains(&told), "{filter} at {place:?}\n{screen}");
        }
    }
    let mut open = Explorer::open(120, 40);
    open.keys(&["1", "f"]).type_text(&format!("name:{}", name(1))).keys(&["enter"]);
    assert!(open.screen().contains(&format!("name:{}", name(1))), "without the key it is shown\n{}", open.screen());
}
