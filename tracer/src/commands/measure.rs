//! `passgate measure`: times device commands, for `cargo xtask bench`.

use std::io::{self, Write};

use super::written;
use crate::{
    cli::{Attach, Call, Measure},
    exit::Result,
    kernel::measure::{Attached, Called, measure},
};

/// Prints calls and nanoseconds as one JSON object.
///
/// # Errors
///
/// Where the device does not take the command or the programs do not load.
pub fn run(arguments: &Measure) -> Result<()> {
    let attached = match arguments.attach {
        Attach::None => Attached::Nothing,
        Attach::Empty => Attached::Empty,
        Attach::Count => Attached::Counting,
    };
    let called = match arguments.call {
        Call::NvmeId => Called::NvmeId,
        Call::ReadPipe => Called::ReadPipe,
        Call::ReadFile => Called::ReadFile,
        Call::OpenFile => Called::OpenFile,
        Call::MapFile => Called::MapFile,
    };
    let took = measure(attached, called, &arguments.device, arguments.calls)?;
    let line =
        serde_json::json!({ "calls": arguments.calls, "nanoseconds": took.as_nanos() as f64 });
    written(writeln!(io::stdout(), "{line}"))
}
