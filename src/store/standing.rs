//! One line of the member list per member and community, and the ranks over them.

use rusqlite::{Connection, ToSql, params};

use super::{StoreError, states};
use crate::model::record::Role;
use crate::model::state::DayAction;
use crate::model::view::{Scores, StaffMark};
use crate::model::{CommunityId, Day, MemberId, Timestamp};

/// What a list shows, sorts and filters by, of one member in one community; `None` is unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The member.
    pub member: MemberId,
    /// The community whose yardstick the scores use.
    pub community: CommunityId,
    /// Best display name.
    pub name: String,
    /// Platform of the account that speaks most.
    pub platform: String,
    /// Its id, or nothing.
    pub platform_id: String,
    /// Highest role in any group of any community.
    pub role: Option<Role>,
    /// Staff or bot.
    pub staff: StaffMark,
    /// Messages said.
    pub messages: u32,
    /// First thing said or done.
    pub first_seen: Option<Timestamp>,
    /// Last thing said or done.
    pub last_seen: Option<Timestamp>,
    /// Known day of joining.
    pub joined: Option<Day>,
    /// Days from the last thing said or done to the as-of day.
    pub silent: Option<i64>,
    /// How many groups they are in, over all communities.
    pub group_count: u32,
    /// The six scores.
    pub scores: Scores,
    /// Influence beyond what activity predicts, in points.
    pub beyond_activity: Option<f64>,
    /// Distinct active days.
    pub active_days: Option<u32>,
    /// Answers sent.
    pub replies_sent: Option<u32>,
    /// Answers received.
    pub replies_received: Option<u32>,
    /// Share of messages that say something.
    pub substance: Option<f64>,
    /// Paid orders.
    pub orders: Option<u32>,
    /// Revenue in major units.
    pub amount: Option<f64>,
    /// Key of the activity level.
    pub level: Option<String>,
    /// Key of the lifecycle stage.
    pub stage: Option<String>,
    /// Key of the churn band.
    pub churn_band: Option<String>,
    /// Key of the quadrant.
    pub quadrant: Option<String>,
    /// Key of how influence works.
    pub mechanism: Option<String>,
    /// Key of the consumption level.
    pub spending_level: Option<String>,
    /// What the member did, by day.
    pub done: Vec<DayAction>,
    /// What the member received, by day.
    pub received: Vec<DayAction>,
}

const UPSERT: &str = "INSERT INTO standing (member, community, name, platform, platform_id, role, staff, messages, \
    first_seen, last_seen, joined, silent, group_count, activity, interaction, influence, beyond_activity, \
    consumption, churn_risk, sentiment, active_days, replies_sent, replies_received, substance, orders, amount, \
    level, stage, churn_band, quadrant, mechanism, spending_level, days) \
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, \
    ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33) \
    ON CONFLICT DO UPDATE SET (name, platform, platform_id, role, staff, messages, first_seen, last_seen, joined, \
    silent, group_count, activity, interaction, influence, beyond_activity, consumption, churn_risk, sentiment, \
    active_days, replies_sent, replies_received, substance, orders, amount, level, stage, churn_band, quadrant, \
    mechanism, spending_level, days) = (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, \
    ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33)";

const UNCHANGED: &str = "SELECT 1 FROM standing WHERE (member, community) = (?1, ?2) \
    AND (name, platform, platform_id, role, staff, messages, first_seen, last_seen, joined, silent, group_count) \
    IS (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) \
    AND (activity, interaction, influence, beyond_activity, consumption, churn_risk, sentiment, active_days, \
    replies_sent, replies_received, substance, orders, amount) IS \
    (?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26) \
    AND (level, stage, churn_band, quadrant, mechanism, spending_level, days) IS \
    (?27, ?28, ?29, ?30, ?31, ?32, ?33)";

