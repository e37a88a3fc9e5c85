//! Personas and rules: groups of members who take part in a like manner, where they lie on a map, and
//! what members who have something in common have in common besides. Enter makes a filter of any of them.

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::{Lang, association, circle, persona as say, profile, tui as words_of};
use crate::model::Value;
use crate::model::association::{AssociationList, AssociationRow};
use crate::model::circle::CircleRow;
use crate::model::persona::{FeatureView, PersonaList, PersonaRow, TrialView};
use crate::query::Expr;
use crate::task::request::Question;
use crate::text::display;
use crate::tui::state::{Cursor, Effect, Remote, State, ask};
use crate::tui::theme::Role;
use crate::tui::widget::braille::Dots;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, Look, chart};
use crate::tui::words;

/// Rows below the list, of what is under the cursor.
const DETAIL: u16 = 8;
/// Columns of a feature's name, and of a bar either way.
const FEATURE: u16 = 34;
const BAR: usize = 12;
/// Interquartile ranges at the end of a bar: features are cut there.
const FARTHEST: f64 = 3.0;

/// What the screen shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::tui) enum View {
    #[default]
    List,
    Map,
    Rules,
    Circles,
}

impl View {
    /// Personas, the map, rules, circles, in turn.
    pub(in crate::tui) fn next(self) -> View {
        match self {
            View::List => View::Map,
            View::Map => View::Rules,
            View::Rules => View::Circles,
            View::Circles => View::List,
        }
    }
}

/// The screen's own state.
#[derive(Debug, Default)]
pub(in crate::tui) struct Personas {
    pub(in crate::tui) view: View,
    pub(in crate::tui) found: Remote<PersonaList>,
    pub(in crate::tui) rules: Remote<AssociationList>,
    pub(in crate::tui) circles: Remote<Vec<CircleRow>>,
    pub(in crate::tui) cursor: Cursor,
}

impl Personas {
    fn rows(&self) -> &[PersonaRow] {
        self.found.value.as_ref().map_or(&[], |list| &list.rows)
    }

    fn rules(&self) -> &[AssociationRow] {
        self.rules.value.as_ref().map_or(&[], |list| &list.rows)
    }

    fn circles(&self) -> &[CircleRow] {
        self.circles.value.as_deref().unwrap_or_default()
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        match self.view {
            View::Rules => self.rules().len() as u64,
            View::Circles => self.circles().len() as u64,
            View::List | View::Map => self.rows().len() as u64,
        }
    }

    /// Shows another view from its first row on.
    pub(in crate::tui) fn turn_to(&mut self, view: View) {
        if self.view != view {
            self.view = view;
            self.cursor = Cursor::default();
        }
    }

    fn current(&self) -> Option<&PersonaRow> {
        self.rows().get(self.cursor.at as usize)
    }

    fn rule(&self) -> Option<&AssociationRow> {
        self.rules().get(self.cursor.at as usize)
    }
}

/// Asks for what the view shows.
pub(in crate::tui) fn fetch(state: &mut State) -> Effect {
    let filter = state.filter.expr().cloned();
    match state.personas.view {
        View::Rules => ask!(state, state.personas.rules, Question::Associations(filter)),
        View::Circles => ask!(state, state.personas.circles, Question::Circles(filter)),
        View::List | View::Map => ask!(state, state.personas.found, Question::Personas(filter)),
    }
}

/// The filter for the row under the cursor.
pub(in crate::tui) fn condition(state: &State) -> Option<Expr> {
    if state.personas.view == View::Rules {
        return state.read(&state.personas.rule()?.filter);
    }
    let (field, name) = match state.personas.view {
        View::Circles => ("circle", &state.personas.circles().get(state.personas.cursor.at as usize)?.name),
        _ => ("persona", &state.personas.current()?.name),
    };
    let name = words::value(field, name, state.lang());
    Some(Expr::has(field, name))
}

/// How many rows of the body the list has.
pub(in crate::tui) fn rows(body: u16, view: View) -> u16 {
    let taken = match view {
        View::Rules | View::Circles => 0,
        View::List | View::Map if body >= 16 => DETAIL,
        View::List | View::Map => 0,
    };
    body.saturating_sub(2 + taken)
}

