//! The log: what was done with people's data, the latest first. From here it is taken back and done again.

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::{journal, tui as say};
use crate::model::MemberId;
use crate::model::journal::{ActState, Entry, LogLine, Logged};
use crate::task::log;
use crate::text::display;
use crate::tui::state::{Cursor, Remote, State};
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, Look};

/// Lines asked for; `audit` prints all there are.
pub(in crate::tui) const LINES: u64 = 1_000;

/// The screen's own state.
#[derive(Debug, Default)]
pub(in crate::tui) struct Log {
    pub(in crate::tui) lines: Remote<Vec<LogLine>>,
    pub(in crate::tui) cursor: Cursor,
}

impl Log {
    fn lines(&self) -> &[LogLine] {
        self.lines.value.as_deref().unwrap_or_default()
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        self.lines().len() as u64
    }

    fn current(&self) -> Option<&LogLine> {
        self.lines().get(self.cursor.at as usize)
    }

    /// The one member that the act under the cursor was about, and their name.
    pub(in crate::tui) fn member(&self) -> Option<(MemberId, &str)> {
        match &self.current()?.what {
            Logged::Act(entry) => Some((entry.member?, &entry.name)),
            Logged::Other { .. } => None,
        }
    }

    /// Where in the list stands what would be taken back next.
    fn next_undone(&self) -> Option<usize> {
        self.lines().iter().position(|line| is_at(line, ActState::Done))
    }

    /// Where in the list stands what would be done again next.
    fn next_redone(&self) -> Option<usize> {
        self.lines().iter().rposition(|line| is_at(line, ActState::Undone))
    }
}

fn is_at(line: &LogLine, state: ActState) -> bool {
    matches!(&line.what, Logged::Act(entry) if entry.state == state)
}

/// What was done, with names as they may be shown.
pub(in crate::tui) fn act_text(look: &Look, entry: &Entry) -> String {
    let name = entry.member.map_or(String::new(), |member| look.name(member, &entry.name));
    let other = entry.act.other().map_or(String::new(), |member| look.name(member, &entry.other));
    log::told(entry, &name, &other, look.lang)
}

fn told(look: &Look, line: &LogLine) -> String {
    match &line.what {
        Logged::Act(entry) => act_text(look, entry),
        Logged::Other { action, count, path, .. } => journal::other(look.lang, action, *count, path),
    }
}

/// How many rows of the body the list has.
pub(in crate::tui) fn rows(body: u16) -> u16 {
    body.saturating_sub(1 + detail_rows(body))
}

fn detail_rows(body: u16) -> u16 {
    if body >= 12 { 4 } else { 0 }
}

/// Draws the lines, and the one under the cursor in full below them.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let (log, look) = (&state.log, &state.look);
    let detail = detail_rows(area.height);
    let list = Rect { height: area.height - detail, ..area };
    let marks = (log.next_undone(), log.next_redone());
    table::draw(canvas, list, &columns(look), log.cursor, log.total(), |at| {
        let line = log.lines().get(at as usize)?;
        Some(cells(look, line, [marks.0, marks.1].contains(&Some(at as usize))))
    });
    draw_absence(canvas, Rect { y: area.y + 1, ..list }, &log.lines, log.total() == 0, state);
    if let Some(line) = log.current().filter(|_| detail > 0) {
        draw_detail(canvas, Rect { y: list.bottom(), height: detail, ..area }, look, line);
    }
}

fn columns(look: &Look) -> Vec<Column> {
    let lang = look.lang;
    vec![
        Column::words(say::LOG_TIME.get(lang), 16, 16, 1),
        Column::words(say::LOG_WHAT.get(lang), 24, 120, 0),
        Column::words(say::LOG_STATE.get(lang), 20, 22, 2),
        Column::words(say::LOG_ORIGIN.get(lang), 8, 10, 3),
    ]
}

fn cells(look: &Look, line: &LogLine, is_next: bool) -> Vec<Cell> {
    let time = (look.calendar.minute(line.time), Role::Dim);
    let Logged::Act(entry) = &line.what else {
        return vec![time, (told(look, line), Role::Text), (String::new(), Role::Dim), (String::new(), Role::Dim)];
    };
    let mut state = journal::state(look.lang, entry.state.key()).to_owned();
    let role = match entry.state {
        ActState::Done if is_next => Role::Key,
        ActState::Undone if is_next => Role::Accent,
        ActState::Done => Role::Text,
        ActState::Undone | ActState::Fixed | ActState::Void => Role::Dim,
    };
    if is_next {
        let next = if entry.state == ActState::Done { say::LOG_NEXT_UNDONE } else { say::LOG_NEXT_REDONE };
        state.push_str(next.get(look.lang));
    }
    let what = if entry.state == ActState::Done { Role::Text } else { Role::Dim };
    let origin = journal::origin(look.lang, &entry.origin).to_owned();
    vec![time, (told(look, line), what), (state, role), (origin, Role::Dim)]
}

/// The line in full; of an export, where it went and what it held.
fn draw_detail(canvas: &mut Canvas, area: Rect, look: &Look, line: &LogLine) {
    canvas.rule(area.x, area.y, area.width);
    let mut text = told(look, line);
    if let Logged::Other { detail, .. } = &line.what {
        text = format!("{text} · {}", look.words(detail));
    }
    let lines = display::wrap(&display::clean(&text), area.width.saturating_sub(2).into());
    for (y, line) in (area.y + 1..area.bottom()).zip(&lines) {
        canvas.put(area.x + 1, y, area.width.saturating_sub(2), line, Role::Text);
    }
}
