//! Where answers go: each to the one who still waits for it.

use super::{act, mark, shape, step, untag};
use crate::lang::tui as say;
use crate::model::today::FollowUp;
use crate::task::request::{Answer, Ticket};
use crate::tui::overlay::contrast::What;
use crate::tui::overlay::plan::PlanForm;
use crate::tui::overlay::{Overlay, leads};
use crate::tui::screen::{Rows, members};
use crate::tui::state::{Notice, State, Tab};

/// Hands an answer to whoever waits for it.
pub(super) fn take_answer(state: &mut State, ticket: Ticket, answer: Answer) {
    let (_, height) = shape(state);
    match answer {
        Answer::Overview(overview) => {
            state.overview.receive(ticket, overview);
        }
        Answer::Today(items, day, age) => {
            if state.today.remote.receive(ticket, items) {
                (state.today.day, state.today.age) = (Some(day), age);
            }
        }
        Answer::Plan(member, plan, today) => {
            // Whoever has begun something else meanwhile is not interrupted.
            if state.planning.take_if(|asked| *asked == ticket).is_some() && state.overlay.is_none() {
                let is_list = state.tab == Tab::Members && state.pages.is_empty();
                let members = if is_list { members::chosen(state) } else { Vec::new() };
                // Several get one plan, whatever there was with each.
                let form = match members.len() {
                    0 | 1 => PlanForm::new(vec![member], act::name_of(state, member), &plan, today, state.lang()),
                    several => {
                        let name = say::people(state.lang(), &several.to_string());
                        PlanForm::new(members, name, &FollowUp::default(), today, state.lang())
                    }
                };
                state.overlay = Some(Overlay::Plan(Box::new(form)));
            }
        }
        Answer::Members(page) => {
            let rows = Rows { offset: page.offset, rows: page.rows, total: page.total };
            state.members.list.receive(ticket, rows, height);
        }
        Answer::MemberIds(members) => {
            if state.marking.take_if(|asked| *asked == ticket).is_some() {
                mark::these(state, members);
            }
        }
        Answer::HeldTags(tags) => untag::open(state, ticket, &tags),
        Answer::Tags(tags) => {
            state.tags.remote.receive(ticket, tags);
        }
        Answer::Portrait(portrait) => {
            let mut remotes = state.pages.iter_mut().map(|page| &mut page.portrait);
            if let Some(remote) = remotes.find(|remote| remote.awaits(ticket)) {
                remote.receive(ticket, portrait);
            }
        }
        Answer::Evidence(rows) => {
            let mut remotes =
                state.pages.iter_mut().filter_map(|page| page.evidence.as_mut()).map(|page| &mut page.rows);
            if let Some(remote) = remotes.find(|remote| remote.awaits(ticket)) {
                remote.receive(ticket, rows);
            }
        }
        Answer::Groups(groups) => {
            state.groups.remote.receive(ticket, groups);
        }
        Answer::Overlap(pairs) => state.groups.receive_overlap(ticket, pairs),
        Answer::Since(since) => {
            state.today.since.receive(ticket, since);
        }
        Answer::TypedFilters(filters) => {
            if state.recalling.take_if(|asked| *asked == ticket).is_some() {
                state.filter.recall_from(filters);
            }
        }
        Answer::Content(content) => {
            state.content.remote.receive(ticket, content);
        }
        Answer::Keywords(keywords) => {
            state.content.keywords.receive(ticket, keywords);
        }
        Answer::Spoken(said) => {
            state.content.spoken.receive(ticket, said);
        }
        Answer::Stages(stages) => {
            state.lifecycle.stages.receive(ticket, stages);
        }
        Answer::Proofs(proofs) => {
            state.lifecycle.proofs.receive(ticket, proofs);
        }
        Answer::Cohorts(cohorts) => {
            if let Some(Overlay::Leads(leads)) = &mut state.overlay
                && let leads::What::Retention(found) = &mut leads.what
            {
                found.receive(ticket, cohorts);
            }
        }
        Answer::Schemes(rows) => {
            let picker = super::scheme::choices(&rows, state.lang());
            if state.tags.schemes.receive(ticket, rows) && state.overlay.is_none() {
                state.overlay = Some(Overlay::Picker(picker));
            }
        }
        // Asked for by a review that has ended since.
        Answer::Reviewed(_) | Answer::ReviewSample(_) => {}
        Answer::Compare(pages) => {
            if let Some(Overlay::Compare(comparison)) = &mut state.overlay {
                comparison.pages.receive(ticket, pages);
            }
        }
        Answer::Brief(found) => {
            if let Some(Overlay::Brief(briefing)) = &mut state.overlay {
                briefing.found.receive(ticket, found);
            }
        }
        Answer::Similar(found) => {
            if let Some(Overlay::Similar(neighbours)) = &mut state.overlay {
                neighbours.found.receive(ticket, found);
            }
        }
        Answer::Apart(found) => {
            if let Some(What::Sets(_, remote)) = contrasted(state) {
                remote.receive(ticket, found);
            }
        }
        Answer::Moved(moved) => {
            if let Some(What::Days(_, remote)) = contrasted(state) {
                remote.receive(ticket, moved);
            }
        }
        Answer::SegmentDiff(found) => {
            if let Some(What::Segment(.., remote)) = contrasted(state) {
                remote.receive(ticket, found);
            }
        }
        Answer::Crossing(crossing) => {
            state.groups.crossing.receive(ticket, crossing);
        }
        Answer::Inviters(rows) => {
            state.groups.inviters.receive(ticket, rows);
        }
        Answer::Distribution(bars) => {
            state.dimensions.bars.receive(ticket, bars);
        }
        Answer::Counts(counts) => super::typing::counted(state, ticket, counts),
        Answer::CrossTable(table) => {
            state.dimensions.cross.receive(ticket, table);
        }
        Answer::Ranking(rows, total) => {
            for ranked in [&mut state.kol, &mut state.churn] {
                if ranked.list.remote.awaits(ticket) {
                    let offset = ranked.list.asked_offset();
                    return ranked.list.receive(ticket, Rows { offset, rows, total }, height);
                }
            }
        }
        Answer::AtRisk(rows, total, said) => {
            if state.churn.list.remote.awaits(ticket) {
                (state.lifecycle.said, state.lifecycle.gives_none) = (said, total.is_none());
                let total = total.unwrap_or_default();
                return state.churn.list.receive(ticket, Rows { offset: 0, rows, total }, height);
            }
        }
        Answer::Trends(trends) => {
            state.trends.receive(ticket, trends);
        }
        Answer::Personas(list) => {
            state.personas.found.receive(ticket, list);
        }
        Answer::Circles(list) => {
            state.personas.circles.receive(ticket, list);
        }
        Answer::Associations(list) => {
            state.personas.rules.receive(ticket, list);
        }
        Answer::Contradictions(found) => {
            state.contradictions.remote.receive(ticket, found);
        }
        Answer::Campaigns(campaigns) => {
            state.campaigns.remote.receive(ticket, campaigns);
        }
        Answer::Campaign(result) => {
            state.campaigns.beside.receive(ticket, result);
        }
        Answer::Imports(files) => {
            state.imports.files.receive(ticket, files);
        }
        Answer::Quality(remarks) => {
            state.imports.quality.receive(ticket, remarks);
        }
        Answer::Joins(summary, proposals) => {
            state.joins.remote.receive(ticket, (summary, proposals));
        }
        Answer::Identities(suggestions) => {
            let suggestions = state.merges.beside_the_chosen(suggestions);
            state.merges.queue.receive(ticket, suggestions);
        }
        Answer::Pair(pair) => {
            state.merges.pair.receive(ticket, pair);
        }
        Answer::Merges(merges) => {
            state.merges.history.receive(ticket, merges);
        }
        Answer::Log(lines) => {
            state.log.lines.receive(ticket, lines);
        }
        Answer::Look(_) => {}
        Answer::Ties(ties) => {
            state.ties.receive(ticket, ties);
        }
        Answer::Segments(segments) => {
            state.tags.segments.receive(ticket, segments);
        }
        Answer::Vocabulary(vocabulary) => {
            state.vocabulary.receive(ticket, vocabulary);
        }
        Answer::Turns(turns) => {
            state.turns.receive(ticket, *turns);
        }
        Answer::Messages(said) => {
            let mut remotes =
                state.pages.iter_mut().filter_map(|page| page.evidence.as_mut()).map(|page| &mut page.said);
            if let Some(remote) = remotes.find(|remote| remote.awaits(ticket)) {
                remote.receive(ticket, said);
            }
        }
    }
    if state.pages.is_empty() {
        step(state, 0);
    }
}

/// What is compared over the screen.
fn contrasted(state: &mut State) -> Option<&mut What> {
    match &mut state.overlay {
        Some(Overlay::Contrast(contrast)) => Some(&mut contrast.what),
        _ => None,
    }
}

/// Tells whoever asked that there is no answer; and the user in any case, for the place that the answer was for
/// may have no room for a reason, or be out of sight.
pub(super) fn take_failure(state: &mut State, ticket: Ticket, message: &str) {
    if state.fail(ticket, message) {
        state.notice = Some(Notice::Problem(message.to_owned()));
    }
}
