//! PyWxDump's CSV pages, whose senders are accounts, and the contacts beside them.

use serde::Deserialize;

use super::detect::Head;
use super::job::Job;
use super::moment::Order;
use super::raw::Raw;
use super::scalar::{List, Scalar};
use super::table::Table;
use super::wechat::{self, Row};
use super::{Format, ImportError, Kind, content, json};
use crate::lang::import as say;
use crate::model::record::{ChatKind, Field, Meaning, NameKind, Person, PersonRef, Record};

pub const CHAT: Format = Format { name: "pywxdump", title: say::PYWXDUMP, kind: Kind::Chat, score, read };

pub const USERS: Format = Format {
    name: "pywxdump-users",
    title: say::PYWXDUMP_USERS,
    kind: Kind::Roster,
    score: |head| {
        let own = head.has_key("ExtraBuf", "") && head.has_key("LabelIDList", "") && head.has_key("wxid", "\"");
        if head.begins_like_json() && own { 0.9 } else { 0.0 }
    },
    read: read_users,
};

/// The columns that it shares with WeClone's.
pub fn has_its_columns(head: &Head) -> bool {
    head.has_headers(&["id", "msgsvrid", "type_name", "is_sender", "talker", "createtime"])
}

fn score(head: &Head) -> f32 {
    let talker = head.words.iter().position(|word| word == "talker");
    let by_account = talker.is_some_and(|talker| head.column_values(talker).any(|who| who.starts_with("wxid_")));
    let is_own = head.has_any_header(&["room_name", "content"]) || by_account;
    if has_its_columns(head) && is_own { 0.95 } else { 0.0 }
}

/// What older builds keep in one cell.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Content<'a> {
    #[serde(borrow)]
    msg: Scalar<'a>,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let table = Table::open(job)?;
    let of = |word: &str| table.find(&[word]);
    let (id, kind, mine, talker) = (of("msgsvrid"), of("type_name"), of("is_sender"), of("talker"));
    let (room, text, packed, time) = (of("room_name"), of("msg"), of("content"), of("createtime"));
    let (mut owner, mut here): (Option<PersonRef>, Option<String>) = (None, None);
    table.each(job, |job, at, row| {
        let when = match job.time(row.cell(time), Order::default()) {
            Ok(when) => when,
            Err(reason) => return job.skip(at, reason),
        };
        if here.as_deref() != Some(row.cell(room)) {
            here = Some(row.cell(room).to_owned());
            let id = here.clone().filter(|id| !id.is_empty());
            // Pages of one chat are called after it.
            let name = id.clone().unwrap_or_else(|| chat_of_page(&job.stem()).to_owned());
            let kind = if name.ends_with("@chatroom") { ChatKind::Group } else { ChatKind::Private };
            job.chat(&wechat::chat(id, name, kind))?;
        }
        let name = row.cell(talker);
        let sender = match name {
            "系统" => None,
            "我" => owner.clone().or_else(|| Some(PersonRef::named(NameKind::Nickname, name))),
            id => (!content::is_system_id(id)).then(|| wechat::account(id)),
        };
        if row.cell(mine) == "1" && name != "我" && owner.is_none() {
            owner = sender.clone();
        }
        let raw = Raw::new(at, row.text(packed).as_bytes());
        let unpacked = raw.read::<Content<'_>>().unwrap_or_default();
        let text = if row.text(text).is_empty() { unpacked.msg.str() } else { row.text(text) };
        let said = Row::of(when, sender, wechat::Kind::of_name(row.cell(kind)), text);
        wechat::take(job, at, Row { native_id: wechat::server_id(row.cell(id)), ..said }, owner.as_ref())
    })
}

/// `<room>_0_5000`: the chat of a page.
fn chat_of_page(stem: &str) -> &str {
    let numbered = |stem: &'_ str| {
        stem.rsplit_once('_')
            .filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit()))
            .map(|(rest, _)| rest.len())
    };
    let Some(first) = numbered(stem) else { return stem };
    numbered(&stem[..first]).map_or(stem, |second| &stem[..second])
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct User<'a> {
    #[serde(borrow)]
    wxid: Scalar<'a>,
    #[serde(borrow)]
    nickname: Scalar<'a>,
    #[serde(borrow)]
    remark: Scalar<'a>,
    #[serde(borrow)]
    account: Scalar<'a>,
    #[serde(borrow, rename = "ExtraBuf")]
    about: Option<About<'a>>,
    #[serde(borrow, rename = "LabelIDList")]
    labels: List<Scalar<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct About<'a> {
    #[serde(borrow, rename = "性别[1男2女]")]
    gender: Scalar<'a>,
    #[serde(borrow, rename = "个性签名")]
    motto: Scalar<'a>,
    #[serde(borrow, rename = "省")]
    province: Scalar<'a>,
    #[serde(borrow, rename = "市")]
    city: Scalar<'a>,
}

impl User<'_> {
    fn person(&self) -> Person {
        let named = |name: &Scalar<'_>| name.owned().unwrap_or_default();
        let mut who = wechat::account(&named(&self.wxid))
            .with_name(NameKind::Nickname, named(&self.nickname))
            .with_name(NameKind::Remark, named(&self.remark));
        who.alias = self.account.owned();
        let mut fields = Vec::new();
        let mut field = |header: &str, meaning, value: String| {
            if !value.is_empty() {
                fields.push(Field { header: header.to_owned(), meaning, value });
            }
        };
        if let Some(about) = &self.about {
            let gender = match about.gender.int() {
                Some(1) => "男",
                Some(2) => "女",
                _ => "",
            };
            field("性别", Meaning::Gender, gender.to_owned());
            let place = [named(&about.province), named(&about.city)].join(" ");
            field("地区", Meaning::Region, place.trim().to_owned());
            field("个性签名", Meaning::Other, named(&about.motto));
        }
        let labels: Vec<String> = self.labels.0.iter().filter_map(Scalar::owned).collect();
        field("标签", Meaning::Tags, labels.join("、"));
        Person { who, fields, ..Person::default() }
    }
}

fn read_users(job: &mut Job<'_>) -> Result<(), ImportError> {
    json::entries(job, |job, raw| {
        let user: User<'_> = raw.read()?;
        let id = user.wxid.str();
        if content::is_system_id(id) || id.starts_with("gh_") {
            job.skip(raw.at, say::NO_IDENTITY.get(job.lang))?;
            return Ok(());
        }
        Ok(job.record(raw.at, Record::Roster(user.person()))?)
    })
}
