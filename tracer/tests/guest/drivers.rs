//! Drivers that tests load for their clients.

use std::path::Path;

use crate::{
    machine::{run, wait_for},
    need::Need,
};

/// Loads modules, with their parameters, as far as this kernel has them.
pub(crate) fn load(modules: &[&str]) {
    for module in modules {
        let mut command = vec!["modprobe", "--quiet"];
        command.extend(module.split(' '));
        let _ = run(&command);
    }
}

/// Waits for the nodes of drivers that this kernel has.
pub(crate) fn wait_for_nodes(nodes: &[(Need, &str)]) -> Result<(), String> {
    for (need, node) in nodes {
        if need.missing().is_none() {
            wait_for(node)?;
        }
    }
    Ok(())
}

/// Writes to a file of sysfs or configfs.
pub(crate) fn write(path: impl AsRef<Path>, text: &str) -> Result<(), String> {
    let path = path.as_ref();
    std::fs::write(path, text).map_err(|e| format!("cannot write {}: {e}", path.display()))
}
