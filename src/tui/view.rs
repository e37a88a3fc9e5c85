//! Draws a state into a buffer: tab bar, filter line, screen, status line, keys, overlay.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::command::{Id, Scope, is_shadowed, scopes};
use super::keymap::Bound;
use super::overlay;
use super::screen::{
    campaigns, content, contradictions, dimensions, groups, imports, joins, log, member, members, merges, personas,
    ranking, slices, tags, tasks, today, welcome,
};
use super::state::{Notice, State, Tab};
use super::theme::Role;
use super::widget::Canvas;
use super::widget::table;
use super::words;
use crate::lang::{foresight, topics, tui as say};
use crate::model::Day;
use crate::query;
use crate::text::display;

/// Where the parts of the screen lie.
pub(super) struct Areas {
    pub(super) whole: Rect,
    filter: Rect,
    pub(super) body: Rect,
    status: Rect,
    keys: Rect,
}

impl Areas {
    /// The parts for the state's size; the filter takes two rows while it is typed.
    pub(super) fn of(state: &State) -> Areas {
        let (width, height) = state.size;
        let filter_rows = if state.filter.editor.is_some() { 2 } else { 1 };
        let row = |y: u16, rows: u16| Rect::new(0, y.min(height), width, rows.min(height.saturating_sub(y)));
        Areas {
            whole: Rect::new(0, 0, width, height),
            filter: row(1, filter_rows),
            body: row(1 + filter_rows, height.saturating_sub(3 + filter_rows)),
            status: row(height.saturating_sub(2), 1),
            keys: row(height.saturating_sub(1), 1),
        }
    }
}

/// Draws the state; answers with the caret's place, if something is typed.
pub fn view(state: &State, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let areas = Areas::of(state);
    let canvas = &mut Canvas { buffer, look: &state.look };
    canvas.lay_ground(areas.whole.intersection(canvas.buffer.area));
    draw_tabs(canvas, state);
    let mut caret = draw_filter(canvas, areas.filter, state);
    if areas.body.height > 0 {
        draw_body(canvas, areas.body, state);
    }
    if state.is_outdated() {
        canvas.shade(areas.body, Role::Dim);
    }
    draw_status(canvas, areas.status, state);
    draw_keys(canvas, areas.keys, state);
    draw_offers(canvas, &areas, state);
    caret = overlay::draw(canvas, areas.whole, state).or(caret);
    caret
}

fn draw_body(canvas: &mut Canvas, area: Rect, state: &State) {
    if !state.pages.is_empty() {
        return member::draw(canvas, area, state);
    }
    if state.is_welcoming() {
        return welcome::draw(canvas, area, state);
    }
    match state.tab {
        Tab::Today => today::draw(canvas, area, state),
        Tab::Members => members::draw(canvas, area, state),
        Tab::Groups => groups::draw(canvas, area, state),
        Tab::Tags => tags::draw(canvas, area, state),
        Tab::Dimensions => dimensions::draw(canvas, area, state),
        Tab::Kol | Tab::Churn => ranking::draw(canvas, area, state),
        Tab::Imports => match state.imports.view {
            imports::View::Files => imports::draw(canvas, area, state),
            imports::View::Contradictions => contradictions::draw(canvas, area, state),
            imports::View::Campaigns => campaigns::draw(canvas, area, state),
        },
        Tab::Joins => joins::draw(canvas, area, state),
        Tab::Merges => merges::draw(canvas, area, state),
        Tab::Tasks => tasks::draw(canvas, area, state),
        Tab::Log => log::draw(canvas, area, state),
        Tab::Content => content::draw(canvas, area, state),
        Tab::Personas => personas::draw(canvas, area, state),
    }
}

/// The tabs with the columns they take on the first row. Where room is short the blanks before them
/// go first, then the names of those farthest from the open one.
fn tab_spans(state: &State) -> Vec<(Tab, String, u16)> {
    let name = |tab: Tab| say::tab(tab as usize).get(state.lang());
    let mut titles = Tab::ALL.map(|tab| format!(" {} {} ", tab.key(), name(tab)));
    let fits =
        |titles: &[String]| titles.iter().map(|title| display::width(title)).sum::<usize>() <= state.size.0.into();
    if !fits(&titles) {
        titles = Tab::ALL.map(|tab| format!("{} {} ", tab.key(), name(tab)));
    }
    let mut others: Vec<usize> = (0..titles.len()).filter(|place| *place != state.tab as usize).collect();
    others.sort_by_key(|place| place.abs_diff(state.tab as usize));
    while let Some(farthest) = others.pop().filter(|_| !fits(&titles)) {
        titles[farthest] = format!("{} ", Tab::ALL[farthest].key());
    }
    let mut x = 0;
    let place = |(tab, title): (Tab, String)| {
        let start = x;
        x += display::width(&title) as u16;
        (tab, title, start)
    };
    Tab::ALL.into_iter().zip(titles).map(place).collect()
}

