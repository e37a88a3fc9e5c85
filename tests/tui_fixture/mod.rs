//! Three hundred invented members, and an explorer whose questions are answered from them.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::VecDeque;

use qunxiang::config::Scheme;
use qunxiang::lang::Lang;
use qunxiang::model::association::{AssociationList, AssociationRow};
use qunxiang::model::circle::CircleRow;
use qunxiang::model::comparison::{
    Cohort, CohortMonth, Movement, Retention, ScorePlace, SegmentComparison, StageCount, TraitShares,
};
use qunxiang::model::identity::{Ground, MergeRow, Pair, Side, Suggestion};
use qunxiang::model::journal::{Act, ActState, Entry, LogLine, Logged};
use qunxiang::model::outcome::{CampaignResult, Lift, Rate};
use qunxiang::model::persona::{FeatureView, PersonaList, PersonaRow, Trial, TrialView};
use qunxiang::model::portrait::{CourseRow, Ties};
use qunxiang::model::quality::{Gap, ImportQuality, Quality, Share};
use qunxiang::model::record::Position;
use qunxiang::model::report::Skip;
use qunxiang::model::review::{Precision, Reviewed, Suggestion as Improvement, Verdicts};
use qunxiang::model::similar::{Respect, Similar, SimilarRow};
use qunxiang::model::sink::Assigned;
use qunxiang::model::slice::Trend;
use qunxiang::model::today::{Change, FollowUp, LastWords, Matter, News, Note, Since, Status, TodayItem};
use qunxiang::model::topic::{
    Against, Content, DayRow, Excerpt, HourRow, Keyword, Keywords, OnTopic, ToneRow, TopicLeader, TopicRow, Topics,
};
use qunxiang::model::view::*;
use qunxiang::model::{
    Attribute, CommunityId, Conflict, Day, Dimension, EvidenceKind, GroupId, IdentityId, MemberId, Money, Part,
    Provenance, Timestamp, Value,
};
use qunxiang::task::brief::{Advice, Brief};
use qunxiang::task::quality::remarks;
use qunxiang::task::request::{
    Answer, ImportOrder, Moved, Preview, Question, Ranking, Reply, SegmentDiff, Ticket, Window, Work,
};
use qunxiang::task::scheme::SchemeRow;
use qunxiang::task::tone::Tones;
use qunxiang::tui::{Effect, Key, Msg, Options, State, screen_text, update, view};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

const MARCH: i64 = 1_709_254_800; // 2024-03-01 09:00 in Shanghai
const MEMBERS: u64 = 300;

/// An explorer at work, with everything it asked for.
pub struct Explorer {
    state: State,
    size: (u16, u16),
    effects: Vec<Effect>,
    unanswered: VecDeque<(Ticket, Question)>,
    answers: bool,
    empty: bool,
    /// The language of the workers.
    lang: Lang,
    /// Whether the store has something to take back, and to do again.
    pub turns: (bool, bool),
    /// Whether joins are proposed to two members of one name, and two groups bear one.
    pub namesakes: bool,
    /// Whether nobody bears the first tag.
    pub unborne: bool,
    /// Whether nothing is said of any topic.
    pub wordless: bool,
    /// How many days the data end before today, where they are old.
    pub age: Option<i32>,
}

impl Explorer {
    pub fn open(columns: u16, rows: u16) -> Explorer {
        Explorer::with(&Options::default(), columns, rows)
    }

    /// As the explorer opens: on what to do today.
    pub fn today(options: &Options, columns: u16, rows: u16) -> Explorer {
        Explorer::start(options, columns, rows, false)
    }

    pub fn empty(columns: u16, rows: u16) -> Explorer {
        Explorer::start(&Options::default(), columns, rows, true)
    }

    /// On the member list.
    pub fn with(options: &Options, columns: u16, rows: u16) -> Explorer {
        let mut explorer = Explorer::start(options, columns, rows, false);
        explorer.keys(&["1"]);
        explorer
    }

    /// As the explorer opens, before any answer: from the first on, questions stay open.
    pub fn unanswered(columns: u16, rows: u16) -> Explorer {
        let (state, effects) = State::start(&Options::default(), (columns, rows));
        let mut explorer = Explorer::of(state, &Options::default(), (columns, rows), false);
        explorer.hold();
        explorer.take(effects);
        explorer
    }

    fn start(options: &Options, columns: u16, rows: u16, empty: bool) -> Explorer {
        let (state, effects) = State::start(options, (columns, rows));
        let mut explorer = Explorer::of(state, options, (columns, rows), empty);
        explorer.take(effects);
        explorer
    }

    fn of(state: State, options: &Options, size: (u16, u16), empty: bool) -> Explorer {
        Explorer {
            state,
            size,
            effects: Vec::new(),
            unanswered: VecDeque::new(),
            answers: true,
            empty,
            lang: options.lang,
            turns: (false, false),
            namesakes: false,
            unborne: false,
            wordless: false,
            age: None,
        }
    }

    pub fn send(&mut self, msg: Msg) -> &mut Explorer {
        if let Msg::Resize(columns, rows) = msg {
            self.size = (columns, rows);
        }
        let effects = update(&mut self.state, msg);
        self.take(effects);
        self
    }

