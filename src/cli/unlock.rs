//! `unlock`: builds say again what an attribute is.

use clap::Args;

use super::console::Console;
use super::{Exit, lock, person};
use crate::task::request::Work;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "REF")]
    member: String,
    #[arg(value_name = "ATTR")]
    attribute: String,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let spec = lock::attribute(console, &self.attribute)?;
        let member = person::one(console, &console.session()?, &self.member)?.id;
        console.work(Work::Unlock(member, spec.key.to_owned()))
    }
}
