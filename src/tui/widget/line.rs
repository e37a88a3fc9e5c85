//! One line of typed text with a caret.

use crossterm::event::KeyCode;
use tui_input::{Input, InputRequest};

use super::Canvas;
use crate::text::display;
use crate::tui::keys::Key;
use crate::tui::theme::Role;

/// A line that is being typed.
#[derive(Debug, Default)]
pub(in crate::tui) struct LineInput {
    input: Input,
}

impl LineInput {
    /// A line with its caret at the end.
    pub(in crate::tui) fn with(text: &str) -> LineInput {
        LineInput { input: Input::new(text.to_owned()) }
    }

    pub(in crate::tui) fn text(&self) -> &str {
        self.input.value()
    }

    /// The caret as a byte offset.
    pub(in crate::tui) fn caret(&self) -> usize {
        let mut ends = self.text().char_indices().map(|(at, _)| at).skip(self.input.cursor());
        ends.next().unwrap_or(self.text().len())
    }

    /// Puts the text, and the caret at a byte offset.
    pub(in crate::tui) fn set(&mut self, text: &str, caret: usize) {
        let chars = text.char_indices().take_while(|(at, _)| *at < caret).count();
        self.input = Input::new(text.to_owned()).with_cursor(chars);
    }

    /// Takes an editing key; says whether the text changed.
    pub(in crate::tui) fn press(&mut self, key: Key) -> bool {
        let request = match (key.code, key.ctrl) {
            (KeyCode::Left, true) => InputRequest::GoToPrevWord,
            (KeyCode::Right, true) => InputRequest::GoToNextWord,
            (KeyCode::Left, false) => InputRequest::GoToPrevChar,
            (KeyCode::Right, false) => InputRequest::GoToNextChar,
            (KeyCode::Home, _) | (KeyCode::Char('a'), true) => InputRequest::GoToStart,
            (KeyCode::End, _) | (KeyCode::Char('e'), true) => InputRequest::GoToEnd,
            (KeyCode::Backspace, false) => InputRequest::DeletePrevChar,
            (KeyCode::Delete, _) => InputRequest::DeleteNextChar,
            (KeyCode::Backspace, true) | (KeyCode::Char('w'), true) => InputRequest::DeletePrevWord,
            (KeyCode::Char('u'), true) => InputRequest::DeleteFromStart,
            (KeyCode::Char('k'), true) => InputRequest::DeleteTillEnd,
            (KeyCode::Char(char), false) if !key.alt => InputRequest::InsertChar(char),
            _ => return false,
        };
        self.input.handle(request).is_some_and(|changed| changed.value)
    }

    /// Inserts pasted text, line breaks as spaces.
    pub(in crate::tui) fn paste(&mut self, text: &str) {
        for char in text.trim_end_matches(['\n', '\r']).chars() {
            let char = if char.is_control() { ' ' } else { char };
            self.input.handle(InputRequest::InsertChar(char));
        }
    }

    /// Draws the line, scrolled so that the caret shows; answers with the caret's column.
    pub(in crate::tui) fn draw(&self, canvas: &mut Canvas, x: u16, y: u16, columns: u16) -> u16 {
        let before = &self.text()[..self.caret()];
        let mut start = 0;
        while display::width(&before[start..]) >= columns.max(1).into() {
            let Some(char) = before[start..].chars().next() else { break };
            start += char.len_utf8();
        }
        canvas.put(x, y, columns, &self.text()[start..], Role::Text);
        x + display::width(&before[start..]) as u16
    }
}
