//! CSV, JSON and JSON lines, row by row.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::json::escaped;
use super::value::short_number;
use super::{Cell, Column, Kind, guard};
use crate::lang::code::in_words;
use crate::lang::{Lang, profile::part as part_name};
use crate::model::{Calendar, Part};
use crate::text::display;

/// Who opens the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// A person with Excel: BOM, CRLF, titles and words in their language, long ids as text.
    Excel,
    /// A program: UTF-8, LF, English keys.
    Tool,
}

/// How cells are written.
#[derive(Debug, Clone)]
pub struct Style {
    /// Who opens the file.
    pub audience: Audience,
    /// The language of titles and words for a person.
    pub lang: Lang,
    /// Leave text unguarded against spreadsheet formulas.
    pub raw: bool,
    /// For eyes on a terminal: cells of a CSV are made safe to display, at the cost of the raw text.
    pub on_screen: bool,
    /// The store's zone.
    pub calendar: Calendar,
}

impl Style {
    /// For programs: what `--format csv`, `json` and `jsonl` print.
    pub fn tool(calendar: Calendar) -> Style {
        Style { audience: Audience::Tool, lang: Lang::En, raw: false, on_screen: false, calendar }
    }

    /// The header over a column.
    pub fn header<'a>(&self, column: &'a Column) -> &'a str {
        match self.audience {
            Audience::Excel => column.title(self.lang),
            Audience::Tool => &column.key,
        }
    }

    /// A cell as text, before any guard; numbers as [`Kind::rounded`].
    pub fn words(&self, kind: Kind, cell: &Cell) -> String {
        let person = self.audience == Audience::Excel;
        match cell {
            Cell::Unknown => String::new(),
            Cell::Number(number) => kind.rounded(*number).to_string(),
            Cell::Text(code) => match kind {
                Kind::Code(codes) if person => in_words(codes, code, self.lang),
                _ => code.clone(),
            },
            Cell::Words(keys) if person && matches!(kind, Kind::Code(_)) => {
                let words: Vec<String> = keys.iter().map(|key| self.words(kind, &Cell::text(key))).collect();
                words.join(self.lang.pick(("、", ", ")))
            }
            Cell::Words(words) => words.join(if person { self.lang.pick(("、", ", ")) } else { "|" }),
            Cell::Numbers(numbers) => {
                numbers.iter().map(|number| kind.rounded(*number).to_string()).collect::<Vec<_>>().join(" ")
            }
            Cell::Time(time) if person => self.calendar.minute(*time),
            Cell::Time(time) => self.calendar.iso(*time),
            Cell::Named(zh, en) => if person { self.lang.pick((zh, en)) } else { en }.to_owned(),
            Cell::Flag(yes) if person => self.lang.pick(if *yes { ("是", "yes") } else { ("否", "no") }).to_owned(),
            Cell::Flag(yes) => yes.to_string(),
            Cell::Parts(parts) => {
                let part = |part: &Part| {
                    format!(
                        "{} {}",
                        if person { part_name(&part.key, self.lang) } else { &part.key },
                        short_number(part.raw)
                    )
                };
                parts.iter().map(part).collect::<Vec<_>>().join(if person {
                    self.lang.pick(("、", ", "))
                } else {
                    "|"
                })
            }
        }
    }

    fn csv_field(&self, kind: Kind, cell: &Cell) -> String {
        let words = self.words(kind, cell);
        if !matches!(cell, Cell::Text(_) | Cell::Words(_) | Cell::Parts(_) | Cell::Named(..)) {
            return words;
        }
        self.csv_text(words)
    }

    fn csv_text(&self, words: String) -> String {
        let words = if self.on_screen { display::clean(&words).into_owned() } else { words };
        let words = if self.raw { words } else { guard::disarmed(words) };
        if self.audience == Audience::Excel { guard::kept(words) } else { words }
    }
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A line of comma-separated cells.
    Csv,
    /// One array of objects.
    Json,
    /// An object a line.
    Jsonl,
}

/// Writes a table row by row.
pub struct TableWriter<W: Write> {
    columns: Vec<Column>,
    style: Style,
    sink: Sink<W>,
    rows: u64,
}

enum Sink<W: Write> {
    Csv(Box<csv::Writer<W>>),
    Json(W),
    Jsonl(W),
}

impl<W: Write> TableWriter<W> {
    /// Begins a table: byte order mark, header or bracket.
    pub fn begin(mut out: W, layout: Layout, columns: Vec<Column>, style: Style) -> io::Result<TableWriter<W>> {
        let sink = match layout {
            Layout::Csv => Sink::Csv(Box::new(csv_writer(out, &columns, &style)?)),
            Layout::Json => {
                out.write_all(b"[")?;
                Sink::Json(out)
            }
            Layout::Jsonl => Sink::Jsonl(out),
        };
        Ok(TableWriter { columns, style, sink, rows: 0 })
    }

