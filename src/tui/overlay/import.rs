//! A table about to be imported: what it was found to be, what its columns are, and how its first
//! rows would be read.

use std::path::PathBuf;

use crossterm::event::KeyCode;
use ratatui::layout::Rect;

use super::picker::{Item, Picker, Purpose};
use crate::lang::{Lang, tui as say};
use crate::task::request::{ImportOrder, Preview};
use crate::tui::command::Id;
use crate::tui::keys::Key;
use crate::tui::state::Cursor;
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, Look, centred};

/// What a table may be, beside what it is taken for.
const FORMATS: [&str; 4] = ["members", "orders", "behaviour-log", "survey"];
/// Rows of the form beside the columns: format, header, rule, five rows, remark, keys.
const AROUND: u16 = 10;
/// Columns of text that the names of the rows take.
const LABEL: u16 = 10;

/// A table being described.
#[derive(Debug)]
pub(in crate::tui) struct ImportForm {
    path: String,
    preview: Preview,
    /// The format that its user names, instead of detection.
    format: Option<&'static str>,
    /// Columns with the field that its user, or the look of a table nobody foresaw, gives them.
    said: Vec<(String, String)>,
    /// The format, then the columns.
    chosen: usize,
    picker: Option<Picker>,
    lang: Lang,
}

impl ImportForm {
    /// The form as a look at the file suggests it.
    pub(in crate::tui) fn new(path: &str, preview: Preview, lang: Lang) -> ImportForm {
        let proposed = preview.columns.iter().filter(|_| preview.error.is_some());
        let said = proposed.filter_map(|one| Some((one.column.clone(), one.field.clone()?))).collect();
        ImportForm { path: path.to_owned(), preview, format: None, said, chosen: 1, picker: None, lang }
    }

    /// What is described so far.
    pub(in crate::tui) fn order(&self) -> ImportOrder {
        ImportOrder {
            paths: vec![PathBuf::from(&self.path)],
            format: self.format.map(str::to_owned),
            mapping: self.said.clone(),
            ..ImportOrder::default()
        }
    }

    /// Takes how the file reads as described.
    pub(in crate::tui) fn take(&mut self, preview: Preview) {
        self.preview = preview;
        self.step(0);
    }

    /// Whether some row can be read so.
    pub(in crate::tui) fn is_readable(&self) -> bool {
        self.preview.error.is_none() && !self.preview.rows.is_empty()
    }

    /// Whether a field is being chosen from the list.
    pub(in crate::tui) fn is_choosing(&self) -> bool {
        self.picker.is_some()
    }

    pub(in crate::tui) fn step(&mut self, step: isize) {
        match &mut self.picker {
            Some(picker) => picker.step(step),
            None => self.chosen = self.chosen.saturating_add_signed(step).min(self.preview.columns.len()),
        }
    }

    pub(in crate::tui) fn paste(&mut self, text: &str) {
        if let Some(picker) = &mut self.picker {
            picker.paste(text);
        }
    }

    /// Takes a key that neither imports nor cancels; says whether the description changed.
    pub(in crate::tui) fn press(&mut self, key: Key, command: Option<Id>) -> bool {
        if let Some(picker) = self.picker.take() {
            return self.press_picker(key, command, picker);
        }
        match (command, key.code) {
            (Some(Id::Older), _) => self.step(-1),
            (Some(Id::Newer), _) => self.step(1),
            (_, KeyCode::Left) => return self.change(-1),
            (_, KeyCode::Right) => return self.change(1),
            (_, KeyCode::Delete | KeyCode::Backspace) if self.chosen > 0 => return self.say("ignore"),
            (Some(Id::Complete), _) if self.chosen > 0 => self.picker = Some(self.fields()),
            (_, KeyCode::Char(_)) if self.chosen > 0 => {
                let mut picker = self.fields();
                picker.press(key);
                self.picker = Some(picker);
            }
            _ => {}
        }
        false
    }

    fn press_picker(&mut self, key: Key, command: Option<Id>, mut picker: Picker) -> bool {
        match command {
            Some(Id::Cancel) => return false,
            Some(Id::Submit | Id::Complete) => {
                let word = picker.current().map(|item| item.key.clone());
                return word.is_some_and(|word| self.say(&word));
            }
            Some(Id::Older) => picker.step(-1),
            Some(Id::Newer) => picker.step(1),
            _ => picker.press(key),
        }
        self.picker = Some(picker);
        false
    }

    /// The next or previous format or field; says that it changed.
    fn change(&mut self, step: isize) -> bool {
        let next = |at: usize, total: usize| (at + total).saturating_add_signed(step) % total;
        if self.chosen == 0 {
            let at = self.format.and_then(|format| FORMATS.iter().position(|known| *known == format));
            let place = next(at.map_or(0, |at| at + 1), FORMATS.len() + 1);
            self.format = place.checked_sub(1).map(|at| FORMATS[at]);
            return true;
        }
        let at = self
            .field_of(self.chosen - 1)
            .and_then(|word| say::COLUMN_FIELDS.iter().position(|(known, _)| *known == word));
        let place = at.map_or(0, |at| next(at, say::COLUMN_FIELDS.len()));
        self.say(say::COLUMN_FIELDS[place].0)
    }

    /// Says what the column under the cursor is.
    fn say(&mut self, word: &str) -> bool {
        let Some(column) = self.chosen.checked_sub(1).and_then(|at| self.preview.columns.get(at)) else { return false };
        let column = column.column.clone();
        self.said.retain(|(known, _)| *known != column);
        self.said.push((column, word.to_owned()));
        true
    }

