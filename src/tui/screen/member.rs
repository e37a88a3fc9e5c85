//! One member's page, and the evidence opened from it.

use ratatui::layout::Rect;

use super::evidence::EvidencePage;
use super::opening::Opening;
use super::portrait::{self, Target};
use crate::lang::tui as say;
use crate::model::MemberId;
use crate::model::view::MemberPortrait;
use crate::task::request::Question;
use crate::tui::state::{Effect, Remote, State};
use crate::tui::widget::Canvas;
use crate::tui::widget::document::{Document, reveal};
use crate::tui::words;

/// From this width on, the page has two columns.
const TWO_COLUMNS: u16 = 110;

/// A member on the stack of pages.
#[derive(Debug)]
pub(in crate::tui) struct MemberPage {
    pub(in crate::tui) id: MemberId,
    pub(in crate::tui) portrait: Remote<Box<MemberPortrait>>,
    pub(in crate::tui) evidence: Option<EvidencePage>,
    /// Opened for its evidence alone: back leads to where it was opened.
    pub(in crate::tui) is_evidence_only: bool,
    /// The target that the cursor was moved to.
    moved_to: Option<usize>,
    tops: [u64; 2],
}

impl MemberPage {
    fn new(id: MemberId) -> MemberPage {
        MemberPage {
            id,
            portrait: Remote::default(),
            evidence: None,
            is_evidence_only: false,
            moved_to: None,
            tops: [0, 0],
        }
    }

    /// The target under the cursor, where so many clauses come first; until it is moved, the first tag or attribute.
    fn chosen(&self, clauses: usize, documents: &[Document<Target>]) -> usize {
        self.moved_to.unwrap_or_else(|| {
            let mut below = documents.iter().flat_map(|document| &document.targets);
            clauses + below.position(|target| matches!(target, Target::Evidence(_))).unwrap_or(0)
        })
    }

    /// The name, once known.
    pub(in crate::tui) fn name(&self) -> &str {
        self.portrait.value.as_ref().map_or("…", |portrait| portrait.row.name.as_str())
    }
}

/// Opens a member on top of what is on screen.
pub(in crate::tui) fn open(state: &mut State, id: MemberId) -> Vec<Effect> {
    state.pages.push(MemberPage::new(id));
    fetch(state)
}

/// Shows another member in place of this one.
pub(in crate::tui) fn turn_to(state: &mut State, id: MemberId) -> Vec<Effect> {
    state.pages.pop();
    open(state, id)
}

/// Asks for the page on top again.
pub(in crate::tui) fn fetch(state: &mut State) -> Vec<Effect> {
    let ticket = state.ticket();
    let Some(page) = state.pages.last_mut() else { return Vec::new() };
    let question = Question::Portrait(page.id);
    page.portrait.expect_answer(ticket, &question);
    let mut effects = vec![Effect::Ask(ticket, question)];
    let id = page.id;
    if let Some(evidence) = &mut page.evidence {
        state.tickets += 1;
        effects.push(Effect::Ask(state.tickets, evidence.ask(id, state.tickets)));
    }
    effects
}

/// Opens the evidence of an attribute or field key, or `tag:NAME`, of the member on top.
pub(in crate::tui) fn open_evidence(state: &mut State, what: String) -> Vec<Effect> {
    let ticket = state.ticket();
    let slice = state.ranked().and_then(|ranked| ranked.slice()).cloned();
    let Some(page) = state.pages.last_mut() else { return Vec::new() };
    let mut evidence = EvidencePage::new(what, slice);
    let question = evidence.ask(page.id, ticket);
    page.evidence = Some(evidence);
    vec![Effect::Ask(ticket, question)]
}

/// What the cursor of a page is on.
fn target(state: &State, page: &MemberPage) -> Option<Target> {
    let clauses = opening(state, page).map_or(Vec::new(), |opening| opening.abouts);
    let documents = documents(state, page);
    let chosen = page.chosen(clauses.len(), &documents);
    let clauses = clauses.into_iter().map(|about| Target::Evidence(about.to_owned()));
    let mut targets = clauses.chain(documents.into_iter().flat_map(|document| document.targets));
    targets.nth(chosen)
}

