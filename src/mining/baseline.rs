//! The community's yardstick, gathered in one pass over its members.

use rustc_hash::FxHashMap;

use super::{Lines, influence, score};
use crate::model::signal::{Baseline, Fifths, Signals};
use crate::model::state::MemberState;

/// Percentile that scales a signal.
const HIGH: f64 = 0.995;
/// Fewer buyers than this have no thirds.
const BUYERS_FOR_THIRDS: usize = 3;
/// Fewer buyers than this have no fifths.
const BUYERS_FOR_FIFTHS: usize = 5;
/// Fewer ranked members than this draw no line through influence and activity.
const MEMBERS_FOR_REGRESSION: usize = 10;

/// What a yardstick needs of one member. Counts are exact in single precision.
#[derive(Debug, Clone, Copy)]
struct Line {
    replied_to_90: f32,
    threads_90: f32,
    repliers: f32,
    reply_weeks: f32,
    mentions: f32,
    likes: f32,
    helped: f32,
    started: f32,
    groups: f32,
    amplified: f32,
    active_days: f32,
    order_recency: f32,
    replies_sent: f64,
    received_per_message: f64,
    order_frequency: f64,
    order_amount: f64,
}

impl Line {
    fn of(signals: &Signals) -> Line {
        Line {
            replied_to_90: signals.replied_to_90 as f32,
            threads_90: signals.threads_90 as f32,
            repliers: signals.repliers as f32,
            reply_weeks: signals.reply_weeks as f32,
            mentions: signals.mentions as f32,
            likes: signals.likes as f32,
            helped: signals.helped as f32,
            started: signals.started as f32,
            groups: signals.groups as f32,
            amplified: signals.amplified as f32,
            active_days: signals.active_days as f32,
            order_recency: signals.order_recency as f32,
            replies_sent: signals.replies_sent,
            received_per_message: signals.received_per_message,
            order_frequency: signals.order_frequency,
            order_amount: signals.order_amount,
        }
    }

    fn signals(&self) -> Signals {
        Signals {
            replied_to_90: self.replied_to_90.into(),
            threads_90: self.threads_90.into(),
            repliers: self.repliers.into(),
            reply_weeks: self.reply_weeks.into(),
            mentions: self.mentions.into(),
            likes: self.likes.into(),
            helped: self.helped.into(),
            started: self.started.into(),
            groups: self.groups.into(),
            amplified: self.amplified.into(),
            active_days: self.active_days.into(),
            order_recency: self.order_recency.into(),
            replies_sent: self.replies_sent,
            received_per_message: self.received_per_message,
            order_frequency: self.order_frequency,
            order_amount: self.order_amount,
            ..Signals::default()
        }
    }
}

/// Gathers the members of one community, then draws its lines.
///
/// Memory: about 90 bytes for each member who was ever seen or bought.
#[derive(Debug, Default)]
pub struct Gather {
    members: u32,
    seen: Vec<Line>,
    words: FxHashMap<String, u64>,
    topics: FxHashMap<String, u64>,
    marks: FxHashMap<String, u64>,
    substantive: u64,
}

impl Gather {
    /// One member who is neither staff nor a bot nor a system account.
    pub fn member(&mut self, state: &MemberState, signals: &Signals) {
        self.members += 1;
        if signals.active_days > 0.0 || signals.order_recency.is_finite() {
            self.seen.push(Line::of(signals));
        }
        self.substantive += u64::from(state.substantive);
        count(&mut self.words, state.words.iter().map(|(word, n)| (word.as_str(), *n)));
        count(&mut self.topics, state.topics.iter().map(|(topic, n)| (topic.as_str(), *n)));
        count(&mut self.marks, state.marks.iter().map(|tally| (tally.mark.as_str(), tally.n)));
    }

    /// The yardstick.
    pub fn finish(self, lines: &Lines) -> Baseline {
        let mut baseline = Baseline {
            high: high(&self.seen),
            members: self.members,
            fifths: fifths(&self.seen),
            has_orders: self.seen.iter().any(|line| line.order_recency.is_finite()),
            substantive: self.substantive,
            words: sorted(self.words),
            topics: sorted(self.topics),
            marks: sorted(self.marks),
            ..Baseline::default()
        };
        quadrant_lines(&self.seen, lines, &mut baseline);
        leader_lines(&self.seen, lines, &mut baseline);
        baseline
    }
}

fn count<'a>(total: &mut FxHashMap<String, u64>, counts: impl Iterator<Item = (&'a str, u32)>) {
    for (word, n) in counts {
        match total.get_mut(word) {
            Some(sum) => *sum += u64::from(n),
            None => {
                total.insert(word.to_owned(), u64::from(n));
            }
        }
    }
}

fn sorted(counts: FxHashMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_unstable();
    counts
}

/// The value at a percentile by nearest rank: the ⌈p·n⌉-th smallest; 0 of nothing.
fn percentile(mut values: Vec<f64>, p: f64) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    let rank = ((p * values.len() as f64).ceil() as usize).clamp(1, values.len());
    *values.select_nth_unstable_by(rank - 1, f64::total_cmp).1
}

