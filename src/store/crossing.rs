//! Members who are in more than one group, those who advertise there, and who invited whom.

use rusqlite::params;
use rustc_hash::FxHashMap;

use super::index::Lens;
use super::{Reader, StoreError};
use crate::model::MemberId;
use crate::model::view::{AdvertiserRow, Crossing, InviterRow};

/// From this share of adverts on, a member counts as an advertiser.
const ADVERTISES: f64 = 0.5;
/// Advertisers listed at most.
const ADVERTISERS: u32 = 500;

impl Reader {
    /// How many members are in how many groups, and who advertises in several of them.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn crossing(&self) -> Result<Crossing, StoreError> {
        let lens = self.lens()?;
        let mut statement = lens.conn.prepare_cached(SPREAD)?;
        let spread = statement.query_map([], |row| Ok((row.get::<_, u32>(0)?.into(), row.get::<_, u32>(1)?.into())))?;
        let spread = spread.collect::<Result<_, _>>()?;
        let number = |sql: &str| lens.conn.prepare_cached(sql)?.query_row([ADVERTISES], |row| row.get::<_, u32>(0));
        let advertise = number(&format!("SELECT count(*) {ADVERTISING}"))?.into();
        Ok(Crossing { spread, advertisers: lens.advertisers()?, advertise })
    }

    /// Inviters as a tree, each above those whom they invited; those with most people below first.
    /// A person counts for whoever invited them first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn inviters(&self) -> Result<Vec<InviterRow>, StoreError> {
        let lens = self.lens()?;
        let mut forest = Forest::of(lens.invitations()?);
        let mut lines = forest.lines();
        for line in &mut lines {
            line.name = self.name_of(line.member)?;
        }
        Ok(lines)
    }
}

