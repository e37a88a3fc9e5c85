//! The heart of the explorer: a message in, a changed state and effects out. Nothing here waits,
//! reads a clock or touches a terminal.

mod act;
mod answer;
mod brief;
mod clip;
mod export;
mod import;
mod leads;
mod mark;
mod outcome;
mod pick;
mod review;
mod sayings;
mod scheme;
mod similar;
mod typing;
mod untag;

use super::command;
use super::keys::Key;
use super::overlay::leads::What;
use super::overlay::prompt::{Prompt, Purpose as PromptPurpose};
use super::overlay::{Confirm, Overlay, hints};
use super::screen::{
    campaigns, content, dimensions, groups, imports, joins, log, member, members, merges, personas, ranking, tasks,
    today,
};
use super::state::{Cursor, Effect, Leave, Msg, Notice, Pointer, Remote, State, Tab, ask};
use super::view::{Areas, tab_at};
use crate::lang::tui as say;
use crate::model::MemberId;
use crate::task::request::{Answer, Outcome, Question, Reply, Work};

/// Rows that a turn of the wheel moves.
const WHEEL_ROWS: i64 = 3;

/// Larger stores than this are read when asked for: reading ahead would cost seconds of work.
const READ_AHEAD: u64 = 200_000;

/// Takes a message; answers with what is to be done about it.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    let mut effects = match msg {
        Msg::Key(key) => press(state, key),
        Msg::Paste(text) => typing::paste(state, &text),
        Msg::Pointer(pointer) => point(state, pointer),
        Msg::Resize(columns, rows) => {
            state.size = (columns, rows);
            step(state, 0);
            Vec::new()
        }
        Msg::Reply(reply) => receive(state, reply),
        Msg::Settled(typing) if typing == state.typing => filter_changed(state),
        Msg::Settled(_) => Vec::new(),
        Msg::Looked(text, offers, exists) => {
            typing::looked(state, &text, offers, exists);
            Vec::new()
        }
        Msg::Clock(now) => {
            state.now = now;
            Vec::new()
        }
        Msg::NotPaged(reason) => {
            state.notice = Some(Notice::Problem(say::not_paged(state.lang(), &reason)));
            Vec::new()
        }
        Msg::Suspend => vec![Effect::Suspend],
        Msg::Terminate => vec![Effect::Leave(Leave::Ended)],
    };
    effects.extend(fetch_window(state, state.tab));
    effects.extend(members::fetch_sidebar(state));
    if state.counts_filtered() {
        effects.extend(fetch_window(state, Tab::Members));
    }
    effects.extend(read_ahead(state));
    effects
}

/// While nothing else is asked: what the next screen would ask.
fn read_ahead(state: &mut State) -> Vec<Effect> {
    let is_worth_it =
        state.overview.value.as_ref().is_some_and(|overview| (1..=READ_AHEAD).contains(&overview.members));
    if !is_worth_it || state.is_waiting() {
        return Vec::new();
    }
    let Some(tab) = state.ahead.pop() else { return Vec::new() };
    let mut effects = fetch_of(state, tab);
    effects.extend(fetch_window(state, tab));
    effects
}

fn press(state: &mut State, key: Key) -> Vec<Effect> {
    if state.overlay.is_some() {
        return typing::press_overlay(state, key);
    }
    if state.filter.editor.is_some() {
        return typing::press_filter(state, key);
    }
    let Some(command) = command::lookup(state, key).map(|bound| bound.command) else {
        let hint = key.typed().map(|char| format!("{char}{}", say::UNBOUND_KEY.get(state.lang())));
        state.notice = hint.map(Notice::Info).or(state.notice.take());
        return Vec::new();
    };
    act::try_to(state, command)
}

