//! The commands, one file each.

pub mod check;
pub mod completions;
pub mod decode;
pub mod devices;
pub mod diff;
pub mod doctor;
pub mod enforce;
pub mod explain;
pub mod families;
mod kernel_log;
pub mod learn;
pub mod load_report;
pub mod measure;
pub(crate) mod policy;
pub mod run;
pub mod session;
pub mod simulate;
pub mod stat;
pub mod top;
pub mod trace;

use std::{
    io::{self, ErrorKind},
    process::ExitCode,
};

use crate::{
    cli::{self, Cli, Command, Observing, Room},
    exit::{Error, Exit, Result},
    families::{FAMILIES, Family},
    kernel::{Options, selftest::compat_ioctl_by_interrupt},
};

/// Runs what the command line asks for.
///
/// # Errors
///
/// Those of the command.
pub fn run(cli: Cli) -> Result<ExitCode> {
    match cli.command {
        Command::Top(arguments) => top::run(&arguments, options(&arguments.observing))?,
        Command::Stat(arguments) => {
            return stat::run(&stat::Plan {
                json: arguments.json,
                output: arguments.output,
                session: session::Plan {
                    duration: arguments.duration,
                    all: arguments.all,
                    options: options(&arguments.observing),
                    command: arguments.command,
                    ..session::Plan::default()
                },
            });
        }
        Command::Trace(arguments) => {
            let mut options = options(&arguments.observing);
            options.trace = true;
            if !arguments.observing.room.iter().any(Room::is_ring) {
                options.capacities.ring = TRACE_RING;
            }
            return trace::run(trace::Plan {
                json: arguments.json,
                filter: arguments.filter,
                policy: arguments.policy,
                output: arguments.output,
                session: session::Plan {
                    duration: arguments.duration,
                    all: arguments.all,
                    options,
                    command: arguments.command,
                    ..session::Plan::default()
                },
            });
        }
        Command::Devices(arguments) => devices::run(&arguments)?,
        Command::Doctor(format) => return doctor::run(format.json),
        Command::Decode(arguments) => decode::run(&arguments)?,
        Command::Families(arguments) => families::run(&arguments)?,
        Command::Check(arguments) => return check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments)?,
        Command::Diff(arguments) => return diff::run(&arguments),
        Command::Simulate(arguments) => return simulate::run(&arguments),
        Command::Run(arguments) => {
            let options = options(&arguments.observing);
            return run::run(arguments, options);
        }
        Command::Enforce(arguments) => {
            let options = options(&arguments.observing);
            return enforce::run(arguments, options);
        }
        Command::Status(arguments) => return enforce::status(&arguments),
        Command::Reload(arguments) => return enforce::reload(&arguments),
        Command::Confirm(directory) => return enforce::confirm(&directory),
        Command::Stop(arguments) => return enforce::stop(&arguments),
        Command::Learn(arguments) => {
            let options = options(&arguments.observing);
            return learn::run(arguments, options);
        }
        Command::Completions(arguments) => completions::completions(arguments)?,
        Command::Man(arguments) => completions::man(&arguments)?,
        Command::LoadReport(arguments) => return load_report::run(&arguments),
        Command::Measure(arguments) => measure::run(&arguments)?,
        Command::CompatIoctl => compat_ioctl_by_interrupt().map_err(|e| {
            Error::failure(format!("the 32-bit ioctl did not reach its driver: {e}"))
        })?,
    }
    Ok(Exit::Success.into())
}

/// Bytes of the ring buffer where every call is told by itself, unless there is other room.
const TRACE_RING: u32 = 1 << 24;

/// What to load.
fn options(observing: &Observing) -> Options {
    Options {
        log: observing.kernel_log,
        entries: cli::chosen(&observing.entries),
        capacities: Room::capacities(&observing.room),
        ..Options::default()
    }
}

/// The family of a name.
fn family(name: &str) -> Result<&'static Family> {
    let mut all = FAMILIES.iter().copied();
    let found = all.find(|family| family.name.eq_ignore_ascii_case(name));
    found.ok_or_else(|| {
        let names = FAMILIES.iter().map(|family| family.name);
        let remedy = match alike(name, names) {
            Some(near) => format!("the nearest is {near}; `passgate families` lists them"),
            None => "`passgate families` lists them".to_owned(),
        };
        Error::new(Exit::Usage, format!("there is no family {name}")).remedy(remedy)
    })
}

/// The name that is most like what was typed; None where none is like it.
fn alike<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Less alike than this, one name is no slip for the other.
    const ALIKE: f64 = 0.75;
    let typed = typed.to_lowercase();
    let names = names.into_iter();
    let scored = names.map(|name| (strsim::jaro_winkler(&typed, &name.to_lowercase()), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(score, _)| *score >= ALIKE).map(|best| best.1)
}

/// What became of writing to standard output. A reader that has gone has had enough.
fn written(result: io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::failure(format!(
            "cannot write to standard output: {error}"
        ))),
        _ => Ok(()),
    }
}
