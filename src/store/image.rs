//! Images of the rows that an act changes: taken while it does, and put in place of each other when
//! it is taken back or done again. A row that is not as the image says stops the whole.
//!
//! What builds and imports derive may have changed since, and is put right by the next build: such
//! rows are followed where they are there, and missed nowhere.

use rusqlite::Connection;

use super::error::{Result, StoreError};

/// What a column of an image is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Says which row.
    Key,
    /// Has to be as it was left.
    Kept,
    /// Comes back with the row, whatever it is by now.
    Also,
    /// Only for a row that is made anew.
    New,
}

/// Whom a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    Nobody,
    Member,
    Identity,
    Party,
}

struct Column {
    name: &'static str,
    role: Role,
    means: Means,
    is_bytes: bool,
}

impl Column {
    const fn of(name: &'static str, role: Role) -> Column {
        Column { name, role, means: Means::Nobody, is_bytes: false }
    }

    const fn meaning(self, means: Means) -> Column {
        Column { means, ..self }
    }

    const fn bytes(self) -> Column {
        Column { is_bytes: true, ..self }
    }

    /// Its value in an image, as SQL.
    fn read(&self, image: &str, place: usize) -> String {
        let value = format!("{image} ->> {place}");
        if self.is_bytes { format!("unhex({value})") } else { format!("({value})") }
    }

    /// Its value in a row, as an image has it.
    fn written(&self, row: &str) -> String {
        let value = format!("{row}.{}", self.name);
        if self.is_bytes { format!("hex({value})") } else { value }
    }

    fn is_compared(&self) -> bool {
        matches!(self.role, Role::Key | Role::Kept)
    }
}

const fn key(name: &'static str) -> Column {
    Column::of(name, Role::Key)
}

const fn kept(name: &'static str) -> Column {
    Column::of(name, Role::Kept)
}

const fn also(name: &'static str) -> Column {
    Column::of(name, Role::Also)
}

const fn new(name: &'static str) -> Column {
    Column::of(name, Role::New)
}

/// A table whose rows acts change.
struct Table {
    name: &'static str,
    columns: &'static [Column],
    /// Which changes an act makes there.
    events: &'static [&'static str],
    /// Which images are of rows that builds and imports derive, as SQL about `image`.
    derived: Option<&'static str>,
}

const ALL: &[&str] = &["INSERT", "UPDATE", "DELETE"];

