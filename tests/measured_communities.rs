//! Influence and churn on real communities whose truth is known: the figures of docs/methods.md.
//!
//! Reads the behaviour logs in `$QUNXIANG_EVAL/communities`, and says that it skips without them.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use qunxiang::mining::backtest::{Backtest, foresight};
use qunxiang::mining::baseline::Gather;
use qunxiang::mining::{Lines, influence, metrics};
use qunxiang::model::foresight::Forecaster;
use qunxiang::model::record::Action;
use qunxiang::model::row::{EventRow, Row};
use qunxiang::model::signal::{Period, Signals};
use qunxiang::model::state::MemberState;
use qunxiang::model::{Calendar, CommunityId, Day, MemberId, Money, Timestamp};
use qunxiang::profile::reading::{Silent, Topics};
use qunxiang::profile::{Context, Fold, signals};

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("QUNXIANG_EVAL").map(|path| PathBuf::from(path).join("communities"));
    if folder.is_none() {
        println!("skipped: QUNXIANG_EVAL is not set");
    }
    folder
}

fn number(member: &str) -> i64 {
    member.trim_start_matches('m').parse().unwrap()
}

fn event(time: i64, action: &str, other: Option<i64>, thread: &str, count: i64, received: bool) -> Row {
    Row::Event(EventRow {
        id: 0,
        group: None,
        community: CommunityId(1),
        time: Timestamp(time),
        action: Action::parse(action),
        received,
        other: other.map(MemberId),
        count,
        amount: None,
        thread: Some(thread.to_owned()).filter(|thread| !thread.is_empty()),
        system: false,
    })
}

/// Every member's rows, in order of time.
fn rows(log: &str) -> BTreeMap<i64, Vec<Row>> {
    let mut rows: BTreeMap<i64, Vec<(i64, Row)>> = BTreeMap::new();
    for line in log.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let (time, action) = (cells[0].parse::<i64>().unwrap(), cells[2]);
        let actor = Some(cells[1]).filter(|cell| !cell.is_empty()).map(number);
        let target = Some(cells[3]).filter(|cell| !cell.is_empty()).map(number);
        let count = cells[6].parse().unwrap_or(1);
        if let Some(actor) = actor {
            rows.entry(actor).or_default().push((time, event(time, action, target, cells[4], count, false)));
        }
        if let Some(target) = target.filter(|target| Some(*target) != actor) {
            rows.entry(target).or_default().push((time, event(time, action, actor, cells[4], count, true)));
        }
    }
    let in_order = |mut rows: Vec<(i64, Row)>| {
        rows.sort_by_key(|(time, _)| *time);
        rows.into_iter().map(|(_, row)| row).collect()
    };
    rows.into_iter().map(|(member, rows)| (member, in_order(rows))).collect()
}

fn states(rows: &BTreeMap<i64, Vec<Row>>) -> BTreeMap<i64, MemberState> {
    let calendar = Calendar::named("+00:00").unwrap();
    let context = Context { calendar: &calendar, reader: &Silent, topics: &Topics::default(), previous_speaker: true };
    let fold = |(member, rows): (&i64, &Vec<Row>)| {
        let mut fold = Fold::new(&context, MemberId(*member));
        rows.iter().for_each(|row| fold.row(row));
        (*member, fold.finish().remove(0).1)
    };
    rows.iter().map(fold).collect()
}

/// Members' states, the truth of some of them, and the days the log covers.
type Community = (BTreeMap<i64, MemberState>, BTreeMap<i64, f64>, Period);

fn load(community: &str) -> Option<Community> {
    let folder = folder()?;
    let mut log = String::new();
    let file = std::fs::File::open(folder.join(format!("{community}.events.csv.gz"))).unwrap();
    flate2::read::GzDecoder::new(file).read_to_string(&mut log).unwrap();
    let truth = std::fs::read_to_string(folder.join(format!("{community}.truth.csv"))).unwrap();
    let truth = truth.lines().skip(1).map(|line| line.split_once(',').unwrap());
    let truth = truth.map(|(member, value)| (number(member), value.parse().unwrap())).collect();
    let states = states(&rows(&log));
    let days = || states.values().flat_map(|state| state.days.iter().map(|done| done.day));
    let period = Period { first: days().min().unwrap(), as_of: days().max().unwrap() + 1 };
    Some((states, truth, period))
}

/// (AUC, Spearman, precision at 10) of a score against the truth above a threshold.
fn measure(scored: &BTreeMap<i64, f64>, truth: &BTreeMap<i64, f64>, absent: Option<f64>, threshold: f64) -> [f64; 3] {
    let known = scored.iter().filter_map(|(member, score)| Some((*score, truth.get(member).copied().or(absent)?)));
    let pairs: Vec<(f64, f64)> = known.collect();
    let classes: Vec<(f64, bool)> = pairs.iter().map(|(score, value)| (*score, *value > threshold)).collect();
    [
        metrics::auc(&classes).unwrap(),
        metrics::spearman(&pairs).unwrap(),
        metrics::precision_at_k(&classes, 10).unwrap(),
    ]
}

