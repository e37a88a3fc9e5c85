//! The member list.

use ratatui::layout::Rect;

use super::{Windowed, draw_absence, imports};
use crate::lang::{Lang, tui as say};
use crate::model::MemberId;
use crate::model::view::{MemberRow, Sort, TagRow};
use crate::query::Expr;
use crate::task::request::{Question, Window};
use crate::text::display;
use crate::tui::state::{Cursor, Effect, State, Tab, ask};
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, Look};
use crate::tui::words;

/// Columns that every row brings along; any other key is asked for.
pub(in crate::tui) const BUILT_IN: [&str; 17] = [
    "name",
    "stage",
    "level",
    "messages",
    "last_seen",
    "first_seen",
    "activity",
    "interaction",
    "influence",
    "consumption",
    "churn_risk",
    "sentiment",
    "tags",
    "platform",
    "platform_id",
    "community",
    "role",
];
const DEFAULT: [&str; 9] =
    ["name", "stage", "level", "messages", "last_seen", "activity", "influence", "churn_risk", "tags"];
const SIDEBAR: u16 = 26;
/// Room for two tags of four characters; where the whole screen is narrower than usual, for one.
const TAGS: u16 = 22;
const TAGS_AT_LEAST: u16 = 8;
const USUAL: u16 = 80;

/// The list's own state.
#[derive(Debug)]
pub(in crate::tui) struct Members {
    pub(in crate::tui) list: Windowed<MemberRow>,
    pub(in crate::tui) sort: Sort,
    pub(in crate::tui) columns: Vec<String>,
    pub(in crate::tui) sidebar: bool,
    /// Whether keys go to the tag sidebar, where there is one.
    pub(in crate::tui) in_sidebar: bool,
    pub(in crate::tui) tag_cursor: Cursor,
}

impl Members {
    /// The list with these columns, of which the first is the name; else with the usual ones.
    pub(in crate::tui) fn with(columns: Option<&[String]>) -> Members {
        let usual = || DEFAULT.map(str::to_owned).to_vec();
        let mut columns = columns.map_or_else(usual, <[String]>::to_vec);
        columns.retain(|key| key != DEFAULT[0]);
        columns.insert(0, DEFAULT[0].to_owned());
        Members {
            list: Windowed::default(),
            sort: Sort::default(),
            columns,
            sidebar: true,
            in_sidebar: false,
            tag_cursor: Cursor::default(),
        }
    }

    fn asked_columns(&self) -> Vec<String> {
        self.columns.iter().filter(|key| !BUILT_IN.contains(&key.as_str())).cloned().collect()
    }

    /// Shows a column, or takes it away; the name stays.
    pub(in crate::tui) fn toggle_column(&mut self, key: &str) {
        match self.columns.iter().position(|shown| shown == key) {
            Some(0) => {}
            Some(at) => {
                self.columns.remove(at);
            }
            None => {
                let before_tags = self.columns.iter().position(|shown| shown == "tags").unwrap_or(self.columns.len());
                self.columns.insert(before_tags, key.to_owned());
            }
        }
        self.list.forget();
    }
}

/// Whether the tag sidebar fits and is wanted.
pub(in crate::tui) fn has_sidebar(state: &State) -> bool {
    state.members.sidebar && state.size.0 >= 110
}

/// Whether keys go to the tag sidebar.
pub(in crate::tui) fn is_in_sidebar(state: &State) -> bool {
    state.members.in_sidebar && state.tab == Tab::Members && state.pages.is_empty() && has_sidebar(state)
}

/// The tags of the sidebar: those that somebody under the filter bears.
pub(in crate::tui) fn sidebar_tags(state: &State) -> Vec<&TagRow> {
    state.tags.remote.value.iter().flatten().filter(|tag| tag.members > 0).collect()
}

/// The tag of the sidebar that keys are about.
pub(in crate::tui) fn sidebar_tag(state: &State) -> Option<&TagRow> {
    let tag = sidebar_tags(state).get(state.members.tag_cursor.at as usize).copied();
    tag.filter(|_| is_in_sidebar(state))
}

/// Asks for the rows around the cursor, if they are not here.
pub(in crate::tui) fn fetch(state: &mut State, height: u64) -> Option<Effect> {
    let (offset, limit) = state.members.list.wanted(height)?;
    let window = Window {
        filter: state.filter.expr().cloned(),
        sort: state.members.sort.clone(),
        offset,
        limit,
        columns: state.members.asked_columns(),
    };
    Some(ask!(state, state.members.list.remote, Question::Members(window)))
}