const TABLES: &[Table] = &[
    Table {
        name: "member",
        columns: &[key("id").meaning(Means::Member), kept("staff"), kept("opted_out"), new("name"), new("dirty")],
        events: ALL,
        derived: None,
    },
    Table {
        name: "identity",
        columns: &[key("id").meaning(Means::Identity), kept("member").meaning(Means::Member)],
        events: &["UPDATE"],
        derived: None,
    },
    Table {
        // Who bears a tag is told by `member_tag`; one that nobody bears any more is swept away.
        name: "tag",
        columns: &[key("id"), key("name"), new("place")],
        events: &["INSERT"],
        derived: None,
    },
    Table {
        name: "member_tag",
        columns: &[key("member").meaning(Means::Member), key("tag"), kept("source"), also("since")],
        events: ALL,
        derived: Some("image ->> 2 IN (0, 2)"),
    },
    Table {
        name: "note",
        columns: &[key("id"), kept("identity").meaning(Means::Identity), kept("text"), also("time")],
        events: ALL,
        derived: None,
    },
    Table {
        name: "followup",
        columns: &[
            key("identity").meaning(Means::Identity),
            kept("due"),
            kept("status"),
            kept("owner"),
            kept("contacted"),
            kept("quiet"),
            also("changed"),
        ],
        events: ALL,
        derived: None,
    },
    Table {
        name: "lock",
        columns: &[key("identity").meaning(Means::Identity), key("attribute"), kept("detail").bytes(), also("time")],
        events: ALL,
        derived: None,
    },
    Table {
        name: "review",
        columns: &[key("tag"), key("identity").meaning(Means::Identity), kept("verdict"), kept("rule"), also("time")],
        events: ALL,
        derived: None,
    },
    Table {
        name: "dealt",
        columns: &[key("id"), kept("matter"), kept("identity").meaning(Means::Identity), kept("stamp"), kept("until")],
        events: ALL,
        derived: None,
    },
    // A scheme is adopted in the transaction of a build, which writes its image itself.
    Table { name: "setting", columns: &[key("key"), kept("value")], events: &[], derived: None },
    Table { name: "segment", columns: &[key("name"), kept("filter"), also("saved")], events: ALL, derived: None },
    Table {
        name: "segment_snapshot",
        columns: &[key("segment"), key("build"), kept("members").bytes()],
        events: ALL,
        derived: Some("TRUE"),
    },
    Table {
        name: "tombstone",
        columns: &[key("hash").bytes(), kept("kind"), also("time")],
        events: ALL,
        derived: None,
    },
    Table {
        name: "apart",
        columns: &[key("one").meaning(Means::Identity), key("other").meaning(Means::Identity), also("time")],
        events: ALL,
        derived: None,
    },
    Table {
        name: "merge",
        columns: &[
            key("id"),
            kept("parted"),
            kept("before"),
            also("keep").meaning(Means::Member),
            also("gone").meaning(Means::Member),
            also("time"),
            also("gone_name"),
            also("source"),
            also("reasons"),
        ],
        events: ALL,
        derived: None,
    },
    Table {
        name: "party",
        columns: &[key("id").meaning(Means::Party), kept("identity").meaning(Means::Identity), kept("joined_by")],
        events: &["UPDATE"],
        derived: None,
    },
    Table {
        name: "handle",
        columns: &[key("kind"), key("value"), key("identity").meaning(Means::Identity)],
        events: ALL,
        derived: None,
    },
    Table {
        name: "join_proposal",
        columns: &[
            key("id"),
            kept("party").meaning(Means::Party),
            kept("member").meaning(Means::Member),
            kept("state"),
            kept("reasons"),
        ],
        events: ALL,
        derived: Some("image ->> 3 = 'open'"),
    },
    Table {
        name: "history",
        columns: &[key("build"), key("member").meaning(Means::Member), key("what"), key("before"), key("after")],
        events: &["UPDATE"],
        derived: Some("TRUE"),
    },
];

impl Table {
    fn of(kind: &str) -> Result<&'static Table> {
        TABLES.iter().find(|table| table.name == kind).ok_or(StoreError::Overtaken)
    }

    fn image(&self, row: &str) -> String {
        let values: Vec<String> = self.columns.iter().map(|column| column.written(row)).collect();
        format!("json_array({})", values.join(", "))
    }

    fn places(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate()
    }

    fn trigger(&self, event: &str, entry: i64) -> String {
        let name = self.name;
        let (before, after) = match event {
            "INSERT" => ("NULL".to_owned(), self.image("new")),
            "DELETE" => (self.image("old"), "NULL".to_owned()),
            _ => (self.image("old"), self.image("new")),
        };
        let differs = |column: &Column| format!("old.{0} IS NOT new.{0}", column.name);
        let compared: Vec<String> = self.columns.iter().filter(|column| column.is_compared()).map(differs).collect();
        let when = if event == "UPDATE" { format!("WHEN {}", compared.join(" OR ")) } else { String::new() };
        format!(
            "CREATE TEMP TRIGGER journal_{name}_{event} AFTER {event} ON main.{name} {when} BEGIN
                 INSERT INTO journal_row (entry, kind, before, after) VALUES ({entry}, '{name}', {before}, {after});
             END;"
        )
    }

    fn is_derived(&self, connection: &Connection, image: &str) -> Result<bool> {
        let Some(condition) = self.derived else { return Ok(false) };
        let sql = format!("SELECT {condition} FROM (SELECT ?1 AS image)");
        Ok(connection.prepare_cached(&sql)?.query_row([image], |row| row.get(0))?)
    }

    /// The row that an image shows, as a condition.
    fn is_row(&self, image: &str) -> String {
        let same = |(place, column): (usize, &Column)| format!("{} IS {}", column.name, column.read(image, place));
        self.places().filter(|(_, column)| column.is_compared()).map(same).collect::<Vec<_>>().join(" AND ")
    }

    /// Makes a row anew. What is derived gives way to what the operator did, never the other way round.
    fn make(&self, connection: &Connection, to: &str) -> Result<()> {
        let verb = match self.derived {
            _ if self.name == "tag" => "INSERT OR IGNORE",
            None => "INSERT",
            Some(_) if self.is_derived(connection, to)? => "INSERT OR IGNORE",
            Some(_) => "INSERT OR REPLACE",
        };
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        let values: Vec<String> = self.places().map(|(place, column)| column.read("?1", place)).collect();
        let sql = format!("{verb} INTO main.{} ({}) VALUES ({})", self.name, names.join(", "), values.join(", "));
        connection.prepare_cached(&sql)?.execute([to])?;
        // A tag that was made anew meanwhile, under another number, is another one.
        if self.name == "tag" && !self.is_there(connection, to)? {
            return Err(StoreError::Overtaken);
        }
        Ok(())
    }

    fn is_there(&self, connection: &Connection, image: &str) -> Result<bool> {
        let sql = format!("SELECT 1 FROM main.{} WHERE {}", self.name, self.is_row("?1"));
        Ok(connection.prepare_cached(&sql)?.exists([image])?)
    }

    fn delete(&self, connection: &Connection, from: &str) -> Result<()> {
        let sql = format!("DELETE FROM main.{} WHERE {}", self.name, self.is_row("?1"));
        let deleted = connection.prepare_cached(&sql)?.execute([from])?;
        if deleted == 0 && !self.is_derived(connection, from)? { Err(StoreError::Overtaken) } else { Ok(()) }
    }

    fn change(&self, connection: &Connection, from: &str, to: &str) -> Result<()> {
        let set: Vec<String> = self
            .places()
            .filter(|(_, column)| column.role != Role::New)
            .map(|(place, column)| format!("{} = {}", column.name, column.read("?2", place)))
            .collect();
        let row = match self.name {
            // Two lines may say the same: one of them is meant.
            "history" => format!("rowid = (SELECT rowid FROM main.history WHERE {} LIMIT 1)", self.is_row("?1")),
            _ => self.is_row("?1"),
        };
        let sql = format!("UPDATE OR REPLACE main.{} SET {} WHERE {row}", self.name, set.join(", "));
        let changed = connection.prepare_cached(&sql)?.execute([from, to])?;
        match changed {
            0 if !self.is_derived(connection, from)? => Err(StoreError::Overtaken),
            0 if self.name != "history" => self.make(connection, to),
            _ => Ok(()),
        }
    }
}

