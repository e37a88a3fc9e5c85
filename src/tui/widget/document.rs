//! A page of lines, some of which lead somewhere: the member page, evidence, help.

use ratatui::layout::Rect;

use super::{Canvas, table};
use crate::text::display;
use crate::tui::state::Cursor;
use crate::tui::theme::Role;

/// A piece of a line.
pub(in crate::tui) type Piece = (String, Role);

/// One line, and the number of the target it leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::tui) struct Line {
    pub(in crate::tui) pieces: Vec<Piece>,
    pub(in crate::tui) target: Option<usize>,
}

/// Lines from top to bottom, with the targets they lead to.
#[derive(Debug, Clone)]
pub(in crate::tui) struct Document<T> {
    pub(in crate::tui) lines: Vec<Line>,
    pub(in crate::tui) targets: Vec<T>,
    width: usize,
}

impl<T> Document<T> {
    /// An empty page of this width.
    pub(in crate::tui) fn new(width: u16) -> Document<T> {
        Document { lines: Vec::new(), targets: Vec::new(), width: width.into() }
    }

    pub(in crate::tui) fn width(&self) -> usize {
        self.width
    }

    /// A line of pieces.
    pub(in crate::tui) fn line(&mut self, pieces: Vec<Piece>) {
        self.lines.push(Line { pieces, target: None });
    }

    /// A line that leads to a target.
    pub(in crate::tui) fn link(&mut self, pieces: Vec<Piece>, target: T) {
        self.lines.push(Line { pieces, target: Some(self.targets.len()) });
        self.targets.push(target);
    }

    /// A wrapped paragraph.
    pub(in crate::tui) fn paragraph(&mut self, text: &str, role: Role) {
        for line in display::wrap(text, self.width) {
            self.line(vec![(line, role)]);
        }
    }

    /// A heading, with a blank line before it unless the page begins with it.
    pub(in crate::tui) fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.line(Vec::new());
        }
        self.line(vec![(text.to_owned(), Role::Title)]);
    }

    /// The line of the nth target.
    pub(in crate::tui) fn line_of(&self, target: usize) -> u64 {
        self.lines.iter().position(|line| line.target == Some(target)).unwrap_or(0) as u64
    }

    /// Draws from line `top`, with the target under the cursor lit.
    pub(in crate::tui) fn draw(&self, canvas: &mut Canvas, area: Rect, top: u64, selected: Option<usize>) {
        for (row, line) in self.lines.iter().skip(top as usize).take(area.height.into()).enumerate() {
            let y = area.y + row as u16;
            let mut x = area.x;
            for (text, role) in &line.pieces {
                x = canvas.put(x, y, area.right().saturating_sub(x), text, *role);
            }
            if line.target.is_some() && line.target == selected {
                canvas.shade(Rect::new(area.x, y, area.width, 1), Role::Selected);
            }
        }
        let bar = Rect::new(area.x, area.y.saturating_sub(1), area.width + 1, area.height + 1);
        table::scrollbar(canvas, bar, top, self.lines.len() as u64);
    }
}

/// Where to scroll so that a line is visible, with the page's end at the bottom at most.
pub(in crate::tui) fn reveal(top: u64, line: u64, lines: u64, height: u64) -> u64 {
    let mut cursor = Cursor { at: line, top };
    cursor.place(line, lines, height);
    cursor.top
}
