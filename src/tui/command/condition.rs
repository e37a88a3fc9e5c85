//! When a command would do something, and why it would not.

use crate::lang::{Text, journal, leaders, outcome, tui as say};
use crate::tui::overlay::Overlay;
use crate::tui::overlay::picker::Purpose;
use crate::tui::screen::{groups, imports, member, members, personas};
use crate::tui::state::{State, Tab};

/// Whether a command would do anything, or why it would not.
pub(super) type Enabled = Result<(), Text>;

fn need(holds: bool, else_because: Text) -> Enabled {
    if holds { Ok(()) } else { Err(else_because) }
}

pub(super) fn always(_: &State) -> Enabled {
    Ok(())
}

pub(super) fn has_people(state: &State) -> Enabled {
    need(!state.is_empty(), say::NEEDS_PEOPLE)
}

pub(super) fn may_export(state: &State) -> Enabled {
    let tells_whom = !state.marked.is_empty() || (state.pages.is_empty() && state.tab.follows_filter());
    is_idle(state).and_then(|()| has_people(state)).and_then(|()| need(tells_whom, say::NEEDS_LIST))
}

pub(super) fn has_filter(state: &State) -> Enabled {
    need(!state.filter.text().is_empty(), say::NEEDS_FILTER)
}

pub(super) fn has_valid_filter(state: &State) -> Enabled {
    need(state.filter.expr().is_some(), say::NEEDS_FILTER)
}

pub(super) fn has_marks(state: &State) -> Enabled {
    need(!state.marked.is_empty(), say::NEEDS_MARKS)
}

/// Whether the key that completes does anything to what is typed or chosen.
pub(super) fn completes(state: &State) -> Enabled {
    let completes = match &state.overlay {
        None => state.filter.editor.as_ref().is_some_and(|editor| !editor.offers.is_empty()),
        Some(Overlay::Prompt(prompt)) => prompt.is_path(),
        Some(Overlay::Picker(picker)) => picker.purpose == Purpose::Columns,
        Some(overlay) => {
            matches!(overlay, Overlay::Plan(_) | Overlay::Export(_) | Overlay::Bundle(_) | Overlay::Import(_))
        }
    };
    need(completes, say::NOTHING_COMPLETES)
}

pub(super) fn lists_members(state: &State) -> Enabled {
    need(members::listed(state).is_some(), say::LISTS_NOBODY)
}

pub(super) fn has_member(state: &State) -> Enabled {
    need(crate::tui::update::current_member(state).is_some(), say::NEEDS_MEMBER)
}

/// Whether the sidebar beside the members has tags that keys could be about.
pub(super) fn has_sidebar_tags(state: &State) -> Enabled {
    let has_tags = members::has_sidebar(state) && !members::sidebar_tags(state).is_empty();
    need(has_tags && !members::is_in_sidebar(state), say::NEEDS_SIDEBAR)
}

pub(super) fn in_sidebar(state: &State) -> Enabled {
    need(members::is_in_sidebar(state), say::NEEDS_SIDEBAR)
}

pub(super) fn on_sidebar_tag(state: &State) -> Enabled {
    need(members::sidebar_tag(state).is_some(), say::NEEDS_SIDEBAR_TAG)
}

pub(super) fn on_matter(state: &State) -> Enabled {
    need(state.today.current().is_some(), say::NEEDS_MATTER)
}

pub(super) fn on_churn(state: &State) -> Enabled {
    need(state.tab == Tab::Churn, say::NEEDS_CHURN)
}

pub(super) fn on_kol(state: &State) -> Enabled {
    need(state.tab == Tab::Kol, leaders::NEEDS_KOL)
}

pub(super) fn on_leader(state: &State) -> Enabled {
    on_kol(state).and_then(|()| has_member(state))
}

pub(super) fn may_compare(state: &State) -> Enabled {
    on_churn(state).and_then(|()| is_idle(state))
}

pub(super) fn has_news(state: &State) -> Enabled {
    need(state.today.since.value.as_ref().is_some_and(Option::is_some), say::NEEDS_NEWS)
}

pub(super) fn is_idle(state: &State) -> Enabled {
    need(state.running.is_none(), say::BUSY)
}

pub(super) fn on_segment(state: &State) -> Enabled {
    need(state.tags.segment_at(state.tags.cursor.at).is_some(), say::NEEDS_SEGMENT)
}

