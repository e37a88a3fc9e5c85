//! Compiles a filter to the set of members it selects.
//!
//! Every condition becomes two bitmaps, where it is known to be true and where it is known to
//! be false; `not` swaps them, `and` and `or` combine both. What a comparison means is asked
//! of [`matches()`], fact by fact, so that lists and tag rules cannot disagree; only tags and
//! segments, which are sets already, are answered without looking at any member.

use std::borrow::Cow;
use std::sync::Arc;

use roaring::RoaringBitmap;
use rusqlite::{OptionalExtension, ToSql};
use rustc_hash::FxHashMap;

use super::column::{COMMUNITY, Column};
use super::index::{Lens, Truth};
use super::members::{Holds, column};
use super::{Reader, StoreError, attributes, search};
use crate::model::attribute::{Shape, spec};
use crate::model::{Calendar, CommunityId, Day, MemberId, Timestamp};
use crate::query::{Comparison, Did, Expr, Fact, Facts, Field, Operand, Side, Window, fold, matches, parse};

/// One fact about one member, for one condition.
struct One<'a> {
    as_of: Day,
    field: &'static str,
    fact: Fact<'a>,
    confidence: Option<f64>,
    count: i64,
}

impl<'a> One<'a> {
    fn fact(as_of: Day, fact: Fact<'a>) -> One<'a> {
        One { as_of, field: "", fact, confidence: None, count: 0 }
    }
}

impl Facts for One<'_> {
    fn as_of(&self) -> Day {
        self.as_of
    }

    fn fact(&self, field: &Field) -> Fact<'_> {
        match field {
            Field::Known(key) if !self.field.is_empty() && *key != self.field => Fact::Unknown,
            _ => self.fact.clone(),
        }
    }

    fn confidence(&self, _: &Field) -> Option<f64> {
        self.confidence
    }

    fn count(&self, _: &Did) -> i64 {
        self.count
    }

    fn said(&self, _: &str, _: Option<Window>) -> bool {
        false
    }
}

/// Words of members, one row each: (member, word).
const NAMES: &str = "SELECT id, name FROM member UNION ALL \
    SELECT i.member, n.value FROM name n CROSS JOIN identity i ON i.id = n.identity";
const IDS: &str = "SELECT member, native FROM identity WHERE native IS NOT NULL UNION ALL \
    SELECT i.member, h.value FROM handle h CROSS JOIN identity i ON i.id = h.identity WHERE h.kind = 'alias'";
const NUMBERS: &str = "SELECT id, CAST(id AS TEXT) FROM member";
const TAGS: &str = "SELECT m.member, t.name FROM member_tag m JOIN tag t ON t.id = m.tag WHERE m.source <> 3";
const COMMUNITIES: &str = "SELECT s.member, c.name FROM standing s JOIN community c ON c.id = s.community";
const GROUPS: &str = "SELECT i.member, g.name FROM groups g CROSS JOIN membership m ON m.group_id = g.id \
    CROSS JOIN identity i ON i.id = m.identity WHERE m.left_at IS NULL";
const GROUP_IDS: &str = "SELECT i.member, CAST(m.group_id AS TEXT) FROM membership m \
    CROSS JOIN identity i ON i.id = m.identity WHERE m.left_at IS NULL";
const PLATFORMS: &str = "SELECT member, platform FROM identity";
const INVITERS: &str = "SELECT i.member, w.name FROM membership m CROSS JOIN identity i ON i.id = m.identity \
    CROSS JOIN identity b ON b.id = m.inviter CROSS JOIN member w ON w.id = b.member WHERE m.inviter IS NOT NULL";
const INVITER_IDS: &str = "SELECT i.member, CAST(b.member AS TEXT) FROM membership m \
    CROSS JOIN identity i ON i.id = m.identity CROSS JOIN identity b ON b.id = m.inviter WHERE m.inviter IS NOT NULL";
const STAFF: &str = "SELECT member, CASE staff WHEN 0 THEN 'no' ELSE 'yes' END FROM standing WHERE rank IS NOT NULL \
    UNION ALL SELECT member, CASE staff WHEN 1 THEN 'staff' ELSE 'bot' END FROM standing \
    WHERE rank IS NOT NULL AND staff <> 0";

const NOTES: &str = "SELECT i.member, n.text FROM note n CROSS JOIN identity i ON i.id = n.identity";