fn high(seen: &[Line]) -> Signals {
    let of = |value: fn(&Line) -> f64| percentile(seen.iter().map(value).filter(|x| *x > 0.0).collect(), HIGH);
    Signals {
        replied_to_90: of(|line| line.replied_to_90.into()),
        replies_sent: of(|line| line.replies_sent),
        received_per_message: of(|line| line.received_per_message),
        threads_90: of(|line| line.threads_90.into()),
        repliers: of(|line| line.repliers.into()),
        reply_weeks: of(|line| line.reply_weeks.into()),
        mentions: of(|line| line.mentions.into()),
        likes: of(|line| line.likes.into()),
        helped: of(|line| line.helped.into()),
        started: of(|line| line.started.into()),
        groups: of(|line| line.groups.into()),
        amplified: of(|line| line.amplified.into()),
        order_frequency: of(|line| line.order_frequency),
        order_amount: of(|line| line.order_amount),
        ..Signals::default()
    }
}

/// Where buyers fall into fifths by recency, frequency and amount.
fn fifths(seen: &[Line]) -> Option<Fifths> {
    let buyers: Vec<&Line> = seen.iter().filter(|line| line.order_recency.is_finite()).collect();
    if buyers.len() < BUYERS_FOR_FIFTHS {
        return None;
    }
    let lines = |value: fn(&Line) -> f64| {
        let values: Vec<f64> = buyers.iter().map(|line| value(line)).collect();
        [0.2, 0.4, 0.6, 0.8].map(|p| percentile(values.clone(), p))
    };
    Some(Fifths {
        recency: lines(|line| line.order_recency.into()),
        frequency: lines(|line| line.order_frequency),
        amount: lines(|line| line.order_amount),
    })
}

/// The quadrant's percentile of interaction and of potential above zero, and the thirds of buyers.
fn quadrant_lines(seen: &[Line], lines: &Lines, baseline: &mut Baseline) {
    let weights = &lines.weights;
    let scores = |score: &dyn Fn(&Signals) -> Option<f64>| -> Vec<f64> {
        seen.iter().filter_map(|line| score(&line.signals())).filter(|value| *value > 0.0).collect()
    };
    let interaction = scores(&|signals| Some(score::interaction(signals, &baseline.high, &weights.interaction)?.value));
    let potential = scores(&|signals| Some(score::consumption(signals, baseline, &weights.consumption)?.value));
    if potential.len() >= BUYERS_FOR_THIRDS {
        baseline.spending_thirds = (percentile(potential.clone(), 1.0 / 3.0), percentile(potential.clone(), 2.0 / 3.0));
    }
    baseline.interaction_line = percentile(interaction, lines.quadrant);
    baseline.consumption_line = percentile(potential, lines.quadrant);
}

/// The lines of opinion leaders: by influence, and by influence beyond activity.
fn leader_lines(seen: &[Line], lines: &Lines, baseline: &mut Baseline) {
    let (leaders, weights) = (&lines.leaders, &lines.weights.influence);
    let scored: Vec<(Signals, f64)> = seen
        .iter()
        .map(Line::signals)
        .filter_map(|signals| Some((signals, influence::score(&signals, &baseline.high, weights)?.value)))
        .collect();
    let leading = |(signals, _): &&(Signals, f64)| {
        signals.repliers >= influence::LEAST_REPLIERS && signals.reply_weeks >= influence::LEAST_REPLY_WEEKS
    };
    let places = leaders.kol_least.max((leaders.kol_share * f64::from(baseline.members)).ceil() as usize);
    baseline.kol_line = last_of_top(scored.iter().filter(leading).map(|(_, score)| *score).collect(), places);
    if scored.len() < MEMBERS_FOR_REGRESSION {
        return;
    }
    let points: Vec<(f64, f64)> = scored.iter().map(|(signals, score)| (signals.active_days.ln_1p(), *score)).collect();
    baseline.influence_by_activity = least_squares(&points);
    let beyond: Vec<f64> =
        scored.iter().filter_map(|(signals, score)| influence::beyond(*score, signals, baseline)).collect();
    let places = (leaders.koc_share * beyond.len() as f64).ceil() as usize;
    baseline.koc_line = last_of_top(beyond, places).max(0.0);
}

/// The value of the last of the `places` highest, or of the lowest if there are fewer; 0 of none.
fn last_of_top(mut values: Vec<f64>, places: usize) -> f64 {
    if values.is_empty() || places == 0 {
        return 0.0;
    }
    let last = places.min(values.len()) - 1;
    *values.select_nth_unstable_by(last, |a, b| b.total_cmp(a)).1
}

