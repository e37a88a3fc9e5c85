//! What the operator writes down of members and plans with them. It hangs on accounts, so that it goes
//! where its person goes when members merge or part.

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::error::{Result, StoreError};
use super::pulse::Step;
use super::{Reader, Store, journal, open};
use crate::model::journal::Act;
use crate::model::today::{FollowUp, Note, Status};
use crate::model::{Day, MemberId, Timestamp};

/// The setting that counts changes of follow-ups and notes, for readers that remember answers.
const CHANGES: &str = "followups";

impl Store {
    /// Writes a note down.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if there is no such member.
    pub fn add_note(&mut self, member: MemberId, text: &str, now: Timestamp) -> Result<()> {
        self.act(&Act::Note, Some(member), |transaction| {
            let account = first_account(transaction, member)?;
            transaction.execute(
                "INSERT INTO note (identity, time, text) VALUES (?1, ?2, ?3)",
                params![account, now.0, text.trim()],
            )?;
            count_change(transaction)?;
            Ok((1, ()))
        })
    }

    /// Takes one of a member's notes away, by its number; whether there was one.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn remove_note(&mut self, member: MemberId, note: i64) -> Result<bool> {
        self.act(&Act::RemoveNote, Some(member), |transaction| {
            let removed = transaction.execute(
                "DELETE FROM note WHERE id = ?2 AND identity IN (SELECT id FROM identity WHERE member = ?1)",
                [member.0, note],
            )?;
            count_change(transaction)?;
            Ok((1, removed > 0))
        })
    }

    /// Puts a follow-up in place of the members'. Of who was made of several, it holds for all. Gives
    /// how many members.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if one of them is not there.
    pub fn follow_up(&mut self, members: &[MemberId], plan: &FollowUp, now: Timestamp) -> Result<u64> {
        let pulse = self.pulse();
        self.act(&Act::FollowUp, journal::one(members), |transaction| {
            let due = plan.due.map(|day| day.0);
            let contacted = plan.contacted.map(|day| day.0);
            let mut put = transaction.prepare_cached(
                "INSERT INTO followup (identity, due, status, owner, contacted, quiet, changed)
                 SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM identity WHERE id = ?1
                     OR member = ?8 AND id IN (SELECT identity FROM followup)
                 ON CONFLICT (identity) DO UPDATE SET due = ?2, status = ?3, owner = ?4, contacted = ?5, quiet = ?6,
                     changed = ?7",
            )?;
            let (status, owner) = (plan.status.key(), plan.owner.trim());
            pulse.begin(Step::Acting, members.len() as u64);
            for member in members {
                pulse.beat()?;
                let account = first_account(transaction, *member)?;
                put.execute(params![account, due, status, owner, contacted, plan.quiet, now.0, member.0])?;
            }
            count_change(transaction)?;
            journal::counted(members.len() as u64)
        })
    }
}

/// Notes that an account was contacted on a day, unless it was later.
pub(super) fn note_contact(connection: &Connection, account: i64, day: Day, now: Timestamp) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO followup (identity, due, status, owner, contacted, quiet, changed)
             VALUES (?1, NULL, 'none', '', ?2, 0, ?3)
             ON CONFLICT (identity) DO UPDATE SET contacted = ?2, changed = ?3 WHERE coalesce(contacted, ?2) <= ?2",
        )?
        .execute([account, day.0.into(), now.0])?;
    Ok(())
}

/// Tells readers that follow-ups are not what they were.
pub(super) fn count_change(connection: &Connection) -> Result<()> {
    let changes: i64 = open::setting(connection, CHANGES)?.and_then(|count| count.parse().ok()).unwrap_or(0);
    open::set(connection, CHANGES, &(changes + 1).to_string())
}

/// The account of a member that notes hang on: the oldest.
pub(super) fn first_account(connection: &Connection, member: MemberId) -> Result<i64> {
    let first: Option<i64> = connection
        .prepare_cached("SELECT min(id) FROM identity WHERE member = ?1")?
        .query_row([member.0], |row| row.get(0))?;
    first.ok_or(StoreError::Absent)
}

