//! `passgate measure`: times device commands, for `cargo xtask bench`.

use std::io::{self, Write};

use clap::ValueEnum as _;

use super::written;
use crate::{
    cli::{Attach, Call, Measure},
    exit::Result,
    kernel::measure::{Attached, Called, attach, measure},
};

/// Prints one JSON object for each kind of call: its name, how many there were, and their nanoseconds.
///
/// # Errors
///
/// Where the device does not take the command or the programs do not load.
pub fn run(arguments: &Measure) -> Result<()> {
    // Attaching takes far longer than calling.
    let attached = attach(match arguments.attach {
        Attach::None => Attached::Nothing,
        Attach::Empty => Attached::Empty,
        Attach::Count => Attached::Counting,
    })?;
    for call in &arguments.call {
        let called = match call {
            Call::NvmeId => Called::NvmeId,
            Call::IoctlSocket => Called::IoctlSocket,
            Call::ReadPipe => Called::ReadPipe,
            Call::ReadFile => Called::ReadFile,
            Call::OpenFile => Called::OpenFile,
            Call::MapFile => Called::MapFile,
        };
        let took = measure(called, &arguments.device, arguments.calls)?;
        let name = call.to_possible_value();
        let line = serde_json::json!({
            "call": name.as_ref().map(|name| name.get_name()),
            "calls": arguments.calls,
            "nanoseconds": took.as_nanos() as f64,
        });
        written(writeln!(io::stdout(), "{line}"))?;
    }
    drop(attached);
    Ok(())
}
