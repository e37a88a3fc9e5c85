//! An import being described: its path, and of a table what the columns are. Nothing is written
//! before its user has seen how the rows would be read.

use std::path::PathBuf;

use super::start;
use crate::lang::tui as say;
use crate::task::request::{ImportOrder, Preview, Question, Ticket, Work};
use crate::tui::command::{Id, lookup_typing};
use crate::tui::keys::Key;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::import::ImportForm;
use crate::tui::overlay::prompt::{Prompt, Purpose};
use crate::tui::screen::imports;
use crate::tui::state::{Effect, Notice, State};

/// The import of one path, as it was typed.
pub(super) fn order_of(path: &str) -> ImportOrder {
    ImportOrder { paths: vec![PathBuf::from(path)], ..ImportOrder::default() }
}

/// Asks what the file of an import is.
pub(super) fn look(state: &mut State, order: ImportOrder) -> Vec<Effect> {
    state.notice = Some(Notice::Info(say::WAITING.get(state.lang()).to_owned()));
    let ticket = state.ticket();
    state.looking = Some((ticket, order.clone()));
    vec![Effect::Ask(ticket, Question::Look(order))]
}

/// Asks what the columns of a file are that could not be read.
pub(super) fn again(state: &mut State) -> Vec<Effect> {
    let Some(imports::File::Unread(file)) = imports::under_cursor(&state.imports) else { return Vec::new() };
    let path = file.path.clone();
    state.overlay = Some(Overlay::Prompt(Prompt::new(Purpose::Import, &path, state.lang())));
    look(state, order_of(&path))
}

/// What a file is has come: a table is shown before anything is written, all else is imported.
/// Whoever has turned to something else meanwhile is left alone.
pub(super) fn looked(state: &mut State, ticket: Ticket, preview: Option<Preview>) -> Vec<Effect> {
    let Some((_, order)) = state.looking.take_if(|(asked, _)| *asked == ticket) else { return Vec::new() };
    state.notice = None;
    match (state.overlay.take(), preview) {
        (Some(Overlay::Import(mut form)), Some(preview)) if form.order() == order => {
            form.take(preview);
            state.overlay = Some(Overlay::Import(form));
            Vec::new()
        }
        (Some(Overlay::Prompt(prompt)), preview) if asks_for(&prompt, &order) => match preview {
            Some(preview) if !preview.columns.is_empty() => describe(state, &prompt, preview),
            _ => start(state, Work::Import(order)),
        },
        (overlay, _) => {
            state.overlay = overlay;
            Vec::new()
        }
    }
}

/// Whether the prompt still names what was looked at.
fn asks_for(prompt: &Prompt, order: &ImportOrder) -> bool {
    prompt.purpose == Purpose::Import && order_of(prompt.line.text().trim()) == *order
}

/// Shows a table; what the columns of an unknown one look like is tried at once.
fn describe(state: &mut State, prompt: &Prompt, preview: Preview) -> Vec<Effect> {
    let form = ImportForm::new(prompt.line.text().trim(), preview, state.lang());
    let proposed = form.order();
    state.overlay = Some(Overlay::Import(Box::new(form)));
    if proposed.mapping.is_empty() { Vec::new() } else { look(state, proposed) }
}

/// A key while the columns are described.
pub(super) fn press(state: &mut State, key: Key, mut form: Box<ImportForm>) -> Vec<Effect> {
    let changed = match lookup_typing(state, key) {
        Some(Id::Cancel) if !form.is_choosing() => return Vec::new(),
        Some(Id::Submit) if !form.is_choosing() => return submit(state, form),
        command => form.press(key, command),
    };
    let effects = if changed { look(state, form.order()) } else { Vec::new() };
    state.overlay = Some(Overlay::Import(form));
    effects
}

/// Imports as described, unless nothing could be read so.
fn submit(state: &mut State, form: Box<ImportForm>) -> Vec<Effect> {
    if form.is_readable() && state.looking.is_none() {
        return start(state, Work::Import(form.order()));
    }
    state.overlay = Some(Overlay::Import(form));
    Vec::new()
}
