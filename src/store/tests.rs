//! Small stores fed by hand, and what importing into them must keep.

use super::*;
use crate::model::record::{
    Action, Chat, ChatKind, Event, Field, Meaning, Mention, Message, MessageKind, NameKind, Person, PersonRef,
    Platform, Position, Reaction, Record, ReplyRef, Role,
};
use crate::model::report::FileReport;
use crate::model::sink::Sink;
use crate::model::{GroupId, MemberId, Timestamp};

pub(crate) fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::create(&folder.path().join("store.db"), &NewStore::default()).unwrap();
    (folder, store)
}

pub(crate) fn meta(format: &str) -> ImportMeta {
    ImportMeta { path: "x".to_owned(), format: format.to_owned(), ..ImportMeta::default() }
}

pub(crate) fn wechat() -> Platform {
    Platform::new("wechat")
}

pub(crate) fn chat(native: Option<&str>) -> Chat {
    Chat {
        platform: wechat(), native_id: native.map(str::to_owned), name: "宝妈群".to_owned(), kind: ChatKind::Group
    }
}

pub(crate) fn account(id: &str, nickname: &str) -> PersonRef {
    PersonRef::account(&wechat(), id).with_name(NameKind::Nickname, nickname)
}

pub(crate) fn nickname(name: &str) -> PersonRef {
    PersonRef::named(NameKind::Nickname, name)
}

pub(crate) fn said(native: Option<&str>, time: i64, sender: PersonRef, text: &str) -> Message {
    Message {
        native_id: native.map(str::to_owned),
        time: Timestamp(1_700_000_000 + time),
        sender,
        kind: MessageKind::Text,
        text: Some(text.to_owned()),
        reply: None,
        mentions: Vec::new(),
        reactions: Vec::new(),
        thread: None,
    }
}

pub(crate) fn noted(time: i64, action: Action, actor: Option<PersonRef>, targets: Vec<PersonRef>) -> Event {
    Event {
        native_id: None,
        time: Timestamp(1_700_000_000 + time),
        action,
        actor,
        targets,
        text: None,
        count: 1,
        amount: None,
        thread: None,
        system: true,
    }
}

/// Imports records into a chat as one file.
pub(crate) fn import(store: &mut Store, format: &str, chat: &Chat, records: Vec<Record>) -> FileReport {
    let mut ingest = store.begin_import(&meta(format)).unwrap();
    ingest.chat(chat).unwrap();
    for (line, record) in (1..).zip(records) {
        ingest.record(Position::Line(line), record).unwrap();
    }
    ingest.finish().unwrap()
}

pub(crate) fn messages(list: &[Message]) -> Vec<Record> {
    list.iter().cloned().map(Record::Message).collect()
}

pub(crate) fn count(store: &Store, sql: &str) -> i64 {
    store.connection().unwrap().query_row(&format!("SELECT count(*) FROM {sql}"), [], |row| row.get(0)).unwrap()
}

