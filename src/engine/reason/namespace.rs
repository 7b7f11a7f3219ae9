//! Why objects go with their namespace.

/// Why the namespace controller deleted something.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The namespace of the object is being deleted, and its content goes first.
    Emptied,
    /// Nothing is left in the namespace, so it goes itself.
    Empty,
}
