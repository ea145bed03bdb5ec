//! What the machine must offer before a program can be loaded, read without changing anything.

use std::{fs, io::ErrorKind};

use serde::Serialize;

use crate::exit::{Error, Exit, Result};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Its name.
    pub name: &'static str,
    /// What was found.
    pub value: String,
    /// What is wrong with it, and what to do.
    pub problem: Option<Problem>,
}

/// What is wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// One sentence.
    pub message: String,
    /// One sentence.
    pub remedy: String,
    #[serde(skip)]
    exit: Exit,
}

/// What the machine offers, in the order in which it is needed.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Facts(Vec<Fact>);

impl Facts {
    /// Looks at the machine.
    pub fn gather() -> Self {
        Self(vec![
            kernel(),
            capabilities(),
            btf(),
            security_modules(),
            lockdown(),
            ftrace(),
            symbols(),
        ])
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.0.iter()
    }

    /// The first problem, as the error to end with.
    ///
    /// # Errors
    ///
    /// Where there is a problem.
    pub fn require(&self) -> Result<()> {
        match self.0.iter().find_map(|fact| fact.problem.as_ref()) {
            Some(problem) => {
                Err(Error::new(problem.exit, &problem.message).remedy(&problem.remedy))
            }
            None => Ok(()),
        }
    }
}

fn problem(exit: Exit, message: impl Into<String>, remedy: impl Into<String>) -> Option<Problem> {
    Some(Problem {
        message: message.into(),
        remedy: remedy.into(),
        exit,
    })
}

/// The kernel's release.
pub(crate) fn release() -> String {
    rustix::system::uname()
        .release()
        .to_string_lossy()
        .into_owned()
}

fn kernel() -> Fact {
    let release = release();
    let problem = match version(&release) {
        Some(version) if version < (6, 1) => problem(
            Exit::Unsupported,
            format!(
                "Linux {release} is too old: its sleepable programs cannot read a command's argument safely"
            ),
            "boot Linux 6.1 or newer",
        ),
        _ => None,
    };
    Fact {
        name: "kernel",
        value: release,
        problem,
    }
}

/// Major and minor number of a release.
fn version(release: &str) -> Option<(u32, u32)> {
    let mut numbers = release.split(|c: char| !c.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// The capabilities that loading needs, by bit (`include/uapi/linux/capability.h`).
const CAPABILITIES: [(u32, &str); 3] = [(38, "CAP_PERFMON"), (39, "CAP_BPF"), (34, "CAP_SYSLOG")];
/// CAP_SYS_ADMIN stands for the first two.
const SYS_ADMIN: u32 = 21;

fn capabilities() -> Fact {
    let effective = fs::read_to_string("/proc/self/status")
        .ok()
        .as_deref()
        .and_then(|status| status.lines().find_map(|line| line.strip_prefix("CapEff:")))
        .and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok());
    let Some(effective) = effective else {
        return Fact {
            name: "capabilities",
            value: "unreadable".into(),
            problem: problem(
                Exit::Failure,
                "cannot read /proc/self/status",
                "mount /proc",
            ),
        };
    };
    let missing = missing_capabilities(effective);
    let (value, problem) = if missing.is_empty() {
        ("sufficient".to_owned(), None)
    } else {
        let missing = missing.join(", ");
        (
            format!("without {missing}"),
            problem(
                Exit::NotPermitted,
                format!("loading BPF programs needs privileges that this process lacks: {missing}"),
                "run it as root: sudo passgate ...",
            ),
        )
    };
    Fact {
        name: "capabilities",
        value,
        problem,
    }
}

fn missing_capabilities(effective: u64) -> Vec<&'static str> {
    let has = |bit: u32| effective & (1 << bit) != 0;
    CAPABILITIES
        .iter()
        .filter(|(bit, name)| !has(*bit) && (*name == "CAP_SYSLOG" || !has(SYS_ADMIN)))
        .map(|(_, name)| *name)
        .collect()
}

/// What to do on a kernel that was built without something.
pub(super) const OTHER_KERNEL: &str = "boot a kernel that is built with CONFIG_DEBUG_INFO_BTF=y and CONFIG_BPF_LSM=y, as Debian's, Ubuntu's and Fedora's are";

fn btf() -> Fact {
    let (value, problem) = match super::btf::names_hook("file_ioctl") {
        Err(error) => ("missing", problem(error.exit, error.message, OTHER_KERNEL)),
        Ok(true) => ("present, with BPF LSM hooks", None),
        Ok(false) => (
            "present, without BPF LSM hooks",
            problem(
                Exit::Unsupported,
                "the kernel is built without BPF LSM",
                OTHER_KERNEL,
            ),
        ),
    };
    Fact {
        name: "btf",
        value: value.to_owned(),
        problem,
    }
}