/// Asks for the counts of the sidebar, where it has come into sight without those of the filter.
pub(in crate::tui) fn fetch_sidebar(state: &mut State) -> Option<Effect> {
    let is_seen = state.tab == Tab::Members && has_sidebar(state);
    let filter = state.filter.expr().cloned();
    (is_seen && state.tags.lack_counts()).then(|| ask!(state, state.tags.remote, Question::Tags(filter)))
}

/// Where the list stands, beside the tag sidebar.
pub(in crate::tui) fn table_area(state: &State, area: Rect) -> Rect {
    let taken = if has_sidebar(state) { SIDEBAR + 1 } else { 0 };
    Rect { width: area.width.saturating_sub(taken), ..area }
}

/// Draws the list, with the tag sidebar where there is room.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let table_area = table_area(state, area);
    if has_sidebar(state) {
        let side = Rect::new(table_area.right() + 1, area.y, SIDEBAR, area.height);
        canvas.divide(table_area.right(), area.y, area.height);
        draw_sidebar(canvas, side, state);
    }
    let members = &state.members;
    let columns = columns(state);
    let cursor = seen(members.list.cursor, !is_in_sidebar(state));
    table::draw(canvas, table_area, &columns, cursor, members.list.total(), |at| {
        members.list.row(at).map(|row| cells(state, row))
    });
    let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..table_area };
    draw_absence(canvas, below, &members.list.remote, members.list.total() == 0, state);
}

/// A cursor as it is drawn: on no row, where keys go elsewhere.
fn seen(cursor: Cursor, has_keys: bool) -> Cursor {
    if has_keys { cursor } else { Cursor { at: u64::MAX, ..cursor } }
}

/// Draws how many members carry each tag under the filter.
fn draw_sidebar(canvas: &mut Canvas, area: Rect, state: &State) {
    let shown = sidebar_tags(state);
    let columns = [Column::words(say::TAB_TAGS.get(state.lang()), 8, SIDEBAR, 0), Column::number("", 5, 1)];
    let cursor = seen(state.members.tag_cursor, is_in_sidebar(state));
    table::draw(canvas, area, &columns, cursor, shown.len() as u64, |at| {
        let tag = shown.get(at as usize)?;
        Some(vec![(tag.name.clone(), Role::Text), (state.tags.members_of(tag), Role::Dim)])
    });
}

fn columns(state: &State) -> Vec<Column> {
    let lang = state.lang();
    let mut columns = vec![Column::words("", 1, 1, 0)];
    columns.extend(state.members.columns.iter().enumerate().map(|(place, key)| {
        let mut column = column(key, lang, place);
        if key == "tags" && state.size.0 >= USUAL {
            column.least = TAGS;
        }
        if *key == state.members.sort.key {
            column.title.push_str(state.look.sort_arrow(state.members.sort.ascending));
            column.least = column.least.max(display::width(&column.title) as u16);
            column.most = column.most.max(column.least);
        }
        column
    }));
    columns
}

fn column(key: &str, lang: Lang, place: usize) -> Column {
    let title = say::column(key).map_or_else(|| words::title(key, lang), |text| text.get(lang).to_owned());
    let wide = lang == Lang::En;
    match key {
        "name" => Column::words(&title, 12, 18, 0),
        "stage" => Column::words(&title, if wide { 9 } else { 6 }, 9, 1),
        "level" => Column::words(&title, if wide { 6 } else { 4 }, 6, 6),
        "messages" => Column::number(&title, 5, 2),
        "last_seen" | "first_seen" => Column::words(&title, 10, 10, 3),
        "activity" | "interaction" | "influence" | "consumption" => Column::number(&title, 4, 4),
        "churn_risk" | "sentiment" => Column::number(&title, 4, 5),
        "tags" => Column::items(&title, TAGS_AT_LEAST, 60, 2, " "),
        "region" => Column::words(&title, 10, 12, 3),
        "platform" | "role" => Column::words(&title, 6, 10, 7),
        "platform_id" | "community" => Column::words(&title, 10, 22, 7),
        _ => Column::words(&title, 6.max(display::width(&title).min(12) as u16), 16, place.min(200) as u8 + 1),
    }
}

