//! Keys while something is typed or lies over the screen.

use std::collections::BTreeMap;
use std::time::Duration;

use crossterm::event::KeyCode;

use super::{act, export, filter_changed, import, pick, start, start_on};
use crate::lang::tui as say;
use crate::model::Day;
use crate::model::view::Distribution;
use crate::query::fold;
use crate::task::request::{Question, Ticket, Work};
use crate::tui::command::{Id, lookup, lookup_typing};
use crate::tui::filter::Typing;
use crate::tui::keys::Key;
use crate::tui::overlay::compare::{self, Comparison};
use crate::tui::overlay::contrast::Contrast;
use crate::tui::overlay::help::{self, Help};
use crate::tui::overlay::plan::PlanForm;
use crate::tui::overlay::prompt::{Prompt, Purpose as PromptPurpose};
use crate::tui::overlay::trial::{self, Looked};
use crate::tui::overlay::{Confirm, Overlay, compare_area, hints, reasons, review};
use crate::tui::screen::ties;
use crate::tui::state::{Effect, Notice, State, Tab};
use crate::tui::view::Areas;
use crate::tui::words;

/// How long typing must pause before its question is asked.
const PAUSE: Duration = Duration::from_millis(70);

/// Pasted text goes to whatever is being typed.
pub(super) fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    match &mut state.overlay {
        Some(Overlay::Picker(picker)) => {
            picker.paste(text);
            Vec::new()
        }
        Some(Overlay::Prompt(prompt)) => {
            prompt.line.paste(text);
            look(prompt)
        }
        Some(Overlay::Export(form)) => export::look(form.paste(text), form),
        Some(Overlay::Bundle(form)) => {
            form.paste(text);
            Vec::new()
        }
        Some(Overlay::Plan(form)) => {
            form.paste(text);
            Vec::new()
        }
        Some(Overlay::Import(form)) => {
            form.paste(text);
            Vec::new()
        }
        Some(Overlay::Help(help)) => {
            help.line.paste(text);
            help.top = 0;
            Vec::new()
        }
        Some(_) => Vec::new(),
        None => match &mut state.filter.editor {
            Some(editor) => {
                editor.line.paste(text);
                typed(state)
            }
            None => Vec::new(),
        },
    }
}

/// A key while the filter is typed.
pub(super) fn press_filter(state: &mut State, key: Key) -> Vec<Effect> {
    match lookup_typing(state, key) {
        Some(Id::Submit) => {
            let is_filter = state.filter.editor.as_ref().is_some_and(|editor| editor.typing == Typing::Filter);
            if state.filter.submit(state.look.lang) {
                // What a pause would ask is asked now.
                state.typing += 1;
                let kept = state.filter.remember().filter(|_| is_filter);
                let mut effects = filter_changed(state);
                effects.extend(kept.map(|filter| Effect::Keep(Work::KeepFilter(filter))));
                return effects;
            }
        }
        Some(Id::Cancel) => {
            state.filter.cancel();
            state.typing += 1;
            return filter_changed(state);
        }
        Some(Id::Complete) => {
            if state.filter.complete() {
                return typed(state);
            }
        }
        Some(id @ (Id::Older | Id::Newer)) if !state.look.privacy && state.filter.recalls(id == Id::Older) => {
            if state.filter.recall(id == Id::Older) {
                return typed(state);
            }
        }
        Some(Id::Older) => choose(state, -1),
        Some(Id::Newer) => choose(state, 1),
        _ => {
            if let Some(editor) = &mut state.filter.editor {
                if editor.line.press(key) {
                    return typed(state);
                }
                read_filter(state);
            }
        }
    }
    Vec::new()
}

fn choose(state: &mut State, step: isize) {
    if let Some(editor) = &mut state.filter.editor {
        editor.chosen = editor.chosen.saturating_add_signed(step).min(editor.offers.len().saturating_sub(1));
    }
}

/// Understands the text at once; the question waits for a pause.
fn typed(state: &mut State) -> Vec<Effect> {
    let changed = read_filter(state);
    let mut effects: Vec<Effect> = ask_counts(state).into_iter().collect();
    if changed {
        state.typing += 1;
        effects.push(Effect::Settle(state.typing, PAUSE));
    }
    effects
}

/// Asks how many have each value on offer, unless that was asked.
fn ask_counts(state: &mut State) -> Option<Effect> {
    let ticket = state.ticket();
    let editor = state.filter.editor.as_mut()?;
    let (field, filter) = editor.value_of.clone()?;
    let question = Question::Counts(field.to_owned(), filter);
    if editor.counts.value.is_some() || editor.counts.is_waiting() || editor.counts.error.is_some() {
        return None;
    }
    editor.counts.expect_answer(ticket, &question);
    Some(Effect::Ask(ticket, question))
}

