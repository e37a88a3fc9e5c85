//! What an importer reads out of a file, before anything is resolved.
//!
//! Records say what the file says. Who a [`PersonRef`] is, and which message a [`ReplyRef`]
//! means, is decided when the records are stored, where the rest of the community is known.

pub use super::person::{NameKind, PersonRef, Platform, Role};
use super::{Money, Timestamp};

/// Where in a file a record or a problem stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// A line, counted from 1.
    Line(u64),
    /// A byte offset, where lines mean nothing.
    Byte(u64),
    /// A row of a spreadsheet, counted from 1.
    Row(u64),
}

impl Position {
    /// The bare number; [`Position::unit`] says what it counts.
    pub fn number(self) -> u64 {
        match self {
            Position::Line(n) | Position::Byte(n) | Position::Row(n) => n,
        }
    }

    /// What the number counts: `line`, `byte` or `row`.
    pub fn unit(self) -> &'static str {
        match self {
            Position::Line(_) => "line",
            Position::Byte(_) => "byte",
            Position::Row(_) => "row",
        }
    }

    /// A position by its unit and number; an unknown unit is taken for a line.
    pub fn read(unit: &str, number: u64) -> Position {
        match unit {
            "byte" => Position::Byte(number),
            "row" => Position::Row(number),
            _ => Position::Line(number),
        }
    }
}

/// A chat, channel, board, or the list a roster describes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Chat {
    /// The platform it is on.
    pub platform: Platform,
    /// Its own id, if the file knows it. Chats match by it, else by name within a platform.
    pub native_id: Option<String>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: ChatKind,
}

/// What a chat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChatKind {
    /// Many people.
    Group,
    /// Two people.
    Private,
    /// One speaks, many read.
    Channel,
}

/// What a column or a question is about, as far as its title says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// 性别.
    Gender,
    /// 年龄 or 年龄段.
    Age,
    /// 生日 or 出生年份.
    Birthday,
    /// 城市, 地区, 省份.
    Region,
    /// 职业, 行业, 岗位.
    Occupation,
    /// 人生阶段, 是否有孩子.
    LifeStage,
    /// 标签: the operator's own labels.
    Tags,
    /// 入群时间, 注册时间: when the person came.
    Joined,
    /// Anything else: kept under its title.
    Other,
}

/// One cell under its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The header, as written.
    pub header: String,
    /// What the header means.
    pub meaning: Meaning,
    /// The cell, as written.
    pub value: String,
}

/// A person in a list: of a chat's members, or a roster's row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// Who it is.
    pub who: PersonRef,
    /// Role in the current chat.
    pub role: Option<Role>,
    /// When they joined it.
    pub joined: Option<Timestamp>,
    /// Who brought them.
    pub inviter: Option<PersonRef>,
    /// Every other column.
    pub fields: Vec<Field>,
}

/// The kind of thing that was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum MessageKind {
    Text = 0,
    Image = 1,
    Voice = 2,
    Video = 3,
    File = 4,
    Sticker = 5,
    Link = 6,
    Location = 7,
    RedPacket = 8,
    Transfer = 9,
    Call = 10,
    Share = 11,
    Forward = 12,
    Card = 13,
    /// 接龙.
    Solitaire = 14,
    Poll = 15,
    Announcement = 16,
    Other = 17,
}

impl MessageKind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [MessageKind; 18] = [
        MessageKind::Text,
        MessageKind::Image,
        MessageKind::Voice,
        MessageKind::Video,
        MessageKind::File,
        MessageKind::Sticker,
        MessageKind::Link,
        MessageKind::Location,
        MessageKind::RedPacket,
        MessageKind::Transfer,
        MessageKind::Call,
        MessageKind::Share,
        MessageKind::Forward,
        MessageKind::Card,
        MessageKind::Solitaire,
        MessageKind::Poll,
        MessageKind::Announcement,
        MessageKind::Other,
    ];

    /// By number, as stored.
    pub fn from_number(number: i64) -> MessageKind {
        usize::try_from(number).ok().and_then(|n| MessageKind::ALL.get(n).copied()).unwrap_or(MessageKind::Other)
    }

    /// Whether the text is the member's own words, fit for language analysis.
    pub fn is_own_words(self) -> bool {
        matches!(self, MessageKind::Text | MessageKind::Solitaire | MessageKind::Announcement)
    }
}

