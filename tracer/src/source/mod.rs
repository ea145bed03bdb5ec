//! Sources of observations. The running kernel is one; sysfs and procfs tell what its devices are
//! and who has them open.

pub(crate) mod holders;
pub mod live;
mod modules;
pub mod own_cgroup;
pub mod policing;
pub(crate) mod sysfs;
pub mod wire;
