//! A page whose lines lead to members, from its question to where it leads.

use crossterm::event::KeyCode;

use super::{act, typing};
use crate::task::request::Question;
use crate::tui::keys::Key;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::leads::{Lead, Leads, What};
use crate::tui::screen::member;
use crate::tui::state::{Deed, Effect, Remote, State, ask};

/// Shows what came of the question under the filter that it was asked under, unless something else has begun meanwhile.
pub(super) fn found(state: &mut State, what: What) {
    let filter = match state.running.take().map(|running| running.deed) {
        Some(Deed::AskUnder(filter)) => filter,
        _ => None,
    };
    if state.overlay.is_none() {
        state.overlay = Some(Overlay::Leads(Box::new(Leads::of(what, filter))));
    }
}

/// Asks who goes on to speak, by the month in which they came.
pub(super) fn ask_for_cohorts(state: &mut State) -> Vec<Effect> {
    let mut found = Remote::default();
    let question = ask!(state, found, Question::Cohorts);
    state.overlay = Some(Overlay::Leads(Box::new(Leads::of(What::Retention(Box::new(found)), None))));
    vec![question]
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
