//! Row numbers of the store, each its own type so that none stands in for another.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// One operator's community: groups belong to it, scores are relative to it.
    CommunityId,
    /// A chat, channel or board.
    GroupId,
    /// An account on a platform.
    IdentityId,
    /// A person, over all their identities.
    MemberId,
    /// A message row.
    MessageId,
    /// An event row.
    EventId,
    /// An order row.
    OrderId,
    /// One person's answers to one survey.
    ResponseId,
    /// One run of the profile build.
    BuildId,
    /// One imported file.
    ImportId,
}
