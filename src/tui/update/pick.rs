//! Choosing from a list: which lists there are, and what comes of a choice.

use crossterm::event::KeyCode;

use super::{act, clip, go, start, start_on};
use crate::lang::{Lang, Text, tui as say};
use crate::model::view::{Sort, StaffMark};
use crate::query::field;
use crate::task::request::Work;
use crate::tui::command::{Command, Id, Scope, lookup_typing, scopes};
use crate::tui::keymap::Bound;
use crate::tui::keys::Key;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::picker::{FoundBy, Item, Picker, Purpose};
use crate::tui::screen::{campaigns, dimensions, groups, lifecycle, members, slices, today};
use crate::tui::state::{Effect, Notice, State, Tab};
use crate::tui::words;

/// The list that a command lets choose from.
pub(super) fn picker(state: &State, id: Id) -> Picker {
    let lang = state.lang();
    let (purpose, title, items) = match id {
        Id::Sort if state.tab == Tab::Groups => (Purpose::Sort, say::PICK_SORT, groups::sort_items(lang)),
        Id::Sort => (Purpose::Sort, say::PICK_SORT, field_items(state, &sort_keys(state))),
        Id::Columns => (Purpose::Columns, say::PICK_COLUMNS, field_items(state, &column_keys(state))),
        Id::PickField => (Purpose::Field, say::PICK_FIELD, field_items(state, &dimensions::fields(state))),
        Id::CrossField => (Purpose::CrossField, say::PICK_CROSS, field_items(state, &dimensions::fields(state))),
        Id::GiveTag => {
            let picker = Picker::new(Purpose::GiveTag, say::PICK_TAG.get(lang), tag_items(state));
            return picker.coining(say::NEW_TAG.get(lang));
        }
        Id::MarkStaff => (Purpose::Staff, say::PICK_STAFF, staff_items(lang)),
        _ => return palette(state),
    };
    Picker::new(purpose, title.get(lang), items)
}

fn sort_keys(state: &State) -> Vec<String> {
    let mut keys = vec![Sort::default().key];
    keys.extend(column_keys(state).into_iter().filter(|key| key != "tags"));
    keys
}

fn column_keys(state: &State) -> Vec<String> {
    let built_in = members::BUILT_IN.iter().map(|key| (*key).to_owned());
    let further = dimensions::fields(state).into_iter().filter(|key| !members::BUILT_IN.contains(&key.as_str()));
    built_in.chain(further).collect()
}

fn field_items(state: &State, keys: &[String]) -> Vec<Item> {
    let lang = state.lang();
    let item = |key: &String| {
        let is_rank = *key == Sort::default().key;
        let about = field::find(key).map_or("", |spec| lang.pick(spec.about));
        Item {
            key: key.clone(),
            title: if is_rank { say::SORT_RANK.get(lang).to_owned() } else { words::title(key, lang) },
            about: if is_rank { say::SORT_RANK_ABOUT.get(lang).to_owned() } else { about.to_owned() },
            ticked: state.members.columns.contains(key),
        }
    };
    keys.iter().map(item).collect()
}

/// The tags that there are, each with how many bear it; those that nobody bears come last.
fn tag_items(state: &State) -> Vec<Item> {
    let mut tags: Vec<&String> = state.vocabulary.value.iter().flat_map(|vocabulary| &vocabulary.tags).collect();
    tags.sort_by_key(|tag| state.tags.bearers(tag) == Some(0));
    let item = |tag: &String| {
        let about = state.tags.bearers(tag).map(|members| say::people(state.lang(), &words::count(members)));
        Item { key: tag.clone(), title: tag.clone(), about: about.unwrap_or_default(), ticked: false }
    };
    tags.into_iter().map(item).collect()
}

