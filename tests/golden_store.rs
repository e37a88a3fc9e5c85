//! Stores that released versions wrote, opened by this one: what they hold is still there.
//!
//! `tests/fixtures/store_vN.db.gz` is a store of schema N. The store of the schema that this version
//! writes has to be there: `cargo test --test golden_store -- --ignored` makes it, under the name of its
//! schema, and `WRITTEN` lists it. Once a version is released, its store is never written again. Where a step changes
//! what builds derive (`state`, `standing`, `attribute`), it has to carry these over, too, so that
//! profiles can be read before anything is built again.

#![cfg(unix)]

mod program;

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use program::{Done, Home, fixture};
use serde_json::Value;

/// Every store that a released version wrote, and that of this one.
const WRITTEN: &[&str] = &[
    "store_v5.db.gz",
    "store_v6.db.gz",
    "store_v7.db.gz",
    "store_v8.db.gz",
    "store_v9.db.gz",
    "store_v10.db.gz",
    "store_v11.db.gz",
    "store_v12.db.gz",
    "store_v13.db.gz",
    "store_v14.db.gz",
];

/// The file for a store of the schema that a store has, by the version in its header.
fn name_for(db: &Path) -> String {
    let header = std::fs::read(db).unwrap();
    format!("store_v{}.db.gz", u32::from_be_bytes(header[60..64].try_into().unwrap()))
}

/// A kept store, as it was written.
fn unpacked(home: &Home, name: &str) -> PathBuf {
    let mut bytes = Vec::new();
    GzDecoder::new(File::open(fixture(name)).unwrap()).read_to_end(&mut bytes).unwrap();
    let db = home.file("store.db", bytes);
    std::fs::set_permissions(&db, std::fs::Permissions::from_mode(0o600)).unwrap();
    db
}

const SOURCES: [&str; 4] = ["SYNTH_group.json", "SYNTH_members.csv", "SYNTH_youzan_orders.csv", "SYNTH_wjx_text.csv"];

fn on(home: &Home, db: &Path, arguments: &[&str]) -> Done {
    let done = home.run(&[&["--lang", "en", "--db", db.to_str().unwrap()], arguments].concat());
    assert_eq!(done.code, Some(0), "{arguments:?}: {}", done.err);
    done
}

fn json(home: &Home, db: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&on(home, db, &[arguments, &["--json"]].concat()).out).unwrap()
}

#[test]
#[ignore = "writes the store of this version, before it is released"]
fn write_the_store_of_this_version() {
    let home = Home::new();
    let db = home.folder.path().join("store.db");
    for source in SOURCES {
        // Named by itself, so that the store tells nothing of where it was made.
        home.file(source, std::fs::read(fixture(source)).unwrap());
        on(&home, &db, &["import", source]);
    }
    on(&home, &db, &["staff", "add", "wechat:wxid_admin0002"]);
    on(&home, &db, &["tag", "add", "熟人", "wechat:wxid_mem0003"]);
    on(&home, &db, &["segment", "save", "说话的人", "--where", "messages>=1"]);
    on(&home, &db, &["note", "wechat:wxid_mem0003", "想要大一号的天幕"]);
    on(&home, &db, &["followup", "wechat:wxid_mem0003", "--due", "2024-03-05", "--owner", "小王"]);
    on(&home, &db, &["optout", "wechat:wxid_mem0008", "--yes"]);
    on(&home, &db, &["lock", "wechat:wxid_mem0003", "gender", "female"]);
    home.file("春季.csv", "platform,platform_id,contacted,bought\nwechat,wxid_mem0003,2024-03-04 10:00,yes\n");
    on(&home, &db, &["outcome", "import", "春季.csv", "--campaign", "春季"]);
    let mut packed = GzEncoder::new(File::create(fixture(&name_for(&db))).unwrap(), Compression::best());
    std::io::copy(&mut File::open(&db).unwrap(), &mut packed).unwrap();
    packed.finish().unwrap();
}

#[test]
fn the_store_of_this_schema_is_kept() {
    let home = Home::new();
    let db = home.folder.path().join("store.db");
    on(&home, &db, &["import", &fixture("SYNTH_wjx_text.csv")]);
    let name = name_for(&db);
    assert!(WRITTEN.contains(&name.as_str()), "write {name}, as this file's head says");
}

