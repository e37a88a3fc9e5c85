//! `keywords`: what some members, or some days, say more than the rest, as phrases.

use clap::Args;
use serde_json::{Value as Json, json};

use super::console::Console;
use super::listing::{Excerpt, Format, print_all};
use super::problem::Problem;
use super::{Exit, day};
use crate::export::{Cell, Column, Kind};
use crate::lang::keywords as words;
use crate::model::Calendar;
use crate::model::topic::{Against, Keyword, Keywords};
use crate::task::keywords::KeywordOrder;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    #[arg(long, value_name = "WORD")]
    evidence: Option<String>,
    #[command(flatten)]
    excerpt: Excerpt,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let lang = console.lang;
        let read = |day: &Option<String>| day.as_deref().map(|text| day::read(text, lang)).transpose();
        let days = (read(&self.since)?, read(&self.until)?);
        if let (Some(first), Some(last)) = days
            && first > last
        {
            return Err(Problem::usage(words::DAYS_THE_WRONG_WAY.get(lang)).into());
        }
        let session = console.session()?;
        let only = self.evidence.as_ref().map(|word| word.trim().to_lowercase());
        let (most, shown) = if only.is_some() { (1, self.excerpt.most()) } else { (self.excerpt.most(), 0) };
        let order = KeywordOrder { filter: self.excerpt.filter(&session)?, days, most, only, shown };
        let found = console.watched(|watch| session.keywords(&order, watch))?;
        match &self.evidence {
            Some(word) => self.behind(console, session.calendar(), &found, word),
            None => self.list(console, session.calendar(), &found),
        }
    }

    fn list(&self, console: &mut Console, calendar: &Calendar, found: &Keywords) -> anyhow::Result<Exit> {
        let format = self.excerpt.format();
        if format == Format::Json {
            console.json(&as_json(found))?;
            return Ok(Exit::Done);
        }
        if found.words.is_empty() {
            console.hint(words::NOTHING.get(console.lang))?;
        } else {
            print_all(console, format, calendar, &columns(), found.words.iter().map(row).collect())?;
        }
        console.hint(&compared(console, found))?;
        read_in_part(console, found)?;
        console.hint(words::LEGEND.get(console.lang))?;
        Ok(Exit::Done)
    }

    /// The messages behind one keyword.
    fn behind(&self, console: &mut Console, calendar: &Calendar, found: &Keywords, word: &str) -> anyhow::Result<Exit> {
        let lang = console.lang;
        let Some(keyword) = found.words.first() else {
            console.hint(&compared(console, found))?;
            return Err(Problem::failed(words::no_keyword(lang, word)).into());
        };
        if self.excerpt.format() == Format::Json {
            console.json(&with_messages(keyword, calendar)?)?;
            return Ok(Exit::Done);
        }
        let rows = keyword.said.iter().map(|said| {
            vec![Cell::Time(said.time), Cell::text(&said.name), Cell::text(&said.group), Cell::text(&said.text)]
        });
        print_all(console, self.excerpt.format(), calendar, &said_columns(), rows.collect())?;
        let Keyword { messages, members, others, times, low, high, .. } = keyword;
        console.hint(&words::latest(lang, keyword.said.len(), *messages))?;
        console.hint(&words::counted(lang, *messages, *members, *others))?;
        console.hint(&words::times(*times, *low, *high))?;
        read_in_part(console, found)?;
        Ok(Exit::Done)
    }
}

fn read_in_part(console: &mut Console, found: &Keywords) -> anyhow::Result<()> {
    let lang = console.lang;
    found.part.map_or(Ok(()), |part| console.hint(&words::part(lang, part)))
}

/// What is set against what, in a sentence.
fn compared(console: &Console, found: &Keywords) -> String {
    let days = match found.against {
        Against::Others => None,
        Against::OtherDays(first, last) => Some((first.to_string(), last.to_string())),
    };
    let days = days.as_ref().map(|(first, last)| (first.as_str(), last.as_str()));
    words::compared(console.lang, days, found.messages, found.speakers, found.others)
}

fn columns() -> [Column; 8] {
    let number = |key, title| Column::known(key, title, Kind::Number);
    [
        Column::known("word", words::WORD, Kind::Text),
        number("messages", words::MESSAGES),
        number("members", words::MEMBERS),
        number("others", words::OTHERS),
        number("times", words::TIMES),
        number("low", words::LOW),
        number("high", words::HIGH),
        number("z", words::Z),
    ]
}

fn row(keyword: &Keyword) -> Vec<Cell> {
    let Keyword { word, messages, members, others, times, low, high, z, .. } = keyword;
    let count = |n: &u32| Cell::count(u64::from(*n));
    vec![
        Cell::text(word),
        count(messages),
        Cell::count(*members),
        count(others),
        Cell::Number(*times),
        Cell::Number(*low),
        Cell::Number(*high),
        Cell::Number(*z),
    ]
}

fn said_columns() -> [Column; 4] {
    [
        Column::known("time", words::TIME, Kind::Time),
        Column::known("name", words::WHO, Kind::Text),
        Column::known("group", words::GROUP, Kind::Text),
        Column::known("text", words::TEXT, Kind::Text),
    ]
}

fn as_json(found: &Keywords) -> Json {
    let (since, until) = match found.against {
        Against::Others => (None, None),
        Against::OtherDays(first, last) => (Some(first.to_string()), Some(last.to_string())),
    };
    json!({
        "since": since,
        "until": until,
        "messages": found.messages,
        "speakers": found.speakers,
        "others": found.others,
        "read": found.part.map_or(1.0, |(here, _)| here),
        "others_read": found.part.map_or(1.0, |(_, elsewhere)| elsewhere),
        "keywords": found.words,
    })
}

fn with_messages(keyword: &Keyword, calendar: &Calendar) -> anyhow::Result<Json> {
    let mut keyword_json = serde_json::to_value(keyword)?;
    let said = keyword.said.iter().map(|said| {
        json!({
            "id": said.member,
            "name": said.name,
            "time": calendar.iso(said.time),
            "group": said.group,
            "text": said.text,
        })
    });
    keyword_json["evidence"] = said.collect();
    Ok(keyword_json)
}
