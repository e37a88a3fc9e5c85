//! The demo's conversations: sessions of a few minutes with an opener and those who answer.

use crate::model::record::MessageKind;

use super::demo_cast::{Character, DAYS, Part, Place};
use super::demo_phrases::Phrases;
use crate::mining::chance::Chance;

/// One invented message.
#[derive(Debug, Clone)]
pub struct Line {
    /// Where.
    pub place: Place,
    /// When: seconds since the story began.
    pub second: i64,
    /// Who, by number in the cast.
    pub speaker: usize,
    /// What kind.
    pub kind: MessageKind,
    /// The words.
    pub text: String,
    /// The line it answers, by position.
    pub answers: Option<usize>,
    /// Whom it mentions, by number in the cast.
    pub mentions: Vec<usize>,
    /// Whether it calls everybody.
    pub everyone: bool,
}

/// Topics by place, with weights.
fn topics(place: Place) -> &'static [(&'static str, f64)] {
    match place {
        Place::Family => &[("育儿", 4.0), ("露营", 3.0), ("美食", 2.0), ("旅行", 1.5), ("学习", 0.7), ("闲聊", 1.5)],
        Place::Deals => &[("优惠", 6.0), ("美食", 1.5), ("育儿", 1.0), ("闲聊", 1.0)],
        Place::Gear => &[("装备", 5.0), ("露营", 3.0), ("旅行", 1.0), ("学习", 1.0), ("闲聊", 1.0)],
    }
}

/// Everything that is said, in order of time within each place.
pub fn talk(people: &[Character], phrases: &Phrases, chance: &mut Chance) -> Vec<Line> {
    let mut story = Story { people, phrases, lines: Vec::new() };
    for place in Place::ALL {
        for day in 0..DAYS {
            story.day(place, day, chance);
        }
    }
    story.lines
}

struct Story<'a> {
    people: &'a [Character],
    phrases: &'a Phrases,
    lines: Vec<Line>,
}

