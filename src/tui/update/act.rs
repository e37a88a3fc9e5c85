//! What each command does.

use super::{clip, filter_changed, go, go_to, import, mark, pick, shape, start, step, untag};
use crate::lang::{Lang, compare as lang, tui as say};
use crate::model::{Day, MemberId};
use crate::query::Expr;
use crate::task::request::{Question, Work};
use crate::tui::command::{Command, Id};
use crate::tui::filter::Typing;
use crate::tui::overlay::bundle::BundleForm;
use crate::tui::overlay::compare::Comparison;
use crate::tui::overlay::contrast::{Contrast, What};
use crate::tui::overlay::export::ExportForm;
use crate::tui::overlay::help::Help;
use crate::tui::overlay::prompt::{Prompt, Purpose as PromptPurpose};
use crate::tui::overlay::sayings::Sayings;
use crate::tui::overlay::{Confirm, Overlay};
use crate::tui::screen::{
    campaigns, content, dimensions, groups, imports, joins, lifecycle, member, members, personas, slices, tags, today,
};
use crate::tui::state::{Effect, Leave, Notice, Remote, State, Tab, ask};
use crate::tui::subject;

/// Days that a comparison of two days goes back at first.
const MONTH: i32 = 30;

/// Carries a command out, or says why not.
pub(super) fn try_to(state: &mut State, command: &Command) -> Vec<Effect> {
    match (command.enabled)(state) {
        Ok(()) => {
            state.notice = None;
            act(state, command.id)
        }
        Err(reason) => {
            state.notice = Some(Notice::Problem(reason.get(state.lang()).to_owned()));
            Vec::new()
        }
    }
}

