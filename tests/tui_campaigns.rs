//! Campaigns among the imports: what came of each, the way to its people, and weights tried on it.

mod tui_fixture;

use qunxiang::config::Scheme;
use qunxiang::model::shift::Shifts;
use qunxiang::model::tuning::{HeldOut, TunedPart, Tuning};
use qunxiang::query;
use qunxiang::task::request::{Outcome, Question, Reply, Trial, Work};
use qunxiang::task::tune::{Tried, TuneOrder};
use qunxiang::tui::Msg;
use tui_fixture::Explorer;

fn open(columns: u16, rows: u16) -> Explorer {
    let mut explorer = Explorer::open(columns, rows);
    explorer.keys(&["7", "v", "v"]);
    explorer
}

#[test]
fn a_campaign_stands_with_what_it_gained_beside_whom_it_is_compared_with() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let screen = open(columns, rows).screen();
        for seen in ["春季活动", "2024-03-11", "45%", "15.0 %", "+9.0 [+2.1 +15.9]", "112/340/9", "人太少", "95 % 区间"]
        {
            assert!(screen.contains(seen), "{seen}\n{screen}");
        }
    }
}

#[test]
fn only_the_campaign_under_the_cursor_is_compared() {
    let mut explorer = open(120, 40);
    let asked = |explorer: &Explorer| {
        let questions = explorer.questions().into_iter();
        questions
            .filter_map(|asked| if let Question::Campaign(name) = asked { Some(name) } else { None })
            .collect::<Vec<_>>()
    };
    assert_eq!(asked(&explorer), ["春季活动"]);
    let screen = explorer.keys(&["down"]).screen();
    assert_eq!(asked(&explorer), ["春季活动", "老客回访"]);
    assert!(screen.contains("无法说明增量"), "{screen}");
}

#[test]
fn enter_shows_whom_a_campaign_reached() {
    let mut explorer = open(120, 40);
    explorer.keys(&["enter"]);
    let filter = explorer.last_window().filter.map(|filter| query::format(&filter));
    assert_eq!(filter.as_deref(), Some("campaign:春季活动"));
}

#[test]
fn where_there_is_no_campaign_it_is_said_how_one_comes_in() {
    let mut explorer = Explorer::empty(80, 24);
    let screen = explorer.keys(&["7", "v", "v"]).screen();
    assert!(screen.contains("qunxiang outcome import"), "{screen}");
    assert!(explorer.keys(&["m"]).works().is_empty());
    assert!(explorer.screen().contains("光标处没有活动"), "{}", explorer.screen());
}

#[test]
fn weights_are_tried_on_a_campaign_and_enter_does_not_go_by_them() {
    let mut explorer = open(120, 40);
    let screen = explorer.keys(&["m"]).screen();
    assert!(screen.contains("购买") && screen.contains("54/120"), "{screen}");
    explorer.keys(&["enter"]);
    let order = TuneOrder { campaign: "春季活动".to_owned(), on: Some("bought"), score: None };
    assert_eq!(explorer.works(), [Work::Tune(order)]);
    let held_out = |auc| HeldOut { auc, low: auc - 0.1, high: auc + 0.1 };
    let tuning = Tuning {
        campaign: "春季活动".to_owned(),
        on: "bought",
        score: "consumption",
        day: Some("2024-03-11".to_owned()),
        n: 120,
        did: 18,
        trained: 80,
        held_out: 40,
        weights: vec![TunedPart { part: "frequency", before: 0.6, after: 0.25 }],
        before: held_out(0.61),
        after: held_out(0.72),
        difference_low: -0.02,
        difference_high: 0.24,
    };
    let trial = Trial {
        from: "standard".to_owned(),
        to: ("调权后的方案".to_owned(), "standard".to_owned()),
        changes: Vec::new(),
        shifts: Shifts::default(),
    };
    let text = Scheme::builtin().text().to_owned();
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Tuned(Box::new(Tried { tuning, text, trial }))))));
    let screen = explorer.screen();
    for seen in ["按活动试调权重", "0.600 → 0.250", "不建议改", "outcome tune --campaign 春季活动 -o"]
    {
        assert!(screen.contains(seen), "{seen}\n{screen}");
    }
    let before = explorer.works().len();
    explorer.keys(&["enter"]);
    assert_eq!(explorer.works().len(), before, "fitted weights are nobody's scheme");
    assert!(!explorer.keys(&["esc"]).screen().contains("按活动试调权重"));
}
