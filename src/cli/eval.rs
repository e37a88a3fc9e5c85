//! `eval`: the program measured against a truth of the operator's own.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use super::console::Console;
use super::import::say_skip;
use super::{Exit, foretold, json as spelled};
use crate::lang::cli as words;
use crate::mining::agreement::{Confusion, wilson};
use crate::mining::metrics::Agreement;
use crate::model::report::Skip;
use crate::task::measure::{InfluenceScore, InfluenceTruth};
use crate::task::opinion;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What all but the trial of churn print already is.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    measure: Measure,
}

#[derive(Debug, Subcommand)]
enum Measure {
    Sentiment {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    Identity {
        #[arg(long, value_name = "FILE")]
        truth: PathBuf,
    },
    Attribute {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long, value_name = "FILE")]
        truth: PathBuf,
    },
    Influence {
        #[arg(long, value_name = "FILE")]
        truth: PathBuf,
        #[arg(long, value_name = "VALUE", allow_negative_numbers = true)]
        absent: Option<f64>,
        #[arg(long, value_name = "VALUE", default_value_t = 0.0, allow_negative_numbers = true)]
        threshold: f64,
    },
    Churn {
        #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=90))]
        window: u32,
    },
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        match self.measure {
            Measure::Sentiment { file } => {
                let score = opinion::measure(&file, console.lang)?;
                console.json(&spelled::rounded(measured(labels(&score.confusion), &score.skips)))?;
                left_out(console, &file, &score.skips)?;
            }
            Measure::Identity { truth } => {
                let score = console.session()?.measure_identity(&truth)?;
                let pairwise = score.pairwise;
                let figures = json!({
                    "n": score.n,
                    "pairs": pairwise.pairs,
                    "precision": pairwise.precision,
                    "recall": pairwise.recall,
                });
                console.json(&spelled::rounded(measured(figures, &score.skips)))?;
                left_out(console, &truth, &score.skips)?;
            }
            Measure::Attribute { name, truth } => {
                let score = console.session()?.measure_attribute(&name, &truth)?;
                console.json(&spelled::rounded(measured(labels(&score.confusion), &score.skips)))?;
                left_out(console, &truth, &score.skips)?;
            }
            Measure::Influence { truth, absent, threshold } => {
                let score = console.session()?.measure_influence(InfluenceTruth { file: &truth, absent, threshold })?;
                console.json(&spelled::rounded(measured(influence(&score), &score.skips)))?;
                left_out(console, &truth, &score.skips)?;
            }
            Measure::Churn { window } => {
                let session = console.session()?;
                let foresight = console.watched(|watch| session.measure_churn(window, watch))?;
                if self.json {
                    console.json(&spelled::rounded(foretold::figures(window, foresight.as_ref())))?;
                } else {
                    let lines = foretold::table(window, foresight.as_ref(), console.lang);
                    lines.iter().try_for_each(|line| console.line(line))?;
                }
            }
        }
        Ok(Exit::Done)
    }
}

/// Rows of a truth that are named when they were left out.
const NAMED: usize = 20;

/// Names the rows of a truth that measure nothing.
fn left_out(console: &mut Console, file: &Path, skips: &[Skip]) -> anyhow::Result<()> {
    if skips.is_empty() {
        return Ok(());
    }
    console.hint(&words::truth_left_out(console.lang, skips.len() as u64))?;
    for skip in skips.iter().take(NAMED) {
        say_skip(console, &file.display().to_string(), skip)?;
    }
    match skips.len().saturating_sub(NAMED) {
        0 => Ok(()),
        more => console.hint(&words::truth_more(console.lang, more as u64)),
    }
}

/// The figures, and how many rows of the truth they leave out.
fn measured(mut figures: Value, skips: &[Skip]) -> Value {
    figures["skipped"] = json!(skips.len());
    figures
}

fn influence(score: &InfluenceScore) -> Value {
    let mut figures = agreement(&score.influence);
    figures["n"] = json!(score.n);
    figures["baselines"] =
        json!({"messages": agreement(&score.messages), "active_days": agreement(&score.active_days)});
    figures
}

fn agreement(agreement: &Agreement) -> Value {
    let at = agreement.precision_at.iter().map(|(k, share)| (k.to_string(), json!(share))).collect::<Map<_, _>>();
    json!({"spearman": agreement.spearman, "auc": agreement.auc, "precision_at_k": at})
}

fn labels(confusion: &Confusion) -> Value {
    let (n, right) = (confusion.n(), confusion.right());
    let share = |part: u64| (n > 0).then(|| part as f64 / n as f64);
    let classes = confusion.classes().into_iter().map(|(label, class)| {
        let score = json!({"precision": class.precision, "recall": class.recall, "f1": class.f1, "n": class.n});
        (label.to_owned(), score)
    });
    json!({
        "n": n,
        "coverage": share(confusion.answered()),
        "accuracy": share(right),
        "accuracy_interval": wilson(right, n).map(|(low, high)| [low, high]),
        "macro_f1": confusion.macro_f1(),
        "per_class": classes.collect::<Map<_, _>>(),
        "confusion": confusion.iter().map(|(truth, given, n)| json!({"truth": truth, "given": given, "n": n})).collect::<Vec<_>>(),
    })
}