/// The tab at a column of the first row.
pub(super) fn tab_at(state: &State, x: u16) -> Option<Tab> {
    let spans = tab_spans(state);
    let hit = spans.iter().rev().find(|(_, _, start)| *start <= x)?;
    (x < hit.2 + display::width(&hit.1) as u16).then_some(hit.0)
}

fn draw_tabs(canvas: &mut Canvas, state: &State) {
    let mut end = 0;
    for (tab, title, x) in tab_spans(state) {
        let is_open = tab == state.tab;
        end = canvas.put(x, 0, state.size.0.saturating_sub(x), &title, if is_open { Role::Accent } else { Role::Dim });
        if is_open {
            canvas.shade(Rect::new(x, 0, end.saturating_sub(x), 1), Role::Selected);
        }
    }
    let Some(overview) = &state.overview.value else { return };
    let name = say::store_size(state.lang(), &words::count(overview.members), &words::count(overview.messages));
    let width = display::width(&name) as u16;
    if end + width + 2 <= state.size.0 {
        canvas.put(state.size.0 - width - 1, 0, width, &name, Role::Dim);
    }
}

/// The breadcrumb, or the line being typed with its reading or error below.
fn draw_filter(canvas: &mut Canvas, area: Rect, state: &State) -> Option<(u16, u16)> {
    let Some(editor) = &state.filter.editor else {
        draw_breadcrumb(canvas, area, state);
        return None;
    };
    let label = match editor.typing {
        super::filter::Typing::Filter => say::FILTER_LABEL,
        super::filter::Typing::Search => say::SEARCH_LABEL,
    };
    let x = canvas.put(area.x, area.y, area.width, label.get(state.lang()), Role::Key);
    let caret = editor.line.draw(canvas, x, area.y, area.width.saturating_sub(x));
    match &editor.problem {
        Some(problem) => {
            let before = editor.line.text().get(..problem.at).unwrap_or_default();
            let room = area.width.saturating_sub(20);
            let column = (x + display::width(before) as u16).min(room);
            canvas.put(column, area.y + 1, area.width - column, &format!("^ {}", problem.message), Role::Bad);
        }
        None => {
            let reading = reading(state).unwrap_or_else(|| say::EVERYBODY.get(state.lang()).to_owned());
            let found = found(state).unwrap_or_default();
            let room = area.width.saturating_sub(display::width(&found) as u16 + 2);
            canvas.put(area.x, area.y + 1, room, &reading, Role::Dim);
            canvas.put(area.x + room + 1, area.y + 1, area.width - room, &found, Role::Text);
        }
    }
    Some((caret.min(area.right().saturating_sub(1)), area.y))
}

/// Whether the privacy key hides the filter, which would tell what it hides elsewhere.
fn hides_filter(state: &State) -> bool {
    state.filter.expr().is_some_and(|filter| state.look.hides(filter))
}

/// The filter as a sentence.
fn reading(state: &State) -> Option<String> {
    let expr = state.filter.expr()?;
    Some(say::reads_as(state.lang(), &query::explain(expr, state.lang())))
}

