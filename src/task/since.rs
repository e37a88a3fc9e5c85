//! What changed since the operator last looked, and the filters that were typed before.

use anyhow::Result;

use crate::model::Day;
use crate::model::today::{News, Since};
use crate::model::view::Vocabulary;
use crate::query::{self, Expr};
use crate::store::{Reader, Store};

/// The setting that keeps the as-of day looked at last, and the one before it: `DAY BEFORE`.
const LOOKED: &str = "looked";
/// The setting that keeps typed filters, a line each, the latest first.
const FILTERS: &str = crate::store::TYPED_FILTERS;
/// How many of them.
const KEPT: usize = 50;

/// Notes that the operator looks at the data as they are.
///
/// # Errors
/// If the store cannot be written.
pub(super) fn look(store: &mut Store) -> Result<()> {
    let Some(now) = store.view().latest_day()? else { return Ok(()) };
    match looked(store.view())? {
        Some((day, _)) if day == now => {}
        Some((day, _)) => store.set(LOOKED, &format!("{} {}", now.0, day.0))?,
        None => store.set(LOOKED, &now.0.to_string())?,
    }
    Ok(())
}

/// What changed since; `None` if nothing other was ever looked at.
///
/// # Errors
/// If the store cannot be read.
pub(super) fn since(reader: &Reader) -> Result<Option<Since<Expr>>> {
    let _moment = reader.hold()?;
    let (Some(now), Some((day, before))) = (reader.latest_day()?, looked(reader)?) else { return Ok(None) };
    let Some(day) = (if day == now { before } else { Some(day) }) else { return Ok(None) };
    let filters = [
        (News::New, format!("first_seen>={day} or joined>={day}")),
        (News::Returned, format!("stage:returned and stage_since>{day}")),
        (News::Cooling, format!("stage:(declining,cooling,lost) and stage_since>{day}")),
    ];
    let mut changes = Vec::new();
    for (news, filter) in filters {
        let filter = query::parse(&filter, &Vocabulary::default()).map_err(|error| anyhow::anyhow!("{error:?}"))?;
        changes.push((news, reader.sizes(&filter, &filter)?.0, filter));
    }
    Ok(Some(Since { day, changes, proposals: reader.join_summary()?.proposals }))
}

fn looked(reader: &Reader) -> Result<Option<(Day, Option<Day>)>> {
    let Some(text) = reader.setting(LOOKED)? else { return Ok(None) };
    let mut days = text.split(' ').filter_map(|day| day.parse().ok()).map(Day);
    Ok(days.next().map(|day| (day, days.next())))
}

/// Filters that were typed, the latest first.
///
/// # Errors
/// If the store cannot be read.
pub(super) fn filters(reader: &Reader) -> Result<Vec<String>> {
    Ok(reader.setting(FILTERS)?.unwrap_or_default().lines().map(str::to_owned).collect())
}

/// Keeps a typed filter in the store: it may name people, and goes where their data go.
///
/// # Errors
/// If the store cannot be written.
pub(super) fn keep_filter(store: &mut Store, filter: &str) -> Result<()> {
    let mut kept = filters(store.view())?;
    kept.retain(|known| known != filter);
    kept.insert(0, filter.to_owned());
    kept.truncate(KEPT);
    Ok(store.set(FILTERS, &kept.join("\n"))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::model::MemberId;
    use crate::task::request::Work;
    use crate::task::session::{BuildOrder, Session};
    use crate::task::watch::Watch;

    #[test]
    fn news_are_those_of_data_that_were_not_looked_at_before() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("store.db");
        let mut watch = Watch::nobody();
        let mut session = Session::demo(&db, Lang::Zh, &mut watch).unwrap();
        session.writer().unwrap().set(LOOKED, "").unwrap();
        let day = session.reader().unwrap().latest_day().unwrap().unwrap();
        let as_of = |day| BuildOrder { as_of: Some(day), ..BuildOrder::default() };
        session.build(&as_of(day - 60), &mut watch).unwrap();
        session.look().unwrap();
        assert_eq!(since(&session.reader().unwrap()).unwrap(), None, "nothing other was ever looked at");
        session.build(&BuildOrder { all: true, ..BuildOrder::default() }, &mut watch).unwrap();
        for _ in 0..2 {
            session.look().unwrap();
            let told = since(&session.reader().unwrap()).unwrap().unwrap();
            assert_eq!(told.day, day - 60);
            assert!(told.changes.iter().any(|(news, count, _)| *news == News::New && *count > 0), "{told:?}");
            assert!(told.changes.iter().any(|(news, count, _)| *news == News::Cooling && *count > 0), "{told:?}");
        }
    }

    #[test]
    fn typed_filters_are_kept_once_and_gone_after_an_erasure() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("store.db");
        let mut watch = Watch::nobody();
        let mut session = Session::demo(&db, Lang::Zh, &mut watch).unwrap();
        for filter in ["name:小美", "tag:KOL", "name:小美"] {
            session.work(Work::KeepFilter(filter.to_owned()), &mut watch).unwrap();
        }
        assert_eq!(filters(&session.reader().unwrap()).unwrap(), ["name:小美", "tag:KOL"]);
        session.forget(MemberId(5)).unwrap();
        assert_eq!(filters(&session.reader().unwrap()).unwrap(), [""; 0]);
    }
}
