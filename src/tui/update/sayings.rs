//! The messages behind a topic or a keyword.

use crossterm::event::KeyCode;

use super::typing;
use crate::tui::keys::Key;
use crate::tui::overlay::sayings::{Sayings, document};
use crate::tui::overlay::{Overlay, help};
use crate::tui::screen::member;
use crate::tui::state::{Effect, State};
use crate::tui::view::Areas;

/// Enter opens who said what is under the cursor.
pub(super) fn press(state: &mut State, key: Key, sayings: Sayings) -> Vec<Effect> {
    if key.plain().code == KeyCode::Enter
        && let Some(id) = sayings.member(&document(state, u16::MAX))
    {
        return member::open(state, id);
    }
    if let Some(rows) = typing::scrolled(state, key) {
        state.overlay = Some(Overlay::Sayings(sayings));
        step(state, rows);
    }
    Vec::new()
}

/// Moves the cursor.
pub(super) fn step(state: &mut State, rows: i64) {
    let inside = help::inner(Areas::of(state).whole, &None);
    let page = document(state, inside.width);
    if let Some(Overlay::Sayings(sayings)) = &mut state.overlay {
        sayings.step(rows, &page, inside.height.into());
    }
}