/// Intercept and slope of the least-squares line; a flat line through the mean without spread.
fn least_squares(points: &[(f64, f64)]) -> (f64, f64) {
    let n = points.len() as f64;
    let (sum_x, sum_y) = points.iter().fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
    let (mean_x, mean_y) = (sum_x / n, sum_y / n);
    let product: f64 = points.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let spread: f64 = points.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    let slope = if spread > 0.0 { product / spread } else { 0.0 };
    (mean_y - slope * mean_x, slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gather(members: impl IntoIterator<Item = Signals>) -> Baseline {
        let mut gather = Gather::default();
        for signals in members {
            gather.member(&MemberState::default(), &signals);
        }
        gather.finish(&Lines::default())
    }

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!(percentile(values.clone(), 0.7), 7.0);
        assert_eq!(percentile(values.clone(), 0.71), 8.0);
        assert_eq!(percentile(values, 0.995), 10.0);
        assert_eq!(percentile(Vec::new(), 0.5), 0.0);
    }

    #[test]
    fn only_values_above_zero_scale_a_signal() {
        let members = (0..1000).map(|n| Signals {
            active_days: 1.0,
            order_recency: f64::INFINITY,
            mentions: if n < 200 { f64::from(n + 1) } else { 0.0 },
            ..Signals::default()
        });
        let baseline = gather(members);
        assert_eq!(baseline.high.mentions, 199.0, "the 199th of 200");
        assert_eq!(baseline.high.likes, 0.0, "a signal that does not exist");
        assert!(!baseline.has_orders);
    }

    #[test]
    fn the_kol_line_is_the_tenth_among_those_with_repliers_and_weeks() {
        let member = |repliers: f64, reply_weeks: f64| Signals {
            active_days: 3.0,
            order_recency: f64::INFINITY,
            repliers,
            reply_weeks,
            ..Signals::default()
        };
        // Twelve leaders, and one with the most repliers who had them all in one week.
        let baseline = gather((5..17).map(|n| member(f64::from(n), 4.0)).chain([member(90.0, 1.0)]));
        let tenth =
            influence::score(&member(7.0, 4.0), &baseline.high, &Lines::default().weights.influence).unwrap().value;
        assert_eq!(baseline.kol_line, tenth);
        assert_eq!(gather([member(3.0, 4.0)]).kol_line, 0.0, "nobody leads");
    }

    #[test]
    fn thirds_need_three_buyers() {
        let buyer = |order_frequency: f64| Signals { order_frequency, order_recency: 10.0, ..Signals::default() };
        assert_eq!(gather([buyer(1.0), buyer(2.0)]).spending_thirds, (0.0, 0.0));
        let baseline = gather([buyer(1.0), buyer(2.0), buyer(3.0)]);
        let (lower, upper) = baseline.spending_thirds;
        assert_eq!(
            score::consumption(&buyer(1.0), &baseline, &Lines::default().weights.consumption).unwrap().value,
            lower
        );
        assert_eq!(
            score::consumption(&buyer(2.0), &baseline, &Lines::default().weights.consumption).unwrap().value,
            upper
        );
    }

    #[test]
    fn the_best_fifth_of_buyers_is_the_fifth_quintile() {
        let buyer = |n: i32| Signals {
            order_recency: f64::from(n),
            order_frequency: f64::from(11 - n),
            order_amount: f64::from(100 * (11 - n)),
            ..Signals::default()
        };
        let quintiles = |n, baseline: &Baseline| -> Vec<f64> {
            let parts = score::consumption(&buyer(n), baseline, &Lines::default().weights.consumption).unwrap().parts;
            parts.iter().filter(|part| part.key.ends_with("_quintile")).map(|part| part.raw).collect()
        };
        let ten = gather((1..=10).map(buyer));
        let recency: Vec<f64> = (1..=10).map(|n| quintiles(n, &ten)[0]).collect();
        assert_eq!(recency, [5.0, 5.0, 4.0, 4.0, 3.0, 3.0, 2.0, 2.0, 1.0, 1.0]);
        assert_eq!((quintiles(1, &ten), quintiles(10, &ten)), (vec![5.0; 3], vec![1.0; 3]));
        assert!(quintiles(1, &gather((1..=4).map(buyer))).is_empty(), "four buyers have no fifths");
    }

    #[test]
    fn least_squares_by_hand() {
        let (intercept, slope) = least_squares(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)]);
        assert!((intercept - 1.0).abs() < 1e-12 && (slope - 2.0).abs() < 1e-12);
        assert_eq!(least_squares(&[(1.0, 2.0), (1.0, 4.0)]), (3.0, 0.0));
    }

    #[test]
    fn community_words_are_summed_and_sorted() {
        let mut gather = Gather::default();
        for n in [2, 3] {
            let words = vec![("露营".to_owned(), n), ("帐篷".to_owned(), 1)];
            let state = MemberState { words, substantive: 5, ..MemberState::default() };
            gather.member(&state, &Signals::default());
        }
        let baseline = gather.finish(&Lines::default());
        assert_eq!(baseline.words, [("帐篷".to_owned(), 2), ("露营".to_owned(), 5)]);
        assert_eq!((baseline.substantive, baseline.members), (10, 2));
    }
}