fn staff_items(lang: Lang) -> Vec<Item> {
    let item = |(mark, title): (StaffMark, Text)| Item {
        key: mark.key().to_owned(),
        title: title.get(lang).to_owned(),
        about: String::new(),
        ticked: false,
    };
    StaffMark::ALL.into_iter().zip([say::IS_STAFF, say::IS_BOT, say::IS_MEMBER]).map(item).collect()
}

/// Every command with its first key: those of this screen, then why those at the end are of no use now, or of which
/// screen they are. Each is found by its texts in both languages.
fn palette(state: &State) -> Picker {
    let lang = state.lang();
    let here = scopes(state);
    let is_here = |bound: &Bound| here.contains(&bound.command.scope);
    let mut own: Vec<&Bound> = Vec::new();
    for bound in here.iter().flat_map(|scope| state.keymap.of(*scope)) {
        // What a screen has of its own stands for the same everywhere.
        if bound.command.id != Id::Palette && own.iter().all(|inner| inner.command.id != bound.command.id) {
            own.push(bound);
        }
    }
    let (mut bounds, of_no_use): (Vec<_>, Vec<_>) = own.into_iter().partition(|bound| bound.command.is_enabled(state));
    let useful = bounds.len();
    let elsewhere = Scope::ALL.into_iter().filter(|scope| !here.contains(scope) && scope.is_a_screen());
    bounds.extend(of_no_use.into_iter().chain(elsewhere.flat_map(|scope| state.keymap.of(scope))));
    let item = |bound: &Bound| {
        let command = bound.command;
        let about = match (command.enabled)(state) {
            _ if !is_here(bound) => say::on_screen(lang, command.scope.title().get(lang), command.about.get(lang)),
            Ok(()) => command.about.get(lang).to_owned(),
            Err(reason) => format!("{}{}", say::NOT_NOW.get(lang), reason.get(lang)),
        };
        Item {
            key: bound.command.place(),
            title: bound.command.title.get(lang).to_owned(),
            about: format!("{:<9} {about}", bound.title()),
            ticked: false,
        }
    };
    let picker = Picker::new(Purpose::Command, say::PALETTE.get(lang), bounds.iter().copied().map(item).collect());
    let found_by = bounds.iter().map(|bound| {
        let about = bound.command.about;
        FoundBy::new(&bound.called().iter().map(String::as_str).collect::<Vec<_>>(), &[about.zh, about.en])
    });
    picker.found_by(found_by.collect(), useful)
}

/// Goes to the screen of a command, and says how it is given there.
fn go_to(state: &mut State, command: &Command) -> Vec<Effect> {
    let lang = state.lang();
    let key = state.keymap.find(&command.place()).map(Bound::title).unwrap_or_default();
    let effects = command.scope.tab().map(|tab| go(state, tab)).unwrap_or_default();
    let screen = command.scope.title().get(lang);
    state.notice = Some(Notice::Info(say::given_there(lang, screen, &key, command.title.get(lang))));
    effects
}

/// A key while something is chosen from a list.
pub(super) fn press_picker(state: &mut State, key: Key, mut picker: Picker) -> Vec<Effect> {
    let several = picker.purpose == Purpose::Columns;
    match lookup_typing(state, key) {
        Some(Id::Cancel) => return Vec::new(),
        Some(Id::Submit) if picker.purpose == Purpose::Snooze => return put_off(state, picker),
        Some(Id::Submit) if !several => return pick(state, &picker),
        Some(Id::Submit) => return Vec::new(),
        Some(Id::Toggle) | Some(Id::Complete) if several => toggle_column(state, &mut picker),
        Some(Id::Older) => picker.step(-1),
        Some(Id::Newer) => picker.step(1),
        _ => match key.code {
            KeyCode::PageUp => picker.step(-10),
            KeyCode::PageDown => picker.step(10),
            KeyCode::Char(' ') if several => toggle_column(state, &mut picker),
            _ => picker.press(key),
        },
    }
    state.overlay = Some(Overlay::Picker(picker));
    Vec::new()
}

