//! Lists and tag rules agree: what a filter selects from SQL and bitmaps is what
//! [`matches()`] says of each member from the facts a build holds in memory.

use std::borrow::Cow;

use proptest::prelude::*;

use super::village::{Person, TODAY, Village, declared};
use crate::model::attribute::Value;
use crate::model::state::DayAction;
use crate::model::view::StaffMark;
use crate::model::{Day, Timestamp};
use crate::query::{Comparison, Did, Expr, Fact, Facts, Field, Operand, Side, Window, fold, matches};

/// A member as a build knows them.
struct InMemory<'a> {
    person: &'a Person,
    former: &'a str,
    said: &'a [(i32, &'static str)],
    contacted: Option<i32>,
    quiet: bool,
    is_in_campaign: bool,
}

fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Fact<'a> {
    Fact::Words(words.into_iter().map(Cow::Borrowed).collect())
}

fn or_unknown<'a, T>(value: Option<T>, fact: impl FnOnce(T) -> Fact<'a>) -> Fact<'a> {
    value.map_or(Fact::Unknown, fact)
}

fn in_window(day: Day, window: Option<Window>) -> bool {
    day < TODAY && window.is_none_or(|window| day >= TODAY - window.days as i32)
}

impl Facts for InMemory<'_> {
    fn as_of(&self) -> Day {
        TODAY
    }

    fn fact(&self, field: &Field) -> Fact<'_> {
        let standing = &self.person.standing;
        let key = match field {
            Field::Imported(title) => title.as_str(),
            Field::Known(key) => key,
        };
        match key {
            "name" => words([standing.name.as_str(), self.former]),
            "id" => words([standing.platform_id.as_str()]),
            "tag" => words(self.person.tags.iter().map(String::as_str)),
            "staff" => match standing.staff {
                StaffMark::None => words(["no"]),
                StaffMark::Staff => words(["yes", "staff"]),
                StaffMark::Bot => words(["yes", "bot"]),
            },
            "messages" => Fact::Number(f64::from(standing.messages)),
            "activity" => or_unknown(standing.scores.activity, Fact::Number),
            "level" => or_unknown(standing.level.as_deref(), |level| words([level])),
            "joined" => or_unknown(standing.joined, Fact::Day),
            "last_seen" => {
                or_unknown(standing.last_seen, |time| Fact::Day(Day((time.0 + 28_800).div_euclid(86_400) as i32)))
            }
            "contacted" => or_unknown(self.contacted, |ago| Fact::Day(TODAY - ago)),
            "campaign" => words(self.is_in_campaign.then_some("Camp")),
            "do_not_disturb" => words([if self.quiet { "yes" } else { "no" }]),
            _ => match self.person.attributes.iter().find(|attribute| attribute.key == key).map(|known| &known.value) {
                None => Fact::Unknown,
                Some(Value::Number(number)) => Fact::Number(*number),
                Some(value) => Fact::Words(value.words().into_iter().map(Cow::Owned).collect()),
            },
        }
    }

    fn confidence(&self, field: &Field) -> Option<f64> {
        let key = match field {
            Field::Imported(title) => title.as_str(),
            Field::Known(key) => key,
        };
        let known = self.person.attributes.iter().find(|attribute| attribute.key == key);
        known.map(|attribute| f64::from(attribute.confidence))
    }

    fn count(&self, did: &Did) -> i64 {
        let standing = &self.person.standing;
        let days = if did.side == Side::Did { &standing.done } else { &standing.received };
        let counted = days.iter().filter(|day| day.action == did.action && in_window(day.day, did.window));
        counted.map(|day| day.count).sum()
    }

    fn said(&self, words: &str, window: Option<Window>) -> bool {
        let words = fold(words);
        self.said.iter().any(|(ago, text)| in_window(TODAY - *ago, window) && fold(text).contains(&words))
    }
}

const NAMES: [&str; 4] = ["阿青", "Momo", "100%_手", "青 山"];
const TAGS: [&str; 3] = ["KOL", "新成员", "Vip"];
const LEVELS: [&str; 3] = ["core", "high", "rare"];
const TEXTS: [&str; 3] = ["周末去露营", "ＢＵＧ in Camp", "好"];
const CELLS: [&str; 4] = ["金卡", "银卡", "12", "3.5"];

