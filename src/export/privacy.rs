//! What of a person may leave the program: masks, and pseudonyms.

use std::fmt;

use super::{Cell, Kind};
use crate::text::mask;

/// What is shown in full, and what is not. The default masks phone and mail.
#[derive(Debug, Clone, Default)]
pub struct Privacy {
    /// Show phone numbers in full.
    pub phone: bool,
    /// Show mail addresses in full.
    pub mail: bool,
    /// Tags that stay in the store.
    pub withheld: Vec<String>,
    /// Replace names and ids. Still personal data: whoever holds the store can undo it.
    pub pseudonyms: Option<Pseudonyms>,
}

impl Privacy {
    /// The cell as it may leave, by what its column holds. With pseudonyms, names, handles and
    /// addresses are left out; the row's own pseudonym is set by whoever knows the person.
    pub fn shown(&self, kind: Kind, cell: Cell) -> Cell {
        let personal = matches!(kind, Kind::Id | Kind::Name | Kind::Phone | Kind::Mail);
        if self.pseudonyms.is_some() && personal {
            return Cell::Unknown;
        }
        match (kind, cell) {
            (_, Cell::Words(several)) => {
                let shown = |word| match self.shown(kind, Cell::Text(word)) {
                    Cell::Text(word) => Some(word),
                    _ => None,
                };
                Cell::Words(several.into_iter().filter_map(shown).collect())
            }
            (Kind::Phone, Cell::Text(number)) if !self.phone => Cell::Text(mask::phone(&number)),
            (Kind::Mail, Cell::Text(address)) if !self.mail => Cell::Text(mask::mail(&address)),
            (Kind::Id, Cell::Text(id)) => Cell::Text(self.shown_id(id)),
            (Kind::Text | Kind::Words, Cell::Text(words)) if !self.phone => Cell::Text(mask::personal_numbers(&words)),
            (_, cell) => cell,
        }
    }

    /// Tags without those that are withheld.
    pub fn shown_tags(&self, cell: Cell) -> Cell {
        match self.shown(Kind::Words, cell) {
            Cell::Words(tags) => Cell::Words(tags.into_iter().filter(|tag| !self.withheld.contains(tag)).collect()),
            cell => cell,
        }
    }

    /// On some platforms the id is itself an address or an international number.
    fn shown_id(&self, id: String) -> String {
        let is_mail = id.split_once('@').is_some_and(|(_, host)| host.contains('.'));
        if is_mail && !self.mail {
            mask::mail(&id)
        } else if id.starts_with('+') && !self.phone {
            mask::phone(&id)
        } else {
            id
        }
    }
}

/// Names that stand for people: the same person has the same one in every export of a store,
/// and nobody without the store's secret can compute it.
#[derive(Clone)]
pub struct Pseudonyms {
    key: (u64, u64),
}

impl fmt::Debug for Pseudonyms {
    /// The secret stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pseudonyms")
    }
}

impl Pseudonyms {
    /// With the store's secret of 16 random bytes.
    pub fn new(secret: u128) -> Pseudonyms {
        Pseudonyms { key: (secret as u64, (secret >> 64) as u64) }
    }

    /// The pseudonym of an account, `P-` and 16 hexadecimal digits.
    pub fn of(&self, platform: &str, id: &str) -> String {
        let mut message = platform.as_bytes().to_vec();
        message.push(0);
        message.extend_from_slice(id.as_bytes());
        format!("P-{:016x}", siphash(self.key, &message))
    }
}

/// SipHash-2-4 (Aumasson and Bernstein, 2012), a keyed hash made for short inputs.
fn siphash(key: (u64, u64), message: &[u8]) -> u64 {
    let mut state = [
        key.0 ^ 0x736f_6d65_7073_6575,
        key.1 ^ 0x646f_7261_6e64_6f6d,
        key.0 ^ 0x6c79_6765_6e65_7261,
        key.1 ^ 0x7465_6462_7974_6573,
    ];
    let mut absorb = |word: u64| {
        state[3] ^= word;
        rounds(&mut state, 2);
        state[0] ^= word;
    };
    let mut chunks = message.chunks_exact(8);
    for chunk in &mut chunks {
        absorb(little_endian(chunk));
    }
    absorb(little_endian(chunks.remainder()) | (message.len() as u64) << 56);
    state[2] ^= 0xff;
    rounds(&mut state, 4);
    state.iter().fold(0, |hash, word| hash ^ word)
}

