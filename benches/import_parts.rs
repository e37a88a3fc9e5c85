//! What importing costs beside its bare parts: parsing the records, inserting the rows, indexing them and their
//! texts (by pairs of characters, so that words of two are found).
//!
//!     cargo bench --bench import_parts -- RESULT.json CHATLAB.jsonl
//!
//! takes a Telegram export and a ChatLab JSON Lines file of generated messages; a table in chatlog's columns is made
//! of the latter. For each of the three, the parts run in this process and `qunxiang import --no-build` in another.
//! CPU is user and system time of all threads, from `/proc/self/stat` (Linux); memory is the program's peak.

use std::collections::HashMap;
use std::error::Error;
use std::fmt;
use std::fs::File;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::{BufRead, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rusqlite::Connection;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The least that a message is.
struct Row {
    sender: String,
    time: i64,
    text: String,
    native: Option<i64>,
    reply: Option<i64>,
}

fn main() -> Outcome<()> {
    let files: Vec<PathBuf> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).map(PathBuf::from).collect();
    let [json, lines] = files.as_slice() else {
        println!("import_parts: no files given, nothing measured (RESULT.json CHATLAB.jsonl)");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let table = folder.path().join("chat.csv");
    as_table(lines, &table)?;
    println!("         parse   insert    index     text    parts   import  ratio     peak");
    for (name, file, parse) in [
        ("JSONL", lines.as_path(), json_lines as fn(&Path, &mut dyn FnMut(Row)) -> Outcome<()>),
        ("JSON", json.as_path(), telegram),
        ("CSV", table.as_path(), chatlog_table),
    ] {
        measure(name, file, parse, folder.path())?;
    }
    Ok(())
}

fn measure(
    name: &str,
    file: &Path,
    parse: fn(&Path, &mut dyn FnMut(Row)) -> Outcome<()>,
    folder: &Path,
) -> Outcome<()> {
    let start = cpu()?.0;
    let mut count = 0_u64;
    parse(file, &mut |row| count += std::hint::black_box(row).text.len() as u64)?;
    let parsed = cpu()?.0 - start;

    // Parsing again feeds the rows; what it costs is known.
    let bare = folder.join("bare.db");
    let connection = table_for_rows(&bare)?;
    let start = cpu()?.0;
    insert(&connection, file, parse)?;
    let inserted = cpu()?.0 - start - parsed;

    let start = cpu()?.0;
    index(&connection)?;
    let indexed = cpu()?.0 - start;

    let start = cpu()?.0;
    index_texts(&connection)?;
    let texts = cpu()?.0 - start;
    drop(connection);
    std::fs::remove_file(&bare)?;

    let store = folder.join("store.db");
    let before = cpu()?.1;
    let mut import = Command::new(env!("CARGO_BIN_EXE_qunxiang"));
    import.arg("--db").arg(&store).arg("-q").arg("import").arg(file).arg("--no-build").stdout(Stdio::null());
    let mut child = import.spawn()?;
    let peak = watch_peak(child.id());
    if !child.wait()?.success() {
        return Err(format!("the import of {} failed", file.display()).into());
    }
    let imported = cpu()?.1 - before;
    std::fs::remove_file(&store)?;

    let parts = parsed + inserted + indexed + texts;
    let ratio = imported / parts;
    println!(
        "{name:<6} {parsed:>7.2}s {inserted:>7.2}s {indexed:>7.2}s {texts:>7.2}s {parts:>7.2}s {imported:>7.2}s \
         {ratio:>6.2} {peak:>5} MB"
    );
    Ok(())
}

/// Seconds of CPU of this process, and of the children it has waited for.
fn cpu() -> Outcome<(f64, f64)> {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit_once(')').ok_or("no process name")?.1;
    let ticks: Vec<f64> = after_name.split_whitespace().skip(11).take(4).map(str::parse).collect::<Result<_, _>>()?;
    Ok(((ticks[0] + ticks[1]) / TICKS_PER_SECOND, (ticks[2] + ticks[3]) / TICKS_PER_SECOND))
}

/// The most memory a process ever had resident, in MB, asked until it ends.
fn watch_peak(process: u32) -> u64 {
    let mut peak = 0;
    while let Ok(status) = std::fs::read_to_string(format!("/proc/{process}/status")) {
        let Some(line) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) else { break };
        peak = line.split_whitespace().next().and_then(|kib| kib.parse().ok()).unwrap_or(peak);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    peak / 1024
}

// ── the parts ────────────────────────────────────────────────────────────────────────────

fn table_for_rows(path: &Path) -> Outcome<Connection> {
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF;
         PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384;
         CREATE TABLE identity (id INTEGER PRIMARY KEY, native TEXT NOT NULL) STRICT;
         CREATE TABLE message (id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL,
             identity INTEGER NOT NULL REFERENCES identity, time INTEGER NOT NULL, kind INTEGER NOT NULL, text TEXT,
             native INTEGER, reply INTEGER, quoted INTEGER, thread TEXT, content INTEGER NOT NULL,
             import INTEGER NOT NULL) STRICT;",
    )?;
    Ok(connection)
}

