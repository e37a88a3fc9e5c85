//! What differs between two frames, in few bytes: rows that moved together are scrolled, and the rest is
//! written style by style, since a change of style takes more bytes than a step of the cursor.

use std::io::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::text::display;

/// How many rows a frame may have moved by: those of a key, and of a turn of the wheel.
const STEPS: [i32; 4] = [1, -1, 3, -3];
/// So many rows' cells must be spared by scrolling, or it is not worth it.
const WORTH: i32 = 3;
/// Cells between two changes that are written again where a step of the cursor takes as many bytes.
const GAP: usize = 4;

const MARKS: [(Modifier, u8); 5] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
];

type Style = (Color, Color, Modifier);

/// Writes what turns the frame that is shown into the next one; `shown` is left as it came to be on the way.
pub(super) fn paint(shown: &mut Buffer, next: &Buffer) -> Vec<u8> {
    let mut pen = Pen { bytes: Vec::new(), at: None };
    if let Some(moved) = Moved::find(shown, next) {
        moved.scroll(shown);
        pen.scroll(moved);
    }
    pen.clear_halves(shown, next);
    let mut styles: Vec<(Style, Vec<(u16, u16)>)> = Vec::new();
    for (x, y, cell) in shown.diff_iter(next) {
        let style = style(cell);
        match styles.iter_mut().find(|(known, _)| *known == style) {
            Some((_, places)) => places.push((x, y)),
            None => styles.push((style, vec![(x, y)])),
        }
    }
    for (style, places) in styles {
        pen.dip(style);
        for (x, y) in places {
            pen.reach(next, style, x, y);
            pen.write(next, x, y);
        }
    }
    if !pen.bytes.is_empty() {
        pen.put(format_args!("\x1b[0m"));
    }
    pen.bytes
}

fn style(cell: &Cell) -> Style {
    (cell.fg, cell.bg, cell.modifier)
}

/// Rows of the frame that is shown, and by how many they moved up (or down, below zero).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Moved {
    first: usize,
    last: usize,
    by: i32,
}

impl Moved {
    /// The rows that spare most if they are scrolled.
    fn find(shown: &Buffer, next: &Buffer) -> Option<Moved> {
        let (width, height) = (usize::from(next.area.width), i32::from(next.area.height));
        let row = |buffer: &'_ Buffer, y: i32| -> std::ops::Range<usize> {
            let start = y as usize * width;
            start..(start + width).min(buffer.content.len())
        };
        let differing = |y: i32, from: i32| -> i32 {
            let (now, before) = (&next.content[row(next, y)], &shown.content[row(shown, from)]);
            now.iter().zip(before).filter(|(now, before)| now != before).count() as i32
        };
        let worth = WORTH * width as i32;
        let changed: Vec<i32> = (0..height).map(|y| differing(y, y)).collect();
        if changed.iter().sum::<i32>() < worth {
            return None;
        }
        let mut best = (worth, None);
        for by in STEPS {
            let (mut spared, mut first) = (0, 0);
            for y in (-by).max(0)..(height - by).min(height) {
                if spared <= 0 {
                    (spared, first) = (0, y);
                }
                spared += changed[y as usize] - differing(y, y + by);
                if spared > best.0 {
                    let (low, high) = (first.min(first + by), y.max(y + by));
                    best = (spared, Some(Moved { first: low as usize, last: high as usize, by }));
                }
            }
        }
        best.1
    }

    fn scroll(self, shown: &mut Buffer) {
        let width = usize::from(shown.area.width);
        let rows = &mut shown.content[self.first * width..(self.last + 1) * width];
        let cells = self.by.unsigned_abs() as usize * width;
        if self.by > 0 {
            rows.rotate_left(cells);
            rows.iter_mut().rev().take(cells).for_each(Cell::reset);
        } else {
            rows.rotate_right(cells);
            rows.iter_mut().take(cells).for_each(Cell::reset);
        }
    }
}

/// Writes to a terminal, and knows where its cursor is, as far as all terminals agree on that.
struct Pen {
    bytes: Vec<u8>,
    at: Option<(u16, u16)>,
}

impl Pen {
    fn put(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing to memory does not fail.
        let _ = self.bytes.write_fmt(what);
    }

