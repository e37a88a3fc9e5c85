//! How risks of leaving did on the past: in JSON, and as a table that a person reads.

use serde_json::{Map, Value, json};

use crate::lang::{Lang, Text, cli as words, foresight as say};
use crate::mining::churn::WINDOW;
use crate::model::foresight::{Figures, Forecaster, Foresight};
use crate::task::foresight::verdict;
use crate::text::display;

const ALL: [Forecaster; 4] = [Forecaster::Formula, Forecaster::Refit, Forecaster::Silence, Forecaster::Days];

/// Whether what a risk says can be read as a probability: the formula is one of 90 days.
fn is_probable(forecaster: Forecaster, window: u32) -> bool {
    forecaster != Forecaster::Formula || f64::from(window) == WINDOW
}

/// As JSON: the risk in use first, then every risk.
pub(super) fn figures(window: u32, past: Option<&Foresight>) -> Value {
    let used = past.map(Foresight::best);
    let mut told = figures_of(past.zip(used).and_then(|(past, used)| Some((past.of(used)?, used))), window);
    let risks = ALL.iter().filter_map(|risk| Some((*risk, past?.of(*risk)?)));
    let risks: Map<String, Value> =
        risks.map(|(risk, figures)| (risk.key().to_owned(), figures_of(Some((figures, risk)), window))).collect();
    told["window"] = json!(window);
    told["cutoffs"] = json!(past.map_or(0, |past| past.cutoffs));
    told["n"] = json!(past.map_or(0, |past| past.n));
    told["gone"] = json!(past.map_or(0, |past| past.gone));
    told["in_use"] = json!(used.map(Forecaster::key));
    told["beats_recency"] = json!(past.map(Foresight::beats_silence));
    told["base_brier"] = json!(past.map(|past| past.base_brier));
    told["risks"] = risks.into();
    told["baselines"] = json!({
        "recency": {"auc": past.map(|past| past.silence.auc)},
        "active_days": {"auc": past.map(|past| past.active_days.auc)},
    });
    told
}

fn figures_of(of: Option<(&Figures, Forecaster)>, window: u32) -> Value {
    let probable = of.filter(|(_, risk)| is_probable(*risk, window)).map(|(figures, _)| figures);
    let bands = probable.map_or(&[][..], |figures| &figures.calibration).iter().map(|band| {
        json!({"from": band.from, "to": band.to, "predicted": band.predicted, "observed": band.observed, "n": band.n})
    });
    json!({
        "auc": of.map(|(figures, _)| figures.auc),
        "brier": probable.and_then(|figures| figures.brier),
        "base_brier": probable.and_then(|figures| figures.base_brier),
        "calibration": bands.collect::<Vec<_>>(),
    })
}

fn name(risk: Forecaster) -> Text {
    match risk {
        Forecaster::Formula => say::FORMULA,
        Forecaster::Refit => say::REFIT,
        Forecaster::Silence => say::SILENCE,
        Forecaster::Days => say::ACTIVE_DAYS,
    }
}

/// Columns of the name of a risk.
const NAME: usize = 18;

/// Columns of a figure of a band.
const COLUMN: usize = 10;

/// As lines: the verdict, every risk with its figures, and how near the one in use came.
pub(super) fn table(window: u32, past: Option<&Foresight>, lang: Lang) -> Vec<String> {
    let Some(past) = past else { return vec![words::past_too_short(lang, window)] };
    let used = past.best();
    let head = row(say::RISK.get(lang), ["AUC", say::BRIER.get(lang), say::BASE.get(lang)]);
    let mut lines = vec![verdict(lang, past, used), head];
    for risk in ALL {
        let Some(figures) = past.of(risk) else { continue };
        let [brier, base] =
            [figures.brier, figures.base_brier].map(|of| figure(of.filter(|_| is_probable(risk, window))));
        let mark = if risk == used { " *" } else { "" };
        lines.push(row(name(risk).get(lang), [&figure(Some(figures.auc)), &brier, &base]) + mark);
    }
    let bands = past.of(used).filter(|_| is_probable(used, window)).map_or(&[][..], |figures| &figures.calibration);
    if !bands.is_empty() {
        let head = [say::PREDICTED, say::OBSERVED, say::PEOPLE].map(|text| display::fit(text.get(lang), COLUMN));
        lines.push(format!("{}{}", display::fit("*", NAME), head.concat().trim_end()));
    }
    lines.extend(bands.iter().map(|band| {
        let name = format!("{:.1}–{:.1}", band.from, band.to);
        let cells = [format!("{:.3}", band.predicted), format!("{:.3}", band.observed), band.n.to_string()];
        let cells = cells.map(|cell| display::fit(&cell, COLUMN)).concat();
        format!("{}{}", display::fit(&name, NAME), cells.trim_end())
    }));
    lines
}

/// A name, then its AUC, its Brier score, and that of saying the share that went to all at the same cut-offs.
fn row(name: &str, [auc, brier, base]: [&str; 3]) -> String {
    let numbers = [display::right(auc, 7), display::right(brier, 8), display::right(base, 10)];
    display::fit(name, NAME) + &numbers.concat()
}

fn figure(of: Option<f64>) -> String {
    of.map_or_else(|| "-".to_owned(), |of| format!("{of:.3}"))
}
