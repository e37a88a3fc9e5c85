//! The store as it was before an instant, as if later rows did not exist.
//!
//! A build may look from a day in the past. Temporary views then stand before the tables of
//! imported rows, on one connection, under the tables' own names: every statement sees the past
//! without saying so. Writers that mean a table behind a view call it `main.…`.
//!
//! Who stood in a list, at no time of its own, was there all along. Of names the store knows when
//! they were first and last seen: what was last seen later counts as seen until its bearer's last
//! words before the instant.

use std::cell::Cell;

use rusqlite::Connection;

use super::error::Result;
use super::merge;
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
        if self.until.get() == until {
            return Ok(());
        }
        self.until.set(None);
        connection.execute_batch(&lifted())?;
        if let Some(until) = until {
            connection.execute_batch(&laid(until))?;
        }
        self.until.set(until);
        Ok(())
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
    let name = merge::BEST_NAME.replace("?1", "m.id");
    format!(
        "BEGIN;
CREATE TEMP TABLE seated (
    group_id INTEGER NOT NULL, identity INTEGER NOT NULL, PRIMARY KEY (group_id, identity)
) WITHOUT ROWID;
INSERT INTO temp.seated SELECT group_id, identity FROM main.membership s
    WHERE s.listed = 1 AND s.joined IS NULL OR s.joined < {t}
    OR EXISTS (SELECT 1 FROM main.message m WHERE m.identity = s.identity AND m.time < {t} AND m.group_id = s.group_id)
    OR EXISTS (SELECT 1 FROM main.event e WHERE e.actor = s.identity AND e.time < {t} AND e.group_id = s.group_id
        AND e.message IS NULL AND CASE WHEN e.action IN {moves} THEN e.target IS NULL ELSE e.system = 0 END)
    OR EXISTS (SELECT 1 FROM main.event e WHERE e.target = s.identity AND e.time < {t} AND e.group_id = s.group_id
        AND e.action IN {moves});
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
CREATE TEMP VIEW membership AS SELECT s.group_id, s.identity, s.role, CASE WHEN s.joined < {t} THEN s.joined END AS joined,
    CASE WHEN s.left_at < {t} THEN s.left_at END AS left_at,
    CASE WHEN s.joined >= {t} THEN NULL ELSE s.inviter END AS inviter, s.listed
    FROM temp.seated t CROSS JOIN main.membership s ON s.group_id = t.group_id AND s.identity = t.identity;
CREATE TEMP VIEW name AS SELECT n.id, n.identity, n.kind, n.value, n.folded, n.group_id,
    CASE WHEN n.first_seen < {t} THEN n.first_seen END AS first_seen,
    CASE WHEN n.last_seen < {t} THEN n.last_seen WHEN n.first_seen < {t} THEN max(n.first_seen, coalesce((
        SELECT max(m.time) FROM main.message m WHERE m.identity = n.identity AND m.time < {t}
        AND (n.group_id IS NULL OR m.group_id = n.group_id)), n.first_seen)) END AS last_seen, n.listed
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
    WHERE party IN (SELECT id FROM temp.party) AND member IN (SELECT id FROM temp.member);
COMMIT;"
    )
}
