//! Who stands in an old member list and not in a new one.

use rustc_hash::FxHashMap;

use crate::model::record::PersonRef;
use crate::text::normal::fold;

/// Somebody of the old list whom the new one does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone {
    /// Their place in the old list.
    pub place: usize,
    /// `false` where the new list has the name, but more than one person may be meant by it.
    pub sure: bool,
}

/// Matches two lists by platform id, then by handle, then by a name that one person on either side
/// has among those still unmatched. People with different ids on one platform are different people.
pub fn gone(old: &[PersonRef], new: &[PersonRef]) -> Vec<Gone> {
    let mut lists = Lists { old, new, stays: vec![false; old.len()], taken: vec![false; new.len()] };
    lists.pair(|person| person.ids.iter().map(|(platform, id)| format!("{} {id}", platform.as_str())).collect());
    lists.pair(|person| person.alias.iter().map(|alias| fold(alias)).collect());
    lists.pair(names);
    let left_over = lists.left_over();
    let unmatched = (0..old.len()).filter(|place| !lists.stays[*place]);
    let sure = |place: usize| !names(&old[place]).iter().any(|name| left_over.contains_key(name.as_str()));
    unmatched.map(|place| Gone { place, sure: sure(place) }).collect()
}

struct Lists<'a> {
    old: &'a [PersonRef],
    new: &'a [PersonRef],
    stays: Vec<bool>,
    taken: Vec<bool>,
}

impl Lists<'_> {
    /// Pairs people who alone on their side have a key.
    fn pair(&mut self, keys: impl Fn(&PersonRef) -> Vec<String>) {
        let (olds, news) = (holders(self.old, &self.stays, &keys), holders(self.new, &self.taken, &keys));
        for (key, places) in olds {
            let ([old], Some([new])) = (places.as_slice(), news.get(&key).map(Vec::as_slice)) else { continue };
            if !self.stays[*old] && !self.taken[*new] && agree(&self.old[*old], &self.new[*new]) {
                self.stays[*old] = true;
                self.taken[*new] = true;
            }
        }
    }

    /// Names of those in the new list whom nobody was paired with and who have no id of their own.
    fn left_over(&self) -> FxHashMap<String, Vec<usize>> {
        let known: Vec<bool> =
            self.taken.iter().zip(self.new).map(|(taken, who)| *taken || !who.ids.is_empty()).collect();
        holders(self.new, &known, &names)
    }
}

/// Who holds which key, among those not yet done with.
fn holders(
    people: &[PersonRef],
    done: &[bool],
    keys: &impl Fn(&PersonRef) -> Vec<String>,
) -> FxHashMap<String, Vec<usize>> {
    let mut holders: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (place, person) in people.iter().enumerate().filter(|(place, _)| !done[*place]) {
        for key in keys(person) {
            let places = holders.entry(key).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    holders
}

fn names(person: &PersonRef) -> Vec<String> {
    person.names.iter().map(|(_, name)| fold(name)).filter(|name| !name.is_empty()).collect()
}

/// Whether nothing speaks against two rows being one person.
fn agree(a: &PersonRef, b: &PersonRef) -> bool {
    a.ids.iter().all(|account| b.ids.contains(account) || b.ids.iter().all(|(platform, _)| *platform != account.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::{NameKind, Platform};

    fn person(id: &str, alias: &str, name: &str) -> PersonRef {
        let wechat = Platform::new("wechat");
        let account = if id.is_empty() { PersonRef::default() } else { PersonRef::account(&wechat, id) };
        let alias = Some(alias.to_owned()).filter(|alias| !alias.is_empty());
        PersonRef { alias, ..account }.with_name(NameKind::Nickname, name)
    }

    fn left(old: &[PersonRef], new: &[PersonRef]) -> Vec<(usize, bool)> {
        gone(old, new).iter().map(|gone| (gone.place, gone.sure)).collect()
    }

    #[test]
    fn an_id_counts_before_a_handle_and_a_handle_before_a_name() {
        let old = [
            person("wxid_1", "", "小王"),
            person("", "lin88", "林晓"),
            person("", "", "阿青"),
            person("wxid_9", "", "老周"),
        ];
        let new = [person("wxid_1", "", "改名了"), person("", "LIN88", "也改名了"), person("wxid_5", "", "阿青")];
        assert_eq!(left(&old, &new), [(3, true)]);
    }

    #[test]
    fn another_account_of_the_same_name_is_somebody_else() {
        assert_eq!(left(&[person("wxid_1", "", "momo")], &[person("wxid_2", "", "momo")]), [(0, true)]);
        assert_eq!(left(&[person("wxid_1", "same", "a")], &[person("wxid_2", "same", "b")]), [(0, true)]);
    }

    #[test]
    fn who_shares_a_name_is_not_guessed() {
        let two = [person("", "", "momo"), person("", "", "Momo ")];
        assert_eq!(left(&two, &[person("", "", "momo")]), [(0, false), (1, false)]);
        assert_eq!(left(&two, &[]), [(0, true), (1, true)]);
    }

    #[test]
    fn a_name_is_unique_once_its_other_holder_is_known_by_id() {
        let old = [person("wxid_1", "", "momo"), person("wxid_2", "", "momo")];
        let new = [person("wxid_1", "", "momo"), person("", "", "momo")];
        assert_eq!(left(&old, &new), []);
    }
}
