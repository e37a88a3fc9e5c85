//! What an import and a build tell when they are done.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::record::Position;
use super::sink::Clock;

/// A row that was not read. In JSON `line` is the number, and `at` says what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// Where it stands.
    pub at: Position,
    /// Why, in the user's language.
    pub reason: String,
}

impl Serialize for Skip {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut skip = serializer.serialize_struct("Skip", 3)?;
        skip.serialize_field("line", &self.at.number())?;
        skip.serialize_field("at", self.at.unit())?;
        skip.serialize_field("reason", &self.reason)?;
        skip.end()
    }
}

/// What one file gave. `new + duplicate = records`; skipped rows are in none of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct FileReport {
    /// As the user named it, or as found in a folder.
    pub path: String,
    /// Format name in kebab-case; empty if the file could not be read.
    pub format: String,
    /// Character encoding.
    pub encoding: String,
    /// Messages, events, system rows, orders, answers or roster rows in the file.
    pub records: u64,
    /// Those the store did not have.
    pub new: u64,
    /// Those it had.
    pub duplicate: u64,
    /// Rows the platform wrote.
    pub system: u64,
    /// Rows that could not be read.
    pub skipped: u64,
    /// The first of them, with reasons.
    pub skips: Vec<Skip>,
    /// People the file names or lists.
    pub members: u64,
    /// New members beside them, whom others only answer, mention or invite in it.
    #[serde(skip)]
    pub pointed_at: u64,
    /// What its times say of the clock that wrote them.
    #[serde(flatten)]
    pub clock: Clock,
    /// What the user should know of the file as a whole.
    pub warnings: Vec<String>,
    /// Why the file could not be read at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// What an import gave: the JSON of `import --json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct ImportReport {
    /// File by file.
    pub files: Vec<FileReport>,
    /// Sum over files, as in [`FileReport`].
    pub records: u64,
    /// Sum over files.
    pub new: u64,
    /// Sum over files.
    pub duplicate: u64,
    /// Sum over files.
    pub system: u64,
    /// Sum over files.
    pub skipped: u64,
    /// Sum over files.
    #[serde(skip)]
    pub pointed_at: u64,
    /// Orders and answers in the store that wait for somebody to say whose they are.
    #[serde(skip)]
    pub waiting: u64,
    /// Pairs of members who may be one person; looked for only if something was new.
    #[serde(skip)]
    pub alike: u64,
}

impl ImportReport {
    /// Adds one file and its sums.
    pub fn push(&mut self, file: FileReport) {
        self.records += file.records;
        self.new += file.new;
        self.duplicate += file.duplicate;
        self.system += file.system;
        self.skipped += file.skipped;
        self.pointed_at += file.pointed_at;
        self.files.push(file);
    }

    /// Whether some file could not be read at all.
    pub fn failed(&self) -> bool {
        self.files.iter().any(|file| file.error.is_some())
    }
}

/// What a build did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct BuildReport {
    /// The build's number.
    pub build: i64,
    /// Members whose rows were read again.
    pub read: u64,
    /// Members in all.
    pub members: u64,
    /// Tags given.
    pub tagged: u64,
    /// Tags taken away.
    pub untagged: u64,
    /// The as-of day of the largest community.
    pub as_of: Option<String>,
}

/// How far a long task is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Progress {
    /// What is being done, a short phrase in the user's language.
    pub phase: String,
    /// Done so far, in `unit`.
    pub done: u64,
    /// All there is, if known.
    pub total: Option<u64>,
    /// What is counted.
    pub unit: ProgressUnit,
    /// Records seen so far, beside bytes.
    pub records: u64,
}

/// What a [`Progress`] counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ProgressUnit {
    /// Bytes of input.
    #[default]
    Bytes,
    /// Members.
    Members,
    /// Rows.
    Rows,
}

/// What a purge deletes, or would.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct PurgeReport {
    /// The day before which it is: what is of this day and later stays.
    pub older: String,
    /// Messages.
    pub messages: u64,
    /// Events: joins, kicks, likes, pats, …; one for each person they were done to.
    pub events: u64,
    /// Seats in groups of which nothing tells any more.
    pub memberships: u64,
    /// Names that nobody bears any more.
    pub names: u64,
    /// Members of whom nothing is left.
    pub members: u64,
    /// Groups of which nothing is left.
    pub groups: u64,
}

impl PurgeReport {
    /// Whether there is nothing so old.
    pub fn is_empty(&self) -> bool {
        self.messages + self.events == 0
    }
}
