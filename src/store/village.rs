//! Tiny stores for tests of builds and views.

use rusqlite::Connection;

use super::*;
use crate::model::attribute::Value;
use crate::model::view::{Scores, StaffMark};
use crate::model::{Attribute, CommunityId, Day, MemberId, Provenance, Timestamp};

/// 2024-03-01, the as-of day of every village.
pub const TODAY: Day = Day(19_783);

/// An empty store in a folder of its own.
pub struct Village {
    pub store: Store,
    _folder: tempfile::TempDir,
}

impl Village {
    pub fn empty() -> Village {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("village.db"), &NewStore::default()).unwrap();
        Village { store, _folder: folder }
    }

    /// Four people in two groups: 阿青 (who speaks most, answered by 小北), 小北, 潜水员 and a bot.
    pub fn peopled() -> Village {
        let village = Village::empty();
        village.sql(include_str!("village.sql"));
        village
    }

    pub fn sql(&self, batch: &str) {
        self.store.connection().unwrap().execute_batch(batch).unwrap();
    }

    pub fn conn(&self) -> &Connection {
        self.store.connection().unwrap()
    }

    pub fn number(&self, sql: &str) -> i64 {
        self.conn().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Brings the text index up to rows that no import wrote.
    fn index_texts(&self) {
        let mut statement = self.conn().prepare("SELECT id FROM message ORDER BY id").unwrap();
        let rows: Vec<i64> =
            statement.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        grams::reindex(self.conn(), &rows).unwrap();
    }

    /// Runs a build that writes these profiles.
    pub fn build(&mut self, rules: &[(&str, &str)], people: &[Person]) {
        self.build_at(1_709_300_000, &[(1, TODAY)], rules, people);
    }

    /// Runs a build at a time of the clock, from the day of each community.
    pub fn build_at(&mut self, time: i64, as_of: &[(i64, Day)], rules: &[(&str, &str)], people: &[Person]) {
        let meta = BuildMeta {
            time: Timestamp(time),
            scheme: "default".to_owned(),
            kept_scheme: String::new(),
            digest: vec![1],
            cause: Cause::Data,
            as_of: as_of.iter().map(|(community, day)| (CommunityId(*community), *day)).collect(),
            tags: rules
                .iter()
                .map(|(name, rule)| TagRule { name: (*name).to_owned(), rule: (*rule).to_owned() })
                .collect(),
        };
        self.index_texts();
        let build = self.store.begin_build(&meta).unwrap();
        for person in people {
            let profile = CommunityProfile { standing: person.standing.clone(), attributes: person.attributes.clone() };
            let tags: Vec<&str> = person.tags.iter().map(String::as_str).collect();
            build.put_profile(person.standing.member, &[profile], &tags, &person.labels).unwrap();
        }
        build.finish().unwrap();
    }
}

/// What a build derives of one member.
#[derive(Debug, Clone)]
pub struct Person {
    pub standing: Standing,
    pub attributes: Vec<Attribute>,
    pub tags: Vec<String>,
    pub labels: Vec<String>,
}

impl Person {
    pub fn new(member: i64, name: &str, influence: Option<f64>) -> Person {
        let attributes = influence.map(|score| Attribute::observed("influence", score, 3, Vec::new()));
        Person {
            standing: standing(member, name, influence),
            attributes: attributes.into_iter().collect(),
            tags: Vec::new(),
            labels: Vec::new(),
        }
    }

    pub fn at_stage(mut self, stage: &str) -> Person {
        self.standing.stage = Some(stage.to_owned());
        self
    }

    pub fn tagged(mut self, tags: &[&str]) -> Person {
        self.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        self
    }

    pub fn with(mut self, attribute: Attribute) -> Person {
        self.attributes.push(attribute);
        self
    }
}

pub fn declared(key: &str, value: Value) -> Attribute {
    Attribute {
        value,
        provenance: Provenance::Declared,
        confidence: 0.9,
        ..Attribute::observed(key, 0.0, 1, Vec::new())
    }
}

fn standing(member: i64, name: &str, influence: Option<f64>) -> Standing {
    Standing {
        member: MemberId(member),
        community: CommunityId(1),
        name: name.to_owned(),
        platform: "wechat".to_owned(),
        platform_id: format!("wx{member}"),
        role: None,
        staff: StaffMark::None,
        messages: 0,
        first_seen: None,
        last_seen: None,
        joined: None,
        silent: None,
        group_count: 1,
        scores: Scores { influence, ..Scores::default() },
        beyond_activity: None,
        active_days: None,
        replies_sent: None,
        replies_received: None,
        substance: None,
        orders: None,
        amount: None,
        level: None,
        stage: None,
        churn_band: None,
        quadrant: None,
        mechanism: None,
        spending_level: None,
        done: Vec::new(),
        received: Vec::new(),
    }
}
