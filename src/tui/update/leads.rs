//! A page whose lines lead to members, from its question to where it leads.

use crossterm::event::KeyCode;

use super::{act, typing};
use crate::tui::keys::Key;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::leads::{Lead, Leads, What};
use crate::tui::screen::member;
use crate::tui::state::{Effect, State};

/// Shows what came of the question, unless something else has begun meanwhile.
pub(super) fn found(state: &mut State, what: What) {
    state.running = None;
    if state.overlay.is_none() {
        state.overlay = Some(Overlay::Leads(Box::new(Leads::of(what, state.filter.expr().cloned()))));
    }
}

/// Goes where a line leads, if it leads anywhere.
pub(super) fn follow(state: &mut State, lead: Option<Lead>) -> Vec<Effect> {
    match lead {
        Some(Lead::People(filter)) => act::narrow(state, Some(filter)),
        Some(Lead::Member(id)) => member::open(state, id),
        None => Vec::new(),
    }
}

/// Arrows move, Enter goes where the line leads, Esc closes.
pub(super) fn press(state: &mut State, key: Key, mut leads: Box<Leads>) -> Vec<Effect> {
    match key.plain().code {
        KeyCode::Esc => Vec::new(),
        KeyCode::Enter => follow(state, leads.lead(&state.look)),
        _ => {
            leads.step(typing::scrolled(state, key).unwrap_or_default(), &state.look);
            state.overlay = Some(Overlay::Leads(leads));
            Vec::new()
        }
    }
}
