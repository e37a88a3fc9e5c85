//! Why a value is what it is: its definition, its parts, and the rows for and against.

use ratatui::layout::Rect;
use rustc_hash::FxHashSet;

use super::slices;
use crate::lang::{leaders, profile, tui as say, verdict};
use crate::model::slice::Slice;
use crate::model::view::{Condition, EvidenceLine, MemberPortrait, MessageView, TagSource, TagView};
use crate::model::{Attribute, EvidenceKind, MemberId, attribute};
use crate::query::field;
use crate::task::request::{Question, Ticket};
use crate::text::display;
use crate::tui::state::{Remote, State};
use crate::tui::theme::Role;
use crate::tui::widget::document::{Document, Piece};
use crate::tui::widget::{Canvas, Look, chart};
use crate::tui::words;

/// What is asked about, and how far it is scrolled.
#[derive(Debug)]
pub(in crate::tui) struct EvidencePage {
    /// The key of an attribute or field, or `tag:NAME`.
    pub(in crate::tui) what: String,
    pub(in crate::tui) rows: Remote<Vec<EvidenceLine>>,
    /// What was said last, where that itself is the evidence.
    pub(in crate::tui) said: Remote<Vec<MessageView>>,
    pub(in crate::tui) top: u64,
    /// The slice of the list that it was opened from: what stands here is of the whole.
    pub(in crate::tui) slice: Option<Slice>,
}

/// How many messages show that somebody spoke.
const SAID: u64 = 50;

impl EvidencePage {
    pub(in crate::tui) fn new(what: String, slice: Option<Slice>) -> EvidencePage {
        EvidencePage { what, rows: Remote::default(), said: Remote::default(), top: 0, slice }
    }

    /// Whether it is about speaking as such: every message is evidence.
    fn is_of_speech(&self) -> bool {
        matches!(self.what.as_str(), "messages" | "last_seen")
    }

    /// What is to be asked about the member, to be answered under this ticket.
    pub(in crate::tui) fn ask(&mut self, member: MemberId, ticket: Ticket) -> Question {
        if self.is_of_speech() {
            let question = Question::Messages(member, 0, SAID);
            self.said.expect_answer(ticket, &question);
            return question;
        }
        let question = Question::Evidence(member, self.what.clone());
        self.rows.expect_answer(ticket, &question);
        question
    }

    /// The title of what is asked about.
    pub(in crate::tui) fn title(&self, look: &Look) -> String {
        match self.what.strip_prefix("tag:") {
            Some(tag) => say::tag_title(look.lang, tag),
            None => words::title(&self.what, look.lang),
        }
    }
}

/// The whole page as lines.
pub(in crate::tui) fn document(
    look: &Look,
    portrait: Option<&MemberPortrait>,
    page: &EvidencePage,
    width: u16,
) -> Document<()> {
    let mut document = Document::new(width.saturating_sub(3));
    document.line(vec![(page.title(look), Role::Title)]);
    if let Some(slice) = &page.slice {
        let name = slices::name(look, slice);
        document.paragraph(&leaders::of_the_whole(look.lang, &name), Role::Warn);
    }
    let Some(portrait) = portrait else { return document };
    if page.is_of_speech() {
        describe_speech(&mut document, look, portrait, &page.what);
        said(&mut document, look, &page.said);
        return document;
    }
    match page.what.strip_prefix("tag:") {
        Some(name) => {
            let tag = portrait.tags.iter().find(|tag| tag.name == name);
            describe_tag(&mut document, look, tag);
            tag.into_iter().for_each(|tag| conditions(&mut document, look, portrait, tag));
        }
        None => {
            describe_attribute(&mut document, look, &page.what, find(portrait, &page.what));
            if page.what == "influence" {
                if_they_leave(&mut document, look, portrait);
            }
        }
    }
    rows(&mut document, look, portrait, &page.rows);
    document
}

fn find<'a>(portrait: &'a MemberPortrait, key: &str) -> Option<&'a Attribute> {
    let known = portrait.attributes.iter().map(|(_, attribute)| attribute);
    known.chain(&portrait.fields).find(|attribute| attribute.key == key)
}

fn describe_speech(document: &mut Document<()>, look: &Look, portrait: &MemberPortrait, what: &str) {
    if let Some(spec) = field::find(what) {
        document.paragraph(look.lang.pick(spec.about), Role::Dim);
    }
    let row = &portrait.row;
    let value = match what {
        "messages" => say::messages(look.lang, row.messages),
        _ => words::day(&look.calendar, row.last_seen),
    };
    document.line(vec![(value, Role::Accent)]);
}

fn said(document: &mut Document<()>, look: &Look, remote: &Remote<Vec<MessageView>>) {
    let lang = look.lang;
    let Some(messages) = &remote.value else {
        let text = remote.error.as_deref().unwrap_or(say::WAITING.get(lang));
        return document.line(vec![(text.to_owned(), Role::Dim)]);
    };
    document.heading(say::LATEST_SAID.get(lang));
    if messages.is_empty() {
        document.line(vec![(say::SAID_NOTHING.get(lang).to_owned(), Role::Dim)]);
    }
    for message in messages {
        let place = format!("{} · {}", look.calendar.minute(message.time), message.group);
        document.line(vec![(place, Role::Dim)]);
        spoken(document, look, &message.text);
    }
}

