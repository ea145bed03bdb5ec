//! The daemon: what is in force while it runs, when it has ended, however it did, and while another takes over.

mod attackers;
mod guarded;
mod installed;
mod lifecycle;
mod limits;
mod prometheus;
mod systemd;
mod ways;

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use serde_json::Value;

use crate::{
    Test, ensure,
    machine::{run, wait_within},
    observe::{passgate, this},
};

pub(crate) use installed::prepare;
pub(crate) use lifecycle::send_vendor;
pub(crate) use limits::OWN;

pub(crate) fn tests() -> Vec<Test> {
    let mut all = lifecycle::tests();
    all.extend(ways::tests());
    all
}

/// What depends on passgate more than on the kernel, and what attackers try.
pub(crate) fn of_one_kernel() -> Vec<Test> {
    let mut all = lifecycle::of_one_kernel();
    all.extend(ways::of_one_kernel());
    all.extend(attackers::tests());
    all.extend(limits::tests());
    all
}

/// The tests of the guest that has a system of its own.
pub(crate) fn under_systemd() -> Vec<Test> {
    systemd::tests()
}

/// Programs are loaded in an emulator, where the verifier takes its time.
const LOADING: Duration = Duration::from_secs(300);
/// EACCES
const REFUSED: i32 = 13;

/// A rule that the tests' client is refused by, with an error that nothing else returns.
const VENDOR: &str = "[[rule]]
name = 'no vendor'
device = { family = 'nvme' }
deny = ['admin.vendor']
errno = 'EACCES'
";

/// A daemon, with a directory of its own for whatever it has.
struct Daemon {
    at: PathBuf,
    child: Option<Child>,
}

impl Daemon {
    /// One that has not been started yet, with this policy.
    fn new(name: &str, policy: &str) -> Result<Self, String> {
        mount_bpf()?;
        // Others may write into /tmp, and a policy there is none to trust.
        let at = PathBuf::from(format!("/root/daemon-{name}"));
        let _ = fs::remove_dir_all(&at);
        fs::create_dir_all(&at).map_err(|e| format!("{}: {e}", at.display()))?;
        let daemon = Self { at, child: None };
        daemon.write(policy)?;
        Ok(daemon)
    }

    /// The same, started.
    fn start(name: &str, policy: &str) -> Result<Self, String> {
        let mut daemon = Self::new(name, policy)?;
        daemon.enforce(&[])?;
        daemon.ready()?;
        Ok(daemon)
    }

    fn policy(&self) -> PathBuf {
        self.at.join("policy.toml")
    }

    fn pins(&self) -> String {
        let name = self.at.file_name().unwrap_or_default();
        format!("/sys/fs/bpf/{}", name.display())
    }

    /// Gives it another policy, which it is to be told of.
    fn write(&self, policy: &str) -> Result<(), String> {
        fs::write(self.policy(), format!("version = 1\n{policy}")).map_err(|e| e.to_string())
    }

