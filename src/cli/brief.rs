//! `brief`: what is to be said of some members before anything is done for them.

use clap::Args;
use serde_json::{Value as Json, json};

use super::Exit;
use super::console::{Console, ask};
use super::listing::Whom;
use crate::export::read_back;
use crate::lang::{Lang, brief as words, keywords as say, report, topics};
use crate::model::Value;
use crate::model::comparison::TraitShares;
use crate::model::topic::{Content, Keywords};
use crate::query::{explain, field, format};
use crate::task::brief::{Advice, Brief};
use crate::text::display;

/// Topics and questions on screen; JSON has all.
const TOPICS: usize = 8;
const QUESTIONS: usize = 5;
/// Days of the week on screen.
const DAYS: usize = 3;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    whom: Whom,
    #[arg(long)]
    json: bool,
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        let session = console.session()?;
        let filter = self.whom.filter(&session)?;
        let found = *ask!(session, Brief(filter));
        if self.json {
            console.json(&in_file(&found))?;
            return Ok(Exit::Done);
        }
        let whom = self.whom.told().unwrap_or(words::WHOLE.get(console.lang));
        Page { console, lang: session.lang() }.print(&found, whom)?;
        Ok(Exit::Done)
    }
}

/// A brief on its way to the screen.
struct Page<'c> {
    console: &'c mut Console,
    lang: Lang,
}

impl Page<'_> {
    fn print(&mut self, found: &Brief, whom: &str) -> anyhow::Result<()> {
        let lang = self.lang;
        self.console.line(&words::size(lang, whom, found.members, found.everybody))?;
        self.section(words::TRAITS.get(lang), words::NO_TRAITS.get(lang), traits(found, lang))?;
        self.content(&found.content, &found.keywords)?;
        let none = if found.tones.is_answered { words::NO_TONES } else { words::NO_ANSWERS };
        let tones = found.tones.rows.iter().map(|row| {
            let earned = words::tone_earned(lang, row.answered, row.otherwise, (row.low, row.high), row.messages);
            format!("{}  {earned}", words::tone(lang, row.tone))
        });
        self.section(words::TONES.get(lang), none.get(lang), tones.collect())?;
        if let Some(part) = found.tones.part {
            self.paragraph("  ", &words::read_in_part(lang, part))?;
        }
        self.heading(words::STRATEGIES.get(lang))?;
        for (place, advice) in (1..).zip(&found.advice) {
            self.advice(place, advice, found.members)?;
        }
        let (scheme, all) = &found.scheme;
        self.console.line("")?;
        self.paragraph("", &words::of_scheme(lang, scheme, found.advice.len(), *all))
    }

    fn heading(&mut self, title: &str) -> anyhow::Result<()> {
        self.console.line("")?;
        Ok(self.console.line(title)?)
    }

    fn section(&mut self, title: &str, none: &str, lines: Vec<String>) -> anyhow::Result<()> {
        self.heading(title)?;
        if lines.is_empty() {
            return self.paragraph("  ", none);
        }
        lines.iter().try_for_each(|line| self.paragraph("  ", line))
    }

    /// Wrapped lines, those after the first as far in as the first one's text.
    fn paragraph(&mut self, lead: &str, text: &str) -> anyhow::Result<()> {
        let indent = " ".repeat(display::width(lead));
        let room = self.console.width.saturating_sub(indent.len());
        for (line, lead) in
            display::wrap(text, room).iter().zip(std::iter::once(lead).chain(std::iter::repeat(&*indent)))
        {
            self.console.line(&format!("{lead}{line}"))?;
        }
        Ok(())
    }

    fn content(&mut self, content: &Content, keywords: &Keywords) -> anyhow::Result<()> {
        let lang = self.lang;
        let topic = |topic: &crate::model::topic::TopicRow| {
            let trend = topic.trend.map_or("", |trend| topics::trend(lang, trend));
            let mark = if topic.discovered { "~ " } else { "" };
            format!("{mark}{}  {}", topic.name, words::topic(lang, topic.members, topic.messages, trend))
        };
        let mut lines: Vec<String> = content.topics.topics.iter().take(TOPICS).map(topic).collect();
        if !keywords.words.is_empty() {
            let found: Vec<&str> = keywords.words.iter().map(|keyword| keyword.word.as_str()).collect();
            lines.push(format!("{}  {}", words::KEYWORDS.get(lang), found.join(lang.pick(("、", ", ")))));
        }
        lines.extend(keywords.part.map(|part| say::part(lang, part)));
        lines.extend(content.topics.excerpt.part().map(|part| topics::excerpt(lang, part)));
        self.section(words::TOPICS.get(lang), words::NO_TOPICS.get(lang), lines)?;
        let mut lines: Vec<String> = Vec::new();
        for item in content.questions.iter().take(QUESTIONS) {
            let said = item.words.as_ref().map_or(("", ""), |words| (words.text.as_str(), words.group.as_str()));
            lines.push(format!("{} · {}  {}", item.name, said.1, said.0.replace('\n', " ")));
        }
        if content.questions.len() > QUESTIONS {
            lines.push(words::more_questions(lang, content.questions.len() - QUESTIONS));
        }
        self.section(words::QUESTIONS.get(lang), words::NO_QUESTIONS.get(lang), lines)?;
        let day = |day: u8| report::DAYS[usize::from(day) % 7].get(lang);
        let hours = content
            .hours
            .iter()
            .map(|row| format!("{} {:02}:00  {}", day(row.day), row.hour, words::answered(row.answered, row.messages)));
        self.section(words::HOURS.get(lang), words::NO_HOURS.get(lang), hours.collect())?;
        let days = content.days.iter().filter(|row| row.answered > 0).take(DAYS);
        let days = days.map(|row| format!("{}  {}", day(row.day), words::answered(row.answered, row.messages)));
        self.section(words::DAYS.get(lang), words::NO_HOURS.get(lang), days.collect())
    }

    fn advice(&mut self, place: usize, advice: &Advice, members: u64) -> anyhow::Result<()> {
        let lang = self.lang;
        let strategy = &advice.strategy;
        let kind = words::kind(lang, strategy.kind.key());
        let fits = words::fits(lang, advice.members, members, advice.everybody);
        let open = if strategy.open { format!(" · {}", words::OPEN.get(lang)) } else { String::new() };
        self.paragraph(&format!("{place:>2} "), &format!("{} · {kind} · {fits}{open}", strategy.called(lang)))?;
        for (title, text) in [
            (words::WHAT, strategy.what.get(lang)),
            (words::WHY, strategy.why.get(lang)),
            (words::WHEN, explain(&strategy.when, lang).as_str()),
        ] {
            self.paragraph(&format!("   {}  ", title.get(lang)), text)?;
        }
        Ok(())
    }
}