/// Carries a command out.
pub(super) fn act(state: &mut State, id: Id) -> Vec<Effect> {
    match id {
        Id::Go(tab) => return go_to(state, tab),
        Id::NextTab => return go(state, neighbour(state.tab, 1)),
        Id::PreviousTab => return go(state, neighbour(state.tab, Tab::ALL.len() - 1)),
        Id::Up => step(state, -1),
        Id::Down => step(state, 1),
        Id::PageUp => step(state, -page(state)),
        Id::PageDown => step(state, page(state)),
        Id::First => step(state, i64::MIN + 1),
        Id::Last => step(state, i64::MAX),
        Id::Open => return open(state),
        Id::ToTags | Id::ToList => {
            state.members.in_sidebar = id == Id::ToTags;
            step(state, 0);
        }
        Id::Done => return deal(state, None),
        Id::PickSlice => state.overlay = Some(Overlay::Picker(slices::pick(state))),
        Id::PickStage => state.overlay = Some(Overlay::Picker(lifecycle::pick(state))),
        Id::PickWindow => state.overlay = Some(Overlay::Picker(lifecycle::pick_window(state))),
        Id::Cohorts => return super::leads::ask_for_cohorts(state),
        Id::Ties => {
            let Some(member) = super::current_member(state) else { return Vec::new() };
            state.overlay = Some(Overlay::Ties(0));
            state.ties = Remote::default();
            return vec![ask!(state, state.ties, Question::Ties(member))];
        }
        Id::SeeNews => state.overlay = today::news(state).map(Overlay::Picker),
        Id::FindReasons => {
            let filter = state.filter.expr().cloned();
            return start(state, Work::FindReasons(filter));
        }
        Id::Tune => {
            if let Some(choice) = campaigns::pick(state) {
                state.overlay = Some(Overlay::Picker(choice));
                return Vec::new();
            }
            let order = state.campaigns.order(None);
            return order.map(|order| start(state, Work::Tune(order))).unwrap_or_default();
        }
        Id::TryWindows => return start(state, Work::TryWindows),
        Id::SeeWeek => {
            let filter = state.filter.expr().cloned();
            return start(state, Work::SeeWeek(filter));
        }
        Id::Snooze => {
            let name = state.today.current().map_or(String::new(), |item| state.look.name(item.member, &item.name));
            state.overlay = Some(Overlay::Picker(today::snooze(state.lang(), &name)));
        }
        Id::FollowUp => return plan(state),
        Id::AddNote => {
            let member = super::current_member(state);
            return member.map(|member| prompt(state, PromptPurpose::Note(member))).unwrap_or_default();
        }
        Id::RemoveNote => {
            let note = member::note(state);
            return note.map(|(member, note)| start(state, Work::RemoveNote(member, note))).unwrap_or_default();
        }
        Id::Back => return back(state),
        Id::Quit => return vec![Effect::Leave(Leave::Quit)],
        Id::TryDemo => return vec![Effect::Leave(Leave::Demo)],
        Id::Hints => state.overlay = Some(Overlay::Hints(0)),
        Id::Lock => return lock(state),
        Id::Help => state.overlay = Some(Overlay::Help(Help::default())),
        Id::EditFilter => return edit(state, Typing::Filter),
        Id::Search => return edit(state, Typing::Search),
        Id::TakeBack => {
            state.pages.clear();
            if state.filter.take_back() {
                return filter_changed(state);
            }
        }
        Id::ClearFilter => {
            state.filter.put(None, state.look.lang);
            return filter_changed(state);
        }
        Id::Reload => return super::reload(state),
        Id::Rebuild => return start(state, Work::Build { all: true }),
        Id::Export => return export(state),
        Id::TakeTag => return untag::ask_for(state),
        Id::ImportFiles => return prompt(state, PromptPurpose::Import),
        Id::SaveSegment => return prompt(state, PromptPurpose::Segment),
        Id::Palette | Id::Sort | Id::Columns | Id::GiveTag | Id::MarkStaff | Id::PickField | Id::CrossField => {
            state.overlay = Some(Overlay::Picker(pick::picker(state, id)));
        }
        Id::Evidence if state.tab == Tab::Content && state.pages.is_empty() => {
            state.overlay = Some(Overlay::Sayings(Sayings::default()));
            return content::fetch_spoken(state).into_iter().collect();
        }
        Id::Evidence => return evidence(state),
        Id::NextMember => return turn(state, 1),
        Id::PreviousMember => return turn(state, -1),
        Id::Exclude => return exclude(state),
        Id::DeleteSegment => {
            let segment = state.tags.segment_at(state.tags.cursor.at);
            let name = segment.map(|segment| segment.name.clone());
            state.overlay = name.map(|name| Overlay::Confirm(Confirm::DeleteSegment(name)));
        }
        Id::OrElse => return or_else(state),
        Id::WhoMoved => {
            let condition = tags::moved(&state.tags);
            return narrow(state, condition);
        }
        Id::RenameSegment => {
            let name = state.tags.segment_at(state.tags.cursor.at).map(|segment| segment.name.clone());
            state.overlay =
                name.map(|name| Overlay::Prompt(Prompt::of_segment(PromptPurpose::Rename, &name, &name, state.lang())));
        }
        Id::BundleSegment => {
            let Some(segment) = state.tags.segment_at(state.tags.cursor.at) else { return Vec::new() };
            state.overlay = Some(Overlay::Bundle(BundleForm::new(&segment.name, state.lang())));
        }
        Id::SegmentDays => {
            let Some(segment) = state.tags.segment_at(state.tags.cursor.at) else { return Vec::new() };
            let days = past_month(state);
            let prompt = Prompt::of_segment(PromptPurpose::SegmentDays, &segment.name, &days, state.lang());
            let prompt = prompt.knowing(days_built(state));
            state.overlay = Some(Overlay::Prompt(prompt));
        }
        Id::PreviousColumn => step_column(state, -1),
        Id::NextColumn => step_column(state, 1),
        Id::NextView => {
            match state.tab {
                Tab::Personas => state.personas.turn_to(state.personas.view.next()),
                Tab::Imports => state.imports.next_view(),
                _ => state.groups.turn_to(state.groups.view.next()),
            }
            return super::fetch_screen(state);
        }
        Id::PreviousField => return neighbour_field(state, -1),
        Id::NextField => return neighbour_field(state, 1),
        Id::Accept | Id::Reject => return decide(state, id == Id::Accept),
        Id::Split => return split(state),
        Id::Undo => return start(state, Work::Undo),
        Id::Redo => return start(state, Work::Redo),
        Id::Bulk => state.overlay = Some(Overlay::Picker(joins::bulk(state))),
        Id::History => state.merges.toggle_history(),
        Id::OpenOther => {
            let other = state.merges.current().map(|(_, other)| other);
            return other.map(|other| member::open(state, other)).unwrap_or_default();
        }
        Id::CompareMarked if state.tab == Tab::Tags && state.pages.is_empty() => return compare_sets(state),
        Id::CompareMarked => return compare(state),
        Id::ByPotential => state.kol.turn(),
        Id::Brief => return super::brief::ask_for(state),
        Id::Similar => return super::similar::ask_for(state),
        Id::Review => return super::review::begin(state),
        Id::CompareDays => {
            let prompt = Prompt::new(PromptPurpose::Days, &past_month(state), state.lang());
            let prompt = prompt.knowing(days_built(state));
            state.overlay = Some(Overlay::Prompt(prompt));
        }
        Id::Scheme => return super::scheme::ask_for(state),
        Id::NameColumns => return import::again(state),
        Id::OptOut => {
            let chosen = members::chosen(state);
            let name = match chosen.as_slice() {
                [only] => name_of(state, *only),
                _ => String::new(),
            };
            state.overlay = Some(Overlay::Confirm(Confirm::OptOut(chosen, name)));
        }
        Id::CopyName => return clip::copy_name(state),
        Id::CopyMore => state.overlay = clip::choices(state).map(Overlay::Picker),
        Id::Pager => return clip::page(state),
        Id::Suspend => return vec![Effect::Suspend],
        Id::ReverseSort if state.tab == Tab::Groups => state.groups.sort.ascending = !state.groups.sort.ascending,
        Id::ReverseSort => {
            state.members.sort.ascending = !state.members.sort.ascending;
            state.members.list.rewind();
        }
        Id::Mark => mark::one(state),
        Id::MarkAll => return mark::all(state),
        Id::Unmark => state.marked.clear(),
        Id::Sidebar | Id::Privacy | Id::Language | Id::NextTheme | Id::Ascii | Id::Mouse => return switch(state, id),
        Id::Submit | Id::Cancel | Id::Complete | Id::Older | Id::Newer | Id::Toggle => {}
    }
    Vec::new()
}

