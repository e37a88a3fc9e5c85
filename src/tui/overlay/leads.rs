//! A page whose lines lead to members: what changed in a week, why people leave.

use ratatui::layout::Rect;

use crate::lang::tui::{COHORTS_TITLE, whom};
use crate::lang::{Lang, foresight, topics, week as say};
use crate::model::MemberId;
use crate::model::comparison::Retention;
use crate::model::foresight::{Forecaster, Foresight};
use crate::model::leaving::{Leaving, Reason};
use crate::model::week::{Week, WeekList};
use crate::query::{Expr, format_in};
use crate::task::leaving;
use crate::task::topics::speaking_of;
use crate::task::week::befallen;
use crate::text::display;
use crate::tui::overlay::retention;
use crate::tui::state::Remote;
use crate::tui::theme::Role;
use crate::tui::widget::document::{Document, reveal};
use crate::tui::widget::{Canvas, Look};
use crate::tui::words;

/// Columns of a member's name, and of a topic's.
const NAME: usize = 20;
/// Columns of a factor, of a side, and of log odds with their interval.
const FACTOR: usize = 22;
const SIDE: usize = 12;
const ODDS: usize = 20;
/// Columns of a risk's figure.
const RISK: usize = 9;
/// Columns of a number of people.
const PEOPLE: usize = 7;
/// A factor of which fewer such finds are by chance is lit.
const CLEAR: f64 = 0.05;

/// Where a line leads.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::tui) enum Lead {
    /// To those whom a filter selects.
    People(Expr),
    /// To one member's page.
    Member(MemberId),
}

/// A page being read.
#[derive(Debug)]
pub(in crate::tui) struct Leads {
    pub(in crate::tui) what: What,
    /// The filter that the answer is under.
    filter: Option<Expr>,
    /// The line under the cursor, among those that lead somewhere.
    at: usize,
}

/// What it is about.
#[derive(Debug)]
pub(in crate::tui) enum What {
    /// What changed in a week.
    Week(Box<Week>),
    /// What those who left had more often than those who stayed.
    Leaving(Box<Leaving>),
    /// How the risk of leaving did over so many days at a time.
    Windows(Vec<(u32, Option<Foresight>)>),
    /// Who goes on to speak, by the month in which they came.
    Retention(Box<Remote<Retention>>),
}

impl Leads {
    pub(in crate::tui) fn of(what: What, filter: Option<Expr>) -> Leads {
        Leads { what, filter, at: 0 }
    }

    pub(in crate::tui) fn title(&self, lang: Lang) -> &'static str {
        match self.what {
            What::Week(_) => say::TITLE.get(lang),
            What::Leaving(_) => foresight::LEAVING_TITLE.get(lang),
            What::Windows(_) => foresight::WINDOWS_TITLE.get(lang),
            What::Retention(_) => COHORTS_TITLE.get(lang),
        }
    }

    /// Moves the cursor.
    pub(in crate::tui) fn step(&mut self, rows: i64, look: &Look) {
        let last = self.document(look, u16::MAX).targets.len().saturating_sub(1);
        self.at = (self.at as u64).saturating_add_signed(rows).min(last as u64) as usize;
    }

    /// Where the line under the cursor leads.
    pub(in crate::tui) fn lead(&self, look: &Look) -> Option<Lead> {
        self.document(look, u16::MAX).targets.into_iter().nth(self.at)
    }

    pub(in crate::tui) fn draw(&self, canvas: &mut Canvas, area: Rect, look: &Look) {
        let page = self.document(look, area.width);
        let (lines, height) = (page.lines.len() as u64, area.height.into());
        // What follows the last line that leads somewhere is read there.
        let is_last = self.at + 1 >= page.targets.len();
        let end = if is_last { lines.saturating_sub(1) } else { page.line_of(self.at) };
        let top = reveal(reveal(0, end, lines, height), page.line_of(self.at), lines, height);
        page.draw(canvas, area, top, Some(self.at));
    }

    /// Whom the page is about; a filter that tells what is hidden is hidden with it.
    fn whom(&self, look: &Look, members: Option<&str>) -> String {
        let filter = self.filter.as_ref().map(|filter| match look.hides(filter) {
            true => look.words(""),
            false => display::clean(&format_in(filter, look.lang)).into_owned(),
        });
        whom(look.lang, filter.as_deref(), members)
    }

    fn document(&self, look: &Look, width: u16) -> Document<Lead> {
        let mut page = Document::new(width);
        match &self.what {
            What::Week(week) => {
                page.paragraph(&self.whom(look, Some(&words::count(week.members))), Role::Text);
                changes(&mut page, week, self.filter.as_ref(), look);
            }
            What::Leaving(leaving) => {
                page.paragraph(&self.whom(look, None), Role::Text);
                reasons(&mut page, leaving, look);
            }
            What::Windows(past) => windows(&mut page, past, look),
            What::Retention(found) => retention::write(&mut page, found, look),
        }
        page
    }
}

