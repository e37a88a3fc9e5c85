//! Why a filter selects nobody: which of its conditions nobody meets, and what was probably meant.

use super::console::{Console, ask};
use crate::lang::cli as words;
use crate::model::view::{MemberPage, Sort, Vocabulary};
use crate::query::{Comparison, Expr, Field, Operand, conditions, explain_condition, meant};
use crate::task::request::Window;
use crate::task::session::Session;

/// How many members a filter selects.
pub(super) fn count(session: &Session, filter: Option<Expr>) -> anyhow::Result<u64> {
    let window = Window { filter, sort: Sort::default(), offset: 0, limit: 0, columns: Vec::new() };
    let page: MemberPage = ask!(session, Members(window));
    Ok(page.total)
}

/// Says why a filter that selects nobody does so, as far as one of its conditions alone tells.
pub(super) fn explain(console: &mut Console, session: &Session, filter: &Expr) -> anyhow::Result<()> {
    let lang = console.lang;
    let single = conditions(filter);
    let vocabulary: Vocabulary = ask!(session, Vocabulary);
    let mut is_told = false;
    for condition in &single {
        if count(session, Some((*condition).clone()))? > 0 {
            continue;
        }
        is_told = true;
        let near = meant(condition, &vocabulary).map_or(String::new(), |near| words::did_you_mean(lang, &near));
        console.hint(&format!("{}{near}", words::nobody_meets(lang, &explain_condition(condition, lang))))?;
        if let Some(number) = member_number(condition)
            && !session.find(&format!("id:{number}"))?.is_empty()
        {
            console.hint(&words::id_is_an_account(lang, number))?;
        }
    }
    if !is_told && single.len() > 1 {
        console.hint(words::NOBODY_MEETS_ALL.get(lang))?;
    }
    Ok(())
}

/// The number in `id:128`, which in a filter asks for an account.
fn member_number(condition: &Expr) -> Option<&str> {
    match condition {
        Expr::Compare(Field::Known("id"), Comparison::Has | Comparison::Equal, Operand::Word(word)) => {
            Some(word.as_str()).filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        }
        _ => None,
    }
}
