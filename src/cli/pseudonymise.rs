//! `pseudonymise`: a copy of an export with other people in it.

use std::path::PathBuf;

use clap::Args;

use super::Exit;
use super::console::Console;
use super::import::formats;
use crate::lang::import::place;
use crate::lang::{cli as words, pseudonymise as say};
use crate::task::pseudonymise::{Order, pseudonymise};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "IN")]
    input: PathBuf,
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    #[arg(long = "as", value_name = "FORMAT", value_parser = formats())]
    as_format: Option<String>,
    #[arg(long, value_name = "ZONE")]
    tz: Option<String>,
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let lang = console.lang;
        let order =
            Order { from: self.input, to: self.output, format: self.as_format, zone: self.tz, mapping: self.map };
        let copied = pseudonymise(&order, lang)?;
        let (path, before) = (order.to.display().to_string(), &copied.before);
        let is_same = copied.after.as_ref() == Ok(before);
        match &copied.after {
            Ok(after) if is_same => {
                console.line(&say::copied(lang, &path, copied.people, after.records, after.skipped))?;
            }
            Ok(after) => {
                let (before, after) = ((before.records, before.skipped), (after.records, after.skipped));
                console.complain(&say::differs(lang, &path, before, after))?;
            }
            Err(reason) => console.complain(&say::unreadable(lang, &path, reason))?,
        }
        for (file, at) in &copied.unread {
            let at = place(lang, at.unit(), at.number());
            console.hint(&say::look_at(lang, &words::at_place(lang, &file.display().to_string(), &at)))?;
        }
        for file in &copied.unknown {
            console.hint(&say::of_no_format(lang, &file.display().to_string()))?;
        }
        if copied.left_out > 0 {
            console.hint(&say::left_out(lang, copied.left_out))?;
        }
        console.hint(say::STILL_PERSONAL.get(lang))?;
        Ok(if is_same { Exit::Done } else { Exit::Failed })
    }
}
