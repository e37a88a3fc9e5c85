//! `man`: the manual, made of the same texts as the help.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Command};
use clap_mangen::Man;

use super::console::Console;
use super::problem::Problem;
use super::{Exit, tree};
use crate::lang::manual::{self, Figure};
use crate::lang::{Lang, Text, cli as words, help};
use crate::model::attribute::{ATTRIBUTES, Shape};
use crate::tui::{self, KeyLine};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    dir: Option<PathBuf>,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let program = built(console.lang);
        if let Some(folder) = self.dir {
            let failed = || words::not_written(console.lang, &folder.display().to_string());
            fs::create_dir_all(&folder).with_context(failed)?;
            return write_pages(&program, &folder, console.lang).with_context(failed).map(|()| Exit::Done);
        }
        let command = self.command.iter().try_fold(&program, |command, name| command.find_subcommand(name));
        let Some(command) = command else {
            return Err(Problem::usage(words::unknown_command(console.lang, &self.command.join(" "))).into());
        };
        let page = page(command, console.lang)?;
        console.out().write_all(&page)?;
        Ok(Exit::Done)
    }
}

fn built(lang: Lang) -> Command {
    let mut program = tree(lang);
    program.build();
    program
}

fn write_pages(command: &Command, folder: &std::path::Path, lang: Lang) -> anyhow::Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    fs::write(folder.join(format!("{name}.1")), page(command, lang)?)?;
    command.get_subcommands().try_for_each(|child| write_pages(child, folder, lang))
}

fn page(command: &Command, lang: Lang) -> anyhow::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    // What stands behind the options is examples, and says so itself.
    let said =
        String::from_utf8(page)?.replace(&format!(".SH EXTRA\n{}\n", help::EXAMPLES_HEADING.get(lang)), &headed(lang));
    let mut page = said.into_bytes();
    let name = command.get_display_name().unwrap_or(command.get_name());
    let is_program = name == "qunxiang";
    for (path, numbers) in manual::FIGURES {
        if is_program || name == format!("qunxiang-{}", path.replace(' ', "-")) {
            figures(&mut page, path, numbers, lang)?;
        }
    }
    if is_program {
        fields(&mut page, lang)?;
        filters(&mut page, lang)?;
        keys(&mut page, lang)?;
        named(&mut page, manual::FILES_HEADING.get(lang), manual::FILES, lang)?;
        named(&mut page, manual::ENVIRONMENT_HEADING.get(lang), manual::ENVIRONMENT, lang)?;
        exit_codes(&mut page, lang)?;
    }
    Ok(page)
}

/// The heading of the examples, which stand line by line as they are typed.
fn headed(lang: Lang) -> String {
    format!(".SH {}\n", manual::EXAMPLES_HEADING.get(lang))
}

/// The explorer's keys, place by place.
fn keys(page: &mut Vec<u8>, lang: Lang) -> io::Result<()> {
    writeln!(page, ".SH {}\n{}", manual::KEYS_HEADING.get(lang), roff(manual::KEYS_ABOUT.get(lang)))?;
    for (place, _, lines) in tui::key_lines(lang) {
        writeln!(page, ".SS {}", roff(place))?;
        for KeyLine { keys, title, about, .. } in lines {
            writeln!(page, ".TP\n\\fB{}\\fR\n{}: {}", roff(&keys.join(" ")), roff(title), roff(about))?;
        }
    }
    Ok(())
}

/// Things by their name, with what each is.
fn named(page: &mut Vec<u8>, heading: &str, things: &[(&str, Text)], lang: Lang) -> io::Result<()> {
    writeln!(page, ".SH {heading}")?;
    things.iter().try_for_each(|(name, about)| writeln!(page, ".TP\n\\fB{}\\fR\n{}", roff(name), roff(about.get(lang))))
}

/// The numbers that a command prints beside the attributes of members.
fn figures(page: &mut Vec<u8>, path: &str, figures: &[Figure], lang: Lang) -> io::Result<()> {
    writeln!(page, ".SH {} (qunxiang {path})", manual::FIGURES_HEADING.get(lang))?;
    figures.iter().try_for_each(|figure| {
        writeln!(page, ".TP\n\\fB{}\\fR ({})", roff(figure.key), roff(figure.unit))?;
        writeln!(page, "{}", roff(figure.about.get(lang)))
    })
}

/// The filter language in short.
fn filters(page: &mut Vec<u8>, lang: Lang) -> io::Result<()> {
    writeln!(page, ".SH {}", manual::FILTER_HEADING.get(lang))?;
    let filters = manual::FILTERS.iter();
    filters
        .into_iter()
        .try_for_each(|(typed, text)| writeln!(page, ".TP\n\\fB{}\\fR\n{}", roff(typed), roff(text.get(lang))))
}

/// Every attribute with the unit of its values and how it is computed.
fn fields(page: &mut Vec<u8>, lang: Lang) -> io::Result<()> {
    writeln!(page, ".SH {}", help::FIELDS_HEADING.get(lang))?;
    for spec in ATTRIBUTES {
        let values = match spec.shape {
            Shape::Number(unit) => unit.to_owned(),
            Shape::Code(codes) | Shape::Codes(codes) => {
                codes.iter().map(|(key, zh)| format!("{key} {zh}")).collect::<Vec<_>>().join(", ")
            }
            Shape::Place | Shape::Text | Shape::Words | Shape::Named => String::new(),
        };
        let tail = if values.is_empty() { values } else { format!(" ({values})") };
        writeln!(page, ".TP\n\\fB{}\\fR {}{}", roff(spec.key), spec.zh, roff(&tail))?;
        writeln!(page, "{}", roff(lang.pick(spec.about)))?;
    }
    Ok(())
}

fn exit_codes(page: &mut Vec<u8>, lang: Lang) -> io::Result<()> {
    writeln!(page, ".SH {}", help::EXIT_HEADING.get(lang))?;
    help::EXIT_CODES.iter().try_for_each(|(code, text)| writeln!(page, ".TP\n\\fB{code}\\fR\n{}", text.get(lang)))
}

/// Text that roff takes for text.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}