fn neighbour(tab: Tab, step: usize) -> Tab {
    let at = Tab::ALL.iter().position(|other| *other == tab).unwrap_or(0);
    Tab::ALL[(at + step) % Tab::ALL.len()]
}

fn page(state: &State) -> i64 {
    let (_, height) = shape(state);
    height.saturating_sub(1).max(1) as i64
}

fn switch(state: &mut State, id: Id) -> Vec<Effect> {
    let look = &mut state.look;
    match id {
        Id::Privacy => look.privacy = !look.privacy,
        Id::Language => {
            let before = look.lang;
            look.lang = if before == Lang::Zh { Lang::En } else { Lang::Zh };
            state.filter.translate(before, look.lang);
            let mut effects = vec![Effect::Speak(look.lang)];
            // What the workers said is said again.
            effects.extend(super::reload(state));
            return effects;
        }
        Id::NextTheme => {
            let theme = say::theme(look.lang, look.palette.turn());
            state.notice = Some(Notice::Info(theme));
        }
        Id::Ascii => look.ascii = !look.ascii,
        Id::Sidebar => {
            state.members.sidebar = !state.members.sidebar;
            return super::fetch_screen(state);
        }
        Id::Mouse => {
            state.mouse = !state.mouse;
            let text = if state.mouse { say::MOUSE_ON } else { say::MOUSE_OFF };
            state.notice = Some(Notice::Info(text.get(state.lang()).to_owned()));
            return vec![Effect::Mouse(state.mouse)];
        }
        _ => {}
    }
    Vec::new()
}