fn draw_breadcrumb(canvas: &mut Canvas, area: Rect, state: &State) {
    let lang = state.lang();
    let mut crumbs = vec![(say::tab(state.tab as usize).get(lang).to_owned(), Role::Title)];
    if state.tab == Tab::Groups {
        crumbs.push((state.groups.view.title().get(lang).to_owned(), Role::Text));
    }
    if state.tab == Tab::Imports {
        crumbs.extend(state.imports.view.title().map(|title| (title.get(lang).to_owned(), Role::Text)));
    }
    if state.tab == Tab::Kol {
        crumbs.extend(slices::crumbs(state));
    }
    if let Some(days) = state.churn.window().filter(|_| state.tab == Tab::Churn) {
        crumbs.push((foresight::window(lang, days), Role::Accent));
        crumbs.extend(slices::cut(&state.churn, lang));
    }
    // What the list counts from.
    if state.tab == Tab::Today && !state.is_empty() && state.as_of() != Day::default() {
        crumbs.push((say::as_of(lang, &state.as_of().to_string()), Role::Dim));
        crumbs.extend(state.today.age.map(|days| (say::old_data(lang, days), Role::Warn)));
    }
    if !state.filter.text().is_empty() && state.follows_filter() {
        let steps = state.filter.steps();
        if steps > 0 {
            crumbs.push((say::steps(lang, steps), Role::Dim));
        }
        let text = state.filter.text();
        crumbs.push((if hides_filter(state) { state.look.words(text) } else { text.to_owned() }, Role::Accent));
    }
    for page in &state.pages {
        crumbs.push((state.look.name(page.id, page.name()), Role::Text));
        crumbs.extend(page.evidence.as_ref().map(|evidence| (evidence.title(&state.look), Role::Text)));
    }
    let right = status_right(state);
    let room = area.width.saturating_sub(display::width(&right) as u16 + 2);
    let mut x = area.x + 1;
    for (place, (text, role)) in crumbs.into_iter().enumerate() {
        if place > 0 {
            x = canvas.put(x, area.y, room.saturating_sub(x), if state.look.ascii { " > " } else { " › " }, Role::Dim);
        }
        x = canvas.put(x, area.y, room.saturating_sub(x), &text, role);
    }
    let role = if state.is_outdated() { Role::Warn } else { Role::Dim };
    canvas.put(area.right().saturating_sub(display::width(&right) as u16 + 1), area.y, area.width, &right, role);
}

/// Whether what is below is of before; how many are selected and marked.
fn status_right(state: &State) -> String {
    let outdated = state.is_outdated().then(|| {
        let text = if state.awaits_screen() { say::OUTDATED } else { say::NOT_UPDATED };
        text.get(state.lang()).to_owned()
    });
    let is_list = state.pages.is_empty();
    let marked = (is_list && !state.marked.is_empty()).then(|| say::marked(state.lang(), state.marked.len()));
    outdated.into_iter().chain(marked).chain(found(state)).collect::<Vec<_>>().join(" · ")
}

/// How many people are listed or found, as far as that is counted.
fn found(state: &State) -> Option<String> {
    let (total, awaits) = state.found()?;
    let people = total.map(|total| say::people(state.lang(), &words::count(total)));
    Some(match people {
        Some(people) if awaits => format!("{} {people}", words::UNCOUNTED),
        people => people.unwrap_or_else(|| words::UNCOUNTED.to_owned()),
    })
}

fn draw_status(canvas: &mut Canvas, area: Rect, state: &State) {
    if area.height == 0 {
        return;
    }
    let lang = state.lang();
    let (text, role) = match (state.long_work(), &state.notice) {
        (Some(running), _) => (tasks::progress(state, running, area.width.saturating_sub(2).into()), Role::Accent),
        (None, Some(Notice::Info(text))) => (text.clone(), Role::Good),
        (None, Some(Notice::Problem(text))) => (text.clone(), Role::Bad),
        (None, None) if state.filter.editor.is_none() => {
            match (reading(state).filter(|_| state.follows_filter() && !hides_filter(state)), &state.banner) {
                (Some(reading), _) => (reading, Role::Dim),
                (None, Some((zh, en))) => (lang.pick((zh, en)).to_owned(), Role::Warn),
                (None, None) if state.overview.value.as_ref().is_some_and(|overview| overview.stale) => {
                    (say::STALE.get(lang).to_owned(), Role::Warn)
                }
                (None, None) => (said_of_cursor(state), Role::Dim),
            }
        }
        (None, None) => return,
    };
    canvas.put(area.x + 1, area.y, area.width.saturating_sub(2), &text, role);
}

/// What is under the cursor, where the table cannot show it whole.
fn said_of_cursor(state: &State) -> String {
    match state.tab {
        _ if !state.pages.is_empty() => String::new(),
        Tab::Members if members::is_in_sidebar(state) => {
            rule_in_words(state, members::sidebar_tag(state).and_then(|tag| tag.rule.as_deref()))
        }
        Tab::Members => state.members.list.current().map(|row| row.tags.join(" ")).unwrap_or_default(),
        Tab::Tags => rule_in_words(state, state.tags.rule_at(state.tags.cursor.at)),
        Tab::Content if state.is_outdated() => String::new(),
        Tab::Content => state
            .content
            .topic()
            .map_or(String::new(), |topic| topics::by_enter(state.lang(), &topic.name, &words::count(topic.selected))),
        _ => String::new(),
    }
}