fn changes(page: &mut Document<Lead>, week: &Week, filter: Option<&Expr>, look: &Look) {
    let lang = look.lang;
    let Some((since, as_of)) = week.since.as_ref().zip(week.as_of.as_ref()) else {
        return page.paragraph(say::NOTHING.get(lang), Role::Dim);
    };
    page.paragraph(&say::span(lang, since, as_of), Role::Text);
    page.paragraph(say::KEYS.get(lang), Role::Dim);
    week.changes.iter().for_each(|list| people(page, list, filter, look));
    page.heading(say::RISING.get(lang));
    for topic in &week.rising {
        let mark = if topic.discovered { "~ " } else { "" };
        let name = display::fit(&format!("{mark}{}", topic.name), NAME);
        let told = say::rise(lang, topic.messages, topic.share, topic.messages_before, topic.share_before);
        let filter = speaking_of(&topic.name, topic.discovered, &topic.words);
        page.link(vec![(format!("  {name} "), Role::Accent), (told, Role::Dim)], Lead::People(filter));
    }
    if week.rising.is_empty() {
        page.paragraph(say::NO_TOPIC.get(lang), Role::Dim);
    }
    page.heading(say::MEANING.get(lang));
    page.paragraph(say::ABOUT.get(lang), Role::Dim);
    page.paragraph(say::ABOUT_TOPICS.get(lang), Role::Dim);
    if let Some(part) = week.excerpt.part() {
        page.paragraph(&topics::excerpt(lang, part), Role::Dim);
    }
}

/// Whom it compares, then each factor on both sides with its log odds, the clearest first.
fn reasons(page: &mut Document<Lead>, leaving: &Leaving, look: &Look) {
    let lang = look.lang;
    page.paragraph(foresight::LEAVING_KEYS.get(lang), Role::Dim);
    let heads = [foresight::LEFT_HAD, foresight::STAYED_HAD, foresight::LOG_ODDS, foresight::FALSE_FINDS];
    let [left, stayed, odds, q] = heads.map(|text| text.get(lang));
    page.line(vec![(
        format!(
            "{} {} {} {} {q}",
            display::fit(foresight::FACTOR.get(lang), FACTOR),
            display::right(left, SIDE),
            display::right(stayed, SIDE),
            display::right(odds, ODDS)
        ),
        Role::Title,
    )]);
    for reason in &leaving.reasons {
        let pieces = told(reason, look);
        match reason.members.is_empty() {
            true => page.line(pieces),
            false => page.link(pieces, Lead::People(Expr::these(reason.members.iter().copied()))),
        }
    }
    page.line(Vec::new());
    page.paragraph(&leaving::said(lang, leaving), Role::Dim);
}

