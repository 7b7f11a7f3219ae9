//! What is taught: lessons as files, goals over a run, predictions, the glossary and a learner's progress.
//!
//! A lesson is a folder: `lesson.yaml` (what happens), `ko.md` and `en.md` (what is said), `files/` (manifests).
//! Reading order: `lesson`, `scenario`, `goal`, `prose`, `check`.

pub mod check;
pub mod glossary;
pub mod goal;
pub mod lesson;
pub mod progress;
pub mod prose;
pub mod scenario;