/// Begins to take images of what changes, for an entry of the journal.
pub(super) fn watch(connection: &Connection, entry: i64) -> Result<()> {
    let triggers = TABLES.iter().flat_map(|table| table.events.iter().map(|event| table.trigger(event, entry)));
    Ok(connection.execute_batch(&triggers.collect::<String>())?)
}

/// Ends what [`watch`] began.
pub(super) fn leave(connection: &Connection) -> Result<()> {
    let drop = |table: &Table| {
        let name = table.name;
        table.events.iter().map(|event| format!("DROP TRIGGER temp.journal_{name}_{event};")).collect::<String>()
    };
    Ok(connection.execute_batch(&TABLES.iter().map(drop).collect::<String>())?)
}

/// Puts one image in place of another.
///
/// # Errors
/// [`StoreError::Overtaken`] if the row is not as `from` shows it.
pub(super) fn put(connection: &Connection, kind: &str, from: Option<&str>, to: Option<&str>) -> Result<()> {
    let table = Table::of(kind)?;
    match (from, to) {
        (None, Some(to)) => table.make(connection, to),
        (Some(_), None) if matches!(kind, "tag" | "member") => Ok(()),
        (Some(from), None) => table.delete(connection, from),
        (Some(from), Some(to)) => table.change(connection, from, to),
        (None, None) => Ok(()),
    }
}

/// Marks the rows of the journal that tell of erased members, who stand in temporary tables with their
/// accounts and parties, in another.
pub(super) fn find_erased(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS gone_image (id INTEGER PRIMARY KEY); DELETE FROM gone_image;",
    )?;
    for table in TABLES {
        for (place, column) in table.places() {
            let whose = match column.means {
                Means::Nobody => continue,
                Means::Member => "gone_member",
                Means::Identity => "gone_identity",
                Means::Party => "gone_party",
            };
            connection.execute(
                &format!(
                    "INSERT OR IGNORE INTO gone_image SELECT id FROM journal_row WHERE kind = ?1
                     AND (before ->> {place} IN {whose} OR after ->> {place} IN {whose})"
                ),
                [table.name],
            )?;
        }
    }
    Ok(())
}
