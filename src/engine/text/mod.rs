//! Words and numbers as Kubernetes reads and writes them: quantities, selectors, durations, YAML, columns.
//!
//! Nothing here knows the kernel: each file turns text into a value or a value into text.

pub mod columns;
pub mod duration;
pub mod float;
pub mod go_json;
pub mod go_syntax;
pub mod image_name;
pub mod int_or_percent;
pub mod jsonpath;
pub mod names;
pub mod print_json;
pub mod print_yaml;
pub mod quantity;
pub mod quote;
pub mod scalar;
pub mod schema;
pub mod selector;
pub mod unified_diff;
pub mod validate;
pub mod yaml;
