//! Looking at a tag's members one by one.

use crossterm::event::KeyCode;

use super::{start, typing};
use crate::task::request::{Answer, Ticket, Work};
use crate::tui::keys::Key;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::review::{Review, verdict};
use crate::tui::state::{Effect, State};

/// Begins with the tag under the cursor.
pub(super) fn begin(state: &mut State) -> Vec<Effect> {
    let Some(tag) = state.tags.tag_at(state.tags.cursor.at).map(|tag| tag.name.clone()) else { return Vec::new() };
    let (review, question) = Review::of(state, &tag);
    state.overlay = Some(Overlay::Review(Box::new(review)));
    vec![question]
}

/// A verdict goes on to the next member; Esc ends the review, and what was said stays.
pub(super) fn press(state: &mut State, key: Key, mut review: Box<Review>) -> Vec<Effect> {
    let key = key.plain();
    if key.code == KeyCode::Esc {
        return Vec::new();
    }
    if let Some(rows) = typing::scrolled(state, key) {
        state.overlay = Some(Overlay::Review(review));
        typing::scroll_text(state, rows);
        return Vec::new();
    }
    let mut effects = Vec::new();
    let said = match key.code {
        KeyCode::Char(key) => verdict(key),
        _ => None,
    };
    if let (Some(verdict), Some(member)) = (said, review.member()) {
        effects = start(state, Work::Review(member, review.tag.clone(), verdict));
        if !effects.is_empty() {
            review.go_on();
            // What the verdicts measure is asked once the last of them is kept.
            if review.member().is_some() {
                effects.extend(review.look(state));
            }
        }
    }
    state.overlay = Some(Overlay::Review(review));
    effects
}

/// Hands an answer to the review that waits for it, and says what it asks next.
pub(super) fn receive(state: &mut State, ticket: Ticket, answer: Answer) -> Vec<Effect> {
    let Some(Overlay::Review(mut review)) = state.overlay.take() else { return Vec::new() };
    let has_more = review.receive(ticket, answer);
    let effects = if has_more { review.look(state) } else { Vec::new() };
    state.overlay = Some(Overlay::Review(review));
    effects
}

/// A verdict is kept: after the last one, what they all measure is asked.
pub(super) fn kept(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Review(mut review)) = state.overlay.take_if(|overlay| matches!(overlay, Overlay::Review(_)))
    else {
        return Vec::new();
    };
    let effects = if review.member().is_none() { review.look(state) } else { Vec::new() };
    state.overlay = Some(Overlay::Review(review));
    effects
}

/// Whether a review waits for an answer.
pub(super) fn awaits(state: &State, ticket: Ticket) -> bool {
    matches!(&state.overlay, Some(Overlay::Review(review)) if review.awaits(ticket))
}
