//! `cargo xtask demo`: real clients at work in a guest, and passgate watching them.

use std::{io::IsTerminal, path::PathBuf, process::ExitCode, time::Duration};

use clap::Args;

use crate::{
    progress::{Error, Result, say},
    setup,
    static_build::passgate,
    vm::{Kernel, Machine, Stream, Workload, inherit},
};

/// The clients at work, and then what watches them.
const SCRIPT: &str = include_str!("demo/clients.sh");

/// Seconds that are counted where there is no terminal to watch on.
const SECONDS: &str = "20";

/// How long that may take on a slow machine.
const LIMIT: Duration = Duration::from_secs(180);

#[derive(Args)]
pub(crate) struct Arguments {
    /// Write what is counted in twenty seconds into this file, as JSON Lines; docs/top.jsonl is made
    /// so, and docs/top.svg from it
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

/// Shows the live view on a terminal; elsewhere prints a table, and fails if it lacks a client's command.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    setup::ensure()?;
    let passgate = passgate()?;
    let passgate = passgate.display().to_string();
    let machine = Machine::new(Kernel::resolve(Kernel::newest())?);
    say(format!(
        "booting Linux {} with its own NVMe drive and SCSI disk",
        machine.version()
    ));
    let is_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let live = is_terminal && arguments.record.is_none();
    let watch: &[&str] = match (live, &arguments.record) {
        (true, _) => &["top"],
        (false, None) => &["stat", "--all", "--duration", SECONDS],
        (false, Some(_)) => &["stat", "--all", "--json", "--duration", SECONDS],
    };
    let command = ["/bin/sh", "-c", SCRIPT, "demo", &passgate]
        .into_iter()
        .chain(watch.iter().copied());
    // A live view ends when its user wants; the table is due soon after its time.
    let machine = machine.limit((!live).then_some(LIMIT));
    let mut workload = Workload::new(command);
    workload.terminal = live;
    let mut output = Vec::new();
    let status = machine.run(&workload, &mut |stream, bytes| {
        if stream == Stream::Output && !live {
            output.extend_from_slice(bytes);
        }
        if stream != Stream::Output || arguments.record.is_none() {
            inherit(stream, bytes);
        }
    })?;
    if status == 0 && !live {
        let report = String::from_utf8_lossy(&output);
        for command in ["NVME_IOCTL_ADMIN_CMD", "SG_IO"] {
            if !has_row(&report, command) {
                return Err(Error::new(
                    format!("no {command} was counted, though clients sent some"),
                    format!("look at `cargo xtask vm -- {passgate} doctor`"),
                ));
            }
        }
    }
    if let (0, Some(file)) = (status, &arguments.record) {
        std::fs::write(file, &output).map_err(|e| {
            Error::new(
                format!("cannot write {}: {e}", file.display()),
                "name a file that you may write",
            )
        })?;
        say(format!("recorded into {}", file.display()));
    }
    Ok(ExitCode::from(status))
}

/// Whether a row of the report is about this command.
fn has_row(report: &str, command: &str) -> bool {
    let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut words = report.split(|c: char| !is_of_name(c));
    words.any(|word| word == command)
}

#[cfg(test)]
mod tests {
    use super::has_row;

    #[test]
    fn a_command_is_found_as_a_word() {
        let table = "DEVICE  COMMAND        CALLS\nnvme0   NVME_IOCTL_ID  3\n";
        assert!(has_row(table, "NVME_IOCTL_ID"));
        assert!(!has_row(table, "NVME_IOCTL"));
        assert!(!has_row(table, "SG_IO"));
        assert!(has_row(r#"{"command":"SG_IO","calls":1}"#, "SG_IO"));
    }
}
