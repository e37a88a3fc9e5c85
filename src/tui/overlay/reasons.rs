//! Why a file, or rows of it, could not be read, and how far what was read can be trusted.

use crate::lang::tui as say;
use crate::tui::screen::imports;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::document::Document;

/// What the text is about: why something was not read, or how far a file that was can be trusted.
pub(in crate::tui) fn title(state: &State) -> &'static str {
    let was_read =
        matches!(imports::under_cursor(&state.imports), Some(imports::File::Read(file)) if file.skipped == 0);
    let title = if was_read { say::ABOUT_FILE } else { say::SKIP_REASONS };
    title.get(state.lang())
}

/// The file under the cursor, and each reason.
pub(in crate::tui) fn document(state: &State, width: u16) -> Document<()> {
    let lang = state.lang();
    let mut document = Document::new(width);
    match imports::under_cursor(&state.imports) {
        Some(imports::File::Unread(file)) => {
            document.paragraph(&file.path, Role::Accent);
            document.paragraph(&file.reason, Role::Warn);
        }
        Some(imports::File::Read(file)) => {
            document.paragraph(&file.path, Role::Accent);
            for remark in state.imports.remarks(file) {
                document.paragraph(&remark.text, if remark.ok { Role::Text } else { Role::Warn });
            }
            for skip in &file.skips {
                document.paragraph(&say::skip(lang, skip.at.unit(), skip.at.number(), &skip.reason), Role::Warn);
            }
            let unnamed = file.skipped.saturating_sub(file.skips.len() as u64);
            if unnamed > 0 {
                document.paragraph(&say::more_skipped(lang, unnamed), Role::Dim);
            }
            for gap in state.imports.gaps() {
                document.paragraph(&format!("{} · {}", gap.about, gap.text), Role::Warn);
            }
        }
        None => {}
    }
    document
}
