//! The rows behind a value, in words: messages, events, orders, answers, cells and names.

use rusqlite::{OptionalExtension, Row as SqlRow};
use rustc_hash::FxHashSet;

use super::index::Lens;
use super::{Reader, StoreError, attributes};
use crate::lang::{Lang, store as say};
use crate::model::record::{Action, MessageKind};
use crate::model::view::{EvidenceLine, MessageView};
use crate::model::{Attribute, CommunityId, EvidenceKind, EvidenceRef, MemberId, Money, Timestamp};
use crate::query::{Field, Window, fields_used, fold, said_terms};

/// How many messages with a rule's words a tag shows.
const SAID: usize = 5;

impl Reader {
    /// What speaks for and against an attribute key, an imported title, or `tag:NAME` of a
    /// member, strongest first. A tag's evidence is that of the fields its rule asks about, and
    /// the messages with the words it looks for. Of a number that counts messages the latest are examples.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn evidence(&self, member: MemberId, what: &str, lang: Lang) -> Result<Vec<EvidenceLine>, StoreError> {
        let lens = self.lens()?;
        let Some(community) = lens.home_of(member)? else { return Ok(Vec::new()) };
        let mut lines = Vec::new();
        match what.strip_prefix("tag:") {
            None => lens.attribute_lines(member, community, what, lang, &mut lines)?,
            Some(tag) => {
                let Some(rule) = lens.rule(tag)? else { return Ok(lines) };
                for field in fields_used(&rule) {
                    let key = match &field {
                        Field::Known(key) => key,
                        Field::Imported(title) => title.as_str(),
                    };
                    lens.attribute_lines(member, community, key, lang, &mut lines)?;
                }
                for (words, window) in said_terms(&rule) {
                    lens.said_lines(member, &words, window, lang, &mut lines)?;
                }
            }
        }
        let order = |line: &EvidenceLine| (line.against, line.is_example);
        lines.sort_by(|a, b| order(a).cmp(&order(b)).then(b.weight.total_cmp(&a.weight)));
        // Two fields of one rule may rest on the same rows.
        let mut known = FxHashSet::default();
        lines.retain(|line| known.insert((line.kind, line.row, line.against)));
        Ok(lines)
    }

    /// A member's messages, newest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn messages(
        &self,
        member: MemberId,
        offset: u64,
        limit: u64,
        lang: Lang,
    ) -> Result<Vec<MessageView>, StoreError> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(
            "SELECT m.id, m.time, g.name, m.kind, m.text, who.name, who.id FROM message m \
             JOIN groups g ON g.id = m.group_id JOIN member who ON who.id = ?1 \
             WHERE m.identity IN (SELECT id FROM identity WHERE member = ?1) \
             ORDER BY m.time DESC, m.id DESC LIMIT ?2 OFFSET ?3",
        )?;
        let bound = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let rows = statement
            .query_map([member.0, bound(limit), bound(offset)], |row| message_view(row, lang))?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// A message by its row; none, if it is not there.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn message(&self, row: i64, lang: Lang) -> Result<Option<MessageView>, StoreError> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(
            "SELECT m.id, m.time, g.name, m.kind, m.text, who.name, who.id FROM message m \
             JOIN groups g ON g.id = m.group_id JOIN identity i ON i.id = m.identity \
             JOIN member who ON who.id = i.member WHERE m.id = ?1",
        )?;
        Ok(statement.query_row([row], |row| message_view(row, lang)).optional()?)
    }
}

fn message_view(row: &SqlRow<'_>, lang: Lang) -> rusqlite::Result<MessageView> {
    Ok(MessageView {
        id: row.get(0)?,
        time: Timestamp(row.get(1)?),
        group: row.get(2)?,
        member: MemberId(row.get(6)?),
        name: row.get(5)?,
        text: spoken(row, 3, 4, lang)?,
    })
}

/// The words of a message, or what kind it is where there are none.
fn spoken(row: &SqlRow<'_>, kind: usize, text: usize, lang: Lang) -> rusqlite::Result<String> {
    let words: Option<String> = row.get(text)?;
    let kind = MessageKind::from_number(row.get(kind)?);
    Ok(words.filter(|words| !words.is_empty()).unwrap_or_else(|| say::message_kind(kind as u8).get(lang).to_owned()))
}