fn spoken(document: &mut Document<()>, look: &Look, text: &str) {
    for text in display::wrap(&look.words(text), document.width().saturating_sub(4)) {
        document.line(vec![(format!("    {text}"), Role::Text)]);
    }
}

fn describe_tag(document: &mut Document<()>, look: &Look, tag: Option<&TagView>) {
    let Some(tag) = tag else { return };
    document.paragraph(&tag.reason, Role::Text);
    let mut facts = vec![say::tag_source(source_key(tag.source), look.lang).to_owned()];
    facts.extend(tag.since.as_ref().map(|since| say::since(look.lang, since)));
    facts.extend(
        tag.precision
            .map(|precision| say::precision(look.lang, precision.value, precision.low, precision.high, precision.n)),
    );
    document.line(vec![(facts.join(" · "), Role::Dim)]);
}

/// Each condition of the tag's rule beside the member's own value, then what those values are made of.
fn conditions(document: &mut Document<()>, look: &Look, portrait: &MemberPortrait, tag: &TagView) {
    if tag.conditions.is_empty() {
        return;
    }
    let lang = look.lang;
    document.heading(say::TAG_CONDITIONS.get(lang));
    let needed = tag.conditions.iter().map(|condition| display::width(&condition.needed)).max().unwrap_or(0);
    let room = needed.min(document.width() / 2);
    for condition in &tag.conditions {
        document.line(condition_line(look, portrait, condition, room));
    }
    let mut asked: Vec<&str> = tag.conditions.iter().filter_map(|condition| condition.field.as_deref()).collect();
    let mut known = FxHashSet::default();
    asked.retain(|key| known.insert(*key));
    for attribute in asked.into_iter().filter_map(|key| find(portrait, key)) {
        parts(document, look, attribute, &say::parts_of(lang, &words::title(&attribute.key, lang)));
    }
}

/// What is needed, the member's own, whether that will do, and where it comes from.
fn condition_line(look: &Look, portrait: &MemberPortrait, condition: &Condition, room: usize) -> Vec<Piece> {
    let lang = look.lang;
    let key = condition.field.as_deref().unwrap_or_default();
    let own = words::or_unknown(condition.value.as_ref().map(|value| words::value(key, value, lang)));
    let role = match condition.met {
        Some(true) => Role::Good,
        Some(false) => Role::Bad,
        None => Role::Warn,
    };
    let mut pieces = vec![
        (display::fit(&condition.needed, room), Role::Text),
        (format!("  {} ", display::fit(&own, 14)), Role::Accent),
        (verdict::met(lang, condition.met).to_owned(), role),
    ];
    pieces.extend(find(portrait, key).map(|attribute| {
        let provenance = words::provenance(attribute.provenance, lang);
        (format!("  {}", say::source_in_short(provenance, attribute.confidence, attribute.n)), Role::Dim)
    }));
    pieces
}

fn describe_attribute(document: &mut Document<()>, look: &Look, key: &str, attribute: Option<&Attribute>) {
    let lang = look.lang;
    if let Some(spec) = attribute::spec(key) {
        document.paragraph(lang.pick(spec.about), Role::Dim);
    }
    let Some(attribute) = attribute else {
        return document.line(vec![(say::UNKNOWN_VALUE.get(lang).to_owned(), Role::Dim)]);
    };
    document.line(Vec::new());
    let source = say::source(lang, words::provenance(attribute.provenance, lang), attribute.confidence, attribute.n);
    document
        .line(vec![(format!("{}  ", words::value(key, &attribute.value, lang)), Role::Accent), (source, Role::Dim)]);
    for conflict in &attribute.conflicts {
        let other = words::value(key, &conflict.value, lang);
        let source = words::provenance(conflict.provenance, lang);
        document.line(vec![(say::conflict(lang, source, &other, conflict.confidence), Role::Warn)]);
    }
    parts(document, look, attribute, say::PARTS.get(lang));
}

/// What would be missing without somebody of influence, with the counts behind it.
fn if_they_leave(document: &mut Document<()>, look: &Look, portrait: &MemberPortrait) {
    let lang = look.lang;
    let known: Vec<&Attribute> =
        ["missing_replies", "missing_threads"].into_iter().filter_map(|key| find(portrait, key)).collect();
    let share = |key| known.iter().find(|attribute| attribute.key == key).and_then(|found| found.value.number());
    document.heading(leaders::IF_GONE.get(lang));
    let told = leaders::missing(lang, leaders::LAST_90, share("missing_replies"), share("missing_threads"));
    document.line(vec![(told, Role::Accent)]);
    known.into_iter().for_each(|attribute| facts(document, look, attribute));
}

