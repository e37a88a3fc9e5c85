//! A brief on the members under the filter, with the strategies that fit them.

use crate::lang::{brief as say, keywords as said, report, topics};
use crate::model::topic::{Content, Keywords};
use crate::query::{Expr, explain, format_in};
use crate::task::brief::{Advice, Brief};
use crate::text::display;
use crate::tui::state::Remote;
use crate::tui::theme::Role;
use crate::tui::widget::document::{Document, Piece};
use crate::tui::widget::{Look, chart};
use crate::tui::words;

/// Topics, questions and days of the week shown.
const TOPICS: usize = 8;
const QUESTIONS: usize = 5;
const DAYS: usize = 3;
/// Columns of what is measured, before its numbers.
const NAME: usize = 26;
const BAR: usize = 8;

/// A brief being read.
#[derive(Debug)]
pub(in crate::tui) struct Briefing {
    /// Whom it is about; everybody, if none.
    pub(in crate::tui) filter: Option<Expr>,
    pub(in crate::tui) found: Remote<Box<Brief>>,
    /// The first line on screen.
    pub(in crate::tui) top: u64,
}

impl Briefing {
    /// Whom the strategy of a number fits.
    pub(in crate::tui) fn condition(&self, number: usize) -> Option<Expr> {
        let advice = self.found.value.as_ref()?.advice.get(number.checked_sub(1)?)?;
        Some(advice.strategy.when.clone())
    }

    /// The lines, as far as the answer is here.
    pub(in crate::tui) fn document(&self, look: &Look, width: u16) -> Document<()> {
        let mut page = Document::new(width);
        page.paragraph(say::KEYS.get(look.lang), Role::Dim);
        match &self.found.value {
            Some(found) => all(&mut page, self.filter.as_ref(), found, look),
            None => {
                let error = self.found.error.as_deref();
                let role = if error.is_some() { Role::Bad } else { Role::Dim };
                page.paragraph(error.unwrap_or(crate::lang::tui::WAITING.get(look.lang)), role);
            }
        }
        page
    }
}

fn all(page: &mut Document<()>, filter: Option<&Expr>, found: &Brief, look: &Look) {
    let lang = look.lang;
    let whom = match filter {
        Some(filter) if look.hides(filter) => look.words(""),
        Some(filter) => format_in(filter, lang),
        None => say::WHOLE.get(lang).to_owned(),
    };
    page.paragraph(&say::size(lang, &display::clean(&whom), found.members, found.everybody), Role::Text);
    page.heading(say::TRAITS.get(lang));
    for traits in &found.traits {
        let value = words::code(&traits.field, &traits.value, lang);
        let name = format!("{} {value}", words::title(&traits.field, lang));
        let shares = say::beside(lang, traits.of_a, traits.of_b, traits.is_of_known());
        measured(page, look, &name, traits.share_a, &shares);
    }
    otherwise(page, found.traits.is_empty(), say::NO_TRAITS.get(lang));
    content(page, &found.content, &found.keywords, look);
    page.heading(say::TONES.get(lang));
    for row in &found.tones.rows {
        let earned = say::tone_earned(lang, row.answered, row.otherwise, (row.low, row.high), row.messages);
        let role = if row.low > 0.0 { Role::Good } else { Role::Warn };
        page.paragraph(&format!("{}  {earned}", say::tone(lang, row.tone)), role);
    }
    let none = if found.tones.is_answered { say::NO_TONES } else { say::NO_ANSWERS };
    otherwise(page, found.tones.rows.is_empty(), none.get(lang));
    if let Some(part) = found.tones.part {
        page.paragraph(&say::read_in_part(lang, part), Role::Dim);
    }
    page.heading(say::STRATEGIES.get(lang));
    for (place, one) in (1..).zip(&found.advice) {
        advice(page, place, one, found.members, look);
    }
    let (scheme, count) = &found.scheme;
    page.paragraph(&say::of_scheme(lang, &display::clean(scheme), found.advice.len(), *count), Role::Dim);
}

/// A name, a bar and the numbers behind it.
fn measured(page: &mut Document<()>, look: &Look, name: &str, share: f64, numbers: &str) {
    let pieces: Vec<Piece> = vec![
        (format!("{} ", display::fit(name, NAME)), Role::Text),
        (format!("{} ", display::fit(&chart::bar(look, share, BAR), BAR)), Role::Bar),
        (numbers.to_owned(), Role::Dim),
    ];
    page.line(pieces);
}

