//! The form of a segment's bundle: which new folder, and whether who was contacted lately stays out of it.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;

use super::export::{next_rest, rested_text};
use crate::lang::{Lang, tui as say};
use crate::task::bundle::folder_name;
use crate::task::request::Work;
use crate::tui::keys::Key;
use crate::tui::theme::Role;
use crate::tui::widget::line::LineInput;
use crate::tui::widget::{Canvas, centred, form};

/// Columns that the names of the rows take.
const LABEL: u16 = 12;

/// A row of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Folder,
    Rested,
}

const ROWS: [Row; 2] = [Row::Folder, Row::Rested];

/// A bundle being described.
#[derive(Debug)]
pub(in crate::tui) struct BundleForm {
    segment: String,
    folder: LineInput,
    rested: Option<u32>,
    chosen: usize,
    lang: Lang,
}

impl BundleForm {
    /// Everybody of a segment, into a folder of its name.
    pub(in crate::tui) fn new(segment: &str, lang: Lang) -> BundleForm {
        let folder = LineInput::with(&folder_name(segment));
        BundleForm { segment: segment.to_owned(), folder, rested: None, chosen: 0, lang }
    }

    /// What was described, once there is a folder.
    pub(in crate::tui) fn work(&self) -> Option<Work> {
        let folder = self.folder.text().trim();
        (!folder.is_empty()).then(|| Work::Bundle {
            segment: self.segment.clone(),
            folder: folder.into(),
            rested: self.rested,
        })
    }

    fn row(&self) -> Row {
        ROWS[self.chosen]
    }

    pub(in crate::tui) fn step(&mut self, step: isize) {
        self.chosen = self.chosen.saturating_add_signed(step).min(ROWS.len() - 1);
    }

    /// Takes a key: typing where the folder stands, left, right or space where there is a choice.
    pub(in crate::tui) fn press(&mut self, key: Key) {
        match (self.row(), key.code) {
            (Row::Folder, _) => {
                self.folder.press(key);
            }
            (Row::Rested, KeyCode::Left) => self.change(false),
            (Row::Rested, KeyCode::Right | KeyCode::Char(' ')) => self.change(true),
            (Row::Rested, _) => {}
        }
    }

    pub(in crate::tui) fn paste(&mut self, text: &str) {
        if self.row() == Row::Folder {
            self.folder.paste(text);
        }
    }

    /// Changes what the row under the cursor chooses.
    pub(in crate::tui) fn change(&mut self, forward: bool) {
        if self.row() == Row::Rested {
            self.rested = next_rest(self.rested, forward);
        }
    }

    /// Draws the form; answers with the caret, where something is typed.
    pub(in crate::tui) fn draw(&self, canvas: &mut Canvas, area: Rect) -> Option<(u16, u16)> {
        let title = say::bundle_title(self.lang, &self.segment);
        let body = canvas.frame(centred(area, 76, ROWS.len() as u16 + 4), &title);
        let remarks = [(say::BUNDLE_KEYS.get(self.lang).to_owned(), Role::Dim)];
        form::draw(canvas, body, &ROWS, self.chosen, remarks, |canvas, area, row, is_chosen| {
            self.draw_row(canvas, area, row, is_chosen)
        })
    }

    fn draw_row(&self, canvas: &mut Canvas, area: Rect, row: Row, is_chosen: bool) -> Option<(u16, u16)> {
        let title = if row == Row::Folder { say::BUNDLE_FOLDER } else { say::EXPORT_RESTED };
        canvas.put(area.x, area.y, LABEL, title.get(self.lang), if is_chosen { Role::Key } else { Role::Dim });
        let (x, room) = (area.x + LABEL, area.width.saturating_sub(LABEL));
        match row {
            Row::Folder if is_chosen => return Some((self.folder.draw(canvas, x, area.y, room), area.y)),
            Row::Folder => {
                canvas.put(x, area.y, room, self.folder.text(), Role::Text);
            }
            Row::Rested => {
                let text = rested_text(self.rested, say::BUNDLE_ALL, self.lang);
                let text = if is_chosen { format!("‹ {text} ›") } else { text };
                let end = canvas.put(x, area.y, room, &text, Role::Text);
                if is_chosen {
                    canvas.shade(Rect::new(x, area.y, end - x, 1), Role::Selected);
                }
            }
        }
        None
    }
}
