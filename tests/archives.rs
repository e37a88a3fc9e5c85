//! Folders and archives: read in place and in one go, whatever hostile or broken thing lies in them.

mod program;

use std::io::{Cursor, Write};

use program::{Done, Home, fixture};
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn an_opendocument_sheet_is_refused_before_it_is_laid_out() {
    let home = Home::new();
    let content = br#"<office:document-content><table:table-row table:number-rows-repeated="1048576"/></office:document-content>"#;
    home.file(
        "a.ods",
        zip(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]),
    );
    let done = home.run(&["--lang", "en", "import", "a.ods"]);
    assert!(done.code == Some(1) && done.err.contains("save it as .xlsx or CSV"), "{}", done.err);
}

/// A zip of one deflated member, written by hand: what it says of size is its own affair.
fn deflated(name: &str, bytes: &[u8], size: u32) -> Vec<u8> {
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    let packed = packer.finish().unwrap();
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    let le = |number: u32| number.to_le_bytes();
    let fields = [
        &20_u16.to_le_bytes()[..],
        &[0, 0, 8, 0, 0, 0, 0, 0],
        &le(crc.sum()),
        &le(packed.len() as u32),
        &le(size),
        &(name.len() as u16).to_le_bytes(),
        &[0, 0],
    ]
    .concat();
    let mut zip = [b"PK\x03\x04", &fields[..], name.as_bytes(), &packed].concat();
    let directory = zip.len() as u32;
    zip.extend([&b"PK\x01\x02\x14\x00"[..], &fields, &[0; 14], name.as_bytes()].concat());
    let length = zip.len() as u32 - directory;
    zip.extend([&b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..], &le(length), &le(directory), &[0, 0]].concat());
    zip
}

fn read(name: &str) -> Vec<u8> {
    std::fs::read(fixture(name)).unwrap()
}

fn report(done: &Done) -> Value {
    assert!(!done.err.contains("panicked"), "{}", done.err);
    serde_json::from_str(&done.out).unwrap_or_else(|_| panic!("{} {}", done.out, done.err))
}

/// The import of one file as `import --json` reports it.
fn import(home: &Home, name: &str, bytes: &[u8]) -> (Option<i32>, Value) {
    home.file(name, bytes);
    let done = home.run(&["import", name, "--json", "--no-build"]);
    (done.code, report(&done))
}

fn paths(report: &Value) -> Vec<&str> {
    report["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect()
}

#[test]
fn an_archive_of_exports_is_read_in_the_order_in_which_they_find_each_other() {
    let home = Home::new();
    let files = [
        ("a/订单.csv", read("SYNTH_youzan_orders.csv")),
        ("b.csv", read("SYNTH_wjx_text.csv")),
        ("c.json", read("SYNTH_weflow.json")),
        ("d/members.csv", read("SYNTH_group_members.csv")),
        ("__MACOSX/._c.json", b"x".to_vec()),
        (".hidden", b"x".to_vec()),
    ];
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, &bytes[..])).collect();
    let (code, report) = import(&home, "all.zip", &zip(&files));
    assert_eq!(code, Some(0), "{report}");
    assert_eq!(paths(&report), ["all.zip!/d/members.csv", "all.zip!/c.json", "all.zip!/a/订单.csv", "all.zip!/b.csv"]);
    assert_eq!(report["new"], 8 + 28 + 21 + 6);
    let again = home.run(&["import", "all.zip", "--json"]);
    assert_eq!(self::report(&again)["new"], 0);
    assert_eq!(
        std::fs::read_dir(home.folder.path()).unwrap().filter(|entry| entry.as_ref().unwrap().path().is_file()).count(),
        1
    );
}

#[test]
fn a_table_reads_like_itself_inside_an_archive() {
    let home = Home::new();
    let (code, report) = import(&home, "books.zip", &zip(&[("qq/a.xlsx", &read("SYNTH_qce_v5.xlsx"))]));
    assert_eq!((code, &report["files"][0]["format"], &report["new"]), (Some(0), &"qce-xlsx".into(), &28.into()));
    assert_eq!(report["files"][0]["path"], "books.zip!/qq/a.xlsx");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&read("SYNTH_official_group.txt")).unwrap();
    let (code, report) = import(&home, "gz.zip", &zip(&[("a.txt.gz", &packed.finish().unwrap())]));
    assert_eq!((code, &report["files"][0]["format"], &report["records"]), (Some(0), &"qq-txt".into(), &28.into()));
}

