//! Ranked lists with their reasons: opinion leaders, buyers of promise, and those about to leave.

use ratatui::layout::Rect;

use super::{Windowed, draw_absence, lifecycle, members};
use crate::lang::{Lang, Text, leaders, potential, profile, tui as say};
use crate::model::slice::{Days, Slice, Trend};
use crate::model::view::RankedRow;
use crate::model::{Attribute, Part};
use crate::query::Expr;
use crate::task::foresight;
use crate::task::request::{Question, Ranking};
use crate::text::display;
use crate::tui::state::{Effect, State, Tab, ask};
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, Look, chart};
use crate::tui::words;

/// What stands between two reasons.
const BETWEEN: (&str, &str) = ("，", ", ");
/// Leaders of a slice that are asked for: the rows of the slice are read for every answer.
pub(in crate::tui) const SLICE: u64 = 500;
/// The column beside the score, in which its trend stands.
const AFTER_SCORE: usize = 3;
/// Rows of the reasons below the list.
const REASONS: u16 = 7;

/// One ranked list.
#[derive(Debug)]
pub(in crate::tui) struct Ranked {
    pub(in crate::tui) ranking: Ranking,
    pub(in crate::tui) list: Windowed<RankedRow>,
}

impl Ranked {
    pub(in crate::tui) fn new(ranking: Ranking) -> Ranked {
        Ranked { ranking, list: Windowed::default() }
    }

    /// The slice that the list is of, unless it is of everything.
    pub(in crate::tui) fn slice(&self) -> Option<&Slice> {
        match &self.ranking {
            Ranking::Kol(slice) => Some(slice).filter(|slice| !slice.is_whole()),
            Ranking::Churn | Ranking::Within(_) | Ranking::Potential => None,
        }
    }

    /// The days that the list of those at risk is of, where they are others than builds keep a risk of.
    pub(in crate::tui) fn window(&self) -> Option<u32> {
        match self.ranking {
            Ranking::Within(days) => Some(days),
            _ => None,
        }
    }

    /// Whether the list is made when it is asked for, the first of it at once.
    fn is_made(&self) -> bool {
        self.slice().is_some() || self.window().is_some()
    }

    /// Whether it is of all opinion leaders, whose trends are asked for apart.
    fn is_of_all_leaders(&self) -> bool {
        matches!(&self.ranking, Ranking::Kol(slice) if slice.is_whole())
    }

    /// Whom it holds under a filter: those of a list that is made when asked for are all here.
    pub(in crate::tui) fn listed(&self, filter: Option<&Expr>) -> members::Listed {
        match (self.is_made(), &self.list.remote.value) {
            (true, Some(rows)) => members::Listed::These(rows.rows.iter().map(|row| row.member.id).collect()),
            _ => members::Listed::Under(Some(Expr::ranked_by(self.ranking.key(), filter))),
        }
    }

    /// Ranks opinion leaders by what they may spend, or back by their influence.
    pub(in crate::tui) fn turn(&mut self) {
        let other = match self.ranking {
            Ranking::Potential => Ranking::Kol(Slice::default()),
            _ => Ranking::Potential,
        };
        *self = Ranked::new(other);
    }
}

/// How many rows of the body the reasons take.
pub(in crate::tui) fn reason_rows(body: u16) -> u16 {
    if body >= 16 { REASONS } else { 0 }
}

/// How many rows of the body stand above the list of a ranking's screen.
pub(in crate::tui) fn rows_above(tab: Tab, body: u16) -> u16 {
    if tab == Tab::Churn { lifecycle::rows(body) } else { 0 }
}

/// Asks for the rows around the cursor of a ranking's screen, if they are not here; then how leading moved.
pub(in crate::tui) fn fetch(state: &mut State, tab: Tab, height: u64) -> Option<Effect> {
    fetch_rows(state, tab, height).or_else(|| fetch_trends(state, tab))
}

/// Trends of more members are asked for on the command line alone: to tell them holds half a kilobyte of each who spoke.
const TRENDS_OF: u64 = 200_000;

/// Whether the screen asks by itself how leading moved.
fn tells_trends(state: &State) -> bool {
    state.overview.value.as_ref().is_some_and(|overview| overview.members <= TRENDS_OF)
}