    fn take(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Ask(ticket, question) = &effect {
                self.unanswered.push_back((*ticket, question.clone()));
            }
            if let Effect::Speak(lang) = &effect {
                self.lang = *lang;
            }
            self.effects.push(effect);
        }
        while self.answers && !self.unanswered.is_empty() {
            self.answer_oldest();
        }
    }

    pub fn answer_oldest(&mut self) {
        let (ticket, question) = self.unanswered.pop_front().expect("a question is open");
        let mut answer = answer(&question, self.empty, self.lang);
        match &mut answer {
            Answer::Turns(turns) => **turns = (self.turns.0.then(tagging), self.turns.1.then(tagging)),
            Answer::Today(_, _, age) => *age = self.age,
            Answer::Tags(tags) if self.unborne => (tags[0].members, tags[0].total) = (0, 0),
            Answer::Content(content) if self.wordless => **content = Content::default(),
            Answer::Keywords(found) if self.wordless => **found = Keywords::default(),
            Answer::Groups(groups) if self.namesakes => {
                let name = groups[0].name.clone();
                (groups[1].name, groups[1].platform) = (name, "qq".to_owned());
            }
            Answer::Joins(_, proposals) if self.namesakes => {
                let alike = proposals.iter_mut().filter(|proposal| proposal.party == 3);
                alike.for_each(|proposal| proposal.member_name = "Momo".to_owned());
            }
            _ => {}
        }
        self.send(Msg::Reply(Reply::Answer(ticket, Ok(answer))));
    }

    pub fn answer_all(&mut self) {
        while !self.unanswered.is_empty() {
            self.answer_oldest();
        }
    }

    /// Answers all questions but these; says how many of these are open.
    pub fn answer_all_but(&mut self, is_kept: impl Fn(&Question) -> bool) -> usize {
        let mut kept = VecDeque::new();
        while let Some((_, question)) = self.unanswered.front() {
            if is_kept(question) {
                kept.extend(self.unanswered.pop_front());
            } else {
                self.answer_oldest();
            }
        }
        self.unanswered = kept;
        self.unanswered.len()
    }

    /// Whether the explorer waits for an answer.
    pub fn is_waiting(&mut self) -> bool {
        self.state.is_waiting()
    }

    pub fn fail_newest(&mut self, message: &str) {
        let (ticket, _) = self.unanswered.pop_back().expect("a question is open");
        self.send(Msg::Reply(Reply::Answer(ticket, Err(message.to_owned()))));
    }

    /// From now on questions stay open.
    pub fn hold(&mut self) {
        self.answers = false;
    }

    /// Forgets the effects so far.
    pub fn forget(&mut self) {
        self.effects.clear();
    }

    pub fn keys(&mut self, names: &[&str]) -> &mut Explorer {
        for name in names {
            let key = Key::named(name).unwrap_or_else(|| panic!("no key {name}"));
            self.send(Msg::Key(key));
        }
        self
    }

    pub fn type_text(&mut self, text: &str) -> &mut Explorer {
        self.effects.retain(|effect| !matches!(effect, Effect::Ask(..)));
        for char in text.chars() {
            self.keys(&[&char.to_string()]);
        }
        self
    }

    /// Lets the latest pause in typing end.
    pub fn settle(&mut self) {
        let latest = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Settle(typing, _) => Some(*typing),
            _ => None,
        });
        self.settle_with(latest.expect("typing waits for a pause"));
    }

    pub fn settle_with(&mut self, typing: u64) {
        self.send(Msg::Settled(typing));
    }

    fn draw(&self) -> (Buffer, Option<(u16, u16)>) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let caret = view(&self.state, &mut buffer);
        (buffer, caret)
    }

    pub fn screen(&self) -> String {
        screen_text(&self.draw().0)
    }

    pub fn cells(&self) -> Vec<Cell> {
        self.draw().0.content().to_vec()
    }

    pub fn cell(&self, x: u16, y: u16) -> Cell {
        self.draw().0[(x, y)].clone()
    }

    pub fn caret(&self) -> Option<(u16, u16)> {
        self.draw().1
    }

    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    pub fn questions(&self) -> Vec<Question> {
        let questions = self.effects.iter().filter_map(|effect| match effect {
            Effect::Ask(_, question) => Some(question.clone()),
            _ => None,
        });
        questions.collect()
    }

    pub fn last_window(&self) -> Window {
        let windows = self.questions().into_iter().rev().find_map(|question| match question {
            Question::Members(window) => Some(window),
            _ => None,
        });
        windows.expect("a window was asked for")
    }

    pub fn works(&self) -> Vec<Work> {
        let works = self.effects.iter().filter_map(|effect| match effect {
            Effect::Start(work) => Some(work.clone()),
            _ => None,
        });
        works.collect()
    }

    pub fn looked_for(&self) -> String {
        let looks = self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Look(text) => Some(text.clone()),
            _ => None,
        });
        looks.expect("a path was looked up")
    }
}

/// An act of the operator.
pub fn tagging() -> Entry {
    Entry {
        act: Act::AddTag { tag: "老朋友".to_owned() },
        count: 1,
        member: Some(MemberId(2)),
        name: "林晓".to_owned(),
        other: String::new(),
        time: Timestamp(1_709_300_000),
        origin: "explorer".to_owned(),
        state: ActState::Done,
    }
}

/// Two sets of members and what sets them apart: one surely, one perhaps.
fn apart() -> SegmentComparison {
    let traits = |field: &str, value: &str, share_a: f64, share_b: f64, low, high| TraitShares {
        field: field.to_owned(),
        value: value.to_owned(),
        share_a,
        share_b,
        difference: share_a - share_b,
        interval: Some((low, high)),
        of_a: ((share_a * 75.0).round() as u64, 75),
        of_b: ((share_b * 12.0).round() as u64, 12),
    };
    SegmentComparison {
        a: 75,
        b: 12,
        both: 0,
        traits: vec![
            traits("life_stage", "parent_young", 0.1, 0.9, -0.95, -0.6),
            traits("tag", "热心答疑", 0.35, 0.25, -0.12, 0.3),
        ],
    }
}

/// Two who are like a member: one by much that few share, one by little.
fn similar(of: MemberId) -> Similar {
    let number = |number| Some(Value::Number(number));
    let tag = |tag: &str| Some(Value::Words(vec![(tag.to_owned(), 1.0)]));
    let place = |city: &str| Some(Value::Place { province: "浙江".to_owned(), city: Some(city.to_owned()) });
    let respect = |field, own, theirs, alike, share| Respect { field, own, theirs, alike, share };
    let row = |at, similarity, compared, shared, apart| SimilarRow {
        member: member(at, &[]),
        similarity,
        compared,
        shared,
        apart,
    };
    let close = vec![
        respect("activity", number(62.4), number(64.1), 0.983, 0.004),
        respect("tag", tag("热心答疑"), tag("热心答疑"), 1.0, 0.02),
        respect("region", place("杭州"), place("宁波"), 1.0, 0.31),
    ];
    let differs = vec![
        respect("tag", tag("KOL"), None, 0.0, 1.0),
        respect("stage", Some(Value::Code("active".to_owned())), Some(Value::Code("cooling".to_owned())), 0.0, 1.0),
    ];
    let rows = vec![row(4, 0.86, 14, close, differs), row(8, 0.71, 9, Vec::new(), Vec::new())];
    Similar { of: member(of.0 as u64 - 1, &[]), known: 15, least: 8, peers: 283, rows }
}

/// What was done, the latest first: something to redo, something to undo, what only is written down.
fn log() -> Vec<LogLine> {
    let act = |minutes: i64, act: Act, count: u64, of: Option<u64>, state: ActState| {
        let time = Timestamp(MARCH + minutes * 60);
        let (member, name) = of.map_or((None, String::new()), |at| (Some(MemberId(at as i64 + 1)), name(at)));
        let (other, origin) = (String::new(), "explorer".to_owned());
        let entry = Entry { act, count, member, name, other, time, origin, state };
        LogLine { time, what: Logged::Act(entry) }
    };
    let export = Logged::Other {
        action: "export".to_owned(),
        count: 52,
        path: "投放-2024-03-02.csv".to_owned(),
        detail: r#"{"rows":52,"to":"投放组"}"#.to_owned(),
    };
    vec![
        act(90, Act::Note, 1, Some(3), ActState::Undone),
        act(80, Act::Lock { attribute: "region".to_owned() }, 1, Some(1), ActState::Undone),
        act(70, Act::AddTag { tag: "老朋友".to_owned() }, 12, None, ActState::Done),
        LogLine { time: Timestamp(MARCH + 60 * 60), what: export },
        act(50, Act::SaveSegment { name: "杭州妈妈".to_owned() }, 1, None, ActState::Done),
        act(40, Act::AcceptJoins, 3, None, ActState::Fixed),
    ]
}

