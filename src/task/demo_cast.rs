//! The demo's invented people: who they are, where they speak, and when.

use super::demo_phrases::Phrases;
use crate::mining::chance::Chance;

/// Days the demo lasts; day 0 is the first.
pub const DAYS: u32 = 365;

/// What somebody is in the story, which decides how they behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Opens threads that others join.
    Starter,
    /// Answers other people's questions.
    Answerer,
    /// Speaks in all groups, on both platforms.
    Bridge,
    /// Passes things on.
    Amplifier,
    /// Comes and goes at an ordinary pace.
    Regular,
    /// Has a young child and says so.
    Parent,
    /// Comes for the deals.
    BargainHunter,
    /// Studies.
    Student,
    /// Speaks after midnight.
    NightOwl,
    /// Was there every week until some weeks ago.
    Fading,
    /// Has been gone for half a year.
    Lost,
    /// Was gone for months, and is back.
    Returned,
    /// Joined in the last weeks.
    Newcomer,
    /// Is listed, never speaks.
    Lurker,
    /// Posts adverts.
    Advertiser,
    /// Has reason to complain of late.
    Upset,
    /// Runs the groups.
    Staff,
    /// A bot.
    Bot,
}

/// How many of each, and their weights: (part, how many, thread openings, answers).
const PARTS: [(Part, usize, f64, f64); 18] = [
    (Part::Staff, 3, 2.0, 3.0),
    (Part::Bot, 1, 0.0, 0.0),
    (Part::Starter, 3, 14.0, 3.0),
    (Part::Answerer, 4, 1.0, 16.0),
    (Part::Bridge, 2, 3.0, 8.0),
    (Part::Amplifier, 3, 3.0, 3.0),
    (Part::Regular, 78, 0.8, 1.4),
    (Part::Parent, 42, 0.9, 1.5),
    (Part::BargainHunter, 20, 1.0, 1.6),
    (Part::Student, 12, 0.9, 1.2),
    (Part::NightOwl, 8, 1.2, 1.6),
    (Part::Fading, 20, 1.4, 2.4),
    (Part::Lost, 22, 1.2, 2.0),
    (Part::Returned, 8, 1.6, 2.6),
    (Part::Newcomer, 12, 1.4, 1.6),
    (Part::Lurker, 58, 0.0, 0.0),
    (Part::Advertiser, 2, 0.0, 0.0),
    (Part::Upset, 5, 1.0, 1.6),
];

/// The three groups of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// 山野亲子一群, on WeChat.
    Family,
    /// 好物团购群, on WeChat.
    Deals,
    /// 装备交流群, on QQ.
    Gear,
}

impl Place {
    /// All of them.
    pub const ALL: [Place; 3] = [Place::Family, Place::Deals, Place::Gear];
}

/// Short names of provinces and cities the members live in, the demo's own province first.
const HOMES: [(&str, &str); 10] = [
    ("浙江", "杭州"),
    ("浙江", "宁波"),
    ("浙江", "绍兴"),
    ("浙江", "湖州"),
    ("上海", "上海"),
    ("江苏", "苏州"),
    ("江苏", "南京"),
    ("福建", "厦门"),
    ("安徽", "合肥"),
    ("北京", "北京"),
];

const JOBS: [&str; 10] =
    ["产品经理", "小学老师", "护士", "设计师", "程序员", "会计", "摄影师", "律师", "个体户", "行政"];

/// One invented person.
#[derive(Debug, Clone)]
pub struct Character {
    /// Position in the cast, from which all ids derive.
    pub number: usize,
    /// What they do in the story.
    pub part: Part,
    /// Nickname.
    pub name: String,
    /// Groups they are in.
    pub places: Vec<Place>,
    /// Weight as opener of threads.
    pub opens: f64,
    /// Weight as answerer.
    pub answers: f64,
    /// Days on which they may speak.
    pub present: Vec<std::ops::Range<u32>>,
    /// Day they joined.
    pub joined: u32,
    /// Who brought them.
    pub inviter: Option<usize>,
    /// Province and city.
    pub home: (&'static str, &'static str),
    /// Occupation.
    pub job: &'static str,
    /// Year of birth.
    pub born: i32,
    /// Female.
    pub female: bool,
    /// Orders a year, roughly.
    pub buys: f64,
}

impl Character {
    /// The account on WeChat.
    pub fn wxid(&self) -> String {
        format!("wxid_demo{:04}", self.number)
    }

    /// 微信号: only some set one.
    pub fn alias(&self) -> Option<String> {
        (self.number % 3 != 2).then(|| format!("shanye_{:03}", self.number))
    }

    /// The account on QQ.
    pub fn qq(&self) -> String {
        format!("{}", 30_010_000 + self.number * 37)
    }

    /// A number from a block that no carrier gives out.
    pub fn phone(&self) -> String {
        format!("1990000{:04}", self.number)
    }