/// Opens what the cursor is on: a member, evidence, or one more condition.
fn open(state: &mut State) -> Vec<Effect> {
    if !state.pages.is_empty() {
        return member::follow(state);
    }
    match state.tab {
        Tab::Members if members::is_in_sidebar(state) => {
            let condition = tag_condition(state);
            narrow(state, condition)
        }
        Tab::Today | Tab::Members | Tab::Kol | Tab::Churn => match super::current_member(state) {
            Some(id) => member::open(state, id),
            None => Vec::new(),
        },
        Tab::Groups => {
            let condition = groups::condition(state);
            match (condition, super::current_member(state)) {
                (None, Some(id)) => member::open(state, id),
                (condition, _) => narrow(state, condition),
            }
        }
        Tab::Tags => {
            let condition = tag_condition(state);
            narrow(state, condition)
        }
        Tab::Personas => {
            let condition = personas::condition(state);
            narrow(state, condition)
        }
        Tab::Dimensions => {
            let condition = dimensions::condition(state);
            narrow(state, condition)
        }
        Tab::Joins => {
            let member = state.joins.current().map(|proposal| proposal.member);
            member.map(|member| member::open(state, member)).unwrap_or_default()
        }
        Tab::Merges => {
            let one = state.merges.current().map(|(one, _)| one);
            one.map(|one| member::open(state, one)).unwrap_or_default()
        }
        Tab::Content => match (state.content.condition(), super::current_member(state)) {
            (None, Some(id)) => member::open(state, id),
            (condition, _) => narrow(state, condition),
        },
        Tab::Log => {
            let member = super::current_member(state);
            member.map(|member| member::open(state, member)).unwrap_or_default()
        }
        Tab::Tasks => go(state, Tab::Imports),
        Tab::Imports => match state.imports.view {
            imports::View::Files => {
                if imports::has_reasons(&state.imports) {
                    state.overlay = Some(Overlay::Reasons(0));
                }
                Vec::new()
            }
            imports::View::Contradictions => {
                let member = super::current_member(state);
                member.map(|member| member::open(state, member)).unwrap_or_default()
            }
            imports::View::Campaigns => {
                let condition = state.campaigns.condition();
                narrow(state, condition)
            }
        },
    }
}

/// Adds a condition and shows the members it leaves.
pub(super) fn narrow(state: &mut State, condition: Option<Expr>) -> Vec<Effect> {
    let Some(condition) = condition else { return Vec::new() };
    state.filter.add(condition, state.look.lang);
    state.tab = Tab::Members;
    filter_changed(state)
}

/// The members behind a piece of news, or the joins that wait.
pub(super) fn see_news(state: &mut State, key: &str) -> Vec<Effect> {
    if key == today::PROPOSALS {
        return go(state, Tab::Joins);
    }
    let since = state.today.since.value.as_ref().and_then(Option::as_ref);
    let change = key.parse::<usize>().ok().and_then(|place| since?.changes.get(place));
    let condition = change.map(|(_, _, filter)| filter.clone());
    narrow(state, condition)
}

/// The filter of the tag or segment under the cursor, beside the members or on its own screen.
fn tag_condition(state: &State) -> Option<Expr> {
    match state.tab {
        Tab::Members => members::sidebar_tag(state).map(|tag| Expr::has("tag", &tag.name)),
        _ => state.tags.condition(),
    }
}

fn exclude(state: &mut State) -> Vec<Effect> {
    let condition = tag_condition(state).map(|condition| Expr::Not(Box::new(condition)));
    narrow(state, condition)
}

/// Widens the filter by what the row under the cursor selects.
fn or_else(state: &mut State) -> Vec<Effect> {
    let (Some(condition), Some(filter)) = (state.tags.condition(), state.filter.expr().cloned()) else {
        return Vec::new();
    };
    state.filter.put(Some(Expr::Or(vec![filter, condition])), state.look.lang);
    state.tab = Tab::Members;
    filter_changed(state)
}

/// One level back; at the outermost, running work is cancelled.
fn back(state: &mut State) -> Vec<Effect> {
    if let Some(page) = state.pages.last_mut() {
        if page.evidence.take().is_none() || page.is_evidence_only {
            state.pages.pop();
        }
    } else if let Some(running) = &mut state.running {
        running.cancelled = true;
        return vec![Effect::Cancel];
    } else if state.tab == Tab::Merges && state.merges.shows_history {
        state.merges.toggle_history();
    } else if state.tab == Tab::Kol && state.kol.slice().is_some() {
        slices::choose(state, "all");
    } else if state.tab == Tab::Churn && state.churn.window().is_some() {
        lifecycle::choose_window(state, "");
    } else if !matches!(state.tab, Tab::Today | Tab::Members) {
        return go(state, Tab::Members);
    } else if !state.filter.text().is_empty() {
        // Who leaves pages one by one must not widen the list by a press too many.
        state.notice = Some(Notice::Info(say::FILTER_STAYS.get(state.lang()).to_owned()));
    }
    Vec::new()
}