fn answer(question: &Question, empty: bool, lang: Lang) -> Answer {
    let total = if empty { 0 } else { MEMBERS };
    match question {
        Question::Overview => Answer::Overview(Overview {
            members: total,
            messages: total * 41,
            groups: 2,
            communities: vec![(CommunityId(1), "露营社群".to_owned(), Some(as_of()))],
            proposals: 2,
            stale: false,
            built: [0, 3, 45].map(|days| as_of() - days).to_vec(),
        }),
        Question::Today => Answer::Today(if empty { Vec::new() } else { matters() }, as_of(), None),
        Question::MemberIds(_) => Answer::MemberIds((1..=total as i64).map(MemberId).collect()),
        Question::Log(_) => Answer::Log(if empty { Vec::new() } else { log() }),
        Question::Turns => Answer::Turns(Box::default()),
        Question::Since if empty => Answer::Since(None),
        Question::Since => {
            let filter = |text: &str| qunxiang::query::parse(text, &Vocabulary::default()).unwrap();
            Answer::Since(Some(Since {
                day: as_of() - 7,
                changes: vec![
                    (News::New, 12, filter("first_seen>=2024-02-23")),
                    (News::Returned, 3, filter("stage:returned and stage_since>2024-02-23")),
                    (News::Cooling, 5, filter("stage:(declining,cooling,lost) and stage_since>2024-02-23")),
                ],
                proposals: 2,
            }))
        }
        Question::TypedFilters => Answer::TypedFilters(vec!["orders>=3".to_owned(), "tag:KOL".to_owned()]),
        Question::Plan(member) => Answer::Plan(*member, plan(), as_of()),
        Question::Members(window) => {
            let is_nobody = window.filter == Some(qunxiang::query::Expr::Word("没有这个人".to_owned()));
            let total = if is_nobody { 0 } else { total };
            let end = (window.offset + window.limit).min(total);
            let rows = (window.offset..end).map(|at| member(at, &window.columns)).collect();
            Answer::Members(MemberPage { total, offset: window.offset, rows })
        }
        Question::HeldTags(members) => Answer::HeldTags(held_tags(members.len() as u64)),
        Question::Tags(_) => Answer::Tags(tags()),
        Question::Portrait(id) => Answer::Portrait(Box::new(portrait(*id))),
        Question::Evidence(..) => Answer::Evidence(evidence()),
        Question::Messages(id, ..) => Answer::Messages(vec![MessageView {
            id: 1,
            time: Timestamp(MARCH),
            group: "杭州露营一群".to_owned(),
            member: *id,
            name: name(id.0 as u64 - 1),
            text: "这个营地水电都有".to_owned(),
        }]),
        Question::Groups(_) => Answer::Groups(groups()),
        Question::Overlap => Answer::Overlap(vec![OverlapRow {
            ids: (GroupId(1), GroupId(2)),
            group_a: "杭州露营一群".to_owned(),
            group_b: "上海团购群".to_owned(),
            members_a: 260,
            members_b: 260,
            shared: 65,
        }]),
        Question::Crossing => Answer::Crossing(Crossing {
            spread: vec![(2, 65)],
            advertisers: vec![AdvertiserRow {
                member: MemberId(7),
                name: name(6),
                share: 0.8,
                messages: 15,
                groups: vec!["杭州露营一群".to_owned(), "上海团购群".to_owned()],
            }],
            advertise: 1,
        }),
        Question::Inviters => {
            Answer::Inviters(vec![inviter(0, 1, 12, 9, 6, 17), inviter(1, 3, 5, 2, 1, 5), inviter(0, 9, 2, 2, 2, 2)])
        }
        Question::Distribution(field, _) => Answer::Distribution(distribution(field)),
        Question::Counts(field, _) => Answer::Counts(distribution(field)),
        Question::CrossTable(rows, columns, _) => Answer::CrossTable(cross(rows, columns)),
        Question::Spoken(..) => Answer::Spoken(spoken()),
        Question::Keywords(_) => Answer::Keywords(Box::new(if empty { Keywords::default() } else { keywords() })),
        Question::Content(_) => Answer::Content(Box::new(if empty { Content::default() } else { content() })),
        Question::Brief(_) => Answer::Brief(Box::new(brief())),
        Question::Personas(_) if empty => Answer::Personas(PersonaList::default()),
        Question::Personas(_) => Answer::Personas(personas()),
        Question::Circles(_) => Answer::Circles(vec![circle(1, 18, 0), circle(2, 7, 4)]),
        Question::Associations(_) => Answer::Associations(rules()),
        Question::Stages(_) => Answer::Stages(
            ["new", "growing", "active", "declining", "cooling", "dormant", "lost"]
                .iter()
                .enumerate()
                .map(|(at, stage)| StageCount {
                    stage: (*stage).to_owned(),
                    members: 120 / (at as u64 + 1),
                    came: at as u64 % 3,
                    went: at as u64 % 2,
                })
                .collect(),
        ),
        Question::Proofs => Answer::Proofs(Vec::new()),
        Question::Cohorts => Answer::Cohorts(Retention {
            cohorts: vec![
                Cohort {
                    first: january(),
                    members: (1..=40).map(MemberId).collect(),
                    months: months(40, &[32, 18, 6]),
                },
                Cohort {
                    first: january() + 31,
                    members: (41..=52).map(MemberId).collect(),
                    months: months(12, &[12, 3]),
                },
            ],
            since: Some(january()),
            first_seen: 9,
            earlier: 120,
            undated: 7,
            staff: 4,
        }),
        Question::Ranking(Ranking::Within(days), ..) => {
            Answer::AtRisk(Vec::new(), None, vec![format!("给不出 {days} 天的名单：历史太短")])
        }
        Question::Trends => {
            Answer::Trends([(MemberId(1), Trend { recent: Some(48.0), before: Some(40.0) })].into_iter().collect())
        }
        Question::Ranking(ranking, _, offset, limit) => {
            let end = (offset + limit).min(total);
            Answer::Ranking((*offset..end).map(|at| ranked(ranking, at)).collect(), total)
        }
        Question::Contradictions(_) => Answer::Contradictions(if empty { Vec::new() } else { contradictions() }),
        Question::Campaigns => Answer::Campaigns(if empty { Vec::new() } else { campaigns() }),
        Question::Campaign(name) => {
            let found = campaigns().into_iter().map(|(result, _)| result).find(|result| result.campaign == *name);
            Answer::Campaign(found.map(|result| Box::new(CampaignResult { window: 30, lifts: lifts(name), ..result })))
        }
        Question::Imports => Answer::Imports(if empty { Vec::new() } else { imports() }),
        Question::Quality => Answer::Quality(remarks(&if empty { Quality::default() } else { quality() }, lang)),
        Question::Joins => joins(empty),
        Question::Identities => {
            Answer::Identities(if empty { Vec::new() } else { vec![suggestion(1, 12), suggestion(2, 19)] })
        }
        Question::Pair(one, other) => Answer::Pair(Box::new(pair(*one, *other))),
        Question::Compare(one, other) => Answer::Compare(Box::new((portrait(*one), portrait(*other)))),
        Question::Similar(member, ..) => Answer::Similar(Box::new(similar(*member))),
        Question::Apart(..) => Answer::Apart(Box::new(apart())),
        Question::SegmentDiff(_, from, to) => Answer::SegmentDiff(Box::new(SegmentDiff {
            days: Some((*from, *to)),
            first: Some(*from),
            entered: vec![member(3, &[]), member(4, &[])],
            left: vec![member(5, &[])],
        })),
        Question::Moved(from, to) => {
            let moved = |field, value: &str, came, went| Movement { field, value: value.to_owned(), came, went };
            let movements = vec![moved("stage", "active", 0, 3), moved("tag", "流失风险", 4, 1)];
            Answer::Moved(Some(Box::new(Moved { days: (*from, *to), movements, newcomers: 12, told_later: 3 })))
        }
        Question::Merges => Answer::Merges(if empty { Vec::new() } else { merges() }),
        Question::Look(order) => Answer::Look(Box::new(look(order))),
        Question::Schemes => {
            Answer::Schemes(vec![scheme("default", "通用社群", true), scheme("retail", "私域零售", false)])
        }
        Question::ReviewSample(..) => Answer::ReviewSample(vec![MemberId(2), MemberId(3)]),
        Question::Reviewed => Answer::Reviewed(vec![Reviewed {
            tag: "流失风险".to_owned(),
            bearers: 75,
            verdicts: Verdicts { right: 21, wrong: 9, unsure: 2 },
            precision: Some(Precision { value: 0.7, low: 0.52, high: 0.83, n: 30 }),
            is_doubtful: true,
            outdated: 0,
            suggestion: Some(Improvement {
                field: "churn_risk".to_owned(),
                comparison: ">=",
                line: 0.72,
                expected: Precision { value: 0.86, low: 0.65, high: 0.95, n: 22 },
                lost: 2,
            }),
        }]),
        Question::Segments => Answer::Segments(vec![SegmentRow {
            name: "杭州妈妈".to_owned(),
            filter: "region:浙江杭州 and tag:年轻宝妈".to_owned(),
            members: 12,
            entered: 3,
            left: 1,
            saved: Timestamp(MARCH),
        }]),
        Question::Ties(_) => {
            let contact = |at: u64| ContactView {
                id: MemberId(at as i64 + 1),
                name: name(at),
                sent: 50 - 4 * at as u32,
                received: 36 - 3 * at as u32,
            };
            let contacts = (4..12).map(contact).collect();
            Answer::Ties(Box::new(Ties { contacts, among: vec![(0, 1, 60), (1, 4, 3), (2, 6, 30)] }))
        }
        Question::Vocabulary => Answer::Vocabulary(Vocabulary {
            imported: vec!["会员等级".to_owned()],
            tags: tags().into_iter().map(|tag| tag.name).collect(),
            segments: vec!["杭州妈妈".to_owned()],
            groups: vec![(GroupId(1), "杭州露营一群".to_owned()), (GroupId(2), "杭州露营二群".to_owned())],
            topics: vec!["露营".to_owned(), "美食".to_owned()],
            values: vec![
                ("topics".to_owned(), vec!["露营".to_owned(), "美食".to_owned()]),
                ("region".to_owned(), ["浙江", "浙江杭州", "杭州", "上海"].map(str::to_owned).to_vec()),
            ],
            ..Vocabulary::default()
        }),
    }
}

