//! Finding words in messages, exactly.

use std::rc::Rc;

use rusqlite::Connection;
use rusqlite::types::Value;
use rusqlite::vtab::array::Array;

use super::error::Result;
use super::{Reader, grams};
use crate::model::id::MessageId;
use crate::model::{CommunityId, GroupId, MemberId, Timestamp};

/// Where to look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextScope {
    /// In the groups of this community only.
    pub community: Option<CommunityId>,
    /// In this group only.
    pub group: Option<GroupId>,
    /// Said by this member only.
    pub member: Option<MemberId>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

/// A message that holds the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextHit {
    /// The message.
    pub message: MessageId,
    /// Who said it.
    pub member: MemberId,
    /// Where.
    pub group: GroupId,
    /// When.
    pub time: Timestamp,
    /// The words.
    pub text: String,
}

impl Reader {
    /// Messages whose text holds every one of the words as it stands, whatever the case and
    /// width of its letters; the latest imported first, at most `limit`.
    pub fn search(&self, words: &[&str], scope: &TextScope, limit: usize) -> Result<Vec<TextHit>> {
        let mut hits = Vec::new();
        self.each_hit(words, scope, |hit| {
            hits.push(hit);
            hits.len() < limit
        })?;
        Ok(hits)
    }

    /// Calls `f` with each hit of [`Reader::search`] until it returns false.
    pub fn each_hit(&self, words: &[&str], scope: &TextScope, f: impl FnMut(TextHit) -> bool) -> Result<()> {
        each_hit(&*self.conn()?, words, scope, f)
    }
}

/// See [`Reader::each_hit`].
pub(super) fn each_hit(
    connection: &Connection,
    words: &[&str],
    scope: &TextScope,
    mut f: impl FnMut(TextHit) -> bool,
) -> Result<()> {
    let words: Vec<String> = words.iter().map(|word| grams::fold(word)).filter(|word| !word.is_empty()).collect();
    let Some(longest) = words.iter().max_by_key(|word| word.len()) else { return Ok(()) };
    let mut read = connection.prepare_cached(
        "SELECT i.member, m.group_id, m.time, m.text, g.community FROM message m
         JOIN identity i ON i.id = m.identity JOIN groups g ON g.id = m.group_id
         WHERE m.id = ?1 AND m.text IS NOT NULL",
    )?;
    for segment in grams::segments(connection)? {
        for row in grams::candidates(connection, segment, longest)? {
            let mut rows = read.query([row])?;
            let Some(found) = rows.next()? else { continue };
            let community = CommunityId(found.get(4)?);
            if scope.community.is_some_and(|wanted| wanted != community) {
                continue;
            }
            let hit = TextHit {
                message: MessageId(row),
                member: MemberId(found.get(0)?),
                group: GroupId(found.get(1)?),
                time: Timestamp(found.get(2)?),
                text: found.get(3)?,
            };
            if !scope.holds(&hit) {
                continue;
            }
            let folded = grams::fold(&hit.text);
            if words.iter().all(|word| folded.contains(word.as_str())) && !f(hit) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Calls `f` with account, group and time of every message that holds a word, whatever the horizon.
pub(super) fn each_saying(
    connection: &Connection,
    word: &str,
    mut f: impl FnMut(i64, GroupId, Timestamp),
) -> Result<()> {
    const SPEAKERS: &str = "SELECT m.identity, m.group_id, m.time FROM rarray(?1) sought
         CROSS JOIN main.message m INDEXED BY message_said ON m.id = sought.value WHERE m.text IS NOT NULL";
    const TEXTS: &str = "SELECT m.identity, m.group_id, m.time, m.text FROM rarray(?1) sought
         CROSS JOIN main.message m ON m.id = sought.value WHERE m.text IS NOT NULL";
    let word = grams::fold(word);
    // What the index has of so short a word holds it; of a longer one, it holds the pairs somewhere.
    let is_sure = word.chars().count() <= 2;
    let mut read = connection.prepare_cached(if is_sure { SPEAKERS } else { TEXTS })?;
    for segment in grams::segments(connection)? {
        let candidates = grams::candidates(connection, segment, &word)?;
        let mut rows = read.query([sought(candidates.into_iter().rev())])?;
        while let Some(found) = rows.next()? {
            if is_sure || grams::fold(found.get_ref(3)?.as_str().unwrap_or_default()).contains(&word) {
                f(found.get(0)?, GroupId(found.get(1)?), Timestamp(found.get(2)?));
            }
        }
    }
    Ok(())
}

/// Numbers as one parameter that a statement joins with, which takes less time than a statement for each.
pub(super) fn sought(numbers: impl Iterator<Item = i64>) -> Array {
    Rc::new(numbers.map(Value::from).collect())
}

impl TextScope {
    fn holds(&self, hit: &TextHit) -> bool {
        self.group.is_none_or(|group| group == hit.group)
            && self.member.is_none_or(|member| member == hit.member)
            && self.from.is_none_or(|from| hit.time >= from)
            && self.until.is_none_or(|until| hit.time < until)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::tests::{chat, import, messages, nickname, said, store};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_index_finds_what_a_plain_search_finds(
            texts in prop::collection::vec("[一二三aBｂÉ @\\n👍]{0,12}", 1..40),
            words in prop::collection::vec("[一二三aBｂÉ @]{1,4}", 1..6),
            cut in 0usize..40,
        ) {
            let (_folder, mut store) = store();
            let list: Vec<_> = texts.iter().zip(0..).map(|(text, i)| said(Some(&format!("{i}")), i, nickname("a"), text)).collect();
            let cut = cut.min(list.len());
            import(&mut store, "x", &chat(None), messages(&list[..cut]));
            import(&mut store, "x", &chat(None), messages(&list[cut..]));
            for word in &words {
                let mut found: Vec<String> =
                    store.view().search(&[word], &TextScope::default(), usize::MAX).unwrap().into_iter().map(|hit| hit.text).collect();
                let mut expected: Vec<String> =
                    texts.iter().filter(|text| grams::fold(text).contains(&grams::fold(word))).cloned().collect();
                found.sort();
                expected.sort();
                prop_assert_eq!(found, expected, "{:?}", word);
            }
            prop_assert!(store.view().check_health().unwrap().is_well());
        }
    }

    #[test]
    fn a_search_keeps_to_its_scope_and_limit() {
        let (_folder, mut store) = store();
        let list: Vec<_> = (0..9)
            .map(|i| {
                said(Some(&format!("{i}")), i, nickname(if i % 2 == 0 { "阿强" } else { "小美" }), "周末去露营 Camp")
            })
            .collect();
        import(&mut store, "x", &chat(None), messages(&list));
        let view = store.view();
        assert_eq!(view.search(&["露营", "CAMP"], &TextScope::default(), 100).unwrap().len(), 9);
        assert_eq!(view.search(&["露营", "没有"], &TextScope::default(), 100).unwrap(), []);
        assert_eq!(view.search(&["露营"], &TextScope::default(), 3).unwrap().len(), 3);
        let member = crate::store::tests::member(&store, "小美");
        let scope = TextScope { member: Some(member), from: Some(Timestamp(1_700_000_003)), ..TextScope::default() };
        assert_eq!(view.search(&["营"], &scope, 100).unwrap().len(), 3);
        for (community, hits) in [(1, 9), (2, 0)] {
            let scope = TextScope { community: Some(CommunityId(community)), ..TextScope::default() };
            assert_eq!(view.search(&["露营"], &scope, 100).unwrap().len(), hits);
        }
    }
}