    /// Writes one row: a cell for every column, in their order.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let object = Object { columns: &self.columns, cells, calendar: &self.style.calendar };
        match &mut self.sink {
            Sink::Csv(csv) => {
                let fields =
                    self.columns.iter().zip(cells).map(|(column, cell)| self.style.csv_field(column.kind, cell));
                csv.write_record(fields).map_err(plain_io)?;
            }
            Sink::Json(out) => {
                out.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
                write_object(out, &object)?;
            }
            Sink::Jsonl(out) => {
                write_object(out, &object)?;
                out.write_all(b"\n")?;
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// Ends the table and hands back what it was written to, and the number of rows.
    pub fn finish(self) -> io::Result<(W, u64)> {
        let mut out = match self.sink {
            Sink::Csv(csv) => csv.into_inner().map_err(|error| error.into_error())?,
            Sink::Json(mut out) => {
                out.write_all(if self.rows == 0 { b"]\n" } else { b"\n]\n" })?;
                out
            }
            Sink::Jsonl(out) => out,
        };
        out.flush()?;
        Ok((out, self.rows))
    }
}

/// What the system said, not wrapped up, so that a closed pipe is known as one.
fn plain_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn write_object(out: &mut impl Write, object: &Object<'_>) -> io::Result<()> {
    out.write_all(escaped(&serde_json::to_string(object)?).as_bytes())
}

fn csv_writer<W: Write>(mut out: W, columns: &[Column], style: &Style) -> io::Result<csv::Writer<W>> {
    let mut builder = csv::WriterBuilder::new();
    builder.quote_style(csv::QuoteStyle::NonNumeric);
    if style.audience == Audience::Excel {
        out.write_all("\u{feff}".as_bytes())?;
        builder.terminator(csv::Terminator::CRLF);
    }
    let mut writer = builder.from_writer(out);
    let titles = columns.iter().map(|column| style.csv_text(style.header(column).to_owned()));
    writer.write_record(titles).map_err(plain_io)?;
    Ok(writer)
}

/// A row as a JSON object, with the columns of one object nested in it.
struct Object<'a> {
    columns: &'a [Column],
    cells: &'a [Cell],
    calendar: &'a Calendar,
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let mut at = 0;
        while let Some(column) = self.columns.get(at) {
            let together = match column.inside {
                Some(_) => self.columns[at..].iter().take_while(|next| next.inside == column.inside).count(),
                None => 1,
            };
            let part = Object {
                columns: &self.columns[at..at + together],
                cells: &self.cells[at..at + together],
                calendar: self.calendar,
            };
            match column.inside {
                Some(name) => map.serialize_entry(name, &Inner(part))?,
                None => map.serialize_entry(&column.key, &Json(column.kind, &self.cells[at], self.calendar))?,
            }
            at += together;
        }
        map.end()
    }
}

/// The nested columns, by their own keys.
struct Inner<'a>(Object<'a>);

impl Serialize for Inner<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs = self.0.columns.iter().zip(self.0.cells);
        serializer.collect_map(pairs.map(|(column, cell)| (&column.key, Json(column.kind, cell, self.0.calendar))))
    }
}

struct Json<'a>(Kind, &'a Cell, &'a Calendar);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.1 {
            Cell::Unknown if self.0 == Kind::Words => serializer.collect_seq([(); 0]),
            Cell::Unknown => serializer.serialize_none(),
            Cell::Number(number) => Figure(*number).serialize(serializer),
            Cell::Numbers(numbers) => serializer.collect_seq(numbers.iter().map(|number| Figure(*number))),
            Cell::Text(words) => serializer.serialize_str(words),
            Cell::Words(words) => serializer.collect_seq(words),
            Cell::Time(time) => serializer.serialize_str(&self.2.iso(*time)),
            Cell::Flag(yes) => serializer.serialize_bool(*yes),
            Cell::Parts(parts) => serializer.collect_seq(parts),
            Cell::Named(_, en) => serializer.serialize_str(en),
        }
    }
}