    /// Whether the operator's roster has them.
    pub fn on_roster(&self) -> bool {
        !matches!(self.part, Part::Advertiser | Part::Bot) && self.number % 6 != 5
    }

    /// The day on which they leave every group, for the few who do.
    pub fn leaves(&self) -> Option<u32> {
        let last = self.present.last()?.end;
        (self.part == Part::Lost && self.number.is_multiple_of(3)).then_some(last + 4)
    }

    /// Whether they may speak on a day.
    pub fn is_present(&self, day: u32) -> bool {
        self.present.iter().any(|span| span.contains(&day))
    }

    /// The name used in groups: staff asks for 城市-称呼, and some comply.
    pub fn card(&self) -> String {
        match (self.part, self.number % 4) {
            (Part::Staff, _) => format!("小助手-{}", self.name),
            (_, 0) => format!("{}-{}", self.home.1, self.name),
            (_, 1) if self.number % 8 == 1 => format!("{}-{}-{}", self.home.1, self.job, self.name),
            _ => self.name.clone(),
        }
    }
}

/// Invents everybody.
pub fn cast(chance: &mut Chance, phrases: &Phrases) -> Vec<Character> {
    let mut people: Vec<Character> = Vec::new();
    for (part, many, opens, answers) in PARTS {
        for _ in 0..many {
            people.push(invent(people.len(), part, (opens, answers), chance, phrases));
        }
    }
    for newcomer in people.iter_mut().filter(|person| person.part == Part::Newcomer) {
        newcomer.inviter = Some(chance.below(12) + 4);
    }
    people
}

fn invent(number: usize, part: Part, weights: (f64, f64), chance: &mut Chance, phrases: &Phrases) -> Character {
    let style = if part == Part::Parent { "name.parent" } else { "name.plain" };
    let home = if part == Part::Parent { HOMES[chance.below(5)] } else { HOMES[chance.below(HOMES.len())] };
    let own_pace = 0.35 + 1.5 * chance.unit() * chance.unit();
    let pace = match part {
        Part::Starter | Part::Answerer | Part::Bridge | Part::Staff => 1.0,
        _ => own_pace,
    };
    let name = if part == Part::Bot { "群小蜜".to_owned() } else { phrases.say(style, chance) };
    Character {
        number,
        part,
        places: places(part, number),
        opens: weights.0 * pace,
        answers: weights.1 * pace,
        present: presence(part, chance),
        joined: match part {
            Part::Newcomer => DAYS - 23 - chance.below(5) as u32,
            // A few have just come, and nobody has spoken to them.
            Part::Lurker if number % 20 == 7 => DAYS - 1 - number as u32 % 5,
            _ => 0,
        },
        inviter: None,
        home,
        job: if part == Part::Student { "学生" } else { JOBS[chance.below(JOBS.len())] },
        born: match part {
            Part::Student => 2003 + chance.below(4) as i32,
            Part::Parent => 1988 + chance.below(8) as i32,
            _ => 1975 + chance.below(26) as i32,
        },
        female: if part == Part::Parent { name.contains('妈') } else { chance.below(2) == 0 },
        name,
        buys: match part {
            Part::Parent => 5.0,
            Part::BargainHunter => 8.0,
            Part::Fading => 4.0,
            Part::Regular | Part::Answerer | Part::Upset => 1.5,
            Part::Lurker if number.is_multiple_of(6) => 6.0,
            _ => 0.0,
        },
    }
}

fn places(part: Part, number: usize) -> Vec<Place> {
    match part {
        Part::Bridge | Part::Staff => Place::ALL.to_vec(),
        Part::Bot => vec![Place::Family, Place::Deals],
        Part::Student => vec![Place::Gear],
        Part::Parent => vec![Place::Family, Place::Deals],
        Part::BargainHunter | Part::Advertiser => vec![Place::Deals],
        _ => match number % 5 {
            0 | 1 => vec![Place::Family],
            2 => vec![Place::Gear],
            3 => vec![Place::Deals],
            _ => vec![Place::Family, Place::Gear],
        },
    }
}

fn presence(part: Part, chance: &mut Chance) -> Vec<std::ops::Range<u32>> {
    let jitter = chance.below(25) as u32;
    let spans: &[(u32, u32)] = match part {
        Part::Lurker | Part::Bot | Part::Advertiser => &[],
        Part::Fading => &[(0, DAYS - 18 - jitter)],
        Part::Lost => &[(0, 100 + jitter)],
        Part::Returned => &[(0, 90 + jitter), (DAYS - 12, DAYS)],
        Part::Newcomer => &[(DAYS - 22, DAYS)],
        Part::Parent if chance.below(5) == 0 => &[(0, DAYS - 33 - jitter)],
        _ => &[(0, DAYS)],
    };
    spans.iter().map(|(from, until)| *from..*until).collect()
}