/// The day of the operator's last contact: (rank, community, day).
const CONTACTED: &str = "SELECT s.rank, s.community, max(f.contacted) FROM followup f \
    CROSS JOIN identity i ON i.id = f.identity CROSS JOIN standing s ON s.member = i.member AND s.rank IS NOT NULL \
    WHERE f.contacted IS NOT NULL GROUP BY s.rank";

/// The as-of day of the build at which the stage last changed: (rank, community, day).
const STAGE_SINCE: &str = "SELECT s.rank, s.community, json_extract(b.as_of, '$.\"' || s.community || '\"') AS day \
    FROM (SELECT member, max(build) AS build FROM history WHERE what = 'stage' GROUP BY member) h \
    CROSS JOIN standing s ON s.member = h.member AND s.rank IS NOT NULL \
    CROSS JOIN build b ON b.id = h.build WHERE day IS NOT NULL";
const CAMPAIGNS: &str = "SELECT i.member, c.name FROM campaign c CROSS JOIN outcome o ON o.campaign = c.id \
    CROSS JOIN identity i ON i.id = o.identity WHERE o.held_out = 0";
const QUIET: &str = "SELECT member, CASE WHEN member IN (SELECT i.member FROM followup f \
    JOIN identity i ON i.id = f.identity WHERE f.quiet = 1) THEN 'yes' ELSE 'no' END FROM standing WHERE rank IS NOT NULL";

/// Accounts that are looked up at once.
const ACCOUNTS: usize = 1 << 16;

