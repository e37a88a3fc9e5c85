//! How often the model that was written is right, on rows that it did not learn from.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use qunxiang::text::sentiment::{Model, OPINIONATED_FROM, Reading};

/// Training rows that share a run of so many characters with a measured row are dropped.
const WINDOW: usize = 16;
/// A text without words of its own.
const NOTHING: Reading = Reading { positive: 0.0, opinionated: f32::NEG_INFINITY };

/// Labelled rows: 1 positive, −1 negative, 0 neutral.
pub struct Measured {
    sets: BTreeMap<String, Vec<(i8, String)>>,
    windows: HashSet<Vec<char>>,
    wholes: HashSet<Vec<char>>,
}

impl Measured {
    /// Reads each file of the folder as a set: label (pos, neg, neu), tab, text.
    pub fn read(folder: &Path) -> std::io::Result<Measured> {
        let mut measured = Measured { sets: BTreeMap::new(), windows: HashSet::new(), wholes: HashSet::new() };
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let rows: Vec<_> = fs::read_to_string(&path)?.lines().filter_map(labelled).collect();
            for (_, text) in &rows {
                let bare = bare(text);
                measured.windows.extend(bare.windows(WINDOW).map(<[char]>::to_vec));
                measured.wholes.insert(bare);
            }
            measured.sets.insert(name, rows);
        }
        Ok(measured)
    }

    /// Whether a text, or a long piece of it, is measured.
    pub fn holds(&self, text: &str) -> bool {
        let bare = bare(text);
        self.wholes.contains(&bare) || bare.windows(WINDOW).any(|window| self.windows.contains(window))
    }

    /// Accuracy by set, and how far the probabilities can be believed.
    pub fn print(&self, model: &Model) {
        println!("set\tn\tpolarity accuracy\t3-class accuracy\tmacro F1");
        let (mut sides, mut opinions_held) = (Vec::new(), Vec::new());
        for (name, rows) in &self.sets {
            let read: Vec<(i8, Reading)> =
                rows.iter().map(|(label, text)| (*label, model.reading(text).unwrap_or(NOTHING))).collect();
            let opinions = read.iter().filter(|(label, _)| *label != 0);
            sides.extend(opinions.clone().map(|(label, reading)| (chance(reading.positive), *label > 0)));
            let right = opinions.clone().filter(|(label, reading)| side(reading.positive) == *label).count();
            let accuracy = share(right, opinions.clone().count());
            if opinions.count() == read.len() {
                println!("{name}\t{}\t{accuracy:.3}", read.len());
                continue;
            }
            opinions_held.extend(read.iter().map(|(label, reading)| (chance(reading.opinionated), *label != 0)));
            let guesses: Vec<(i8, i8)> = read.iter().map(|(label, reading)| (*label, guess(*reading))).collect();
            let agreed = guesses.iter().filter(|(label, guess)| label == guess).count();
            println!(
                "{name}\t{}\t{accuracy:.3}\t{:.3}\t{:.3}",
                read.len(),
                share(agreed, read.len()),
                macro_f1(&guesses)
            );
        }
        reliability("positive", &sides);
        reliability("opinionated", &opinions_held);
    }
}

fn labelled(line: &str) -> Option<(i8, String)> {
    let (label, text) = line.split_once('\t')?;
    let label = match label {
        "pos" => 1,
        "neg" => -1,
        "neu" => 0,
        _ => return None,
    };
    Some((label, text.to_owned()))
}

fn bare(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

fn side(positive: f32) -> i8 {
    if positive > 0.0 { 1 } else { -1 }
}

fn guess(reading: Reading) -> i8 {
    if reading.opinionated < OPINIONATED_FROM { 0 } else { side(reading.positive) }
}

fn macro_f1(guesses: &[(i8, i8)]) -> f64 {
    let f1 = |class: i8| {
        let both = guesses.iter().filter(|(truth, guess)| *truth == class && *guess == class).count();
        let either: usize =
            guesses.iter().map(|(truth, guess)| usize::from(*truth == class) + usize::from(*guess == class)).sum();
        2.0 * share(both, either)
    };
    (f1(-1) + f1(0) + f1(1)) / 3.0
}

fn chance(odds: f32) -> f64 {
    1.0 / (1.0 + f64::from(-odds).exp())
}

/// The mean of what was predicted, and how often it was so, by tenths of the probability.
fn reliability(what: &str, predicted: &[(f64, bool)]) {
    println!("{what}, predicted\tn\tmean\tobserved");
    for tenth in 0..10 {
        let inside = predicted.iter().filter(|(chance, _)| (chance * 10.0).min(9.0) as usize == tenth);
        let bin: Vec<(f64, bool)> = inside.copied().collect();
        let mean = bin.iter().map(|(chance, _)| chance).sum::<f64>() / bin.len() as f64;
        let observed = share(bin.iter().filter(|(_, held)| *held).count(), bin.len());
        println!(
            "{:.1}-{:.1}\t{}\t{mean:.3}\t{observed:.3}",
            tenth as f64 / 10.0,
            (tenth + 1) as f64 / 10.0,
            bin.len()
        );
    }
}
