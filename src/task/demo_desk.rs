//! What the demo's operator has planned with members and noted of them, by the calendar of the day on
//! which the demo is made: then something is due.

use anyhow::{Result, anyhow};

use crate::lang::Lang;
use crate::model::today::{FollowUp, Status};
use crate::model::{MemberId, Timestamp};
use crate::store::{Store, StoreError};

use super::demo_cast::{Character, Part, Place};

/// A plan: with the nth of a part, due in so many days, whose, and the note that says why.
const PLANS: [(Part, usize, i32, &str, &str); 3] = [
    (Part::Upset, 0, -2, "小林", "嫌发货慢，答应补一张优惠券"),
    (Part::Upset, 1, 0, "小林", "帐篷漏水，等厂家回复后告诉她"),
    (Part::Starter, 0, 5, "阿周", "想请她带一次周末露营"),
];

/// Writes plans and notes into the store.
///
/// # Errors
/// If the store fails.
pub(super) fn plan(store: &mut Store, people: &[Character], lang: Lang) -> Result<()> {
    let said = |error: StoreError| anyhow!(error.say(lang));
    let now = Timestamp::now();
    let today = store.calendar().day(now);
    for (part, nth, days, owner, note) in PLANS {
        let Some(member) = find(store, people, part, nth).map_err(said)? else { continue };
        store.add_note(member, note, now).map_err(said)?;
        let plan =
            FollowUp { due: Some(today + days), status: Status::Open, owner: owner.to_owned(), ..FollowUp::default() };
        store.follow_up(&[member], &plan, now).map_err(said)?;
    }
    store.begin_journal().map_err(said)
}

/// The nth of a part who has an account on WeChat.
fn find(store: &Store, people: &[Character], part: Part, nth: usize) -> Result<Option<MemberId>, StoreError> {
    let here = |person: &&Character| person.part == part && person.places[0] != Place::Gear;
    let Some(person) = people.iter().filter(here).nth(nth) else { return Ok(None) };
    Ok(store.view().find(&format!("wechat:{}", person.wxid()))?.first().copied())
}