/// Where a field's facts lie.
pub(super) enum Source {
    /// Rows of words; always known, or only where there is a row.
    Words(&'static str, bool),
    /// A column of `standing`.
    Standing(&'static str, Holds),
    /// Rows of a rank, its community and what is held.
    Rows(&'static str, Holds),
    /// The table of attributes, as words or as a number.
    Attribute(String, bool),
    /// Nowhere: unknown of everybody.
    Nowhere,
}

pub(super) fn source(field: &Field) -> Source {
    let key = match field {
        Field::Imported(title) => return Source::Attribute(title.clone(), false),
        Field::Known(key) => *key,
    };
    match key {
        "name" => Source::Words(NAMES, true),
        "member_id" => Source::Words(NUMBERS, true),
        "id" => Source::Words(IDS, true),
        "tag" => Source::Words(TAGS, true),
        "community" => Source::Words(COMMUNITIES, true),
        "group" => Source::Words(GROUPS, true),
        "platform" => Source::Words(PLATFORMS, true),
        "staff" => Source::Words(STAFF, true),
        "group_id" => Source::Words(GROUP_IDS, true),
        "invited_by" => Source::Words(INVITERS, false),
        "inviter_id" => Source::Words(INVITER_IDS, false),
        "note" => Source::Words(NOTES, false),
        "stage_since" => Source::Rows(STAGE_SINCE, Holds::Day),
        "contacted" => Source::Rows(CONTACTED, Holds::Day),
        "campaign" => Source::Words(CAMPAIGNS, true),
        "do_not_disturb" => Source::Words(QUIET, true),
        _ => match (column(key), spec(key)) {
            (Some((column, holds)), _) => Source::Standing(column, holds),
            (None, Some(spec)) => Source::Attribute(key.to_owned(), matches!(spec.shape, Shape::Number(_))),
            (None, None) => Source::Nowhere,
        },
    }
}

impl Reader {
    /// Whether a filter holds for a member; `None` where that is not known.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn meets(&self, member: MemberId, filter: &Expr) -> Result<Option<bool>, StoreError> {
        let lens = self.lens()?;
        let Some((rank, _)) = lens.homes()?.get(member.0) else { return Ok(None) };
        let truth = lens.truth(filter, &mut Vec::new())?;
        Ok(truth.yes.contains(rank).then_some(true).or(truth.no.contains(rank).then_some(false)))
    }
}

impl Lens<'_> {
    /// The ranks for which a filter is known to hold.
    pub fn compile(&self, expr: &Expr) -> Result<RoaringBitmap, StoreError> {
        Ok(self.truth(expr, &mut Vec::new())?.yes.clone())
    }

    fn truth(&self, expr: &Expr, within: &mut Vec<String>) -> Result<Arc<Truth>, StoreError> {
        match expr {
            Expr::And(parts) => self.combine(parts, within, true),
            Expr::Or(parts) => self.combine(parts, within, false),
            Expr::Not(inner) => Ok(Arc::new(swapped(self.truth(inner, within)?.as_ref()))),
            leaf => {
                let key = format!("{leaf:?}");
                if let Some(truth) = self.cache()?.leaf(&key) {
                    return Ok(truth);
                }
                let truth = Arc::new(self.leaf(leaf, within)?);
                if within.is_empty() {
                    self.cache()?.keep_leaf(key, &truth);
                }
                Ok(truth)
            }
        }
    }

    fn combine(&self, parts: &[Expr], within: &mut Vec<String>, all: bool) -> Result<Arc<Truth>, StoreError> {
        let everybody = || Ok::<_, StoreError>(self.everybody()?.as_ref().clone());
        let (mut deciding, mut opposite) = (RoaringBitmap::new(), everybody()?);
        for part in parts {
            let truth = self.truth(part, within)?;
            let (decides, opposes) = if all { (&truth.no, &truth.yes) } else { (&truth.yes, &truth.no) };
            deciding |= decides;
            opposite &= opposes;
        }
        Ok(Arc::new(if all { Truth { yes: opposite, no: deciding } } else { Truth { yes: deciding, no: opposite } }))
    }

    fn leaf(&self, leaf: &Expr, within: &mut Vec<String>) -> Result<Truth, StoreError> {
        match leaf {
            Expr::Compare(Field::Known("tag"), comparison, operand) if words_only(operand) => {
                let mut yes = RoaringBitmap::new();
                for word in words_of(operand) {
                    if let Some(tag) = self.cache()?.tags.get(&fold(word)) {
                        yes |= tag.as_ref();
                    }
                }
                self.settled(yes, *comparison)
            }
            // Looked up one by one: there may be as many as the store has members.
            Expr::Compare(Field::Known("member_id"), comparison, operand) if words_only(operand) => {
                let homes = self.homes()?;
                let numbers = words_of(operand).into_iter().filter_map(|word| fold(word).parse().ok());
                self.settled(numbers.filter_map(|number| Some(homes.get(number)?.0)).collect(), *comparison)
            }
            Expr::Compare(Field::Known("segment"), comparison, operand) => {
                let mut yes = RoaringBitmap::new();
                for word in words_of(operand) {
                    yes |= self.segment(word, within)?;
                }
                self.settled(yes, *comparison)
            }
            Expr::Compare(Field::Known(key @ ("entered" | "exited")), comparison, operand) => {
                let mut yes = RoaringBitmap::new();
                for word in words_of(operand) {
                    yes |= self.moved(word, *key == "entered")?;
                }
                self.settled(yes, *comparison)
            }
            Expr::Compare(Field::Known("staff"), comparison, operand) => {
                let leaf = Expr::Compare(Field::Known("staff"), Comparison::Equal, operand.clone());
                let marks = self.column("staff")?;
                let fits = |place: usize| {
                    let words = marks.values.whole(place).map_or(&[][..], staff_words);
                    let words = words.iter().map(|word| Cow::Borrowed(*word)).collect();
                    matches(&leaf, &One::fact(Day(0), Fact::Words(words)))
                };
                self.settled(marks.truth(fits).yes, *comparison)
            }
            Expr::Unknown(Field::Known("segment" | "entered" | "exited")) => {
                self.settled(RoaringBitmap::new(), Comparison::Has)
            }
            Expr::Unknown(field) => {
                let known = self.known(field)?;
                Ok(Truth { yes: self.everybody()?.as_ref() - &known, no: known })
            }
            Expr::Compare(field, comparison, operand) => self.comparison(field, *comparison, operand),
            Expr::Confidence(Field::Known(key), ..) => self.confidence(leaf, key),
            Expr::Confidence(Field::Imported(key), ..) => self.confidence(leaf, key),
            Expr::Did(did, ..) => self.did(leaf, did),
            Expr::Said(words, window) => self.said(words, *window),
            Expr::Word(_) => {
                let names = self.words(NAMES, &[], |word| matches(leaf, &called("name", word)))?;
                let ids = self.words(IDS, &[], |word| matches(leaf, &called("id", word)))?;
                self.settled(names.yes | ids.yes, Comparison::Has)
            }
            Expr::And(_) | Expr::Or(_) | Expr::Not(_) => self.truth(leaf, within).map(|truth| truth.as_ref().clone()),
        }
    }

    /// What is known of everybody: true for these, false for all others; or the reverse.
    fn settled(&self, yes: RoaringBitmap, comparison: Comparison) -> Result<Truth, StoreError> {
        let no = self.everybody()?.as_ref() - &yes;
        let truth = Truth { yes, no };
        Ok(if comparison == Comparison::Differs { swapped(&truth) } else { truth })
    }

    /// The members of a saved segment; nobody, where there is none of the name or where it
    /// means itself.
    fn segment(&self, name: &str, within: &mut Vec<String>) -> Result<RoaringBitmap, StoreError> {
        let name = fold(name);
        if within.contains(&name) {
            return Ok(RoaringBitmap::new());
        }
        let mut statement = self.conn.prepare_cached("SELECT name, filter FROM segment")?;
        let segments: Vec<(String, String)> =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        let mut members = RoaringBitmap::new();
        for (_, filter) in segments.iter().filter(|(own, _)| fold(own) == name) {
            if let Ok(expr) = parse(filter, self.filter_names()?.as_ref()) {
                within.push(name.clone());
                members |= &self.truth(&expr, within)?.yes;
                within.pop();
            }
        }
        Ok(members)
    }

    fn known(&self, field: &Field) -> Result<RoaringBitmap, StoreError> {
        Ok(match source(field) {
            Source::Words(_, true) => self.everybody()?.as_ref().clone(),
            Source::Words(sql, false) => self.words(sql, &[], |_| true)?.yes,
            Source::Standing(column, _) => self.column(column)?.truth(|_| true).yes,
            Source::Rows(sql, _) => self.ranks(sql, &[])?.into_iter().collect(),
            Source::Attribute(key, _) => self.attribute(&key)?.truth(|_| true).yes,
            Source::Nowhere => RoaringBitmap::new(),
        })
    }

    fn comparison(&self, field: &Field, comparison: Comparison, operand: &Operand) -> Result<Truth, StoreError> {
        // Of several words any may satisfy, so that they can be looked at one by one; the
        // negation is taken of the whole.
        let positive = if comparison == Comparison::Differs { Comparison::Equal } else { comparison };
        let leaf = Expr::Compare(field.clone(), positive, operand.clone());
        let fits = |word: &str| matches(&leaf, &One::fact(Day(0), Fact::Words(vec![Cow::Borrowed(word)])));
        let truth = match source(field) {
            Source::Words(sql, always) => {
                let truth = self.words(sql, &[], fits)?;
                if always { self.settled(truth.yes, Comparison::Has)? } else { truth }
            }
            Source::Standing(column, holds) => self.of_lines(&*self.column(column)?, holds, &leaf)?,
            Source::Rows(sql, holds) => self.each_held(sql, holds, &leaf)?,
            Source::Attribute(key, false) => self.words(
                "SELECT member, word, community FROM attribute INDEXED BY attribute_key WHERE key = ?1 ORDER BY word",
                &[&key],
                |word| word.split(attributes::BETWEEN).any(fits),
            )?,
            Source::Attribute(key, true) => self.of_lines(&*self.attribute(&key)?, Holds::Number, &leaf)?,
            Source::Nowhere => Truth::default(),
        };
        Ok(if comparison == Comparison::Differs { swapped(&truth) } else { truth })
    }

    /// Ranks of the members of whom some word fits, and of those of whom none does. Rows with a
    /// third column count only if it is the member's home community.
    fn words(&self, sql: &str, values: &[&dyn ToSql], fits: impl Fn(&str) -> bool) -> Result<Truth, StoreError> {
        let homes = self.homes()?;
        let mut statement = self.conn.prepare_cached(sql)?;
        let by_community = statement.column_count() > 2;
        let mut rows = statement.query(values)?;
        let (mut yes, mut seen) = (Vec::new(), Vec::new());
        let mut last: Option<(String, bool)> = None;
        while let Some(row) = rows.next()? {
            let Some((rank, home)) = homes.get(row.get(0)?) else { continue };
            if by_community && CommunityId(row.get(2)?) != home {
                continue;
            }
            let word = row.get_ref(1)?.as_str_or_null().map_err(rusqlite::Error::from)?.unwrap_or_default();
            let fit = match &last {
                Some((same, fit)) if same == word => *fit,
                _ => {
                    let fit = fits(word);
                    last = Some((word.to_owned(), fit));
                    fit
                }
            };
            if fit { yes.push(rank) } else { seen.push(rank) }
        }
        Ok(truth(yes, seen))
    }

    /// Like [`Lens::words`], over all of an attribute's rows.
    fn attributes(
        &self,
        column: &str,
        key: &str,
        fits: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<bool>,
    ) -> Result<Truth, StoreError> {
        let homes = self.homes()?;
        let sql = format!("SELECT member, community, {column} FROM attribute WHERE key = ?1");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query([key])?;
        let (mut yes, mut seen) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            match homes.get(row.get(0)?) {
                Some((rank, home)) if home == CommunityId(row.get(1)?) => {
                    if fits(row)? {
                        yes.push(rank)
                    } else {
                        seen.push(rank)
                    }
                }
                _ => {}
            }
        }
        Ok(truth(yes, seen))
    }

