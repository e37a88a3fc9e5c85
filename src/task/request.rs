//! What a screen may ask for, and what comes back.
//!
//! Every question carries a [`Ticket`]; its answer brings the same one, and a screen drops
//! answers whose ticket is no longer the one it waits for.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use rustc_hash::FxHashMap;

use crate::config::Change;
use crate::lang::Tongue;
use crate::model::association::AssociationList;
use crate::model::circle::CircleRow;
use crate::model::comparison::{Retention, SegmentComparison, StageCount};
use crate::model::foresight::{Foresight, Proof};
use crate::model::identity::{MergeRow, Pair, Suggestion};
use crate::model::journal::{Entry, LogLine, Turn};
use crate::model::leaving::Leaving;
use crate::model::outcome::CampaignResult;
use crate::model::persona::PersonaList;
use crate::model::portrait::Ties;
use crate::model::report::{BuildReport, ImportReport, Progress};
use crate::model::review::{Reviewed, Verdict};
use crate::model::shift::Shifts;
use crate::model::similar::Similar;
use crate::model::slice::{Slice, Trend};
use crate::model::today::{Dealing, FollowUp, Since, TodayItem};
use crate::model::topic::{Content, Keywords, OnTopic};
use crate::model::view::{
    Contradicted, CrossTable, Crossing, Distribution, EvidenceLine, GroupRow, HeldTag, ImportRow, InviterRow,
    JoinProposal, JoinSummary, MemberPage, MemberPortrait, MessageView, OverlapRow, Overview, RankedRow, SegmentRow,
    Sort, StaffMark, TagRow, Vocabulary,
};
use crate::model::week::Week;
use crate::model::{Day, MemberId, Timestamp, Value};
use crate::query::Expr;
pub use crate::store::Moved;
use crate::task::brief::Brief;
pub use crate::task::compare::SegmentDiff;
pub use crate::task::ingest::Preview;
use crate::task::quality::Remark;
use crate::task::scheme::SchemeRow;
use crate::task::tune::{Tried, TuneOrder};

/// Tells an answer from its predecessors.
pub type Ticket = u64;

/// A window of a filtered, sorted member list.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// Which members; everybody, if none.
    pub filter: Option<Expr>,
    /// In which order.
    pub sort: Sort,
    /// From which place.
    pub offset: u64,
    /// How many.
    pub limit: u64,
    /// Further columns by key.
    pub columns: Vec<String>,
}

/// A ranked list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ranking {
    /// By influence in a slice.
    Kol(Slice),
    /// By churn risk.
    Churn,
    /// By the risk of not being seen within so many days, others than builds keep one of.
    Within(u32),
    /// By consumption potential.
    Potential,
}

impl Ranking {
    /// The attribute that it goes by.
    pub fn key(&self) -> &'static str {
        match self {
            Ranking::Kol(_) => "influence",
            Ranking::Churn | Ranking::Within(_) => "churn_risk",
            Ranking::Potential => "consumption",
        }
    }
}

/// What to export and how.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ExportOrder {
    /// Which members.
    pub filter: Option<Expr>,
    /// In which order.
    pub sort: Sort,
    /// Only these, if any are marked.
    pub only: Vec<MemberId>,
    /// Columns by key; the default set if empty.
    pub columns: Vec<String>,
    /// Where to; the ending decides between csv, xlsx, json and jsonl.
    pub path: PathBuf,
    /// For Excel in Chinese, or plain for tools.
    pub excel: bool,
    /// Replace an existing file.
    pub overwrite: bool,
    /// What to show in full (`phone`, `mail`; `sensitive` for tags on sensitive matters); masked or left out otherwise.
    pub unmask: Vec<String>,
    /// Replace names and ids by pseudonyms.
    pub pseudonymous: bool,
    /// Leave text cells unguarded against spreadsheet formulas.
    pub raw: bool,
    /// Leave out whom the operator contacted in so many days, and who is not to be disturbed.
    pub rested: Option<u32>,
    /// Who receives it, for the log.
    pub recipient: Option<String>,
}

/// What to import and how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOrder {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Format by name, instead of detection.
    pub format: Option<String>,
    /// Community by name; the store's default if none.
    pub community: Option<String>,
    /// Zone of times without one.
    pub zone: Option<String>,
    /// Year of the first message, where a chat's times name none.
    pub year: Option<i16>,
    /// `COLUMN=FIELD` assignments for tables.
    pub mapping: Vec<(String, String)>,
    /// Leave the build for later.
    pub no_build: bool,
}

