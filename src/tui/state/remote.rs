//! What is asked of the workers, and where in a list somebody is.

use crate::task::request::{Question, Ticket};

/// A value that was asked for: the latest answer, and the question still open.
#[derive(Debug)]
pub(in crate::tui) struct Remote<T> {
    pub(in crate::tui) value: Option<T>,
    pub(in crate::tui) error: Option<String>,
    /// The question still open, and its ticket.
    waiting: Option<(Ticket, Question)>,
    /// What the value answers, as long as nothing has changed that it goes by.
    answers: Option<Question>,
}

impl<T> Default for Remote<T> {
    fn default() -> Remote<T> {
        Remote { value: None, error: None, waiting: None, answers: None }
    }
}

impl<T> Remote<T> {
    pub(in crate::tui) fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    pub(in crate::tui) fn awaits(&self, ticket: Ticket) -> bool {
        self.waiting.as_ref().is_some_and(|(asked, _)| *asked == ticket)
    }

    /// Whether the value answers another question than the latest, or one whose answer may be another by now.
    pub(in crate::tui) fn is_outdated(&self) -> bool {
        let is_of_latest = match &self.waiting {
            Some((_, asked)) => self.answers.as_ref() == Some(asked),
            None => self.answers.is_some() && self.error.is_none(),
        };
        self.value.is_some() && !is_of_latest
    }

    pub(in crate::tui) fn expect_answer(&mut self, ticket: Ticket, question: &Question) {
        self.waiting = Some((ticket, question.clone()));
    }

    /// What the value goes by has changed: until it is read again it is of before.
    pub(in crate::tui) fn outdate(&mut self) {
        self.answers = None;
    }

    /// An answer that is still to come no longer counts, nor does a failure.
    pub(in crate::tui) fn abandon(&mut self) {
        self.waiting = None;
        self.error = None;
    }

    /// Takes an answer if it is the one waited for.
    pub(in crate::tui) fn receive(&mut self, ticket: Ticket, value: T) -> bool {
        let Some((_, question)) = self.waiting.take_if(|(asked, _)| *asked == ticket) else { return false };
        self.value = Some(value);
        self.error = None;
        self.answers = Some(question);
        true
    }

    /// Takes a failure if it is of the question waited for; says whether it was.
    pub(in crate::tui) fn fail(&mut self, ticket: Ticket, message: &str) -> bool {
        let is_of_it = self.waiting.take_if(|(asked, _)| *asked == ticket).is_some();
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