fn influence_of(community: &str, absent: Option<f64>, threshold: f64) -> Option<([f64; 3], [f64; 3])> {
    let (states, truth, period) = load(community)?;
    let signals: BTreeMap<i64, Signals> =
        states.iter().map(|(member, state)| (*member, signals(state, period))).collect();
    let mut gather = Gather::default();
    for (member, state) in &states {
        gather.member(state, &signals[member]);
    }
    let baseline = gather.finish(&Lines::default());
    let score = |signals: &Signals| {
        influence::score(signals, &baseline.high, &Lines::default().weights.influence).map_or(0.0, |score| score.value)
    };
    let influence = signals.iter().map(|(member, signals)| (*member, score(signals))).collect();
    let days = signals.iter().map(|(member, signals)| (*member, signals.active_days)).collect();
    let results = (measure(&influence, &truth, absent, threshold), measure(&days, &truth, absent, threshold));
    println!("{community}: influence [auc, spearman, p@10] {:.3?}, active days {:.3?}", results.0, results.1);
    Some(results)
}

#[test]
fn influence_finds_the_contributors_of_a_forum() {
    let Some((influence, days)) = influence_of("forum", Some(0.0), 0.0) else { return };
    assert!(influence[0] >= 0.83 && influence[0] >= days[0], "{influence:?} against {days:?}");
}

#[test]
fn influence_finds_the_leaders_of_a_question_and_answer_site() {
    let Some((influence, days)) = influence_of("qa", None, 1000.0) else { return };
    assert!(influence[0] >= 0.9 && influence[1] > days[1], "{influence:?} against {days:?}");
}

#[test]
fn leaving_is_foreseen_better_by_what_was_fitted_on_the_past() {
    let Some((states, _, period)) = load("forum") else { return };
    let mut backtest = Backtest::new(90);
    let mut t = period.as_of - 90;
    while t - period.first >= 90 {
        for state in states.values() {
            let signals = signals(state, Period { first: period.first, as_of: t });
            let gone = !state.days.iter().any(|done| done.day >= t && done.day < t + 90);
            backtest.member(t, &signals, gone);
        }
        t = t - 90;
    }
    let seen = foresight(&backtest.walk()).unwrap();
    let refit = seen.refit.as_ref().unwrap();
    println!(
        "churn, {} cut-offs: AUC formula {:.4}, refit {:.4}, recency {:.4}, active days {:.4}; Brier {:.3?}, {:.3?}; base rate {:.3}",
        seen.cutoffs,
        seen.formula.auc,
        refit.auc,
        seen.silence.auc,
        seen.active_days.auc,
        seen.formula.brier,
        refit.brier,
        seen.base_brier
    );
    assert_eq!((seen.cutoffs, seen.best()), (37, Forecaster::Refit));
    assert!(refit.auc >= 0.81 && refit.auc > seen.formula.auc && seen.formula.auc >= seen.silence.auc + 0.03);
    assert!(refit.brier < seen.formula_beside_refit && refit.brier < Some(seen.base_brier));
    let many = refit.calibration.iter().filter(|band| band.n >= 100);
    assert!(many.clone().count() == 5 && many.clone().all(|band| (band.predicted - band.observed).abs() <= 0.12));
}

#[test]
fn potential_orders_buyers_by_what_they_will_spend() {
    let Some(folder) = folder() else { return };
    let orders = std::fs::read_to_string(folder.join("cdnow.orders.csv")).unwrap();
    let mut buyers: BTreeMap<i64, Vec<(i32, f64)>> = BTreeMap::new();
    for line in orders.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let (day, amount) = (cells[1].parse().unwrap(), cells[3].parse().unwrap());
        buyers.entry(cells[0].parse().unwrap()).or_default().push((day, amount));
    }
    let last = buyers.values().flatten().map(|(day, _)| *day).max().unwrap();
    let t = last / 2;
    let calendar = Calendar::named("+00:00").unwrap();
    let context = Context { calendar: &calendar, reader: &Silent, topics: &Topics::default(), previous_speaker: true };
    let mut gather = Gather::default();
    let mut members = Vec::new();
    for (member, orders) in &buyers {
        let mut fold = Fold::new(&context, MemberId(*member));
        for (day, amount) in orders {
            let Row::Event(row) = event(i64::from(*day) * 86_400, "order", None, "", 1, false) else { unreachable!() };
            fold.row(&Row::Event(EventRow { amount: Some(Money::from_major(*amount)), ..row }));
        }
        let state = fold.finish().remove(0).1;
        let signals = signals(&state, Period { first: Day(0), as_of: Day(t) });
        gather.member(&state, &signals);
        let later: f64 = orders.iter().filter(|(day, _)| *day >= t).map(|(_, amount)| amount).sum();
        let before: f64 = orders.iter().filter(|(day, _)| *day < t).map(|(_, amount)| amount).sum();
        members.push((signals, later, before));
    }
    let baseline = gather.finish(&Lines::default());
    let potential = |signals: &Signals| {
        qunxiang::mining::score::consumption(signals, &baseline, &Lines::default().weights.consumption).map(|s| s.value)
    };
    let scored: Vec<(f64, f64)> = members.iter().filter_map(|(s, later, _)| Some((potential(s)?, *later))).collect();
    let spent: Vec<(f64, f64)> = members.iter().map(|(_, later, before)| (*before, *later)).collect();
    let (ours, total) = (metrics::spearman(&scored).unwrap(), metrics::spearman(&spent).unwrap());
    println!("cdnow: {} buyers, Spearman with later spend {ours:.3}, past spend {total:.3}", scored.len());
    assert!(ours > total);
}
