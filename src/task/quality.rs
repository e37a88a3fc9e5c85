//! What is to be said of a store's data: file by file, and of groups that fall silent.

use crate::lang::{Lang, quality as say};
use crate::model::Day;
use crate::model::quality::{Gap, ImportQuality, Quality, Share};

/// One thing to know of an import or a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// The import it is about; `None` for a group's.
    pub import: Option<i64>,
    /// The file's path, or the group's name.
    pub about: String,
    /// A stable key: `span`, `duplicate`, `skipped`, `unknown_mentions`, `lost_replies`,
    /// `unjoined`, `future`, `too_early`, `zone`, `gap`.
    pub key: &'static str,
    /// Whether nothing asks for a second look.
    pub ok: bool,
    /// How many rows or days.
    pub count: Option<u64>,
    /// Of how many.
    pub of: Option<u64>,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub until: Option<Day>,
    /// The same as a phrase.
    pub text: String,
}

/// Everything that is to be said, the latest import first, groups last.
pub fn remarks(quality: &Quality, lang: Lang) -> Vec<Remark> {
    let of_imports = quality.imports.iter().flat_map(|import| of_import(import, lang));
    of_imports.chain(quality.gaps.iter().map(|gap| of_gap(gap, lang))).collect()
}

fn of_import(import: &ImportQuality, lang: Lang) -> Vec<Remark> {
    let remark = |key, ok, text| Remark {
        import: Some(import.import),
        about: import.path.clone(),
        key,
        ok,
        count: None,
        of: None,
        from: None,
        until: None,
        text,
    };
    let share =
        |key, ok, share: Share, text| Remark { count: Some(share.count), of: Some(share.of), ..remark(key, ok, text) };
    let count = |key, count: u64, text| Remark { count: Some(count), ..remark(key, count == 0, text) };
    let mut said = Vec::new();
    if let Some((from, until)) = import.span {
        let span = remark("span", true, say::span(lang, &from.to_string(), &until.to_string()));
        said.push(Remark { from: Some(from), until: Some(until), ..span });
    }
    let ImportQuality { duplicate, skipped, lost_replies, unjoined, .. } = *import;
    said.push(share("duplicate", true, duplicate, say::duplicate(lang, duplicate.count, duplicate.of)));
    said.push(share("skipped", !skipped.is_some(), skipped, say::skipped(lang, skipped.count, skipped.of)));
    if let Some(unknown) = import.unknown_mentions {
        said.push(count("unknown_mentions", unknown, say::unknown_mentions(lang, unknown)));
    }
    if lost_replies.of > 0 {
        said.push(share(
            "lost_replies",
            !lost_replies.is_some(),
            lost_replies,
            say::lost_replies(lang, lost_replies.count, lost_replies.of),
        ));
    }
    if unjoined.of > 0 {
        said.push(share("unjoined", !unjoined.is_some(), unjoined, say::unjoined(lang, unjoined.count, unjoined.of)));
    }
    said.push(count("future", import.future, say::future(lang, import.future)));
    said.push(count("too_early", import.too_early, say::too_early(lang, import.too_early)));
    let zones = import.clock.exporter.len();
    // Two zones are summer and winter of one place; more are no place's.
    let is_sure = !import.clock.assumed && zones <= 2;
    let assumed = import.clock.assumed.then_some(import.zone.as_str());
    if assumed.is_some() || zones > 0 {
        said.push(remark("zone", is_sure, say::zone(lang, assumed, &import.clock.exporter)));
    }
    said
}

fn of_gap(gap: &Gap, lang: Lang) -> Remark {
    Remark {
        import: None,
        about: gap.group.clone(),
        key: "gap",
        ok: false,
        count: Some(gap.days()),
        of: None,
        from: Some(gap.from),
        until: Some(gap.until),
        text: say::gap(lang, gap.days(), &gap.from.to_string(), &gap.until.to_string()),
    }
}
