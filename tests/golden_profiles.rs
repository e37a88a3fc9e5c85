//! Hand-made members: what must be known of them, what must stay unknown, and which row proves it.

use qunxiang::config::scheme::{Scheme, Topic};
use qunxiang::mining::baseline::Gather;
use qunxiang::mining::{Lines, derive};
use qunxiang::model::attribute::spec;
use qunxiang::model::record::{Action, Meaning, MessageKind, NameKind, Role};
use qunxiang::model::row::{
    AnswerRow, EventRow, FieldRow, LinkKind, MembershipRow, MessageRow, NameRow, OrderRow, ReceivedRow, Row,
};
use qunxiang::model::signal::Period;
use qunxiang::model::state::MemberState;
use qunxiang::model::view::StaffMark;
use qunxiang::model::{
    Attribute, Calendar, CommunityId, Day, EvidenceKind, GroupId, MemberId, Money, Provenance, Timestamp, Value,
};
use qunxiang::profile::facts::{Circumstances, ProfileFacts};
use qunxiang::profile::reading::{Disclosed, Reader, Reading, Topics};
use qunxiang::profile::{Context, Fold, Page, signals, tags};
use qunxiang::query::{matches, parse};
use qunxiang::text::inner::told as told_of;

const US: CommunityId = CommunityId(1);
const AS_OF: Day = Day(20_000);
const SELF: MemberId = MemberId(1);

/// Understands the few sentences these tests speak.
struct Phrasebook;

impl Reader for Phrasebook {
    fn message(&self, text: &str, kind: MessageKind) -> Reading {
        let told = |words: &str, attribute, value: &str, precision| {
            let said = kind.is_own_words() && text.contains(words);
            said.then(|| Disclosed { attribute, value: value.to_owned(), precision })
        };
        let polarity = match text {
            _ if text.contains("喜欢") => Some(0.8),
            _ if text.contains("差劲") => Some(-0.9),
            _ => None,
        };
        let mark = |words: &str, key| text.contains(words).then_some(key);
        let inner = told_of(text);
        Reading {
            says_something: text != "收到",
            polarity,
            marks: [mark("吗", "question"), mark("差劲", "complaint")].into_iter().flatten().collect(),
            disclosed: [
                told("坐标杭州", "region", "浙江/杭州", 0.94),
                told("我在苏州", "region", "江苏/苏州", 0.64),
                told("我老公", "gender", "female", 0.96),
                told("我28了", "age_band", "28", 0.95),
            ]
            .into_iter()
            .flatten()
            .collect(),
            inner: inner.classes,
            asked_for: inner.thing,
        }
    }

    fn called(&self, text: &str, _: &[String]) -> Option<&'static str> {
        text.starts_with("姐").then_some("female")
    }

    fn words(&self, text: &str, each: &mut dyn FnMut(&str)) {
        text.split_whitespace().for_each(each);
    }
    fn name(&self, name: &str) -> Vec<Disclosed> {
        let card = name.strip_prefix("杭州-设计师-").is_some();
        let told = |attribute, value: &str| Disclosed { attribute, value: value.to_owned(), precision: 0.85 };
        if card { vec![told("region", "浙江/杭州"), told("occupation", "设计师")] } else { Vec::new() }
    }
    fn cell(&self, meaning: Meaning, value: &str) -> Vec<Disclosed> {
        let told =
            |attribute, value: &str, precision| vec![Disclosed { attribute, value: value.to_owned(), precision }];
        match (meaning, value) {
            (Meaning::Gender, "女") => told("gender", "female", 0.98),
            (Meaning::Gender, "男") => told("gender", "male", 0.95),
            (Meaning::Region, province) => told("region", province, 0.95),
            (Meaning::Birthday, year) => told("age_band", &format!("={year}"), 0.97),
            _ => Vec::new(),
        }
    }
}

fn at(day: i32, hour: i64) -> Timestamp {
    Timestamp(i64::from(day) * 86_400 + hour * 3600 - 8 * 3600)
}

