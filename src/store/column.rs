//! One field of everybody, by rank: lists sort and compare by a few bytes of each member instead of
//! reading the wide lines of all. Builds write those of the lines; others are read when asked for.

use roaring::RoaringBitmap;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::StoreError;
use super::gather::Gather;
use super::homes::Homes;
use super::index::Truth;
use super::members::COLUMNS;
use crate::model::CommunityId;
use crate::model::attribute::{ATTRIBUTES, Shape, spec};

/// How many fields are gathered in one look through the lines; each takes 16 bytes of every member.
const AT_ONCE: usize = 4;

/// Who stands at each rank, and where they are at home.
pub(super) const MEMBER: &str = "member";
pub(super) const COMMUNITY: &str = "community";

/// A field's values, ascending: codes by their definition, words by their characters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Values {
    /// Whole numbers; in the store, each as its distance from the one before.
    Whole(Vec<i64>),
    /// Other numbers.
    Real(Vec<f64>),
    /// Words of which there are few.
    Words(Vec<String>),
    /// So many numbers, then so many words: known by their order alone.
    Untold(u32, u32),
}

impl Values {
    pub fn len(&self) -> usize {
        match self {
            Values::Whole(values) => values.len(),
            Values::Real(values) => values.len(),
            Values::Words(words) => words.len(),
            Values::Untold(numbers, words) => *numbers as usize + *words as usize,
        }
    }

    pub fn number(&self, place: usize) -> Option<f64> {
        match self {
            Values::Whole(values) => values.get(place).map(|value| *value as f64),
            Values::Real(values) => values.get(place).copied(),
            Values::Words(_) | Values::Untold(..) => None,
        }
    }

    pub fn whole(&self, place: usize) -> Option<i64> {
        match self {
            Values::Whole(values) => values.get(place).copied(),
            _ => None,
        }
    }

    pub fn word(&self, place: usize) -> Option<&str> {
        match self {
            Values::Words(words) => words.get(place).map(String::as_str),
            _ => None,
        }
    }

    pub fn of_numbers(numbers: Vec<f64>) -> Values {
        let is_whole = |number: &f64| number.fract() == 0.0 && number.abs() < (1_u64 << 53) as f64;
        if numbers.iter().all(is_whole) {
            return Values::Whole(numbers.into_iter().map(|number| number as i64).collect());
        }
        Values::Real(numbers)
    }

    /// As it lies in the store: whole numbers by their steps, which are small.
    fn stepped(&self) -> Values {
        let Values::Whole(values) = self else { return self.clone() };
        let mut before = 0;
        Values::Whole(values.iter().map(|value| value.wrapping_sub(std::mem::replace(&mut before, *value))).collect())
    }

    fn summed(mut self) -> Values {
        if let Values::Whole(steps) = &mut self {
            let mut sum = 0_i64;
            for step in steps {
                sum = sum.wrapping_add(*step);
                *step = sum;
            }
        }
        self
    }
}

/// A field of everybody.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub values: Values,
    /// Bytes of a place: 1, 2 or 4.
    width: usize,
    places: Vec<u8>,
}

impl Column {
    /// `places` by rank: 0 where it is unknown, else one more than the value's place.
    pub fn new(values: Values, places: &[u32]) -> Column {
        let width = width(&values);
        let mut bytes = Vec::with_capacity(places.len() * width);
        places.iter().for_each(|place| bytes.extend_from_slice(&place.to_le_bytes()[..width]));
        Column { values, width, places: bytes }
    }

    /// The place of a rank's value, if that is known.
    pub fn place(&self, rank: u32) -> Option<usize> {
        let start = rank as usize * self.width;
        known(number(self.places.get(start..start + self.width)?))
    }

    /// The number of a rank.
    pub fn number(&self, rank: u32) -> Option<f64> {
        self.values.number(self.place(rank)?)
    }

    /// The whole number of a rank.
    pub fn whole(&self, rank: u32) -> Option<i64> {
        self.values.whole(self.place(rank)?)
    }

