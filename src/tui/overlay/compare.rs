//! Two members side by side.

use std::collections::BTreeSet;

use crate::lang::tui as say;
use crate::model::attribute::ATTRIBUTES;
use crate::model::comparison::ScorePlace;
use crate::model::view::MemberPortrait;
use crate::model::{Attribute, MemberId};
use crate::text::display;
use crate::tui::screen::portrait::on_scale;
use crate::tui::state::Remote;
use crate::tui::theme::Role;
use crate::tui::widget::document::{Document, Piece};
use crate::tui::widget::{Look, chart};
use crate::tui::words;

/// Columns of the titles.
const TITLES: usize = 16;

/// Two members being compared.
#[derive(Debug)]
pub(in crate::tui) struct Comparison {
    pub(in crate::tui) members: (MemberId, MemberId),
    pub(in crate::tui) pages: Remote<Box<(MemberPortrait, MemberPortrait)>>,
    /// The first line on screen.
    pub(in crate::tui) top: u64,
}

impl Comparison {
    pub(in crate::tui) fn of(one: MemberId, other: MemberId) -> Comparison {
        Comparison { members: (one, other), pages: Remote::default(), top: 0 }
    }
}

/// Names, scores, tags, activity, and where the two differ before where they agree.
pub(in crate::tui) fn document(comparison: &Comparison, look: &Look, width: u16) -> Document<()> {
    let mut page = Document::new(width);
    page.paragraph(say::COMPARE_KEYS.get(look.lang), Role::Dim);
    let Some(pages) = &comparison.pages.value else {
        let error = comparison.pages.error.as_deref();
        page.paragraph(
            error.unwrap_or(say::WAITING.get(look.lang)),
            if error.is_some() { Role::Bad } else { Role::Dim },
        );
        return page;
    };
    let (one, other) = pages.as_ref();
    let name = |portrait: &MemberPortrait| look.name(portrait.row.id, &portrait.row.name);
    beside(&mut page, "", (&name(one), &name(other)), Role::Title);
    scores(&mut page, one, other, look);
    beside(
        &mut page,
        &words::title("messages", look.lang),
        (&words::count(one.row.messages), &words::count(other.row.messages)),
        Role::Text,
    );
    let seen = |portrait: &MemberPortrait| words::day(&look.calendar, portrait.row.last_seen);
    beside(&mut page, &words::title("last_seen", look.lang), (&seen(one), &seen(other)), Role::Text);
    trends(&mut page, one, other, look);
    tags(&mut page, one, other, look);
    attributes(&mut page, one, other, look);
    page
}

fn room(page: &Document<()>) -> usize {
    page.width().saturating_sub(TITLES + 2) / 2
}

fn beside(page: &mut Document<()>, title: &str, (one, other): (&str, &str), role: Role) {
    let room = room(page);
    let pieces: Vec<Piece> = vec![
        (display::fit(title, TITLES), Role::Dim),
        (format!(" {}", display::fit(one, room)), role),
        (format!(" {}", display::fit(other, room)), role),
    ];
    page.line(pieces);
}

fn scores(page: &mut Document<()>, one: &MemberPortrait, other: &MemberPortrait, look: &Look) {
    page.heading(say::PLACES.get(look.lang));
    let bar = room(page).saturating_sub(18).clamp(4, 20);
    let place = |places: &[ScorePlace], key: &str| places.iter().find(|place| place.key == key).cloned();
    let said = |place: Option<ScorePlace>| {
        place.map_or(words::UNKNOWN.to_owned(), |place| {
            let picture =
                chart::marked_bar(look, on_scale(place.key, place.number), on_scale(place.key, place.median), bar);
            let number = words::score_of(place.key, place.number);
            format!("{number:>5} {picture} {}", say::above(look.lang, place.percentile))
        })
    };
    let mut seen = BTreeSet::new();
    for known in one.places.iter().chain(&other.places).filter(|known| seen.insert(known.key)) {
        let cells = (said(place(&one.places, known.key)), said(place(&other.places, known.key)));
        beside(page, &words::title(known.key, look.lang), (&cells.0, &cells.1), Role::Accent);
    }
}

fn trends(page: &mut Document<()>, one: &MemberPortrait, other: &MemberPortrait, look: &Look) {
    let weeks = room(page).min(52);
    let latest = |portrait: &MemberPortrait| {
        let from = portrait.weeks.len().saturating_sub(weeks);
        chart::sparkline(look, &portrait.weeks[from..])
    };
    beside(page, say::WEEKLY_SHORT.get(look.lang), (&latest(one), &latest(other)), Role::Bar);
}

fn tags(page: &mut Document<()>, one: &MemberPortrait, other: &MemberPortrait, look: &Look) {
    let names =
        |portrait: &MemberPortrait| -> BTreeSet<String> { portrait.tags.iter().map(|tag| tag.name.clone()).collect() };
    let (one, other) = (names(one), names(other));
    let joined = |names: Vec<&String>| {
        let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
        if names.is_empty() { words::UNKNOWN.to_owned() } else { names.join(" ") }
    };
    page.heading(say::COMPARE_TAGS_BOTH.get(look.lang));
    page.paragraph(&joined(one.intersection(&other).collect()), Role::Accent);
    page.heading(say::COMPARE_TAGS_OWN.get(look.lang));
    let own = (joined(one.difference(&other).collect()), joined(other.difference(&one).collect()));
    beside(page, "", (&own.0, &own.1), Role::Accent);
}

fn attributes(page: &mut Document<()>, one: &MemberPortrait, other: &MemberPortrait, look: &Look) {
    let value = |portrait: &MemberPortrait, key: &str| {
        let known = portrait.attributes.iter().map(|(_, attribute)| attribute);
        let found: Option<&Attribute> = known.into_iter().find(|attribute| attribute.key == key);
        found.map(|attribute| words::value(key, &attribute.value, look.lang))
    };
    let shown = |spec: &&crate::model::attribute::AttributeSpec| {
        !one.places.iter().chain(&other.places).any(|place| place.key == spec.key)
    };
    let (mut differ, mut agree) = (Vec::new(), Vec::new());
    for spec in ATTRIBUTES.iter().filter(shown) {
        let (own, theirs) = (value(one, spec.key), value(other, spec.key));
        if own.is_none() && theirs.is_none() {
            continue;
        }
        let list = if own == theirs { &mut agree } else { &mut differ };
        list.push((spec.key, words::or_unknown(own), words::or_unknown(theirs)));
    }
    for (title, list) in [(say::COMPARE_DIFFERS, differ), (say::COMPARE_SAME, agree)] {
        if list.is_empty() {
            continue;
        }
        page.heading(title.get(look.lang));
        for (key, own, theirs) in list {
            beside(page, &words::title(key, look.lang), (&own, &theirs), Role::Text);
        }
    }
}
