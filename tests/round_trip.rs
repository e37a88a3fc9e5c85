//! What is written comes back as it was: invented communities of every shape, through each writer.

mod kept;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use kept::{Kept, kept, read_bytes};
use proptest::prelude::*;
use qunxiang::export::{Audience, Cell, Column, Export, Style};
use qunxiang::lang::Lang;
use qunxiang::model::Calendar;
use qunxiang::model::record::{Message, NameKind, ReplyRef};
use qunxiang::task::pseudonymise::{Order, pseudonymise};
use serde_json::{Value, json};

/// Something said in an invented chat.
#[derive(Debug, Clone)]
struct Said {
    sender: usize,
    time: i64,
    text: String,
    /// Which earlier message it answers, counted back from it.
    answers: Option<usize>,
}

#[derive(Debug, Clone)]
struct Community {
    people: Vec<(String, String)>,
    said: Vec<Said>,
}

/// Names as people choose them: of any script, with signs, spaces and quotes.
fn name() -> impl Strategy<Value = String> {
    let plain = "[一-龥]{2,4}".boxed();
    let odd = "[\\p{L}\\p{N}\\p{So}\"'&<>,;|=+()·\\- ]{1,10}".boxed();
    prop_oneof![plain, odd]
        .prop_map(|name| name.trim().to_owned())
        .prop_filter("nobody is called nothing", |name| name.chars().any(char::is_alphanumeric))
        // Before text this mark is the spreadsheets' own, and is read as that.
        .prop_filter("a mark for spreadsheets", |name| !name.starts_with('\''))
}

fn said() -> impl Strategy<Value = Said> {
    let text = "[\\PC\n]{1,30}".prop_map(|text| text.trim().to_owned());
    let text = text.prop_filter("a placeholder or a quote is no text", |text| {
        !text.is_empty() && !text.contains(['[', '「', '@', '＠', '\u{FFFD}'])
    });
    (any::<prop::sample::Index>(), 0_i64..100_000_000, text, proptest::option::of(1_usize..5)).prop_map(
        |(sender, time, text, answers)| Said {
            sender: sender.index(1 << 16),
            time: 1_600_000_000 + time,
            text,
            answers,
        },
    )
}

fn community() -> impl Strategy<Value = Community> {
    let people = prop::collection::btree_map("wxid_[a-z0-9]{8,14}", name(), 1..8);
    (people, prop::collection::vec(said(), 1..20))
        .prop_map(|(people, said)| Community { people: people.into_iter().collect(), said })
}

impl Community {
    fn person(&self, said: &Said) -> &(String, String) {
        &self.people[said.sender % self.people.len()]
    }

    fn answered(at: usize, said: &Said) -> Option<usize> {
        at.checked_sub(said.answers?)
    }

    fn head() -> (Value, Value) {
        let meta = json!({"name": "茶话会", "platform": "wechat", "type": "group", "groupId": "7@chatroom"});
        (json!({"version": "0.0.2"}), meta)
    }

    fn members(&self) -> impl Iterator<Item = Value> {
        self.people.iter().map(|(id, name)| json!({"platformId": id, "accountName": name}))
    }

    fn messages(&self) -> impl Iterator<Item = Value> {
        self.said.iter().enumerate().map(|(at, said)| {
            let (id, name) = self.person(said);
            let answered = Community::answered(at, said).map(|at| format!("m{at}"));
            json!({
                "platformMessageId": format!("m{at}"), "sender": id, "accountName": name, "timestamp": said.time,
                "type": 0, "content": said.text, "replyToMessageId": answered,
            })
        })
    }

    /// ChatLab's JSON, on one line or indented.
    fn json(&self, indented: bool) -> Vec<u8> {
        let (chatlab, meta) = Community::head();
        let (members, messages): (Vec<_>, Vec<_>) = (self.members().collect(), self.messages().collect());
        let whole = json!({"chatlab": chatlab, "meta": meta, "members": members, "messages": messages});
        let text = if indented { serde_json::to_string_pretty(&whole) } else { serde_json::to_string(&whole) };
        text.unwrap().into_bytes()
    }

