//! Everything on one member's page.

use rusqlite::OptionalExtension;

use super::index::Lens;
use super::members::MemberRows;
use super::{Reader, StoreError, attributes, states, tags};
use crate::model::attribute::ATTRIBUTES;
use crate::model::portrait::Ties;
use crate::model::signal::Period;
use crate::model::state::MemberState;
use crate::model::view::{
    ContactView, IdentityView, MemberPortrait, MembershipView, NameSpan, OrderView, TagSource, TagView,
};
use crate::model::{Attribute, CommunityId, Day, Dimension, MemberId, Money, Timestamp};

/// How many contacts and orders a page shows.
const CONTACTS: usize = 20;
const ORDERS: i64 = 50;
/// How many weeks the trend shows.
const WEEKS: usize = 52;

impl Reader {
    /// A member's page.
    ///
    /// # Errors
    /// If the store cannot be read, or no build has seen the member.
    pub fn portrait(&self, member: MemberId) -> Result<MemberPortrait, StoreError> {
        let lens = self.lens()?;
        let (rank, community) = lens.place(member)?.ok_or(StoreError::Absent)?;
        let as_of = lens.cache()?.as_of.get(&community).copied();
        let state = lens.state(member, community)?;
        let (attributes, fields) = in_page_order(attributes::all(lens.conn, member, community)?);
        let row = MemberRows::prepare(*lens)?.read(rank, &[])?;
        Ok(MemberPortrait {
            places: lens.places(community, &row.scores)?,
            row,
            names: lens.names(member)?,
            identities: lens.identities(member)?,
            memberships: lens.memberships(member)?,
            attributes,
            fields,
            tags: lens.tags_of(member, community)?,
            notes: self.notes(member)?,
            plan: self.plan(member)?,
            locked: self.locked(member)?,
            contacts: lens.contacts(&state)?,
            orders: lens.orders(member)?,
            history: lens.history(member, community)?,
            course: Vec::new(),
            weeks: as_of.map_or(Vec::new(), |as_of| weeks(&state, as_of)),
            hours: state.hours,
            as_of,
        })
    }
}

impl Reader {
    /// A member's state at home, with the days that are known of that community; none if no build has seen them.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn home_state(&self, member: MemberId) -> Result<Option<(MemberState, Period)>, StoreError> {
        let lens = self.lens()?;
        let Some((_, community)) = lens.place(member)? else { return Ok(None) };
        let Some(as_of) = lens.cache()?.as_of.get(&community).copied() else { return Ok(None) };
        let mut statement = lens.conn.prepare_cached(
            "SELECT coalesce(
                (SELECT min(first) FROM (
                    SELECT (SELECT min(time) FROM message WHERE group_id = g.id) AS first FROM groups g WHERE community = ?1
                    UNION ALL SELECT (SELECT min(time) FROM event WHERE group_id = g.id) FROM groups g WHERE community = ?1)),
                (SELECT min(first_seen) FROM standing WHERE community = ?1))",
        )?;
        let first: Option<i64> = statement.query_row([community.0], |row| row.get(0))?;
        let first = first.map_or(as_of, |first| self.calendar().day(Timestamp(first)));
        Ok(Some((lens.state(member, community)?, Period { first, as_of })))
    }

    /// Who answers whom around a member: the strongest contacts, and what passes among them.
    ///
    /// # Errors
    /// If the store cannot be read, or no build has seen the member.
    pub fn ties(&self, member: MemberId) -> Result<Ties, StoreError> {
        let lens = self.lens()?;
        let (_, community) = lens.place(member)?.ok_or(StoreError::Absent)?;
        let contacts = lens.contacts(&lens.state(member, community)?)?;
        let mut among = Vec::new();
        for (place, contact) in contacts.iter().enumerate() {
            let state = lens.state(contact.id, community)?;
            let later = contacts.iter().enumerate().skip(place + 1);
            among.extend(later.filter_map(|(other, later)| {
                let peer = state.peers.iter().find(|peer| peer.member == later.id)?;
                let answers = peer.sent + peer.received;
                (answers > 0).then_some((place, other, answers))
            }));
        }
        Ok(Ties { contacts, among })
    }
}

