//! The messages behind a topic or a keyword.

use crossterm::event::KeyCode;

use super::{leads, typing};
use crate::tui::keys::Key;
use crate::tui::overlay::sayings::{Sayings, document};
use crate::tui::overlay::{Overlay, help};
use crate::tui::state::{Effect, State};
use crate::tui::view::Areas;

/// Enter opens who said what is under the cursor, or filters to all who spoke of it.
pub(super) fn press(state: &mut State, key: Key, sayings: Sayings) -> Vec<Effect> {
    if key.plain().code == KeyCode::Enter {
        let lead = sayings.lead(document(state, u16::MAX));
        return leads::follow(state, lead);
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
