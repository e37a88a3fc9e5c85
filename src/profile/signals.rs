//! Reads the numbers of one as-of day off a state.

use crate::model::Day;
use crate::model::record::{Action, MessageKind};
use crate::model::signal::{Period, Signals};
use crate::model::state::{DayAction, MemberState};

use super::fold::WEAK_CONTACT;

/// A first message this many days after the data begin is a beginning, not the edge of the export.
const OBSERVED_BEFORE: i32 = 30;

/// The member's numbers on the as-of day; days from it on do not count.
pub fn signals(state: &MemberState, period: Period) -> Signals {
    let t = period.as_of;
    let messages = f64::from(state.messages);
    let mut signals = Signals {
        observed: f64::from(t - period.first),
        messages,
        recency: f64::INFINITY,
        order_recency: f64::INFINITY,
        left: state.left.is_some_and(|left| left < t),
        groups: state.groups.iter().filter(|group| group.messages > 0).count() as f64,
        mentions: f64::from(state.mentions_received),
        likes: f64::from(state.likes_received),
        started: f64::from(state.threads_joined_by_others),
        threads_90: state.threads.iter().filter(|day| within(**day, t, 90)).count() as f64,
        tenure: tenure(state, period),
        ..Signals::default()
    };
    active_days(state, t, &mut signals);
    actions(state, t, &mut signals);
    contacts(state, t, &mut signals);
    orders(state, t, &mut signals);
    signals
}

/// `[T−n, T)`.
pub(super) fn within(day: Day, t: Day, n: i32) -> bool {
    day < t && t - day <= n
}

/// 2^(−(T−1−d)/h).
fn decayed(day: Day, t: Day, half_life: f64) -> f64 {
    (-f64::from(t - day - 1) / half_life).exp2()
}

/// The distinct days of a sorted list, before T.
pub(super) fn distinct(days: &[DayAction], t: Day) -> impl Iterator<Item = Day> {
    let mut last = None;
    days.iter().map(|done| done.day).take_while(move |day| *day < t).filter(move |day| last.replace(*day) != Some(*day))
}

fn active_days(state: &MemberState, t: Day, signals: &mut Signals) {
    let (mut first, mut previous): (Option<Day>, Option<Day>) = (None, None);
    let mut days_31_90 = 0.0;
    for day in distinct(&state.days, t) {
        signals.active_days += 1.0;
        let age = f64::from(t - day - 1);
        // One power serves every half-life: 2^(−age/30) = (2^(−age/90))³.
        let slow = (-age / 90.0).exp2();
        signals.a90 += slow;
        signals.a30 += slow * slow * slow;
        signals.a365 += (-age / 365.0).exp2();
        if age < 300.0 {
            signals.a7 += (-age / 7.0).exp2();
        }
        if within(day, t, 30) {
            signals.c30 += 1.0;
            if let Some(previous) = previous {
                signals.gap_before = signals.gap_before.max(f64::from(day - previous - 1));
            }
        } else if within(day, t, 90) {
            days_31_90 += 1.0;
        }
        signals.recency = f64::from(t - day);
        signals.span = f64::from(day - *first.get_or_insert(day));
        previous = Some(day);
    }
    signals.p30 = days_31_90 / 2.0;
}

fn tenure(state: &MemberState, period: Period) -> Option<f64> {
    let first = state.days.first().map(|done| done.day);
    let begun = first.filter(|first| *first - period.first >= OBSERVED_BEFORE);
    let since = state.joined.or(begun)?;
    Some(f64::from(period.as_of - since))
}

fn actions(state: &MemberState, t: Day, signals: &mut Signals) {
    let (reply, forward) = (Action::Reply.key(), Action::Forward.key());
    for done in state.days.iter().filter(|done| done.day < t) {
        if done.action == reply {
            signals.replies_sent += done.count as f64 * decayed(done.day, t, 90.0);
        } else if done.action == forward {
            signals.amplified += done.count as f64;
        }
    }
    let broadcasts = state.kinds.get(MessageKind::Announcement as usize).copied().unwrap_or(0);
    signals.amplified += f64::from(broadcasts);
    let (mut received, mut week) = (0.0, None);
    for got in state.received.iter().filter(|got| got.day < t && got.action == reply) {
        received += got.count as f64;
        signals.replies_received += got.count as f64 * decayed(got.day, t, 90.0);
        let this = (got.day.0 + 3).div_euclid(7);
        if week.replace(this) != Some(this) {
            signals.reply_weeks += 1.0;
        }
    }
    signals.received_per_message = if signals.messages > 0.0 { received / signals.messages } else { 0.0 };
}