/// A question that changes nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// The store in numbers.
    Overview,
    /// What to do today, the most pressing first.
    Today,
    /// What is planned with a member.
    Plan(MemberId),
    /// A window of members.
    Members(Window),
    /// The numbers of all members under a filter.
    MemberIds(Option<Expr>),
    /// What changed since the operator last looked.
    Since,
    /// Filters typed before, the latest first.
    TypedFilters,
    /// Tags with their counts under a filter.
    Tags(Option<Expr>),
    /// The tags that any of these members has.
    HeldTags(Vec<MemberId>),
    /// One member's page.
    Portrait(MemberId),
    /// What speaks for and against one attribute key or `tag:NAME` of a member.
    Evidence(MemberId, String),
    /// A member's messages, newest first, from an offset.
    Messages(MemberId, u64, u64),
    /// Groups, with the figures of the members under a filter.
    Groups(Option<Expr>),
    /// Every two groups that share people.
    Overlap,
    /// Members in several groups.
    Crossing,
    /// Who invited whom, as a tree.
    Inviters,
    /// A field's distribution under a filter.
    Distribution(String, Option<Expr>),
    /// How many members under a filter have each value of a field, asked while it is typed.
    Counts(String, Option<Expr>),
    /// Two fields under a filter.
    CrossTable(String, String, Option<Expr>),
    /// Topics, hours and open questions of the members under a filter.
    Content(Option<Expr>),
    /// What the members under a filter said of a topic last, and who: its name, and the words of one that was found.
    Spoken(String, Vec<String>, Option<Expr>),
    /// What the members under a filter say more than the others do; without one, what the last week's keywords are.
    Keywords(Option<Expr>),
    /// What is to be said of the members of a filter before anything is done for them.
    Brief(Option<Expr>),
    /// The stages of the lifecycle under a filter.
    Stages(Option<Expr>),
    /// Who goes on to speak, by the month in which they came.
    Cohorts,
    /// How the risk of leaving did on the communities' own past.
    Proofs,
    /// A ranked list under a filter: ranking, filter, offset, limit.
    Ranking(Ranking, Option<Expr>, u64, u64),
    /// How everybody's influence at home moved lately.
    Trends,
    /// Personas, with their members under a filter.
    Personas(Option<Expr>),
    /// Circles, with their members under a filter.
    Circles(Option<Expr>),
    /// What members under a filter who have something in common have in common besides.
    Associations(Option<Expr>),
    /// What sources of members under a filter say that others say otherwise, the least sure first.
    Contradictions(Option<Expr>),
    /// Imported files, latest first.
    Imports,
    /// What came of campaigns, the latest first, without comparison.
    Campaigns,
    /// What came of the campaign of a name, beside members like those who were contacted.
    Campaign(String),
    /// What is to be said of imported data, the latest import first.
    Quality,
    /// Joins, with the open proposals, best first.
    Joins,
    /// Members who may be one person, the surest first.
    Identities,
    /// Two members side by side.
    Pair(MemberId, MemberId),
    /// Two members' pages, to be read side by side.
    Compare(MemberId, MemberId),
    /// Who is like a member, among the members of a filter: so many at most.
    Similar(MemberId, Option<Expr>, usize),
    /// What sets the members of two filters apart.
    Apart(Expr, Expr),
    /// What members came to and left between the last builds at or before two days.
    Moved(Day, Day),
    /// Who entered and left a segment between the last builds at or before two days.
    SegmentDiff(String, Day, Day),
    /// Who became one person, the latest first.
    Merges,
    /// What the one file of an order is and how it would be read.
    Look(ImportOrder),
    /// The profile schemes that can be used by name.
    Schemes,
    /// Tags that somebody looked at, with what that measures.
    Reviewed,
    /// Members to look at for a tag: its name, and how many.
    ReviewSample(String, u64),
    /// Who answers whom around a member.
    Ties(MemberId),
    /// Saved segments.
    Segments,
    /// What was done with people's data, the latest first: so many lines at most.
    Log(u64),
    /// What would be undone next, and what done again.
    Turns,
    /// Fields that the filter language knows here: registry, imported columns, with known values.
    Vocabulary,
}

