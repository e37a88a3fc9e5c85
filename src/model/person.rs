//! People as files name them: by account, by handle, by the many names of one person.

/// A platform by its canonical name: `wechat`, `qq`, `telegram`, …
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Platform(String);

impl Platform {
    /// Canonical form: lower case, with the names a platform also goes by folded into one.
    pub fn new(name: &str) -> Platform {
        let name = name.trim().to_lowercase();
        Platform(match name.as_str() {
            "weixin" | "微信" | "wx" => "wechat".to_owned(),
            "tg" | "电报" => "telegram".to_owned(),
            "" => "unknown".to_owned(),
            _ => name,
        })
    }

    /// The canonical name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Platform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What sort of name a name is. One person has many, and names are never identities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// The account's own nickname (昵称).
    Nickname,
    /// The name used in one group (群昵称).
    Card,
    /// The operator's own note for the person (备注).
    Remark,
    /// A real name (姓名), as on an order.
    Real,
}

/// A person as a file names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonRef {
    /// Accounts that the row ties to this person. The first is the one that speaks.
    pub ids: Vec<(Platform, String)>,
    /// 微信号 and other handles that a person may change, unique at a time.
    pub alias: Option<String>,
    /// Full phone number, digits only. Masked numbers are hints, and stay in the fields.
    pub phone: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Every name the row gives, best known first.
    pub names: Vec<(NameKind, String)>,
}

impl PersonRef {
    /// Somebody known by an account.
    pub fn account(platform: &Platform, id: impl Into<String>) -> PersonRef {
        PersonRef { ids: vec![(platform.clone(), id.into())], ..PersonRef::default() }
    }

    /// Somebody known by a name alone: a weak identity.
    pub fn named(kind: NameKind, name: impl Into<String>) -> PersonRef {
        PersonRef::default().with_name(kind, name)
    }

    /// The same person, with one more name; empty names are not names.
    pub fn with_name(mut self, kind: NameKind, name: impl Into<String>) -> PersonRef {
        let name = name.into();
        if !name.trim().is_empty() {
            self.names.push((kind, name));
        }
        self
    }

    /// Whether nothing at all is known.
    pub fn is_empty(&self) -> bool {
        *self == PersonRef::default()
    }
}

/// A role in a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 群主.
    Owner,
    /// 管理员.
    Admin,
    /// 成员.
    Member,
    /// 机器人.
    Bot,
}

impl Role {
    /// The English term of JSON and SQL.
    pub fn key(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Admin => "admin",
            Role::Member => "member",
            Role::Bot => "bot",
        }
    }

    /// Reads a role's English or Chinese word.
    pub fn parse(word: &str) -> Option<Role> {
        Some(match word.trim().to_lowercase().as_str() {
            "owner" | "群主" => Role::Owner,
            "admin" | "administrator" | "管理员" | "群管理" => Role::Admin,
            "member" | "成员" | "群成员" => Role::Member,
            "bot" | "机器人" => Role::Bot,
            _ => return None,
        })
    }
}