pub(crate) fn text(store: &Store, sql: &str) -> String {
    store.connection().unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// The member who now goes by a name.
pub(crate) fn member(store: &Store, name: &str) -> MemberId {
    let id = store
        .connection()
        .unwrap()
        .query_row("SELECT id FROM member WHERE name = ?1", [name], |row| row.get(0))
        .unwrap();
    MemberId(id)
}

#[test]
fn what_a_chat_lists_of_a_member_is_kept_and_counts_as_no_record() {
    let (_folder, mut store) = store();
    let field = Field { header: "性别".to_owned(), meaning: Meaning::Gender, value: "女".to_owned() };
    let listed = Person { who: account("a", "阿青"), fields: vec![field], ..Person::default() };
    for _ in 0..2 {
        let report = import(&mut store, "x", &chat(Some("g")), vec![Record::Listed(listed.clone())]);
        assert_eq!((triple(&report), report.members), ((0, 0, 0), 1));
    }
    assert_eq!(count(&store, "field f JOIN party p ON p.id = f.party WHERE p.identity IS NOT NULL"), 1);
    assert_eq!(count(&store, "membership WHERE listed = 1"), 1);
}

#[test]
fn an_account_that_repeats_what_a_name_said_is_that_name() {
    let (_folder, mut store) = store();
    let listed = Person { who: account("a", "阿青"), ..Person::default() };
    import(&mut store, "members", &chat(None), vec![Record::Roster(listed)]);
    let other = Chat { name: "二群".to_owned(), ..chat(None) };
    import(&mut store, "weflow-txt", &other, messages(&[said(None, 0, nickname("阿青"), "早")]));
    assert_eq!(count(&store, "member"), 2, "a name in another chat may be anybody's");
    let report = import(&mut store, "weflow-json", &other, messages(&[said(Some("1"), 0, account("a", "阿青"), "早")]));
    assert_eq!((triple(&report), report.members), ((1, 0, 1), 1));
    assert_eq!(count(&store, "member"), 1);
}

#[test]
fn words_that_one_exporter_lost_come_back_with_another() {
    let (_folder, mut store) = store();
    let lost = Message { text: None, ..said(None, 0, account("a", "阿青"), "") };
    let whole = said(Some("9"), 0, account("a", "阿青"), "周末露营");
    let other = said(Some("8"), 0, account("b", "小北"), "周末露营");
    import(&mut store, "memotrace-v1", &chat(Some("g")), messages(std::slice::from_ref(&lost)));
    let report = import(&mut store, "weflow-json", &chat(Some("g")), messages(&[other, whole.clone()]));
    assert_eq!(triple(&report), (2, 1, 1));
    assert_eq!(triple(&import(&mut store, "memotrace-v1", &chat(Some("g")), messages(&[lost]))), (1, 0, 1));
    assert_eq!(count(&store, "message WHERE text = '周末露营'"), 2);
    let hits = store.view().search(&["露营"], &TextScope::default(), 10);
    assert_eq!(hits.unwrap().len(), 2, "and searches find them");
}

/// Every message as it is kept, and whom it addresses.
fn kept(store: &Store) -> String {
    text(
        store,
        "SELECT group_concat(line, '; ') FROM (SELECT concat_ws(' ', m.time - 1700000000, m.text, m.content, m.native,
             'to', m.reply, m.thread, 'at', (SELECT group_concat(i.native || a.how, ' ' ORDER BY i.native, a.how)
             FROM address a JOIN identity i ON i.id = a.identity WHERE a.message = m.id)) AS line
         FROM message m ORDER BY m.time)",
    )
}

#[test]
fn whichever_of_two_exports_comes_first_the_same_is_kept() {
    let (a, b) = (|| account("a", "阿强"), || account("b", "小美"));
    let bare = vec![
        Message { text: None, ..said(None, 1, a(), "") },
        Message {
            reply: Some(ReplyRef::Quote { author: a(), text: "今天去哪里".to_owned() }),
            ..said(None, 2, b(), "对")
        },
        said(None, 3, a(), "好"),
    ];
    let full = vec![
        said(Some("1"), 1, a(), "今天去哪里 @小美"),
        Message { reply: Some(ReplyRef::Native("1".to_owned())), ..said(Some("2"), 2, b(), "对") },
        Message {
            thread: Some("t".to_owned()), mentions: vec![Mention::Person(b())], ..said(Some("3"), 3, a(), "好")
        },
    ];
    let mut found = Vec::new();
    for order in [[("bare", &bare), ("full", &full)], [("full", &full), ("bare", &bare)]] {
        let (_folder, mut store) = store();
        import(&mut store, order[0].0, &chat(Some("g")), messages(order[0].1));
        let link_all = |store: &mut Store| {
            let spans = store.stale_spans().unwrap();
            spans.iter().for_each(|span| store.relink(span, |_, _| {}).unwrap());
            spans.len()
        };
        assert_eq!(link_all(&mut store), 1);
        assert_eq!(triple(&import(&mut store, order[1].0, &chat(Some("g")), messages(order[1].1))), (3, 0, 3));
        assert_eq!(link_all(&mut store), 1, "what is news is linked anew");
        found.push(kept(&store));
        for (format, list) in order {
            import(&mut store, format, &chat(Some("g")), messages(list));
        }
        assert_eq!((link_all(&mut store), kept(&store)), (0, found[found.len() - 1].clone()));
    }
    assert_eq!(found[0], found[1]);
    assert!(found[0].contains("今天去哪里 @小美"), "{found:?}");
}

