//! Pure builders, one file per dimension: a member's records in, attributes and tags out.
