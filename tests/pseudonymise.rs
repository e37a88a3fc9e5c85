//! A copy with invented people reads as its original does, and nobody of the original is in it.

mod program;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use program::{Home, fixture};
use qunxiang::import::{Cast, ReadOptions, Source, cast, expand};
use serde_json::Value;

/// The invented samples, and the real ones where the machine has them.
fn samples() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found = Vec::new();
    let mut folders = vec![own];
    match std::env::var_os("QUNXIANG_FIXTURES") {
        Some(folder) => folders.push(folder.into()),
        None => eprintln!("skipped: QUNXIANG_FIXTURES is not set, so only invented samples are copied"),
    }
    for folder in folders {
        for source in expand(&[folder]).unwrap() {
            let path = source.shown();
            if path.is_file() && source.parts().is_empty() && cast_of(&source).is_some() {
                found.push(path.to_owned());
            }
        }
    }
    found
}

fn cast_of(source: &Source) -> Option<Cast> {
    let mut people = Cast::default();
    cast(source, &ReadOptions::default(), &mut people).ok()?;
    Some(people)
}

/// A file's text, unpacked and decoded.
fn text(path: &Path) -> String {
    let bytes = fs::read(path).unwrap();
    if bytes.starts_with(b"PK") {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        for index in 0..archive.len() {
            let mut member = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).unwrap();
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
        return text;
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => encoding_rs::GB18030.decode(error.as_bytes()).0.into_owned(),
    }
}

fn report(home: &Home, db: &str, path: &str) -> Value {
    let done = home.run(&["--db", db, "import", path, "--no-build", "--json"]);
    let mut report: Value = serde_json::from_str(&done.out).unwrap();
    let file = report["files"][0].as_object_mut().unwrap();
    file.retain(|key, _| !["path", "warnings", "skips"].contains(&key.as_str()));
    report["files"].take()
}

#[test]
fn every_sample_reads_the_same_with_other_people_in_it() {
    let samples = samples();
    assert!(samples.len() > 5);
    for path in samples {
        let home = Home::new();
        let name = path.file_name().unwrap().to_str().unwrap();
        fs::create_dir(home.folder.path().join("copy")).unwrap();
        let copy = format!("copy/{name}");
        let original = path.to_str().unwrap();
        let done = home.run(&["pseudonymise", original, "-o", &copy]);
        assert_eq!(done.code, Some(0), "{original}: {}", done.err);
        assert_eq!(report(&home, "a.db", original), report(&home, "b.db", &copy), "{original}");
        let people = cast_of(&Source::from(&path)).unwrap();
        let copied = text(&home.folder.path().join(&copy));
        for who in people.names.iter().chain(&people.ids).filter(|who| tells(who)) {
            assert!(!stands_in(&copied, who), "{original}: {who}");
        }
    }
}

/// Whether a name is more than a word of the file's own, a sign or a count.
fn tells(who: &str) -> bool {
    let is_number = who.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = ["我", "系统消息", "所有人", "system", "all"].contains(&who.to_lowercase().as_str());
    who.chars().any(char::is_alphanumeric) && !is_word && (!is_number || who.len() > 4) && who.chars().count() > 1
}

/// Whether it stands there as a word of its own.
fn stands_in(text: &str, who: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let is_ascii = who.is_ascii();
    text.match_indices(who).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + who.len()..].chars().next());
        !is_ascii || !joins(before) && !joins(after)
    })
}

#[test]
fn what_the_copy_is_not_is_said() {
    let home = Home::new();
    let sample = fixture("SYNTH_group.json");
    let done = home.run(&["pseudonymise", &sample, "-o", "copy.json", "--lang", "en"]);
    assert!(done.err.contains("still personal data"), "{}", done.err);
    let again = home.run(&["pseudonymise", &sample, "-o", "copy.json", "--lang", "en"]);
    assert_eq!((again.code, again.err.as_str()), (Some(1), "error: copy.json exists; give another name with -o\n"));
    home.file("notes.txt", "dear diary");
    let diary = home.run(&["pseudonymise", "notes.txt", "-o", "copy.txt", "--lang", "en"]);
    assert_eq!(diary.code, Some(1));
    assert!(diary.err.contains("notes.txt is of no known format"), "{}", diary.err);
    assert!(!home.folder.path().join("copy.txt").exists());
}

