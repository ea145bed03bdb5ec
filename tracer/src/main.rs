//! The program: reads the command line, runs the command, and tells how it ended.

use std::process::ExitCode;

use clap::Parser as _;
use passgate::{cli::Cli, commands};

fn main() -> ExitCode {
    match commands::run(Cli::parse()) {
        Ok(status) => status,
        Err(error) => {
            eprintln!("passgate: {error}");
            error.exit.into()
        }
    }
}
