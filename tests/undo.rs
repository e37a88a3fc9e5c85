//! What the operator did is taken back and done again, whole, in any number, and after a restart.

mod program;

use std::path::PathBuf;

use program::{Home, done, english, fixture};
use proptest::prelude::*;
use qunxiang::config::Scheme;
use qunxiang::lang::Lang;
use qunxiang::model::review::Verdict;
use qunxiang::model::today::{Dealing, FollowUp, Note, Status};
use qunxiang::model::view::{MemberRow, StaffMark, Vocabulary};
use qunxiang::model::{Day, MemberId, Value};
use qunxiang::query::parse;
use qunxiang::task::request::{Answer, Outcome, Question, Way, Window, Work};
use qunxiang::task::session::Session;
use qunxiang::task::watch::Watch;

const NOTHING: &str = "error: there is nothing to undo (imports are not undone)\n";

fn refused(home: &Home, arguments: &[&str]) -> String {
    let done = english(home, arguments);
    assert_eq!(done.code, Some(1), "{arguments:?}: {}", done.out);
    done.err
}

fn filled() -> Home {
    let home = Home::new();
    for source in ["SYNTH_group.json", "SYNTH_members.csv", "SYNTH_youzan_orders.csv", "SYNTH_wjx_text.csv"] {
        done(&home, &["import", &fixture(source)]);
    }
    home
}

fn store(home: &Home) -> PathBuf {
    home.folder.path().join("XDG_DATA_HOME/qunxiang/store.db")
}

fn open(home: &Home) -> Session {
    Session::open(&store(home), Lang::En).unwrap()
}

fn work(session: &mut Session, work: Work) -> Result<Outcome, String> {
    session.work(work, &mut Watch::nobody()).map_err(|error| error.to_string())
}

fn members(session: &Session) -> Vec<MemberRow> {
    let window = Window {
        filter: None,
        sort: Default::default(),
        offset: 0,
        limit: 1_000,
        columns: ["tags", "contacted", "amount"].map(str::to_owned).to_vec(),
    };
    match session.ask(&Question::Members(window)).unwrap() {
        Answer::Members(page) => page.rows,
        other => panic!("{other:?}"),
    }
}

/// All that the operator sees of people, segments and what waits. What came and went in between did
/// happen, and stays told in each member's history.
fn seen(session: &Session) -> Vec<String> {
    let mut lines = Vec::new();
    for row in members(session) {
        let Answer::Portrait(mut page) = session.ask(&Question::Portrait(row.id)).unwrap() else { panic!() };
        page.history.clear();
        lines.push(format!("{row:?}"));
        lines.push(format!("{page:#?}"));
    }
    for question in [
        Question::Overview,
        Question::Tags(None),
        Question::Joins,
        Question::Identities,
        Question::Merges,
        Question::Groups(None),
    ] {
        lines.push(format!("{:#?}", session.ask(&question).unwrap()));
    }
    let Answer::Today(mut matters, ..) = session.ask(&Question::Today).unwrap() else { panic!() };
    let Answer::Segments(mut segments) = session.ask(&Question::Segments).unwrap() else { panic!() };
    // Who came and went, and what changed, at the latest build is of another build by now.
    segments.iter_mut().for_each(|segment| (segment.entered, segment.left) = (0, 0));
    lines.push(format!("{segments:#?}"));
    matters.retain(|item| item.matter.key() != "change");
    lines.push(format!("{matters:#?}"));
    lines.push(format!("{:?}", session.plans().unwrap()));
    lines.push(format!("{:?}", session.staff().unwrap()));
    lines
}

/// The first lines in which two states differ; empty if they are the same.
fn differing(one: &[String], other: &[String]) -> String {
    let lines = |state: &[String]| state.join("\n").lines().map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (lines(one), lines(other));
    let at = one.iter().zip(&other).position(|(a, b)| a != b).unwrap_or(one.len().min(other.len()));
    if at == one.len() && at == other.len() {
        return String::new();
    }
    let around = |state: &[String]| state[at.saturating_sub(12)..(at + 6).min(state.len())].join("\n");
    format!("{}\n--- instead of ---\n{}", around(&one), around(&other))
}

fn notes(session: &Session, member: MemberId) -> Vec<Note> {
    let Answer::Portrait(page) = session.ask(&Question::Portrait(member)).unwrap() else { panic!() };
    page.notes
}

/// An act as chosen: what, on whom, and with whom.
#[derive(Debug, Clone, Copy)]
struct Choice(u8, usize, usize);