fn traits(found: &Brief, lang: Lang) -> Vec<String> {
    let line = |traits: &TraitShares| {
        let value = read_back(&traits.field, &Value::Code(traits.value.clone()), lang);
        let field = field::find(&traits.field).filter(|_| lang == Lang::Zh);
        let field = field.map_or_else(|| traits.field.replace('_', " "), |spec| spec.zh.to_owned());
        format!("{field} {value}  {}", words::beside(lang, traits.of_a, traits.of_b, traits.is_of_known()))
    };
    found.traits.iter().map(line).collect()
}

fn in_file(found: &Brief) -> Json {
    let advice = |advice: &Advice| {
        let strategy = &advice.strategy;
        json!({
            "name": strategy.name,
            "kind": strategy.kind.key(),
            "when": format(&strategy.when),
            "share": strategy.share,
            "mechanism": strategy.mechanism,
            "open": strategy.open,
            "what": { "zh": strategy.what.zh, "en": strategy.what.en },
            "why": { "zh": strategy.why.zh, "en": strategy.why.en },
            "members": advice.members,
            "everybody": advice.everybody,
        })
    };
    let question = |item: &crate::model::today::TodayItem| {
        let said = item.words.as_ref().map(|words| (&words.text, &words.group));
        json!({ "id": item.member, "name": item.name, "text": said.map(|said| said.0), "group": said.map(|said| said.1) })
    };
    let Content { topics, hours, days, questions } = &found.content;
    json!({
        "members": found.members,
        "everybody": found.everybody,
        "traits": found.traits,
        "topics": topics.topics,
        "keywords": found.keywords.words,
        "keywords_read": found.keywords.part.map_or(1.0, |(here, _)| here),
        "others_read": found.keywords.part.map_or(1.0, |(_, elsewhere)| elsewhere),
        "tones_read": found.tones.part.unwrap_or(1.0),
        "hours": hours,
        "days": days,
        "questions": questions.iter().map(question).collect::<Vec<Json>>(),
        "tones": found.tones.rows,
        "answered": found.tones.is_answered,
        "scheme": found.scheme.0,
        "strategies": found.advice.iter().map(advice).collect::<Vec<Json>>(),
    })
}
