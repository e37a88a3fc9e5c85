//! Everything the screens know: one state, changed by messages alone.

mod remote;
mod tab;
mod waiting;

use std::collections::BTreeSet;
use std::time::Duration;

use rustc_hash::FxHashMap;

pub(super) use remote::{Cursor, Remote};
pub(super) use tab::Tab;
pub(super) use waiting::Waits;

use super::filter::Filter;
use super::keymap::Keymap;
use super::keys::Key;
use super::overlay::Overlay;
use super::screen::campaigns::Campaigns;
use super::screen::content::Content;
use super::screen::contradictions::Contradictions;
use super::screen::dimensions::Dimensions;
use super::screen::groups::{self, Groups};
use super::screen::imports::{self, Imports};
use super::screen::joins::Joins;
use super::screen::lifecycle::Lifecycle;
use super::screen::log::Log;
use super::screen::member::MemberPage;
use super::screen::members::Members;
use super::screen::merges::Merges;
use super::screen::personas::Personas;
use super::screen::ranking::Ranked;
use super::screen::tags::Tags;
use super::screen::tasks::Tasks;
use super::screen::today::Today;
use super::theme::{Depth, Palette, ThemeName};
use super::widget::Look;
use crate::config::Theme;
use crate::lang::Lang;
use crate::model::journal::Entry;
use crate::model::portrait::Ties;
use crate::model::report::Progress;
use crate::model::slice::{Slice, Trend};
use crate::model::view::{Overview, Vocabulary};
use crate::model::{Calendar, Day, MemberId};
use crate::query::{self, Expr};
use crate::task::request::{ImportOrder, Question, Ranking, Reply, Ticket, Work};

/// How the explorer starts.
#[derive(Debug, Clone)]
pub struct Options {
    /// Language of the screens.
    pub lang: Lang,
    /// The store's zone, for times.
    pub calendar: Calendar,
    /// Colours.
    pub theme: ThemeName,
    /// The user's own theme.
    pub own_theme: Option<Theme>,
    /// How many colours the terminal has.
    pub depth: Depth,
    /// Whether names and texts are hidden at first.
    pub privacy: bool,
    /// Columns of the member list, instead of the usual ones.
    pub columns: Option<Vec<String>>,
    /// Frames and bars in ASCII, for terminals that draw box characters wide.
    pub ascii: bool,
    /// Whether the mouse is taken.
    pub mouse: bool,
    /// Which keys mean what.
    pub keymap: Keymap,
    /// What is to be known about the store all the while, such as that it cannot be changed; in Chinese and English.
    pub banner: Option<(String, String)>,
}

impl Default for Options {
    /// Chinese, Shanghai, dark, with the mouse.
    fn default() -> Options {
        Options {
            lang: Lang::Zh,
            calendar: Calendar::shanghai(),
            theme: ThemeName::Dark,
            own_theme: None,
            depth: Depth::Palette,
            privacy: false,
            columns: None,
            ascii: false,
            mouse: true,
            keymap: Keymap::default(),
            banner: None,
        }
    }
}

/// What happens to the explorer.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Pointer(Pointer),
    /// The terminal has a new size: columns, rows.
    Resize(u16, u16),
    /// A worker replied.
    Reply(Reply),
    /// The pause after typing is over; carries the typing it belongs to.
    Settled(u64),
    /// What a folder holds: the text it was looked up for, completions, and whether that file exists.
    Looked(String, Vec<String>, bool),
    /// The time since the start, told before other messages: progress is measured with it.
    Clock(Duration),
    /// The pager could not be shown, and why.
    NotPaged(String),
    /// The system asks to rest until the shell goes on with it.
    Suspend,
    /// The terminal or the system asks to stop.
    Terminate,
}

/// What the mouse can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// The left button, at column and row.
    Click(u16, u16),
    /// The wheel, in rows: negative is up.
    Wheel(i32),
}

/// Work that is done before this has passed is not told of while it runs.
const MOMENT: Duration = Duration::from_millis(150);