    /// Over a field of everybody. Days are seen from the end of each community's data.
    fn of_lines(&self, column: &Column, holds: Holds, leaf: &Expr) -> Result<Truth, StoreError> {
        let fits = |place: usize, today: Day| {
            let fact = fact_at(column, place, holds, self.calendar);
            fact.is_some_and(|fact| matches(leaf, &One::fact(today, fact)))
        };
        if matches!(holds, Holds::Number | Holds::Word) {
            return Ok(column.truth(|place| fits(place, Day(0))));
        }
        let as_of = self.cache()?.as_of.clone();
        let homes = self.column(COMMUNITY)?;
        let days: Vec<Day> = (0..homes.values.len())
            .map(|home| {
                homes.values.whole(home).and_then(|id| as_of.get(&CommunityId(id)).copied()).unwrap_or_default()
            })
            .collect();
        let mut known: Vec<Vec<Option<bool>>> = vec![vec![None; column.values.len()]; days.len()];
        Ok(column.decide(|rank, place| {
            let home = homes.place(rank)?;
            let known = known.get_mut(home)?.get_mut(place)?;
            Some(*known.get_or_insert_with(|| fits(place, days[home])))
        }))
    }

    /// Over rows of a rank, its community and what is held.
    fn each_held(&self, sql: &str, holds: Holds, leaf: &Expr) -> Result<Truth, StoreError> {
        let as_of = self.cache()?.as_of.clone();
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let (mut yes, mut seen) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let today = as_of.get(&CommunityId(row.get(1)?)).copied().unwrap_or_default();
            let fact = held_fact(row, holds, self.calendar)?;
            let rank = row.get(0)?;
            if matches(leaf, &One::fact(today, fact)) { yes.push(rank) } else { seen.push(rank) }
        }
        Ok(truth(yes, seen))
    }

    fn confidence(&self, leaf: &Expr, key: &str) -> Result<Truth, StoreError> {
        self.attributes("confidence", key, |row| {
            let confidence = Some(row.get(2)?);
            Ok(matches(leaf, &One { confidence, ..One::fact(Day(0), Fact::Unknown) }))
        })
    }

    fn did(&self, leaf: &Expr, did: &Did) -> Result<Truth, StoreError> {
        let as_of = self.cache()?.as_of.clone();
        let mut statement =
            self.conn.prepare_cached("SELECT rank, community, days FROM standing WHERE rank IS NOT NULL")?;
        let mut rows = statement.query([])?;
        let mut yes = Vec::new();
        while let Some(row) = rows.next()? {
            let today = as_of.get(&CommunityId(row.get(1)?)).copied().unwrap_or_default();
            let days = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
            let count = count(days, did, today)?;
            if matches(leaf, &One { count, ..One::fact(today, Fact::Unknown) }) {
                yes.push(row.get(0)?);
            }
        }
        self.settled(truth(yes, Vec::new()).yes, Comparison::Has)
    }

    /// Who said the words at home, before the as-of day and within the window.
    fn said(&self, words: &str, window: Option<Window>) -> Result<Truth, StoreError> {
        let homes = self.homes()?;
        let mut places = self.conn.prepare_cached("SELECT id, community FROM groups")?;
        let places: FxHashMap<i64, CommunityId> =
            places.query_map([], |row| Ok((row.get(0)?, CommunityId(row.get(1)?))))?.collect::<Result<_, _>>()?;
        let spans: FxHashMap<CommunityId, (i64, i64)> = (self.cache()?.as_of.iter())
            .map(|(community, today)| {
                let from = window.map_or(i64::MIN, |window| self.calendar.start_of(*today - window.days as i32).0);
                (*community, (from, self.calendar.start_of(*today).0))
            })
            .collect();
        let mut heard: Vec<(i64, CommunityId)> = Vec::new();
        search::each_saying(self.conn, words, |account, group, time| {
            let Some(community) = places.get(&group.0) else { return };
            if spans.get(community).is_some_and(|(from, until)| (*from..*until).contains(&time.0)) {
                heard.push((account, *community));
            }
        })?;
        // In the order in which accounts lie, each once.
        heard.sort_unstable();
        heard.dedup();
        let mut whose = self.conn.prepare_cached(
            "SELECT i.id, i.member FROM rarray(?1) sought \
             CROSS JOIN main.identity i INDEXED BY identity_account ON i.id = sought.value",
        )?;
        let mut yes = Vec::new();
        for heard in heard.chunks(ACCOUNTS) {
            let mut rows = whose.query([search::sought(heard.iter().map(|(account, _)| *account))])?;
            let mut heard = heard.iter();
            while let Some(row) = rows.next()? {
                let account: i64 = row.get(0)?;
                let place = heard.find(|(heard, _)| *heard == account).map(|(_, community)| *community);
                let home = homes.get(row.get(1)?);
                yes.extend(home.filter(|(_, home)| Some(*home) == place).map(|(rank, _)| rank));
            }
        }
        self.settled(truth(yes, Vec::new()).yes, Comparison::Has)
    }

    /// The title of a tag's or segment's filter, if it is saved under this name.
    pub fn rule(&self, tag: &str) -> Result<Option<Expr>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT rule FROM tag WHERE name = ?1")?;
        let rule: Option<Option<String>> = statement.query_row([tag], |row| row.get(0)).optional()?;
        let Some(rule) = rule.flatten() else { return Ok(None) };
        Ok(parse(&rule, self.filter_names()?.as_ref()).ok())
    }
}

