//! `topics`: what the community speaks of, and who leads it.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::{Excerpt, Format, print_all};
use crate::export::{Cell, Column, Kind};
use crate::lang::topics as words;
use crate::model::topic::{TopicRow, Topics};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    excerpt: Excerpt,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let (lang, format) = (console.lang, self.excerpt.format());
        let session = console.session()?;
        let filter = self.excerpt.filter(&session)?;
        let mut found = console.watched(|watch| session.topics(filter.as_ref(), watch))?;
        let total = found.topics.len() as u64;
        found.topics.truncate(self.excerpt.most());
        if format == Format::Json {
            console.json(&serde_json::to_value(&found)?)?;
            return Ok(Exit::Done);
        }
        let Topics { speakers, messages, topics, excerpt, .. } = &found;
        if topics.is_empty() {
            console.hint(words::NOTHING.get(lang))?;
            return Ok(Exit::Done);
        }
        let percent = format == Format::Table;
        let rows = topics.iter().map(|topic| row(topic, percent)).collect();
        print_all(console, format, session.calendar(), &columns(), rows)?;
        console.hint_more(topics.len() as u64, total)?;
        console.hint(&words::legend(lang, *speakers, *messages))?;
        if let Some(part) = excerpt.part() {
            console.hint(&words::excerpt(lang, part))?;
        }
        Ok(Exit::Done)
    }
}

fn columns() -> [Column; 8] {
    [
        Column::known("name", words::TOPIC, Kind::Text),
        Column::known("members", words::MEMBERS, Kind::Number),
        Column::known("share", words::SHARE, Kind::Number),
        Column::known("messages", words::MESSAGES, Kind::Number),
        Column::known("recent", words::RECENT, Kind::Number),
        Column::known("before", words::BEFORE, Kind::Number),
        Column::known("trend", words::TREND, Kind::Code(words::TRENDS)),
        Column::known("leaders", words::LED_BY, Kind::Text),
    ]
}

fn row(topic: &TopicRow, percent: bool) -> Vec<Cell> {
    let scale = if percent { 100.0 } else { 1.0 };
    let mark = if topic.discovered { "~ " } else { "" };
    let leader = |leader: &crate::model::topic::TopicLeader| match topic.led_by {
        "replies" => format!("{} +{}", leader.name, leader.replies),
        _ => format!("{} ×{}", leader.name, leader.messages),
    };
    let leaders: Vec<String> = topic.leaders.iter().map(leader).collect();
    vec![
        Cell::text(&format!("{mark}{}", topic.name)),
        Cell::count(topic.members),
        Cell::Number(topic.share * scale),
        Cell::count(topic.messages),
        Cell::count(topic.recent),
        Cell::count(topic.before),
        topic.trend.map_or(Cell::Unknown, Cell::text),
        Cell::text(&leaders.join("  ")),
    ]
}
