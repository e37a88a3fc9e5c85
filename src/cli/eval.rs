//! `eval`: the program measured against a truth of the operator's own.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::json;

use super::console::Console;
use super::{Exit, json as spelled};
use crate::lang::cli as words;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    measure: Measure,
}

#[derive(Debug, Subcommand)]
enum Measure {
    Identity {
        #[arg(long, value_name = "FILE")]
        truth: PathBuf,
    },
}

impl Arguments {
    pub(super) fn run(self, console: &mut Console) -> anyhow::Result<Exit> {
        match self.measure {
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
