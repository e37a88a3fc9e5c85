//! What lies over a screen: help, pickers, prompts and questions.

pub(super) mod brief;
pub(super) mod bundle;
pub(super) mod compare;
pub(super) mod contrast;
pub(super) mod export;
pub(super) mod help;
pub(super) mod hints;
pub(super) mod import;
pub(super) mod leads;
pub(super) mod picker;
pub(super) mod plan;
pub(super) mod prompt;
pub(super) mod reasons;
mod retention;
pub(super) mod review;
pub(super) mod sayings;
pub(super) mod similar;
pub(super) mod trial;

use ratatui::layout::Rect;

use super::screen::ties;
use super::state::State;
use super::theme::Role;
use super::widget::{Canvas, centred};
use crate::lang::{Lang, journal, keywords, leaders, topics, tui as say};
use crate::model::MemberId;
use crate::query::Expr;
use crate::task::request::{ExportOrder, Work};
use crate::text::display;

/// Columns of a text that lies over the screen.
pub(super) const TEXT: u16 = 92;

/// What lies over the screen.
#[derive(Debug)]
pub(super) enum Overlay {
    /// Help of the screen below, then of the others.
    Help(help::Help),
    /// Which key does what here, from this line on.
    Hints(u64),
    /// Why the file under the cursor could not be read as a whole, from this line on.
    Reasons(u64),
    /// The messages behind the topic or keyword under the cursor.
    Sayings(sayings::Sayings),
    /// Who answers whom around the leader under the cursor; from this line on.
    Ties(u64),
    /// Two members side by side.
    Compare(Box<compare::Comparison>),
    /// What is to be said of the members under the filter.
    Brief(Box<brief::Briefing>),
    /// Members who are like the one on screen.
    Similar(Box<similar::Neighbours>),
    /// A tag whose members are looked at one by one.
    Review(Box<review::Review>),
    /// Two sets of members, or two days.
    Contrast(Box<contrast::Contrast>),
    /// What another scheme would change.
    Trial(trial::Looked),
    /// Lines that lead to members.
    Leads(Box<leads::Leads>),
    /// A list to choose from.
    Picker(picker::Picker),
    /// A line to type.
    Prompt(prompt::Prompt),
    /// A follow-up to describe.
    Plan(Box<plan::PlanForm>),
    /// An export to describe.
    Export(Box<export::ExportForm>),
    /// A segment's bundle to describe.
    Bundle(bundle::BundleForm),
    /// A table to import, with what its columns are.
    Import(Box<import::ImportForm>),
    /// A yes-or-no question before something is lost.
    Confirm(Confirm),
}

/// What a yes would start.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Confirm {
    Overwrite(Box<ExportOrder>),
    DeleteSegment(String),
    /// Puts a filter in the place of a segment's.
    ReplaceSegment(String, Expr),
    /// The same to several members, of this many.
    Several(Box<Work>, usize),
    /// Takes these out of profiles, lists and exports: the one by name, where there is one.
    OptOut(Vec<MemberId>, String),
}

impl Confirm {
    pub(super) fn work(&self) -> Work {
        match self {
            Confirm::Overwrite(order) => Work::Export(ExportOrder { overwrite: true, ..(**order).clone() }),
            Confirm::Several(work, _) => (**work).clone(),
            Confirm::OptOut(members, _) => Work::OptOut(members.clone()),
            Confirm::DeleteSegment(name) => Work::DeleteSegment(name.clone()),
            Confirm::ReplaceSegment(name, filter) => {
                Work::SaveSegment { name: name.clone(), filter: filter.clone(), replace: true }
            }
        }
    }
}