/// Attributes of the registry in its order, and imported fields by title.
fn in_page_order(all: Vec<Attribute>) -> (Vec<(Dimension, Attribute)>, Vec<Attribute>) {
    let mut known = Vec::new();
    let mut fields = Vec::new();
    for attribute in all {
        match ATTRIBUTES.iter().position(|spec| spec.key == attribute.key) {
            Some(place) => known.push((place, attribute)),
            None => fields.push(attribute),
        }
    }
    known.sort_by_key(|(place, _)| *place);
    fields.sort_by(|a, b| a.key.cmp(&b.key));
    let of_dimension = known.into_iter().map(|(place, attribute)| (ATTRIBUTES[place].dimension, attribute));
    (of_dimension.collect(), fields)
}

/// Messages by week up to the as-of day, oldest first, from the week of the first one on.
fn weeks(state: &MemberState, as_of: Day) -> Vec<u32> {
    let mut weeks = [0_u32; WEEKS];
    for done in state.days.iter().filter(|done| done.action == "message") {
        let ago = (as_of - 1) - done.day;
        if let Some(week) = usize::try_from(ago).ok().and_then(|ago| weeks.get_mut(ago / 7)) {
            *week = week.saturating_add(u32::try_from(done.count).unwrap_or(0));
        }
    }
    let oldest = weeks.iter().rposition(|messages| *messages > 0).map_or(0, |place| place + 1);
    weeks[..oldest].iter().rev().copied().collect()
}

