//! The bundled demo: an invented community of about 300 people over one year, told to a
//! [`Sink`] as if three chat exports, a roster, an order list and two surveys were imported.
//!
//! Every person, message, order and answer is made up here, from a fixed seed.

use anyhow::{Result, anyhow};

use crate::lang::Lang;
use crate::lang::task as say;
use crate::model::record::{
    Action, Chat, ChatKind, Event, Field, Meaning, Mention, Message, MessageKind, NameKind, Order, OrderStatus, Person,
    PersonRef, Platform, Position, Question, Record, ReplyRef, Response, Role, Survey,
};
use crate::model::report::{Progress, ProgressUnit};
use crate::model::sink::{Sink, Stop};
use crate::model::view::StaffMark;
use crate::model::{Calendar, Day, Money, Timestamp};

use crate::store::{ImportMeta, Store, StoreError};
use crate::task::watch::Watch;

use super::demo_cast::{Character, DAYS, Part, Place, cast};
use super::demo_desk;
use super::demo_phrases::Phrases;
use super::demo_talk::{Line, talk};
use crate::mining::chance::Chance;

const SEED: u64 = 20_240_901;
/// 2024-09-01 00:00 in Shanghai.
const BEGINNING: i64 = 1_725_120_000;

/// One of the demo's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DemoFile {
    /// A chat export.
    Chat(Place),
    /// The operator's member table.
    Roster,
    /// The shop's orders.
    Orders,
    /// What members need.
    NeedsSurvey,
    /// How a trip was.
    TripSurvey,
}

impl DemoFile {
    /// All, in the order an operator would import them.
    pub const ALL: [DemoFile; 7] = [
        DemoFile::Roster,
        DemoFile::Chat(Place::Family),
        DemoFile::Chat(Place::Deals),
        DemoFile::Chat(Place::Gear),
        DemoFile::Orders,
        DemoFile::NeedsSurvey,
        DemoFile::TripSurvey,
    ];

    /// What the imports screen calls it.
    pub fn path(self) -> &'static str {
        match self {
            DemoFile::Chat(Place::Family) => "演示/山野亲子一群.json",
            DemoFile::Chat(Place::Deals) => "演示/山野好物团购群.json",
            DemoFile::Chat(Place::Gear) => "演示/山野装备交流群.txt",
            DemoFile::Roster => "演示/会员名单.csv",
            DemoFile::Orders => "演示/店铺订单.csv",
            DemoFile::NeedsSurvey => "演示/会员需求调查.csv",
            DemoFile::TripSurvey => "演示/秋季露营反馈.csv",
        }
    }
}

/// The whole story, ready to be told file by file.
#[derive(Debug)]
pub struct Demo {
    people: Vec<Character>,
    lines: Vec<Line>,
}

impl Demo {
    /// Invents it; the same every time.
    pub fn invent() -> Demo {
        let phrases = Phrases::open();
        let mut chance = Chance::new(SEED);
        let people = cast(&mut chance, &phrases);
        let lines = talk(&people, &phrases, &mut chance);
        Demo { people, lines }
    }

    /// Tells one file's records.
    ///
    /// # Errors
    /// Whatever the sink stops with.
    pub fn tell(&self, file: DemoFile, sink: &mut dyn Sink) -> Result<(), Stop> {
        match file {
            DemoFile::Chat(place) => self.tell_chat(place, sink),
            DemoFile::Roster => self.tell_roster(sink),
            DemoFile::Orders => self.tell_orders(sink),
            DemoFile::NeedsSurvey => self.tell_needs(sink),
            DemoFile::TripSurvey => self.tell_trip(sink),
        }
    }

