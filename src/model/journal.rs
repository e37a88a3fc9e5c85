//! What the operator did: acts as they are written down, to be taken back and done again.

use serde::{Deserialize, Serialize};

use super::{MemberId, Timestamp};

/// An act of the operator on people or segments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// Gave a tag by hand.
    AddTag {
        /// The tag.
        tag: String,
    },
    /// Took a tag away by hand.
    RemoveTag {
        /// The tag.
        tag: String,
    },
    /// Wrote a note.
    Note,
    /// Took a note away.
    RemoveNote,
    /// Planned a follow-up.
    FollowUp,
    /// Took a matter off today's list: for good, or for some days.
    Deal {
        /// How many days; for good, if none.
        days: Option<i32>,
    },
    /// Marked as staff, as a bot, or as neither.
    MarkStaff {
        /// `staff`, `bot`, `none`.
        mark: String,
    },
    /// Took out of profiling, lists and exports.
    OptOut,
    /// Locked an attribute, or set it by hand.
    Lock {
        /// Its key.
        attribute: String,
    },
    /// Let builds say again what an attribute is.
    Unlock {
        /// Its key.
        attribute: String,
    },
    /// Said of a tag that a rule gave whether it fits.
    Review {
        /// The tag.
        tag: String,
        /// `right`, `wrong`, `unsure`.
        verdict: String,
    },
    /// Saved a segment.
    SaveSegment {
        /// Its name.
        name: String,
    },
    /// Gave a segment another name.
    RenameSegment {
        /// Its old name.
        from: String,
        /// Its new name.
        to: String,
    },
    /// Deleted a segment.
    DeleteSegment {
        /// Its name.
        name: String,
    },
    /// Accepted joins.
    AcceptJoins,
    /// Turned joins down.
    RejectJoins,
    /// Made two members one person.
    Merge {
        /// Who became part of the other; stores of earlier versions do not say.
        #[serde(default)]
        gone: Option<MemberId>,
    },
    /// Said that two members are two people.
    KeepApart,
    /// Took a merge apart.
    Split {
        /// Who is somebody of their own again; stores of earlier versions do not say.
        #[serde(default)]
        gone: Option<MemberId>,
    },
    /// Built by another scheme from then on.
    UseScheme {
        /// Its name.
        scheme: String,
    },
}

impl Act {
    /// A stable name: `add_tag`.
    pub fn key(&self) -> String {
        let written = serde_json::to_value(self).unwrap_or_default();
        written["act"].as_str().unwrap_or_default().to_owned()
    }

    /// The words that it is about: a tag, names of segments, days.
    pub fn words(&self) -> Vec<String> {
        match self {
            Act::AddTag { tag } | Act::RemoveTag { tag } => vec![tag.clone()],
            Act::Review { tag, verdict } => vec![tag.clone(), verdict.clone()],
            Act::Deal { days } => days.iter().map(ToString::to_string).collect(),
            Act::Lock { attribute } | Act::Unlock { attribute } => vec![attribute.clone()],
            Act::MarkStaff { mark } => vec![mark.clone()],
            Act::UseScheme { scheme } => vec![scheme.clone()],
            Act::SaveSegment { name } | Act::DeleteSegment { name } => vec![name.clone()],
            Act::RenameSegment { from, to } => vec![from.clone(), to.clone()],
            _ => Vec::new(),
        }
    }

    /// The same act on segments that may go by other names.
    #[must_use]
    pub fn with_names(self, named: impl Fn(&str) -> &str) -> Act {
        match self {
            Act::SaveSegment { name } => Act::SaveSegment { name: named(&name).to_owned() },
            Act::DeleteSegment { name } => Act::DeleteSegment { name: named(&name).to_owned() },
            Act::RenameSegment { from, to } => {
                Act::RenameSegment { from: named(&from).to_owned(), to: named(&to).to_owned() }
            }
            other => other,
        }
    }

    /// The other side of a merge.
    pub fn other(&self) -> Option<MemberId> {
        match self {
            Act::Merge { gone } | Act::Split { gone } => *gone,
            _ => None,
        }
    }

    /// Whether imports may rest on it: then it holds from the next one on.
    pub fn bears_imports(&self) -> bool {
        matches!(self, Act::AcceptJoins)
    }

    /// Whether it did the same to each of several members, so that it still can be taken back for
    /// the others when one of them is erased.
    pub fn is_member_by_member(&self) -> bool {
        use Act::{AddTag, Deal, FollowUp, MarkStaff, Note, OptOut, RemoveNote, RemoveTag, Review};
        matches!(
            self,
            AddTag { .. }
                | RemoveTag { .. }
                | Note
                | RemoveNote
                | FollowUp
                | Deal { .. }
                | MarkStaff { .. }
                | OptOut
                | Review { .. }
        )
    }
}

/// How far an act is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ActState {
    /// Done, and can be taken back.
    Done,
    /// Taken back, and can be done again.
    Undone,
    /// Holds for good: it could not be taken back.
    Fixed,
    /// Taken back for good: something else was done since.
    Void,
}

impl ActState {
    /// The state of a stable name.
    pub fn of(key: &str) -> ActState {
        match key {
            "done" => ActState::Done,
            "undone" => ActState::Undone,
            "fixed" => ActState::Fixed,
            _ => ActState::Void,
        }
    }
}

impl ActState {
    /// A stable name.
    pub fn key(self) -> &'static str {
        match self {
            ActState::Done => "done",
            ActState::Undone => "undone",
            ActState::Fixed => "fixed",
            ActState::Void => "void",
        }
    }
}

/// One line of the log of what was done with people's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// When.
    pub time: Timestamp,
    /// What.
    pub what: Logged,
}

/// What the log tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Logged {
    /// An act that can be undone, or could.
    Act(Entry),
    /// What left the store, or was erased from it; what stores of earlier versions logged.
    Other {
        /// `export`, `hand_over`, `forget`, …
        action: String,
        /// Of how many rows or members.
        count: u64,
        /// Where to, or the campaign; empty if neither.
        path: String,
        /// All that is known of it: JSON, without anybody's data.
        detail: String,
    },
}

/// An act as it stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What was done.
    #[serde(flatten)]
    pub act: Act,
    /// To how many members, or how many decisions.
    pub count: u64,
    /// The member, if it was about one who is still there.
    pub member: Option<MemberId>,
    /// Their name; empty where there is none.
    pub name: String,
    /// The name of the other side of a merge; empty where there is none.
    pub other: String,
    /// When.
    pub time: Timestamp,
    /// `explorer` or `command`.
    pub origin: String,
    /// How far it is.
    pub state: ActState,
}

/// Why an act was not taken back, or not done again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The latest that was done is an import, which is not taken back: it is the act's turn next.
    Behind(NewerImports),
    /// Something was imported since, which may rest on it.
    Imported,
    /// What it changed is no longer as it left it.
    Changed,
}

impl Obstacle {
    /// A stable name.
    pub fn key(&self) -> &'static str {
        match self {
            Obstacle::Behind(_) => "behind",
            Obstacle::Imported => "imported",
            Obstacle::Changed => "changed",
        }
    }
}

/// What was imported since an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewerImports {
    /// The latest file, as the operator named it; empty once it named somebody who was erased.
    pub path: String,
    /// How many files.
    pub files: u64,
}

/// What came of taking an act back, or of doing it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The act.
    pub entry: Entry,
    /// Why it stayed as it was.
    pub obstacle: Option<Obstacle>,
    /// Whether profiles have to be built anew.
    pub is_stale: bool,
}
