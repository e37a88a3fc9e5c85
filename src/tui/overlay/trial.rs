//! What another scheme would change, before it is used.

use crate::config::Change;
use crate::lang::{Lang, outcome, profile, scheme as words, tui as say};
use crate::model::Value;
use crate::model::shift::{Named, RankShift, StateShift, TagShift};
use crate::model::tuning::{HeldOut, Tuning};
use crate::task::request::Trial;
use crate::text::display;
use crate::tui::theme::Role;
use crate::tui::widget::Look;
use crate::tui::widget::document::{Document, Piece};
use crate::tui::words as shown;

/// Settings told one by one.
const SETTINGS: usize = 8;
/// Members named for a tag.
const EXAMPLES: usize = 3;
/// Columns of a name.
const NAME: usize = 24;

/// A trial being looked at.
#[derive(Debug)]
pub(in crate::tui) struct Looked {
    pub(in crate::tui) trial: Box<Trial>,
    /// The fit that it is of, where nobody wrote a scheme of it.
    pub(in crate::tui) tuning: Option<Box<Tuning>>,
    /// The first line on screen.
    pub(in crate::tui) top: u64,
}

impl Looked {
    pub(in crate::tui) fn title(&self, lang: Lang) -> &'static str {
        if self.tuning.is_some() { outcome::TUNING_TITLE } else { say::TRIAL_TITLE }.get(lang)
    }
}

/// Tags first, then rankings, levels and stages, and the settings behind it all.
pub(in crate::tui) fn document(looked: &Looked, look: &Look, width: u16) -> Document<()> {
    let lang = look.lang;
    let mut page = Document::new(width);
    let Trial { from, to, changes, shifts } = &*looked.trial;
    if let Some(tuning) = &looked.tuning {
        fitted(&mut page, tuning, look);
        page.heading(outcome::WHAT_THEY_CHANGE.get(lang));
    }
    page.paragraph(&words::compared(lang, from, &to.1, changes.len(), shifts.members), Role::Text);
    match &looked.tuning {
        Some(tuning) => page.paragraph(&outcome::how_to_keep(lang, &tuning.campaign), Role::Dim),
        None => page.paragraph(say::TRIAL_KEYS.get(lang), Role::Dim),
    }
    page.heading(words::TAG.get(lang));
    shifts.tags.iter().for_each(|tag| tag_lines(&mut page, tag, look));
    if shifts.tags.is_empty() {
        page.paragraph(say::TRIAL_NOTHING.get(lang), Role::Dim);
    }
    shifts
        .rankings
        .iter()
        .filter(|ranking| !ranking.leaders.is_empty())
        .for_each(|ranking| places(&mut page, ranking, look));
    if !shifts.states.is_empty() {
        page.heading(words::STATE.get(lang));
        shifts.states.iter().for_each(|shift| state_line(&mut page, shift, look));
    }
    if !changes.is_empty() {
        page.heading(words::SETTING.get(lang));
        changes.iter().take(SETTINGS).for_each(|change| setting(&mut page, change));
    }
    if changes.len() > SETTINGS {
        page.paragraph(&words::more_settings(lang, changes.len() - SETTINGS), Role::Dim);
    }
    page
}

/// Weights that were fitted on a campaign, and how they order those on whom they were not.
fn fitted(page: &mut Document<()>, tuning: &Tuning, look: &Look) {
    let lang = look.lang;
    let on = if tuning.on == "bought" { outcome::BOUGHT } else { outcome::ANSWERED };
    let sizes = ((tuning.did, tuning.n), (tuning.trained, tuning.held_out));
    let score = shown::title(tuning.score, lang);
    page.paragraph(
        &outcome::tuned(lang, &tuning.campaign, &score, on, sizes.0, tuning.day.as_deref(), sizes.1),
        Role::Text,
    );
    page.line(vec![
        (display::fit(outcome::PART.get(lang), NAME), Role::Title),
        (format!(" {} → {}", outcome::WEIGHT_NOW.get(lang), outcome::WEIGHT_FITTED.get(lang)), Role::Title),
    ]);
    for part in &tuning.weights {
        page.line(vec![
            (display::fit(profile::part(part.part, lang), NAME), Role::Text),
            (format!(" {:.3} → {:.3}", part.before, part.after), Role::Accent),
        ]);
    }
    let of = |one: &HeldOut| (one.auc, one.low, one.high);
    let (before, after) = (of(&tuning.before), of(&tuning.after));
    let difference = (after.0 - before.0, tuning.difference_low, tuning.difference_high);
    page.paragraph(&outcome::on_the_others(lang, before, after, difference, tuning.held_out), Role::Text);
    let is_clear = tuning.difference_low > 0.0;
    let caution = if is_clear { outcome::TUNING_CAUTION } else { outcome::TUNING_UNCLEAR };
    page.paragraph(caution.get(lang), if is_clear { Role::Good } else { Role::Warn });
}

fn tag_lines(page: &mut Document<()>, tag: &TagShift, look: &Look) {
    let counts = format!("{} → {}", shown::count(tag.before), shown::count(tag.after));
    page.line(vec![
        (display::fit(&display::clean(&tag.name), NAME), Role::Accent),
        (format!(" {counts:<16}"), Role::Text),
        (format!("+{}", shown::count(tag.gained)), Role::Good),
        (format!("  −{}", shown::count(tag.lost)), Role::Bad),
    ]);
    let names = |named: &[Named]| {
        let names: Vec<String> = named.iter().take(EXAMPLES).map(|one| look.name(one.id, &one.name)).collect();
        names.join(look.lang.pick(("、", ", ")))
    };
    for (sign, named) in [("+", &tag.gaining), ("−", &tag.losing)] {
        if !named.is_empty() {
            page.paragraph(&format!("  {sign} {}", names(named)), Role::Dim);
        }
    }
}

fn places(page: &mut Document<()>, ranking: &RankShift, look: &Look) {
    page.heading(&shown::title(&ranking.score, look.lang));
    let place = |place: Option<u64>| place.map_or(shown::UNKNOWN.to_owned(), |place| place.to_string());
    for leader in &ranking.leaders {
        let pieces: Vec<Piece> = vec![
            (display::fit(&look.name(leader.member.id, &leader.member.name), NAME), Role::Text),
            (format!(" {} → {}", place(leader.before), place(leader.after)), Role::Accent),
        ];
        page.line(pieces);
    }
}

fn state_line(page: &mut Document<()>, shift: &StateShift, look: &Look) {
    let word = |code: &Option<String>| {
        code.as_ref()
            .map_or(shown::UNKNOWN.to_owned(), |code| shown::value(&shift.what, &Value::Code(code.clone()), look.lang))
    };
    let text = format!("{}: {} → {}", shown::title(&shift.what, look.lang), word(&shift.before), word(&shift.after));
    page.line(vec![
        (display::fit(&text, NAME + 17), Role::Text),
        (format!(" {}", shown::count(shift.members)), Role::Accent),
    ]);
}

fn setting(page: &mut Document<()>, change: &Change) {
    let side = |side: &Option<String>| {
        side.as_deref().map_or(shown::UNKNOWN.to_owned(), |text| display::clean(text).into_owned())
    };
    page.line(vec![
        (display::fit(&display::clean(&change.key), NAME), Role::Dim),
        (format!(" {} → {}", side(&change.before), side(&change.after)), Role::Text),
    ]);
}