    /// Within margins a line feed on the last row moves all rows up, as every terminal knows; rows that come in
    /// are blank in the style of the moment.
    fn scroll(&mut self, moved: Moved) {
        let Moved { first, last, by } = moved;
        self.put(format_args!("\x1b[0m\x1b[{};{}r", first + 1, last + 1));
        let (from, step) = if by > 0 { (last, "\n") } else { (first, "\x1bM") };
        self.put(format_args!("\x1b[{};1H{}\x1b[r", from + 1, step.repeat(by.unsigned_abs() as usize)));
        self.at = None;
    }

    /// Blanks wide characters that narrow ones take the place of: what is left of one that is written over
    /// by half differs from terminal to terminal.
    fn clear_halves(&mut self, shown: &mut Buffer, next: &Buffer) {
        let is_wide = |cell: &Cell| !cell.symbol().is_ascii() && display::width(cell.symbol()) > 1;
        let mut is_clean = false;
        for (at, cell) in next.content.iter().enumerate() {
            if !is_wide(&shown.content[at]) || is_wide(cell) {
                continue;
            }
            if !std::mem::replace(&mut is_clean, true) {
                self.dip(style(&Cell::EMPTY));
            }
            let (x, y) = shown.pos_of(at);
            if self.at != Some((x, y)) {
                self.put(format_args!("\x1b[{};{}H", y + 1, x + 1));
            }
            self.put(format_args!("  "));
            self.at = (x + 2 < next.area.width).then_some((x + 2, y));
            shown.content[at..].iter_mut().take(2).for_each(Cell::reset);
        }
    }

    fn dip(&mut self, (fg, bg, modifier): Style) {
        self.put(format_args!("\x1b[0"));
        for (_, number) in MARKS.iter().filter(|(mark, _)| modifier.contains(*mark)) {
            self.put(format_args!(";{number}"));
        }
        self.colour(fg, 30);
        self.colour(bg, 40);
        self.put(format_args!("m"));
    }

    /// `base` is 30 for the text, 40 for the ground. Both were reset before.
    fn colour(&mut self, colour: Color, base: u8) {
        let number = match colour {
            Color::Reset => return,
            Color::Rgb(red, green, blue) => return self.put(format_args!(";{};2;{red};{green};{blue}", base + 8)),
            Color::Indexed(number) => number,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
        };
        match number {
            0..=7 => self.put(format_args!(";{}", base + number)),
            8..=15 => self.put(format_args!(";{}", base + 52 + number)),
            _ => self.put(format_args!(";{};5;{number}", base + 8)),
        }
    }

    /// Brings the cursor to a cell, over cells of the same style if that is short.
    fn reach(&mut self, next: &Buffer, style: Style, x: u16, y: u16) {
        match self.at {
            Some(at) if at == (x, y) => {}
            Some((from, row)) if row == y && from < x => {
                if !self.write_over(next, style, from..x, y) {
                    self.put(format_args!("\x1b[{}C", x - from));
                }
            }
            _ => self.put(format_args!("\x1b[{};{}H", y + 1, x + 1)),
        }
    }

    fn write_over(&mut self, next: &Buffer, of: Style, between: std::ops::Range<u16>, y: u16) -> bool {
        let is_short = between.len() <= GAP
            && between.clone().all(|x| style(&next[(x, y)]) == of && next[(x, y)].symbol().is_ascii());
        if is_short {
            between.for_each(|x| self.bytes.extend_from_slice(next[(x, y)].symbol().as_bytes()));
        }
        is_short
    }

    fn write(&mut self, next: &Buffer, x: u16, y: u16) {
        let symbol = next[(x, y)].symbol();
        self.bytes.extend_from_slice(symbol.as_bytes());
        let end = x + if symbol.is_ascii() { 1 } else { display::width(symbol) as u16 };
        // Terminals differ on what is beyond the last column, and on how wide some characters are.
        self.at = (end < next.area.width && symbol.chars().all(is_as_wide_everywhere)).then_some((end, y));
    }
}

