//! One person under several accounts: what may tell so, what is suggested, and what was done.

use serde::Serialize;

use super::view::{IdentityView, MemberRow, NameSpan};
use super::{GroupId, MemberId, Timestamp};

/// What agrees: (key, value).
pub type Reasons = Vec<(String, String)>;

/// What of a member may show that another is the same person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Traits {
    /// Every name in the form that is compared (`text::normal::fold`).
    pub names: Vec<String>,
    /// Those of them that no more than two members bear.
    pub rare_names: Vec<String>,
    /// Whether they said anything; if not, a list or a shop alone knows them.
    pub speaks: bool,
    /// Those of them that a list or the operator gives as the real one.
    pub real_names: Vec<String>,
    /// Platforms of their accounts.
    pub platforms: Vec<String>,
    /// Mail addresses.
    pub mails: Vec<String>,
    /// Phone numbers.
    pub phones: Vec<String>,
    /// Handles chosen by themselves: 微信号, a login, a user name.
    pub handles: Vec<String>,
    /// Cities they are known to live in.
    pub cities: Vec<String>,
    /// Last four digits of phones, masked ones too.
    pub tails: Vec<String>,
    /// Dates of birth, as they were given.
    pub birthdays: Vec<String>,
    /// `male` or `female`, if it is known.
    pub gender: Option<String>,
    /// When they came into a group.
    pub joined: Vec<Timestamp>,
    /// Who brought them.
    pub inviters: Vec<MemberId>,
    /// Groups they are in, with the names.
    pub groups: Vec<(GroupId, String)>,
}

/// One thing in which two members agree or differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ground {
    /// What: `mail`, `name`, `city`, …
    pub key: String,
    /// The value they agree in; of what differs, both.
    pub value: String,
    /// How much it counts: above 0 for one person, below 0 for two.
    pub weight: f32,
}

/// Two members who may be one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// One of them, the one who stays.
    pub one: MemberRow,
    /// The other.
    pub other: MemberRow,
    /// What speaks for it, the strongest first, then what speaks against it.
    pub grounds: Vec<Ground>,
}

impl Suggestion {
    /// The sum of all weights: the higher, the surer.
    pub fn score(&self) -> f32 {
        score(&self.grounds)
    }
}

/// The sum of all weights.
pub fn score(grounds: &[Ground]) -> f32 {
    grounds.iter().map(|ground| ground.weight).sum()
}

/// Two members side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Both, the one who would stay first.
    pub sides: [Side; 2],
    /// As in [`Suggestion::grounds`]; of a pair chosen by hand there may be none.
    pub grounds: Vec<Ground>,
}

/// What tells who one of two members is.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Name, messages, first and last seen.
    pub row: MemberRow,
    /// Every name they bear or bore, the latest first.
    pub names: Vec<NameSpan>,
    /// Their accounts; one known by name alone is weak.
    pub accounts: Vec<IdentityView>,
    /// The groups they are or were in.
    pub groups: Vec<String>,
    /// Phone numbers, masked but for their ends.
    pub phones: Vec<String>,
    /// Messages by hour of the day, local.
    pub hours: [u32; 24],
}

/// Two members who became one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MergeRow {
    /// Its number.
    pub id: i64,
    /// When.
    pub time: Timestamp,
    /// The member who stayed.
    pub keep: MemberId,
    /// Their name now; empty once they are part of somebody else.
    pub keep_name: String,
    /// The member who became part of them.
    pub gone: MemberId,
    /// Their name then.
    pub gone_name: String,
    /// `hand`, `suggested`, or `import`: a file named both accounts as one, or gave both the same key.
    pub source: String,
    /// What agreed.
    pub reasons: Reasons,
    /// When they were taken apart again.
    pub parted: Option<Timestamp>,
}
