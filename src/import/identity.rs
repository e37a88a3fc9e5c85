//! Whom a row means, put together from the cells that tell it.

use super::cell;
use super::column::Column;
use crate::model::record::{NameKind, PersonRef, Platform};

/// Accounts in the order in which one is chosen to speak for a row.
const ACCOUNTS: [&str; 8] = ["wechat", "qq", "telegram", "discord", "wecom", "openid", "unionid", "local"];

/// A longer remark is a note on somebody, not a name.
const LONGEST_REMARK: usize = 20;

/// Whether a column can tell who a row is.
pub fn tells_who(column: Column) -> bool {
    matches!(column, Column::Account(_) | Column::Alias | Column::Name(_) | Column::Phone | Column::Mail)
}

/// What became of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It tells who the row is.
    This,
    /// It tells nothing of that.
    Nothing,
    /// It was an id, and a spreadsheet has rounded it.
    Rounded,
}

/// A person in the making.
#[derive(Debug, Default)]
pub struct Identity {
    ids: Vec<(&'static str, String)>,
    names: Vec<(NameKind, String)>,
    who: PersonRef,
}

impl Identity {
    /// Takes in a cell that is not empty.
    pub fn take(&mut self, column: Column, value: &str) -> Told {
        let told = match column {
            Column::Account(platform) => return self.account(platform, value),
            // A column called 微信 may hold handles or wxids.
            Column::Alias if value.starts_with("wxid_") => return self.account("wechat", value),
            Column::Alias => {
                let plain = value.is_ascii() && !value.contains(' ') && !value.contains('*');
                fill(&mut self.who.alias, plain.then(|| value.to_owned()))
            }
            Column::Name(NameKind::Remark) if value.chars().count() > LONGEST_REMARK => false,
            Column::Name(kind) => {
                self.names.push((kind, value.to_owned()));
                true
            }
            Column::Phone => fill(&mut self.who.phone, cell::phone(value)),
            Column::Mail => fill(&mut self.who.mail, cell::mail(value)),
            _ => false,
        };
        if told { Told::This } else { Told::Nothing }
    }

    fn account(&mut self, platform: &'static str, value: &str) -> Told {
        match cell::id(value) {
            Ok(Some(id)) if !self.ids.iter().any(|(known, _)| *known == platform) => {
                self.ids.push((platform, id));
                Told::This
            }
            Err(()) => Told::Rounded,
            _ => Told::Nothing,
        }
    }

    /// Who it is, as far as the cells tell.
    pub fn person(self) -> PersonRef {
        let Identity { mut ids, mut names, who } = self;
        ids.sort_by_key(|(platform, _)| ACCOUNTS.iter().position(|known| known == platform));
        names.sort_by_key(|(kind, _)| *kind);
        names.dedup_by(|later, earlier| later.1 == earlier.1);
        let ids = ids.into_iter().map(|(platform, id)| (Platform::new(platform), id)).collect();
        PersonRef { ids, names, ..who }
    }
}

/// Keeps a first value; whether it did.
fn fill(place: &mut Option<String>, value: Option<String>) -> bool {
    let fits = place.is_none() && value.is_some();
    if fits {
        *place = value;
    }
    fits
}