fn insert(connection: &Connection, file: &Path, parse: fn(&Path, &mut dyn FnMut(Row)) -> Outcome<()>) -> Outcome<()> {
    connection.execute_batch("BEGIN")?;
    let mut person = connection.prepare("INSERT INTO identity (native) VALUES (?1)")?;
    let mut message = connection.prepare(
        "INSERT INTO message (group_id, identity, time, kind, text, native, reply, content, import)
         VALUES (1, ?1, ?2, 0, ?3, ?4, ?5, ?6, 1)",
    )?;
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let mut people: HashMap<String, i64> = HashMap::new();
    let mut failed = None;
    parse(file, &mut |row| {
        let mut store = || -> rusqlite::Result<()> {
            let identity = match people.get(&row.sender) {
                Some(identity) => *identity,
                None => {
                    person.execute([&row.sender])?;
                    *people.entry(row.sender.clone()).or_insert(connection.last_insert_rowid())
                }
            };
            let content = (hasher.hash_one(&row.text) >> 1) as i64;
            message.execute((identity, row.time, &row.text, row.native, row.reply, content))?;
            Ok(())
        };
        failed = failed.take().or(store().err());
    })?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

fn index(connection: &Connection) -> Outcome<()> {
    connection.execute_batch(
        "BEGIN;
         CREATE UNIQUE INDEX message_native ON message (group_id, native) WHERE native IS NOT NULL;
         CREATE INDEX message_identity ON message (identity, time);
         CREATE INDEX message_group ON message (group_id, time);
         CREATE INDEX message_reply ON message (group_id, reply) WHERE reply IS NOT NULL;
         COMMIT;",
    )?;
    Ok(())
}

/// Where each pair of characters stands: rows as differences, by pair, for every 65,536 rows.
fn index_texts(connection: &Connection) -> Outcome<()> {
    connection.execute_batch("BEGIN; CREATE TABLE pair (segment INTEGER, first INTEGER, rows BLOB) STRICT;")?;
    let last: i64 = connection.query_row("SELECT max(id) FROM message", [], |row| row.get(0))?;
    let mut texts = connection.prepare("SELECT id, text FROM message WHERE id BETWEEN ?1 AND ?2 ORDER BY id")?;
    let mut write = connection.prepare("INSERT INTO pair VALUES (?1, ?2, ?3)")?;
    let mut postings: Vec<u64> = Vec::new();
    for segment in 0..=last >> 16 {
        let mut rows = texts.query((segment << 16, (segment << 16) | 0xffff))?;
        while let Some(row) = rows.next()? {
            let place = row.get::<_, i64>(0)? as u64 & 0xffff;
            let text = row.get_ref(1)?.as_str()?;
            let next = text.chars().skip(1).map(u64::from).chain([0]);
            postings.extend(text.chars().zip(next).map(|(one, two)| (u64::from(one) << 37) | (two << 16) | place));
        }
        postings.sort_unstable();
        postings.dedup();
        let mut block: Vec<u8> = Vec::new();
        let mut first = 0;
        let mut before = 0;
        for posting in postings.drain(..) {
            if block.is_empty() {
                (first, before) = (posting, posting);
            }
            let mut step = posting - before;
            while step >= 0x80 {
                block.push(step as u8 | 0x80);
                step >>= 7;
            }
            block.push(step as u8);
            before = posting;
            if block.len() >= 6_000 {
                write.execute((segment, first as i64, &block))?;
                block.clear();
            }
        }
        write.execute((segment, first as i64, &block))?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}

// ── parsing ──────────────────────────────────────────────────────────────────────────────

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    #[serde(rename = "_type")]
    kind: String,
    sender: Option<String>,
    timestamp: Option<i64>,
    content: Option<String>,
    platform_message_id: Option<String>,
    reply_to_message_id: Option<String>,
    account_name: Option<String>,
}

fn each_line(file: &Path, each: &mut dyn FnMut(Line)) -> Outcome<()> {
    let mut reader = BufReader::with_capacity(1 << 16, File::open(file)?);
    let mut line = String::new();
    while reader.read_line(&mut line)? > 0 {
        each(serde_json::from_str(&line)?);
        line.clear();
    }
    Ok(())
}

fn json_lines(file: &Path, each: &mut dyn FnMut(Row)) -> Outcome<()> {
    each_line(file, &mut |line| {
        if let (true, Some(sender), Some(time)) = (line.kind == "message", line.sender, line.timestamp) {
            let number = |id: Option<String>| id.and_then(|id| id.parse().ok());
            each(Row {
                sender,
                time,
                text: line.content.unwrap_or_default(),
                native: number(line.platform_message_id),
                reply: number(line.reply_to_message_id),
            });
        }
    })
}

#[derive(Deserialize)]
struct Post {
    id: i64,
    date_unixtime: String,
    from_id: Option<String>,
    text: serde_json::Value,
    reply_to_message_id: Option<i64>,
}

/// Hands on the elements of `messages` one by one.
struct Posts<'a>(&'a mut dyn FnMut(Post));

