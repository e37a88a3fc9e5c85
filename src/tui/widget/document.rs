//! A page of lines, some of which lead somewhere: the member page, evidence, help.

use ratatui::layout::Rect;

use super::{Canvas, table};
use crate::text::display;
use crate::tui::state::Cursor;
use crate::tui::theme::Role;

/// A first piece that takes at most one of so many parts of a line is a label: what goes on below stands beside it.
const LABEL_SHARE: usize = 3;
/// Columns before what goes on below another line.
const INDENT: usize = 2;

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

    /// A line of pieces; what has no room in it goes on below.
    pub(in crate::tui) fn line(&mut self, pieces: Vec<Piece>) {
        self.flow(pieces, None);
    }

    /// A line that leads to a target.
    pub(in crate::tui) fn link(&mut self, pieces: Vec<Piece>, target: T) {
        self.flow(pieces, Some(self.targets.len()));
        self.targets.push(target);
    }

    /// Lines that lead to one target.
    pub(in crate::tui) fn block(&mut self, lines: Vec<Vec<Piece>>, target: T) {
        for pieces in lines {
            self.flow(pieces, Some(self.targets.len()));
        }
        self.targets.push(target);
    }

    /// Lines of pieces: those after the first begin where its first piece ends, so that a label stands alone.
    fn flow(&mut self, pieces: Vec<Piece>, target: Option<usize>) {
        let label = match &pieces[..] {
            [(label, _), (text, _), ..] => display::width(label) + text.len() - text.trim_start_matches(' ').len(),
            _ => 0,
        };
        let indent = if label <= self.width / LABEL_SHARE { label } else { INDENT };
        // Room for one wide character is left beside it.
        let fresh = if indent + 2 <= self.width { indent } else { 0 };
        let mut line = Line { pieces: Vec::with_capacity(pieces.len()), target };
        let mut used = 0;
        for (text, role) in pieces {
            let text = display::clean(&text);
            let mut rest: &str = &text;
            loop {
                let (head, tail) = display::fitting(rest, self.width.saturating_sub(used));
                let is_torn = head.is_empty() && used <= fresh && !rest.is_empty();
                let (head, tail) = if is_torn { display::torn(rest, self.width - used) } else { (head, tail) };
                if !head.is_empty() {
                    line.pieces.push((head.to_owned(), role));
                    used += display::width(head);
                }
                if tail.is_empty() {
                    break;
                }
                rest = tail.trim_start();
                let begun = Line { pieces: vec![(" ".repeat(fresh), role)], target };
                self.lines.push(std::mem::replace(&mut line, begun));
                used = fresh;
            }
        }
        self.lines.push(line);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: u16, pieces: &[&str]) -> Vec<String> {
        let mut page = Document::new(width);
        page.link(pieces.iter().map(|text| ((*text).to_owned(), Role::Text)).collect(), 7);
        assert!(page.lines.iter().all(|line| line.target == Some(0)), "every line leads to the one target");
        let texts = page.lines.iter().map(|line| line.pieces.iter().map(|(text, _)| text.as_str()).collect::<String>());
        texts.map(|text| text.trim_end().to_owned()).collect()
    }

    #[test]
    fn what_has_no_room_in_a_line_goes_on_below_beside_its_label() {
        assert_eq!(shown(24, &["KOL  ", " 得分 58 ≥ 50，且超出所料"]), ["KOL   得分 58 ≥ 50，且超", "      出所料"]);
        assert_eq!(shown(40, &["KOL   ", "得分 58 ≥ 50"]), ["KOL   得分 58 ≥ 50"]);
        assert_eq!(shown(12, &["一个很长的标题", "与后文"]), ["一个很长的标", "  题与后文"]);
        assert_eq!(shown(8, &["abcdefghijklmn"]), ["abcdefgh", "ijklmn"]);
        assert_eq!(shown(8, &["ab      ", "      "]), ["ab"], "blanks at the end are nothing to go on with");
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in 0..30 {
            let lines =
                shown(width, &["+ ", "发言 · 2024-03-01 09:00 · 一个群 · weight 0.50 ", "https://example.com/long"]);
            assert!(lines.iter().all(|line| display::width(line) <= usize::from(width.max(2))), "{width}: {lines:?}");
        }
    }
}