fn point(state: &mut State, pointer: Pointer) -> Vec<Effect> {
    match pointer {
        Pointer::Wheel(turns) => {
            let rows = i64::from(turns) * WHEEL_ROWS;
            match &mut state.overlay {
                Some(Overlay::Picker(picker)) => picker.step(rows as isize),
                Some(Overlay::Prompt(prompt)) => prompt.step(rows as isize),
                Some(Overlay::Export(form)) => form.step(rows.signum() as isize),
                Some(Overlay::Bundle(form)) => form.step(rows.signum() as isize),
                Some(Overlay::Plan(form)) => form.step(rows.signum() as isize),
                Some(Overlay::Import(form)) => form.step(rows.signum() as isize),
                Some(Overlay::Help(_) | Overlay::Reasons(_) | Overlay::Ties(_) | Overlay::Contrast(_)) => {
                    typing::scroll_text(state, rows)
                }
                Some(Overlay::Trial(_) | Overlay::Review(_) | Overlay::Brief(_)) => typing::scroll_text(state, rows),
                Some(Overlay::Hints(top)) => {
                    let top = *top;
                    let top = hints::scrolled(state, Areas::of(state).whole, top, rows);
                    state.overlay = Some(Overlay::Hints(top));
                }
                Some(Overlay::Confirm(_) | Overlay::Compare(_)) => {}
                Some(Overlay::Leads(leads)) => leads.step(rows, &state.look),
                Some(Overlay::Similar(_)) => similar::scroll(state, rows.signum()),
                Some(Overlay::Sayings(_)) => sayings::step(state, rows.signum()),
                None => step(state, rows),
            }
            Vec::new()
        }
        Pointer::Click(..) if state.overlay.is_some() => Vec::new(),
        Pointer::Click(x, 0) => match tab_at(state, x) {
            Some(tab) => go_to(state, tab),
            None => Vec::new(),
        },
        Pointer::Click(x, y) => click_body(state, x, y),
    }
}

fn click_body(state: &mut State, x: u16, y: u16) -> Vec<Effect> {
    let body = Areas::of(state).body;
    if !body.contains((x, y).into()) {
        return Vec::new();
    }
    if !state.pages.is_empty() {
        return if member::click(state, x, y, body) { member::follow(state) } else { Vec::new() };
    }
    let in_sidebar = state.members.in_sidebar;
    if state.tab == Tab::Members {
        state.members.in_sidebar = x > members::table_area(state, body).right();
    }
    let (total, height) = shape(state);
    let Some(at) = row_at(state, y - body.y, body.height).filter(|at| *at < total) else {
        state.members.in_sidebar = in_sidebar;
        return Vec::new();
    };
    let had_keys = state.members.in_sidebar == in_sidebar;
    let cursor = cursor_mut(state);
    let was_there = had_keys && cursor.at == at;
    cursor.place(at, total, height);
    if state.tab == Tab::Dimensions {
        dimensions::click(state, x, body);
    }
    if was_there { act::act(state, command::Id::Open) } else { Vec::new() }
}

/// The row of the list in a line of the body, whether there is such a row or not.
fn row_at(state: &mut State, line: u16, body: u16) -> Option<u64> {
    let header = match state.tab {
        Tab::Dimensions | Tab::Merges | Tab::Personas => 2,
        Tab::Today => today::SUMMARY + 1,
        Tab::Churn => ranking::rows_above(Tab::Churn, body) + 1,
        Tab::Joins => joins::SUMMARY + 1,
        _ => 1,
    };
    let row = u64::from(line.checked_sub(header)?);
    let (_, height) = shape(state);
    (row < height).then(|| cursor_mut(state).top + row)
}

/// The list on screen: how many rows there are, and how many fit.
pub(super) fn shape(state: &State) -> (u64, u64) {
    shape_of(state, state.tab)
}

