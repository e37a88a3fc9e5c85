//! The messages behind a topic or a keyword, each of which leads to who said it; and all who spoke of a topic.

use crate::lang::{keywords, topics, tui as say};
use crate::model::topic::{Keyword, TopicRow};
use crate::model::view::MessageView;
use crate::query::Expr;
use crate::text::display;
use crate::tui::overlay::leads::Lead;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::Look;
use crate::tui::widget::document::{Document, reveal};

/// Messages being read.
#[derive(Debug, Default)]
pub(in crate::tui) struct Sayings {
    /// The line under the cursor, among those that lead somewhere.
    pub(in crate::tui) chosen: usize,
    /// The first line on screen.
    pub(in crate::tui) top: u64,
}

impl Sayings {
    /// Moves the cursor, and scrolls so that all of a message can be read.
    pub(in crate::tui) fn step(&mut self, rows: i64, page: &Document<Lead>, height: u64) {
        let messages = page.targets.len() as u64;
        self.chosen = (self.chosen as u64).saturating_add_signed(rows).min(messages.saturating_sub(1)) as usize;
        let mut of_it = (0..).zip(&page.lines).filter(|(_, line)| line.target == Some(self.chosen)).map(|(at, _)| at);
        let first = of_it.next().filter(|_| self.chosen > 0).unwrap_or(0);
        let lines = page.lines.len() as u64;
        self.top = reveal(self.top, of_it.last().unwrap_or(first), lines, height);
        self.top = reveal(self.top, first, lines, height);
    }

    /// Where the line under the cursor leads.
    pub(in crate::tui) fn lead(&self, page: Document<Lead>) -> Option<Lead> {
        page.targets.into_iter().nth(self.chosen)
    }
}

/// The topic or keyword under the cursor of the screen with its numbers, and its latest messages.
pub(in crate::tui) fn document(state: &State, width: u16) -> Document<Lead> {
    let mut page = Document::new(width);
    match (state.content.topic(), state.content.keyword()) {
        (Some(topic), _) => of_topic(&mut page, state, topic),
        (None, Some(keyword)) => of_keyword(&mut page, &state.look, keyword),
        (None, None) => {}
    }
    page
}

fn of_keyword(page: &mut Document<Lead>, look: &Look, keyword: &Keyword) {
    let lang = look.lang;
    let times = keywords::times(keyword.times, keyword.low, keyword.high);
    page.line(vec![(look.words(&keyword.word), Role::Accent), (format!("  {times}"), Role::Text)]);
    page.paragraph(&keywords::counted(lang, keyword.messages, keyword.members, keyword.others), Role::Dim);
    page.paragraph(&keywords::latest(lang, keyword.said.len(), keyword.messages), Role::Dim);
    messages(page, look, &keyword.said);
}

fn of_topic(page: &mut Document<Lead>, state: &State, topic: &TopicRow) {
    let (look, spoken) = (&state.look, &state.content.spoken);
    let lang = look.lang;
    page.line(vec![(topic.name.clone(), Role::Accent)]);
    let (about, of) = match topic.discovered {
        true => (topics::spoken_by(lang, &topic.words), None),
        false => (topics::spoken(lang, topic.messages, topic.members), Some(topic.messages)),
    };
    match spoken.value.as_ref().filter(|found| !found.speakers.is_empty()) {
        Some(found) => {
            let speakers = Lead::People(Expr::these(found.speakers.iter().copied()));
            page.link(vec![(about, Role::Text)], speakers);
        }
        None => page.paragraph(&about, Role::Dim),
    }
    match &spoken.value {
        Some(found) => {
            page.paragraph(&topics::latest(lang, found.said.len(), of), Role::Dim);
            messages(page, look, &found.said);
        }
        None => {
            let role = if spoken.error.is_some() { Role::Bad } else { Role::Dim };
            page.paragraph(spoken.error.as_deref().unwrap_or(say::WAITING.get(lang)), role);
        }
    }
}

fn messages(page: &mut Document<Lead>, look: &Look, messages: &[MessageView]) {
    page.paragraph(say::SAYINGS_KEYS.get(look.lang), Role::Dim);
    for said in messages {
        page.line(Vec::new());
        let (who, when) = (look.name(said.member, &said.name), look.calendar.minute(said.time));
        let head = vec![(format!("{when}  {who}  "), Role::Title), (said.group.clone(), Role::Dim)];
        let text = display::wrap(&look.words(&said.text), page.width()).into_iter();
        let lines = std::iter::once(head).chain(text.map(|line| vec![(line, Role::Text)]));
        page.block(lines.collect(), Lead::Member(said.member));
    }
}