/// Draws the view, below a line that says how sure it is.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    canvas.put(area.x + 1, area.y, area.width.saturating_sub(2), &head(state), Role::Dim);
    match state.personas.view {
        View::List => draw_list(canvas, below, state),
        View::Map => draw_map(canvas, below, state),
        View::Rules => draw_rules(canvas, below, state),
        View::Circles => draw_circles(canvas, below, state),
    }
}

fn head(state: &State) -> String {
    let lang = state.lang();
    let personas = &state.personas;
    match personas.view {
        View::Rules => personas
            .rules
            .value
            .as_ref()
            .map_or(String::new(), |list| association::looked_through(lang, list.rows.len(), list.members)),
        View::Circles => circle::ABOUT.get(lang).to_owned(),
        View::List | View::Map => {
            let trials = personas.found.value.iter().flat_map(|list| &list.trials);
            let said = have_one(state).into_iter().chain(trials.map(|of| how_sure(lang, of)));
            said.collect::<Vec<_>>().join(lang.pick(("；", "; ")))
        }
    }
}

/// How many of those under the filter have a persona, once they are counted.
fn have_one(state: &State) -> Option<String> {
    let of = match state.filter.expr() {
        Some(_) => state.members.list.count().0?,
        None => state.overview.value.as_ref()?.members,
    };
    let list = state.personas.found.value.as_ref().filter(|list| !list.rows.is_empty())?;
    let members = list.rows.iter().map(|row| row.members).sum();
    Some(say::have_one(state.lang(), &words::count(members), &words::count(of)))
}

fn how_sure(lang: Lang, of: &TrialView) -> String {
    let chosen = of.trials.iter().find(|trial| usize::from(trial.groups) == of.groups);
    match chosen.and_then(|trial| Some((trial.stability?, trial.silhouette?))) {
        Some((stability, silhouette)) => say::groups_found(lang, &of.community, of.groups, stability, silhouette),
        None => say::none_stable(lang, &of.community, of.eligible),
    }
}

fn draw_list(canvas: &mut Canvas, area: Rect, state: &State) {
    let personas = &state.personas;
    let detail = if area.height > DETAIL + 6 { DETAIL } else { 0 };
    let list = Rect { height: area.height - detail, ..area };
    table::draw(canvas, list, &columns(state.lang()), personas.cursor, personas.total(), |at| {
        personas.rows().get(at as usize).map(|row| cells(&state.look, row))
    });
    let below = Rect { y: list.y + 1, height: list.height.saturating_sub(1), ..list };
    if personas.found.value.is_some() && personas.rows().is_empty() {
        return draw_trials(canvas, below, state);
    }
    draw_absence(canvas, below, &personas.found, false, state);
    if let Some(row) = personas.current().filter(|_| detail > 0) {
        draw_detail(canvas, Rect { y: list.bottom(), height: detail, ..area }, &state.look, row);
    }
}

fn columns(lang: Lang) -> Vec<Column> {
    vec![
        Column::words(say::NAME.get(lang), 16, 36, 0),
        Column::number(say::MEMBERS.get(lang), 7, 1),
        Column::number(say::SHARE.get(lang), 5, 2),
        Column::items(say::TAGS.get(lang), 18, 40, 3, " "),
        Column::items(say::PROTOTYPES.get(lang), 16, 50, 4, " "),
    ]
}

fn cells(look: &Look, row: &PersonaRow) -> Vec<Cell> {
    let tags: Vec<&str> = row.tags.iter().map(|(tag, _)| tag.as_str()).collect();
    let prototypes: Vec<String> = row.prototypes.iter().map(|(id, name)| look.name(*id, name)).collect();
    vec![
        (words::value("persona", &row.name, look.lang), Role::Text),
        (words::count(row.members), Role::Accent),
        (words::percent(Some(row.share)), Role::Dim),
        (tags.join(" "), Role::Text),
        (prototypes.join(" "), Role::Dim),
    ]
}

/// What was tried, where no groups are stable.
fn draw_trials(canvas: &mut Canvas, area: Rect, state: &State) {
    let trials = state.personas.found.value.iter().flat_map(|list| &list.trials).flat_map(|of| &of.trials);
    let lines =
        [words_of::NO_PERSONAS.get(state.lang()).to_owned()]
            .into_iter()
            .chain(trials.map(|trial| {
                say::tried(state.lang(), trial.groups, trial.smallest, trial.stability, trial.silhouette)
            }));
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        canvas.put(area.x + 1, y, area.width.saturating_sub(2), &line, Role::Dim);
    }
}

