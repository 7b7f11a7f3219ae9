//! The lessons of the course, in order, as far as the start page needs to know them before they are fetched.

use crate::ui::text::Language;

/// A lesson that the start page offers.
pub struct Offer {
    /// The folder under `lessons/`.
    pub id: &'static str,
    /// How long it takes [min].
    pub minutes: u32,
    en: &'static str,
    ko: &'static str,
}

impl Offer {
    /// Its title.
    pub fn title(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::Ko => self.ko,
        }
    }
}

/// Every lesson, in order. A test keeps it equal to the folders.
pub const LESSONS: &[Offer] = &[
    Offer {
        id: "rolling-update",
        minutes: 15,
        en: "Rolling update",
        ko: "롤링 업데이트",
    },
    Offer {
        id: "a-container-dies",
        minutes: 15,
        en: "A container dies",
        ko: "컨테이너가 죽으면",
    },
    Offer {
        id: "alive-or-ready",
        minutes: 20,
        en: "Is it alive, is it ready?",
        ko: "살아 있나요, 준비됐나요?",
    },
];

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use course::{lesson::Lesson, prose::Prose};

    use super::*;

    #[test]
    fn every_folder_is_offered_with_its_own_title() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/lessons");
        let mut folders: Vec<String> = fs::read_dir(&root)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        folders.sort();
        let mut offered: Vec<&str> = LESSONS.iter().map(|it| it.id).collect();
        offered.sort_unstable();
        assert_eq!(offered, folders);
        for offer in LESSONS {
            let read = |name: &str| fs::read_to_string(root.join(offer.id).join(name)).unwrap();
            assert_eq!(Lesson::read(&read("lesson.yaml")).unwrap().minutes, offer.minutes);
            assert_eq!(Prose::read(&read("en.md")).title, offer.en);
            assert_eq!(Prose::read(&read("ko.md")).title, offer.ko);
        }
    }
}
