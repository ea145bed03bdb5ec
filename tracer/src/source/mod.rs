//! Sources of observations. The running kernel is one.

pub mod live;
mod sysfs;
pub mod wire;