    /// What a column is taken for: as said, or else as found.
    fn field_of(&self, at: usize) -> Option<&str> {
        let column = self.preview.columns.get(at)?;
        let said = self.said.iter().find(|(known, _)| *known == column.column).map(|(_, word)| word.as_str());
        said.or(column.field.as_deref())
    }

    fn fields(&self) -> Picker {
        let item = |(word, title): &(&str, crate::lang::Text)| Item {
            key: (*word).to_owned(),
            title: title.get(self.lang).to_owned(),
            about: (*word).to_owned(),
            ticked: false,
        };
        let items = say::COLUMN_FIELDS.iter().map(item).collect();
        Picker::new(Purpose::ColumnField, say::COLUMNS_PICK.get(self.lang), items)
    }

    /// Draws the form; answers with the caret, where something is typed.
    pub(in crate::tui) fn draw(&self, canvas: &mut Canvas, area: Rect, look: &Look) -> Option<(u16, u16)> {
        let height = (self.preview.columns.len() as u16).saturating_add(AROUND + 2).min(area.height);
        let body = canvas.frame(centred(area, 112, height), say::COLUMNS_TITLE.get(self.lang));
        if body.height < 3 {
            return None;
        }
        self.draw_format(canvas, body);
        let columns = body.height.saturating_sub(AROUND).max(1).min(body.height - 2);
        self.draw_columns(canvas, Rect { y: body.y + 1, height: columns + 1, ..body }, look);
        let below = body.y + 2 + columns;
        if below < body.bottom() {
            self.draw_rows(canvas, Rect { y: below, height: body.bottom() - below, ..body }, look);
        }
        self.picker.as_ref().and_then(|picker| picker.draw(canvas, area))
    }

    fn draw_format(&self, canvas: &mut Canvas, body: Rect) {
        let Preview { format, title, encoding, error, .. } = &self.preview;
        let (found, role) = match error {
            None => (say::detected(self.lang, format, title, encoding), Role::Text),
            Some(_) => (say::COLUMNS_NONE.get(self.lang).to_owned(), Role::Warn),
        };
        let named = self.format.unwrap_or(say::COLUMNS_AUTO.get(self.lang));
        canvas.put(body.x, body.y, LABEL, say::COLUMNS_FORMAT.get(self.lang), Role::Title);
        let start = body.x + LABEL;
        let x = canvas.put(start, body.y, body.width - LABEL, &format!("‹ {named} ›"), Role::Text);
        if self.chosen == 0 {
            canvas.shade(Rect::new(start, body.y, x - start, 1), Role::Selected);
        }
        canvas.put(x + 1, body.y, body.right().saturating_sub(x + 1), &found, role);
    }

    fn draw_columns(&self, canvas: &mut Canvas, area: Rect, look: &Look) {
        let lang = self.lang;
        let columns = [
            Column::words(say::COLUMN_TITLE.get(lang), 12, 26, 0),
            Column::words(say::COLUMN_FIELD.get(lang), 14, 22, 0),
            Column::items(say::COLUMN_VALUES.get(lang), 20, 80, 1, " · "),
        ];
        let total = self.preview.columns.len() as u64;
        let mut cursor = Cursor { at: u64::MAX, top: 0 };
        if let Some(at) = self.chosen.checked_sub(1) {
            cursor = Cursor::default();
            cursor.place(at as u64, total, area.height.saturating_sub(1).into());
        }
        table::draw(canvas, area, &columns, cursor, total, |at| self.cells(at as usize, look));
    }

    fn cells(&self, at: usize, look: &Look) -> Option<Vec<Cell>> {
        let lang = self.lang;
        let column = self.preview.columns.get(at)?;
        let (field, role) = match self.field_of(at) {
            None => (say::COLUMN_UNUSED.get(lang), Role::Dim),
            Some("question") => (say::COLUMN_QUESTION.get(lang), Role::Dim),
            Some(word @ ("field" | "ignore")) => (say::field_title(word, lang), Role::Dim),
            Some(word) => (say::field_title(word, lang), Role::Accent),
        };
        let values = self.preview.values.get(at).map(|values| look.words(&values.join(" · "))).unwrap_or_default();
        Some(vec![(column.column.clone(), Role::Text), (field.to_owned(), role), (values, Role::Dim)])
    }

    /// How the first rows would be read, or why none is; and the keys.
    fn draw_rows(&self, canvas: &mut Canvas, area: Rect, look: &Look) {
        let lang = self.lang;
        canvas.rule(area.x, area.y, area.width);
        canvas.put(area.x + 1, area.y, area.width - 1, &format!(" {} ", say::COLUMNS_READ_AS.get(lang)), Role::Title);
        let mut lines: Vec<Cell> = self.preview.rows.iter().map(|row| (look.words(row), Role::Text)).collect();
        if let Some(skip) = self.preview.skips.first() {
            let reason = say::skip(lang, skip.at.unit(), skip.at.number(), &skip.reason);
            lines.push((say::unreadable_rows(lang, self.preview.skips.len(), &reason), Role::Warn));
        }
        if let Some(error) = &self.preview.error {
            lines.push((say::COLUMNS_NEED.get(lang).to_owned(), Role::Warn));
            lines.push((error.clone(), Role::Dim));
        }
        for (y, (text, role)) in (area.y + 1..area.bottom().saturating_sub(1)).zip(&lines) {
            canvas.put(area.x, y, area.width, text, *role);
        }
        canvas.put(area.x, area.bottom() - 1, area.width, say::COLUMNS_KEYS.get(lang), Role::Dim);
    }
}