fn contacts(state: &MemberState, t: Day, signals: &mut Signals) {
    for peer in &state.peers {
        let recent = peer.last_sent.is_some_and(|day| within(day, t, 90));
        signals.replied_to_90 += f64::from(u8::from(recent));
        let answers = peer.received > 0 || peer.weak_received >= WEAK_CONTACT;
        signals.repliers += f64::from(u8::from(answers));
        signals.helped += f64::from(u8::from(peer.helped));
    }
}

fn orders(state: &MemberState, t: Day, signals: &mut Signals) {
    let mut days: Vec<Day> = Vec::with_capacity(state.orders.len());
    for order in state.orders.iter().filter(|order| order.day < t) {
        signals.order_amount += order.revenue.major() * decayed(order.day, t, 180.0);
        signals.order_recency = signals.order_recency.min(f64::from(t - order.day));
        days.push(order.day);
    }
    days.sort_unstable();
    days.dedup();
    signals.order_frequency = days.into_iter().map(|day| decayed(day, t, 365.0)).sum();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::state::Peer;
    use crate::model::{EvidenceKind, MemberId, Money};

    fn on(days: &[i32]) -> MemberState {
        let done = |day: &i32| DayAction { day: Day(*day), action: "message".into(), count: 1 };
        MemberState { days: days.iter().map(done).collect(), messages: days.len() as u32, ..MemberState::default() }
    }

    const PERIOD: Period = Period { first: Day(0), as_of: Day(1000) };

    #[test]
    fn decayed_days_halve_with_their_half_life() {
        let signals = signals(&on(&[999 - 365, 999 - 30, 999]), PERIOD);
        assert!((signals.a30 - (1.0 + 0.5 + (-365.0_f64 / 30.0).exp2())).abs() < 1e-12);
        assert!((signals.a365 - (1.0 + (-30.0_f64 / 365.0).exp2() + 0.5)).abs() < 1e-12);
        assert_eq!((signals.recency, signals.active_days), (1.0, 3.0));
    }

    #[test]
    fn windows_end_before_the_as_of_day() {
        let signals = signals(&on(&[909, 910, 969, 970, 999, 1000, 1500]), PERIOD);
        assert_eq!((signals.c30, signals.p30), (2.0, 1.0), "970 and 999; 910 and 969; 1000 is not yet");
        assert_eq!(signals.active_days, 5.0);
    }

    #[test]
    fn the_gap_that_a_return_ended_is_remembered() {
        assert_eq!(signals(&on(&[800, 990, 999]), PERIOD).gap_before, 189.0);
        assert_eq!(signals(&on(&[800, 960, 999]), PERIOD).gap_before, 38.0, "the long gap ended earlier");
    }

    #[test]
    fn a_first_message_at_the_edge_of_the_export_is_no_beginning() {
        assert_eq!(signals(&on(&[29, 990]), PERIOD).tenure, None);
        assert_eq!(signals(&on(&[980, 990]), PERIOD).tenure, Some(20.0));
        let joined = MemberState { joined: Some(Day(100)), ..on(&[980]) };
        assert_eq!(signals(&joined, PERIOD).tenure, Some(900.0));
    }

    #[test]
    fn speaking_next_counts_from_the_third_time() {
        let peer = |member, received, weak_received| Peer { received, weak_received, ..Peer::new(MemberId(member)) };
        let state = MemberState { peers: vec![peer(1, 1, 0), peer(2, 0, 3), peer(3, 0, 2)], ..on(&[1]) };
        assert_eq!(signals(&state, PERIOD).repliers, 2.0);
    }

    #[test]
    fn orders_of_one_day_count_once_and_fade() {
        let order = |day| crate::model::state::OrderTally {
            row: 1,
            kind: EvidenceKind::Order,
            day: Day(day),
            revenue: Money(10_000),
            discount: Money(0),
        };
        let state = MemberState { orders: vec![order(819), order(999), order(999)], ..MemberState::default() };
        let signals = signals(&state, PERIOD);
        assert!((signals.order_frequency - (1.0 + (-180.0_f64 / 365.0).exp2())).abs() < 1e-12);
        assert!((signals.order_amount - 250.0).abs() < 1e-9);
        assert_eq!(signals.order_recency, 1.0);
    }
}