#[derive(Debug, Clone)]
struct Member {
    person: Person,
    former: &'static str,
    said: Vec<(i32, &'static str)>,
    contacted: Option<i32>,
    quiet: bool,
    is_in_campaign: bool,
}

fn days() -> impl Strategy<Value = Vec<DayAction>> {
    let action = prop::sample::select(vec!["message", "reply", "like"]);
    let day = (0..40_i32, action, 0..4_i64).prop_map(|(ago, action, count)| DayAction {
        day: TODAY - ago,
        action: action.to_owned(),
        count,
    });
    prop::collection::vec(day, 0..4)
}

fn member() -> impl Strategy<Value = Member> {
    let names = (prop::sample::select(&NAMES[..]), prop::sample::select(&NAMES[..]));
    let list = (prop::option::of(0..5_u8), prop::option::of(prop::sample::select(&LEVELS[..])), 0..5_u32, 0..3_u8);
    let times = (prop::option::of(0..40_i32), prop::option::of(0..40_i64));
    let places = prop::sample::select(vec![("浙江", Some("杭州")), ("浙江", None), ("江苏", Some("南京"))]);
    let attributes = (
        prop::option::of(places),
        prop::option::of(prop::sample::subsequence(vec!["露营", "Camp", "钓鱼"], 1..3)),
        prop::option::of(0..4_u8),
        prop::option::of(prop::sample::subsequence(&CELLS[..], 1..3)),
    );
    let tags = prop::sample::subsequence(&TAGS[..], 0..3);
    let said = prop::collection::vec((0..40_i32, prop::sample::select(&TEXTS[..])), 0..3);
    let contact = (prop::option::of(0..40_i32), any::<bool>(), any::<bool>());
    (names, list, times, attributes, tags, (days(), days()), (said, contact)).prop_map(
        |(
            (name, former),
            (activity, level, messages, staff),
            (joined, seen),
            known,
            tags,
            (done, received),
            (said, (contacted, quiet, is_in_campaign)),
        )| {
            let mut person = Person::new(1, name, None);
            let standing = &mut person.standing;
            standing.scores.activity = activity.map(|score| f64::from(score) * 20.0);
            standing.level = level.map(str::to_owned);
            standing.messages = messages;
            standing.staff = [StaffMark::None, StaffMark::Staff, StaffMark::Bot][usize::from(staff)];
            standing.joined = joined.map(|ago| TODAY - ago);
            standing.last_seen = seen.map(|ago| Timestamp(i64::from(TODAY.0) * 86_400 - ago * 86_400 - 1));
            (standing.done, standing.received) = (done, received);
            let weighted =
                |words: Vec<&str>| Value::Words(words.into_iter().map(|word| (word.to_owned(), 1.0)).collect());
            let (place, topics, streak, cells) = known;
            let place = place
                .map(|(province, city)| Value::Place { province: province.to_owned(), city: city.map(str::to_owned) });
            person.attributes.extend(place.map(|value| declared("region", value)));
            person.attributes.extend(topics.map(|value| declared("topics", weighted(value))));
            person.attributes.extend(streak.map(|days| declared("streak", Value::Number(f64::from(days)))));
            person.attributes.extend(cells.map(|value| declared("会员等级", weighted(value))));
            person.tags = tags.into_iter().map(str::to_owned).collect();
            Member { person, former, said, contacted, quiet, is_in_campaign }
        },
    )
}

fn comparison() -> impl Strategy<Value = Comparison> {
    use Comparison::{AtLeast, AtMost, Differs, Equal, Has, Less, More};
    prop::sample::select(vec![Has, Equal, Differs, Less, AtMost, More, AtLeast])
}

fn field() -> impl Strategy<Value = Field> {
    let known = [
        "name",
        "id",
        "tag",
        "staff",
        "messages",
        "activity",
        "level",
        "joined",
        "last_seen",
        "contacted",
        "do_not_disturb",
        "campaign",
        "region",
        "topics",
        "streak",
    ];
    prop_oneof![
        5 => prop::sample::select(known.to_vec()).prop_map(Field::Known),
        1 => Just(Field::Imported("会员等级".to_owned())),
    ]
}

fn word() -> impl Strategy<Value = String> {
    let words = [
        "青",
        "阿青",
        "momo",
        "%",
        "_",
        "100",
        "wx",
        "wx2",
        "kol",
        "新成员",
        "VIP",
        "core",
        "high",
        "浙江",
        "杭州",
        "江",
        "yes",
        "bot",
        "no",
        "露营",
        "camp",
        "金卡",
        "12",
        "yes",
        "bug",
    ];
    prop::sample::select(words.to_vec()).prop_map(str::to_owned)
}

fn operand() -> impl Strategy<Value = Operand> {
    let one = prop_oneof![
        word().prop_map(Operand::Word),
        (0..6_u8).prop_map(|number| Operand::Number(f64::from(number) * 10.0)),
        (0..4_u8).prop_map(|number| Operand::Number(f64::from(number))),
        (0..3_u8, 0..60_u8).prop_map(|(low, high)| Operand::Range(f64::from(low), f64::from(high))),
        (0..40_u32).prop_map(Operand::Ago),
        (0..40_i32).prop_map(|ago| Operand::Date(TODAY - ago)),
        (0..40_i32, 0..40_i32).prop_map(|(from, to)| Operand::Dates(TODAY - from, TODAY - to)),
    ];
    prop_oneof![4 => one.clone(), 1 => prop::collection::vec(one, 1..3).prop_map(Operand::Any)]
}

fn expr() -> impl Strategy<Value = Expr> {
    let window = || prop::option::of((0..40_u32).prop_map(|days| Window { days }));
    let side = prop::sample::select(vec![Side::Did, Side::Got]);
    let action = prop::sample::select(vec!["message", "reply", "view"]);
    let did =
        (side, action, window()).prop_map(|(side, action, window)| Did { side, action: action.to_owned(), window });
    let leaf = prop_oneof![
        8 => (field(), comparison(), operand()).prop_map(|(field, comparison, operand)| Expr::Compare(field, comparison, operand)),
        1 => field().prop_map(Expr::Unknown),
        1 => (field(), comparison()).prop_map(|(field, comparison)| Expr::Confidence(field, comparison, 0.5)),
        2 => (did, comparison(), 0..4_i64).prop_map(|(did, comparison, count)| Expr::Did(did, comparison, count)),
        1 => (word(), window()).prop_map(|(word, window)| Expr::Said(word, window)),
        1 => word().prop_map(Expr::Word),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::And),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Expr::Or),
            inner.prop_map(|inner| Expr::Not(Box::new(inner))),
        ]
    })
}

