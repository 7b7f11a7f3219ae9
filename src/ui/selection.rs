//! What the visitor looks at more closely.

use engine::world::Key;
use leptos::prelude::*;

/// Something the inspector can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selected {
    /// An object.
    Object(Key),
    /// A line of the log.
    Entry(u64),
    /// A request.
    Request(u64),
    /// The requests that failed.
    Failures,
}

/// What is selected; one for the whole page.
#[derive(Clone, Copy, Default)]
pub struct Selection(RwSignal<Option<Selected>>);

impl Selection {
    /// What is selected, if anything.
    pub fn get(self) -> Option<Selected> {
        self.0.get()
    }

    /// Selects something.
    pub fn set(self, selected: Selected) {
        self.0.set(Some(selected));
    }

    /// Selects nothing.
    pub fn clear(self) {
        self.0.set(None);
    }

    /// Whether this object is selected.
    pub fn is_on(self, key: &Key) -> bool {
        self.0
            .with(|it| matches!(it, Some(Selected::Object(known)) if known == key))
    }
}

/// The selection of the page.
pub fn use_selection() -> Selection {
    expect_context()
}
