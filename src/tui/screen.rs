//! The screens: what each holds, asks for and draws.

pub(super) mod campaigns;
pub(super) mod content;
pub(super) mod contradictions;
pub(super) mod crossing;
pub(super) mod dimensions;
pub(super) mod evidence;
pub(super) mod groups;
pub(super) mod imports;
pub(super) mod joins;
pub(super) mod lifecycle;
pub(super) mod log;
pub(super) mod member;
pub(super) mod members;
pub(super) mod merges;
pub(super) mod opening;
pub(super) mod personas;
pub(super) mod portrait;
pub(super) mod ranking;
pub(super) mod slices;
pub(super) mod tags;
pub(super) mod tasks;
pub(super) mod ties;
pub(super) mod today;
pub(super) mod welcome;

use ratatui::layout::Rect;

use super::state::{Cursor, Remote, State};
use super::theme::Role;
use super::widget::Canvas;
use crate::lang::tui as say;
use crate::task::request::Ticket;

/// Screens of rows asked for beyond those on screen, on either side.
const MARGIN: u64 = 3;
/// Screens of rows that are here beyond those on screen, before more are asked for.
const AHEAD: u64 = 1;
/// A screen has at least so many rows, where rows are asked for.
const SCREEN: u64 = 15;

/// A long list of which only a window is here.
#[derive(Debug)]
pub(super) struct Windowed<T> {
    pub(super) cursor: Cursor,
    pub(super) remote: Remote<Rows<T>>,
    asked: Option<(u64, u64)>,
    /// Whether how many there are was counted since the list became another.
    is_counted: bool,
    /// Whether what was asked for last is only what lies around the rows on screen.
    is_ahead: bool,
}

/// Rows from an offset on, of a total.
#[derive(Debug)]
pub(super) struct Rows<T> {
    pub(super) offset: u64,
    pub(super) rows: Vec<T>,
    pub(super) total: u64,
}

impl<T> Default for Windowed<T> {
    fn default() -> Windowed<T> {
        Windowed {
            cursor: Cursor::default(),
            remote: Remote::default(),
            asked: None,
            is_counted: false,
            is_ahead: false,
        }
    }
}

impl<T> Windowed<T> {
    pub(super) fn total(&self) -> u64 {
        self.remote.value.as_ref().map_or(0, |rows| rows.total)
    }

    /// A row, if it is here.
    pub(super) fn row(&self, at: u64) -> Option<&T> {
        let rows = self.remote.value.as_ref()?;
        rows.rows.get(at.checked_sub(rows.offset)? as usize)
    }

    /// The row under the cursor.
    pub(super) fn current(&self) -> Option<&T> {
        self.row(self.cursor.at)
    }

    /// Whether the rows on screen are not here yet. What is read ahead of them keeps nobody waiting.
    pub(super) fn is_waiting(&self) -> bool {
        self.remote.is_waiting() && !(self.is_ahead && self.row(self.cursor.top).is_some())
    }

    /// Whether the rows are those of another list, or in another order, until this one's are here.
    pub(super) fn is_outdated(&self) -> bool {
        self.remote.value.is_some() && !self.is_counted
    }

    /// Back to the first row; what was asked for no longer counts.
    pub(super) fn rewind(&mut self) {
        self.cursor = Cursor::default();
        self.forget();
    }

    /// What was asked for no longer counts.
    pub(super) fn forget(&mut self) {
        self.asked = None;
        self.is_counted = false;
        self.remote.abandon();
    }

    /// How many there are, once that is known; and whether rows on screen are still to come.
    pub(super) fn count(&self) -> (Option<u64>, bool) {
        (self.is_counted.then(|| self.total()), self.is_waiting())
    }

    /// The offset and limit to ask for, so that the next page is here before somebody turns to it;
    /// none if it is, or will be. Rows on screen that are not here are waited for, and asked for alone at first.
    pub(super) fn wanted(&mut self, height: u64) -> Option<(u64, u64)> {
        let last = match self.remote.value {
            Some(_) => self.total(),
            None => u64::MAX,
        };
        let screen = height.max(SCREEN);
        let top = self.cursor.top;
        let is_here = self.asked.is_some() && !self.remote.is_waiting() && self.row(top).is_some();
        let (ahead, margin) = if is_here { (AHEAD * screen, MARGIN * screen) } else { (0, 0) };
        let (first, end) = (top.saturating_sub(ahead), top.saturating_add(height + ahead).min(last));
        if self.asked.is_some_and(|(offset, limit)| offset <= first && end <= offset + limit) {
            return None;
        }
        let window = (top.saturating_sub(margin), screen + 2 * margin);
        self.asked = Some(window);
        self.is_ahead = is_here;
        Some(window)
    }