pub(super) fn on_rule(state: &State) -> Enabled {
    let tag = state.tags.tag_at(state.tags.cursor.at);
    is_idle(state).and_then(|()| need(tag.is_some_and(|tag| tag.rule.is_some()), say::NEEDS_RULE))
}

pub(super) fn can_undo(state: &State) -> Enabled {
    let has = state.turns.value.as_ref().is_some_and(|(back, _)| back.is_some());
    is_idle(state).and_then(|()| need(has, journal::NOTHING_TO_UNDO))
}

pub(super) fn can_redo(state: &State) -> Enabled {
    let has = state.turns.value.as_ref().is_some_and(|(_, again)| again.is_some());
    is_idle(state).and_then(|()| need(has, journal::NOTHING_TO_REDO))
}

pub(super) fn has_proposals(state: &State) -> Enabled {
    need(!state.joins.proposals().is_empty(), say::NEEDS_PROPOSAL)
}

pub(super) fn on_pair(state: &State) -> Enabled {
    need(state.merges.current().is_some(), say::NEEDS_PAIR)
}

pub(super) fn can_split(state: &State) -> Enabled {
    need(state.merges.undoable().is_some(), say::NEEDS_MERGE)
}

/// Whether two are marked, who can be looked at side by side.
pub(super) fn has_two_marks(state: &State) -> Enabled {
    need(state.marked.len() == 2, say::NEEDS_TWO_MARKS)
}

pub(super) fn has_pair_of_sets(state: &State) -> Enabled {
    need(state.tags.pair().is_some(), say::NEEDS_TWO_TICKS)
}

pub(super) fn on_unread_file(state: &State) -> Enabled {
    let is_unread = matches!(imports::under_cursor(&state.imports), Some(imports::File::Unread(_)));
    need(is_unread && state.imports.view == imports::View::Files, say::NEEDS_UNREAD_FILE)
}

pub(super) fn on_campaign(state: &State) -> Enabled {
    let is_on_one = state.imports.view == imports::View::Campaigns && state.campaigns.current().is_some();
    need(is_on_one, outcome::NEEDS_CAMPAIGN).and_then(|()| is_idle(state))
}

/// Whether there is something under the cursor that opens.
pub(super) fn can_open(state: &State) -> Enabled {
    let opens = match state.pages.last() {
        Some(page) => page.evidence.is_none() && member::note(state).is_none(),
        None => match state.tab {
            Tab::Imports => match state.imports.view {
                imports::View::Files => imports::has_reasons(&state.imports),
                imports::View::Contradictions => state.contradictions.total() > 0,
                imports::View::Campaigns => state.campaigns.total() > 0,
            },
            Tab::Today => return on_matter(state),
            Tab::Members if members::is_in_sidebar(state) => return on_sidebar_tag(state),
            Tab::Joins => return on_proposal(state),
            Tab::Merges => return on_pair(state),
            Tab::Tasks => state.tasks.is_on_import(),
            Tab::Content => state.content.total() > 0,
            Tab::Log => state.log.member().is_some(),
            Tab::Personas => personas::condition(state).is_some(),
            _ => true,
        },
    };
    need(opens, say::NOTHING_OPENS)
}

pub(super) fn on_sayings(state: &State) -> Enabled {
    need(state.content.keyword().is_some() || state.content.topic().is_some(), say::NEEDS_SAYINGS)
}

pub(super) fn on_attribute(state: &State) -> Enabled {
    is_idle(state).and_then(|()| need(member::attribute(state).is_some(), say::NEEDS_ATTRIBUTE))
}

pub(super) fn on_note(state: &State) -> Enabled {
    is_idle(state).and_then(|()| need(member::note(state).is_some(), say::NEEDS_NOTE))
}

pub(super) fn has_evidence(state: &State) -> Enabled {
    let page = state.pages.last();
    need(page.is_some_and(|page| page.evidence.is_some()), say::NEEDS_EVIDENCE)
}

pub(super) fn is_crossed(state: &State) -> Enabled {
    need(state.dimensions.against.is_some(), say::NEEDS_CROSS)
}

pub(super) fn on_proposal(state: &State) -> Enabled {
    need(state.joins.current().is_some(), say::NEEDS_PROPOSAL)
}

pub(super) fn is_matrix(state: &State) -> Enabled {
    need(state.groups.view == groups::View::Overlap, say::NEEDS_OVERLAP)
}

pub(super) fn sorts_groups(state: &State) -> Enabled {
    let sorts = matches!(state.groups.view, groups::View::Figures | groups::View::Overlap);
    need(sorts, say::NEEDS_GROUP_TABLE)
}
