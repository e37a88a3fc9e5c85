//! `survey`: which questions would tell what is not known.

use clap::{Args, Subcommand};
use serde_json::{Value as Json, json};

use super::console::Console;
use super::problem::Problem;
use super::{Exit, json as spelled};
use crate::lang::{Lang, cli as words, survey as say};
use crate::task::survey::Asked;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Suggest {
        #[arg(long = "where", value_name = "EXPR")]
        filter: String,
        #[arg(long)]
        json: bool,
    },
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let Deed::Suggest { filter, json } = self.deed;
        let lang = console.lang;
        if filter.trim().is_empty() {
            return Err(Problem::usage(words::EMPTY_FILTER.get(lang)).into());
        }
        let session = console.session()?;
        let questionnaire = session.questionnaire(&session.filter(&filter)?)?;
        let asked = &questionnaire.asked;
        if json {
            let questions: Vec<Json> = asked.iter().map(|asked| as_json(asked, lang)).collect();
            console.json(&spelled::rounded(json!({ "members": questionnaire.members, "questions": questions })))?;
            return Ok(Exit::Done);
        }
        if asked.is_empty() {
            console.hint(words::NOTHING_TO_ASK.get(lang))?;
            return Ok(Exit::Done);
        }
        console.hint(&say::heading(lang, questionnaire.members, asked.len()))?;
        for (number, asked) in (1..).zip(asked) {
            print(console, number, asked)?;
        }
        Ok(Exit::Done)
    }
}

/// A question as survey tools take it: title and manner on a line, an option on each of the next.
fn print(console: &mut Console, number: usize, asked: &Asked) -> anyhow::Result<()> {
    let lang = console.lang;
    let options = asked.wording.options;
    console.line(&format!("{number}. {} {}", asked.wording.title.get(lang), say::manner(lang, !options.is_empty())))?;
    for option in options {
        console.line(option.get(lang))?;
    }
    Ok(console.line("")?)
}

fn as_json(asked: &Asked, lang: Lang) -> Json {
    let wording = asked.wording;
    let options: Vec<&str> = wording.options.iter().map(|option| option.get(lang)).collect();
    let share = if asked.joins { "held" } else { "unknown" };
    json!({
        "title": wording.title.get(lang),
        "kind": if options.is_empty() { "text" } else { "single" },
        "options": options,
        "example": Some(wording.example.get(lang)).filter(|example| !example.is_empty()),
        "joins": asked.joins.then_some(asked.key),
        "attribute": (!asked.joins).then_some(asked.key),
        share: asked.share,
    })
}
