//! A page on the community for people who do not use terminals.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use rustc_hash::FxHashSet;

use crate::export::{Figure, Page, read_back, short_number, write_file};
use crate::lang::code::in_words;
use crate::lang::{Lang, Text, report as words, topics::TRENDS, topics::excerpt, week as week_words};
use crate::model::MemberId;
use crate::model::attribute::{Shape, spec};
use crate::model::topic::{Excerpt, Topics};
use crate::model::view::{Bar, Distribution, RankedRow};
use crate::model::week::RisingTopic;
use crate::query::{self, Comparison, Expr, Field, Operand};
use crate::store::{MemberStates, Ranking, Reader};
use crate::task::export::sensitive_tags;
use crate::task::foresight;
use crate::task::scheme;
use crate::task::session::Session;
use crate::task::topics::topics;
use crate::task::watch::Watch;
use crate::task::week::week;
use crate::text::mask;

/// Attributes whose spread is shown, in the order of the page.
const FIELDS: [&str; 8] =
    ["gender", "age_band", "region", "life_stage", "level", "spending_level", "quadrant", "sentiment"];
/// Bars of one attribute, tags, leaders, members at risk, and topics at the most.
const BARS: usize = 12;
const TAGS: usize = 20;
const LISTED: u64 = 10;
const TOPICS: usize = 15;

/// What to write.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReportOrder {
    /// Where to.
    pub path: PathBuf,
    /// Of whom.
    pub filter: Option<Expr>,
    /// Whether members are named in full.
    pub names: bool,
    /// Replace an existing file.
    pub overwrite: bool,
}

impl Session {
    /// Writes the page, and logs it as an export; of how many members it is.
    ///
    /// # Errors
    /// If the store cannot be read or logged in, the file cannot be written, or the watch stops it.
    pub fn report(&mut self, order: &ReportOrder, watch: &mut Watch<'_>) -> Result<u64> {
        let lang = self.lang;
        // What cannot be logged is not handed out.
        let store = self.writer()?;
        let (page, members) = page(store.view(), order, lang, watch)?;
        write_file(&order.path, page.as_bytes(), order.overwrite).map_err(|error| anyhow!(error.say(lang)))?;
        let path = order.path.display().to_string();
        store.audit(
            "export",
            &serde_json::json!({ "rows": members, "path": path, "report": true, "names": order.names }),
        )?;
        Ok(members)
    }
}

fn page(reader: &Reader, order: &ReportOrder, lang: Lang, watch: &mut Watch<'_>) -> Result<(String, u64)> {
    let filter = order.filter.as_ref();
    // Every figure is of the same build.
    let _moment = reader.hold()?;
    let mut report = Report {
        reader,
        filter,
        names: order.names,
        lang,
        page: Page::new(lang, words::TITLE.get(lang), &heading(reader, order, lang)?),
    };
    let members = report.figures()?;
    let spoken = report.spoken(watch)?;
    report.week(&spoken)?;
    report.lifecycle()?;
    report.dimensions()?;
    report.tags()?;
    report.leaders()?;
    report.risk()?;
    report.topics(spoken);
    report.hours()?;
    Ok((report.page.finish(), members))
}

fn heading(reader: &Reader, order: &ReportOrder, lang: Lang) -> Result<Vec<String>> {
    let overview = reader.overview()?;
    let names: Vec<&str> = overview.communities.iter().map(|(_, name, _)| name.as_str()).collect();
    let day = overview.communities.iter().filter_map(|(.., day)| *day).max();
    let day = day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let mut lines = vec![words::scope(lang, &names.join(lang.pick(("、", ", "))), &day)];
    lines.extend(order.filter.as_ref().map(|filter| match query::names_somebody(filter) && !order.names {
        true => words::HIDDEN_FILTER.get(lang).to_owned(),
        false => words::filtered(lang, &query::explain(filter, lang)),
    }));
    let naming = if order.names { words::NAMED } else { words::MASKED };
    lines.push(format!("{} {}", naming.get(lang), words::PERSONAL.get(lang)));
    Ok(lines)
}

