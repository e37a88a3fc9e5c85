//! Members who may be one person, two of them side by side, and who was merged so far.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::{Lang, Text, tui as say};
use crate::model::MemberId;
use crate::model::identity::{Ground, MergeRow, Pair, Side, Suggestion};
use crate::task::request::Question;
use crate::text::display;
use crate::tui::state::{Cursor, Effect, Remote, State, ask};
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, chart};
use crate::tui::words;

/// Rows of the body from which on both members are shown beside each other.
const ROOM: u16 = 10;
/// Columns of the words before both sides.
const LABEL: u16 = 13;

/// The screen's own state.
#[derive(Debug, Default)]
pub(in crate::tui) struct Merges {
    pub(in crate::tui) queue: Remote<Vec<Suggestion>>,
    pub(in crate::tui) history: Remote<Vec<MergeRow>>,
    pub(in crate::tui) pair: Remote<Box<Pair>>,
    asked: Option<(MemberId, MemberId)>,
    /// Two members whom the operator wants to look at side by side; they stand first.
    pub(in crate::tui) by_hand: Option<(MemberId, MemberId)>,
    pub(in crate::tui) shows_history: bool,
    pub(in crate::tui) cursor: Cursor,
}

impl Merges {
    fn suggestions(&self) -> &[Suggestion] {
        self.queue.value.as_deref().unwrap_or_default()
    }

    fn merged(&self) -> &[MergeRow] {
        self.history.value.as_deref().unwrap_or_default()
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        let pairs = self.suggestions().len() + usize::from(self.by_hand.is_some());
        (if self.shows_history { self.merged().len() } else { pairs }) as u64
    }

    /// A suggestion by its row; none for the pair chosen by hand.
    fn suggestion(&self, at: u64) -> Option<&Suggestion> {
        self.suggestions().get((at as usize).checked_sub(usize::from(self.by_hand.is_some()))?)
    }

    /// The two members under the cursor.
    pub(in crate::tui) fn current(&self) -> Option<(MemberId, MemberId)> {
        if self.shows_history {
            return None;
        }
        let chosen = self.by_hand.filter(|_| self.cursor.at == 0);
        chosen.or_else(|| self.suggestion(self.cursor.at).map(|pair| (pair.one.id, pair.other.id)))
    }

    /// The merge that can be taken apart: under the cursor, or else the latest that no import made.
    pub(in crate::tui) fn undoable(&self) -> Option<&MergeRow> {
        let open = |merge: &&MergeRow| merge.parted.is_none();
        match self.shows_history {
            true => self.merged().get(self.cursor.at as usize).filter(open),
            false => self.merged().iter().filter(open).find(|merge| merge.source != "import"),
        }
    }

    /// Swaps the pairs that wait and what was merged so far.
    pub(in crate::tui) fn toggle_history(&mut self) {
        self.shows_history = !self.shows_history;
        self.cursor = Cursor::default();
    }

    /// Puts two members side by side.
    pub(in crate::tui) fn look_at(&mut self, one: MemberId, other: MemberId) {
        self.by_hand = Some((one, other));
        self.shows_history = false;
        self.cursor = Cursor::default();
        self.forget();
    }

    /// The suggestions without the pair chosen by hand, which stands first.
    pub(in crate::tui) fn beside_the_chosen(&self, mut suggestions: Vec<Suggestion>) -> Vec<Suggestion> {
        let ordered = |one: MemberId, other: MemberId| (one.min(other), one.max(other));
        let chosen = self.by_hand.map(|(one, other)| ordered(one, other));
        suggestions.retain(|pair| Some(ordered(pair.one.id, pair.other.id)) != chosen);
        suggestions
    }

    /// What was asked for no longer counts.
    pub(in crate::tui) fn forget(&mut self) {
        self.asked = None;
    }

    /// Both of the pair that is here, if it is the one under the cursor as it is now.
    fn shown(&self) -> Option<&Pair> {
        let (a, b) = self.current()?;
        let pair = self.pair.value.as_deref().filter(|_| !self.pair.is_outdated())?;
        (pair.sides[0].row.id == a.min(b) && pair.sides[1].row.id == a.max(b)).then_some(pair)
    }

