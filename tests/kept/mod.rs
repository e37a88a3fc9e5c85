//! What importers read, kept as a sink receives it.

#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use qunxiang::import::{ImportError, ReadOptions, read};
use qunxiang::model::record::{Chat, Event, Message, Order, Person, Position, Record, Response, Survey};
use qunxiang::model::sink::{Sink, Stop};

/// Keeps everything.
#[derive(Default)]
pub struct Kept {
    pub chats: Vec<Chat>,
    pub surveys: Vec<Survey>,
    pub records: Vec<(Position, Record)>,
    pub skips: Vec<(Position, String)>,
    pub warnings: Vec<String>,
}

impl Sink for Kept {
    fn chat(&mut self, chat: &Chat) -> Result<(), Stop> {
        self.chats.push(chat.clone());
        Ok(())
    }
    fn survey(&mut self, survey: &Survey) -> Result<(), Stop> {
        self.surveys.push(survey.clone());
        Ok(())
    }
    fn record(&mut self, at: Position, record: Record) -> Result<(), Stop> {
        self.records.push((at, record));
        Ok(())
    }
    fn skip(&mut self, at: Position, reason: String) -> Result<(), Stop> {
        self.skips.push((at, reason));
        Ok(())
    }
    fn warn(&mut self, warning: String) {
        self.warnings.push(warning);
    }
    fn read_so_far(&mut self, _: u64) -> Result<(), Stop> {
        Ok(())
    }
}

impl Kept {
    pub fn messages(&self) -> Vec<&Message> {
        self.records
            .iter()
            .filter_map(|(_, record)| if let Record::Message(said) = record { Some(said) } else { None })
            .collect()
    }
    pub fn events(&self) -> Vec<&Event> {
        self.records
            .iter()
            .filter_map(|(_, record)| if let Record::Event(event) = record { Some(event) } else { None })
            .collect()
    }
    pub fn roster(&self) -> Vec<&Person> {
        self.records
            .iter()
            .filter_map(|(_, record)| if let Record::Roster(person) = record { Some(person) } else { None })
            .collect()
    }
    pub fn orders(&self) -> Vec<&Order> {
        self.records
            .iter()
            .filter_map(|(_, record)| if let Record::Order(order) = record { Some(order) } else { None })
            .collect()
    }
    pub fn responses(&self) -> Vec<&Response> {
        self.records
            .iter()
            .filter_map(|(_, record)| if let Record::Response(response) = record { Some(response) } else { None })
            .collect()
    }
    /// Each answer to a survey's question, as it is stored.
    pub fn answers(&self, title: &str) -> Vec<String> {
        let question = self.surveys[0].questions.iter().position(|question| question.title == title);
        let question = question.unwrap_or_else(|| panic!("{title}: {:?}", self.surveys[0].questions));
        let answer = |response: &&Response| {
            let found = response.answers.iter().find(|(asked, _)| *asked == question);
            found.map_or_else(String::new, |(_, options)| options.join("|"))
        };
        self.responses().iter().map(answer).collect()
    }
    /// What `import --json` would count.
    pub fn counted(&self) -> usize {
        self.records.iter().filter(|(_, record)| !matches!(record, Record::Listed(_))).count()
    }
    pub fn system(&self) -> usize {
        self.events().iter().filter(|event| event.system).count()
    }
    /// Accounts that speak or are listed.
    pub fn members(&self) -> BTreeSet<String> {
        let who = self.records.iter().filter_map(|(_, record)| match record {
            Record::Message(said) => Some(&said.sender),
            Record::Listed(person) | Record::Roster(person) => Some(&person.who),
            _ => None,
        });
        who.filter_map(|who| who.ids.first().map(|(_, id)| id.clone())).collect()
    }
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

pub fn kept(path: &Path) -> Kept {
    let mut sink = Kept::default();
    read(path, &ReadOptions::default(), &mut sink).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    sink
}

/// A file of these bytes in a folder of its own.
pub fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::File::create(&path).unwrap().write_all(bytes).unwrap();
    (folder, path)
}

pub fn read_bytes(name: &str, bytes: &[u8]) -> Kept {
    let (_folder, path) = file(name, bytes);
    kept(&path)
}

pub fn error_of(name: &str, bytes: &[u8]) -> ImportError {
    let (_folder, path) = file(name, bytes);
    read(&path, &ReadOptions::default(), &mut Kept::default()).unwrap_err()
}

/// A third-party sample, if there are any here.
pub fn third_party(name: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("QUNXIANG_FIXTURES") else {
        eprintln!("skipped {name}: QUNXIANG_FIXTURES is not set");
        return None;
    };
    Some(Path::new(&root).join(name))
}
