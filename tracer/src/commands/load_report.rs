//! `passgate load-report`: loads the programs without attaching them, for `cargo xtask load`.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::written;
use crate::{
    cli::LoadReport,
    exit::{Error, Exit, Result},
    kernel::report::load_report,
};

/// Prints the report as one JSON object. A program that the kernel refuses is part of it, and
/// makes the status that of a failure.
///
/// # Errors
///
/// Where the object cannot be read or brought into the kernel.
pub fn run(arguments: &LoadReport) -> Result<ExitCode> {
    let object = arguments.object.as_ref().map(|path| {
        std::fs::read(path).map_err(|e| {
            Error::failure(format!("cannot read {}: {e}", path.display()))
                .remedy("name an object that `cargo xtask build` made")
        })
    });
    let report = load_report(object.transpose()?.as_deref())?;
    let refused = report
        .programs
        .iter()
        .any(|program| program.error.is_some());
    let mut line = serde_json::to_vec(&report)
        .map_err(|e| Error::failure(format!("cannot write the report as JSON: {e}")))?;
    line.push(b'\n');
    written(io::stdout().write_all(&line))?;
    Ok(if refused {
        Exit::Failure
    } else {
        Exit::Success
    }
    .into())
}