/// A factor in one line; lit where chance hardly explains it.
fn told(reason: &Reason, look: &Look) -> Vec<(String, Role)> {
    let side = |n: u64, of: u64| {
        let share = (of > 0).then(|| n as f64 / of as f64);
        display::right(&format!("{}/{} {:>4}", words::count(n), words::count(of), words::percent(share)), SIDE)
    };
    let sides = format!("{} {}", side(reason.left, reason.left_of), side(reason.stayed, reason.stayed_of));
    let name = display::fit(&foresight::factor(look.lang, &reason.factor), FACTOR);
    let (Some(odds), Some(low), Some(high), Some(q)) = (reason.log_odds, reason.low, reason.high, reason.q) else {
        let unknown = display::right(foresight::TOO_FEW_HAD.get(look.lang), ODDS);
        return vec![(format!("{name} {sides} {unknown}"), Role::Dim)];
    };
    let role = if q <= CLEAR { Role::Accent } else { Role::Text };
    let odds = display::right(&format!("{odds:+.2} [{low:+.2} {high:+.2}]"), ODDS);
    vec![(format!("{name} "), role), (format!("{sides} "), Role::Text), (format!("{odds} {q:.3}"), role)]
}

/// A line for each window: how often it was tried, what is best there, and how all did.
fn windows(page: &mut Document<Lead>, past: &[(u32, Option<Foresight>)], look: &Look) {
    let lang = look.lang;
    page.paragraph(foresight::WINDOWS_ABOUT.get(lang), Role::Dim);
    let heads = [Forecaster::Formula, Forecaster::Refit, Forecaster::Silence, Forecaster::Days];
    let columns = heads.map(|risk| display::right(foresight::short(risk.key()).get(lang), RISK)).concat();
    let head = display::fit(foresight::WINDOW.get(lang), 8);
    page.line(vec![(
        format!(
            "{head}{}{}{columns}  {}",
            display::right(foresight::PEOPLE.get(lang), PEOPLE),
            display::right(foresight::GONE.get(lang), PEOPLE),
            foresight::BRIER.get(lang)
        ),
        Role::Title,
    )]);
    for (days, past) in past {
        let head = display::fit(&foresight::days(lang, *days), 8);
        let Some(past) = past.as_ref().filter(|past| past.is_enough()) else {
            page.line(vec![(head, Role::Text), (format!("  {}", foresight::UNTRIED.get(lang)), Role::Dim)]);
            continue;
        };
        let best = past.best();
        let gone = words::percent(Some(past.gone as f64 / past.n as f64));
        let people = display::right(&words::count(past.n), PEOPLE) + &display::right(&gone, PEOPLE);
        let mut pieces = vec![(format!("{head}{people}"), Role::Text)];
        pieces.extend(heads.map(|risk| {
            let auc = past.of(risk).map_or(words::UNKNOWN.to_owned(), |figures| format!("{:.3}", figures.auc));
            (display::right(&auc, RISK), if risk == best { Role::Accent } else { Role::Dim })
        }));
        // The formula is a probability of 90 days alone.
        let figures = past.of(best).filter(|_| best != Forecaster::Formula || *days == 90);
        let brier = figures.and_then(|figures| figures.brier).map(|brier| format!("{brier:.3}"));
        let base = figures.and_then(|figures| figures.base_brier).unwrap_or(past.base_brier);
        let brier = format!("{} ({base:.3})", words::or_unknown(brier));
        pieces.push((format!("  {brier}"), Role::Text));
        page.line(pieces);
    }
}

/// How many, and the first of them with why.
fn people(page: &mut Document<Lead>, list: &WeekList, filter: Option<&Expr>, look: &Look) {
    page.line(Vec::new());
    let heading = vec![(say::list(look.lang, list.change, &words::count(list.members)), Role::Title)];
    if list.members == 0 {
        return page.line(heading);
    }
    page.link(heading, Lead::People(befallen(list.change, filter)));
    for one in &list.people {
        let name = display::fit(&look.name(one.id, &one.name), NAME);
        let pieces = vec![(format!("  {name} "), Role::Text), (one.reason.clone(), Role::Dim)];
        page.link(pieces, Lead::Member(one.id));
    }
    let more = list.members.saturating_sub(list.people.len() as u64);
    if more > 0 {
        page.paragraph(&format!("  {}", say::more(look.lang, &words::count(more))), Role::Dim);
    }
}
