//! Marks of the operator on members: staff, bots.

use super::error::Result;
use super::pulse::Step;
use super::{Reader, Store, journal};
use crate::model::MemberId;
use crate::model::journal::Act;
use crate::model::view::StaffMark;

/// What the member `p` counts as: what the operator marked, or a bot whom a platform or a list calls one.
pub(super) const COUNTS_AS: &str = "CASE WHEN p.staff = 0 AND EXISTS (SELECT 1 FROM identity b
    JOIN membership s ON s.identity = b.id AND s.role = 'bot' WHERE b.member = p.id) THEN 2 ELSE p.staff END";

impl Reader {
    /// Who of these is a bot by what a platform or a list says alone, which no mark of the operator takes back.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn bots_by_role(&self, members: &[MemberId]) -> Result<Vec<MemberId>> {
        let conn = self.conn()?;
        let sql = format!("SELECT p.staff = 0 AND ({COUNTS_AS}) = 2 FROM member p WHERE p.id = ?1");
        let mut statement = conn.prepare(&sql)?;
        let mut found = Vec::new();
        for member in members {
            if statement.query_row([member.0], |row| row.get(0))? {
                found.push(*member);
            }
        }
        Ok(found)
    }
}

impl Store {
    /// Marks members as staff or bots, or takes the mark away; how many changed.
    pub fn mark_staff(&mut self, members: &[MemberId], mark: StaffMark) -> Result<u64> {
        let number = match mark {
            StaffMark::None => 0,
            StaffMark::Staff => 1,
            StaffMark::Bot => 2,
        };
        let act = Act::MarkStaff { mark: mark.key().to_owned() };
        let pulse = self.pulse();
        self.act(&act, journal::one(members), |transaction| {
            let mut update =
                transaction.prepare_cached("UPDATE member SET staff = ?2, dirty = 1 WHERE id = ?1 AND staff <> ?2")?;
            let mut changed = 0;
            pulse.begin(Step::Acting, members.len() as u64);
            for member in members {
                pulse.beat()?;
                changed += update.execute((member.0, number))? as u64;
            }
            journal::counted(changed)
        })
    }
}
