//! Many clients under one passgate, which takes longer to load than they all take to run. Each runs
//! in a cgroup of its own, by which its rows are found.

use std::{
    fs::{self, File, OpenOptions},
    process::Stdio,
};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::Value;

use crate::{
    observe::{Observed, report},
    proven,
};

/// A client: its name, and its command for the shell.
pub(crate) type Client = (&'static str, String);

/// Lets clients stay beyond the end of what is observed: they wait for the end of an input that comes
/// when this is dropped.
pub(crate) struct Stays {
    _input: File,
}

impl Stays {
    const INPUT: &str = "/tmp/stays-input";

    pub(crate) fn new() -> Result<Self, String> {
        Ok(Self {
            _input: fifo(Self::INPUT)?,
        })
    }

    /// The shell's command for one, which ends when the client has said `held`. Each has an output of its
    /// own, which ends with a client that fails.
    pub(crate) fn run(&self, client: &str) -> String {
        let input = Self::INPUT;
        format!(
            "output=$(mktemp --dry-run) && mkfifo \"$output\" && \
             {{ {client} < {input} > \"$output\" 2> /dev/null & }} && \
             read -r line < \"$output\" && [ \"$line\" = held ]"
        )
    }
}

/// Makes a pipe with a name, new; it has no end while what is returned is open.
pub(crate) fn fifo(path: &str) -> Result<File, String> {
    let _ = fs::remove_file(path);
    mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0)
        .map_err(|e| format!("cannot make {path}: {e}"))?;
    let file = OpenOptions::new().read(true).write(true).open(path);
    file.map_err(|e| format!("{path}: {e}"))
}

/// What was counted of all of them.
pub(crate) struct Session {
    observed: Observed,
}

impl Session {
    /// Runs clients, one after the other.
    pub(crate) fn run(input: impl Into<Stdio>, clients: &[Client]) -> Result<Self, String> {
        let mut script = String::new();
        for (name, command) in clients {
            script += &format!(
                "mkdir -p /sys/fs/cgroup/{name}\n\
                 (echo 0 > /sys/fs/cgroup/{name}/cgroup.procs; {command}) > /dev/null\n\
                 echo {name} $?\n"
            );
        }
        // It ends as its last command does, which is an echo.
        let observed = report(input, &[], &["bash", "-c", &script])?;
        Ok(Self { observed })
    }

    /// The first of three in which the kernel left no program out, else the last: it counts how often it
    /// does, not of whom, so that nobody's counts are certain then.
    pub(crate) fn undisturbed<E>(session: impl Fn() -> Result<Self, E>) -> Result<Self, E> {
        let disturbed = |session: &Self| session.observed.loss("calls_missed") != Ok(0);
        let mut made = session()?;
        for _ in 0..2 {
            if !disturbed(&made) {
                break;
            }
            made = session()?;
        }
        Ok(made)
    }

    /// What was counted of one, which must have succeeded.
    pub(crate) fn of(&self, client: &str) -> Result<Observed, String> {
        let said = String::from_utf8_lossy(&self.observed.output.stdout);
        let said = said
            .lines()
            .find(|line| line.starts_with(&format!("{client} ")));
        let cgroup = format!("/{client}");
        let below = format!("{cgroup}/");
        let its = |line: &&Value| {
            line["kind"] == "losses"
                || line["subject"]["cgroup"]
                    .as_str()
                    .is_some_and(|found| found == cgroup || found.starts_with(&below))
        };
        let observed = Observed {
            lines: self.observed.lines.iter().filter(its).cloned().collect(),
            output: self.observed.output.clone(),
        };
        if said == Some(&format!("{client} 0")) {
            proven::note(&observed.lines);
            Ok(observed)
        } else {
            Err(format!(
                "the client ended so: {said:?}\n{}",
                observed.text()
            ))
        }
    }
}
