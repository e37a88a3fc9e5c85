//! What is spoken of under the filter: topics, then questions that nobody took up; below them the words that these
//! members say more than others do, and the hours in which what they write is answered.

use ratatui::layout::Rect;

use super::draw_absence;
use crate::lang::{report, topics as say};
use crate::model::MemberId;
use crate::model::today::TodayItem;
use crate::model::topic::{Content as Found, TopicRow};
use crate::query::Expr;
use crate::text::display;
use crate::tui::state::{Cursor, Remote, State};
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, Look};
use crate::tui::words;

/// Words of a discovered topic that its filter asks for.
const ASKED: usize = 2;

/// The screen's own state.
#[derive(Debug, Default)]
pub(in crate::tui) struct Content {
    pub(in crate::tui) remote: Remote<Box<Found>>,
    pub(in crate::tui) cursor: Cursor,
}

/// A row of the list.
enum Row<'a> {
    Topic(&'a TopicRow),
    Question(&'a TodayItem),
}

impl Content {
    fn topics(&self) -> &[TopicRow] {
        self.remote.value.as_ref().map_or(&[], |found| &found.topics.topics)
    }

    fn questions(&self) -> &[TodayItem] {
        self.remote.value.as_ref().map_or(&[], |found| &found.questions)
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        (self.topics().len() + self.questions().len()) as u64
    }

    fn row(&self, at: u64) -> Option<Row<'_>> {
        let at = at as usize;
        let topics = self.topics();
        match topics.get(at) {
            Some(topic) => Some(Row::Topic(topic)),
            None => self.questions().get(at - topics.len()).map(Row::Question),
        }
    }

    /// Who asked the question under the cursor.
    pub(in crate::tui) fn member(&self) -> Option<(MemberId, &str)> {
        match self.row(self.cursor.at)? {
            Row::Question(item) => Some((item.member, &item.name)),
            Row::Topic(_) => None,
        }
    }

    /// The filter that the topic under the cursor turns into: whose preference it is, or, of a discovered one, who said
    /// its first words.
    pub(in crate::tui) fn condition(&self) -> Option<Expr> {
        let Row::Topic(topic) = self.row(self.cursor.at)? else { return None };
        if !topic.discovered {
            return Some(Expr::has("topics", &topic.name));
        }
        let said = topic.words.iter().take(ASKED).map(|word| Expr::Said(word.clone(), None));
        Some(Expr::And(said.collect()))
    }
}

/// Rows of the body that words and hours take.
fn below(body: u16) -> u16 {
    if body >= 14 { 5 } else { 0 }
}

/// How many rows of the body the list has.
pub(in crate::tui) fn rows(body: u16) -> u16 {
    body.saturating_sub(1 + below(body))
}

/// Draws the list, and words and hours below it.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let (content, look) = (&state.content, &state.look);
    let list = Rect { height: area.height - below(area.height), ..area };
    table::draw(canvas, list, &columns(look), content.cursor, content.total(), |at| {
        Some(match content.row(at)? {
            Row::Topic(topic) => topic_cells(look, topic),
            Row::Question(item) => question_cells(look, item),
        })
    });
    draw_absence(canvas, Rect { y: area.y + 1, ..list }, &content.remote, content.total() == 0, state);
    if let Some(found) = content.remote.value.as_ref().filter(|_| list.height < area.height) {
        draw_below(canvas, Rect { y: list.bottom(), height: area.height - list.height, ..area }, look, found);
    }
}

fn columns(look: &Look) -> Vec<Column> {
    let lang = look.lang;
    vec![
        Column::words(say::TOPIC_OR_QUESTION.get(lang), 24, 60, 0),
        Column::number(say::MEMBERS.get(lang), 6, 2),
        Column::number(say::SHARE.get(lang), 6, 4),
        Column::number(say::MESSAGES.get(lang), 6, 3),
        Column::number(say::RECENT.get(lang), 6, 5),
        Column::words(say::TREND.get(lang), if lang == crate::lang::Lang::Zh { 4 } else { 7 }, 8, 3),
        Column::items(say::LED_BY_OR_WHO.get(lang), 16, 40, 1, "  "),
    ]
}

fn topic_cells(look: &Look, topic: &TopicRow) -> Vec<Cell> {
    let mark = if topic.discovered { "~ " } else { "" };
    let leaders = topic.leaders.iter().map(|leader| {
        let name = look.name(leader.id, &leader.name);
        match topic.led_by {
            "replies" => format!("{name} +{}", leader.replies),
            _ => format!("{name} ×{}", leader.messages),
        }
    });
    let (trend, role) = match topic.trend {
        Some("rising") => ("rising", Role::Good),
        Some("falling") => ("falling", Role::Warn),
        Some(trend) => (trend, Role::Dim),
        None => ("", Role::Dim),
    };
    let trend = say::trend(look.lang, trend);
    vec![
        (format!("{mark}{}", topic.name), if topic.discovered { Role::Text } else { Role::Accent }),
        (words::count(topic.members), Role::Text),
        (words::percent(Some(topic.share)), Role::Dim),
        (words::count(topic.messages), Role::Text),
        (words::count(topic.recent), Role::Dim),
        (trend.to_owned(), role),
        (leaders.collect::<Vec<_>>().join("  "), Role::Dim),
    ]
}

fn question_cells(look: &Look, item: &TodayItem) -> Vec<Cell> {
    let said = item.words.as_ref().map_or("", |words| words.text.as_str());
    let group = item.words.as_ref().map_or("", |words| words.group.as_str());
    let empty = || (String::new(), Role::Dim);
    let who = format!("{}  {group}", look.name(item.member, &item.name));
    let asked = (format!("? {}", look.words(said).replace('\n', " ")), Role::Title);
    vec![asked, empty(), empty(), empty(), empty(), empty(), (who, Role::Text)]
}

/// The words of these members, and their best hours.
fn draw_below(canvas: &mut Canvas, area: Rect, look: &Look, found: &Found) {
    let lang = look.lang;
    canvas.rule(area.x, area.y, area.width);
    let keywords: Vec<&str> = found.keywords.iter().map(|keyword| keyword.word.as_str()).collect();
    let keywords = match keywords.is_empty() {
        true => say::NO_KEYWORDS.get(lang).to_owned(),
        false => keywords.join(lang.pick(("、", ", "))),
    };
    let hours: Vec<String> = found
        .hours
        .iter()
        .map(|row| {
            let day = report::DAYS[usize::from(row.day) % 7].get(lang);
            let share = row.answered as f64 / row.messages.max(1) as f64;
            format!("{day} {:02}:00 {} ({}/{})", row.hour, words::percent(Some(share)), row.answered, row.messages)
        })
        .collect();
    let hours = if hours.is_empty() { say::NO_HOURS.get(lang).to_owned() } else { hours.join("  ") };
    let mut y = area.y + 1;
    for (title, text) in [(say::KEYWORDS, keywords), (say::BEST_HOURS, hours)] {
        let title = title.get(lang);
        let room = usize::from(area.width).saturating_sub(display::width(title) + 4);
        let lines = display::wrap(&display::clean(&text), room);
        let x = canvas.put(area.x + 1, y, area.width, title, Role::Title) + 2;
        for line in lines.iter().take(2) {
            canvas.put(x, y, area.right().saturating_sub(x), line, Role::Text);
            y += 1;
        }
    }
}