impl<'de> Visitor<'de> for Posts<'_> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a Telegram export")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "messages" {
                map.next_value_seed(Elements(&mut *self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct Elements<'a>(&'a mut dyn FnMut(Post));

impl<'de> DeserializeSeed<'de> for Elements<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("messages")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<(), S::Error> {
        while let Some(post) = seq.next_element()? {
            (self.0)(post);
        }
        Ok(())
    }
}

fn telegram(file: &Path, each: &mut dyn FnMut(Row)) -> Outcome<()> {
    let mut posts = |post: Post| {
        each(Row {
            sender: post.from_id.unwrap_or_default(),
            time: post.date_unixtime.parse().unwrap_or_default(),
            text: match post.text {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            },
            native: Some(post.id),
            reply: post.reply_to_message_id,
        });
    };
    let mut json = serde_json::Deserializer::from_reader(BufReader::with_capacity(1 << 16, File::open(file)?));
    json.deserialize_map(Posts(&mut posts))?;
    Ok(())
}

/// Writes a ChatLab file's messages in chatlog's columns.
fn as_table(lines: &Path, table: &Path) -> Outcome<()> {
    let mut writer = csv::Writer::from_writer(BufWriter::new(File::create(table)?));
    writer.write_record(["Time", "SenderName", "Sender", "TalkerName", "Talker", "Content"])?;
    let mut failed = Ok(());
    each_line(lines, &mut |line| {
        if let ("message", Some(sender), Some(time), true) = (&*line.kind, &line.sender, line.timestamp, failed.is_ok())
        {
            let time = jiff::Timestamp::from_second(time).map(|time| time.strftime("%F %T").to_string());
            let row = [
                &time.unwrap_or_default(),
                line.account_name.as_deref().unwrap_or_default(),
                sender,
                "群",
                "1@chatroom",
                line.content.as_deref().unwrap_or_default(),
            ];
            failed = writer.write_record(row);
        }
    })?;
    failed?;
    writer.flush()?;
    Ok(())
}

fn chatlog_table(file: &Path, each: &mut dyn FnMut(Row)) -> Outcome<()> {
    let mut reader = csv::Reader::from_reader(BufReader::with_capacity(1 << 16, File::open(file)?));
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        let time: jiff::civil::DateTime = record[0].parse()?;
        each(Row {
            sender: record[2].to_owned(),
            time: time.in_tz("Asia/Shanghai")?.timestamp().as_second(),
            text: record[5].to_owned(),
            native: None,
            reply: None,
        });
    }
    Ok(())
}
