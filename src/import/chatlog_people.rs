//! chatlog's contacts and chat rooms, as JSON and as CSV whose cells are never quoted.

use serde::Deserialize;

use super::detect::Head;
use super::job::Job;
use super::raw::{Raw, Refusal};
use super::scalar::{List, Scalar};
use super::{Format, ImportError, Kind, content, json, wechat};
use crate::lang::import as say;
use crate::model::record::{ChatKind, NameKind, Person, PersonRef, Position, Record, Role};
use crate::model::sink::Stop;

pub const CONTACTS: Format = Format {
    name: "chatlog-contacts",
    title: say::CHATLOG_CONTACTS,
    kind: Kind::Roster,
    score: |head| {
        let lists = head.has_key("userName", "\"") && head.has_key("isFriend", "") && !head.has_key("users", "[");
        score(head, lists, &["username", "alias", "remark", "nickname"])
    },
    read: |job| read(job, |job, raw| Ok(contact(job, raw.at, &raw.read()?)?), contact_row),
};

pub const CHATROOMS: Format = Format {
    name: "chatlog-chatrooms",
    title: say::CHATLOG_CHATROOMS,
    kind: Kind::Roster,
    score: |head| {
        let lists = head.has_key("owner", "\"") && head.has_key("users", "[");
        score(head, lists, &["name", "remark", "nickname", "owner", "usercount"])
    },
    read: |job| read(job, |job, raw| Ok(room(job, raw.at, &raw.read()?)?), room_row),
};

fn score(head: &Head, lists: bool, words: &[&str]) -> f32 {
    let is_json = head.begins_like_json() && head.has_key("items", "[") && lists;
    if is_json || head.words == words { 0.9 } else { 0.0 }
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Contact<'a> {
    #[serde(borrow)]
    user_name: Scalar<'a>,
    #[serde(borrow)]
    alias: Scalar<'a>,
    #[serde(borrow)]
    remark: Scalar<'a>,
    #[serde(borrow)]
    nick_name: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Room<'a> {
    #[serde(borrow)]
    name: Scalar<'a>,
    #[serde(borrow)]
    owner: Scalar<'a>,
    #[serde(borrow)]
    users: List<User<'a>>,
    #[serde(borrow)]
    remark: Scalar<'a>,
    #[serde(borrow)]
    nick_name: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct User<'a> {
    #[serde(borrow)]
    user_name: Scalar<'a>,
    #[serde(borrow)]
    display_name: Scalar<'a>,
}

fn read(
    job: &mut Job<'_>,
    mut item: impl FnMut(&mut Job<'_>, &Raw<'_>) -> Result<(), Refusal>,
    row: fn(&mut Job<'_>, Position, &[&str]) -> Result<(), Stop>,
) -> Result<(), ImportError> {
    if !job.head.begins_like_json() {
        return rows(job, row);
    }
    json::object(job, |job, split, key| match key {
        "items" => json::each(job, split, &mut item),
        _ => {
            split.skip();
            Ok(())
        }
    })
}

/// Lines below the header, cut at every comma: a name may hold one, and no quote protects it.
fn rows(job: &mut Job<'_>, row: fn(&mut Job<'_>, Position, &[&str]) -> Result<(), Stop>) -> Result<(), ImportError> {
    let mut window = job.window()?;
    while let Some((number, line)) = window.next_line(1 << 20) {
        let at = Position::Line(number);
        let Some(line) = line else {
            job.skip(at, say::ROW_TOO_LARGE.get(job.lang))?;
            continue;
        };
        let line = job.text(line);
        if number > 1 && !line.trim().is_empty() {
            row(job, at, &line.split(',').collect::<Vec<_>>())?;
        }
    }
    Ok(())
}

fn contact(job: &mut Job<'_>, at: Position, contact: &Contact<'_>) -> Result<(), Stop> {
    let names = [&contact.remark, &contact.nick_name].map(|name| name.owned().unwrap_or_default());
    listed(job, at, contact.user_name.str(), contact.alias.str(), names)
}

/// Account and alias stand first, where no comma disturbs them. Behind them a comma may belong to
/// the remark or to the nickname: unless the remark is empty, nobody can tell.
fn contact_row(job: &mut Job<'_>, at: Position, cells: &[&str]) -> Result<(), Stop> {
    let (id, alias) = (cells[0], cells.get(1).copied().unwrap_or_default());
    let names = match &cells[2.min(cells.len())..] {
        [remark, nickname] => [(*remark).to_owned(), (*nickname).to_owned()],
        ["", rest @ ..] => [String::new(), rest.join(",")],
        _ => [String::new(), String::new()],
    };
    listed(job, at, id, alias, names)
}

fn listed(job: &mut Job<'_>, at: Position, id: &str, alias: &str, names: [String; 2]) -> Result<(), Stop> {
    if content::is_system_id(id) || id.starts_with("gh_") {
        return job.skip(at, say::NO_IDENTITY.get(job.lang));
    }
    let [remark, nickname] = names;
    let who = wechat::account(id).with_name(NameKind::Nickname, nickname).with_name(NameKind::Remark, remark);
    let alias = Some(alias.to_owned()).filter(|alias| !alias.is_empty());
    job.record(at, Record::Roster(Person { who: PersonRef { alias, ..who }, ..Person::default() }))
}

fn room(job: &mut Job<'_>, at: Position, room: &Room<'_>) -> Result<(), Stop> {
    let name = room.nick_name.owned().or_else(|| room.remark.owned()).unwrap_or_else(|| room.name.str().to_owned());
    job.chat(&wechat::chat(room.name.owned(), name, ChatKind::Group))?;
    for user in room.users.0.iter().filter(|user| !content::is_system_id(user.user_name.str())) {
        let id = user.user_name.str();
        let who = wechat::account(id).with_name(NameKind::Card, user.display_name.str());
        let role = if id == room.owner.str() { Role::Owner } else { Role::Member };
        job.record(at, Record::Roster(Person { who, role: Some(role), ..Person::default() }))?;
    }
    Ok(())
}

/// Of a room's row only its first cell and its last two are safe from commas.
fn room_row(job: &mut Job<'_>, at: Position, cells: &[&str]) -> Result<(), Stop> {
    let [id, between @ .., owner, _] = cells else {
        return job.skip(at, say::NO_IDENTITY.get(job.lang));
    };
    let name = match between {
        [_, name] => (*name).to_owned(),
        ["", rest @ ..] => rest.join(","),
        _ => String::new(),
    };
    let name = Some(name).filter(|name| !name.is_empty()).unwrap_or_else(|| (*id).to_owned());
    if content::is_system_id(owner) {
        return job.skip(at, say::NO_IDENTITY.get(job.lang));
    }
    job.chat(&wechat::chat(Some((*id).to_owned()), name, ChatKind::Group))?;
    let who = wechat::account(owner);
    job.record(at, Record::Roster(Person { who, role: Some(Role::Owner), ..Person::default() }))
}
