//! Pure algorithms over all members: influence, lifecycle, churn, identity matching.
