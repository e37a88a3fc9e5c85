//! How right the sentiment model is on labelled texts of the operator's own.

use std::path::Path;

use anyhow::{Result, anyhow};

use crate::import::truth;
use crate::lang::{Lang, task as say};
use crate::mining::agreement::Confusion;
use crate::model::record::Position;
use crate::model::report::Skip;
use crate::text::sentiment::Model;

/// How the model stands against a truth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpinionScore {
    /// True and given labels: neg, neu, pos.
    pub confusion: Confusion,
    /// Lines without one of these labels, a tab and a text.
    pub skips: Vec<Skip>,
}

/// Measures the embedded model against lines of label, tab, text.
///
/// With three classes a text gets what a profile would get from it: questions are neutral. A truth
/// without neutral texts asks for the side alone, and gets one for every text that has words.
///
/// # Errors
/// If the file cannot be read.
pub fn measure(file: &Path, lang: Lang) -> Result<OpinionScore> {
    let lines = truth::lines(file).map_err(|error| anyhow!(error.say(lang)))?;
    let mut rows = Vec::new();
    let mut skips = Vec::new();
    for (number, line) in &lines {
        match labelled(line) {
            Some(row) => rows.push(row),
            None if line.trim().is_empty() => {}
            None => {
                let reason = say::TRUTH_UNLABELLED.get(lang).to_owned();
                skips.push(Skip { at: Position::Line(*number), reason });
            }
        }
    }
    let model = Model::embedded();
    let has_neutral = rows.iter().any(|(label, _)| *label == "neu");
    let mut confusion = Confusion::default();
    for (label, text) in rows {
        let polarity = if has_neutral {
            Some(model.polarity(text).unwrap_or_default())
        } else {
            model.reading(text).map(|reading| reading.polarity())
        };
        confusion.add(label, polarity.map(side));
    }
    Ok(OpinionScore { confusion, skips })
}

fn labelled(line: &str) -> Option<(&'static str, &str)> {
    let (label, text) = line.split_once('\t')?;
    let label = match label.trim().to_lowercase().as_str() {
        "pos" | "positive" | "正面" => "pos",
        "neg" | "negative" | "负面" => "neg",
        "neu" | "neutral" | "中性" => "neu",
        _ => return None,
    };
    Some((label, text))
}

fn side(polarity: f32) -> &'static str {
    if polarity > 0.0 {
        "pos"
    } else if polarity < 0.0 {
        "neg"
    } else {
        "neu"
    }
}
