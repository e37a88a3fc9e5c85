//! The messages behind a keyword.

use crate::lang::keywords as say;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::document::Document;

/// The keyword under the cursor with its numbers, and its latest messages.
pub(in crate::tui) fn document(state: &State, width: u16) -> Document<()> {
    let (lang, look) = (state.lang(), &state.look);
    let mut document = Document::new(width);
    let Some(keyword) = state.content.keyword() else { return document };
    let times = say::times(keyword.times, keyword.low, keyword.high);
    document.line(vec![(look.words(&keyword.word), Role::Accent), (format!("  {times}"), Role::Text)]);
    document.paragraph(&say::counted(lang, keyword.messages, keyword.members, keyword.others), Role::Dim);
    document.paragraph(&say::latest(lang, keyword.said.len(), keyword.messages), Role::Dim);
    for said in &keyword.said {
        document.line(Vec::new());
        let (who, when) = (look.name(said.member, &said.name), look.calendar.minute(said.time));
        document.line(vec![(format!("{when}  {who}  "), Role::Title), (said.group.clone(), Role::Dim)]);
        document.paragraph(&look.words(&said.text), Role::Text);
    }
    document
}
