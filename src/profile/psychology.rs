//! 心理特征: how a member sounds.

use super::behaviour::of_speakers;
use super::page::{Material, beside};
use crate::model::attribute::{Attribute, EvidenceRef, Provenance};
use crate::model::state::DaySentiment;

/// Opinionated messages needed before their mean means anything.
const OPINIONS_LEAST: u32 = 5;
/// Days of "lately".
const LATELY: i32 = 30;
/// How sure a mean of single guesses gets at best.
const CONFIDENCE_CAP: f64 = 0.95;

/// Opinions summed up.
#[derive(Debug, Clone, Copy, Default)]
struct Mood {
    n: u32,
    sum: f64,
    squares: f64,
}

impl Mood {
    fn of<'a>(days: impl Iterator<Item = &'a DaySentiment>) -> Mood {
        days.fold(Mood::default(), |mood, day| Mood {
            n: mood.n + day.n,
            sum: mood.sum + f64::from(day.sum),
            squares: mood.squares + f64::from(day.squares),
        })
    }

    fn mean(self) -> f64 {
        self.sum / f64::from(self.n)
    }

    /// Half the 95 % interval of the mean.
    fn margin(self) -> f64 {
        let n = f64::from(self.n);
        let variance = ((self.squares - self.sum * self.sum / n) / (n - 1.0)).max(0.0);
        1.96 * (variance / n).sqrt()
    }

    fn is_enough(self) -> bool {
        self.n >= OPINIONS_LEAST
    }
}

/// Opinions before the as-of day, split into those of the last 30 days and those before.
fn moods(m: &Material) -> (Mood, Mood) {
    let days = &m.state.sentiment;
    let until = days.partition_point(|day| day.day < m.period.as_of);
    let since = days.partition_point(|day| day.day < m.period.as_of - LATELY).min(until);
    (Mood::of(days[since..until].iter()), Mood::of(days[..since].iter()))
}

/// A mean of single guesses: the surer, the narrower its interval.
fn inferred(m: &Material, key: &str, value: f64, n: u32, margin: f64) -> Attribute {
    let parts = vec![beside("low", value - margin), beside("high", value + margin)];
    let extremes = m.state.extremes.iter().map(|(polarity, row)| {
        let against = f64::from(*polarity) * value < 0.0;
        EvidenceRef { against, ..*row }
    });
    let mut evidence: Vec<EvidenceRef> = extremes.collect();
    evidence.sort_by(|a, b| a.against.cmp(&b.against).then(b.weight.total_cmp(&a.weight)));
    Attribute {
        confidence: (1.0 - margin).clamp(0.0, CONFIDENCE_CAP) as f32,
        provenance: Provenance::Inferred,
        evidence,
        ..Attribute::observed(key, value, n, parts)
    }
}

pub(super) fn sentiment(m: &Material) -> Option<Attribute> {
    let (lately, before) = moods(m);
    let all = Mood { n: lately.n + before.n, sum: lately.sum + before.sum, squares: lately.squares + before.squares };
    all.is_enough().then(|| inferred(m, "sentiment", all.mean().clamp(-1.0, 1.0), all.n, all.margin()))
}

pub(super) fn sentiment_trend(m: &Material) -> Option<Attribute> {
    let (lately, before) = moods(m);
    if !lately.is_enough() || !before.is_enough() {
        return None;
    }
    let margin = lately.margin().hypot(before.margin());
    let change = lately.mean() - before.mean();
    let mut trend = inferred(m, "sentiment_trend", change, lately.n + before.n, margin);
    trend.parts.extend([beside("lately", lately.mean()), beside("before", before.mean())]);
    Some(trend)
}

pub(super) fn sentiment_30d(m: &Material) -> Option<Attribute> {
    let (lately, _) = moods(m);
    lately.is_enough().then(|| inferred(m, "sentiment_30d", lately.mean().clamp(-1.0, 1.0), lately.n, lately.margin()))
}

pub(super) fn complaints(m: &Material) -> Option<Attribute> {
    let tally = m.state.marks.iter().find(|tally| tally.mark == "complaint");
    let mut attribute = of_speakers(m, "complaints", tally.map_or(0.0, |tally| f64::from(tally.n)))?;
    attribute.evidence = tally.map_or_else(Vec::new, |tally| tally.examples.clone());
    Some(attribute)
}

pub(super) fn complaint_recency(m: &Material) -> Option<Attribute> {
    let tally = m.state.marks.iter().find(|tally| tally.mark == "complaint" && tally.last < m.period.as_of)?;
    let days = f64::from(m.period.as_of - tally.last);
    let evidence = tally.examples.clone();
    Some(Attribute { evidence, ..Attribute::observed("complaint_recency", days, tally.n, Vec::new()) })
}
