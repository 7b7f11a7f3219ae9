//! The state hash: the same 64 bits for the same state on every machine.

use std::fmt;
use std::hash::{Hash, Hasher};

/// A state hash as people compare it: `3f2a-09c1-77de-0b44`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(pub u64);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |at: u32| (self.0 >> at) & 0xffff;
        write!(
            f,
            "{:04x}-{:04x}-{:04x}-{:04x}",
            part(48),
            part(32),
            part(16),
            part(0)
        )
    }
}

/// Hashes any state to 64 bits that are equal on native and wasm32.
pub fn of(state: &impl Hash) -> u64 {
    let mut digest = Digest(0xcbf2_9ce4_8422_2325);
    state.hash(&mut digest);
    digest.finish()
}

/// FNV-1a over the values, with every integer widened so that neither word size nor byte order shows.
struct Digest(u64);

impl Digest {
    fn word(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x0100_0000_01b3);
        self.0 ^= self.0 >> 29;
    }
}

impl Hasher for Digest {
    fn finish(&self) -> u64 {
        let mut hash = self.0;
        hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        hash ^ (hash >> 31)
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.word(u64::from(*byte));
        }
    }
    fn write_u8(&mut self, it: u8) {
        self.word(u64::from(it));
    }
    fn write_u16(&mut self, it: u16) {
        self.word(u64::from(it));
    }
    fn write_u32(&mut self, it: u32) {
        self.word(u64::from(it));
    }
    fn write_u64(&mut self, it: u64) {
        self.word(it);
    }
    fn write_u128(&mut self, it: u128) {
        self.word(u64::try_from(it >> 64).expect("64 bits remain"));
        self.word(u64::try_from(it & u128::from(u64::MAX)).expect("64 bits remain"));
    }
    fn write_usize(&mut self, it: usize) {
        self.word(it as u64);
    }
    fn write_i8(&mut self, it: i8) {
        self.word(i64::from(it).cast_unsigned());
    }
    fn write_i16(&mut self, it: i16) {
        self.word(i64::from(it).cast_unsigned());
    }
    fn write_i32(&mut self, it: i32) {
        self.word(i64::from(it).cast_unsigned());
    }
    fn write_i64(&mut self, it: i64) {
        self.word(it.cast_unsigned());
    }
    fn write_i128(&mut self, it: i128) {
        self.write_u128(it.cast_unsigned());
    }
    fn write_isize(&mut self, it: isize) {
        self.word((it as i64).cast_unsigned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_has_four_groups() {
        assert_eq!(
            Fingerprint(0x3f2a_09c1_77de_0b44).to_string(),
            "3f2a-09c1-77de-0b44"
        );
    }
}
