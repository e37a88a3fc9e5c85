//! Whom a sentence of the platform means. It names people as they were shown to whoever exported
//! the chat: by a nickname where the file knows a card, or by a remark that nobody else sees.

use rustc_hash::{FxHashMap, FxHashSet};

use super::claim::Claim;
use super::error::Result;
use super::people::{Found, People, Place, Weak};
use crate::model::record::PersonRef;
use crate::text::normal;

/// Who is called what in a group, by the parts of names.
#[derive(Default)]
pub(super) struct Shown {
    names: Vec<(Vec<String>, Option<i64>)>,
    by_part: FxHashMap<String, Vec<usize>>,
    /// Whether somebody there has no name at all, and may be anybody.
    has_nameless: bool,
}

/// What a shown name comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meant {
    One(i64),
    Several,
    Nobody,
}

impl People<'_> {
    /// Who is shown under a name: its one bearer in the chat, the one seen with it nearest in
    /// time, or the one whose name has it as a part (`北京-老K-产品` is 老K). An unknown name makes
    /// nobody, save one who comes in: they are there, whether they ever speak or not, unless they
    /// may be one whose name no file has told.
    pub(crate) fn resolve_shown(&mut self, who: &PersonRef, place: Place<'_>, comes_in: bool) -> Result<Found> {
        let found = self.resolve(who, place, Weak::Leave)?;
        let (Found::Nobody, Some((_, name))) = (found, who.names.first()) else { return Ok(found) };
        let meant = match self.nearest(name, place)? {
            Meant::Nobody => self.in_part(name, place)?,
            meant => meant,
        };
        match meant {
            Meant::One(identity) => Ok(Found::Identity(identity)),
            Meant::Nobody if comes_in && !self.names_by_part(place.group)?.has_nameless => {
                self.resolve(who, place, Weak::Make)
            }
            Meant::Several | Meant::Nobody => Ok(Found::Nobody),
        }
    }

    /// Of several bearers of a name, the one who was seen with it nearest to the time.
    fn nearest(&mut self, name: &str, place: Place<'_>) -> Result<Meant> {
        if self.claims.get(&place.group).and_then(|names| names.get(name)) != Some(&Claim::Many) {
            return Ok(Meant::Nobody);
        }
        let bearers: Vec<i64> = self
            .connection
            .prepare_cached(
                "SELECT DISTINCT n.identity FROM name n JOIN identity i ON i.id = n.identity
                 WHERE n.folded = ?1 AND n.value = ?2 AND i.native IS NOT NULL
                 AND (n.group_id IS NULL OR n.group_id = ?3)",
            )?
            .query_map((normal::fold(name), name, place.group), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let (mut meant, mut least) = (Meant::Several, i64::MAX);
        for identity in bearers {
            if !self.sits(place.group, identity)? {
                continue;
            }
            let gap = self.gap(identity, name, place)?;
            if gap < least {
                (meant, least) = (Meant::One(identity), gap);
            } else if gap == least {
                meant = Meant::Several;
            }
        }
        Ok(meant)
    }

    /// How far from the time an account was seen under a name, in seconds.
    fn gap(&mut self, identity: i64, name: &str, place: Place<'_>) -> Result<i64> {
        let seen = |first: Option<i64>, last: Option<i64>| {
            let (first, last, time) = (first?, last?, place.time?);
            Some((first - time).max(time - last).max(0))
        };
        let names = self.load(identity)?.names.iter();
        let here = names.filter(|own| own.value == name && (own.group == 0 || own.group == place.group));
        Ok(here.filter_map(|own| seen(own.first, own.last)).min().unwrap_or(i64::MAX))
    }

    /// The one in the chat whose name has this one for a part.
    fn in_part(&mut self, name: &str, place: Place<'_>) -> Result<Meant> {
        let bearers = self.names_by_part(place.group)?.bearers(name);
        let mut members = FxHashSet::default();
        for bearer in &bearers {
            let Some(identity) = bearer else { return Ok(Meant::Several) };
            members.insert(self.member(*identity)?);
        }
        Ok(match bearers.first() {
            Some(Some(identity)) if members.len() == 1 => Meant::One(*identity),
            Some(_) => Meant::Several,
            None => Meant::Nobody,
        })
    }

    /// Whether a group holds an account of which no file has told a name.
    fn has_nameless(&mut self, group: i64) -> Result<bool> {
        let here: Vec<i64> = self.seats.keys().filter(|(at, _)| *at == group).map(|(_, identity)| *identity).collect();
        for identity in here {
            if self.load(identity)?.names.is_empty() && self.is_certain(identity)? {
                return Ok(true);
            }
        }
        Ok(self
            .connection
            .prepare_cached(
                "SELECT 1 FROM membership s JOIN identity i ON i.id = s.identity WHERE s.group_id = ?1
                 AND i.native IS NOT NULL AND NOT EXISTS (SELECT 1 FROM name WHERE identity = i.id) LIMIT 1",
            )?
            .exists([group])?)
    }

    fn names_by_part(&mut self, group: i64) -> Result<&Shown> {
        if !self.shown.contains_key(&group) {
            let shown = self.gather(group)?;
            self.shown.insert(group, shown);
        }
        Ok(self.shown.entry(group).or_default())
    }

    fn gather(&mut self, group: i64) -> Result<Shown> {
        self.claims_of(group)?;
        let mut shown = Shown::default();
        for (name, claim) in self.claims.get(&group).into_iter().flatten() {
            let bearer = if let Claim::One(identity) = claim { Some(*identity) } else { None };
            shown.add(name, bearer);
        }
        let mut weak = self.connection.prepare_cached(
            "SELECT name, id FROM identity WHERE native IS NULL AND scope = ?1
             UNION SELECT n.value, i.id FROM identity i JOIN name n ON n.identity = i.id
             WHERE i.native IS NULL AND i.scope = ?1",
        )?;
        let mut rows = weak.query([group])?;
        while let Some(row) = rows.next()? {
            shown.add(row.get_ref(0)?.as_str().unwrap_or_default(), Some(row.get(1)?));
        }
        shown.has_nameless = self.has_nameless(group)?;
        Ok(shown)
    }
}