fn said(id: i64, day: i32, text: &str) -> MessageRow {
    MessageRow {
        id,
        group: GroupId(1),
        community: US,
        time: at(day, 10),
        kind: MessageKind::Text,
        text: Some(text.to_owned()),
        thread: id,
        thread_owner: SELF,
        target: None,
        delay: None,
        thread_joined: false,
    }
}

fn done(action: Action, day: i32, count: i64, received: bool) -> Row {
    Row::Event(EventRow {
        id: 900,
        group: None,
        community: US,
        time: at(day, 12),
        action,
        received,
        other: Some(MemberId(2)),
        count,
        amount: None,
        thread: None,
        system: false,
    })
}

fn cell(id: i64, meaning: Meaning, value: &str) -> Row {
    let header = format!("{meaning:?}");
    Row::Field(FieldRow { id, community: US, header, meaning, value: value.to_owned(), time: Some(at(19_900, 0)) })
}

fn answer(response: i64, meaning: Meaning, option: &str) -> Row {
    let question = format!("您的{meaning:?}");
    let options = vec![option.to_owned()];
    Row::Answer(AnswerRow { response, community: US, time: at(19_950, 0), question, meaning, options })
}

fn order(id: i64, day: i32, yuan: f64, off: f64) -> Row {
    let (revenue, discount) = (Money::from_major(yuan), Money::from_major(off));
    Row::Order(OrderRow {
        id,
        community: US,
        paid: at(day, 20),
        revenue,
        discount,
        items: "帐篷".into(),
        units: 0,
        categories: Vec::new(),
    })
}

fn state(rows: &[Row]) -> MemberState {
    let calendar = Calendar::shanghai();
    let words = ["露营", "帐篷"].map(str::to_owned).to_vec();
    let topics = Topics::new(&[Topic { name: "户外".to_owned(), words, sensitive: false }]);
    let context = Context { calendar: &calendar, reader: &Phrasebook, topics: &topics, previous_speaker: true };
    let mut fold = Fold::new(&context, SELF);
    rows.iter().for_each(|row| fold.row(row));
    let mut states = fold.finish();
    assert_eq!(states.len(), 1, "one community");
    states.remove(0).1
}

/// The attributes of the first of these members, beside the others.
fn page(members: &[MemberState]) -> Vec<Attribute> {
    page_by(&Scheme::builtin(), members)
}

fn page_by(scheme: &Scheme, members: &[MemberState]) -> Vec<Attribute> {
    let period = Period { first: Day(19_000), as_of: AS_OF };
    let mut gather = Gather::default();
    for state in members {
        gather.member(state, &signals(state, period));
    }
    let baseline = gather.finish(&Lines::default());
    let signals = signals(&members[0], period);
    let derived = derive(&signals, &baseline, true, &Lines::default());
    Page::new(&baseline, scheme, period).attributes(&members[0], &signals, &derived)
}

fn profile(rows: &[Row]) -> Vec<Attribute> {
    page(&[state(rows)])
}

fn known<'a>(attributes: &'a [Attribute], key: &str) -> &'a Attribute {
    attributes.iter().find(|attribute| attribute.key == key).unwrap_or_else(|| panic!("{key} should be known"))
}

fn unknown(attributes: &[Attribute], keys: &[&str]) {
    for key in keys {
        assert!(spec(key).is_some(), "{key} is an attribute");
        let found = attributes.iter().find(|attribute| attribute.key == *key);
        assert!(found.is_none(), "{key} should be unknown, is {found:?}");
    }
}

fn code(word: &str) -> Value {
    Value::Code(word.to_owned())
}

fn place(province: &str, city: &str) -> Value {
    Value::Place { province: province.to_owned(), city: Some(city.to_owned()) }
}