    /// The same of a list that is asked for at once, as far as `most` rows.
    pub(super) fn wanted_at_once(&mut self, most: u64) -> Option<(u64, u64)> {
        let window = (0, most);
        (self.asked.replace(window) != Some(window)).then_some(window)
    }

    /// Where the window that was asked for begins.
    pub(super) fn asked_offset(&self) -> u64 {
        self.asked.map_or(0, |(offset, _)| offset)
    }

    /// Takes a window if it is the one waited for, and keeps the cursor within it.
    pub(super) fn receive(&mut self, ticket: Ticket, rows: Rows<T>, height: u64) {
        let total = rows.total;
        if self.remote.receive(ticket, rows) {
            self.is_counted = true;
            self.cursor.place(self.cursor.at, total, height);
        }
    }
}

/// Whether nobody is under the filter, as far as that is counted: those who are there may have nothing to show here.
pub(super) fn finds_nobody(state: &State) -> bool {
    let found = state.found().and_then(|(total, _)| total);
    state.filter.expr().is_some() && found.unwrap_or_default() == 0
}

/// Draws what stands for rows that are not there: a failure, a wait, or nobody.
pub(super) fn draw_absence<T>(canvas: &mut Canvas, area: Rect, remote: &Remote<T>, is_empty: bool, state: &State) {
    let lang = state.lang();
    let (text, role) = match &remote.error {
        Some(error) => (error.as_str(), Role::Bad),
        None if remote.value.is_none() || is_empty && remote.is_waiting() => (say::WAITING.get(lang), Role::Dim),
        // The latest filter that could be read is not the one that is typed.
        None if is_empty && state.filter.has_problem() => return,
        None if is_empty && finds_nobody(state) => (say::NOBODY_MATCHES.get(lang), Role::Dim),
        None if is_empty => (say::NOTHING_HERE.get(lang), Role::Dim),
        None => return,
    };
    if area.height > 1 {
        // A failure may have to say so over rows of an earlier answer.
        canvas.clear(Rect { y: area.y + 1, height: 1, ..area });
        canvas.put(area.x + 1, area.y + 1, area.width.saturating_sub(2), text, role);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::request::Question;

    const HEIGHT: u64 = 20;

    fn rows(offset: u64, count: u64) -> Rows<u64> {
        Rows { offset, rows: (offset..offset + count).collect(), total: 1_000 }
    }

    /// Asks for what is wanted.
    fn ask(list: &mut Windowed<u64>, ticket: Ticket) -> Option<(u64, u64)> {
        let wanted = list.wanted(HEIGHT);
        if wanted.is_some() {
            list.remote.expect_answer(ticket, &Question::Overview);
        }
        wanted
    }

    #[test]
    fn only_rows_on_screen_keep_somebody_waiting() {
        let mut list = Windowed::default();
        assert_eq!(ask(&mut list, 1), Some((0, HEIGHT)));
        assert!(list.is_waiting(), "nothing is here");
        list.receive(1, rows(0, HEIGHT), HEIGHT);
        assert!(!list.is_waiting());
        assert_eq!(ask(&mut list, 2), Some((0, 7 * HEIGHT)));
        assert!(!list.is_waiting(), "what is around them is read ahead");
        list.cursor.place(500, 1_000, HEIGHT);
        assert!(list.is_waiting(), "a jump beyond what is here");
        assert_eq!(ask(&mut list, 3), Some((481, HEIGHT)));
        assert!(list.is_waiting());
        list.receive(3, rows(481, HEIGHT), HEIGHT);
        assert!(!list.is_waiting());
        list.forget();
        assert_eq!(ask(&mut list, 4), Some((481, HEIGHT)));
        assert!(list.is_waiting(), "rows of another filter, say");
    }
}
