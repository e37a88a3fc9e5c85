//! `note`: the operator's own words on a member.

use clap::Args;

use super::console::{Console, ask};
use super::{Exit, person};
use crate::lang::cli as words;
use crate::model::view::MemberPortrait;
use crate::task::request::Work;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "REF")]
    member: String,
    #[arg(value_name = "TEXT", conflicts_with = "remove")]
    text: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    remove: Option<i64>,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let text = self.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        match (text, self.remove) {
            (Some(text), _) => {
                let member = person::one(console, &session, &self.member)?.id;
                drop(session);
                console.work(Work::AddNote(member, text.to_owned()))
            }
            (None, Some(number)) => {
                let member = person::one(console, &session, &self.member)?.id;
                drop(session);
                console.work(Work::RemoveNote(member, number))
            }
            (None, None) => {
                let member = person::looked_at(console, &session, &self.member)?.id;
                let page: Box<MemberPortrait> = ask!(session, Portrait(member));
                for note in &page.notes {
                    console.line(&format!("{}  {}  {}", note.id, session.calendar().minute(note.time), note.text))?;
                }
                if page.notes.is_empty() {
                    console.hint(words::NO_NOTES.get(console.lang))?;
                }
                Ok(Exit::Done)
            }
        }
    }
}
