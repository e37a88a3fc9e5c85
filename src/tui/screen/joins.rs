//! Orders and answers that wait for their member: what has joined, what is proposed, what each adds.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::{Lang, tui as say};
use crate::model::Money;
use crate::model::view::{JoinProposal, JoinSummary, JoinedBy};
use crate::tui::overlay::picker::{Item, Picker, Purpose};
use crate::tui::state::{Cursor, Remote, State};
use crate::tui::theme::Role;
use crate::tui::widget::Canvas;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::words;

/// Rows of the summary.
pub(in crate::tui) const SUMMARY: u16 = 2;
/// Rows below the list on the proposal under the cursor.
const DETAIL: u16 = 6;
/// Agreements from which on proposals can be accepted together.
const LEAST: [usize; 3] = [1, 2, 3];

/// The screen's own state.
#[derive(Debug, Default)]
pub(in crate::tui) struct Joins {
    pub(in crate::tui) remote: Remote<(JoinSummary, Vec<JoinProposal>)>,
    pub(in crate::tui) cursor: Cursor,
    /// Proposals to decide on together.
    pub(in crate::tui) ticked: BTreeSet<i64>,
}

impl Joins {
    pub(in crate::tui) fn proposals(&self) -> &[JoinProposal] {
        self.remote.value.as_ref().map_or(&[], |(_, proposals)| proposals)
    }

    /// The proposal under the cursor.
    pub(in crate::tui) fn current(&self) -> Option<&JoinProposal> {
        self.proposals().get(self.cursor.at as usize)
    }

    /// The proposals that a decision is about: the ticked ones, else the one under the cursor.
    pub(in crate::tui) fn chosen(&self) -> Vec<i64> {
        let ticked: Vec<i64> =
            self.proposals().iter().map(|proposal| proposal.id).filter(|id| self.ticked.contains(id)).collect();
        if ticked.is_empty() { self.current().map(|proposal| proposal.id).into_iter().collect() } else { ticked }
    }

    /// Ticks the proposal under the cursor, or takes the tick away. The same rows cannot be two
    /// members', so a rival loses its tick.
    pub(in crate::tui) fn tick(&mut self) {
        let Some((id, party)) = self.current().map(|proposal| (proposal.id, proposal.party)) else { return };
        if self.ticked.remove(&id) {
            return;
        }
        let rivals: Vec<i64> = self.proposals().iter().filter(|one| one.party == party).map(|one| one.id).collect();
        self.ticked.retain(|ticked| !rivals.contains(ticked));
        self.ticked.insert(id);
    }

    /// What is to be said of proposals once they are accepted or rejected.
    pub(in crate::tui) fn decision(&self, state: &State, ids: &[i64], accepts: bool) -> String {
        let lang = state.lang();
        let about: Vec<&JoinProposal> = self.proposals().iter().filter(|one| ids.contains(&one.id)).collect();
        match about.as_slice() {
            [only] => {
                let name = state.look.name(only.member, &only.member_name);
                say::decided(lang, accepts, &name, only.rows + only.follows, &words::money(added(only)))
            }
            several => say::decided_many(lang, accepts, several.len(), &words::money(added_by(several))),
        }
    }

    /// The proposals of a bulk decision by its key in [`bulk`], and whether it accepts them.
    pub(in crate::tui) fn in_bulk(&self, key: &str) -> (Vec<i64>, bool) {
        let least = key.strip_prefix("accept:").and_then(|least| least.parse().ok());
        let fits = |proposal: &&JoinProposal| match (least, key) {
            (Some(least), _) => proposal.candidates == 1 && proposal.reasons.len() >= least,
            (None, "reject:ambiguous") => proposal.candidates > 1,
            (None, _) => true,
        };
        (self.proposals().iter().filter(fits).map(|proposal| proposal.id).collect(), least.is_some())
    }
}

/// What accepting a proposal adds, with what follows it.
fn added(proposal: &JoinProposal) -> Money {
    proposal.amount + proposal.amount_follows
}