fn shape_of(state: &State, tab: Tab) -> (u64, u64) {
    let body = Areas::of(state).body.height;
    let rows = |taken: u16| u64::from(body.saturating_sub(taken));
    match tab {
        Tab::Today => (state.today.items().len() as u64, today::rows(body).into()),
        Tab::Members if members::is_in_sidebar(state) => (members::sidebar_tags(state).len() as u64, rows(1)),
        Tab::Members => (state.members.list.total(), rows(1)),
        Tab::Groups => (state.groups.total(), rows(1 + state.groups.view.rows_below())),
        Tab::Tags => (state.tags.total(), rows(1)),
        Tab::Dimensions => (state.dimensions.total(), rows(2)),
        Tab::Kol => (state.kol.list.total(), rows(1 + ranking::reason_rows(body))),
        Tab::Churn => {
            let above = ranking::rows_above(tab, body);
            (state.churn.list.total(), rows(1 + above + ranking::reason_rows(body)))
        }
        Tab::Imports => match state.imports.view {
            imports::View::Files => (state.imports.total(), imports::rows(body).into()),
            imports::View::Contradictions => (state.contradictions.total(), rows(1)),
            imports::View::Campaigns => (state.campaigns.total(), campaigns::rows(body).into()),
        },
        Tab::Joins => (state.joins.proposals().len() as u64, joins::rows(body).into()),
        Tab::Merges => (state.merges.total(), merges::rows(body, state.merges.shows_history).into()),
        Tab::Tasks => (state.tasks.total(), tasks::rows(body).into()),
        Tab::Log => (state.log.total(), log::rows(body).into()),
        Tab::Content => (state.content.total(), content::rows(body).into()),
        Tab::Personas => (state.personas.total(), personas::rows(body, state.personas.view).into()),
    }
}

fn cursor_mut(state: &mut State) -> &mut Cursor {
    match state.tab {
        Tab::Today => &mut state.today.cursor,
        Tab::Members if members::is_in_sidebar(state) => &mut state.members.tag_cursor,
        Tab::Members => &mut state.members.list.cursor,
        Tab::Groups => &mut state.groups.cursor,
        Tab::Tags => &mut state.tags.cursor,
        Tab::Dimensions => &mut state.dimensions.cursor,
        Tab::Kol => &mut state.kol.list.cursor,
        Tab::Churn => &mut state.churn.list.cursor,
        Tab::Imports => match state.imports.view {
            imports::View::Files => &mut state.imports.cursor,
            imports::View::Contradictions => &mut state.contradictions.cursor,
            imports::View::Campaigns => &mut state.campaigns.cursor,
        },
        Tab::Joins => &mut state.joins.cursor,
        Tab::Merges => &mut state.merges.cursor,
        Tab::Tasks => &mut state.tasks.cursor,
        Tab::Log => &mut state.log.cursor,
        Tab::Content => &mut state.content.cursor,
        Tab::Personas => &mut state.personas.cursor,
    }
}

/// Moves the cursor of what is on screen.
fn step(state: &mut State, rows: i64) {
    if !state.pages.is_empty() {
        return member::step(state, rows, Areas::of(state).body);
    }
    let (total, height) = shape(state);
    cursor_mut(state).step(rows, total, height);
}

/// The member that the page or the cursor is on.
pub(super) fn current_member(state: &State) -> Option<MemberId> {
    if let Some(page) = state.pages.last() {
        return Some(page.id);
    }
    match state.tab {
        Tab::Today => state.today.current().map(|item| item.member),
        Tab::Members if members::is_in_sidebar(state) => None,
        Tab::Members => state.members.list.current().map(|row| row.id),
        Tab::Groups => state.groups.member().map(|(id, _)| id),
        Tab::Kol | Tab::Churn => state.ranked()?.list.current().map(|row| row.member.id),
        Tab::Log => state.log.member().map(|(id, _)| id),
        Tab::Content => state.content.member().map(|(id, _)| id),
        Tab::Imports if state.imports.view == imports::View::Contradictions => {
            state.contradictions.member().map(|(id, _)| id)
        }
        _ => None,
    }
}

