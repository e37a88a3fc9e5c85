//! What came of a campaign: who was contacted, who answered, who bought.

use serde::Serialize;

use super::record::{PersonRef, Position};
use super::report::Skip;
use super::{Day, MemberId, Money, Timestamp};

/// Whether somebody was contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    /// At this instant.
    At(Timestamp),
    /// Nobody says when.
    SomeTime,
    /// Not at all: held out on purpose.
    HeldOut,
}

/// What is said of somebody in a campaign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Whether they were contacted.
    pub contact: Contact,
    /// Whether they answered; `None` if the table does not say.
    pub answered: Option<bool>,
    /// Whether they bought; `None` if the table does not say.
    pub bought: Option<bool>,
    /// For how much.
    pub amount: Option<Money>,
}

/// A row of a campaign's table.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeRow {
    /// Where it stands.
    pub at: Position,
    /// A reference to a member as a person types it, where the table has a column of them.
    pub reference: Option<String>,
    /// Whom the other columns mean.
    pub who: PersonRef,
    /// What is said of them.
    pub outcome: Outcome,
}

/// A campaign's table, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutcomeTable {
    /// Its rows.
    pub rows: Vec<OutcomeRow>,
    /// Rows that cannot be read, with why.
    pub skips: Vec<Skip>,
    /// Headers of columns of which nothing is taken.
    pub ignored: Vec<String>,
}

/// What an import of a campaign gave.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OutcomeReport {
    /// The campaign.
    pub campaign: String,
    /// Rows of the table.
    pub rows: u64,
    /// Members contacted.
    pub contacted: u64,
    /// Members held out on purpose.
    pub held_out: u64,
    /// Rows in which no member, or several, were found.
    pub unmatched: u64,
    /// Rows that could not be used, unmatched ones among them.
    pub skipped: u64,
    /// Each of them, with its line.
    pub skips: Vec<Skip>,
    /// Headers of columns of which nothing was taken.
    pub ignored: Vec<String>,
}

/// A campaign in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The day of the first contact, if known.
    pub day: Option<Day>,
    /// When it was imported.
    pub imported: Timestamp,
    /// What is said of whom.
    pub outcomes: Vec<(MemberId, Outcome)>,
}

/// A share with its 95 % interval (Wilson).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rate {
    /// How many did.
    pub n: u64,
    /// Of how many.
    pub of: u64,
    /// The share, 0..1.
    pub rate: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// How much more often the contacted did something than those like them who were not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lift {
    /// `answered`, `bought`, `spoke`, `ordered`.
    pub outcome: &'static str,
    /// Who tells of it: `file` or `data`.
    pub source: &'static str,
    /// Contacted members who have somebody like them among the held out.
    pub contacted: u64,
    /// Members not contacted in the same strata.
    pub holdout: u64,
    /// Strata with both.
    pub strata: u64,
    /// The contacted members' share, weighted over the strata.
    pub rate: f64,
    /// The hold-out's, weighted alike.
    pub holdout_rate: f64,
    /// The first minus the second.
    pub lift: f64,
    /// The lower end of its 95 % interval; `None` if there are too few to tell.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
}

/// What came of a campaign.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CampaignResult {
    /// Its name.
    pub campaign: String,
    /// The day of the first contact.
    pub day: Option<String>,
    /// Days after it that the data tell of, at most those asked for.
    pub window: u32,
    /// Members contacted.
    pub contacted: u64,
    /// Members held out on purpose.
    pub held_out: u64,
    /// Who answered, of the contacted of whom that is known.
    pub answered: Option<Rate>,
    /// Who bought.
    pub bought: Option<Rate>,
    /// What they paid, in the store's currency; none, if the table does not say.
    pub amount: Option<f64>,
    /// Beside those who were not contacted.
    pub lifts: Vec<Lift>,
}
