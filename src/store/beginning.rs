//! How members began: whether their first words, and their first question, found an answer; and what befell their groups.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Reader, StoreError, question};
use crate::model::record::MessageKind;
use crate::model::{CommunityId, Day, GroupId, MemberId, Timestamp};
use crate::text::mark::{self, Mark};

/// Whether somebody else spoke after it in its thread; `None` if there was no such message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beginning {
    /// After the first message.
    pub message: Option<bool>,
    /// After the first question.
    pub question: Option<bool>,
}

/// Time and number of a message.
type Said = (i64, i64);

/// How the talk before a day began, and where it was drowned.
#[derive(Debug, Default)]
pub struct Beginnings {
    /// By member and community.
    pub members: FxHashMap<(MemberId, CommunityId), Beginning>,
    /// What befell a group on a day.
    pub days: BTreeMap<(GroupId, Day), GroupDay>,
}

/// What befell a group on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GroupDay {
    /// Messages that advertise.
    pub adverts: u32,
    /// Announcements.
    pub announcements: u32,
    /// People who were removed.
    pub removed: u32,
    /// People who came, or were brought in.
    pub joined: u32,
}

impl Reader {
    /// Reads the messages of each community before its day.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn beginnings(&self, until: &BTreeMap<CommunityId, Timestamp>) -> Result<Beginnings, StoreError> {
        let _moment = self.hold()?;
        let conn = self.conn()?;
        let mut statement = conn.prepare(MESSAGES)?;
        let mut rows = statement.query([])?;
        let mut firsts: FxHashMap<(MemberId, CommunityId), [Option<Said>; 2]> = FxHashMap::default();
        let mut found = Beginnings::default();
        while let Some(row) = rows.next()? {
            let (community, said): (_, Said) = (CommunityId(row.get(1)?), (row.get(4)?, row.get(3)?));
            if until.get(&community).is_none_or(|until| said.0 >= until.0) {
                continue;
            }
            let text = row.get_ref(6)?.as_str().unwrap_or_default();
            let kind = MessageKind::from_number(row.get(5)?);
            let marks = mark::marks(text, kind == MessageKind::Link);
            let first = firsts.entry((MemberId(row.get(0)?), community)).or_default();
            first[0] = Some(first[0].map_or(said, |known| known.min(said)));
            if marks.contains(Mark::Question) {
                first[1] = Some(first[1].map_or(said, |known| known.min(said)));
            }
            let (is_advert, is_announcement) = (marks.contains(Mark::Advert), kind == MessageKind::Announcement);
            if is_advert || is_announcement {
                let day = self.calendar().day(Timestamp(said.0));
                let day = found.days.entry((GroupId(row.get(2)?), day)).or_default();
                day.adverts += u32::from(is_advert);
                day.announcements += u32::from(is_announcement);
            }
        }
        let mut statement = conn.prepare(EVENTS)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let day = self.calendar().day(Timestamp(row.get(1)?));
            let day = found.days.entry((GroupId(row.get(0)?), day)).or_default();
            match row.get_ref(2)?.as_str().unwrap_or_default() {
                "kick" => day.removed += 1,
                _ => day.joined += 1,
            }
        }
        for (who, [message, asked]) in firsts {
            let answered = |said: Option<Said>| said.map(|(_, id)| question::is_answered(&conn, id)).transpose();
            found.members.insert(who, Beginning { message: answered(message)?, question: answered(asked)? });
        }
        Ok(found)
    }
}

const EVENTS: &str =
    "SELECT group_id, time, action FROM event WHERE group_id IS NOT NULL AND action IN ('kick', 'join', 'invite')";

const MESSAGES: &str = "SELECT i.member, g.community, m.group_id, m.id, m.time, m.kind, m.text \
    FROM message m JOIN identity i ON i.id = m.identity JOIN groups g ON g.id = m.group_id \
    WHERE m.text IS NOT NULL ORDER BY m.id";
