//! How often one of the kernel's tracepoints is passed: what reaches a driver, told by the kernel itself.

use std::{fs, io::Write as _, path::PathBuf};

const TRACEFS: &str = "/sys/kernel/tracing";

/// A tracepoint that counts from here on, in an instance of tracefs of its own.
pub(crate) struct Tracepoint {
    instance: PathBuf,
}

impl Tracepoint {
    /// One by its name, `nvme/nvme_setup_cmd`, for events that a filter of the kernel's lets pass.
    pub(crate) fn new(event: &str, filter: &str) -> Result<Self, String> {
        mounted()?;
        let number = fs::read_dir(format!("{TRACEFS}/instances"))
            .map_err(|e| format!("{TRACEFS}/instances: {e}"))?
            .count();
        let instance = PathBuf::from(format!("{TRACEFS}/instances/passgate-{number}"));
        let write = |name: String, text: &str| {
            let path = instance.join(name);
            fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))
        };
        fs::create_dir(&instance).map_err(|e| format!("{}: {e}", instance.display()))?;
        // "0" takes a filter away.
        write(format!("events/{event}/filter"), filter)?;
        write(format!("events/{event}/enable"), "1")?;
        Ok(Self { instance })
    }

    /// The beginning of a function that takes an ioctl's number as its second argument: of calls with this
    /// number, or of all.
    pub(crate) fn of_function(function: &str, number: Option<u32>) -> Result<Self, String> {
        mounted()?;
        let event = format!("passgate/{function}");
        if !PathBuf::from(TRACEFS).join("events").join(&event).exists() {
            let path = PathBuf::from(TRACEFS).join("kprobe_events");
            let probe = format!("p:{event} {function} number=%si:u32\n");
            let mut file = fs::OpenOptions::new()
                .append(true)
                .open(&path)
                .map_err(|e| format!("{}: {e}", path.display()))?;
            file.write_all(probe.as_bytes())
                .map_err(|e| format!("{probe}: {e}"))?;
        }
        match number {
            Some(number) => Self::new(&event, &format!("number == {number:#x}")),
            None => Self::new(&event, "0"),
        }
    }

    /// How often it was passed.
    pub(crate) fn count(&self) -> Result<u64, String> {
        let path = self.instance.join("trace");
        let trace = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let lines = trace.lines().filter(|line| !line.starts_with('#'));
        Ok(lines.filter(|line| !line.trim().is_empty()).count() as u64)
    }
}

fn mounted() -> Result<(), String> {
    if !PathBuf::from(TRACEFS).join("instances").exists() {
        let mount = std::process::Command::new("mount")
            .args(["-t", "tracefs", "none", TRACEFS])
            .status();
        mount.map_err(|e| format!("mount: {e}"))?;
    }
    Ok(())
}

impl Drop for Tracepoint {
    fn drop(&mut self) {
        let _ = fs::remove_dir(&self.instance);
    }
}
