//! Help of the screen below: its keys, and what its numbers mean.

use ratatui::layout::Rect;

use crate::lang::{meaning, tui as say};
use crate::model::attribute;
use crate::query::field;
use crate::text::display;
use crate::tui::command::{COMMANDS, Scope, scopes};
use crate::tui::keys;
use crate::tui::screen::members::BUILT_IN;
use crate::tui::state::{State, Tab};
use crate::tui::theme::Role;
use crate::tui::widget::document::Document;
use crate::tui::widget::{Canvas, centred};
use crate::tui::words;

/// The help text of what is on screen.
pub(in crate::tui) fn document(state: &State, width: u16) -> Document<()> {
    let lang = state.lang();
    let mut document = Document::new(width);
    for scope in scopes(state) {
        keys_of(&mut document, state, scope);
    }
    document.heading(say::WHAT_NUMBERS_MEAN.get(lang));
    for (title, about) in definitions(state) {
        document.line(vec![(title, Role::Accent)]);
        for line in display::wrap(&about, usize::from(width).saturating_sub(2)) {
            document.line(vec![(format!("  {line}"), Role::Dim)]);
        }
    }
    document
}

fn keys_of(document: &mut Document<()>, state: &State, scope: Scope) {
    let lang = state.lang();
    let mut commands = COMMANDS.iter().filter(|command| command.scope == scope).peekable();
    if commands.peek().is_none() {
        return;
    }
    document.heading(scope.title().get(lang));
    for command in commands {
        let names: Vec<String> = command.keys.iter().map(|key| keys::title(key)).collect();
        document.line(vec![
            (display::fit(&names.join(" "), 14), Role::Key),
            (display::fit(command.title.get(lang), 16), Role::Text),
            (format!(" {}", command.about.get(lang)), Role::Dim),
        ]);
    }
}

/// The numbers on screen with their definitions.
fn definitions(state: &State) -> Vec<(String, String)> {
    let lang = state.lang();
    let keys: Vec<String> = if !state.pages.is_empty() {
        attribute::ATTRIBUTES.iter().map(|spec| spec.key.to_owned()).collect()
    } else {
        match state.tab {
            Tab::Today => return say::today_definitions(lang),
            Tab::Members => state.members.columns.clone(),
            Tab::Kol => ["influence", "mechanism", "beyond_activity", "messages"].map(str::to_owned).to_vec(),
            Tab::Churn => ["churn_risk", "stage", "churn_band", "last_seen"].map(str::to_owned).to_vec(),
            Tab::Dimensions => vec![state.dimensions.field.clone()],
            Tab::Tags => return meaning::tag_definitions(lang),
            Tab::Groups => return meaning::group_definitions(lang),
            Tab::Imports => return meaning::import_definitions(lang),
            Tab::Joins => return meaning::join_definitions(lang),
            Tab::Merges => return meaning::merge_definitions(lang),
        }
    };
    keys.iter().map(|key| (titles(key, state), about(key, state))).collect()
}

fn titles(key: &str, state: &State) -> String {
    let title = words::title(key, state.lang());
    match say::column(key).filter(|_| BUILT_IN.contains(&key)) {
        Some(column) if column.get(state.lang()) != title => format!("{} · {title}", column.get(state.lang())),
        _ => title,
    }
}

fn about(key: &str, state: &State) -> String {
    let lang = state.lang();
    match field::find(key) {
        Some(spec) => lang.pick(spec.about).to_owned(),
        None => meaning::column_about(key).unwrap_or(say::IMPORTED_FIELD).get(lang).to_owned(),
    }
}

/// The frame of help, for scrolling.
pub(in crate::tui) fn inner(area: Rect) -> Rect {
    let frame = centred(area, 92, area.height);
    Rect::new(frame.x + 2, frame.y + 1, frame.width.saturating_sub(4), frame.height.saturating_sub(2))
}

/// Draws help from line `top` on.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State, top: u64) {
    let body = canvas.frame(centred(area, 92, area.height), say::HELP.get(state.lang()));
    document(state, body.width).draw(canvas, body, top, None);
}
