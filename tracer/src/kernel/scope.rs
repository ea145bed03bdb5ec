//! Naming this process to the programs, which observe its descendants.

use tracer_common::{identity::MINOR_BITS, scope::Scope};

use crate::exit::{Error, Result};

/// The file of the pid namespace in which this process knows its id.
const NAMESPACE: &str = "/proc/self/ns/pid";

/// This process, in the form that the programs compare.
///
/// # Errors
///
/// Where /proc does not tell.
pub(super) fn of_this_process(itself: bool) -> Result<Scope> {
    let unknown = |cause: String| {
        Error::failure(format!(
            "cannot tell which pid namespace this is: {NAMESPACE}: {cause}"
        ))
        .remedy("mount /proc")
    };
    let file = rustix::fs::stat(NAMESPACE).map_err(|e| unknown(e.to_string()))?;
    let (major, minor) = (
        rustix::fs::major(file.st_dev),
        rustix::fs::minor(file.st_dev),
    );
    Ok(Scope {
        process: std::process::id(),
        namespace_inode: u32::try_from(file.st_ino).map_err(|e| unknown(e.to_string()))?,
        namespace_device: (major << MINOR_BITS) | minor,
        itself: itself.into(),
    })
}
