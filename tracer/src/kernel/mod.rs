//! The running kernel: what it offers, the programs in it, and what they counted. The one place
//! that speaks to aya.

mod attach;
mod batch;
mod btf;
mod cgroups;
pub mod coverage;
mod guard;
pub mod hooks;
mod ids;
mod links;
mod load;
mod log;
pub mod measure;
mod memory;
mod module_btf;
mod object;
mod offsets;
mod pins;
mod policy;
mod prerequisites;
mod probes;
mod recognition;
pub mod report;
mod ring;
mod scope;
pub mod selftest;
mod symbols;
mod tables;
mod tallies;
mod uninterrupted;

pub use guard::{Guarded, own_executable};
pub use load::{Capacities, Examined, Kernel, Options, Policed, Who, examine, load, load_policed};
pub use log::Log;
pub use measure::measure_runs;
pub use object::ORIGIN as OBJECT_ORIGIN;
pub use pins::{DIRECTORY as PINS, Pins, Shared, now};
pub use policy::PolicyMap;
pub use prerequisites::{Fact, Facts, ftrace_is_off};
pub use probes::Unloaded;
pub use recognition::{Recognised, look_up};
pub use ring::Ring;
pub use tallies::Tallies;
