//! What is wrong with a command line, in the user's language.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::console::whisper;
use crate::lang::{Lang, cli as words};
use crate::text::display;

/// Prints asked-for help on stdout, or says on stderr what was not understood; gives the exit code.
pub(super) fn tell(error: &Error, lang: Lang) -> u8 {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A closed pipe ends quietly here, too.
        let _ = error.print();
        return 0;
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = error.print();
        return 2;
    }
    whisper(&format!("{}{}", words::ERROR.get(lang), display::clean(&sentence(error, lang))));
    whisper(words::TRY_HELP.get(lang));
    2
}

fn sentence(error: &Error, lang: Lang) -> String {
    let part = |kind| error.get(kind).map(spelled).unwrap_or_default();
    let argument = part(ContextKind::InvalidArg);
    let value = part(ContextKind::InvalidValue);
    let said = match error.kind() {
        ErrorKind::UnknownArgument => words::unknown_argument(lang, &argument),
        ErrorKind::InvalidSubcommand => words::unknown_command(lang, &part(ContextKind::InvalidSubcommand)),
        ErrorKind::InvalidValue if value.is_empty() => words::value_missing(lang, &argument),
        ErrorKind::InvalidValue => words::invalid_value(lang, &value, &argument, &part(ContextKind::ValidValue)),
        ErrorKind::ValueValidation => words::unreadable_value(lang, &value, &argument),
        ErrorKind::MissingRequiredArgument => words::argument_missing(lang, &argument),
        ErrorKind::MissingSubcommand => words::command_missing(lang, &part(ContextKind::ValidSubcommand)),
        ErrorKind::ArgumentConflict => words::conflict(lang, &argument, &part(ContextKind::PriorArg)),
        _ => error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    };
    let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    match suggestions.into_iter().map(part).find(|suggestion| !suggestion.is_empty()) {
        Some(suggestion) => format!("{said}{}", words::did_you_mean(lang, &suggestion)),
        None => said,
    }
}

fn spelled(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        _ => String::new(),
    }
}