impl Question {
    /// Whether it is answered at once however large the store is.
    pub(super) fn is_brief(&self) -> bool {
        // Who leads in a part of it is read from the rows when it is asked for.
        match self {
            Question::Ranking(Ranking::Kol(slice), ..) => return slice.is_whole(),
            Question::Ranking(Ranking::Within(_), ..) => return false,
            _ => {}
        }
        matches!(
            self,
            Question::Members(_)
                | Question::MemberIds(_)
                | Question::HeldTags(_)
                | Question::Tags(_)
                | Question::Ranking(..)
                | Question::Portrait(_)
                | Question::Evidence(..)
                | Question::Messages(..)
                | Question::Plan(_)
                | Question::Stages(_)
                | Question::Segments
                | Question::Turns
                | Question::Counts(..)
                | Question::TypedFilters
                | Question::Proofs
        )
    }
}

/// An answer to a [`Question`], in the same order of variants.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each answers the question of its name")]
pub enum Answer {
    Overview(Overview),
    /// With the operator's own day, and how many days the data end before it, where that is worth a word.
    Today(Vec<TodayItem>, Day, Option<i32>),
    /// Of whom, what, and the operator's own day.
    Plan(MemberId, FollowUp, Day),
    Members(MemberPage),
    MemberIds(Vec<MemberId>),
    /// None, if nothing other was ever looked at.
    Since(Option<Since<Expr>>),
    TypedFilters(Vec<String>),
    Tags(Vec<TagRow>),
    HeldTags(Vec<HeldTag>),
    Portrait(Box<MemberPortrait>),
    Evidence(Vec<EvidenceLine>),
    Messages(Vec<MessageView>),
    Groups(Vec<GroupRow>),
    Overlap(Vec<OverlapRow>),
    Crossing(Crossing),
    Inviters(Vec<InviterRow>),
    Distribution(Distribution),
    Counts(Distribution),
    CrossTable(CrossTable),
    Content(Box<Content>),
    Spoken(OnTopic),
    Keywords(Box<Keywords>),
    Brief(Box<Brief>),
    Stages(Vec<StageCount>),
    Cohorts(Retention),
    Proofs(Vec<Proof>),
    /// The window and the total.
    Ranking(Vec<RankedRow>, u64),
    /// The first of those at risk within other days; how many they are, if there can be a list; and what is to be said
    /// of it.
    AtRisk(Vec<RankedRow>, Option<u64>, Vec<String>),
    Trends(FxHashMap<MemberId, Trend>),
    Personas(PersonaList),
    Circles(Vec<CircleRow>),
    Associations(AssociationList),
    Contradictions(Vec<Contradicted>),
    Imports(Vec<ImportRow>),
    /// Each with when it was imported.
    Campaigns(Vec<(CampaignResult, Timestamp)>),
    /// None, if there is none of the name.
    Campaign(Option<Box<CampaignResult>>),
    /// What is to be said of imported data.
    Quality(Vec<Remark>),
    Joins(JoinSummary, Vec<JoinProposal>),
    Identities(Vec<Suggestion>),
    Pair(Box<Pair>),
    Compare(Box<(MemberPortrait, MemberPortrait)>),
    Similar(Box<Similar>),
    Apart(Box<SegmentComparison>),
    /// None, if there are no two such builds.
    Moved(Option<Box<Moved>>),
    SegmentDiff(Box<SegmentDiff>),
    Merges(Vec<MergeRow>),
    /// None, if the order is not about one file.
    Look(Box<Option<Preview>>),
    Schemes(Vec<SchemeRow>),
    Reviewed(Vec<Reviewed>),
    ReviewSample(Vec<MemberId>),
    Ties(Box<Ties>),
    Segments(Vec<SegmentRow>),
    Log(Vec<LogLine>),
    Turns(Box<(Option<Entry>, Option<Entry>)>),
    Vocabulary(Vocabulary),
}

/// Another scheme, tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The name of the scheme in use.
    pub from: String,
    /// How the other one is found, and its own name.
    pub to: (String, String),
    /// What it says otherwise.
    pub changes: Vec<Change>,
    /// What that does to members.
    pub shifts: Shifts,
}

