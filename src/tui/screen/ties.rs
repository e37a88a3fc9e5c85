//! Who answers whom around a leader: a list, and below it a small map of who of them answer each other.

use std::cmp::Reverse;
use std::f64::consts::TAU;

use super::ranking;
use crate::lang::{leaders as say, tui};
use crate::model::portrait::Ties;
use crate::text::display;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::braille::Dots;
use crate::tui::widget::document::Document;
use crate::tui::widget::{Look, chart};

/// Characters of the map.
const MAP: (usize, usize) = (56, 15);
/// Contacts on the map, and lines, the strongest: more of them hide each other.
const MAPPED: (usize, usize) = (12, 24);
/// Columns of a bar.
const BAR: usize = 16;
/// A tie this much weaker than the strongest is drawn in every third dot.
const STRONG: f64 = 0.25;

/// The contacts of the leader under the cursor, the closest first, and their map.
pub(in crate::tui) fn document(state: &State, width: u16) -> Document<()> {
    let look = &state.look;
    let lang = look.lang;
    let mut page = Document::new(width);
    if let Some(row) = state.kol.list.current() {
        page.line(vec![(look.name(row.member.id, &row.member.name), Role::Accent)]);
        if let Some(scores) = ranking::scores(state, &state.kol, row) {
            page.line(vec![(scores, Role::Text)]);
        }
    }
    page.paragraph(say::TIES_ABOUT.get(lang), Role::Dim);
    let Some(ties) = &state.ties.value else {
        let error = state.ties.error.as_deref();
        let role = if error.is_some() { Role::Bad } else { Role::Dim };
        page.paragraph(error.unwrap_or(tui::WAITING.get(lang)), role);
        return page;
    };
    if ties.contacts.is_empty() {
        page.paragraph(say::NO_TIES.get(lang), Role::Dim);
        return page;
    }
    list(&mut page, ties, look);
    page.heading(say::TIES_MAP.get(lang));
    map(&mut page, ties, look);
    page
}

fn list(page: &mut Document<()>, ties: &Ties, look: &Look) {
    let lang = look.lang;
    let head = format!("{:>3} {}", "#", display::fit(tui::column("name").map_or("", |name| name.get(lang)), 20));
    let numbers = [say::ANSWERS_THEM, say::ANSWERED_BY].map(|title| display::right(title.get(lang), 9)).concat();
    page.line(vec![(head, Role::Title), (numbers, Role::Title)]);
    let most = ties.contacts.iter().map(|contact| contact.sent + contact.received).max().unwrap_or(0).max(1);
    for (number, contact) in (1..).zip(&ties.contacts) {
        let share = f64::from(contact.sent + contact.received) / f64::from(most);
        page.line(vec![
            (format!("{number:>3} "), Role::Dim),
            (display::fit(&look.name(contact.id, &contact.name), 20), Role::Text),
            (format!("{:>9}{:>9}  ", contact.received, contact.sent), Role::Text),
            (chart::bar(look, share, BAR), Role::Bar),
        ]);
    }
}

/// The leader in the middle, contacts around by their numbers in the list; lines where one answers the other.
fn map(page: &mut Document<()>, ties: &Ties, look: &Look) {
    let (columns, rows) = (MAP.0.min(page.width()), MAP.1);
    let mut dots = Dots::new(columns, rows);
    let (across, down) = dots.size();
    let middle = (across / 2, down / 2);
    let shown = ties.contacts.len().min(MAPPED.0);
    let place = |at: usize| {
        let turn = TAU * at as f64 / shown as f64;
        let x = middle.0 as f64 + turn.sin() * (middle.0 as f64 - 4.0).max(0.0);
        let y = middle.1 as f64 - turn.cos() * (middle.1 as f64 - 2.0).max(0.0);
        (x.round() as usize, y.round() as usize)
    };
    let strengths = ties.contacts.iter().take(shown).map(|contact| contact.sent + contact.received);
    let spokes = strengths.enumerate().map(|(at, answers)| (middle, place(at), answers));
    let among = ties.among.iter().filter(|(one, other, _)| *one.max(other) < shown);
    let others = among.map(|(one, other, answers)| (place(*one), place(*other), *answers));
    let mut lines: Vec<_> = spokes.chain(others).collect();
    lines.sort_by_key(|(.., answers)| Reverse(*answers));
    lines.truncate(MAPPED.1);
    let most = lines.first().map_or(0, |(.., answers)| *answers);
    for (from, to, answers) in lines {
        let is_strong = f64::from(answers) >= STRONG * f64::from(most);
        dots.line(from, to, if is_strong { 1 } else { 3 });
    }
    let mut drawn: Vec<char> = (0..columns * rows).map(|at| dots.symbol(at, look.ascii).unwrap_or(' ')).collect();
    let mut write = |(x, y): (usize, usize), text: &str| {
        let start = y / 4 * columns + (x / 2).min(columns - text.chars().count().min(columns));
        for (at, char) in (start..).zip(text.chars()) {
            drawn.get_mut(at).into_iter().for_each(|cell| *cell = char);
        }
    };
    (0..shown).for_each(|at| write(place(at), &(at + 1).to_string()));
    write(middle, if look.ascii { "@" } else { "●" });
    for row in drawn.chunks(columns.max(1)) {
        page.line(vec![(row.iter().collect::<String>().trim_end().to_owned(), Role::Text)]);
    }
}