fn cells(state: &State, row: &MemberRow) -> Vec<Cell> {
    let mark = if state.marked.contains(&row.id) { if state.look.ascii { "*" } else { "●" } } else { "" };
    let mut cells = vec![(mark.to_owned(), Role::Accent)];
    let mut further = row.columns.iter();
    for key in &state.members.columns {
        let cell = match built_in(&state.look, row, key) {
            Some(cell) => cell,
            None => match further.next() {
                Some(Some(value)) => (words::value(key, value, state.lang()), Role::Text),
                _ => (words::UNKNOWN.to_owned(), Role::Dim),
            },
        };
        cells.push(if cell.0 == words::UNKNOWN { (cell.0, Role::Dim) } else { cell });
    }
    cells
}

/// A cell that every row brings along.
pub(in crate::tui) fn built_in(look: &Look, row: &MemberRow, key: &str) -> Option<Cell> {
    let lang = look.lang;
    let code =
        |key: &str, code: &Option<String>| words::or_unknown(code.as_ref().map(|code| words::code(key, code, lang)));
    let text = |text: String| Some((text, Role::Text));
    match key {
        "name" => Some((look.name(row.id, &row.name), if row.staff { Role::Dim } else { Role::Text })),
        "stage" => Some((code("stage", &row.stage), stage_role(row.stage.as_deref()))),
        "level" => text(code("level", &row.level)),
        "messages" => text(words::count(row.messages)),
        "last_seen" => text(words::day(&look.calendar, row.last_seen)),
        "first_seen" => text(words::day(&look.calendar, row.first_seen)),
        "activity" => text(words::score(row.scores.activity)),
        "interaction" => text(words::score(row.scores.interaction)),
        "influence" => text(words::score(row.scores.influence)),
        "consumption" => text(words::score(row.scores.consumption)),
        "churn_risk" => Some((words::fraction(row.scores.churn_risk), risk_role(row.scores.churn_risk))),
        "sentiment" => text(words::fraction(row.scores.sentiment)),
        "tags" => Some((row.tags.join(" "), Role::Accent)),
        "platform" => text(row.platform.clone()),
        "platform_id" => text(if look.privacy { look.words("") } else { row.platform_id.clone() }),
        "community" => text(row.community.clone()),
        "role" => text(words::or_unknown(row.role.as_ref().map(|role| words::code("role", role, lang)))),
        _ => None,
    }
}

fn stage_role(stage: Option<&str>) -> Role {
    match stage {
        Some("new" | "returned" | "growing") => Role::Good,
        Some("declining" | "cooling") => Role::Warn,
        Some("lost" | "left") => Role::Bad,
        Some("dormant" | "lurker") | None => Role::Dim,
        Some(_) => Role::Text,
    }
}

/// How alarming a churn risk is.
pub(in crate::tui) fn risk_role(risk: Option<f64>) -> Role {
    match risk {
        Some(0.6..) => Role::Bad,
        Some(0.4..) => Role::Warn,
        _ => Role::Text,
    }
}

/// Whom a list holds.
#[derive(Debug)]
pub(in crate::tui) enum Listed {
    /// So many that only those on screen are here: all under a filter.
    Under(Option<Expr>),
    /// All that are here.
    These(Vec<MemberId>),
}

/// Whom the list on screen holds, if it is one of members.
pub(in crate::tui) fn listed(state: &State) -> Option<Listed> {
    let filter = state.filter.expr();
    let listed = match (state.tab, state.ranked()) {
        _ if !state.pages.is_empty() => return None,
        (Tab::Members, _) if state.members.list.total() > 0 => Listed::Under(filter.cloned()),
        (_, Some(ranked)) if ranked.list.total() > 0 => ranked.listed(filter),
        (Tab::Groups, _) => Listed::These(state.groups.members()),
        (Tab::Imports, _) if state.imports.view == imports::View::Campaigns => {
            Listed::Under(Some(state.campaigns.condition()?))
        }
        (Tab::Imports, _) if state.imports.view == imports::View::Contradictions => {
            Listed::These(state.contradictions.members())
        }
        _ => return None,
    };
    let is_empty = matches!(&listed, Listed::These(members) if members.is_empty());
    (!is_empty).then_some(listed)
}

/// The members an action is about: the marked ones, else the one under the cursor.
pub(in crate::tui) fn chosen(state: &State) -> Vec<MemberId> {
    if state.marked.is_empty() || !state.pages.is_empty() {
        crate::tui::update::current_member(state).into_iter().collect()
    } else {
        state.marked.iter().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::DEFAULT;
    use crate::config::settings::DEFAULTS;

    #[test]
    fn the_settings_name_the_usual_columns() {
        let line = format!("# columns = {DEFAULT:?}");
        assert!(DEFAULTS.lines().any(|written| written == line), "{line}");
    }
}
