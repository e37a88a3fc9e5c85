//! One instant of a store: what is read while it is held is of one past, whatever is written meanwhile.

use std::ops::Deref;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::Result;
use super::index::Lens;
use super::{Reader, Sight, build};

/// Holds a reader at one instant; let go of on drop.
pub struct Moment<'r> {
    held: Held<'r>,
}

enum Held<'r> {
    /// Begun for this question.
    Own(Transaction<'r>),
    /// Inside of another's, which lasts longer.
    Within(&'r Connection),
}

impl Deref for Moment<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match &self.held {
            Held::Own(transaction) => transaction,
            Held::Within(connection) => connection,
        }
    }
}

/// What a view needs, at one instant.
pub(super) struct Question<'r> {
    lens: Lens<'r>,
    _moment: Moment<'r>,
}

impl<'r> Deref for Question<'r> {
    type Target = Lens<'r>;

    fn deref(&self) -> &Lens<'r> {
        &self.lens
    }
}

impl Reader {
    /// Holds the store as it is now, for several questions that belong together.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn hold(&self) -> Result<Moment<'_>> {
        self.conn()
    }

    /// What every view needs.
    pub(super) fn lens(&self) -> Result<Question<'_>> {
        let moment = self.conn()?;
        let lens = Lens { conn: &self.connection, calendar: &self.calendar, index: &self.index };
        Ok(Question { lens, _moment: moment })
    }

    /// The connection, held at one instant and made to see what it is to see.
    pub(super) fn conn(&self) -> Result<Moment<'_>> {
        if !self.connection.is_autocommit() {
            return Ok(Moment { held: Held::Within(&self.connection) });
        }
        loop {
            let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
            let until = match self.sight.get() {
                Sight::AsBuilt => build::last_until(&transaction)?,
                Sight::Until(until) => until,
            };
            if self.horizon.shows(until) {
                return Ok(Moment { held: Held::Own(transaction) });
            }
            // Views are made outside of a transaction, which might take them back.
            drop(transaction);
            self.horizon.show(&self.connection, until)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::view::Vocabulary;
    use crate::model::{MemberId, Timestamp};
    use crate::query::{Expr, parse};
    use crate::store::Reader;
    use crate::store::village::{Person, Village};

    fn profiled() -> Village {
        let mut village = Village::peopled();
        village.build(&[], &[Person::new(1, "阿青", Some(80.0)), Person::new(4, "播报", Some(60.0))]);
        village
    }

    fn filter(text: &str) -> Expr {
        parse(text, &Vocabulary::default()).unwrap()
    }

    fn ids(reader: &Reader, text: &str) -> Vec<i64> {
        reader.member_ids(Some(&filter(text))).unwrap().into_iter().map(|MemberId(id)| id).collect()
    }

    #[test]
    fn a_build_in_the_middle_of_a_question_changes_only_the_next_one() {
        let mut village = profiled();
        let reader = village.store.reader().unwrap();
        let influential = filter("influence>=50");
        let question = reader.lens().unwrap();
        let everybody = question.everybody().unwrap();
        village.build(&[], &[Person::new(1, "阿青", Some(10.0)), Person::new(4, "播报", Some(10.0))]);
        assert_eq!(question.select(Some(&influential)).unwrap().len(), 2);
        assert_eq!(question.everybody().unwrap(), everybody);
        drop(question);
        assert_eq!(reader.count(Some(&influential)).unwrap(), 0);
        let held = reader.hold().unwrap();
        assert_eq!(ids(&reader, "influence>=5").len(), 2);
        village.build(&[], &[Person::new(1, "阿青", Some(90.0))]);
        assert_eq!((ids(&reader, "influence>=50"), reader.overview().unwrap().stale), (vec![], false));
        drop(held);
        assert_eq!(ids(&reader, "influence>=50"), [1]);
    }

    #[test]
    fn a_look_at_the_past_that_fails_leaves_the_present() {
        let mut village = profiled();
        let instant = Some(Timestamp(1_709_200_100));
        village.sql("ALTER TABLE membership RENAME TO elsewhere");
        assert!(village.store.looking_until(instant, |store| store.stale_spans().is_err()));
        assert!(village.store.view().connection.is_autocommit());
        village.sql("ALTER TABLE elsewhere RENAME TO membership");
        assert_eq!(village.number("SELECT count(*) FROM message"), 5);
        let panics = std::panic::AssertUnwindSafe(|| village.store.looking_until(instant, |_| panic!("on purpose")));
        assert!(std::panic::catch_unwind(panics).is_err());
        assert_eq!(village.number("SELECT count(*) FROM message"), 5);
    }
}
