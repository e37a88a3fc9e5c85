//! Ranked lists with their reasons: opinion leaders, buyers of promise, and those about to leave.

use ratatui::layout::Rect;

use super::{Windowed, draw_absence, lifecycle, members};
use crate::lang::{Lang, Text, leaders, potential, profile, tui as say};
use crate::model::slice::{Slice, Trend};
use crate::model::view::RankedRow;
use crate::model::{Attribute, Part};
use crate::query::Expr;
use crate::task::foresight;
use crate::task::request::{Question, Ranking};
use crate::text::display;
use crate::tui::state::{Effect, State, Tab};
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
            Ranking::Churn | Ranking::Potential => None,
        }
    }

    /// Whom it holds under a filter: those of a slice are all here.
    pub(in crate::tui) fn listed(&self, filter: Option<&Expr>) -> members::Listed {
        match (self.slice(), &self.list.remote.value) {
            (Some(_), Some(rows)) => members::Listed::These(rows.rows.iter().map(|row| row.member.id).collect()),
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

/// Asks for the rows around the cursor of a ranking's screen, if they are not here.
pub(in crate::tui) fn fetch(state: &mut State, tab: Tab, height: u64) -> Option<Effect> {
    let filter = state.filter.expr().cloned();
    let ticket = state.ticket();
    let ranked = state.ranked_mut(tab)?;
    let (offset, limit) = match ranked.slice() {
        Some(_) => ranked.list.wanted_at_once(SLICE)?,
        None => ranked.list.wanted(height)?,
    };
    ranked.list.remote.expect_answer(ticket);
    Some(Effect::Ask(ticket, Question::Ranking(ranked.ranking.clone(), filter, offset, limit)))
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
    draw_absence(canvas, below, &ranked.list.remote, ranked.list.total() == 0, state);
    if let Some(row) = ranked.list.current().filter(|_| reasons > 0) {
        let area = Rect { y: table_area.bottom(), height: reasons, ..area };
        draw_reasons(canvas, area, row, &in_words(ranked, row, state.lang()), state.lang());
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
        Ranking::Churn => (Column::number(&title("churn_risk"), 8, 1), Column::words(&title("stage"), code, 9, 2), 24),
        Ranking::Potential => {
            let level = potential::LEVEL.get(lang);
            (Column::number(potential::POTENTIAL.get(lang), 8, 1), Column::words(level, code, 9, 2), 33)
        }
    };
    let mut columns = vec![Column::number("#", 4, 1), Column::words(short("name"), 12, 20, 0), ranked_by, kind];
    if let Ranking::Kol(_) = ranked.ranking {
        if ranked.slice().is_some() {
            columns.insert(AFTER_SCORE, Column::number(leaders::TREND.get(lang), 5, 2));
        }
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
        Ranking::Churn => {
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
        if ranked.slice().is_some() {
            cells.insert(AFTER_SCORE, moved(row.trend.as_ref(), &state.look));
        }
        cells.push((words::percent(missing), Role::Text));
    }
    cells.extend([(reasons, Role::Dim), brought("messages"), brought("last_seen"), brought("tags")]);
    cells
}

/// By how many points a score moved.
fn moved(trend: Option<&Trend>, look: &Look) -> Cell {
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
fn in_words(ranked: &Ranked, row: &RankedRow, lang: Lang) -> Vec<String> {
    match ranked.ranking {
        Ranking::Kol(_) => {
            let within = if ranked.slice().is_some() { leaders::IN_SLICE } else { leaders::LAST_90 };
            if_gone(row, within, lang).map_or(Vec::new(), |(told, held)| vec![told, held])
        }
        Ranking::Churn => vec![foresight::reasons(lang, row).join(lang.pick(BETWEEN))],
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
            let told = match part.raw {
                0.0 => leaders::NOT_HERE.get(lang).to_owned(),
                raw => format!("{:>9}  {}", words::plain(raw), potential::BESIDE.get(lang)),
            };
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
    let mut lines = wrapped(said);
    if lines.len() > free {
        lines = wrapped(&said[..1]);
    }
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