/// Shows a screen of the tab bar; the one on screen already, as it is at first.
fn go_to(state: &mut State, tab: Tab) -> Vec<Effect> {
    if state.tab == tab && state.pages.is_empty() {
        match tab {
            Tab::Groups => state.groups.turn_to(groups::View::default()),
            Tab::Personas => state.personas.turn_to(personas::View::default()),
            Tab::Imports => state.imports.view = imports::View::default(),
            Tab::Merges if state.merges.shows_history => state.merges.toggle_history(),
            _ => {}
        }
    }
    go(state, tab)
}

/// Shows a screen of the tab bar.
fn go(state: &mut State, tab: Tab) -> Vec<Effect> {
    state.pages.clear();
    state.tab = tab;
    state.members.in_sidebar = false;
    // The other ranking's question may have replaced this one's before it was answered.
    for list in [&mut state.kol.list, &mut state.churn.list] {
        if list.remote.is_waiting() {
            list.forget();
        }
    }
    fetch_screen(state)
}

/// Asks for everything anew, after a start or after work.
pub(super) fn reload(state: &mut State) -> Vec<Effect> {
    let mut effects = vec![
        ask!(state, state.overview, Question::Overview),
        ask!(state, state.vocabulary, Question::Vocabulary),
        ask!(state, state.turns, Question::Turns),
    ];
    for list in [&mut state.kol.list, &mut state.churn.list] {
        list.forget();
    }
    state.trends = Remote::default();
    state.outdate();
    state.tags.outdate();
    state.members.list.forget();
    state.merges.forget();
    state.campaigns.forget();
    if !state.pages.is_empty() {
        effects.extend(member::fetch(state));
    }
    effects.extend(fetch_screen(state));
    effects.extend(fetch_window(state, state.tab));
    effects
}

/// Asks for what the screen shows, save the windows of long lists.
fn fetch_screen(state: &mut State) -> Vec<Effect> {
    fetch_of(state, state.tab)
}

fn fetch_of(state: &mut State, tab: Tab) -> Vec<Effect> {
    let filter = state.filter.expr().cloned();
    match tab {
        Tab::Today => {
            vec![ask!(state, state.today.remote, Question::Today), ask!(state, state.today.since, Question::Since)]
        }
        Tab::Members if members::has_sidebar(state) => vec![ask!(state, state.tags.remote, Question::Tags(filter))],
        Tab::Members | Tab::Kol | Tab::Tasks => Vec::new(),
        Tab::Churn => vec![
            ask!(state, state.lifecycle.stages, Question::Stages(filter)),
            ask!(state, state.lifecycle.proofs, Question::Proofs),
        ],
        Tab::Groups => groups::fetch(state),
        Tab::Tags => vec![
            ask!(state, state.tags.remote, Question::Tags(filter)),
            ask!(state, state.tags.segments, Question::Segments),
        ],
        Tab::Dimensions => vec![dimensions::fetch(state)],
        Tab::Imports => match state.imports.view {
            imports::View::Files => vec![
                ask!(state, state.imports.files, Question::Imports),
                ask!(state, state.imports.quality, Question::Quality),
            ],
            imports::View::Contradictions => {
                vec![ask!(state, state.contradictions.remote, Question::Contradictions(filter))]
            }
            imports::View::Campaigns => vec![ask!(state, state.campaigns.remote, Question::Campaigns)],
        },
        Tab::Joins => vec![ask!(state, state.joins.remote, Question::Joins)],
        Tab::Merges => vec![
            ask!(state, state.merges.queue, Question::Identities),
            ask!(state, state.merges.history, Question::Merges),
        ],
        Tab::Personas => vec![personas::fetch(state)],
        Tab::Log => vec![ask!(state, state.log.lines, Question::Log(log::LINES))],
        Tab::Content => {
            state.content.lacks_keywords = true;
            vec![ask!(state, state.content.remote, Question::Content(filter))]
        }
    }
}

/// Asks for the rows that the long list of a screen lacks.
fn fetch_window(state: &mut State, tab: Tab) -> Option<Effect> {
    let (_, height) = shape_of(state, tab);
    match tab {
        Tab::Members => members::fetch(state, height),
        Tab::Kol | Tab::Churn => ranking::fetch(state, tab, height),
        Tab::Merges => merges::fetch(state),
        Tab::Imports => campaigns::fetch(state),
        Tab::Content => content::fetch(state),
        _ => None,
    }
}