fn edit(state: &mut State, typing: Typing) -> Vec<Effect> {
    let leaves_table = !state.tab.follows_filter();
    let effects = if leaves_table || !state.pages.is_empty() { go(state, Tab::Members) } else { Vec::new() };
    state.filter.edit(typing);
    super::typing::read_filter(state);
    effects
}

/// The evidence of what the page's cursor or the ranked list is on.
fn evidence(state: &mut State) -> Vec<Effect> {
    if !state.pages.is_empty() {
        return member::follow(state);
    }
    let Some(row) = state.ranked().and_then(|ranked| ranked.list.current()) else { return Vec::new() };
    let (id, key) = (row.member.id, row.attribute.key.clone());
    let mut effects = member::open(state, id);
    effects.extend(member::open_evidence(state, key));
    if let Some(page) = state.pages.last_mut() {
        page.is_evidence_only = true;
    }
    effects
}

/// The page of the member before or after in the list that it was opened from.
fn turn(state: &mut State, rows: i64) -> Vec<Effect> {
    let pages = std::mem::take(&mut state.pages);
    // Where the page was opened from something else than the list, the list's cursor stays where it is.
    let is_of_list = pages.len() == 1 && pages.first().map(|page| page.id) == super::current_member(state);
    if is_of_list {
        step(state, rows);
    }
    let next = super::current_member(state);
    state.pages = pages;
    match next {
        Some(id) if is_of_list => member::turn_to(state, id),
        _ => Vec::new(),
    }
}

fn step_column(state: &mut State, step: isize) {
    match state.tab {
        Tab::Groups => state.groups.step_column(step),
        _ => state.dimensions.step_column(step),
    }
}

fn neighbour_field(state: &mut State, step: isize) -> Vec<Effect> {
    let fields = dimensions::fields(state);
    let at = fields.iter().position(|field| *field == state.dimensions.field).unwrap_or(0);
    let at = at.saturating_add_signed(step).min(fields.len().saturating_sub(1));
    state.dimensions.field = fields[at].clone();
    state.dimensions.rewind();
    vec![dimensions::fetch(state)]
}

fn decide(state: &mut State, accept: bool) -> Vec<Effect> {
    let pair = state.merges.current();
    match (state.tab, pair) {
        (Tab::Merges, Some((one, other))) if accept => start(state, Work::Merge(one, other)),
        (Tab::Merges, Some((one, other))) => start(state, Work::KeepApart(one, other)),
        (Tab::Joins, _) => {
            let ids = state.joins.chosen();
            start(state, if accept { Work::AcceptJoins(ids) } else { Work::RejectJoins(ids) })
        }
        _ => Vec::new(),
    }
}

fn split(state: &mut State) -> Vec<Effect> {
    let merge = state.merges.undoable().map(|merge| merge.id);
    merge.map(|merge| start(state, Work::Split(merge))).unwrap_or_default()
}

/// Takes the matter under the cursor off today's list, for good or for some days.
pub(super) fn deal(state: &mut State, days: Option<i32>) -> Vec<Effect> {
    let Some(dealing) = state.today.dealing(days) else { return Vec::new() };
    let effects = start(state, Work::Deal(dealing));
    if !effects.is_empty() {
        state.today.drop_current();
        step(state, 0);
    }
    effects
}

/// Asks what is planned with the member; the form opens on the answer.
fn plan(state: &mut State) -> Vec<Effect> {
    let Some(member) = super::current_member(state) else { return Vec::new() };
    let ticket = state.ticket();
    state.planning = Some(ticket);
    vec![Effect::Ask(ticket, Question::Plan(member))]
}

/// Locks the attribute under the cursor, or unlocks it.
fn lock(state: &mut State) -> Vec<Effect> {
    let Some((member, key, is_locked)) = member::attribute(state) else { return Vec::new() };
    start(state, if is_locked { Work::Unlock(member, key) } else { Work::Lock(member, key, None) })
}

