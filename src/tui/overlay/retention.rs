//! Who goes on to speak, by the month in which they came.

use crate::lang::tui as say;
use crate::model::Day;
use crate::model::comparison::{Cohort, Retention};
use crate::query::{Comparison, Expr, Field, Operand};
use crate::text::display;
use crate::tui::overlay::leads::Lead;
use crate::tui::state::Remote;
use crate::tui::theme::Role;
use crate::tui::widget::Look;
use crate::tui::widget::document::Document;
use crate::tui::words;

/// Columns of a month's name, of its people, and of a share.
const MONTH: usize = 8;
const PEOPLE: usize = 7;
const SHARE: usize = 5;

/// A line for each month in which members came, with the share who spoke in each month since; then whom that leaves
/// out.
pub(super) fn write(page: &mut Document<Lead>, found: &Remote<Retention>, look: &Look) {
    let lang = look.lang;
    page.paragraph(say::COHORTS_ABOUT.get(lang), Role::Dim);
    let Some(retention) = &found.value else {
        let role = if found.error.is_some() { Role::Bad } else { Role::Dim };
        return page.paragraph(found.error.as_deref().unwrap_or(say::WAITING.get(lang)), role);
    };
    page.paragraph(say::COHORTS_KEYS.get(lang), Role::Dim);
    let months = retention.cohorts.iter().map(|cohort| cohort.months.len()).max().unwrap_or(0);
    let shown = months.min(page.width().saturating_sub(MONTH + PEOPLE + 1) / SHARE);
    let head: String = (0..shown).map(|month| format!("{month:>SHARE$}")).collect();
    page.line(vec![
        (display::fit(say::COHORT.get(lang), MONTH), Role::Title),
        (display::right(say::PEOPLE.get(lang), PEOPLE), Role::Title),
        (head, Role::Title),
    ]);
    for cohort in &retention.cohorts {
        let mut pieces = vec![
            (display::fit(&month_of(cohort.first), MONTH), Role::Text),
            (display::right(&words::count(cohort.members.len() as u64), PEOPLE), Role::Text),
        ];
        pieces.extend(cohort.months.iter().take(shown).map(|month| {
            let share = month.spoke as f64 / month.of.max(1) as f64;
            (display::right(&words::percent(Some(share)), SHARE), role(share))
        }));
        page.link(pieces, Lead::People(who_came(cohort, retention.since)));
    }
    page.line(Vec::new());
    left_out(page, retention, look);
}

fn left_out(page: &mut Document<Lead>, retention: &Retention, look: &Look) {
    let lang = look.lang;
    let since = retention.since.map(month_of);
    let earlier = say::came_earlier(lang, &words::count(retention.earlier), since.as_deref());
    match retention.since.filter(|_| retention.earlier > 0) {
        Some(since) => page.link(vec![(earlier, Role::Text)], Lead::People(who_came_before(since))),
        None => page.paragraph(&earlier, Role::Dim),
    }
    let others = [retention.first_seen, retention.undated, retention.staff].map(words::count);
    let [first_seen, undated, staff] = &others;
    page.paragraph(&say::not_in_retention(lang, first_seen, undated, staff), Role::Dim);
}

fn month_of(day: Day) -> String {
    day.date().strftime("%Y-%m").to_string()
}

/// Those of a cohort: by when they came, so that the filter can be read and kept; by their numbers where not everybody
/// who came then is in it.
fn who_came(cohort: &Cohort, since: Option<Day>) -> Expr {
    if since.is_none() {
        return Expr::these(cohort.members.iter().copied());
    }
    let (first, last) = (cohort.first, Day::from_date(cohort.first.date().last_of_month()));
    let within = |field| compared(field, Comparison::Has, Operand::Dates(first, last));
    // Whichever of the two days is earlier.
    let joined = both(within("joined"), unless_earlier("first_seen", first));
    let seen = both(within("first_seen"), unless_earlier("joined", last + 1));
    both(Expr::Or(vec![joined, seen]), Expr::without_staff())
}

fn who_came_before(since: Day) -> Expr {
    let before = |field| compared(field, Comparison::Less, Operand::Date(since));
    both(Expr::Or(vec![before("joined"), before("first_seen")]), Expr::without_staff())
}

/// From this day on, or unknown.
fn unless_earlier(field: &'static str, day: Day) -> Expr {
    Expr::Or(vec![compared(field, Comparison::AtLeast, Operand::Date(day)), Expr::Unknown(Field::Known(field))])
}

fn compared(field: &'static str, how: Comparison, with: Operand) -> Expr {
    Expr::Compare(Field::Known(field), how, with)
}

fn both(one: Expr, other: Expr) -> Expr {
    Expr::And(vec![one, other])
}

fn role(share: f64) -> Role {
    match share {
        0.5.. => Role::Good,
        0.2.. => Role::Text,
        _ => Role::Dim,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::task::request::{Answer, Question};
    use crate::task::session::Session;
    use crate::task::watch::Watch;

    #[test]
    fn a_month_opens_to_those_whom_it_counts() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::demo(&folder.path().join("store.db"), Lang::Zh, &mut Watch::nobody()).unwrap();
        let asked = |question| session.ask(&question).unwrap();
        let selected = |filter| match asked(Question::MemberIds(Some(filter))) {
            Answer::MemberIds(members) => members,
            other => panic!("{other:?}"),
        };
        let Answer::Cohorts(retention) = asked(Question::Cohorts) else { panic!("no cohorts") };
        for cohort in &retention.cohorts {
            let mut counted = cohort.members.clone();
            counted.sort_unstable();
            for since in [retention.since, None] {
                let mut opened = selected(who_came(cohort, since));
                opened.sort_unstable();
                assert_eq!(opened, counted, "{}", cohort.first);
            }
        }
        let earlier = selected(who_came_before(retention.since.unwrap()));
        assert!(earlier.len() as u64 == retention.earlier && retention.earlier > 0);
    }
}