    fn tell_chat(&self, place: Place, sink: &mut dyn Sink) -> Result<(), Stop> {
        sink.chat(&chat(place))?;
        let mut row = 0;
        let mut at = || {
            row += 1;
            Position::Line(row)
        };
        for person in self.people.iter().filter(|person| person.places.contains(&place)) {
            sink.record(at(), Record::Listed(listed(person, place)))?;
        }
        for newcomer in self.people.iter().filter(|person| person.joined > 0 && person.places.contains(&place)) {
            sink.record(at(), Record::Event(self.joining(newcomer, place)))?;
        }
        for (person, day) in self.people.iter().filter_map(|person| Some((person, person.leaves()?))) {
            if person.places.contains(&place) {
                let leaving = noted(Action::Leave, speaker(person, place), Vec::new());
                sink.record(at(), Record::Event(Event { time: at_minute(day, 700), ..leaving }))?;
            }
        }
        for (number, line) in self.lines.iter().enumerate().filter(|(_, line)| line.place == place) {
            sink.record(at(), Record::Message(self.message(number, line)))?;
        }
        Ok(())
    }

    fn joining(&self, newcomer: &Character, place: Place) -> Event {
        let guest = speaker(newcomer, place);
        Event {
            time: at_minute(newcomer.joined, 9 * 60 + newcomer.number as u32 % 600),
            ..match newcomer.inviter {
                Some(host) => noted(Action::Invite, speaker(&self.people[host], place), vec![guest]),
                None => noted(Action::Join, guest, Vec::new()),
            }
        }
    }

    fn message(&self, number: usize, line: &Line) -> Message {
        let place = line.place;
        let mentions = line.mentions.iter().map(|whom| Mention::Person(speaker(&self.people[*whom], place)));
        Message {
            native_id: Some(format!("{}", 7_000_000_000_000_000_000_u64 + number as u64)),
            time: Timestamp(BEGINNING + line.second),
            sender: speaker(&self.people[line.speaker], place),
            kind: line.kind,
            text: Some(line.text.clone())
                .filter(|_| line.kind != MessageKind::Image && line.kind != MessageKind::Sticker),
            reply: line
                .answers
                .map(|line| ReplyRef::Native(format!("{}", 7_000_000_000_000_000_000_u64 + line as u64))),
            mentions: mentions.chain(line.everyone.then_some(Mention::Everyone)).collect(),
            reactions: Vec::new(),
            thread: None,
        }
    }

    fn tell_roster(&self, sink: &mut dyn Sink) -> Result<(), Stop> {
        for (row, person) in self.people.iter().filter(|person| person.on_roster()).enumerate() {
            let mut who = PersonRef::default().with_name(NameKind::Nickname, &person.name);
            if person.places.contains(&Place::Gear) {
                who.ids.push((Platform::new("qq"), person.qq()));
            }
            if person.places.iter().any(|place| *place != Place::Gear) {
                who.ids.push((Platform::new("wechat"), person.wxid()));
            }
            who.alias = person.alias();
            who.phone = Some(person.phone());
            let level = ["普通会员", "银卡", "金卡"][(person.buys / 3.0).min(2.0) as usize];
            let mut fields = vec![field("会员等级", Meaning::Other, level)];
            fields.push(field("积分", Meaning::Other, &format!("{}", 100 + (person.number * 73) % 900)));
            if person.number % 2 == 0 {
                fields.push(field("性别", Meaning::Gender, if person.female { "女" } else { "男" }));
                fields.push(field("所在地", Meaning::Region, &format!("{} {}", person.home.0, person.home.1)));
            }
            if person.part == Part::Starter {
                fields.push(field("标签", Meaning::Tags, "种子用户"));
            }
            let joined = Some(match person.joined {
                0 => Timestamp(BEGINNING - (20 + person.number as i64 % 300) * 86_400),
                day => at_minute(day, 600),
            });
            if let Some(joined) = joined {
                fields.push(field("入群时间", Meaning::Joined, &Calendar::shanghai().day(joined).to_string()));
            }
            let person = Person { who, role: None, joined, inviter: None, fields };
            sink.record(Position::Line(row as u64 + 2), Record::Roster(person))?;
        }
        Ok(())
    }