#[test]
fn of_a_lurker_only_the_silence_is_known() {
    let lurker = Row::Membership(MembershipRow {
        group: GroupId(1),
        community: US,
        role: Role::Member,
        joined: Some(at(19_900, 9)),
        left: None,
        inviter: None,
    });
    let found = profile(&[lurker]);
    assert_eq!(known(&found, "stage").value, code("lurker"));
    assert_eq!(known(&found, "level").value, code("silent"));
    assert_eq!(known(&found, "activity").value, Value::Number(0.0));
    let keys: Vec<&str> = found.iter().map(|attribute| attribute.key.as_str()).collect();
    assert_eq!(keys, ["activity", "level", "active_days", "stage"], "nothing else is known of a lurker");
}

#[test]
fn a_roster_cell_proves_gender_and_a_survey_that_differs_stays_as_a_conflict() {
    let found = profile(&[cell(7, Meaning::Gender, "女"), answer(5, Meaning::Gender, "男")]);
    let gender = known(&found, "gender");
    assert_eq!((&gender.value, gender.provenance), (&code("female"), Provenance::Declared));
    let alone = profile(&[cell(7, Meaning::Gender, "女")]);
    assert!(gender.confidence < known(&alone, "gender").confidence, "who is contradicted is less sure");
    assert_eq!((gender.evidence[0].kind, gender.evidence[0].row), (EvidenceKind::Field, 7));
    assert!(gender.evidence.iter().any(|row| row.against && row.kind == EvidenceKind::Answer && row.row == 5));
    assert_eq!(gender.conflicts.len(), 1);
    assert_eq!((&gender.conflicts[0].value, gender.conflicts[0].provenance), (&code("male"), Provenance::Surveyed));
}

#[test]
fn own_words_against_a_survey_are_both_shown() {
    let found = profile(&[answer(5, Meaning::Region, "江苏"), Row::Message(said(11, 19_990, "坐标杭州"))]);
    let region = known(&found, "region");
    assert_eq!(region.value, place("浙江", "杭州"));
    assert_eq!(region.conflicts[0].value, Value::Place { province: "江苏".into(), city: None });
}

#[test]
fn a_card_and_a_province_agree_on_the_city() {
    let card =
        Row::Name(NameRow { id: 3, kind: NameKind::Card, name: "杭州-设计师-小王".into(), last_seen: None });
    let found = profile(&[card, cell(8, Meaning::Region, "浙江")]);
    let region = known(&found, "region");
    assert_eq!((&region.value, region.n), (&place("浙江", "杭州"), 2));
    assert!(region.conflicts.is_empty() && region.confidence > 0.95);
    assert_eq!(known(&found, "occupation").evidence[0].kind, EvidenceKind::Name);
}

#[test]
fn a_weak_sentence_alone_leaves_the_region_unknown() {
    let weak = Row::Message(said(1, 19_990, "我在苏州"));
    unknown(&profile(std::slice::from_ref(&weak)), &["region"]);
    let twice = profile(&[weak, Row::Message(said(2, 19_991, "我在苏州 呢"))]);
    assert_eq!(known(&twice, "region").value, place("江苏", "苏州"));
}

#[test]
fn what_is_forwarded_is_not_the_members_word() {
    let forwarded = MessageRow { kind: MessageKind::Forward, ..said(1, 19_990, "我老公 坐标杭州 喜欢") };
    let found = profile(&[Row::Message(forwarded)]);
    unknown(&found, &["gender", "region", "keywords", "sentiment"]);
}

#[test]
fn ages_grow_with_the_as_of_day() {
    // 20 000 days after 1970 is 2024-10-04.
    let old = MessageRow { time: at(20_000 - 4 * 366, 0), ..said(1, 0, "我28了") };
    assert_eq!(known(&profile(&[Row::Message(old)]), "age_band").value, code("31_40"));
    assert_eq!(known(&profile(&[cell(1, Meaning::Birthday, "1999")]), "age_band").value, code("25_30"));
    unknown(&profile(&[cell(1, Meaning::Birthday, "1700")]), &["age_band"]);
}