/// The counts of the values on offer have come.
pub(super) fn counted(state: &mut State, ticket: Ticket, counts: Distribution) {
    if let Some(editor) = &mut state.filter.editor
        && editor.counts.receive(ticket, counts)
    {
        count_offers(state);
    }
}

/// Parses what stands in the filter line; says whether its meaning changed.
pub(super) fn read_filter(state: &mut State) -> bool {
    let vocabulary = state.vocabulary.value.take().unwrap_or_default();
    let changed = state.filter.read(state.look.lang, &vocabulary);
    state.vocabulary.value = Some(vocabulary);
    count_offers(state);
    changed
}

/// What is on offer says how many members it has, as far as that is known: tags and segments by their list, values
/// of a field by their count.
fn count_offers(state: &mut State) {
    let lang = state.lang();
    let tags = state.tags.remote.value.iter().flatten().map(|tag| (tag.name.as_str(), tag.total));
    let segments = state.tags.segments.value.iter().flatten().map(|segment| (segment.name.as_str(), segment.members));
    let counts: BTreeMap<&str, u64> = tags.chain(segments).collect();
    let Some(mut editor) = state.filter.editor.take() else { return };
    if let Some(vocabulary) = &state.vocabulary.value {
        let found: Vec<Option<u64>> =
            editor.offers.iter().map(|(offer, _)| editor.count_of(offer, vocabulary)).collect();
        for ((_, about), members) in editor.offers.iter_mut().zip(found) {
            if let Some(members) = members {
                let people = say::people(lang, &words::count(members));
                *about = if about.is_empty() { people } else { format!("{people} · {about}") };
            }
        }
    }
    let named = |text: &str| {
        let name = text.split_once(':').map_or(text, |(_, name)| name);
        counts.get(name.trim_matches('"')).copied()
    };
    // What would find nobody is not offered before what finds somebody.
    let finds_nobody = |(text, about): &(String, String)| about.is_empty() && named(text) == Some(0);
    editor.offers.sort_by_key(finds_nobody);
    for (text, about) in editor.offers.iter_mut().filter(|(_, about)| about.is_empty()) {
        if let Some(members) = named(text) {
            *about = say::people(lang, &words::count(members));
        }
    }
    state.filter.editor = Some(editor);
}

/// A key while something lies over the screen.
pub(super) fn press_overlay(state: &mut State, key: Key) -> Vec<Effect> {
    match state.overlay.take() {
        Some(Overlay::Help(help)) => {
            press_help(state, key, help);
            Vec::new()
        }
        Some(text @ (Overlay::Reasons(_) | Overlay::Ties(_))) => {
            press_text(state, key, text);
            Vec::new()
        }
        Some(Overlay::Sayings(sayings)) => super::sayings::press(state, key, sayings),
        Some(Overlay::Contrast(contrast)) => press_contrast(state, key, contrast),
        Some(Overlay::Hints(top)) => press_hinted(state, key, top),
        Some(Overlay::Compare(comparison)) => press_comparison(state, key, comparison),
        Some(Overlay::Brief(briefing)) => super::brief::press(state, key, briefing),
        Some(Overlay::Similar(neighbours)) => super::similar::press(state, key, neighbours),
        Some(Overlay::Review(review)) => super::review::press(state, key, review),
        Some(Overlay::Trial(looked)) => super::scheme::press(state, key, looked),
        Some(Overlay::Leads(leads)) => super::leads::press(state, key, leads),
        Some(Overlay::Picker(picker)) => pick::press_picker(state, key, picker),
        Some(Overlay::Prompt(prompt)) => press_prompt(state, key, prompt),
        Some(Overlay::Plan(form)) => press_plan(state, key, form),
        Some(Overlay::Export(form)) => export::press(state, key, form),
        Some(Overlay::Bundle(form)) => export::press_bundle(state, key, form),
        Some(Overlay::Import(form)) => import::press(state, key, form),
        Some(Overlay::Confirm(confirm)) => press_confirm(state, key, confirm),
        None => Vec::new(),
    }
}

