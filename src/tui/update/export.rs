//! The forms of what is written into files: an export, and a segment's bundle.

use super::start;
use crate::task::request::Work;
use crate::tui::command::{Id, lookup_typing};
use crate::tui::keys::Key;
use crate::tui::overlay::bundle::BundleForm;
use crate::tui::overlay::export::ExportForm;
use crate::tui::overlay::{Confirm, Overlay};
use crate::tui::state::{Effect, State};

pub(super) fn press(state: &mut State, key: Key, mut form: Box<ExportForm>) -> Vec<Effect> {
    let changed = match lookup_typing(state, key) {
        Some(Id::Cancel) => return Vec::new(),
        Some(Id::Submit) => return submit(state, form),
        Some(Id::Complete) => form.complete(),
        Some(Id::Toggle) => form.change(true),
        Some(Id::Older) => {
            form.step(-1);
            false
        }
        Some(Id::Newer) => {
            form.step(1);
            false
        }
        _ => form.press(key),
    };
    let effects = look(changed, &form);
    state.overlay = Some(Overlay::Export(form));
    effects
}

/// Looks for what a path begins, and whether what would be written is there.
pub(super) fn look(changed: bool, form: &ExportForm) -> Vec<Effect> {
    if !changed {
        return Vec::new();
    }
    let (typed, written) = (form.path.text().to_owned(), form.target());
    let implied = (written != typed).then_some(Effect::Look(written));
    std::iter::once(Effect::Look(typed)).chain(implied).collect()
}

fn submit(state: &mut State, form: Box<ExportForm>) -> Vec<Effect> {
    match form.order() {
        Some(order) if form.exists => {
            state.overlay = Some(Overlay::Confirm(Confirm::Overwrite(Box::new(order))));
            Vec::new()
        }
        Some(order) => start(state, Work::Export(order)),
        None => {
            state.overlay = Some(Overlay::Export(form));
            Vec::new()
        }
    }
}

/// A key while a bundle is described.
pub(super) fn press_bundle(state: &mut State, key: Key, mut form: BundleForm) -> Vec<Effect> {
    match lookup_typing(state, key) {
        Some(Id::Cancel) => return Vec::new(),
        Some(Id::Submit) => {
            if let Some(work) = form.work() {
                return start(state, work);
            }
        }
        Some(Id::Complete | Id::Newer) => form.step(1),
        Some(Id::Older) => form.step(-1),
        Some(Id::Toggle) => form.change(true),
        _ => form.press(key),
    }
    state.overlay = Some(Overlay::Bundle(form));
    Vec::new()
}