    fn tell_orders(&self, sink: &mut dyn Sink) -> Result<(), Stop> {
        let phrases = Phrases::open();
        let mut chance = Chance::new(SEED + 1);
        let mut row = 1;
        for person in self.people.iter().filter(|person| person.buys > 0.0) {
            let many = (person.buys * (0.4 + 1.2 * chance.unit())).round() as usize;
            let hunter = person.part == Part::BargainHunter;
            for _ in 0..many {
                row += 1;
                let order = order(person, row, hunter, &phrases, &mut chance);
                sink.record(Position::Line(row), Record::Order(order))?;
            }
        }
        Ok(())
    }

    fn tell_needs(&self, sink: &mut dyn Sink) -> Result<(), Stop> {
        let questions = [
            ("您的微信昵称", Meaning::Other),
            ("您的手机号", Meaning::Other),
            ("您的性别是？", Meaning::Gender),
            ("您的年龄段", Meaning::Age),
            ("您所在的城市", Meaning::Region),
            ("您的职业", Meaning::Occupation),
            ("您目前的阶段", Meaning::LifeStage),
            ("您希望多一些什么内容？", Meaning::Other),
            ("您有多大可能向朋友推荐我们？（0-10）", Meaning::Other),
        ];
        sink.survey(&survey("会员需求调查", &questions))?;
        let mut chance = Chance::new(SEED + 2);
        let asked =
            self.people.iter().filter(|person| matches!(person.number % 5, 1 | 3) && person.part != Part::Advertiser);
        for (row, person) in asked.enumerate() {
            // Some leave the phone out, so that only a name is left to join them by; and some
            // have moved since they told the group where they live.
            let phone = (row % 4 != 0).then(|| person.phone());
            let city = if person.number % 30 == 13 { "成都" } else { person.home.1 };
            let wishes = ["露营路线", "亲子活动", "团购优惠", "装备测评", "美食做法"];
            let answers = vec![
                (0, vec![person.name.clone()]),
                (1, phone.iter().cloned().collect()),
                (2, vec![if person.female { "女" } else { "男" }.to_owned()]),
                (3, vec![age_answer(person.born).to_owned()]),
                (4, vec![city.to_owned()]),
                (5, vec![person.job.to_owned()]),
                (6, vec![stage_answer(person).to_owned()]),
                (7, vec![(*chance.pick(&wishes)).to_owned()]),
                (8, vec![format!("{}", if person.part == Part::Upset { 3 } else { 6 + chance.below(5) })]),
            ];
            let mut respondent = PersonRef::named(NameKind::Nickname, &person.name);
            respondent.phone = phone;
            sink.record(Position::Line(row as u64 + 2), response(row, 240, respondent, answers))?;
        }
        Ok(())
    }

    fn tell_trip(&self, sink: &mut dyn Sink) -> Result<(), Stop> {
        let questions = [
            ("您的微信号", Meaning::Other),
            ("这次活动的总体感受", Meaning::Other),
            ("下次还会参加吗？", Meaning::Other),
        ];
        sink.survey(&survey("秋季露营反馈", &questions))?;
        let went = self.people.iter().filter(|person| person.places.contains(&Place::Family) && person.opens > 0.0);
        for (row, person) in went.filter(|person| person.alias().is_some()).step_by(2).enumerate() {
            let pleased = person.part != Part::Upset;
            let answers = vec![
                (0, person.alias().into_iter().collect()),
                (1, vec![if pleased { "很满意" } else { "不满意" }.to_owned()]),
                (2, vec![if pleased { "会" } else { "看情况" }.to_owned()]),
            ];
            let respondent = PersonRef { alias: person.alias(), ..PersonRef::default() };
            sink.record(Position::Line(row as u64 + 2), response(row, 75, respondent, answers))?;
        }
        Ok(())
    }
}

