//! The store as it was before an instant, as if later rows did not exist.
//!
//! A build may look from a day in the past. Temporary views then stand before the tables of
//! imported rows, on one connection, under the tables' own names: every statement sees the past
//! without saying so. Writers that mean a table behind a view call it `main.…`.
//!
//! Who stood in a list, at no time of its own, was there all along, in the role that is stored. Other
//! roles, departures and inviters are told anew by the events before the instant. Of names the store knows when
//! they were first and last seen: what was last seen later counts as seen until its bearer's last
//! words, or the last sentence of the platform with it, before the instant.

use std::cell::Cell;

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::Result;
use super::{event, merge};
use crate::model::Timestamp;

/// What a connection sees: everything, unless views of the past stand before its tables.
#[derive(Debug, Default)]
pub(super) struct Horizon {
    until: Cell<Option<Timestamp>>,
}

const VIEWS: [&str; 14] = [
    "message",
    "link",
    "event",
    "orders",
    "response",
    "party",
    "field",
    "membership",
    "name",
    "identity",
    "member",
    "groups",
    "community",
    "join_proposal",
];

impl Horizon {
    /// Shows only what was before an instant, or everything again. Must not be called inside a
    /// transaction, which might take the views back.
    pub(super) fn show(&self, connection: &Connection, until: Option<Timestamp>) -> Result<()> {
        if self.shows(until) {
            return Ok(());
        }
        // All of the views or none, also when a question is interrupted.
        let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Deferred)?;
        transaction.execute_batch(&lifted())?;
        if let Some(until) = until {
            let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
            transaction.create_scalar_function("role_told", 1, flags, |context| {
                let text = context.get_raw(0).as_str_or_null()?;
                Ok(text.and_then(event::role_in).map(|role| role.key()))
            })?;
            transaction.execute_batch(&laid(until))?;
        }
        transaction.commit()?;
        self.until.set(until);
        Ok(())
    }

    /// Whether exactly what was before an instant is shown, or everything.
    pub(super) fn shows(&self, until: Option<Timestamp>) -> bool {
        self.until.get() == until
    }
}

fn lifted() -> String {
    let views = VIEWS.iter().map(|view| format!("DROP VIEW IF EXISTS temp.{view};"));
    views.chain(["DROP TABLE IF EXISTS temp.seated; DROP TABLE IF EXISTS temp.present;".to_owned()]).collect()
}