/// The key does what it does without the hints; that which opened them closes them, and pages turn where they have no
/// room.
fn press_hinted(state: &mut State, key: Key, top: u64) -> Vec<Effect> {
    if let (KeyCode::PageUp | KeyCode::PageDown, Some(rows)) = (key.code, scrolled(state, key)) {
        let top = hints::scrolled(state, Areas::of(state).whole, top, rows);
        state.overlay = Some(Overlay::Hints(top));
        return Vec::new();
    }
    match lookup(state, key).map(|bound| bound.command.id) {
        Some(Id::Hints | Id::Back) => Vec::new(),
        _ => super::press(state, key),
    }
}

/// Text searches, arrows and their like scroll.
fn press_help(state: &mut State, key: Key, mut help: Help) {
    use KeyCode::{Down, End, F, Home, PageDown, PageUp, Up};
    match (lookup_typing(state, key), key.code) {
        (Some(Id::Cancel | Id::Submit), _) | (_, F(_)) => {}
        (_, Up | Down | PageUp | PageDown | Home | End) => press_text(state, key, Overlay::Help(help)),
        _ => {
            if help.line.press(key) {
                help.top = 0;
            }
            state.overlay = Some(Overlay::Help(help));
        }
    }
}

/// Rows that a key scrolls a text by; none for keys that close it.
pub(super) fn scrolled(state: &State, key: Key) -> Option<i64> {
    let page = i64::from(Areas::of(state).whole.height).max(4) - 3;
    Some(match key.plain().code {
        KeyCode::Up | KeyCode::Char('k') => -1,
        KeyCode::Down | KeyCode::Char('j') => 1,
        KeyCode::PageUp => -page,
        KeyCode::PageDown | KeyCode::Char(' ') => page,
        KeyCode::Home | KeyCode::Char('g') => i64::MIN + 1,
        KeyCode::End | KeyCode::Char('G') => i64::MAX,
        _ => return None,
    })
}

/// The same key again asks whether the two are one person.
fn press_comparison(state: &mut State, key: Key, mut comparison: Box<Comparison>) -> Vec<Effect> {
    if lookup(state, key).is_some_and(|bound| bound.command.id == Id::CompareMarked) {
        state.merges.look_at(comparison.members.0, comparison.members.1);
        return super::go(state, Tab::Merges);
    }
    if let Some(rows) = scrolled(state, key) {
        let area = compare_area(Areas::of(state).whole);
        let lines = compare::document(&comparison, &state.look, area.width.saturating_sub(4)).lines.len() as u64;
        let last = lines.saturating_sub(area.height.saturating_sub(2).into());
        comparison.top = comparison.top.saturating_add_signed(rows).min(last);
        state.overlay = Some(Overlay::Compare(comparison));
    }
    Vec::new()
}

/// A value that sets the two apart becomes a condition.
fn press_contrast(state: &mut State, key: Key, contrast: Box<Contrast>) -> Vec<Effect> {
    if lookup_typing(state, key).is_some_and(|id| id == Id::Submit) {
        let lead = contrast.lead(&state.look);
        return super::leads::follow(state, lead);
    }
    press_text(state, key, Overlay::Contrast(contrast));
    Vec::new()
}

fn press_text(state: &mut State, key: Key, text: Overlay) {
    let Some(rows) = scrolled(state, key) else { return };
    state.overlay = Some(text);
    scroll_text(state, rows);
}

/// Scrolls help or reasons, as far as they go.
pub(super) fn scroll_text(state: &mut State, rows: i64) {
    let inner = help::inner(Areas::of(state).whole, &state.overlay);
    if let Some(Overlay::Contrast(contrast)) = &mut state.overlay {
        return contrast.step(rows, &state.look, (inner.width, inner.height));
    }
    let document = match state.overlay {
        Some(Overlay::Reasons(_)) => reasons::document(state, inner.width),
        Some(Overlay::Ties(_)) => ties::document(state, inner.width),
        Some(Overlay::Help(ref help)) => help.document(state, inner.width),
        Some(Overlay::Brief(ref briefing)) => briefing.document(&state.look, inner.width),
        Some(Overlay::Trial(ref looked)) => trial::document(looked, &state.look, inner.width),
        Some(Overlay::Review(ref review)) => review::document(review, &state.look, inner.width),
        _ => return,
    };
    let lines = document.lines.len() as u64;
    let top = match &mut state.overlay {
        Some(Overlay::Help(Help { top, .. }) | Overlay::Reasons(top) | Overlay::Ties(top)) => top,
        Some(Overlay::Trial(Looked { top, .. })) => top,
        Some(Overlay::Review(review)) => &mut review.top,
        Some(Overlay::Brief(briefing)) => &mut briefing.top,
        _ => return,
    };
    *top = top.saturating_add_signed(rows).min(lines.saturating_sub(inner.height.into()));
}