/// The known attribute that the cursor, or the open evidence, is on: whose, which, and whether it is locked.
pub(in crate::tui) fn attribute(state: &State) -> Option<(MemberId, String, bool)> {
    let page = state.pages.last()?;
    let portrait = page.portrait.value.as_ref()?;
    let what = match &page.evidence {
        Some(evidence) => evidence.what.clone(),
        None => match target(state, page)? {
            Target::Evidence(what) => what,
            Target::Member(_) | Target::Note(_) => return None,
        },
    };
    let is_known = portrait.attributes.iter().any(|(_, attribute)| attribute.key == what);
    let is_locked = portrait.locked.contains(&what);
    is_known.then_some((page.id, what, is_locked))
}

/// An attribute of the page with its value.
pub(in crate::tui) fn told(state: &State, key: &str) -> String {
    let lang = state.lang();
    let portrait = state.pages.last().and_then(|page| page.portrait.value.as_ref());
    let attribute =
        portrait.and_then(|portrait| portrait.attributes.iter().map(|(_, own)| own).find(|own| own.key == key));
    let title = words::title(key, lang);
    match attribute {
        Some(attribute) => say::titled(lang, &title, &words::value(key, &attribute.value, lang)),
        None => title,
    }
}

/// Opens what the cursor of the page is on.
pub(in crate::tui) fn follow(state: &mut State) -> Vec<Effect> {
    let Some(page) = state.pages.last().filter(|page| page.evidence.is_none()) else { return Vec::new() };
    match target(state, page) {
        Some(Target::Evidence(what)) => open_evidence(state, what),
        Some(Target::Member(id)) => open(state, id),
        Some(Target::Note(_)) | None => Vec::new(),
    }
}

/// The note that the cursor of the page is on: whose, and its number.
pub(in crate::tui) fn note(state: &State) -> Option<(MemberId, i64)> {
    let page = state.pages.last().filter(|page| page.evidence.is_none())?;
    match target(state, page)? {
        Target::Note(note) => Some((page.id, note)),
        Target::Evidence(_) | Target::Member(_) => None,
    }
}

/// The columns of the page, as wide as the screen gives them.
fn documents(state: &State, page: &MemberPage) -> Vec<Document<Target>> {
    let Some(portrait) = &page.portrait.value else { return Vec::new() };
    let width = state.size.0;
    if width >= TWO_COLUMNS {
        let left = width / 2;
        let mut first = Document::new(left - 3);
        portrait::plan(&mut first, portrait, &state.look);
        portrait::tags(&mut first, portrait, &state.look);
        portrait::attributes(&mut first, portrait, &state.look);
        let mut second = Document::new(width - left - 3);
        portrait::life(&mut second, portrait, &state.look);
        vec![first, second]
    } else {
        let mut only = Document::new(width.saturating_sub(2));
        portrait::plan(&mut only, portrait, &state.look);
        portrait::tags(&mut only, portrait, &state.look);
        portrait::attributes(&mut only, portrait, &state.look);
        portrait::life(&mut only, portrait, &state.look);
        vec![only]
    }
}

/// The name, and the sentence in as many lines as leave most of the screen to the columns.
fn opening(state: &State, page: &MemberPage) -> Option<Opening> {
    let portrait = page.portrait.value.as_ref()?;
    let (width, height) = state.size;
    let room = (height / 6).clamp(1, 4);
    Some(Opening::of(portrait, &state.look, width.saturating_sub(2).into(), room.into()))
}

