//! The list of members who are like the one on screen.

use crossterm::event::KeyCode;

use super::typing;
use crate::task::request::Question;
use crate::tui::keys::Key;
use crate::tui::overlay::similar::Neighbours;
use crate::tui::overlay::{Overlay, help};
use crate::tui::screen::member;
use crate::tui::state::{Effect, State, ask};
use crate::tui::view::Areas;

/// Members listed.
const LISTED: usize = 20;

/// Asks who is like the member on screen.
pub(super) fn ask_for(state: &mut State) -> Vec<Effect> {
    let Some(member) = super::current_member(state) else { return Vec::new() };
    let mut neighbours = Neighbours::new();
    let question = ask!(state, neighbours.found, Question::Similar(member, None, LISTED));
    state.overlay = Some(Overlay::Similar(Box::new(neighbours)));
    vec![question]
}

/// Enter opens who is under the cursor.
pub(super) fn press(state: &mut State, key: Key, mut neighbours: Box<Neighbours>) -> Vec<Effect> {
    if matches!(key.plain().code, KeyCode::Enter | KeyCode::Right | KeyCode::Char('l'))
        && let Some(id) = neighbours.current()
    {
        return member::open(state, id);
    }
    if let Some(rows) = typing::scrolled(state, key) {
        step(state, rows, &mut neighbours);
        state.overlay = Some(Overlay::Similar(neighbours));
    }
    Vec::new()
}

/// Moves the cursor of the list that lies over the screen.
pub(super) fn scroll(state: &mut State, rows: i64) {
    if let Some(Overlay::Similar(mut neighbours)) = state.overlay.take() {
        step(state, rows, &mut neighbours);
        state.overlay = Some(Overlay::Similar(neighbours));
    }
}

fn step(state: &State, rows: i64, neighbours: &mut Neighbours) {
    let inside = help::inner(Areas::of(state).whole, &None);
    neighbours.step(rows, &state.look, (inside.width, inside.height));
}
