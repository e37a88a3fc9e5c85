//! Campaigns and what came of them, the latest imported first; below, the one under the cursor beside members
//! like those who were contacted: a view of the imports screen.

use ratatui::layout::Rect;

use super::{draw_absence, imports};
use crate::lang::{Lang, Text, outcome as words_of, tui as say};
use crate::model::Timestamp;
use crate::model::outcome::{CampaignResult, Lift, Rate};
use crate::query::Expr;
use crate::task::request::Question;
use crate::task::tune::TuneOrder;
use crate::text::display;
use crate::tui::overlay::picker::{Item, Picker, Purpose};
use crate::tui::state::{Cursor, Effect, Remote, State, ask};
use crate::tui::theme::Role;
use crate::tui::widget::Canvas;
use crate::tui::widget::document::Document;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::words;

/// Rows below the list.
const DETAIL: u16 = 10;
/// Rows of the body from which on there is room for them.
const ROOM: u16 = 14;
/// Columns of what is compared, and of each figure beside it.
const WHAT: usize = 22;
const SHARE: usize = 11;
const LIFT: usize = 20;

/// What a table may tell of whom it contacted.
pub(in crate::tui) const TOLD: [&str; 2] = ["bought", "answered"];

/// The view's own state.
#[derive(Debug, Default)]
pub(in crate::tui) struct Campaigns {
    pub(in crate::tui) remote: Remote<Vec<(CampaignResult, Timestamp)>>,
    /// The one under the cursor, compared.
    pub(in crate::tui) beside: Remote<Option<Box<CampaignResult>>>,
    asked: Option<String>,
    pub(in crate::tui) cursor: Cursor,
}

impl Campaigns {
    fn rows(&self) -> &[(CampaignResult, Timestamp)] {
        self.remote.value.as_deref().unwrap_or_default()
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        self.rows().len() as u64
    }

    /// The campaign under the cursor.
    pub(in crate::tui) fn current(&self) -> Option<&CampaignResult> {
        self.rows().get(self.cursor.at as usize).map(|(result, _)| result)
    }

    /// The filter for those who were contacted in it.
    pub(in crate::tui) fn condition(&self) -> Option<Expr> {
        self.current().map(|result| Expr::has("campaign", &result.campaign))
    }

    /// To fit weights on what came of it.
    pub(in crate::tui) fn order(&self, on: Option<&'static str>) -> Option<TuneOrder> {
        self.current().map(|result| TuneOrder { campaign: result.campaign.clone(), on, score: None })
    }

    /// What was compared no longer counts.
    pub(in crate::tui) fn forget(&mut self) {
        self.asked = None;
    }

    /// The comparison that is here, if it is of the campaign under the cursor as it is now.
    fn compared(&self) -> Option<&CampaignResult> {
        let name = &self.current()?.campaign;
        let beside = self.beside.value.as_ref().filter(|_| !self.beside.is_outdated())?;
        beside.as_deref().filter(|result| result.campaign == *name)
    }
}

/// The two that weights can be fitted on, to choose from; none, where the table tells one of them alone.
pub(in crate::tui) fn pick(state: &State) -> Option<Picker> {
    let (lang, result) = (state.lang(), state.campaigns.current()?);
    let item = |key: &str, title: Text, rate: Rate| Item {
        key: key.to_owned(),
        title: title.get(lang).to_owned(),
        about: format!("{}/{}", words::count(rate.n), words::count(rate.of)),
        ticked: false,
    };
    let [bought, answered] = TOLD;
    let items =
        vec![item(bought, words_of::BOUGHT, result.bought?), item(answered, words_of::ANSWERED, result.answered?)];
    Some(Picker::new(Purpose::Tune, words_of::TUNE_ON.get(lang), items))
}

/// Asks what the campaign under the cursor gained, if that is not here: everybody is compared for it.
pub(in crate::tui) fn fetch(state: &mut State) -> Option<Effect> {
    if state.imports.view != imports::View::Campaigns {
        return None;
    }
    let name = state.campaigns.current()?.campaign.clone();
    if state.campaigns.asked.as_ref() == Some(&name) {
        return None;
    }
    state.campaigns.asked = Some(name.clone());
    Some(ask!(state, state.campaigns.beside, Question::Campaign(name)))
}

/// How many rows of the body the list has.
pub(in crate::tui) fn rows(body: u16) -> u16 {
    body.saturating_sub(1 + detail_rows(body))
}

fn detail_rows(body: u16) -> u16 {
    if body >= ROOM { DETAIL } else { 0 }
}