impl Shown {
    fn add(&mut self, name: &str, bearer: Option<i64>) {
        let own: Vec<String> = parts(name).map(str::to_owned).collect();
        for part in &own {
            self.by_part.entry(part.clone()).or_default().push(self.names.len());
        }
        self.names.push((own, bearer));
    }

    /// Whose names have this one for a part; `None` for a name that several bear.
    fn bearers(&self, name: &str) -> Vec<Option<i64>> {
        let wanted: Vec<&str> = parts(name).collect();
        let Some(candidates) = wanted.first().and_then(|part| self.by_part.get(*part)) else { return Vec::new() };
        let has = |own: &Vec<String>| own.windows(wanted.len()).any(|some| some == wanted);
        candidates.iter().map(|&at| &self.names[at]).filter(|(own, _)| has(own)).map(|(_, bearer)| *bearer).collect()
    }
}

/// The words of a name: what stands between its separators and quotes.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(is_separator).filter(|part| !part.is_empty())
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_punctuation()
        || matches!(c, '·' | '\u{2000}'..='\u{200C}' | '\u{2010}'..='\u{206F}' | '\u{3000}'..='\u{303F}')
        || matches!(c, '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
}

#[cfg(test)]
mod tests {
    use super::super::tests::{account, chat, count, import, nickname, noted, said, store, text};
    use super::*;
    use crate::model::record::{Action, Event, Record};

    #[test]
    fn a_sentence_makes_nobody_of_a_name_it_does_not_know_save_who_comes_in() {
        let (_folder, mut store) = store();
        let records = vec![
            Record::Event(noted(1, Action::Invite, Some(nickname("老K")), vec![nickname("小鱼干")])),
            Record::Event(noted(2, Action::Join, Some(nickname("潜水的")), Vec::new())),
            Record::Event(noted(3, Action::Join, Some(nickname("产品")), Vec::new())),
            Record::Event(noted(4, Action::Kick, Some(nickname("群主")), vec![nickname("谁")])),
            Record::Event(Event {
                system: false,
                ..noted(5, Action::Pat, Some(nickname("谁")), vec![nickname("老K")])
            }),
            Record::Message(said(None, 6, account("k", "北京-老K-产品"), "早")),
            Record::Message(said(None, 7, account("y", "小鱼干 产品"), "早")),
        ];
        import(&mut store, "x", &chat(Some("g")), records);
        assert_eq!(
            text(&store, "SELECT group_concat(name, ' / ') FROM (SELECT name FROM member ORDER BY name)"),
            "北京-老K-产品 / 小鱼干 产品 / 潜水的"
        );
        let k = "(SELECT id FROM identity WHERE native = 'k')";
        assert_eq!(
            count(
                &store,
                &format!(
                    "event WHERE action = 'invite' AND actor = {k} AND target = (SELECT id FROM identity WHERE native = 'y')"
                )
            ),
            1
        );
        assert_eq!(count(&store, &format!("event WHERE action = 'pat' AND actor IS NULL AND target = {k}")), 1);
        assert_eq!(count(&store, "event WHERE action = 'kick' AND actor IS NULL AND target IS NULL"), 1);
        assert_eq!(count(&store, "event"), 5);
    }

    #[test]
    fn of_two_who_bore_a_name_a_sentence_means_the_one_who_bore_it_then() {
        let (_folder, mut store) = store();
        let mut records: Vec<Record> =
            [(0, "a", "momo"), (100, "a", "momo"), (200, "a", "阿莫"), (900, "b", "momo"), (950, "b", "momo")]
                .map(|(time, id, name)| Record::Message(said(None, time, account(id, name), "早")))
                .into();
        for time in [50, 300, 700, 500] {
            records.push(Record::Event(noted(time, Action::Recall, Some(nickname("momo")), Vec::new())));
        }
        import(&mut store, "x", &chat(Some("g")), records);
        let who = "SELECT group_concat(coalesce(native, '?'), '') FROM (SELECT i.native FROM event e LEFT JOIN identity i ON i.id = e.actor ORDER BY e.time)";
        assert_eq!(text(&store, who), "aa?b", "half-way between them it is open");
    }

    #[test]
    fn a_card_is_known_by_the_name_that_is_a_whole_part_of_it() {
        let mut shown = Shown::default();
        for (name, bearer) in [
            ("北京-老K-产品", 1),
            ("阿强,\"测试\"", 2),
            ("Kevin|运营", 3),
            ("小鱼干-设计", 4),
            ("大鹏 后端", 5),
            ("老王-产品", 6),
        ] {
            shown.add(name, Some(bearer));
        }
        shown.add("momo(新人)", None);
        for (name, bearers) in [
            ("老K", &[Some(1)][..]),
            ("阿强,测试", &[Some(2)]),
            ("Kevin", &[Some(3)]),
            ("小鱼", &[]),
            ("K", &[]),
            ("大鹏 后端", &[Some(5)]),
            ("产品", &[Some(1), Some(6)]),
            ("momo", &[None]),
            ("Momo", &[]),
            ("", &[]),
            ("--", &[]),
        ] {
            assert_eq!(shown.bearers(name), bearers, "{name}");
        }
    }
}
