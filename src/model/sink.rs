//! Where importers push what they read.

use super::record::{Chat, Position, Record, Survey};

/// Why a sink takes no more: the store failed, or the user cancelled.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// The user pressed Esc or Ctrl-C.
    #[error("cancelled")]
    Cancelled,
    /// Storing failed.
    #[error(transparent)]
    Failed(#[from] Box<dyn std::error::Error + Send + Sync>),
}

/// What an importer found about the file before its first record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceInfo {
    /// Format name in kebab-case (`weflow-json`), as reports show it.
    pub format: &'static str,
    /// The exporter's version, where the file tells.
    pub version: Option<String>,
    /// The character encoding that was read.
    pub encoding: &'static str,
}

/// What a file's own times say of the clock that wrote them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Clock {
    /// Whether some times named no zone, and that of the import was assumed.
    #[serde(rename = "zone_assumed")]
    pub assumed: bool,
    /// The zones of the exporter's clock, as `+08:00`, the most frequent first: what lies between
    /// times that the file writes both as a number and as text. Empty where it does not.
    #[serde(rename = "exporter_zones")]
    pub exporter: Vec<String>,
}

/// What a column of a table was taken for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Assigned {
    /// Its header.
    pub column: String,
    /// The field, by the word that `--map` takes; `None` where nothing is made of it.
    pub field: Option<String>,
}

/// Takes an importer's records in file order. Every call may say [`Stop`], and the importer
/// then returns at once.
pub trait Sink {
    /// The chat that the following messages, events and people belong to.
    fn chat(&mut self, chat: &Chat) -> Result<(), Stop>;

    /// What follows belongs to no chat.
    fn no_chat(&mut self) -> Result<(), Stop> {
        Ok(())
    }

    /// What the columns of a table were taken for, before its first row.
    fn columns(&mut self, _: &[Assigned]) {}

    /// The survey that the following responses answer.
    fn survey(&mut self, survey: &Survey) -> Result<(), Stop>;

    /// One record and where it stands.
    fn record(&mut self, at: Position, record: Record) -> Result<(), Stop>;

    /// One row that could not be read, and why, in the user's language.
    fn skip(&mut self, at: Position, reason: String) -> Result<(), Stop>;

    /// What the file's times say of the clock that wrote them, after its last row.
    fn clock(&mut self, _: &Clock) {}

    /// Something the user should know about the file as a whole.
    fn warn(&mut self, warning: String);

    /// How many bytes of the file (as stored on disk) have been read so far.
    fn read_so_far(&mut self, bytes: u64) -> Result<(), Stop>;
}