fn rule_in_words(state: &State, rule: Option<&str>) -> String {
    rule.map_or(String::new(), |rule| {
        state.read(rule).map_or_else(|| rule.to_owned(), |rule| query::explain(&rule, state.lang()))
    })
}

/// The commands of this screen that have room, each with its first key; none cut in two.
fn draw_keys(canvas: &mut Canvas, area: Rect, state: &State) {
    if area.height == 0 {
        return;
    }
    let lang = state.lang();
    let is_typing = state.filter.editor.is_some() || state.overlay.is_some();
    let scopes = if is_typing { vec![Scope::Typing] } else { scopes(state) };
    let commands = scopes.iter().flat_map(|scope| {
        state.keymap.of(*scope).filter(move |bound| {
            let is_here = bound.command.in_bar && bound.key().is_some() && bound.command.is_enabled(state);
            is_here && (is_typing || !is_shadowed(state, bound))
        })
    });
    let mut chosen: Vec<_> = commands.collect();
    if !is_typing {
        chosen.sort_by_key(|bound| urgency(bound.command.id));
        chosen.retain(|bound| bound.command.id != Id::Back || !state.pages.is_empty() || state.running.is_some());
    }
    // Help and the palette lead to everything else: they keep their room.
    let last = if is_typing { 0 } else { 2 };
    let kept = chosen.split_off(chosen.len().saturating_sub(last));
    let width =
        |bound: &Bound| (display::width(&bound.title()) + display::width(bound.command.title.get(lang)) + 3) as u16;
    let reserved: u16 = kept.iter().map(|bound| width(bound)).sum();
    let mut x = area.x + 1;
    let mut put = |bound: &Bound, x: u16| {
        let after = canvas.put(x, area.y, area.width, &bound.title(), Role::Key);
        canvas.put(after + 1, area.y, area.width, bound.command.title.get(lang), Role::Dim) + 2
    };
    for bound in chosen {
        if x + width(bound) + reserved <= area.right() {
            x = put(bound, x);
        }
    }
    for bound in kept {
        if x + width(bound) <= area.right() + 2 {
            x = put(bound, x);
        }
    }
}

/// What the bottom bar shows first: opening, why, narrowing, keeping what was found; then the rest.
fn urgency(id: Id) -> u8 {
    match id {
        Id::Open | Id::Done | Id::Accept | Id::Reject | Id::ImportFiles | Id::TryDemo => 0,
        Id::Snooze | Id::Bulk | Id::History => 1,
        Id::Evidence | Id::NextMember | Id::PickField | Id::CrossField | Id::Exclude => 1,
        Id::Back | Id::TakeBack | Id::ToList => 2,
        Id::EditFilter => 3,
        Id::SaveSegment => 4,
        Id::Export => 5,
        Id::FollowUp | Id::Undo => 6,
        Id::Help | Id::Palette => u8::MAX,
        Id::Search => 9,
        Id::Columns => 8,
        _ => 7,
    }
}

/// Completions of the filter that show at once; the arrows lead to the others.
const OFFERED: u16 = 7;

/// The completions of the filter, below its line.
fn draw_offers(canvas: &mut Canvas, areas: &Areas, state: &State) {
    let Some(editor) = &state.filter.editor else { return };
    let rows = (editor.offers.len() as u16).min(OFFERED).min(areas.body.height);
    if rows == 0 {
        return;
    }
    let area = Rect { height: rows, ..areas.body };
    canvas.clear(area);
    let top = (editor.chosen + 1).saturating_sub(rows.into());
    for (row, (offer, about)) in editor.offers.iter().skip(top).take(rows.into()).enumerate() {
        let y = area.y + row as u16;
        canvas.put(area.x + 1, y, 22, offer, Role::Accent);
        canvas.put(area.x + 24, y, area.width.saturating_sub(25), about, Role::Dim);
        if top + row == editor.chosen {
            canvas.shade(Rect::new(area.x, y, area.width, 1), Role::Selected);
        }
    }
    // The bar stands beside the rows, of which the first is no heading.
    let bar = Rect { y: area.y.saturating_sub(1), height: area.height + 1, ..area };
    table::scrollbar(canvas, bar, top as u64, editor.offers.len() as u64);
}

/// A buffer's text as a person sees it: no filler after wide characters, no trailing blanks.
pub fn screen_text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += display::width(symbol).max(1) as u16;
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