/// The views as SQL. A seat in a group, and an account, are there once a row of before tells of them.
fn laid(until: Timestamp) -> String {
    let t = until.0;
    let moves = "('join', 'invite', 'leave', 'kick', 'role')";
    let concerned = "(e.target = s.identity OR e.target IS NULL AND e.actor = s.identity)";
    let name = merge::BEST_NAME.replace("?1", "m.id");
    format!(
        "CREATE TEMP TABLE seated (
    group_id INTEGER NOT NULL, identity INTEGER NOT NULL, role TEXT, left_at INTEGER, inviter INTEGER,
    PRIMARY KEY (group_id, identity)
) WITHOUT ROWID;
INSERT INTO temp.seated SELECT group_id, identity, NULL, NULL, NULL FROM main.membership s
    WHERE s.listed = 1 AND s.joined IS NULL OR s.joined < {t}
    OR EXISTS (SELECT 1 FROM main.message m WHERE m.identity = s.identity AND m.time < {t} AND m.group_id = s.group_id)
    OR EXISTS (SELECT 1 FROM main.event e WHERE e.actor = s.identity AND e.time < {t} AND e.group_id = s.group_id
        AND e.message IS NULL AND CASE WHEN e.action IN {moves} THEN e.target IS NULL ELSE e.system = 0 END)
    OR EXISTS (SELECT 1 FROM main.event e WHERE e.target = s.identity AND e.time < {t} AND e.group_id = s.group_id
        AND e.action IN {moves});
UPDATE temp.seated AS s SET
    role = (SELECT role_told(e.text) FROM main.event e WHERE e.group_id = s.group_id AND e.time < {t}
        AND e.action = 'role' AND {concerned} ORDER BY e.time DESC, e.id DESC LIMIT 1),
    left_at = (SELECT max(e.time) FROM main.event e WHERE e.group_id = s.group_id AND e.time < {t}
        AND e.action IN ('leave', 'kick') AND {concerned}),
    inviter = (SELECT e.actor FROM main.event e WHERE e.group_id = s.group_id AND e.time < {t}
        AND e.action IN ('join', 'invite') AND e.target = s.identity AND e.actor <> s.identity
        ORDER BY e.id LIMIT 1);
UPDATE temp.seated AS s SET left_at = NULL WHERE left_at IS NOT NULL AND (
    EXISTS (SELECT 1 FROM main.message m WHERE m.identity = s.identity AND m.time > s.left_at AND m.time < {t}
        AND m.group_id = s.group_id)
    OR EXISTS (SELECT 1 FROM main.event e WHERE e.group_id = s.group_id AND e.time > s.left_at AND e.time < {t}
        AND CASE WHEN e.action IN ('join', 'invite') THEN {concerned}
        ELSE e.actor = s.identity AND e.system = 0 AND e.message IS NULL AND e.action NOT IN {moves} END));
CREATE TEMP TABLE present (identity INTEGER PRIMARY KEY);
INSERT INTO temp.present SELECT id FROM main.identity i
    WHERE i.id IN (SELECT identity FROM temp.seated)
    OR EXISTS (SELECT 1 FROM main.message WHERE identity = i.id AND time < {t})
    OR EXISTS (SELECT 1 FROM main.event WHERE actor = i.id AND time < {t})
    OR EXISTS (SELECT 1 FROM main.event WHERE target = i.id AND time < {t})
    OR EXISTS (SELECT 1 FROM main.name WHERE identity = i.id AND (listed = 1 OR first_seen < {t}))
    OR EXISTS (SELECT 1 FROM main.party p WHERE p.identity = i.id AND (
        EXISTS (SELECT 1 FROM main.roster_row WHERE party = p.id) OR p.joined_by IN ('id', 'new') AND (
            EXISTS (SELECT 1 FROM main.orders WHERE party = p.id AND placed < {t})
            OR EXISTS (SELECT 1 FROM main.response WHERE party = p.id AND time < {t}))))
    OR NOT EXISTS (SELECT 1 FROM main.name WHERE identity = i.id) AND EXISTS (
        SELECT 1 FROM main.address a JOIN main.message m ON m.id = a.message WHERE a.identity = i.id AND m.time < {t});

CREATE TEMP VIEW message AS SELECT * FROM main.message WHERE time < {t};
CREATE TEMP VIEW link AS SELECT * FROM main.link WHERE time < {t};
CREATE TEMP VIEW event AS SELECT * FROM main.event WHERE time < {t};
CREATE TEMP VIEW response AS SELECT * FROM main.response WHERE time < {t};
CREATE TEMP VIEW orders AS SELECT id, shop, native, party, placed, CASE WHEN paid < {t} THEN paid END AS paid,
    CASE WHEN status = 1 AND paid >= {t} THEN 0 ELSE status END AS status,
    amount, refunded, discount, items, content, import FROM main.orders WHERE placed < {t};
CREATE TEMP VIEW party AS SELECT id, hash, community, ids, alias, phone, mail, names,
    CASE WHEN identity IN (SELECT identity FROM temp.present) THEN identity END AS identity, joined_by
    FROM main.party p WHERE EXISTS (SELECT 1 FROM main.roster_row WHERE party = p.id)
    OR EXISTS (SELECT 1 FROM main.orders WHERE party = p.id AND placed < {t})
    OR EXISTS (SELECT 1 FROM main.response WHERE party = p.id AND time < {t});
CREATE TEMP VIEW field AS SELECT * FROM main.field
    WHERE (time IS NULL OR time < {t}) AND party IN (SELECT id FROM temp.party);
CREATE TEMP VIEW membership AS SELECT s.group_id, s.identity,
    CASE WHEN s.listed = 1 THEN s.role ELSE coalesce(t.role, 'member') END AS role,
    CASE WHEN s.joined < {t} THEN s.joined END AS joined, t.left_at,
    CASE WHEN s.joined >= {t} THEN NULL WHEN s.listed = 1 THEN s.inviter ELSE t.inviter END AS inviter, s.listed
    FROM temp.seated t CROSS JOIN main.membership s ON s.group_id = t.group_id AND s.identity = t.identity;
CREATE TEMP VIEW name AS SELECT n.id, n.identity, n.kind, n.value, n.folded, n.group_id,
    CASE WHEN n.first_seen < {t} THEN n.first_seen END AS first_seen,
    CASE WHEN n.last_seen < {t} THEN n.last_seen WHEN n.first_seen < {t} THEN max(n.first_seen, coalesce((
        SELECT max(m.time) FROM main.message m WHERE m.identity = n.identity AND m.time < {t}
        AND (n.group_id IS NULL OR m.group_id = n.group_id)), n.first_seen), coalesce((
        SELECT max(e.time) FROM main.event e WHERE (e.actor = n.identity OR e.target = n.identity) AND e.time < {t}
        AND (n.group_id IS NULL OR e.group_id = n.group_id) AND (e.system = 1 OR e.action = 'pat')
        AND instr(e.text, n.value) > 0), n.first_seen)) END AS last_seen, n.listed
    FROM main.name n WHERE (n.listed = 1 OR n.first_seen < {t}) AND n.identity IN (SELECT identity FROM temp.present);
CREATE TEMP VIEW identity AS SELECT * FROM main.identity WHERE id IN (SELECT identity FROM temp.present);
CREATE TEMP VIEW member AS SELECT m.id, coalesce({name}, m.name) AS name, m.staff, m.opted_out, m.dirty
    FROM main.member m WHERE m.id IN (SELECT member FROM temp.identity);
CREATE TEMP VIEW groups AS SELECT * FROM main.groups g WHERE EXISTS (SELECT 1 FROM temp.seated WHERE group_id = g.id)
    OR EXISTS (SELECT 1 FROM main.message WHERE group_id = g.id AND time < {t})
    OR EXISTS (SELECT 1 FROM main.event WHERE group_id = g.id AND time < {t});
CREATE TEMP VIEW community AS SELECT * FROM main.community
    WHERE id IN (SELECT community FROM temp.groups) OR id IN (SELECT community FROM temp.party)
    OR id IN (SELECT f.community FROM main.event e JOIN main.import f ON f.id = e.import
        WHERE e.group_id IS NULL AND e.time < {t});
CREATE TEMP VIEW join_proposal AS SELECT * FROM main.join_proposal
    WHERE party IN (SELECT id FROM temp.party) AND member IN (SELECT id FROM temp.member);"
    )
}