/// A number: whole ones without a point, others with four decimals at the most.
struct Figure(f64);

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            whole if whole.fract() == 0.0 && whole.abs() < 9e15 => serializer.serialize_i64(whole as i64),
            number => serializer.serialize_f64((number * 10_000.0).round() / 10_000.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Text;
    use crate::model::Timestamp;

    fn columns() -> Vec<Column> {
        let column = |key, zh, kind| Column::known(key, Text::new(zh, key), kind);
        let score = |key, zh| Column { inside: Some("scores"), ..column(key, zh, Kind::Score) };
        vec![
            column("platform_id", "平台ID", Kind::Id),
            column("name", "名称", Kind::Name),
            column("last_seen", "最近出现", Kind::Time),
            score("activity", "活跃度"),
            score("sentiment", "情感倾向"),
            column("stage", "生命周期", Kind::Code(crate::model::attribute::STAGES)),
            column("tags", "标签", Kind::Words),
        ]
    }

    fn row(id: &str, name: &str) -> Vec<Cell> {
        vec![
            Cell::text(id),
            Cell::text(name),
            Cell::Time(Timestamp(1_709_254_800)),
            Cell::Number(-4.5),
            Cell::Unknown,
            Cell::text("cooling"),
            Cell::Words(vec!["KOL".to_owned(), "宝妈".to_owned()]),
        ]
    }

    fn written(layout: Layout, style: Style, rows: &[Vec<Cell>]) -> String {
        let mut writer = TableWriter::begin(Vec::new(), layout, columns(), style).unwrap();
        for cells in rows {
            writer.row(cells).unwrap();
        }
        String::from_utf8(writer.finish().unwrap().0).unwrap()
    }

    fn excel() -> Style {
        Style { audience: Audience::Excel, lang: Lang::Zh, ..Style::tool(Calendar::shanghai()) }
    }

    #[test]
    fn excel_gets_a_mark_chinese_words_and_ids_as_text() {
        insta::assert_snapshot!(
            written(Layout::Csv, excel(), &[row("138000138000000001", "=小王")]).replace('\u{feff}', "<BOM>").replace('\r', "<CR>").replace('\t', "<TAB>"),
            @r#"
        <BOM>"平台ID","名称","最近出现","活跃度","情感倾向","生命周期","标签"<CR>
        "138000138000000001<TAB>","'=小王","2024-03-01 09:00",-4.5,"","趋冷","KOL、宝妈"<CR>
        "#
        );
    }

    #[test]
    fn tools_get_plain_text_and_english_keys() {
        insta::assert_snapshot!(written(Layout::Csv, Style::tool(Calendar::shanghai()), &[row("138000138000000001", "+小王")]), @r#"
        "platform_id","name","last_seen","activity","sentiment","stage","tags"
        138000138000000001,"'+小王","2024-03-01T09:00:00+08:00",-4.5,"","cooling","KOL|宝妈"
        "#);
    }

    #[test]
    fn tables_have_the_decimals_that_mean_something_and_json_has_more() {
        let style = || Style::tool(Calendar::shanghai());
        let words = |kind, number| style().words(kind, &Cell::Number(number));
        assert_eq!(words(Kind::Score, 61.238_49), "61.2");
        assert_eq!(words(Kind::Score, -0.04), "0");
        assert_eq!(words(Kind::Number, 0.123_456), "0.123");
        assert_eq!(words(Kind::Number, 1_288.0), "1288");
        assert_eq!(style().words(Kind::Number, &Cell::Numbers(vec![0.333_333, 12.0])), "0.333 12");
        let mut writer = TableWriter::begin(Vec::new(), Layout::Jsonl, vec![columns().remove(3)], style()).unwrap();
        writer.row(&[Cell::Number(61.238_49)]).unwrap();
        assert_eq!(writer.finish().unwrap().0, b"{\"scores\":{\"activity\":61.2385}}\n");
    }

    #[test]
    fn raw_leaves_formulas_alone() {
        let raw = Style { raw: true, ..Style::tool(Calendar::shanghai()) };
        assert!(written(Layout::Csv, raw, &[row("1", "=1+1")]).contains(r#","=1+1","#));
    }

    #[test]
    fn hostile_cells_come_back_as_they_were() {
        let names = ["a\"b,c", "换\r\n行", "\u{202e}反", "，；", "'x"];
        for style in [excel(), Style::tool(Calendar::shanghai())] {
            let rows: Vec<_> = names.iter().map(|name| row("0012", name)).collect();
            let text = written(Layout::Csv, style, &rows);
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let back: Vec<_> = reader.records().map(|record| record.unwrap()).collect();
            assert_eq!(back.iter().map(|record| &record[1]).collect::<Vec<_>>(), names);
            assert!(back.iter().all(|record| record[0].trim() == "0012"));
        }
    }

    #[test]
    fn a_csv_for_a_terminal_holds_nothing_that_steers_it() {
        let screen = Style { on_screen: true, ..Style::tool(Calendar::shanghai()) };
        let shown = written(Layout::Csv, screen, &[row("\u{9b}1", "a\u{1b}[31m\r\nb\u{202e}c\u{7}")]);
        assert!(shown.contains("\"\u{fffd}1\",\"a␛[31m⏎bc␇\""), "{shown}");
        let file = written(Layout::Csv, Style::tool(Calendar::shanghai()), &[row("1", "b\u{202e}c\u{7}")]);
        assert!(file.contains("b\u{202e}c\u{7}"), "files keep the text");
    }

    #[test]
    fn json_nests_scores_and_says_null() {
        let style = || Style::tool(Calendar::shanghai());
        insta::assert_snapshot!(written(Layout::Json, style(), &[row("1", "=王"), row("", "李")]), @r#"
        [
        {"platform_id":"1","name":"=王","last_seen":"2024-03-01T09:00:00+08:00","scores":{"activity":-4.5,"sentiment":null},"stage":"cooling","tags":["KOL","宝妈"]},
        {"platform_id":null,"name":"李","last_seen":"2024-03-01T09:00:00+08:00","scores":{"activity":-4.5,"sentiment":null},"stage":"cooling","tags":["KOL","宝妈"]}
        ]
        "#);
        assert_eq!(written(Layout::Json, style(), &[]), "[]\n");
        assert_eq!(written(Layout::Jsonl, style(), &[row("1", "a"), row("2", "b")]).lines().count(), 2);
    }
}