/// Draws the overlay; answers with the caret, if it has one.
pub(super) fn draw(canvas: &mut Canvas, area: Rect, state: &State) -> Option<(u16, u16)> {
    match state.overlay.as_ref()? {
        Overlay::Help(help) => help.draw(canvas, area, state),
        Overlay::Hints(top) => {
            hints::draw(canvas, area, state, *top);
            None
        }
        Overlay::Reasons(top) => {
            let body = canvas.frame(centred(area, TEXT, area.height), reasons::title(state));
            reasons::document(state, body.width).draw(canvas, body, *top, None);
            None
        }
        Overlay::Sayings(sayings) => {
            let title = if state.content.topic().is_some() { topics::SPOKEN_TITLE } else { keywords::TITLE };
            let body = canvas.frame(centred(area, TEXT, area.height), title.get(state.lang()));
            let chosen = Some(sayings.chosen);
            sayings::document(state, body.width).draw(canvas, body, sayings.top, chosen);
            None
        }
        Overlay::Ties(top) => {
            let body = canvas.frame(centred(area, TEXT, area.height), leaders::TIES_TITLE.get(state.lang()));
            ties::document(state, body.width).draw(canvas, body, *top, None);
            None
        }
        Overlay::Compare(comparison) => {
            let body = canvas.frame(compare_area(area), say::COMPARE_TITLE.get(state.lang()));
            compare::document(comparison, &state.look, body.width).draw(canvas, body, comparison.top, None);
            None
        }
        Overlay::Brief(briefing) => {
            let body = canvas.frame(centred(area, TEXT, area.height), crate::lang::brief::TITLE.get(state.lang()));
            briefing.document(&state.look, body.width).draw(canvas, body, briefing.top, None);
            None
        }
        Overlay::Similar(neighbours) => {
            let body = canvas.frame(centred(area, TEXT, area.height), crate::lang::similar::TITLE.get(state.lang()));
            let page = neighbours.document(&state.look, body.width);
            page.draw(canvas, body, neighbours.top, Some(neighbours.chosen));
            None
        }
        Overlay::Review(review) => {
            let body = canvas.frame(centred(area, TEXT, area.height), say::REVIEW_TITLE.get(state.lang()));
            review::document(review, &state.look, body.width).draw(canvas, body, review.top, None);
            None
        }
        Overlay::Contrast(contrast) => {
            let body = canvas.frame(centred(area, TEXT, area.height), contrast.title(state.lang()));
            let chosen = Some(contrast.chosen);
            contrast.document(&state.look, body.width).draw(canvas, body, contrast.top, chosen);
            None
        }
        Overlay::Trial(looked) => {
            let body = canvas.frame(centred(area, TEXT, area.height), looked.title(state.lang()));
            trial::document(looked, &state.look, body.width).draw(canvas, body, looked.top, None);
            None
        }
        Overlay::Leads(leads) => {
            let body = canvas.frame(centred(area, TEXT, area.height), leads.title(state.lang()));
            leads.draw(canvas, body, &state.look);
            None
        }
        Overlay::Picker(picker) => picker.draw(canvas, area),
        Overlay::Prompt(prompt) => prompt.draw(canvas, area),
        Overlay::Plan(form) => form.draw(canvas, area),
        Overlay::Export(form) => form.draw(canvas, area),
        Overlay::Bundle(form) => form.draw(canvas, area),
        Overlay::Import(form) => form.draw(canvas, area, &state.look),
        Overlay::Confirm(confirm) => {
            draw_confirm(canvas, area, state, confirm);
            None
        }
    }
}

/// Where two members are compared.
pub(super) fn compare_area(area: Rect) -> Rect {
    centred(area, 130, area.height)
}

/// What work on members is to them, as the log calls it: its key and the words that it is about.
pub(super) fn act_of(work: &Work) -> Option<(&'static str, Vec<&str>)> {
    Some(match work {
        Work::AddTag(tag, _) => ("add_tag", vec![tag.as_str()]),
        Work::RemoveTag(tag, _) => ("remove_tag", vec![tag.as_str()]),
        Work::Staff(_, mark) => ("mark_staff", vec![mark.key()]),
        Work::FollowUp(..) => ("follow_up", Vec::new()),
        Work::OptOut(_) => ("opt_out", Vec::new()),
        _ => return None,
    })
}

/// What work on several members would do.
fn told(work: &Work, count: u64, lang: Lang) -> String {
    act_of(work).map_or(String::new(), |(key, words)| journal::act(lang, key, &words, count, ""))
}

fn draw_confirm(canvas: &mut Canvas, area: Rect, state: &State, confirm: &Confirm) {
    let lang = state.lang();
    let (title, what) = match confirm {
        Confirm::Overwrite(order) => (say::OVERWRITE.get(lang), order.path.display().to_string()),
        Confirm::Several(work, count) => (say::ON_SEVERAL.get(lang), told(work, *count as u64, lang)),
        Confirm::OptOut(members, name) => {
            (say::OPT_OUT_TITLE.get(lang), journal::act(lang, "opt_out", &[], members.len() as u64, name))
        }
        Confirm::DeleteSegment(name) => (say::DELETE_SEGMENT.get(lang), name.clone()),
        Confirm::ReplaceSegment(name, _) => (say::REPLACE_SEGMENT.get(lang), name.clone()),
    };
    let follows = match confirm {
        Confirm::OptOut(..) => display::wrap(say::OPT_OUT_FOLLOWS.get(lang), 56),
        _ => Vec::new(),
    };
    let inner = canvas.frame(centred(area, 60, 5 + follows.len() as u16), title);
    canvas.put(inner.x, inner.y, inner.width, &what, Role::Accent);
    for (y, line) in (inner.y + 1..).zip(&follows) {
        canvas.put(inner.x, y, inner.width, line, Role::Text);
    }
    let last = inner.y + 2 + follows.len() as u16;
    canvas.put(inner.x, last, inner.width, say::YES_OR_NO.get(lang), Role::Dim);
}
