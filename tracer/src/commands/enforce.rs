//! `passgate enforce`: the daemon. And what speaks to it: `status`, `reload`, `confirm` and `stop`.

use std::{io, process::ExitCode};

use super::written;
use crate::{
    cli,
    daemon::{
        self, End, Plan,
        control::{Answer, Request, ask},
        log::To,
        status,
    },
    exit::{Error, Exit, Result},
    kernel::{Facts, Options, Pins},
    sinks::json,
};

/// Enforces until it is asked to end.
///
/// # Errors
///
/// Where the policy cannot be put in force.
pub fn run(arguments: cli::Enforce, options: Options) -> Result<ExitCode> {
    Facts::gather().require()?;
    let plan = Plan {
        policy: arguments.policy,
        options,
        pins: Pins::new(arguments.pins),
        directory: arguments.directory.directory,
        confirm_within: arguments.confirm_within,
        watch: arguments.watch,
        log: match arguments.log.as_str() {
            "stdout" => To::Stdout,
            "journald" => To::Journal,
            "none" => To::Nowhere,
            path => To::File {
                path: path.into(),
                bytes: arguments.log_size,
                kept: arguments.log_files,
            },
        },
        log_rate: arguments.log_rate,
        metrics: arguments.metrics.0,
        series: arguments.metrics_series,
        run_times: arguments.run_times,
    };
    let ended = runtime()?.block_on(daemon::run(plan))?;
    Ok(match ended {
        End::Stopped => Exit::Success,
        End::Unconfirmed => Exit::Unsound,
    }
    .into())
}

/// Tells how the daemon is.
///
/// # Errors
///
/// Where none answers.
pub fn status(arguments: &cli::Status) -> Result<ExitCode> {
    let answer = runtime()?.block_on(ask(&arguments.directory.directory, &Request::Status))?;
    let Answer::Status(status) = answer else {
        return done(answer);
    };
    let mut out = io::stdout().lock();
    written(match arguments.json {
        true => json::line(&mut out, &status),
        false => status::text(&mut out, &status),
    })?;
    let is_well = status.alarms.is_empty()
        && status.failed.is_none()
        && status.trial.is_none()
        && status.break_glass.is_none();
    Ok(if is_well {
        Exit::Success
    } else {
        Exit::Unsound
    }
    .into())
}

/// Has it read its policy anew.
///
/// # Errors
///
/// Where none answers.
pub fn reload(arguments: &cli::Reload) -> Result<ExitCode> {
    let request = Request::Reload {
        confirm_within: arguments.confirm_within.map(|time| time.as_secs().max(1)),
    };
    done(runtime()?.block_on(ask(&arguments.directory.directory, &request))?)
}

/// Has it stay with the policy that is on trial.
///
/// # Errors
///
/// Where none answers.
pub fn confirm(directory: &cli::Directory) -> Result<ExitCode> {
    done(runtime()?.block_on(ask(&directory.directory, &Request::Confirm))?)
}

/// Ends it.
///
/// # Errors
///
/// Where none answers, unless nothing is to stay in force.
pub fn stop(arguments: &cli::Stop) -> Result<ExitCode> {
    let request = Request::Stop {
        release: arguments.release,
    };
    match runtime()?.block_on(ask(&arguments.directory.directory, &request)) {
        // It may be gone, and what it left not.
        Err(_) if arguments.release => {
            Pins::new(&arguments.pins).release()?;
            written(writeln(
                "no daemon answered; nothing of one is in force any more",
            ))?;
            Ok(Exit::Success.into())
        }
        answered => done(answered?),
    }
}

fn writeln(text: &str) -> io::Result<()> {
    use io::Write as _;
    writeln!(io::stdout().lock(), "{text}")
}

/// Tells what the daemon answered.
fn done(answer: Answer) -> Result<ExitCode> {
    match answer {
        Answer::Failed { exit, message } => {
            eprintln!("passgate: {message}");
            Ok(exit.into())
        }
        Answer::Done(text) => {
            written(writeln(&text))?;
            Ok(Exit::Success.into())
        }
        Answer::Status(_) => Err(Error::failure("the daemon answers something else")),
    }
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::failure(format!("cannot start the runtime: {e}")))
}