/// Asks again under the new filter, from the first row on; the pause after typing need not ask it once more.
fn filter_changed(state: &mut State) -> Vec<Effect> {
    state.typing += 1;
    if let Some(editor) = &mut state.filter.editor {
        editor.is_settling = false;
    }
    state.tags.outdate();
    state.members.list.rewind();
    state.kol.list.rewind();
    state.churn.list.rewind();
    state.dimensions.rewind();
    state.content.cursor = Cursor::default();
    state.contradictions.cursor = Cursor::default();
    state.personas.cursor = Cursor::default();
    fetch_screen(state)
}

/// Starts work on members; on several, it is asked first.
fn start_on(state: &mut State, count: usize, work: Work) -> Vec<Effect> {
    if count < 2 {
        return start(state, work);
    }
    state.overlay = Some(Overlay::Confirm(Confirm::Several(Box::new(work), count)));
    Vec::new()
}

/// Starts work, unless some is running.
fn start(state: &mut State, work: Work) -> Vec<Effect> {
    if state.running.is_some() {
        state.notice = Some(Notice::Problem(say::BUSY.get(state.lang()).to_owned()));
        return Vec::new();
    }
    let deed = outcome::deed(state, &work);
    state.tasks.begin(&work, state.now);
    state.begin_work(deed);
    vec![Effect::Start(work)]
}

fn receive(state: &mut State, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Answer(ticket, Ok(Answer::Look(preview))) => import::looked(state, ticket, *preview),
        Reply::Answer(ticket, Ok(answer)) if review::awaits(state, ticket) => review::receive(state, ticket, answer),
        Reply::Answer(ticket, Ok(answer)) => {
            answer::take_answer(state, ticket, answer);
            Vec::new()
        }
        Reply::Answer(ticket, Err(message)) => {
            answer::take_failure(state, ticket, &message);
            Vec::new()
        }
        Reply::Progress(progress) => {
            if let Some(running) = &mut state.running {
                // Rate and time left are those of the phase.
                if running.progress.phase != progress.phase {
                    running.since = state.now;
                }
                running.progress = progress;
            }
            Vec::new()
        }
        Reply::Done(Ok(Outcome::Kept)) => Vec::new(),
        Reply::Done(Ok(Outcome::Tried(trial))) => {
            scheme::tried(state, trial);
            Vec::new()
        }
        Reply::Done(Ok(Outcome::Tuned(tried))) => {
            scheme::tuned(state, *tried);
            Vec::new()
        }
        Reply::Done(Ok(Outcome::Windows(past))) => {
            leads::found(state, What::Windows(past));
            Vec::new()
        }
        Reply::Done(Ok(Outcome::Reasons(leaving))) => {
            leads::found(state, What::Leaving(leaving));
            Vec::new()
        }
        Reply::Done(Ok(Outcome::Week(week))) => {
            leads::found(state, What::Week(week));
            Vec::new()
        }
        Reply::Done(ended) => {
            let deed = state.running.take().map(|running| running.deed).unwrap_or_default();
            let again = outcome::typed_again(&deed, &ended);
            let said = match &ended {
                Ok(Outcome::Turned(way, turn)) => outcome::turned(state, *way, turn.as_deref()),
                Ok(outcome) => Notice::Info(outcome::said(state, deed, outcome)),
                Err(message) => Notice::Problem(message.clone()),
            };
            state.tasks.end(&ended, said.text(), state.now);
            state.notice = Some(said);
            if let Some(text) = again.filter(|_| state.overlay.is_none()) {
                state.overlay = Some(Overlay::Prompt(Prompt::new(PromptPurpose::Import, &text, state.lang())));
            }
            let mut effects = reload(state);
            effects.extend(review::kept(state));
            effects
        }
    }
}
