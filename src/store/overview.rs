//! The store in numbers, and the words that filters may use here.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::Connection;

use super::index::{Lens, as_of_days, days_of};
use super::{Reader, StoreError, tags};
use crate::model::attribute::{ATTRIBUTES, Shape, spec};
use crate::model::view::{Overview, TagRow, Vocabulary};
use crate::model::{CommunityId, Day, GroupId};
use crate::query::{Expr, fold};
use crate::text::{mask, place};

/// How many values of a field completion offers.
const VALUES: i64 = 50;
/// From how many members on values of their own are no chance.
const MANY: u64 = 10;

/// The days that builds looked from, the latest first; of several communities the newest.
fn built(conn: &Connection) -> Result<Vec<Day>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT DISTINCT as_of FROM build")?;
    let mut rows = statement.query([])?;
    let mut days = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let as_of = days_of(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
        days.extend(as_of.into_values().max());
    }
    Ok(days.into_iter().rev().collect())
}

impl Reader {
    /// The store in numbers.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn overview(&self) -> Result<Overview, StoreError> {
        let conn = self.conn()?;
        let number = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, u32>(0)).map(u64::from);
        let as_of = self.lens()?.cache()?.as_of.clone();
        let mut statement = conn.prepare_cached("SELECT id, name FROM community ORDER BY id")?;
        let communities = statement.query_map([], |row| {
            let id = CommunityId(row.get(0)?);
            Ok((id, row.get(1)?, as_of.get(&id).copied()))
        })?;
        Ok(Overview {
            members: number("SELECT count(*) FROM member WHERE opted_out = 0")?,
            messages: number("SELECT count(*) FROM message")?,
            groups: number("SELECT count(*) FROM groups")?,
            communities: communities.collect::<Result<_, _>>()?,
            proposals: number("SELECT count(*) FROM join_proposal WHERE state = 'open'")?,
            built: built(&conn)?,
            stale: conn.prepare_cached("SELECT 1 FROM member WHERE dirty = 1 AND opted_out = 0")?.exists([])?,
        })
    }

    /// The latest day that the last build saw a community from; `None` before the first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn latest_day(&self) -> Result<Option<Day>, StoreError> {
        Ok(as_of_days(&*self.conn()?)?.into_values().max())
    }

    /// Every tag in the scheme's order, with how many of the selected members have it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn tags(&self, filter: Option<&Expr>) -> Result<Vec<TagRow>, StoreError> {
        let lens = self.lens()?;
        let selected = filter.map(|expr| lens.compile(expr)).transpose()?;
        let mut statement = lens.conn.prepare_cached(&format!("SELECT name, rule FROM {}", tags::KNOWN))?;
        let names: Vec<(String, Option<String>)> =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        let tagged = lens.tagged()?;
        let counts = selected.map(|selected| tagged.counts(&selected));
        let cache = lens.cache()?;
        let row = |(name, rule): (String, Option<String>)| {
            let folded = fold(&name);
            let total = cache.tags.get(&folded).map_or(0, |ranks| ranks.len());
            let members = match &counts {
                Some(counts) => counts.get(folded.as_str()).copied().unwrap_or_default(),
                None => total,
            };
            TagRow { name, rule, members, total, precision: None, is_doubtful: false }
        };
        Ok(names.into_iter().map(row).collect())
    }

    /// The names that filters may use here, which is all that reading one needs.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn filter_names(&self) -> Result<Arc<Vocabulary>, StoreError> {
        self.lens()?.filter_names()
    }

    /// What completion may offer: names, titles, and the most frequent values by field.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn vocabulary(&self) -> Result<Vocabulary, StoreError> {
        let lens = self.lens()?;
        let mut vocabulary = lens.vocabulary()?;
        let free = ATTRIBUTES
            .iter()
            .filter(|spec| matches!(spec.shape, Shape::Place | Shape::Text | Shape::Words | Shape::Named));
        let keys: Vec<String> =
            free.map(|spec| spec.key.to_owned()).chain(vocabulary.imported.iter().cloned()).collect();
        for key in keys {
            let mut values = lens.frequent_values(&key)?;
            if spec(&key).is_some_and(|spec| spec.shape == Shape::Place) {
                values = with_provinces(values);
            }
            if !values.is_empty() {
                vocabulary.values.push((key, values));
            }
        }
        let campaigns = lens.campaign_names()?;
        if !campaigns.is_empty() {
            vocabulary.values.push(("campaign".to_owned(), campaigns));
        }
        for title in &vocabulary.imported {
            if lens.tells_people_apart(title)? {
                vocabulary.personal.push(title.clone());
            }
        }
        Ok(vocabulary)
    }
}

/// Provinces before the places in them, which they hold as filters.
fn with_provinces(places: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let provinces = places.iter().filter_map(|name| Some(place::parse(name)?.province.to_owned()));
    for name in provinces.collect::<Vec<_>>().into_iter().chain(places) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    all
}

impl Lens<'_> {
    /// The names that filters may use, without values.
    pub fn vocabulary(&self) -> Result<Vocabulary, StoreError> {
        let words = |sql: &str| -> Result<Vec<String>, StoreError> {
            let mut statement = self.conn.prepare_cached(sql)?;
            Ok(statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
        };
        let mut groups = self.conn.prepare_cached("SELECT id, name FROM groups ORDER BY id")?;
        Ok(Vocabulary {
            imported: words(
                "SELECT title FROM (SELECT header AS title FROM field GROUP BY header UNION SELECT title FROM question) ORDER BY title",
            )?,
            personal: Vec::new(),
            tags: words(&format!("SELECT name FROM {}", tags::KNOWN))?,
            groups: groups.query_map([], |row| Ok((GroupId(row.get(0)?), row.get(1)?)))?.collect::<Result<_, _>>()?,
            communities: words("SELECT name FROM community ORDER BY id")?,
            segments: words("SELECT name FROM segment ORDER BY name")?,
            topics: Vec::new(),
            values: Vec::new(),
        })
    }

    /// The names of campaigns, the latest imported first.
    fn campaign_names(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT name FROM campaign ORDER BY id DESC LIMIT ?1")?;
        Ok(statement.query_map([VALUES], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }

    /// Whether a column is about who somebody is: by its title, by a personal number in it, or
    /// because nearly everybody has a value of their own.
    fn tells_people_apart(&self, title: &str) -> Result<bool, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT count(*), count(DISTINCT word), min(word) FROM attribute INDEXED BY attribute_key \
             WHERE key = ?1 AND word IS NOT NULL",
        )?;
        let (known, distinct, sample): (u64, u64, Option<String>) =
            statement.query_row([title], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(mask::is_personal_title(title)
            || sample.is_some_and(|sample| mask::holds_personal_number(&sample))
            || known >= MANY && distinct * 10 >= known * 9)
    }

    fn frequent_values(&self, key: &str) -> Result<Vec<String>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT word FROM attribute INDEXED BY attribute_key WHERE key = ?1 AND word IS NOT NULL \
             GROUP BY word ORDER BY count(*) DESC, word LIMIT ?2",
        )?;
        let joined: Vec<String> = statement.query_map((key, VALUES), |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut values: Vec<String> = Vec::new();
        for word in joined.iter().flat_map(|joined| joined.split(super::attributes::BETWEEN)) {
            if values.len() < VALUES as usize && !values.iter().any(|known| known == word) {
                values.push(word.to_owned());
            }
        }
        Ok(values)
    }
}
