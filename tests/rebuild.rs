//! Whatever happens to a store, building what changed gives what building everything gives.

use std::path::{Path, PathBuf};

use qunxiang::lang::Lang;
use qunxiang::model::MemberId;
use qunxiang::model::view::{Sort, StaffMark};
use qunxiang::task::request::{Answer, ImportOrder, Question, Window, Work};
use qunxiang::task::session::{Between, BuildOrder, Session};
use qunxiang::task::watch::Watch;

/// A store in a folder of its own.
struct Desk {
    folder: tempfile::TempDir,
    session: Session,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::create(&folder.path().join("store.db"), Lang::En).unwrap();
        Desk { folder, session }
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn import(&mut self, name: &str, text: &str) -> &mut Desk {
        let path = self.write(name, text);
        self.import_path(&path)
    }

    fn import_path(&mut self, path: &Path) -> &mut Desk {
        let order = ImportOrder { paths: vec![path.to_owned()], ..ImportOrder::default() };
        let (report, _) = self.session.import(&order, &mut Watch::nobody()).unwrap();
        assert!(!report.failed(), "{report:?}");
        self
    }

    fn find(&self, reference: &str) -> MemberId {
        match &self.session.find(reference).unwrap()[..] {
            [one] => one.id,
            found => panic!("{reference}: {found:?}"),
        }
    }

    /// Everything derived, as text; what tells of the way it came about is left out.
    fn profiles(&self) -> String {
        let window = Window { filter: None, sort: Sort::default(), offset: 0, limit: 1_000, columns: Vec::new() };
        let Answer::Members(page) = self.session.ask(&Question::Members(window)).unwrap() else { unreachable!() };
        page.rows
            .iter()
            .map(|row| {
                let Answer::Portrait(mut page) = self.session.ask(&Question::Portrait(row.id)).unwrap() else {
                    unreachable!()
                };
                page.history.clear();
                page.tags.iter_mut().for_each(|tag| tag.since = None);
                format!("{page:#?}\n")
            })
            .collect()
    }

    /// Builds everything, and expects nothing to be other than before.
    fn assert_settled(&mut self, what: &str) {
        let before = self.profiles();
        self.session.build(&BuildOrder { all: true, ..BuildOrder::default() }, &mut Watch::nobody()).unwrap();
        let after = self.profiles();
        let differ = before.lines().zip(after.lines()).find(|(a, b)| a != b);
        assert!(before == after, "{what}: {differ:?}\n{before}\n----\n{after}");
    }
}

fn chat(lines: &[(&str, &str, i64, &str)]) -> String {
    let mut text = String::from(concat!(
        r#"{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"g","platform":"wechat","type":"group","groupId":"g@chatroom"}}"#,
        "\n"
    ));
    for (id, sender, minute, content) in lines {
        let time = 1_709_254_800 + minute * 60;
        text += &format!(
            "{{\"_type\":\"message\",\"platformMessageId\":\"{id}\",\"sender\":\"wxid_{sender}\",\"accountName\":\"{sender}\",\"timestamp\":{time},\"type\":0,\"content\":\"{content}\"}}\n"
        );
    }
    text
}

const MORNING: &[(&str, &str, i64, &str)] = &[
    ("1", "ann", 0, "周末去露营吗？"),
    ("2", "bob", 1, "@ann 我去，坐标杭州"),
    ("3", "cat", 3, "帐篷怎么选？"),
    ("4", "bob", 5, "@cat 选铝杆的，我用了两年"),
    ("5", "ann", 90, "我也想知道"),
    ("6", "cat", 2_000, "@ann 昨天说的那款下单了，质量太差了"),
    ("7", "bob", 2_003, "客服一直不回，太失望了"),
    ("8", "bob", 2_004, "@cat 姐，你下次问我"),
    ("9", "ann", 2_006, "@cat 谢谢姐"),
];

#[test]
fn files_in_pieces_and_out_of_order_settle() {
    let mut desk = Desk::new();
    desk.import("late.jsonl", &chat(&MORNING[4..]));
    desk.import("early.jsonl", &chat(&MORNING[..3]));
    desk.import("all.jsonl", &chat(MORNING));
    desk.assert_settled("pieces");
}

