//! Many clients under one passgate, which takes longer to load than they all take to run. Each runs
//! in a cgroup of its own, by which its rows are found.

use std::process::Stdio;

use serde_json::Value;

use crate::observe::{Observed, stat_from};

/// A client: its name, and its command for the shell.
pub(crate) type Client = (&'static str, String);

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
        let observed = stat_from(input, &[], &["bash", "-c", &script])?;
        Ok(Self { observed })
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
            Ok(observed)
        } else {
            Err(format!(
                "the client ended so: {said:?}\n{}",
                observed.text()
            ))
        }
    }
}