/// What was said last of a topic, by two.
fn spoken() -> OnTopic {
    let said = |at: u64, text: &str| MessageView {
        id: at as i64,
        time: Timestamp(MARCH - 60 * at as i64),
        group: "杭州露营一群".to_owned(),
        member: MemberId(at as i64 + 1),
        name: name(at),
        text: text.to_owned(),
    };
    let said = vec![said(1, "宝宝几个月可以露营？"), said(4, "半岁以后，先在家里试一晚")];
    OnTopic { said, speakers: [2, 5, 9].map(MemberId).to_vec() }
}

fn matters() -> Vec<TodayItem> {
    let said = |text: &str| LastWords {
        group: "杭州露营一群".to_owned(),
        time: (!text.is_empty()).then_some(Timestamp(MARCH)),
        text: text.to_owned(),
    };
    let item = |at: i64, matter, text| TodayItem {
        member: MemberId(at + 1),
        name: name(at as u64),
        account: IdentityId(at + 1),
        stamp: 100 + at,
        matter,
        words: Some(said(text)),
    };
    let change = |what: &str, from: Option<&str>, to: &str| Change {
        what: what.to_owned(),
        from: from.map(str::to_owned),
        to: Some(to.to_owned()),
    };
    let stage = change("stage", Some("active"), "declining");
    let tag = change("tag:流失风险", None, "流失风险");
    vec![
        item(0, Matter::FollowUp { overdue: 3, owner: "小王".to_owned() }, "帐篷收到了，谢谢"),
        item(1, Matter::Question { hours: 26.4 }, "周末去安吉，哪家营地可以带狗，要不要提前订？"),
        item(3, Matter::Advert { days: 1 }, "\u{1b}[2J加V领券\u{202e}"),
        item(4, Matter::Quiet { days: 21, orders: 3.0, amount: 1288.5 }, "到货了再说"),
        item(6, Matter::Newcomer { days: 2 }, ""),
        item(8, Matter::Change { changes: vec![stage, tag] }, "最近太忙了"),
    ]
}

fn plan() -> FollowUp {
    FollowUp { due: Some(Day(19_781)), status: Status::Open, owner: "小王".to_owned(), contacted: None, quiet: false }
}

fn january() -> Day {
    Day(19_723) // 2024-01-01
}

fn as_of() -> Day {
    Day(19_784) // 2024-03-02
}

const SURNAMES: [&str; 10] = ["林", "陈", "王", "赵", "周", "吴", "郑", "孙", "何", "高"];
const GIVEN: [&str; 7] = ["小满", "一鸣", "知夏", "安", "若溪", "大海", "思远"];
const STAGES: [&str; 6] = ["active", "growing", "declining", "lurker", "new", "lost"];
const LEVELS: [&str; 4] = ["core", "medium", "light", "silent"];

pub fn name(at: u64) -> String {
    match at {
        3 => "\u{1b}[31m红名\u{202e}反向".to_owned(),
        5 => "零宽\u{200b}\u{200b}人👨‍👩‍👧家庭号的名字特别特别长".to_owned(),
        7 => "两行\n网名".to_owned(),
        _ => format!("{}{}", SURNAMES[at as usize % 10], GIVEN[at as usize % 7]),
    }
}

fn member(at: u64, columns: &[String]) -> MemberRow {
    let lurks = at % 6 == 3;
    let score = |step: u64| (!lurks).then_some(((at * step) % 100) as f64);
    MemberRow {
        id: MemberId(at as i64 + 1),
        name: name(at),
        platform: "wechat".to_owned(),
        platform_id: if at % 9 == 8 { String::new() } else { format!("wxid_{at:06}") },
        community: "露营社群".to_owned(),
        messages: if lurks { 0 } else { (MEMBERS - at) * 13 % 4000 },
        first_seen: (!lurks).then_some(Timestamp(MARCH - 86_400 * 300)),
        last_seen: (!lurks).then_some(Timestamp(MARCH - 86_400 * (at as i64 % 50))),
        tags: match at % 4 {
            0 => vec!["KOL".to_owned(), "热心答疑".to_owned()],
            1 => vec!["年轻宝妈".to_owned()],
            2 => vec!["流失风险".to_owned(), "优惠敏感".to_owned(), "夜猫子".to_owned()],
            _ => Vec::new(),
        },
        scores: Scores {
            activity: score(7),
            interaction: score(11),
            influence: score(13),
            consumption: (at.is_multiple_of(3)).then_some(40.0),
            churn_risk: score(17).map(|score| score / 100.0),
            sentiment: (at.is_multiple_of(5)).then_some(0.31),
        },
        stage: Some(STAGES[at as usize % 6].to_owned()),
        level: Some(LEVELS[at as usize % 4].to_owned()),
        role: Some("member".to_owned()),
        staff: at == 11,
        columns: columns.iter().map(|key| column(key, at)).collect(),
    }
}