#[test]
fn dates_without_a_year_are_understood_inside_an_archive_as_beside_it() {
    let home = Home::new();
    let (code, report) = import(&home, "chat.zip", &zip(&[("chat.txt", &read("SYNTH_chatlog.txt"))]));
    assert_eq!((code, &report["records"], &report["skipped"]), (Some(0), &Value::from(28), &Value::from(0)));
}

#[test]
fn names_of_members_lead_nowhere() {
    let home = Home::new();
    let chat = read("SYNTH_official_group.txt");
    for name in ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "a/../../evil.txt"] {
        let (code, report) = import(&home, "traversal.zip", &zip(&[(name, &chat)]));
        assert_eq!((code, &report["records"]), (Some(0), &28.into()), "{report}");
    }
    let done = home.run(&["import", "traversal.zip"]);
    assert!(done.out.contains("evil.txt"), "{}", done.out);
    assert!(!home.folder.path().join("evil.txt").exists() && !home.folder.path().join("../evil.txt").exists());
    let (_, report) = import(&home, "name.zip", &zip(&[("a\u{1b}[31m.txt", &chat)]));
    assert_eq!(report["records"], 28);
    let done = home.run(&["import", "name.zip"]);
    assert!(!done.out.contains('\u{1b}') && !done.err.contains('\u{1b}'));
}

#[test]
fn archives_lie_one_inside_another_and_no_deeper() {
    let home = Home::new();
    let chat = zip(&[("a.txt", &read("SYNTH_official_group.txt"))]);
    let one = zip(&[("inner.zip", &chat), ("b.json", &read("SYNTH_group.json"))]);
    let (code, report) = import(&home, "one.zip", &one);
    assert_eq!(code, Some(0), "{report}");
    assert_eq!(paths(&report), ["one.zip!/b.json", "one.zip!/inner.zip!/a.txt"]);
    let (code, report) = import(&home, "two.zip", &zip(&[("one.zip", &one), ("c.json", &read("SYNTH_qce_v5.json"))]));
    assert_eq!(code, Some(1));
    let refused = &report["files"][0];
    assert_eq!(refused["path"], "two.zip!/one.zip!/inner.zip");
    assert!(refused["error"].as_str().unwrap().contains("太多层"), "{refused}");
    assert_eq!(report["files"].as_array().unwrap().len(), 3, "what lies less deep is read");
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let home = Home::new();
    let zeros = vec![b' '; 100 << 20];
    let honest = deflated("a.csv", &zeros, zeros.len() as u32);
    assert!(honest.len() < 200_000);
    let liar = deflated("a.csv", &[&read("SYNTH_group_members.csv")[..], &zeros].concat(), 2_000);
    for (name, bytes) in [("bomb.zip", &honest), ("outer.zip", &zip(&[("bomb.zip", &honest)]))] {
        let (code, report) = import(&home, name, bytes);
        assert_eq!(code, Some(1));
        let error = report["files"][0]["error"].as_str().unwrap();
        assert!(error.contains("200 倍") && error.contains("bomb.zip"), "{error}");
    }
    // One that lies of its size yields no more than it promised.
    let (code, report) = import(&home, "liar.zip", &liar);
    let file = &report["files"][0];
    assert!(code == Some(1) || file["warnings"].to_string().contains("校验和"), "{report}");
}

#[test]
fn torn_archives_and_members_say_so_in_a_sentence() {
    let home = Home::new();
    let whole = zip(&[("a.json", &read("SYNTH_group.json")), ("b.json", &read("SYNTH_qce_v5.json"))]);
    for torn in [&whole[..whole.len() - 30], &whole[..1000], b"PK\x03\x04rubbish"] {
        let (code, report) = import(&home, "torn.zip", torn);
        assert_eq!(code, Some(1));
        assert_eq!(report["files"].as_array().unwrap().len(), 1);
        let error = report["files"][0]["error"].as_str().unwrap();
        assert_eq!(error.matches("torn.zip").count(), 1, "{error}");
        assert!(error.contains("不完整或已损坏"), "{error}");
    }
    let mut flipped = whole.clone();
    let at = flipped.windows(12).position(|bytes| bytes == "今天的直".as_bytes()).unwrap();
    flipped[at] ^= 1;
    let (code, report) = import(&home, "flipped.zip", &flipped);
    assert_eq!(code, Some(0), "{report}");
    let files = report["files"].as_array().unwrap();
    let flipped = files.iter().find(|file| file["warnings"].to_string().contains("校验和"));
    assert_eq!(flipped.map(|file| &file["path"]), Some(&"flipped.zip!/a.json".into()), "{report}");
}

