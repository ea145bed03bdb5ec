//! Sinks: what the model knows, written down.

pub mod columns;
pub mod json;
pub mod layout;
pub mod printable;
pub mod table;
