//! How one field is spread over the members of the filter, or two against each other.

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::tui as say;
use crate::model::attribute::{ATTRIBUTES, Shape};
use crate::model::view::{Bar, CrossTable, Distribution};
use crate::query::Expr;
use crate::task::request::Question;
use crate::tui::state::{Cursor, Effect, Remote, State, ask};
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, chart};
use crate::tui::words;

const FIELD_LIST: u16 = 20;

/// Which fields are looked at, and what is known of them.
#[derive(Debug)]
pub(in crate::tui) struct Dimensions {
    pub(in crate::tui) field: String,
    pub(in crate::tui) against: Option<String>,
    pub(in crate::tui) bars: Remote<Distribution>,
    pub(in crate::tui) cross: Remote<CrossTable>,
    pub(in crate::tui) cursor: Cursor,
}

impl Default for Dimensions {
    fn default() -> Dimensions {
        Dimensions {
            field: "stage".to_owned(),
            against: None,
            bars: Remote::default(),
            cross: Remote::default(),
            cursor: Cursor::default(),
        }
    }
}

impl Dimensions {
    fn rows(&self) -> &[Bar] {
        if self.against.is_some() {
            self.cross.value.as_ref().map_or(&[], |cross| &cross.row_values)
        } else {
            self.bars.value.as_ref().map_or(&[], |bars| &bars.bars)
        }
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        self.rows().len() as u64
    }

    /// The bar under the cursor.
    pub(in crate::tui) fn current(&self) -> Option<&Bar> {
        self.rows().get(self.cursor.at as usize)
    }
}

/// Fields that can be looked at: the registry in page order, then imported columns.
pub(in crate::tui) fn fields(state: &State) -> Vec<String> {
    let known = ATTRIBUTES.iter().map(|spec| spec.key.to_owned());
    let imported = state.vocabulary.value.iter().flat_map(|vocabulary| vocabulary.imported.iter().cloned());
    known.chain(imported).collect()
}

/// Asks for the field's bars or the cross-table.
pub(in crate::tui) fn fetch(state: &mut State) -> Effect {
    let filter: Option<Expr> = state.filter.expr().cloned();
    let field = state.dimensions.field.clone();
    match state.dimensions.against.clone() {
        Some(second) => ask!(state, state.dimensions.cross, Question::CrossTable(field, second, filter)),
        None => ask!(state, state.dimensions.bars, Question::Distribution(field, filter)),
    }
}

/// Draws the fields on the left where there is room, and the bars or the table.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let mut right = area;
    if area.width >= 76 {
        draw_fields(canvas, Rect { width: FIELD_LIST, ..area }, state);
        canvas.divide(area.x + FIELD_LIST, area.y, area.height);
        right = Rect::new(area.x + FIELD_LIST + 2, area.y, area.width - FIELD_LIST - 2, area.height);
    }
    let heading = Rect { height: 1, ..right };
    let below = Rect { y: right.y + 1, height: right.height.saturating_sub(1), ..right };
    match &state.dimensions.against {
        Some(second) => draw_cross(canvas, heading, below, state, second),
        None => draw_bars(canvas, heading, below, state),
    }
}

fn draw_fields(canvas: &mut Canvas, area: Rect, state: &State) {
    let fields = fields(state);
    let chosen = fields.iter().position(|field| *field == state.dimensions.field).unwrap_or(0) as u64;
    let mut cursor = Cursor { at: chosen, top: chosen.saturating_sub(u64::from(area.height) / 2) };
    cursor.place(chosen, fields.len() as u64, area.height.into());
    for (line, field) in fields.iter().skip(cursor.top as usize).take(area.height.into()).enumerate() {
        let y = area.y + line as u16;
        let is_chosen = *field == state.dimensions.field;
        let role = if is_chosen { Role::Accent } else { Role::Dim };
        canvas.put(area.x, y, area.width - 1, &words::title(field, state.lang()), role);
        if is_chosen {
            canvas.shade(Rect::new(area.x, y, area.width, 1), Role::Selected);
        }
    }
}