impl Story<'_> {
    fn day(&mut self, place: Place, day: u32, chance: &mut Chance) {
        let weekend = matches!(day % 7, 0 | 6);
        let sessions = 2 + chance.below(2) + usize::from(weekend);
        let mut minutes: Vec<u32> =
            (0..sessions).map(|_| *chance.pick(&[7, 9, 12, 15, 18, 20, 21]) * 60 + chance.below(55) as u32).collect();
        minutes.sort_unstable();
        minutes.dedup_by_key(|minute| *minute / 60);
        self.night(place, day, chance);
        for minute in minutes {
            self.session(place, day, minute, chance);
        }
        self.remarks(place, day, chance);
        if day + 3 >= DAYS {
            self.last_days(place, day);
        }
    }

    /// What is still open when the story ends: a question in the afternoon's silence that nobody takes
    /// up, and somebody who peddles his wares. Its own chances leave the rest of the story as it is.
    fn last_days(&mut self, place: Place, day: u32) {
        let chance = &mut Chance::new(u64::from(day) + place as u64);
        let afternoon = i64::from(day) * 86_400 + 17 * 3600 + 20 * 60;
        let askers = self.lively(place, day, |person| person.part == Part::Regular && person.places[0] == place);
        let topic =
            topics(place).iter().map(|(topic, _)| topic).find(|topic| self.phrases.has(&format!("{topic}.ask")));
        if let (Some(topic), false) = (topic, askers.is_empty()) {
            let text = self.phrases.say(&format!("{topic}.ask"), chance);
            self.say(place, afternoon, askers[chance.below(askers.len())], text);
        }
        if place == Place::Deals && day + 2 == DAYS {
            let text = self.phrases.say("any.advert", chance);
            let peddler = self.people.iter().find(|person| person.part == Part::Advertiser).map(|person| person.number);
            if let Some(peddler) = peddler {
                self.say(place, afternoon + 1_500, peddler, text);
            }
        }
    }

    fn present(&self, place: Place, day: u32, weight: impl Fn(&Character) -> f64) -> Vec<f64> {
        let here = |person: &Character| person.places.contains(&place) && person.is_present(day);
        self.people.iter().map(|person| if here(person) { weight(person) } else { 0.0 }).collect()
    }

    fn session(&mut self, place: Place, day: u32, minute: u32, chance: &mut Chance) {
        let Some(opener) = chance.weighted(&self.present(place, day, |person| person.opens)) else { return };
        let topic = self.topic(place, opener, chance);
        let asks = self.phrases.has(&format!("{topic}.ask")) && chance.unit() < self.curiosity(opener);
        let mut second = i64::from(day) * 86_400 + i64::from(minute) * 60;
        let opening =
            if asks { self.phrases.say(&format!("{topic}.ask"), chance) } else { self.opening(opener, topic, chance) };
        let first = self.say(place, second, opener, opening);
        if self.people[opener].part == Part::Amplifier {
            self.lines[first].kind = MessageKind::Forward;
        }
        let turns = 2 + chance.below(if self.people[opener].part == Part::Starter { 10 } else { 7 });
        let mut answerers = self.present(place, day, |person| person.answers);
        for _ in 0..turns {
            second += 20 + chance.below(240) as i64;
            let Some(speaker) = chance.weighted(&answerers) else { break };
            let answers_opener = speaker != opener && chance.unit() < 0.45;
            let text = self.turn(topic, asks, chance);
            let line = self.say(place, second, speaker, text);
            if answers_opener {
                self.address(line, first, opener, chance);
            } else if chance.below(12) == 0 {
                self.lines[line].kind = *chance.pick(&[MessageKind::Image, MessageKind::Sticker, MessageKind::Link]);
            }
            answerers[opener] = answerers[opener].max(1.0);
        }
    }

    /// Answers an opener by quote or by mention.
    fn address(&mut self, line: usize, first: usize, opener: usize, chance: &mut Chance) {
        if chance.below(4) == 0 {
            self.lines[line].mentions.push(opener);
            let card = self.people[opener].card();
            self.lines[line].text = format!("@{card}\u{2005}{}", self.lines[line].text);
        } else {
            self.lines[line].answers = Some(first);
        }
    }

    fn topic(&self, place: Place, opener: usize, chance: &mut Chance) -> &'static str {
        let liking = match self.people[opener].part {
            Part::Parent => "育儿",
            Part::BargainHunter => "优惠",
            Part::Student => "学习",
            _ => "",
        };
        let weights: Vec<f64> =
            topics(place).iter().map(|(topic, weight)| if *topic == liking { weight * 4.0 } else { *weight }).collect();
        topics(place)[chance.weighted(&weights).unwrap_or(0)].0
    }

    fn curiosity(&self, opener: usize) -> f64 {
        match self.people[opener].part {
            Part::Newcomer => 0.9,
            Part::Starter | Part::Amplifier => 0.25,
            Part::Answerer => 0.1,
            _ => 0.55,
        }
    }

    fn opening(&self, opener: usize, topic: &str, chance: &mut Chance) -> String {
        match self.people[opener].part {
            Part::Staff => self.phrases.say("any.notice", chance),
            _ => self.phrases.say(&format!("{topic}.tell"), chance),
        }
    }

    fn turn(&self, topic: &str, asked: bool, chance: &mut Chance) -> String {
        let useful = if asked { 0.6 } else { 0.3 };
        let roll = chance.unit();
        if roll < useful {
            self.phrases.say(&format!("{topic}.answer"), chance)
        } else if roll < useful + 0.07 {
            self.phrases.say("any.happy", chance)
        } else {
            self.phrases.say("any.add", chance)
        }
    }

    fn say(&mut self, place: Place, second: i64, speaker: usize, text: String) -> usize {
        let everyone = text.contains("@所有人");
        let line = Line {
            place,
            second,
            speaker,
            kind: MessageKind::Text,
            text,
            answers: None,
            mentions: Vec::new(),
            everyone,
        };
        self.lines.push(line);
        self.lines.len() - 1
    }

    fn night(&mut self, place: Place, day: u32, chance: &mut Chance) {
        let owls: Vec<usize> = self.lively(place, day, |person| person.part == Part::NightOwl);
        let mut second = i64::from(day) * 86_400 + 600;
        for owl in owls {
            if chance.below(3) == 0 {
                second += 60 + chance.below(1500) as i64;
                let text = self.phrases.say("any.night", chance);
                self.say(place, second, owl, text);
            }
        }
    }

    fn lively(&self, place: Place, day: u32, choose: impl Fn(&Character) -> bool) -> Vec<usize> {
        let here = |person: &&Character| person.places.contains(&place) && person.is_present(day) && choose(person);
        self.people.iter().filter(here).map(|person| person.number).collect()
    }

    /// What single people say about themselves, the shop, or their wares, late in the evening.
    fn remarks(&mut self, place: Place, day: u32, chance: &mut Chance) {
        let evening = i64::from(day) * 86_400 + 22 * 3600 + 1800;
        if place == Place::Deals && day % 26 == 11 {
            let peddler =
                self.people.iter().filter(|person| person.part == Part::Advertiser).nth(day as usize / 26 % 2);
            if let Some(peddler) = peddler.map(|person| person.number) {
                let text = self.phrases.say("any.advert", chance);
                self.say(place, evening, peddler, text);
            }
        }
        let mut second = evening + 300;
        if day >= DAYS - 26 && day.is_multiple_of(2) {
            for upset in self.lively(place, day, |person| person.part == Part::Upset && person.places[0] == place) {
                second += 40 + chance.below(200) as i64;
                let text = self.phrases.say("any.upset", chance);
                self.say(place, second, upset, text);
            }
        }
        for parent in self.lively(place, day, |person| person.places[0] == place && tells_of_family(person, day)) {
            second += 30 + chance.below(120) as i64;
            let text = self.phrases.say("parent.tell", chance);
            self.say(place, second, parent, text);
        }
        for person in self.lively(place, day, |person| person.places[0] == place && introduces_itself(person, day)) {
            second += 30 + chance.below(120) as i64;
            let text = introduction(&self.people[person]);
            self.say(place, second, person, text);
        }
    }
}

/// Most parents speak of their family now and then; some never do.
fn tells_of_family(person: &Character, day: u32) -> bool {
    person.part == Part::Parent && person.number % 4 != 3 && (day + person.number as u32 * 11).is_multiple_of(90)
}

/// One person in three says once who they are.
fn introduces_itself(person: &Character, day: u32) -> bool {
    person.number % 3 != 2
        && person.part != Part::Staff
        && person
            .present
            .first()
            .is_some_and(|span| day == span.start + (person.number as u32 * 7) % 60.min(span.end - span.start))
}

fn introduction(person: &Character) -> String {
    match (person.part, person.number % 4) {
        (Part::Parent, 0) => format!("大家好，坐标{}，我女儿今年三岁，多多交流", person.home.1),
        (Part::Parent, _) => format!("新人报到，坐标{}，我家宝宝两岁半，想找周末遛娃的伙伴", person.home.1),
        (Part::Student, _) => "我大三，明年准备考研，先来围观装备".to_owned(),
        (_, 0) => format!("大家好，我是{}人，平时周末爬山露营", person.home.1),
        (_, 1) => format!("我是{}，坐标{}，请多关照", person.job, person.home.1),
        _ => format!("坐标{}，{}", person.home.1, if person.female { "我老公也喜欢露营" } else { "我老婆也喜欢露营" }),
    }
}
