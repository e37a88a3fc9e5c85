//! Groups: their figures, and the people they share.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use ratatui::layout::Rect;

use super::{crossing, draw_absence};
use crate::lang::{Lang, Text, tui as say};
use crate::model::view::{Crossing, GroupRow, InviterRow, OverlapRow, Sort};
use crate::model::{GroupId, MemberId};
use crate::query::{Comparison, Expr, Field, Operand, fold};
use crate::task::request::{Question, Ticket};
use crate::tui::filter::both;
use crate::tui::overlay::picker::Item;
use crate::tui::state::{Cursor, Effect, Remote, State, ask};
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, chart};
use crate::tui::words;

/// Names may hold blanks of their own.
pub(in crate::tui) const BETWEEN: &str = " · ";

/// What the screen shows of the groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) enum View {
    /// Every group's figures.
    #[default]
    Figures,
    /// Group by group, how many people they share.
    Overlap,
    /// Who is in several groups, and who advertises there.
    Crossing,
    /// Who invited whom.
    Inviters,
}

impl View {
    pub(in crate::tui) fn title(self) -> Text {
        match self {
            View::Figures => say::GROUPS_FIGURES,
            View::Overlap => say::GROUPS_OVERLAP,
            View::Crossing => say::GROUPS_CROSSING,
            View::Inviters => say::GROUPS_INVITERS,
        }
    }

    /// Rows below the table that say more of the row under the cursor.
    pub(in crate::tui) fn rows_below(self) -> u16 {
        match self {
            View::Figures | View::Overlap => 1,
            View::Crossing | View::Inviters => 0,
        }
    }

    /// The view that follows.
    pub(in crate::tui) fn next(self) -> View {
        match self {
            View::Figures => View::Overlap,
            View::Overlap => View::Crossing,
            View::Crossing => View::Inviters,
            View::Inviters => View::Figures,
        }
    }
}

/// The screen's own state.
#[derive(Debug)]
pub(in crate::tui) struct Groups {
    pub(in crate::tui) remote: Remote<Vec<GroupRow>>,
    pub(in crate::tui) overlap: Remote<BTreeMap<(GroupId, GroupId), u64>>,
    pub(in crate::tui) crossing: Remote<Crossing>,
    pub(in crate::tui) inviters: Remote<Vec<InviterRow>>,
    pub(in crate::tui) cursor: Cursor,
    /// The matrix's column under the cursor.
    pub(in crate::tui) column: usize,
    pub(in crate::tui) view: View,
    pub(in crate::tui) sort: Sort,
}

impl Default for Groups {
    fn default() -> Groups {
        Groups {
            remote: Remote::default(),
            overlap: Remote::default(),
            crossing: Remote::default(),
            inviters: Remote::default(),
            cursor: Cursor::default(),
            column: 0,
            view: View::default(),
            sort: Sort { key: "messages_30d".to_owned(), ascending: false },
        }
    }
}

impl Groups {
    /// The groups in the order chosen; what is unknown stands last.
    pub(in crate::tui) fn sorted(&self) -> Vec<&GroupRow> {
        let mut groups: Vec<&GroupRow> = self.remote.value.iter().flatten().collect();
        let Some(figure) = FIGURES.iter().find(|figure| figure.key == self.sort.key) else { return groups };
        groups.sort_by(|a, b| match ((figure.order)(a), (figure.order)(b)) {
            (Order::Unknown, Order::Unknown) => Ordering::Equal,
            (Order::Unknown, _) => Ordering::Greater,
            (_, Order::Unknown) => Ordering::Less,
            (a, b) if self.sort.ascending => a.against(&b),
            (a, b) => b.against(&a),
        });
        groups
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        let rows = match self.view {
            View::Figures | View::Overlap => self.remote.value.as_ref().map_or(0, Vec::len),
            View::Crossing => self.crossing.value.as_ref().map_or(0, crossing::total),
            View::Inviters => self.inviters.value.as_ref().map_or(0, Vec::len),
        };
        rows as u64
    }

