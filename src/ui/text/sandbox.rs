//! The sandbox.

/// What the sandbox says.
pub struct Sandbox {
    /// Button: changes the image of the shop.
    pub roll_out: &'static str,
    /// Heading over experiments.
    pub try_out: &'static str,
    /// What to look at.
    pub try_out_lead: &'static str,
    /// A version without an image.
    pub broken_version: &'static str,
    /// Undoes a rollout.
    pub go_back: &'static str,
    /// Scales up.
    pub more_pods: &'static str,
    /// More traffic for a while.
    pub rush: &'static str,
    /// A container ends.
    pub crash: &'static str,
    /// A node goes.
    pub lose_node: &'static str,
    /// While a run is played up to its moment.
    pub opening: &'static str,
    /// Before the line that a button types.
    pub types: &'static str,
}
