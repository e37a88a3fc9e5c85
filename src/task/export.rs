//! A segment into a file, row by row, with a note of it in the store.

use anyhow::{Result, anyhow};
use rustc_hash::FxHashSet;

use crate::export::{Audience, EXPORT_COLUMNS, Export, MemberTable, Privacy, Pseudonyms, Style};
use crate::lang::Lang;
use crate::lang::task as say;
use crate::model::MemberId;
use crate::model::report::{Progress, ProgressUnit};
use crate::query::{self, Comparison, Expr, Field, Operand, format};
use crate::store::Reader;
use crate::task::request::ExportOrder;
use crate::task::scheme;
use crate::task::watch::Watch;

/// Rows that are read at a time.
const WINDOW: u64 = 2_000;

/// Writes the members of an order into its file; how many were written.
///
/// # Errors
/// If the file exists or cannot be written, the store cannot be read, or the watch stops the
/// work: no file is left then.
pub(super) fn export(reader: &Reader, order: &ExportOrder, lang: Lang, watch: &mut Watch<'_>) -> Result<u64> {
    // Every window of the list is of the same build.
    let _moment = reader.hold()?;
    let table = table(reader, order, lang)?;
    let audience = if order.excel { Audience::Excel } else { Audience::Tool };
    let style = Style { audience, lang, raw: order.raw, ..Style::tool(reader.calendar().clone()) };
    let said = |error: crate::export::ExportError| anyhow!(error.say(lang));
    let mut file = Export::begin(&order.path, order.overwrite, table.columns().to_vec(), style).map_err(said)?;
    let only: FxHashSet<MemberId> = order.only.iter().copied().collect();
    let whom = whom(order);
    let mut offset = 0;
    loop {
        let page = reader.members(whom.as_ref(), &order.sort, offset, WINDOW, table.further())?;
        for row in page.rows.iter().filter(|row| only.is_empty() || only.contains(&row.id)) {
            file.row(&table.cells(row)).map_err(said)?;
        }
        offset += page.rows.len() as u64;
        watch.progress(|| Progress {
            phase: say::EXPORTING.get(lang).to_owned(),
            done: offset,
            total: Some(page.total),
            unit: ProgressUnit::Rows,
            records: 0,
        })?;
        if page.rows.is_empty() || offset >= page.total {
            break;
        }
    }
    Ok(file.finish().map_err(said)?.rows)
}

/// Who is meant, without those whom the operator is to leave alone.
fn whom(order: &ExportOrder) -> Option<Expr> {
    let Some(days) = order.rested else { return order.filter.clone() };
    let contacted = Field::Known("contacted");
    let long_ago = Expr::Compare(contacted.clone(), Comparison::AtLeast, Operand::Ago(days));
    let rested = [Expr::has("do_not_disturb", "no"), Expr::Or(vec![Expr::Unknown(contacted), long_ago])];
    Some(Expr::And(order.filter.iter().cloned().chain(rested).collect()))
}

fn table(reader: &Reader, order: &ExportOrder, lang: Lang) -> Result<MemberTable> {
    let shown = |field: &str| order.unmask.iter().any(|unmasked| unmasked == field);
    let pseudonyms = if order.pseudonymous { Some(Pseudonyms::new(reader.secret()?)) } else { None };
    let withheld = if shown("sensitive") { Vec::new() } else { sensitive_tags(reader, lang)? };
    let privacy = Privacy { phone: shown("phone"), mail: shown("mail"), withheld, pseudonyms };
    if order.columns.is_empty() {
        let usual: Vec<String> = EXPORT_COLUMNS.iter().map(|key| (*key).to_owned()).collect();
        return Ok(MemberTable::stable_and(&usual, privacy));
    }
    Ok(MemberTable::of(&order.columns, privacy))
}

/// Tags that the scheme calls sensitive: they leave only where the operator says so.
pub(super) fn sensitive_tags(reader: &Reader, lang: Lang) -> Result<Vec<String>> {
    let tags = scheme::in_use(reader, lang)?.tags;
    Ok(tags.into_iter().filter(|tag| tag.sensitive).map(|tag| tag.name).collect())
}

/// What the audit keeps of an export: how much of what went where, and to whom; nobody's data.
/// Of a filter it keeps the fields that it asks about: its words may name somebody.
pub(super) fn record(order: &ExportOrder, rows: u64) -> serde_json::Value {
    serde_json::json!({
        "rows": rows,
        "path": order.path.display().to_string(),
        "fields": order.filter.as_ref().map(fields),
        "columns": order.columns,
        "unmasked": order.unmask,
        "pseudonymous": order.pseudonymous,
        "rested": order.rested,
        "recipient": order.recipient,
    })
}

fn fields(filter: &Expr) -> Vec<String> {
    query::fields_used(filter).iter().map(format::field_name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::view::Vocabulary;

    #[test]
    fn the_log_keeps_no_word_of_a_filter() {
        let filter = Some(query::parse("小美 and messages>=3 and name:大美", &Vocabulary::default()).unwrap());
        let order = ExportOrder { filter, path: "a.csv".into(), ..ExportOrder::default() };
        let kept = record(&order, 1).to_string();
        assert!(!kept.contains('美') && kept.contains("messages"), "{kept}");
    }
}
