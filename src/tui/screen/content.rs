//! What is spoken of under the filter: topics, then what these members say more than others do (of everybody, what the
//! last week says more than all other days), then questions that nobody took up; below them the hours in which what
//! they write is answered.

use ratatui::layout::Rect;

use super::{draw_absence, finds_nobody};
use crate::lang::{Lang, keywords, report, topics as say, tui};
use crate::model::MemberId;
use crate::model::today::TodayItem;
use crate::model::topic::{Against, Content as Found, HourRow, Keyword, Keywords, OnTopic, TopicRow};
use crate::query::Expr;
use crate::task::request::Question;
use crate::task::topics::condition;
use crate::text::display;
use crate::tui::state::{Cursor, Effect, Remote, State, ask};
use crate::tui::theme::Role;
use crate::tui::widget::table::{self, Cell, Column};
use crate::tui::widget::{Canvas, Look};
use crate::tui::words;

/// The screen's own state.
#[derive(Debug, Default)]
pub(in crate::tui) struct Content {
    pub(in crate::tui) remote: Remote<Box<Found>>,
    pub(in crate::tui) keywords: Remote<Box<Keywords>>,
    /// Keywords are asked for once the rest is here: both read every message, and somebody may turn elsewhere meanwhile.
    pub(in crate::tui) lacks_keywords: bool,
    /// What was said last of the topic that is opened.
    pub(in crate::tui) spoken: Remote<OnTopic>,
    pub(in crate::tui) cursor: Cursor,
}

