//! A member's page as JSON; [`super::page`] prints it.

use serde_json::{Map, Value as Json, json};

use super::console::ask;
use super::json as views;
use crate::export::{Cell, cell_of};
use crate::model::attribute::{ATTRIBUTES, Attribute, Conflict, Dimension, Value, named, spec};
use crate::model::view::{EvidenceLine, MemberPortrait};
use crate::task::session::Session;
use crate::tui;

/// Which evidence is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Proof {
    None,
    All,
    /// Of one attribute key or `tag:NAME`.
    Only(String),
}

/// A page and where its evidence is asked.
pub(super) struct Portrait<'a> {
    pub(super) page: &'a MemberPortrait,
    pub(super) session: &'a Session,
    pub(super) proof: Proof,
}

impl Portrait<'_> {
    /// The page as `member --json` promises it.
    pub(super) fn json(&self) -> anyhow::Result<Json> {
        let (page, calendar) = (self.page, self.session.calendar());
        let mut dimensions = Map::new();
        for dimension in Dimension::ALL {
            dimensions.insert(dimension.key().to_owned(), Json::Object(self.dimension(dimension)?));
        }
        let mut communities: Vec<&str> = vec![&page.row.community];
        communities.retain(|name| !name.is_empty());
        let clauses: Vec<Json> = tui::clauses(page, self.session.lang(), calendar)
            .into_iter()
            .map(|clause| json!({"text": clause.text, "about": clause.about}))
            .collect();
        let fields: anyhow::Result<Map<_, _>> =
            page.fields.iter().map(|field| Ok((field.key.clone(), self.attribute(field)?))).collect();
        Ok(views::rounded(json!({
            "id": page.row.id,
            "name": page.row.name,
            "names": views::view(&page.names, calendar)?,
            "identities": views::view(&page.identities, calendar)?,
            "communities": communities,
            "groups": views::view(&page.memberships, calendar)?,
            "sentence": tui::sentence_on(page, self.session.lang(), calendar),
            "clauses": clauses,
            "messages": page.row.messages,
            "first_seen": page.row.first_seen.map(|time| calendar.iso(time)),
            "last_seen": page.row.last_seen.map(|time| calendar.iso(time)),
            "as_of": page.as_of.map(|day| day.to_string()),
            "dimensions": dimensions,
            "fields": fields?,
            "tags": page.tags,
            "notes": page.notes.iter().map(|note| json!({
                "id": note.id, "time": calendar.iso(note.time), "text": note.text,
            })).collect::<Vec<_>>(),
            "followup": json!({
                "due": page.plan.due.map(|day| day.to_string()),
                "status": page.plan.status,
                "owner": page.plan.owner,
                "contacted": page.plan.contacted.map(|day| day.to_string()),
                "do_not_disturb": page.plan.quiet,
            }),
            "contacts": page.contacts,
            "orders": views::view(&page.orders, calendar)?,
            "history": views::view(&page.history, calendar)?,
            "course": page.course,
        })))
    }

    pub(super) fn known(&self, dimension: Dimension) -> impl Iterator<Item = &Attribute> {
        self.page.attributes.iter().filter(move |(of, _)| *of == dimension).map(|(_, attribute)| attribute)
    }

    /// Known attributes and imported fields.
    pub(super) fn all(&self) -> impl Iterator<Item = &Attribute> {
        self.page.attributes.iter().map(|(_, attribute)| attribute).chain(&self.page.fields)
    }

    /// Every attribute of a dimension; one that nobody knows has a `null` value.
    fn dimension(&self, dimension: Dimension) -> anyhow::Result<Map<String, Json>> {
        let unknown =
            json!({"value": null, "confidence": null, "provenance": null, "n": 0, "evidence": [], "conflicts": []});
        let registered = ATTRIBUTES.iter().filter(|spec| spec.dimension == dimension);
        let mut attributes: Map<String, Json> = registered.map(|spec| (spec.key.to_owned(), unknown.clone())).collect();
        for attribute in self.known(dimension) {
            attributes.insert(attribute.key.clone(), self.attribute(attribute)?);
        }
        Ok(attributes)
    }

    fn attribute(&self, attribute: &Attribute) -> anyhow::Result<Json> {
        let conflict = |conflict: &Conflict| json!({"value": plain(&conflict.value), "provenance": conflict.provenance, "confidence": conflict.confidence});
        let evidence = self.evidence(&attribute.key)?;
        Ok(json!({
            "value": plain(&attribute.value),
            "confidence": attribute.confidence,
            "provenance": attribute.provenance,
            "n": attribute.n,
            "locked": self.page.locked.contains(&attribute.key),
            "parts": attribute.parts,
            "evidence": views::view(&evidence, self.session.calendar())?,
            "conflicts": attribute.conflicts.iter().map(conflict).collect::<Vec<_>>(),
        }))
    }

    /// Whether an attribute, an imported field or a `tag:NAME` of the page goes by that name.
    pub(super) fn has(&self, what: &str) -> bool {
        let tagged = |name: &str| self.page.tags.iter().any(|tag| tag.name == name);
        named(what).is_some()
            || self.page.fields.iter().any(|field| field.key == what)
            || what.strip_prefix("tag:").is_some_and(tagged)
    }

    /// Whether what stands behind an attribute or `tag:NAME` is asked for.
    pub(super) fn wants(&self, what: &str) -> bool {
        match &self.proof {
            Proof::None => false,
            Proof::All => true,
            Proof::Only(only) => only == what || spec(what).is_some_and(|spec| spec.zh == only),
        }
    }

    /// What speaks for or against, as far as it is wanted.
    pub(super) fn evidence(&self, what: &str) -> anyhow::Result<Vec<EvidenceLine>> {
        if !self.wants(what) {
            return Ok(Vec::new());
        }
        Ok(ask!(self.session, Evidence(self.page.row.id, what.to_owned())))
    }
}

/// A value as JSON: a number, a word, or a list of words.
fn plain(value: &Value) -> Json {
    match cell_of(value) {
        Cell::Number(number) => number.into(),
        Cell::Text(word) => word.into(),
        Cell::Words(words) => words.into(),
        Cell::Named(_, en) => en.into(),
        _ => Json::Null,
    }
}