#[test]
fn levels_follow_the_members_own_days_against_fixed_lines() {
    let every = |step: usize, n: usize| -> Vec<Row> {
        (0..n).map(|k| Row::Message(said(k as i64, 19_999 - (k * step) as i32, "早 安"))).collect()
    };
    for (rows, level) in [
        (every(1, 60), "core"),
        (every(3, 40), "high"),
        (every(10, 6), "medium"),
        (every(20, 3), "light"),
        (every(1, 1), "rare"),
        (vec![Row::Message(said(1, 19_900, "早"))], "silent"),
    ] {
        let rows: Vec<Row> = rows.into_iter().rev().collect();
        let found = profile(&rows);
        assert_eq!(known(&found, "level").value, code(level), "a30 {:?}", known(&found, "level").parts);
    }
}

#[test]
fn sentiment_needs_five_opinions_and_shows_its_interval_and_extremes() {
    let likes =
        |n: i64| -> Vec<Row> { (0..n).map(|k| Row::Message(said(k, 19_980, &format!("喜欢 {k}")))).collect() };
    unknown(&profile(&likes(4)), &["sentiment", "sentiment_30d", "sentiment_trend"]);
    let mut rows = likes(5);
    rows.push(Row::Message(said(77, 19_985, "差劲 透了")));
    let found = profile(&rows);
    let sentiment = known(&found, "sentiment");
    let mean = (5.0 * 0.8 - 0.9) / 6.0;
    assert!((sentiment.value.number().unwrap() - mean).abs() < 1e-6);
    assert!(sentiment.parts[0].raw < mean && mean < sentiment.parts[1].raw);
    assert!(sentiment.evidence.iter().any(|row| row.row == 77 && row.against));
    assert_eq!(known(&found, "complaint_recency").value, Value::Number(15.0));
    assert_eq!(known(&found, "complaints").evidence[0].row, 77);
}

#[test]
fn acknowledgements_and_repeats_say_nothing() {
    let mut rows: Vec<Row> = (0..6).map(|k| Row::Message(said(k, 19_990, "收到"))).collect();
    rows.extend((6..8).map(|k| Row::Message(said(k, 19_990, "明天 去 露营 吗"))));
    let state = state(&rows);
    assert_eq!((state.messages, state.own_words, state.substantive), (8, 8, 1));
    assert_eq!(state.topics, [("户外".to_owned(), 1)]);
    let found = page(&[state]);
    assert_eq!(known(&found, "substance").value, Value::Number(0.125));
    assert_eq!(known(&found, "question_share").value, Value::Number(0.25));
}

#[test]
fn keywords_are_what_this_member_says_more_than_others() {
    let speak = |words: &str, n: i64| -> Vec<Row> {
        (0..n).map(|k| Row::Message(said(k, 19_990, &format!("{words} 大家 {k}号")))).collect()
    };
    let others: Vec<MemberState> = (0..20).map(|_| state(&speak("吃饭", 20))).collect();
    let mut members = vec![state(&speak("露营", 20))];
    members.extend(others);
    let found = page(&members);
    let Value::Words(words) = &known(&found, "keywords").value else { panic!("words") };
    assert_eq!(words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(), ["露营"], "everybody says 大家");
    assert_eq!(known(&found, "topics").value, Value::Words(vec![("户外".to_owned(), 1.0)]));
}

#[test]
fn orders_make_consumption_and_without_them_all_of_it_is_unknown() {
    let talk = state(&[Row::Message(said(1, 19_990, "你好"))]);
    let keys = ["consumption", "spending_level", "orders", "amount", "order_recency", "quadrant", "discount_share"];
    unknown(&page(std::slice::from_ref(&talk)), &keys);

    let buyer = state(&[order(1, 19_900, 80.0, 20.0), order(2, 19_930, 90.0, 10.0), order(3, 19_990, 100.0, 0.0)]);
    let found = page(&[buyer.clone(), talk.clone()]);
    assert_eq!(known(&found, "orders").value, Value::Number(3.0));
    assert_eq!(known(&found, "amount").value, Value::Number(270.0));
    assert_eq!(known(&found, "order_recency").value, Value::Number(10.0));
    assert_eq!(known(&found, "repurchase_days").value, Value::Number(45.0));
    assert_eq!(known(&found, "discount_share").value, Value::Number(0.1));
    assert_eq!(known(&found, "orders").evidence[0].row, 3, "the latest order first");
    unknown(&found, &["spending_level"]);

    let found = page(&[talk, buyer]);
    assert_eq!(known(&found, "orders").value, Value::Number(0.0), "absence is a fact where others bought");
    assert_eq!(known(&found, "spending_level").value, code("none"));
    unknown(&found, &["consumption", "order_recency"]);
}