fn triple(report: &FileReport) -> (u64, u64, u64) {
    (report.records, report.new, report.duplicate)
}

#[test]
fn the_same_file_again_adds_nothing_and_an_overlapping_one_only_its_rest() {
    let (_folder, mut store) = store();
    let all: Vec<Message> =
        (0..6).map(|i| said(Some(&format!("{i}")), i * 10, account("a", "阿强"), &format!("第{i}句"))).collect();
    assert_eq!(triple(&import(&mut store, "chatlab-json", &chat(Some("g")), messages(&all[..4]))), (4, 4, 0));
    assert_eq!(triple(&import(&mut store, "chatlab-json", &chat(Some("g")), messages(&all[..4]))), (4, 0, 4));
    assert_eq!(triple(&import(&mut store, "chatlab-json", &chat(Some("g")), messages(&all[2..]))), (4, 2, 2));
    assert_eq!(count(&store, "message"), 6);
}

#[test]
fn equal_messages_of_one_second_stay_as_many_as_they_are() {
    let (_folder, mut store) = store();
    let twice = vec![said(None, 5, nickname("阿强"), "1"), said(None, 5, nickname("阿强"), "1")];
    assert_eq!(triple(&import(&mut store, "qq-txt", &chat(None), messages(&twice))), (2, 2, 0));
    assert_eq!(triple(&import(&mut store, "qq-txt", &chat(None), messages(&twice))), (2, 0, 2));
    let thrice = [twice.as_slice(), &twice[..1]].concat();
    assert_eq!(triple(&import(&mut store, "qq-txt", &chat(None), messages(&thrice))), (3, 1, 2));
}

#[test]
fn a_repeated_native_id_within_a_first_file_is_a_duplicate() {
    let (_folder, mut store) = store();
    let twice = vec![said(Some("7"), 5, account("a", "阿强"), "好"), said(Some("7"), 5, account("a", "阿强"), "好")];
    assert_eq!(triple(&import(&mut store, "telegram", &chat(Some("g")), messages(&twice))), (2, 1, 1));
}

#[test]
fn the_same_chat_from_another_exporter_is_recognised_by_what_was_said() {
    let (_folder, mut store) = store();
    let first =
        vec![said(Some("100"), 5, account("a", "阿强"), "早"), said(Some("101"), 5, account("b", "小美"), "早")];
    let second = vec![said(Some("x1"), 5, account("a", "阿强"), "早"), said(Some("x2"), 5, account("b", "小美"), "早")];
    let by_name = vec![said(None, 5, nickname("阿强"), "早"), said(None, 6, nickname("阿强"), "晚")];
    import(&mut store, "weflow-json", &chat(Some("g")), messages(&first));
    assert_eq!(triple(&import(&mut store, "chatlab-json", &chat(Some("g")), messages(&second))), (2, 0, 2));
    assert_eq!(triple(&import(&mut store, "weflow-txt", &chat(None), messages(&by_name))), (2, 1, 1));
    assert_eq!((count(&store, "groups"), count(&store, "member")), (1, 2));
}

#[test]
fn names_first_and_ids_later_are_one_person_and_one_message() {
    let (_folder, mut store) = store();
    import(&mut store, "weflow-txt", &chat(None), messages(&[said(None, 5, nickname("阿强"), "早")]));
    let later = vec![said(Some("9"), 5, account("a", "阿强"), "早"), said(Some("10"), 8, account("a", "阿强"), "晚")];
    assert_eq!(triple(&import(&mut store, "weflow-json", &chat(Some("g")), messages(&later))), (2, 1, 1));
    assert_eq!(count(&store, "member"), 1);
    assert_eq!(triple(&import(&mut store, "weflow-json", &chat(Some("g")), messages(&later))), (2, 0, 2));
}

