//! The sandbox.

/// What the sandbox says.
pub struct Sandbox {
    /// Button: changes the image of the shop.
    pub roll_out: &'static str,
    /// Before the line that a button types.
    pub types: &'static str,
}