#[test]
fn replies_make_contacts_and_merely_speaking_next_does_not() {
    let reply = |id, kind, delay| MessageRow {
        target: Some((MemberId(2), kind)),
        thread_owner: MemberId(2),
        thread: 5,
        delay: Some(delay),
        ..said(id, 19_990, &format!("回答 {id}"))
    };
    let got = |kind| ReceivedRow { community: US, time: at(19_991, 9), from: MemberId(3), kind, delay: Some(60) };
    let state = state(&[
        Row::Message(reply(1, LinkKind::Quote, 120)),
        Row::Message(reply(2, LinkKind::Previous, 5)),
        Row::Received(got(LinkKind::Mention)),
        Row::Received(got(LinkKind::Previous)),
    ]);
    assert_eq!((state.replies_sent, state.mentions_received), (1, 1));
    let peers: Vec<_> = state.peers.iter().map(|peer| (peer.member.0, peer.sent, peer.received, peer.helped)).collect();
    assert_eq!(peers, [(2, 1, 0, true), (3, 0, 1, false)]);
    let found = page(&[state]);
    assert_eq!(known(&found, "replies_received").value, Value::Number(1.0));
    assert_eq!(known(&found, "repliers").value, Value::Number(1.0));
    unknown(&found, &["response_time", "reaction_time"]);
}

#[test]
fn counts_that_are_taken_back_never_fall_below_nothing() {
    let likes = [done(Action::Like, 19_990, 2, true), done(Action::Like, 19_991, -5, true)];
    let state = state(&likes);
    assert_eq!(state.likes_received, 0);
    assert_eq!(state.received.len(), 1, "the day that was given stands");
    assert!(state.days.is_empty(), "what others gave is no act of the member");
}

#[test]
fn what_the_platform_wrote_is_no_activity() {
    let Row::Event(joined) = done(Action::Join, 19_980, 1, false) else { unreachable!() };
    let joined_state = state(&[Row::Event(EventRow { system: true, ..joined.clone() })]);
    assert_eq!((joined_state.joined, joined_state.days.len()), (Some(Day(19_980)), 0));
    let left = state(&[Row::Event(joined), done(Action::Leave, 19_985, 1, false)]);
    assert_eq!(left.left, Some(Day(19_985)));
    assert_eq!(known(&page(&[left]), "stage").value, code("left"));
}

#[test]
fn words_are_bounded_and_equal_counts_go_by_the_word() {
    let rows: Vec<Row> =
        (0..300).map(|k| Row::Message(said(k, 19_700 + k as i32, &format!("词{:03} 常说 {k}号", k % 150)))).collect();
    let words = state(&rows).words;
    assert_eq!(words.len(), 120);
    assert_eq!(words[0], ("常说".to_owned(), 300));
    assert_eq!((words[1].0.as_str(), words[119].0.as_str()), ("词000", "词118"));
}

#[test]
fn every_number_behind_an_attribute_has_a_name_in_both_languages() {
    use qunxiang::lang::profile::PARTS;
    let mut rows = vec![order(1, 19_900, 80.0, 20.0), order(2, 19_930, 90.0, 10.0), order(3, 19_990, 100.0, 0.0)];
    for k in 0..60_i64 {
        let text = if k % 2 == 0 { format!("喜欢 露营 {k}") } else { format!("差劲 露营 {k}") };
        rows.push(Row::Message(said(k, 19_940 + k as i32, &text)));
    }
    let kind = LinkKind::Mention;
    rows.push(Row::Received(ReceivedRow { community: US, time: at(19_991, 9), from: MemberId(3), kind, delay: None }));
    let members: Vec<MemberState> = (0..12).map(|_| state(&rows)).collect();
    let found = page(&members);
    for key in ["quadrant", "churn_risk", "sentiment_trend", "beyond_activity", "stage", "spending_level"] {
        known(&found, key);
    }
    for attribute in found.iter().filter(|attribute| !["keywords", "topics"].contains(&attribute.key.as_str())) {
        for part in &attribute.parts {
            assert!(PARTS.iter().any(|(key, _)| *key == part.key), "{} of {}", part.key, attribute.key);
        }
    }
}