/// Fills a store with the demo, file by file.
///
/// # Errors
/// If the store fails, or the watch stops the work.
pub(super) fn fill(store: &mut Store, lang: Lang, watch: &mut Watch<'_>) -> Result<()> {
    let demo = Demo::invent();
    let said = |error: StoreError| anyhow!(error.say(lang));
    for (done, file) in (0..).zip(DemoFile::ALL) {
        watch.progress(|| Progress {
            phase: say::DEMO.get(lang).to_owned(),
            done,
            total: Some(DemoFile::ALL.len() as u64),
            unit: ProgressUnit::Rows,
            records: 0,
        })?;
        let meta = ImportMeta {
            path: file.path().to_owned(),
            hash: file.path().as_bytes().to_vec(),
            format: "demo".to_owned(),
            encoding: "UTF-8".to_owned(),
            community: Some("山野亲子社（演示）".to_owned()),
            zone: store.calendar().zone_name(),
            lang,
        };
        let mut ingest = store.begin_import(&meta).map_err(said)?;
        demo.tell(file, &mut ingest)?;
        ingest.finish().map_err(said)?;
    }
    store.settle().map_err(said)?;
    let staff: Vec<String> =
        demo.people.iter().filter(|person| person.part == Part::Staff).map(Character::wxid).collect();
    for account in staff {
        let members = store.view().find(&format!("wechat:{account}")).map_err(said)?;
        store.mark_staff(&members, StaffMark::Staff).map_err(said)?;
    }
    demo_desk::plan(store, &demo.people, lang)
}

/// The day on which the operator looked at the profiles before the last: 2025-08-01.
pub(super) fn looked_before(calendar: &Calendar) -> Day {
    calendar.day(at_minute(DAYS - 31, 0))
}

fn chat(place: Place) -> Chat {
    let (platform, native, name) = match place {
        Place::Family => ("wechat", "20240901001@chatroom", "山野亲子一群"),
        Place::Deals => ("wechat", "20240901002@chatroom", "山野好物团购群"),
        Place::Gear => ("qq", "620240901", "山野装备交流群"),
    };
    Chat {
        platform: Platform::new(platform),
        native_id: Some(native.to_owned()),
        name: name.to_owned(),
        kind: ChatKind::Group,
    }
}

fn speaker(person: &Character, place: Place) -> PersonRef {
    let account = match place {
        Place::Gear => PersonRef::account(&Platform::new("qq"), person.qq()),
        _ => PersonRef::account(&Platform::new("wechat"), person.wxid()),
    };
    account.with_name(NameKind::Nickname, &person.name).with_name(NameKind::Card, person.card())
}

/// A row that the platform writes.
fn noted(action: Action, actor: PersonRef, targets: Vec<PersonRef>) -> Event {
    Event {
        native_id: None,
        time: Timestamp(BEGINNING),
        action,
        actor: Some(actor),
        targets,
        text: None,
        count: 1,
        amount: None,
        thread: None,
        system: true,
    }
}

fn listed(person: &Character, place: Place) -> Person {
    let role = match person.part {
        Part::Staff if person.number == 0 => Role::Owner,
        Part::Staff => Role::Admin,
        Part::Bot => Role::Bot,
        _ => Role::Member,
    };
    let mut who = speaker(person, place);
    if place != Place::Gear {
        who.alias = person.alias();
    }
    Person { who, role: Some(role), joined: None, inviter: None, fields: Vec::new() }
}

fn order(person: &Character, row: u64, hunter: bool, phrases: &Phrases, chance: &mut Chance) -> Order {
    // Fading buyers stop buying when they stop talking.
    let last = person.present.last().map_or(DAYS, |span| span.end);
    let day = chance.below(last as usize) as u32;
    let list = 39.0 + (chance.unit() * chance.unit() * 400.0).round();
    let discount = if hunter {
        (list * 0.35).round()
    } else if chance.below(4) == 0 {
        10.0
    } else {
        0.0
    };
    let fate = chance.below(20);
    let status = if fate == 0 { OrderStatus::Closed } else { OrderStatus::Paid };
    let placed = at_minute(day, 8 * 60 + chance.below(14 * 60) as u32);
    let mut buyer = PersonRef::named(NameKind::Nickname, &person.name);
    // Every sixth buyer ordered without a phone: their orders wait for a confirmation.
    buyer.phone = (person.number % 6 != 5).then(|| person.phone());
    let paid = Money::from_major(list - discount);
    Order {
        native_id: Some(format!("E2024{row:08}")),
        shop: "山野小店".to_owned(),
        buyer,
        placed,
        paid: (status == OrderStatus::Paid).then_some(Timestamp(placed.0 + 90)),
        status,
        amount: paid,
        refunded: if fate == 1 { paid } else { Money(0) },
        discount: Money::from_major(discount),
        items: phrases.say("slot.商品", chance),
        lines: Vec::new(),
        from_items: false,
        fields: vec![field("收货人省份", Meaning::Region, person.home.0)],
    }
}