/// The page with what its sections are made of.
struct Report<'r> {
    reader: &'r Reader,
    filter: Option<&'r Expr>,
    names: bool,
    lang: Lang,
    page: Page,
}

impl Report<'_> {
    fn say(&self, text: Text) -> &'static str {
        text.get(self.lang)
    }

    fn figure(&self, title: Text, value: u64, about: Text) -> Figure {
        Figure { title: self.say(title).to_owned(), value: value.to_string(), about: self.say(about).to_owned() }
    }

    /// How many members the page is of whom a condition holds.
    fn count(&self, condition: Expr) -> Result<u64> {
        let both = Expr::And(self.filter.iter().copied().cloned().chain([condition]).collect());
        Ok(self.reader.count(Some(&both))?)
    }

    fn figures(&mut self) -> Result<u64> {
        let members = self.reader.count(self.filter)?;
        let overview = self.reader.overview()?;
        let number = |key, comparison, number| Expr::Compare(Field::Known(key), comparison, Operand::Number(number));
        let recent = Expr::Compare(Field::Known("silent"), Comparison::AtMost, Operand::Number(30.0));
        let mut figures = vec![self.figure(words::MEMBERS, members, words::MEMBERS_ABOUT)];
        if self.filter.is_none() {
            figures.push(self.figure(words::GROUPS, overview.groups, words::GROUPS_ABOUT));
            figures.push(self.figure(words::MESSAGES, overview.messages, words::MESSAGES_ABOUT));
        }
        for (title, condition, about) in [
            (words::ACTIVE, recent, words::ACTIVE_ABOUT),
            (words::NEW, Expr::has("stage", "new"), words::NEW_ABOUT),
            (words::NEVER, number("messages", Comparison::Equal, 0.0), words::NEVER_ABOUT),
            (words::LEFT, Expr::has("stage", "left"), words::LEFT_ABOUT),
            (words::BUYERS, number("orders", Comparison::AtLeast, 1.0), words::BUYERS_ABOUT),
        ] {
            figures.push(self.figure(title, self.count(condition)?, about));
        }
        self.page.section(self.say(words::FIGURES), self.say(words::FIGURES_ABOUT));
        self.page.figures(&figures);
        Ok(members)
    }

    fn lifecycle(&mut self) -> Result<()> {
        self.page.section(self.say(words::LIFECYCLE), &self.about("stage"));
        let spread = self.reader.distribution("stage", self.filter)?;
        self.bars(&spread);
        Ok(())
    }

    fn dimensions(&mut self) -> Result<()> {
        self.page.section(self.say(words::DIMENSIONS), self.say(words::DIMENSIONS_ABOUT));
        for key in FIELDS {
            let spread = self.reader.distribution(key, self.filter)?;
            let about = format!("{} {}", self.about(key), words::known(self.lang, spread.known, spread.total));
            self.page.part(&self.title(key), &about);
            if spread.known > 0 {
                self.bars(&spread);
            }
        }
        Ok(())
    }

    fn tags(&mut self) -> Result<()> {
        self.page.section(self.say(words::TAGS), self.say(words::TAGS_ABOUT));
        let mut tags = self.reader.tags(self.filter)?;
        let withheld = sensitive_tags(self.reader, self.lang)?;
        tags.retain(|tag| tag.members > 0 && !withheld.contains(&tag.name));
        tags.sort_by(|a, b| b.members.cmp(&a.members).then_with(|| a.name.cmp(&b.name)));
        tags.truncate(TAGS);
        let names = self.reader.filter_names()?;
        let rule = |rule: &Option<String>| match rule.as_ref().map(|rule| (rule, query::parse(rule, names.as_ref()))) {
            Some((_, Ok(rule))) => query::explain(&rule, self.lang),
            Some((rule, Err(_))) => rule.clone(),
            None => self.say(words::BY_HAND).to_owned(),
        };
        let bars: Vec<_> = tags.iter().map(|tag| (tag.name.clone(), tag.members, tag.members.to_string())).collect();
        let rows: Vec<_> = tags.iter().map(|tag| vec![tag.name.clone(), rule(&tag.rule)]).collect();
        self.page.bars(self.say(words::TAGS), &bars);
        self.page.table(&[(self.say(words::TAGS).to_owned(), false), (String::new(), false)], &rows);
        Ok(())
    }

    fn leaders(&mut self) -> Result<()> {
        self.page.section(self.say(words::KOL), &self.about("influence"));
        let (rows, _) = self.reader.ranking(Ranking::Kol, self.filter, 0, LISTED)?;
        self.ranked(&rows, "influence", &["mechanism"]);
        Ok(())
    }

    fn risk(&mut self) -> Result<()> {
        let tried =
            foresight::said(self.lang, &self.reader.proofs()?, LISTED as usize).join(self.lang.pick(("；", "; ")));
        let about = format!("{} {tried}", self.about("churn_risk"));
        self.page.section(self.say(words::CHURN), &about);
        self.page.part(&self.title("churn_band"), &self.about("churn_band"));
        let spread = self.reader.distribution("churn_band", self.filter)?;
        self.bars(&spread);
        let (rows, _) = self.reader.ranking(Ranking::Churn, self.filter, 0, LISTED)?;
        self.ranked(&rows, "churn_risk", &["stage"]);
        Ok(())
    }

    /// The first of a ranked list.
    fn ranked(&mut self, rows: &[RankedRow], key: &str, beside: &[&str]) {
        let heads: Vec<(String, bool)> =
            [(self.say(words::PLACE).to_owned(), true), (self.say(words::NAME).to_owned(), false)]
                .into_iter()
                .chain([(self.title(key), true)])
                .chain(beside.iter().map(|key| (self.title(key), false)))
                .collect();
        let row = |row: &RankedRow| {
            let number = row.attribute.value.number().map_or_else(String::new, short_number);
            let further = beside.iter().map(|key| {
                let known = row.beside.iter().flatten().find(|attribute| attribute.key == *key);
                known.map_or_else(|| "-".to_owned(), |attribute| read_back(key, &attribute.value, self.lang))
            });
            [row.place.to_string(), self.name(&row.member.name), number].into_iter().chain(further).collect()
        };
        let rows: Vec<Vec<String>> = rows.iter().map(row).collect();
        self.page.table(&heads, &rows);
    }

    /// What members speak of, without sensitive matters.
    fn spoken(&self, watch: &mut Watch<'_>) -> Result<Topics> {
        let mut found = topics(self.reader, self.filter, self.lang, watch)?;
        let scheme = scheme::in_use(self.reader, self.lang)?;
        let is_withheld = |name: &str| scheme.topics.iter().any(|topic| topic.sensitive && topic.name == name);
        found.topics.retain(|topic| !is_withheld(&topic.name));
        Ok(found)
    }

    /// What changed in a week.
    fn week(&mut self, spoken: &Topics) -> Result<()> {
        let found = week(self.reader, self.filter, LISTED, spoken, self.lang)?;
        let (since, as_of) = (found.since.unwrap_or_default(), found.as_of.unwrap_or_default());
        let about = format!("{} {}", week_words::span(self.lang, &since, &as_of), self.say(week_words::ABOUT));
        self.page.section(self.say(week_words::TITLE), &about);
        let heads = [words::NAME, week_words::REASON].map(|text| (self.say(text).to_owned(), false));
        for list in &found.changes {
            self.page.part(&week_words::list(self.lang, list.change, &list.members.to_string()), "");
            let rows: Vec<_> = list.people.iter().map(|one| vec![self.name(&one.name), one.reason.clone()]).collect();
            if !rows.is_empty() {
                self.page.table(&heads, &rows);
            }
        }
        self.page.part(self.say(week_words::RISING), &self.about_part(week_words::ABOUT_TOPICS, &found.excerpt));
        let told = |topic: &RisingTopic| {
            let mark = if topic.discovered { "~ " } else { "" };
            let RisingTopic { messages, share, messages_before, share_before, .. } = *topic;
            let rise = week_words::rise(self.lang, messages, share, messages_before, share_before);
            vec![format!("{mark}{}", topic.name), rise]
        };
        let rows: Vec<_> = found.rising.iter().map(told).collect();
        match rows.is_empty() {
            true => self.page.note(self.say(week_words::NO_TOPIC)),
            false => self.page.table(&[(self.say(words::TOPIC).to_owned(), false), (String::new(), false)], &rows),
        }
        Ok(())
    }

    /// What figures of topics mean, and which messages they are of.
    fn about_part(&self, text: Text, of: &Excerpt) -> String {
        let read = of.part().map(|part| format!(" {}", excerpt(self.lang, part)));
        format!("{}{}", self.say(text), read.unwrap_or_default())
    }

    fn topics(&mut self, spoken: Topics) {
        self.page.section(self.say(words::TOPICS), &self.about_part(words::TOPICS_ABOUT, &spoken.excerpt));
        let mut found = spoken.topics;
        found.truncate(TOPICS);
        let heads = [
            (words::TOPIC, false),
            (words::PEOPLE, true),
            (words::SHARE, true),
            (words::MESSAGES, true),
            (words::TREND, false),
        ]
        .map(|(text, right)| (self.say(text).to_owned(), right));
        let rows: Vec<Vec<String>> = found
            .iter()
            .map(|topic| {
                let mark = if topic.discovered { "~ " } else { "" };
                vec![
                    format!("{mark}{}", topic.name),
                    topic.members.to_string(),
                    format!("{:.0} %", topic.share * 100.0),
                    topic.messages.to_string(),
                    topic.trend.map_or_else(|| "-".to_owned(), |trend| in_words(TRENDS, trend, self.lang)),
                ]
            })
            .collect();
        self.page.table(&heads, &rows);
    }

    fn hours(&mut self) -> Result<()> {
        let whom = Expr::people_under(self.filter);
        let members: FxHashSet<MemberId> = self.reader.member_ids(Some(&whom))?.into_iter().collect();
        let mut hours = vec![0u64; 168];
        self.reader.each_state(|member: MemberStates| {
            if members.contains(&member.member) {
                for (_, state) in &member.states {
                    hours.iter_mut().zip(&state.hours).for_each(|(sum, n)| *sum += u64::from(*n));
                }
            }
            anyhow::Ok(())
        })?;
        self.page.section(self.say(words::HOURS), self.say(words::HOURS_ABOUT));
        self.page.heat(self.say(words::HOURS), words::DAYS.map(|day| day.get(self.lang)), &hours);
        Ok(())
    }

    /// The bars of those of whom a field is known, the most of a long list.
    fn bars(&mut self, spread: &Distribution) {
        let known = spread.known.max(1);
        let mut bars: Vec<&Bar> = spread.bars.iter().filter(|bar| bar.value != "unknown" && bar.members > 0).collect();
        if bars.len() > BARS {
            bars.sort_by(|a, b| b.members.cmp(&a.members).then_with(|| a.value.cmp(&b.value)));
            bars.truncate(BARS);
        }
        let bars: Vec<_> = bars
            .into_iter()
            .map(|bar| {
                let share = bar.members as f64 * 100.0 / known as f64;
                (self.word(&spread.field, &bar.value), bar.members, format!("{} · {share:.1} %", bar.members))
            })
            .collect();
        let title = self.title(&spread.field);
        self.page.bars(&title, &bars);
    }

    /// The word of a value: a code's, a bin's, or itself.
    fn word(&self, key: &str, value: &str) -> String {
        match spec(key).map(|spec| spec.shape) {
            Some(Shape::Code(codes)) => in_words(codes, value, self.lang),
            Some(Shape::Number(_)) => value.replace("..", " – "),
            _ => value.to_owned(),
        }
    }

    fn title(&self, key: &str) -> String {
        spec(key).map_or_else(|| key.to_owned(), |spec| query::title(&Field::Known(spec.key), self.lang))
    }

    fn about(&self, key: &str) -> String {
        spec(key).map_or_else(String::new, |spec| self.lang.pick(spec.about).to_owned())
    }

    fn name(&self, name: &str) -> String {
        match (self.names, name.chars().count()) {
            (true, _) => name.to_owned(),
            (false, 0 | 1) => "*".to_owned(),
            (false, _) => mask::name(name),
        }
    }
}
