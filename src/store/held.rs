//! Everything held on one member, row by row, for that person: the tables' own rows, none left out
//! for a page's sake, and no profile needed. Of other people it gives what the member's own rows say.

use rusqlite::Row;
use rusqlite::types::ValueRef;
use serde_json::{Map, Value};

use super::Reader;
use super::error::{Result, StoreError};
use crate::lang::{Lang, store as say};
use crate::model::record::MessageKind;
use crate::model::{MemberId, Money, Timestamp};

/// One kind of rows on a member.
pub struct Held {
    /// What they are: `orders`, `messages`, …
    pub name: &'static str,
    /// The statement whose columns are the keys.
    sql: &'static str,
}

const IDENTITIES: &str = "(SELECT id FROM identity WHERE member = ?1)";

/// Every kind of rows that a store holds on a member.
pub const HELD: &[Held] = &[
    Held { name: "member", sql: "SELECT id, name, staff > 0 AS staff, opted_out FROM member WHERE id = ?1" },
    Held {
        name: "identities",
        sql: "SELECT i.platform, i.native AS platform_id, i.name, g.name AS \"group\" FROM identity i
              LEFT JOIN groups g ON g.id = i.scope WHERE i.member = ?1 ORDER BY i.id",
    },
    Held {
        name: "keys",
        sql: "SELECT h.kind, h.value FROM handle h JOIN identity i ON i.id = h.identity
              WHERE i.member = ?1 ORDER BY h.kind, h.value",
    },
    Held {
        name: "names",
        sql: "SELECT n.kind, n.value AS name, g.name AS \"group\", n.first_seen, n.last_seen FROM identity i
              JOIN name n ON n.identity = i.id LEFT JOIN groups g ON g.id = n.group_id WHERE i.member = ?1 ORDER BY n.id",
    },
    Held {
        name: "memberships",
        sql: "SELECT g.platform, g.name AS \"group\", s.role, s.joined, s.left_at AS \"left\", w.name AS invited_by
              FROM identity i JOIN membership s ON s.identity = i.id JOIN groups g ON g.id = s.group_id
              LEFT JOIN identity b ON b.id = s.inviter LEFT JOIN member w ON w.id = b.member AND w.opted_out = 0
              WHERE i.member = ?1 ORDER BY g.id, i.id",
    },
    Held {
        name: "messages",
        sql: "SELECT m.time, g.name AS \"group\", m.kind AS sort, m.text, m.thread FROM message m
              JOIN groups g ON g.id = m.group_id WHERE m.identity IN IDENTITIES ORDER BY m.time, m.id",
    },
    Held {
        name: "events",
        sql: "SELECT e.time, g.name AS \"group\", e.action,
              CASE WHEN e.actor IN IDENTITIES THEN 'actor' ELSE 'target' END AS part,
              e.text, e.count, e.amount, e.thread FROM event e LEFT JOIN groups g ON g.id = e.group_id
              WHERE e.actor IN IDENTITIES OR e.target IN IDENTITIES ORDER BY e.time, e.id",
    },
    Held {
        name: "rows",
        sql: "SELECT p.ids, p.names, p.alias, p.phone, p.mail, p.joined_by FROM party p
              WHERE p.identity IN IDENTITIES ORDER BY p.id",
    },
    Held {
        name: "cells",
        sql: "SELECT f.header, f.value, f.time FROM field f JOIN party p ON p.id = f.party
              WHERE p.identity IN IDENTITIES ORDER BY f.id",
    },
    Held {
        name: "orders",
        sql: "SELECT o.shop, o.native AS number, o.placed, o.paid,
              CASE o.status WHEN 0 THEN 'open' WHEN 1 THEN 'paid' ELSE 'closed' END AS status,
              o.items, o.amount, o.refunded, o.discount FROM orders o JOIN party p ON p.id = o.party
              WHERE p.identity IN IDENTITIES ORDER BY o.placed, o.id",
    },
    Held {
        name: "order_lines",
        sql: "SELECT o.shop, o.native AS number, l.name, l.category, l.quantity, l.paid AS amount FROM order_line l
              JOIN orders o ON o.id = l.order_id JOIN party p ON p.id = o.party
              WHERE p.identity IN IDENTITIES ORDER BY o.placed, o.id, l.number",
    },
    Held {
        name: "answers",
        sql: "SELECT s.title AS survey, r.time, q.title AS question, a.option AS answer FROM response r
              JOIN party p ON p.id = r.party JOIN survey s ON s.id = r.survey JOIN answer a ON a.response = r.id
              JOIN question q ON q.id = a.question WHERE p.identity IN IDENTITIES ORDER BY r.time, r.id, q.number, a.option",
    },
    Held {
        name: "attributes",
        sql: "SELECT c.name AS community, a.key, a.word, a.number, a.confidence FROM attribute a
              JOIN community c ON c.id = a.community WHERE a.member = ?1 ORDER BY c.id, a.key",
    },
    Held {
        name: "tags",
        sql: "SELECT t.name, CASE m.source WHEN 0 THEN 'rule' WHEN 1 THEN 'hand' WHEN 2 THEN 'import' ELSE 'removed' END
              AS source, CASE WHEN m.source IN (1, 3) THEN m.since ELSE b.time END AS time FROM member_tag m
              JOIN tag t ON t.id = m.tag LEFT JOIN build b ON b.id = m.since WHERE m.member = ?1 ORDER BY t.name",
    },
    Held {
        name: "notes",
        sql: "SELECT n.time, n.text FROM note n WHERE n.identity IN IDENTITIES ORDER BY n.time, n.id",
    },
    Held {
        name: "followups",
        sql: "SELECT date(f.due * 86400, 'unixepoch') AS due, f.status, f.owner,
              date(f.contacted * 86400, 'unixepoch') AS contacted, f.quiet AS do_not_disturb, f.changed AS time
              FROM followup f WHERE f.identity IN IDENTITIES ORDER BY f.identity",
    },
    Held {
        name: "campaigns",
        sql: "SELECT c.name AS campaign, o.contacted AS time, o.held_out, o.answered, o.bought, o.amount FROM outcome o
              JOIN campaign c ON c.id = o.campaign WHERE o.identity IN IDENTITIES ORDER BY c.id",
    },
    Held {
        name: "locks",
        sql: "SELECT l.attribute, l.time FROM lock l WHERE l.identity IN IDENTITIES ORDER BY l.attribute",
    },
    Held {
        name: "reviews",
        sql: "SELECT r.tag, CASE r.verdict WHEN 0 THEN 'wrong' WHEN 1 THEN 'right' ELSE 'unsure' END AS verdict, r.rule,
              r.time FROM review r WHERE r.identity IN IDENTITIES ORDER BY r.tag",
    },
    Held {
        name: "history",
        sql: "SELECT b.time, h.what, h.before, h.after, b.cause FROM history h JOIN build b ON b.id = h.build
              WHERE h.member = ?1 ORDER BY h.build, h.what",
    },
];

