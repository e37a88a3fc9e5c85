//! `forget`: a member erased everywhere.

use clap::Args;

use super::console::Console;
use super::problem::Problem;
use super::{Exit, person};
use crate::lang::cli as words;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "REF")]
    member: String,
    #[arg(short, long)]
    yes: bool,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let lang = console.lang;
        let mut session = console.session()?;
        let member = person::one(console, &session, &self.member)?;
        if !console.confirm(self.yes, &words::really_forget(lang, &member.name, member.id.0))? {
            return Ok(Exit::Failed);
        }
        let erasure = session.forget(member.id)?;
        if erasure.remains > 0 {
            return Err(Problem::failed(words::remains(lang, erasure.remains)).into());
        }
        console.line(&words::forgotten(lang, &member.name, member.id.0, erasure.messages))?;
        if erasure.segments.deleted > 0 {
            console.line(&words::segments_deleted(lang, erasure.segments.deleted))?;
        }
        if !erasure.segments.changed.is_empty() {
            let names: Vec<&str> = erasure.segments.changed.iter().map(String::as_str).collect();
            console.line(&words::segments_unsaid(lang, &names.join(lang.pick(("、", ", ")))))?;
        }
        if erasure.elsewhere > 0 {
            console.line(&words::said_by_others(lang, erasure.elsewhere))?;
        }
        for copy in &erasure.copies {
            console.line(&words::copy_left(lang, &copy.display().to_string()))?;
        }
        Ok(Exit::Done)
    }
}
