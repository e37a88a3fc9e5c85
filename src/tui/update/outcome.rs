//! What is said of work: of what kind it is when it starts, and what came of it when it ends.

use super::act::name_of;
use crate::lang::import::pointed_at;
use crate::lang::{Lang, journal, tui as say};
use crate::model::MemberId;
use crate::model::journal::Turn;
use crate::model::report::{FileReport, ImportReport};
use crate::model::view::StaffMark;
use crate::task::log as task_log;
use crate::task::request::{Outcome, Way, Work};
use crate::tui::overlay;
use crate::tui::screen::imports::{self, Unread};
use crate::tui::screen::{log, member};
use crate::tui::state::{Deed, Notice, OnMembers, State};

/// Warnings of an import that are told with its end.
const WARNINGS: usize = 3;

/// What work does, as far as more than numbers is to be said of its end.
pub(super) fn deed(state: &State, work: &Work) -> Deed {
    let lang = state.lang();
    match work {
        Work::SaveSegment { name, .. } => Deed::SaveSegment(name.clone()),
        Work::AddTag(_, members) | Work::RemoveTag(_, members) | Work::Staff(members, _) | Work::OptOut(members) => {
            on_members(state, work, members)
        }
        Work::Import(order) => {
            Deed::Import(order.paths.first().map_or_else(String::new, |path| path.display().to_string()))
        }
        Work::Deal(dealing) => {
            let name = state.today.current().map_or(String::new(), |item| state.look.name(item.member, &item.name));
            Deed::Deal(say::dealt(lang, &name, dealing.days))
        }
        Work::FollowUp(..) => Deed::Plan,
        Work::AddNote(..) => Deed::Note,
        Work::RemoveNote(..) => Deed::NoteGone,
        Work::Lock(_, key, _) => Deed::Lock(say::locked(lang, &member::told(state, key))),
        Work::Unlock(_, key) => Deed::Lock(say::unlocked(lang, &member::told(state, key))),
        Work::AcceptJoins(ids) => Deed::DecideJoins(state.joins.decision(state, ids, true)),
        Work::RejectJoins(ids) => Deed::DecideJoins(state.joins.decision(state, ids, false)),
        Work::Merge(a, b) => Deed::DecidePair((*a, *b), said_of_pair(state, say::merged)),
        Work::KeepApart(a, b) => Deed::DecidePair((*a, *b), said_of_pair(state, say::kept_apart)),
        Work::Split(_) => Deed::Split(state.merges.undoable().map_or_else(String::new, |merge| {
            let name = |id, name: &str| state.look.name(id, name);
            say::parted(lang, &name(merge.keep, &merge.keep_name), &name(merge.gone, &merge.gone_name))
        })),
        Work::SeeWeek(filter) | Work::FindReasons(filter) => Deed::AskUnder(filter.clone()),
        _ => Deed::Other,
    }
}

fn on_members(state: &State, work: &Work, members: &[MemberId]) -> Deed {
    let Some((act, words)) = overlay::act_of(work) else { return Deed::Other };
    let name = match members {
        [one] => name_of(state, *one),
        _ => String::new(),
    };
    let words = words.into_iter().map(str::to_owned).collect();
    let gone = if matches!(work, Work::OptOut(_)) { members.to_vec() } else { Vec::new() };
    Deed::OnMembers(OnMembers { act, words, name, gone })
}

fn said_of_pair(state: &State, say: impl Fn(Lang, &str, &str) -> String) -> String {
    let (one, other) = state.merges.names(state);
    say(state.lang(), &one, &other)
}

/// What was typed for an import that read nothing: it stays to be mended.
pub(super) fn typed_again(deed: &Deed, ended: &Result<Outcome, String>) -> Option<String> {
    let Deed::Import(text) = deed else { return None };
    let read_nothing = match ended {
        Ok(Outcome::Imported(report, _)) => report.files.iter().all(|file| file.error.is_some()),
        Ok(_) => false,
        Err(_) => true,
    };
    read_nothing.then(|| text.clone())
}

/// What is said of an act that was taken back, or done again, or could not be.
pub(super) fn turned(state: &State, way: Way, turn: Option<&Turn>) -> Notice {
    let lang = state.lang();
    let Some(turn) = turn else {
        let nothing = if way == Way::Back { journal::NOTHING_TO_UNDO } else { journal::NOTHING_TO_REDO };
        return Notice::Problem(nothing.get(lang).to_owned());
    };
    let what = log::act_text(&state.look, &turn.entry);
    task_log::turned(way, turn, &what, lang).map_or_else(Notice::Problem, Notice::Info)
}

