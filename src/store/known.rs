//! What is known of everybody, field by field, as members are compared with each other.

use std::str::Split;

use rusqlite::OptionalExtension;

use super::column::Values;
use super::members::column;
use super::{Reader, StoreError, attributes, bitmap, tags};
use crate::model::attribute::{Shape, spec};
use crate::model::{Attribute, CommunityId, MemberId, Value};
use crate::query::Expr;

/// With whom a member is compared; members by their rank, their place in the default order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Peers {
    /// The member's own rank.
    pub own: u32,
    /// By rank: whether somebody is of the member's community, neither staff nor bot, and another.
    pub all: Vec<bool>,
    /// Those of them whom a filter selects.
    pub asked: Vec<(u32, MemberId)>,
}

/// A known value of somebody.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Known<'a> {
    /// A number.
    Number(f64),
    /// Words, of which a value may have several.
    Words(&'a str),
}

/// The words of a value as fields keep them, to be compared with those of others.
pub fn words_kept(value: &Value) -> String {
    attributes::kept(value)
}

impl<'a> Known<'a> {
    /// The words, one by one; none of a number.
    pub fn words(self) -> Split<'a, char> {
        match self {
            Known::Words(words) => words,
            Known::Number(_) => "",
        }
        .split(attributes::BETWEEN)
    }
}

impl Reader {
    /// Those with whom a member can be compared; `None` if the member has no profile.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn peers(&self, member: MemberId, filter: Option<&Expr>) -> Result<Option<Peers>, StoreError> {
        let lens = self.lens()?;
        let Some((own, home)) = lens.place(member)? else { return Ok(None) };
        let homes = lens.homes()?;
        let mut all = vec![false; lens.everybody()?.len() as usize];
        for rank in lens.compile(&Expr::without_staff())?.iter().filter(|rank| *rank != own) {
            if let Some(is_peer) = all.get_mut(rank as usize) {
                *is_peer = homes.community(rank) == Some(home);
            }
        }
        let asked = lens.select(filter)?;
        let asked = asked.iter().filter(|rank| all.get(*rank as usize) == Some(&true));
        let asked = asked.filter_map(|rank| Some((rank, homes.member(rank)?))).collect();
        Ok(Some(Peers { own, all, asked }))
    }

    /// What is known of a member at home.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn known_of(&self, member: MemberId) -> Result<Vec<Attribute>, StoreError> {
        let lens = self.lens()?;
        match lens.home_of(member)? {
            Some(home) => attributes::all(lens.conn, member, home),
            None => Ok(Vec::new()),
        }
    }

    /// Everybody's known value of an attribute of the registry, at home, with their rank.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn each_known(&self, key: &str, mut emit: impl FnMut(u32, Known<'_>)) -> Result<(), StoreError> {
        let lens = self.lens()?;
        let is_told = matches!(spec(key).map(|spec| spec.shape), Some(Shape::Number(_) | Shape::Code(_)));
        if !is_told {
            return self.each_word(key, emit);
        }
        let values = match column(key) {
            Some((column, _)) => lens.column(column)?,
            None => lens.attribute(key)?,
        };
        for rank in 0..lens.everybody()?.len() as u32 {
            let Some(place) = values.place(rank) else { continue };
            match &values.values {
                Values::Words(words) => emit(rank, Known::Words(&words[place])),
                numbers => numbers.number(place).into_iter().for_each(|number| emit(rank, Known::Number(number))),
            }
        }
        Ok(())
    }

    /// The words of a field that is kept by its order alone.
    fn each_word(&self, key: &str, mut emit: impl FnMut(u32, Known<'_>)) -> Result<(), StoreError> {
        let lens = self.lens()?;
        let homes = lens.homes()?;
        let mut statement = lens.conn.prepare_cached(
            "SELECT member, community, word FROM attribute INDEXED BY attribute_key WHERE key = ?1 AND word IS NOT NULL",
        )?;
        let mut rows = statement.query([key])?;
        while let Some(row) = rows.next()? {
            match homes.get(row.get(0)?) {
                Some((rank, home)) if home == CommunityId(row.get(1)?) => {
                    emit(rank, Known::Words(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The ranks of those who have a tag, ascending; nobody if there is no such tag.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn each_tagged(&self, tag: &str, emit: impl FnMut(u32)) -> Result<(), StoreError> {
        let conn = self.conn()?;
        let mut ranks =
            conn.prepare_cached("SELECT b.ranks FROM tag t JOIN tag_bitmap b ON b.tag = t.id WHERE t.name = ?1")?;
        let bytes: Option<Vec<u8>> = ranks.query_row([tag], |row| row.get(0)).optional()?;
        if let Some(bytes) = bytes {
            bitmap::read(&bytes)?.iter().for_each(emit);
        }
        Ok(())
    }

    /// The names of all tags, in the scheme's order.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn tag_names(&self) -> Result<Vec<String>, StoreError> {
        let conn = self.conn()?;
        let mut names = conn.prepare_cached(&format!("SELECT name FROM {}", tags::KNOWN))?;
        Ok(names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}
