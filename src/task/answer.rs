//! Answers to the questions of screens and commands.

use anyhow::{Result, anyhow};
use rustc_hash::FxHashMap;

use crate::lang::Lang;
use crate::model::association::AssociationList;
use crate::model::comparison::Retention;
use crate::model::persona::PersonaList;
use crate::model::topic::OnTopic;
use crate::model::view::{
    Contradicted, CrossTable, Crossing, Distribution, JoinSummary, MemberPage, MemberPortrait, Overview, TagSource,
    Vocabulary,
};
use crate::model::{Calendar, MemberId, Timestamp, Value};
use crate::query::{self, Expr};
use crate::store::{self, Between, Reader, StoreError};
use crate::task::ingest::Habits;
use crate::task::quality::remarks;
use crate::task::request::{Answer, Question, Ranking, Window};
use crate::task::watch::Watch;
use crate::task::{
    association, at_risk, brief, circle, compare, content, course, identity, ingest, keywords, leaders, outcome,
    persona, review, scheme, similar, since, today, topical, why,
};
use crate::text::mask;

/// Answers one question.
///
/// # Errors
/// If the store cannot be read, or the reader is interrupted.
pub fn answer(reader: &Reader, question: &Question, lang: Lang) -> Result<Answer> {
    Ok(match question {
        Question::Overview => Answer::Overview(reader.overview()?),
        Question::Today => Answer::Today(today::list(reader)?, today::day_of(reader), today::age(reader)?),
        Question::Plan(member) => Answer::Plan(*member, reader.plan(*member)?, today::day_of(reader)),
        Question::Members(window) => {
            let Window { filter, sort, offset, limit, columns } = window;
            let mut page = reader.members(filter.as_ref(), sort, *offset, *limit, columns)?;
            page.rows.iter_mut().flat_map(|row| &mut row.columns).flatten().for_each(hide_value);
            Answer::Members(page)
        }
        Question::MemberIds(filter) => Answer::MemberIds(reader.member_ids(filter.as_ref())?),
        Question::Since => Answer::Since(since::since(reader)?),
        Question::TypedFilters => Answer::TypedFilters(since::filters(reader)?),
        Question::Tags(filter) => Answer::Tags(review::tags(reader, filter.as_ref(), lang)?),
        Question::HeldTags(members) => Answer::HeldTags(reader.held_tags(members)?),
        Question::Portrait(member) => Answer::Portrait(Box::new(portrait(reader, *member, lang)?)),
        Question::Evidence(member, what) => {
            let mut lines = reader.evidence(*member, what, lang)?;
            lines.iter_mut().for_each(|line| mask::hide(&mut line.text));
            Answer::Evidence(lines)
        }
        Question::Messages(member, offset, limit) => {
            let mut messages = reader.messages(*member, *offset, *limit, lang)?;
            messages.iter_mut().for_each(|message| mask::hide(&mut message.text));
            Answer::Messages(messages)
        }
        Question::Groups(filter) => Answer::Groups(reader.groups(filter.as_ref())?),
        Question::Overlap => Answer::Overlap(reader.overlap()?),
        Question::Crossing => Answer::Crossing(reader.crossing()?),
        Question::Inviters => Answer::Inviters(reader.inviters()?),
        Question::Distribution(field, filter) => Answer::Distribution(reader.distribution(field, filter.as_ref())?),
        Question::Counts(field, filter) => Answer::Counts(reader.distribution(field, filter.as_ref())?),
        Question::CrossTable(rows, columns, filter) => {
            Answer::CrossTable(reader.cross_table(rows, columns, filter.as_ref())?)
        }
        Question::Content(filter) => Answer::Content(Box::new(content::content(reader, filter.as_ref(), lang)?)),
        Question::Spoken(topic, words, filter) => {
            Answer::Spoken(topical::said(reader, topic, words, filter.as_ref(), lang)?)
        }
        Question::Keywords(filter) => Answer::Keywords(Box::new(keywords::on_screen(reader, filter.as_ref(), lang)?)),
        Question::Brief(filter) => Answer::Brief(Box::new(brief::brief(reader, filter.as_ref(), lang)?)),
        Question::Stages(filter) => Answer::Stages(reader.stages(filter.as_ref())?),
        Question::Cohorts => Answer::Cohorts(reader.cohorts()?),
        Question::Proofs => Answer::Proofs(reader.proofs()?),
        Question::Ranking(Ranking::Kol(slice), filter, offset, limit) if !slice.is_whole() => {
            let leaders = leaders::leaders(reader, slice, filter.as_ref(), lang, &mut Watch::nobody())?;
            let rows = leaders.rows(reader, *offset, *limit)?;
            Answer::Ranking(rows, leaders.total().min(offset.saturating_add(*limit)))
        }
        Question::Ranking(Ranking::Within(window), filter, offset, limit) => {
            let found = at_risk::at_risk(reader, *window, filter.as_ref(), lang, &mut Watch::nobody())?;
            let said = found.said(lang, *window, &at_risk::community_names(reader)?);
            let total = found.is_given().then(|| found.total().min(offset.saturating_add(*limit)));
            Answer::AtRisk(found.rows(reader, *offset, *limit)?, total, said)
        }
        Question::Ranking(ranking, filter, offset, limit) => {
            let ranking = match ranking {
                Ranking::Kol(_) => store::Ranking::Kol,
                Ranking::Churn | Ranking::Within(_) => store::Ranking::Churn,
                Ranking::Potential => store::Ranking::Potential,
            };
            let (rows, total) = reader.ranking(ranking, filter.as_ref(), *offset, *limit)?;
            Answer::Ranking(rows, total)
        }
        Question::Trends => Answer::Trends(leaders::trends(reader, lang, &mut Watch::nobody())?),
        Question::Personas(filter) => Answer::Personas(persona::list(reader, filter.as_ref())?),
        Question::Circles(filter) => Answer::Circles(circle::list(reader, filter.as_ref())?),
        Question::Associations(filter) => Answer::Associations(association::list(reader, filter.as_ref())?),
        Question::Contradictions(filter) => Answer::Contradictions(contradictions(reader, filter.as_ref())?),
        Question::Imports => Answer::Imports(reader.imports()?),
        Question::Campaigns => Answer::Campaigns(outcome::campaigns(reader)?),
        Question::Campaign(name) => {
            Answer::Campaign(outcome::campaign(reader, name, outcome::WINDOW, lang)?.map(Box::new))
        }
        Question::Quality => Answer::Quality(remarks(&reader.quality()?, lang)),
        Question::Joins => Answer::Joins(reader.join_summary()?, reader.join_proposals()?),
        Question::Identities => Answer::Identities(identity::suggestions(reader)?),
        Question::Pair(one, other) => Answer::Pair(Box::new(identity::pair(reader, *one, *other)?)),
        Question::Compare(one, other) => {
            Answer::Compare(Box::new((portrait(reader, *one, lang)?, portrait(reader, *other, lang)?)))
        }
        Question::Similar(member, filter, most) => {
            Answer::Similar(Box::new(similar::similar(reader, *member, filter.as_ref(), *most, lang)?))
        }
        Question::Apart(one, other) => Answer::Apart(Box::new(compare::segments(reader, one, other)?)),
        Question::Moved(from, to) => Answer::Moved(reader.moved(*from, *to)?.map(Box::new)),
        Question::SegmentDiff(segment, from, to) => {
            let between = Between { from: Some(*from), to: Some(*to) };
            Answer::SegmentDiff(Box::new(
                compare::segment_diff(reader, segment, between).map_err(|error| anyhow!(error.say(lang)))?,
            ))
        }
        Question::Merges => Answer::Merges(identity::merges(reader, None)?),
        Question::Look(order) => {
            let habits = Habits::of(reader).map_err(|error| anyhow!(error.say(lang)))?;
            Answer::Look(Box::new(ingest::look_at_one(order, &habits, lang)?))
        }
        Question::Schemes => Answer::Schemes(scheme::of_store(reader, lang)?),
        Question::Reviewed => Answer::Reviewed(review::reviewed(reader, lang)?),
        Question::ReviewSample(tag, size) => Answer::ReviewSample(review::sample(reader, tag, *size, lang)?),
        Question::Ties(member) => Answer::Ties(Box::new(reader.ties(*member)?)),
        Question::Segments => Answer::Segments(reader.segments()?),
        Question::Log(limit) => Answer::Log(super::log::lines(reader, *limit)?),
        Question::Turns => Answer::Turns(Box::new(reader.turns()?)),
        Question::Vocabulary => Answer::Vocabulary(vocabulary(reader, lang)?),
    })
}

