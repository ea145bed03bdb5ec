//! A Debian system of the guest's own, in which passgate is installed as docs/daemon.md has it, and enabled: it begins
//! with the boot.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Command, ExitCode},
    time::Duration,
};

use super::VENDOR;
use crate::{
    ensure,
    machine::{run, wait_within},
    observe::passgate,
};

/// As it is shipped.
const UNIT: &str = include_str!("../../../../deploy/passgate.service");
const NAME: &str = "passgate.service";
const POLICY: &str = "/etc/passgate/policy.toml";

/// Room for what an emulator takes longer for: the policy is in force after the verifier has seen all programs.
const EMULATED: &str = "[Service]\nTimeoutStartSec=10min\n";
const PATIENCE: Duration = Duration::from_secs(600);

/// What is started when a machine boots, up to its services.
const TARGET: &str = "basic.target";

/// What a system in memory has no need of, and an emulator takes its time for.
const MASKED: [&str; 10] = [
    "kmod-static-nodes.service",
    "systemd-journal-flush.service",
    "systemd-modules-load.service",
    "systemd-pstore.service",
    "systemd-random-seed.service",
    "systemd-sysctl.service",
    "systemd-sysusers.service",
    "systemd-tmpfiles-setup-dev.service",
    "systemd-tmpfiles-setup.service",
    "systemd-update-utmp.service",
];

/// Scraped often, for nobody is to wait for long.
const PROMETHEUS: &str = "global: {scrape_interval: 2s, scrape_timeout: 2s}
scrape_configs:
  - job_name: passgate
    static_configs: [{targets: [\"127.0.0.1:9797\"]}]
";

/// Installs passgate, before the system's init begins.
pub(crate) fn prepare() -> ExitCode {
    match install() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn install() -> Result<(), String> {
    // A machine without one is booted for the first time, and systemd enables what it likes.
    put("/etc/machine-id", "5061737367617465496e41564d303031\n")?;
    let at = "/usr/bin/passgate";
    fs::copy(passgate().get_program(), at).map_err(|e| format!("{at}: {e}"))?;
    fs::set_permissions(at, fs::Permissions::from_mode(0o755)).map_err(|e| e.to_string())?;
    put(POLICY, &policy(VENDOR))?;
    put(&format!("/etc/systemd/system/{NAME}"), UNIT)?;
    put(&drop_in("emulated"), EMULATED)?;
    put("/etc/prometheus/prometheus.yml", PROMETHEUS)?;
    run(&["systemctl", "enable", NAME])?;
    run(&["systemctl", "set-default", TARGET])?;
    run(&[&["systemctl", "mask"][..], &MASKED].concat()).map(drop)
}

/// Writes a file that others may read, with the directories that it is in.
fn put(path: &str, text: &str) -> Result<(), String> {
    let write = || {
        fs::create_dir_all(Path::new(path).parent().unwrap_or(Path::new("/")))?;
        fs::write(path, text)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o644))
    };
    write().map_err(|e| format!("{path}: {e}"))
}

fn drop_in(name: &str) -> String {
    format!("/etc/systemd/system/{NAME}.d/{name}.conf")
}

fn policy(rules: &str) -> String {
    format!("version = 1\n{rules}")
}

/// The service.
pub(super) struct Service;

impl Service {
    /// Once the machine has booted, whatever became of the service.
    pub(super) fn at_boot() -> Result<Self, String> {
        wait_within(PATIENCE, "the machine has booted", || {
            property(TARGET, "ActiveState").is_ok_and(|state| state == "active")
        })
        .map_err(|e| format!("{e}: {}", journal(&["-n", "40"]).unwrap_or_default()))?;
        Ok(Self)
    }

    /// The same, active with this policy.
    pub(super) fn with(rules: &str) -> Result<Self, String> {
        let service = Self::at_boot()?;
        let before = fs::read_to_string(POLICY).unwrap_or_default();
        service.write(rules)?;
        if service.show("ActiveState")? != "active" {
            service.does("start")?;
        } else if before != policy(rules) {
            service.does("reload")?;
        }
        Ok(service)
    }

    /// Gives it another policy, which it is to be told of.
    pub(super) fn write(&self, rules: &str) -> Result<(), String> {
        put(POLICY, &policy(rules))
    }

    /// Changes its unit, which it is to be restarted for.
    pub(super) fn change(&self, name: &str, text: &str) -> Result<(), String> {
        put(&drop_in(name), text)?;
        run(&["systemctl", "daemon-reload"]).map(drop)
    }

    /// What systemctl does with it, once that is done. Where it fails, what the journal has.
    pub(super) fn does(&self, what: &str) -> Result<(), String> {
        let done = run(&["systemctl", what, NAME]);
        done.map(drop)
            .map_err(|e| format!("{e}: {}", self.said().unwrap_or_default()))
    }

    /// A property that systemd has of it.
    pub(super) fn show(&self, name: &str) -> Result<String, String> {
        property(NAME, name)
    }

    /// A moment, in microseconds since the boot.
    pub(super) fn moment(&self, name: &str) -> Result<u64, String> {
        moment(NAME, name)
    }

    pub(super) fn process(&self) -> Result<u32, String> {
        let process = self.show("MainPID")?;
        process.parse().map_err(|e| format!("{process}: {e}"))
    }

    /// The last of what it said, and of what systemd said of it; not its log.
    pub(super) fn said(&self) -> Result<String, String> {
        let said = journal(&["-u", NAME, "-n", "20000"])?;
        let mut last: Vec<&str> = said
            .lines()
            .filter(|line| !line.contains(": refused: "))
            .collect();
        last.drain(..last.len().saturating_sub(40));
        Ok(last.join("\n"))
    }

    /// `passgate status`, as anybody may ask.
    pub(super) fn status(&self) -> Result<serde_json::Value, String> {
        let output = Command::new("passgate")
            .args(["status", "--json"])
            .output()
            .map_err(|e| format!("cannot run passgate: {e}"))?;
        serde_json::from_slice(&output.stdout)
            .map_err(|e| format!("{e}: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// When the services begin.
pub(super) fn services_from() -> Result<u64, String> {
    moment(TARGET, "ActiveEnterTimestampMonotonic")
}

/// What the journal has, of this boot.
pub(super) fn journal(words: &[&str]) -> Result<String, String> {
    run(&[&["journalctl", "--no-pager", "-b"][..], words].concat())
}

fn property(unit: &str, name: &str) -> Result<String, String> {
    let shown = run(&["systemctl", "show", "--property", name, "--value", unit])?;
    Ok(shown.trim().to_owned())
}

fn moment(unit: &str, name: &str) -> Result<u64, String> {
    let moment = property(unit, name)?;
    let moment = moment
        .parse()
        .map_err(|e| format!("{name}: {moment}: {e}"))?;
    ensure!(moment > 0, "{unit} has no {name}");
    Ok(moment)
}
