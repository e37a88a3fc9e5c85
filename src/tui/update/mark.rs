//! Marking members: one by one, or all whom a list holds.

use super::{current_member, step};
use crate::lang::tui as say;
use crate::model::MemberId;
use crate::task::request::Question;
use crate::tui::screen::members::{self, Listed};
use crate::tui::state::{Effect, Notice, State, Tab};

/// Marks what is under the cursor, or takes the mark away, and goes on to the next row.
pub(super) fn one(state: &mut State) {
    if state.tab == Tab::Tags && state.pages.is_empty() {
        state.tags.tick();
    } else if state.tab == Tab::Joins {
        state.joins.tick();
    } else if let Some(id) = current_member(state)
        && !state.marked.remove(&id)
    {
        state.marked.insert(id);
    }
    if state.pages.is_empty() {
        step(state, 1);
    } else {
        tell(state);
    }
}

/// Marks all whom the list on screen holds; those who are not here are asked for.
pub(super) fn all(state: &mut State) -> Vec<Effect> {
    match members::listed(state) {
        Some(Listed::Under(filter)) => {
            let ticket = state.ticket();
            state.marking = Some(ticket);
            vec![Effect::Ask(ticket, Question::MemberIds(filter))]
        }
        Some(Listed::These(members)) => {
            these(state, members);
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Marks these members and nobody else.
pub(super) fn these(state: &mut State, members: Vec<MemberId>) {
    state.marked = members.into_iter().collect();
    tell(state);
}

fn tell(state: &mut State) {
    state.notice = Some(Notice::Info(say::marked(state.lang(), state.marked.len())));
}
