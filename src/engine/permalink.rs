//! A run as an address: the transcript, compressed and written in letters that every chat program leaves alone.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use miniz_oxide::{
    deflate::compress_to_vec_zlib,
    inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit},
};

use crate::transcript::{BYTES_MAX, Refusal, Transcript};

/// The form of the address itself; the transcript inside has a version of its own.
const FORM: char = 'a';

/// Stands at the end, so that a cut-off address is noticed and no sign stands last that a program may take for punctuation.
const END: char = 'z';

/// No address is longer [characters]: more than the largest transcript needs.
const LETTERS_MAX: usize = 2 * BYTES_MAX;

/// Compression level of deflate, 0 to 10: small rather than quick, as runs are short texts.
const LEVEL: u8 = 9;

/// Why an address opens no run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// Made by a form of address that this version does not know.
    UnknownForm,
    /// Letters are missing or changed.
    Broken,
    /// It can be read, and is not a run of this version.
    Refused(Refusal),
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownForm => write!(f, "this link was made by another version"),
            Self::Broken => write!(f, "this link is damaged: letters are missing or changed"),
            Self::Refused(refusal) => refusal.fmt(f),
        }
    }
}

/// The run as letters for the fragment of an address.
pub fn print(transcript: &Transcript) -> String {
    let packed = compress_to_vec_zlib(transcript.to_string().as_bytes(), LEVEL);
    format!("{FORM}{}{END}", URL_SAFE_NO_PAD.encode(packed))
}

/// The run an address stands for. White space, as mail programs put it in, is passed over.
pub fn parse(letters: &str) -> Result<Transcript, Damage> {
    if LETTERS_MAX < letters.len() {
        return Err(Damage::Broken);
    }
    let letters: String = letters.chars().filter(|it| !it.is_whitespace()).collect();
    let body = match letters.strip_prefix(FORM) {
        Some(body) => body.strip_suffix(END).ok_or(Damage::Broken)?,
        None if letters.starts_with(|it: char| it.is_ascii_lowercase()) => return Err(Damage::UnknownForm),
        None => return Err(Damage::Broken),
    };
    let packed = URL_SAFE_NO_PAD.decode(body).map_err(|_| Damage::Broken)?;
    // The limit keeps a small address from unpacking to a large text.
    let text =
        decompress_to_vec_zlib_with_limit(&packed, BYTES_MAX).map_err(|problem| match problem.status {
            TINFLStatus::HasMoreOutput => Damage::Refused(Refusal::TooLong),
            _ => Damage::Broken,
        })?;
    let text = String::from_utf8(text).map_err(|_| Damage::Broken)?;
    text.parse().map_err(Damage::Refused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{time::Time, transcript::Command};

    fn run() -> Transcript {
        let line = "kubectl set image deployment/shop shop=shop:v2".to_owned();
        Transcript {
            seed: 7,
            at: Time(41_200),
            commands: vec![Command {
                at: Time(40_000),
                line,
            }],
        }
    }

    #[test]
    fn an_address_opens_the_run_it_was_made_from() {
        let letters = print(&run());
        assert!(
            letters
                .chars()
                .all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_'),
            "{letters}"
        );
        assert_eq!(parse(&letters), Ok(run()));
    }

    #[test]
    fn a_wrapped_address_still_opens() {
        let letters = print(&run());
        let (a, b) = letters.split_at(20);
        assert_eq!(parse(&format!(" {a}\n {b}\n")), Ok(run()));
    }

    #[test]
    fn any_cut_or_changed_letter_is_noticed() {
        let letters = print(&run());
        for place in 0..letters.len() {
            assert!(parse(&letters[..place]).is_err(), "cut at {place}");
            let mut changed: Vec<u8> = letters.clone().into_bytes();
            changed[place] = if changed[place] == b'x' { b'y' } else { b'x' };
            let changed = String::from_utf8(changed).unwrap();
            assert_ne!(parse(&changed), Ok(run()), "changed at {place}");
        }
    }

    #[test]
    fn an_address_of_another_version_says_so() {
        assert_eq!(parse("bAAAAz"), Err(Damage::UnknownForm));
        let other = run().to_string().replace("beanpod 1", "beanpod 9");
        let letters = format!(
            "a{}z",
            URL_SAFE_NO_PAD.encode(compress_to_vec_zlib(other.as_bytes(), LEVEL))
        );
        assert_eq!(
            parse(&letters),
            Err(Damage::Refused(Refusal::OtherVersion { version: 9 }))
        );
    }

    #[test]
    fn a_small_address_cannot_unpack_to_a_large_text() {
        let bomb = compress_to_vec_zlib(&vec![b'x'; 10 * BYTES_MAX], LEVEL);
        let letters = format!("a{}z", URL_SAFE_NO_PAD.encode(bomb));
        assert_eq!(parse(&letters), Err(Damage::Refused(Refusal::TooLong)));
    }
}
