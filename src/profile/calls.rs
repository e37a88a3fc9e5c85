//! How others call a member when they answer them: a gender, once enough of them agree.

use rustc_hash::FxHashMap;

use super::fold::evidence;
use crate::model::attribute::{EvidenceKind, EvidenceRef, Provenance};
use crate::model::state::Claim;
use crate::model::{MemberId, Timestamp};

/// Members who have to call somebody 姐, and those who have to call somebody 哥, which is said more lightly.
const SPEAKERS: [(&str, usize); 2] = [("female", 2), ("male", 3)];
/// How sure it is then: docs/accuracy.md.
const PRECISION: f32 = 0.75;
/// Messages kept as evidence, the latest.
const KEPT: usize = 5;

/// The last message of each member by which they called this one so.
#[derive(Debug, Default)]
pub(super) struct Calls {
    last: FxHashMap<(MemberId, &'static str), (Timestamp, i64)>,
}

impl Calls {
    /// Notes a call.
    pub fn add(&mut self, from: MemberId, gender: &'static str, time: Timestamp, message: i64) {
        let last = self.last.entry((from, gender)).or_insert((time, message));
        *last = (*last).max((time, message));
    }

    /// What the calls say together: nothing where two say otherwise, or too few speak.
    pub fn claims(self) -> Vec<Claim> {
        let genders = || self.last.keys().map(|(_, gender)| *gender);
        let said = |gender: &str| genders().filter(|said| *said == gender).count();
        let agreed =
            SPEAKERS.iter().find(|(gender, least)| said(gender) >= *least && genders().all(|said| said == *gender));
        let Some((gender, _)) = agreed else { return Vec::new() };
        let mut rows: Vec<(Timestamp, i64)> = self.last.into_values().collect();
        rows.sort_unstable_by(|a, b| b.cmp(a));
        rows.into_iter().take(KEPT).map(|(time, message)| claim(gender, time, message)).collect()
    }
}

fn claim(gender: &str, time: Timestamp, message: i64) -> Claim {
    Claim {
        attribute: "gender".to_owned(),
        value: gender.to_owned(),
        provenance: Provenance::Inferred,
        precision: PRECISION,
        time: Some(time),
        evidence: EvidenceRef { weight: PRECISION, ..evidence(EvidenceKind::Message, message) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(calls: &[(i64, &'static str)]) -> Vec<(String, i64)> {
        let mut all = Calls::default();
        for (message, (from, gender)) in (1..).zip(calls) {
            all.add(MemberId(*from), gender, Timestamp(message), message);
        }
        all.claims().into_iter().map(|claim| (claim.value, claim.evidence.row)).collect()
    }

    #[test]
    fn it_takes_several_members_who_agree() {
        let she = |rows: &[i64]| rows.iter().map(|row| ("female".to_owned(), *row)).collect::<Vec<_>>();
        assert_eq!(told(&[]), []);
        assert_eq!(told(&[(1, "female"), (1, "female")]), [], "one speaker twice");
        assert_eq!(told(&[(1, "female"), (1, "female"), (2, "female")]), she(&[3, 2]));
        assert_eq!(told(&[(1, "male"), (2, "male")]), [], "哥 is said more lightly");
        assert_eq!(told(&[(1, "male"), (2, "male"), (3, "male")]).len(), 3);
        assert_eq!(told(&[(1, "female"), (2, "female"), (3, "male")]), [], "somebody says otherwise");
        assert_eq!(told(&[(1, "female"), (2, "female"), (2, "male")]), [], "and be it the same");
    }
}