    /// Shows another view from its first row on.
    pub(in crate::tui) fn turn_to(&mut self, view: View) {
        if self.view != view {
            self.view = view;
            self.cursor = Cursor::default();
            self.column = 0;
        }
    }

    pub(in crate::tui) fn step_column(&mut self, step: isize) {
        let last = self.remote.value.as_ref().map_or(0, Vec::len).saturating_sub(1);
        self.column = self.column.saturating_add_signed(step).min(last);
    }

    pub(in crate::tui) fn receive_overlap(&mut self, ticket: Ticket, pairs: Vec<OverlapRow>) {
        self.overlap.receive(ticket, pairs.into_iter().map(|pair| (pair.ids, pair.shared)).collect());
    }

    /// How many people two groups share; of a group and itself, its people.
    fn shared(&self, one: &GroupRow, other: &GroupRow) -> u64 {
        if one.id == other.id {
            return one.members;
        }
        let key = (one.id.min(other.id), one.id.max(other.id));
        self.overlap.value.as_ref().and_then(|pairs| pairs.get(&key)).copied().unwrap_or(0)
    }

    /// The members of the rows, where rows are people.
    pub(in crate::tui) fn members(&self) -> Vec<MemberId> {
        match self.view {
            View::Figures | View::Overlap => Vec::new(),
            View::Crossing => {
                self.crossing.value.iter().flat_map(|found| &found.advertisers).map(|row| row.member).collect()
            }
            View::Inviters => self.inviters.value.iter().flatten().map(|row| row.member).collect(),
        }
    }

    /// A group's name, told apart from those of the others.
    fn called(&self, group: &GroupRow) -> String {
        group.called_among(self.remote.value.iter().flatten())
    }

    /// The member under the cursor, where rows are people.
    pub(in crate::tui) fn member(&self) -> Option<(MemberId, &str)> {
        let at = self.cursor.at as usize;
        match self.view {
            View::Figures | View::Overlap => None,
            View::Crossing => {
                crossing::advertiser(self.crossing.value.as_ref()?, at).map(|row| (row.member, row.name.as_str()))
            }
            View::Inviters => self.inviters.value.as_ref()?.get(at).map(|row| (row.member, row.name.as_str())),
        }
    }
}

/// The filter that selects whom the row, or the cell, under the cursor is about.
pub(in crate::tui) fn condition(state: &State) -> Option<Expr> {
    let groups = &state.groups;
    let sorted = groups.sorted();
    let at = groups.cursor.at as usize;
    match groups.view {
        View::Figures => sorted.get(at).map(|group| in_group(group, &sorted)),
        View::Overlap => {
            let (one, other) = (sorted.get(at)?, sorted.get(groups.column)?);
            let (one_of, shared) = (in_group(one, &sorted), both(in_group(one, &sorted), in_group(other, &sorted)));
            Some(if one.id == other.id { one_of } else { both(shared, Expr::without_staff()) })
        }
        View::Crossing => crossing::condition(groups.crossing.value.as_ref()?, at),
        // A filter would show the name that is hidden.
        View::Inviters if state.look.privacy => None,
        View::Inviters => {
            let inviters = groups.inviters.value.as_ref()?;
            let row = inviters.get(at)?;
            let is_one = inviters.iter().filter(|other| fold(&other.name) == fold(&row.name)).count() == 1;
            Some(named_or_numbered(("invited_by", &row.name), ("inviter_id", row.member.0), is_one))
        }
    }
}

fn in_group(group: &GroupRow, all: &[&GroupRow]) -> Expr {
    let is_one = all.iter().filter(|other| fold(&other.name) == fold(&group.name)).count() == 1;
    named_or_numbered(("group", &group.name), ("group_id", group.id.0), is_one)
}