/// The name of a member on screen.
pub(super) fn name_of(state: &State, member: MemberId) -> String {
    let page = state.pages.last().filter(|page| page.id == member).map(|page| page.name());
    let item = state.today.current().filter(|item| item.member == member).map(|item| item.name.as_str());
    let row = state.members.list.current().filter(|row| row.id == member).map(|row| row.name.as_str());
    let ranked = state.ranked().and_then(|ranked| ranked.list.current()).map(|row| &row.member);
    let ranked = ranked.filter(|row| row.id == member).map(|row| row.name.as_str());
    let crossing = state.groups.member().filter(|(id, _)| *id == member).map(|(_, name)| name);
    let logged = state.log.member().filter(|(id, _)| *id == member).map(|(_, name)| name);
    let asking = state.content.member().filter(|(id, _)| *id == member).map(|(_, name)| name);
    state.look.name(member, page.or(crossing).or(logged).or(asking).or(item).or(row).or(ranked).unwrap_or(""))
}

/// Puts the two marked members side by side.
fn compare(state: &mut State) -> Vec<Effect> {
    let mut marked = state.marked.iter().copied();
    let (Some(one), Some(other)) = (marked.next(), marked.next()) else { return Vec::new() };
    let mut comparison = Comparison::of(one, other);
    let question = ask!(state, comparison.pages, Question::Compare(one, other));
    state.overlay = Some(Overlay::Compare(Box::new(comparison)));
    vec![question]
}

/// Asks what sets the two chosen tags or segments apart.
fn compare_sets(state: &mut State) -> Vec<Effect> {
    let Some(((one, of_one), (other, of_other))) = state.tags.pair() else { return Vec::new() };
    let mut found = Remote::default();
    let question = ask!(state, found, Question::Apart(of_one, of_other));
    state.overlay = Some(Overlay::Contrast(Box::new(Contrast::of(What::Sets((one, other), found)))));
    vec![question]
}

/// A month up to the newest as-of day, as it is typed: from the latest build that lies a month back, else the earliest.
fn past_month(state: &State) -> String {
    let as_of = state.as_of();
    let mut built = state.overview.value.iter().flat_map(|overview| &overview.built).filter(|day| **day < as_of);
    let before = built.clone().find(|day| **day <= as_of - MONTH).or(built.next_back());
    format!("{} {as_of}", before.copied().unwrap_or(as_of - MONTH))
}

/// Which days there are to compare.
fn days_built(state: &State) -> String {
    let built = state.overview.value.iter().flat_map(|overview| &overview.built);
    lang::built_on(state.lang(), &built.map(Day::to_string).collect::<Vec<_>>())
}

/// Asks who entered and left a segment between two days.
pub(super) fn compare_segment(state: &mut State, segment: String, from: Day, to: Day) -> Vec<Effect> {
    let mut found = Remote::default();
    let question = ask!(state, found, Question::SegmentDiff(segment.clone(), from, to));
    state.overlay = Some(Overlay::Contrast(Box::new(Contrast::of(What::Segment(segment, (from, to), found)))));
    vec![question]
}

/// Asks what moved between two days.
pub(super) fn compare_days(state: &mut State, from: Day, to: Day) -> Vec<Effect> {
    let mut moved = Remote::default();
    let question = ask!(state, moved, Question::Moved(from, to));
    state.overlay = Some(Overlay::Contrast(Box::new(Contrast::of(What::Days((from, to), moved)))));
    vec![question]
}

/// Whom an export holds, in a few words; hidden names stand in no file's name either.
fn whom(state: &State) -> Option<String> {
    if !state.marked.is_empty() {
        return Some(say::MARKED_ONES.get(state.lang()).to_owned());
    }
    let filter = state.filter.expr().filter(|_| !state.look.privacy)?;
    subject::of(filter, state.lang())
}

fn export(state: &mut State) -> Vec<Effect> {
    let name = say::export_name(state.lang(), whom(state).as_deref(), &state.as_of().to_string());
    // Elsewhere the list may still be that of an earlier filter.
    let is_counted = state.tab == Tab::Members && !state.members.list.is_waiting();
    let people = is_counted.then(|| state.members.list.total());
    state.overlay = Some(Overlay::Export(Box::new(ExportForm::new(state, &name, people))));
    vec![Effect::Look(name)]
}

fn prompt(state: &mut State, purpose: PromptPurpose) -> Vec<Effect> {
    let prompt = Prompt::new(purpose, "", state.lang());
    let effects = if prompt.is_path() { vec![Effect::Look(String::new())] } else { Vec::new() };
    state.overlay = Some(Overlay::Prompt(prompt));
    effects
}
