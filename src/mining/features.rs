//! A member as thirteen numbers, and the community's middle that they are measured from.

use crate::mining::kmeans::{Point, WIDTH};
use crate::model::persona::FEATURES;
use crate::model::record::MessageKind;
use crate::model::signal::{Period, Signals};
use crate::model::state::MemberState;

/// A member's numbers, in the order of [`FEATURES`]; those of `LOGARITHMS` as ln(1+x).
pub type Row = [f32; FEATURES.len()];

/// Places of features that are logarithms.
const LOGARITHMS: [usize; 6] = [0, 1, 5, 7, 11, 12];
/// No number counts for more than so many interquartile ranges.
const FARTHEST: f32 = 3.0;

/// The numbers of a member who has said something.
pub fn features(state: &MemberState, signals: &Signals, period: Period) -> Row {
    let messages = f64::from(state.messages).max(1.0);
    let of = |n: u32| f64::from(n) / messages;
    let threads = state.threads.len() as f64;
    let own = f64::from(state.own_words).max(1.0);
    let questions = state.marks.iter().find(|tally| tally.mark == "question").map_or(0, |tally| tally.n);
    let first = state.days.first().map(|done| done.day).min(state.joined.or(state.days.first().map(|done| done.day)));
    let values = [
        f64::from(state.messages),
        signals.active_days,
        messages / signals.active_days.max(1.0),
        f64::from(state.threads_started) / threads.max(1.0),
        f64::from(questions) / own,
        state.characters as f64 / own,
        of(state.kinds.get(MessageKind::Link as usize).copied().unwrap_or(0)),
        state.peers.len() as f64,
        signals.received_per_message,
        threads / messages,
        entropy(&state.topics),
        first.map_or(0.0, |first| f64::from(period.as_of - first).max(0.0)),
        if signals.recency.is_finite() { signals.recency } else { 0.0 },
    ];
    std::array::from_fn(|at| if LOGARITHMS.contains(&at) { values[at].ln_1p() as f32 } else { values[at] as f32 })
}

/// A feature in its own unit.
pub fn natural(at: usize, value: f64) -> f64 {
    if LOGARITHMS.contains(&at) { value.exp_m1().max(0.0) } else { value }
}

/// Shannon's entropy of how messages are spread over topics, in nats.
fn entropy(topics: &[(String, u32)]) -> f64 {
    let total: f64 = topics.iter().map(|(_, n)| f64::from(*n)).sum();
    let share = |(_, n): &(String, u32)| f64::from(*n) / total;
    if total > 0.0 {
        -topics.iter().map(share).map(|p| if p > 0.0 { p * p.ln() } else { 0.0 }).sum::<f64>()
    } else {
        0.0
    }
}

/// The medians and interquartile ranges of a community's features.
#[derive(Debug, Clone)]
pub struct Scale {
    pub(super) medians: Row,
    pub(super) ranges: Row,
}

impl Scale {
    /// By linear interpolation between neighbours; a range of 0 counts as 1.
    pub fn of(rows: &[Row]) -> Scale {
        let mut scale = Scale { medians: Row::default(), ranges: [1.0; FEATURES.len()] };
        for at in 0..FEATURES.len() {
            let mut column: Vec<f32> = rows.iter().map(|row| row[at]).collect();
            column.sort_unstable_by(f32::total_cmp);
            scale.medians[at] = quantile(&column, 0.5);
            let range = quantile(&column, 0.75) - quantile(&column, 0.25);
            scale.ranges[at] = if range > 0.0 { range } else { 1.0 };
        }
        scale
    }

    /// A member's distance from the middle.
    pub fn point(&self, row: &Row) -> Point {
        let mut point = [0.0; WIDTH];
        for (at, value) in row.iter().enumerate() {
            point[at] = ((value - self.medians[at]) / self.ranges[at]).clamp(-FARTHEST, FARTHEST);
        }
        point
    }

    /// A centre measured by another scale, measured by this one.
    pub(super) fn moved(&self, centre: &[f32], medians: &[f32], ranges: &[f32]) -> Point {
        let mut row = self.medians;
        for (at, value) in row.iter_mut().enumerate() {
            if let (Some(centre), Some(median), Some(range)) = (centre.get(at), medians.get(at), ranges.get(at)) {
                *value = median + centre * range;
            }
        }
        self.point(&row)
    }
}

fn quantile(sorted: &[f32], p: f64) -> f32 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let place = p * last as f64;
    let (below, above) = (f64::from(sorted[place as usize]), f64::from(sorted[(place.ceil() as usize).min(last)]));
    (below + (above - below) * place.fract()) as f32
}