#[test]
fn a_locked_member_and_one_packed_otherwise_are_named_and_the_rest_is_read() {
    let home = Home::new();
    let whole = zip(&[("a.json", &read("SYNTH_group.json")), ("b.json", &read("SYNTH_qce_v5.json"))]);
    for (offset, value, words) in [(8, 1, "密码"), (10, 12, "压缩方式")] {
        let mut bytes = whole.clone();
        let entry = bytes.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
        bytes[entry + offset] = value;
        let (code, report) = import(&home, "odd.zip", &bytes);
        assert_eq!((code, report["files"].as_array().unwrap().len()), (Some(1), 2));
        assert!(report["files"][0]["error"].as_str().unwrap().contains(words), "{report}");
        assert_eq!(report["records"], 28);
    }
}

#[test]
fn an_export_in_parts_is_one_file_wherever_it_lies() {
    let folder = fixture("SYNTH_qce_v5_chunked_jsonl");
    let inside = |name: &str| std::fs::read(std::path::Path::new(&folder).join(name)).unwrap();
    let parts = ["manifest.json", "chunks/c000001.jsonl", "chunks/c000002.jsonl"].map(|name| (name, inside(name)));
    let packed = |prefix: &str, left_out: &str| {
        let names: Vec<String> = parts.iter().map(|(name, _)| format!("{prefix}{name}")).collect();
        let kept = names.iter().zip(&parts).filter(|(name, _)| !name.ends_with(left_out));
        let mut files: Vec<(&str, &[u8])> = kept.map(|(name, (_, bytes))| (&name[..], &bytes[..])).collect();
        let picture = format!("{prefix}resources/images/a.jpg");
        files.push((&picture, b"\xFF\xD8\xFF"));
        zip(&files)
    };
    let home = Home::new();
    home.file("root.zip", packed("", "nothing"));
    home.file("deep.zip", packed("群/chunked/", "nothing"));
    let manifest = format!("{folder}/manifest.json");
    for (store, path) in [("a.db", &folder[..]), ("b.db", &manifest), ("c.db", "root.zip"), ("d.db", "deep.zip")] {
        let report = report(&home.run(&["--db", store, "import", path, "--json", "--no-build"]));
        let file = &report["files"][0];
        assert_eq!(report["files"].as_array().unwrap().len(), 1, "{report}");
        assert_eq!((&file["format"], &file["records"], &file["new"]), (&"qce-chunked".into(), &28.into(), &28.into()));
        assert_eq!(file["warnings"], Value::Array(Vec::new()));
    }
    let (code, report) = import(&home, "part.zip", &packed("", "c000001.jsonl"));
    assert_eq!((code, &report["files"][0]["records"]), (Some(0), &13.into()));
    assert!(report["files"][0]["warnings"][0].as_str().unwrap().contains("c000001.jsonl"), "{report}");
    // What was missing is read once it is there, though the manifest is the same.
    let (_, report) = import(&home, "part.zip", &packed("", "nothing"));
    assert_eq!((&report["new"], &report["duplicate"]), (&15.into(), &13.into()));
    let broken = [inside("chunks/c000001.jsonl"), b"{\"id\": \n".to_vec()].concat();
    let files =
        [("manifest.json", &parts[0].1[..]), ("chunks/c000001.jsonl", &broken), ("chunks/c000002.jsonl", &parts[2].1)];
    let (_, report) = import(&home, "broken.zip", &zip(&files));
    let skip = &report["files"][0]["skips"][0];
    assert_eq!((&skip["line"], skip["reason"].as_str().unwrap().starts_with("c000001.jsonl")), (&16.into(), true));
    let lone = format!("{folder}/chunks/c000002.jsonl");
    let report = self::report(&home.run(&["--db", "lone.db", "import", &lone, "--json", "--no-build"]));
    assert_eq!((&report["files"][0]["format"], &report["records"]), (&"qce-chunked".into(), &13.into()));
}

#[test]
fn an_archive_with_too_many_files_is_refused_unread() {
    let home = Home::new();
    let mut bytes = zip(&[("a.json", &read("SYNTH_group.json"))]);
    let end = bytes.len() - 22;
    let mut large = b"PK\x06\x06".to_vec();
    large.extend([0; 52]);
    large[32..40].copy_from_slice(&200_001_u64.to_le_bytes());
    large.extend(b"PK\x06\x07");
    large.extend([0; 16]);
    bytes[end + 10..end + 12].copy_from_slice(&[0xFF, 0xFF]);
    bytes.splice(end..end, large);
    let (code, report) = import(&home, "many.zip", &bytes);
    assert_eq!(code, Some(1));
    assert!(report["files"][0]["error"].as_str().unwrap().contains("200,000"), "{report}");
}