#[test]
fn a_name_that_two_bear_in_a_chat_stays_somebody_of_their_own() {
    let (_folder, mut store) = store();
    let two = vec![said(Some("1"), 1, account("a", "momo"), "我"), said(Some("2"), 2, account("b", "momo"), "也是")];
    import(&mut store, "weflow-json", &chat(Some("g")), messages(&two));
    import(&mut store, "weflow-txt", &chat(None), messages(&[said(None, 9, nickname("momo"), "谁")]));
    assert_eq!(count(&store, "member"), 3);
}

#[test]
fn members_shown_by_remark_then_card_then_nickname() {
    let (_folder, mut store) = store();
    let who = account("a", "昵称");
    import(&mut store, "weflow-json", &chat(Some("g")), messages(&[said(Some("1"), 1, who.clone(), "一")]));
    assert_eq!(text(&store, "SELECT name FROM member"), "昵称");
    let carded = who.with_name(NameKind::Card, "群名片");
    import(&mut store, "weflow-json", &chat(Some("g")), messages(&[said(Some("2"), 2, carded.clone(), "二")]));
    assert_eq!(text(&store, "SELECT name FROM member"), "群名片");
    let noted = carded.with_name(NameKind::Remark, "备注");
    import(&mut store, "weflow-json", &chat(Some("g")), messages(&[said(Some("3"), 3, noted, "三")]));
    assert_eq!(text(&store, "SELECT name FROM member"), "备注");
    let span = text(&store, "SELECT (last_seen - first_seen) || '' FROM name WHERE value = '昵称'");
    assert_eq!(span, "2");
}

#[test]
fn mentions_in_words_find_people_by_their_longest_name_also_those_seen_later() {
    let (_folder, mut store) = store();
    let list = vec![
        said(Some("1"), 1, account("a", "阿强"), "@小美 酱\u{2005}在吗 @后来的人 呢 a@b.com"),
        said(Some("2"), 2, account("b", "小美"), "?"),
        said(Some("3"), 3, account("c", "小美 酱"), "在"),
        said(Some("4"), 4, account("d", "后来的人"), "在"),
    ];
    import(&mut store, "weflow-json", &chat(Some("g")), messages(&list));
    let found = text(
        &store,
        "SELECT group_concat(native, ',') FROM (SELECT i.native FROM address a JOIN identity i ON i.id = a.identity
         WHERE a.how = 1 ORDER BY i.native)",
    );
    assert_eq!(found, "c,d");
}

#[test]
fn quotes_replies_and_reactions_are_kept() {
    let (_folder, mut store) = store();
    let mut quote = said(Some("2"), 5, account("b", "小美"), "对");
    quote.reply = Some(ReplyRef::Quote { author: nickname("阿强"), text: "今天去哪里".to_owned() });
    let mut reply = said(Some("3"), 6, account("a", "阿强"), "好");
    reply.reply = Some(ReplyRef::Native("2".to_owned()));
    reply.mentions = vec![Mention::Everyone, Mention::Person(account("b", "小美"))];
    reply.reactions = vec![Reaction { emoji: "👍".to_owned(), count: 3, who: vec![account("b", "小美")] }];
    let list = vec![said(Some("1"), 1, account("a", "阿强"), "今天去哪里玩呀"), quote, reply];
    import(&mut store, "telegram", &chat(Some("g")), messages(&list));
    import(&mut store, "telegram", &chat(Some("g")), messages(&list));
    assert_eq!(count(&store, "event WHERE action = 'like'"), 2);
    assert_eq!(text(&store, "SELECT sum(count) || '' FROM event"), "3");
    let mut turns = Vec::new();
    for span in store.stale_spans().unwrap() {
        store.relink(&span, |found, _| turns.extend(found)).unwrap();
    }
    let answered: Vec<Option<i64>> = turns.iter().map(|turn| turn.reply.map(|(message, ..)| message)).collect();
    assert_eq!(answered, [None, Some(turns[0].message), Some(turns[1].message)]);
    assert_eq!(turns[1].addressed, [(crate::model::row::LinkKind::Quote, turns[0].speaker)]);
    assert_eq!(turns[2].addressed, [(crate::model::row::LinkKind::Mention, turns[1].speaker)]);
}