/// What accepting several adds; the rows of one buyer count once.
fn added_by(proposals: &[&JoinProposal]) -> Money {
    let mut parties = BTreeSet::new();
    let distinct = proposals.iter().filter(|proposal| parties.insert(proposal.party));
    distinct.fold(Money(0), |sum, proposal| sum + proposal.amount)
}

/// The decisions that can be made in one go, with what each comes to.
pub(in crate::tui) fn bulk(state: &State) -> Picker {
    let lang = state.lang();
    let accepts = LEAST.map(|least| (format!("accept:{least}"), say::join_all_that_agree(lang, least)));
    let rejects = [("reject:ambiguous", say::JOIN_REJECT_AMBIGUOUS), ("reject:all", say::JOIN_REJECT_ALL)]
        .map(|(key, title)| (key.to_owned(), title.get(lang).to_owned()));
    let item = |(key, title): (String, String)| {
        let (ids, accepts) = state.joins.in_bulk(&key);
        let about: Vec<&JoinProposal> = state.joins.proposals().iter().filter(|one| ids.contains(&one.id)).collect();
        let about = say::join_bulk(lang, ids.len(), &words::money(added_by(&about)), accepts);
        Item { key, title, about, ticked: false }
    };
    let items = accepts.into_iter().chain(rejects).map(item).collect();
    Picker::new(Purpose::JoinsInBulk, say::JOIN_BULK.get(lang), items)
}

/// How many rows of the body are the list's.
pub(in crate::tui) fn rows(body: u16) -> u16 {
    body.saturating_sub(SUMMARY + 1 + detail_rows(body))
}

fn detail_rows(body: u16) -> u16 {
    if body >= 16 { DETAIL } else { 0 }
}

/// Draws the summary, the list, and what the proposal under the cursor rests on and brings.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    if let Some((summary, _)) = &state.joins.remote.value {
        draw_summary(canvas, area, summary, state.lang());
    }
    let list = Rect { y: area.y + SUMMARY.min(area.height), height: rows(area.height) + 1, ..area };
    let proposals = state.joins.proposals();
    table::draw(canvas, list, &columns(state.lang()), state.joins.cursor, proposals.len() as u64, |at| {
        proposals.get(at as usize).map(|proposal| cells(state, proposal))
    });
    let below = Rect { y: list.y + 1, height: list.height.saturating_sub(1), ..list };
    if proposals.is_empty() && state.joins.remote.value.is_some() && below.height > 1 {
        canvas.put(below.x + 1, below.y, below.width - 1, say::JOIN_NONE.get(state.lang()), Role::Dim);
    } else {
        draw_absence(canvas, below, &state.joins.remote, false, state);
    }
    let detail = Rect { y: list.bottom(), height: detail_rows(area.height), ..area };
    if let Some(proposal) = state.joins.current().filter(|_| detail.height > 0) {
        draw_detail(canvas, detail, state, proposal);
    }
}

fn draw_summary(canvas: &mut Canvas, area: Rect, summary: &JoinSummary, lang: Lang) {
    let text = say::join_summary(lang, &words::money(summary.amount_joined), &words::money(summary.amount_total));
    let x = canvas.put(area.x + 1, area.y, area.width.saturating_sub(1), &text, Role::Text);
    if summary.proposals > 0 {
        let more = say::join_more(lang, summary.proposals, &words::money(summary.amount_proposed));
        canvas.put(x, area.y, area.right().saturating_sub(x), &more, Role::Warn);
    }
    if area.height < 2 {
        return;
    }
    let by = |by: &JoinedBy| {
        let money = (by.orders > 0).then(|| words::money(by.amount));
        let answers = (by.responses > 0).then(|| say::some_answers(lang, by.responses));
        let both: Vec<String> = money.into_iter().chain(answers).collect();
        format!("{} {}", say::joined_by(&by.key, lang), both.join(" + "))
    };
    let by: Vec<String> = summary.by.iter().map(by).collect();
    let answers = say::join_responses(lang, summary.responses.0, summary.responses.1);
    let by = format!("{answers} · {}{}", say::JOIN_BY.get(lang), by.join(lang.pick(("、", ", "))));
    canvas.put(area.x + 1, area.y + 1, area.width.saturating_sub(1), &by, Role::Dim);
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::words("", 1, 1, 0),
        Column::words(say::JOIN_NAME.get(lang), 12, 20, 0),
        Column::words(say::JOIN_MEMBER.get(lang), 12, 20, 1),
        Column::number(say::JOIN_ADDS.get(lang), 9, 1),
        Column::number(say::JOIN_ROWS.get(lang), 4, 4),
        Column::number(say::JOIN_CANDIDATES.get(lang), 4, 2),
        Column::words(say::JOIN_KIND.get(lang), 8, 10, 5),
        Column::items(say::JOIN_REASONS.get(lang), 18, 60, 3, between(lang)),
    ]
}