fn is_as_wide_everywhere(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{3001}'..='\u{303e}' | '\u{3041}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff60}')
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use proptest::prelude::*;
    use ratatui::layout::Rect;

    use super::*;

    const WIDTH: u16 = 24;
    const HEIGHT: u16 = 9;

    fn terminal() -> vt100::Parser {
        let cells = |count| NonZero::new(count).unwrap();
        vt100::Parser::new(cells(HEIGHT), cells(WIDTH), 0)
    }

    fn blank() -> Buffer {
        Buffer::empty(Rect::new(0, 0, WIDTH, HEIGHT))
    }

    fn colour(colour: Color) -> vt100::Color {
        match colour {
            Color::Reset => vt100::Color::Default,
            Color::Indexed(number) => vt100::Color::Idx(number),
            Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
            other => panic!("{other:?}"),
        }
    }

    fn assert_shows(terminal: &vt100::Parser, frame: &Buffer) {
        let screen = terminal.screen();
        for y in 0..HEIGHT {
            let mut x = 0;
            while x < WIDTH {
                let (cell, seen) = (&frame[(x, y)], screen.cell(y, x).unwrap());
                let shown = if seen.contents().is_empty() { " " } else { seen.contents() };
                assert_eq!(shown, cell.symbol(), "{x} {y}");
                assert_eq!((seen.fgcolor(), seen.bgcolor()), (colour(cell.fg), colour(cell.bg)), "{x} {y}");
                assert_eq!(seen.bold(), cell.modifier.contains(Modifier::BOLD), "{x} {y}");
                assert_eq!(seen.inverse(), cell.modifier.contains(Modifier::REVERSED), "{x} {y}");
                x += display::width(cell.symbol()).max(1) as u16;
            }
        }
    }

    type Written = (u16, u16, String, usize);

    fn frame(ground: bool, written: &[Written]) -> Buffer {
        use ratatui::style::Style;
        let styles = [
            Style::new(),
            Style::new().fg(Color::Indexed(3)).bg(Color::Indexed(9)),
            Style::new().fg(Color::Indexed(244)).add_modifier(Modifier::BOLD),
            Style::new().bg(Color::Rgb(1, 2, 3)).add_modifier(Modifier::REVERSED),
        ];
        let mut frame = blank();
        if ground {
            frame.set_style(frame.area, Style::new().bg(Color::Indexed(234)));
        }
        // One text a row: what covers half of a wide character leaves a frame that nothing can show.
        let rows: std::collections::BTreeMap<u16, &Written> = written.iter().map(|text| (text.1, text)).collect();
        for (x, y, text, style) in rows.into_values() {
            frame.set_stringn(*x, *y, text, (WIDTH - x).into(), styles[*style]);
        }
        frame
    }

    fn writing() -> impl Strategy<Value = Vec<Written>> {
        prop::collection::vec((0..WIDTH, 0..HEIGHT, "[ a-c露营！·…│]{1,14}", 0..4_usize), 0..24)
    }

    proptest! {
        #[test]
        fn a_terminal_shows_every_frame_whatever_was_before(
            frames in prop::collection::vec((any::<bool>(), writing(), -3..4_i32), 1..5),
        ) {
            let (mut terminal, mut shown) = (terminal(), blank());
            for (ground, written, by) in frames {
                for by in [0, by] {
                    let there = |(x, y, text, style): &Written| {
                        let y = u16::try_from(i32::from(*y) + by).ok().filter(|y| *y < HEIGHT)?;
                        Some((*x, y, text.clone(), *style))
                    };
                    let next = frame(ground, &written.iter().filter_map(there).collect::<Vec<_>>());
                    terminal.process(&paint(&mut shown, &next));
                    assert_shows(&terminal, &next);
                    shown = next;
                }
            }
        }
    }

    #[test]
    fn a_list_that_moves_by_a_row_is_scrolled() {
        let rows = |top: u16| -> Vec<Written> {
            (0..HEIGHT - 2).map(|y| (0, y + 1, format!("{:02} 露营 row {}", top + y, (top + y) * 7), 0)).collect()
        };
        let (mut terminal, mut shown) = (terminal(), blank());
        for top in [0, 1, 2, 1, 4] {
            let next = frame(false, &rows(top));
            let bytes = paint(&mut shown, &next);
            terminal.process(&bytes);
            assert_shows(&terminal, &next);
            assert!(top == 0 || bytes.len() < 150, "{}", bytes.len());
            shown = next;
        }
        assert!(paint(&mut shown, &frame(false, &rows(4))).is_empty(), "nothing changed");
    }
}