fn truth(yes: Vec<u32>, seen: Vec<u32>) -> Truth {
    let gather = |mut ranks: Vec<u32>| {
        ranks.sort_unstable();
        ranks.into_iter().collect::<RoaringBitmap>()
    };
    let yes = gather(yes);
    let no = gather(seen) - &yes;
    Truth { yes, no }
}

fn swapped(truth: &Truth) -> Truth {
    Truth { yes: truth.no.clone(), no: truth.yes.clone() }
}

fn called<'a>(field: &'static str, word: &'a str) -> One<'a> {
    One { field, ..One::fact(Day(0), Fact::Words(vec![Cow::Borrowed(word)])) }
}

fn words_only(operand: &Operand) -> bool {
    match operand {
        Operand::Word(_) => true,
        Operand::Any(operands) => operands.iter().all(words_only),
        _ => false,
    }
}

fn words_of(operand: &Operand) -> Vec<&str> {
    match operand {
        Operand::Word(word) => vec![word],
        Operand::Any(operands) => operands.iter().flat_map(words_of).collect(),
        _ => Vec::new(),
    }
}

/// What `staff` says of a mark.
fn staff_words(mark: i64) -> &'static [&'static str] {
    match mark {
        0 => &["no"],
        1 => &["yes", "staff"],
        _ => &["yes", "bot"],
    }
}