#[test]
fn system_rows_are_events_and_name_people_as_the_chat_shows_them() {
    let (_folder, mut store) = store();
    let mut rows = vec![
        Record::Event(noted(1, Action::Join, Some(nickname("阿强")), vec![nickname("小美"), nickname("新来的")])),
        Record::Event(noted(2, Action::Recall, Some(nickname("路人")), vec![])),
    ];
    rows.extend(messages(&[
        said(Some("1"), 3, account("a", "阿强"), "欢迎"),
        said(Some("2"), 4, account("b", "小美"), "嗨"),
    ]));
    rows.push(Record::Event(noted(9, Action::Kick, Some(nickname("阿强")), vec![nickname("小美")])));
    let report = import(&mut store, "weflow-json", &chat(Some("g")), rows.clone());
    assert_eq!((report.records, report.system, report.members), (5, 3, 3));
    assert_eq!(count(&store, "member"), 3);
    let seat = "SELECT joined || ' ' || left_at || ' ' || (SELECT native FROM identity WHERE id = s.inviter)
                FROM membership s JOIN identity i ON i.id = s.identity WHERE i.native = 'b'";
    assert_eq!(text(&store, seat), "1700000001 1700000009 a");
    let again = import(&mut store, "weflow-json", &chat(Some("g")), rows);
    assert_eq!(triple(&again), (5, 0, 5));
}

#[test]
fn who_speaks_after_leaving_has_come_back() {
    let (_folder, mut store) = store();
    import(&mut store, "telegram", &chat(Some("g")), messages(&[said(Some("9"), 50, account("a", "阿强"), "我在")]));
    let left = Record::Event(noted(20, Action::Leave, Some(account("a", "阿强")), vec![]));
    import(&mut store, "telegram", &chat(Some("g")), vec![left]);
    assert_eq!(count(&store, "membership WHERE left_at IS NOT NULL"), 0);
}

#[test]
fn listed_people_are_members_without_being_records() {
    let (_folder, mut store) = store();
    let lurker = Person { who: account("z", "Zoe"), role: Some(Role::Admin), ..Person::default() };
    let report = import(&mut store, "chatlab-json", &chat(Some("g")), vec![Record::Listed(lurker)]);
    assert_eq!((report.records, report.members), (0, 1));
    assert_eq!(text(&store, "SELECT role FROM membership WHERE listed = 1"), "admin");
}

#[test]
fn a_shared_phone_makes_two_accounts_one_person() {
    let (_folder, mut store) = store();
    let mut wechat = account("a", "阿强");
    wechat.phone = Some("13800000000".to_owned());
    let mut qq = PersonRef::account(&Platform::new("qq"), "10001").with_name(NameKind::Nickname, "强哥");
    import(
        &mut store,
        "x",
        &chat(Some("g")),
        messages(&[said(Some("1"), 1, wechat, "一"), said(Some("2"), 2, qq.clone(), "二")]),
    );
    assert_eq!(count(&store, "member"), 2);
    qq.phone = Some("13800000000".to_owned());
    import(&mut store, "x", &chat(Some("g")), vec![Record::Listed(Person { who: qq, ..Person::default() })]);
    assert_eq!(count(&store, "member"), 1);
}

#[test]
fn an_import_that_is_dropped_leaves_no_trace() {
    let (_folder, mut store) = store();
    let mut ingest = store.begin_import(&meta("x")).unwrap();
    ingest.chat(&chat(None)).unwrap();
    ingest.record(Position::Line(1), Record::Message(said(None, 1, nickname("阿强"), "一"))).unwrap();
    drop(ingest);
    for table in ["message", "member", "import", "groups", "gram"] {
        assert_eq!(count(&store, table), 0, "{table}");
    }
    assert_eq!(count(&store, "sqlite_schema WHERE name = 'message_native'"), 1);
}

