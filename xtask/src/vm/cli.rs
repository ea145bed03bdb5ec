//! `cargo xtask vm`.

use std::{io::IsTerminal, path::PathBuf, process::ExitCode, time::Duration};

use super::{Kernel, Machine, Workload, inherit};
use crate::progress::Result;

/// Runs a command, or a shell, in a guest.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 6.1, 6.12, 7.3, passthrough, or the path of a vmlinuz
    #[arg(long, default_value = Kernel::newest())]
    kernel: String,
    /// One processor on which time counts instructions
    #[arg(long)]
    icount: bool,
    /// A word for the kernel's command line, such as the guest tests' preempt=full
    #[arg(long, value_name = "WORD")]
    parameter: Vec<String>,
    /// A folder that the guest may write; it stays at its path
    #[arg(long, value_name = "FOLDER")]
    share: Vec<PathBuf>,
    /// Give the command a terminal even where standard output is none
    #[arg(long)]
    tty: bool,
    /// Seconds that the command may take
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<u64>,
    /// Seconds that the guest may take to start the command
    #[arg(long, value_name = "SECONDS", default_value_t = 120)]
    boot_timeout: u64,
    /// The command; without one, an interactive shell
    #[arg(last = true)]
    command: Vec<String>,
}

/// Exits as the command did.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    crate::setup::ensure()?;
    let mut machine = Machine::new(Kernel::resolve(&arguments.kernel)?)
        .start_limit(Duration::from_secs(arguments.boot_timeout))
        .limit(arguments.timeout.map(Duration::from_secs));
    if arguments.icount {
        machine = machine.icount();
    }
    for word in &arguments.parameter {
        machine = machine.parameter(word);
    }
    for folder in &arguments.share {
        let folder = folder.canonicalize().map_err(|e| {
            crate::progress::Error::new(
                format!("cannot share {}: {e}", folder.display()),
                "name a folder that exists",
            )
        })?;
        machine = machine.share(folder);
    }
    let on_terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let mut workload = if arguments.command.is_empty() {
        Workload::new(["/bin/bash", "-l"])
    } else {
        Workload::new(arguments.command.clone())
    };
    workload.terminal = arguments.tty || on_terminal || arguments.command.is_empty();
    workload.input = true;
    machine.run(&workload, &mut inherit).map(ExitCode::from)
}
