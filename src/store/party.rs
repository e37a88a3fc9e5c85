//! Storing orders, answers and roster rows: each names a party, who may or may not be a member.

use rusqlite::OptionalExtension;

use super::digest::Fingerprint;
use super::error::Result;
use super::ingest::{Fate, Ingest};
use super::people::{Found, Weak, handles, name_key};
use crate::model::record::{Field, Meaning, Order, OrderLine, OrderStatus, Person, PersonRef, Response, Survey};
use crate::text::normal;

/// The survey that responses answer, with the rows of its questions.
pub(super) struct AskedSurvey {
    id: i64,
    questions: Vec<i64>,
}

/// The key of a meaning in SQL.
pub(crate) fn meaning_key(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Gender => "gender",
        Meaning::Age => "age",
        Meaning::Birthday => "birthday",
        Meaning::Region => "region",
        Meaning::Occupation => "occupation",
        Meaning::LifeStage => "life_stage",
        Meaning::Tags => "tags",
        Meaning::Joined => "joined",
        Meaning::Other => "other",
    }
}

/// Reads a meaning's key.
pub(crate) fn meaning(key: &str) -> Meaning {
    match key {
        "gender" => Meaning::Gender,
        "age" => Meaning::Age,
        "birthday" => Meaning::Birthday,
        "region" => Meaning::Region,
        "occupation" => Meaning::Occupation,
        "life_stage" => Meaning::LifeStage,
        "tags" => Meaning::Tags,
        "joined" => Meaning::Joined,
        _ => Meaning::Other,
    }
}

fn person_hash(who: &PersonRef) -> i64 {
    let print = who.ids.iter().fold(Fingerprint::new(), |print, (platform, id)| print.text(platform.as_str()).text(id));
    let print = handles(who).fold(print.number(-1), |print, (kind, value)| print.text(kind).text(&value));
    who.names.iter().fold(print.number(-2), |print, (kind, name)| print.text(name_key(*kind)).text(name)).finish()
}

fn fields_hash(print: Fingerprint, fields: &[Field]) -> Fingerprint {
    fields.iter().fold(print, |print, field| print.text(&field.header).text(&field.value))
}

