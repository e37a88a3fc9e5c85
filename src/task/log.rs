//! The log: the operator's acts, and what left the store or was erased from it, in one order.

use anyhow::Result;

use crate::lang::{Lang, journal};
use crate::model::journal::{Act, Entry, LogLine, Logged, NewerImports, Obstacle, Turn};
use crate::model::{MemberId, Timestamp};
use crate::query::{self, Field, field};
use crate::store::{AuditEntry, Reader};
use crate::task::request::Way;

/// What was done, in a few words, with the names of the one member it was about and of the other side of a merge as
/// they may be shown.
pub fn told(entry: &Entry, name: &str, other: &str, lang: Lang) -> String {
    let mut words = entry.act.words();
    // Two of one name are told apart by their numbers.
    let numbered =
        |id: MemberId| if other.is_empty() || other == name { format!("id:{}", id.0) } else { other.to_owned() };
    words.extend(entry.act.other().map(numbered));
    if let Act::Lock { attribute } | Act::Unlock { attribute } = &entry.act {
        let title = field::find(attribute).map(|spec| query::title(&Field::Known(spec.key), lang));
        words = vec![title.unwrap_or_else(|| attribute.clone())];
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    journal::act(lang, &entry.act.key(), &words, entry.count, name)
}

/// What came of turning an act that is told in these words: that it was done, or why it was not.
///
/// # Errors
/// Why it was not.
pub fn turned(way: Way, turn: &Turn, what: &str, lang: Lang) -> Result<String, String> {
    match (way, &turn.obstacle) {
        (Way::Back, None) => Ok(journal::undone(lang, what)),
        (Way::Again, None) => Ok(journal::redone(lang, what)),
        (_, Some(Obstacle::Behind(NewerImports { path, files }))) => {
            let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
            Err(journal::not_before_imports(lang, what, file, *files))
        }
        (Way::Back, Some(why)) => Err(journal::not_undone(lang, what, why.key())),
        (Way::Again, Some(why)) => Err(journal::not_redone(lang, what, why.key())),
    }
}

/// The latest lines first.
pub(super) fn lines(reader: &Reader, limit: u64) -> Result<Vec<LogLine>> {
    let act = |(number, entry): (i64, Entry)| {
        ((entry.time, number, 0), LogLine { time: entry.time, what: Logged::Act(entry) })
    };
    let acts = reader.journal(limit)?.into_iter().map(act);
    // What left the store came after the act that was the latest then, and before the next.
    let others =
        reader.audit_log(limit)?.into_iter().map(|entry| ((entry.time, entry.after_act, entry.id), other(entry)));
    let mut lines: Vec<((Timestamp, i64, i64), LogLine)> = acts.chain(others).collect();
    lines.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    lines.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(lines.into_iter().map(|(_, line)| line).collect())
}

fn other(AuditEntry { time, action, detail, .. }: AuditEntry) -> LogLine {
    let read: serde_json::Value = serde_json::from_str(&detail).unwrap_or_default();
    let count = match (read["messages"].as_u64(), read["events"].as_u64()) {
        (Some(messages), Some(events)) => messages + events,
        _ => read["rows"].as_u64().or(read["members"].as_u64()).unwrap_or(1),
    };
    let path = read["path"].as_str().or(read["campaign"].as_str()).unwrap_or_default().to_owned();
    LogLine { time, what: Logged::Other { action, count, path, detail } }
}