/// What a message answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplyRef {
    /// The message with this native id, in the same chat.
    Native(String),
    /// A quote: its author, if named, and the beginning of its text.
    Quote {
        /// Who is quoted.
        author: PersonRef,
        /// The quoted text, possibly cut.
        text: String,
    },
    /// A person, where the file says whom but not which message.
    Person(PersonRef),
}

/// Whom a message addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mention {
    /// One person.
    Person(PersonRef),
    /// @所有人, @everyone: a broadcast, never a person.
    Everyone,
}

/// A reaction under a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// The emoji or its name.
    pub emoji: String,
    /// How many gave it.
    pub count: u32,
    /// Those of them that the file names.
    pub who: Vec<PersonRef>,
}

/// Something a member said.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// The platform's id of the message, where it is stable between exports.
    pub native_id: Option<String>,
    /// When.
    pub time: Timestamp,
    /// Who.
    pub sender: PersonRef,
    /// What kind.
    pub kind: MessageKind,
    /// The words, without quote and placeholder; `None` where the export lost them.
    pub text: Option<String>,
    /// What it answers.
    pub reply: Option<ReplyRef>,
    /// Whom it addresses, where the file says so. `@名字` inside the text is found later.
    pub mentions: Vec<Mention>,
    /// What it earned.
    pub reactions: Vec<Reaction>,
    /// The native thread or topic, where the platform has them.
    pub thread: Option<String>,
}

impl Message {
    /// Nothing but who said it and when.
    pub fn of(sender: PersonRef, time: Timestamp) -> Message {
        Message {
            native_id: None,
            time,
            sender,
            kind: MessageKind::Text,
            text: None,
            reply: None,
            mentions: Vec::new(),
            reactions: Vec::new(),
            thread: None,
        }
    }
}

/// What somebody did. The words of behaviour logs (formats.md §17) and of system rows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Action {
    Message,
    Reply,
    Mention,
    Like,
    Forward,
    View,
    Checkin,
    Join,
    Leave,
    Order,
    Invite,
    Kick,
    Role,
    Rename,
    Recall,
    Pat,
    RedPacket,
    Transfer,
    Solitaire,
    /// A notice of the platform with no member's act in it.
    Notice,
    /// A word of the file's own, kept as it is.
    Other(String),
}

impl Action {
    /// The known actions with their English key and Chinese word.
    pub const KNOWN: [(Action, &'static str, &'static str); 20] = [
        (Action::Message, "message", "发言"),
        (Action::Reply, "reply", "回复"),
        (Action::Mention, "mention", "提及"),
        (Action::Like, "like", "点赞"),
        (Action::Forward, "forward", "转发"),
        (Action::View, "view", "浏览"),
        (Action::Checkin, "checkin", "签到"),
        (Action::Join, "join", "加入"),
        (Action::Leave, "leave", "退出"),
        (Action::Order, "order", "下单"),
        (Action::Invite, "invite", "邀请"),
        (Action::Kick, "kick", "移出"),
        (Action::Role, "role", "角色变更"),
        (Action::Rename, "rename", "改名"),
        (Action::Recall, "recall", "撤回"),
        (Action::Pat, "pat", "拍一拍"),
        (Action::RedPacket, "red_packet", "红包"),
        (Action::Transfer, "transfer", "转账"),
        (Action::Solitaire, "solitaire", "接龙"),
        (Action::Notice, "notice", "通知"),
    ];

    /// Whether it tells who belongs where: recorded, but no activity of anybody.
    pub fn is_membership(&self) -> bool {
        matches!(
            self,
            Action::Join
                | Action::Leave
                | Action::Invite
                | Action::Kick
                | Action::Role
                | Action::Rename
                | Action::Recall
                | Action::Notice
        )
    }