    /// ChatLab's JSON lines.
    fn json_lines(&self) -> Vec<u8> {
        let (chatlab, meta) = Community::head();
        let head = json!({"_type": "header", "chatlab": chatlab, "meta": meta});
        let typed = |kind: &'static str| {
            move |mut row: Value| {
                row["_type"] = kind.into();
                row
            }
        };
        let rows = self.members().map(typed("member")).chain(self.messages().map(typed("message")));
        std::iter::once(head).chain(rows).map(|row| format!("{row}\n")).collect::<String>().into_bytes()
    }

    /// Every message as it was said.
    fn assert_told_by(&self, kept: &Kept) {
        assert!(kept.skips.is_empty(), "{:?}", kept.skips);
        let messages = kept.messages();
        assert_eq!(messages.len(), self.said.len());
        for (at, (said, message)) in self.said.iter().zip(messages).enumerate() {
            let (id, name) = self.person(said);
            assert_eq!(id_of(message), id);
            assert_eq!(message.sender.names, [(NameKind::Nickname, name.clone())]);
            assert_eq!((message.time.0, message.text.as_deref()), (said.time, Some(&*said.text)));
            let answered = Community::answered(at, said).map(|at| ReplyRef::Native(format!("m{at}")));
            assert_eq!(message.reply, answered);
        }
        assert_eq!(kept.members().into_iter().collect::<Vec<_>>(), self.ids());
    }

    /// A text of JSON with nothing beyond ASCII in it.
    fn escaped(json: Vec<u8>) -> Vec<u8> {
        let mut escaped = String::new();
        for c in String::from_utf8(json).unwrap().chars() {
            match c.is_ascii() {
                true => escaped.push(c),
                false => {
                    escaped.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04X}")));
                }
            }
        }
        escaped.into_bytes()
    }

    fn ids(&self) -> Vec<String> {
        self.people.iter().map(|(id, _)| id.clone()).collect()
    }
}

fn id_of(message: &Message) -> &str {
    &message.sender.ids[0].1
}

/// A member table in one of the program's own forms.
fn exported(path: &Path, people: &[(String, String)], audience: Audience) {
    let columns = ["微信ID", "昵称", "爱好"].map(Column::imported).to_vec();
    let style = Style { audience, lang: Lang::Zh, ..Style::tool(Calendar::shanghai()) };
    let mut export = Export::begin(path, false, columns, style).unwrap();
    for (id, name) in people {
        export.row(&[Cell::text(id), Cell::text(name), Cell::text(&hobby_of(name))]).unwrap();
    }
    export.finish().unwrap();
}

/// Words, for what looks like a price is read as its number.
fn hobby_of(name: &str) -> String {
    format!("读{name}")
}

fn hobbies(kept: &Kept) -> Vec<(String, String, String)> {
    let row = |person: &&qunxiang::model::record::Person| {
        let hobby = person.fields.iter().find(|field| field.header == "爱好").map(|field| field.value.clone());
        let name = person.who.names.first().map(|(_, name)| name.clone());
        (person.who.ids[0].1.clone(), name.unwrap_or_default(), hobby.unwrap_or_default())
    };
    kept.roster().iter().map(row).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_chat_reads_the_same_from_every_form_of_chatlab(community in community()) {
        community.assert_told_by(&read_bytes("chat.json", &community.json(false)));
        community.assert_told_by(&read_bytes("chat.json", &community.json(true)));
        community.assert_told_by(&read_bytes("chat.jsonl", &community.json_lines()));
    }

    #[test]
    fn a_member_list_that_was_exported_is_a_member_list_again(community in community()) {
        let folder = tempfile::tempdir().unwrap();
        let told: Vec<_> =
            community.people.iter().map(|(id, name)| (id.clone(), name.clone(), hobby_of(name))).collect();
        for (file, audience) in
            [("tool.csv", Audience::Tool), ("excel.csv", Audience::Excel), ("excel.xlsx", Audience::Excel)]
        {
            let path = folder.path().join(file);
            exported(&path, &community.people, audience);
            let kept = kept(&path);
            prop_assert!(kept.skips.is_empty(), "{}: {:?}", file, kept.skips);
            prop_assert_eq!(&hobbies(&kept), &told, "{}", file);
        }
    }

    #[test]
    fn a_copy_with_other_people_tells_the_same_story(community in community()) {
        let folder = tempfile::tempdir().unwrap();
        for (file, content) in [
            ("chat.json", community.json(true)),
            ("escaped.json", Community::escaped(community.json(false))),
            ("chat.jsonl", community.json_lines()),
            ("escaped.jsonl", Community::escaped(community.json_lines())),
        ] {
            let (from, to) = (folder.path().join(file), folder.path().join(format!("copy-{file}")));
            std::fs::write(&from, content).unwrap();
            let order = Order { from: from.clone(), to: to.clone(), ..Order::default() };
            let copied = pseudonymise(&order, Lang::En).unwrap();
            prop_assert_eq!(Ok(copied.before), copied.after);
            let (original, copy) = (kept(&from), kept(&to));
            let mut became = BTreeMap::new();
            for (one, other) in original.messages().into_iter().zip(copy.messages()) {
                let new = became.entry(id_of(one).to_owned()).or_insert_with(|| id_of(other).to_owned());
                prop_assert_eq!(&*new, id_of(other), "one person stays one");
                prop_assert_ne!(id_of(one), id_of(other));
                for ((_, name), (_, new)) in one.sender.names.iter().zip(&other.sender.names) {
                    let is_count = name.chars().all(|c| !c.is_alphabetic());
                    prop_assert!(is_count || name != new, "{name} stays in {file}");
                }
                prop_assert_eq!((one.time, one.kind, &one.reply), (other.time, other.kind, &other.reply));
            }
            let others: BTreeSet<&String> = became.values().collect();
            prop_assert_eq!(others.len(), became.len(), "two people stay two");
            prop_assert!(became.keys().all(|id| !others.contains(id)));
        }
    }
}