fn fetch_trends(state: &mut State, tab: Tab) -> Option<Effect> {
    let is_here = tab == Tab::Kol && tells_trends(state) && state.kol.is_of_all_leaders() && state.kol.list.total() > 0;
    let is_asked = state.trends.is_waiting() || state.trends.value.is_some() || state.trends.error.is_some();
    (is_here && !state.kol.list.remote.is_waiting() && !is_asked).then(|| ask!(state, state.trends, Question::Trends))
}

fn fetch_rows(state: &mut State, tab: Tab, height: u64) -> Option<Effect> {
    let filter = state.filter.expr().cloned();
    let ticket = state.ticket();
    let ranked = state.ranked_mut(tab)?;
    let (offset, limit) = match ranked.is_made() {
        true => ranked.list.wanted_at_once(SLICE)?,
        false => ranked.list.wanted(height)?,
    };
    let question = Question::Ranking(ranked.ranking.clone(), filter, offset, limit);
    ranked.list.remote.expect_answer(ticket, &question);
    Some(Effect::Ask(ticket, question))
}

/// Draws the list, and the parts of the place under the cursor.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let Some(ranked) = state.ranked() else { return };
    let (reasons, above) = (reason_rows(area.height), rows_above(state.tab, area.height));
    if above > 0 {
        lifecycle::draw(canvas, Rect { height: above, ..area }, state);
    }
    let area = Rect { y: area.y + above, height: area.height - above, ..area };
    let table_area = Rect { height: area.height - reasons, ..area };
    let columns = columns(ranked, state.lang());
    table::draw(canvas, table_area, &columns, ranked.list.cursor, ranked.list.total(), |at| {
        ranked.list.row(at).map(|row| cells(state, ranked, row))
    });
    let below = Rect { y: area.y + 1, height: table_area.height.saturating_sub(1), ..area };
    match ranked.window() {
        Some(_) if state.lifecycle.gives_none => lifecycle::draw_why_none(canvas, below, state),
        _ => draw_absence(canvas, below, &ranked.list.remote, ranked.list.total() == 0, state),
    }
    if let Some(row) = ranked.list.current().filter(|_| reasons > 0) {
        let area = Rect { y: table_area.bottom(), height: reasons, ..area };
        draw_reasons(canvas, area, row, &in_words(state, ranked, row), state.lang());
    }
}

fn columns(ranked: &Ranked, lang: Lang) -> Vec<Column> {
    let title = |key| words::title(key, lang);
    let short = |key| say::column(key).map_or("", |text| text.get(lang));
    let code = if lang == Lang::Zh { 8 } else { 9 };
    // The reasons are what the list is read for: there is room for two of them.
    let (ranked_by, kind, reasons) = match ranked.ranking {
        Ranking::Kol(_) => {
            (Column::number(&title("influence"), 6, 1), Column::words(&title("mechanism"), code, 10, 2), 33)
        }
        Ranking::Churn | Ranking::Within(_) => {
            (Column::number(&title("churn_risk"), 8, 1), Column::words(&title("stage"), code, 9, 2), 24)
        }
        Ranking::Potential => {
            let level = potential::LEVEL.get(lang);
            (Column::number(potential::POTENTIAL.get(lang), 8, 1), Column::words(level, code, 9, 2), 33)
        }
    };
    let mut columns = vec![Column::number("#", 4, 1), Column::words(short("name"), 12, 20, 0), ranked_by, kind];
    if let Ranking::Kol(_) = ranked.ranking {
        columns.insert(AFTER_SCORE, Column::number(leaders::TREND.get(lang), 5, 3));
        columns.push(Column::number(leaders::IF_GONE_SHORT.get(lang), 7, 4));
    }
    columns.extend([
        Column::items(say::REASONS.get(lang), reasons, 60, 2, lang.pick(BETWEEN)),
        Column::number(short("messages"), 6, 5),
        Column::words(short("last_seen"), 10, 10, 3),
        Column::items(short("tags"), 14, 40, 6, " "),
    ]);
    columns
}