/// The area of the columns, below the opening and its rule.
fn columns_area(opening: Option<&Opening>, area: Rect) -> Rect {
    let rows = opening.map_or(0, |opening| opening.rows() + 1);
    let rows = rows.min(area.height.saturating_sub(2));
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

/// Moves among the page's targets, or scrolls evidence.
pub(in crate::tui) fn step(state: &mut State, step: i64, area: Rect) {
    let Some(mut page) = state.pages.pop() else { return };
    if let Some(evidence) = &mut page.evidence {
        let lines =
            super::evidence::document(&state.look, page.portrait.value.as_deref(), evidence, area.width).lines.len();
        let last = (lines as u64).saturating_sub(area.height.into());
        evidence.top = evidence.top.saturating_add_signed(step).min(last);
    } else {
        let documents = documents(state, &page);
        let opening = opening(state, &page);
        let clauses = opening.as_ref().map_or(0, |opening| opening.abouts.len());
        let total = clauses + documents.iter().map(|document| document.targets.len()).sum::<usize>();
        let height = u64::from(columns_area(opening.as_ref(), area).height);
        if !scroll_to_end(&mut page, clauses, &documents, height, step) {
            let before = page.chosen(clauses, &documents);
            let chosen = before.saturating_add_signed(step as isize).min(total.saturating_sub(1));
            if chosen != before {
                page.moved_to = Some(chosen);
                scroll_to_chosen(&mut page, clauses, &documents, height);
            }
        }
    }
    state.pages.push(page);
}

/// Below the last target of a column there may be lines that lead nowhere: they are scrolled through
/// before the cursor goes on. Says whether that was done.
fn scroll_to_end(
    page: &mut MemberPage,
    clauses: usize,
    documents: &[Document<Target>],
    height: u64,
    step: i64,
) -> bool {
    let (chosen, mut before) = (page.chosen(clauses, documents), clauses);
    for (document, top) in documents.iter().zip(&mut page.tops) {
        before += document.targets.len();
        let end = (document.lines.len() as u64).saturating_sub(height);
        if step > 0 && !document.targets.is_empty() && chosen + 1 == before && *top < end {
            *top = top.saturating_add_signed(step).min(end);
            return true;
        }
    }
    false
}

fn scroll_to_chosen(page: &mut MemberPage, clauses: usize, documents: &[Document<Target>], height: u64) {
    let (chosen, mut before) = (page.chosen(clauses, documents), clauses);
    for (document, top) in documents.iter().zip(&mut page.tops) {
        let here = chosen.checked_sub(before).filter(|at| *at < document.targets.len());
        if let Some(at) = here {
            let line = document.line_of(at);
            let is_first = at == 0;
            let is_last = at + 1 == document.targets.len();
            let lines = document.lines.len() as u64;
            *top = reveal(*top, if is_first { 0 } else { line }, lines, height);
            *top = reveal(*top, line, lines, height);
            if is_last {
                *top = reveal(*top, (lines - 1).min(line + height / 2), lines, height);
            }
        }
        before += document.targets.len();
    }
}

/// Puts the page's cursor on the target at a place of the screen; says whether there is one.
pub(in crate::tui) fn click(state: &mut State, x: u16, y: u16, area: Rect) -> bool {
    let hit =
        state.pages.last().filter(|page| page.evidence.is_none()).and_then(|page| target_at(state, page, x, y, area));
    if let (Some(page), Some(target)) = (state.pages.last_mut(), hit) {
        page.moved_to = Some(target);
    }
    hit.is_some()
}

fn target_at(state: &State, page: &MemberPage, x: u16, y: u16, area: Rect) -> Option<usize> {
    let opening = opening(state, page)?;
    let below = columns_area(Some(&opening), area);
    let Some(row) = y.checked_sub(below.y) else {
        return opening.clause_at(x.checked_sub(area.x + 1)?, y.checked_sub(area.y)?);
    };
    let documents = documents(state, page);
    let second = documents.len() > 1 && x > state.size.0 / 2;
    let index = usize::from(second);
    let line = documents.get(index)?.lines.get(page.tops[index] as usize + usize::from(row))?;
    let before = opening.abouts.len() + if second { documents[0].targets.len() } else { 0 };
    Some(before + line.target?)
}

/// Draws the page on top.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let Some(page) = state.pages.last() else { return };
    let Some(portrait) = &page.portrait.value else {
        return super::draw_absence(canvas, area, &page.portrait, false, state);
    };
    if let Some(evidence) = &page.evidence {
        return super::evidence::draw(canvas, area, state, portrait, evidence);
    }
    let Some(opening) = opening(state, page) else { return };
    let below = columns_area(Some(&opening), area);
    let above = Rect::new(area.x + 1, area.y, area.width.saturating_sub(1), below.y.saturating_sub(area.y + 1));
    let documents = documents(state, page);
    let chosen = page.chosen(opening.abouts.len(), &documents);
    opening.draw(canvas, above, chosen);
    canvas.rule(area.x, below.y.saturating_sub(1), area.width);
    let mut x = area.x + 1;
    let mut before = opening.abouts.len();
    for (index, document) in documents.iter().enumerate() {
        let width = document.width() as u16;
        let column = Rect::new(x, below.y, width, below.height);
        if index > 0 {
            canvas.divide(x - 2, below.y, below.height);
        }
        document.draw(canvas, column, page.tops[index], chosen.checked_sub(before));
        before += document.targets.len();
        x += width + 4;
    }
}