/// By name where one alone bears it, else by number.
fn named_or_numbered(name: (&'static str, &str), number: (&'static str, i64), is_one: bool) -> Expr {
    let (field, word) = if is_one { (name.0, name.1.to_owned()) } else { (number.0, number.1.to_string()) };
    Expr::Compare(Field::Known(field), Comparison::Equal, Operand::Word(word))
}

/// Asks for what the view shows.
pub(in crate::tui) fn fetch(state: &mut State) -> Vec<Effect> {
    // What groups share is said of everybody, and so are the groups beside it.
    let filter = state.filter.expr().filter(|_| state.groups.view == View::Figures).cloned();
    let mut effects = vec![ask!(state, state.groups.remote, Question::Groups(filter))];
    match state.groups.view {
        View::Figures => {}
        View::Overlap => effects.push(ask!(state, state.groups.overlap, Question::Overlap)),
        View::Crossing => effects.push(ask!(state, state.groups.crossing, Question::Crossing)),
        View::Inviters => effects.push(ask!(state, state.groups.inviters, Question::Inviters)),
    }
    effects
}

/// What the groups can be sorted by.
pub(in crate::tui) fn sort_items(lang: Lang) -> Vec<Item> {
    let item = |figure: &Figure| Item {
        key: figure.key.to_owned(),
        title: figure.title.get(lang).to_owned(),
        about: String::new(),
        ticked: false,
    };
    FIGURES.iter().map(item).collect()
}

/// Draws the view.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    match state.groups.view {
        View::Figures => draw_figures(canvas, area, state),
        View::Overlap => draw_overlap(canvas, area, state),
        View::Crossing => crossing::draw_crossing(canvas, area, state),
        View::Inviters => crossing::draw_inviters(canvas, area, state),
    }
}

/// The figures, and below them the leaders of the group under the cursor, for whom a narrow table has no room.
fn draw_figures(canvas: &mut Canvas, area: Rect, state: &State) {
    let groups = state.groups.sorted();
    let area = Rect { height: area.height.saturating_sub(1), ..area };
    let is_one_community = groups.iter().all(|group| group.community == groups[0].community);
    // One community needs no naming.
    let shown: Vec<&Figure> = FIGURES.iter().filter(|figure| figure.key != "community" || !is_one_community).collect();
    let columns: Vec<Column> = shown.iter().map(|figure| figure.column(state)).collect();
    table::draw(canvas, area, &columns, state.groups.cursor, groups.len() as u64, |at| {
        groups.get(at as usize).map(|group| shown.iter().map(|figure| (figure.cell)(state, group)).collect())
    });
    if let Some(group) = groups.get(state.groups.cursor.at as usize).filter(|group| !group.leaders.is_empty()) {
        let text = say::titled(state.lang(), say::GROUP_LEADERS.get(state.lang()), &leaders(state, group));
        canvas.put(area.x + 1, area.bottom(), area.width.saturating_sub(2), &text, Role::Title);
    }
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    draw_absence(canvas, below, &state.groups.remote, groups.is_empty(), state);
}

