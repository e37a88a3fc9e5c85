//! The command line: one thin file per subcommand over [`crate::task`].
//!
//! Results go to stdout, everything else to stderr; a closed pipe ends quietly. To add a command:
//! its file, its line in `command.rs`, its help in [`crate::lang::help`].

mod audit;
mod brief;
mod build;
mod churn;
mod circles;
mod command;
mod compare;
mod completion;
mod config;
mod console;
mod contradictions;
mod day;
mod demo;
mod doctor;
mod eval;
mod explore;
mod export;
mod followup;
mod foretold;
mod forget;
mod grid;
mod groups;
mod help;
mod identity;
mod import;
mod join;
mod json;
mod keywords;
mod kol;
mod listing;
mod lock;
mod log;
mod man;
mod member;
mod members;
mod nobody;
mod note;
mod optout;
mod outcome;
mod page;
mod past;
mod person;
mod personas;
mod portrait;
mod potential;
mod problem;
mod pseudonymise;
mod purge;
mod ranking;
mod redo;
mod report;
mod review;
mod rules;
mod scheme;
mod segment;
mod similar;
mod staff;
mod survey;
mod tag;
mod topics;
mod undo;
mod unlock;
mod update;
mod usage;
mod weekly;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, ValueEnum};

use crate::config::{ConfigError, Settings, paths, settings};
use crate::lang::Lang;

use console::Console;

/// How a command ended, when it did what it could.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    Done,
    /// Something of it failed, and has been said.
    Failed,
}

#[derive(Parser)]
#[command(name = "qunxiang", version)]
struct Program {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<command::Command>,
}

#[derive(Args)]
struct Global {
    #[arg(long, global = true, value_name = "PATH", env = "QUNXIANG_DB")]
    db: Option<PathBuf>,
    #[arg(long, global = true, value_name = "LANG", env = "QUNXIANG_LANG")]
    lang: Option<Speech>,
    #[arg(long, global = true, value_name = "WHEN")]
    color: Option<Color>,
    #[arg(short, long, global = true)]
    quiet: bool,
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    verbose: u8,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Speech {
    Zh,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl From<settings::Color> for Color {
    fn from(color: settings::Color) -> Color {
        match color {
            settings::Color::Auto => Color::Auto,
            settings::Color::Always => Color::Always,
            settings::Color::Never => Color::Never,
        }
    }
}

/// Runs the program with its arguments, the first of which is its name; gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let loaded = load();
    let settings = loaded.as_ref().cloned().unwrap_or_default();
    let lang = speech(&arguments, &settings);
    if let Err(error) = loaded {
        return problem::tell(&anyhow::anyhow!(error.say(lang)), lang);
    }
    let parsed = reading(lang).try_get_matches_from(&arguments).and_then(|matches| Program::from_arg_matches(&matches));
    let program = match parsed {
        Ok(program) => program,
        Err(error) => return usage::tell(&error, lang),
    };
    log::begin(program.global.verbose);
    match begin(program, lang, &settings) {
        Ok(Exit::Done) => 0,
        Ok(Exit::Failed) => 1,
        Err(error) => problem::tell(&error, lang),
    }
}

/// The operator's settings; without a home there are none.
fn load() -> Result<Settings, ConfigError> {
    paths::settings_file().map_or_else(|_| Ok(Settings::default()), |file| Settings::load(&file))
}

fn begin(program: Program, lang: Lang, settings: &Settings) -> anyhow::Result<Exit> {
    let Global { db, color, quiet, .. } = program.global;
    let color = color.unwrap_or(settings.color.into());
    let named = db.is_some();
    let mut console = Console::new(lang, db.or_else(|| settings.db.clone()), color, quiet)?;
    console.db_named = named;
    console.settings = settings.clone();
    let ended = match program.command {
        Some(command) => command.run(&mut console),
        None => explore::explore(&mut console),
    };
    let exit = match ended {
        // Said once is enough.
        Err(error) if console.has_told(&error.to_string()) => Exit::Failed,
        ended => ended?,
    };
    console.flush()?;
    Ok(exit)
}

/// The tree of commands with its texts in a language.
fn tree(lang: Lang) -> clap::Command {
    help::dressed(Program::command(), lang)
}

/// The tree by which arguments are read: a variable of the environment that is empty says nothing.
fn reading(lang: Lang) -> clap::Command {
    let is_empty =
        |argument: &clap::Arg| argument.get_env().and_then(std::env::var_os).is_some_and(|value| value.is_empty());
    let heard = |argument: clap::Arg| if is_empty(&argument) { argument.env(None::<&str>) } else { argument };
    help::dressed(Program::command().mut_args(heard), lang)
}

/// The language has to be known before the arguments are read, for help and usage errors.
fn speech(arguments: &[OsString], settings: &Settings) -> Lang {
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let after_flag = words.iter().skip_while(|word| *word != "--lang").nth(1).map(|word| word.to_string());
    let joined = || words.iter().find_map(|word| word.strip_prefix("--lang=").map(str::to_owned));
    let flag = after_flag.or_else(joined).map(|word| Lang::from_locale(&word));
    let environment = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let silent = ["QUNXIANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].iter().all(|name| environment(name).is_none());
    if flag.is_none() && silent && settings.lang == settings::Speak::Auto {
        return Lang::default();
    }
    settings.language(flag, environment)
}