fn cells(state: &State, ranked: &Ranked, row: &RankedRow) -> Vec<Cell> {
    let lang = state.lang();
    let number = row.attribute.value.number();
    let (amount, kind, reasons) = match ranked.ranking {
        Ranking::Kol(_) => {
            let mechanism =
                row.beside("mechanism").map(|attribute| words::value(&attribute.key, &attribute.value, lang));
            ((words::score(number), Role::Accent), words::or_unknown(mechanism), strongest_parts(&row.attribute, lang))
        }
        Ranking::Churn | Ranking::Within(_) => {
            let stage = row.member.stage.as_ref().map(|stage| words::code("stage", stage, lang));
            let reasons = foresight::reasons(lang, row).join(lang.pick(BETWEEN));
            ((words::fraction(number), members::risk_role(number)), words::or_unknown(stage), reasons)
        }
        Ranking::Potential => {
            let level = row.beside("spending_level");
            let level = level.map(|attribute| words::value(&attribute.key, &attribute.value, lang));
            ((words::score(number), Role::Accent), words::or_unknown(level), strongest_parts(&row.attribute, lang))
        }
    };
    let brought = |key: &str| members::built_in(&state.look, &row.member, key).unwrap_or((String::new(), Role::Text));
    let missing = row.beside("missing_replies").and_then(|missing| missing.value.number());
    let name = (state.called(row.member.id, &row.member.name), brought("name").1);
    let mut cells = vec![(row.place.to_string(), Role::Dim), name, amount, (kind, Role::Text)];
    if let Ranking::Kol(_) = ranked.ranking {
        cells.insert(AFTER_SCORE, moved_cell(state, ranked, row));
        cells.push((words::percent(missing), Role::Text));
    }
    cells.extend([(reasons, Role::Dim), brought("messages"), brought("last_seen"), brought("tags")]);
    cells
}

/// How the score of a leader moved; dots until that is known of all of them.
fn moved_cell(state: &State, ranked: &Ranked, row: &RankedRow) -> Cell {
    let is_awaited = ranked.is_of_all_leaders()
        && tells_trends(state)
        && state.trends.value.is_none()
        && state.trends.error.is_none();
    if is_awaited { ("…".to_owned(), Role::Dim) } else { moved(trend_of(state, ranked, row), &state.look) }
}

/// How leading moved: in a slice, or of all.
fn trend_of(state: &State, ranked: &Ranked, row: &RankedRow) -> Option<Trend> {
    if !ranked.is_of_all_leaders() {
        return row.trend;
    }
    state.trends.value.as_ref().and_then(|trends| trends.get(&row.member.id)).copied()
}

/// The two scores that a leader's trend compares.
pub(super) fn scores(state: &State, ranked: &Ranked, row: &RankedRow) -> Option<String> {
    let of_all_days = ranked.slice().is_none_or(|slice| slice.days == Days::All);
    let trend = trend_of(state, ranked, row)?;
    Some(leaders::scores(state.lang(), of_all_days, trend.recent, trend.before))
}

/// By how many points a score moved.
fn moved(trend: Option<Trend>, look: &Look) -> Cell {
    let Some((trend, key)) = trend.and_then(|trend| Some((trend, trend.key()?))) else {
        return (words::or_unknown(None), Role::Dim);
    };
    let by = trend.change().map_or(String::new(), |change| format!("{:.0}", change.abs()));
    match (key, look.ascii) {
        ("rising", false) => (format!("↑{by}"), Role::Good),
        ("rising", true) => (format!("+{by}"), Role::Good),
        ("falling", false) => (format!("↓{by}"), Role::Warn),
        ("falling", true) => (format!("-{by}"), Role::Warn),
        ("steady", false) => ("→".to_owned(), Role::Dim),
        ("steady", true) => ("=".to_owned(), Role::Dim),
        (key, _) => (leaders::trend(look.lang, key).to_owned(), Role::Dim),
    }
}

/// The three parts that count most, by name; those of a potential in words.
fn strongest_parts(attribute: &Attribute, lang: Lang) -> String {
    let told = |part: &Part| match attribute.key.as_str() {
        "consumption" => potential::reason(lang, &part.key, part.raw, part.scaled),
        _ => Some(format!("{} {}", profile::part(&part.key, lang), words::plain(part.raw))),
    };
    let told: Vec<String> = attribute.strongest_parts().into_iter().take(3).filter_map(told).collect();
    told.join(lang.pick(BETWEEN))
}