impl Reader {
    /// The operator's notes on a member, the latest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn notes(&self, member: MemberId) -> Result<Vec<Note>> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(
            "SELECT n.id, n.time, n.text FROM main.identity i JOIN note n ON n.identity = i.id
             WHERE i.member = ?1 ORDER BY n.time DESC, n.id DESC",
        )?;
        let note =
            |row: &rusqlite::Row<'_>| Ok(Note { id: row.get(0)?, time: Timestamp(row.get(1)?), text: row.get(2)? });
        Ok(statement.query_map([member.0], note)?.collect::<rusqlite::Result<_>>()?)
    }

    /// What is planned with a member. Of who was made of several: what is open and due first, the
    /// latest contact, and to be left alone if one of them is.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn plan(&self, member: MemberId) -> Result<FollowUp> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(
            "SELECT f.due, f.status, f.owner, max(f.contacted) OVER (), max(f.quiet) OVER ()
             FROM main.identity i JOIN followup f ON f.identity = i.id WHERE i.member = ?1
             ORDER BY f.status <> 'open', f.due IS NULL, f.due, f.changed DESC LIMIT 1",
        )?;
        let plan = |row: &rusqlite::Row<'_>| {
            Ok(FollowUp {
                due: row.get::<_, Option<i32>>(0)?.map(Day),
                status: Status::of(row.get_ref(1)?.as_str()?).unwrap_or_default(),
                owner: row.get(2)?,
                contacted: row.get::<_, Option<i32>>(3)?.map(Day),
                quiet: row.get(4)?,
            })
        };
        Ok(statement.query_row([member.0], plan).optional()?.unwrap_or_default())
    }

    /// Who has an open follow-up: the earliest due first, those without a day last.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn plans(&self) -> Result<Vec<(MemberId, FollowUp)>> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(
            "SELECT i.member FROM followup f JOIN identity i ON i.id = f.identity JOIN member m ON m.id = i.member
             WHERE f.status = 'open' AND m.opted_out = 0 GROUP BY i.member ORDER BY min(f.due) IS NULL, min(f.due)",
        )?;
        let members: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        members.into_iter().map(|member| Ok((MemberId(member), self.plan(MemberId(member))?))).collect()
    }
}