/// What an update wants done.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask a worker.
    Ask(Ticket, Question),
    /// Start work.
    Start(Work),
    /// Keep something on the side; nobody waits for it.
    Keep(Work),
    /// Stop the running work.
    Cancel,
    /// Put text on the clipboard (OSC 52).
    Copy(String),
    /// Send [`Msg::Settled`] with this number after a while.
    Settle(u64, Duration),
    /// Complete a path, and say whether it exists.
    Look(String),
    /// Let the workers speak this language from now on.
    Speak(Lang),
    /// Take or leave the mouse.
    Mouse(bool),
    /// Show a text in the user's pager.
    Page(String),
    /// Give the terminal to the shell until it goes on.
    Suspend,
    /// Leave.
    Leave(Leave),
}

/// Why the explorer is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leave {
    /// Its user is done.
    Quit,
    /// The terminal or the system asked for it.
    Ended,
    /// To see the demo in its place.
    Demo,
}

/// What the status line says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Notice {
    Info(String),
    Problem(String),
}

impl Notice {
    pub(super) fn text(&self) -> &str {
        match self {
            Notice::Info(text) | Notice::Problem(text) => text,
        }
    }
}

/// Work in progress.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Running {
    pub(super) progress: Progress,
    /// When it was asked for.
    pub(super) begun: Duration,
    /// When its phase began.
    pub(super) since: Duration,
    pub(super) cancelled: bool,
    pub(super) deed: Deed,
}

/// What running work does, as far as more than numbers is to be said of its end.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Deed {
    SaveSegment(String),
    /// Tags members or takes a tag from them, marks them or takes them out.
    OnMembers(OnMembers),
    /// An import of this path, as it was typed.
    Import(String),
    /// Takes a matter off today's list: what is to be said once it has.
    Deal(String),
    Plan,
    Note,
    NoteGone,
    /// Decides on joins, on a pair, or splits one: what is to be said once it has.
    DecideJoins(String),
    DecidePair((MemberId, MemberId), String),
    Split(String),
    /// Locks or unlocks an attribute: what is to be said once it has.
    Lock(String),
    /// Looks at the members under a filter.
    AskUnder(Option<Expr>),
    #[default]
    Other,
}

/// What is done to members, and to whom, as the log tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OnMembers {
    pub(super) act: &'static str,
    pub(super) words: Vec<String>,
    /// The one member's name; empty for several.
    pub(super) name: String,
    /// Members who are taken out.
    pub(super) gone: Vec<MemberId>,
}

/// The whole state of the explorer.
#[derive(Debug)]
pub struct State {
    pub(super) look: Look,
    pub(super) mouse: bool,
    pub(super) keymap: Keymap,
    pub(super) banner: Option<(String, String)>,
    pub(super) size: (u16, u16),
    pub(super) tab: Tab,
    pub(super) pages: Vec<MemberPage>,
    pub(super) filter: Filter,
    /// The question about filters typed in earlier sessions.
    pub(super) recalling: Option<Ticket>,
    pub(super) today: Today,
    /// The question about the follow-up of a member, on whose answer its form opens.
    pub(super) planning: Option<Ticket>,
    pub(super) members: Members,
    pub(super) marked: BTreeSet<MemberId>,
    /// The question about everybody under the filter, who are marked on its answer.
    pub(super) marking: Option<Ticket>,
    /// The question about the tags of members, of which one is to be taken away.
    pub(super) untagging: Option<(Ticket, Vec<MemberId>)>,
    pub(super) groups: Groups,
    pub(super) tags: Tags,
    pub(super) dimensions: Dimensions,
    pub(super) kol: Ranked,
    /// How leading moved lately, asked for once the list is here.
    pub(super) trends: Remote<FxHashMap<MemberId, Trend>>,
    /// Who answers whom around the leader under the cursor.
    pub(super) ties: Remote<Box<Ties>>,
    pub(super) churn: Ranked,
    pub(super) lifecycle: Lifecycle,
    pub(super) imports: Imports,
    pub(super) contradictions: Contradictions,
    pub(super) campaigns: Campaigns,
    pub(super) joins: Joins,
    pub(super) merges: Merges,
    pub(super) tasks: Tasks,
    pub(super) log: Log,
    pub(super) content: Content,
    pub(super) personas: Personas,
    /// The import whose file is being looked at.
    pub(super) looking: Option<(Ticket, ImportOrder)>,
    pub(super) overview: Remote<Overview>,
    pub(super) vocabulary: Remote<Vocabulary>,
    /// What would be undone next, and what done again.
    pub(super) turns: Remote<(Option<Entry>, Option<Entry>)>,
    pub(super) overlay: Option<Overlay>,
    pub(super) notice: Option<Notice>,
    pub(super) running: Option<Running>,
    /// Screens that are read while nothing else is, before anybody turns to them; the next one last.
    pub(super) ahead: Vec<Tab>,
    pub(super) tickets: Ticket,
    pub(super) typing: u64,
    pub(super) now: Duration,
}

