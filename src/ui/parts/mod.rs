//! Small parts that know nothing of the engine.

pub mod amount;
pub mod icon;
pub mod keyed;
pub mod later;
pub mod line;
pub mod sheet;
pub mod tabs;
pub mod toast;
pub mod waiting;
