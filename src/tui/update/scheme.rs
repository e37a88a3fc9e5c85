//! Trying another scheme, and going by it.

use crossterm::event::KeyCode;

use super::{start, typing};
use crate::lang::{Lang, tui as say};
use crate::task::request::{Question, Trial, Work};
use crate::task::scheme::SchemeRow;
use crate::task::tune::Tried;
use crate::text::display;
use crate::tui::keys::Key;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::picker::{Item, Picker, Purpose};
use crate::tui::overlay::trial::Looked;
use crate::tui::state::{Effect, State, ask};

/// Asks which schemes there are, to choose one from.
pub(super) fn ask_for(state: &mut State) -> Vec<Effect> {
    vec![ask!(state, state.tags.schemes, Question::Schemes)]
}

/// The schemes to choose from, the one in use marked.
pub(super) fn choices(rows: &[SchemeRow], lang: Lang) -> Picker {
    let item = |row: &SchemeRow| {
        let about = match (&row.problem, row.in_use) {
            (Some(problem), _) => problem.clone(),
            (None, true) => format!("{} · {}", row.title, say::SCHEME_IN_USE.get(lang)),
            (None, false) => row.title.clone(),
        };
        let title = display::clean(&row.name).into_owned();
        Item { key: row.name.clone(), title, about: display::clean(&about).into_owned(), ticked: row.in_use }
    };
    Picker::new(Purpose::Scheme, say::PICK_SCHEME.get(lang), rows.iter().map(item).collect())
}

/// Shows what came of a trial, unless something else has begun meanwhile.
pub(super) fn tried(state: &mut State, trial: Box<Trial>) {
    show(state, Looked { trial, tuning: None, top: 0 });
}

/// The same of weights that were fitted.
pub(super) fn tuned(state: &mut State, tried: Tried) {
    let Tried { tuning, trial, .. } = tried;
    show(state, Looked { trial: Box::new(trial), tuning: Some(Box::new(tuning)), top: 0 });
}

fn show(state: &mut State, looked: Looked) {
    state.running = None;
    if state.overlay.is_none() {
        state.overlay = Some(Overlay::Trial(looked));
    }
}

/// Enter goes by a scheme, Esc leaves all as it is. Fitted weights are nobody's scheme yet.
pub(super) fn press(state: &mut State, key: Key, looked: Looked) -> Vec<Effect> {
    match key.plain().code {
        KeyCode::Enter if looked.tuning.is_none() => start(state, Work::UseScheme(looked.trial.to.0)),
        KeyCode::Esc => Vec::new(),
        _ => {
            let rows = typing::scrolled(state, key).unwrap_or_default();
            state.overlay = Some(Overlay::Trial(looked));
            typing::scroll_text(state, rows);
            Vec::new()
        }
    }
}
