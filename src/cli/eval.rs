//! `eval`: the program measured against a truth of the operator's own.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};

use super::console::Console;
use super::{Exit, json as spelled};
use crate::lang::cli as words;
use crate::mining::agreement::{Confusion, wilson};
use crate::task::opinion;

#[derive(Debug, Args)]
pub(super) struct Arguments {
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
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        match self.measure {
            Measure::Sentiment { file } => {
                let score = opinion::measure(&file, console.lang)?;
                console.json(&spelled::rounded(sentiment(&score.confusion)))?;
                if let Some(first) = score.skipped.first() {
                    console.hint(&words::truth_unlabelled(console.lang, score.skipped.len() as u64, *first))?;
                }
            }
            Measure::Identity { truth } => {
                let score = console.session()?.measure_identity(&truth)?;
                let pairwise = score.pairwise;
                console.json(&spelled::rounded(json!({
                    "n": score.n,
                    "pairs": pairwise.pairs,
                    "precision": pairwise.precision,
                    "recall": pairwise.recall,
                })))?;
                if score.unknown > 0 {
                    console.hint(&words::truth_unknown(console.lang, score.unknown))?;
                }
            }
        }
        Ok(Exit::Done)
    }
}

fn sentiment(confusion: &Confusion) -> Value {
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
