//! Which adjacent words go together, and how much more often some say something than others do.

use std::collections::HashMap;
use std::hash::BuildHasher;

use super::Z;
use crate::model::signal::log_odds;

/// The most words of a phrase.
pub const LONGEST: usize = 4;
/// Stands between the words of a run; no content word holds it.
pub const BETWEEN: char = '\n';
/// Words that go together at least so far are a phrase, on the scale of [`npmi`].
const TOGETHER: f64 = 0.5;

/// How far two go together: pointwise mutual information over its greatest possible value (Bouma 2009). −1 never,
/// 0 as often as by chance, 1 always. `both`, `one` and `other` are messages out of `of`.
pub fn npmi(both: u32, one: u32, other: u32, of: u32) -> f64 {
    let share = |n: u32| f64::from(n) / f64::from(of.max(1));
    match (both, share(both)) {
        (0, _) => -1.0,
        (_, together) if together >= 1.0 => 1.0,
        (_, together) => (together / (share(one) * share(other))).ln() / -together.ln(),
    }
}

/// Whether a run of words is a phrase: the parts on either side of its weakest joint go together. `said` holds in how
/// many of the `of` messages each run is said; parts that it no longer holds are rare, and tell nothing.
pub fn is_phrase<S: BuildHasher>(run: &str, said: &HashMap<Box<str>, u32, S>, of: u32) -> bool {
    let Some(both) = said.get(run) else { return false };
    let mut joints = run.match_indices(BETWEEN).peekable();
    joints.peek().is_some()
        && joints.all(|(at, _)| match (said.get(&run[..at]), said.get(&run[at + 1..])) {
            (Some(one), Some(other)) => npmi(*both, *one, *other, of) >= TOGETHER,
            _ => false,
        })
}

/// A run as it is written: Latin words with a space between them, any others without.
pub fn written(run: &str) -> String {
    let mut written = String::with_capacity(run.len());
    let mut last_is_latin = false;
    for word in run.split(BETWEEN) {
        let is_latin = word.is_ascii();
        if is_latin && last_is_latin {
            written.push(' ');
        }
        written.push_str(word);
        last_is_latin = is_latin;
    }
    written
}

/// How much more often something is said here than elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keyness {
    /// The ratio of the odds of a message to hold it.
    pub times: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// ln of the ratio in standard errors, which orders keywords.
    pub z: f64,
}

/// The [`log_odds`] of `own` of `of_own` messages here against the `others` of `of_others` elsewhere, as a ratio.
pub fn keyness((own, of_own): (u32, u32), (others, of_others): (u32, u32)) -> Keyness {
    let sum = |a: u32, b: u32| u64::from(a) + u64::from(b);
    let odds = log_odds(own, of_own, sum(own, others), sum(of_own, of_others));
    let at = |errors: f64| (odds.distance + errors * odds.error).exp();
    Keyness { times: at(0.0), low: at(-Z), high: at(Z), z: odds.z() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_together_by_hand() {
        // 10 of 100 hold both, 20 the one, 10 the other: ln(.1 / (.2·.1)) = ln 5 = 1.609438, over ln 10 = 2.302585.
        assert!((npmi(10, 20, 10, 100) - 0.698_970).abs() < 1e-6);
        // As often as by chance: .02 = .2·.1.
        assert!(npmi(2, 20, 10, 100).abs() < 1e-12);
        assert_eq!((npmi(0, 20, 10, 100), npmi(100, 100, 100, 100)), (-1.0, 1.0));
    }

    #[test]
    fn how_much_more_often_by_hand() {
        // 8 of 50 here, 2 of 150 elsewhere; the prior is 100·10/200 = 5 of 100 messages.
        // odds here 13 / (150 − 13), elsewhere 7 / (250 − 7): ratio .0948905 / .0288066 = 3.294057.
        // error √(1/13 + 1/7) = .468807; ln ratio 1.192120, z 2.542877, interval e^(1.192120 ± .918861).
        let found = keyness((8, 50), (2, 150));
        assert!((found.times - 3.294_057).abs() < 1e-5, "{found:?}");
        assert!((found.z - 2.542_877).abs() < 1e-4, "{found:?}");
        assert!((found.low - 1.314_242).abs() < 1e-4 && (found.high - 8.256_354).abs() < 1e-3, "{found:?}");
    }

    #[test]
    fn a_phrase_holds_at_its_weakest_joint() {
        let said: HashMap<Box<str>, u32> = [
            ("空气", 10),
            ("炸锅", 10),
            ("推荐", 60),
            ("空气\n炸锅", 10),
            ("炸锅\n推荐", 6),
            ("空气\n炸锅\n推荐", 6),
            ("今天\n推荐", 6),
        ]
        .map(|(run, n)| (run.into(), n))
        .into();
        assert!(is_phrase("空气\n炸锅", &said, 100));
        assert!(!is_phrase("空气\n炸锅\n推荐", &said, 100), "six of the ten are as many as chance gives");
        assert!(!is_phrase("空气", &said, 100), "one word is no phrase");
        assert!(!is_phrase("今天\n推荐", &said, 100), "of a part nothing is known any more");
    }

    #[test]
    fn phrases_are_written_as_they_are_said() {
        for (run, expected) in
            [("亲子\n露营", "亲子露营"), ("machine\nlearning", "machine learning"), ("docker\n部署", "docker部署")]
        {
            assert_eq!(written(run), expected);
        }
    }
}