/// The answer where there is no store yet.
///
/// # Errors
/// If it is about somebody: nobody is there. Or a file to look at cannot be read.
pub fn answer_of_nothing(question: &Question, lang: Lang) -> Result<Answer> {
    Ok(match question {
        Question::Overview => Answer::Overview(Overview::default()),
        Question::Today => Answer::Today(Vec::new(), Calendar::shanghai().day(Timestamp::now()), None),
        Question::Members(_) => Answer::Members(MemberPage::default()),
        Question::MemberIds(_) => Answer::MemberIds(Vec::new()),
        Question::Since => Answer::Since(None),
        Question::TypedFilters => Answer::TypedFilters(Vec::new()),
        Question::Tags(_) => Answer::Tags(Vec::new()),
        Question::HeldTags(_) => Answer::HeldTags(Vec::new()),
        Question::Portrait(_)
        | Question::Pair(..)
        | Question::Compare(..)
        | Question::Brief(_)
        | Question::Similar(..)
        | Question::Apart(..)
        | Question::Moved(..)
        | Question::Ties(_)
        | Question::SegmentDiff(..)
        | Question::Plan(_) => {
            return Err(StoreError::Absent.into());
        }
        Question::Evidence(..) => Answer::Evidence(Vec::new()),
        Question::Messages(..) => Answer::Messages(Vec::new()),
        Question::Groups(_) => Answer::Groups(Vec::new()),
        Question::Overlap => Answer::Overlap(Vec::new()),
        Question::Crossing => Answer::Crossing(Crossing::default()),
        Question::Inviters => Answer::Inviters(Vec::new()),
        Question::Distribution(..) => Answer::Distribution(Distribution::default()),
        Question::Counts(..) => Answer::Counts(Distribution::default()),
        Question::CrossTable(..) => Answer::CrossTable(CrossTable::default()),
        Question::Content(_) => Answer::Content(Box::default()),
        Question::Spoken(..) => Answer::Spoken(OnTopic::default()),
        Question::Keywords(_) => Answer::Keywords(Box::default()),
        Question::Stages(_) => Answer::Stages(Vec::new()),
        Question::Cohorts => Answer::Cohorts(Retention::default()),
        Question::Proofs => Answer::Proofs(Vec::new()),
        Question::Ranking(..) => Answer::Ranking(Vec::new(), 0),
        Question::Trends => Answer::Trends(FxHashMap::default()),
        Question::Personas(_) => Answer::Personas(PersonaList::default()),
        Question::Circles(_) => Answer::Circles(Vec::new()),
        Question::Associations(_) => Answer::Associations(AssociationList::default()),
        Question::Contradictions(_) => Answer::Contradictions(Vec::new()),
        Question::Imports => Answer::Imports(Vec::new()),
        Question::Campaigns => Answer::Campaigns(Vec::new()),
        Question::Campaign(_) => Answer::Campaign(None),
        Question::Quality => Answer::Quality(Vec::new()),
        Question::Joins => Answer::Joins(JoinSummary::default(), Vec::new()),
        Question::Identities => Answer::Identities(Vec::new()),
        Question::Merges => Answer::Merges(Vec::new()),
        Question::Look(order) => Answer::Look(Box::new(ingest::look_at_one(order, &Habits::default(), lang)?)),
        Question::Schemes => Answer::Schemes(scheme::of_nobody(lang)?),
        Question::Reviewed => Answer::Reviewed(Vec::new()),
        Question::ReviewSample(..) => Answer::ReviewSample(Vec::new()),
        Question::Segments => Answer::Segments(Vec::new()),
        Question::Log(_) => Answer::Log(Vec::new()),
        Question::Turns => Answer::Turns(Box::default()),
        Question::Vocabulary => Answer::Vocabulary(Vocabulary::default()),
    })
}

