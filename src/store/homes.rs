//! Where members stand: who is at which rank, and in which community they are at home.

use rusqlite::Connection;

use super::StoreError;
use super::column::{COMMUNITY, Column, MEMBER, Values};
use crate::model::{CommunityId, MemberId};

/// Rank and home community of every member.
#[derive(Debug)]
pub(super) struct Homes {
    members: Column,
    communities: Column,
    /// Of the members by their numbers, ascending.
    ranks: Vec<u32>,
}

impl Homes {
    pub fn read(conn: &Connection) -> Result<Homes, StoreError> {
        let members = Column::of_lines(conn, MEMBER)?;
        let communities = Column::of_lines(conn, COMMUNITY)?;
        let ranks = members.ranks_by_place();
        Ok(Homes { members, communities, ranks })
    }

    /// A member's rank, and their home.
    pub fn get(&self, member: i64) -> Option<(u32, CommunityId)> {
        let Values::Whole(numbers) = &self.members.values else { return None };
        let rank = *self.ranks.get(place(numbers, member)?)?;
        Some((rank, self.community(rank)?))
    }

    /// The member at a rank.
    pub fn member(&self, rank: u32) -> Option<MemberId> {
        self.members.whole(rank).map(MemberId)
    }

    /// The home community of the member at a rank.
    pub fn community(&self, rank: u32) -> Option<CommunityId> {
        self.communities.whole(rank).map(CommunityId)
    }
}

/// Where a number stands among ascending ones. They have few gaps: it is looked for downward from
/// where it would stand if there were none.
fn place(numbers: &[i64], number: i64) -> Option<usize> {
    let last = usize::try_from(number.checked_sub(*numbers.first()?)?).ok()?.min(numbers.len() - 1);
    let mut step = 1;
    let mut low = last;
    while low > 0 && numbers[low] > number {
        low = low.saturating_sub(step);
        step *= 2;
    }
    numbers[low..=last].binary_search(&number).ok().map(|at| low + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_across_gaps() {
        let numbers = [3, 4, 5, 9, 10, 40, 41, 1_000];
        for number in -2..1_010 {
            assert_eq!(place(&numbers, number), numbers.iter().position(|own| *own == number), "{number}");
        }
        assert_eq!((place(&[], 1), place(&[i64::MIN, i64::MAX], i64::MAX)), (None, None));
    }
}
