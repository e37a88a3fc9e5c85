//! Hashes that are written to the store, and so never change: a fast one for recognising rows,
//! and SHA-256 for people who asked out.

use sha2::{Digest as _, Sha256};

/// A 63-bit hash of several values in order. Fast and stable, not secret.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fingerprint(u64);

const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
const SECOND: u64 = 0xD6E8_FEB8_6659_FD93;

impl Fingerprint {
    pub(crate) fn new() -> Fingerprint {
        Fingerprint(FIRST)
    }

    /// Multiplies to 128 bits and folds: each input bit reaches each output bit.
    fn mix(self, word: u64) -> Fingerprint {
        let wide = u128::from(self.0 ^ word) * u128::from(SECOND);
        Fingerprint((wide as u64) ^ ((wide >> 64) as u64) ^ self.0.rotate_left(23))
    }

    pub(crate) fn number(self, number: i64) -> Fingerprint {
        self.mix(number as u64)
    }

    /// Length first, so that `ab` + `c` differs from `a` + `bc`.
    pub(crate) fn text(self, text: &str) -> Fingerprint {
        let mut state = self.mix(text.len() as u64 ^ FIRST);
        for chunk in text.as_bytes().chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            state = state.mix(u64::from_le_bytes(word));
        }
        state
    }

    /// Absent differs from empty.
    pub(crate) fn maybe(self, text: Option<&str>) -> Fingerprint {
        match text {
            Some(text) => self.number(1).text(text),
            None => self.number(0),
        }
    }

    pub(crate) fn finish(self) -> i64 {
        (self.mix(FIRST).0 >> 1) as i64
    }
}

/// A platform's id of a message: a canonical number as itself, anything else by its hash.
pub(crate) fn native(id: &str) -> i64 {
    match id.parse::<i64>() {
        Ok(number) if number >= 0 && !(id.starts_with('0') && id.len() > 1) && !id.starts_with('+') => number,
        _ => Fingerprint::new().text(id).finish(),
    }
}

/// SHA-256 of several byte strings in order, in hexadecimal digits.
pub(crate) fn of_many(parts: &[Vec<u8>]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The salted hash under which a person who asked out is remembered.
pub(crate) fn tombstone(salt: &str, parts: &[&str]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_written_by_an_earlier_version_still_match() {
        let hash = Fingerprint::new().number(3).text("大家好，今天吃什么").maybe(None).finish();
        assert_eq!(hash, Fingerprint::new().number(3).text("大家好，今天吃什么").maybe(None).finish());
        assert_ne!(Fingerprint::new().text("ab").text("c").finish(), Fingerprint::new().text("a").text("bc").finish());
        assert_eq!(native("7154000000000000001"), 7_154_000_000_000_000_001);
        assert_ne!(native("007"), native("7"));
        assert!(native("abc-1") > 0);
    }
}
