//! Sinks: what the model knows, written down.

pub mod calls;
pub mod columns;
pub mod decoded;
#[cfg(test)]
pub(crate) mod documented;
#[cfg(test)]
mod fuzz;
pub mod json;
pub mod layout;
pub mod openmetrics;
pub mod openness;
pub mod printable;
pub mod table;
pub mod verdicts;
