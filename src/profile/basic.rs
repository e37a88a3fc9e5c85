//! 基本信息: who somebody is, by what sources say of them; never by a guess.
//!
//! Each source's word is a claim with a precision p. Claims of one value multiply their odds
//! p/(1−p); a value's confidence is its odds over 1 plus those of all values. A source of
//! stronger provenance goes first unless another value is far likelier, and whoever says otherwise
//! stays on the page as a conflict.

use super::page::Material;
use crate::model::attribute::{AGE_BANDS, Attribute, Conflict, EvidenceRef, Provenance, Value};
use crate::model::state::Claim;
use crate::model::{Day, Timestamp};

/// A value that its own sources make less sure than this is unknown.
const SURE: f64 = 0.7;
/// A value less sure than this is no conflict either.
const NOTICED: f64 = 0.3;
/// A value of weaker provenance goes before one of stronger provenance if its odds are so many times as high. Precisions
/// are known no better than that: 68 right of 72 are odds of 17, with an interval from 6 to 44.
const OUTWEIGHS: f64 = 3.0;
/// No single source is surer than this.
const MOST: f64 = 0.98;
/// No agreement of sources is surer than this.
const AGREED: f64 = 0.99;
/// Rows shown for each value.
const SHOWN: usize = 5;
const YEAR: f64 = 365.25;

/// Years after which half of what was said of somebody no longer holds.
const HALF_LIVES: &[(&str, f64)] = &[("occupation", 5.0), ("region", 8.0)];
/// The same for life stages.
const STAGE_HALF_LIVES: &[(&str, f64)] =
    &[("student", 2.0), ("working", 6.0), ("parent_young", 3.0), ("parent_school", 6.0), ("retired", 30.0)];

pub(super) fn gender(m: &Material) -> Option<Attribute> {
    settle(m, "gender", |_, claim| Some((Value::Code(claim.value.clone()), 1.0)))
}

pub(super) fn age_band(m: &Material) -> Option<Attribute> {
    settle(m, "age_band", age)
}

pub(super) fn occupation(m: &Material) -> Option<Attribute> {
    settle(m, "occupation", |m, claim| {
        Some((Value::Text(claim.value.clone()), aged(m, claim, HALF_LIVES, "occupation")))
    })
}

pub(super) fn region(m: &Material) -> Option<Attribute> {
    settle(m, "region", |m, claim| {
        let (province, city) = match claim.value.split_once('/') {
            Some((province, city)) => (province.to_owned(), Some(city.to_owned()).filter(|city| !city.is_empty())),
            None => (claim.value.clone(), None),
        };
        Some((Value::Place { province, city }, aged(m, claim, HALF_LIVES, "region")))
    })
}

pub(super) fn life_stage(m: &Material) -> Option<Attribute> {
    settle(m, "life_stage", |m, claim| {
        Some((Value::Code(claim.value.clone()), aged(m, claim, STAGE_HALF_LIVES, &claim.value)))
    })
}

/// How much of a claim still holds on the as-of day, 0..1.
fn aged(m: &Material, claim: &Claim, half_lives: &[(&str, f64)], key: &str) -> f64 {
    let half_life = half_lives.iter().find(|(known, _)| *known == key).map(|(_, years)| *years);
    match (half_life, claim.time) {
        (Some(half_life), Some(time)) => (-years_since(m, time) / half_life).exp2(),
        _ => 1.0,
    }
}

/// Years from an instant to the as-of day; the zone does not matter at this scale.
fn years_since(m: &Material, time: Timestamp) -> f64 {
    let day = time.0.div_euclid(86_400) as f64;
    ((f64::from(m.period.as_of.0) - day) / YEAR).max(0.0)
}

/// The band on the as-of day, and how likely it still is the one: from a birth year (`=1996`), years
/// it may be (`=1990-1999`), a birthday (`=1996-03-01`), an age then (`28`), or a band then, which its members leave evenly.
fn age(m: &Material, claim: &Claim) -> Option<(Value, f64)> {
    let code = |key: &str| Value::Code(key.to_owned());
    if let Some(born) = claim.value.strip_prefix('=') {
        let today = decimal_year(m.period.as_of);
        if let Ok(birthday) = born.parse::<jiff::civil::Date>() {
            return Some((code(band(today - decimal_year(Day::from_date(birthday)))?), 1.0));
        }
        let (first, last) = born.split_once('-').unwrap_or((born, born));
        let (first, last): (f64, f64) = (first.parse().ok()?, last.parse().ok()?);
        return likeliest(today - last - 1.0, today - first).map(|(key, p)| (code(key), p));
    }
    let passed = claim.time.map_or(0.0, |time| years_since(m, time));
    if let Ok(years) = claim.value.parse::<f64>() {
        return likeliest(years + passed, years + passed + 1.0).map(|(key, p)| (code(key), p));
    }
    let (key, width) = BAND_WIDTHS.iter().find(|(key, _)| *key == claim.value)?;
    Some((code(key), (1.0 - passed / width).max(0.0)))
}

