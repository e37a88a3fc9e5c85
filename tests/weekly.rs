//! `weekly`, its page of the explorer, and the page that says why people leave.

mod program;
mod tui_fixture;

use program::{Home, english, well};
use qunxiang::model::foresight::{Figures, Foresight};
use qunxiang::model::leaving::{Leaving, Reason};
use qunxiang::model::topic::Excerpt;
use qunxiang::model::week::{RisingTopic, Week, WeekList, WeekMember};
use qunxiang::model::{Day, MemberId};
use qunxiang::query::Expr;
use qunxiang::task::request::{Outcome, Question, Reply, Work};
use qunxiang::tui::Msg;
use tui_fixture::Explorer;

/// 400 days of a community in the last week of which one came, one came back, one fell silent and one left.
fn community() -> Home {
    let mut log = String::from("time,member,action\n");
    let mut add = |day: i64, who: &str, action: &str| {
        log.push_str(&format!("{},{who},{action}\n", 1_700_006_400 + day * 86_400 + who.len() as i64));
    };
    (0..400).for_each(|day| add(day, "host", "post"));
    [10, 20, 395].iter().for_each(|day| add(*day, "back", "post"));
    add(396, "newbie", "post");
    (0..365).step_by(28).for_each(|day| add(day, "quiet", "post"));
    (0..391).step_by(3).for_each(|day| add(day, "gone", "post"));
    add(394, "gone", "leave");
    let home = Home::new();
    home.file("log.csv", log);
    well(&home, &["import", "log.csv"]);
    home
}

#[test]
fn a_week_says_who_came_came_back_is_at_risk_or_left_and_why() {
    let home = community();
    let told = english(&home, &["weekly"]);
    insta::assert_snapshot!(told.out, @r"
    as of 2024-12-19, beside seven days before (2024-12-12)
    Everybody, 5 people

    New: 1
    id  name    stage  why
     3  newbie  new    came 4 d ago

    Returned: 1
    id  name  stage     why
     2  back  returned  back after 374 silent days

    At risk: 1
    id  name   stage    why
     4  quiet  cooling  unseen for 36 d

    Left: 1
    id  name  stage  why
     5  gone  left   left or was removed

    Rising topics
    No topic rose, or the data hold no words.
    ");
    let json: serde_json::Value = serde_json::from_str(&english(&home, &["weekly", "--json"]).out).unwrap();
    assert_eq!((&json["as_of"], &json["since"]), (&"2024-12-19".into(), &"2024-12-12".into()));
    assert_eq!(json["changes"][1]["people"][0]["reason"], "back after 374 silent days");
    let csv = english(&home, &["weekly", "--format", "csv"]).out;
    assert!(csv.contains("\"at_risk\",4,\"quiet\",\"cooling\",\"unseen for 36 d\""), "{csv}");
    let zh = well(&home, &["members", "--where", "本周变化:回流", "--columns", "name,week_change", "--lang", "zh"]).out;
    assert!(zh.contains("back") && zh.contains("回流") && !zh.contains("quiet"), "{zh}");
    // A week earlier nothing of it had happened.
    well(&home, &["build", "--as-of", "2024-12-12"]);
    let before = english(&home, &["weekly", "--where", "name:quiet or name:back or name:newbie or name:gone"]).out;
    assert!(
        before.contains("Under the filter name:quiet or name:back or name:newbie or name:gone, 3 people"),
        "{before}"
    );
    assert!(before.contains("New: 0\n") && before.contains("At risk: 0\n") && before.contains("Left: 0\n"), "{before}");
}

fn week() -> Week {
    let one = |id, name: &str, reason: &str| WeekMember {
        id: MemberId(id),
        name: name.to_owned(),
        stage: None,
        reason: reason.to_owned(),
    };
    let list = |change, members, people| WeekList { change, members, people };
    Week {
        as_of: Some("2024-03-01".to_owned()),
        since: Some("2024-02-23".to_owned()),
        members: 290,
        changes: vec![
            list("new", 2, vec![one(3, "王知夏", "3 天前来的"), one(9, "何一鸣", "5 天前来的")]),
            list("returned", 1, vec![one(5, "周若溪", "沉默 120 天后回来")]),
            list("at_risk", 1_240, vec![one(2, "陈一鸣", "流失风险 0.41 → 0.66")]),
            list("left", 0, Vec::new()),
        ],
        rising: vec![RisingTopic {
            name: "露营".to_owned(),
            discovered: false,
            words: Vec::new(),
            messages: 30,
            share: 0.12,
            messages_before: 40,
            share_before: 0.04,
        }],
        excerpt: Excerpt { weeks: None, share: 1.0, messages: 290, speakers: 60 },
    }
}

#[test]
fn the_page_of_a_week_leads_to_people_as_a_filter_and_to_one_member() {
    for key in ["0", "6"] {
        let mut explorer = Explorer::open(80, 24);
        explorer.keys(&[key, "n"]);
        assert_eq!(explorer.works(), [Work::SeeWeek(None)], "it may take long: it is work that Esc cancels");
        explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Week(Box::new(week()))))));
        if key == "0" {
            insta::assert_snapshot!("week_80", explorer.screen());
        }
        explorer.keys(&["down", "down", "down", "enter"]);
        assert!(explorer.screen().contains("本周变化:回流"), "{}", explorer.screen());
    }
    let mut explorer = Explorer::open(120, 40);
    explorer.keys(&["0", "n"]);
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Week(Box::new(week()))))));
    insta::assert_snapshot!("week_120", explorer.screen());
    explorer.keys(&["down", "enter"]);
    assert!(explorer.questions().contains(&Question::Portrait(MemberId(3))));
    explorer.keys(&["esc", "n"]);
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Week(Box::new(week()))))));
    explorer.keys(&["end", "enter"]);
    assert!(explorer.screen().contains("话题偏好:露营"), "{}", explorer.screen());
}

