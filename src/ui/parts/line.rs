//! A line of the terminal, shortened where it stands among other things.

use leptos::prelude::*;

/// More of a line is not shown [characters].
const SHOWN_MAX: usize = 160;

/// The line; of `write`, which holds a whole file, only its head, and nothing longer than a few rows.
pub fn short(line: &str) -> String {
    let mut words = line.splitn(3, ' ');
    if let (Some("write"), Some(name), Some(_)) = (words.next(), words.next(), words.next()) {
        return format!("write {name} \"…\"");
    }
    let mut short: String = line.chars().take(SHOWN_MAX).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// A line that breaks between its words only: `--replicas` is one of them.
#[component]
pub fn Line(text: String) -> impl IntoView {
    let words = text
        .split(' ')
        .map(|word| view! { <span class="line-word">{word.to_owned()}</span>" " });
    let words: Vec<_> = words.collect();
    view! { <code class="line">{words}</code> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_a_line_is_not_shown() {
        assert_eq!(short("write a.yaml \"a: 1\\n\""), "write a.yaml \"…\"");
        assert_eq!(short("kubectl get pods"), "kubectl get pods");
        assert_eq!(short(&"파".repeat(200)).chars().count(), 161);
    }
}
