//! Help of the screen below: its keys, and what its numbers mean.

use ratatui::layout::Rect;

use crate::lang::brief;
use crate::lang::topics::content_definitions;
use crate::lang::{leaders, meaning, tui as say};
use crate::model::attribute;
use crate::query::field;
use crate::text::display;
use crate::tui::command::{Scope, scopes};
use crate::tui::overlay::{Overlay, TEXT};
use crate::tui::screen::members::BUILT_IN;
use crate::tui::state::{State, Tab};
use crate::tui::theme::Role;
use crate::tui::widget::document::Document;
use crate::tui::widget::line::LineInput;
use crate::tui::widget::{Canvas, centred};
use crate::tui::words;

/// Help being read: from which line on, and what is searched for in it.
#[derive(Debug, Default)]
pub(in crate::tui) struct Help {
    pub(in crate::tui) top: u64,
    pub(in crate::tui) line: LineInput,
}

impl Help {
    /// What is on screen first, then the commands of everything else; of these, what was searched for.
    pub(in crate::tui) fn document(&self, state: &State, width: u16) -> Document<()> {
        let lang = state.lang();
        let mut document = Document::new(width);
        let here = scopes(state);
        let sought = Sought::new(self.line.text());
        for scope in &here {
            keys_of(&mut document, state, *scope, &sought);
        }
        let definitions: Vec<_> =
            definitions(state).into_iter().filter(|(title, about)| sought.is_in(&[title, about])).collect();
        if !definitions.is_empty() {
            document.heading(say::WHAT_NUMBERS_MEAN.get(lang));
        }
        for (title, about) in definitions {
            document.line(vec![(title, Role::Accent)]);
            for line in display::wrap(&about, usize::from(width).saturating_sub(2)) {
                document.line(vec![(format!("  {line}"), Role::Dim)]);
            }
        }
        for scope in Scope::ALL.into_iter().filter(|scope| !here.contains(scope)) {
            keys_of(&mut document, state, scope, &sought);
        }
        if document.lines.is_empty() {
            document.line(vec![(say::HELP_FOUND_NOTHING.get(lang).to_owned(), Role::Dim)]);
        }
        document
    }

    /// Draws help, under what is searched for; answers with the caret.
    pub(in crate::tui) fn draw(&self, canvas: &mut Canvas, area: Rect, state: &State) -> Option<(u16, u16)> {
        let frame = canvas.frame(centred(area, TEXT, area.height), say::HELP.get(state.lang()));
        if frame.height < 2 {
            return None;
        }
        let x = canvas.put(frame.x, frame.y, frame.width, "/ ", Role::Key);
        let caret = self.line.draw(canvas, x, frame.y, frame.right().saturating_sub(x));
        let body = Rect { y: frame.y + 1, height: frame.height - 1, ..frame };
        self.document(state, body.width).draw(canvas, body, self.top, None);
        Some((caret, frame.y))
    }
}

/// Words of which all have to be found, in whatever case.
struct Sought(Vec<String>);

impl Sought {
    fn new(typed: &str) -> Sought {
        Sought(typed.split_whitespace().map(str::to_lowercase).collect())
    }

    fn is_in(&self, texts: &[&str]) -> bool {
        let text = texts.join(" ").to_lowercase();
        self.0.iter().all(|word| text.contains(word))
    }
}

fn keys_of(document: &mut Document<()>, state: &State, scope: Scope, sought: &Sought) {
    let lang = state.lang();
    let mut bounds = state
        .keymap
        .of(scope)
        .filter(|bound| sought.is_in(&[&bound.called().join(" "), bound.command.about.zh, bound.command.about.en]))
        .peekable();
    if bounds.peek().is_none() {
        return;
    }
    document.heading(scope.title().get(lang));
    for bound in bounds {
        document.line(vec![
            (display::fit(&bound.titles().join(" "), 14), Role::Key),
            (display::fit(bound.command.title.get(lang), 16), Role::Text),
            (format!(" {}", bound.command.about.get(lang)), Role::Dim),
        ]);
    }
}

/// The numbers on screen with their definitions.
fn definitions(state: &State) -> Vec<(String, String)> {
    let lang = state.lang();
    let keys: Vec<String> = if !state.pages.is_empty() {
        attribute::ATTRIBUTES.iter().map(|spec| spec.key.to_owned()).collect()
    } else {
        match state.tab {
            Tab::Today => return say::today_definitions(lang),
            Tab::Members => state.members.columns.clone(),
            Tab::Kol => [
                "influence",
                "mechanism",
                "missing_replies",
                "missing_threads",
                "beyond_activity",
                "consumption",
                "spending_level",
                "messages",
            ]
            .map(str::to_owned)
            .to_vec(),
            Tab::Churn => ["churn_risk", "stage", "churn_band", "last_seen"].map(str::to_owned).to_vec(),
            Tab::Dimensions => vec![state.dimensions.field.clone()],
            Tab::Tags => return meaning::tag_definitions(lang),
            Tab::Groups => return meaning::group_definitions(lang),
            Tab::Imports => return meaning::import_definitions(lang),
            Tab::Joins => return meaning::join_definitions(lang),
            Tab::Merges => return meaning::merge_definitions(lang),
            Tab::Tasks => return meaning::job_definitions(lang),
            Tab::Personas => return meaning::persona_definitions(lang),
            Tab::Log => return meaning::log_definitions(lang),
            Tab::Content => return [content_definitions(lang), brief::definitions(lang)].concat(),
        }
    };
    let beside = match (state.pages.is_empty(), state.tab) {
        (false, _) => meaning::place_definitions(lang),
        (true, Tab::Kol) => leaders::definitions(lang),
        (true, Tab::Churn) => meaning::lifecycle_definitions(lang),
        _ => Vec::new(),
    };
    keys.iter().map(|key| (titles(key, state), about(key, state))).chain(beside).collect()
}

fn titles(key: &str, state: &State) -> String {
    let title = words::title(key, state.lang());
    match say::column(key).filter(|_| BUILT_IN.contains(&key)) {
        Some(column) if column.get(state.lang()) != title => format!("{} · {title}", column.get(state.lang())),
        _ => title,
    }
}

fn about(key: &str, state: &State) -> String {
    let lang = state.lang();
    match field::find(key) {
        Some(spec) => lang.pick(spec.about).to_owned(),
        None => meaning::column_about(key).unwrap_or(say::IMPORTED_FIELD).get(lang).to_owned(),
    }
}

/// Where the lines of help, or of reasons, stand within their frame: what scrolls.
pub(in crate::tui) fn inner(area: Rect, overlay: &Option<Overlay>) -> Rect {
    let frame = centred(area, TEXT, area.height);
    let taken = if matches!(overlay, Some(Overlay::Help(_))) { 3 } else { 2 };
    Rect::new(frame.x + 2, frame.y + 1, frame.width.saturating_sub(4), frame.height.saturating_sub(taken))
}
