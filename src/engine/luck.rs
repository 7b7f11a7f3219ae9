//! Chance without hidden state: a draw depends only on the seed and on what it is for.
//!
//! A new draw in one controller therefore never shifts the draws of another, and a fork of the
//! timeline keeps the luck of everything the fork did not touch.

use crate::time::Span;

/// The letters Kubernetes uses in random names: no vowels, no look-alikes.
/// Source: k8s.io/apimachinery/pkg/util/rand/rand.go `alphanums`, Kubernetes 1.34.9, read 2026-11.
const SAFE_LETTERS: &[u8; 27] = b"bcdfghjklmnpqrstvwxz2456789";

/// A number evenly spread over all of `u64`.
pub fn number(seed: u64, purpose: &str, subject: &str) -> u64 {
    number_of_parts(seed, purpose, &[subject])
}

/// As [`number`], for a subject in parts, so that they need not be put together.
pub fn number_of_parts(seed: u64, purpose: &str, subject: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed;
    for part in [purpose, "\0"].iter().chain(subject) {
        for byte in part.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    mix(hash)
}

/// As [`number`], for a subject that is a number: cheaper, for draws made many times a second.
pub fn numbered(seed: u64, purpose: &str, subject: u64) -> u64 {
    mix(number(seed, purpose, "") ^ subject.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A span between `least` and `most`, both included.
pub fn span(seed: u64, purpose: &str, subject: &str, least: Span, most: Span) -> Span {
    assert!(least <= most, "a draw needs a range");
    Span(least.0 + number(seed, purpose, subject) % (most.0 - least.0 + 1))
}

/// Letters for a generated name, e.g. the `x7k2p` of a pod.
pub fn letters(seed: u64, purpose: &str, subject: &str, count: usize) -> String {
    let mut draw = number(seed, purpose, subject);
    let mut text = String::with_capacity(count);
    for _ in 0..count {
        text.push(char::from(SAFE_LETTERS[(draw % 27) as usize]));
        draw = mix(draw.wrapping_add(0x9e37_79b9_7f4a_7c15));
    }
    text
}

/// Writes any text of digits and letters in the safe alphabet, as Kubernetes does with the template hash.
pub fn safe_encode(text: &str) -> String {
    text.bytes()
        .map(|byte| char::from(SAFE_LETTERS[usize::from(byte) % 27]))
        .collect()
}

/// The finishing step of splitmix64: every bit of the input reaches every bit of the output.
fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luck_depends_on_seed_purpose_and_subject_only() {
        assert_eq!(number(7, "pull", "web-1"), number(7, "pull", "web-1"));
        assert_ne!(number(7, "pull", "web-1"), number(8, "pull", "web-1"));
        assert_ne!(number(7, "pull", "web-1"), number(7, "start", "web-1"));
        assert_ne!(number(7, "pull", "web-1"), number(7, "pull", "web-2"));
    }

    #[test]
    fn a_span_stays_in_its_range() {
        for subject in 0..200 {
            let drawn = span(1, "boot", &subject.to_string(), Span(10), Span(12));
            assert!((10..=12).contains(&drawn.0), "{drawn:?}");
        }
    }
}