/// Puts the members into a store, as an import and a build would.
fn settle(members: &mut [Member]) -> Village {
    let mut village = Village::empty();
    village.sql(
        "INSERT INTO community (id, name) VALUES (1, 'c'); INSERT INTO groups (id, community, platform, name, kind) \
         VALUES (1, 1, 'wechat', 'g', 0); INSERT INTO import (id, time, path, hash, format, encoding, community, zone) \
         VALUES (1, 0, '', x'00', '', '', 1, ''); \
         INSERT INTO campaign (id, name, imported) VALUES (1, 'Camp', 0), (2, 'bug', 0);",
    );
    for (id, member) in (1..).zip(members.iter_mut()) {
        let standing = &mut member.person.standing;
        standing.member = crate::model::MemberId(id);
        standing.platform_id = format!("wx{id}");
        let conn = village.conn();
        conn.execute("INSERT INTO member (id, name) VALUES (?1, ?2)", (id, &standing.name)).unwrap();
        conn.execute(
            "INSERT INTO identity (id, member, platform, native) VALUES (?1, ?1, 'wechat', ?2)",
            (id, &standing.platform_id),
        )
        .unwrap();
        conn.execute(
            "INSERT INTO name (identity, kind, value, folded) VALUES (?1, 'nickname', ?2, ?2)",
            (id, member.former),
        )
        .unwrap();
        conn.execute(
            "INSERT INTO followup (identity, status, owner, contacted, quiet, changed) VALUES (?1, 'none', '', ?2, ?3, 0)",
            (id, member.contacted.map(|ago| (TODAY - ago).0), member.quiet),
        )
        .unwrap();
        // Held out of the one, contacted in the other or not.
        for (campaign, held_out) in std::iter::once((2, true)).chain(member.is_in_campaign.then_some((1, false))) {
            conn.execute(
                "INSERT INTO outcome (campaign, identity, held_out) VALUES (?1, ?2, ?3)",
                (campaign, id, held_out),
            )
            .unwrap();
        }
        for (ago, text) in &member.said {
            let time = i64::from((TODAY - *ago).0) * 86_400;
            conn.execute(
                "INSERT INTO message (group_id, identity, time, kind, text, content, import) VALUES (1, ?1, ?2, 0, ?3, 0, 1)",
                (id, time, text),
            )
            .unwrap();
        }
    }
    let people: Vec<Person> = members.iter().map(|member| member.person.clone()).collect();
    village.build(&[], &people);
    village
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lists_select_whom_rules_select(
        mut members in prop::collection::vec(member(), 1..7),
        exprs in prop::collection::vec(expr(), 24),
    ) {
        let village = settle(&mut members);
        let reader = village.store.view();
        for expr in &exprs {
            let mut listed: Vec<i64> = reader.member_ids(Some(expr)).unwrap().iter().map(|id| id.0).collect();
            listed.sort_unstable();
            let ruled: Vec<i64> = (1..).zip(&members).filter(|(_, member)| {
                matches(expr, &InMemory {
                    person: &member.person, former: member.former, said: &member.said,
                    contacted: member.contacted, quiet: member.quiet, is_in_campaign: member.is_in_campaign,
                })
            }).map(|(id, _)| id).collect();
            prop_assert_eq!(listed, ruled, "{:?}", expr);
        }
    }
}