fn toggle_column(state: &mut State, picker: &mut Picker) {
    if let Some(item) = picker.current() {
        state.members.toggle_column(&item.key.clone());
        picker.toggle();
    }
}

/// Puts the matter off for the days that are typed, also where 4 would find 14; else for those chosen.
fn put_off(state: &mut State, picker: Picker) -> Vec<Effect> {
    let typed = picker.typed().trim();
    let days = match today::put_off(&state.today, typed) {
        None => picker.current().and_then(|item| item.key.parse().ok()),
        typed => typed,
    };
    if days.is_some() {
        return act::deal(state, days);
    }
    state.notice = Some(Notice::Problem(say::SNOOZE_BAD.get(state.lang()).to_owned()));
    state.overlay = Some(Overlay::Picker(picker));
    Vec::new()
}

/// Does what the chosen item means.
fn pick(state: &mut State, picker: &Picker) -> Vec<Effect> {
    let Some(key) = picker.current().map(|item| item.key.clone()) else { return Vec::new() };
    match picker.purpose {
        Purpose::Command => {
            let command = state.keymap.find(&key).map(|bound| bound.command);
            return match command {
                Some(command) if scopes(state).contains(&command.scope) => act::try_to(state, command),
                Some(command) => go_to(state, command),
                None => Vec::new(),
            };
        }
        Purpose::Sort if state.tab == Tab::Groups => {
            // Names read best from the first, numbers from the largest.
            let ascending = matches!(key.as_str(), "name" | "community" | "leaders");
            state.groups.sort = Sort { ascending, key };
        }
        Purpose::Sort => {
            // Words read best from the first, numbers from the largest.
            let ascending =
                matches!(key.as_str(), "rank" | "name" | "stage" | "community" | "platform" | "platform_id");
            state.members.sort = Sort { ascending, key };
            state.members.list.rewind();
        }
        Purpose::Columns => {}
        Purpose::Field => {
            state.dimensions.field = key;
            state.dimensions.rewind();
            return vec![dimensions::fetch(state)];
        }
        Purpose::CrossField => {
            let against = &mut state.dimensions.against;
            *against = if against.as_ref() == Some(&key) { None } else { Some(key) };
            state.dimensions.rewind();
            return vec![dimensions::fetch(state)];
        }
        Purpose::Stage => return act::narrow(state, Some(lifecycle::condition(&key))),
        Purpose::Slice => slices::choose(state, &key),
        Purpose::Window => lifecycle::choose_window(state, &key),
        Purpose::News => return act::see_news(state, &key),
        Purpose::JoinsInBulk => {
            let (ids, accepts) = state.joins.in_bulk(&key);
            if ids.is_empty() {
                return Vec::new();
            }
            return start(state, if accepts { Work::AcceptJoins(ids) } else { Work::RejectJoins(ids) });
        }
        Purpose::Copy => return clip::copy(state, key),
        Purpose::Scheme => return start(state, Work::TryScheme(key)),
        Purpose::Tune => {
            let order = state.campaigns.order(campaigns::TOLD.into_iter().find(|told| *told == key));
            return order.map(|order| start(state, Work::Tune(order))).unwrap_or_default();
        }
        // Who asks for it takes it otherwise.
        Purpose::ColumnField | Purpose::Snooze => {}
        Purpose::Staff => {
            let chosen = members::chosen(state);
            let mark = StaffMark::ALL.into_iter().find(|mark| mark.key() == key);
            let count = chosen.len();
            return mark.map(|mark| start_on(state, count, Work::Staff(chosen, mark))).unwrap_or_default();
        }
        Purpose::GiveTag | Purpose::TakeTag => {
            let chosen = members::chosen(state);
            let gives = picker.purpose == Purpose::GiveTag;
            let count = chosen.len();
            let work = if gives { Work::AddTag(key, chosen) } else { Work::RemoveTag(key, chosen) };
            return start_on(state, count, work);
        }
    }
    Vec::new()
}
