//! One key hides who people are and what they said: on every screen, in every form and notice.

mod tui_fixture;

use qunxiang::model::leaving::{Leaving, Reason};
use qunxiang::model::topic::Excerpt;
use qunxiang::model::week::{Week, WeekList, WeekMember};
use qunxiang::model::{Day, MemberId};
use qunxiang::task::request::{Outcome, Reply, Work};
use qunxiang::tui::{Msg, Options};
use tui_fixture::{Explorer, name};

const PLACES: [&[&str]; 42] = [
    &["0"],
    &["0", "z"],
    &["0", "Y"],
    &["0", "y"],
    &["0", "n"],
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
    &["1", "enter", "s"],
    &["1", "enter", "down", "down", "down", "down", "enter"],
    &["1", "x", "x", "M"],
    &["2"],
    &["2", "v"],
    &["2", "v", "v"],
    &["2", "v", "v", "v"],
    &["5"],
    &["5", "v"],
    &["5", "o"],
    &["6"],
    &["6", "n"],
    &["6", "c"],
    &["8"],
    &["8", "v"],
    &["9"],
    &["9", "m"],
    &["="],
    &["`"],
    &["`", "end"],
    &["`", "b"],
    &["`", "b", "end"],
    KEYWORD,
    &["\\"],
    &["\\", "v"],
    &["\\", "v", "v"],
    &["\\", "v", "v", "v"],
];

/// The messages behind the first keyword, which stands below the topics.
const KEYWORD: &[&str] = &["`", "down", "down", "v"];
/// What somebody said in the fixture, and words that some say more than others.
const SAID: [&str; 7] = ["帐篷收到了", "周末去安吉", "加V领券", "这个营地水电都有", "帐篷怎么选", "转奶粉", "绘本"];

/// Somebody at risk.
fn week() -> Week {
    let one = WeekMember { id: MemberId(2), name: name(1), stage: None, reason: "36 天没来".to_owned() };
    Week {
        as_of: Some("2024-03-01".to_owned()),
        since: Some("2024-02-23".to_owned()),
        members: 1,
        changes: vec![WeekList { change: "at_risk", members: 1, people: vec![one] }],
        rising: Vec::new(),
        excerpt: Excerpt::default(),
    }
}

/// A reason that somebody who left had.
fn leaving() -> Leaving {
    let reason = Reason {
        factor: "no_reply".to_owned(),
        left: 1,
        left_of: 9,
        stayed: 3,
        stayed_of: 40,
        log_odds: None,
        low: None,
        high: None,
        q: None,
        members: vec![MemberId(2)],
    };
    Leaving { left: 9, stayed: 40, communities: 1, cutoffs: Some((Day(19_690), Day(19_690))), reasons: vec![reason] }
}

#[test]
fn hidden_names_and_texts_show_nowhere() {
    let options = Options { privacy: true, ..Options::default() };
    let mut shown = Vec::new();
    for place in PLACES {
        let mut explorer = Explorer::today(&options, 160, 50);
        explorer.keys(place);
        for work in explorer.works() {
            let outcome = match work {
                Work::SeeWeek(_) => Outcome::Week(Box::new(week())),
                Work::FindReasons(_) => Outcome::Reasons(Box::new(leaving())),
                work => panic!("{place:?} begins {work:?}"),
            };
            explorer.send(Msg::Reply(Reply::Done(Ok(outcome))));
        }
        let screen = explorer.screen();
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
        for place in [&["1"][..], &["2"], &["5"], &["0"], &["`", "b"]] {
            let screen = explorer.keys(place).screen();
            assert!(!screen.contains(&told), "{filter} at {place:?}\n{screen}");
        }
        explorer.keys(&["esc", "0", "n"]);
        explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Week(Box::new(week()))))));
        let screen = explorer.screen();
        assert!(screen.contains("本周变化") && !screen.contains(&told), "{filter}\n{screen}");
    }
    let mut open = Explorer::open(120, 40);
    open.keys(&["1", "f"]).type_text(&format!("name:{}", name(1))).keys(&["enter"]);
    assert!(open.screen().contains(&format!("name:{}", name(1))), "without the key it is shown\n{}", open.screen());
}
