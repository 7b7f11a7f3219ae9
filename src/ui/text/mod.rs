//! Everything the site says, in each language. A sentence that a language lacks does not compile.

#![allow(
    clippy::too_many_lines,
    reason = "a match has as many lines as there are sentences"
)]

pub mod desk;
mod en;
pub mod home;
pub mod inspector;
mod ko;
pub mod lesson;
pub mod particle;
pub mod sandbox;
pub mod shell;
pub mod simulated;
pub mod stage;
pub mod time;
pub mod why;

use leptos::prelude::*;

/// A language of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Korean.
    Ko,
    /// English.
    En,
}

/// All sentences of one language, by area of the site.
pub struct Words {
    /// Terminal and files.
    pub desk: desk::Desk,
    /// The inspector.
    pub inspector: inspector::Inspector,
    /// The sandbox.
    pub sandbox: sandbox::Sandbox,
    /// The frame around every page.
    pub shell: shell::Shell,
    /// The start page and the page about the project.
    pub home: home::Home,
    /// Lessons.
    pub lesson: lesson::Lesson,
    /// The page about what is simulated.
    pub simulated: simulated::Simulated,
    /// The stage.
    pub stage: stage::Stage,
    /// Time: transport, scrubber, charts.
    pub time: time::Time,
    /// Causes.
    pub why: why::Why,
}

impl Language {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Ko, Self::En];

    /// The tag of the language, as in `lang="ko"`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::En => "en",
        }
    }

    /// What the language calls itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Ko => "한국어",
            Self::En => "English",
        }
    }

    /// The first of the preferred languages that the site speaks; English if it speaks none of them.
    pub fn preferred(tags: &[String]) -> Self {
        let known = |tag: &String| {
            Self::ALL
                .into_iter()
                .find(|it| tag.to_ascii_lowercase().starts_with(it.tag()))
        };
        tags.iter().find_map(known).unwrap_or(Self::En)
    }

    /// All that is said in this language.
    pub const fn words(self) -> &'static Words {
        match self {
            Self::Ko => &ko::WORDS,
            Self::En => &en::WORDS,
        }
    }
}

/// The language in use; set it to switch.
pub fn use_language() -> RwSignal<Language> {
    expect_context()
}

/// The sentences of the language in use.
pub fn use_words() -> Signal<&'static Words> {
    let language = use_language();
    Signal::derive(move || language.get().words())
}

/// One sentence of the language in use, for a place that shows nothing else: `{say(|w| w.time.play)}`.
pub fn say<T: 'static>(pick: fn(&'static Words) -> T) -> impl Fn() -> T + Copy + Send + Sync + 'static {
    let language = use_language();
    move || pick(language.get().words())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_both_know_is_taken() {
        let check = |tags: &[&str], wanted| {
            let tags: Vec<String> = tags.iter().map(|it| (*it).to_owned()).collect();
            assert_eq!(Language::preferred(&tags), wanted);
        };
        check(&["ko-KR", "en"], Language::Ko);
        check(&["de", "en-GB", "ko"], Language::En);
        check(&["fr"], Language::En);
    }

    #[test]
    fn what_stands_there_before_the_app_is_what_the_start_page_says() {
        let page = include_str!("../../../index.html");
        for language in Language::ALL {
            let home = &language.words().home;
            for words in [home.lead, home.what] {
                assert!(page.contains(words), "{words}");
            }
        }
    }
}