/// A row of the list.
enum Row<'a> {
    Topic(&'a TopicRow),
    Keyword(&'a Keyword),
    Question(&'a TodayItem),
}

impl Content {
    fn topics(&self) -> &[TopicRow] {
        self.remote.value.as_ref().map_or(&[], |found| &found.topics.topics)
    }

    /// The keywords of the members under the filter: those of others do not stand beside topics that are here already.
    fn compared(&self) -> Option<&Keywords> {
        self.keywords.value.as_deref().filter(|_| !self.keywords.is_outdated())
    }

    fn keywords(&self) -> &[Keyword] {
        self.compared().map_or(&[], |found| &found.words)
    }

    fn questions(&self) -> &[TodayItem] {
        self.remote.value.as_ref().map_or(&[], |found| &found.questions)
    }

    pub(in crate::tui) fn total(&self) -> u64 {
        (self.topics().len() + self.keywords().len() + self.questions().len()) as u64
    }

    fn row(&self, at: u64) -> Option<Row<'_>> {
        let topics = self.topics().iter().map(Row::Topic);
        let keywords = self.keywords().iter().map(Row::Keyword);
        let questions = self.questions().iter().map(Row::Question);
        topics.chain(keywords).chain(questions).nth(at as usize)
    }

    /// Who asked the question under the cursor.
    pub(in crate::tui) fn member(&self) -> Option<(MemberId, &str)> {
        match self.row(self.cursor.at)? {
            Row::Question(item) => Some((item.member, &item.name)),
            Row::Topic(_) | Row::Keyword(_) => None,
        }
    }

    /// The topic under the cursor.
    pub(in crate::tui) fn topic(&self) -> Option<&TopicRow> {
        match self.row(self.cursor.at)? {
            Row::Topic(topic) => Some(topic),
            Row::Keyword(_) | Row::Question(_) => None,
        }
    }

    /// The keyword under the cursor.
    pub(in crate::tui) fn keyword(&self) -> Option<&Keyword> {
        match self.row(self.cursor.at)? {
            Row::Keyword(keyword) => Some(keyword),
            Row::Topic(_) | Row::Question(_) => None,
        }
    }

    /// The filter that the row under the cursor turns into: that of a topic, or who said a keyword.
    pub(in crate::tui) fn condition(&self) -> Option<Expr> {
        match self.row(self.cursor.at)? {
            Row::Topic(topic) => Some(condition(topic)),
            Row::Keyword(keyword) => Some(Expr::Said(keyword.word.clone(), None)),
            Row::Question(_) => None,
        }
    }
}

/// Asks for what was said last of the topic under the cursor; a keyword brings that along.
pub(in crate::tui) fn fetch_spoken(state: &mut State) -> Option<Effect> {
    let (name, words) = state.content.topic().map(|topic| (topic.name.clone(), topic.words.clone()))?;
    let filter = state.filter.expr().cloned();
    state.content.spoken = Remote::default();
    Some(ask!(state, state.content.spoken, Question::Spoken(name, words, filter)))
}

/// Asks for the keywords, if it is time to.
pub(in crate::tui) fn fetch(state: &mut State) -> Option<Effect> {
    let is_time = state.content.lacks_keywords && !state.content.remote.is_waiting();
    let filter = state.filter.expr().cloned();
    is_time.then(|| {
        state.content.lacks_keywords = false;
        ask!(state, state.content.keywords, Question::Keywords(filter))
    })
}

/// Rows of the body that hours, and what the keywords are of, take.
fn below(body: u16) -> u16 {
    if body >= 14 { 4 } else { 0 }
}

/// How many rows of the body the list has.
pub(in crate::tui) fn rows(body: u16) -> u16 {
    body.saturating_sub(1 + below(body))
}

/// Draws the list, and hours below it.
pub(in crate::tui) fn draw(canvas: &mut Canvas, area: Rect, state: &State) {
    let (content, look) = (&state.content, &state.look);
    let list = Rect { height: area.height - below(area.height), ..area };
    table::draw(canvas, list, &columns(look), content.cursor, content.total(), |at| {
        Some(match content.row(at)? {
            Row::Topic(topic) => topic_cells(look, topic),
            Row::Keyword(keyword) => keyword_cells(content, look, keyword),
            Row::Question(item) => question_cells(state, item),
        })
    });
    let (below_head, is_empty) = (Rect { y: area.y + 1, ..list }, content.total() == 0);
    let says_nothing = is_empty && content.remote.value.is_some() && !content.remote.is_waiting();
    if says_nothing && content.remote.error.is_none() && !finds_nobody(state) {
        canvas.put(list.x + 1, below_head.y + 1, list.width.saturating_sub(2), say::NOTHING.get(look.lang), Role::Dim);
    } else {
        draw_absence(canvas, below_head, &content.remote, is_empty, state);
    }
    if list.height < area.height {
        draw_below(canvas, Rect { y: list.bottom(), height: area.height - list.height, ..area }, look, content);
    }
}

fn columns(look: &Look) -> Vec<Column> {
    let lang = look.lang;
    vec![
        Column::words(say::TOPIC_OR_QUESTION.get(lang), 24, 60, 0),
        Column::number(say::MEMBERS.get(lang), 6, 2),
        Column::number(say::SELECTED.get(lang), 6, 2),
        Column::number(say::SHARE.get(lang), 6, 4),
        Column::number(say::MESSAGES.get(lang), 6, 3),
        Column::number(say::RECENT.get(lang), 6, 5),
        Column::words(say::TREND.get(lang), if lang == Lang::Zh { 4 } else { 7 }, 8, 3),
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
        (words::count(topic.selected), Role::Dim),
        (words::percent(Some(topic.share)), Role::Dim),
        (words::count(topic.messages), Role::Text),
        (words::count(topic.recent), Role::Dim),
        (trend.to_owned(), role),
        (leaders.collect::<Vec<_>>().join("  "), Role::Dim),
    ]
}

/// A keyword stands in the columns of topics; its share is of those who say something here.
fn keyword_cells(content: &Content, look: &Look, keyword: &Keyword) -> Vec<Cell> {
    let speakers = content.compared().map_or(0, |found| found.speakers);
    let share = (speakers > 0).then(|| keyword.members as f64 / speakers as f64);
    let empty = || (String::new(), Role::Dim);
    vec![
        (format!("+ {}", look.words(&keyword.word)), Role::Text),
        (words::count(keyword.members), Role::Text),
        empty(),
        (words::percent(share), Role::Dim),
        (words::count(keyword.messages.into()), Role::Text),
        empty(),
        empty(),
        (keywords::times(keyword.times, keyword.low, keyword.high), Role::Dim),
    ]
}

fn question_cells(state: &State, item: &TodayItem) -> Vec<Cell> {
    let look = &state.look;
    let said = item.words.as_ref().map_or("", |words| words.text.as_str());
    let group = item.words.as_ref().map_or("", |words| words.group.as_str());
    let empty = || (String::new(), Role::Dim);
    let who = format!("{}  {group}", state.called(item.member, &item.name));
    let asked = (format!("? {}", look.words(said).replace('\n', " ")), Role::Title);
    vec![asked, empty(), empty(), empty(), empty(), empty(), empty(), (who, Role::Text)]
}

/// What the keywords are of, and the best hours.
fn draw_below(canvas: &mut Canvas, area: Rect, look: &Look, content: &Content) {
    let lang = look.lang;
    canvas.rule(area.x, area.y, area.width);
    let compared = match (content.compared(), &content.keywords.error) {
        (Some(found), _) => compared(found, lang),
        (None, Some(error)) => error.clone(),
        (None, None) => tui::WAITING.get(lang).to_owned(),
    };
    let hours: Vec<String> =
        content.remote.value.iter().flat_map(|found| &found.hours).map(|row| hour(row, lang)).collect();
    let hours = if hours.is_empty() { say::NO_HOURS.get(lang).to_owned() } else { hours.join("  ") };
    let mut y = area.y + 1;
    let excerpt = content.remote.value.as_ref().and_then(|found| found.topics.excerpt.part());
    let hours = (say::BEST_HOURS, hours, if excerpt.is_some() { 1 } else { 2 });
    let excerpt = excerpt.map(|part| (say::MESSAGES, say::excerpt(lang, part), 1));
    for (title, text, rows) in [(say::KEYWORDS, compared, 1), hours].into_iter().chain(excerpt) {
        let title = title.get(lang);
        let room = usize::from(area.width).saturating_sub(display::width(title) + 4);
        let lines = display::wrap(&display::clean(&text), room);
        let x = canvas.put(area.x + 1, y, area.width, title, Role::Title) + 2;
        for line in lines.iter().take(rows) {
            canvas.put(x, y, area.right().saturating_sub(x), line, Role::Text);
            y += 1;
        }
    }
}

fn compared(found: &Keywords, lang: Lang) -> String {
    let days = match found.against {
        Against::Others => None,
        Against::OtherDays(first, last) => Some((first.to_string(), last.to_string())),
    };
    let days = days.as_ref().map(|(first, last)| (first.as_str(), last.as_str()));
    let part = found.part.map_or(String::new(), |part| keywords::part_in_short(lang, part));
    part + &keywords::compared(lang, days, found.messages, found.speakers, found.others)
}

fn hour(row: &HourRow, lang: Lang) -> String {
    let day = report::DAYS[usize::from(row.day) % 7].get(lang);
    let share = row.answered as f64 / row.messages.max(1) as f64;
    format!("{day} {:02}:00 {} ({}/{})", row.hour, words::percent(Some(share)), row.answered, row.messages)
}