impl Lens<'_> {
    fn advertisers(&self) -> Result<Vec<AdvertiserRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(&format!(
            "SELECT s.member, s.name, a.number, s.messages {ADVERTISING} \
             ORDER BY s.group_count DESC, a.number * s.messages DESC, s.rank LIMIT ?2"
        ))?;
        let mut rows = statement.query(params![ADVERTISES, ADVERTISERS])?;
        let mut advertisers = Vec::new();
        while let Some(row) = rows.next()? {
            let member = MemberId(row.get(0)?);
            advertisers.push(AdvertiserRow {
                member,
                name: row.get(1)?,
                share: row.get(2)?,
                messages: row.get::<_, u32>(3)?.into(),
                groups: self.groups_of(member)?,
            });
        }
        Ok(advertisers)
    }

    fn groups_of(&self, member: MemberId) -> Result<Vec<String>, StoreError> {
        let mut statement = self.conn.prepare_cached(GROUPS)?;
        Ok(statement.query_map([member.0], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Everybody who was invited, by their first inviter.
    fn invitations(&self) -> Result<FxHashMap<i64, Invitation>, StoreError> {
        let mut statement = self.conn.prepare_cached(INVITATIONS)?;
        let rows = statement.query_map([], |row| {
            let is_active = row.get::<_, Option<bool>>(4)?.unwrap_or(false);
            Ok((row.get(2)?, row.get(0)?, Invitation { inviter: row.get(1)?, stayed: row.get(3)?, is_active }))
        })?;
        let mut all: Vec<(i64, i64, Invitation)> = rows.collect::<Result<_, _>>()?;
        all.sort_unstable_by_key(|(joined, who, invitation)| (*joined, *who, invitation.inviter));
        let mut first: FxHashMap<i64, Invitation> = FxHashMap::default();
        for (_, who, invitation) in all {
            let known = first.entry(who).or_insert(invitation);
            known.stayed |= invitation.stayed && invitation.inviter == known.inviter;
        }
        Ok(first)
    }
}

/// How somebody came in.
#[derive(Debug, Clone, Copy)]
struct Invitation {
    inviter: i64,
    stayed: bool,
    is_active: bool,
}

/// Inviters with what became of those whom they invited.
#[derive(Debug, Default)]
struct Forest {
    lines: FxHashMap<i64, InviterRow>,
    /// Inviters below an inviter.
    below: FxHashMap<i64, Vec<i64>>,
    roots: Vec<i64>,
}

impl Forest {
    fn of(invitations: FxHashMap<i64, Invitation>) -> Forest {
        let mut forest = Forest::default();
        for invitation in invitations.values() {
            let line = forest.lines.entry(invitation.inviter).or_insert_with(|| line(invitation.inviter));
            line.invited += 1;
            line.stayed += u64::from(invitation.stayed);
            line.active_30d += u64::from(invitation.is_active);
        }
        for inviter in forest.lines.keys() {
            match invitations.get(inviter) {
                Some(invitation) => forest.below.entry(invitation.inviter).or_default().push(*inviter),
                None => forest.roots.push(*inviter),
            }
        }
        forest.break_rings(&invitations);
        forest
    }

    /// People who invited one another in a ring have nobody above them: the first of them stands on top.
    fn break_rings(&mut self, invitations: &FxHashMap<i64, Invitation>) {
        let mut reached: FxHashMap<i64, ()> = FxHashMap::default();
        let mut inviters: Vec<i64> = self.lines.keys().copied().collect();
        inviters.sort_unstable();
        let mut open = self.roots.clone();
        let mut left = inviters.into_iter();
        loop {
            while let Some(inviter) = open.pop() {
                if reached.insert(inviter, ()).is_none() {
                    open.extend(self.below.get(&inviter).into_iter().flatten());
                }
            }
            let Some(top) = left.find(|inviter| !reached.contains_key(inviter)) else { return };
            if let Some(above) = invitations.get(&top).and_then(|own| self.below.get_mut(&own.inviter)) {
                above.retain(|inviter| *inviter != top);
            }
            self.roots.push(top);
            open.push(top);
        }
    }

    /// The lines from top to bottom.
    fn lines(&mut self) -> Vec<InviterRow> {
        let order = self.order();
        for (inviter, _) in order.iter().rev() {
            let further: u64 = self.inviters_below(*inviter).map(|line| line.below).sum();
            if let Some(line) = self.lines.get_mut(inviter) {
                line.below = line.invited + further;
            }
        }
        self.sort();
        let line = |(inviter, depth): (i64, u32)| Some(InviterRow { depth, ..self.lines.get(&inviter)?.clone() });
        self.order().into_iter().filter_map(line).collect()
    }

    fn inviters_below(&self, inviter: i64) -> impl Iterator<Item = &InviterRow> {
        self.below.get(&inviter).into_iter().flatten().filter_map(|below| self.lines.get(below))
    }

    fn sort(&mut self) {
        let lines = &self.lines;
        let key = |inviter: &i64| (std::cmp::Reverse(lines.get(inviter).map(|line| line.below)), *inviter);
        self.roots.sort_by_key(key);
        self.below.values_mut().for_each(|inviters| inviters.sort_by_key(key));
    }

    /// Inviters with their depth, each before those below.
    fn order(&self) -> Vec<(i64, u32)> {
        let mut order = Vec::with_capacity(self.lines.len());
        let mut open: Vec<(i64, u32)> = self.roots.iter().rev().map(|root| (*root, 0)).collect();
        while let Some((inviter, depth)) = open.pop() {
            order.push((inviter, depth));
            let below = self.below.get(&inviter).into_iter().flatten();
            open.extend(below.rev().map(|inviter| (*inviter, depth + 1)));
        }
        order
    }
}

fn line(inviter: i64) -> InviterRow {
    let name = String::new();
    InviterRow { depth: 0, member: MemberId(inviter), name, invited: 0, stayed: 0, active_30d: 0, below: 0 }
}

const SPREAD: &str = "SELECT group_count, count(*) FROM standing WHERE rank IS NOT NULL AND staff = 0 AND group_count > 1 \
    GROUP BY group_count ORDER BY group_count DESC";

const ADVERTISING: &str = "FROM attribute a \
    JOIN standing s ON s.member = a.member AND s.community = a.community AND s.rank IS NOT NULL \
    WHERE a.key = 'advert_share' AND a.number >= ?1 AND s.group_count > 1 AND s.staff = 0";

const GROUPS: &str = "SELECT DISTINCT g.name FROM identity i JOIN membership m ON m.identity = i.id \
    JOIN groups g ON g.id = m.group_id WHERE i.member = ?1 AND m.left_at IS NULL ORDER BY g.id";

/// (who, by whom, when, whether they are still there, whether they were seen in the last 30 days).
const INVITATIONS: &str = "SELECT i.member, b.member, coalesce(m.joined, 9223372036854775807), \
    m.left_at IS NULL, s.silent <= 30 FROM membership m CROSS JOIN identity b ON b.id = m.inviter \
    CROSS JOIN identity i ON i.id = m.identity \
    CROSS JOIN standing t ON t.member = b.member AND t.rank IS NOT NULL \
    LEFT JOIN standing s ON s.member = i.member AND s.rank IS NOT NULL \
    WHERE m.inviter IS NOT NULL AND b.member <> i.member";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Attribute;
    use crate::model::view::StaffMark;
    use crate::store::village::{Person, Village};

    fn person(member: i64, groups: u32, staff: StaffMark) -> Person {
        let mut person = Person::new(member, &format!("m{member}"), Some(60.0 - member as f64));
        (person.standing.group_count, person.standing.staff) = (groups, staff);
        person.standing.silent = Some(3);
        person
    }

    #[test]
    fn people_in_several_groups_are_counted_without_staff_and_advertisers_in_full() {
        let mut village = Village::peopled();
        let advert = |person: Person| person.with(Attribute::observed("advert_share", 0.6, 5, Vec::new()));
        let people = [
            advert(person(1, 2, StaffMark::None)),
            person(2, 3, StaffMark::None),
            advert(person(3, 1, StaffMark::None)),
            advert(person(4, 2, StaffMark::Bot)),
        ];
        village.build(&[], &people);
        let crossing = village.store.view().crossing().unwrap();
        assert_eq!(crossing.spread, [(3, 1), (2, 1)]);
        assert_eq!((crossing.advertise, crossing.advertisers.len()), (1, 1));
        let AdvertiserRow { member, share, groups, .. } = &crossing.advertisers[0];
        assert_eq!((member.0, *share, groups.join(" ")), (1, 0.6, "露营一群 露营二群".to_owned()));
    }

    #[test]
    fn inviters_are_told_with_who_stayed_and_who_was_seen_lately() {
        let mut village = Village::peopled();
        village.sql(
            "UPDATE membership SET inviter = 11 WHERE identity = 31; UPDATE membership SET inviter = 21 WHERE identity = 41;",
        );
        let mut gone = person(3, 1, StaffMark::None);
        gone.standing.silent = Some(31);
        village.build(&[], &[person(1, 2, StaffMark::None), person(2, 1, StaffMark::None), gone]);
        let told = village.store.view().inviters().unwrap();
        let told: Vec<_> = told
            .iter()
            .map(|row| (row.name.as_str(), row.depth, row.invited, row.stayed, row.active_30d, row.below))
            .collect();
        assert_eq!(told, [("阿青", 0, 2, 1, 1, 3), ("小北", 1, 1, 1, 0, 1)]);
    }

    fn forest(invitations: &[(i64, i64, bool)]) -> Vec<(i64, u32, u64, u64, u64)> {
        let invitations = invitations.iter().map(|(who, inviter, stayed)| {
            (*who, Invitation { inviter: *inviter, stayed: *stayed, is_active: *stayed })
        });
        let lines = Forest::of(invitations.collect()).lines();
        lines.iter().map(|line| (line.member.0, line.depth, line.invited, line.stayed, line.below)).collect()
    }

    #[test]
    fn whoever_has_most_people_below_stands_first_and_inviters_below_their_own() {
        let told = [(2, 1, true), (3, 1, false), (4, 2, true), (5, 2, true), (9, 8, true)];
        assert_eq!(forest(&told), [(1, 0, 2, 1, 4), (2, 1, 2, 2, 2), (8, 0, 1, 1, 1)]);
    }

    #[test]
    fn people_who_invited_one_another_in_a_ring_are_listed_once() {
        assert_eq!(forest(&[(1, 2, true), (2, 1, true)]), [(1, 0, 1, 1, 2), (2, 1, 1, 1, 1)]);
        assert_eq!(forest(&[]), []);
    }
}