/// Years that each band spans.
const BAND_WIDTHS: [(&str, f64); 6] =
    [("under_18", 6.0), ("18_24", 7.0), ("25_30", 6.0), ("31_40", 10.0), ("41_50", 10.0), ("over_50", 40.0)];
/// First age of each band.
const BAND_STARTS: [f64; 6] = [0.0, 18.0, 25.0, 31.0, 41.0, 51.0];

/// Nobody is older, in years.
const OLDEST: f64 = 120.0;

/// The band of an age in years; none for ages nobody has.
fn band(age: f64) -> Option<&'static str> {
    let place = BAND_STARTS.iter().rposition(|start| age >= *start)?;
    (age < OLDEST).then(|| AGE_BANDS[place].0)
}

/// Somebody is between `least` and `most` years old: the band that holds most of that, and its share.
fn likeliest(least: f64, most: f64) -> Option<(&'static str, f64)> {
    if !(most > least && most > 0.0 && least < OLDEST) {
        return None;
    }
    let ends = BAND_STARTS.iter().skip(1).copied().chain([OLDEST]);
    let shares = BAND_STARTS.iter().zip(ends).map(|(start, end)| (most.min(end) - least.max(*start)) / (most - least));
    let (place, share) = shares.enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    Some((AGE_BANDS[place].0, share.clamp(0.0, 1.0)))
}

fn decimal_year(day: Day) -> f64 {
    let date = day.date();
    f64::from(date.year()) + f64::from(date.day_of_year() - 1) / YEAR
}

/// What one kind of source says, with all its rows.
#[derive(Debug)]
struct Candidate {
    value: Value,
    provenance: Provenance,
    odds: f64,
    rows: Vec<EvidenceRef>,
}

impl Candidate {
    /// How sure it would be if nobody said otherwise.
    fn alone(&self) -> f64 {
        (self.odds / (1.0 + self.odds)).min(AGREED)
    }
}

/// Settles what the claims of one attribute say. `read` gives a claim's value and how much of
/// its precision is left.
fn settle(m: &Material, key: &str, read: fn(&Material, &Claim) -> Option<(Value, f64)>) -> Option<Attribute> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for claim in m.state.claims.iter().filter(|claim| claim.attribute == key) {
        if let Some((value, left)) = read(m, claim) {
            add(&mut candidates, value, claim, f64::from(claim.precision) * left);
        }
    }
    let specific: Vec<Candidate> = refine(candidates);
    let winner = winner(&specific)?;
    let total: f64 = specific.iter().map(|candidate| candidate.odds).sum();
    let (chosen, others): (Vec<&Candidate>, Vec<&Candidate>) =
        specific.iter().partition(|candidate| candidate.value == winner.value);
    let odds: f64 = chosen.iter().map(|candidate| candidate.odds).sum();
    let mut evidence: Vec<EvidenceRef> = chosen.iter().flat_map(|candidate| shown(&candidate.rows, false)).collect();
    evidence.extend(others.iter().flat_map(|candidate| shown(&candidate.rows, true)));
    Some(Attribute {
        confidence: (odds / (1.0 + total)).min(AGREED) as f32,
        provenance: winner.provenance,
        evidence,
        conflicts: others.iter().filter(|other| other.alone() >= NOTICED).map(|other| conflict(other, total)).collect(),
        value: winner.value.clone(),
        ..Attribute::observed(key, 0.0, chosen.iter().map(|candidate| candidate.rows.len() as u32).sum(), Vec::new())
    })
}

fn add(candidates: &mut Vec<Candidate>, value: Value, claim: &Claim, precision: f64) {
    let precision = precision.clamp(0.0, MOST);
    let odds = precision / (1.0 - precision);
    let row = EvidenceRef { weight: precision as f32, against: false, ..claim.evidence };
    let same = |known: &&mut Candidate| known.value == value && known.provenance == claim.provenance;
    match candidates.iter_mut().find(same) {
        Some(known) => {
            // What was inferred was inferred from all of its rows together. A source less likely right than wrong does
            // not make the others doubtful.
            known.odds = match claim.provenance {
                Provenance::Inferred => known.odds.max(odds),
                _ => known.odds * odds.max(1.0),
            };
            known.rows.push(row);
        }
        None => candidates.push(Candidate { value, provenance: claim.provenance, odds, rows: vec![row] }),
    }
}

/// A vaguer word (浙江; 医生) of the same provenance backs the finer one (浙江杭州; 儿科医生).
fn refine(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut vague = Vec::new();
    for (place, candidate) in candidates.iter().enumerate() {
        let finer = candidates.iter().enumerate().filter(|(_, other)| refines(&other.value, &candidate.value));
        if let Some((finer, _)) = finer.max_by(|(_, a), (_, b)| a.odds.total_cmp(&b.odds)) {
            vague.push((place, finer));
        }
    }
    let mut slots: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
    for (place, finer) in vague {
        let Some(vaguer) = slots[place].take() else { continue };
        match &mut slots[finer] {
            Some(finer) => {
                finer.odds *= vaguer.odds.max(1.0);
                finer.provenance = finer.provenance.min(vaguer.provenance);
                finer.rows.extend(vaguer.rows);
            }
            empty => *empty = Some(vaguer),
        }
    }
    slots.into_iter().flatten().collect()
}