/// The matrix, and below it the cell under the cursor in words.
fn draw_overlap(canvas: &mut Canvas, area: Rect, state: &State) {
    let groups = state.groups.sorted();
    let area = Rect { height: area.height.saturating_sub(1), ..area };
    let fits = usize::from(area.width.saturating_sub(NAMES + 1) / (NUMBERS + 1)).max(1);
    let first = state.groups.column.saturating_sub(fits - 1);
    let seen = || groups.iter().enumerate().skip(first).take(fits);
    let names = Column::words(say::GROUP_NAME.get(state.lang()), NAMES, NAMES, 0);
    let numbers = seen().map(|(place, _)| Column::number(&(place + 1).to_string(), NUMBERS, 1));
    let columns: Vec<Column> = std::iter::once(names).chain(numbers).collect();
    table::draw(canvas, area, &columns, state.groups.cursor, groups.len() as u64, |at| {
        let group = groups.get(at as usize)?;
        let cell = |(_, other): (usize, &&GroupRow)| match state.groups.shared(group, other) {
            0 => ("·".to_owned(), Role::Dim),
            people if group.id == other.id => (words::count(people), Role::Dim),
            people => (words::count(people), Role::Accent),
        };
        let name = (format!("{:>3} {}", at + 1, state.groups.called(group)), Role::Text);
        Some(std::iter::once(name).chain(seen().map(cell)).collect())
    });
    let (at, column) = (state.groups.cursor.at as usize, state.groups.column);
    if let (Some(one), Some(other)) = (groups.get(at), groups.get(column)) {
        if let Some(span) = table::span(&columns, area, 1 + column - first) {
            canvas.shade(Rect { height: 1.min(span.height), ..span }, Role::Selected);
            let row = 1 + state.groups.cursor.at.saturating_sub(state.groups.cursor.top) as u16;
            if row < span.height {
                canvas.shade(Rect { y: span.y + row, height: 1, ..span }, Role::Key);
            }
        }
        let shared = state.groups.shared(one, other);
        let share = shared as f64 / one.members.min(other.members).max(1) as f64;
        let [one, other] = [one, other].map(|group| state.groups.called(group));
        let text = say::groups_share(state.lang(), &one, &other, shared, share);
        canvas.put(area.x + 1, area.bottom(), area.width.saturating_sub(2), &text, Role::Title);
    }
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    draw_absence(canvas, below, &state.groups.overlap, groups.is_empty(), state);
}

/// Width of the matrix's names, and of its numbers.
const NAMES: u16 = 24;
const NUMBERS: u16 = 6;

/// What a figure is sorted by.
enum Order<'g> {
    Number(f64),
    Word(&'g str),
    Unknown,
}

impl Order<'_> {
    fn against(&self, other: &Order) -> Ordering {
        match (self, other) {
            (Order::Number(a), Order::Number(b)) => a.total_cmp(b),
            (Order::Word(a), Order::Word(b)) => a.cmp(b),
            _ => Ordering::Equal,
        }
    }

    fn known(number: Option<f64>) -> Order<'static> {
        number.map_or(Order::Unknown, Order::Number)
    }
}

/// A column of the table of groups.
struct Figure {
    key: &'static str,
    title: Text,
    /// Narrowest and widest; `None` for numbers.
    words: Option<(u16, u16)>,
    least: u16,
    rank: u8,
    order: fn(&GroupRow) -> Order<'_>,
    cell: fn(&State, &GroupRow) -> Cell,
}

impl Figure {
    fn column(&self, state: &State) -> Column {
        let is_sorted = self.key == state.groups.sort.key;
        let sign = if is_sorted { state.look.sort_arrow(state.groups.sort.ascending) } else { "" };
        let title = format!("{}{sign}", self.title.get(state.lang()));
        match self.words {
            Some((least, most)) if self.key == "leaders" => Column::items(&title, least, most, self.rank, BETWEEN),
            Some((least, most)) => Column::words(&title, least, most, self.rank),
            None => Column::number(&title, self.least, self.rank),
        }
    }
}

fn leaders(state: &State, group: &GroupRow) -> String {
    if state.look.privacy { state.look.words("") } else { group.leaders.join(BETWEEN) }
}

fn plain(number: u64) -> Cell {
    (words::count(number), Role::Text)
}

