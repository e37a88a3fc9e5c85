//! XLSX workbooks, written in order so that memory stays flat.

use std::io::{Seek, Write};

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Column, Style};
use crate::lang::export as words;
use crate::model::{Calendar, Timestamp};

/// Rows below the header that one sheet holds; a longer table goes on in the next.
const ROWS_PER_SHEET: u64 = 1_048_575;
/// UTF-16 units that a cell holds.
const CELL_UNITS: usize = 32_767;
/// Excel's day number of 1970-01-01.
const EPOCH_DAY: f64 = 25_569.0;

/// A workbook in the making.
pub struct Book {
    workbook: Workbook,
    columns: Vec<Column>,
    style: Style,
    heading: Format,
    instant: Format,
    sheets: usize,
    rows: u64,
    cut: u64,
}

impl Book {
    /// Begins the first sheet.
    pub fn begin(columns: Vec<Column>, style: Style) -> Result<Book, XlsxError> {
        let mut book = Book {
            workbook: Workbook::new(),
            columns,
            style,
            heading: Format::new().set_bold(),
            instant: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
            sheets: 0,
            rows: 0,
            cut: 0,
        };
        book.next_sheet()?;
        Ok(book)
    }

    fn next_sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        let name = words::sheet_name(self.style.lang, self.sheets);
        let sheet = self.workbook.add_worksheet_with_constant_memory();
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (at, column) in (0u16..).zip(&self.columns) {
            let title = self.style.header(column);
            sheet.set_column_width(at, (title.chars().count() * 2 + 4).max(12) as f64)?;
            sheet.write_string_with_format(0, at, title, &self.heading)?;
        }
        Ok(())
    }

    /// Writes one row: a cell for every column, in their order.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let below_header = self.rows % ROWS_PER_SHEET;
        if self.rows > 0 && below_header == 0 {
            self.next_sheet()?;
        }
        let line = below_header as u32 + 1;
        let sheet = self.workbook.worksheet_from_index(self.sheets - 1)?;
        for ((at, column), cell) in (0u16..).zip(&self.columns).zip(cells) {
            match cell {
                Cell::Unknown => {}
                Cell::Number(number) => {
                    sheet.write_number(line, at, column.kind.rounded(*number))?;
                }
                Cell::Time(time) => {
                    let day = day_number(&self.style.calendar, *time);
                    sheet.write_number_with_format(line, at, day, &self.instant)?;
                }
                text => self.cut += write_text(sheet, line, at, &self.style.words(column.kind, text))?,
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes the workbook out; how many rows it has, and how many cells were too long and were cut.
    pub fn finish<W: Write + Seek + Send>(mut self, out: W) -> Result<(u64, u64), XlsxError> {
        self.workbook.save_to_writer(out)?;
        Ok((self.rows, self.cut))
    }
}

/// Writes a text cell, never a formula; 1 if it had to be cut.
fn write_text(sheet: &mut Worksheet, line: u32, at: u16, text: &str) -> Result<u64, XlsxError> {
    let mut units = 0;
    let fits = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CELL_UNITS
    });
    match fits {
        Some((end, _)) => sheet.write_string(line, at, &text[..end]).map(|_| 1),
        None => sheet.write_string(line, at, text).map(|_| 0),
    }
}

/// An instant as Excel counts: days, with the local time of day as their fraction.
fn day_number(calendar: &Calendar, time: Timestamp) -> f64 {
    let day = calendar.day(time);
    let into_day = (time.0 - calendar.start_of(day).0) as f64 / 86_400.0;
    f64::from(day.0) + EPOCH_DAY + into_day
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::export::{Audience, Kind};
    use crate::lang::{Lang, Text};

    fn style() -> Style {
        Style { audience: Audience::Excel, lang: Lang::Zh, ..Style::tool(Calendar::shanghai()) }
    }

    #[test]
    fn ids_stay_text_formulas_stay_words_and_times_are_times() {
        let columns = [("platform_id", Kind::Id), ("name", Kind::Name), ("last_seen", Kind::Time), ("n", Kind::Score)]
            .map(|(key, kind)| Column::known(key, Text::new(key, key), kind));
        let mut book = Book::begin(columns.to_vec(), style()).unwrap();
        let long = "长".repeat(40_000);
        for name in ["=1+1", "a\u{1b}[31m", &long] {
            let cells = [
                Cell::text("138000138000000001"),
                Cell::text(name),
                Cell::Time(Timestamp(1_709_254_800)),
                Cell::Number(-2.512_3),
            ];
            book.row(&cells).unwrap();
        }
        let mut file = Cursor::new(Vec::new());
        assert_eq!(book.finish(&mut file).unwrap(), (3, 1));

        let mut read: Xlsx<_> = calamine::open_workbook_from_rs(file).unwrap();
        assert_eq!(read.sheet_names(), ["成员"]);
        let range = read.worksheet_range("成员").unwrap();
        assert_eq!(range.get_value((1, 0)), Some(&Data::String("138000138000000001".to_owned())));
        assert_eq!(range.get_value((1, 1)), Some(&Data::String("=1+1".to_owned())));
        let Some(Data::DateTime(seen)) = range.get_value((1, 2)) else { panic!("not an instant") };
        assert!((seen.as_f64() - 45_352.375).abs() < 1e-9);
        assert_eq!(range.get_value((1, 3)), Some(&Data::Float(-2.5)));
        assert_eq!(range.get_value((3, 1)).unwrap().to_string().chars().count(), CELL_UNITS);
    }
}
