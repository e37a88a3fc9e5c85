//! Every command there is: the one place that names its keys. The keymap, help, palette, bottom
//! bar and key reference are all read from here.

mod condition;
mod registry;

use condition::Enabled;
pub(super) use registry::COMMANDS;

use super::keymap::Bound;
use super::keys::{Key, kebab};
use super::state::{State, Tab};
use crate::lang::{Text, tui as say};

/// A command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Id {
    Help,
    Hints,
    Palette,
    Back,
    Quit,
    TryDemo,
    Go(Tab),
    Done,
    Snooze,
    SeeNews,
    SeeWeek,
    FindReasons,
    TryWindows,
    Tune,
    PickStage,
    PickWindow,
    PickSlice,
    Ties,
    Cohorts,
    FollowUp,
    AddNote,
    RemoveNote,
    NextTab,
    PreviousTab,
    EditFilter,
    Search,
    TakeBack,
    ClearFilter,
    SaveSegment,
    Export,
    ImportFiles,
    Rebuild,
    Reload,
    Privacy,
    Language,
    NextTheme,
    Ascii,
    Mouse,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    ToTags,
    ToList,
    Sort,
    ReverseSort,
    Columns,
    Mark,
    MarkAll,
    Unmark,
    GiveTag,
    TakeTag,
    MarkStaff,
    OptOut,
    Sidebar,
    NextView,
    Evidence,
    NextMember,
    PreviousMember,
    CopyName,
    CopyMore,
    Pager,
    Suspend,
    Lock,
    Exclude,
    DeleteSegment,
    RenameSegment,
    BundleSegment,
    SegmentDays,
    WhoMoved,
    OrElse,
    PickField,
    CrossField,
    PreviousColumn,
    NextColumn,
    PreviousField,
    NextField,
    Accept,
    Reject,
    Split,
    Undo,
    Redo,
    Bulk,
    History,
    OpenOther,
    CompareMarked,
    Similar,
    Brief,
    ByPotential,
    Review,
    CompareDays,
    Scheme,
    NameColumns,
    Submit,
    Cancel,
    Complete,
    Older,
    Newer,
    Toggle,
}

/// Where a command applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Welcome,
    Everywhere,
    Lists,
    Today,
    Members,
    Member,
    Groups,
    Tags,
    Dimensions,
    Rankings,
    Content,
    Personas,
    Imports,
    Joins,
    Merges,
    Typing,
}

impl Scope {
    pub(super) const ALL: [Scope; 16] = [
        Scope::Welcome,
        Scope::Everywhere,
        Scope::Lists,
        Scope::Today,
        Scope::Members,
        Scope::Member,
        Scope::Groups,
        Scope::Tags,
        Scope::Dimensions,
        Scope::Rankings,
        Scope::Content,
        Scope::Personas,
        Scope::Imports,
        Scope::Joins,
        Scope::Merges,
        Scope::Typing,
    ];

    /// What a keymap calls the scope: `members`. Its variant's name, so renaming one breaks keymaps.
    pub(super) fn name(self) -> String {
        kebab(&format!("{self:?}"))
    }

    /// Whether it is looked at before another one.
    pub(super) fn is_within(self, outer: Scope) -> bool {
        match outer {
            Scope::Everywhere => self.is_a_screen() || self == Scope::Lists,
            Scope::Lists => self.is_a_screen(),
            _ => false,
        }
    }

    /// Whether it is some screen's own.
    pub(super) fn is_a_screen(self) -> bool {
        !matches!(self, Scope::Welcome | Scope::Everywhere | Scope::Lists | Scope::Typing)
    }

    /// The screen of the tab bar that it is of, or the first of several.
    pub(super) fn tab(self) -> Option<Tab> {
        Some(match self {
            Scope::Today => Tab::Today,
            Scope::Members | Scope::Member => Tab::Members,
            Scope::Groups => Tab::Groups,
            Scope::Tags => Tab::Tags,
            Scope::Dimensions => Tab::Dimensions,
            Scope::Rankings => Tab::Kol,
            Scope::Personas => Tab::Personas,
            Scope::Content => Tab::Content,
            Scope::Imports => Tab::Imports,
            Scope::Joins => Tab::Joins,
            Scope::Merges => Tab::Merges,
            Scope::Welcome | Scope::Everywhere | Scope::Lists | Scope::Typing => return None,
        })
    }