fn otherwise(page: &mut Document<()>, is_empty: bool, none: &str) {
    if is_empty {
        page.paragraph(none, Role::Dim);
    }
}

fn content(page: &mut Document<()>, content: &Content, keywords: &Keywords, look: &Look) {
    let lang = look.lang;
    page.heading(say::TOPICS.get(lang));
    let found = &content.topics.topics;
    for topic in found.iter().take(TOPICS) {
        let trend = topic.trend.map_or("", |trend| topics::trend(lang, trend));
        let mark = if topic.discovered { "~ " } else { "" };
        let numbers = say::topic(lang, topic.members, topic.messages, trend);
        measured(page, look, &format!("{mark}{}", topic.name), topic.share, &numbers);
    }
    otherwise(page, found.is_empty(), say::NO_TOPICS.get(lang));
    if !keywords.words.is_empty() {
        let words: Vec<String> = keywords.words.iter().map(|keyword| look.words(&keyword.word)).collect();
        let words = display::clean(&words.join(lang.pick(("、", ", ")))).into_owned();
        page.paragraph(&format!("{}  {words}", say::KEYWORDS.get(lang)), Role::Text);
    }
    let read = keywords.part.map(|part| said::part(lang, part));
    let excerpt = content.topics.excerpt.part().map(|part| topics::excerpt(lang, part));
    read.into_iter().chain(excerpt).for_each(|told| page.paragraph(&told, Role::Dim));
    page.heading(say::QUESTIONS.get(lang));
    for item in content.questions.iter().take(QUESTIONS) {
        let said = item.words.as_ref().map_or(("", ""), |words| (words.text.as_str(), words.group.as_str()));
        let line = format!("{} · {}  {}", look.name(item.member, &item.name), said.1, look.words(said.0));
        page.paragraph(&display::clean(&line.replace('\n', " ")), Role::Text);
    }
    otherwise(page, content.questions.is_empty(), say::NO_QUESTIONS.get(lang));
    if content.questions.len() > QUESTIONS {
        page.paragraph(&say::more_questions(lang, content.questions.len() - QUESTIONS), Role::Dim);
    }
    let share = |answered: u64, messages: u64| answered as f64 / messages.max(1) as f64;
    let day = |day: u8| report::DAYS[usize::from(day) % 7].get(lang);
    page.heading(say::HOURS.get(lang));
    for row in &content.hours {
        let name = format!("{} {:02}:00", day(row.day), row.hour);
        measured(page, look, &name, share(row.answered, row.messages), &say::answered(row.answered, row.messages));
    }
    otherwise(page, content.hours.is_empty(), say::NO_HOURS.get(lang));
    page.heading(say::DAYS.get(lang));
    let days = || content.days.iter().filter(|row| row.answered > 0);
    for row in days().take(DAYS) {
        let numbers = say::answered(row.answered, row.messages);
        measured(page, look, day(row.day), share(row.answered, row.messages), &numbers);
    }
    otherwise(page, days().next().is_none(), say::NO_HOURS.get(lang));
}

fn advice(page: &mut Document<()>, place: usize, advice: &Advice, members: u64, look: &Look) {
    let lang = look.lang;
    let strategy = &advice.strategy;
    let kind = say::kind(lang, strategy.kind.key());
    page.line(vec![
        (format!("{place:>2} "), Role::Key),
        (format!("{} ", display::clean(strategy.called(lang))), Role::Accent),
        (format!("· {kind} · "), Role::Dim),
        (say::fits(lang, advice.members, members, advice.everybody), Role::Text),
    ]);
    let when = explain(&strategy.when, lang);
    let open = strategy.open.then_some(say::OPEN.get(lang));
    for (title, text, role) in [
        (say::WHAT, strategy.what.get(lang), Role::Text),
        (say::WHY, strategy.why.get(lang), Role::Dim),
        (say::WHEN, when.as_str(), Role::Dim),
    ] {
        hanging(page, title.get(lang), text, role);
    }
    if let Some(open) = open {
        hanging(page, "", open, Role::Good);
    }
    page.line(Vec::new());
}

/// A text below its title, every line as far in.
fn hanging(page: &mut Document<()>, title: &str, text: &str, role: Role) {
    let lead = format!("   {title}  ");
    let indent = display::width(&lead);
    let mut lead = (lead, Role::Dim);
    for line in display::wrap(&display::clean(text), page.width().saturating_sub(indent)) {
        page.line(vec![std::mem::replace(&mut lead, (" ".repeat(indent), Role::Dim)), (line, role)]);
    }
}