fn draw_bars(canvas: &mut Canvas, heading: Rect, area: Rect, state: &State) {
    let lang = state.lang();
    let dimensions = &state.dimensions;
    let title = words::title(&dimensions.field, lang);
    let x = canvas.put(heading.x, heading.y, heading.width, &title, Role::Title);
    if let Some(bars) = &dimensions.bars.value {
        let coverage = say::coverage(lang, bars.known, bars.total);
        canvas.put(x + 2, heading.y, heading.right().saturating_sub(x + 2), &coverage, Role::Dim);
    }
    let total = dimensions.bars.value.as_ref().map_or(0, |bars| bars.total).max(1);
    let most = dimensions.rows().iter().map(|bar| bar.members).max().unwrap_or(0).max(1);
    let bar_room = area.width.saturating_sub(16 + 8 + 7 + 4).max(4);
    let columns = [
        Column::words(say::VALUE.get(lang), 16, 16, 0),
        Column::number(say::PEOPLE.get(lang), 8, 1),
        Column::number(say::SHARE.get(lang), 6, 2),
        Column::words("", 4, bar_room, 3),
    ];
    table::draw(canvas, area, &columns, dimensions.cursor, dimensions.total(), |at| {
        let bar = dimensions.rows().get(at as usize)?;
        let picture = chart::bar(&state.look, bar.members as f64 / most as f64, bar_room.into());
        let share = format!("{:.1}%", bar.members as f64 * 100.0 / total as f64);
        Some(vec![
            (value_title(state, &dimensions.field, &bar.value), value_role(&bar.value)),
            (words::count(bar.members), Role::Text),
            (share, Role::Dim),
            (picture, Role::Bar),
        ])
    });
    let absent = dimensions.bars.value.is_some() && dimensions.total() == 0;
    draw_absence(canvas, Rect { y: area.y + 1, ..area }, &dimensions.bars, absent, state);
}

fn draw_cross(canvas: &mut Canvas, heading: Rect, area: Rect, state: &State, second: &str) {
    let lang = state.lang();
    let dimensions = &state.dimensions;
    let title = format!("{} × {}", words::title(&dimensions.field, lang), words::title(second, lang));
    let x = canvas.put(heading.x, heading.y, heading.width, &title, Role::Title);
    let Some(cross) = &dimensions.cross.value else {
        return draw_absence(canvas, area, &dimensions.cross, false, state);
    };
    let mut columns = vec![Column::words(&words::title(&dimensions.field, lang), 14, 18, 0)];
    columns.extend(
        cross
            .column_values
            .iter()
            .enumerate()
            .map(|(place, bar)| Column::number(&value_title(state, second, &bar.value), 5, place.min(200) as u8 + 1)),
    );
    let left_out = table::widths(&columns, area.width.saturating_sub(1)).iter().filter(|width| **width == 0).count();
    if left_out > 0 {
        canvas.put(x + 2, heading.y, heading.right().saturating_sub(x + 2), &say::left_out(lang, left_out), Role::Warn);
    }
    table::draw(canvas, area, &columns, dimensions.cursor, cross.row_values.len() as u64, |at| {
        let bar = cross.row_values.get(at as usize)?;
        let mut cells: Vec<Cell> = vec![(value_title(state, &dimensions.field, &bar.value), value_role(&bar.value))];
        let numbers = cross.cells.get(at as usize)?;
        cells.extend(numbers.iter().map(|number| match number {
            0 => ("0".to_owned(), Role::Dim),
            number => (words::count(*number), Role::Text),
        }));
        Some(cells)
    });
}

fn value_role(value: &str) -> Role {
    if value == "unknown" { Role::Dim } else { Role::Text }
}

/// A bar's value in words: a code, a bin, or itself.
fn value_title(state: &State, field: &str, value: &str) -> String {
    let is_number = ATTRIBUTES.iter().any(|spec| spec.key == field && matches!(spec.shape, Shape::Number(_)));
    match value.split_once("..") {
        Some((low, high)) if is_number => format!("{low} – {high}"),
        _ => words::code(field, value, state.lang()),
    }
}
