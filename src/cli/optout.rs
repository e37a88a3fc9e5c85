//! `optout`: somebody refuses to be profiled.

use clap::Args;

use super::console::Console;
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
        let mut session = console.session()?;
        let member = person::one(console, &session, &self.member)?;
        if !console.confirm(self.yes, &words::really_opt_out(console.lang, &member.name, member.id.0))? {
            return Ok(Exit::Failed);
        }
        session.opt_out(&[member.id])?;
        console.line(&words::opted_out(console.lang, &member.name, member.id.0))?;
        Ok(Exit::Done)
    }
}