/// The tags of a member, with what a list knows of them.
fn tagged(state: &MemberState, who: &Circumstances) -> Vec<String> {
    let attributes = page(std::slice::from_ref(state));
    tags::assign(&Scheme::builtin(), &mut facts(state, &attributes, who))
}

fn facts<'a>(state: &'a MemberState, attributes: &'a [Attribute], who: &'a Circumstances) -> ProfileFacts<'a> {
    static CALENDAR: std::sync::LazyLock<Calendar> = std::sync::LazyLock::new(Calendar::shanghai);
    let tags = who.tags.clone();
    ProfileFacts { as_of: AS_OF, calendar: &CALENDAR, state, attributes, circumstances: who, tags, said: &|_, _| false }
}

#[test]
fn rules_give_tags_and_staff_get_none_of_the_rankings() {
    let membership = |joined| {
        Row::Membership(MembershipRow {
            group: GroupId(1),
            community: US,
            role: Role::Admin,
            joined: Some(at(joined, 9)),
            left: None,
            inviter: None,
        })
    };
    let who = Circumstances { role: Some(Role::Admin), ..Circumstances::default() };
    assert_eq!(tagged(&state(&[membership(19_800)]), &who), ["从未发言", "长期潜水", "管理员"]);
    assert_eq!(tagged(&state(&[membership(19_990)]), &who), ["从未发言", "新成员", "管理员"]);

    let asks: Vec<Row> =
        (0..12).map(|k| Row::Message(said(k, 19_980 + k as i32, &format!("这个 好用 吗 {k}")))).collect();
    let asker = state(&asks);
    assert!(tagged(&asker, &Circumstances::default()).contains(&"常提问".to_owned()));
    let staff = Circumstances { staff: Some(StaffMark::Staff), ..Circumstances::default() };
    assert!(!tagged(&asker, &staff).contains(&"常提问".to_owned()));
}

#[test]
fn filters_read_a_member_as_the_list_does() {
    let rows = [
        cell(1, Meaning::Other, "金卡"),
        answer(2, Meaning::Region, "浙江"),
        order(3, 19_980, 50.0, 0.0),
        Row::Message(said(4, 19_970, "你好")),
    ];
    let state = state(&rows);
    let attributes = page(std::slice::from_ref(&state));
    let who = Circumstances { names: vec!["小王".into()], ids: vec!["wxid_1".into()], ..Circumstances::default() };
    let facts = facts(&state, &attributes, &who);
    for (filter, holds) in [
        ("region:浙江", true),
        ("gender:unknown", true),
        ("gender!=male", false),
        ("silent>=30d", true),
        ("last_seen<30d", false),
        ("did(order,20d)=1", true),
        ("did(order,19d)=0", true),
        ("did(message,90d)>=1", true),
        ("got(like,90d)=0", true),
        ("orders>=1 and amount=50", true),
        ("confidence(region)>=0.9", true),
        ("小王", true),
        ("Other:金卡", true),
    ] {
        let vocabulary = qunxiang::model::view::Vocabulary { imported: vec!["Other".into()], ..Default::default() };
        let expr = parse(filter, &vocabulary).unwrap_or_else(|error| panic!("{filter}: {error:?}"));
        assert_eq!(matches(&expr, &facts), holds, "{filter}");
    }
}