impl State {
    /// The explorer before its first answer, with what it asks first.
    pub fn start(options: &Options, size: (u16, u16)) -> (State, Vec<Effect>) {
        let look = Look {
            lang: options.lang,
            palette: Palette::new(options.theme, options.own_theme.clone(), options.depth),
            ascii: options.ascii,
            privacy: options.privacy,
            calendar: options.calendar.clone(),
        };
        let mut state = State {
            look,
            mouse: options.mouse,
            keymap: options.keymap.clone(),
            banner: options.banner.clone(),
            size,
            tab: Tab::Today,
            pages: Vec::new(),
            filter: Filter::default(),
            recalling: None,
            today: Today::default(),
            planning: None,
            members: Members::with(options.columns.as_deref()),
            marked: BTreeSet::new(),
            marking: None,
            untagging: None,
            groups: Groups::default(),
            tags: Tags::default(),
            dimensions: Dimensions::default(),
            kol: Ranked::new(Ranking::Kol(Slice::default())),
            trends: Remote::default(),
            ties: Remote::default(),
            churn: Ranked::new(Ranking::Churn),
            lifecycle: Lifecycle::default(),
            imports: Imports::default(),
            contradictions: Contradictions::default(),
            campaigns: Campaigns::default(),
            joins: Joins::default(),
            merges: Merges::default(),
            tasks: Tasks::default(),
            log: Log::default(),
            content: Content::default(),
            personas: Personas::default(),
            looking: None,
            overview: Remote::default(),
            vocabulary: Remote::default(),
            turns: Remote::default(),
            overlay: None,
            notice: None,
            running: None,
            // Who may be one person, and what is spoken of, is looked for when asked: it may take seconds.
            ahead: Tab::ALL
                .into_iter()
                .rev()
                .filter(|tab| {
                    !matches!(
                        tab,
                        Tab::Today | Tab::Imports | Tab::Merges | Tab::Tasks | Tab::Log | Tab::Content | Tab::Personas
                    )
                })
                .collect(),
            tickets: 0,
            typing: 0,
            now: Duration::ZERO,
        };
        state.notice = state.keymap.shadowed_keys(options.lang).map(Notice::Problem);
        let mut effects = super::update::reload(&mut state);
        let ticket = state.ticket();
        state.recalling = Some(ticket);
        effects.push(Effect::Ask(ticket, Question::TypedFilters));
        (state, effects)
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        self.tickets
    }

    pub(super) fn begin_work(&mut self, deed: Deed) {
        let (progress, now) = (Progress::default(), self.now);
        self.running = Some(Running { progress, begun: now, since: now, cancelled: false, deed });
    }

    /// The running work, once it has taken long enough to be told of.
    pub(super) fn long_work(&self) -> Option<&Running> {
        self.running.as_ref().filter(|running| running.cancelled || self.now >= running.begun + MOMENT)
    }

    /// When the running work is to be told of; `None` if it is already, or if nothing runs.
    pub(super) fn told_of_work_at(&self) -> Option<Duration> {
        let running = self.running.as_ref().filter(|_| self.long_work().is_none());
        running.map(|running| running.begun + MOMENT)
    }