#[test]
fn an_identical_file_is_answered_from_the_earlier_report() {
    let (_folder, mut store) = store();
    let mut ingest = store.begin_import(&ImportMeta { hash: vec![7; 32], ..meta("x") }).unwrap();
    ingest.chat(&chat(None)).unwrap();
    ingest.record(Position::Line(1), Record::Message(said(None, 1, nickname("阿强"), "一"))).unwrap();
    ingest.skip(Position::Byte(2), "坏行".to_owned()).unwrap();
    ingest.finish().unwrap();
    let report = store.earlier_report(&[7; 32]).unwrap().unwrap();
    assert_eq!((triple(&report), report.skipped, report.skips[0].at), ((1, 0, 1), 1, Position::Byte(2)));
    assert_eq!(store.earlier_report(&[8; 32]).unwrap(), None);
}

#[test]
fn relinking_after_older_messages_arrive_covers_all_that_may_change() {
    let (_folder, mut store) = store();
    let at =
        |i: i64, time: i64| said(Some(&format!("{i}")), time, account(if i % 2 == 0 { "a" } else { "b" }, "x"), "话");
    let late = [at(1, 0), at(2, 1_000), at(3, 2_500), at(4, 9_000)];
    import(&mut store, "telegram", &chat(Some("g")), messages(&late));
    for span in store.stale_spans().unwrap() {
        store.relink(&span, |_, _| ()).unwrap();
    }
    assert!(store.stale_spans().unwrap().is_empty());
    import(&mut store, "telegram", &chat(Some("g")), messages(&[at(5, 1_500)]));
    let spans = store.stale_spans().unwrap();
    let base = 1_700_000_000;
    let expected = StaleSpan { group: GroupId(1), first: Timestamp(base), last: Timestamp(base + 2_500) };
    assert_eq!(spans, [expected]);
}

#[test]
fn a_community_spans_the_rows_of_its_own_groups() {
    let (_folder, mut store) = store();
    let mut into = |community: Option<&str>, native: &str, time: i64| {
        let meta = ImportMeta { community: community.map(str::to_owned), ..meta("x") };
        let mut ingest = store.begin_import(&meta).unwrap();
        let place = Chat { name: native.to_owned(), ..chat(Some(native)) };
        ingest.chat(&place).unwrap();
        let message = said(Some(&time.to_string()), time, account("a", "阿强"), "早");
        ingest.record(Position::Line(1), Record::Message(message)).unwrap();
        ingest.finish().unwrap();
    };
    into(Some("甲"), "ga", 10);
    into(Some("乙"), "gb", 20);
    into(None, "gb", 9_000);
    let spans: Vec<(i64, i64)> =
        store.view().spans().unwrap().iter().map(|span| (span.1.0 - 1_700_000_000, span.2.0 - 1_700_000_000)).collect();
    assert_eq!(spans, [(10, 10), (20, 9_000)]);
}

#[test]
fn likes_whose_givers_become_known_stay_as_many() {
    let (_folder, mut store) = store();
    let liked = |givers: &[&str]| {
        let mut message = said(Some("1"), 1, account("a", "阿强"), "早");
        let who = givers.iter().map(|id| account(id, id)).collect();
        message.reactions = vec![Reaction { emoji: "👍".to_owned(), count: 3, who }];
        message
    };
    let people: Vec<Message> = ["b", "c", "d"].iter().map(|id| said(Some(id), 2, account(id, id), "早")).collect();
    import(&mut store, "telegram", &chat(Some("g")), messages(&people));
    for givers in [&["b"][..], &["b", "c", "d"], &["b"]] {
        import(&mut store, "telegram", &chat(Some("g")), messages(&[liked(givers)]));
        assert_eq!(text(&store, "SELECT sum(count) || '' FROM event"), "3", "{givers:?}");
    }
    assert_eq!(count(&store, "event WHERE actor IS NULL"), 0);
}

#[test]
fn who_joined_again_is_there_whichever_file_comes_first() {
    let event = |time, action| Record::Event(noted(time, action, Some(account("a", "阿强")), vec![]));
    let older = vec![event(10, Action::Join), event(20, Action::Leave)];
    let newer = vec![event(50, Action::Join)];
    for files in [[older.clone(), newer.clone()], [newer, older]] {
        let (_folder, mut store) = store();
        for file in files {
            import(&mut store, "telegram", &chat(Some("g")), file);
        }
        assert_eq!(count(&store, "membership WHERE left_at IS NOT NULL"), 0);
    }
}