/// The work that a choice means in a store as it is.
fn meant(session: &Session, Choice(what, one, other): Choice) -> Option<Work> {
    let rows = members(session);
    let id = |at: usize| rows[at % rows.len()].id;
    let (one, other): (MemberId, MemberId) = (id(one), id(other));
    let both = vec![one, other];
    let name = |number: usize| ["甲", "乙"][number % 2].to_owned();
    let plan = FollowUp { due: Some(Day(19_800)), status: Status::Open, owner: name(0), ..FollowUp::default() };
    // What is saved may ask for a tag that nobody has yet.
    let filter = |text: &str| parse(text, &Vocabulary::default()).unwrap();
    let proposals = || match session.ask(&Question::Joins).unwrap() {
        Answer::Joins(_, open) => open.into_iter().map(|proposal| proposal.id).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let merges = || match session.ask(&Question::Merges).unwrap() {
        Answer::Merges(merges) => merges,
        other => panic!("{other:?}"),
    };
    Some(match what {
        0 => Work::AddTag(name(one.0 as usize), both),
        1 => Work::RemoveTag(["从未发言", "首单未复购"][one.0 as usize % 2].to_owned(), both),
        2 => Work::AddNote(one, "想要天幕".to_owned()),
        3 => Work::FollowUp(both, plan),
        4 => match session.ask(&Question::Today).unwrap() {
            Answer::Today(items, ..) => {
                let item = items.first()?;
                let days = (one.0 % 2 == 0).then_some(3);
                Work::Deal(Dealing { matter: item.matter.key(), account: item.account, stamp: item.stamp, days })
            }
            other => panic!("{other:?}"),
        },
        5 => Work::Staff(both, if one.0 % 2 == 0 { StaffMark::Staff } else { StaffMark::None }),
        6 => Work::SaveSegment {
            name: name(other.0 as usize),
            filter: filter(if one.0 % 2 == 0 { "messages>=1" } else { "tag:甲" }),
            replace: true,
        },
        7 => Work::RenameSegment("甲".to_owned(), "丙".to_owned()),
        8 => Work::DeleteSegment(name(one.0 as usize)),
        9 => Work::AcceptJoins(vec![*proposals().first()?]),
        10 => Work::RejectJoins(vec![*proposals().last()?]),
        11 if one != other => Work::Merge(one, other),
        12 if one != other => Work::KeepApart(one, other),
        13 => Work::Split(merges().iter().find(|merge| merge.parted.is_none())?.id),
        14 => {
            let value = (one.0 % 2 == 0).then(|| Value::Code("female".to_owned()));
            Work::Lock(one, "gender".to_owned(), value)
        }
        15 => Work::Unlock(one, "gender".to_owned()),
        16 => Work::OptOut(vec![one]),
        17 => {
            let noted = rows.iter().find_map(|row| Some((row.id, notes(session, row.id).first()?.id)));
            noted.map(|(member, note)| Work::RemoveNote(member, note))?
        }
        18 => {
            let verdict = if one.0 % 2 == 0 { Verdict::Right } else { Verdict::Wrong };
            Work::Review(one, "从未发言".to_owned(), verdict)
        }
        19 => Work::UseScheme(["default", "retail", "learning"][one.0 as usize % 3].to_owned()),
        // A tag that some schemes have a rule for, and others not.
        20 => Work::AddTag(["首单未复购", "坚持打卡"][other.0 as usize % 2].to_owned(), vec![one]),
        _ => return None,
    })
}

fn turn(session: &mut Session, way: Way) -> bool {
    let turned = work(session, if way == Way::Back { Work::Undo } else { Work::Redo }).unwrap();
    let Outcome::Turned(_, turn) = turned else { panic!("{turned:?}") };
    if let Some(turn) = &turn {
        assert_eq!(turn.obstacle, None, "{turn:?}");
    }
    turn.is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// After any acts: all of them undone leaves what was before, and each one done again what was after it.
    #[test]
    fn any_acts_undone_leave_what_was_before_and_redone_what_was_after(
        choices in proptest::collection::vec((prop_oneof![3 => 0..21u8, 1 => 19..21u8], 0..12usize, 0..12usize), 1..7)
    ) {
        let home = filled();
        let mut states = vec![seen(&open(&home))];
        for (what, one, other) in choices {
            let mut session = open(&home);
            let Some(order) = meant(&session, Choice(what, one, other)) else { continue };
            if work(&mut session, order).is_ok() {
                states.push(seen(&session));
            }
        }
        states.dedup();
        let (first, last) = (states[0].clone(), states[states.len() - 1].clone());
        // An act that changes nothing that is seen is a step between two states that look the same.
        walk(&home, Way::Back, states.iter().rev())?;
        prop_assert_eq!(differing(&seen(&open(&home)), &first), "");
        walk(&home, Way::Again, states.iter())?;
        prop_assert_eq!(differing(&seen(&open(&home)), &last), "");
    }
}

/// Turns acts one way until none is left, each in a session of its own: every step leads to the state
/// after the one before, or stays at it.
fn walk<'s>(home: &Home, way: Way, states: impl Iterator<Item = &'s Vec<String>>) -> Result<(), TestCaseError> {
    let mut states = states.peekable();
    let mut at = states.next().expect("there is a first state");
    while turn(&mut open(home), way) {
        let now = seen(&open(home));
        if now != *at {
            at = states.next().expect("there is a further state");
            prop_assert_eq!(differing(&now, at), "");
        }
    }
    Ok(())
}

