//! Imported columns and answered questions: shown and filtered as they were written.

use crate::model::attribute::{Attribute, EvidenceKind, EvidenceRef, Provenance, Value};
use crate::model::state::MemberState;

/// One attribute for each title, with every value it was given, in order of appearance.
pub fn attributes(state: &MemberState) -> Vec<Attribute> {
    let mut found: Vec<Attribute> = Vec::new();
    for (title, value, row) in &state.fields {
        let values = value.split('、').map(|value| (value.to_owned(), 1.0));
        match found.iter_mut().find(|attribute| attribute.key == *title) {
            Some(attribute) => extend(attribute, values, *row),
            None => found.push(Attribute {
                key: title.clone(),
                value: Value::Words(values.collect()),
                confidence: 1.0,
                provenance: provenance(row.kind),
                n: 1,
                parts: Vec::new(),
                evidence: vec![*row],
                conflicts: Vec::new(),
            }),
        }
    }
    found
}

fn extend(attribute: &mut Attribute, values: impl Iterator<Item = (String, f64)>, row: EvidenceRef) {
    if let Value::Words(words) = &mut attribute.value {
        for value in values {
            if !words.contains(&value) {
                words.push(value);
            }
        }
    }
    attribute.n += 1;
    attribute.evidence.push(row);
}

fn provenance(kind: EvidenceKind) -> Provenance {
    if kind == EvidenceKind::Answer { Provenance::Surveyed } else { Provenance::Declared }
}

/// The operator's labels in a cell of a label column.
pub(super) fn labels(cell: &str) -> impl Iterator<Item = String> {
    cell.split(['、', ',', '，', ';', '；', '|', '\n'])
        .map(str::trim)
        .filter(|label| !label.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_given_twice_keeps_both_values() {
        let row = |row, kind| EvidenceRef { kind, row, weight: 1.0, against: false };
        let field = |title: &str, value: &str, at| (title.to_owned(), value.to_owned(), at);
        let fields = vec![
            field("会员等级", "金卡", row(1, EvidenceKind::Field)),
            field("爱好", "露营、跑步", row(2, EvidenceKind::Answer)),
            field("会员等级", "银卡", row(3, EvidenceKind::Field)),
        ];
        let [level, hobby] = &attributes(&MemberState { fields, ..MemberState::default() })[..] else { panic!() };
        assert_eq!(
            (level.value.words(), level.n, level.provenance),
            (vec!["金卡".into(), "银卡".into()], 2, Provenance::Declared)
        );
        assert_eq!((hobby.value.words().len(), hobby.provenance), (2, Provenance::Surveyed));
        assert_eq!(labels("种子用户、设计; VIP").collect::<Vec<_>>(), ["种子用户", "设计", "VIP"]);
    }
}
