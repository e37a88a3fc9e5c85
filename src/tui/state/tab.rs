//! Which screens there are.

/// The screens of the tab bar, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Tab {
    Today,
    Members,
    Groups,
    Tags,
    Dimensions,
    Kol,
    Churn,
    Imports,
    Joins,
    Merges,
    Tasks,
    Log,
    Content,
    Personas,
}

impl Tab {
    pub(in crate::tui) const ALL: [Tab; 14] = [
        Tab::Today,
        Tab::Members,
        Tab::Groups,
        Tab::Tags,
        Tab::Dimensions,
        Tab::Kol,
        Tab::Churn,
        Tab::Imports,
        Tab::Joins,
        Tab::Merges,
        Tab::Tasks,
        Tab::Log,
        Tab::Content,
        Tab::Personas,
    ];

    /// The key that its title names: they stand beside each other on the keyboard, from 1 on; the last is left of 1.
    pub(in crate::tui) fn key(self) -> char {
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-', '=', '`', '\\'][self as usize]
    }

    /// Whether what the screen shows is of those whom the filter selects.
    pub(in crate::tui) fn follows_filter(self) -> bool {
        matches!(
            self,
            Tab::Members | Tab::Tags | Tab::Dimensions | Tab::Kol | Tab::Churn | Tab::Content | Tab::Personas
        )
    }
}
