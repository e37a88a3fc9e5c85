//! What sources say of members that others say otherwise, the least sure first: a view of the imports screen.

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::{Lang, cli as words_of, tui as say};
use crate::model::attribute::{Attribute, Conflict};
use crate::model::view::Contradicted;
use crate::model::{MemberId, Provenance, Value};
use crate::tui::state::{Cursor, Remote, State};
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, Look};
use crate::tui::words;

/// The view's own state.
#[derive(Debug, Default)]
pub(in crate::tui) struct Contradictions {
    pub(in crate::tui) remote: Remote<Vec<Contradicted>>,
    pub(in crate::tui) cursor: Cursor,
}

impl Contradictions {
    /// One row for each value that stands against the one shown.
    fn rows(&self) -> impl Iterator<Item = (&Contradicted, &Conflict)> {
        let found = self.remote.value.as_deref().unwrap_or_default();
        found.iter().flat_map(|one| one.attribute.conflicts.iter().map(move |other| (one, other)))
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        self.rows().count() as u64
    }

    /// Who are in the rows.
    pub(in crate::tui) fn members(&self) -> Vec<MemberId> {
        self.remote.value.iter().flatten().map(|one| one.member).collect()
    }

    /// Who is under the cursor.
    pub(in crate::tui) fn member(&self) -> Option<(MemberId, &str)> {
        self.rows().nth(self.cursor.at as usize).map(|(one, _)| (one.member, one.name.as_str()))
    }
}

/// Draws the rows.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let (found, look) = (&state.contradictions, &state.look);
    let rows: Vec<(&Contradicted, &Conflict)> = found.rows().collect();
    table::draw(canvas, area, &columns(look.lang), found.cursor, rows.len() as u64, |at| {
        rows.get(at as usize).map(|(one, other)| cells(look, one, other))
    });
    draw_absence(canvas, Rect { y: area.y + 1, ..area }, &found.remote, rows.is_empty(), state);
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::words(words_of::MEMBER_NAME.get(lang), 12, 20, 0),
        Column::words(words_of::ATTRIBUTE.get(lang), 8, 12, 1),
        Column::words(say::SHOWN_VALUE.get(lang), 16, 30, 2),
        Column::number(words_of::SURENESS.get(lang), 5, 4),
        Column::words(words_of::OTHERWISE.get(lang), 16, 30, 3),
        Column::number(words_of::SURENESS.get(lang), 5, 5),
    ]
}

fn cells(look: &Look, one: &Contradicted, other: &Conflict) -> Vec<Cell> {
    let Attribute { key, value, provenance, confidence, .. } = &one.attribute;
    let told = |value: &Value, from: Provenance| {
        let from = look.lang.pick((from.zh(), from.key()));
        format!("{} · {from}", look.words(&words::value(key, value, look.lang)))
    };
    let sure = |confidence: f32| format!("{confidence:.2}");
    vec![
        (look.name(one.member, &one.name), Role::Accent),
        (words::title(key, look.lang), Role::Text),
        (told(value, *provenance), Role::Text),
        (sure(*confidence), Role::Dim),
        (told(&other.value, other.provenance), Role::Warn),
        (sure(other.confidence), Role::Dim),
    ]
}
