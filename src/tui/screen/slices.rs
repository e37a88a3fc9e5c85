//! Of what the list of leaders is: a group, a topic, some days; each chosen by itself, and chosen again no longer.

use super::ranking::{self, Ranked};
use crate::lang::{Lang, leaders as say, potential};
use crate::model::GroupId;
use crate::model::slice::{Days, Slice};
use crate::task::leaders;
use crate::task::request::Ranking;
use crate::tui::overlay::picker::{Item, Picker, Purpose};
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::Look;

/// Spans that are offered, in days before the as-of day.
const SPANS: [i32; 4] = [30, 90, 180, 365];

/// What the list can be of.
pub(in crate::tui) fn pick(state: &State) -> Picker {
    let lang = state.lang();
    let chosen = chosen(state);
    let item = |key: String, title: String, about: &str, ticked: bool| {
        let mark = if ticked { format!("{} · ", say::CHOSEN.get(lang)) } else { String::new() };
        Item { key, title, about: format!("{mark}{about}"), ticked }
    };
    let mut items = vec![item(
        "all".to_owned(),
        say::EVERYTHING.get(lang).to_owned(),
        say::EVERYTHING_ABOUT.get(lang),
        chosen.is_whole(),
    )];
    let days = |days: i32| {
        item(
            format!("days:{days}"),
            say::last_days(lang, days),
            say::SOME_DAYS.get(lang),
            chosen.days == Days::Last(days),
        )
    };
    items.extend(SPANS.map(days));
    items.push(item(
        "explicit".to_owned(),
        say::EXPLICIT.get(lang).to_owned(),
        say::EXPLICIT_ABOUT.get(lang),
        chosen.explicit,
    ));
    let topic = |name: &String| {
        let is_chosen = chosen.topic.as_ref() == Some(name);
        item(format!("topic:{name}"), name.clone(), say::A_TOPIC.get(lang), is_chosen)
    };
    items.extend(topics(state).iter().map(topic));
    let group = |(id, name): &(GroupId, String)| {
        let is_chosen = chosen.group.as_ref().is_some_and(|(chosen, _)| chosen == id);
        item(format!("group:{}", id.0), state.look.words(name), say::A_GROUP.get(lang), is_chosen)
    };
    items.extend(state.vocabulary.value.iter().flat_map(|vocabulary| &vocabulary.groups).map(group));
    Picker::new(Purpose::Slice, say::PICK_SLICE.get(lang), items)
}

/// Takes a choice; what is chosen already is given up.
pub(in crate::tui) fn choose(state: &mut State, key: &str) {
    let mut slice = chosen(state).clone();
    match key.split_once(':') {
        Some(("days", days)) => {
            let days = days.parse().map_or(Days::All, Days::Last);
            slice.days = if slice.days == days { Days::All } else { days };
        }
        Some(("topic", name)) => {
            slice.topic = Some(name.to_owned()).filter(|name| slice.topic.as_ref() != Some(name));
        }
        Some(("group", number)) => {
            let groups = state.vocabulary.value.iter().flat_map(|vocabulary| &vocabulary.groups);
            let found = groups.into_iter().find(|(id, _)| id.0.to_string() == number).cloned();
            slice.group = found.filter(|found| slice.group.as_ref() != Some(found));
        }
        _ if key == "explicit" => slice.explicit = !slice.explicit,
        _ => slice = Slice::default(),
    }
    // Rows of another slice must not stand under this one's name while it is read.
    state.kol = Ranked::new(Ranking::Kol(slice));
}

/// A slice by its name; a group's is hidden as texts are.
pub(in crate::tui) fn name(look: &Look, slice: &Slice) -> String {
    let name = leaders::name(look.lang, slice);
    if look.privacy && slice.group.is_some() { look.words(&name) } else { name }
}

/// What the breadcrumb says of the slice.
pub(in crate::tui) fn crumbs(state: &State) -> Vec<(String, Role)> {
    let lang: Lang = state.lang();
    if state.kol.ranking == Ranking::Potential {
        return vec![(potential::TITLE.get(lang).to_owned(), Role::Text)];
    }
    let Some(slice) = state.kol.slice() else { return Vec::new() };
    std::iter::once((name(&state.look, slice), Role::Accent)).chain(cut(&state.kol, lang)).collect()
}

/// What is said of a list that is read no further than its first members.
pub(in crate::tui) fn cut(ranked: &Ranked, lang: Lang) -> Option<(String, Role)> {
    (ranked.list.total() == ranking::SLICE).then(|| (say::first_of(lang, ranking::SLICE), Role::Dim))
}

fn chosen(state: &State) -> &Slice {
    static WHOLE: Slice = Slice { group: None, topic: None, days: Days::All, explicit: false };
    state.kol.slice().unwrap_or(&WHOLE)
}

/// Topics that the scheme looks for.
fn topics(state: &State) -> &[String] {
    state.vocabulary.value.as_ref().map_or(&[], |vocabulary| vocabulary.topics.as_slice())
}