/// Work that changes something or takes long. One runs at a time; each can be cancelled.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// Import, then build.
    Import(ImportOrder),
    /// Build what changed, or all.
    Build {
        /// Everything, not only what changed.
        all: bool,
    },
    /// Build with another scheme, tell what that changes, and keep nothing of it.
    TryScheme(String),
    /// Build with another scheme from now on.
    UseScheme(String),
    /// Fit weights on what came of a campaign, tell what they would change, and keep nothing of it.
    Tune(TuneOrder),
    /// Find what those who left had more often than those who stayed, of the members under a filter.
    FindReasons(Option<Expr>),
    /// Try the risk of leaving on the past, by windows of 7, 14, 30 and 90 days.
    TryWindows,
    /// Find what changed in a week, of the members under a filter.
    SeeWeek(Option<Expr>),
    /// Export.
    Export(ExportOrder),
    /// Write a segment with all that made it into a new folder.
    Bundle {
        /// The segment.
        segment: String,
        /// The folder, which is not there yet.
        folder: PathBuf,
        /// Leaves out whom the operator contacted in so many days, and who is to be left alone.
        rested: Option<u32>,
    },
    /// Give a tag by hand.
    AddTag(String, Vec<MemberId>),
    /// Take a tag away by hand.
    RemoveTag(String, Vec<MemberId>),
    /// Mark as staff (or bot), or take the mark away.
    Staff(Vec<MemberId>, StaffMark),
    /// Take members out of profiling, lists and exports.
    OptOut(Vec<MemberId>),
    /// Write a note on a member.
    AddNote(MemberId, String),
    /// Take a note on a member away, by its number.
    RemoveNote(MemberId, i64),
    /// Say of a tag on a member whether it fits.
    Review(MemberId, String, Verdict),
    /// Put what is planned with members in place of what was.
    FollowUp(Vec<MemberId>, FollowUp),
    /// Take a matter off today's list.
    Deal(Dealing),
    /// Take the operator's latest act back.
    Undo,
    /// Do again what was taken back last.
    Redo,
    /// Lock an attribute of a member, as it is known or with a value set by hand.
    Lock(MemberId, String, Option<Value>),
    /// Let builds say again what an attribute of a member is.
    Unlock(MemberId, String),
    /// Save a segment.
    SaveSegment {
        /// Its name.
        name: String,
        /// Whom it holds.
        filter: Expr,
        /// Whether it may take the place of one with another filter.
        replace: bool,
    },
    /// Give a segment another name: from, to.
    RenameSegment(String, String),
    /// Keep a filter that was typed, to be recalled; ends as [`Outcome::Kept`], whatever happens.
    KeepFilter(String),
    /// Delete a segment.
    DeleteSegment(String),
    /// Accept join proposals.
    AcceptJoins(Vec<i64>),
    /// Reject join proposals, for good.
    RejectJoins(Vec<i64>),
    /// Make two members one person.
    Merge(MemberId, MemberId),
    /// Say that two members are two people, for good.
    KeepApart(MemberId, MemberId),
    /// Take a merge apart, by its number.
    Split(i64),
}

/// Which way an act is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It is taken back.
    Back,
    /// It is done again.
    Again,
}

/// How work ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Import and build reports.
    Imported(ImportReport, Option<BuildReport>),
    /// Build report.
    Built(BuildReport),
    /// What another scheme would change.
    Tried(Box<Trial>),
    /// Weights that were fitted, and what they would change.
    Tuned(Box<Tried>),
    /// What those who left had more often.
    Reasons(Box<Leaving>),
    /// How the risk of leaving did over so many days at a time; none, where the past is too short.
    Windows(Vec<(u32, Option<Foresight>)>),
    /// What changed in a week.
    Week(Box<Week>),
    /// Rows exported, and where to.
    Exported(u64, PathBuf),
    /// Done, this many rows changed.
    Changed(u64),
    /// An act was taken back, or done again; none, if there was none.
    Turned(Way, Option<Box<Turn>>),
    /// A filter is kept, or could not be: nobody waits for it.
    Kept,
    /// Stopped by the user.
    Cancelled,
}

/// What comes back from the workers.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// An answer, or why there is none.
    Answer(Ticket, Result<Answer, String>),
    /// How far the running work is.
    Progress(Progress),
    /// Work has ended, well or not.
    Done(Result<Outcome, String>),
}

/// What carries questions to the workers, and replies back.
pub use crossbeam_channel::{Receiver, Sender};

/// The screens' side of the workers: bounded channels, and a flag that stops the running work.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Questions; a newer one on the same matter makes the older one moot.
    pub questions: Sender<(Ticket, Question)>,
    /// Work, one at a time.
    pub work: Sender<Work>,
    /// Answers, progress and outcomes.
    pub replies: Receiver<Reply>,
    /// Set by a screen to stop the running work; cleared by the worker before the next.
    pub cancel: Arc<AtomicBool>,
    /// The language of answers, progress and outcomes; a screen may change it.
    pub tongue: Arc<Tongue>,
}

impl Desk {
    /// Stops the running work, and waits until its worker has left the store tidy.
    pub fn close(self, writer: JoinHandle<()>) {
        self.cancel.store(true, Ordering::Relaxed);
        drop(self);
        // One that panicked has said so, and has nothing left to tidy.
        let _ = writer.join();
    }
}
