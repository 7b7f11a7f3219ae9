//! The start page, the page about the project, and the course.

/// What the start page and the page about the project say.
pub struct Home {
    /// The first sentence.
    pub lead: &'static str,
    /// What one can do here.
    pub what: &'static str,
    /// Button to the first lesson.
    pub start: &'static str,
    /// What the cluster on the start page is called.
    pub figure: &'static str,
    /// Link to the sandbox.
    pub play: &'static str,
    /// Heading over the lessons.
    pub course: &'static str,
    /// Heading over the cards that are due.
    pub review: &'static str,
    /// Said of a lesson of which some steps are done.
    pub steps_done: fn(usize) -> String,
    /// Heading over the three things that make it different.
    pub how: &'static str,
    /// The things: a heading and a sentence.
    pub points: &'static [(&'static str, &'static str)],
    /// Title of the page about the project.
    pub about: &'static str,
    /// Its paragraphs.
    pub about_words: &'static [&'static str],
}
