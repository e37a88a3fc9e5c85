//! Members as rows of a table: one definition for lists, CSV, workbooks and JSON.

use super::value::{cell_of, kind_of};
use super::{Cell, Column, Kind, Privacy};
use crate::lang::Text;
use crate::lang::export::{MEMBER_TITLES, ROLES, YES_OR_NO};
use crate::model::attribute::ATTRIBUTES;
use crate::model::view::{MemberRow, Scores};

/// Further columns of an export, unless others are asked for.
pub const EXPORT_COLUMNS: &[&str] = &[
    "group",
    "card",
    "remark",
    "alias",
    "gender",
    "age_band",
    "region",
    "occupation",
    "life_stage",
    "orders",
    "amount",
    "phone",
    "mail",
];

/// The keys that every JSON object of a member has, in their order.
const STABLE: &[&str] = &[
    "id",
    "name",
    "platform",
    "platform_id",
    "community",
    "messages",
    "first_seen",
    "last_seen",
    "tags",
    "activity",
    "interaction",
    "influence",
    "consumption",
    "churn_risk",
    "sentiment",
    "stage",
    "level",
];

/// Where a column's cell comes from.
#[derive(Debug, Clone, Copy)]
enum Source {
    Row(fn(&MemberRow) -> Cell),
    Further(usize),
}

/// A table of members.
#[derive(Debug, Clone)]
pub struct MemberTable {
    columns: Vec<Column>,
    sources: Vec<Source>,
    further: Vec<String>,
    privacy: Privacy,
}

impl MemberTable {
    /// The stable columns, and then these.
    pub fn stable_and(keys: &[String], privacy: Privacy) -> MemberTable {
        let stable = STABLE.iter().map(|key| (*key).to_owned());
        let others = keys.iter().map(|key| key_of(key)).filter(|key| !STABLE.contains(&key.as_str()));
        let mut table = MemberTable::of(&stable.chain(others).collect::<Vec<_>>(), privacy);
        for column in table.columns.iter_mut().filter(|column| is_score(&column.key)) {
            column.inside = Some("scores");
        }
        table
    }

    /// These columns, by key or Chinese title; anything unknown is taken for an imported column's title.
    pub fn of(keys: &[String], privacy: Privacy) -> MemberTable {
        let mut table = MemberTable { columns: Vec::new(), sources: Vec::new(), further: Vec::new(), privacy };
        for key in keys {
            let key = key_of(key);
            let source = from_row(&key).unwrap_or_else(|| {
                table.further.push(key.clone());
                Source::Further(table.further.len() - 1)
            });
            table.columns.push(column_of(&key));
            table.sources.push(source);
        }
        table
    }

    /// Whether a key or Chinese title means a column that every store has; imported ones have others.
    pub fn has(name: &str) -> bool {
        let key = key_of(name);
        from_row(&key).is_some() || MemberTable::keys().any(|known| known == key)
    }

    /// The keys of the columns that every store has.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        let titled = MEMBER_TITLES.iter().map(|(key, _)| *key);
        titled.chain(ATTRIBUTES.iter().map(|spec| spec.key))
    }

    /// The columns, in order.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// What has to be asked of the store beside the row itself, as the window's columns.
    pub fn further(&self) -> &[String] {
        &self.further
    }

    /// One member's cells, as far as privacy lets them out.
    pub fn cells(&self, row: &MemberRow) -> Vec<Cell> {
        let shown = |(column, source): (&Column, &Source)| self.shown(column, self.cell(row, *source), row);
        self.columns.iter().zip(&self.sources).map(shown).collect()
    }

    fn cell(&self, row: &MemberRow, source: Source) -> Cell {
        match source {
            Source::Row(read) => read(row),
            Source::Further(at) => row.columns.get(at).and_then(Option::as_ref).map_or(Cell::Unknown, cell_of),
        }
    }

    fn shown(&self, column: &Column, cell: Cell, row: &MemberRow) -> Cell {
        match (&self.privacy.pseudonyms, column.key.as_str()) {
            (Some(_), "id" | "member_id") => Cell::Unknown,
            (Some(pseudonyms), "name" | "platform_id") => {
                let id = if row.platform_id.is_empty() { &row.name } else { &row.platform_id };
                Cell::Text(pseudonyms.of(&row.platform, id))
            }
            (_, "tags") => self.privacy.shown_tags(cell),
            _ => self.privacy.shown(column.kind, cell),
        }
    }
}

/// The key meant by a key or a Chinese title.
pub fn key_of(name: &str) -> String {
    let by_title = MEMBER_TITLES.iter().find(|(_, title)| title.zh == name).map(|(key, _)| *key);
    let by_attribute = || ATTRIBUTES.iter().find(|spec| spec.zh == name).map(|spec| spec.key);
    by_title.or_else(by_attribute).unwrap_or(name).to_owned()
}

fn column_of(key: &str) -> Column {
    if let Some((_, title)) = MEMBER_TITLES.iter().find(|(known, _)| *known == key) {
        return Column::known(key, *title, kind_of_member_column(key));
    }
    match ATTRIBUTES.iter().find(|spec| spec.key == key) {
        Some(spec) => {
            let en = spec.key.replace('_', " ");
            Column { en, ..Column::known(key, Text::new(spec.zh, spec.key), kind_of(spec.shape)) }
        }
        None => Column::imported(key),
    }
}