/// Writes a standing, unless the store has it already.
pub(super) fn put(conn: &Connection, standing: &Standing) -> Result<(), StoreError> {
    let Standing { scores, .. } = standing;
    let role = standing.role.map(Role::key);
    let staff = states::staff_number(standing.staff);
    let first_seen = standing.first_seen.map(|time| time.0);
    let last_seen = standing.last_seen.map(|time| time.0);
    let joined = standing.joined.map(|day| day.0);
    let days = super::encode(&(&standing.done, &standing.received))?;
    let values: [&dyn ToSql; 33] = [
        &standing.member.0,
        &standing.community.0,
        &standing.name,
        &standing.platform,
        &standing.platform_id,
        &role,
        &staff,
        &standing.messages,
        &first_seen,
        &last_seen,
        &joined,
        &standing.silent,
        &standing.group_count,
        &scores.activity,
        &scores.interaction,
        &scores.influence,
        &standing.beyond_activity,
        &scores.consumption,
        &scores.churn_risk,
        &scores.sentiment,
        &standing.active_days,
        &standing.replies_sent,
        &standing.replies_received,
        &standing.substance,
        &standing.orders,
        &standing.amount,
        &standing.level,
        &standing.stage,
        &standing.churn_band,
        &standing.quadrant,
        &standing.mechanism,
        &standing.spending_level,
        &days,
    ];
    if !conn.prepare_cached(UNCHANGED)?.exists(&values[..])? {
        conn.prepare_cached(UPSERT)?.execute(&values[..])?;
    }
    Ok(())
}

/// Level and stage of the member where they are ranked, as the last build left them.
pub(super) fn course(conn: &Connection, member: MemberId) -> Result<Option<[Option<String>; 2]>, StoreError> {
    use rusqlite::OptionalExtension;
    let mut statement =
        conn.prepare_cached("SELECT level, stage FROM standing WHERE member = ?1 AND rank IS NOT NULL")?;
    Ok(statement.query_row([member.0], |row| Ok([row.get(0)?, row.get(1)?])).optional()?)
}

struct Contender {
    member: i64,
    community: i64,
    influence: f64,
    activity: f64,
    messages: i64,
    rank: Option<i64>,
}

/// Ranks all members by influence, activity, messages and age in the store, each where they
/// say most; standings elsewhere carry no rank. Gives the members by rank.
pub(super) fn rank(conn: &Connection) -> Result<Vec<i64>, StoreError> {
    let (mut homes, elsewhere) = contenders(conn)?;
    homes.sort_by(|a, b| {
        (b.influence.total_cmp(&a.influence))
            .then_with(|| b.activity.total_cmp(&a.activity))
            .then_with(|| (b.messages, a.member).cmp(&(a.messages, b.member)))
    });
    let moved: Vec<(i64, &Contender)> =
        (0..).zip(&homes).filter(|(rank, contender)| contender.rank != Some(*rank)).collect();
    let mut lift = conn.prepare_cached("UPDATE standing SET rank = NULL WHERE member = ?1 AND community = ?2")?;
    let leaving = moved.iter().map(|(_, contender)| *contender).filter(|contender| contender.rank.is_some());
    for contender in leaving.chain(&elsewhere) {
        lift.execute([contender.member, contender.community])?;
    }
    let mut place = conn.prepare_cached("UPDATE standing SET rank = ?3 WHERE member = ?1 AND community = ?2")?;
    for (rank, contender) in &moved {
        place.execute(params![contender.member, contender.community, rank])?;
    }
    Ok(homes.into_iter().map(|contender| contender.member).collect())
}

/// Everybody's home standing, and standings that still carry a rank from a former home.
fn contenders(conn: &Connection) -> Result<(Vec<Contender>, Vec<Contender>), StoreError> {
    let mut statement = conn.prepare(
        "SELECT member, community, coalesce(influence, -1), coalesce(activity, -1), messages, rank \
         FROM standing ORDER BY member, community",
    )?;
    let mut rows = statement.query([])?;
    let (mut homes, mut elsewhere): (Vec<Contender>, Vec<Contender>) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let mut next = Contender {
            member: row.get(0)?,
            community: row.get(1)?,
            influence: row.get(2)?,
            activity: row.get(3)?,
            messages: row.get(4)?,
            rank: row.get(5)?,
        };
        match homes.last_mut() {
            Some(home) if home.member == next.member => {
                if next.messages > home.messages {
                    std::mem::swap(home, &mut next);
                }
                elsewhere.extend(next.rank.is_some().then_some(next));
            }
            _ => homes.push(next),
        }
    }
    Ok((homes, elsewhere))
}
