//! Trains the sentiment model that ships, and prints how often it is right.
//!
//! cargo run --release --example train_sentiment -- --inputs DIR --measured DIR --out assets/models/sentiment.bin
//!
//! What lies in the two folders, and where it comes from, stands in `assets/models/sentiment.md`.
//! The same inputs give the same bytes: the only randomness is a shuffle with a fixed seed.

mod learn;
mod measure;
mod seeds;
mod source;

use std::collections::BTreeMap;
use std::{env, fs};

use qunxiang::text::sentiment::{Feature, Model, each_feature, write};

use measure::Measured;
use source::Sources;

/// A text to learn from, by its features.
struct Row {
    features: Vec<Feature>,
    /// The probability that it is positive, and that it holds an opinion.
    truth: [f32; 2],
    /// How much the row counts for each head.
    weights: [f32; 2],
}

impl Row {
    fn new(text: &str, truth: [f32; 2], weights: [f32; 2]) -> Row {
        let mut features = Vec::new();
        each_feature(text, |feature| features.push(feature));
        Row { features, truth, weights }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let options: BTreeMap<&str, &str> =
        arguments.chunks_exact(2).map(|pair| (pair[0].as_str(), pair[1].as_str())).collect();
    let path = |name: &str| options.get(name).copied().ok_or(format!("{name} PATH is missing"));
    let measured = Measured::read(path("--measured")?.as_ref())?;
    let sources = Sources::read(path("--inputs")?.as_ref(), |text| measured.holds(text))?;
    let rows = sources.rows();
    println!("{} training rows", rows.len());
    let mut learned = learn::learn(rows);
    // English words stand in few rows each, and would lose their slots to runs of Chinese.
    let words = sources.english_features();
    learned.weights.sort_by_key(|(feature, _)| !words.contains(feature));
    println!("{} features", learned.weights.len());
    let bytes = write(learned.biases, &learned.weights);
    fs::write(path("--out")?, &bytes)?;
    println!("{} bytes written", bytes.len());
    let model = Model::read(bytes.leak()).ok_or("the model cannot be read back")?;
    measured.print(&model);
    Ok(())
}