/// A member who says each of these, one a day, and ten others who talk of the weather.
fn among_others(texts: &[String]) -> Vec<Attribute> {
    let speak = |text: &dyn Fn(i32) -> String, days: i32| -> MemberState {
        state(&(0..days).map(|k| Row::Message(said(i64::from(k), 19_950 + k, &text(k)))).collect::<Vec<_>>())
    };
    let mut members = vec![speak(&|k| texts[k as usize].clone(), texts.len() as i32)];
    members.extend((0..10).map(|_| speak(&|k| format!("今天 {k} 度"), 20)));
    page(&members)
}

fn each(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn needs_stand_with_what_is_asked_for_and_the_latest_message_first() {
    let asks = each(&["求推荐推车", "明天 上班", "求推荐一款睡袋，谢谢", "求推荐推车啊", "求推荐一个营地", "求推荐！"]);
    let found = among_others(&asks);
    let needs = known(&found, "needs");
    assert_eq!(needs.value, Value::Words(vec![("recommendation".to_owned(), 5.0 / 6.0)]));
    assert_eq!(needs.provenance, Provenance::Inferred);
    let parts: Vec<(&str, f64)> = needs.parts.iter().map(|part| (part.key.as_str(), part.raw)).collect();
    assert_eq!(parts, [("needs.recommendation", 5.0), ("营地", 1.0), ("推车", 2.0), ("睡袋", 1.0)]);
    assert_eq!(needs.evidence.iter().map(|row| row.row).collect::<Vec<_>>(), [5, 4, 3, 2, 0], "the latest first");
    unknown(&found, &["values", "motivation"]);
}

#[test]
fn motives_and_values_need_five_messages_and_more_than_others_say() {
    let words = |n: usize, text: &str| (0..n).map(|k| format!("{text} {k}")).collect::<Vec<_>>();
    let deals = among_others(&words(5, "优惠 包邮"));
    assert_eq!(known(&deals, "motivation").value, Value::Words(vec![("deals".to_owned(), 1.0)]));
    let value = among_others(&words(5, "性价比 很高"));
    assert_eq!(known(&value, "values").value, Value::Words(vec![("value_for_money".to_owned(), 1.0)]));
    unknown(&among_others(&words(4, "优惠 包邮")), &["motivation"]);
    unknown(&among_others(&vec!["优惠 包邮".to_owned(); 9]), &["motivation"]);
    let everybody: Vec<MemberState> = (0..6)
        .map(|_| {
            let rows = words(8, "优惠 包邮")
                .iter()
                .zip(0..)
                .map(|(text, k)| Row::Message(said(k, 19_990, text)))
                .collect::<Vec<_>>();
            state(&rows)
        })
        .collect();
    unknown(&page(&everybody), &["motivation"]);
}

#[test]
fn what_words_tell_too_often_wrongly_stays_unknown_unless_the_scheme_asks_for_less() {
    let rows = (0..5).map(|k| Row::Message(said(k, 19_990, &format!("做工 很好 {k}"))));
    let members = [
        state(&rows.collect::<Vec<_>>()),
        state(&(0..200).map(|k| Row::Message(said(k, 19_990, &format!("今天 {k} 度")))).collect::<Vec<_>>()),
    ];
    unknown(&page(&members), &["values"]);
    let mut lenient = Scheme::builtin();
    lenient.review.floor = 0.6;
    let found = page_by(&lenient, &members);
    assert_eq!(known(&found, "values").value, Value::Words(vec![("quality".to_owned(), 1.0)]));
    assert!((known(&found, "values").confidence - 0.65).abs() < 1e-6);
}

#[test]
fn what_is_forwarded_tells_no_motive() {
    let forward = |k| MessageRow { kind: MessageKind::Forward, ..said(k, 19_990, &format!("优惠 包邮 {k}")) };
    let forwarder = state(&(0..9).map(|k| Row::Message(forward(k))).collect::<Vec<_>>());
    let talker = state(&(0..30).map(|k| Row::Message(said(k, 19_990, &format!("今天 {k} 度")))).collect::<Vec<_>>());
    unknown(&page(&[forwarder, talker]), &["motivation", "values", "needs"]);
}
