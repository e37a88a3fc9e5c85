//! A tag put before the operator: one member of its sample after another, without the score.

use crate::lang::{tui as say, verdict as words};
use crate::model::MemberId;
use crate::model::review::{Reviewed, Verdict};
use crate::model::view::{EvidenceLine, MemberPortrait, MessageView};
use crate::query::written_in;
use crate::task::request::{Answer, Question, Ticket};
use crate::text::display;
use crate::tui::screen::opening;
use crate::tui::state::{Effect, Remote, State, Waits, ask};
use crate::tui::theme::Role;
use crate::tui::widget::Look;
use crate::tui::widget::document::Document;

/// Members looked at in one go.
const SAMPLE: u64 = 30;
/// Messages shown of each member.
const MESSAGES: u64 = 12;

/// A review under way.
#[derive(Debug)]
pub(in crate::tui) struct Review {
    pub(in crate::tui) tag: String,
    members: Remote<Vec<MemberId>>,
    at: usize,
    /// The first line on screen.
    pub(in crate::tui) top: u64,
    portrait: Remote<Box<MemberPortrait>>,
    evidence: Remote<Vec<EvidenceLine>>,
    messages: Remote<Vec<MessageView>>,
    result: Remote<Vec<Reviewed>>,
}

impl Review {
    /// A review of a tag, and the question for its sample.
    pub(in crate::tui) fn of(state: &mut State, tag: &str) -> (Review, Effect) {
        let mut review = Review {
            tag: tag.to_owned(),
            members: Remote::default(),
            at: 0,
            top: 0,
            portrait: Remote::default(),
            evidence: Remote::default(),
            messages: Remote::default(),
            result: Remote::default(),
        };
        let question = ask!(state, review.members, Question::ReviewSample(tag.to_owned(), SAMPLE));
        (review, question)
    }

    /// Who is looked at.
    pub(in crate::tui) fn member(&self) -> Option<MemberId> {
        self.members.value.as_ref()?.get(self.at).copied()
    }

    /// Goes on to the next member.
    pub(in crate::tui) fn go_on(&mut self) {
        self.at += 1;
        self.top = 0;
        self.portrait = Remote::default();
        self.evidence = Remote::default();
        self.messages = Remote::default();
    }

    /// Asks for what is to be seen of the member; after the last one, for what the verdicts measure.
    pub(in crate::tui) fn look(&mut self, state: &mut State) -> Vec<Effect> {
        let Some(member) = self.member() else {
            return vec![ask!(state, self.result, Question::Reviewed)];
        };
        vec![
            ask!(state, self.portrait, Question::Portrait(member)),
            ask!(state, self.evidence, Question::Evidence(member, format!("tag:{}", self.tag))),
            ask!(state, self.messages, Question::Messages(member, 0, MESSAGES)),
        ]
    }

    /// Whether an answer is for it.
    pub(in crate::tui) fn awaits(&self, ticket: Ticket) -> bool {
        self.members.awaits(ticket)
            || self.portrait.awaits(ticket)
            || self.evidence.awaits(ticket)
            || self.messages.awaits(ticket)
            || self.result.awaits(ticket)
    }

    /// Takes an answer that it waits for; whether there is more to ask.
    pub(in crate::tui) fn receive(&mut self, ticket: Ticket, answer: Answer) -> bool {
        match answer {
            Answer::ReviewSample(members) => return self.members.receive(ticket, members),
            Answer::Reviewed(rows) => self.result.receive(ticket, rows),
            Answer::Portrait(page) => self.portrait.receive(ticket, page),
            Answer::Evidence(rows) => self.evidence.receive(ticket, rows),
            Answer::Messages(rows) => self.messages.receive(ticket, rows),
            _ => false,
        };
        false
    }

    /// All of it that may wait for an answer.
    pub(in crate::tui) fn waiters(&mut self) -> [&mut dyn Waits; 5] {
        [&mut self.members, &mut self.portrait, &mut self.evidence, &mut self.messages, &mut self.result]
    }
}

/// The verdict of a key: letters, or digits where letters go to an input method.
pub(in crate::tui) fn verdict(key: char) -> Option<Verdict> {
    match key {
        'y' | '1' => Some(Verdict::Right),
        'n' | '2' => Some(Verdict::Wrong),
        'u' | '3' => Some(Verdict::Unsure),
        _ => None,
    }
}

/// Who it is, what speaks for the tag, and what they last said; at the end, what came of it.
pub(in crate::tui) fn document(review: &Review, look: &Look, width: u16) -> Document<()> {
    let mut page = Document::new(width);
    let lang = look.lang;
    let Some(members) = &review.members.value else {
        wait(&mut page, look, review.members.error.as_deref());
        return page;
    };
    if review.at >= members.len() {
        ending(&mut page, review, members.is_empty(), look);
        return page;
    }
    page.paragraph(&words::looking_at(lang, review.at + 1, members.len(), &review.tag), Role::Title);
    page.paragraph(say::REVIEW_KEYS.get(lang), Role::Dim);
    let Some(portrait) = &review.portrait.value else {
        wait(&mut page, look, review.portrait.error.as_deref());
        return page;
    };
    page.line(Vec::new());
    page.paragraph(&opening::summary(portrait, look), Role::Text);
    let spoken = |page: &mut Document<()>, texts: Vec<&str>| {
        for text in texts {
            page.paragraph(&format!("· {}", display::clean(&look.words(text))), Role::Text);
        }
    };
    let evidence: Vec<&str> = review
        .evidence
        .value
        .iter()
        .flatten()
        .filter(|line| !line.text.is_empty())
        .map(|line| line.text.as_str())
        .collect();
    if !evidence.is_empty() {
        page.heading(say::REVIEW_EVIDENCE.get(lang));
        spoken(&mut page, evidence);
    }
    let messages: Vec<&str> = review.messages.value.iter().flatten().map(|message| message.text.as_str()).collect();
    if !messages.is_empty() {
        page.heading(say::REVIEW_LATEST.get(lang));
        spoken(&mut page, messages);
    }
    page
}

fn wait(page: &mut Document<()>, look: &Look, error: Option<&str>) {
    let role = if error.is_some() { Role::Bad } else { Role::Dim };
    page.paragraph(error.unwrap_or(say::WAITING.get(look.lang)), role);
}

fn ending(page: &mut Document<()>, review: &Review, is_empty: bool, look: &Look) {
    let lang = look.lang;
    if is_empty {
        page.paragraph(&words::nobody_left(lang, &review.tag), Role::Dim);
    }
    let Some(rows) = &review.result.value else { return };
    let Some(row) = rows.iter().find(|row| row.tag == review.tag) else { return };
    page.heading(&review.tag);
    if let Some(measured) = row.precision {
        let role = if row.is_doubtful { Role::Bad } else { Role::Good };
        page.paragraph(&words::precision(lang, measured.value, measured.low, measured.high, measured.n), role);
    }
    if row.is_doubtful {
        page.paragraph(words::DOUBTFUL.get(lang), Role::Warn);
    }
    if let Some(advice) = &row.suggestion {
        let expected = advice.expected;
        let expected = words::precision(lang, expected.value, expected.low, expected.high, expected.n);
        let condition = format!("{}{}{}", advice.field, advice.comparison, crate::tui::words::plain(advice.line));
        let condition = written_in(&condition, lang);
        page.paragraph(&words::suggestion(lang, &condition, &expected, advice.lost), Role::Accent);
    }
}