#[test]
fn a_page_under_a_filter_says_which_and_of_how_many_also_when_the_filter_has_changed_meanwhile() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["f"]).type_text("tag:KOL").keys(&["enter", "0", "n"]);
    assert_eq!(explorer.works(), [Work::SeeWeek(Some(Expr::has("tag", "KOL")))]);
    explorer.keys(&["F"]);
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Week(Box::new(week()))))));
    assert!(explorer.screen().contains("按筛选：标签:KOL，290 人"), "{}", explorer.screen());
    explorer.keys(&["enter"]);
    let people = explorer.last_window().filter.as_ref().map(qunxiang::query::format).unwrap_or_default();
    assert!(people.contains("tag:KOL") && people.contains("week_change:new"), "{people}");
    let mut leave = Explorer::open(80, 24);
    leave.keys(&["f"]).type_text("tag:KOL").keys(&["enter", "6", "c"]);
    leave.send(Msg::Reply(Reply::Done(Ok(Outcome::Reasons(Box::new(leaving()))))));
    assert!(leave.screen().contains("按筛选：标签:KOL"), "{}", leave.screen());
}

fn leaving() -> Leaving {
    let reason = |factor: &str, left, stayed, found: Option<[f64; 4]>, members: &[i64]| Reason {
        factor: factor.to_owned(),
        left,
        left_of: 172,
        stayed,
        stayed_of: 530,
        log_odds: found.map(|found| found[0]),
        low: found.map(|found| found[1]),
        high: found.map(|found| found[2]),
        q: found.map(|found| found[3]),
        members: members.iter().map(|id| MemberId(*id)).collect(),
    };
    Leaving {
        left: 172,
        stayed: 530,
        communities: 2,
        cutoffs: Some((Day(19_690), Day(19_700))),
        reasons: vec![
            reason("no_reply", 52, 80, Some([0.85, 0.45, 1.25, 0.001]), &[7, 12]),
            reason("topic:露营", 20, 90, Some([-0.44, -0.97, 0.09, 0.21]), &[4]),
            reason("advert_burst", 0, 2, None, &[]),
        ],
    }
}

#[test]
fn a_reason_for_leaving_leads_to_those_who_left_and_had_it() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["6", "c"]);
    assert_eq!(explorer.works(), [Work::FindReasons(None)]);
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Reasons(Box::new(leaving()))))));
    insta::assert_snapshot!("leaving_80", explorer.screen());
    explorer.keys(&["enter"]);
    let these = Expr::these([MemberId(7), MemberId(12)]);
    assert_eq!(explorer.last_window().filter, Some(these));
    assert!(explorer.screen().contains("成员编号:(7,12)"), "{}", explorer.screen());
    // Elsewhere the key is not of the churn screen.
    let mut other = Explorer::open(80, 24);
    other.keys(&["5", "b"]);
    assert!(other.works().is_empty() && other.screen().contains("在流失屏才有"), "{}", other.screen());
}

#[test]
fn a_reason_that_is_looked_for_can_be_cancelled() {
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["6", "c", "esc"]);
    assert!(explorer.effects().contains(&qunxiang::tui::Effect::Cancel), "{:?}", explorer.effects());
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Cancelled))));
    assert!(explorer.screen().contains("已取消"), "{}", explorer.screen());
}

#[test]
fn the_trial_of_the_risk_says_how_many_left_and_what_saying_that_share_would_score() {
    let figures =
        |auc, brier: Option<f64>| Figures { auc, brier, base_brier: brier.map(|_| 0.052), calibration: Vec::new() };
    let past = Foresight {
        cutoffs: 2,
        n: 458,
        gone: 23,
        formula: figures(0.739, Some(0.1)),
        refit: None,
        silence: figures(0.795, Some(0.047)),
        active_days: figures(0.592, None),
        base_brier: 0.05,
        formula_beside_refit: None,
    };
    let unfitted = Foresight { silence: figures(0.795, None), ..past.clone() };
    let mut explorer = Explorer::open(80, 24);
    explorer.keys(&["6", "b"]);
    explorer.send(Msg::Reply(Reply::Done(Ok(Outcome::Windows(vec![(30, Some(unfitted)), (90, Some(past))])))));
    let screen = explorer.screen();
    let line = |days: &str| screen.lines().find(|line| line.contains(days)).unwrap().to_owned();
    assert!(line("90 天 ").contains("458     5%") && line("90 天 ").contains("0.047 (0.052)"), "{screen}");
    assert!(line("30 天 ").contains("— (0.050)") || line("30 天 ").contains("- (0.050)"), "{screen}");
}