fn kind_of_member_column(key: &str) -> Kind {
    match key {
        "id" | "messages" | "groups" | "silent" => Kind::Number,
        "platform_id" => Kind::Id,
        "name" | "alias" | "nickname" | "card" | "remark" | "real" | "invited_by" => Kind::Name,
        "first_seen" | "last_seen" => Kind::Time,
        "tags" => Kind::Words,
        "role" => Kind::Code(ROLES),
        "staff" => Kind::Flag,
        "do_not_disturb" => Kind::Code(YES_OR_NO),
        "phone" => Kind::Phone,
        "mail" => Kind::Mail,
        _ => Kind::Text,
    }
}

fn is_score(key: &str) -> bool {
    matches!(key, "activity" | "interaction" | "influence" | "consumption" | "churn_risk" | "sentiment")
}

fn from_row(key: &str) -> Option<Source> {
    fn score(read: fn(&Scores) -> Option<f64>, row: &MemberRow) -> Cell {
        Cell::number(read(&row.scores))
    }
    Some(Source::Row(match key {
        "id" => |row| Cell::Number(row.id.0 as f64),
        "name" => |row| Cell::text(&row.name),
        "platform" => |row| Cell::text(&row.platform),
        "platform_id" => |row| Cell::text(&row.platform_id),
        "community" => |row| Cell::text(&row.community),
        "messages" => |row| Cell::count(row.messages),
        "first_seen" => |row| Cell::time(row.first_seen),
        "last_seen" => |row| Cell::time(row.last_seen),
        "tags" => |row| Cell::Words(row.tags.clone()),
        "activity" => |row| score(|scores| scores.activity, row),
        "interaction" => |row| score(|scores| scores.interaction, row),
        "influence" => |row| score(|scores| scores.influence, row),
        "consumption" => |row| score(|scores| scores.consumption, row),
        "churn_risk" => |row| score(|scores| scores.churn_risk, row),
        "sentiment" => |row| score(|scores| scores.sentiment, row),
        "stage" => |row| row.stage.as_deref().map_or(Cell::Unknown, Cell::text),
        "level" => |row| row.level.as_deref().map_or(Cell::Unknown, Cell::text),
        "role" => |row| row.role.as_deref().map_or(Cell::Unknown, Cell::text),
        "staff" => |row| Cell::Flag(row.staff),
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Layout, Pseudonyms, Style, TableWriter};
    use crate::model::{Calendar, MemberId, Timestamp, Value};

    fn member() -> MemberRow {
        MemberRow {
            id: MemberId(42),
            name: "杭州露营小王".to_owned(),
            platform: "wechat".to_owned(),
            platform_id: "wxid_8f2a".to_owned(),
            community: "露营社".to_owned(),
            messages: 120,
            first_seen: Some(Timestamp(1_709_254_800)),
            last_seen: None,
            tags: vec!["KOL".to_owned()],
            scores: Scores { activity: Some(61.23456), churn_risk: Some(0.25), ..Scores::default() },
            stage: Some("active".to_owned()),
            level: None,
            role: Some("owner".to_owned()),
            staff: false,
            columns: vec![Some(Value::Text("13800138000".to_owned())), None],
        }
    }

    fn json(table: &MemberTable) -> serde_json::Value {
        let style = Style::tool(Calendar::shanghai());
        let mut writer = TableWriter::begin(Vec::new(), Layout::Jsonl, table.columns().to_vec(), style).unwrap();
        writer.row(&table.cells(&member())).unwrap();
        serde_json::from_slice(&writer.finish().unwrap().0).unwrap()
    }

    fn keys(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn json_has_the_stable_keys_and_what_was_asked_for() {
        let table = MemberTable::stable_and(&keys(&["phone", "地区", "活跃度"]), Privacy::default());
        assert_eq!(table.further(), ["phone", "region"]);
        assert_eq!(
            json(&table),
            serde_json::json!({
                "id": 42, "name": "杭州露营小王", "platform": "wechat", "platform_id": "wxid_8f2a",
                "community": "露营社", "messages": 120, "first_seen": "2024-03-01T09:00:00+08:00",
                "last_seen": null, "tags": ["KOL"],
                "scores": {"activity": 61.2346, "interaction": null, "influence": null, "consumption": null,
                           "churn_risk": 0.25, "sentiment": null},
                "stage": "active", "level": null, "phone": "138****8000", "region": null,
            })
        );
    }

    #[test]
    fn a_pseudonymous_row_names_nobody() {
        let privacy = Privacy { pseudonyms: Some(Pseudonyms::new(9)), ..Privacy::default() };
        let row = json(&MemberTable::stable_and(&keys(&["phone"]), privacy));
        let name = row["name"].as_str().unwrap();
        assert!(name.starts_with("P-") && row["platform_id"] == name);
        assert!(row["id"].is_null() && row["phone"].is_null());
        assert!(!row.to_string().contains("小王") && !row.to_string().contains("wxid"));
    }

    #[test]
    fn unknown_columns_are_imported_ones_and_names_among_them_are_known_as_names() {
        let table = MemberTable::of(&keys(&["会员等级", "收货人姓名", "备用手机号"]), Privacy::default());
        let kinds: Vec<Kind> = table.columns().iter().map(|column| column.kind).collect();
        assert_eq!(kinds, [Kind::Text, Kind::Name, Kind::Phone]);
        assert_eq!(table.further().len(), 3);
    }
}
