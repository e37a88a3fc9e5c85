//! How one field is spread over the members of the filter, or two against each other.

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::tui as say;
use crate::model::attribute::{ATTRIBUTES, Shape};
use crate::model::view::{Bar, CrossTable, Distribution};
use crate::query::{self, Expr};
use crate::task::request::Question;
use crate::tui::filter::both;
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
    /// The column of the cross-table that the cursor is in.
    column: usize,
}

impl Default for Dimensions {
    fn default() -> Dimensions {
        Dimensions {
            field: "stage".to_owned(),
            against: None,
            bars: Remote::default(),
            cross: Remote::default(),
            cursor: Cursor::default(),
            column: 0,
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

    fn columns(&self) -> &[Bar] {
        match (&self.against, &self.cross.value) {
            (Some(_), Some(cross)) => &cross.column_values,
            _ => &[],
        }
    }

    /// Moves to a neighbouring column of the cross-table.
    pub(in crate::tui) fn step_column(&mut self, step: isize) {
        let last = self.columns().len().saturating_sub(1);
        self.column = self.column.saturating_add_signed(step).min(last);
    }

    /// Back to the first row and column.
    pub(in crate::tui) fn rewind(&mut self) {
        self.cursor = Cursor::default();
        self.column = 0;
    }
}

/// The filter of the bar under the cursor; in a cross-table, of its row and its column.
pub(in crate::tui) fn condition(state: &State) -> Option<Expr> {
    let dimensions = &state.dimensions;
    let vocabulary = state.vocabulary.value.clone().unwrap_or_default();
    let read = |bar: &Bar| query::parse(&bar.filter, &vocabulary).ok();
    let row = read(dimensions.rows().get(dimensions.cursor.at as usize)?)?;
    match dimensions.columns().get(dimensions.column) {
        Some(column) => Some(both(row, read(column)?)),
        None => Some(row),
    }
}

/// Puts the cursor into the column of the cross-table at a place of the screen.
pub(in crate::tui) fn click(state: &mut State, x: u16, area: Rect) {
    let (_, table) = parts(area);
    let Some(layout) = CrossLayout::of(state, table) else { return };
    let mut places = 0..state.dimensions.columns().len();
    let hit =
        places.find(|column| layout.span(table, *column).is_some_and(|span| (span.left()..span.right()).contains(&x)));
    state.dimensions.column = hit.unwrap_or(state.dimensions.column);
}

/// Fields that can be looked at: the registry in page order, then imported columns that group people.
pub(in crate::tui) fn fields(state: &State) -> Vec<String> {
    let known = ATTRIBUTES.iter().map(|spec| spec.key.to_owned());
    let imported = state.vocabulary.value.iter().flat_map(|vocabulary| {
        vocabulary.imported.iter().filter(|title| !vocabulary.personal.contains(title)).cloned()
    });
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
    if has_field_list(area) {
        draw_fields(canvas, Rect { width: FIELD_LIST, ..area }, state);
        canvas.divide(area.x + FIELD_LIST, area.y, area.height);
    }
    let (heading, below) = parts(area);
    match &state.dimensions.against {
        Some(second) => draw_cross(canvas, heading, below, state, second),
        None => draw_bars(canvas, heading, below, state),
    }
}

fn has_field_list(area: Rect) -> bool {
    area.width >= 76
}

/// The heading and the table below it.
fn parts(area: Rect) -> (Rect, Rect) {
    let taken = if has_field_list(area) { FIELD_LIST + 2 } else { 0 };
    let right = Rect { x: area.x + taken, width: area.width - taken, ..area };
    let below = Rect { y: right.y + 1, height: right.height.saturating_sub(1), ..right };
    (Rect { height: 1, ..right }, below)
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
    let Some(layout) = CrossLayout::of(state, area) else { return };
    let left_out = cross.column_values.len() - layout.shown(area);
    if left_out > 0 {
        canvas.put(x + 2, heading.y, heading.right().saturating_sub(x + 2), &say::left_out(lang, left_out), Role::Warn);
    }
    table::draw(canvas, area, &layout.columns, dimensions.cursor, cross.row_values.len() as u64, |at| {
        let bar = cross.row_values.get(at as usize)?;
        let mut cells: Vec<Cell> = vec![(value_title(state, &dimensions.field, &bar.value), value_role(&bar.value))];
        let numbers = cross.cells.get(at as usize)?.iter().skip(layout.first);
        cells.extend(numbers.map(|number| match number {
            0 => ("0".to_owned(), Role::Dim),
            number => (words::count(*number), Role::Text),
        }));
        Some(cells)
    });
    if let Some(span) = layout.span(area, dimensions.column) {
        canvas.shade(Rect { height: 1.min(span.height), ..span }, Role::Selected);
        let row = 1 + dimensions.cursor.at.saturating_sub(dimensions.cursor.top) as u16;
        if row < span.height {
            canvas.shade(Rect { y: span.y + row, height: 1, ..span }, Role::Key);
        }
    }
}

/// The columns of the cross-table from the first that shows, so that the one under the cursor does.
struct CrossLayout {
    columns: Vec<Column>,
    first: usize,
}

impl CrossLayout {
    fn of(state: &State, area: Rect) -> Option<CrossLayout> {
        let lang = state.lang();
        let second = state.dimensions.against.as_ref()?;
        let column = |(place, bar): (usize, &Bar)| {
            Column::number(&value_title(state, second, &bar.value), 5, place.min(200) as u8 + 1)
        };
        let numbers: Vec<Column> = state.dimensions.columns().iter().enumerate().map(column).collect();
        let names = Column::words(&words::title(&state.dimensions.field, lang), 14, 18, 0);
        let from = |first: usize| {
            let columns = std::iter::once(names.clone()).chain(numbers[first..].iter().cloned()).collect();
            CrossLayout { columns, first }
        };
        let chosen = state.dimensions.column.min(numbers.len());
        let mut layouts = (0..chosen).map(from);
        Some(layouts.find(|layout| layout.span(area, chosen).is_some()).unwrap_or_else(|| from(chosen)))
    }

    /// Where a column of the cross-table lies, if it shows.
    fn span(&self, area: Rect, column: usize) -> Option<Rect> {
        table::span(&self.columns, area, 1 + column.checked_sub(self.first)?)
    }

    fn shown(&self, area: Rect) -> usize {
        let widths = table::widths(&self.columns, area.width.saturating_sub(1));
        widths.iter().skip(1).filter(|width| **width > 0).count()
    }
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
