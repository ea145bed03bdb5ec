//! The program: reads the command line, runs the command, and tells how it ended.

use std::{io::Write as _, process::ExitCode};

use clap::Parser as _;
use passgate::{cli::Cli, commands};

fn main() -> ExitCode {
    match commands::run(Cli::parse()) {
        Ok(status) => status,
        Err(error) => {
            // Where nobody reads it any more, the status still tells.
            let _ = writeln!(std::io::stderr(), "passgate: {error}");
            error.exit.into()
        }
    }
}
