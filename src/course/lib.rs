//! What is taught: lessons, goals, predictions, progress.
