//! passgate shows which device commands userspace passes through the kernel, by whom, and how
//! much of that traffic anyone but the vendor can interpret.
//!
//! Data flows one way: a source (a live kernel) yields observations, the model merges them with
//! the tables of the families into rows, sinks write rows down. `families` and `model` do no I/O.

#[cfg(test)]
mod chance;
pub mod cli;
pub mod commands;
pub mod daemon;
pub mod duration;
pub mod exit;
pub mod families;
pub mod kernel;
pub mod model;
pub mod plural;
pub mod policy;
pub mod sinks;
pub mod source;
pub mod tui;
pub mod uapi;
