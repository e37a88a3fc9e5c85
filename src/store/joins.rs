//! Which member an order's buyer or a survey's respondent is.
//!
//! A platform id, phone, mail or alias joins at once. A name only proposes; what is proposed
//! counts nowhere until it is accepted. Joining somebody by one key teaches their other keys,
//! so joins run until nothing more follows.

use rusqlite::{Connection, OptionalExtension};

use super::error::Result;
use super::proposals::propose;

/// An open party with its keys.
struct Open {
    id: i64,
    ids: String,
    alias: Option<String>,
    phone: Option<String>,
    mail: Option<String>,
}

/// Joins every open party that a hard key joins, and proposes for the others.
pub(super) fn run(connection: &Connection) -> Result<()> {
    while join_all(connection)? {}
    found_customers(connection)?;
    propose(connection)
}

/// One round over the open parties; whether some were joined.
fn join_all(connection: &Connection) -> Result<bool> {
    let mut joined = false;
    for party in open_parties(connection)? {
        if let Some((identity, by)) = hard_match(connection, &party)? {
            join(connection, party.id, identity, by)?;
            joined = true;
        }
    }
    Ok(joined)
}

fn open_parties(connection: &Connection) -> Result<Vec<Open>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, ids, alias, phone, mail FROM party WHERE identity IS NULL
         AND (ids <> '[]' OR alias IS NOT NULL OR phone IS NOT NULL OR mail IS NOT NULL)",
    )?;
    let open = statement
        .query_map([], |row| {
            Ok(Open { id: row.get(0)?, ids: row.get(1)?, alias: row.get(2)?, phone: row.get(3)?, mail: row.get(4)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(open)
}

pub(super) fn ids_of(ids: &str) -> Vec<(String, String)> {
    serde_json::from_str(ids).unwrap_or_default()
}

fn hard_match(connection: &Connection, party: &Open) -> Result<Option<(i64, &'static str)>> {
    for (platform, id) in ids_of(&party.ids) {
        let found = connection
            .prepare_cached("SELECT id FROM identity WHERE platform = ?1 AND native = ?2")?
            .query_row((platform, id), |row| row.get(0))
            .optional()?;
        if let Some(identity) = found {
            return Ok(Some((identity, "id")));
        }
    }
    for (kind, value) in [("phone", &party.phone), ("mail", &party.mail), ("alias", &party.alias)] {
        let Some(value) = value else { continue };
        let owners: Vec<i64> = connection
            .prepare_cached(
                "SELECT min(i.id) FROM handle h JOIN identity i ON i.id = h.identity
                 WHERE h.kind = ?1 AND h.value = ?2 GROUP BY i.member LIMIT 2",
            )?
            .query_map((kind, value), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        if let [identity] = owners.as_slice() {
            return Ok(Some((*identity, kind)));
        }
    }
    Ok(None)
}

/// Joins a party, and teaches the member its keys.
pub(super) fn join(connection: &Connection, party: i64, identity: i64, by: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE party SET identity = ?2, joined_by = ?3 WHERE id = ?1")?
        .execute((party, identity, by))?;
    for (kind, column) in [("phone", "phone"), ("mail", "mail"), ("alias", "alias")] {
        connection
            .prepare_cached(&format!(
                "INSERT OR IGNORE INTO handle (kind, value, identity)
                 SELECT ?3, {column}, ?2 FROM party WHERE id = ?1 AND {column} IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM handle WHERE kind = ?3 AND value = party.{column})"
            ))?
            .execute((party, identity, kind))?;
    }
    connection
        .prepare_cached("UPDATE member SET dirty = 1 WHERE id = (SELECT member FROM identity WHERE id = ?1)")?
        .execute([identity])?;
    connection.prepare_cached("DELETE FROM join_proposal WHERE party = ?1 AND state = 'open'")?.execute([party])?;
    Ok(())
}

/// A buyer known by a customer number and by nothing else can join in no other way than by it:
/// they are a member of their own.
fn found_customers(connection: &Connection) -> Result<()> {
    let buyers: Vec<(i64, String)> = connection
        .prepare_cached(
            "SELECT p.id, p.ids FROM party p WHERE p.identity IS NULL AND p.ids <> '[]' AND p.names = '[]'
             AND p.alias IS NULL AND p.phone IS NULL AND p.mail IS NULL
             AND EXISTS (SELECT 1 FROM orders WHERE party = p.id)",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (party, ids) in buyers {
        let Some((platform, id)) = ids_of(&ids).into_iter().next() else { continue };
        let stored: Option<i64> = connection
            .prepare_cached("SELECT id FROM identity WHERE platform = ?1 AND native = ?2")?
            .query_row((&platform, &id), |row| row.get(0))
            .optional()?;
        let identity = match stored {
            Some(identity) => identity,
            None => {
                connection.prepare_cached("INSERT INTO member (name) VALUES (?1)")?.execute([&id])?;
                connection
                    .prepare_cached("INSERT INTO identity (member, origin, platform, native) VALUES (?1, ?1, ?2, ?3)")?
                    .execute((connection.last_insert_rowid(), &platform, &id))?;
                connection.last_insert_rowid()
            }
        };
        join(connection, party, identity, "new")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::journal::Obstacle;
    use crate::model::record::{
        Field, Meaning, NameKind, Order, OrderStatus, Person, PersonRef, Question, Record, Response, Survey,
    };
    use crate::model::report::FileReport;
    use crate::model::sink::Sink;
    use crate::model::{Money, Timestamp};
    use crate::store::tests::{account, chat, count, import, messages, meta, said, store};
    use crate::store::{Store, StoreError};

    fn order(number: &str, buyer: PersonRef, yuan: i64) -> Record {
        Record::Order(Order {
            native_id: Some(number.to_owned()),
            shop: "youzan".to_owned(),
            buyer,
            placed: Timestamp(1_700_000_000),
            paid: Some(Timestamp(1_700_000_060)),
            status: OrderStatus::Paid,
            amount: Money(yuan * 100),
            refunded: Money(0),
            discount: Money(0),
            items: "绘本".to_owned(),
            lines: Vec::new(),
            from_items: false,
            fields: Vec::new(),
        })
    }

    fn table(store: &mut Store, rows: Vec<Record>) -> FileReport {
        let mut ingest = store.begin_import(&meta("youzan-orders")).unwrap();
        for row in rows {
            ingest.record(crate::model::record::Position::Row(2), row).unwrap();
        }
        ingest.finish().unwrap()
    }

    fn named(name: &str, phone: Option<&str>) -> PersonRef {
        let mut who = PersonRef::named(NameKind::Nickname, name);
        who.phone = phone.map(str::to_owned);
        who
    }

    #[test]
    fn names_only_propose_and_an_accepted_phone_brings_the_rest() {
        let (_folder, mut store) = store();
        import(&mut store, "x", &chat(Some("g")), messages(&[said(Some("1"), 1, account("a", "小美"), "买了")]));
        let rows = vec![
            order("E1", named("小美", Some("13800000000")), 100),
            order("E2", named("收货人", Some("13800000000")), 30),
            order("E3", named("路人", None), 7),
        ];
        let report = table(&mut store, rows.clone());
        assert_eq!((report.records, report.new, report.members), (3, 3, 3));
        let before = store.view().join_summary().unwrap();
        assert_eq!(
            (before.amount_joined, before.amount_total, before.amount_proposed),
            (Money(0), Money(13_700), Money(10_000))
        );
        let proposals = store.view().join_proposals().unwrap();
        assert_eq!((proposals.len(), proposals[0].candidates, proposals[0].name.as_str()), (1, 1, "小美"));
        assert_eq!(proposals[0].reasons, [("name".to_owned(), "小美".to_owned())]);
        store.accept_joins(&[proposals[0].id]).unwrap();
        let after = store.view().join_summary().unwrap();
        assert_eq!((after.amount_joined, after.orders, after.proposals), (Money(13_000), (2, 3), 0));
        let again = table(&mut store, rows);
        assert_eq!((again.new, again.duplicate), (0, 3));
        assert_eq!(store.view().join_summary().unwrap(), after);
        let obstacle = store.undo().unwrap().unwrap().obstacle;
        assert_eq!(obstacle, Some(Obstacle::Imported), "decisions stand once an import may rest on them");
        assert_eq!(store.undo().unwrap(), None, "and are not asked about again");
        assert_eq!(store.view().join_summary().unwrap(), after);
        assert!(matches!(store.accept_joins(&[proposals[0].id]), Err(StoreError::Absent)));
    }

    #[test]
    fn a_rejected_proposal_does_not_come_back() {
        let (_folder, mut store) = store();
        import(&mut store, "x", &chat(Some("g")), messages(&[said(Some("1"), 1, account("a", "小美"), "买了")]));
        table(&mut store, vec![order("E1", named("小美", None), 100)]);
        let proposal = store.view().join_proposals().unwrap()[0].id;
        store.reject_joins(&[proposal]).unwrap();
        table(&mut store, vec![order("E2", named("小美", None), 50)]);
        store.write(|transaction| run(transaction)).unwrap();
        assert_eq!(store.view().join_proposals().unwrap(), []);
    }

    #[test]
    fn a_decision_taken_back_leaves_nothing_behind() {
        let (_folder, mut store) = store();
        import(&mut store, "x", &chat(Some("g")), messages(&[said(Some("1"), 1, account("a", "小美"), "买了")]));
        let rows = vec![
            order("E1", named("小美", Some("13800000000")), 100),
            order("E2", named("收货人", Some("13800000000")), 30),
        ];
        table(&mut store, rows);
        let open = store.view().join_proposals().unwrap();
        let before = store.view().join_summary().unwrap();
        store.write(|connection| Ok(connection.execute("UPDATE member SET dirty = 0", [])?)).unwrap();
        for accepts in [true, false] {
            let id = store.view().join_proposals().unwrap()[0].id;
            let decided = if accepts { store.accept_joins(&[id]) } else { store.reject_joins(&[id]) }.unwrap();
            assert_eq!(decided, 1);
            assert_ne!(store.view().join_summary().unwrap(), before);
            assert_eq!(store.undo().unwrap().unwrap().obstacle, None);
            assert_eq!(store.view().join_summary().unwrap(), before);
            assert_eq!(store.view().join_proposals().unwrap(), open);
            assert_eq!(count(&store, "handle"), 0, "the phone was learned from the join alone");
            assert_eq!(store.undo().unwrap(), None, "nothing is left to take back");
        }
        assert_eq!(count(&store, "member WHERE dirty = 1"), 1, "whose orders these no longer are is built again");
        store.write(|transaction| run(transaction)).unwrap();
        assert_eq!(store.view().join_summary().unwrap(), before, "nothing joins by a key that was taken back");
    }

    #[test]
    fn rosters_make_members_of_those_who_never_speak_and_join_orders_at_once() {
        let (_folder, mut store) = store();
        table(&mut store, vec![order("E1", named("王女士", Some("13900000000")), 80)]);
        let field = Field { header: "城市".to_owned(), meaning: Meaning::Region, value: "杭州".to_owned() };
        let person = Person { who: named("小王", Some("13900000000")), fields: vec![field], ..Person::default() };
        let only_named = Person { who: named("小李", None), ..Person::default() };
        let rows = vec![Record::Roster(person), Record::Roster(only_named)];
        let report = import(&mut store, "members", &chat(None), rows.clone());
        assert_eq!((report.records, report.new, report.members), (2, 2, 2));
        assert_eq!(store.view().join_summary().unwrap().amount_joined, Money(8_000));
        let again = import(&mut store, "members", &chat(None), rows);
        assert_eq!((again.duplicate, count(&store, "member"), count(&store, "field")), (2, 2, 1));
        assert_eq!(count(&store, "membership WHERE listed = 1"), 2);
    }

    #[test]
    fn an_order_exported_again_after_a_refund_is_the_same_order() {
        let (_folder, mut store) = store();
        let buyer = PersonRef::account(&crate::model::record::Platform::new("shop"), "77");
        table(&mut store, vec![order("E1", buyer.clone(), 80)]);
        let Record::Order(mut refunded) = order("E1", buyer, 80) else { unreachable!() };
        refunded.refunded = Money(3_000);
        let report = table(&mut store, vec![Record::Order(refunded)]);
        assert_eq!((report.new, report.duplicate), (0, 1));
        // A customer number and nothing else is a member of its own.
        let summary = store.view().join_summary().unwrap();
        assert_eq!((summary.amount_joined, summary.amount_total), (Money(5_000), Money(5_000)));
    }

    #[test]
    fn an_order_exported_again_under_another_name_is_news_of_whom_it_was_joined_to() {
        let (_folder, mut store) = store();
        import(&mut store, "x", &chat(Some("g")), messages(&[said(Some("1"), 1, account("a", "小美"), "买了")]));
        table(&mut store, vec![order("E2", named("小美", None), 100)]);
        let proposal = store.view().join_proposals().unwrap()[0].id;
        store.accept_joins(&[proposal]).unwrap();
        store.write(|connection| Ok(connection.execute("UPDATE member SET dirty = 0", [])?)).unwrap();
        table(&mut store, vec![order("E2", named("美美", None), 100)]);
        assert_eq!(count(&store, "member WHERE dirty = 1"), 1);
        assert_eq!(store.view().join_summary().unwrap().orders, (1, 1));
    }

    #[test]
    fn a_phone_that_comes_with_a_later_export_joins_the_order() {
        let (_folder, mut store) = store();
        let mut known = account("a", "小美");
        known.phone = Some("13800000001".to_owned());
        import(&mut store, "x", &chat(Some("g")), messages(&[said(Some("1"), 1, known, "买了")]));
        table(&mut store, vec![order("E9", named("小美", None), 100)]);
        assert_eq!(store.view().join_proposals().unwrap().len(), 1);
        table(&mut store, vec![order("E9", named("王", Some("13800000001")), 100)]);
        let summary = store.view().join_summary().unwrap();
        assert_eq!((summary.orders, summary.proposals), ((1, 1), 0));
    }

    #[test]
    fn an_order_not_paid_for_is_no_revenue_whatever_its_times_say() {
        let (_folder, mut store) = store();
        let Record::Order(paid) = order("E1", named("小美", None), 80) else { unreachable!() };
        let open = Order { native_id: Some("E2".to_owned()), status: OrderStatus::Open, ..paid.clone() };
        let timeless = Order { native_id: Some("E3".to_owned()), paid: None, amount: Money(3_000), ..paid };
        table(&mut store, vec![Record::Order(open), Record::Order(timeless)]);
        assert_eq!(store.view().join_summary().unwrap().amount_total, Money(3_000));
    }

    #[test]
    fn answers_are_stored_once_and_join_by_phone() {
        let (_folder, mut store) = store();
        let mut known = account("a", "小美");
        known.phone = Some("13800000000".to_owned());
        import(&mut store, "x", &chat(Some("g")), messages(&[said(Some("1"), 1, known, "填了")]));
        let survey = Survey {
            title: "问卷".to_owned(),
            questions: vec![Question { title: "性别".to_owned(), meaning: Meaning::Gender }],
        };
        let response = Response {
            native_id: Some("1".to_owned()),
            time: Timestamp(1_700_000_500),
            respondent: named("", Some("13800000000")),
            answers: vec![(0, vec!["女".to_owned()])],
        };
        for expected in [(1, 0), (0, 1)] {
            let mut ingest = store.begin_import(&meta("wjx")).unwrap();
            ingest.survey(&survey).unwrap();
            ingest.record(crate::model::record::Position::Row(2), Record::Response(response.clone())).unwrap();
            let report = ingest.finish().unwrap();
            assert_eq!((report.new, report.duplicate), expected);
        }
        assert_eq!(store.view().join_summary().unwrap().responses, (1, 1));
        assert_eq!((count(&store, "question"), count(&store, "answer")), (1, 1));
    }
}
