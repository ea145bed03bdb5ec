//! The guest's hardware as a test changes it: what is plugged in, brought up, loaded.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long something may take that the guest does by itself.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits for a condition; `what` says which, where it does not come.
pub(crate) fn wait_until(what: &str, holds: impl FnMut() -> bool) -> Result<(), String> {
    wait_within(PATIENCE, what, holds)
}

/// The same for what takes longer than most.
pub(crate) fn wait_within(
    patience: Duration,
    what: &str,
    mut holds: impl FnMut() -> bool,
) -> Result<(), String> {
    let start = Instant::now();
    while !holds() {
        if start.elapsed() > patience {
            return Err(format!("waited in vain until {what}"));
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

pub(crate) fn wait_for(node: &str) -> Result<(), String> {
    wait_until(&format!("{node} is there"), || Path::new(node).exists())
}

/// Runs a command that must succeed; what it printed.
pub(crate) fn run(command: &[&str]) -> Result<String, String> {
    let output = Command::new(command[0])
        .args(&command[1..])
        .output()
        .map_err(|e| format!("cannot run {}: {e}", command[0]))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!(
            "{}: {}: {}",
            command.join(" "),
            output.status,
            String::from_utf8_lossy(&output.stderr)
        ))
    }
}

/// Gives QEMU's monitor a command. What it answers is not read: its effect is to be waited for.
pub(crate) fn monitor(command: &str) -> Result<(), String> {
    let port = fs::read_dir("/sys/class/virtio-ports")
        .map_err(|e| format!("no virtio ports: {e}"))?
        .filter_map(Result::ok)
        .find(|port| {
            fs::read_to_string(port.path().join("name"))
                .is_ok_and(|name| name.trim() == "passgate.monitor")
        })
        .ok_or("this guest has no monitor")?;
    OpenOptions::new()
        .read(true)
        .write(true)
        .open(Path::new("/dev").join(port.file_name()))
        .and_then(|mut port| writeln!(port, "{command}"))
        .map_err(|e| format!("cannot write to the monitor: {e}"))
}

/// The node of the USB device that a HID device is.
pub(crate) fn usb_of(hidraw: &str) -> Result<String, String> {
    let interface = fs::canonicalize(format!("/sys/class/hidraw/{hidraw}/device/.."))
        .map_err(|e| format!("no device {hidraw}: {e}"))?;
    let number = |name: &str| -> Result<u32, String> {
        let path = interface.join("..").join(name);
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        text.trim().parse().map_err(|e| format!("{text}: {e}"))
    };
    Ok(format!(
        "/dev/bus/usb/{:03}/{:03}",
        number("busnum")?,
        number("devnum")?
    ))
}

/// A TPM in software behind the kernel's driver, until this is dropped.
pub(crate) struct Tpm {
    process: Child,
    _state: tempfile::TempDir,
}

impl Tpm {
    pub(crate) const NODE: &str = "/dev/tpm0";

    pub(crate) fn start() -> Result<Self, String> {
        run(&["modprobe", "tpm_vtpm_proxy"])?;
        let state = tempfile::tempdir().map_err(|e| e.to_string())?;
        let process = Command::new("swtpm")
            .args([
                "chardev",
                "--vtpm-proxy",
                "--tpm2",
                "--flags",
                "startup-clear",
            ])
            .arg("--tpmstate")
            .arg(format!("dir={}", state.path().display()))
            .stdout(Stdio::null())
            .spawn()
            .map_err(|e| format!("cannot run swtpm: {e}"))?;
        let tpm = Self {
            process,
            _state: state,
        };
        wait_for(Self::NODE)?;
        Ok(tpm)
    }
}

impl Drop for Tpm {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = wait_until("the TPM has gone", || !Path::new(Self::NODE).exists());
    }
}

/// An RDMA adapter in software, until this is dropped.
pub(crate) struct Adapter;

impl Adapter {
    pub(crate) const NODE: &str = "/dev/infiniband/uverbs0";

    pub(crate) fn start() -> Result<Self, String> {
        run(&["modprobe", "--all", "dummy", "rdma_rxe", "ib_uverbs"])?;
        run(&["ip", "link", "add", "dummy0", "type", "dummy"])?;
        let adapter = Self;
        run(&["ip", "link", "set", "dummy0", "up"])?;
        run(&[
            "rdma", "link", "add", "rxe0", "type", "rxe", "netdev", "dummy0",
        ])?;
        wait_for(Self::NODE)?;
        Ok(adapter)
    }
}

impl Drop for Adapter {
    fn drop(&mut self) {
        let _ = run(&["rdma", "link", "delete", "rxe0"]);
        let _ = run(&["ip", "link", "delete", "dummy0"]);
    }
}

/// Whether ftrace runs what is attached.
pub(crate) const FTRACE: &str = "/proc/sys/kernel/ftrace_enabled";

/// Whether the kernel hides its addresses: 2 is from everybody.
pub(crate) const HIDING: &str = "/proc/sys/kernel/kptr_restrict";

/// A setting of the kernel that gets its value back in the end.
pub(crate) struct Setting {
    path: PathBuf,
    before: String,
}

impl Setting {
    /// # Errors
    ///
    /// What the kernel says where it refuses.
    pub(crate) fn change(path: &str, to: &str) -> std::io::Result<Self> {
        let path = PathBuf::from(path);
        let before = fs::read_to_string(&path)?;
        fs::write(&path, to)?;
        Ok(Self { path, before })
    }
}

impl Drop for Setting {
    fn drop(&mut self) {
        let _ = fs::write(&self.path, &self.before);
    }
}

/// Whether a probe is at the beginning of a function of a driver that is loaded. debugfs must be mounted.
pub(crate) fn is_probed(function: &str) -> bool {
    // Not always at its very first instruction, which may be ENDBR.
    let place = format!("{function}+0x");
    fs::read_to_string(PROBES).is_ok_and(|list| {
        list.lines().any(|line| {
            !line.contains("GONE") && line.split_whitespace().any(|word| word.starts_with(&place))
        })
    })
}

const PROBES: &str = "/sys/kernel/debug/kprobes/list";

/// Mounts debugfs where it is not.
pub(crate) fn show_probes() -> Result<(), String> {
    if Path::new(PROBES).exists() {
        return Ok(());
    }
    run(&["mount", "-t", "debugfs", "none", "/sys/kernel/debug"]).map(drop)
}