    /// The names of both under the cursor.
    pub(in crate::tui) fn names(&self, state: &State) -> (String, String) {
        let Some((a, b)) = self.current() else { return Default::default() };
        let known = |id: MemberId| {
            let listed = self.suggestion(self.cursor.at).map(|pair| [&pair.one, &pair.other]);
            let shown = self.shown().map(|pair| [&pair.sides[0].row, &pair.sides[1].row]);
            let row = listed.into_iter().chain(shown).flatten().find(|row| row.id == id);
            state.look.name(id, row.map_or("", |row| &row.name))
        };
        (known(a), known(b))
    }
}

/// Asks for the two under the cursor, if they are not here.
pub(in crate::tui) fn fetch(state: &mut State) -> Option<Effect> {
    let (one, other) = state.merges.current()?;
    if state.merges.asked.replace((one, other)) == Some((one, other)) {
        return None;
    }
    Some(ask!(state, state.merges.pair, Question::Pair(one, other)))
}

/// How many rows of the body are the list's.
pub(in crate::tui) fn rows(body: u16, shows_history: bool) -> u16 {
    let room = body.saturating_sub(2);
    if shows_history || room < ROOM { room } else { (room / 4).max(3) }
}

/// Draws the pairs and below them both sides of the one under the cursor; or what was merged.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let merges = &state.merges;
    let lang = state.lang();
    let rows = rows(area.height, merges.shows_history);
    let list = Rect { y: area.y + 1, height: (rows + 1).min(area.height.saturating_sub(1)), ..area };
    let below = Rect { y: list.y + 1, height: list.height.saturating_sub(1), ..list };
    let (head, none) = if merges.shows_history {
        draw_history(canvas, list, state);
        draw_absence(canvas, below, &merges.history, false, state);
        (say::merges_so_far(lang, merges.merged().len()), say::MERGE_NONE)
    } else {
        draw_queue(canvas, list, state);
        draw_absence(canvas, below, &merges.queue, false, state);
        (say::pairs_waiting(lang, merges.suggestions().len()), say::PAIR_NONE)
    };
    let is_here = if merges.shows_history { merges.history.value.is_some() } else { merges.queue.value.is_some() };
    if is_here && merges.total() == 0 {
        canvas.put(area.x + 1, list.y + 1, area.width.saturating_sub(1), none.get(lang), Role::Dim);
    }
    canvas.put(area.x + 1, area.y, area.width.saturating_sub(1), &head, Role::Dim);
    let beside = Rect { y: list.bottom(), height: area.bottom().saturating_sub(list.bottom()), ..area };
    if beside.height > 3 && !merges.shows_history && merges.total() > 0 {
        draw_pair(canvas, beside, state);
    }
}

fn draw_queue(canvas: &mut Canvas, area: Rect, state: &State) {
    let lang = state.lang();
    let columns = [
        Column::words(say::PAIR_ONE.get(lang), 14, 24, 0),
        Column::words(say::PAIR_OTHER.get(lang), 14, 24, 0),
        Column::number(say::PAIR_SCORE.get(lang), 6, 1),
        Column::number(say::PAIR_MESSAGES.get(lang), 13, 3),
        Column::items(say::PAIR_REASONS.get(lang), 16, 70, 2, lang.pick(("；", "; "))),
    ];
    let merges = &state.merges;
    table::draw(canvas, area, &columns, merges.cursor, merges.total(), |at| match merges.suggestion(at) {
        Some(suggestion) => Some(suggested_cells(state, suggestion)),
        None => Some(by_hand_cells(state)),
    });
}

fn suggested_cells(state: &State, suggestion: &Suggestion) -> Vec<Cell> {
    let Suggestion { one, other, grounds } = suggestion;
    let lang = state.lang();
    let grounds: Vec<String> = grounds.iter().map(|ground| told(state, ground)).collect();
    vec![
        (state.look.name(one.id, &one.name), Role::Accent),
        (state.look.name(other.id, &other.name), Role::Accent),
        (format!("{:+.1}", suggestion.score()), Role::Text),
        (format!("{} + {}", words::count(one.messages), words::count(other.messages)), Role::Dim),
        (grounds.join(lang.pick(("；", "; "))), Role::Dim),
    ]
}

fn by_hand_cells(state: &State) -> Vec<Cell> {
    let Some((one, other)) = state.merges.by_hand else { return Vec::new() };
    let sides = state.merges.pair.value.iter().flat_map(|pair| &pair.sides);
    let name = |id: MemberId| {
        let known = sides.clone().find(|side| side.row.id == id);
        state.look.name(id, known.map_or("···", |side| &side.row.name))
    };
    let hand = say::PAIR_BY_HAND.get(state.lang()).to_owned();
    vec![
        (name(one), Role::Accent),
        (name(other), Role::Accent),
        (String::new(), Role::Dim),
        (String::new(), Role::Dim),
        (hand, Role::Title),
    ]
}

