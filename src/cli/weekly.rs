//! `weekly`: what changed within seven days: who came, came back, is at risk or left, and which topics rise.

use clap::Args;

use super::Exit;
use super::console::Console;
use super::listing::{Excerpt, Format, print_all};
use crate::export::{Cell, Column, Kind};
use crate::lang::tui::whom;
use crate::lang::{topics, week as words};
use crate::model::attribute::STAGES;
use crate::model::registry::WEEK_CHANGES;
use crate::model::week::{RisingTopic, Week, WeekList, WeekMember};
use crate::query::{Expr, format_in};
use crate::task::session::Session;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    excerpt: Excerpt,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let filter = self.excerpt.filter(&session)?;
        let people = self.excerpt.limit();
        let week = console.watched(|watch| session.week(filter.as_ref(), people, watch))?;
        match self.excerpt.format() {
            Format::Json => console.json(&serde_json::to_value(&week)?)?,
            Format::Table => show(console, &session, &week, filter.as_ref())?,
            rows => {
                let people = week.changes.iter().flat_map(|list| list.people.iter().map(|one| row(list, one)));
                print_all(console, rows, session.calendar(), &columns(), people.collect())?;
            }
        }
        Ok(Exit::Done)
    }
}

fn show(console: &mut Console, session: &Session, week: &Week, filter: Option<&Expr>) -> anyhow::Result<()> {
    let lang = console.lang;
    let Some((since, as_of)) = week.since.as_ref().zip(week.as_of.as_ref()) else {
        return console.hint(words::NOTHING.get(lang));
    };
    console.line(&words::span(lang, since, as_of))?;
    console.line(&whom(
        lang,
        filter.map(|filter| format_in(filter, lang)).as_deref(),
        Some(&week.members.to_string()),
    ))?;
    for list in &week.changes {
        console.line("")?;
        console.line(&words::list(lang, list.change, &list.members.to_string()))?;
        if !list.people.is_empty() {
            let rows = list.people.iter().map(|one| row(list, one).split_off(1)).collect();
            print_all(console, Format::Table, session.calendar(), &columns()[1..], rows)?;
        }
        if list.members > list.people.len() as u64 {
            console.hint(&words::who(lang, &format_in(&Expr::has("week_change", list.change), lang)))?;
        }
    }
    console.line("")?;
    console.line(words::RISING.get(lang))?;
    if week.rising.is_empty() {
        console.line(words::NO_TOPIC.get(lang))?;
    } else {
        let rows = week.rising.iter().map(topic).collect();
        print_all(console, Format::Table, session.calendar(), &topic_columns(), rows)?;
    }
    console.hint(words::ABOUT.get(lang))?;
    console.hint(words::ABOUT_TOPICS.get(lang))?;
    week.excerpt.part().map_or(Ok(()), |part| console.hint(&topics::excerpt(lang, part)))
}

fn columns() -> [Column; 5] {
    [
        Column::known("change", words::CHANGE, Kind::Code(WEEK_CHANGES)),
        Column::known("id", words::ID, Kind::Number),
        Column::known("name", words::NAME, Kind::Name),
        Column::known("stage", words::STAGE, Kind::Code(STAGES)),
        Column::known("reason", words::REASON, Kind::Text),
    ]
}

fn row(list: &WeekList, one: &WeekMember) -> Vec<Cell> {
    vec![
        Cell::text(list.change),
        Cell::count(one.id.0.unsigned_abs()),
        Cell::text(&one.name),
        one.stage.as_deref().map_or(Cell::Unknown, Cell::text),
        Cell::text(&one.reason),
    ]
}

fn topic_columns() -> [Column; 5] {
    let number = |key, title| Column::known(key, title, Kind::Number);
    [
        Column::known("topic", words::TOPIC, Kind::Text),
        number("messages", words::WEEK_MESSAGES),
        number("share", words::WEEK_SHARE),
        number("messages_before", words::BEFORE_MESSAGES),
        number("share_before", words::BEFORE_SHARE),
    ]
}

fn topic(topic: &RisingTopic) -> Vec<Cell> {
    let mark = if topic.discovered { "~ " } else { "" };
    vec![
        Cell::text(&format!("{mark}{}", topic.name)),
        Cell::count(topic.messages),
        Cell::Number(topic.share * 100.0),
        Cell::count(topic.messages_before),
        Cell::Number(topic.share_before * 100.0),
    ]
}