/// Whether `a` says the same as `b`, and more.
fn refines(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Place { province: a, city: Some(_) }, Value::Place { province: b, city: None }) => a == b,
        (Value::Text(a), Value::Text(b)) => a.len() > b.len() && a.ends_with(b.as_str()),
        _ => false,
    }
}

/// The strongest provenance among values that are sure enough and that none outweighs, then the surest. What the
/// operator says is outweighed by nothing.
fn winner(candidates: &[Candidate]) -> Option<&Candidate> {
    let sure = || candidates.iter().filter(|candidate| candidate.alone() >= SURE);
    // Whoever says the same backs it.
    let odds = |value: &Value| -> f64 {
        candidates.iter().filter(|other| other.value == *value).map(|other| other.odds).sum()
    };
    let most = sure().map(|candidate| odds(&candidate.value)).fold(0.0, f64::max);
    let stands =
        |candidate: &&Candidate| candidate.provenance == Provenance::Hand || odds(&candidate.value) * OUTWEIGHS >= most;
    let order = |a: &&Candidate, b: &&Candidate| {
        a.provenance.cmp(&b.provenance).then(odds(&b.value).total_cmp(&odds(&a.value)))
    };
    sure().filter(stands).min_by(order)
}

/// What stands against the value shown, as sure as it is beside all others: on the same scale as that value.
fn conflict(other: &Candidate, total: f64) -> Conflict {
    Conflict {
        value: other.value.clone(),
        provenance: other.provenance,
        confidence: (other.odds / (1.0 + total)).min(AGREED) as f32,
        evidence: shown(&other.rows, false).collect(),
    }
}

/// The strongest rows, for or against.
fn shown(rows: &[EvidenceRef], against: bool) -> impl Iterator<Item = EvidenceRef> {
    let mut rows = rows.to_vec();
    rows.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    rows.into_iter().take(SHOWN).map(move |row| EvidenceRef { against, ..row })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(value: &str, provenance: Provenance, precision: f64) -> Candidate {
        let odds = precision / (1.0 - precision);
        Candidate { value: Value::Text(value.to_owned()), provenance, odds, rows: Vec::new() }
    }

    fn wins(candidates: &[Candidate]) -> Option<(String, Provenance)> {
        winner(candidates).map(|won| (won.value.words().concat(), won.provenance))
    }

    #[test]
    fn a_weak_word_of_ones_own_does_not_beat_a_strong_answer_but_an_equally_strong_one_does() {
        use Provenance::{Declared, Hand, Observed, Surveyed};
        // Odds 3.2 against 19: the answer is six times as likely.
        let weak = [told("杭州", Declared, 0.76), told("宁波", Surveyed, 0.95)];
        assert_eq!(wins(&weak), Some(("宁波".to_owned(), Surveyed)));
        // Odds 9 against 19: not three times.
        let strong = [told("杭州", Declared, 0.90), told("宁波", Surveyed, 0.95)];
        assert_eq!(wins(&strong), Some(("杭州".to_owned(), Declared)));
        let backed = [told("北京", Declared, 0.80), told("杭州", Declared, 0.76), told("杭州", Surveyed, 0.95)];
        assert_eq!(wins(&backed), Some(("杭州".to_owned(), Declared)), "an answer backs the word that says the same");
        let by_hand = [told("杭州", Hand, 0.75), told("宁波", Surveyed, 0.98)];
        assert_eq!(wins(&by_hand), Some(("杭州".to_owned(), Hand)));
        let seen = [told("杭州", Declared, 0.71), told("宁波", Observed, 0.69)];
        assert_eq!(wins(&seen), Some(("杭州".to_owned(), Declared)), "what is not sure by itself outweighs nothing");
    }

    #[test]
    fn bands_begin_on_birthdays() {
        for (age, expected) in
            [(17.9, "under_18"), (18.0, "18_24"), (30.9, "25_30"), (31.0, "31_40"), (80.0, "over_50")]
        {
            assert_eq!(band(age), Some(expected), "{age}");
        }
        assert_eq!(band(130.0), None);
    }

    #[test]
    fn a_birth_year_near_the_edge_of_a_band_is_less_sure() {
        assert_eq!(likeliest(27.3, 28.3), Some(("25_30", 1.0)));
        let (key, p) = likeliest(30.2, 31.2).unwrap();
        assert_eq!(key, "25_30");
        assert!((p - 0.8).abs() < 1e-9);
        assert_eq!(likeliest(30.9, 31.9).unwrap().0, "31_40");
        assert_eq!(likeliest(300.0, 301.0), None);
    }

    #[test]
    fn ten_years_of_birth_lie_in_the_band_that_holds_most_of_them() {
        let (key, share) = likeliest(25.0, 35.0).unwrap();
        assert_eq!(key, "25_30");
        assert!((share - 0.6).abs() < 1e-9);
    }
}
