//! "Did you mean …": the known words that are close to the one that was typed.

/// Words at most this far away are offered. Source: cobra `SuggestionsMinimumDistance`, read 2026-11.
const DISTANCE_MAX: usize = 2;

/// Longer words are not compared: nobody mistypes so much, and a paste must not freeze the page.
const WORD_MAX: usize = 64;

/// The known words that `typed` may stand for: few letters away, or beginning with it.
pub fn suggest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    if typed.len() > WORD_MAX {
        return Vec::new();
    }
    let typed = typed.to_ascii_lowercase();
    known
        .into_iter()
        .filter(|word| {
            let word = word.to_ascii_lowercase();
            distance(&typed, &word) <= DISTANCE_MAX || (!typed.is_empty() && word.starts_with(&typed))
        })
        .collect()
}

/// How many letters must be put in, taken out or changed to make one word of the other (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (done, letter) in from.chars().enumerate() {
        let mut diagonal = done;
        row[0] = done + 1;
        for (at, other) in to.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[at + 1];
            row[at + 1] = changed.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_and_beginnings_are_offered() {
        let known = ["get", "set", "scale", "describe", "delete"];
        assert_eq!(suggest("scael", known), ["scale"]);
        assert_eq!(suggest("gett", known), ["get", "set"]);
        assert_eq!(suggest("desc", known), ["describe"]);
        assert!(suggest("zzzzzz", known).is_empty());
        assert!(suggest(&"x".repeat(1000), known).is_empty());
    }

    #[test]
    fn the_distance_counts_letters() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
    }
}