impl Lens<'_> {
    pub(super) fn place(&self, member: MemberId) -> Result<Option<(u32, CommunityId)>, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT rank, community FROM standing WHERE member = ?1 AND rank IS NOT NULL")?;
        Ok(statement.query_row([member.0], |row| Ok((row.get(0)?, CommunityId(row.get(1)?)))).optional()?)
    }

    fn state(&self, member: MemberId, community: CommunityId) -> Result<MemberState, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT state FROM state WHERE member = ?1 AND community = ?2")?;
        let blob: Option<Vec<u8>> = statement.query_row([member.0, community.0], |row| row.get(0)).optional()?;
        blob.map_or(Ok(MemberState::default()), |blob| states::read(&blob))
    }

    /// All rows of a statement about one member.
    fn about<T>(
        &self,
        sql: &str,
        member: MemberId,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_map([member.0], read)?.collect::<Result<_, _>>()?)
    }

    fn names(&self, member: MemberId) -> Result<Vec<NameSpan>, StoreError> {
        let sql = "SELECT n.kind, n.value, g.name, min(n.first_seen), max(n.last_seen) FROM identity i \
            JOIN name n ON n.identity = i.id LEFT JOIN groups g ON g.id = n.group_id WHERE i.member = ?1 \
            GROUP BY n.kind, n.value, g.id ORDER BY max(n.last_seen) DESC, n.kind, n.value";
        self.about(sql, member, |row| {
            Ok(NameSpan {
                kind: row.get(0)?,
                name: row.get(1)?,
                group: row.get(2)?,
                first_seen: row.get::<_, Option<i64>>(3)?.map(Timestamp),
                last_seen: row.get::<_, Option<i64>>(4)?.map(Timestamp),
            })
        })
    }

    fn identities(&self, member: MemberId) -> Result<Vec<IdentityView>, StoreError> {
        let sql = "SELECT i.platform, i.native, \
            (SELECT value FROM handle h WHERE h.identity = i.id AND h.kind = 'alias'), \
            (SELECT count(*) FROM message m WHERE m.identity = i.id) FROM identity i WHERE i.member = ?1 ORDER BY 4 DESC, i.id";
        self.about(sql, member, |row| {
            let platform_id: Option<String> = row.get(1)?;
            Ok(IdentityView {
                platform: row.get(0)?,
                weak: platform_id.is_none(),
                platform_id,
                alias: row.get(2)?,
                messages: row.get::<_, u32>(3)?.into(),
            })
        })
    }

    fn memberships(&self, member: MemberId) -> Result<Vec<MembershipView>, StoreError> {
        let sql = "SELECT g.name, s.role, s.joined, s.left_at, w.name, \
            (SELECT count(*) FROM message m WHERE m.identity = i.id AND m.group_id = g.id) \
            FROM identity i JOIN membership s ON s.identity = i.id JOIN groups g ON g.id = s.group_id \
            LEFT JOIN identity b ON b.id = s.inviter LEFT JOIN member w ON w.id = b.member \
            WHERE i.member = ?1 ORDER BY s.left_at IS NOT NULL, 6 DESC, g.id";
        self.about(sql, member, |row| {
            Ok(MembershipView {
                group: row.get(0)?,
                role: row.get(1)?,
                joined: row.get::<_, Option<i64>>(2)?.map(Timestamp),
                left: row.get::<_, Option<i64>>(3)?.map(Timestamp),
                inviter: row.get(4)?,
                messages: row.get::<_, u32>(5)?.into(),
            })
        })
    }

    /// Tags, those set by hand first. The reason is the rule's own text; what a build gave is there since its as-of day
    /// in the community.
    pub(super) fn tags_of(&self, member: MemberId, community: CommunityId) -> Result<Vec<TagView>, StoreError> {
        let sql = "SELECT t.name, m.source, t.rule, m.since, b.time, b.as_of FROM member_tag m JOIN tag t ON t.id = m.tag \
            LEFT JOIN build b ON b.id = m.since AND m.source <> 1 \
            WHERE m.member = ?1 AND m.source <> 3 ORDER BY m.source <> 1, t.place, t.name";
        self.about(sql, member, |row| {
            let source = tags::source(row.get(1)?).unwrap_or(TagSource::Rule);
            let since = match (source, row.get::<_, Option<i64>>(4)?) {
                (TagSource::Hand, _) => Some(self.calendar.day(Timestamp(row.get(3)?))),
                (_, Some(built)) => Some(self.seen_from(row.get_ref(5)?.as_str()?, community, Timestamp(built))?),
                (_, None) => None,
            };
            Ok(TagView {
                name: row.get(0)?,
                source,
                reason: row.get::<_, Option<String>>(2)?.filter(|_| source == TagSource::Rule).unwrap_or_default(),
                conditions: Vec::new(),
                since: since.map(|day| day.to_string()),
                precision: None,
            })
        })
    }

    fn contacts(&self, state: &MemberState) -> Result<Vec<ContactView>, StoreError> {
        let mut peers: Vec<_> = state.peers.iter().filter(|peer| peer.sent + peer.received > 0).collect();
        peers.sort_by_key(|peer| (std::cmp::Reverse(peer.sent + peer.received), peer.member));
        let mut name = self.conn.prepare_cached("SELECT name FROM member WHERE id = ?1 AND opted_out = 0")?;
        let mut contacts = Vec::new();
        for peer in peers {
            if contacts.len() == CONTACTS {
                break;
            }
            let found: Option<String> = name.query_row([peer.member.0], |row| row.get(0)).optional()?;
            contacts.extend(found.map(|name| ContactView {
                id: peer.member,
                name,
                sent: peer.sent,
                received: peer.received,
            }));
        }
        Ok(contacts)
    }

    fn orders(&self, member: MemberId) -> Result<Vec<OrderView>, StoreError> {
        let sql = format!(
            "SELECT o.native, coalesce(o.paid, o.placed), o.items, o.amount - o.refunded, \
             CASE WHEN o.status = 1 AND o.amount > 0 AND o.refunded >= o.amount THEN 3 ELSE o.status END \
             FROM identity i \
             JOIN party p ON p.identity = i.id JOIN orders o ON o.party = p.id WHERE i.member = ?1 \
             ORDER BY 2 DESC, o.id DESC LIMIT {ORDERS}"
        );
        self.about(&sql, member, |row| {
            let status: i64 = row.get(4)?;
            Ok(OrderView {
                number: row.get(0)?,
                time: Timestamp(row.get(1)?),
                items: row.get(2)?,
                revenue: Money(row.get(3)?),
                status: ["open", "paid", "closed", "refunded"][status.clamp(0, 3) as usize].to_owned(),
            })
        })
    }
}