impl Ingest<'_> {
    /// A row of a member list: whoever it names is a member, also if they never speak.
    pub(super) fn roster(&mut self, person: &Person) -> Result<Fate> {
        if person.who.is_empty() {
            return Ok(Fate::Nobody);
        }
        let found = self.resolve(&person.who, None, Weak::Leave)?;
        let numbered = !person.who.ids.is_empty();
        let (identity, joined_by) = match found {
            Found::Barred => return Ok(Fate::Barred),
            Found::Identity(identity) if numbered => (identity, "id"),
            Found::Identity(identity) => (identity, handles(&person.who).next().map_or("name", |(kind, _)| kind)),
            Found::Nobody => (self.roster_identity(&person.who)?, "new"),
        };
        self.touch(identity);
        self.take_seat(identity, person)?;
        let group = self.chat.as_ref().map(|here| here.group);
        let party = self.party(&person.who)?;
        self.connection
            .prepare_cached("UPDATE party SET identity = ?2, joined_by = ?3 WHERE id = ?1 AND identity IS NULL")?
            .execute((party, identity, joined_by))?;
        let print = Fingerprint::new().number(party).number(group.unwrap_or(0));
        let print = print.maybe(person.role.map(|role| role.key())).number(person.joined.map_or(0, |time| time.0));
        let content = fields_hash(print, &person.fields).finish();
        if self.has("SELECT 1 FROM roster_row WHERE content = ?1", content)? {
            return Ok(Fate::Duplicate);
        }
        self.connection
            .prepare_cached("INSERT INTO roster_row (party, group_id, content, import) VALUES (?1, ?2, ?3, ?4)")?
            .execute((party, group, content, self.import))?;
        // A roster is true when it is imported; only the day of joining has a time of its own.
        let (came, others): (Vec<Field>, Vec<Field>) =
            person.fields.iter().cloned().partition(|field| field.meaning == Meaning::Joined);
        self.fields(party, &came, person.joined.map(|time| time.0))?;
        self.fields(party, &others, None)?;
        Ok(Fate::New)
    }

    /// What a chat tells of somebody beside who they are, such as a title there.
    pub(super) fn listed_fields(&mut self, identity: i64, person: &Person) -> Result<()> {
        if person.fields.is_empty() {
            return Ok(());
        }
        let joined_by = if person.who.ids.is_empty() { "name" } else { "id" };
        let party = self.party(&person.who)?;
        self.connection
            .prepare_cached("UPDATE party SET identity = ?2, joined_by = ?3 WHERE id = ?1 AND identity IS NULL")?
            .execute((party, identity, joined_by))?;
        self.fields(party, &person.fields, None)
    }

    /// A name alone is weak in its chat; a phone, mail or alias stands for an account of its own.
    fn roster_identity(&mut self, who: &PersonRef) -> Result<i64> {
        let here = self.chat.take();
        let place = self.place(here.as_ref(), None);
        let made = if handles(who).next().is_some() {
            self.people.make_unnumbered(who, place)
        } else {
            self.people.resolve(who, place, Weak::Make).map(|found| found.identity().unwrap_or(0))
        };
        self.chat = here;
        made
    }

    pub(super) fn order(&mut self, order: &Order) -> Result<Fate> {
        if order.buyer.is_empty() {
            return Ok(Fate::Nobody);
        }
        if self.people.bars_handles(&order.buyer) {
            return Ok(Fate::Barred);
        }
        let party = self.party(&order.buyer)?;
        self.note_time(order.placed.0);
        let status = match order.status {
            OrderStatus::Open => 0,
            OrderStatus::Paid => 1,
            OrderStatus::Closed => 2,
        };
        let paid = order.paid.map(|time| time.0);
        let content = Fingerprint::new()
            .text(&order.shop)
            .number(party)
            .number(order.placed.0)
            .number(order.amount.0)
            .text(&order.items)
            .finish();
        if let Some(stored) = self.stored_order(order, content)? {
            // The same order exported later: what became of it is news, the order is not.
            self.lines(stored, &order.lines)?;
            if !order.from_items {
                self.connection
                    .prepare_cached(
                        "UPDATE orders SET status = ?2, paid = ?3, refunded = ?4, amount = ?5, discount = ?6
                         WHERE id = ?1",
                    )?
                    .execute((stored, status, paid, order.refunded.0, order.amount.0, order.discount.0))?;
            }
            let owner = self.owner_of(stored, order, party, content)?;
            self.touch_party(owner)?;
            return Ok(Fate::Duplicate);
        }
        self.connection
            .prepare_cached(
                "INSERT INTO orders (shop, native, party, placed, paid, status, amount, refunded, discount, items, content,
                 import) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute((
                &order.shop,
                &order.native_id,
                party,
                order.placed.0,
                paid,
                status,
                order.amount.0,
                order.refunded.0,
                order.discount.0,
                &order.items,
                content,
                self.import,
            ))?;
        let stored = self.connection.last_insert_rowid();
        self.spent_events.insert(-stored);
        self.lines(stored, &order.lines)?;
        self.fields(party, &order.fields, Some(order.placed.0))?;
        self.touch_party(party)?;
        Ok(Fate::New)
    }

    fn lines(&self, order: i64, lines: &[OrderLine]) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO order_line (order_id, number, name, category, quantity, paid)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (number, line) in (1i64..).zip(lines) {
            // Categories are read back as one list.
            let category = line.category.as_ref().map(|category| category.replace(',', "，"));
            insert.execute((order, number, &line.name, category, line.quantity, line.paid.0))?;
        }
        Ok(())
    }

    /// Whom a stored order belongs to: whom it named first, unless nobody knows who that is and
    /// the later export brings a key that tells.
    fn owner_of(&mut self, stored: i64, order: &Order, party: i64, content: i64) -> Result<i64> {
        let (owner, open): (i64, bool) = self
            .connection
            .prepare_cached(
                "SELECT p.id, p.identity IS NULL FROM orders o JOIN party p ON p.id = o.party WHERE o.id = ?1",
            )?
            .query_row([stored], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let told = !order.buyer.ids.is_empty() || handles(&order.buyer).next().is_some();
        if owner == party || !open || !told {
            return Ok(owner);
        }
        self.connection
            .prepare_cached("UPDATE orders SET party = ?2, content = ?3 WHERE id = ?1")?
            .execute([stored, party, content])?;
        self.fields(party, &order.fields, Some(order.placed.0))?;
        self.connection
            .prepare_cached(
                "DELETE FROM join_proposal WHERE party = ?1 AND state = 'open'
                 AND NOT EXISTS (SELECT 1 FROM orders WHERE party = ?1)
                 AND NOT EXISTS (SELECT 1 FROM response WHERE party = ?1)",
            )?
            .execute([owner])?;
        Ok(party)
    }

    /// By the shop's number; without one, each stored order answers for one row of the file.
    fn stored_order(&mut self, order: &Order, content: i64) -> Result<Option<i64>> {
        if let Some(number) = &order.native_id {
            return Ok(self
                .connection
                .prepare_cached("SELECT id FROM orders WHERE shop = ?1 AND native = ?2")?
                .query_row((&order.shop, number), |row| row.get(0))
                .optional()?);
        }
        let rows: Vec<i64> = self
            .connection
            .prepare_cached("SELECT id FROM orders WHERE content = ?1 AND native IS NULL ORDER BY id")?
            .query_map([content], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        // Orders share the set with events; their rows are kept apart by sign.
        Ok(rows.into_iter().find(|row| self.spent_events.insert(-row)))
    }

    pub(super) fn ask(&mut self, survey: &Survey) -> Result<()> {
        self.connection.execute("INSERT OR IGNORE INTO survey (title) VALUES (?1)", [&survey.title])?;
        let id =
            self.connection.query_row("SELECT id FROM survey WHERE title = ?1", [&survey.title], |row| row.get(0))?;
        let mut questions = Vec::with_capacity(survey.questions.len());
        for question in &survey.questions {
            let stored: Option<i64> = self
                .connection
                .query_row("SELECT id FROM question WHERE survey = ?1 AND title = ?2", (id, &question.title), |row| {
                    row.get(0)
                })
                .optional()?;
            questions.push(match stored {
                // Two questions of one title are two questions.
                Some(row) if !questions.contains(&row) => row,
                _ => {
                    self.connection.execute(
                        "INSERT INTO question (survey, number, title, meaning) VALUES (?1,
                         (SELECT coalesce(max(number), 0) + 1 FROM question WHERE survey = ?1), ?2, ?3)",
                        (id, &question.title, meaning_key(question.meaning)),
                    )?;
                    self.connection.last_insert_rowid()
                }
            });
        }
        self.survey = Some(AskedSurvey { id, questions });
        Ok(())
    }

    pub(super) fn response(&mut self, response: &Response) -> Result<Fate> {
        let Some(survey) = self.survey.take() else { return Ok(Fate::Nobody) };
        let fate = self.response_to(&survey, response);
        self.survey = Some(survey);
        fate
    }

    fn response_to(&mut self, survey: &AskedSurvey, response: &Response) -> Result<Fate> {
        if self.people.bars_handles(&response.respondent) {
            return Ok(Fate::Barred);
        }
        self.note_time(response.time.0);
        if let Some((stored, party)) = self.stored_response(survey, response)? {
            // The same row read better: what it did not have yet is added.
            self.answer(stored, survey, response)?;
            self.touch_party(party)?;
            return Ok(Fate::Duplicate);
        }
        // An answer that names nobody is still an answer; its own row keeps it apart from others.
        let party = self.party(&response.respondent)?;
        let print = Fingerprint::new().number(survey.id).number(party).number(response.time.0);
        let print = print.maybe(response.native_id.as_deref());
        let content = response
            .answers
            .iter()
            .fold(print, |print, (index, options)| {
                options.iter().fold(print.number(*index as i64), |print, option| print.text(option))
            })
            .finish();
        if self.has("SELECT 1 FROM response WHERE content = ?1", content)? {
            return Ok(Fate::Duplicate);
        }
        self.connection
            .prepare_cached(
                "INSERT INTO response (survey, native, party, time, content, import) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((survey.id, &response.native_id, party, response.time.0, content, self.import))?;
        let row = self.connection.last_insert_rowid();
        self.answer(row, survey, response)?;
        self.touch_party(party)?;
        Ok(Fate::New)
    }

    /// A survey's rows are numbered, and handed in at an instant.
    fn stored_response(&self, survey: &AskedSurvey, response: &Response) -> Result<Option<(i64, i64)>> {
        let Some(number) = &response.native_id else { return Ok(None) };
        Ok(self
            .connection
            .prepare_cached("SELECT id, party FROM response WHERE survey = ?1 AND native = ?2 AND time = ?3")?
            .query_row((survey.id, number, response.time.0), |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?)
    }

    /// Answers to questions that the response has no answer to yet.
    fn answer(&mut self, row: i64, survey: &AskedSurvey, response: &Response) -> Result<()> {
        let mut known = self.connection.prepare_cached("SELECT 1 FROM answer WHERE response = ?1 AND question = ?2")?;
        let mut insert = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO answer (response, question, option) VALUES (?1, ?2, ?3)")?;
        for (index, options) in &response.answers {
            let Some(question) = survey.questions.get(*index) else { continue };
            if known.exists((row, question))? {
                continue;
            }
            for option in options {
                insert.execute((row, question, option))?;
            }
        }
        Ok(())
    }

    /// The row of everybody who is named just so.
    fn party(&mut self, who: &PersonRef) -> Result<i64> {
        let hash = Fingerprint::new().number(self.community).number(person_hash(who)).finish();
        let stored: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM party WHERE hash = ?1")?
            .query_row([hash], |row| row.get(0))
            .optional()?;
        let party = match stored {
            Some(party) => party,
            None => self.insert_party(who, hash)?,
        };
        if !who.is_empty() {
            self.parties.insert(party);
        }
        Ok(party)
    }

    fn insert_party(&self, who: &PersonRef, hash: i64) -> Result<i64> {
        let ids: Vec<(&str, &str)> = who.ids.iter().map(|(platform, id)| (platform.as_str(), id.as_str())).collect();
        let names: Vec<(&str, &str)> = who.names.iter().map(|(kind, name)| (name_key(*kind), name.as_str())).collect();
        let handle = |wanted: &str| handles(who).find(|(kind, _)| *kind == wanted).map(|(_, value)| value);
        self.connection
            .prepare_cached(
                "INSERT INTO party (hash, community, ids, alias, phone, mail, names) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((
                hash,
                self.community,
                json(&ids),
                handle("alias"),
                handle("phone"),
                handle("mail"),
                json(&names),
            ))?;
        let party = self.connection.last_insert_rowid();
        let mut insert =
            self.connection.prepare_cached("INSERT OR IGNORE INTO party_name (value, party) VALUES (?1, ?2)")?;
        for (_, name) in names {
            let folded = normal::fold(name);
            if !folded.is_empty() {
                insert.execute((folded, party))?;
            }
        }
        Ok(party)
    }

    fn fields(&self, party: i64, fields: &[Field], time: Option<i64>) -> Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO field (party, header, meaning, value, time, import) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for field in fields.iter().filter(|field| !field.value.trim().is_empty()) {
            insert.execute((party, &field.header, meaning_key(field.meaning), &field.value, time, self.import))?;
        }
        Ok(())
    }

    fn touch_party(&mut self, party: i64) -> Result<()> {
        let joined: Option<i64> = self
            .connection
            .prepare_cached("SELECT identity FROM party WHERE id = ?1")?
            .query_row([party], |row| row.get(0))?;
        if let Some(identity) = joined {
            self.touch(identity);
        }
        Ok(())
    }

    fn has(&self, sql: &str, content: i64) -> Result<bool> {
        Ok(self.connection.prepare_cached(sql)?.exists([content])?)
    }
}

pub(super) fn json(pairs: &[(&str, &str)]) -> String {
    serde_json::Value::from_iter(pairs.iter().map(|(a, b)| serde_json::json!([a, b]))).to_string()
}
