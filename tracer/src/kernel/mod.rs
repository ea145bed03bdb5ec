//! The running kernel: what it offers, the programs in it, and what they counted. The one place
//! that speaks to aya.

mod btf;
pub mod hooks;
mod load;
mod log;
pub mod measure;
mod object;
mod offsets;
mod prerequisites;
mod recognition;
pub mod report;
mod ring;
mod scope;
mod symbols;
mod tallies;

pub use load::{Capacities, Kernel, Options, load, probe};
pub use log::Log;
pub use object::ORIGIN as OBJECT_ORIGIN;
pub use prerequisites::{Fact, Facts};
pub use ring::Ring;
pub use tallies::Tallies;