#[test]
fn the_choice_of_a_scheme_is_taken_back_with_the_tags_that_it_brought() {
    let home = filled();
    done(&home, &["tag", "add", "爱晒单", "wechat:wxid_mem0004"]);
    done(&home, &["tag", "add", "熟人", "wechat:wxid_mem0003"]);
    let before = seen(&open(&home));
    let mut session = open(&home);
    work(&mut session, Work::UseScheme("retail".to_owned())).unwrap();
    let after = seen(&session);
    assert_ne!(differing(&after, &before), "");
    assert!(turn(&mut session, Way::Back));
    assert_eq!(differing(&seen(&session), &before), "");
    assert!(turn(&mut session, Way::Again));
    assert_eq!(differing(&seen(&session), &after), "");
}

/// Tags of a scheme go when another comes; what was done with them can be done again all the same.
#[test]
fn an_act_on_a_tag_of_an_own_scheme_is_done_again_after_the_choice_of_that_scheme() {
    let home = filled();
    let default = Scheme::builtin();
    let (without_tags, _) = default.text().split_once("[[tag]]").unwrap();
    let own = without_tags.replacen("\"default\"", "\"own\"", 1) + "[[tag]]\nname = \"说话\"\nrule = \"messages>=1\"\n";
    let scheme = home.file("own.toml", own).display().to_string();
    let mut session = open(&home);
    let member = session.find("wechat:wxid_mem0003").unwrap()[0].id;
    let before = seen(&session);
    work(&mut session, Work::UseScheme(scheme)).unwrap();
    work(&mut session, Work::RemoveTag("说话".to_owned(), vec![member])).unwrap();
    let after = seen(&session);
    for way in [Way::Back, Way::Again, Way::Back, Way::Again] {
        assert!(turn(&mut session, way) && turn(&mut session, way));
        let meant = if way == Way::Back { &before } else { &after };
        assert_eq!(differing(&seen(&session), meant), "");
    }
}

#[test]
fn a_note_taken_away_comes_back_with_its_day() {
    let home = filled();
    done(&home, &["note", "wechat:wxid_mem0003", "想要天幕"]);
    let mut session = open(&home);
    let member = session.find("wechat:wxid_mem0003").unwrap()[0].id;
    let before = notes(&session, member);
    work(&mut session, Work::RemoveNote(member, before[0].id)).unwrap();
    assert_eq!(notes(&session, member), []);
    assert!(turn(&mut session, Way::Back));
    assert_eq!(notes(&session, member), before);
    assert!(turn(&mut session, Way::Again));
    assert_eq!(notes(&session, member), []);
}