/// The same chat from an exporter that lost ids and most words.
fn bare_chat() -> String {
    let message = |(_, sender, minute, text): &(&str, &str, i64, &str)| {
        let text = if text.contains('@') { String::new() } else { format!(r#","content":"{text}""#) };
        let time = 1_709_254_800 + minute * 60;
        format!(r#"{{"sender":"wxid_{sender}","accountName":"{sender}","timestamp":{time},"type":0{text}}}"#)
    };
    let head = r#"{"chatlab":{"version":"0.0.2"},"meta":{"name":"g","platform":"wechat","type":"group","groupId":"g@chatroom"}"#;
    format!(r#"{head},"messages":[{}]}}"#, MORNING.iter().map(message).collect::<Vec<_>>().join(","))
}

#[test]
fn words_that_a_second_export_brings_back_settle_in_either_order() {
    let files = [("bare.json", bare_chat()), ("full.jsonl", chat(MORNING))];
    let told = [[0, 1], [1, 0]].map(|order| {
        let mut desk = Desk::new();
        for at in order {
            desk.import(files[at].0, &files[at].1);
        }
        desk.assert_settled("two exports");
        desk.profiles()
    });
    assert!(told[0] == told[1], "{}\n----\n{}", told[0], told[1]);
    assert!(told[0].contains("female"), "what cat is called is part of it: {}", told[0]);
}

/// Two who call cat 姐 in answers to her message, as an exporter tells it who kept the words, or lost them.
fn answers(has_words: bool) -> String {
    let said = [("1", "cat", "", "帐篷怎么选？"), ("2", "ann", "1", "姐，选铝杆的"), ("3", "bob", "1", "姐你问我")];
    let message = |(id, sender, answers, words): &(&str, &str, &str, &str)| {
        let kind = if has_words { "" } else { r#""_type":"message","# };
        let words = if has_words || answers.is_empty() { *words } else { "" };
        let time = 1_709_254_800 + id.parse::<i64>().unwrap();
        format!(
            r#"{{{kind}"platformMessageId":"{id}","sender":"wxid_{sender}","accountName":"{sender}","timestamp":{time},"type":0,"content":"{words}","replyToMessageId":"{answers}"}}"#
        )
    };
    let messages: Vec<String> = said.iter().map(message).collect();
    let meta = r#""chatlab":{"version":"0.0.2"},"meta":{"name":"g","platform":"wechat","type":"group","groupId":"g@chatroom"}"#;
    if has_words {
        format!(r#"{{{meta},"messages":[{}]}}"#, messages.join(","))
    } else {
        format!("{{\"_type\":\"header\",{meta}}}\n{}\n", messages.join("\n"))
    }
}

#[test]
fn what_somebody_is_called_is_known_once_the_words_are() {
    let mut desk = Desk::new();
    desk.import("bare.jsonl", &answers(false));
    assert!(!desk.profiles().contains("female"));
    desk.import("full.json", &answers(true));
    assert!(desk.profiles().contains("female"));
    desk.assert_settled("words");
    let ann = desk.find("wechat:wxid_ann");
    desk.session.opt_out(&[ann]).unwrap();
    desk.assert_settled("opt out");
    desk.session.forget(ann).unwrap();
    assert!(!desk.profiles().contains("female"), "one alone says nothing");
    desk.assert_settled("forget");
}

#[test]
fn a_forgotten_member_leaves_nothing_stale_in_others() {
    let mut desk = Desk::new();
    desk.import("chat.jsonl", &chat(MORNING));
    desk.import(
        "log.csv",
        "time,member,action,target\n2024-03-01 09:30:00,ann,like,cat\n2024-03-02 09:30:00,cat,like,ann\n2024-03-03 10:00:00,bob,message,\n",
    );
    let cat = desk.find("wechat:wxid_cat");
    assert_eq!(desk.session.forget(cat).unwrap().remains, 0);
    desk.assert_settled("forget");
    assert!(desk.session.find("wechat:wxid_cat").unwrap().is_empty());
}

#[test]
fn a_member_who_opts_out_can_still_be_erased() {
    let mut desk = Desk::new();
    desk.import("chat.jsonl", &chat(MORNING));
    let bob = desk.find("wechat:wxid_bob");
    desk.session.opt_out(&[bob]).unwrap();
    desk.assert_settled("opt out");
    assert_eq!(desk.find("wechat:wxid_bob"), bob);
    desk.session.forget(bob).unwrap();
    desk.assert_settled("opt out and forget");
}

#[test]
fn a_merge_by_roster_settles_for_those_who_talked_with_both() {
    let mut desk = Desk::new();
    desk.import("chat.jsonl", &chat(MORNING));
    desk.import("one.csv", "昵称,wxid,手机\nann,wxid_ann,13800000001\n");
    desk.import("two.csv", "昵称,wxid,手机\ncat,wxid_cat,13800000001\n");
    assert_eq!(desk.find("wechat:wxid_ann"), desk.find("wechat:wxid_cat"));
    desk.assert_settled("merge");
}

#[test]
fn who_became_one_with_another_neither_entered_nor_left_a_segment() {
    let mut desk = Desk::new();
    desk.import("chat.jsonl", &chat(MORNING));
    let filter = desk.session.filter("name:cat").unwrap();
    desk.session
        .work(Work::SaveSegment { name: "cats".to_owned(), filter, replace: false }, &mut Watch::nobody())
        .unwrap();
    desk.import("one.csv", "昵称,wxid,手机\nann,wxid_ann,13800000001\n");
    desk.import("two.csv", "昵称,wxid,手机\ncat,wxid_cat,13800000001\n");
    let Answer::Segments(segments) = desk.session.ask(&Question::Segments).unwrap() else { unreachable!() };
    assert_eq!(segments[0].members, 1);
    let change = desk.session.segment_diff("cats", Between::default()).unwrap();
    assert_eq!((change.entered, change.left), (Vec::new(), Vec::new()));
}

#[test]
fn staff_stand_beside_the_yardstick() {
    let mut desk = Desk::new();
    desk.import("chat.jsonl", &chat(MORNING));
    let ann = desk.find("wechat:wxid_ann");
    desk.session.work(Work::Staff(vec![ann], StaffMark::Staff), &mut Watch::nobody()).unwrap();
    desk.assert_settled("staff");
}

#[test]
fn whoever_a_roster_names_is_a_member() {
    let mut desk = Desk::new();
    desk.import("roster.csv", "昵称,QQ号\n甲某,10001\n乙某,10002\n丙某,10003\n");
    let Answer::Overview(overview) = desk.session.ask(&Question::Overview).unwrap() else { unreachable!() };
    assert_eq!(overview.members, 3);
    assert!(desk.find("qq:10002") > desk.find("qq:10001"));
}

#[test]
fn a_number_is_never_given_to_somebody_else() {
    let mut desk = Desk::new();
    desk.import("chat.jsonl", &chat(MORNING));
    let last = ["ann", "bob", "cat"].map(|name| desk.find(&format!("wechat:wxid_{name}"))).into_iter().max().unwrap();
    desk.session.forget(last).unwrap();
    desk.import("new.jsonl", &chat(&[("90", "dan", 3_000, "大家好")]));
    assert!(desk.find("wechat:wxid_dan") > last);
}

#[test]
fn absurd_counts_of_a_log_do_not_stop_the_build() {
    let mut desk = Desk::new();
    desk.import(
        "log.csv",
        "time,member,action,target,count\n2024-03-01 09:30:00,ann,message,,4000000000\n2024-03-01 09:31:00,ann,message,,4000000000\n2024-03-01 09:32:00,ann,like,bob,4000000000\n",
    );
    desk.assert_settled("counts");
}

#[test]
fn the_demo_replaces_nothing_but_a_demo() {
    let mut desk = Desk::new();
    desk.import("chat.jsonl", &chat(MORNING));
    let path = desk.folder.path().join("store.db");
    assert!(Session::demo(&path, Lang::En, &mut Watch::nobody()).is_err());
    assert_eq!(desk.find("wechat:wxid_ann"), MemberId(1));
}
