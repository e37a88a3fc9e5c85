//! How a member's page opens: the name, and one sentence whose clauses lead to their evidence.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::lang::tui::Clause;
use crate::lang::{Lang, tui as say};
use crate::model::view::MemberPortrait;
use crate::model::{Calendar, Value};
use crate::text::display;
use crate::tui::theme::Role;
use crate::tui::widget::{Canvas, Look};
use crate::tui::words;

/// A piece of a line, and the place of the clause it belongs to.
type Piece = (String, Option<usize>);

/// The opening as it lies on the screen.
#[derive(Debug)]
pub(in crate::tui) struct Opening {
    name: String,
    lines: Vec<Vec<Piece>>,
    /// What the clauses on screen rest on, in their order.
    pub(in crate::tui) abouts: Vec<&'static str>,
}

impl Opening {
    /// The opening in lines of `columns`, the sentence in `room` of them at the most.
    pub(in crate::tui) fn of(portrait: &MemberPortrait, look: &Look, columns: usize, room: usize) -> Opening {
        let (mut text, mut clauses) = sentence(portrait, look);
        while clauses.len() > 1 && display::wrap(&text, columns).len() > room {
            clauses.pop();
            text.truncate(clauses.last().map_or(0, |(place, _)| place.end));
            text.push('…');
        }
        let lines = laid_out(&text, &clauses, columns, room);
        let shown = lines.iter().flatten().filter_map(|(_, clause)| *clause).max().map_or(0, |last| last + 1);
        let abouts = clauses.iter().take(shown).map(|(_, about)| *about).collect();
        Opening { name: name_line(portrait, look, columns), lines, abouts }
    }

    /// How many rows it takes.
    pub(in crate::tui) fn rows(&self) -> u16 {
        1 + self.lines.len() as u16
    }

    /// The clause at a column and row of the opening.
    pub(in crate::tui) fn clause_at(&self, column: u16, row: u16) -> Option<usize> {
        let mut end = 0;
        let mut pieces = self.lines.get(usize::from(row.checked_sub(1)?))?.iter();
        let hit = pieces.find(|(text, _)| {
            end += display::width(text);
            usize::from(column) < end
        });
        hit?.1
    }

    /// Draws it, with the clause under the cursor lit.
    pub(in crate::tui) fn draw(&self, canvas: &mut Canvas, area: Rect, selected: usize) {
        canvas.put(area.x, area.y, area.width, &self.name, Role::Title);
        for (row, line) in (1..area.height).zip(&self.lines) {
            let (mut x, y) = (area.x, area.y + row);
            for (text, clause) in line {
                let end = canvas.put(x, y, area.right().saturating_sub(x), text, Role::Text);
                if *clause == Some(selected) {
                    canvas.shade(Rect::new(x, y, end - x, 1), Role::Selected);
                }
                x = end;
            }
        }
    }
}

/// Name, number, day, community and account in one line: as many of them as fit whole.
/// The member in one paragraph: the name, and the whole sentence.
pub(in crate::tui) fn summary(portrait: &MemberPortrait, look: &Look) -> String {
    let name = look.name(portrait.row.id, &portrait.row.name);
    let (sentence, _) = sentence(portrait, look);
    say::summary(look.lang, &name, &sentence)
}

fn name_line(portrait: &MemberPortrait, look: &Look, columns: usize) -> String {
    let row = &portrait.row;
    let mut parts = vec![look.name(row.id, &row.name), format!("id:{}", row.id)];
    parts.extend(portrait.as_of.map(|day| say::as_of(look.lang, &day.to_string())));
    parts.push(row.community.clone());
    if !row.platform_id.is_empty() && !look.privacy {
        parts.push(format!("{}:{}", row.platform, row.platform_id));
    }
    parts.retain(|part| !part.is_empty());
    let line = |parts: &[String]| parts.join(" · ");
    while parts.len() > 1 && display::width(&line(&parts)) > columns {
        parts.pop();
    }
    line(&parts)
}

/// The sentence as the explorer opens a member's page on it.
pub fn sentence_on(portrait: &MemberPortrait, lang: Lang, calendar: &Calendar) -> String {
    joined(clauses(portrait, lang, calendar), lang).0
}

