//! What leaves the screen as text: to the clipboard, and to the pager.

use crate::lang::tui as say;
use crate::model::MemberId;
use crate::model::view::MemberRow;
use crate::text::display;
use crate::tui::overlay::picker::{Item, Picker, Purpose};
use crate::tui::screen::{evidence, opening};
use crate::tui::state::{Effect, Notice, State, Tab};
use crate::tui::update::act::name_of;
use crate::tui::update::current_member;

/// Columns of a text for the pager, which folds what is wider than the terminal.
const PAGE_WIDTH: u16 = 100;

/// Copies the name and id under the cursor; commands take the id as it is, and the platform's own is among the choices.
pub(super) fn copy_name(state: &mut State) -> Vec<Effect> {
    let Some(member) = current_member(state) else { return Vec::new() };
    let text = format!("{}\t{}", name_of(state, member), reference(member));
    copy(state, text)
}

fn reference(member: MemberId) -> String {
    format!("id:{member}")
}

/// Puts a text on the clipboard.
pub(super) fn copy(state: &mut State, text: String) -> Vec<Effect> {
    state.notice = Some(Notice::Info(say::COPIED.get(state.lang()).to_owned()));
    vec![Effect::Copy(text)]
}

fn row(state: &State) -> Option<&MemberRow> {
    match (state.pages.last(), state.tab) {
        (Some(page), _) => page.portrait.value.as_ref().map(|portrait| &portrait.row),
        (None, Tab::Members) => state.members.list.current(),
        (None, _) => state.ranked().and_then(|ranked| ranked.list.current()).map(|row| &row.member),
    }
}

/// What may be copied of the member under the cursor, and of those marked.
pub(super) fn choices(state: &State) -> Option<Picker> {
    let member = current_member(state)?;
    let lang = state.lang();
    let portrait = state.pages.last().and_then(|page| page.portrait.value.as_ref());
    let marked = state.marked.iter().copied().map(reference).collect::<Vec<_>>();
    let texts = [
        (say::COPY_NAME, Some(name_of(state, member))),
        (say::COPY_ID, Some(reference(member))),
        (say::COPY_PLATFORM_ID, row(state).filter(|_| !state.look.privacy).map(|row| row.platform_id.clone())),
        (say::COPY_SUMMARY, portrait.map(|portrait| opening::summary(portrait, &state.look))),
        (say::COPY_MARKED, (!marked.is_empty()).then(|| marked.join("\n"))),
    ];
    let there = texts.into_iter().filter_map(|(title, text)| Some((title, text.filter(|text| !text.is_empty())?)));
    let items = there.map(|(title, text)| Item {
        title: title.get(lang).to_owned(),
        about: text.replace('\n', " "),
        key: text,
        ticked: false,
    });
    Some(Picker::new(Purpose::Copy, say::COPY_WHAT.get(lang), items.collect()))
}

/// Shows the open evidence in the pager, as long as it is.
pub(super) fn page(state: &State) -> Vec<Effect> {
    let page = state.pages.last();
    let shown = page.and_then(|page| Some((page.evidence.as_ref()?, page.portrait.value.as_deref())));
    let Some((evidence, portrait)) = shown else { return Vec::new() };
    let document = evidence::document(&state.look, portrait, evidence, PAGE_WIDTH);
    let lines = document.lines.iter().map(|line| {
        let text: String = line.pieces.iter().map(|(text, _)| text.as_str()).collect();
        display::clean(text.trim_end()).into_owned() + "\n"
    });
    let whose = page.map(|page| state.look.name(page.id, page.name())).unwrap_or_default();
    vec![Effect::Page(format!("{}\n{}", display::clean(&whose), lines.collect::<String>()))]
}