fn column(key: &str, at: u64) -> Option<Value> {
    (key == "region" && at.is_multiple_of(2))
        .then(|| Value::Place { province: "浙江".to_owned(), city: Some("杭州".to_owned()) })
}

fn tags() -> Vec<TagRow> {
    let tag = |name: &str, rule: Option<&str>, members| TagRow {
        name: name.to_owned(),
        rule: rule.map(str::to_owned),
        members,
        total: members + 10,
        precision: (name == "年轻宝妈").then_some(Precision { value: 0.7, low: 0.52, high: 0.83, n: 30 }),
        is_doubtful: name == "年轻宝妈",
    };
    vec![
        tag("KOL", Some("influence>=60 and beyond_activity>=10"), 75),
        tag("年轻宝妈", Some("life_stage:parent_young and gender:female"), 75),
        tag("流失风险", Some("churn_risk>=0.6"), 75),
        tag("老客户", None, 4),
    ]
}

fn held_tags(members: u64) -> Vec<HeldTag> {
    let tag = |name: &str, by_hand, imported, by_rule| HeldTag { name: name.to_owned(), by_hand, imported, by_rule };
    vec![tag("老客户", 1, 0, members - 1), tag("金卡", 0, members, 0), tag("KOL", 0, 0, members)]
}

fn part(key: &str, raw: f64, scaled: f64, weight: f64) -> Part {
    Part { key: key.to_owned(), raw, scaled, weight }
}

fn influence(number: f64) -> Attribute {
    let parts = vec![
        part("repliers", 24.0, 0.8, 0.2),
        part("reply_weeks", 11.0, 0.6, 0.2),
        part("mentions", 40.0, 0.9, 0.2),
        part("likes", 3.0, 0.1, 0.2),
        part("helped", 9.0, 0.5, 0.2),
    ];
    Attribute::observed("influence", number, 64, parts)
}

fn attribute(key: &str, value: Value, provenance: Provenance, confidence: f32, n: u32) -> Attribute {
    Attribute {
        key: key.to_owned(),
        value,
        confidence,
        provenance,
        n,
        parts: Vec::new(),
        evidence: Vec::new(),
        conflicts: Vec::new(),
    }
}

fn quarter(day: &str, stage: &str, level: &str, activity: f64, active_days: u32, answers: u32) -> CourseRow {
    CourseRow {
        day: day.to_owned(),
        stage: Some(stage.to_owned()),
        level: level.to_owned(),
        activity,
        active_days,
        answers,
    }
}

fn portrait(id: MemberId) -> MemberPortrait {
    let row = member(id.0 as u64 - 1, &[]);
    let code = |code: &str| Value::Code(code.to_owned());
    let mut age = attribute("age_band", code("25_30"), Provenance::Surveyed, 0.9, 1);
    age.conflicts = vec![Conflict {
        value: code("31_40"),
        provenance: Provenance::Inferred,
        confidence: 0.4,
        evidence: Vec::new(),
    }];
    let topics = Value::Words(vec![("露营".to_owned(), 0.6), ("亲子".to_owned(), 0.3)]);
    let place = Value::Place { province: "浙江".to_owned(), city: Some("杭州".to_owned()) };
    let attributes = vec![
        (Dimension::Basic, attribute("gender", code("female"), Provenance::Declared, 0.95, 1)),
        (Dimension::Basic, age),
        (Dimension::Basic, attribute("region", place, Provenance::Declared, 0.8, 2)),
        (Dimension::Basic, attribute("life_stage", code("parent_young"), Provenance::Declared, 0.7, 3)),
        (Dimension::Behaviour, Attribute::observed("activity", 72.0, 90, Vec::new())),
        (Dimension::Behaviour, Attribute::observed("active_days", 43.0, 43, Vec::new())),
        (Dimension::Behaviour, Attribute::observed("response_time", 12.5, 20, Vec::new())),
        (Dimension::Behaviour, attribute("topics", topics, Provenance::Observed, 0.8, 60)),
        (Dimension::Value, Attribute::observed("orders", 5.0, 5, Vec::new())),
        (Dimension::Value, Attribute::observed("amount", 1288.5, 5, Vec::new())),
        (Dimension::Psychology, Attribute::observed("sentiment", 0.31, 22, Vec::new())),
        (Dimension::Derived, influence(58.0)),
        (Dimension::Derived, attribute("mechanism", code("answerer"), Provenance::Inferred, 0.6, 30)),
        (Dimension::Derived, attribute("stage", code("active"), Provenance::Observed, 1.0, 43)),
    ];
    MemberPortrait {
        names: vec![NameSpan {
            kind: "card".to_owned(),
            name: row.name.clone(),
            group: Some("杭州露营一群".to_owned()),
            first_seen: None,
            last_seen: Some(Timestamp(MARCH)),
        }],
        identities: vec![IdentityView {
            platform: "wechat".to_owned(),
            platform_id: Some(row.platform_id.clone()),
            alias: None,
            weak: false,
            messages: row.messages,
        }],
        memberships: vec![MembershipView {
            group: "杭州露营一群".to_owned(),
            role: "member".to_owned(),
            joined: Some(Timestamp(MARCH - 86_400 * 200)),
            left: None,
            inviter: Some("陈一鸣".to_owned()),
            messages: row.messages,
        }],
        attributes,
        fields: vec![attribute("会员等级", Value::Text("金卡".to_owned()), Provenance::Declared, 1.0, 1)],
        tags: vec![TagView {
            name: "KOL".to_owned(),
            source: TagSource::Rule,
            reason: "影响力不低于 50，且不是已流失的成员".to_owned(),
            conditions: vec![
                condition("influence", "影响力不低于 50", Value::Number(58.0)),
                condition("stage", "不是已流失", Value::Code("active".to_owned())),
            ],
            since: Some("2024-02-01".to_owned()),
            precision: Some(Precision { value: 0.83, low: 0.66, high: 0.93, n: 30 }),
        }],
        notes: vec![Note { id: 1, time: Timestamp(MARCH), text: "想要大一号的天幕".to_owned() }],
        plan: plan(),
        locked: vec!["life_stage".to_owned()],
        contacts: vec![ContactView { id: MemberId(2), name: "陈一鸣".to_owned(), sent: 14, received: 9 }],
        orders: vec![OrderView {
            number: None,
            time: Timestamp(MARCH - 86_400 * 9),
            items: "双人帐篷".to_owned(),
            revenue: Money(39_900),
            status: "paid".to_owned(),
        }],
        course: vec![
            quarter("2024-03-01", "active", "high", 72.0, 31, 12),
            quarter("2024-01-01", "growing", "medium", 44.0, 20, 5),
        ],
        history: vec![
            ChangeView {
                day: "2024-02-01".to_owned(),
                what: "stage".to_owned(),
                from: Some("new".to_owned()),
                to: Some("active".to_owned()),
                cause: "time".to_owned(),
                build: 3,
                time: Timestamp(1_706_800_000),
                scheme: "default".to_owned(),
            },
            ChangeView {
                day: "2024-01-20".to_owned(),
                what: "tag:流失风险".to_owned(),
                from: None,
                to: Some("流失风险".to_owned()),
                cause: "scheme".to_owned(),
                build: 2,
                time: Timestamp(1_705_700_000),
                scheme: "parenting".to_owned(),
            },
        ],
        hours: (0..168).map(|hour| if hour % 24 >= 19 { hour as u32 % 9 } else { 0 }).collect(),
        weeks: (0..52).map(|week| week % 7).collect(),
        places: vec![
            ScorePlace { key: "activity", number: 61.0, percentile: 88, median: 30.0 },
            ScorePlace { key: "churn_risk", number: 0.25, percentile: 40, median: 0.3 },
        ],
        as_of: Some(as_of()),
        row,
    }
}