/// The columns from left to right. Where room is short, those of the highest rank go first.
const FIGURES: &[Figure] = &[
    Figure {
        key: "name",
        title: say::GROUP_NAME,
        words: Some((14, 30)),
        least: 0,
        rank: 0,
        order: |group| Order::Word(&group.name),
        cell: |state, group| (state.groups.called(group), Role::Text),
    },
    Figure {
        key: "members",
        title: say::GROUP_MEMBERS,
        words: None,
        least: 5,
        rank: 1,
        order: |group| Order::Number(group.members as f64),
        cell: |_, group| plain(group.members),
    },
    Figure {
        key: "speakers",
        title: say::GROUP_SPEAKERS,
        words: None,
        least: 5,
        rank: 9,
        order: |group| Order::Number(group.speakers as f64),
        cell: |_, group| plain(group.speakers),
    },
    Figure {
        key: "speakers_30d",
        title: say::GROUP_SPEAKERS_30D,
        words: None,
        least: 5,
        rank: 2,
        order: |group| Order::Number(group.speakers_30d as f64),
        cell: |_, group| plain(group.speakers_30d),
    },
    Figure {
        key: "silent_share",
        title: say::GROUP_SILENT_SHARE,
        words: None,
        least: 4,
        rank: 5,
        order: |group| Order::known(group.silent_share),
        cell: |_, group| (words::percent(group.silent_share), Role::Text),
    },
    Figure {
        key: "messages",
        title: say::GROUP_MESSAGES,
        words: None,
        least: 6,
        rank: 10,
        order: |group| Order::Number(group.messages as f64),
        cell: |_, group| plain(group.messages),
    },
    Figure {
        key: "messages_30d",
        title: say::GROUP_MESSAGES_30D,
        words: None,
        least: 5,
        rank: 8,
        order: |group| Order::Number(group.messages_30d as f64),
        cell: |_, group| plain(group.messages_30d),
    },
    Figure {
        key: "trend",
        title: say::GROUP_TREND,
        words: Some((12, 12)),
        least: 0,
        rank: 4,
        order: |group| Order::known(trend(group)),
        cell: |state, group| (chart::sparkline(&state.look, &group.weeks), Role::Bar),
    },
    Figure {
        key: "net_growth_30d",
        title: say::GROUP_GROWTH,
        words: None,
        least: 4,
        rank: 3,
        order: |group| Order::Number(group.net_growth_30d as f64),
        cell: |_, group| {
            let role = if group.net_growth_30d < 0 { Role::Bad } else { Role::Text };
            (words::change(group.net_growth_30d), role)
        },
    },
    Figure {
        key: "silent_days",
        title: say::GROUP_SILENT,
        words: None,
        least: 4,
        rank: 3,
        order: |group| Order::known(group.silent_days.map(|days| days as f64)),
        cell: |state, group| {
            (words::or_unknown(group.silent_days.map(|days| say::days(state.lang(), days as f64))), Role::Text)
        },
    },
    Figure {
        key: "unanswered",
        title: say::GROUP_UNANSWERED,
        words: None,
        least: 4,
        rank: 4,
        order: |group| Order::Number(group.unanswered as f64),
        cell: |_, group| {
            let role = if group.unanswered > 0 { Role::Warn } else { Role::Text };
            (words::count(group.unanswered), role)
        },
    },
    Figure {
        key: "mood",
        title: say::GROUP_MOOD,
        words: None,
        least: 5,
        rank: 6,
        order: |group| Order::known(group.mood),
        cell: |_, group| (words::fraction(group.mood), Role::Text),
    },
    Figure {
        key: "leaders",
        title: say::GROUP_LEADERS,
        words: Some((18, 60)),
        least: 0,
        rank: 7,
        order: |group| group.leaders.first().map_or(Order::Unknown, |name| Order::Word(name)),
        cell: |state, group| (leaders(state, group), Role::Accent),
    },
    Figure {
        key: "community",
        title: say::GROUP_COMMUNITY,
        words: Some((8, 20)),
        least: 0,
        rank: 11,
        order: |group| Order::Word(&group.community),
        cell: |_, group| (group.community.clone(), Role::Dim),
    },
];

/// Messages of the last four weeks against the four before; unknown without any before.
fn trend(group: &GroupRow) -> Option<f64> {
    let weeks = |from: usize| group.weeks.iter().rev().skip(from).take(4).map(|week| f64::from(*week)).sum::<f64>();
    let before = weeks(4);
    (before > 0.0).then(|| weeks(0) / before)
}
