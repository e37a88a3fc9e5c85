//! In which order the matters of a day are dealt with; `docs/methods.md` gives every number.

use rustc_hash::FxHashSet;

use crate::model::today::{MOST, Matter, NEWLY_QUIET, TodayItem};

/// How much a matter presses, 0–100.
pub fn urgency(matter: &Matter) -> f64 {
    match matter {
        Matter::FollowUp { overdue, .. } => 90.0 + f64::from((*overdue).clamp(0, 10)),
        Matter::Question { hours } => 60.0 + 20.0 * share(*hours, 24.0),
        Matter::Advert { days } => 65.0 - (*days).clamp(0, 7) as f64,
        Matter::Quiet { days, amount, .. } => {
            (if *days <= NEWLY_QUIET { 45.0 } else { 25.0 }) + 20.0 * share(*amount, 1_000.0)
        }
        Matter::Newcomer { days } => 45.0 - f64::from((*days).clamp(0, 7)),
        Matter::Change { .. } => 20.0,
    }
}

fn share(part: f64, whole: f64) -> f64 {
    (part / whole).clamp(0.0, 1.0)
}

/// The list of a day: the most pressing first, equals in the order they came in, each member once,
/// with what presses most, but each of their questions, since each waits for an answer of its own.
pub fn ranked(mut matters: Vec<TodayItem>) -> Vec<TodayItem> {
    matters.sort_by(|one, other| urgency(&other.matter).total_cmp(&urgency(&one.matter)));
    let mut seen = FxHashSet::default();
    matters.retain(|item| seen.insert(item.member) || matches!(item.matter, Matter::Question { .. }));
    matters.truncate(MOST);
    matters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{IdentityId, MemberId};

    fn item(member: i64, matter: Matter) -> TodayItem {
        let (member, account) = (MemberId(member), IdentityId(member));
        TodayItem { member, name: String::new(), account, stamp: 0, matter, words: None }
    }

    fn question(hours: f64) -> Matter {
        Matter::Question { hours }
    }

    fn quiet(amount: f64) -> Matter {
        Matter::Quiet { days: 20, orders: 1.0, amount }
    }

    fn due(overdue: i32) -> Matter {
        Matter::FollowUp { overdue, owner: String::new() }
    }

    fn order(matters: Vec<Matter>) -> Vec<i64> {
        let items = (1..).zip(matters).map(|(member, matter)| item(member, matter)).collect();
        ranked(items).iter().map(|item| item.member.0).collect()
    }

    #[test]
    fn promises_come_before_questions_before_adverts_before_buyers_before_newcomers_before_news() {
        let news = Matter::Change { changes: Vec::new() };
        let matters =
            vec![news, Matter::Newcomer { days: 1 }, quiet(100.0), Matter::Advert { days: 0 }, question(9.0), due(0)];
        assert_eq!(order(matters), [6, 5, 4, 3, 2, 1]);
    }

    #[test]
    fn the_longer_a_question_waits_and_the_more_a_buyer_paid_the_more_it_presses() {
        assert_eq!(order(vec![question(2.0), question(30.0), question(12.0)]), [2, 3, 1]);
        assert_eq!(order(vec![quiet(10.0), quiet(5_000.0), quiet(400.0)]), [2, 3, 1]);
        let long = Matter::Quiet { days: 31, orders: 1.0, amount: 900.0 };
        assert_eq!(order(vec![long, quiet(10.0)]), [2, 1], "who went quiet lately first");
        assert_eq!(order(vec![due(0), due(3)]), [2, 1]);
        assert_eq!(order(vec![question(2.0), quiet(1_000.0)]), [2, 1], "a good customer before a fresh question");
    }

    #[test]
    fn each_member_stands_once_with_what_presses_most_but_with_each_of_their_questions() {
        let items = vec![item(1, quiet(10.0)), item(1, question(5.0)), item(2, due(0)), item(1, question(9.0))];
        let matters: Vec<Matter> = ranked(items).into_iter().map(|item| item.matter).collect();
        assert_eq!(matters, [due(0), question(9.0), question(5.0)], "both questions wait, and of the rest the first");
    }

    #[test]
    fn equals_keep_their_order_and_the_list_ends() {
        let many = (0..500).map(|_| question(48.0)).collect();
        assert_eq!(order(many), (1..=MOST as i64).collect::<Vec<_>>());
    }
}