impl Lens<'_> {
    /// The member's home community, if they are ranked.
    pub fn home_of(&self, member: MemberId) -> Result<Option<CommunityId>, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT community FROM standing WHERE member = ?1 AND rank IS NOT NULL")?;
        Ok(statement.query_row([member.0], |row| Ok(CommunityId(row.get(0)?))).optional()?)
    }

    fn attribute_lines(
        &self,
        member: MemberId,
        community: CommunityId,
        key: &str,
        lang: Lang,
        lines: &mut Vec<EvidenceLine>,
    ) -> Result<(), StoreError> {
        let Some(attribute) = attributes::get(self.conn, member, community, key)? else { return Ok(()) };
        for reference in references(&attribute) {
            lines.extend(self.line(member, reference, lang)?);
        }
        if attribute.evidence.is_empty() {
            for row in self.examples(member, community, key)? {
                let reference = EvidenceRef { kind: EvidenceKind::Message, row, weight: 1.0, against: false };
                let line = self.line(member, reference, lang)?;
                lines.extend(line.map(|line| EvidenceLine { is_example: true, ..line }));
            }
        }
        Ok(())
    }

    /// A reference in words; `None` if its row has been erased since, or whoever said it has opted out. What others said
    /// to the member names them.
    fn line(&self, member: MemberId, reference: EvidenceRef, lang: Lang) -> Result<Option<EvidenceLine>, StoreError> {
        let sql = match reference.kind {
            EvidenceKind::Message => {
                "SELECT m.time, g.name, m.kind, m.text, CASE WHEN who.id <> ?2 THEN who.name END FROM message m \
                 JOIN groups g ON g.id = m.group_id JOIN identity i ON i.id = m.identity \
                 JOIN member who ON who.id = i.member AND who.opted_out = 0 WHERE m.id = ?1"
            }
            EvidenceKind::Event => {
                "SELECT e.time, g.name, e.action, e.text, e.count FROM event e \
                 LEFT JOIN groups g ON g.id = e.group_id WHERE e.id = ?1"
            }
            EvidenceKind::Order => {
                "SELECT coalesce(paid, placed), NULL, items, amount - refunded FROM orders WHERE id = ?1"
            }
            EvidenceKind::Answer => {
                "SELECT r.time, s.title, group_concat(q.title || '：' || a.option, '；') FROM response r \
                 JOIN survey s ON s.id = r.survey JOIN answer a ON a.response = r.id \
                 JOIN question q ON q.id = a.question WHERE r.id = ?1 GROUP BY r.id"
            }
            EvidenceKind::Field => "SELECT time, NULL, header || '：' || value FROM field WHERE id = ?1",
            EvidenceKind::Name => {
                "SELECT n.last_seen, g.name, n.value FROM name n LEFT JOIN groups g ON g.id = n.group_id WHERE n.id = ?1"
            }
        };
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut values = vec![reference.row];
        values.extend((reference.kind == EvidenceKind::Message).then_some(member.0));
        let line = statement.query_row(rusqlite::params_from_iter(values), |row| {
            Ok(EvidenceLine {
                kind: reference.kind,
                row: reference.row,
                time: row.get::<_, Option<i64>>(0)?.map(Timestamp),
                group: row.get(1)?,
                text: words(reference.kind, row, lang)?,
                weight: reference.weight,
                against: reference.against,
                is_example: false,
            })
        });
        Ok(line.optional()?)
    }

    fn said_lines(
        &self,
        member: MemberId,
        words: &str,
        window: Option<Window>,
        lang: Lang,
        lines: &mut Vec<EvidenceLine>,
    ) -> Result<(), StoreError> {
        let Some(community) = self.home_of(member)? else { return Ok(()) };
        let today = self.cache()?.as_of.get(&community).copied().unwrap_or_default();
        let first = window.map_or(0, |window| self.calendar.start_of(today - window.days as i32).0);
        let mut statement = self.conn.prepare_cached(
            "SELECT m.id, m.text FROM message m JOIN groups g ON g.id = m.group_id \
             WHERE m.identity IN (SELECT id FROM identity WHERE member = ?1) AND g.community = ?2 \
             AND m.time >= ?3 AND m.text IS NOT NULL ORDER BY m.time DESC",
        )?;
        let mut rows = statement.query((member.0, community.0, first))?;
        let (words, mut found) = (fold(words), 0);
        while let Some(row) = rows.next()? {
            if found < SAID && fold(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?).contains(&words) {
                let reference =
                    EvidenceRef { kind: EvidenceKind::Message, row: row.get(0)?, weight: 1.0, against: false };
                lines.extend(self.line(member, reference, lang)?);
                found += 1;
            }
        }
        Ok(())
    }
}

/// Everything an attribute refers to; what its conflicts rest on speaks against it.
fn references(attribute: &Attribute) -> impl Iterator<Item = EvidenceRef> + '_ {
    let against = attribute.conflicts.iter().flat_map(|conflict| &conflict.evidence);
    attribute.evidence.iter().copied().chain(against.map(|reference| EvidenceRef { against: true, ..*reference }))
}

fn words(kind: EvidenceKind, row: &SqlRow<'_>, lang: Lang) -> rusqlite::Result<String> {
    Ok(match kind {
        EvidenceKind::Message => {
            let said = spoken(row, 2, 3, lang)?;
            match row.get::<_, Option<String>>(4)? {
                Some(other) => format!("{other}{}{said}", lang.pick(("：", ": "))),
                None => said,
            }
        }
        EvidenceKind::Event => {
            let action = Action::parse(row.get_ref(2)?.as_str()?);
            event(&action, row.get(3)?, row.get(4)?, lang)
        }
        EvidenceKind::Order => format!("{} ¥{:.2}", row.get::<_, String>(2)?, Money(row.get(3)?).major()),
        EvidenceKind::Answer | EvidenceKind::Field | EvidenceKind::Name => row.get(2)?,
    })
}

/// What was done, how often, and what the platform wrote about it.
fn event(action: &Action, text: Option<String>, count: i64, lang: Lang) -> String {
    let known = Action::KNOWN.iter().find(|(known, ..)| known == action);
    let mut words = known.map_or(action.key(), |(_, key, zh)| lang.pick((zh, key))).to_owned();
    if count != 1 {
        words.push_str(&format!(" ×{count}"));
    }
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        words.push_str(&format!(" {text}"));
    }
    words
}