fn contradictions(reader: &Reader, filter: Option<&Expr>) -> Result<Vec<Contradicted>> {
    let mut found = reader.contradictions(filter)?;
    for Contradicted { attribute, .. } in &mut found {
        hide_value(&mut attribute.value);
        attribute.conflicts.iter_mut().for_each(|conflict| hide_value(&mut conflict.value));
    }
    Ok(found)
}

/// Masks account numbers and the like in a value's words.
pub(super) fn hide_value(value: &mut Value) {
    match value {
        Value::Code(word) | Value::Text(word) => mask::hide(word),
        Value::Words(words) => words.iter_mut().for_each(|(word, _)| mask::hide(word)),
        Value::Number(_) | Value::Place { .. } | Value::Named { .. } => {}
    }
}

/// A member's page, with every rule's tag read back as a sentence.
fn portrait(reader: &Reader, member: MemberId, lang: Lang) -> Result<MemberPortrait> {
    let mut portrait = reader.portrait(member)?;
    portrait.course = course::course(reader, member, lang)?;
    // A scheme's rules read without the store's vocabulary, whose counting a page need not wait for.
    let vocabulary = Vocabulary::default();
    let verdicts = reader.verdicts()?;
    for tag in &mut portrait.tags {
        let of_tag = verdicts.iter().find(|(name, ..)| *name == tag.name).filter(|_| tag.source == TagSource::Rule);
        tag.precision = of_tag.and_then(|(_, verdicts, _)| review::measured(verdicts));
    }
    for tag in portrait.tags.iter_mut().filter(|tag| tag.source == TagSource::Rule) {
        // The store gives the rule itself; one that no longer parses is shown as it stands.
        if let Ok(rule) = query::parse(&tag.reason, &vocabulary) {
            tag.reason = query::explain(&rule, lang);
            tag.conditions = why::of(reader, member, &rule, lang)?;
            tag.conditions.iter_mut().filter_map(|condition| condition.value.as_mut()).for_each(hide_value);
        }
    }
    let known = portrait.attributes.iter_mut().map(|(_, attribute)| attribute);
    for attribute in known.chain(&mut portrait.fields) {
        hide_value(&mut attribute.value);
        attribute.conflicts.iter_mut().for_each(|conflict| hide_value(&mut conflict.value));
    }
    Ok(portrait)
}

/// What the store knows, and the topics of its scheme.
fn vocabulary(reader: &Reader, lang: Lang) -> Result<Vocabulary> {
    let topics = scheme::in_use(reader, lang)?.topics.into_iter().map(|topic| topic.name).collect();
    Ok(Vocabulary { topics, ..reader.vocabulary()? })
}
