//! Sinks: what the model knows, written down.

pub mod calls;
pub mod columns;
#[cfg(test)]
pub(crate) mod documented;
pub mod json;
pub mod layout;
pub mod printable;
pub mod table;