fn survey(title: &str, questions: &[(&str, Meaning)]) -> Survey {
    let questions =
        questions.iter().map(|(title, meaning)| Question { title: (*title).to_owned(), meaning: *meaning }).collect();
    Survey { title: title.to_owned(), questions }
}

fn response(row: usize, day: u32, respondent: PersonRef, answers: Vec<(usize, Vec<String>)>) -> Record {
    Record::Response(Response {
        native_id: Some(format!("{}", row + 1)),
        time: at_minute(day + row as u32 % 6, 11 * 60 + row as u32 % 500),
        respondent,
        answers: answers.into_iter().filter(|(_, options)| !options.is_empty()).collect(),
    })
}

fn field(header: &str, meaning: Meaning, value: &str) -> Field {
    Field { header: header.to_owned(), meaning, value: value.to_owned() }
}

fn at_minute(day: u32, minute: u32) -> Timestamp {
    Timestamp(BEGINNING + i64::from(day) * 86_400 + i64::from(minute) * 60)
}

fn age_answer(born: i32) -> &'static str {
    match 2025 - born {
        ..=24 => "18~24",
        25..=30 => "25~30",
        31..=40 => "31~40",
        41..=50 => "41~50",
        _ => "50以上",
    }
}

fn stage_answer(person: &Character) -> &'static str {
    match person.part {
        // One in three parents ticks the wrong box: survey and own words then contradict each other.
        Part::Parent if person.number.is_multiple_of(3) => "在职",
        Part::Parent => "孩子0-6岁",
        Part::Student => "学生",
        _ => "在职",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Count {
        messages: usize,
        people: usize,
        orders: usize,
        responses: usize,
        system: usize,
        digest: u64,
    }

    impl Sink for Count {
        fn chat(&mut self, _: &Chat) -> Result<(), Stop> {
            Ok(())
        }
        fn survey(&mut self, _: &Survey) -> Result<(), Stop> {
            Ok(())
        }
        fn record(&mut self, _: Position, record: Record) -> Result<(), Stop> {
            match &record {
                Record::Message(message) => {
                    self.messages += 1;
                    let said = message.text.as_deref().unwrap_or_default();
                    self.digest = said.bytes().fold(self.digest, |sum, byte| sum.rotate_left(5) ^ u64::from(byte));
                    assert!(message.time.0 < BEGINNING + i64::from(DAYS) * 86_400, "{message:?}");
                }
                Record::Listed(_) | Record::Roster(_) => self.people += 1,
                Record::Order(_) => self.orders += 1,
                Record::Response(_) => self.responses += 1,
                Record::Event(event) => self.system += usize::from(event.system),
            }
            Ok(())
        }
        fn skip(&mut self, at: Position, reason: String) -> Result<(), Stop> {
            panic!("{at:?}: {reason}");
        }
        fn warn(&mut self, warning: String) {
            panic!("{warning}");
        }
        fn read_so_far(&mut self, _: u64) -> Result<(), Stop> {
            Ok(())
        }
    }

    fn told() -> Count {
        let (demo, mut count) = (Demo::invent(), Count::default());
        for file in DemoFile::ALL {
            demo.tell(file, &mut count).unwrap();
        }
        count
    }

    #[test]
    fn the_story_is_a_year_of_some_twenty_thousand_messages_and_always_the_same() {
        let (once, again) = (told(), told());
        assert_eq!(once.digest, again.digest);
        assert!((17_000..26_000).contains(&once.messages), "{} messages", once.messages);
        assert!((280..320).contains(&Demo::invent().people.len()));
        assert!(once.orders > 300 && once.responses > 150 && once.system > 10 && once.people > 500);
    }
}
