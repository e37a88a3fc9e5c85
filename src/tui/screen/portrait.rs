//! The lines of a member's page: attributes by dimension, tags, and the life in the community.

use crate::lang::{Lang, course as course_words, tui as say};
use crate::model::attribute::{ATTRIBUTES, Attribute};
use crate::model::view::{ChangeView, MemberPortrait, TagSource, TagView};
use crate::model::{Dimension, MemberId};
use crate::text::display;
use crate::tui::theme::Role;
use crate::tui::widget::document::{Document, Piece};
use crate::tui::widget::{Look, chart};
use crate::tui::words;

/// Where a line of the page leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::tui) enum Target {
    /// The evidence of an attribute key, or of `tag:NAME`.
    Evidence(String),
    /// Another member.
    Member(MemberId),
    /// Nowhere: a note of the operator, by its number.
    Note(i64),
}

type Page = Document<Target>;

/// Lines that a value takes at most.
const VALUE_LINES: usize = 3;

/// What the operator plans with the member and noted of them.
pub(in crate::tui) fn plan(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    let told = portrait.plan.told();
    if told.is_empty() && portrait.notes.is_empty() {
        return;
    }
    page.heading(say::PLAN_AND_NOTES.get(look.lang));
    if !told.is_empty() {
        page.paragraph(&say::planned(look.lang, &told), Role::Accent);
    }
    for note in &portrait.notes {
        let day = words::day(&look.calendar, Some(note.time));
        let mut lines = display::wrap(&format!("{day}  {}", look.words(&note.text)), page.width()).into_iter();
        page.link(vec![(lines.next().unwrap_or_default(), Role::Text)], Target::Note(note.id));
        lines.for_each(|line| page.line(vec![(line, Role::Text)]));
    }
}

/// Tags with their reasons.
pub(in crate::tui) fn tags(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    if portrait.tags.is_empty() {
        return;
    }
    page.heading(say::TAB_TAGS.get(look.lang));
    for tag in &portrait.tags {
        let sign = if tag.source == TagSource::Hand { " *" } else { "" };
        let mut pieces = vec![(display::fit(&format!("{}{sign}", tag.name), 16), Role::Accent)];
        pieces.extend(reasons(tag, look.lang));
        page.link(pieces, Target::Evidence(format!("tag:{}", tag.name)));
    }
}

/// The conditions of a tag's rule that the member meets, each with the member's own value where it says more; what
/// somebody wrote, of a tag by hand.
fn reasons(tag: &TagView, lang: Lang) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for condition in tag.conditions.iter().filter(|condition| condition.met == Some(true)) {
        let sign = if pieces.is_empty() { " " } else { " · " };
        pieces.push((format!("{sign}{}", condition.needed), Role::Dim));
        let key = condition.field.as_deref().unwrap_or_default();
        let own = condition.value.as_ref().map(|value| words::value(key, value, lang));
        let own = own.filter(|own| !condition.needed.contains(own.as_str()));
        pieces.extend(own.map(|own| (say::own(lang, &own), Role::Text)));
    }
    if pieces.is_empty() { vec![(format!(" {}", tag.reason), Role::Dim)] } else { pieces }
}

/// The dimensions with every attribute of the registry; unknown ones in one line each dimension.
pub(in crate::tui) fn attributes(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    let lang = look.lang;
    for dimension in Dimension::ALL {
        page.heading(words::dimension(dimension, lang));
        let mut unknown = Vec::new();
        for spec in ATTRIBUTES.iter().filter(|spec| spec.dimension == dimension) {
            let mut attributes = portrait.attributes.iter().map(|(_, attribute)| attribute);
            match attributes.find(|attribute| attribute.key == spec.key) {
                Some(attribute) => {
                    let mut value = words::value(&attribute.key, &attribute.value, lang);
                    if portrait.locked.contains(&attribute.key) {
                        value.push_str(say::LOCKED.get(lang));
                    }
                    attribute_line(page, attribute, value, look);
                }
                None => unknown.push(words::title(spec.key, lang)),
            }
        }
        if !unknown.is_empty() {
            let text = format!("{}{}", say::UNKNOWN_ONES.get(lang), unknown.join(lang.pick(("、", ", "))));
            page.paragraph(&text, Role::Dim);
        }
    }
    if !portrait.fields.is_empty() {
        page.heading(say::FIELDS.get(lang));
        for attribute in &portrait.fields {
            // A column of the operator's own may hold anything, and an answer is what somebody wrote.
            let value = look.words(&words::value(&attribute.key, &attribute.value, lang));
            attribute_line(page, attribute, value, look);
        }
    }
}