    /// The key of JSON, SQL and the filter language.
    pub fn key(&self) -> &str {
        match self {
            Action::Other(word) => word,
            known => Action::KNOWN.iter().find(|(action, ..)| action == known).map_or("", |(_, key, _)| key),
        }
    }

    /// Reads a key or a Chinese word; anything else is kept as it is.
    pub fn parse(word: &str) -> Action {
        let word = word.trim().to_lowercase();
        if let Some((action, ..)) = Action::KNOWN.iter().find(|(_, key, zh)| *key == word || *zh == word) {
            return action.clone();
        }
        match word.as_str() {
            "post" | "发帖" => Action::Message,
            "comment" | "评论" => Action::Reply,
            "@" => Action::Mention,
            "share" | "分享" => Action::Forward,
            "打卡" => Action::Checkin,
            "购买" | "buy" | "purchase" => Action::Order,
            "进群" | "入群" => Action::Join,
            "退群" => Action::Leave,
            _ => Action::Other(word),
        }
    }
}

/// Something a member did, or the platform noted.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The file's id of the row, where it has one.
    pub native_id: Option<String>,
    /// When.
    pub time: Timestamp,
    /// What.
    pub action: Action,
    /// Who did it; `None` where nobody knows.
    pub actor: Option<PersonRef>,
    /// To whom.
    pub targets: Vec<PersonRef>,
    /// The raw text, for the record.
    pub text: Option<String>,
    /// How often; negative counts take back earlier ones.
    pub count: i64,
    /// Money, with an order, red packet or transfer.
    pub amount: Option<Money>,
    /// Native thread or object.
    pub thread: Option<String>,
    /// Whether the platform wrote the row (joins, kicks, renames, recalls, notices).
    pub system: bool,
}

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderStatus {
    /// Not paid yet.
    Open,
    /// Paid.
    Paid,
    /// Closed or cancelled: no revenue.
    Closed,
}

/// An order of a shop.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The shop's order number.
    pub native_id: Option<String>,
    /// The platform or shop that numbers it.
    pub shop: String,
    /// Who bought.
    pub buyer: PersonRef,
    /// When it was placed.
    pub placed: Timestamp,
    /// When it was paid.
    pub paid: Option<Timestamp>,
    /// Where it stands.
    pub status: OrderStatus,
    /// What was paid.
    pub amount: Money,
    /// What was paid back of it.
    pub refunded: Money,
    /// What was taken off the list price.
    pub discount: Money,
    /// What was bought, in the shop's words.
    pub items: String,
    /// The same item by item, where the file tells more of each than its name.
    pub lines: Vec<OrderLine>,
    /// Whether the order was put together from its items: freight and what became of the whole
    /// are told elsewhere.
    pub from_items: bool,
    /// Every other column worth keeping (province, city, source …).
    pub fields: Vec<Field>,
}

/// One item of an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderLine {
    /// What it is called.
    pub name: String,
    /// The shop's category of it.
    pub category: Option<String>,
    /// How many; 0 where nobody knows.
    pub quantity: u32,
    /// What was paid for all of them.
    pub paid: Money,
}

/// A questionnaire, before its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// Its title; the file's stem where the file has none.
    pub title: String,
    /// The questions, in order.
    pub questions: Vec<Question>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its text, without the number.
    pub title: String,
    /// What it asks for.
    pub meaning: Meaning,
}

/// One person's answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The row's own number.
    pub native_id: Option<String>,
    /// When it was handed in.
    pub time: Timestamp,
    /// Who answered, as far as their answers say.
    pub respondent: PersonRef,
    /// (question index, options chosen or text written), answered questions only.
    pub answers: Vec<(usize, Vec<String>)>,
}

/// One thing a file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Record {
    /// Something said.
    Message(Message),
    /// Something done.
    Event(Event),
    /// A person of the current chat's member list: counted under `members` only.
    Listed(Person),
    /// A roster's row: counted as a record.
    Roster(Person),
    /// An order.
    Order(Order),
    /// Answers to the current survey.
    Response(Response),
}
