//! Ranked lists: opinion leaders, those about to leave, and buyers of promise, with the numbers behind each place.

use super::index::Lens;
use super::members::MemberRows;
use super::{Reader, StoreError, attributes};
use crate::model::MemberId;
use crate::model::view::{RankedRow, Sort};
use crate::query::Expr;

/// What a list is ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ranking {
    /// Influence.
    Kol,
    /// Churn risk.
    Churn,
    /// Consumption potential.
    Potential,
}

/// Attributes beside influence, in the order of [`RankedRow::beside`].
pub const KOL_BESIDE: &[&str] = &["beyond_activity", "mechanism", "missing_replies", "missing_threads"];
/// Attributes beside churn risk, in the order of [`RankedRow::beside`].
pub const CHURN_BESIDE: &[&str] = &["churn_band", "stage", "sentiment_trend", "complaint_recency"];
/// Attributes beside consumption potential, in the order of [`RankedRow::beside`].
pub const POTENTIAL_BESIDE: &[&str] = &["spending_level", "quadrant"];

impl Ranking {
    fn key(self) -> &'static str {
        match self {
            Ranking::Kol => "influence",
            Ranking::Churn => "churn_risk",
            Ranking::Potential => "consumption",
        }
    }

    fn beside(self) -> &'static [&'static str] {
        match self {
            Ranking::Kol => KOL_BESIDE,
            Ranking::Churn => CHURN_BESIDE,
            Ranking::Potential => POTENTIAL_BESIDE,
        }
    }
}

impl Reader {
    /// A window of a ranked list under a filter, highest first, and how long the list is. Staff,
    /// bots, and members without the score are left out.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn ranking(
        &self,
        ranking: Ranking,
        filter: Option<&Expr>,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<RankedRow>, u64), StoreError> {
        let listed = Expr::ranked_by(ranking.key(), filter);
        let sort = Sort { key: ranking.key().to_owned(), ascending: false };
        self.lens()?.told((ranking.key(), ranking.beside()), &listed, &sort, (offset, limit))
    }

    /// The first members under a filter, in the default order, with the attribute that tells why; and how many
    /// there are.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn because(&self, key: &str, filter: &Expr, limit: u64) -> Result<(Vec<RankedRow>, u64), StoreError> {
        self.lens()?.told((key, &[]), filter, &Sort::default(), (0, limit))
    }
}

/// What may tell how much a member matters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// The member.
    pub member: MemberId,
    /// Influence; 0 without a score.
    pub influence: f64,
    /// Messages ever.
    pub messages: f64,
    /// Days with a message or an act.
    pub active_days: f64,
}

impl Reader {
    /// Streams the weights of everybody but staff and bots, in their home communities.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn each_weight(&self, mut emit: impl FnMut(Weight)) -> Result<(), StoreError> {
        let _moment = self.hold()?;
        let mut statement = self.connection.prepare(
            "SELECT member, coalesce(influence, 0.0), messages, coalesce(active_days, 0) FROM standing \
             WHERE rank IS NOT NULL AND staff = 0",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (messages, active_days): (i64, i64) = (row.get(2)?, row.get(3)?);
            emit(Weight {
                member: MemberId(row.get(0)?),
                influence: row.get(1)?,
                messages: messages as f64,
                active_days: active_days as f64,
            });
        }
        Ok(())
    }
}

impl Lens<'_> {
    /// A window of members who have an attribute, with it and further ones.
    fn told(
        &self,
        (key, beside): (&str, &[&str]),
        filter: &Expr,
        sort: &Sort,
        (offset, limit): (u64, u64),
    ) -> Result<(Vec<RankedRow>, u64), StoreError> {
        let (total, ranks) = self.window(Some(filter), sort, offset, limit)?;
        let mut members = MemberRows::prepare(*self)?;
        let mut rows = Vec::with_capacity(ranks.len());
        for (place, rank) in (offset + 1..).zip(ranks) {
            let member = members.read(rank, &[])?;
            let community = self.home(rank)?;
            let get = |key: &str| attributes::get(self.conn, member.id, community, key);
            let Some(attribute) = get(key)? else { continue };
            let beside = beside.iter().map(|key| get(key)).collect::<Result<_, _>>()?;
            rows.push(RankedRow { place, member, attribute, beside, trend: None });
        }
        Ok((rows, total))
    }

    /// The home community of the member of a rank.
    pub fn home(&self, rank: u32) -> Result<crate::model::CommunityId, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT community FROM standing WHERE rank = ?1")?;
        Ok(statement.query_row([rank], |row| Ok(crate::model::CommunityId(row.get(0)?)))?)
    }
}
