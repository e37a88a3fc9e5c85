//! Above the churn list: how many are in which stage, and how far its risk can be trusted.

use ratatui::layout::Rect;

use super::ranking::Ranked;
use crate::lang::{foresight as words_of, tui as say};
use crate::model::comparison::StageCount;
use crate::model::foresight::Proof;
use crate::query::Expr;
use crate::task::foresight;
use crate::task::request::Ranking;
use crate::text::display;
use crate::tui::overlay::picker::{Item, Picker, Purpose};
use crate::tui::state::{Remote, State};
use crate::tui::theme::Role;
use crate::tui::widget::{Canvas, chart};
use crate::tui::words;

/// Days of which there is a risk, and those of which builds keep one.
const WINDOWS: [u32; 4] = [7, 14, 30, KEPT];
const KEPT: u32 = 90;
/// Rows of the stages, two beside each other.
const ROWS: u16 = 5;

/// What the screen knows beside the list.
#[derive(Debug, Default)]
pub(in crate::tui) struct Lifecycle {
    pub(in crate::tui) stages: Remote<Vec<StageCount>>,
    pub(in crate::tui) proofs: Remote<Vec<Proof>>,
    /// What is to be said of the list of other days.
    pub(in crate::tui) said: Vec<String>,
    /// Whether that is why there is none.
    pub(in crate::tui) gives_none: bool,
}

/// How many rows of the body stand above the list: the stages, and how far the risk can be trusted.
pub(in crate::tui) fn rows(body: u16) -> u16 {
    match body {
        20.. => ROWS + 1,
        8.. => 1,
        _ => 0,
    }
}

/// Draws how the risk did on the past, below the stages where there is room for them.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    draw_stages(canvas, Rect { height: area.height - 1, ..area }, state);
    let said = match (state.churn.window(), &state.lifecycle.proofs.value) {
        // It stands in the place of the list.
        (Some(_), _) if state.lifecycle.gives_none => return,
        (Some(_), _) => state.lifecycle.said.join(" "),
        (None, Some(proofs)) => foresight::said(state.lang(), proofs, 1).concat(),
        (None, None) => return,
    };
    canvas.put(area.x + 1, area.bottom() - 1, area.width - 2, &said, Role::Warn);
}

/// Draws why there is no list of other days, where one would stand.
pub(in crate::tui) fn draw_why_none(canvas: &mut Canvas, area: Rect, state: &State) {
    let room = area.width.saturating_sub(2);
    let lines = state.lifecycle.said.iter().flat_map(|said| display::wrap(said, room.into()));
    for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
        canvas.put(area.x + 1, y, room, &line, Role::Warn);
    }
}

/// Draws each stage with its members, a bar, and who came and went at the last build.
fn draw_stages(canvas: &mut Canvas, area: Rect, state: &State) {
    let stages = state.lifecycle.stages.value.as_deref().unwrap_or_default();
    let most = stages.iter().map(|stage| stage.members).max().unwrap_or(0).max(1);
    let half = area.width / 2;
    for (place, stage) in stages.iter().enumerate() {
        let (column, row) = (place as u16 / ROWS, place as u16 % ROWS);
        let x = area.x + 1 + column * half;
        if column > 1 || row >= area.height {
            break;
        }
        let name = display::fit(&words::code("stage", &stage.stage, state.lang()), 9);
        let end = canvas.put(x, area.y + row, half - 1, &name, Role::Text);
        let count = format!("{:>7} ", words::count(stage.members));
        let end = canvas.put(end, area.y + row, 9, &count, Role::Accent);
        let bar = half.saturating_sub(9 + 8 + 12).clamp(4, 24);
        let picture = chart::bar(&state.look, stage.members as f64 / most as f64, bar.into());
        canvas.put(end, area.y + row, bar, &picture, Role::Bar);
        canvas.put(end + bar + 1, area.y + row, 10, &words::moved(stage.came, stage.went), Role::Dim);
    }
}

/// The stages to choose from.
pub(in crate::tui) fn pick(state: &State) -> Picker {
    let lang = state.lang();
    let item = |stage: &StageCount| Item {
        key: stage.stage.clone(),
        title: words::code("stage", &stage.stage, lang),
        about: format!("{:>7}  {}", words::count(stage.members), words::moved(stage.came, stage.went)),
        ticked: false,
    };
    let items = state.lifecycle.stages.value.iter().flatten().map(item).collect();
    Picker::new(Purpose::Stage, say::PICK_STAGE.get(lang), items)
}

/// The days to choose from.
pub(in crate::tui) fn pick_window(state: &State) -> Picker {
    let lang = state.lang();
    let item = |days: u32| Item {
        key: days.to_string(),
        title: words_of::window(lang, days),
        about: words_of::window_about(lang, days == KEPT).to_owned(),
        ticked: state.churn.window().unwrap_or(KEPT) == days,
    };
    Picker::new(Purpose::Window, words_of::PICK_WINDOW.get(lang), WINDOWS.map(item).into())
}

/// Lists those at risk within so many days; those of the days that builds keep, where there is no such choice.
pub(in crate::tui) fn choose_window(state: &mut State, key: &str) {
    let days = WINDOWS.into_iter().find(|days| days.to_string() == key && *days != KEPT);
    state.lifecycle.said.clear();
    state.lifecycle.gives_none = false;
    state.churn = Ranked::new(days.map_or(Ranking::Churn, Ranking::Within));
}

/// The filter that selects a stage.
pub(in crate::tui) fn condition(stage: &str) -> Expr {
    Expr::has("stage", stage)
}