fn evidence() -> Vec<EvidenceLine> {
    let line = |text: &str, against| EvidenceLine {
        kind: EvidenceKind::Message,
        row: 1,
        time: Some(Timestamp(MARCH)),
        group: Some("杭州露营一群".to_owned()),
        text: text.to_owned(),
        weight: 0.8,
        against,
        is_example: false,
    };
    vec![line("谁知道附近哪里能带娃露营？", false), line("我不太懂这个", true)]
}

fn groups() -> Vec<GroupRow> {
    let group = |id, name: &str, silent, unanswered| GroupRow {
        id: GroupId(id),
        name: name.to_owned(),
        platform: "wechat".to_owned(),
        community: "露营社群".to_owned(),
        members: 260,
        speakers: 141,
        speakers_30d: 60,
        messages: 10_240,
        messages_30d: 812,
        net_growth_30d: -4,
        silent_days: silent,
        unanswered,
        leaders: vec!["林小满".to_owned(), "陈一鸣".to_owned()],
        silent_share: Some(0.77),
        mood: Some(0.2).filter(|_| unanswered > 0),
        weeks: vec![0, 12, 30, 80, 120, 210, 180, 160, 190, 220, 205, 240],
    };
    vec![group(1, "杭州露营一群", Some(0), 3), group(2, "上海团购群", None, 0)]
}

fn named(zh: &str, en: &str) -> Value {
    Value::Named { zh: zh.to_owned(), en: en.to_owned() }
}

fn personas() -> PersonaList {
    let feature = |feature, value, median, distance| FeatureView { feature, value, median, distance };
    let row = |zh, en, members, features, tags: &[&str], first: u64| PersonaRow {
        name: named(zh, en),
        community: "露营社群".to_owned(),
        members,
        share: members as f64 / 180.0,
        features,
        tags: tags.iter().map(|tag| ((*tag).to_owned(), 4.2)).collect(),
        prototypes: (first..first + 3).map(|at| (MemberId(at as i64 + 1), name(at))).collect(),
    };
    let often = vec![feature("active_days", 41.0, 12.0, 1.62), feature("recency", 1.0, 20.0, -1.1)];
    let asks = vec![feature("question_share", 0.4, 0.08, 2.9)];
    let trial = |groups, silhouette| Trial {
        groups,
        smallest: 0.21,
        stability: Some(0.5 + silhouette),
        silhouette: Some(silhouette),
    };
    let dot = |at: u8| (f32::from(at % 17), f32::from(at % 11), at % 3);
    PersonaList {
        rows: vec![
            row("常来·近日在", "often here · lately here", 90, often, &["活跃用户"], 0),
            row("问得较多·认识较晚", "asks often · new here", 50, asks, &["常提问", "新成员"], 3),
            row("话少·久未露面", "says little · long silent", 40, Vec::new(), &[], 6),
        ],
        trials: vec![TrialView {
            community: "露营社群".to_owned(),
            eligible: 180,
            groups: 3,
            trials: vec![trial(3, 0.34), trial(4, 0.21)],
            map: (0..120).map(dot).collect(),
            kept: 0.52,
        }],
    }
}

fn circle(number: u32, members: u64, first: u64) -> CircleRow {
    CircleRow {
        name: named(&format!("圈子{number}"), &format!("circle {number}")),
        members,
        inside: 0.71,
        held_by: (first..first + 2).map(|at| (MemberId(at as i64 + 1), name(at))).collect(),
    }
}

fn rules() -> AssociationList {
    let row = |left: &[(&str, &str)], right: (&str, &str), members, filter: &str| AssociationRow {
        left: left.iter().map(|(zh, en)| named(zh, en)).collect(),
        right: named(right.0, right.1),
        members,
        of: members * 2,
        support: members as f64 / 300.0,
        confidence: 0.5,
        lift: 2.4,
        adjusted: 1.6,
        q: 0.002,
        filter: filter.to_owned(),
    };
    let camping = ("话题偏好:露营", "topics:露营");
    AssociationList {
        rows: vec![
            row(
                &[camping, ("地区:杭州", "region:杭州")],
                ("标签:宝妈", "tag:宝妈"),
                41,
                "topics=露营 and region=杭州 and tag=宝妈",
            ),
            row(&[camping], ("标签:KOL", "tag:KOL"), 36, "topics=露营 and tag=KOL"),
        ],
        members: 300,
    }
}

fn inviter(depth: u32, member: u64, invited: u64, stayed: u64, active_30d: u64, below: u64) -> InviterRow {
    InviterRow { depth, member: MemberId(member as i64), name: name(member - 1), invited, stayed, active_30d, below }
}

fn distribution(field: &str) -> Distribution {
    let bar = |value: &str, members| Bar { value: value.to_owned(), members, filter: format!("{field}:{value}") };
    let bars = match field {
        "stage" => vec![bar("active", 120), bar("lurker", 90), bar("new", 60), bar("unknown", 30)],
        "region" => vec![bar("浙江杭州", 200), bar("浙江宁波", 60), bar("江苏南京", 10), bar("unknown", 30)],
        _ => vec![bar("unknown", 300)],
    };
    Distribution { field: field.to_owned(), bars, total: 300, known: 270 }
}

fn cross(rows: &str, columns: &str) -> CrossTable {
    let bar = |field: &str, value: &str, members| Bar {
        value: value.to_owned(),
        members,
        filter: format!("{field}:{value}"),
    };
    CrossTable {
        rows: rows.to_owned(),
        columns: columns.to_owned(),
        row_values: vec![bar(rows, "active", 120), bar(rows, "new", 60)],
        column_values: vec![bar(columns, "female", 100), bar(columns, "male", 80)],
        cells: vec![vec![70, 50], vec![30, 0]],
    }
}

