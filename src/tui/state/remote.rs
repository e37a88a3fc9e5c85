//! What is asked of the workers, and where in a list somebody is.

use crate::task::request::Ticket;

/// A value that was asked for: the latest answer, and the question still open.
#[derive(Debug)]
pub(in crate::tui) struct Remote<T> {
    pub(in crate::tui) value: Option<T>,
    pub(in crate::tui) error: Option<String>,
    waiting: Option<Ticket>,
}

impl<T> Default for Remote<T> {
    fn default() -> Remote<T> {
        Remote { value: None, error: None, waiting: None }
    }
}

impl<T> Remote<T> {
    pub(in crate::tui) fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    pub(in crate::tui) fn awaits(&self, ticket: Ticket) -> bool {
        self.waiting == Some(ticket)
    }

    pub(in crate::tui) fn expect_answer(&mut self, ticket: Ticket) {
        self.waiting = Some(ticket);
    }

    /// An answer that is still to come no longer counts, nor does a failure.
    pub(in crate::tui) fn abandon(&mut self) {
        self.waiting = None;
        self.error = None;
    }

    /// Takes an answer if it is the one waited for.
    pub(in crate::tui) fn receive(&mut self, ticket: Ticket, value: T) -> bool {
        let current = self.waiting == Some(ticket);
        if current {
            self.value = Some(value);
            self.error = None;
            self.waiting = None;
        }
        current
    }

    /// Takes a failure if it is of the question waited for; says whether it was.
    pub(in crate::tui) fn fail(&mut self, ticket: Ticket, message: &str) -> bool {
        let is_of_it = self.waiting.take_if(|asked| *asked == ticket).is_some();
        if is_of_it {
            self.error = Some(message.to_owned());
        }
        is_of_it
    }
}

/// A place in a list, and the first row on screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) struct Cursor {
    pub(in crate::tui) at: u64,
    pub(in crate::tui) top: u64,
}

impl Cursor {
    /// Moves by `step` rows within `total`, keeping the row within `height` visible rows.
    pub(in crate::tui) fn step(&mut self, step: i64, total: u64, height: u64) {
        self.place(self.at.saturating_add_signed(step), total, height);
    }

    /// Moves to a row, as far as there is one.
    pub(in crate::tui) fn place(&mut self, at: u64, total: u64, height: u64) {
        let height = height.max(1);
        self.at = at.min(total.saturating_sub(1));
        self.top = self.top.clamp(self.at.saturating_sub(height - 1), self.at).min(total.saturating_sub(height));
    }
}