    /// A member's name as it may be shown, behind the sign of those marked.
    pub(super) fn called(&self, member: MemberId, name: &str) -> String {
        let mark = match (self.marked.contains(&member), self.look.ascii) {
            (false, _) => "",
            (true, true) => "* ",
            (true, false) => "● ",
        };
        format!("{mark}{}", self.look.name(member, name))
    }

    pub(super) fn lang(&self) -> Lang {
        self.look.lang
    }

    /// Whether what the screen shows is of those whom the filter selects.
    pub(super) fn follows_filter(&self) -> bool {
        match self.tab {
            Tab::Groups => self.groups.view == groups::View::Figures,
            Tab::Imports => self.imports.view == imports::View::Contradictions,
            tab => tab.follows_filter(),
        }
    }

    /// The newest as-of day of the store, which relative dates in filters count from.
    pub(super) fn as_of(&self) -> Day {
        let overview = self.overview.value.as_ref();
        let days = overview.into_iter().flat_map(|overview| &overview.communities);
        days.filter_map(|(_, _, day)| *day).max().unwrap_or_default()
    }

    /// A kept rule or filter as an expression, if it can be read here.
    pub(super) fn read(&self, rule: &str) -> Option<Expr> {
        query::parse(rule, self.vocabulary.value.as_ref()?).ok()
    }

    /// A kept rule or filter in the words of the screen; as it is kept where it cannot be read.
    pub(super) fn written(&self, rule: &str) -> String {
        self.read(rule).map_or_else(|| rule.to_owned(), |read| query::format_in(&read, self.lang()))
    }

    /// Whether the store is known to hold nobody.
    pub(super) fn is_empty(&self) -> bool {
        self.overview.value.as_ref().is_some_and(|overview| overview.members == 0)
    }

    /// Whether the screen lists no members itself, but shows what is of those whom the filter leaves.
    pub(super) fn counts_filtered(&self) -> bool {
        let lists = self.tab == Tab::Members || self.ranked().is_some();
        !lists && self.pages.is_empty() && self.filter.expr().is_some() && self.follows_filter()
    }

    /// How many the list on screen holds, or how many the filter leaves, once that is known; and whether rows are
    /// still to come.
    pub(super) fn found(&self) -> Option<(Option<u64>, bool)> {
        let counts = self.tab == Tab::Members || self.counts_filtered();
        let (total, awaits) = match self.ranked() {
            _ if !self.pages.is_empty() => return None,
            Some(ranked) => ranked.list.count(),
            None if counts => self.members.list.count(),
            None => return None,
        };
        let is_settling = self.filter.editor.as_ref().is_some_and(|editor| editor.is_settling);
        Some((total.filter(|_| !is_settling), awaits))
    }

    /// Whether the screen says how to begin.
    pub(super) fn is_welcoming(&self) -> bool {
        self.is_empty() && !matches!(self.tab, Tab::Imports | Tab::Tasks | Tab::Log) && self.pages.is_empty()
    }

    /// The ranked list on screen, if it is one.
    pub(super) fn ranked(&self) -> Option<&Ranked> {
        match self.tab {
            Tab::Kol => Some(&self.kol),
            Tab::Churn => Some(&self.churn),
            _ => None,
        }
    }

    /// The ranked list of a screen, to change.
    pub(super) fn ranked_mut(&mut self, tab: Tab) -> Option<&mut Ranked> {
        match tab {
            Tab::Kol => Some(&mut self.kol),
            Tab::Churn => Some(&mut self.churn),
            _ => None,
        }
    }
}

/// Asks a question whose answer goes to one remote value.
macro_rules! ask {
    ($state:expr, $remote:expr, $question:expr) => {{
        let (ticket, question) = ($state.ticket(), $question);
        $remote.expect_answer(ticket, &question);
        $crate::tui::state::Effect::Ask(ticket, question)
    }};
}
pub(super) use ask;
