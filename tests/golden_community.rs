//! A whole invented community, from files to profiles: who must be known by which row, and who must not.

mod program;

use program::{Home, done, fixture};
use serde_json::Value;
use toml::Table;

const BASIC: [&str; 5] = ["gender", "age_band", "occupation", "region", "life_stage"];

/// What one member's page says, beside what it should.
struct Case<'a> {
    expected: &'a Table,
    page: Value,
    wrong: Vec<String>,
}

impl Case<'_> {
    fn strings(&self, key: &str) -> Vec<&str> {
        let listed = self.expected.get(key).and_then(toml::Value::as_array);
        listed.into_iter().flatten().map(|word| word.as_str().unwrap()).collect()
    }

    fn table(&self, key: &str) -> Table {
        self.expected.get(key).map(|table| table.as_table().unwrap().clone()).unwrap_or_default()
    }

    fn attributes(&self) -> impl Iterator<Item = (&String, &Value)> {
        let dimensions = self.page["dimensions"].as_object().unwrap().values();
        dimensions.flat_map(|dimension| dimension.as_object().unwrap())
    }

    fn attribute(&self, key: &str) -> &Value {
        self.attributes().find(|(known, _)| *known == key).unwrap_or_else(|| panic!("{key} is an attribute")).1
    }

    fn expect(&mut self, holds: bool, difference: String) {
        if !holds {
            self.wrong.push(format!("{}: {difference}", self.expected["name"].as_str().unwrap()));
        }
    }

    fn values(&mut self) {
        for (key, expected) in self.table("known") {
            let (expected, found) = (serde_json::to_value(expected).unwrap(), self.attribute(&key)["value"].clone());
            self.expect(found == expected, format!("{key} should be {expected}, is {found}"));
        }
        for key in self.strings("unknown").into_iter().map(str::to_owned).collect::<Vec<_>>() {
            let found = self.attribute(&key).clone();
            let by = texts(&found);
            self.expect(found["value"].is_null(), format!("{key} should be unknown, is {} by {by:?}", found["value"]));
        }
        for key in BASIC {
            let told = self.table("known").contains_key(key) != self.strings("unknown").contains(&key);
            self.expect(told, format!("the table should say once what {key} is"));
        }
    }

    fn proofs(&mut self) {
        for (key, rows) in self.table("proof") {
            let rows: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row.as_str().unwrap()).collect();
            let found = texts(self.attribute(&key));
            let missing: Vec<&&str> =
                rows.iter().filter(|row| !found.iter().any(|text| text.contains(**row))).collect();
            let others: Vec<&String> = found.iter().filter(|text| !rows.iter().any(|row| text.contains(row))).collect();
            self.expect(missing.is_empty(), format!("{key} should be proved by {missing:?}, is by {found:?}"));
            self.expect(others.is_empty(), format!("{key} should not be proved by {others:?}"));
        }
    }

    fn conflicts(&mut self) {
        let expected = self.table("conflict");
        for key in BASIC {
            let conflicts = self.attribute(key)["conflicts"].as_array().cloned().unwrap_or_default();
            let found: Vec<&str> = conflicts.iter().filter_map(|conflict| conflict["value"].as_str()).collect();
            let should: Vec<&str> = expected.get(key).and_then(toml::Value::as_str).into_iter().collect();
            self.expect(found == should, format!("{key} should be contradicted by {should:?}, is by {found:?}"));
        }
    }

    fn tags(&mut self) {
        let found = self.page["tags"].as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap().to_owned());
        let found: Vec<String> = found.collect();
        let has = |tag: &&str| found.iter().any(|name| name == tag);
        let missing: Vec<String> =
            self.strings("tags").into_iter().filter(|tag| !has(tag)).map(str::to_owned).collect();
        let extra: Vec<String> = self.strings("not_tags").into_iter().filter(has).map(str::to_owned).collect();
        self.expect(missing.is_empty(), format!("tags {missing:?} should be there, found {found:?}"));
        self.expect(extra.is_empty(), format!("tags {extra:?} should not be there"));
    }

    fn unspeakable(&mut self) {
        let values: Vec<String> = self.attributes().map(|(key, said)| format!("{key}: {}", said["value"])).collect();
        for word in self.strings("never").into_iter().map(str::to_owned).collect::<Vec<_>>() {
            let holding: Vec<&String> = values.iter().filter(|value| value.contains(&word)).collect();
            self.expect(holding.is_empty(), format!("nothing should hold {word}: {holding:?}"));
        }
    }
}

/// The rows that speak for a value.
fn texts(attribute: &Value) -> Vec<String> {
    let rows = attribute["evidence"].as_array().unwrap().iter().filter(|row| row["against"] == false);
    rows.map(|row| row["text"].as_str().unwrap_or_default().to_owned()).collect()
}

/// The community, imported and built.
fn community() -> Home {
    let home = Home::new();
    let folder = fixture("SYNTH_weekend");
    let files = ["chat.txt", "members.csv", "orders.csv", "survey.csv"].map(|name| format!("{folder}/{name}"));
    done(&home, &["import", &files[0], &files[1], &files[2], &files[3]]);
    home
}

#[test]
fn whoever_is_said_to_be_two_things_stands_in_one_list() {
    let home = community();
    insta::assert_snapshot!(done(&home, &["contradictions"]), @r"
    id  name  attribute  value                 sure  otherwise          sure
    13  秋山  region     江苏 南京 · declared   0.4  上海 · surveyed    0.56
    11  林远  gender     male · declared       0.49  female · surveyed  0.49
    ");
    let listed = |filter: &str| -> Vec<Value> {
        serde_json::from_str(&done(&home, &["contradictions", "--where", filter, "--json"])).unwrap()
    };
    let nanjing = listed("region:江苏 and gender:male");
    assert_eq!(nanjing.len(), 1);
    let keys = ["name", "attribute", "value", "provenance", "other_value", "other_provenance"];
    assert_eq!(keys.map(|key| &nanjing[0][key]), ["秋山", "region", "江苏南京", "declared", "上海", "surveyed"]);
    assert!(listed("gender:female").is_empty(), "whose sources agree is not listed");
    assert_eq!(done(&home, &["contradictions", "--limit", "1", "--format", "csv"]).lines().count(), 2);
}

#[test]
fn of_thirty_three_members_is_known_what_they_said_and_nothing_else() {
    let home = community();
    let expected: Table = std::fs::read_to_string(fixture("SYNTH_weekend/expected.toml")).unwrap().parse().unwrap();
    assert_eq!(expected.len(), 33);
    let mut wrong = Vec::new();
    for (account, expected) in &expected {
        let page = serde_json::from_str(&done(&home, &["member", &format!("qq:{account}"), "--json"])).unwrap();
        let mut case = Case { expected: expected.as_table().unwrap(), page, wrong: Vec::new() };
        case.values();
        case.proofs();
        case.conflicts();
        case.tags();
        case.unspeakable();
        wrong.append(&mut case.wrong);
    }
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
}
