//! From what a user types to the member they mean.

use super::console::Console;
use super::listing::{Format, print_all};
use super::problem::Problem;
use crate::export::{MemberTable, Privacy};
use crate::lang::cli as words;
use crate::model::MemberId;
use crate::model::view::MemberRow;
use crate::task::session::Session;

/// The one member meant, for commands that change or erase: a name that others bear or bore is not
/// enough. Else the candidates are shown and it is an error.
pub(super) fn one(console: &mut Console, session: &Session, reference: &str) -> anyhow::Result<MemberRow> {
    sole(console, session, reference, session.find(reference)?)
}

/// The one member meant, for commands that only look: who bears a name today comes before those who
/// bore it once, and those are named beside.
pub(super) fn looked_at(console: &mut Console, session: &Session, reference: &str) -> anyhow::Result<MemberRow> {
    let found = session.find(reference)?;
    let (mut today, others): (Vec<_>, Vec<_>) = found.into_iter().partition(|row| row.name == reference.trim());
    if today.len() != 1 {
        today.extend(others);
        return sole(console, session, reference, today);
    }
    if !others.is_empty() {
        let others: Vec<String> = others.iter().map(|row| format!("{} id:{}", row.name, row.id)).collect();
        console.hint(&words::also_named(console.lang, reference, &others))?;
    }
    Ok(today.remove(0))
}

fn sole(
    console: &mut Console,
    session: &Session,
    reference: &str,
    mut found: Vec<MemberRow>,
) -> anyhow::Result<MemberRow> {
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Problem::failed(words::nobody_named(console.lang, reference)).into()),
        count => {
            let columns = ["id", "name", "platform", "platform_id", "messages", "last_seen"].map(str::to_owned);
            let table = MemberTable::of(&columns, Privacy::default());
            let rows = found.iter().map(|row| table.cells(row)).collect();
            print_all(console, Format::Table, session.calendar(), table.columns(), rows)?;
            console.flush()?;
            Err(Problem::failed(words::several_named(console.lang, reference, count)).into())
        }
    }
}

/// Every member meant, each exactly one; nothing is done for some when another is not clear.
pub(super) fn each(console: &mut Console, session: &Session, references: &[String]) -> anyhow::Result<Vec<MemberId>> {
    references.iter().map(|reference| Ok(one(console, session, reference)?.id)).collect()
}