#[test]
fn the_command_line_names_what_it_takes_back_and_does_again() {
    let home = filled();
    done(&home, &["tag", "add", "熟人", "wechat:wxid_mem0003"]);
    done(&home, &["note", "wechat:wxid_mem0003", "想要天幕"]);
    done(&home, &["staff", "add", "wechat:wxid_mem0003", "wechat:wxid_mem0004"]);
    done(&home, &["segment", "save", "说话的人", "--where", "messages>=1"]);
    let turns: Vec<String> =
        ["undo", "undo", "undo", "undo", "redo", "redo"].iter().map(|way| done(&home, &[way])).collect();
    insta::assert_snapshot!(turns.concat(), @r"
    Undone: save the segment “说话的人”
    Undone: mark 2 members as staff
    Undone: write a note on 小鱼干-设计
    Undone: tag 小鱼干-设计 as “熟人”
    Done again: tag 小鱼干-设计 as “熟人”
    Done again: write a note on 小鱼干-设计
    ");
    done(&home, &["tag", "add", "新的", "wechat:wxid_mem0003"]);
    assert_eq!(refused(&home, &["redo"]), "error: there is nothing to redo\n", "something new was done since");
}

#[test]
fn an_import_is_not_undone_which_is_said_before_anything_older_is() {
    let home = filled();
    done(&home, &["tag", "add", "熟人", "wechat:wxid_mem0003"]);
    done(&home, &["note", "wechat:wxid_mem0003", "想要天幕"]);
    done(&home, &["undo"]);
    done(&home, &["import", &fixture("SYNTH_jinshuju.csv")]);
    assert_eq!(done(&home, &["redo"]), "Done again: write a note on 小鱼干-设计\n");
    assert_eq!(done(&home, &["undo"]), "Undone: write a note on 小鱼干-设计\n", "the latest is what was done again");
    assert_eq!(
        refused(&home, &["undo"]),
        "error: the import of “SYNTH_jinshuju.csv” came later and stays; \
         undo again to take back: tag 小鱼干-设计 as “熟人”\n"
    );
    assert_eq!(done(&home, &["undo"]), "Undone: tag 小鱼干-设计 as “熟人”\n", "it is said once");
    assert_eq!(refused(&home, &["undo"]), NOTHING);
}

#[test]
fn the_log_tells_what_was_done_from_where_and_what_became_of_it_and_not_of_whom_was_erased() {
    let home = filled();
    done(&home, &["tag", "add", "熟人", "wechat:wxid_mem0003"]);
    done(&home, &["note", "wechat:wxid_mem0004", "想要天幕"]);
    done(&home, &["staff", "add", "wechat:wxid_mem0003"]);
    done(&home, &["undo"]);
    done(&home, &["export", "-o", "out.csv", "--to", "广告商"]);
    done(&home, &["forget", "wechat:wxid_mem0004", "--yes"]);
    let log: serde_json::Value = serde_json::from_str(&done(&home, &["audit", "--json"])).unwrap();
    let lines: Vec<String> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|line| format!("{} {} {} {}", line["act"], line["origin"], line["state"], line["what"]))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    "forget" null null "erase a member"
    "export" null null "export 16 rows to out.csv"
    "mark_staff" "command" "undone" "mark 小鱼干-设计 as staff"
    "add_tag" "command" "done" "tag 小鱼干-设计 as “熟人”"
    "#);
    assert!(!done(&home, &["audit"]).contains("mem0004"));
}

#[test]
fn what_the_demo_was_made_with_is_not_the_operators_to_take_back() {
    let home = Home::new();
    done(&home, &["--db", "demo.db", "demo", "--no-tui"]);
    assert_eq!(refused(&home, &["--db", "demo.db", "undo"]), NOTHING);
    assert_eq!(done(&home, &["--db", "demo.db", "audit", "--json"]).trim(), "[]");
    assert!(done(&home, &["--db", "demo.db", "followup"]).contains("open"), "what is planned stays");
}

#[test]
fn what_is_locked_or_set_by_hand_outlives_builds_and_merges_until_it_is_unlocked() {
    let home = filled();
    let of = |key: &str| {
        let page = done(&home, &["member", "wechat:wxid_mem0003", "--json"]);
        let page: serde_json::Value = serde_json::from_str(&page).unwrap();
        let attribute = &page["dimensions"]["basic"][key];
        format!("{} {} {}", attribute["value"], attribute["provenance"], attribute["locked"])
    };
    let before = (of("region"), of("gender"));
    done(&home, &["lock", "wechat:wxid_mem0003", "地区", "浙江杭州"]);
    done(&home, &["lock", "wechat:wxid_mem0003", "gender", "女"]);
    done(&home, &["build", "--all"]);
    assert_eq!(
        (of("region").as_str(), of("gender").as_str()),
        ("\"浙江杭州\" \"hand\" true", "\"female\" \"hand\" true")
    );
    assert!(done(&home, &["members", "--where", "region:杭州 and gender:female"]).contains("小鱼干"));
    let page = done(&home, &["member", "wechat:wxid_mem0003"]);
    let of_gender = page.lines().find(|line| line.starts_with("gender")).unwrap();
    assert!(of_gender.contains("hand · locked"), "{page}");
    assert_eq!(page.matches("locked").count(), 2, "{page}");
    done(&home, &["identity", "merge", "wechat:wxid_mem0003", "wechat:wxid_mem0004"]);
    assert_eq!(of("gender"), "\"female\" \"hand\" true");
    done(&home, &["undo"]);
    done(&home, &["unlock", "wechat:wxid_mem0003", "gender"]);
    assert_eq!(of("gender"), before.1);
    assert_eq!(done(&home, &["undo"]), "Undone: unlock “gender” of 小鱼干-设计\n");
    assert_eq!(of("gender"), "\"female\" \"hand\" true");
    for _ in 0..2 {
        done(&home, &["undo"]);
    }
    assert_eq!((of("region"), of("gender")), before);
    for wrong in [["gender", "很女"], ["没有这项", "1"], ["activity", "很多"]] {
        let done = english(&home, &["lock", "wechat:wxid_mem0003", wrong[0], wrong[1]]);
        assert_eq!(done.code, Some(2), "{wrong:?}: {}", done.err);
    }
    let unknown = refused(&home, &["lock", "wechat:wxid_mem0003", "age_band"]);
    assert!(unknown.contains("nothing is known of"), "{unknown}");
    done(&home, &["lock", "wechat:wxid_mem0003", "region"]);
    assert!(of("region").ends_with("true"), "as it is known");
}

