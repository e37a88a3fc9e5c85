//! Tables for a terminal: aligned, and never wider than it.

use std::io::{self, Write};

use crate::text::display;

/// Between two columns.
const GAP: &str = "  ";
/// No column is squeezed below this.
const NARROWEST: usize = 4;
/// `2024-06-30`.
const DAY: usize = 10;

/// A column's head.
pub(super) struct Head {
    pub(super) title: String,
    /// Numbers stand at the right.
    pub(super) right: bool,
    /// Times lose the hour before any other column is squeezed.
    pub(super) time: bool,
}

/// A table of any length: the first rows decide how wide its columns are.
pub(super) struct Grid {
    heads: Vec<Head>,
    widths: Vec<usize>,
    width: usize,
    bold: bool,
}

impl Grid {
    pub(super) fn new(heads: Vec<Head>, width: usize, bold: bool) -> Grid {
        Grid { heads, widths: Vec::new(), width, bold }
    }

    /// Prints rows; before the first ones, the heads.
    pub(super) fn print(&mut self, out: &mut impl Write, rows: &[Vec<String>]) -> io::Result<()> {
        if self.widths.is_empty() {
            self.widths = self.measure(rows);
            let titles: Vec<String> = self.heads.iter().map(|head| head.title.clone()).collect();
            let line = self.line(&titles);
            if self.bold { writeln!(out, "\u{1b}[1m{line}\u{1b}[0m")? } else { writeln!(out, "{line}")? }
        }
        rows.iter().try_for_each(|row| writeln!(out, "{}", self.line(row)))
    }

    fn measure(&self, rows: &[Vec<String>]) -> Vec<usize> {
        let of_column = |(at, head): (usize, &Head)| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| display::width(&display::clean(cell)));
            cells.chain([display::width(&head.title)]).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = self.heads.iter().enumerate().map(of_column).collect();
        let room = self.width.saturating_sub(GAP.len() * widths.len().saturating_sub(1));
        if widths.iter().sum::<usize>() > room {
            let times = widths.iter_mut().zip(&self.heads).filter(|(_, head)| head.time);
            times.for_each(|(width, head)| *width = (*width).min(DAY.max(display::width(&head.title))));
        }
        let firm = |head: &Head| head.time || head.right;
        while widths.iter().sum::<usize>() > room {
            let soft = widths.iter_mut().zip(&self.heads).filter(|(_, head)| !firm(head)).map(|(width, _)| width);
            match soft.max().filter(|widest| **widest > NARROWEST) {
                Some(widest) => *widest -= 1,
                None => break,
            }
        }
        while widths.iter().sum::<usize>() > room {
            match widths.iter_mut().max() {
                Some(widest) if *widest > NARROWEST => *widest -= 1,
                _ => break,
            }
        }
        widths
    }

    fn line(&self, cells: &[String]) -> String {
        let cell = |((cell, width), head): ((&String, &usize), &Head)| {
            let day = if head.time && *width < display::width(cell) { cell.get(..DAY) } else { None };
            let left = display::fit(day.unwrap_or(cell), *width);
            if !head.right {
                return left;
            }
            let text = left.trim_end();
            format!("{}{text}", " ".repeat(width.saturating_sub(display::width(text))))
        };
        let cells: Vec<String> = cells.iter().zip(&self.widths).zip(&self.heads).map(cell).collect();
        cells.join(GAP).trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(width: usize, rows: &[[&str; 3]]) -> String {
        let head = |title: &str, right| Head { title: title.to_owned(), right, time: false };
        let mut grid = Grid::new(vec![head("名称", false), head("发言", true), head("标签", false)], width, false);
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect();
        let mut out = Vec::new();
        grid.print(&mut out, &rows).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_of_wide_characters_stand_straight() {
        insta::assert_snapshot!(printed(80, &[["小王", "120", "KOL"], ["Amy", "7", "宝妈、学生"], ["a\u{1b}[31m\u{202e}b", "", ""]]), @"
        名称     发言  标签
        小王      120  KOL
        Amy         7  宝妈、学生
        a␛[31mb
        ");
    }

    #[test]
    fn a_time_loses_its_hour_before_words_are_cut() {
        let head = |title: &str, time| Head { title: title.to_owned(), right: false, time };
        let mut grid = Grid::new(vec![head("最近出现", true), head("标签", false)], 24, false);
        let mut out = Vec::new();
        grid.print(&mut out, &[vec!["2024-03-02 10:01".to_owned(), "新成员、设计".to_owned()]]).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap(), @"
        最近出现    标签
        2024-03-02  新成员、设计
        ");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let long = "很长的名字".repeat(20);
        for width in [40, 60, 80] {
            for line in printed(width, &[[&long, "120", &long], ["x", "1", "y"]]).lines() {
                assert!(display::width(line) <= width, "{line}");
            }
        }
    }
}
