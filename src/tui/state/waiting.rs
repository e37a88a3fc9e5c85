//! Who waits for an answer, and what stands on screen meanwhile.

use super::{Remote, State, Tab};
use crate::task::request::Ticket;
use crate::tui::overlay::contrast::What;
use crate::tui::overlay::{Overlay, leads};
use crate::tui::screen::{groups, imports, personas};

/// What may wait for an answer, of whatever kind.
pub(in crate::tui) trait Waits {
    /// Whether a question is open.
    fn is_waiting(&self) -> bool;

    /// Whether what is here is the answer to an earlier question, or to one that would be answered otherwise by now.
    fn is_outdated(&self) -> bool {
        false
    }

    /// Takes a failure if it is of the question waited for; says whether it was.
    fn fail(&mut self, ticket: Ticket, message: &str) -> bool;

    /// What answers go by has changed.
    fn outdate(&mut self) {}
}

impl<T> Waits for Remote<T> {
    fn is_waiting(&self) -> bool {
        self.is_waiting()
    }

    fn is_outdated(&self) -> bool {
        self.is_outdated()
    }

    fn fail(&mut self, ticket: Ticket, message: &str) -> bool {
        self.fail(ticket, message)
    }

    fn outdate(&mut self) {
        self.outdate();
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

    /// The store has changed: what was read before is of before.
    pub(in crate::tui) fn outdate(&mut self) {
        self.waiters().into_iter().for_each(|waiter| waiter.outdate());
    }

    /// Takes a failure; says whether somebody waited for that answer.
    pub(in crate::tui) fn fail(&mut self, ticket: Ticket, message: &str) -> bool {
        self.waiters().into_iter().any(|waiter| waiter.fail(ticket, message))
    }

    /// Whether what the screen shows is of before, since a newer question is still open or was not answered.
    pub(in crate::tui) fn is_outdated(&self) -> bool {
        let list = match self.tab {
            _ if !self.pages.is_empty() => false,
            Tab::Members => self.members.list.is_outdated(),
            _ => self.ranked().is_some_and(|ranked| ranked.list.is_outdated()),
        };
        list || self.shown().into_iter().any(|shown| shown.is_outdated())
    }

    /// Whether something that the screen shows is still to come.
    pub(in crate::tui) fn awaits_screen(&self) -> bool {
        let list = match self.tab {
            _ if !self.pages.is_empty() => false,
            Tab::Members => self.members.list.is_waiting(),
            _ => self.ranked().is_some_and(|ranked| ranked.list.is_waiting()),
        };
        list || self.shown().into_iter().any(|shown| shown.is_waiting())
    }

    /// What the screen shows, save long lists and what is taken away by itself as soon as it is of something else.
    fn shown(&self) -> Vec<&dyn Waits> {
        if let Some(page) = self.pages.last() {
            let evidence = page.evidence.iter().flat_map(|of| [&of.rows as &dyn Waits, &of.said]);
            return evidence.chain([&page.portrait as &dyn Waits]).collect();
        }
        match self.tab {
            Tab::Today => vec![&self.today.remote, &self.today.since],
            Tab::Members | Tab::Kol | Tab::Tasks => Vec::new(),
            Tab::Groups => match self.groups.view {
                groups::View::Figures => vec![&self.groups.remote],
                groups::View::Overlap => vec![&self.groups.remote, &self.groups.overlap],
                groups::View::Crossing => vec![&self.groups.crossing],
                groups::View::Inviters => vec![&self.groups.inviters],
            },
            Tab::Tags => vec![&self.tags.remote, &self.tags.segments],
            Tab::Dimensions if self.dimensions.against.is_some() => vec![&self.dimensions.cross],
            Tab::Dimensions => vec![&self.dimensions.bars],
            Tab::Churn => vec![&self.lifecycle.stages, &self.lifecycle.proofs],
            Tab::Imports => match self.imports.view {
                imports::View::Files => vec![&self.imports.files, &self.imports.quality],
                imports::View::Contradictions => vec![&self.contradictions.remote],
                imports::View::Campaigns => vec![&self.campaigns.remote],
            },
            Tab::Joins => vec![&self.joins.remote],
            Tab::Merges if self.merges.shows_history => vec![&self.merges.history],
            Tab::Merges => vec![&self.merges.queue],
            Tab::Log => vec![&self.log.lines],
            Tab::Content => vec![&self.content.remote],
            Tab::Personas => match self.personas.view {
                personas::View::List | personas::View::Map => vec![&self.personas.found],
                personas::View::Rules => vec![&self.personas.rules],
                personas::View::Circles => vec![&self.personas.circles],
            },
        }
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
            &mut self.content.spoken,
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
            Some(Overlay::Leads(leads)) => {
                if let leads::What::Retention(found) = &mut leads.what {
                    waiters.push(found.as_mut());
                }
            }
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
