//! The registry of commands: a line each.

use clap::Subcommand;

use super::console::Console;
use super::{
    Exit, audit, brief, build, churn, circles, compare, completion, config, contradictions, demo, doctor, eval, export,
    followup, forget, groups, identity, import, join, keywords, kol, lock, man, member, members, note, optout, outcome,
    personas, potential, pseudonymise, purge, redo, report, review, rules, scheme, segment, similar, staff, survey,
    tag, topics, undo, unlock, update, weekly,
};

macro_rules! commands {
    ($($name:ident => $module:ident),+ $(,)?) => {
        /// What may be typed after the program's name.
        #[derive(Subcommand)]
        pub(super) enum Command {
            $($name($module::Arguments)),+
        }

        impl Command {
            pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
                match self {
                    $(Command::$name(arguments) => arguments.run(console)),+
                }
            }
        }
    };
}

commands! {
    Demo => demo,
    Import => import,
    Update => update,
    Build => build,
    Scheme => scheme,
    Review => review,
    Members => members,
    Member => member,
    Similar => similar,
    Groups => groups,
    Kol => kol,
    Churn => churn,
    Weekly => weekly,
    Potential => potential,
    Personas => personas,
    Topics => topics,
    Keywords => keywords,
    Brief => brief,
    Rules => rules,
    Circles => circles,
    Contradictions => contradictions,
    Tag => tag,
    Segment => segment,
    Compare => compare,
    Export => export,
    Report => report,
    Join => join,
    Identity => identity,
    Survey => survey,
    Pseudonymise => pseudonymise,
    Eval => eval,
    Staff => staff,
    Note => note,
    Followup => followup,
    Outcome => outcome,
    Lock => lock,
    Unlock => unlock,
    Undo => undo,
    Redo => redo,
    Optout => optout,
    Forget => forget,
    Purge => purge,
    Audit => audit,
    Doctor => doctor,
    Config => config,
    Completion => completion,
    Man => man,
}
