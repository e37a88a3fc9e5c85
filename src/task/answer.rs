//! Answers to the questions of screens and commands.

use anyhow::Result;

use crate::lang::Lang;
use crate::model::MemberId;
use crate::model::view::{
    CrossTable, Distribution, JoinSummary, MemberPage, MemberPortrait, Overview, TagSource, Vocabulary,
};
use crate::query;
use crate::store::{self, Reader, StoreError};
use crate::task::request::{Answer, Question, Ranking};

/// How many join proposals one answer holds.
const PROPOSALS: u64 = 500;

/// Answers one question.
///
/// # Errors
/// If the store cannot be read, or the reader is interrupted.
pub fn answer(reader: &Reader, question: &Question, lang: Lang) -> Result<Answer> {
    Ok(match question {
        Question::Overview => Answer::Overview(reader.overview()?),
        Question::Members(window) => Answer::Members(reader.members(
            window.filter.as_ref(),
            &window.sort,
            window.offset,
            window.limit,
            &window.columns,
        )?),
        Question::Tags(filter) => Answer::Tags(reader.tags(filter.as_ref())?),
        Question::Portrait(member) => Answer::Portrait(Box::new(portrait(reader, *member, lang)?)),
        Question::Evidence(member, what) => Answer::Evidence(reader.evidence(*member, what, lang)?),
        Question::Messages(member, offset, limit) => Answer::Messages(reader.messages(*member, *offset, *limit, lang)?),
        Question::Groups(filter) => Answer::Groups(reader.groups(filter.as_ref())?),
        Question::Distribution(field, filter) => Answer::Distribution(reader.distribution(field, filter.as_ref())?),
        Question::CrossTable(rows, columns, filter) => {
            Answer::CrossTable(reader.cross_table(rows, columns, filter.as_ref())?)
        }
        Question::Ranking(ranking, filter, offset, limit) => {
            let ranking = match ranking {
                Ranking::Kol => store::Ranking::Kol,
                Ranking::Churn => store::Ranking::Churn,
            };
            let (rows, total) = reader.ranking(ranking, filter.as_ref(), *offset, *limit)?;
            Answer::Ranking(rows, total)
        }
        Question::Imports => Answer::Imports(reader.imports()?),
        Question::Joins => Answer::Joins(reader.join_summary()?, reader.join_proposals(PROPOSALS)?),
        Question::Segments => Answer::Segments(reader.segments()?),
        Question::Vocabulary => Answer::Vocabulary(reader.vocabulary()?),
    })
}

/// The answer where there is no store yet.
///
/// # Errors
/// If it is about somebody: nobody is there.
pub fn answer_of_nothing(question: &Question) -> Result<Answer> {
    Ok(match question {
        Question::Overview => Answer::Overview(Overview::default()),
        Question::Members(_) => Answer::Members(MemberPage::default()),
        Question::Tags(_) => Answer::Tags(Vec::new()),
        Question::Portrait(_) => return Err(StoreError::Absent.into()),
        Question::Evidence(..) => Answer::Evidence(Vec::new()),
        Question::Messages(..) => Answer::Messages(Vec::new()),
        Question::Groups(_) => Answer::Groups(Vec::new()),
        Question::Distribution(..) => Answer::Distribution(Distribution::default()),
        Question::CrossTable(..) => Answer::CrossTable(CrossTable::default()),
        Question::Ranking(..) => Answer::Ranking(Vec::new(), 0),
        Question::Imports => Answer::Imports(Vec::new()),
        Question::Joins => Answer::Joins(JoinSummary::default(), Vec::new()),
        Question::Segments => Answer::Segments(Vec::new()),
        Question::Vocabulary => Answer::Vocabulary(Vocabulary::default()),
    })
}

/// A member's page, with every rule's tag read back as a sentence.
fn portrait(reader: &Reader, member: MemberId, lang: Lang) -> Result<MemberPortrait> {
    let mut portrait = reader.portrait(member)?;
    // A scheme's rules read without the store's vocabulary, whose counting a page need not wait for.
    let vocabulary = Vocabulary::default();
    for tag in portrait.tags.iter_mut().filter(|tag| tag.source == TagSource::Rule) {
        // The store gives the rule itself; one that no longer parses is shown as it stands.
        if let Ok(rule) = query::parse(&tag.reason, &vocabulary) {
            tag.reason = query::explain(&rule, lang);
        }
    }
    Ok(portrait)
}
