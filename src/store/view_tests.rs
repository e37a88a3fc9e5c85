//! What builds read and write, and what every view shows of it.

use super::village::{Person, TODAY, Village, declared};
use super::*;
use crate::lang::Lang;
use crate::model::attribute::Value;
use crate::model::record::Position;
use crate::model::report::Skip;
use crate::model::row::{LinkKind, Row};
use crate::model::state::{DayAction, MemberState, Peer};
use crate::model::view::{Past, Sort, StaffMark, TagSource, Vocabulary};
use crate::model::{Attribute, CommunityId, Day, EvidenceKind, EvidenceRef, MemberId, Timestamp};
use crate::query::{Expr, parse};

pub(super) fn filter(text: &str) -> Expr {
    parse(text, &Vocabulary::default()).unwrap()
}

fn meta() -> BuildMeta {
    BuildMeta {
        time: Timestamp(1_709_300_000),
        scheme: "default".to_owned(),
        kept_scheme: String::new(),
        digest: vec![1],
        cause: Cause::Data,
        as_of: vec![(CommunityId(1), TODAY)],
        tags: Vec::new(),
    }
}

fn rows(village: &mut Village, scope: Scope) -> Vec<(i64, Vec<Row>)> {
    let mut members: Vec<(i64, Vec<Row>)> = Vec::new();
    let build = village.store.begin_build(&meta()).unwrap();
    build
        .each_member(scope, |portion| {
            match members.last_mut() {
                Some((member, rows)) if *member == portion.member.0 => rows.extend(portion.rows),
                _ => members.push((portion.member.0, portion.rows)),
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    members
}

pub(super) fn ids(reader: &Reader, text: &str) -> Vec<i64> {
    let mut ids: Vec<i64> = reader.member_ids(Some(&filter(text))).unwrap().iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids
}

/// 阿青 is high, 小北 low, the others unknown; 阿青 comes from 杭州.
pub(super) fn profiled() -> Village {
    let mut village = Village::peopled();
    let place = Value::Place { province: "浙江".to_owned(), city: Some("杭州".to_owned()) };
    let mut region = declared("region", place);
    region.evidence = vec![EvidenceRef { kind: EvidenceKind::Message, row: 101, weight: 0.5, against: false }];
    let mut first = Person::new(1, "阿青", Some(80.0)).tagged(&["KOL"]).with(region);
    first.standing.messages = 3;
    first.standing.level = Some("high".to_owned());
    first.standing.done = vec![DayAction { day: TODAY - 2, action: "message".to_owned(), count: 3 }];
    let mut second = Person::new(2, "小北", Some(20.0)).tagged(&["KOL", "新成员"]);
    second.standing.level = Some("rare".to_owned());
    second.standing.messages = 2;
    let mut bot = Person::new(4, "播报", Some(90.0));
    bot.standing.staff = StaffMark::Bot;
    let rules = [("新成员", "stage:new"), ("KOL", "influence>=10 and region:浙江")];
    village.build(&rules, &[first, second, Person::new(3, "潜水员", None), bot]);
    village
}

#[test]
fn rows_of_a_member_come_kind_by_kind_over_all_accounts() {
    let mut village = Village::peopled();
    let members = rows(&mut village, Scope::All);
    assert_eq!(members.iter().map(|(member, _)| *member).collect::<Vec<_>>(), [1, 2, 3, 4]);
    let first = &members[0].1;
    let kinds: Vec<char> = first
        .iter()
        .map(|row| match row {
            Row::Listed(_) => 'l',
            Row::Membership(_) => 'm',
            Row::Name(_) => 'n',
            Row::Field(_) => 'f',
            Row::Answer(_) => 'a',
            Row::Order(_) => 'o',
            Row::Event(_) => 'e',
            Row::Message(_) => 's',
            Row::Received(_) => 'r',
            Row::Called(_) => 'c',
        })
        .collect();
    assert_eq!(kinds.iter().collect::<String>(), "lmmnnfaoeeesssr");
    assert!(first.iter().any(|row| matches!(row, Row::Answer(answer) if answer.options == ["山", "湖"])));
    assert!(first.iter().any(|row| matches!(row, Row::Order(order) if order.revenue.0 == 18_900)));
    assert!(matches!(first.last(), Some(Row::Received(answer)) if answer.from.0 == 2 && answer.delay == Some(60)));
}

#[test]
fn a_number_that_counts_messages_shows_the_latest_of_them() {
    let mut village = Village::peopled();
    let counted = |key: &str| Attribute::observed(key, 1.0, 1, Vec::new());
    let first = Person::new(1, "阿青", Some(80.0)).with(counted("repliers")).with(counted("started"));
    village.build(&[("有人回应", "repliers>=1")], &[first, Person::new(2, "小北", None)]);
    let reader = village.store.reader().unwrap();
    let shown = |what: &str| -> Vec<(i64, bool)> {
        let lines = reader.evidence(MemberId(1), what, Lang::Zh).unwrap();
        lines.iter().map(|line| (line.row, line.is_example)).collect()
    };
    let answers = shown("repliers");
    assert!(!answers.is_empty() && answers.iter().all(|(_, is_example)| *is_example), "{answers:?}");
    assert_eq!(shown("tag:有人回应"), answers, "what a tag's rule counts is its evidence");
    assert_eq!(shown("started"), [(101, true)], "a thread in which another spoke");
    assert_eq!(shown("helped"), [], "an attribute that is unknown has no evidence");
}

#[test]
fn a_message_knows_its_thread_and_whom_it_answers() {
    let mut village = Village::peopled();
    let members = rows(&mut village, Scope::All);
    let messages = |member: usize| {
        members[member].1.iter().filter_map(|row| match row {
            Row::Message(message) => Some((message.id, message.thread_owner.0, message.thread_joined, message.target)),
            _ => None,
        })
    };
    let first: Vec<_> = messages(0).collect();
    assert_eq!(first[0], (101, 1, true, None));
    assert_eq!(first[1], (103, 1, true, Some((MemberId(2), LinkKind::Previous))));
    assert_eq!(first[2], (104, 1, false, None));
    let answer = messages(1).find(|(id, ..)| *id == 102);
    assert_eq!(answer, Some((102, 1, false, Some((MemberId(1), LinkKind::Quote)))));
}

#[test]
fn an_act_on_several_people_counts_once_unless_it_brings_people() {
    let mut village = Village::peopled();
    let members = rows(&mut village, Scope::All);
    let done = |member: usize| {
        members[member].1.iter().filter(|row| matches!(row, Row::Event(event) if !event.received)).count()
    };
    assert_eq!((done(0), done(1)), (2, 1));
}

#[test]
fn those_who_asked_out_and_those_unchanged_are_not_read() {
    let mut village = Village::peopled();
    village.sql("UPDATE member SET opted_out = 1 WHERE id = 1; UPDATE member SET dirty = 0 WHERE id = 2;");
    let members = rows(&mut village, Scope::Dirty);
    assert_eq!(members.iter().map(|(member, _)| *member).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn states_come_back_home_first_with_the_person() {
    let mut village = Village::peopled();
    village.sql("INSERT INTO community (id, name) VALUES (2, '读书')");
    let build = village.store.begin_build(&meta()).unwrap();
    let state = |messages| MemberState { messages, ..MemberState::default() };
    build.put_states(MemberId(1), &[(CommunityId(1), state(1)), (CommunityId(2), state(5))]).unwrap();
    let mut seen = Vec::new();
    build
        .each_state(|member| {
            seen.push(member);
            Ok::<_, StoreError>(())
        })
        .unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].states.iter().map(|(community, _)| community.0).collect::<Vec<_>>(), [2, 1]);
    let who = &seen[0].who;
    assert_eq!((who.name.as_str(), who.platform.as_str(), who.platform_id.as_str()), ("阿青", "wechat", "wx1"));
    assert_eq!(who.groups.len(), 2);
}

#[test]
fn a_build_that_is_dropped_changes_nothing() {
    let mut village = Village::peopled();
    let build = village.store.begin_build(&meta()).unwrap();
    build.put_states(MemberId(1), &[(CommunityId(1), MemberState::default())]).unwrap();
    drop(build);
    assert_eq!(village.number("SELECT count(*) FROM state") + village.number("SELECT count(*) FROM build"), 0);
    assert_eq!(village.number("SELECT count(*) FROM member WHERE dirty = 1"), 4);
}

#[test]
fn members_are_ranked_by_influence_and_shown_in_windows() {
    let village = profiled();
    let page = village.store.view().members(None, &Sort::default(), 1, 2, &["region".to_owned()]).unwrap();
    assert_eq!((page.total, page.offset), (4, 1));
    assert_eq!(page.rows.iter().map(|row| row.id.0).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(page.rows[1].tags, ["新成员", "KOL"]);
    assert!(matches!(&page.rows[0].columns[0], Some(Value::Place { province, .. }) if province == "浙江"));
    assert_eq!(page.rows[1].columns[0], None);
}

#[test]
fn unknown_values_sort_last_in_both_directions() {
    let village = profiled();
    let order = |ascending| {
        let sort = Sort { key: "level".to_owned(), ascending };
        let page = village.store.view().members(None, &sort, 0, 9, &[]).unwrap();
        page.rows.iter().map(|row| row.id.0).collect::<Vec<_>>()
    };
    assert_eq!(order(true), [2, 1, 4, 3]);
    assert_eq!(order(false), [1, 2, 4, 3]);
}

#[test]
fn filters_select_by_tag_place_deed_and_word() {
    let village = profiled();
    let reader = village.store.view();
    assert_eq!(ids(reader, "tag:kol"), [1, 2]);
    assert_eq!(ids(reader, "not tag:新成员"), [1, 3, 4]);
    assert_eq!(ids(reader, "region:杭州"), [1]);
    assert_eq!(ids(reader, "region:浙江"), [1]);
    assert_eq!(ids(reader, "not region:浙江"), [0_i64; 0]);
    assert_eq!(ids(reader, "region:unknown"), [2, 3, 4]);
    assert_eq!(ids(reader, "did(message,7d)>=3"), [1]);
    assert_eq!(ids(reader, "did(message,1d)=0"), [1, 2, 3, 4]);
    assert_eq!(ids(reader, "said(\"莫干山\",30d)"), [2]);
    assert_eq!(ids(reader, "said(\"夏天\",30d)"), [0_i64; 0]);
    assert_eq!(ids(reader, "山里"), [1]);
    assert_eq!(ids(reader, "100"), [1]);
    assert_eq!(ids(reader, "member_id:2"), [2]);
    assert_eq!(ids(reader, "not member_id:2"), [1, 3, 4]);
    assert_eq!(ids(reader, "staff:bot or influence<50"), [2, 4]);
    assert_eq!(ids(reader, "invited_by:阿青"), [2]);
}

#[test]
fn words_with_percent_and_underscore_mean_themselves() {
    let village = profiled();
    let reader = village.store.view();
    assert_eq!(ids(reader, "name:\"%\""), [0_i64; 0]);
    assert_eq!(ids(reader, "name:\"_\""), [0_i64; 0]);
    assert_eq!(ids(reader, "name:\"' OR 1=1 --\""), [0_i64; 0]);
}

#[test]
fn tags_are_counted_under_a_filter() {
    let village = profiled();
    let tags = village.store.view().tags(Some(&filter("influence>50"))).unwrap();
    let counts: Vec<_> = tags.iter().map(|tag| (tag.name.as_str(), tag.members, tag.total)).collect();
    assert_eq!(counts, [("新成员", 0, 1), ("KOL", 1, 2)]);
}

#[test]
fn the_tags_of_several_members_tell_by_what_they_were_given() {
    let mut village = profiled();
    let now = Timestamp(1_709_400_000);
    village.store.add_tag("VIP", &[MemberId(1), MemberId(3)], now).unwrap();
    let held = |store: &Store, members: &[i64]| {
        let members: Vec<MemberId> = members.iter().copied().map(MemberId).collect();
        let tags = store.view().held_tags(&members).unwrap();
        tags.into_iter().map(|tag| (tag.name, tag.by_hand, tag.by_rule)).collect::<Vec<_>>()
    };
    let row = |name: &str, by_hand, by_rule| (name.to_owned(), by_hand, by_rule);
    assert_eq!(held(&village.store, &[1, 2, 3]), [row("VIP", 2, 0), row("新成员", 0, 1), row("KOL", 0, 2)]);
    village.store.remove_tag("KOL", &[MemberId(1)], now).unwrap();
    assert_eq!(held(&village.store, &[1]), [row("VIP", 1, 0)], "what was taken away is not held");
    assert_eq!(held(&village.store, &[4]), []);
}

#[test]
fn what_the_operator_set_survives_the_next_build() {
    let mut village = profiled();
    let now = Timestamp(1_709_400_000);
    assert_eq!(village.store.add_tag("VIP", &[MemberId(3)], now).unwrap(), 1);
    assert_eq!(village.store.remove_tag("KOL", &[MemberId(2)], now).unwrap(), 1);
    assert_eq!(ids(village.store.view(), "tag:VIP or tag:KOL"), [1, 3]);
    let again = Person::new(2, "小北", Some(20.0)).tagged(&["KOL", "新成员"]);
    village.build(&[("新成员", "stage:new"), ("KOL", "influence>=10")], &[again]);
    assert_eq!(ids(village.store.view(), "tag:VIP or tag:KOL"), [1, 3]);
    let page = village.store.view().portrait(MemberId(3)).unwrap();
    assert_eq!(
        page.tags.iter().map(|tag| (tag.name.as_str(), tag.source)).collect::<Vec<_>>(),
        [("VIP", TagSource::Hand)]
    );
    assert_eq!(page.history[0].cause, "hand");
}

#[test]
fn history_keeps_tags_level_and_declared_values_but_no_scores() {
    let mut village = profiled();
    let mut again = Person::new(1, "阿青", Some(81.0));
    again.standing.level = Some("core".to_owned());
    again = again.with(declared("region", Value::Place { province: "江苏".to_owned(), city: None }));
    village.build(&[("KOL", "influence>=10")], &[again]);
    let page = village.store.view().portrait(MemberId(1)).unwrap();
    let changes: Vec<_> = page
        .history
        .iter()
        .map(|change| (change.what.as_str(), change.from.as_deref(), change.to.as_deref()))
        .collect();
    assert_eq!(
        changes,
        [
            ("level", Some("high"), Some("core")),
            ("region", Some("浙江杭州"), Some("江苏")),
            ("tag:KOL", Some("KOL"), None)
        ]
    );
    assert_eq!(page.history[0].day, "2024-03-01");
}

#[test]
fn a_member_is_shown_as_an_earlier_build_left_them() {
    let mut village = profiled();
    let yesterday = TODAY + -1;
    village.sql(&format!(r#"UPDATE build SET as_of = '{{"1":{}}}'"#, yesterday.0));
    let mut again = Person::new(1, "阿青", Some(81.0));
    again.standing.level = Some("core".to_owned());
    again = again.with(declared("region", Value::Place { province: "江苏".to_owned(), city: None }));
    village.build(&[("KOL", "influence>=10")], &[again]);
    village.store.add_tag("VIP", &[MemberId(1)], Timestamp(1_709_400_000)).unwrap();
    let reader = village.store.view();
    let Past::Then(past) = reader.past(MemberId(1), yesterday).unwrap() else { panic!("another build was meant") };
    assert_eq!((past.day, past.tags), (yesterday, vec!["KOL".to_owned()]));
    let value = |key| past.values.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str());
    assert_eq!((value("level"), value("region"), value("activity")), (Some("high"), Some("浙江杭州"), None));
    assert_eq!(reader.past(MemberId(1), TODAY).unwrap(), Past::Now);
    assert_eq!(reader.past(MemberId(1), yesterday + -1).unwrap(), Past::TooEarly(Some(yesterday)));
    village.sql("UPDATE import SET time = 1709300001");
    assert_eq!(village.store.view().past(MemberId(1), yesterday).unwrap(), Past::NotYetHere(yesterday));
}

#[test]
fn a_build_without_changes_writes_no_row_again() {
    let mut village = profiled();
    let before = village.number("SELECT total_changes()");
    let mut same = Person::new(3, "潜水员", None);
    same.tags.clear();
    let person = same.clone();
    let build = village.store.begin_build(&meta()).unwrap();
    let profile = CommunityProfile { standing: person.standing, attributes: person.attributes };
    build.put_profile(MemberId(3), &[profile], &[], &[]).unwrap();
    drop(build);
    // One row is the build's own; the tags whose rules are gone are the other four.
    assert!(village.number("SELECT total_changes()") - before <= 6);
}

#[test]
fn a_page_shows_names_accounts_groups_and_orders() {
    let mut village = profiled();
    let build = village.store.begin_build(&meta()).unwrap();
    let peer = |member, sent| Peer { sent, ..Peer::new(MemberId(member)) };
    let state = MemberState {
        days: vec![
            DayAction { day: TODAY - 1, action: "message".to_owned(), count: 2 },
            DayAction { day: TODAY - 15, action: "message".to_owned(), count: 1 },
        ],
        peers: vec![peer(3, 1), peer(2, 4)],
        ..MemberState::default()
    };
    build.put_states(MemberId(1), &[(CommunityId(1), state)]).unwrap();
    let of_second = MemberState { peers: vec![peer(1, 4), peer(3, 7), peer(9, 5)], ..MemberState::default() };
    build.put_states(MemberId(2), &[(CommunityId(1), of_second)]).unwrap();
    build.finish().unwrap();
    let ties = village.store.view().ties(MemberId(1)).unwrap();
    assert_eq!(ties.contacts.iter().map(|contact| contact.id).collect::<Vec<_>>(), [MemberId(2), MemberId(3)]);
    assert_eq!(ties.among, [(0, 1, 7)], "what passes between the two, and nothing of others");
    let page = village.store.view().portrait(MemberId(1)).unwrap();
    assert_eq!(page.names.iter().map(|name| name.name.as_str()).collect::<Vec<_>>(), ["阿青", "山里的青"]);
    assert_eq!(page.identities.iter().map(|account| account.messages).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(page.memberships[0].role, "owner");
    assert_eq!(page.orders.iter().map(|order| order.status.as_str()).collect::<Vec<_>>(), ["open", "paid"]);
    assert_eq!(page.contacts.iter().map(|contact| contact.name.as_str()).collect::<Vec<_>>(), ["小北", "潜水员"]);
    assert_eq!(page.weeks, [1, 0, 2]);
    assert_eq!(page.as_of, Some(TODAY));
    assert!(matches!(village.store.view().portrait(MemberId(99)), Err(StoreError::Absent)));
}

#[test]
fn evidence_is_given_in_words() {
    let village = profiled();
    let reader = village.store.view();
    let lines = reader.evidence(MemberId(1), "region", Lang::Zh).unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].text.as_str(), lines[0].group.as_deref()), ("周末去哪儿露营？", Some("露营一群")));
    let behind_tag = reader.evidence(MemberId(1), "tag:KOL", Lang::Zh).unwrap();
    assert_eq!(behind_tag[..1], lines, "what was said comes before what is counted");
    let counted: Vec<&str> = behind_tag[1..].iter().map(|line| line.text.as_str()).collect();
    assert_eq!(counted, ["小北：莫干山"], "an answer to the member, of those that influence counts");
    assert!(reader.evidence(MemberId(2), "region", Lang::Zh).unwrap().is_empty());
}

#[test]
fn messages_come_newest_first_with_a_word_for_pictures() {
    let village = profiled();
    let messages = village.store.view().messages(MemberId(1), 0, 2, Lang::Zh).unwrap();
    assert_eq!(messages.iter().map(|message| message.text.as_str()).collect::<Vec<_>>(), ["二群有人吗？", "[图片]"]);
}

#[test]
fn groups_show_who_is_there_and_what_waits_for_an_answer() {
    let village = profiled();
    village.sql(
        "INSERT INTO message (id, group_id, identity, time, kind, text, content, import)
             VALUES (900, 1, 21, 1709220000, 0, '晚安', 9, 1)",
    );
    let groups = village.store.view().groups(None).unwrap();
    let first = &groups[0];
    assert_eq!((first.name.as_str(), first.members, first.speakers, first.messages), ("露营一群", 3, 2, 5));
    assert_eq!((first.messages_30d, first.net_growth_30d, first.unanswered), (4, 0, 0));
    assert_eq!(first.leaders, ["阿青", "小北"]);
    assert_eq!(groups[1].unanswered, 1);
    assert_eq!(groups[1].silent_days, Some(1));
}

#[test]
fn unanswered_questions_of_a_group_are_those_of_today_not_addresses_nor_what_staff_ask() {
    let mut village = Village::peopled();
    village.sql(
        "INSERT INTO message (id, group_id, identity, time, kind, text, content, import) VALUES
             (901, 2, 12, 1709210000, 0, 'https://a.cn/b?c=1', 11, 1), (902, 1, 41, 1709210000, 0, '今天谁来？', 12, 1),
             (903, 1, 31, 1709210000, 0, '请问怎么走', 13, 1), (905, 1, 31, 1709219000, 0, '有人在吗？', 15, 1),
             (906, 1, 31, 1708900000, 0, '上周谁去了？', 16, 1), (907, 1, 31, 1709211000, 0, '几点集合？', 17, 1);
         INSERT INTO link (message, group_id, time, speaker, thread, owner) VALUES
             (901, 2, 1709210000, 12, 901, 12), (902, 1, 1709210000, 41, 902, 41), (903, 1, 1709210000, 31, 903, 31),
             (905, 1, 1709219000, 31, 905, 31), (906, 1, 1708900000, 31, 906, 31), (907, 1, 1709211000, 31, 907, 31);
         INSERT INTO message (id, group_id, identity, time, kind, text, content, import)
             VALUES (904, 1, 21, 1709220000, 0, '散了', 14, 1);",
    );
    village.build(&[], &[Person::new(1, "阿青", None), Person::new(3, "潜水员", None)]);
    let reader = village.store.view();
    let mut open: Vec<(String, u64)> =
        reader.groups(None).unwrap().into_iter().map(|group| (group.name, group.unanswered)).collect();
    open.sort();
    // Not what was asked minutes before the end of the data, nor what is a day too old.
    assert_eq!(open, [("露营一群".to_owned(), 2), ("露营二群".to_owned(), 1)]);
    let asking = reader.matters(TODAY).unwrap().into_iter().filter(|item| item.matter.key() == "question");
    let told = ["二群有人吗？", "请问怎么走", "几点集合？"];
    assert_eq!(asking.map(|item| item.words.unwrap().text).collect::<Vec<_>>(), told);
    let open = reader.open_questions().unwrap().into_iter().map(|item| item.words.unwrap().text);
    assert_eq!(open.collect::<Vec<_>>(), told);
}

#[test]
fn groups_under_a_filter_count_its_members_alone() {
    let village = profiled();
    let reader = village.store.view();
    for (expr, members, messages) in [("name:阿青", 1, 2), ("not name:阿青", 2, 2), ("name:阿青", 1, 2)] {
        let groups = reader.groups(Some(&filter(expr))).unwrap();
        let first = groups.iter().find(|group| group.name == "露营一群").unwrap();
        assert_eq!((first.members, first.messages), (members, messages), "{expr}");
    }
    assert!(reader.groups(Some(&filter("name:没有这个人"))).unwrap().is_empty());
    assert_eq!(reader.groups(None).unwrap()[0].messages, 4, "the whole is not forgotten");
}

#[test]
fn groups_share_people_who_are_no_staff() {
    let village = profiled();
    village.sql("INSERT INTO membership (group_id, identity, role) VALUES (2, 41, 'bot')");
    let overlap = village.store.view().overlap().unwrap();
    assert_eq!(overlap.len(), 1);
    assert_eq!((overlap[0].group_a.as_str(), overlap[0].group_b.as_str()), ("露营一群", "露营二群"));
    assert_eq!((overlap[0].members_a, overlap[0].members_b, overlap[0].shared), (2, 1, 1));
}

#[test]
fn groups_and_inviters_of_one_name_are_told_apart_by_number() {
    let village = profiled();
    village.sql(
        "UPDATE groups SET name = '露营一群' WHERE id = 2; UPDATE member SET name = '小北' WHERE id = 4;
         UPDATE membership SET inviter = 21 WHERE identity = 31; UPDATE membership SET inviter = 41 WHERE identity = 11;",
    );
    let view = village.store.view();
    assert_eq!((ids(view, "group=露营一群"), ids(view, "group_id:2")), (vec![1, 2, 4], vec![1]));
    assert_eq!((ids(view, "invited_by=小北"), ids(view, "邀请人编号:4")), (vec![1, 3], vec![1]));
    assert_eq!(ids(view, "inviter_id:unknown"), [4]);
    for text in ["group_id=2", "inviter_id!=4"] {
        assert_eq!(crate::query::format(&filter(text)), text);
    }
}

#[test]
fn bars_cover_everybody_and_their_filters_select_them() {
    let village = profiled();
    let reader = village.store.view();
    for field in ["influence", "level", "region", "staff", "messages", "tag", "last_seen"] {
        let distribution = reader.distribution(field, None).unwrap();
        assert_eq!(distribution.total, 4);
        for bar in &distribution.bars {
            assert_eq!(reader.count(Some(&filter(&bar.filter))).unwrap(), bar.members, "{}", bar.filter);
        }
    }
    let influence = reader.distribution("influence", None).unwrap();
    assert_eq!(influence.known, 3);
    assert_eq!(influence.bars.iter().map(|bar| bar.members).sum::<u64>(), 4);
    let table = reader.cross_table("level", "staff", None).unwrap();
    let high = table.row_values.iter().position(|bar| bar.value == "high").unwrap();
    let no = table.column_values.iter().position(|bar| bar.value == "no").unwrap();
    assert_eq!(table.cells[high][no], 1);
    assert!(reader.distribution("没有的", None).is_err());
}

#[test]
fn rankings_leave_staff_and_the_unknown_out() {
    let village = profiled();
    let (rows, total) = village.store.view().ranking(Ranking::Kol, None, 0, 10).unwrap();
    assert_eq!(rows.iter().map(|row| (row.place, row.member.id.0)).collect::<Vec<_>>(), [(1, 1), (2, 2)]);
    assert_eq!((total, rows[0].beside.len()), (2, KOL_BESIDE.len()));
    assert_eq!(village.store.view().ranking(Ranking::Churn, None, 0, 10).unwrap().1, 0);
}

#[test]
fn a_reference_finds_by_id_account_name_and_former_name() {
    let village = profiled();
    let find = |reference: &str| village.store.view().find(reference).unwrap();
    for reference in ["id:1", "1", "qq:10001", "10001", "阿青", "山里的青"] {
        assert_eq!(find(reference), [MemberId(1)], "{reference}");
    }
    assert!(find("id:77").is_empty() && find("没有").is_empty());
}

#[test]
fn overview_imports_and_vocabulary_say_what_is_there() {
    let mut village = Village::peopled();
    assert!(village.store.view().overview().unwrap().stale);
    village.build(&[], &[]);
    let overview = village.store.view().overview().unwrap();
    assert_eq!((overview.members, overview.messages, overview.groups, overview.stale), (4, 5, 2, false));
    assert_eq!(overview.communities, [(CommunityId(1), "露营".to_owned(), Some(TODAY))]);
    let imports = village.store.view().imports().unwrap();
    assert_eq!(imports[0].skips, [Skip { at: Position::Line(7), reason: "没有时间".to_owned() }]);
    let village = profiled();
    let vocabulary = village.store.view().vocabulary().unwrap();
    assert_eq!(vocabulary.imported, ["会员等级", "常去"]);
    let places = ["浙江", "浙江杭州", "杭州"].map(str::to_owned).to_vec();
    assert!(vocabulary.values.contains(&("region".to_owned(), places)), "{:?}", vocabulary.values);
    assert_eq!(Day(19_783).to_string(), "2024-03-01");
}

/// `cargo test --release --lib browsing_many -- --ignored --nocapture` says how long each takes.
#[test]
#[ignore = "a measurement"]
fn browsing_many_members_is_quick() {
    const MEMBERS: i64 = 100_000;
    let mut village = Village::empty();
    village.sql(&format!(
        "INSERT INTO community (id, name) VALUES (1, 'c'); \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MEMBERS}) \
         INSERT INTO member (id, name) SELECT i, 'm' || i FROM n;"
    ));
    let people: Vec<Person> = (1..=MEMBERS)
        .map(|id| {
            let tags: Vec<String> = (2..8).filter(|n| id % n == 0).map(|n| format!("t{n}")).collect();
            let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
            Person::new(id, "m", Some((id * 7919 % 10_007) as f64 / 100.07)).tagged(&tags)
        })
        .collect();
    let timed = |what: &str, work: &mut dyn FnMut()| {
        let start = std::time::Instant::now();
        work();
        println!("{what}: {:?}", start.elapsed());
    };
    timed("first build", &mut || village.build(&[], &people));
    timed("build without changes", &mut || village.build(&[], &people));
    let reader = village.store.view();
    let tagged = filter("tag:t2 and tag:t3 and not tag:t5");
    let names = Sort { key: "influence".to_owned(), ascending: true };
    timed("first question", &mut || assert!(reader.count(None).unwrap() > 0));
    timed("three tags", &mut || assert!(reader.count(Some(&tagged)).unwrap() > 0));
    timed("facet counts", &mut || drop(reader.tags(Some(&tagged)).unwrap()));
    timed("window at 90 %", &mut || drop(reader.members(None, &Sort::default(), 90_000, 60, &[]).unwrap()));
    timed("first sort", &mut || drop(reader.members(Some(&tagged), &names, 9_000, 60, &[]).unwrap()));
    timed("same sort again", &mut || drop(reader.members(Some(&tagged), &names, 3_000, 60, &[]).unwrap()));
    timed("number", &mut || assert!(reader.count(Some(&filter("influence>=60"))).unwrap() > 0));
    timed("another number", &mut || assert!(reader.count(Some(&filter("influence>=70"))).unwrap() > 0));
    timed("word", &mut || assert!(reader.count(Some(&filter("m99"))).unwrap() > 0));
    assert_eq!(reader.count(None).unwrap(), MEMBERS as u64);
}