    pub(super) fn title(self) -> Text {
        match self {
            Scope::Welcome => say::SCOPE_WELCOME,
            Scope::Everywhere => say::SCOPE_EVERYWHERE,
            Scope::Lists => say::SCOPE_LISTS,
            Scope::Today => say::TAB_TODAY,
            Scope::Members => say::TAB_MEMBERS,
            Scope::Member => say::SCOPE_MEMBER,
            Scope::Groups => say::TAB_GROUPS,
            Scope::Tags => say::TAB_TAGS,
            Scope::Dimensions => say::TAB_DIMENSIONS,
            Scope::Rankings => say::SCOPE_RANKINGS,
            Scope::Content => say::TAB_CONTENT,
            Scope::Personas => say::TAB_PERSONAS,
            Scope::Imports => say::TAB_IMPORTS,
            Scope::Joins => say::TAB_JOINS,
            Scope::Merges => say::TAB_MERGES,
            Scope::Typing => say::SCOPE_TYPING,
        }
    }
}

/// A command's definition.
#[derive(Debug)]
pub(super) struct Command {
    pub(super) id: Id,
    pub(super) scope: Scope,
    /// Shown first; the rest work as well.
    pub(super) keys: &'static [&'static str],
    pub(super) title: Text,
    pub(super) about: Text,
    /// Whether it would do anything now; else why not.
    pub(super) enabled: fn(&State) -> Enabled,
    /// Whether the bottom bar shows it.
    pub(super) in_bar: bool,
}

impl Command {
    /// What keymap and palette call the command: `save-segment`. Its variant's name, so renaming one
    /// breaks keymaps.
    pub(super) fn name(&self) -> String {
        kebab(&format!("{:?}", self.id))
    }

    /// Where it stands in a keymap: `members/sort`.
    pub(super) fn place(&self) -> String {
        format!("{}/{}", self.scope.name(), self.name())
    }

    pub(super) fn is_enabled(&self, state: &State) -> bool {
        (self.enabled)(state).is_ok()
    }
}

/// The scopes that apply to what is on screen, innermost first.
pub(super) fn scopes(state: &State) -> Vec<Scope> {
    if !state.pages.is_empty() {
        return vec![Scope::Member, Scope::Lists, Scope::Everywhere];
    }
    if state.is_welcoming() {
        return vec![Scope::Welcome, Scope::Everywhere];
    }
    let own = match state.tab {
        Tab::Today => Some(Scope::Today),
        Tab::Members => Some(Scope::Members),
        Tab::Groups => Some(Scope::Groups),
        Tab::Tags => Some(Scope::Tags),
        Tab::Dimensions => Some(Scope::Dimensions),
        Tab::Kol | Tab::Churn => Some(Scope::Rankings),
        Tab::Imports => Some(Scope::Imports),
        Tab::Joins => Some(Scope::Joins),
        Tab::Merges => Some(Scope::Merges),
        Tab::Personas => Some(Scope::Personas),
        Tab::Content => Some(Scope::Content),
        Tab::Tasks | Tab::Log => None,
    };
    own.into_iter().chain([Scope::Lists, Scope::Everywhere]).collect()
}

/// The command that a key means on this screen: the innermost that would do something, else the
/// innermost that says why it would not.
pub(super) fn lookup(state: &State, key: Key) -> Option<&Bound> {
    let key = key.plain();
    let scopes = scopes(state);
    let meant = || scopes.iter().flat_map(|scope| state.keymap.of(*scope)).filter(|bound| bound.binds(key));
    meant().find(|bound| bound.command.is_enabled(state)).or_else(|| meant().next())
}

/// The typing command that a key means; letters are text, never commands.
pub(super) fn lookup_typing(state: &State, key: Key) -> Option<Id> {
    state.keymap.of(Scope::Typing).find(|bound| bound.binds(key)).map(|bound| bound.command.id)
}

/// Whether an inner scope has taken the command's first key, be it for the same command.
pub(super) fn is_shadowed(state: &State, bound: &Bound) -> bool {
    let meant = bound.key().and_then(|key| lookup(state, key));
    meant.is_none_or(|meant| (meant.command.scope, meant.command.id) != (bound.command.scope, bound.command.id))
}
