//! Dresses the tree of commands in the texts of [`crate::lang::help`].

use clap::{Arg, ArgAction, Command};

use crate::lang::{Lang, help};

/// The whole tree with about, argument help, examples and headings in a language.
pub(super) fn dressed(program: Command, lang: Lang) -> Command {
    let mut program = dress(program, "", lang).max_term_width(80).arg(
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help(help::argument("", "version").map_or("", |text| text.get(lang)))
            .help_heading(help::GLOBAL_HEADING.get(lang)),
    );
    // Usage lines are made of the finished tree.
    program.build();
    with_usage(program, lang)
}

/// The usage lines, with what stands in them for options and commands in a language.
fn with_usage(mut command: Command, lang: Lang) -> Command {
    let rendered = command.render_usage().to_string();
    let usage = help::USAGE_WORDS
        .iter()
        .fold(rendered.trim_start_matches("Usage: ").to_owned(), |usage, word| usage.replace(word.en, word.get(lang)));
    command.override_usage(usage).mut_subcommands(|child| with_usage(child, lang))
}

fn dress(command: Command, path: &str, lang: Lang) -> Command {
    let text = help::command(path);
    let about = text.map_or("", |text| text.about.get(lang));
    let examples = text.map_or(&[][..], |text| text.examples);
    let examples: String = examples.iter().map(|example| format!("\n  {example}")).collect();
    let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path} {name}") };
    command
        .about(about)
        .after_help(format!("{}{examples}", help::EXAMPLES_HEADING.get(lang)))
        .help_template(format!("{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}", help::USAGE.get(lang)))
        .subcommand_help_heading(help::COMMANDS_HEADING.get(lang))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help))
        .mut_args(|argument| dress_argument(argument, path, lang))
        .mut_subcommands(|child| {
            let path = inside(child.get_name());
            dress(child, &path, lang)
        })
}

fn dress_argument(argument: Arg, path: &str, lang: Lang) -> Arg {
    let heading = if argument.is_global_set() || argument.get_id() == "help" {
        help::GLOBAL_HEADING
    } else if argument.is_positional() {
        help::ARGUMENTS_HEADING
    } else {
        help::OPTIONS_HEADING
    };
    let text = help::argument(path, argument.get_id().as_str()).map_or("", |text| text.get(lang));
    let told = format!("{text}{}", remarks(&argument, lang));
    let dressed = argument.help(told).help_heading(heading.get(lang));
    if !dressed.get_action().takes_values() {
        return dressed;
    }
    dressed.hide_possible_values(true).hide_default_value(true).hide_env(true)
}

/// Values, default and environment variable, as one clause in brackets.
fn remarks(argument: &Arg, lang: Lang) -> String {
    let mut remarks = Vec::new();
    if argument.get_action().takes_values() {
        let values: Vec<String> =
            argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        if !values.is_empty() {
            // Only spaces let a long list break.
            remarks.push(format!("{}{}", help::VALUES.get(lang), values.join(", ")));
        }
        if let Some(default) = argument.get_default_values().first() {
            remarks.push(format!("{}{}", help::DEFAULT.get(lang), default.to_string_lossy()));
        }
    }
    if let Some(name) = argument.get_env() {
        remarks.push(format!("{}{}", help::ENVIRONMENT.get(lang), name.to_string_lossy()));
    }
    if remarks.is_empty() {
        return String::new();
    }
    let (open, between, close) = match lang {
        Lang::Zh => ("（", "；", "）"),
        Lang::En => (" (", "; ", ")"),
    };
    format!("{open}{}{close}", remarks.join(between))
}

#[cfg(test)]
mod tests {
    use super::super::Program;
    use super::*;
    use clap::CommandFactory;

    fn check(command: &Command, path: &str, missing: &mut Vec<String>) {
        let known = help::command(path);
        if known.is_none_or(|text| text.examples.is_empty()) {
            missing.push(format!("`{path}` has no help"));
        }
        for argument in command.get_arguments() {
            let name = argument.get_id().as_str();
            if help::argument(path, name).is_none() {
                missing.push(format!("`{path}` {name} has no help"));
            }
        }
        for (name, _) in known.map_or(&[][..], |text| text.arguments) {
            if !command.get_arguments().any(|argument| argument.get_id() == name) {
                missing.push(format!("`{path}` has no {name}"));
            }
        }
        for child in command.get_subcommands() {
            check(child, format!("{path} {}", child.get_name()).trim(), missing);
        }
    }

    #[test]
    fn every_command_and_argument_has_help() {
        let mut missing = Vec::new();
        check(&dressed(Program::command(), Lang::Zh), "", &mut missing);
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }

    #[test]
    fn every_help_text_belongs_to_a_command() {
        let tree = dressed(Program::command(), Lang::En);
        for text in help::COMMANDS {
            let found = text.path.split_whitespace().try_fold(&tree, |command, name| command.find_subcommand(name));
            assert!(found.is_some(), "no command `{}`", text.path);
        }
    }

    #[test]
    fn the_tree_is_sound() {
        dressed(Program::command(), Lang::Zh).debug_assert();
    }

    #[test]
    fn examples_are_commands_that_parse() {
        for text in help::COMMANDS {
            for example in text.examples {
                let typed = example.split([' ']).take_while(|word| !matches!(*word, "|" | ">"));
                let words: Vec<String> = joined_quotes(typed);
                let parsed = dressed(Program::command(), Lang::En).try_get_matches_from(&words);
                assert!(parsed.is_ok(), "{example}: {}", parsed.unwrap_err());
            }
        }
    }

    /// `"a b"` is one word.
    fn joined_quotes<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
        let mut joined: Vec<String> = Vec::new();
        let mut open = false;
        for word in words {
            match joined.last_mut().filter(|_| open) {
                Some(last) => *last = format!("{last} {word}"),
                None => joined.push(word.to_owned()),
            }
            open ^= word.matches('"').count() % 2 == 1;
        }
        joined.iter().map(|word| word.replace('"', "")).collect()
    }
}
