//! The brief on the members under the filter.

use crossterm::event::KeyCode;

use super::{act, typing};
use crate::task::request::Question;
use crate::tui::keys::Key;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::brief::Briefing;
use crate::tui::state::{Effect, Remote, State, ask};

/// Asks for a brief on the members under the filter.
pub(super) fn ask_for(state: &mut State) -> Vec<Effect> {
    let mut found = Remote::default();
    let filter = state.filter.expr().cloned();
    let question = ask!(state, found, Question::Brief(filter.clone()));
    state.overlay = Some(Overlay::Brief(Box::new(Briefing { filter, found, top: 0 })));
    vec![question]
}

/// A strategy's number lists whom it fits.
pub(super) fn press(state: &mut State, key: Key, briefing: Box<Briefing>) -> Vec<Effect> {
    if let KeyCode::Char(typed) = key.plain().code
        && let Some(number) = typed.to_digit(10)
        && let Some(condition) = briefing.condition(number as usize)
    {
        return act::narrow(state, Some(condition));
    }
    if let Some(rows) = typing::scrolled(state, key) {
        state.overlay = Some(Overlay::Brief(briefing));
        typing::scroll_text(state, rows);
    }
    Vec::new()
}