#[test]
fn a_store_of_every_released_version_opens_with_everything_in_it() {
    for name in WRITTEN {
        let home = Home::new();
        let db = unpacked(&home, name);

        let members = json(&home, &db, &["members"]);
        let row = |id: &str| members.as_array().unwrap().iter().find(|row| row["platform_id"] == id).cloned();
        let fish = row("wxid_mem0003").unwrap();
        assert_eq!((&fish["name"], &fish["messages"]), (&"小鱼干-设计".into(), &3.into()), "{name}");
        assert!(fish["tags"].as_array().unwrap().contains(&"熟人".into()), "{name}: {fish}");
        assert!(fish["scores"]["activity"].as_f64().is_some_and(|activity| activity > 0.0), "{name}: {fish}");
        assert_eq!(row("wxid_mem0008"), None, "{name}: who opted out stays out");

        let page = json(&home, &db, &["member", "wechat:wxid_mem0003"]);
        let region = &page["dimensions"]["basic"]["region"];
        assert!(region["value"].as_str().is_some_and(|value| value.contains("深圳")), "{name}: {region}");
        assert!(
            region["evidence"].as_array().unwrap().iter().any(|line| line["text"] == "大家好，我是做 UI 的，坐标深圳"),
            "{name}: {region}"
        );
        assert!(page["names"].as_array().unwrap().iter().any(|span| span["name"] == "小鱼干"), "{name}");

        assert!(on(&home, &db, &["staff", "list"]).out.contains("Kevin"), "{name}");
        let segments = json(&home, &db, &["segment", "list"]);
        assert_eq!((&segments[0]["name"], &segments[0]["members"]), (&"说话的人".into(), &7.into()), "{name}");
        assert_eq!(json(&home, &db, &["groups"])[0]["messages"], 22, "{name}");
        on(&home, &db, &["doctor"]);

        // And it goes on: the same files are known, another one is taken in and built.
        for source in SOURCES {
            assert_eq!(json(&home, &db, &["import", &fixture(source)])["new"], 0, "{name}: {source}");
        }
        on(&home, &db, &["import", &fixture("SYNTH_official_group.txt")]);
        let before = json(&home, &db, &["members"]);
        on(&home, &db, &["build", "--all"]);
        assert_eq!(json(&home, &db, &["members"]), before, "{name}");
    }
}

#[test]
fn notes_and_follow_ups_are_kept_since_there_are_any() {
    for name in WRITTEN.iter().skip_while(|name| **name != "store_v7.db.gz") {
        let home = Home::new();
        let db = unpacked(&home, name);
        let page = json(&home, &db, &["member", "wechat:wxid_mem0003"]);
        assert_eq!(page["notes"][0]["text"], "想要大一号的天幕", "{name}");
        assert_eq!(
            (&page["followup"]["due"], &page["followup"]["owner"]),
            (&"2024-03-05".into(), &"小王".into()),
            "{name}"
        );
    }
}

#[test]
fn what_was_done_can_be_undone_since_there_is_a_journal() {
    for name in WRITTEN.iter().skip_while(|name| **name != "store_v9.db.gz") {
        let home = Home::new();
        let db = unpacked(&home, name);
        let gender = || json(&home, &db, &["member", "wechat:wxid_mem0003"])["dimensions"]["basic"]["gender"].clone();
        assert_eq!(gender()["provenance"], "hand", "{name}");
        assert!(on(&home, &db, &["undo"]).out.starts_with("Undone: lock"), "{name}");
        assert_ne!(gender()["provenance"], "hand", "{name}");
    }
}

#[test]
fn what_came_of_campaigns_is_kept_since_there_are_any() {
    for name in WRITTEN.iter().skip_while(|name| **name != "store_v11.db.gz") {
        let home = Home::new();
        let db = unpacked(&home, name);
        let campaign = json(&home, &db, &["outcome", "show", "春季"]);
        assert_eq!((&campaign["contacted"], &campaign["bought"]["n"]), (&1.into(), &1.into()), "{name}");
    }
}
