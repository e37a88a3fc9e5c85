//! What screens draw with: a canvas that knows roles, language and privacy, and a few parts.

pub(super) mod braille;
pub(super) mod chart;
pub(super) mod document;
pub(super) mod form;
pub(super) mod line;
pub(super) mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::{Palette, Role};
use crate::lang::{Lang, tui as say};
use crate::model::{Calendar, MemberId};
use crate::query::{self, Expr};
use crate::text::display;

/// How things look: language, colours, borders, privacy, zone.
#[derive(Debug, Clone)]
pub(super) struct Look {
    pub(super) lang: Lang,
    pub(super) palette: Palette,
    pub(super) ascii: bool,
    pub(super) privacy: bool,
    pub(super) calendar: Calendar,
}

impl Look {
    /// A member's name, or a stand-in while names are hidden.
    pub(super) fn name(&self, id: MemberId, name: &str) -> String {
        if self.privacy { say::member_number(self.lang, id.0) } else { name.to_owned() }
    }

    /// What stands behind the title of the column that a table is sorted by.
    pub(super) fn sort_arrow(&self, ascending: bool) -> &'static str {
        match (self.ascii, ascending) {
            (true, true) => "^",
            (true, false) => "v",
            (false, true) => "↑",
            (false, false) => "↓",
        }
    }

    /// What somebody said, or dots while texts are hidden.
    pub(super) fn words(&self, text: &str) -> String {
        if self.privacy { "····".to_owned() } else { text.to_owned() }
    }

    /// Whether a filter would tell what is hidden elsewhere.
    pub(super) fn hides(&self, filter: &Expr) -> bool {
        self.privacy && query::names_somebody(filter)
    }
}

/// A buffer with a look. Every text that reaches a cell passes through [`Canvas::put`].
pub(super) struct Canvas<'a> {
    pub(super) buffer: &'a mut Buffer,
    pub(super) look: &'a Look,
}

impl Canvas<'_> {
    /// Writes one line of at most `columns`; answers with the column after it.
    pub(super) fn put(&mut self, x: u16, y: u16, columns: u16, text: &str, role: Role) -> u16 {
        if columns == 0 || !self.buffer.area.contains((x, y).into()) {
            return x;
        }
        let columns = columns.min(self.buffer.area.right() - x);
        let shown = display::clip(text, columns.into());
        let (end, _) = self.buffer.set_stringn(x, y, shown, columns.into(), self.look.palette.style(role));
        end
    }

    /// Lays a role's style over an area, keeping the text.
    pub(super) fn shade(&mut self, area: Rect, role: Role) {
        self.buffer.set_style(area.intersection(self.buffer.area), self.look.palette.style(role));
    }

    /// Empties an area, and what reaches into it from the left.
    pub(super) fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for position in area.positions() {
            self.buffer[position].reset();
        }
        self.lay_ground(area);
        let Some(beside) = area.x.checked_sub(1) else { return };
        for y in area.top()..area.bottom() {
            if display::width(self.buffer[(beside, y)].symbol()) > 1 {
                self.buffer[(beside, y)].set_symbol(" ");
            }
        }
    }

    /// Lays the theme's own ground under an area, if it has one.
    pub(super) fn lay_ground(&mut self, area: Rect) {
        if let Some(ground) = self.look.palette.ground() {
            self.buffer.set_style(area, ground);
        }
    }

    /// A horizontal rule.
    pub(super) fn rule(&mut self, x: u16, y: u16, columns: u16) {
        let dash = if self.look.ascii { "-" } else { "─" };
        self.put(x, y, columns, &dash.repeat(columns.into()), Role::Border);
    }

    /// A vertical rule.
    pub(super) fn divide(&mut self, x: u16, y: u16, rows: u16) {
        let bar = if self.look.ascii { "|" } else { "│" };
        for row in y..y.saturating_add(rows) {
            self.put(x, row, 1, bar, Role::Border);
        }
    }

    /// A cleared, framed box with a title; answers with what is inside.
    pub(super) fn frame(&mut self, area: Rect, title: &str) -> Rect {
        let area = area.intersection(self.buffer.area);
        if area.width < 4 || area.height < 3 {
            return Rect::ZERO;
        }
        self.clear(area);
        let [left_top, right_top, left_bottom, right_bottom] =
            if self.look.ascii { ["+"; 4] } else { ["┌", "┐", "└", "┘"] };
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        self.rule(area.x, area.y, area.width);
        self.rule(area.x, bottom, area.width);
        self.divide(area.x, area.y, area.height);
        self.divide(right, area.y, area.height);
        self.put(area.x, area.y, 1, left_top, Role::Border);
        self.put(right, area.y, 1, right_top, Role::Border);
        self.put(area.x, bottom, 1, left_bottom, Role::Border);
        self.put(right, bottom, 1, right_bottom, Role::Border);
        self.put(area.x + 2, area.y, area.width - 4, &format!(" {title} "), Role::Title);
        Rect::new(area.x + 2, area.y + 1, area.width - 4, area.height - 2)
    }
}

/// A box of at most this size in the middle of an area.
pub(super) fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)
}