/// Draws the campaigns, and the comparison of the one under the cursor.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let campaigns = &state.campaigns;
    let detail = detail_rows(area.height);
    let list = Rect { height: area.height - detail, ..area };
    table::draw(canvas, list, &columns(state.lang()), campaigns.cursor, campaigns.total(), |at| {
        campaigns.rows().get(at as usize).map(|(result, imported)| cells(state, result, *imported))
    });
    let below = Rect { y: list.y + 1, height: list.height.saturating_sub(1), ..list };
    if campaigns.remote.value.is_some() && campaigns.total() == 0 {
        let mut page: Document<()> = Document::new(area.width.saturating_sub(2));
        page.paragraph(words_of::NO_CAMPAIGN_HERE.get(state.lang()), Role::Dim);
        return page.draw(canvas, Rect { x: below.x + 1, y: below.y + 1, height: below.height - 1, ..below }, 0, None);
    }
    draw_absence(canvas, below, &campaigns.remote, false, state);
    if detail > 0 && campaigns.total() > 0 {
        draw_detail(canvas, Rect { y: list.bottom(), height: detail, ..area }, state);
    }
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::words(words_of::CAMPAIGN.get(lang), 12, 30, 0),
        Column::words(words_of::DAY.get(lang), 10, 10, 2),
        Column::number(words_of::CONTACTED.get(lang), 7, 1),
        Column::number(words_of::HELD_OUT.get(lang), 7, 4),
        Column::number(words_of::ANSWERED.get(lang), 6, 3),
        Column::number(words_of::ANSWER_RATE.get(lang), 6, 2),
        Column::number(words_of::BOUGHT.get(lang), 6, 3),
        Column::number(words_of::BUY_RATE.get(lang), 6, 2),
        Column::number(words_of::AMOUNT.get(lang), 10, 5),
        Column::words(words_of::IMPORTED.get(lang), 16, 16, 6),
    ]
}

fn cells(state: &State, result: &CampaignResult, imported: Timestamp) -> Vec<Cell> {
    let count = |rate: Option<Rate>| (words::or_unknown(rate.map(|rate| words::count(rate.n))), Role::Text);
    let share = |rate: Option<Rate>| (words::percent(rate.map(|rate| rate.rate)), Role::Accent);
    vec![
        (result.campaign.clone(), Role::Text),
        (words::or_unknown(result.day.clone()), Role::Dim),
        (words::count(result.contacted), Role::Text),
        (words::count(result.held_out), Role::Dim),
        count(result.answered),
        share(result.answered),
        count(result.bought),
        share(result.bought),
        (words::or_unknown(result.amount.map(|amount| format!("{amount:.2}"))), Role::Text),
        (state.look.calendar.minute(imported), Role::Dim),
    ]
}

/// What the campaign under the cursor gained beside members like those who were contacted.
fn draw_detail(canvas: &mut Canvas, area: Rect, state: &State) {
    canvas.rule(area.x, area.y, area.width);
    let (campaigns, lang) = (&state.campaigns, state.lang());
    let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let Some(result) = campaigns.compared() else {
        let (text, role) = match &campaigns.beside.error {
            Some(error) => (error.as_str(), Role::Bad),
            None => (say::WAITING.get(lang), Role::Dim),
        };
        canvas.put(below.x + 1, below.y, below.width.saturating_sub(2), text, role);
        return;
    };
    canvas.put(area.x + 1, area.y, area.width.saturating_sub(2), &format!(" {} ", result.campaign), Role::Title);
    let mut page: Document<()> = Document::new(below.width.saturating_sub(2));
    if result.lifts.is_empty() {
        page.paragraph(words_of::NO_LIFT.get(lang), Role::Warn);
    } else {
        page.line(vec![
            (" ".repeat(WHAT), Role::Title),
            (display::right(words_of::CONTACTED_SHARE.get(lang), SHARE), Role::Title),
            (display::right(words_of::OTHERS_SHARE.get(lang), SHARE), Role::Title),
            (format!("  {}", display::fit(words_of::LIFT_POINTS.get(lang), LIFT)), Role::Title),
            (words_of::MATCHED.get(lang).to_owned(), Role::Title),
        ]);
        result.lifts.iter().for_each(|lift| page.line(pieces(lift, result.window, lang)));
        page.paragraph(words_of::MATCHED_ON.get(lang), Role::Dim);
    }
    page.draw(canvas, Rect { x: below.x + 1, width: below.width.saturating_sub(2), ..below }, 0, None);
}

fn pieces(lift: &Lift, window: u32, lang: Lang) -> Vec<Cell> {
    let share = |share: f64| display::right(&format!("{:.1} %", share * 100.0), SHARE);
    let points = |share: f64| format!("{:+.1}", share * 100.0);
    let (told, role) = match lift.low.zip(lift.high) {
        Some((low, high)) => {
            let role = if low > 0.0 {
                Role::Good
            } else if high < 0.0 {
                Role::Bad
            } else {
                Role::Text
            };
            (format!("{} [{} {}]", points(lift.lift), points(low), points(high)), role)
        }
        None => (words_of::TOO_FEW.get(lang).to_owned(), Role::Dim),
    };
    vec![
        (display::fit(&words_of::outcome(lang, lift.outcome, lift.source, window), WHAT), Role::Text),
        (share(lift.rate), Role::Accent),
        (share(lift.holdout_rate), Role::Text),
        (format!("  {}", display::fit(&told, LIFT)), role),
        (format!("{}/{}/{}", lift.contacted, lift.holdout, lift.strata), Role::Dim),
    ]
}