impl Reader {
    /// Gives every row of one kind on a member, with times in ISO 8601 and amounts in the currency.
    ///
    /// # Errors
    /// If the store cannot be read, or `take` fails.
    pub fn held<E: From<StoreError>>(
        &self,
        member: MemberId,
        held: &Held,
        lang: Lang,
        mut take: impl FnMut(Value) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let sql = held.sql.replace("IDENTITIES", IDENTITIES);
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(&sql).map_err(StoreError::from)?;
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([member.0]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            take(self.spelled(&columns, row, lang)?)?;
        }
        Ok(())
    }

    /// A row as an object, each value as a person reads it.
    fn spelled(&self, columns: &[String], row: &Row<'_>, lang: Lang) -> Result<Value> {
        let mut object = Map::new();
        for (place, column) in columns.iter().enumerate() {
            object.insert(column.clone(), self.cell(column, row.get_ref(place)?, lang));
        }
        Ok(Value::Object(object))
    }

    fn cell(&self, column: &str, value: ValueRef<'_>, lang: Lang) -> Value {
        match (column, value) {
            (_, ValueRef::Null | ValueRef::Blob(_)) => Value::Null,
            ("time" | "first_seen" | "last_seen" | "joined" | "left" | "placed" | "paid", ValueRef::Integer(time)) => {
                self.calendar().iso(Timestamp(time)).into()
            }
            ("amount" | "refunded" | "discount", ValueRef::Integer(minor)) => Money(minor).major().into(),
            ("sort", ValueRef::Integer(number)) => {
                say::message_kind(MessageKind::from_number(number) as u8).get(lang).into()
            }
            (
                "staff" | "opted_out" | "do_not_disturb" | "held_out" | "answered" | "bought",
                ValueRef::Integer(flag),
            ) => (flag != 0).into(),
            (_, ValueRef::Integer(number)) => number.into(),
            (_, ValueRef::Real(number)) => number.into(),
            ("ids" | "names", ValueRef::Text(json)) => serde_json::from_slice(json).unwrap_or_default(),
            (_, ValueRef::Text(text)) => String::from_utf8_lossy(text).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::{Action, PersonRef};
    use crate::model::record::{Field, Meaning, Order, OrderStatus, Person, Position, Record};
    use crate::model::sink::Sink;
    use crate::store::Store;
    use crate::store::tests::{account, chat, import, member, messages, meta, noted, said, store};

    fn held(store: &Store, who: MemberId, kind: &str) -> Vec<Value> {
        let mut rows = Vec::new();
        let all = store.reader().unwrap().of_everything();
        let held = HELD.iter().find(|held| held.name == kind).unwrap();
        all.held::<StoreError>(who, held, Lang::En, |row| {
            rows.push(row);
            Ok(())
        })
        .unwrap();
        rows
    }

    fn buyer() -> PersonRef {
        PersonRef { phone: Some("13800000000".to_owned()), ..account("a", "小美") }
    }

    fn filled() -> (tempfile::TempDir, Store) {
        let (folder, mut store) = store();
        let mut records = messages(&[said(Some("1"), 1_700_000_000, account("a", "小美"), "买了")]);
        records.push(Record::Event(noted(1_700_000_100, Action::Join, Some(account("a", "小美")), Vec::new())));
        import(&mut store, "x", &chat(Some("g")), records);
        let field = Field { header: "会员等级".to_owned(), meaning: Meaning::Other, value: "金卡".to_owned() };
        let roster = Person { who: buyer(), fields: vec![field], ..Person::default() };
        import(&mut store, "members", &chat(None), vec![Record::Roster(roster)]);
        let mut ingest = store.begin_import(&meta("youzan-orders")).unwrap();
        for number in 0..51 {
            let order = Order {
                native_id: Some(format!("E{number}")),
                shop: "youzan".to_owned(),
                buyer: buyer(),
                placed: Timestamp(1_700_000_000 + number),
                paid: None,
                status: OrderStatus::Paid,
                amount: Money(1_250),
                refunded: Money(0),
                discount: Money(0),
                items: "绘本".to_owned(),
                lines: Vec::new(),
                from_items: false,
                fields: Vec::new(),
            };
            ingest.record(Position::Row(2), Record::Order(order)).unwrap();
        }
        ingest.finish().unwrap();
        (folder, store)
    }

    #[test]
    fn everything_is_held_of_who_opted_out_and_has_no_profile() {
        let (_folder, mut store) = filled();
        let who = member(&store, "小美");
        store.opt_out(&[who]).unwrap();
        let orders = held(&store, who, "orders");
        assert_eq!(orders.len(), 51);
        assert_eq!((&orders[0]["amount"], &orders[0]["placed"]), (&12.5.into(), &"2023-11-15T06:13:20+08:00".into()));
        for (kind, key, value) in [
            ("member", "opted_out", Value::Bool(true)),
            ("messages", "text", "买了".into()),
            ("events", "action", "join".into()),
            ("cells", "value", "金卡".into()),
            ("keys", "value", "13800000000".into()),
            ("identities", "platform_id", "a".into()),
        ] {
            assert_eq!(held(&store, who, kind)[0][key], value, "{kind}");
        }
    }

    #[test]
    fn every_kind_of_rows_can_be_read() {
        let (_folder, store) = filled();
        let who = member(&store, "小美");
        let kinds: Vec<&str> =
            HELD.iter().map(|of| of.name).filter(|kind| held(&store, who, kind).is_empty()).collect();
        assert_eq!(
            kinds,
            [
                "order_lines",
                "answers",
                "attributes",
                "tags",
                "notes",
                "followups",
                "campaigns",
                "locks",
                "reviews",
                "history"
            ],
            "of which there is nothing yet"
        );
    }
}