/// What sets the persona under the cursor apart: each feature with a bar from the community's median.
fn draw_detail(canvas: &mut Canvas, area: Rect, look: &Look, row: &PersonaRow) {
    canvas.rule(area.x, area.y, area.width);
    let title = format!(" {} ", words::value("persona", &row.name, look.lang));
    canvas.put(area.x + 1, area.y, area.width.saturating_sub(2), &title, Role::Title);
    for (y, feature) in (area.y + 1..area.bottom()).zip(&row.features) {
        let x = canvas.put(area.x + 1, y, FEATURE, profile::part(feature.feature, look.lang), Role::Text);
        let start = area.x + FEATURE + 2;
        canvas.put(x, y, start.saturating_sub(x), "", Role::Text);
        let end = canvas.put(start, y, 2 * BAR as u16 + 1, &apart(look, feature), Role::Bar);
        let numbers = say::against_median(look.lang, &words::plain(feature.value), &words::plain(feature.median));
        canvas.put(end + 1, y, area.right().saturating_sub(end + 1), &numbers, Role::Dim);
    }
}

/// A bar to the right of the middle for more than the median, to the left for less.
fn apart(look: &Look, feature: &FeatureView) -> String {
    let bar = chart::bar(look, (feature.distance.abs() / FARTHEST).min(1.0), BAR);
    let middle = if look.ascii { "|" } else { "│" };
    if feature.distance >= 0.0 {
        return format!("{}{middle}{bar:<BAR$}", " ".repeat(BAR));
    }
    // Blocks fill from the left: to the left of the middle only whole ones can stand.
    let whole = ((feature.distance.abs() / FARTHEST).min(1.0) * BAR as f64).round() as usize;
    let sign = if look.ascii { "#" } else { "█" };
    format!("{}{}{middle}{}", " ".repeat(BAR - whole), sign.repeat(whole), " ".repeat(BAR))
}

/// Sampled members as dots; those of the persona under the cursor stand out.
fn draw_map(canvas: &mut Canvas, area: Rect, state: &State) {
    let personas = &state.personas;
    draw_absence(canvas, area, &personas.found, false, state);
    let Some(list) = &personas.found.value else { return };
    let Some((of, place)) = mapped(list, personas.cursor.at as usize) else { return };
    let is_filtered = state.filter.expr().is_some();
    let about = say::map_about(state.lang(), of.map.len(), of.eligible, of.kept, is_filtered);
    let about = display::wrap(&about, area.width.saturating_sub(2).into());
    for (y, line) in (area.y..area.bottom()).zip(&about) {
        canvas.put(area.x + 1, y, area.width.saturating_sub(2), line, Role::Dim);
    }
    let taken = (about.len() as u16).min(area.height);
    let names = Rect { y: area.y + taken, height: (of.groups as u16).min(area.height / 3), ..area };
    let first = list.rows.iter().take_while(|row| row.community != of.community);
    let first = first.count();
    for (line, row) in list.rows[first..].iter().take(names.height.into()).enumerate() {
        let is_here = line == usize::from(place);
        let mark = if is_here { ">" } else { " " };
        let text = format!("{mark} {} {}", words::value("persona", &row.name, state.lang()), words::count(row.members));
        let role = if is_here { Role::Accent } else { Role::Dim };
        canvas.put(area.x + 1, names.y + line as u16, area.width.saturating_sub(2), &text, role);
    }
    let field = Rect { y: names.bottom(), height: area.bottom().saturating_sub(names.bottom()), ..area };
    for (x, y, symbol, role) in dots(field, of, place, state.look.ascii) {
        canvas.put(x, y, 1, &symbol.to_string(), role);
    }
}

/// The community whose persona is under the cursor, and the persona's place in it; the first one, where
/// there are no personas.
fn mapped(list: &PersonaList, at: usize) -> Option<(&TrialView, u8)> {
    let mut left = at;
    for of in &list.trials {
        if left < of.groups {
            return Some((of, left as u8));
        }
        left -= of.groups;
    }
    list.trials.first().map(|of| (of, u8::MAX))
}