fn security_modules() -> Fact {
    const LIST: &str = "/sys/kernel/security/lsm";
    let (value, problem) = match fs::read_to_string(LIST) {
        Ok(list) => {
            let list = list.trim().to_owned();
            let problem = if list.split(',').any(|name| name == "bpf") {
                None
            } else {
                problem(
                    Exit::Unsupported,
                    format!("BPF is not among the kernel's active security modules ({list})"),
                    format!("boot with the kernel parameter lsm={list},bpf"),
                )
            };
            (list, problem)
        }
        Err(error) if error.kind() == ErrorKind::NotFound => (
            "unknown".to_owned(),
            problem(
                Exit::Unsupported,
                format!(
                    "cannot tell whether BPF is among the kernel's security modules: there is no {LIST}"
                ),
                "mount securityfs: mount -t securityfs securityfs /sys/kernel/security",
            ),
        ),
        Err(error) => (
            "unreadable".to_owned(),
            problem(
                Exit::NotPermitted,
                format!("cannot read {LIST}: {error}"),
                "run it as root: sudo passgate ...",
            ),
        ),
    };
    Fact {
        name: "lsm",
        value,
        problem,
    }
}

fn lockdown() -> Fact {
    let state = fs::read_to_string("/sys/kernel/security/lockdown").unwrap_or_default();
    let state = state
        .split_whitespace()
        .find_map(|word| word.strip_prefix('[')?.strip_suffix(']'))
        .unwrap_or("unknown")
        .to_owned();
    let problem = if state == "confidentiality" {
        problem(
            Exit::Unsupported,
            "the kernel is locked down for confidentiality: BPF programs may not read its memory",
            "boot with lockdown=integrity",
        )
    } else {
        None
    };
    Fact {
        name: "lockdown",
        value: state,
        problem,
    }
}

/// What turns everything off that is attached to functions: BPF LSM programs on most kernels, too.
fn ftrace_setting() -> String {
    let state = fs::read_to_string("/proc/sys/kernel/ftrace_enabled").unwrap_or_default();
    state.trim().to_owned()
}

/// Whether the kernel says that it does not run what is attached.
pub fn ftrace_is_off() -> bool {
    ftrace_setting() == "0"
}

fn ftrace() -> Fact {
    let (value, problem) = match ftrace_setting().as_str() {
        "0" => (
            "disabled",
            problem(
                Exit::Unsupported,
                "kernel.ftrace_enabled is 0: BPF LSM programs do not run, though they attach",
                "sysctl kernel.ftrace_enabled=1",
            ),
        ),
        "1" => ("enabled", None),
        _ => ("unknown", None),
    };
    Fact {
        name: "ftrace",
        value: value.to_owned(),
        problem,
    }
}

fn symbols() -> Fact {
    let (value, problem) = match super::symbols::visible() {
        Ok(()) => ("visible", None),
        Err(error) => (
            "hidden",
            problem(error.exit, error.message, error.remedy.unwrap_or_default()),
        ),
    };
    Fact {
        name: "symbols",
        value: value.to_owned(),
        problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_compared_by_number() {
        assert_eq!(version("6.12.95+deb12-amd64"), Some((6, 12)));
        assert_eq!(version("7.3.4-passthrough"), Some((7, 3)));
        assert_eq!(version("5.10.0-28-amd64"), Some((5, 10)));
        assert_eq!(version("nonsense"), None);
    }

    #[test]
    fn an_administrator_needs_no_finer_capabilities() {
        assert_eq!(missing_capabilities(u64::MAX), Vec::<&str>::new());
        assert_eq!(
            missing_capabilities(0),
            ["CAP_PERFMON", "CAP_BPF", "CAP_SYSLOG"]
        );
        assert_eq!(missing_capabilities(1 << SYS_ADMIN), ["CAP_SYSLOG"]);
        assert_eq!(
            missing_capabilities(1 << 38 | 1 << 39 | 1 << 34),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn the_first_problem_is_the_error() {
        let fine = Fact {
            name: "a",
            value: String::new(),
            problem: None,
        };
        let bad = Fact {
            name: "b",
            value: String::new(),
            problem: problem(Exit::NotPermitted, "no", "do"),
        };
        assert!(Facts(vec![fine.clone()]).require().is_ok());
        let error = Facts(vec![fine, bad]).require().unwrap_err();
        assert_eq!(
            (error.exit, error.message.as_str()),
            (Exit::NotPermitted, "no")
        );
    }
}