/// The sentence, and where in it each clause stands.
fn sentence(portrait: &MemberPortrait, look: &Look) -> (String, Vec<(Range<usize>, &'static str)>) {
    joined(clauses(portrait, look.lang, &look.calendar), look.lang)
}

fn joined(clauses: Vec<Clause>, lang: Lang) -> (String, Vec<(Range<usize>, &'static str)>) {
    let mut text = String::new();
    let mut places = Vec::new();
    for clause in clauses {
        if !text.is_empty() {
            text.push_str(clause.link);
        }
        let start = text.len();
        text.push_str(&display::clean(&clause.text));
        places.push((start..text.len(), clause.about));
    }
    text.push_str(lang.pick(("。", ".")));
    if let Some(first) = text.get_mut(..1).filter(|_| lang == Lang::En) {
        first.make_ascii_uppercase();
    }
    (text, places)
}

/// What is known, as a person would say it; each clause names the attribute or field that it rests on.
pub fn clauses(portrait: &MemberPortrait, lang: Lang, calendar: &Calendar) -> Vec<Clause> {
    let known = |key: &str| {
        let mut attributes = portrait.attributes.iter().map(|(_, attribute)| attribute);
        attributes.find(|attribute| attribute.key == key).map(|attribute| &attribute.value)
    };
    let word = |key: &str| known(key).map(|value| words::value(key, value, lang));
    let code = |key: &str| match known(key) {
        Some(Value::Code(code)) => Some(code.as_str()),
        _ => None,
    };
    let few = |key: &'static str| match known(key) {
        Some(Value::Words(words)) if !words.is_empty() => {
            let first = words.iter().take(3).map(|(word, _)| word.as_str()).collect::<Vec<_>>();
            Some((say::talks_about(lang, &first.join(lang.pick(("、", ", ")))), key))
        }
        _ => None,
    };
    let place = match known("region") {
        Some(Value::Place { province, city }) => Some(city.as_ref().unwrap_or(province).as_str()),
        _ => None,
    };
    let (age, occupation) = (word("age_band"), word("occupation"));
    let who = say::Who {
        place,
        age: age.as_deref(),
        occupation: occupation.as_deref(),
        gender: code("gender"),
        life_stage: code("life_stage"),
        is_young: portrait.tags.iter().any(|tag| tag.name == say::YOUNG_MOTHER),
    };
    let row = &portrait.row;
    let clause = |text: String, about| Clause::new(lang, text, about);
    let mut clauses = say::who(lang, who);
    let lately = row.stage.as_ref().and_then(|stage| say::lately(lang, stage));
    clauses.extend(lately.map(|text| clause(text.to_owned(), "stage")));
    clauses.push(clause(say::has_said(lang, &words::count(row.messages)), "messages"));
    let influences = code("mechanism").and_then(|mechanism| say::influences_by(lang, mechanism));
    clauses.extend(influences.map(|text| clause(text.to_owned(), "mechanism")));
    clauses.extend(few("topics").or_else(|| few("keywords")).map(|(text, about)| clause(text, about)));
    let orders = known("orders").and_then(Value::number).filter(|orders| *orders >= 1.0);
    if let (Some(orders), Some(amount)) = (orders, word("amount")) {
        clauses.push(clause(say::has_bought(lang, orders, &amount), "orders"));
    }
    if let (Some(as_of), Some(last)) = (portrait.as_of, row.last_seen) {
        let days = as_of - calendar.day(last);
        if days >= 7 {
            clauses.push(clause(say::silent_for(lang, days.into()), "last_seen"));
        }
    }
    clauses
}

/// The text in lines, each cut where a clause begins or ends.
fn laid_out(text: &str, clauses: &[(Range<usize>, &'static str)], columns: usize, room: usize) -> Vec<Vec<Piece>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in display::wrap(text, columns).into_iter().take(room) {
        // Wrapping leaves out no more than the blanks between two lines.
        let start = at + text[at..].find(&line).unwrap_or(0);
        at = (start + line.len()).min(text.len());
        lines.push(pieces(text, clauses, start..at));
    }
    lines
}

fn pieces(text: &str, clauses: &[(Range<usize>, &'static str)], line: Range<usize>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = line.start;
    let mut put = |range: Range<usize>, clause| {
        let piece = text.get(range).filter(|piece| !piece.is_empty());
        pieces.extend(piece.map(|piece| (piece.to_owned(), clause)));
    };
    for (place, (clause, _)) in clauses.iter().enumerate() {
        let (start, end) = (clause.start.max(at), clause.end.min(line.end));
        if start < end {
            put(at..start, None);
            put(start..end, Some(place));
            at = end;
        }
    }
    put(at..line.end, None);
    pieces
}