fn ranked(ranking: &Ranking, at: u64) -> RankedRow {
    let number = 90.0 - at as f64 * 0.3;
    let attribute_shown = match ranking {
        Ranking::Kol(_) => influence(number),
        Ranking::Churn | Ranking::Within(_) => Attribute::observed(
            "churn_risk",
            number / 100.0,
            30,
            vec![part("silence", 21.0, 0.7, 1.0), part("frequency", 2.0, 0.2, 0.5)],
        ),
        Ranking::Potential => Attribute::observed(
            "consumption",
            number,
            9,
            vec![
                part("order_frequency", 3.24, 0.9, 60.0),
                part("order_amount", 820.0, 0.5, 20.0),
                part("order_recency", 12.0, 0.97, 20.0),
                part("recency_quintile", 4.0, 0.0, 0.0),
            ],
        ),
    };
    let mechanism = attribute("mechanism", Value::Code("answerer".to_owned()), Provenance::Inferred, 0.6, 30);
    let mut beside = vec![Some(mechanism)];
    let mut trend = None;
    if let Ranking::Kol(slice) = ranking {
        beside.extend([missing("missing_replies", at), missing("missing_threads", at)]);
        let before = [Some(number - 12.0), Some(number + 7.0), Some(number), None];
        trend = (!slice.is_whole()).then(|| Trend { recent: Some(number), before: before[at as usize % 4] });
    }
    RankedRow { place: at + 1, member: member(at, &[]), attribute: attribute_shown, beside, trend }
}

/// What would be missing without the member of a place; nobody knows of every fifth.
fn missing(key: &str, at: u64) -> Option<Attribute> {
    let of = vec![part("all_replies", 640.0, 0.0, 0.0), part("half_by", 9.0, 0.0, 0.0)];
    (at % 5 != 4).then(|| Attribute::observed(key, 0.31 - at as f64 * 0.001, 198, of))
}

fn imports() -> Vec<ImportRow> {
    vec![ImportRow {
        id: 1,
        time: Timestamp(MARCH),
        path: "/data/微聊/杭州露营一群.json".to_owned(),
        format: "chatlab-json".to_owned(),
        encoding: "utf-8".to_owned(),
        records: 10_240,
        new: 10_200,
        duplicate: 40,
        system: 310,
        skipped: 2,
        skips: vec![Skip { at: Position::Line(17), reason: "时间无法读取".to_owned() }],
        first: Some(Timestamp(MARCH - 86_400 * 300)),
        last: Some(Timestamp(MARCH)),
    }]
}

fn quality() -> Quality {
    let day = |day| Day(19_783 + day);
    let import = ImportQuality {
        import: 1,
        path: "/data/微聊/杭州露营一群.json".to_owned(),
        span: Some((day(-300), day(0))),
        duplicate: Share { count: 40, of: 10_240 },
        skipped: Share { count: 2, of: 10_242 },
        unknown_mentions: Some(12),
        lost_replies: Share { count: 3, of: 2_100 },
        zone: "Asia/Shanghai".to_owned(),
        ..ImportQuality::default()
    };
    let gap = Gap { group: "杭州露营二群".to_owned(), from: day(-30), until: day(-20) };
    Quality { imports: vec![import], gaps: vec![gap] }
}

fn joins(empty: bool) -> Answer {
    let proposal = |id, party, candidates, agreements: &[(&str, &str)]| JoinProposal {
        id,
        party,
        kind: "order".to_owned(),
        name: "林小满".to_owned(),
        member: MemberId(id),
        member_name: name(id as u64 - 1),
        reasons: agreements.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        rows: 3,
        amount: Money(128_800),
        candidates,
        follows: if party == 1 { 2 } else { 0 },
        amount_follows: Money(if party == 1 { 30_000 } else { 0 }),
    };
    let proposals = vec![
        proposal(1, 1, 1, &[("name", "林小满"), ("region", "杭州"), ("phone", "0001")]),
        proposal(2, 2, 1, &[("former_name", "林小满")]),
        proposal(3, 3, 2, &[("name", "林小满"), ("joined", "2024-01-02")]),
        proposal(5, 3, 2, &[("name", "林小满")]),
    ];
    let proposals = if empty { Vec::new() } else { proposals };
    let by = |key: &str, orders, responses, amount| JoinedBy {
        key: key.to_owned(),
        orders,
        responses,
        amount: Money(amount),
    };
    let summary = JoinSummary {
        amount_joined: Money(8_200_000),
        amount_total: Money(12_000_000),
        amount_proposed: Money(2_100_000),
        orders: (400, 610),
        responses: (80, 95),
        proposals: proposals.len() as u64,
        by: vec![by("phone", 300, 20, 6_200_000), by("accepted", 100, 0, 2_000_000), by("alias", 0, 60, 0)],
    };
    Answer::Joins(summary, proposals)
}

fn suggestion(one: i64, other: i64) -> Suggestion {
    let row = |id: i64| member(id as u64 - 1, &[]);
    Suggestion { one: row(one), other: row(other), grounds: grounds() }
}

fn grounds() -> Vec<Ground> {
    let ground = |key: &str, value: &str, weight| Ground { key: key.to_owned(), value: value.to_owned(), weight };
    vec![
        ground("name", "林小满", 0.6),
        ground("city", "杭州", 0.3),
        ground("tail", "0001", 0.3),
        ground("other_phone", "138****0001 / 139****0001", -0.2),
    ]
}

fn pair(one: MemberId, other: MemberId) -> Pair {
    let side = |id: MemberId, platform: &str, native: Option<&str>| Side {
        row: member(id.0 as u64 - 1, &[]),
        names: ["card", "nickname"]
            .map(|kind| NameSpan {
                kind: kind.to_owned(),
                name: format!("{}·{kind}", name(id.0 as u64 - 1)),
                group: None,
                first_seen: None,
                last_seen: (kind == "card").then_some(Timestamp(MARCH)),
            })
            .to_vec(),
        accounts: vec![IdentityView {
            platform: platform.to_owned(),
            platform_id: native.map(str::to_owned),
            alias: None,
            weak: native.is_none(),
            messages: 41,
        }],
        groups: vec!["杭州露营一群".to_owned(), "上海团购群".to_owned()],
        phones: vec!["138****0001".to_owned()],
        hours: std::array::from_fn(|hour| if hour >= 19 { hour as u32 } else { 0 }),
    };
    Pair { sides: [side(one, "wechat", Some("wxid_0001")), side(other, "qq", None)], grounds: grounds() }
}

fn merges() -> Vec<MergeRow> {
    let merge = |id: i64, source: &str, parted| MergeRow {
        id,
        time: Timestamp(MARCH),
        keep: MemberId(id),
        keep_name: name(id as u64 - 1),
        gone: MemberId(id + 200),
        gone_name: name(id as u64 + 199),
        source: source.to_owned(),
        reasons: vec![("name".to_owned(), "林小满".to_owned())],
        parted,
    };
    vec![merge(9, "import", None), merge(8, "hand", Some(Timestamp(MARCH + 60))), merge(7, "suggested", None)]
}

/// A table that nobody foresaw is read once a column says who; a folder is none.
fn look(order: &ImportOrder) -> Option<Preview> {
    let path = order.paths[0].display().to_string();
    if !path.ends_with(".csv") {
        return None;
    }
    let said = |column: &str| {
        let said = order.mapping.iter().find(|(known, _)| known == column);
        said.map(|(_, field)| field.clone())
    };
    let guess = |column: &str| (column == "买主").then(|| "name".to_owned());
    let is_known = order.mapping.iter().any(|(_, field)| field == "name");
    let columns = ["买主", "联络", "等级"].map(|column| Assigned {
        column: column.to_owned(),
        field: said(column).or_else(|| if is_known { Some("field".to_owned()) } else { guess(column) }),
    });
    let values = [["小美", "阿青"], ["138****0001", "139****0002"], ["金卡", "银卡"]];
    let preview = Preview {
        path,
        columns: columns.to_vec(),
        values: values.map(|values| values.map(str::to_owned).to_vec()).to_vec(),
        ..Preview::default()
    };
    Some(match is_known {
        true => Preview {
            format: "members".to_owned(),
            title: "成员名单".to_owned(),
            encoding: "gb18030".to_owned(),
            rows: vec!["小美  等级=金卡".to_owned(), "阿青  等级=银卡".to_owned()],
            ..preview
        },
        false => Preview { error: Some("认不出 买主.csv 的格式。".to_owned()), ..preview },
    })
}

