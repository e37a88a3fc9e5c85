//! What asks for somebody to act today: bounded looks through indices, never over everybody.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::Result;
use super::index::Lens;
use super::question::{self, OpenQuestion};
use super::{Reader, Store, journal, notes};
use crate::model::journal::Act;
use crate::model::today::{Change, Dealing, LastWords, MOST_OF_A_KIND, Matter, NEWLY_QUIET, TodayItem};
use crate::model::{CommunityId, Day, IdentityId, MemberId, Timestamp};

/// Days of silence from which on a buyer is quiet, and on how many days they must have been there.
const QUIET: i64 = 14;
const QUIET_AFTER: i32 = 5;
/// Whom the operator contacted in so many days is not called quiet.
const RESTED: i32 = 7;
/// Days in which somebody is new, and in which an advertiser must have written.
const NEW: i32 = 7;
const ADVERT: i32 = 7;
/// The tag of advertisers.
const ADVERTISERS: &str = "疑似广告";
/// How many members, by rank, are looked at for changes.
const LEADING: u32 = 2_000;

/// Whether a matter of a kind was done, or put off beyond a day: member, stamp, kind, day.
const DEALT: &str = "EXISTS (SELECT 1 FROM identity j JOIN dealt d ON d.identity = j.id
    WHERE j.member = ?1 AND d.stamp = ?2 AND d.matter = ?3 AND (d.until IS NULL OR d.until > ?4))";

impl Reader {
    /// What asks for somebody to act, in no order that counts; `today` is the operator's own day, by
    /// which follow-ups are due. Everything else counts from the end of the data.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn matters(&self, today: Day) -> Result<Vec<TodayItem>> {
        let lens = self.lens()?;
        let as_of: Vec<(CommunityId, Day)> = lens.cache()?.as_of.iter().map(|(id, day)| (*id, *day)).collect();
        let mut found = Found { lens: &lens, today, items: Vec::new() };
        found.follow_ups()?;
        for (community, day) in as_of {
            found.questions(community)?;
            found.adverts(community)?;
            found.quiet_buyers(community, day)?;
            found.newcomers(community, day)?;
        }
        found.changes()?;
        Ok(found.items)
    }

    /// The questions that nobody took up, whatever the operator did about them; those that wait longest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn open_questions(&self) -> Result<Vec<TodayItem>> {
        let lens = self.lens()?;
        let communities: Vec<CommunityId> = lens.cache()?.as_of.keys().copied().collect();
        let mut open = Vec::new();
        for community in communities {
            open.extend(question::open(lens.conn, community)?);
        }
        open.sort_by(|one, other| other.hours.total_cmp(&one.hours));
        let mut items = Vec::with_capacity(open.len());
        for asked in open {
            let (member, stamp) = (asked.member, asked.message);
            let (matter, words) = in_words(asked);
            items.extend(item(lens.conn, member, stamp, matter, Some(words))?);
        }
        Ok(items)
    }

    /// What a member said last, and where; of who said nothing, the group they joined last.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn last_words(&self, member: MemberId) -> Result<Option<LastWords>> {
        let conn = self.conn()?;
        let mut accounts = conn.prepare_cached("SELECT id FROM identity WHERE member = ?1")?;
        let accounts: Vec<i64> = accounts.query_map([member.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut last = conn.prepare_cached(
            "SELECT g.name, m.time, coalesce(m.text, '') FROM message m JOIN groups g ON g.id = m.group_id
             WHERE m.id = (SELECT id FROM message WHERE identity = ?1 AND text <> '' ORDER BY time DESC LIMIT 1)",
        )?;
        let mut words: Vec<LastWords> = Vec::new();
        for account in &accounts {
            words.extend(last.query_row([account], said).optional()?);
        }
        if let Some(latest) = words.into_iter().max_by_key(|words| words.time) {
            return Ok(Some(latest));
        }
        let mut seat = conn.prepare_cached(
            "SELECT g.name, NULL, '' FROM identity i JOIN membership s ON s.identity = i.id
             JOIN groups g ON g.id = s.group_id WHERE i.member = ?1 ORDER BY s.joined DESC, g.id LIMIT 1",
        )?;
        Ok(seat.query_row([member.0], said).optional()?)
    }
}