/// What stands between two reasons.
fn between(lang: Lang) -> &'static str {
    lang.pick(("；", "; "))
}

fn cells(state: &State, proposal: &JoinProposal) -> Vec<Cell> {
    let look = &state.look;
    let doubt = if proposal.candidates > 1 { Role::Warn } else { Role::Text };
    let tick = if state.joins.ticked.contains(&proposal.id) { "x" } else { "" };
    vec![
        (tick.to_owned(), Role::Key),
        (look.name(proposal.member, &proposal.name), Role::Text),
        (member(state, proposal), Role::Accent),
        (words::money(added(proposal)), Role::Good),
        (words::count(proposal.rows + proposal.follows), Role::Text),
        (words::count(proposal.candidates), doubt),
        (say::join_kind(&proposal.kind, look.lang).to_owned(), Role::Dim),
        (reasons(state, proposal, false), Role::Dim),
    ]
}

/// The member proposed; with the number of the page, where another of the same name is proposed, too.
fn member(state: &State, proposal: &JoinProposal) -> String {
    let name = state.look.name(proposal.member, &proposal.member_name);
    let is_alike = |other: &JoinProposal| other.member_name == proposal.member_name && other.member != proposal.member;
    let others = state.joins.proposals().iter().any(is_alike);
    if others { format!("id:{} {name}", proposal.member.0) } else { name }
}

/// What agrees; with the value that does, unless it is the name that stands beside it.
fn reasons(state: &State, proposal: &JoinProposal, whole: bool) -> String {
    let lang = state.lang();
    let reason = |(key, value): &(String, String)| match whole || value.to_lowercase() != proposal.name.to_lowercase() {
        true => format!("{} {}", say::reason(key, lang), state.look.words(value)),
        false => say::reason(key, lang).to_owned(),
    };
    proposal.reasons.iter().map(reason).collect::<Vec<_>>().join(between(lang))
}

fn draw_detail(canvas: &mut Canvas, area: Rect, state: &State, proposal: &JoinProposal) {
    let lang = state.lang();
    canvas.rule(area.x, area.y, area.width);
    let name = state.look.name(proposal.member, &proposal.member_name);
    let mut lines = vec![
        (say::join_question(lang, &name, proposal.rows, &words::money(proposal.amount)), Role::Text),
        (reasons(state, proposal, true), Role::Good),
    ];
    if proposal.follows > 0 {
        lines.push((say::join_bridge(lang, proposal.follows, &words::money(proposal.amount_follows)), Role::Accent));
    }
    let rivals = state.joins.proposals().iter().filter(|one| one.party == proposal.party && one.id != proposal.id);
    let rivals: Vec<String> = rivals
        .map(|one| {
            let name = state.look.name(one.member, &one.member_name);
            say::join_rival(lang, &name, one.member.0, one.reasons.len())
        })
        .collect();
    if !rivals.is_empty() {
        lines.push((say::join_rivals(lang, &rivals.join(lang.pick(("、", ", ")))), Role::Warn));
    }
    lines.push((say::JOIN_UNCOUNTED.get(lang).to_owned(), Role::Dim));
    for (y, (text, role)) in (area.y + 1..area.bottom()).zip(&lines) {
        canvas.put(area.x + 1, y, area.width.saturating_sub(1), text, *role);
    }
}