/// The dots of a map, as characters; those that hold a dot of the persona under the cursor stand out.
fn dots(area: Rect, of: &TrialView, place: u8, ascii: bool) -> Vec<(u16, u16, char, Role)> {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    if width == 0 || height == 0 {
        return Vec::new();
    }
    let span = |value: fn(&(f32, f32, u8)) -> f32| {
        let (low, high) = of.map.iter().map(value).fold((f32::MAX, f32::MIN), |(l, h), v| (l.min(v), h.max(v)));
        (low, (high - low).max(f32::MIN_POSITIVE))
    };
    let (across, down) = (span(|dot| dot.0), span(|dot| dot.1));
    let mut picture = Dots::new(width, height);
    let (columns, rows) = picture.size();
    let mut is_here = vec![false; width * height];
    for (x, y, group) in &of.map {
        let column = ((x - across.0) / across.1 * (columns - 1) as f32) as usize;
        let row = ((y - down.0) / down.1 * (rows - 1) as f32) as usize;
        if let Some(at) = picture.set(column, row) {
            is_here[at] |= *group == place;
        }
    }
    let drawn = (0..width * height).filter_map(|at| Some((at, picture.symbol(at, ascii)?)));
    drawn
        .map(|(at, symbol)| {
            let (x, y) = (area.x + (at % width) as u16, area.y + (at / width) as u16);
            let symbol = if ascii && is_here[at] { 'o' } else { symbol };
            (x, y, symbol, if is_here[at] { Role::Accent } else { Role::Dim })
        })
        .collect()
}

fn draw_rules(canvas: &mut Canvas, area: Rect, state: &State) {
    let personas = &state.personas;
    let lang = state.lang();
    let columns = [
        Column::items(association::LEFT.get(lang), 22, 60, 0, " + "),
        Column::words(association::RIGHT.get(lang), 14, 40, 1),
        Column::number(association::MEMBERS.get(lang), 6, 2),
        Column::number(association::CONFIDENCE.get(lang), 5, 3),
        Column::number(association::LIFT.get(lang), 5, 5),
        Column::number(association::ADJUSTED.get(lang), 5, 4),
    ];
    let word = |value: &Value| match value {
        Value::Named { zh, en } => association::condition(lang, zh, en),
        other => words::value("rule", other, lang),
    };
    table::draw(canvas, area, &columns, personas.cursor, personas.total(), |at| {
        let row = personas.rules().get(at as usize)?;
        Some(vec![
            (row.left.iter().map(word).collect::<Vec<_>>().join(" + "), Role::Text),
            (word(&row.right), Role::Text),
            (words::count(row.members), Role::Accent),
            (words::percent(Some(row.confidence)), Role::Text),
            (format!("{:.1}", row.lift), Role::Dim),
            (format!("{:.1}", row.adjusted), Role::Accent),
        ])
    });
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if personas.rules.value.is_some() && personas.rules().is_empty() {
        canvas.put(area.x + 1, below.y, area.width.saturating_sub(2), words_of::NO_RULES.get(lang), Role::Dim);
        return;
    }
    draw_absence(canvas, below, &personas.rules, false, state);
}

fn draw_circles(canvas: &mut Canvas, area: Rect, state: &State) {
    let (personas, look) = (&state.personas, &state.look);
    let columns = [
        Column::words(circle::NAME.get(look.lang), 10, 14, 0),
        Column::number(circle::MEMBERS.get(look.lang), 7, 1),
        Column::number(circle::INSIDE.get(look.lang), 6, 3),
        Column::items(circle::HELD_BY.get(look.lang), 24, 70, 2, " "),
    ];
    table::draw(canvas, area, &columns, personas.cursor, personas.total(), |at| {
        let row = personas.circles().get(at as usize)?;
        let held: Vec<String> = row.held_by.iter().map(|(id, name)| look.name(*id, name)).collect();
        Some(vec![
            (words::value("circle", &row.name, look.lang), Role::Text),
            (words::count(row.members), Role::Accent),
            (words::percent(Some(row.inside)), Role::Dim),
            (held.join(" "), Role::Text),
        ])
    });
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    if personas.circles.value.is_some() && personas.circles().is_empty() {
        canvas.put(area.x + 1, below.y, area.width.saturating_sub(2), circle::NO_CIRCLES.get(look.lang), Role::Dim);
        return;
    }
    draw_absence(canvas, below, &personas.circles, false, state);
}