/// A question as a matter, and its own words.
fn in_words(asked: OpenQuestion) -> (Matter, LastWords) {
    let words = LastWords { group: asked.group_name, time: Some(Timestamp(asked.time)), text: asked.text };
    (Matter::Question { hours: asked.hours }, words)
}

fn said(row: &Row<'_>) -> rusqlite::Result<LastWords> {
    Ok(LastWords { group: row.get(0)?, time: row.get::<_, Option<i64>>(1)?.map(Timestamp), text: row.get(2)? })
}

/// A matter of a member; `None` of who opted out.
fn item(
    conn: &Connection,
    member: MemberId,
    stamp: i64,
    matter: Matter,
    words: Option<LastWords>,
) -> Result<Option<TodayItem>> {
    let mut who = conn.prepare_cached(
        "SELECT m.name, (SELECT min(id) FROM identity WHERE member = m.id) FROM member m
         WHERE m.id = ?1 AND m.opted_out = 0",
    )?;
    let who: Option<(String, Option<i64>)> =
        who.query_row([member.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((name, Some(account))) = who else { return Ok(None) };
    Ok(Some(TodayItem { member, name, account: IdentityId(account), stamp, matter, words }))
}

/// What was found so far.
struct Found<'l, 'r> {
    lens: &'l Lens<'r>,
    today: Day,
    items: Vec<TodayItem>,
}

impl Found<'_, '_> {
    /// Takes a matter, unless it was dealt with; whether it was taken.
    fn take(&mut self, member: MemberId, stamp: i64, matter: Matter, words: Option<LastWords>) -> Result<bool> {
        let mut dealt = self.lens.conn.prepare_cached(&format!("SELECT {DEALT}"))?;
        if dealt.query_row(params![member.0, stamp, matter.key(), self.today.0], |row| row.get(0))? {
            return Ok(false);
        }
        let item = item(self.lens.conn, member, stamp, matter, words)?;
        let is_taken = item.is_some();
        self.items.extend(item);
        Ok(is_taken)
    }

    /// Takes the matters of a statement's rows, until there are enough: member, stamp, and what else it needs.
    fn take_rows(
        &mut self,
        sql: &str,
        values: &[&dyn rusqlite::ToSql],
        matter: impl Fn(&Row<'_>) -> rusqlite::Result<Matter>,
    ) -> Result<()> {
        self.take_some(MOST_OF_A_KIND, sql, values, matter).map(|_| ())
    }

    /// The same of so many rows at most; how many were taken.
    fn take_some(
        &mut self,
        most: usize,
        sql: &str,
        values: &[&dyn rusqlite::ToSql],
        matter: impl Fn(&Row<'_>) -> rusqlite::Result<Matter>,
    ) -> Result<usize> {
        let mut statement = self.lens.conn.prepare_cached(sql)?;
        let mut rows = statement.query(values)?;
        let mut taken = 0;
        while let Some(row) = rows.next()?.filter(|_| taken < most) {
            taken += usize::from(self.take(MemberId(row.get(0)?), row.get(1)?, matter(row)?, None)?);
        }
        Ok(taken)
    }

    fn follow_ups(&mut self) -> Result<()> {
        let today = self.today;
        self.take_rows(
            "SELECT i.member, f.due, f.owner FROM followup f JOIN identity i ON i.id = f.identity
             WHERE f.status = 'open' AND f.due <= ?1 ORDER BY f.due",
            &[&today.0],
            |row| Ok(Matter::FollowUp { overdue: today - Day(row.get(1)?), owner: row.get(2)? }),
        )
    }

    /// Questions that nobody took up; whoever waits longest presses most, in whichever group.
    fn questions(&mut self, community: CommunityId) -> Result<()> {
        let mut taken = 0;
        for asked in question::open(self.lens.conn, community)? {
            if taken < MOST_OF_A_KIND {
                let (member, stamp) = (asked.member, asked.message);
                let (matter, words) = in_words(asked);
                taken += usize::from(self.take(member, stamp, matter, Some(words))?);
            }
        }
        Ok(())
    }

    fn adverts(&mut self, community: CommunityId) -> Result<()> {
        self.take_rows(
            "SELECT s.member, s.last_seen, s.silent FROM tag t JOIN member_tag m ON m.tag = t.id AND m.source <> 3
                 JOIN standing s ON s.member = m.member AND s.rank IS NOT NULL
             WHERE t.name = ?1 AND s.community = ?2 AND s.staff = 0 AND s.silent <= ?3
             ORDER BY s.silent",
            &[&ADVERTISERS, &community.0, &ADVERT],
            |row| Ok(Matter::Advert { days: row.get(2)? }),
        )
    }

    /// Buyers who went quiet lately, those who paid most first; where there is room, those who did longer ago and whom
    /// nobody has dealt with since, the latest first.
    fn quiet_buyers(&mut self, community: CommunityId, as_of: Day) -> Result<()> {
        let matter = |row: &Row<'_>| Ok(Matter::Quiet { days: row.get(2)?, orders: row.get(3)?, amount: row.get(4)? });
        let quiet = |order: &str| {
            format!(
                "SELECT s.member, s.last_seen, s.silent, s.orders, coalesce(s.amount, 0)
                 FROM standing s INDEXED BY standing_buyer
                 WHERE s.rank IS NOT NULL AND s.orders > 0 AND s.silent BETWEEN ?2 AND ?3 AND s.community = ?1
                     AND s.staff = 0 AND s.active_days >= ?4 AND s.stage IS NOT 'left'
                     AND NOT EXISTS (SELECT 1 FROM identity i JOIN followup f ON f.identity = i.id
                         WHERE i.member = s.member AND (f.quiet = 1 OR f.contacted > ?5))
                 ORDER BY {order}"
            )
        };
        let rested = (as_of - RESTED).0;
        let mut room = MOST_OF_A_KIND;
        let spans = [(QUIET, NEWLY_QUIET, "s.amount DESC"), (NEWLY_QUIET + 1, i64::MAX, "s.silent")];
        for (from, to, order) in spans {
            room -= self.take_some(room, &quiet(order), &[&community.0, &from, &to, &QUIET_AFTER, &rested], matter)?;
        }
        Ok(())
    }

    fn newcomers(&mut self, community: CommunityId, as_of: Day) -> Result<()> {
        self.take_rows(
            "SELECT s.member, s.joined FROM standing s INDEXED BY standing_joined
             WHERE s.rank IS NOT NULL AND s.joined >= ?2 AND s.community = ?1 AND s.staff = 0
                 AND s.stage IS NOT 'left'
                 AND NOT EXISTS (SELECT 1 FROM identity i JOIN link l ON l.target = i.id WHERE i.member = s.member)
                 AND NOT EXISTS (SELECT 1 FROM identity i JOIN followup f ON f.identity = i.id
                     WHERE i.member = s.member AND (f.quiet = 1 OR f.contacted >= s.joined))
             ORDER BY s.joined DESC, s.rank",
            &[&community.0, &(as_of - NEW).0],
            |row| Ok(Matter::Newcomer { days: as_of - Day(row.get(1)?) }),
        )
    }

    /// Whose stage or tags the last build changed, among the leading members.
    fn changes(&mut self) -> Result<()> {
        let conn = self.lens.conn;
        let mut builds =
            conn.prepare_cached("SELECT id, as_of FROM build WHERE cause <> 'hand' ORDER BY id DESC LIMIT 2")?;
        let builds: Vec<(i64, String)> =
            builds.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        // What the first build found is no news.
        let [(last, day), (before, former)] = &builds[..] else { return Ok(()) };
        // Of one and the same day the later build may only have taken back what an act had brought.
        let taken_back = (day == former).then_some(before);
        let mut changed = conn.prepare_cached(
            "SELECT s.member, h.what, h.before, h.after FROM standing s JOIN history h ON h.member = s.member
             WHERE s.rank < ?1 AND s.staff = 0 AND h.build = ?2 AND (h.what = 'stage' OR h.what GLOB 'tag:*')
                 AND NOT EXISTS (SELECT 1 FROM history b WHERE b.build = ?4 AND b.member = h.member
                     AND b.what = h.what AND b.before IS h.after AND b.after IS h.before)
             ORDER BY s.rank, h.what LIMIT ?3",
        )?;
        let mut rows = changed.query(params![LEADING, last, 4 * MOST_OF_A_KIND as i64, taken_back])?;
        let mut members: Vec<(MemberId, Vec<Change>)> = Vec::new();
        while let Some(row) = rows.next()? {
            let change = Change { what: row.get(1)?, from: row.get(2)?, to: row.get(3)? };
            let member = MemberId(row.get(0)?);
            match members.last_mut() {
                Some((same, changes)) if *same == member => changes.push(change),
                _ => members.push((member, vec![change])),
            }
        }
        for (member, changes) in members.into_iter().take(MOST_OF_A_KIND) {
            self.take(member, *last, Matter::Change { changes }, None)?;
        }
        Ok(())
    }
}

impl Store {
    /// Takes a matter off the list of the day: for good, or until a day. A follow-up that is taken off
    /// for good is done. Gives how many matters: one.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn deal_with(&mut self, dealing: &Dealing, today: Day) -> Result<u64> {
        let Dealing { matter, account, stamp, days } = dealing;
        let until = days.map(|days| (today + days).0);
        let whose = "SELECT member FROM identity WHERE id = ?1";
        let member = self.connection()?.query_row(whose, [account.0], |row| row.get(0)).map(MemberId)?;
        self.act(&Act::Deal { days: *days }, Some(member), |transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO dealt (matter, identity, stamp, until) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (matter, identity, stamp) DO UPDATE SET until = ?4",
                )?
                .execute(params![matter, account.0, stamp, until])?;
            if *matter == "followup" && until.is_none() {
                finish_plan(transaction, account.0, *stamp)?;
            }
            journal::counted(1)
        })
    }
}

/// The follow-ups of an account's member that were due on a day are done.
fn finish_plan(conn: &Connection, account: i64, due: i64) -> Result<()> {
    conn.prepare_cached(
        "UPDATE followup SET status = 'done' WHERE status = 'open' AND due = ?2 AND identity IN (
             SELECT j.id FROM identity i JOIN identity j ON j.member = i.member WHERE i.id = ?1)",
    )?
    .execute(params![account, due])?;
    notes::count_change(conn)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::today::{FollowUp, Status};
    use crate::store::village::{Person, TODAY, Village};

    const NOW: Timestamp = Timestamp(1_709_300_000);

    fn person(member: i64, name: &str) -> Person {
        let mut person = Person::new(member, name, Some(60.0 - member as f64));
        person.standing.last_seen = Some(Timestamp(1_709_200_000));
        person.standing.silent = Some(1);
        person
    }

    fn found(village: &Village) -> Vec<(i64, &'static str)> {
        let matters = village.store.view().matters(TODAY).unwrap();
        matters.iter().map(|item| (item.member.0, item.matter.key())).collect()
    }

    fn dealing(item: &TodayItem, days: Option<i32>) -> Dealing {
        Dealing { matter: item.matter.key(), account: item.account, stamp: item.stamp, days }
    }

    /// 阿青 asks in the second group at 1,709,210,000; nobody says a word there afterwards. Others go on
    /// talking in the first for `hours`.
    fn asked(hours: i64) -> Village {
        let mut village = Village::peopled();
        village.sql(&format!(
            "INSERT INTO message (id, group_id, identity, time, kind, text, content, import)
                 VALUES (900, 1, 21, 1709210000 + {hours} * 3600, 0, '收到', 9, 1);
             INSERT INTO link (message, group_id, time, speaker, thread, owner)
                 VALUES (900, 1, 1709210000 + {hours} * 3600, 21, 900, 21);"
        ));
        village.build(&[], &[person(1, "阿青"), person(2, "小北")]);
        village
    }

    #[test]
    fn a_question_is_open_after_two_hours_and_for_three_days_unless_somebody_spoke() {
        for (hours, open) in [(1, false), (2, true), (30, true), (72, true), (73, false)] {
            let matters = asked(hours).store.view().matters(TODAY).unwrap();
            let questions: Vec<&TodayItem> = matters.iter().filter(|item| item.matter.key() == "question").collect();
            assert_eq!(questions.len(), usize::from(open), "{hours}");
            if let [item] = questions[..] {
                assert_eq!(item.matter, Matter::Question { hours: hours as f64 });
                let words = item.words.as_ref().unwrap();
                assert_eq!((words.group.as_str(), words.text.as_str()), ("露营二群", "二群有人吗？"));
            }
        }
        let village = asked(5);
        village.sql(
            "INSERT INTO message (id, group_id, identity, time, kind, text, content, import)
                 VALUES (901, 2, 21, 1709210300, 0, '在', 9, 1);
             INSERT INTO link (message, group_id, time, speaker, thread, owner) VALUES (901, 2, 1709210300, 21, 104, 12);",
        );
        assert_eq!(found(&village), [], "answered");
        let village = asked(5);
        village.sql("UPDATE member SET staff = 1 WHERE id = 1");
        assert_eq!(found(&village), [], "one of ours");
    }

    #[test]
    fn what_waits_longest_stands_among_the_most_whatever_is_said_beside_it() {
        let many = |sql: &str| {
            let mut village = Village::peopled();
            village.sql(&format!(
                "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 800) {sql}"
            ));
            let people: Vec<_> = (1..=2).map(|member| person(member, "某人")).collect();
            village.build(&[], &people);
            village
        };
        // 二群有人吗？ of 1,709,210,000 stands in the second group; the first is lively.
        let message = "INSERT INTO message (id, group_id, identity, time, kind, text, content, import)
            SELECT 900 + i, 2, 21, 1709210000 + 100 * i, 0, '今天天气不错', 9, 1 FROM n";
        let longest = |village: &Village| {
            let matters = village.store.view().matters(TODAY).unwrap();
            let hours =
                matters.iter().map(|item| if let Matter::Question { hours } = item.matter { hours } else { 0.0 });
            hours.fold(0.0, f64::max)
        };
        assert!((longest(&many(message)) - 80_000.0 / 3_600.0).abs() < 0.01, "800 lines later it is still open");
        let fresh = many(
            "INSERT INTO message (id, group_id, identity, time, kind, text, content, import)
                 SELECT 900 + i, 1, 21, 1709210000 + 20 * i, 0, '有人吗？', 9, 1 FROM n",
        );
        assert!(
            (longest(&fresh) - 16_000.0 / 3_600.0).abs() < 0.01,
            "fresher ones of another group leave it its place"
        );
    }

    #[test]
    fn a_buyer_is_quiet_after_two_weeks_of_silence_until_somebody_deals_with_it() {
        let buyer = |silent: i64, orders: u32, days: u32| {
            let mut village = Village::peopled();
            let mut buyer = person(2, "小北");
            let standing = &mut buyer.standing;
            (standing.silent, standing.orders, standing.amount) = (Some(silent), Some(orders), Some(300.0));
            standing.active_days = Some(days);
            village.build(&[], &[buyer]);
            found(&village).contains(&(2, "quiet"))
        };
        assert!(buyer(14, 1, 5) && buyer(30, 3, 50));
        assert!(buyer(31, 1, 5) && buyer(300, 1, 5), "nobody has dealt with it");
        assert!(!buyer(13, 1, 5), "not yet");
        assert!(!buyer(20, 0, 5) && !buyer(20, 1, 4), "no buyer, and hardly ever there");
    }

    #[test]
    fn nobody_is_called_quiet_who_was_contacted_in_a_week_or_wants_to_be_left_alone() {
        for (plan, stands) in [
            (FollowUp::default(), true),
            (FollowUp { contacted: Some(TODAY - 7), ..FollowUp::default() }, true),
            (FollowUp { contacted: Some(TODAY - 6), ..FollowUp::default() }, false),
            (FollowUp { quiet: true, ..FollowUp::default() }, false),
        ] {
            let mut village = Village::peopled();
            let mut buyer = person(2, "小北");
            (buyer.standing.silent, buyer.standing.orders) = (Some(20), Some(2));
            buyer.standing.active_days = Some(9);
            village.build(&[], &[buyer]);
            village.store.follow_up(&[MemberId(2)], &plan, NOW).unwrap();
            assert_eq!(found(&village) == [(2, "quiet")], stands, "{plan:?}");
        }
    }

    #[test]
    fn a_newcomer_is_to_be_greeted_for_a_week_unless_somebody_spoke_to_them() {
        for (ago, member, stands) in [(0, 3, true), (7, 3, true), (8, 3, false), (1, 2, false)] {
            let mut village = Village::peopled();
            let mut newcomer = person(member, "新人");
            newcomer.standing.joined = Some(TODAY - ago);
            village.build(&[], &[newcomer]);
            assert_eq!(found(&village) == [(member, "newcomer")], stands, "{ago} {member}: 小北 was answered");
        }
    }

    #[test]
    fn an_advertiser_stands_while_they_write_and_news_only_from_the_second_build_on() {
        let mut village = Village::peopled();
        let rules = [("疑似广告", "messages>=1"), ("KOL", "influence>=10")];
        village.build(&rules, &[person(1, "阿青").tagged(&["疑似广告"])]);
        assert_eq!(found(&village), [(1, "advert")], "what the first build found is no news");
        let mut silent = person(1, "阿青").tagged(&["疑似广告", "KOL"]);
        silent.standing.silent = Some(8);
        village.build(&rules, &[silent]);
        let matters = village.store.view().matters(TODAY).unwrap();
        let changes = vec![Change { what: "tag:KOL".to_owned(), from: None, to: Some("KOL".to_owned()) }];
        assert_eq!(matters.iter().map(|item| &item.matter).collect::<Vec<_>>(), [&Matter::Change { changes }]);
    }

    #[test]
    fn what_an_act_brought_and_its_undoing_took_back_is_no_news_unless_days_went_by() {
        let rules = [("KOL", "influence>=10")];
        for (ago, news) in [(0, false), (1, true)] {
            let mut village = Village::peopled();
            let day = [(1, TODAY - ago)];
            village.build_at(1_709_300_000, &day, &rules, &[person(1, "阿青")]);
            village.build_at(1_709_300_001, &day, &rules, &[person(1, "阿青").tagged(&["KOL"])]);
            assert_eq!(found(&village), [(1, "change")]);
            village.build_at(1_709_300_002, &[(1, TODAY)], &rules, &[person(1, "阿青")]);
            assert_eq!(!found(&village).is_empty(), news, "{ago}");
        }
    }

    #[test]
    fn a_follow_up_is_due_by_the_operators_own_day_and_done_for_good_once_it_is_dealt_with() {
        let mut village = asked(1);
        let plan = FollowUp { due: Some(TODAY), status: Status::Open, owner: "小王".into(), ..FollowUp::default() };
        village.store.follow_up(&[MemberId(2)], &plan, NOW).unwrap();
        let at = |village: &Village, day| village.store.view().matters(day).unwrap();
        assert_eq!(at(&village, TODAY - 1), []);
        let item = at(&village, TODAY + 2).remove(0);
        assert_eq!(item.matter, Matter::FollowUp { overdue: 2, owner: "小王".to_owned() });
        village.store.deal_with(&dealing(&item, None), TODAY + 2).unwrap();
        assert_eq!(at(&village, TODAY + 90), []);
        assert_eq!(village.store.view().plan(MemberId(2)).unwrap().status, Status::Done);
        assert_eq!(village.store.undo().unwrap().map(|turn| turn.obstacle), Some(None));
        assert_eq!(village.store.view().plan(MemberId(2)).unwrap().status, Status::Open);
        assert_eq!(at(&village, TODAY + 2).len(), 1);
    }

    #[test]
    fn what_is_put_off_comes_back_on_its_day_and_stays_away_whoever_they_merge_with() {
        let mut village = asked(5);
        let item = village.store.view().matters(TODAY).unwrap().remove(0);
        village.store.deal_with(&dealing(&item, Some(3)), TODAY).unwrap();
        assert_eq!(village.store.view().matters(TODAY + 2).unwrap(), []);
        assert_eq!(village.store.view().matters(TODAY + 3).unwrap().len(), 1);
        village.store.deal_with(&dealing(&item, None), TODAY + 3).unwrap();
        village.store.merge(MemberId(1), MemberId(2), &[]).unwrap();
        village.build(&[], &[person(1, "阿青")]);
        assert_eq!(found(&village), []);
    }

    #[test]
    fn nobody_who_opted_out_is_on_the_list_and_who_is_forgotten_leaves_nothing_there() {
        let mut village = asked(5);
        let item = village.store.view().matters(TODAY).unwrap().remove(0);
        village.store.opt_out(&[MemberId(1)]).unwrap();
        assert_eq!(found(&village), []);
        village.store.deal_with(&dealing(&item, None), TODAY).unwrap();
        village.store.forget(MemberId(1)).unwrap();
        assert_eq!(village.number("SELECT count(*) FROM dealt"), 0);
    }

    #[test]
    fn last_words_are_those_of_every_account_or_else_the_group_that_was_joined() {
        let village = asked(1);
        let words = |member| village.store.view().last_words(MemberId(member)).unwrap().unwrap();
        assert_eq!((words(1).group.as_str(), words(1).text.as_str()), ("露营二群", "二群有人吗？"));
        assert_eq!(words(2).text, "收到");
        assert_eq!(words(3), LastWords { group: "露营一群".to_owned(), time: None, text: String::new() });
    }
}