/// What is said of a place besides its parts: what counts first.
fn in_words(state: &State, ranked: &Ranked, row: &RankedRow) -> Vec<String> {
    let lang = state.lang();
    match ranked.ranking {
        Ranking::Kol(_) => {
            let within = if ranked.slice().is_some() { leaders::IN_SLICE } else { leaders::LAST_90 };
            let (gone, held) = if_gone(row, within, lang).unzip();
            let many = ranked.is_of_all_leaders() && !tells_trends(state) && state.overview.value.is_some();
            let apart = many.then(|| leaders::TRENDS_APART.get(lang).to_owned());
            [gone, held, scores(state, ranked, row), apart].into_iter().flatten().collect()
        }
        Ranking::Churn | Ranking::Within(_) => vec![foresight::reasons(lang, row).join(lang.pick(BETWEEN))],
        Ranking::Potential => Vec::new(),
    }
}

/// Each part as weight × scaled = contribution, with a bar; below them what is said, whole where there is room for it.
fn draw_reasons(canvas: &mut Canvas, area: Rect, row: &RankedRow, said: &[String], lang: Lang) {
    let attribute = &row.attribute;
    canvas.rule(area.x, area.y, area.width);
    let title = say::made_of(lang, &words::title(&attribute.key, lang));
    canvas.put(area.x + 1, area.y, area.width - 2, &format!(" {title} "), Role::Title);
    let most = attribute.parts.iter().map(|part| (part.weight * part.scaled).abs()).fold(f64::MIN_POSITIVE, f64::max);
    // Two parts may differ in their last characters only: none is cut where there is room.
    let longest = attribute.parts.iter().map(|part| display::width(profile::part(&part.key, lang))).max();
    let names = (longest.unwrap_or(0) as u16).min(area.width.saturating_sub(40)).max(14);
    for (line, part) in attribute.parts.iter().take(area.height.saturating_sub(1).into()).enumerate() {
        let y = area.y + 1 + line as u16;
        canvas.put(area.x, y, names, profile::part(&part.key, lang), Role::Text);
        if part.weight == 0.0 {
            let told = words::uncounted(part, lang);
            canvas.put(area.x + names + 1, y, area.width.saturating_sub(names + 1), &told, Role::Dim);
            continue;
        }
        let sum = format!("{:>9} {:>5.2} × {:.2}", words::plain(part.raw), part.scaled, part.weight);
        let x = canvas.put(area.x + names + 1, y, 26, &sum, Role::Dim);
        let room = area.right().saturating_sub(x + 2).min(40);
        let picture = chart::bar(canvas.look, (part.weight * part.scaled).abs() / most, room.into());
        canvas.put(x + 2, y, room, &picture, Role::Bar);
    }
    let free = usize::from(area.height - 1).saturating_sub(attribute.parts.len());
    let wrapped = |said: &[String]| display::wrap(&said.join("  "), area.width.into());
    let fitting = (1..=said.len()).rev().map(|count| wrapped(&said[..count])).find(|lines| lines.len() <= free);
    let mut lines = fitting.unwrap_or_else(|| wrapped(&said[..said.len().min(1)]));
    lines.truncate(free);
    for (line, y) in lines.iter().rev().zip((area.y..area.bottom()).rev()) {
        canvas.put(area.x, y, area.width, line, Role::Dim);
    }
}

/// What would be missing without an opinion leader, and how few hold the community.
fn if_gone(row: &RankedRow, within: Text, lang: Lang) -> Option<(String, String)> {
    let share = |key| row.beside(key).and_then(|attribute| attribute.value.number());
    let replies = row.beside("missing_replies")?;
    let told = leaders::missing(lang, within, replies.value.number(), share("missing_threads"));
    let half =
        leaders::half_by(lang, within, None, replies.part("half_by")? as u64, replies.part("all_replies")? as u64);
    Some((format!("{}{}{told}", leaders::IF_GONE.get(lang), lang.pick(("：", ": "))), half))
}