/// A value of a column of the lines.
fn fact_at<'c>(column: &'c Column, place: usize, holds: Holds, calendar: &Calendar) -> Option<Fact<'c>> {
    let values = &column.values;
    Some(match holds {
        Holds::Number => Fact::Number(values.number(place)?),
        Holds::Word => Fact::Words(vec![Cow::Borrowed(values.word(place)?)]),
        Holds::Day => Fact::Day(Day(values.whole(place)? as i32)),
        Holds::Instant => Fact::Day(calendar.day(Timestamp(values.whole(place)?))),
    })
}

pub(super) fn held_fact<'a>(row: &rusqlite::Row<'_>, holds: Holds, calendar: &Calendar) -> rusqlite::Result<Fact<'a>> {
    Ok(match holds {
        Holds::Number => Fact::Number(row.get(2)?),
        Holds::Word => Fact::Words(vec![Cow::Owned(row.get(2)?)]),
        Holds::Day => Fact::Day(Day(row.get(2)?)),
        Holds::Instant => Fact::Day(calendar.day(Timestamp(row.get(2)?))),
    })
}

fn within(day: Day, today: Day, window: Option<Window>) -> bool {
    day < today && window.is_none_or(|window| i64::from(today - day) <= i64::from(window.days))
}

/// Sums the counts of an action in a window out of the days a standing keeps.
pub(super) fn count(days: &[u8], did: &Did, today: Day) -> Result<i64, StoreError> {
    type Days<'a> = Vec<(Day, &'a str, i64)>;
    let (done, received): (Days<'_>, Days<'_>) = super::decode(days)?;
    let days = if did.side == Side::Did { done } else { received };
    Ok(days
        .iter()
        .filter(|(day, action, _)| *action == did.action && within(*day, today, did.window))
        .map(|(_, _, count)| count)
        .sum())
}