/// Title, value, confidence, provenance and the number of observations, in columns; a long value goes on below.
fn attribute_line(page: &mut Page, attribute: &Attribute, mut value: String, look: &Look) {
    let lang = look.lang;
    let title_room = if lang == Lang::En { 18 } else { 16 };
    let source_room = if lang == Lang::En { 20 } else { 16 };
    let value_room = page.width().saturating_sub(title_room + source_room + 2).max(6);
    if !attribute.conflicts.is_empty() {
        value.push_str(say::CONFLICTED.get(lang));
    }
    let provenance = words::provenance(attribute.provenance, lang);
    let source = say::source_in_short(provenance, attribute.confidence, attribute.n);
    let value_role = if attribute.conflicts.is_empty() { Role::Accent } else { Role::Warn };
    let mut title = display::fit(&words::title(&attribute.key, lang), title_room);
    let mut source = display::fit(&source, source_room);
    let line = |value: String| {
        let value = format!(" {} ", display::fit(&value, value_room));
        let blank = " ".repeat(title_room);
        vec![
            (std::mem::replace(&mut title, blank), Role::Text),
            (value, value_role),
            (std::mem::take(&mut source), Role::Dim),
        ]
    };
    let lines = lines_of(&value, value_room).into_iter().map(line).collect();
    page.block(lines, Target::Evidence(attribute.key.clone()));
}

/// A value in lines of so many columns: the whole of it stands on its evidence.
fn lines_of(value: &str, columns: usize) -> Vec<String> {
    let mut lines = display::wrap(value, columns);
    if lines.len() > VALUE_LINES {
        lines.truncate(VALUE_LINES);
        let last = lines.pop().unwrap_or_default();
        lines.push(format!("{}…", display::clip(&last, columns - 1).trim_end_matches('…')));
    }
    if lines.is_empty() { vec![String::new()] } else { lines }
}

/// Activity, contacts, orders, groups, names, accounts and history.
pub(in crate::tui) fn life(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    places(page, portrait, look);
    weeks(page, portrait, look);
    heat_map(page, portrait, look);
    contacts(page, portrait, look);
    orders(page, portrait, look);
    memberships(page, portrait, look);
    names(page, portrait, look);
    course(page, portrait, look);
    history(page, portrait, look);
}

/// The known scores, each a bar over its scale with the community's median marked.
fn places(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    if portrait.places.is_empty() {
        return;
    }
    page.heading(say::PLACES.get(look.lang));
    let room = page.width().saturating_sub(44).clamp(8, 30);
    for place in &portrait.places {
        let pieces = vec![
            (display::fit(&words::title(place.key, look.lang), 12), Role::Text),
            (format!(" {:>5} ", words::score_of(place.key, place.number)), Role::Accent),
            (
                chart::marked_bar(look, on_scale(place.key, place.number), on_scale(place.key, place.median), room),
                Role::Bar,
            ),
            (format!(" {}", say::above(look.lang, place.percentile)), Role::Dim),
        ];
        page.link(pieces, Target::Evidence(place.key.to_owned()));
    }
}

/// A score as a share of its scale.
pub(in crate::tui) fn on_scale(key: &str, number: f64) -> f64 {
    match key {
        "churn_risk" => number,
        "sentiment" => (number + 1.0) / 2.0,
        _ => number / 100.0,
    }
}

fn weeks(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    if portrait.weeks.is_empty() {
        return;
    }
    page.heading(&say::weekly(look.lang, portrait.weeks.len()));
    page.line(vec![(chart::sparkline(look, &portrait.weeks), Role::Bar)]);
}

fn heat_map(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    if portrait.hours.len() < 168 || page.width() < 52 {
        return;
    }
    page.heading(say::HEAT_MAP.get(look.lang));
    let hours: String = (0..24).step_by(3).map(|hour| format!("{hour:<6}")).collect();
    page.line(vec![(format!("    {hours}"), Role::Dim)]);
    for weekday in 0..7 {
        let label = display::fit(say::WEEKDAYS[weekday].get(look.lang), 4);
        page.line(vec![(label, Role::Dim), (chart::heat_row(look, &portrait.hours, weekday), Role::Bar)]);
    }
}

fn contacts(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    if portrait.contacts.is_empty() {
        return;
    }
    page.heading(say::CONTACTS.get(look.lang));
    for contact in &portrait.contacts {
        let pieces = vec![
            (display::fit(&look.name(contact.id, &contact.name), 20), Role::Accent),
            (say::exchanged(look.lang, contact.sent, contact.received), Role::Dim),
        ];
        page.link(pieces, Target::Member(contact.id));
    }
}