/// A topic of the scheme, one that was discovered, a question, words and an hour.
fn content() -> Content {
    let leader = |id, replies, messages| TopicLeader { id: MemberId(id), name: name(id as u64 - 1), replies, messages };
    let topic = TopicRow {
        name: "育儿".into(),
        discovered: false,
        words: Vec::new(),
        members: 21,
        share: 0.42,
        messages: 64,
        recent: 30,
        before: 12,
        trend: Some("rising"),
        weeks: [1, 2, 4, 5, 6, 7, 8, 9],
        selected: 9,
        led_by: "replies",
        leaders: vec![leader(2, 7, 12)],
    };
    let found = TopicRow {
        name: "吉他·琴弦·乐谱".into(),
        discovered: true,
        words: ["吉他", "琴弦", "乐谱"].map(str::to_owned).to_vec(),
        members: 4,
        share: 0.08,
        messages: 15,
        recent: 3,
        before: 4,
        trend: Some("steady"),
        selected: 4,
        led_by: "messages",
        leaders: vec![leader(1, 0, 9)],
        ..topic.clone()
    };
    let asked = LastWords { group: "亲子露营".into(), time: None, text: "帐篷怎么选？".into() };
    let question = TodayItem {
        member: MemberId(3),
        name: name(2),
        account: qunxiang::model::IdentityId(3),
        stamp: 1,
        matter: Matter::Question { hours: 5.0 },
        words: Some(asked),
    };
    Content {
        topics: Topics {
            speakers: 50,
            messages: 400,
            weeks: [50; 8],
            excerpt: Excerpt { weeks: None, share: 1.0, messages: 400, speakers: 40 },
            topics: vec![topic, found],
        },
        hours: vec![HourRow { day: 2, hour: 20, messages: 12, answered: 9, low: 0.47 }],
        days: vec![DayRow { day: 2, messages: 60, answered: 21, low: 0.24 }],
        questions: vec![question],
    }
}

/// A campaign with what came of it, and one of which nobody knows when it was.
fn campaigns() -> Vec<(CampaignResult, Timestamp)> {
    let rate = |n: u64, of: u64, low: f64, high: f64| Rate { n, of, rate: n as f64 / of as f64, low, high };
    let spring = CampaignResult {
        campaign: "春季活动".to_owned(),
        day: Some("2024-03-11".to_owned()),
        window: 0,
        contacted: 120,
        held_out: 30,
        answered: Some(rate(54, 120, 0.364, 0.539)),
        bought: Some(rate(18, 120, 0.097, 0.225)),
        amount: Some(3_582.0),
        lifts: Vec::new(),
    };
    let other = CampaignResult {
        campaign: "老客回访".to_owned(),
        day: None,
        contacted: 8,
        held_out: 0,
        answered: None,
        bought: None,
        amount: None,
        ..spring.clone()
    };
    vec![(spring, Timestamp(MARCH + 2_000_000)), (other, Timestamp(MARCH))]
}

/// What the first of them gained.
fn lifts(campaign: &str) -> Vec<Lift> {
    let lift = |outcome, source, rate, holdout_rate, interval: Option<(f64, f64)>| Lift {
        outcome,
        source,
        contacted: 112,
        holdout: 340,
        strata: 9,
        rate,
        holdout_rate,
        lift: rate - holdout_rate,
        low: interval.map(|(low, _)| low),
        high: interval.map(|(_, high)| high),
    };
    let spring = vec![
        lift("bought", "file", 0.15, 0.06, Some((0.021, 0.159))),
        lift("ordered", "data", 0.125, 0.1, Some((-0.044, 0.094))),
        lift("spoke", "data", 0.5, 0.25, None),
    ];
    if campaign == "春季活动" { spring } else { Vec::new() }
}

/// Somebody whose list says another place than they do.
fn contradictions() -> Vec<Contradicted> {
    let place = |city: &str| Value::Place { province: "浙江".into(), city: Some(city.into()) };
    let other =
        Conflict { value: place("宁波"), provenance: Provenance::Declared, confidence: 0.76, evidence: Vec::new() };
    let attribute = Attribute {
        value: place("杭州"),
        provenance: Provenance::Surveyed,
        confidence: 0.82,
        conflicts: vec![other],
        ..Attribute::observed("region", 0.0, 2, Vec::new())
    };
    vec![Contradicted { member: MemberId(2), name: name(1), attribute }]
}

/// Two keywords with a message behind the first.
fn keywords() -> Keywords {
    let said = MessageView {
        id: 1,
        time: Timestamp(1_709_254_800),
        group: "亲子露营".into(),
        member: MemberId(2),
        name: name(1),
        text: "转奶粉要慢慢来".into(),
    };
    let keyword = |word: &str, said: Vec<MessageView>| Keyword {
        word: word.into(),
        messages: 12,
        members: 5,
        others: 8,
        times: 4.2,
        low: 2.1,
        high: 8.3,
        z: 4.1,
        said,
    };
    let words = vec![keyword("转奶粉", vec![said]), keyword("绘本", Vec::new())];
    Keywords { against: Against::Others, messages: 120, speakers: 20, others: 400, part: None, words }
}

/// Seventy-five members who differ in one thing, ask to be answered, and whom two strategies of the program fit.
fn brief() -> Brief {
    let scheme = Scheme::builtin();
    let named = |name: &str| scheme.strategies.iter().find(|strategy| strategy.name == name).unwrap().clone();
    let advice = |name, members, everybody| Advice { strategy: named(name), members, everybody };
    Brief {
        members: 75,
        everybody: 299,
        traits: apart().traits,
        content: content(),
        keywords: keywords(),
        tones: Tones {
            rows: vec![ToneRow {
                tone: "question",
                members: 31,
                messages: 240,
                answered: 0.62,
                otherwise: 0.31,
                low: 0.24,
                high: 0.38,
            }],
            is_answered: true,
            part: None,
        },
        scheme: (scheme.title.clone(), scheme.strategies.len()),
        advice: vec![advice("活动一次说清", 41, 96), advice("请回转冷的人", 22, 60)],
    }
}

fn months(of: u64, spoke: &[u64]) -> Vec<CohortMonth> {
    spoke.iter().map(|spoke| CohortMonth { spoke: *spoke, of }).collect()
}

fn scheme(name: &str, title: &str, in_use: bool) -> SchemeRow {
    SchemeRow { name: name.to_owned(), title: title.to_owned(), file: None, in_use, problem: None }
}

fn condition(field: &str, needed: &str, value: Value) -> Condition {
    Condition { field: Some(field.to_owned()), needed: needed.to_owned(), value: Some(value), met: Some(true) }
}
