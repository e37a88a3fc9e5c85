//! Who waits for an answer.

use super::{Remote, State};
use crate::task::request::Ticket;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::contrast::What;

/// What may wait for an answer, of whatever kind.
pub(in crate::tui) trait Waits {
    /// Whether a question is open.
    fn is_waiting(&self) -> bool;

    /// Takes a failure if it is of the question waited for; says whether it was.
    fn fail(&mut self, ticket: Ticket, message: &str) -> bool;
}

impl<T> Waits for Remote<T> {
    fn is_waiting(&self) -> bool {
        self.is_waiting()
    }

    fn fail(&mut self, ticket: Ticket, message: &str) -> bool {
        self.fail(ticket, message)
    }
}

/// A question on whose answer something is done; the answer is not kept.
impl Waits for Option<Ticket> {
    fn is_waiting(&self) -> bool {
        self.is_some()
    }

    fn fail(&mut self, ticket: Ticket, _: &str) -> bool {
        self.take_if(|asked| *asked == ticket).is_some()
    }
}

/// The same, of what was asked about.
impl<T> Waits for Option<(Ticket, T)> {
    fn is_waiting(&self) -> bool {
        self.is_some()
    }

    fn fail(&mut self, ticket: Ticket, _: &str) -> bool {
        self.take_if(|(asked, _)| *asked == ticket).is_some()
    }
}

impl State {
    /// Whether some question is open.
    pub fn is_waiting(&mut self) -> bool {
        self.waiters().into_iter().any(|waiter| waiter.is_waiting())
    }

    /// Takes a failure; says whether somebody waited for that answer.
    pub(in crate::tui) fn fail(&mut self, ticket: Ticket, message: &str) -> bool {
        self.waiters().into_iter().any(|waiter| waiter.fail(ticket, message))
    }

    /// All that may wait for an answer, on whichever screen.
    fn waiters(&mut self) -> Vec<&mut dyn Waits> {
        let mut waiters: Vec<&mut dyn Waits> = vec![
            &mut self.overview,
            &mut self.vocabulary,
            &mut self.turns,
            &mut self.recalling,
            &mut self.planning,
            &mut self.marking,
            &mut self.untagging,
            &mut self.looking,
            &mut self.today.remote,
            &mut self.today.since,
            &mut self.members.list.remote,
            &mut self.groups.remote,
            &mut self.groups.overlap,
            &mut self.groups.crossing,
            &mut self.groups.inviters,
            &mut self.tags.remote,
            &mut self.tags.segments,
            &mut self.tags.schemes,
            &mut self.dimensions.bars,
            &mut self.dimensions.cross,
            &mut self.kol.list.remote,
            &mut self.trends,
            &mut self.ties,
            &mut self.churn.list.remote,
            &mut self.lifecycle.stages,
            &mut self.lifecycle.proofs,
            &mut self.lifecycle.cohorts,
            &mut self.imports.files,
            &mut self.imports.quality,
            &mut self.contradictions.remote,
            &mut self.campaigns.remote,
            &mut self.campaigns.beside,
            &mut self.joins.remote,
            &mut self.merges.queue,
            &mut self.merges.history,
            &mut self.merges.pair,
            &mut self.log.lines,
            &mut self.content.remote,
            &mut self.content.keywords,
            &mut self.personas.found,
            &mut self.personas.rules,
            &mut self.personas.circles,
        ];
        if let Some(editor) = &mut self.filter.editor {
            waiters.push(&mut editor.counts);
        }
        for page in &mut self.pages {
            waiters.push(&mut page.portrait);
            if let Some(evidence) = &mut page.evidence {
                waiters.extend([&mut evidence.rows as &mut dyn Waits, &mut evidence.said]);
            }
        }
        match &mut self.overlay {
            Some(Overlay::Compare(comparison)) => waiters.push(&mut comparison.pages),
            Some(Overlay::Brief(briefing)) => waiters.push(&mut briefing.found),
            Some(Overlay::Similar(neighbours)) => waiters.push(&mut neighbours.found),
            Some(Overlay::Review(review)) => waiters.extend(review.waiters()),
            Some(Overlay::Contrast(contrast)) => waiters.push(match &mut contrast.what {
                What::Sets(_, found) => found,
                What::Days(_, moved) => moved,
                What::Segment(.., found) => found,
            }),
            _ => {}
        }
        waiters
    }
}