/// A ground in words.
fn told(state: &State, ground: &Ground) -> String {
    say::agreement(&ground.key, &state.look.words(&ground.value), state.lang())
}

fn draw_history(canvas: &mut Canvas, area: Rect, state: &State) {
    let lang = state.lang();
    let columns = [
        Column::words(say::MERGE_TIME.get(lang), 10, 10, 2),
        Column::words(say::MERGE_KEEP.get(lang), 14, 24, 0),
        Column::words(say::MERGE_GONE.get(lang), 14, 24, 0),
        Column::words(say::MERGE_SOURCE.get(lang), 9, 9, 3),
        Column::words(say::MERGE_PARTED.get(lang), 10, 10, 1),
        Column::items(say::PAIR_REASONS.get(lang), 16, 70, 4, lang.pick(("；", "; "))),
    ];
    let merges = &state.merges;
    table::draw(canvas, area, &columns, merges.cursor, merges.total(), |at| {
        merges.merged().get(at as usize).map(|merge| merged_cells(state, merge))
    });
}

fn merged_cells(state: &State, merge: &MergeRow) -> Vec<Cell> {
    let (look, lang) = (&state.look, state.lang());
    let reason = |(key, value): &(String, String)| say::agreement(key, &look.words(value), lang);
    let reasons: Vec<String> = merge.reasons.iter().map(reason).collect();
    vec![
        (words::day(&look.calendar, Some(merge.time)), Role::Dim),
        (look.name(merge.keep, &merge.keep_name), Role::Accent),
        (look.name(merge.gone, &merge.gone_name), Role::Text),
        (say::merge_source(&merge.source, lang).to_owned(), Role::Dim),
        (words::day(&look.calendar, merge.parted), Role::Warn),
        (reasons.join(lang.pick(("；", "; "))), Role::Dim),
    ]
}

/// Both members in two columns, and what speaks for and against.
fn draw_pair(canvas: &mut Canvas, area: Rect, state: &State) {
    canvas.rule(area.x, area.y, area.width);
    let inner = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let Some(pair) = state.merges.shown() else {
        return draw_absence(canvas, inner, &state.merges.pair, false, state);
    };
    let half = inner.width.saturating_sub(LABEL + 1) / 2;
    let grounds = grounds(state, &pair.grounds, inner.width.saturating_sub(LABEL).into());
    let bottom = inner.bottom().saturating_sub(grounds.len() as u16).max(inner.y);
    for (y, (label, sides)) in (inner.y..bottom).zip(&lines(state, pair, (bottom - inner.y).into())) {
        canvas.put(inner.x, y, LABEL, label, Role::Title);
        for (x, (text, role)) in [inner.x + LABEL, inner.x + LABEL + half + 1].into_iter().zip(sides) {
            canvas.put(x, y, half, text, *role);
        }
    }
    for (y, (label, text, role)) in (bottom..inner.bottom()).zip(&grounds) {
        canvas.put(inner.x, y, LABEL, label, *role);
        canvas.put(inner.x + LABEL, y, inner.width.saturating_sub(LABEL), text, Role::Text);
    }
}

/// What speaks for and what against, each with its weights and their sum before it.
fn grounds(state: &State, grounds: &[Ground], columns: usize) -> Vec<(String, String, Role)> {
    let lang = state.lang();
    let (against, agreed): (Vec<&Ground>, Vec<&Ground>) = grounds.iter().partition(|ground| ground.weight < 0.0);
    let mut lines = Vec::new();
    if agreed.is_empty() {
        lines.push((String::new(), say::PAIR_NOTHING_FOR.get(lang).to_owned(), Role::Warn));
    }
    for (side, grounds, role) in [(say::PAIR_FOR, agreed, Role::Good), (say::PAIR_AGAINST, against, Role::Bad)] {
        let sum: f32 = grounds.iter().map(|ground| ground.weight).sum();
        let weighed = |ground: &&Ground| format!("{} {:+.1}", told(state, ground), ground.weight);
        let text = grounds.iter().map(weighed).collect::<Vec<_>>().join(lang.pick(("；", "; ")));
        for (line, text) in display::wrap(&text, columns).into_iter().enumerate().filter(|_| !grounds.is_empty()) {
            let label = if line == 0 { format!("{} {sum:+.1}", side.get(lang)) } else { String::new() };
            lines.push((label, text, role));
        }
    }
    lines
}

