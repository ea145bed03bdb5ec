//! How often one of the kernel's tracepoints is passed: what reaches a driver, told by the kernel itself.

use std::{fs, path::PathBuf};

const TRACEFS: &str = "/sys/kernel/tracing";

/// A tracepoint that counts from here on, in an instance of tracefs of its own.
pub(crate) struct Tracepoint {
    instance: PathBuf,
}

impl Tracepoint {
    /// One by its name, `nvme/nvme_setup_cmd`, for events that a filter of the kernel's lets pass.
    pub(crate) fn new(event: &str, filter: &str) -> Result<Self, String> {
        if !PathBuf::from(TRACEFS).join("instances").exists() {
            let mount = std::process::Command::new("mount")
                .args(["-t", "tracefs", "none", TRACEFS])
                .status();
            mount.map_err(|e| format!("mount: {e}"))?;
        }
        let number = fs::read_dir(format!("{TRACEFS}/instances"))
            .map_err(|e| format!("{TRACEFS}/instances: {e}"))?
            .count();
        let instance = PathBuf::from(format!("{TRACEFS}/instances/passgate-{number}"));
        let write = |name: String, text: &str| {
            let path = instance.join(name);
            fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
        };
        fs::create_dir(&instance).map_err(|e| format!("{}: {e}", instance.display()))?;
        write(format!("events/{event}/filter"), filter)?;
        write(format!("events/{event}/enable"), "1")?;
        Ok(Self { instance })
    }

    /// How often it was passed.
    pub(crate) fn count(&self) -> Result<u64, String> {
        let path = self.instance.join("trace");
        let trace = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let lines = trace.lines().filter(|line| !line.starts_with('#'));
        Ok(lines.filter(|line| !line.trim().is_empty()).count() as u64)
    }
}

impl Drop for Tracepoint {
    fn drop(&mut self) {
        let _ = fs::remove_dir(&self.instance);
    }
}
