//! What to do today: who waits for what, why, and what they said last.

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::{Lang, tui as say};
use crate::model::today::{Change, Dealing, MOST, MOST_OF_A_KIND, Matter, Since, TodayItem};
use crate::model::{Day, Money};
use crate::query::Expr;
use crate::text::display;
use crate::tui::overlay::picker::{Item, Picker, Purpose};
use crate::tui::state::{Cursor, Remote, State};
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, Look};
use crate::tui::words;

/// Rows above the list: how many matters of each kind.
pub(in crate::tui) const SUMMARY: u16 = 1;
/// Rows below the list on the matter under the cursor.
const DETAIL: u16 = 5;
/// Days that a matter can be put off.
const DAYS: [i32; 5] = [1, 3, 7, 14, 30];
/// Kinds of matters, in the order of the summary.
const KINDS: [&str; 6] = ["followup", "question", "advert", "quiet", "newcomer", "change"];

/// The screen's own state.
#[derive(Debug, Default)]
pub(in crate::tui) struct Today {
    pub(in crate::tui) remote: Remote<Vec<TodayItem>>,
    pub(in crate::tui) since: Remote<Option<Since<Expr>>>,
    pub(in crate::tui) cursor: Cursor,
    /// The operator's own day, once told.
    pub(in crate::tui) day: Option<Day>,
    /// How many days the data end before it, where they are old.
    pub(in crate::tui) age: Option<i32>,
}

impl Today {
    pub(in crate::tui) fn items(&self) -> &[TodayItem] {
        self.remote.value.as_deref().unwrap_or_default()
    }

    /// The matter under the cursor.
    pub(in crate::tui) fn current(&self) -> Option<&TodayItem> {
        self.items().get(self.cursor.at as usize)
    }

    /// Takes the matter under the cursor off the screen: what the store keeps of it follows.
    pub(in crate::tui) fn drop_current(&mut self) {
        let at = self.cursor.at as usize;
        if let Some(items) = self.remote.value.as_mut().filter(|items| at < items.len()) {
            items.remove(at);
        }
    }

    /// What takes the matter under the cursor off the list, for good or for some days.
    pub(in crate::tui) fn dealing(&self, days: Option<i32>) -> Option<Dealing> {
        let item = self.current()?;
        Some(Dealing { matter: item.matter.key(), account: item.account, stamp: item.stamp, days })
    }
}

/// The most days that a matter can be put off.
const LONGEST: i32 = 365;

/// In how many days a matter is to show again, as typed: a number, a span, a word or a date, as for a follow-up.
pub(in crate::tui) fn put_off(today: &Today, typed: &str) -> Option<i32> {
    let from = today.day?;
    let days = Day::called(typed, from, 1)? - from;
    (1..=LONGEST).contains(&days).then_some(days)
}

/// For how many days the matter under the cursor, of this person, is put off.
pub(in crate::tui) fn snooze(lang: Lang, name: &str) -> Picker {
    let item = |days: i32| Item {
        key: days.to_string(),
        title: say::in_days(lang, days),
        about: String::new(),
        ticked: false,
    };
    Picker::new(Purpose::Snooze, &say::snooze(lang, name), DAYS.map(item).to_vec())
}

/// The key of the choice that leads to the joins.
pub(in crate::tui) const PROPOSALS: &str = "proposals";

/// What changed since the operator last looked, to choose from.
pub(in crate::tui) fn news(state: &State) -> Option<Picker> {
    let lang = state.lang();
    let since = state.today.since.value.as_ref()?.as_ref()?;
    let item = |key: String, title: &str, count: u64| Item {
        key,
        title: title.to_owned(),
        about: words::count(count),
        ticked: false,
    };
    let changes = since.changes.iter().enumerate();
    let mut items: Vec<Item> = changes
        .map(|(place, (news, count, _))| item(place.to_string(), say::news(news.key()).get(lang), *count))
        .collect();
    items.push(item(PROPOSALS.to_owned(), say::NEWS_PROPOSALS.get(lang), since.proposals));
    Some(Picker::new(Purpose::News, &say::since_day(lang, &since.day.to_string()), items))
}

/// How many members have changed since.
fn changed_since(state: &State) -> u64 {
    let since = state.today.since.value.as_ref().and_then(Option::as_ref);
    since.map_or(0, |since| since.changes.iter().map(|(_, count, _)| count).sum())
}

/// How many rows of the body are the list's.
pub(in crate::tui) fn rows(body: u16) -> u16 {
    body.saturating_sub(SUMMARY + 1 + detail_rows(body))
}

fn detail_rows(body: u16) -> u16 {
    if body >= 16 { DETAIL } else { 0 }
}