/// What stands in one row for both.
type Row = (String, [Cell; 2]);

/// The rows that have room: of names and accounts, as many as there is.
fn lines(state: &State, pair: &Pair, room: usize) -> Vec<Row> {
    let lang = state.lang();
    let row = |label: Text, cell: &dyn Fn(&Side) -> Cell| -> Row {
        (label.get(lang).to_owned(), [cell(&pair.sides[0]), cell(&pair.sides[1])])
    };
    let mut rows = vec![
        row(say::SIDE_NAME, &|side| (headline(state, side), Role::Accent)),
        row(say::SIDE_SEEN, &|side| {
            let day = |time| words::day(&state.look.calendar, time);
            (format!("{} – {}", day(side.row.first_seen), day(side.row.last_seen)), Role::Text)
        }),
        row(say::SIDE_MESSAGES, &|side| (words::count(side.row.messages), Role::Text)),
        row(say::SIDE_PHONES, &|side| (listed(state, &side.phones), Role::Text)),
        row(say::SIDE_GROUPS, &|side| (listed(state, &side.groups), Role::Text)),
        row(say::SIDE_HOURS, &|side| (chart::sparkline(&state.look, &side.hours), Role::Bar)),
    ];
    let accounts = several(say::SIDE_ACCOUNTS, pair, lang, |side| accounts(state, side));
    let names = several(say::SIDE_NAMES, pair, lang, |side| names(state, side));
    // Of both lists the first row always shows; then names have the room.
    let spare = room.saturating_sub(rows.len());
    let of_accounts = accounts.len().min((spare / 2).max(1));
    let of_names = names.len().min(spare.saturating_sub(of_accounts));
    rows.splice(1..1, names.into_iter().take(of_names).chain(accounts.into_iter().take(of_accounts)));
    rows
}

/// A row for each item of the longer list, labelled once.
fn several(label: Text, pair: &Pair, lang: Lang, cells: impl Fn(&Side) -> Vec<Cell>) -> Vec<Row> {
    let [one, other] = [cells(&pair.sides[0]), cells(&pair.sides[1])];
    let cell = |cells: &[Cell], at: usize| cells.get(at).cloned().unwrap_or((String::new(), Role::Dim));
    let label = |at: usize| if at == 0 { label.get(lang).to_owned() } else { String::new() };
    (0..one.len().max(other.len())).map(|at| (label(at), [cell(&one, at), cell(&other, at)])).collect()
}

fn headline(state: &State, side: &Side) -> String {
    let staff = if side.row.staff { format!(" · {}", say::SIDE_STAFF.get(state.lang())) } else { String::new() };
    format!("{} · id:{}{staff}", state.look.name(side.row.id, &side.row.name), side.row.id.0)
}

fn accounts(state: &State, side: &Side) -> Vec<Cell> {
    let lang = state.lang();
    let account = |account: &crate::model::view::IdentityView| match (&account.platform_id, account.weak) {
        (Some(id), false) => (format!("{}:{}", account.platform, state.look.words(id)), Role::Text),
        _ => (format!("{} · {}", account.platform, say::WEAK_IDENTITY.get(lang)), Role::Warn),
    };
    side.accounts.iter().map(account).collect()
}

fn names(state: &State, side: &Side) -> Vec<Cell> {
    let lang = state.lang();
    let borne = |name: &crate::model::view::NameSpan| {
        let kind = say::name_kind(&name.kind, lang);
        let shown = state.look.words(&name.name);
        match name.last_seen {
            Some(time) => say::borne_until(lang, &kind, &shown, &words::day(&state.look.calendar, Some(time))),
            None => format!("{shown} ({kind})"),
        }
    };
    // The same name in several groups is one name, seen last where it was seen last.
    let mut seen = BTreeSet::new();
    let distinct = side.names.iter().filter(|name| seen.insert((&name.kind, &name.name)));
    distinct.map(|name| (borne(name), Role::Text)).collect()
}

fn listed(state: &State, items: &[String]) -> String {
    match items {
        [] => words::UNKNOWN.to_owned(),
        items if state.look.privacy => state.look.words(&items.join("")),
        items => items.join(state.lang().pick(("、", ", "))),
    }
}