#[test]
fn who_was_forgotten_is_in_no_act_and_the_others_of_it_can_still_be_undone() {
    let home = filled();
    done(&home, &["tag", "add", "熟人", "wechat:wxid_mem0003", "wechat:wxid_mem0004"]);
    done(&home, &["note", "wechat:wxid_mem0004", "不可说的秘密备注"]);
    done(&home, &["tag", "add", "只说她的标签", "wechat:wxid_mem0004"]);
    done(&home, &["forget", "wechat:wxid_mem0004", "--yes"]);
    let bytes = std::fs::read(store(&home)).unwrap();
    for words in ["不可说的秘密备注", "只说她的标签", "wxid_mem0004"] {
        assert!(memchr::memmem::find(&bytes, words.as_bytes()).is_none(), "{words}");
    }
    assert!(done(&home, &["undo"]).contains("熟人"), "the note went with its person");
    assert!(!done(&home, &["tag", "list"]).contains("熟人"));
    assert_eq!(refused(&home, &["undo"]), NOTHING);
}

#[test]
fn a_merge_with_somebody_who_was_forgotten_since_is_no_longer_undone() {
    let home = filled();
    done(&home, &["tag", "add", "熟人", "wechat:wxid_mem0004"]);
    done(&home, &["identity", "merge", "wechat:wxid_mem0005", "wechat:wxid_mem0003"]);
    done(&home, &["forget", "wechat:wxid_mem0003", "--yes"]);
    assert!(done(&home, &["undo"]).contains("熟人"));
    assert_eq!(refused(&home, &["undo"]), NOTHING);
}

#[test]
fn a_merge_is_told_with_the_names_of_both() {
    let home = filled();
    done(&home, &["identity", "merge", "wechat:wxid_mem0003", "wechat:wxid_mem0005"]);
    let names = |home: &Home, command: &str| done(home, &[command]);
    let log = names(&home, "audit");
    // The list keeps to eighty columns.
    assert!(log.contains("merge two into one person: 小鱼干-设计 and Mo"), "{log}");
    assert_eq!(names(&home, "undo"), "Undone: merge two into one person: 小鱼干-设计 and Momo🌸\n");
    assert_eq!(names(&home, "redo"), "Done again: merge two into one person: 小鱼干-设计 and Momo🌸\n");
    done(&home, &["identity", "split", "wechat:wxid_mem0003"]);
    assert_eq!(names(&home, "undo"), "Undone: split a merge: 小鱼干-设计 and Momo🌸\n");
    done(&home, &["redo"]);
    done(&home, &["forget", "wechat:wxid_mem0005", "--yes"]);
    assert!(!names(&home, "audit").contains("Momo"), "{}", names(&home, "audit"));
}

#[test]
fn an_attribute_is_named_and_not_its_key() {
    let home = filled();
    done(&home, &["lock", "wechat:wxid_mem0003", "age_band", "31_40"]);
    let zh = |arguments: &[&str]| home.run(&[arguments, &["--lang", "zh"]].concat()).out;
    assert!(zh(&["audit"]).contains("的“年龄段”"), "{}", zh(&["audit"]));
    assert!(done(&home, &["audit"]).contains("lock “age band” of"));
    assert!(zh(&["undo"]).contains("的“年龄段”"));
}
