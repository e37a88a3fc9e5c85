//! `member`: one profile, and what it rests on.

use std::path::PathBuf;

use clap::Args;

use super::console::{Console, ask};
use super::listing::{Format, Printing};
use super::portrait::{Portrait, Proof};
use super::problem::Problem;
use super::{Exit, day, page, past, person};
use crate::lang::cli as words;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "REF")]
    member: String,
    #[arg(long, value_name = "WHAT", num_args = 0..=1)]
    evidence: Option<Option<String>>,
    #[arg(long, value_name = "DATE", conflicts_with_all = ["evidence", "export"])]
    as_of: Option<String>,
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
    #[command(flatten)]
    printing: Printing,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let as_of = self.as_of.as_deref().map(|text| day::read(text, console.lang)).transpose()?;
        let mut session = console.session()?;
        let row = person::looked_at(console, &session, &self.member)?;
        let member = row.id;
        if let Some(folder) = self.export {
            for file in session.hand_over(member, &folder)? {
                console.line(&file.display().to_string())?;
            }
            console.hint(words::HANDED_OVER.get(console.lang))?;
            return Ok(Exit::Done);
        }
        let format = self.printing.format();
        if let Some(day) = as_of
            && past::show(console, &session, &row, day, format)?
        {
            return Ok(Exit::Done);
        }
        let found = *ask!(session, Portrait(member));
        let proof = match self.evidence {
            None if format == Format::Table => Proof::None,
            None | Some(None) => Proof::All,
            Some(Some(what)) => Proof::Only(what),
        };
        let portrait = Portrait { page: &found, session: &session, proof };
        if let Proof::Only(what) = &portrait.proof
            && !portrait.has(what)
        {
            return Err(Problem::failed(words::no_evidence_of(console.lang, what)).into());
        }
        match (format, &portrait.proof) {
            (Format::Table | Format::Csv, Proof::Only(what)) => page::print_only(&portrait, console, what)?,
            (Format::Table | Format::Csv, _) => page::print(&portrait, console)?,
            (Format::Json, _) => console.json(&portrait.json()?)?,
            (Format::Jsonl, _) => console.json_line(&portrait.json()?)?,
        }
        Ok(Exit::Done)
    }
}