#[test]
fn a_copy_that_cannot_be_read_back_is_named() {
    let home = Home::new();
    let sample = fs::read_to_string(fixture("SYNTH_wjx_text.csv")).unwrap();
    home.file("in.csv", sample.replace("林晓", "提交答卷时间"));
    let done = home.run(&["pseudonymise", "in.csv", "-o", "copy.csv", "--lang", "en"]);
    assert_eq!(done.code, Some(1));
    assert!(done.err.contains("the copy copy.csv was written, but cannot be read; "), "{}", done.err);
    assert!(done.err.contains("still personal data"), "{}", done.err);
    assert!(home.folder.path().join("copy.csv").exists());
}

#[test]
fn whoever_is_called_like_a_column_of_one_letter_is_replaced_too() {
    let home = Home::new();
    let sample = fs::read_to_string(fixture("SYNTH_group.json")).unwrap();
    home.file("in.json", sample.replace("\"林晓\"", "\"N\""));
    assert_eq!(home.run(&["pseudonymise", "in.json", "-o", "copy.json"]).code, Some(0));
    let copy = home.folder.path().join("copy.json");
    assert!(!fs::read_to_string(copy).unwrap().contains("\"N\""));
}

#[test]
fn a_file_beyond_memory_is_refused_before_it_is_read() {
    let home = Home::new();
    fs::create_dir(home.folder.path().join("in")).unwrap();
    let large = home.file("in/large.json", "{");
    fs::File::options().write(true).open(large).unwrap().set_len((1 << 30) + 1).unwrap();
    for from in ["in", "in/large.json"] {
        let done = home.run(&["pseudonymise", from, "-o", "copy", "--lang", "en"]);
        let said = "error: in/large.json is larger than 1 GiB and cannot be copied; cut out the part that fails\n";
        assert_eq!((done.code, done.err.as_str()), (Some(1), said));
    }
    assert!(!home.folder.path().join("copy").exists());
}

#[test]
fn a_row_that_cannot_be_read_is_named_because_nobody_knows_whom_it_names() {
    let home = Home::new();
    let whole = fs::read_to_string(fixture("SYNTH_group.json")).unwrap();
    home.file("cut.json", &whole[..whole.len() - 200]);
    let done = home.run(&["pseudonymise", "cut.json", "-o", "copy.json", "--lang", "en"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(done.err.contains("look at it yourself: cut.json, "), "{}", done.err);
    let (cut, copy) = (report(&home, "a.db", "cut.json"), report(&home, "b.db", "copy.json"));
    assert_eq!((cut[0]["skipped"].as_u64(), &cut), (Some(1), &copy));
}

#[test]
fn a_file_of_no_known_format_is_left_out_of_a_folders_copy_and_named() {
    let home = Home::new();
    let folder = home.folder.path().join("in");
    std::fs::create_dir(&folder).unwrap();
    std::fs::copy(fixture("SYNTH_members.csv"), folder.join("members.csv")).unwrap();
    home.file("in/notes.bin", b"\x01\x02 \xE5\xB0\x8F");
    let done = home.run(&["--lang", "en", "pseudonymise", "in", "-o", "out"]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    assert!(done.err.contains("notes.bin") || done.out.contains("notes.bin"), "{}{}", done.out, done.err);
    assert!(home.folder.path().join("out/members.csv").exists() && !home.folder.path().join("out/notes.bin").exists());
    assert_eq!(home.run(&["pseudonymise", "in/notes.bin", "-o", "alone"]).code, Some(1));
}

#[test]
fn a_folder_is_copied_with_one_cast_for_all_its_files() {
    let home = Home::new();
    fs::create_dir(home.folder.path().join("in")).unwrap();
    for name in ["SYNTH_group.json", "SYNTH_members.csv"] {
        home.file(&format!("in/{name}"), fs::read(fixture(name)).unwrap());
    }
    home.file("in/photo.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0");
    let done = home.run(&["pseudonymise", "in", "-o", "out", "--lang", "en"]);
    assert!(done.code == Some(0) && done.err.contains("photo.jpg"), "{}", done.err);
    assert!(!home.folder.path().join("out/photo.jpg").exists(), "a picture is no export, as for import");
    fs::remove_file(home.folder.path().join("in/photo.jpg")).unwrap();
    for db in ["in", "out"] {
        assert_eq!(home.run(&["--db", &format!("{db}.db"), "import", db]).code, Some(0));
    }
    let members = |db: &str| {
        let done = home.run(&["--db", db, "members", "--json"]);
        let rows: Vec<Value> = serde_json::from_str(&done.out).unwrap();
        let mut counts: Vec<u64> = rows.iter().map(|row| row["messages"].as_u64().unwrap()).collect();
        counts.sort_unstable();
        counts
    };
    assert_eq!(members("in.db"), members("out.db"), "the roster finds the same people in the chat");
}