    fn ranks(&self) -> usize {
        self.places.len() / self.width
    }

    /// Every rank, ascending, with the place of its value.
    fn each(&self, mut take: impl FnMut(u32, Option<usize>)) {
        match self.width {
            1 => (0..).zip(&self.places).for_each(|(rank, place)| take(rank, known((*place).into()))),
            width => {
                (0..).zip(self.places.chunks_exact(width)).for_each(|(rank, place)| take(rank, known(number(place))))
            }
        }
    }

    /// All ranks in the order of their values, equals by rank, the unknown last in either direction.
    pub fn order(&self, ascending: bool) -> Vec<u32> {
        let all = self.values.len();
        let numbers = if let Values::Untold(numbers, _) = self.values { numbers as usize } else { all };
        let turn = |place: Option<usize>| match place.filter(|place| *place < all) {
            None => all,
            Some(place) if ascending => place,
            Some(place) if place < numbers => numbers - 1 - place,
            Some(place) => all - 1 - (place - numbers),
        };
        let mut starts = vec![0_u32; all + 2];
        self.each(|_, place| starts[turn(place) + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let mut order = vec![0; self.ranks()];
        self.each(|rank, place| {
            let start = &mut starts[turn(place)];
            order[*start as usize] = rank;
            *start += 1;
        });
        order
    }

    /// The ranks whose value fits, and those whose does not.
    pub fn truth(&self, fits: impl Fn(usize) -> bool) -> Truth {
        let fitting: Vec<bool> = (0..self.values.len()).map(fits).collect();
        self.decide(|_, place| fitting.get(place).copied())
    }

    /// The same where a value may fit at one rank and not at another.
    pub fn decide(&self, mut fits: impl FnMut(u32, usize) -> Option<bool>) -> Truth {
        let mut bits = [false; 2].map(|_| vec![0_u8; self.ranks().div_ceil(8)]);
        self.each(|rank, place| {
            if let Some(fit) = place.and_then(|place| fits(rank, place)) {
                bits[usize::from(fit)][rank as usize / 8] |= 1 << (rank % 8);
            }
        });
        let [no, yes] = bits.map(|bits| RoaringBitmap::from_lsb0_bytes(0, &bits));
        Truth { yes, no }
    }

    /// The ranks by the places of their values; for a field that tells ranks apart.
    pub fn ranks_by_place(&self) -> Vec<u32> {
        let mut ranks = vec![u32::MAX; self.values.len()];
        self.each(|rank, place| {
            if let Some(at) = place.and_then(|place| ranks.get_mut(place)) {
                *at = rank;
            }
        });
        ranks
    }

    /// A column of the lines.
    pub fn of_lines(conn: &Connection, column: &'static str) -> Result<Column, StoreError> {
        match Column::stored(conn, column)? {
            Some(column) => Ok(column),
            // The store comes from a version that wrote none.
            None => Ok(gather(conn, &[column])?.remove(0)),
        }
    }

    /// An attribute at home. Those that files brought are written by no build.
    pub fn of_attribute(conn: &Connection, homes: &Homes, key: &str) -> Result<Column, StoreError> {
        match Column::stored(conn, &of_attribute(key))? {
            Some(column) => Ok(column),
            None => gather_attribute(conn, homes, key),
        }
    }

    fn stored(conn: &Connection, field: &str) -> Result<Option<Column>, StoreError> {
        let mut stored = conn.prepare_cached("SELECT known, places FROM column_by_rank WHERE field = ?1")?;
        let found = stored.query_row([field], |row| {
            let values: Values = postcard::from_bytes(row.get_ref(0)?.as_blob()?).map_err(super::unreadable)?;
            Ok((values.summed(), row.get(1)?))
        });
        Ok(found.optional()?.map(|(values, places)| Column { width: width(&values), values, places }))
    }

    fn write(&self, conn: &Connection, field: &str) -> Result<(), StoreError> {
        if self.values.len() == 0 {
            // That nobody has it is found as quickly.
            conn.prepare_cached("DELETE FROM column_by_rank WHERE field = ?1")?.execute([field])?;
            return Ok(());
        }
        let values = super::encode(&self.values.stepped())?;
        conn.prepare_cached(
            "INSERT INTO column_by_rank (field, known, places) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE \
             SET (known, places) = (?2, ?3) WHERE (known, places) <> (?2, ?3)",
        )?
        .execute(params![field, values, self.places])?;
        Ok(())
    }
}

/// Bytes that hold the places of so many values, and 0.
fn width(values: &Values) -> usize {
    match values.len() {
        0..=0xfe => 1,
        0xff..=0xfffe => 2,
        _ => 4,
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn known(place: u32) -> Option<usize> {
    place.checked_sub(1).map(|place| place as usize)
}

/// How many ranks there are.
pub(super) fn ranks(conn: &Connection) -> Result<u32, StoreError> {
    let last = "SELECT coalesce(max(rank) + 1, 0) FROM standing WHERE rank IS NOT NULL";
    Ok(conn.prepare_cached(last)?.query_row([], |row| row.get(0))?)
}

/// Under which name an attribute is kept.
pub(super) fn of_attribute(key: &str) -> String {
    format!("attribute:{key}")
}

/// Writes every column of the lines, and every attribute that has none, as they stand now.
pub(super) fn rebuild(conn: &Connection) -> Result<(), StoreError> {
    let fields: Vec<&str> =
        [MEMBER, COMMUNITY].into_iter().chain(COLUMNS.iter().map(|(_, column, _)| *column)).collect();
    for fields in fields.chunks(AT_ONCE) {
        for (column, field) in gather(conn, fields)?.iter().zip(fields) {
            column.write(conn, field)?;
        }
    }
    let homes = Homes::read(conn)?;
    for spec in ATTRIBUTES.iter().filter(|spec| super::members::column(spec.key).is_none()) {
        gather_attribute(conn, &homes, spec.key)?.write(conn, &of_attribute(spec.key))?;
    }
    Ok(())
}

/// Attributes whose values are words alone are read from their index.
fn gather_attribute(conn: &Connection, homes: &Homes, key: &str) -> Result<Column, StoreError> {
    let sql = match spec(key).map(|spec| spec.shape) {
        Some(Shape::Number(_)) => "SELECT member, community, number FROM attribute WHERE key = ?1",
        Some(_) => "SELECT member, community, word FROM attribute INDEXED BY attribute_key WHERE key = ?1",
        None => "SELECT member, community, coalesce(number, word) FROM attribute WHERE key = ?1",
    };
    let mut gather = Gather::of_attribute(key, ranks(conn)?);
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([key])?;
    while let Some(row) = rows.next()? {
        match homes.get(row.get(0)?) {
            Some((rank, home)) if home == CommunityId(row.get(1)?) => {
                gather.take(rank, row.get_ref(2)?).map_err(rusqlite::Error::from)?;
            }
            _ => {}
        }
    }
    Ok(gather.finish())
}

/// Reads columns of the lines from the lines themselves.
fn gather(conn: &Connection, fields: &[&'static str]) -> Result<Vec<Column>, StoreError> {
    let ranks = ranks(conn)?;
    let mut gathered: Vec<Gather> = fields.iter().map(|field| Gather::new(field, ranks)).collect();
    // Asked for the ranked alone, SQLite would look up each line by the index of ranks.
    let sql = format!("SELECT rank, {} FROM standing", fields.join(", "));
    let mut statement = conn.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let Some(rank) = row.get(0)? else { continue };
        for (at, gather) in (1..).zip(&mut gathered) {
            gather.take(rank, row.get_ref(at)?).map_err(rusqlite::Error::from)?;
        }
    }
    Ok(gathered.into_iter().map(Gather::finish).collect())
}

#[cfg(test)]
mod tests {
    use rusqlite::types::ValueRef;

    use super::*;
    use crate::model::Timestamp;
    use crate::model::attribute::Value;
    use crate::model::view::Sort;
    use crate::store::village::{Person, Village, declared};

    fn column(values: &[Option<f64>]) -> Column {
        let mut gather = Gather::new("messages", values.len() as u32);
        for (rank, value) in (0..).zip(values) {
            gather.take(rank, value.map_or(ValueRef::Null, ValueRef::Real)).unwrap();
        }
        gather.finish()
    }

    #[test]
    fn equals_keep_their_rank_and_the_unknown_stand_last_in_either_direction() {
        let column = column(&[Some(2.0), None, Some(-1.5), Some(2.0), Some(0.25), None]);
        assert_eq!(column.values, Values::Real(vec![-1.5, 0.25, 2.0]));
        assert_eq!(column.order(true), [2, 4, 0, 3, 1, 5]);
        assert_eq!(column.order(false), [0, 3, 4, 2, 1, 5]);
        let truth = column.truth(|place| place > 0);
        assert_eq!((truth.yes.iter().collect(), truth.no.iter().collect()), (vec![0, 3, 4], vec![2]));
    }

    #[test]
    fn places_are_as_wide_as_they_have_to_be_and_whole_numbers_are_kept_by_their_steps() {
        for count in [0_i64, 1, 254, 255, 65_534, 65_535] {
            let values: Vec<Option<f64>> = (0..count).rev().map(|value| Some((value * 3 - 7) as f64)).collect();
            let column = column(&values);
            assert_eq!(column.values.stepped().summed(), column.values);
            let last = count.checked_sub(1).and_then(|last| column.whole(last as u32));
            assert_eq!((last, column.whole(count as u32)), ((count > 0).then_some(-7), None), "{count}");
            assert_eq!(column.order(true), (0..count as u32).rev().collect::<Vec<_>>());
        }
    }

    fn peopled() -> Village {
        let mut village = Village::peopled();
        let mut people = [(1, "乙", Some(80.5)), (2, "甲", None), (3, "乙", Some(3.0)), (4, "", Some(60.0))]
            .map(|(id, name, influence)| Person::new(id, name, influence));
        for (person, (messages, stage, region)) in people.iter_mut().zip([
            (3, "active", "浙江"),
            (300, "new", "江苏"),
            (0, "lost", "浙江"),
            (3, "new", "安徽"),
        ]) {
            person.standing.messages = messages;
            person.standing.stage = Some(stage.to_owned());
            person.standing.last_seen = Some(Timestamp(1_709_200_000 + i64::from(messages)));
            person.attributes.push(declared("region", Value::Text(region.to_owned())));
        }
        village.build(&[], &people);
        village
    }

    #[test]
    fn what_no_build_wrote_is_read_from_where_it_lies() {
        let village = peopled();
        let orders = |village: &Village| -> Vec<Vec<String>> {
            let reader = village.store.reader().unwrap();
            let keys = ["name", "messages", "stage", "last_seen", "influence", "region", "platform", "orders"];
            let sorts = keys.into_iter().flat_map(|key| [true, false].map(|ascending| (key, ascending)));
            sorts
                .map(|(key, ascending)| {
                    let sort = Sort { key: key.to_owned(), ascending };
                    let page = reader.members(None, &sort, 0, 9, &[]).unwrap();
                    page.rows.into_iter().map(|row| format!("{}{}", row.id.0, row.name)).collect()
                })
                .collect()
        };
        let kept = orders(&village);
        assert_eq!(kept[0].concat(), "41乙3乙2甲");
        assert!(village.number("SELECT count(*) FROM column_by_rank") > 10);
        village.sql("DELETE FROM column_by_rank");
        assert_eq!(orders(&village), kept);
    }

    #[test]
    fn what_is_of_each_member_alone_is_not_written_a_second_time() {
        let village = peopled();
        let known: Vec<Vec<u8>> = (village.conn().prepare("SELECT known FROM column_by_rank").unwrap())
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        for words in ["乙", "wx1", "浙江"] {
            let finder = memchr::memmem::Finder::new(words);
            assert!(known.iter().all(|bytes| finder.find(bytes).is_none()), "{words}");
        }
    }
}
