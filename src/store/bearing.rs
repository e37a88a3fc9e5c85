//! Who bears what, as rules between things are looked for.

use rustc_hash::FxHashMap;

use super::{Reader, StoreError};
use crate::query::Expr;

/// Members under a filter, without staff and bots.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bearers {
    /// Of each condition, who satisfies it: a bit for each member by place.
    pub bits: Vec<Vec<u64>>,
    /// How many messages each member said, by place.
    pub messages: Vec<u32>,
}

impl Reader {
    /// Who among the members of a filter satisfies which of some conditions.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn bearing(&self, conditions: &[Expr], filter: Option<&Expr>) -> Result<Bearers, StoreError> {
        let lens = self.lens()?;
        let selected = lens.compile(&Expr::people_under(filter))?;
        let places: FxHashMap<u32, usize> = selected.iter().zip(0..).collect();
        let mut messages = vec![0; places.len()];
        let mut statement = lens.conn.prepare_cached("SELECT rank, messages FROM standing WHERE rank IS NOT NULL")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(place) = places.get(&row.get(0)?) {
                messages[*place] = row.get(1)?;
            }
        }
        let words = places.len().div_ceil(64);
        let bits = conditions.iter().map(|condition| {
            let mut bits = vec![0_u64; words];
            for rank in lens.compile(condition)?.iter() {
                if let Some(place) = places.get(&rank) {
                    bits[place / 64] |= 1 << (place % 64);
                }
            }
            Ok(bits)
        });
        Ok(Bearers { bits: bits.collect::<Result<_, StoreError>>()?, messages })
    }
}
