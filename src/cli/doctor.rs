//! `doctor`: is the store sound, and can its data be trusted?

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::{Format, Printing, print_all};
use crate::export::{Cell, Column, Kind};
use crate::lang::cli as words;
use crate::model::Day;
use crate::task::quality::Remark;
use crate::task::session::Finding;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    printing: Printing,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let findings = session.doctor()?;
        // What a damaged file says of its data is worth nothing.
        let is_sound = findings.iter().all(|finding| finding.ok);
        let remarks = if is_sound { session.remarks()? } else { Vec::new() };
        match self.printing.format() {
            Format::Table => {
                findings.iter().try_for_each(|finding| {
                    console.line(&format!("{} {}", if finding.ok { "✓" } else { "✗" }, finding.text))
                })?;
                say_remarks(console, &remarks)?;
            }
            format => {
                let rows = findings.iter().map(of_finding).chain(remarks.iter().map(of_remark)).collect();
                print_all(console, format, session.calendar(), &columns(), rows)?;
            }
        }
        Ok(if is_sound { Exit::Done } else { Exit::Failed })
    }
}

/// A line for each file and each group.
fn say_remarks(console: &mut Console, remarks: &[Remark]) -> anyhow::Result<()> {
    let lang = console.lang;
    for about in remarks.chunk_by(|one, next| one.import == next.import && one.about == next.about) {
        // What is as it should be is told in JSON; here only the span, and what asks for a look.
        let told = about.iter().filter(|remark| !remark.ok || remark.key == "span").map(|remark| &*remark.text);
        let told = told.collect::<Vec<_>>().join(lang.pick(("；", "; ")));
        let sign = if about.iter().all(|remark| remark.ok) { "·" } else { "!" };
        console.line(&format!("{sign} {}", words::of_file(lang, &about[0].about, &told)))?;
    }
    Ok(())
}

fn columns() -> [Column; 9] {
    [
        Column::known("key", words::CHECK, Kind::Text),
        Column::known("ok", words::WELL, Kind::Flag),
        Column::known("import", words::NUMBER, Kind::Number),
        Column::known("about", words::ABOUT, Kind::Text),
        Column::known("count", words::COUNT, Kind::Number),
        Column::known("of", words::OF, Kind::Number),
        Column::known("from", words::FROM, Kind::Text),
        Column::known("until", words::UNTIL, Kind::Text),
        Column::known("text", words::FINDING, Kind::Text),
    ]
}

fn of_finding(finding: &Finding) -> Vec<Cell> {
    let mut cells = vec![Cell::Unknown; 9];
    cells[0] = Cell::text(finding.key);
    cells[1] = Cell::Flag(finding.ok);
    cells[8] = Cell::text(&finding.text);
    cells
}

fn of_remark(remark: &Remark) -> Vec<Cell> {
    let count = |count: Option<u64>| count.map_or(Cell::Unknown, Cell::count);
    let day = |day: Option<Day>| day.map_or(Cell::Unknown, |day| Cell::Text(day.to_string()));
    vec![
        Cell::text(remark.key),
        Cell::Flag(remark.ok),
        count(remark.import.map(i64::unsigned_abs)),
        Cell::text(&remark.about),
        count(remark.count),
        count(remark.of),
        day(remark.from),
        day(remark.until),
        Cell::text(&remark.text),
    ]
}
