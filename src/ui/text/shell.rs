//! The frame around every page: navigation, language, theme, messages that come and go.

use engine::permalink::Damage;

/// What the frame says.
pub struct Shell {
    /// Link past the navigation, for keyboards.
    pub skip: &'static str,
    /// Name of the navigation.
    pub pages: &'static str,
    /// Link to the start page and the course.
    pub learn: &'static str,
    /// Link to the sandbox.
    pub sandbox: &'static str,
    /// Link to what is simulated.
    pub simulated: &'static str,
    /// Link to about.
    pub about: &'static str,
    /// Button that copies the address of this moment.
    pub share: &'static str,
    /// Said once the address is on the clipboard.
    pub shared: &'static str,
    /// Said where the browser refuses the clipboard; the address bar has it then.
    pub share_by_hand: &'static str,
    /// Button that changes between light and dark.
    pub theme: &'static str,
    /// Button: larger letters and a smaller story, for a projector.
    pub presenter: &'static str,
    /// Title of a page that does not exist.
    pub unknown_title: &'static str,
    /// What to do there.
    pub unknown: &'static str,
    /// Said when a link to a run cannot be opened, with the reason.
    pub bad_link: fn(&Damage) -> String,
    /// Button that closes something.
    pub close: &'static str,
    /// Name of the part of the page that tells the story.
    pub story: &'static str,
    /// Name of the stage.
    pub stage: &'static str,
    /// Name of the inspector.
    pub inspector: &'static str,
    /// Name of the time bar.
    pub time: &'static str,
    /// Name of the terminal.
    pub terminal: &'static str,
}
