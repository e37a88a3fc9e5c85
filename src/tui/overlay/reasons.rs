//! Why a file, or rows of it, could not be read.

use crate::lang::tui as say;
use crate::tui::screen::imports;
use crate::tui::state::State;
use crate::tui::theme::Role;
use crate::tui::widget::document::Document;

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
            for skip in &file.skips {
                document.paragraph(&say::skip(lang, skip.at.unit(), skip.at.number(), &skip.reason), Role::Warn);
            }
            let unnamed = file.skipped.saturating_sub(file.skips.len() as u64);
            if unnamed > 0 {
                document.paragraph(&say::more_skipped(lang, unnamed), Role::Dim);
            }
        }
        None => {}
    }
    document
}