/// Draws the summary, the list, and the matter under the cursor with all its words.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let (today, lang) = (&state.today, state.lang());
    let items = today.items();
    canvas.put(area.x + 1, area.y, area.width.saturating_sub(1), &summary(items, lang), Role::Dim);
    let changed = changed_since(state);
    if changed > 0 {
        let text = say::changed_since(lang, changed);
        let width = display::width(&text) as u16;
        let x = area.right().saturating_sub(width + 1);
        if usize::from(area.x) + 2 + display::width(&summary(items, lang)) < x.into() {
            canvas.put(x, area.y, width, &text, Role::Key);
        }
    }
    let list = Rect { y: area.y + SUMMARY.min(area.height), height: rows(area.height) + 1, ..area };
    table::draw(canvas, list, &columns(lang), today.cursor, items.len() as u64, |at| {
        items.get(at as usize).map(|item| cells(state, item))
    });
    let below = Rect { y: list.y + 1, height: list.height.saturating_sub(1), ..list };
    if today.remote.value.is_some() && items.is_empty() && below.height > 0 {
        canvas.put(below.x + 1, below.y, below.width.saturating_sub(1), say::TODAY_NOTHING.get(lang), Role::Dim);
    } else {
        draw_absence(canvas, below, &today.remote, false, state);
    }
    let detail = Rect { y: list.bottom(), height: detail_rows(area.height), ..area };
    if let Some(item) = today.current().filter(|_| detail.height > 0) {
        draw_detail(canvas, detail, &state.look, item);
    }
}

fn summary(items: &[TodayItem], lang: Lang) -> String {
    let count = |key: &'static str| {
        let count = items.iter().filter(|item| item.matter.key() == key).count();
        (key, count, count >= MOST_OF_A_KIND)
    };
    let counts: Vec<_> = KINDS.into_iter().map(count).filter(|(_, count, _)| *count > 0).collect();
    say::today_summary(lang, &counts, items.len() >= MOST)
}

fn columns(lang: Lang) -> Vec<Column> {
    let (matter, reason) = if lang == Lang::Zh { (6, 24) } else { (10, 27) };
    vec![
        Column::words(say::TODAY_MATTER.get(lang), matter, matter, 2),
        Column::words(say::column("name").map_or("", |text| text.get(lang)), 12, 18, 0),
        Column::words(say::TODAY_REASON.get(lang), reason, reason + 2, 1),
        Column::words(say::GROUP_NAME.get(lang), 12, 18, 4),
        Column::words(say::TODAY_WORDS.get(lang), 16, 80, 3),
    ]
}

fn cells(state: &State, item: &TodayItem) -> Vec<Cell> {
    let look = &state.look;
    let words = item.words.as_ref();
    vec![
        (say::matter(item.matter.key()).get(look.lang).to_owned(), role(&item.matter)),
        (state.called(item.member, &item.name), Role::Accent),
        (reason(look, &item.matter), Role::Text),
        (words.map_or(String::new(), |words| words.group.clone()), Role::Dim),
        (words.map_or(String::new(), |words| look.words(&words.text)), Role::Text),
    ]
}

fn role(matter: &Matter) -> Role {
    match matter {
        Matter::FollowUp { .. } => Role::Bad,
        Matter::Question { .. } | Matter::Advert { .. } => Role::Warn,
        Matter::Newcomer { .. } => Role::Good,
        Matter::Quiet { .. } | Matter::Change { .. } => Role::Key,
    }
}

/// Why, in a few words.
fn reason(look: &Look, matter: &Matter) -> String {
    let lang = look.lang;
    match matter {
        Matter::FollowUp { overdue, owner } => say::due(lang, *overdue, owner),
        Matter::Question { hours } => say::unanswered(lang, *hours),
        Matter::Advert { days } => say::advertises(lang, *days),
        Matter::Quiet { days, orders, amount } => {
            say::gone_quiet(lang, *days, *orders, &words::money(Money::from_major(amount.trunc())))
        }
        Matter::Newcomer { days } => say::newly_joined(lang, *days),
        Matter::Change { changes } => {
            changes.iter().map(|change| changed(change, lang)).collect::<Vec<_>>().join(lang.pick(("，", ", ")))
        }
    }
}

fn changed(change: &Change, lang: Lang) -> String {
    match change.what.strip_prefix("tag:") {
        Some(tag) => say::tag_change(change.to.is_some(), tag),
        None => {
            let code = |code: &Option<String>| {
                words::or_unknown(code.as_ref().map(|code| words::code(&change.what, code, lang)))
            };
            format!("{} → {}", code(&change.from), code(&change.to))
        }
    }
}

/// Who it is and why, and below it the words in full, as far as they go.
fn draw_detail(canvas: &mut Canvas, area: Rect, look: &Look, item: &TodayItem) {
    let room = area.width.saturating_sub(2);
    canvas.rule(area.x, area.y, area.width);
    let head = format!("{} · id:{} · {}", look.name(item.member, &item.name), item.member, reason(look, &item.matter));
    canvas.put(area.x + 1, area.y + 1, room, &head, Role::Title);
    let Some(words) = &item.words else { return };
    let place = match words.time {
        Some(time) => format!("{} · {}", words.group, look.calendar.minute(time)),
        None => words.group.clone(),
    };
    canvas.put(area.x + 1, area.y + 2, room, &place, Role::Dim);
    let text =
        if words.text.is_empty() { say::TODAY_SILENT.get(look.lang).to_owned() } else { look.words(&words.text) };
    let lines = display::wrap(&display::clean(&text), room.into());
    for (y, line) in (area.y + 3..area.bottom()).zip(&lines) {
        canvas.put(area.x + 1, y, room, line, Role::Text);
    }
}