    /// Starts it; it may take a while until it is ready.
    fn enforce(&mut self, more: &[&str]) -> Result<(), String> {
        let out = fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.at.join("said"))
            .map_err(|e| e.to_string())?;
        let child = passgate()
            .arg("enforce")
            .args(["--policy", &self.policy().display().to_string()])
            .args(["--directory", &self.at.display().to_string()])
            .args(["--pins", &self.pins()])
            .args(["--log", &self.at.join("log").display().to_string()])
            .args(["--metrics", "127.0.0.1:0"])
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(out)
            .spawn()
            .map_err(|e| format!("cannot run passgate: {e}"))?;
        self.child = Some(child);
        Ok(())
    }

    /// Waits until it answers.
    fn ready(&mut self) -> Result<(), String> {
        let mut status = None;
        let mut ended = None;
        let waited = wait_within(LOADING, "the daemon answers", || {
            ended = self.child.as_mut().and_then(|child| child.try_wait().ok()?);
            status = self.status().ok();
            status.is_some() || ended.is_some()
        });
        waited.map_err(|e| format!("{e}: {}", self.said()))?;
        ensure!(ended.is_none(), "it ended: {ended:?}: {}", self.said());
        Ok(())
    }

    /// What it said of itself, to standard error.
    fn said(&self) -> String {
        fs::read_to_string(self.at.join("said")).unwrap_or_default()
    }

    /// Runs a command that speaks to it.
    fn tell(&self, words: &[&str]) -> Result<Output, String> {
        passgate()
            .args(words)
            .args(["--directory", &self.at.display().to_string()])
            .output()
            .map_err(|e| format!("cannot run passgate: {e}"))
    }

    /// The same for a command that must succeed.
    fn does(&self, words: &[&str]) -> Result<(), String> {
        let output = self.tell(words)?;
        ensure!(
            output.status.success(),
            "{}: {}: {}",
            words.join(" "),
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }

    fn status(&self) -> Result<Value, String> {
        let output = self.tell(&["status", "--json"])?;
        serde_json::from_slice(&output.stdout)
            .map_err(|e| format!("{e}: {}", String::from_utf8_lossy(&output.stderr)))
    }

    /// Its process.
    fn pid(&self) -> u32 {
        self.child.as_ref().map_or(0, Child::id)
    }

    /// Kills it at once.
    fn kill(&mut self) -> Result<(), String> {
        let mut child = self.child.take().ok_or("it does not run")?;
        child.kill().map_err(|e| e.to_string())?;
        child.wait().map(drop).map_err(|e| e.to_string())
    }

    /// Its exit status, once it has ended.
    fn ended(&mut self) -> Result<Option<i32>, String> {
        let mut child = self.child.take().ok_or("it does not run")?;
        child
            .wait()
            .map(|status| status.code())
            .map_err(|e| e.to_string())
    }

    /// The lines of its log.
    fn log(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.at.join("log")).unwrap_or_default();
        text.lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let pins = self.pins();
        let _ = self.tell(&["stop", "--release", "--pins", &pins]);
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
        let _ = fs::remove_dir_all(&self.at);
    }
}

/// Guests have no BPF file system until somebody asks for one.
fn mount_bpf() -> Result<(), String> {
    const AT: &str = "/sys/fs/bpf";
    let mounts = fs::read_to_string("/proc/mounts").map_err(|e| e.to_string())?;
    if mounts
        .lines()
        .any(|line| line.split(' ').nth(1) == Some(AT))
    {
        return Ok(());
    }
    run(&["mount", "-t", "bpf", "bpf", AT]).map(drop)
}

/// What a server has at a path.
fn get(at: &str, path: &str) -> Result<String, String> {
    let failed = |e: std::io::Error| format!("{at}: {e}");
    let mut stream = TcpStream::connect(at).map_err(failed)?;
    // The older version, so that what comes is not in pieces.
    let request = format!("GET {path} HTTP/1.0\r\nHost: {at}\r\n\r\n");
    stream.write_all(request.as_bytes()).map_err(failed)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).map_err(failed)?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
    ensure!(
        head.split(' ').nth(1) == Some("200"),
        "{at} answers {answer}"
    );
    Ok(body.to_owned())
}

/// How a client that sends a vendor's command ends: [`REFUSED`], or as the drive says.
fn vendor() -> Result<i32, String> {
    sent("vendor")
}

/// How one ends that sends a command of this name.
fn sent(command: &str) -> Result<i32, String> {
    let output = Command::new(this())
        .args(["client", "nvme", command, "/dev/nvme0", "1"])
        .output()
        .map_err(|e| format!("cannot run the client: {e}"))?;
    output
        .status
        .code()
        .ok_or_else(|| format!("the client: {}", output.status))
}

/// Fails unless the vendor's command is refused, or is not.
fn is_refused(expected: bool, when: &str) -> Result<(), String> {
    let status = vendor()?;
    ensure!(
        (status == REFUSED) == expected,
        "{when}: the vendor's command ended with {status}"
    );
    Ok(())
}