fn little_endian(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
}

fn rounds(v: &mut [u64; 4], count: usize) {
    for _ in 0..count {
        v[0] = v[0].wrapping_add(v[1]);
        v[1] = v[1].rotate_left(13) ^ v[0];
        v[0] = v[0].rotate_left(32);
        v[2] = v[2].wrapping_add(v[3]);
        v[3] = v[3].rotate_left(16) ^ v[2];
        v[0] = v[0].wrapping_add(v[3]);
        v[3] = v[3].rotate_left(21) ^ v[0];
        v[2] = v[2].wrapping_add(v[1]);
        v[1] = v[1].rotate_left(17) ^ v[2];
        v[2] = v[2].rotate_left(32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        // Appendix A of the paper: key 00..0f, message 00..0e.
        let key = (0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908);
        let message: Vec<u8> = (0..15).collect();
        assert_eq!(siphash(key, &message), 0xa129_ca61_49be_45e5);
    }

    #[test]
    fn a_pseudonym_is_stable_and_depends_on_the_secret() {
        let ours = Pseudonyms::new(7);
        assert_eq!(ours.of("qq", "10001"), ours.of("qq", "10001"));
        assert_ne!(ours.of("qq", "10001"), ours.of("wechat", "10001"));
        assert_ne!(ours.of("qq", "10001"), Pseudonyms::new(8).of("qq", "10001"));
        assert_ne!(ours.of("qq1", "0001"), ours.of("qq", "10001"));
    }

    #[test]
    fn phone_and_mail_are_masked_until_unmasked() {
        let text = |words: &str| Cell::Text(words.to_owned());
        let masked = Privacy::default();
        for (kind, full) in [
            (Kind::Phone, "13800138000"),
            (Kind::Mail, "zhang.san@example.com"),
            (Kind::Id, "zhang.san@example.com"),
            (Kind::Text, "电话13800138000"),
        ] {
            let open = Privacy { phone: true, mail: true, ..Privacy::default() };
            assert_ne!(masked.shown(kind, text(full)), text(full), "{full}");
            assert_eq!(open.shown(kind, text(full)), text(full));
        }
        for (kind, plain) in [(Kind::Id, "wxid_13800138000"), (Kind::Id, "10001"), (Kind::Name, "露营小王")] {
            assert_eq!(masked.shown(kind, text(plain)), text(plain));
        }
    }

    #[test]
    fn several_numbers_are_masked_one_by_one() {
        let cell = || Cell::Words(vec!["13800138000".to_owned(), "13900139000".to_owned()]);
        let masked = Privacy::default().shown(Kind::Phone, cell());
        assert_eq!(masked, Cell::Words(vec!["138****8000".to_owned(), "139****9000".to_owned()]));
        let open = Privacy { phone: true, ..Privacy::default() };
        assert_eq!(open.shown(Kind::Phone, cell()), cell());
        let pseudonymous = Privacy { pseudonyms: Some(Pseudonyms::new(1)), ..Privacy::default() };
        assert_eq!(pseudonymous.shown(Kind::Name, cell()), Cell::Unknown);
    }

    #[test]
    fn pseudonymous_rows_keep_no_name_or_handle() {
        let privacy = Privacy { pseudonyms: Some(Pseudonyms::new(1)), ..Privacy::default() };
        for kind in [Kind::Id, Kind::Name, Kind::Phone, Kind::Mail] {
            assert_eq!(privacy.shown(kind, Cell::Text("x".to_owned())), Cell::Unknown);
        }
    }
}