/// What is said of work that went well, and how it changes what can be taken back.
pub(super) fn said(state: &mut State, deed: Deed, outcome: &Outcome) -> String {
    let lang = state.lang();
    match (deed, outcome) {
        (Deed::SaveSegment(name), Outcome::Changed(_)) => say::segment_saved(lang, &name),
        (Deed::OnMembers(deed), Outcome::Changed(count)) => {
            state.marked.retain(|marked| !deed.gone.contains(marked));
            let words: Vec<&str> = deed.words.iter().map(String::as_str).collect();
            let takes_off = deed.act == "mark_staff" && words == [StaffMark::None.key()];
            if takes_off && *count == 0 {
                return say::ROLE_STAYS.get(lang).to_owned();
            }
            journal::done(lang, &journal::act(lang, deed.act, &words, (*count).max(1), &deed.name), *count)
        }
        (Deed::Deal(said), Outcome::Changed(_)) => said,
        (Deed::Plan, Outcome::Changed(_)) => say::PLAN_KEPT.get(lang).to_owned(),
        (Deed::NoteGone, Outcome::Changed(1..)) => say::NOTE_GONE.get(lang).to_owned(),
        (Deed::Note, Outcome::Changed(_)) => say::NOTE_KEPT.get(lang).to_owned(),
        (Deed::DecideJoins(said), Outcome::Changed(1..)) => {
            state.joins.ticked.clear();
            said
        }
        (Deed::DecidePair(pair, said), Outcome::Changed(1..)) => {
            if state.merges.by_hand.take_if(|chosen| *chosen == pair).is_some() {
                state.marked.clear();
            }
            said
        }
        (Deed::Split(said) | Deed::Lock(said), Outcome::Changed(1..)) => said,
        (Deed::Import(_), _) => {
            if let Outcome::Imported(report, _) = outcome {
                let unread =
                    |file: &FileReport| file.error.clone().map(|reason| Unread { path: file.path.clone(), reason });
                state.imports.unread = report.files.iter().filter_map(unread).collect();
            }
            outcome_text(state, outcome)
        }
        _ => outcome_text(state, outcome),
    }
}

/// What is to be known of the files as a whole: the first of it, and how much more there is.
fn warnings(report: &ImportReport, lang: Lang) -> Vec<String> {
    let warnings: Vec<&String> = report.files.iter().flat_map(|file| &file.warnings).collect();
    let more = warnings.len().saturating_sub(WARNINGS);
    let told = warnings.into_iter().take(WARNINGS).cloned();
    told.chain((more > 0).then(|| say::more_warnings(lang, more))).collect()
}

fn outcome_text(state: &State, outcome: &Outcome) -> String {
    let lang = state.lang();
    match outcome {
        Outcome::Imported(report, _) => {
            let read = report.files.iter().filter(|file| file.error.is_none()).count();
            let unread: Vec<String> = state
                .imports
                .unread
                .iter()
                .map(|file| say::unread(lang, imports::file_name(&file.path), &file.reason))
                .collect();
            let read = say::imported(lang, read, report.new, report.duplicate, report.skipped);
            let waiting = (report.waiting > 0).then(|| say::waiting(lang, report.waiting));
            let alike = (report.alike > 0).then(|| say::alike(lang, report.alike));
            let pointed_at = (report.pointed_at > 0).then(|| pointed_at(lang, report.pointed_at));
            let told = [Some(read), pointed_at, waiting, alike].into_iter().flatten();
            told.chain(unread).chain(warnings(report, lang)).collect::<Vec<_>>().join(lang.pick(("；", "; ")))
        }
        Outcome::Built(report) => say::built(lang, report.read, report.members),
        Outcome::Exported(rows, path) => say::exported(lang, *rows, &path.display().to_string()),
        Outcome::Changed(rows) => say::changed(lang, *rows),
        // The notice of a turn is made where it may be a problem.
        Outcome::Turned(..)
        | Outcome::Tried(_)
        | Outcome::Tuned(_)
        | Outcome::Week(_)
        | Outcome::Reasons(_)
        | Outcome::Windows(_)
        | Outcome::Kept => String::new(),
        Outcome::Cancelled => say::CANCELLED.get(lang).to_owned(),
    }
}
