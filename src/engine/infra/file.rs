//! Files in the learner's working folder: what `kubectl apply -f` reads.

use crate::world::Text;

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct File {
    /// Its name.
    pub name: Text,
    /// What stands in it.
    pub text: Text,
}