fn press_confirm(state: &mut State, key: Key, confirm: Confirm) -> Vec<Effect> {
    match key.plain().code {
        KeyCode::Enter | KeyCode::Char('y' | 'Y') => start(state, confirm.work()),
        KeyCode::Esc | KeyCode::Char('n' | 'N') => Vec::new(),
        _ => {
            state.overlay = Some(Overlay::Confirm(confirm));
            Vec::new()
        }
    }
}

fn press_prompt(state: &mut State, key: Key, mut prompt: Prompt) -> Vec<Effect> {
    let mut effects = Vec::new();
    match lookup_typing(state, key) {
        Some(Id::Cancel) => return Vec::new(),
        Some(Id::Submit) => return submit_prompt(state, prompt),
        Some(Id::Complete) => {
            if prompt.complete() {
                effects = look(&prompt);
            }
        }
        Some(Id::Older) => prompt.step(-1),
        Some(Id::Newer) => prompt.step(1),
        _ => {
            if prompt.press(key) {
                effects = look(&prompt);
            }
        }
    }
    state.overlay = Some(Overlay::Prompt(prompt));
    effects
}

fn look(prompt: &Prompt) -> Vec<Effect> {
    if prompt.is_path() { vec![Effect::Look(prompt.line.text().to_owned())] } else { Vec::new() }
}

/// Completions of a path arrive; older ones are dropped.
pub(super) fn looked(state: &mut State, text: &str, offers: Vec<String>, exists: bool) {
    match &mut state.overlay {
        Some(Overlay::Prompt(prompt)) if prompt.line.text() == text => {
            prompt.offers = offers;
            prompt.chosen = 0;
        }
        Some(Overlay::Export(form)) => form.looked(text, offers, exists),
        _ => {}
    }
}

fn press_plan(state: &mut State, key: Key, mut form: Box<PlanForm>) -> Vec<Effect> {
    match lookup_typing(state, key) {
        Some(Id::Cancel) => return Vec::new(),
        Some(Id::Submit) => {
            if let Some(plan) = form.plan() {
                let members = form.members.clone();
                return start_on(state, members.len(), Work::FollowUp(members, plan));
            }
        }
        Some(Id::Complete | Id::Newer) => form.step(1),
        Some(Id::Older) => form.step(-1),
        Some(Id::Toggle) => form.change(true),
        _ => form.press(key),
    }
    state.overlay = Some(Overlay::Plan(form));
    Vec::new()
}

fn submit_prompt(state: &mut State, prompt: Prompt) -> Vec<Effect> {
    let text = prompt.line.text().trim().to_owned();
    if text.is_empty() {
        return Vec::new();
    }
    match prompt.purpose {
        PromptPurpose::Import => {
            state.overlay = Some(Overlay::Prompt(prompt));
            import::look(state, import::order_of(&text))
        }
        PromptPurpose::Note(member) => start(state, Work::AddNote(member, text)),
        PromptPurpose::Rename if text == prompt.before => Vec::new(),
        PromptPurpose::Rename => start(state, Work::RenameSegment(prompt.before, text)),
        PromptPurpose::Days | PromptPurpose::SegmentDays => match days(&text, state.as_of()) {
            Some((from, to)) if prompt.purpose == PromptPurpose::Days => act::compare_days(state, from, to),
            Some((from, to)) => act::compare_segment(state, prompt.before, from, to),
            None => {
                state.notice = Some(Notice::Problem(say::DAYS_BAD.get(state.lang()).to_owned()));
                state.overlay = Some(Overlay::Prompt(prompt));
                Vec::new()
            }
        },
        PromptPurpose::Segment => match state.filter.expr().cloned() {
            Some(filter) if is_segment(state, &text) => {
                state.overlay = Some(Overlay::Confirm(Confirm::ReplaceSegment(text, filter)));
                Vec::new()
            }
            Some(filter) => start(state, Work::SaveSegment { name: text, filter, replace: false }),
            None => Vec::new(),
        },
    }
}

/// Two days, the earlier first; a number is days before the as-of day.
fn days(text: &str, as_of: Day) -> Option<(Day, Day)> {
    let mut words = text.split_whitespace().map(|word| Day::called(word, as_of, -1));
    let (one, other) = (words.next()??, words.next()??);
    words.next().is_none().then_some((one.min(other), one.max(other)))
}

fn is_segment(state: &State, name: &str) -> bool {
    state.vocabulary.value.iter().flat_map(|vocabulary| &vocabulary.segments).any(|known| fold(known) == fold(name))
}
