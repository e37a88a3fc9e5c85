//! Taking a tag away: of those that the members have.

use crate::lang::{Lang, tui as say};
use crate::model::view::HeldTag;
use crate::task::request::{Question, Ticket};
use crate::text::display;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::picker::{Item, Picker, Purpose};
use crate::tui::screen::members::chosen;
use crate::tui::state::{Effect, Notice, State};

/// Asks which tags the chosen members have; the list opens on the answer.
pub(super) fn ask_for(state: &mut State) -> Vec<Effect> {
    let (members, ticket) = (chosen(state), state.ticket());
    state.untagging = Some((ticket, members.clone()));
    vec![Effect::Ask(ticket, Question::HeldTags(members))]
}

/// Opens the list, unless other members are chosen by now, or something else has begun.
pub(super) fn open(state: &mut State, ticket: Ticket, tags: &[HeldTag]) {
    let Some((_, members)) = state.untagging.take_if(|(asked, _)| *asked == ticket) else { return };
    if state.overlay.is_some() || members != chosen(state) {
        return;
    }
    if tags.is_empty() {
        state.notice = Some(Notice::Info(say::NO_TAGS_HELD.get(state.lang()).to_owned()));
        return;
    }
    let items = tags.iter().map(|tag| item(tag, members.len() > 1, state.lang())).collect();
    state.overlay = Some(Overlay::Picker(Picker::new(Purpose::TakeTag, say::PICK_UNTAG.get(state.lang()), items)));
}

fn item(tag: &HeldTag, counts: bool, lang: Lang) -> Item {
    let given = [(tag.by_hand, say::TAG_BY_HAND), (tag.imported, say::TAG_IMPORTED), (tag.by_rule, say::TAG_BY_RULE)];
    let given = given.into_iter().filter(|(members, _)| *members > 0).map(|(members, by)| match counts {
        true => say::given_to(lang, by, members),
        false => by.get(lang).to_owned(),
    });
    let mut about = given.collect::<Vec<_>>().join(lang.pick(("、", ", ")));
    if tag.by_rule > 0 {
        about.push_str(say::NOT_GIVEN_AGAIN.get(lang));
    }
    Item { key: tag.name.clone(), title: display::clean(&tag.name).into_owned(), about, ticked: false }
}
