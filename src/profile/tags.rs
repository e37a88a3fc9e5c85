//! Which tags the scheme's rules give a member.

use super::facts::ProfileFacts;
use crate::config::scheme::Scheme;
use crate::query::matches;

/// Names of the tags that the rules give, in the order of the scheme. A rule that asks for
/// another's tag is answered after it; tags set by hand count as given.
pub fn assign(scheme: &Scheme, facts: &mut ProfileFacts<'_>) -> Vec<String> {
    let mut given: Vec<&str> = Vec::new();
    for tag in scheme.tags_in_order() {
        if matches(&tag.rule, facts) {
            given.push(&tag.name);
            facts.tags.push(tag.name.clone());
        }
    }
    let names = scheme.tags.iter().map(|tag| tag.name.as_str());
    names.filter(|name| given.contains(name)).map(str::to_owned).collect()
}
