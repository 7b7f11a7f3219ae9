//! The addresses of the site, all behind `#`, so that any static host under any path serves them.

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What this is and where to start.
    Home,
    /// A cluster without a task.
    Sandbox,
    /// A lesson, by its id.
    Lesson(String),
    /// What is simulated and what is not.
    Simulated,
    /// Who made this, and how.
    About,
    /// A shared run: its permalink.
    Run(String),
    /// No such page.
    Unknown,
}

impl Route {
    /// Reads the part of an address behind `#`.
    pub fn read(hash: &str) -> Self {
        let path = hash.strip_prefix('/').unwrap_or(hash);
        let (page, rest) = path.split_once('/').unwrap_or((path, ""));
        match (page, rest) {
            ("", "") => Self::Home,
            ("sandbox", "") => Self::Sandbox,
            ("lesson", id) if is_id(id) => Self::Lesson(id.to_owned()),
            ("simulated", "") => Self::Simulated,
            ("about", "") => Self::About,
            ("r", link) => Self::Run(link.to_owned()),
            _ => Self::Unknown,
        }
    }

    /// The address, as a link has it.
    pub fn href(&self) -> String {
        match self {
            Self::Home | Self::Unknown => "#/".to_owned(),
            Self::Sandbox => "#/sandbox".to_owned(),
            Self::Lesson(id) => format!("#/lesson/{id}"),
            Self::Simulated => "#/simulated".to_owned(),
            Self::About => "#/about".to_owned(),
            Self::Run(link) => format!("#/r/{link}"),
        }
    }
}

/// A lesson's id names a folder, so it holds nothing that could leave it.
fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_page() {
        let pages = [
            Route::Home,
            Route::Sandbox,
            Route::Lesson("rolling-update".to_owned()),
            Route::Simulated,
            Route::About,
            Route::Run("1abc".to_owned()),
        ];
        for page in pages {
            let href = page.href();
            assert_eq!(Route::read(href.strip_prefix('#').unwrap()), page);
        }
    }

    #[test]
    fn an_address_of_nothing_is_no_page() {
        for hash in ["/nowhere", "/lesson/", "/lesson/../secret", "/sandbox/more"] {
            assert_eq!(Route::read(hash), Route::Unknown);
        }
    }
}