/// The notes of every member of whom there are some.
pub(super) fn texts(connection: &Connection) -> Result<FxHashMap<i64, Vec<String>>> {
    let mut statement =
        connection.prepare("SELECT i.member, n.text FROM note n JOIN identity i ON i.id = n.identity ORDER BY n.id")?;
    let mut rows = statement.query([])?;
    let mut notes: FxHashMap<i64, Vec<String>> = FxHashMap::default();
    while let Some(row) = rows.next()? {
        notes.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(notes)
}

/// The last contact and whether to be left alone, of the members of whom something is noted.
pub(super) fn contacts(connection: &Connection) -> Result<FxHashMap<i64, (Option<Day>, bool)>> {
    let mut statement = connection.prepare(
        "SELECT i.member, max(f.contacted), max(f.quiet) FROM followup f JOIN identity i ON i.id = f.identity
         GROUP BY i.member",
    )?;
    let contact = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, (row.get::<_, Option<i32>>(1)?.map(Day), row.get(2)?)));
    Ok(statement.query_map([], contact)?.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::view::Vocabulary;
    use crate::query::parse;
    use crate::store::Part;
    use crate::store::village::{Person, TODAY, Village};

    const NOW: Timestamp = Timestamp(1_709_300_000);
    const QING: MemberId = MemberId(1);
    const BEI: MemberId = MemberId(2);

    fn profiled() -> Village {
        let mut village = Village::peopled();
        village.build(&[], &[Person::new(1, "阿青", Some(80.0)), Person::new(2, "小北", Some(60.0))]);
        village
    }

    fn plan(due: i32, owner: &str) -> FollowUp {
        FollowUp { due: Some(TODAY + due), status: Status::Open, owner: owner.to_owned(), ..FollowUp::default() }
    }

    fn texts(village: &Village, member: MemberId) -> Vec<String> {
        village.store.view().notes(member).unwrap().into_iter().map(|note| note.text).collect()
    }

    #[test]
    fn notes_and_plans_go_where_their_person_goes() {
        let mut village = profiled();
        let store = &mut village.store;
        store.add_note(QING, "群主的朋友", NOW).unwrap();
        store.add_note(BEI, "想要天幕", Timestamp(NOW.0 + 1)).unwrap();
        store.follow_up(&[QING], &plan(3, "小王"), NOW).unwrap();
        store.follow_up(&[BEI], &FollowUp { quiet: true, ..plan(1, "小李") }, NOW).unwrap();
        store.merge(QING, BEI, &[]).unwrap();
        assert_eq!(texts(&village, QING), ["想要天幕", "群主的朋友"]);
        let both = village.store.view().plan(QING).unwrap();
        assert_eq!((both.due, both.owner.as_str(), both.quiet), (Some(TODAY + 1), "小李", true));
        village.store.part(QING, &Part::Latest).unwrap();
        assert_eq!((texts(&village, QING), texts(&village, BEI)), (vec!["群主的朋友".into()], vec!["想要天幕".into()]));
        let own = village.store.view().plan(QING).unwrap();
        assert_eq!((own.due, own.quiet), (Some(TODAY + 3), false));
    }

    #[test]
    fn what_is_planned_while_two_are_one_holds_for_both_afterwards() {
        let mut village = profiled();
        village.store.follow_up(&[BEI], &plan(1, ""), NOW).unwrap();
        village.store.merge(QING, BEI, &[]).unwrap();
        village.store.follow_up(&[QING], &FollowUp { status: Status::Done, ..plan(1, "") }, NOW).unwrap();
        assert_eq!(village.store.view().plan(QING).unwrap().status, Status::Done);
        village.store.part(QING, &Part::Latest).unwrap();
        assert_eq!(village.store.view().plan(BEI).unwrap().status, Status::Done);
        assert_eq!(village.store.view().plan(QING).unwrap().status, Status::Done);
    }

    #[test]
    fn who_is_forgotten_leaves_neither_note_nor_plan() {
        let mut village = profiled();
        village.store.add_note(BEI, "想要天幕", NOW).unwrap();
        village.store.follow_up(&[BEI], &plan(1, "小李"), NOW).unwrap();
        village.store.forget(BEI).unwrap();
        assert_eq!(village.number("SELECT (SELECT count(*) FROM note) + (SELECT count(*) FROM followup)"), 0);
        assert!(matches!(village.store.add_note(BEI, "又来", NOW), Err(StoreError::Absent)));
    }

    #[test]
    fn a_reader_that_was_asked_before_sees_a_later_contact() {
        let mut village = profiled();
        let reader = village.store.reader().unwrap();
        let ids = |text: &str| {
            let filter = parse(text, &Vocabulary::default()).unwrap();
            reader.member_ids(Some(&filter)).unwrap().into_iter().map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!((ids("contacted<7d"), ids("do_not_disturb:yes")), (vec![], vec![]));
        let contacted = FollowUp { contacted: Some(TODAY - 3), quiet: true, ..FollowUp::default() };
        village.store.follow_up(&[BEI], &contacted, NOW).unwrap();
        assert_eq!((ids("contacted<7d"), ids("contacted<3d")), (vec![2], vec![]));
        assert_eq!((ids("勿扰:是"), ids("勿扰:否"), ids("contacted:unknown")), (vec![2], vec![1], vec![1]));
    }

    #[test]
    fn notes_are_searched_by_a_part_of_them_also_by_who_asked_before() {
        let mut village = profiled();
        let reader = village.store.reader().unwrap();
        let ids = |text: &str| {
            let filter = parse(text, &Vocabulary::default()).unwrap();
            reader.member_ids(Some(&filter)).unwrap().into_iter().map(|id| id.0).collect::<Vec<_>>()
        };
        assert_eq!(ids("备注:天幕"), [0_i64; 0]);
        village.store.add_note(BEI, "想要天幕，月底再问", NOW).unwrap();
        assert_eq!((ids("备注:天幕"), ids("note:月底"), ids("note:帐篷")), (vec![2], vec![2], vec![]));
        assert_eq!((ids("not note:unknown"), ids("not note:天幕")), (vec![2], vec![]));
        let note = village.store.view().portrait(BEI).unwrap().notes[0].id;
        village.store.remove_note(BEI, note).unwrap();
        assert_eq!(ids("note:天幕"), [0_i64; 0]);
    }

    #[test]
    fn of_who_opted_out_no_plan_is_shown() {
        let mut village = profiled();
        village.store.follow_up(&[QING], &plan(9, ""), NOW).unwrap();
        village.store.follow_up(&[BEI], &plan(1, ""), NOW).unwrap();
        let members = |village: &Village| {
            village.store.view().plans().unwrap().into_iter().map(|(member, _)| member.0).collect::<Vec<_>>()
        };
        assert_eq!(members(&village), [2, 1], "the earliest first");
        village.store.opt_out(&[BEI]).unwrap();
        assert_eq!(members(&village), [1]);
    }

    #[test]
    fn a_note_is_taken_away_by_its_number_and_only_from_its_own_member() {
        let mut village = profiled();
        village.store.add_note(QING, "  写错了 ", NOW).unwrap();
        let note = village.store.view().notes(QING).unwrap().remove(0);
        assert_eq!(note.text, "写错了");
        assert!(!village.store.remove_note(BEI, note.id).unwrap());
        assert!(village.store.remove_note(QING, note.id).unwrap());
        assert_eq!(texts(&village, QING), Vec::<String>::new());
    }
}