/// The table of parts: raw, scaled × weight = contribution.
fn parts(document: &mut Document<()>, look: &Look, attribute: &Attribute, title: &str) {
    if attribute.parts.is_empty() {
        return;
    }
    let lang = look.lang;
    document.heading(title);
    if attribute.parts.iter().all(|part| part.weight == 0.0) {
        return facts(document, look, attribute);
    }
    let wide = document.width() >= 70;
    let name_room = if wide { 27 } else { 14 };
    let column = if wide { 10 } else { 11 };
    let heads = [say::PART_RAW, say::PART_SCALED, say::PART_WEIGHT, say::PART_SHARE].map(|text| text.get(lang));
    let mut head = display::fit(say::PART_NAME.get(lang), name_room);
    for title in heads {
        head.push_str(&display::right(title, column));
    }
    document.line(vec![(head, Role::Dim)]);
    let most = attribute.parts.iter().map(|part| (part.weight * part.scaled).abs()).fold(f64::MIN_POSITIVE, f64::max);
    for part in &attribute.parts {
        if part.weight == 0.0 {
            let name = display::fit(profile::part(&part.key, lang), name_room);
            document.line(vec![(name, Role::Text), (words::uncounted(part, lang), Role::Dim)]);
            continue;
        }
        let share = part.weight * part.scaled;
        let mut line = display::fit(profile::part(&part.key, lang), name_room);
        for number in [
            words::plain(part.raw),
            format!("{:.2}", part.scaled),
            format!("{:.2}", part.weight),
            format!("{share:.2}"),
        ] {
            line.push_str(&display::right(&number, column));
        }
        let room = document.width().saturating_sub(name_room + 4 * column + 2).min(20);
        let bar = chart::bar(look, share.abs() / most, room);
        document.line(vec![(line, Role::Text), (format!("  {bar}"), Role::Bar)]);
    }
}

/// Parts that a rule looks at, where nothing is added up.
fn facts(document: &mut Document<()>, look: &Look, attribute: &Attribute) {
    let names = attribute.parts.iter().map(|part| profile::part(&part.key, look.lang));
    let room = names.map(display::width).max().unwrap_or(0).min(document.width().saturating_sub(12));
    for part in &attribute.parts {
        let name = display::fit(profile::part(&part.key, look.lang), room);
        let number = display::right(&words::plain(part.raw), 10);
        document.line(vec![(name, Role::Text), (number, Role::Accent)]);
    }
}

fn rows(document: &mut Document<()>, look: &Look, portrait: &MemberPortrait, remote: &Remote<Vec<EvidenceLine>>) {
    let lang = look.lang;
    let Some(lines) = &remote.value else {
        let text = remote.error.as_deref().unwrap_or(say::WAITING.get(lang));
        return document.line(vec![(text.to_owned(), Role::Dim)]);
    };
    for (title, against) in [(say::EVIDENCE_FOR, false), (say::EVIDENCE_AGAINST, true)] {
        let chosen: Vec<_> = lines.iter().filter(|line| line.against == against).collect();
        if chosen.is_empty() && against {
            continue;
        }
        document.heading(&format!("{} ({})", title.get(lang), chosen.len()));
        if chosen.is_empty() {
            document.line(vec![(say::NO_ROWS.get(lang).to_owned(), Role::Dim)]);
        }
        if chosen.iter().any(|line| line.is_example) {
            document.paragraph(say::LATEST_EXAMPLES.get(lang), Role::Dim);
        }
        for line in chosen {
            evidence_line(document, look, line);
        }
    }
    let more = portrait.orders_beside(lines);
    if more > 0 {
        document.line(vec![(format!("  {}", profile::more_orders(lang, more)), Role::Dim)]);
    }
}

fn evidence_line(document: &mut Document<()>, look: &Look, line: &EvidenceLine) {
    let (sign, role) = if line.against { ("− ", Role::Bad) } else { ("+ ", Role::Good) };
    let mut facts = vec![say::evidence_kind(kind_key(line.kind), look.lang).to_owned()];
    facts.extend(line.time.map(|time| look.calendar.minute(time)));
    facts.extend(line.group.clone());
    facts.extend((!line.is_example).then(|| say::weight(look.lang, line.weight)));
    document.line(vec![(sign.to_owned(), role), (facts.join(" · "), Role::Dim)]);
    spoken(document, look, &line.text);
}

fn source_key(source: TagSource) -> &'static str {
    match source {
        TagSource::Rule => "rule",
        TagSource::Hand => "hand",
        TagSource::Import => "import",
    }
}

fn kind_key(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Message => "message",
        EvidenceKind::Event => "event",
        EvidenceKind::Order => "order",
        EvidenceKind::Answer => "answer",
        EvidenceKind::Field => "field",
        EvidenceKind::Name => "name",
    }
}

/// Draws the page.
pub(in crate::tui) fn draw(
    canvas: &mut Canvas,
    area: Rect,
    state: &State,
    portrait: &MemberPortrait,
    page: &EvidencePage,
) {
    let body = Rect { x: area.x + 1, width: area.width - 2, ..area };
    document(&state.look, Some(portrait), page, area.width).draw(canvas, body, page.top, None);
}