fn orders(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    if portrait.orders.is_empty() {
        return;
    }
    page.heading(say::ORDERS.get(look.lang));
    for order in &portrait.orders {
        let day = words::day(&look.calendar, Some(order.time));
        let pieces: Vec<Piece> = vec![
            (format!("{day}  "), Role::Dim),
            (format!("{:>11}  ", words::money(order.revenue)), Role::Text),
            (display::fit(say::order_status(&order.status, look.lang), 7), Role::Dim),
            (order.items.clone(), Role::Text),
        ];
        page.line(pieces);
    }
}

fn memberships(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    if portrait.memberships.is_empty() {
        return;
    }
    page.heading(say::TAB_GROUPS.get(look.lang));
    for membership in &portrait.memberships {
        let day = |time| words::day(&look.calendar, Some(time));
        let mut facts =
            vec![words::code("role", &membership.role, look.lang), say::messages(look.lang, membership.messages)];
        facts.extend(membership.joined.map(|joined| say::joined_on(look.lang, &day(joined))));
        facts.extend(membership.left.map(|left| say::left_on(look.lang, &day(left))));
        let inviter = membership.inviter.as_ref().filter(|_| !look.privacy);
        facts.extend(inviter.map(|inviter| say::invited_by(look.lang, inviter)));
        page.line(vec![
            (display::fit(&membership.group, 20), Role::Text),
            (format!(" {}", facts.join(" · ")), Role::Dim),
        ]);
    }
}

fn names(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    page.heading(say::NAMES.get(look.lang));
    for name in &portrait.names {
        let last = words::day(&look.calendar, name.last_seen);
        let group = name.group.as_deref().unwrap_or_default();
        page.line(vec![
            (display::fit(&look.name(portrait.row.id, &name.name), 20), Role::Text),
            (format!(" {} {last} {group}", say::name_kind(&name.kind, look.lang)), Role::Dim),
        ]);
    }
    for identity in portrait.identities.iter().filter(|_| !look.privacy) {
        let id = identity.platform_id.as_deref().unwrap_or(words::UNKNOWN);
        let weak = if identity.weak { say::WEAK_IDENTITY.get(look.lang) } else { "" };
        let alias = identity.alias.as_deref().unwrap_or_default();
        page.line(vec![
            (display::fit(&format!("{}:{id}", identity.platform), 32), Role::Text),
            (format!(" {} {alias} {weak}", say::messages(look.lang, identity.messages)), Role::Dim),
        ]);
    }
}

fn course(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    if portrait.course.is_empty() {
        return;
    }
    let lang = look.lang;
    page.heading(course_words::TITLE.get(lang));
    for row in &portrait.course {
        let activity = format!("{:>3}  ", words::score(Some(row.activity)));
        page.line(vec![
            (format!("{}  ", row.day), Role::Dim),
            (display::fit(&words::code("stage", row.stage.as_deref().unwrap_or("unknown"), lang), 10), Role::Text),
            (display::fit(&words::code("level", &row.level, lang), 7), Role::Text),
            (activity, Role::Accent),
            (course_words::quarter(lang, row.active_days, row.answers), Role::Dim),
        ]);
    }
    page.paragraph(course_words::ABOUT.get(lang), Role::Dim);
}

fn history(page: &mut Page, portrait: &MemberPortrait, look: &Look) {
    if portrait.history.is_empty() {
        return;
    }
    let lang = look.lang;
    page.heading(say::HISTORY.get(lang));
    for change in &portrait.history {
        let code =
            |code: &Option<String>| words::or_unknown(code.as_ref().map(|code| words::code(&change.what, code, lang)));
        let (what, course) = match change.what.strip_prefix("tag:") {
            Some(tag) => (say::TAG_NAME.get(lang).to_owned(), say::tag_change(change.to.is_some(), tag)),
            None => (words::title(&change.what, lang), format!("{} → {}", code(&change.from), code(&change.to))),
        };
        page.line(vec![
            (format!("{}  ", change.day), Role::Dim),
            (format!("{what}  "), Role::Text),
            (course, Role::Accent),
            (format!("  {}", why(change, lang)), Role::Dim),
        ]);
    }
}

/// Why a build changed something; under another scheme, which.
fn why(change: &ChangeView, lang: Lang) -> String {
    let cause = say::cause(&change.cause, lang);
    if change.cause == "scheme" {
        format!("{cause}{}{}", lang.pick(("：", ": ")), change.scheme)
    } else {
        cause.to_owned()
    }
}
