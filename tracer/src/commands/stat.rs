//! `passgate stat`: counts for a time, or while a command runs, then writes a report.

use std::{
    ffi::OsString,
    fs::File,
    io::{BufWriter, ErrorKind, Write},
    os::unix::process::ExitStatusExt as _,
    path::PathBuf,
    process::{ExitCode, ExitStatus},
    time::Duration,
};

use tokio::{
    process::{Child, Command},
    signal::unix::{SignalKind, signal},
};

use super::kernel_log::KernelLog;
use crate::{
    exit::{Error, Exit, Result},
    kernel::{self, Kernel, Options},
    model::{Model, Report, query},
    sinks::{json, table},
    source::live::Live,
};

/// What to count, and how to write it down.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// JSON Lines instead of a table.
    pub json: bool,
    /// Stop after this time; a command that still runs is terminated.
    pub duration: Option<Duration>,
    /// Count everybody, even where a command is given.
    pub all: bool,
    /// Where to write instead of standard output.
    pub output: Option<PathBuf>,
    /// Show the programs' own log on standard error.
    pub kernel_log: bool,
    /// The command to run, with its arguments; empty for none.
    pub command: Vec<OsString>,
}

/// Runs the command line's `stat`. The status is that of the observed command, if there is one.
///
/// # Errors
///
/// Where the programs cannot be loaded, the command cannot be run, or the report not be written.
pub fn run(plan: &Plan) -> Result<ExitCode> {
    // Opened first: a report that cannot be written is not worth counting for.
    let mut out: Box<dyn Write> = match &plan.output {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|e| {
            Error::failure(format!("cannot write {}: {e}", path.display()))
                .remedy("name a file that you may write")
        })?)),
        None => Box::new(std::io::stdout().lock()),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::failure(format!("cannot start the runtime: {e}")))?;
    let (mut report, status) = runtime.block_on(observe(plan))?;
    query::sort(&mut report.rows, query::SortKey::Calls, false);
    let written = if plan.json {
        json::write(&mut out, &report)
    } else if plan.output.is_some() {
        table::write(&mut out, &report, table::Style::default())
    } else {
        table::write(&mut out, &report, table::Style::of_stdout())
    };
    match written.and_then(|()| out.flush()) {
        Ok(()) => {}
        // Whoever read has had enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        Err(error) => return Err(Error::failure(format!("cannot write the report: {error}"))),
    }
    Ok(status.map_or(ExitCode::SUCCESS, exit_code))
}

async fn observe(plan: &Plan) -> Result<(Report, Option<ExitStatus>)> {
    let scoped = !plan.command.is_empty() && !plan.all;
    let mut kernel = kernel::load(Options {
        scoped,
        log: plan.kernel_log,
    })?;
    let mut live = Live::new(&mut kernel)?;
    let mut log = KernelLog::listen(&mut kernel, plan.kernel_log)?;
    let mut model = Model::new();
    let mut interrupt = handler(SignalKind::interrupt())?;
    let mut terminate = handler(SignalKind::terminate())?;
    let mut child = match plan.command.split_first() {
        Some((program, arguments)) => Some(spawn(&mut kernel, program, arguments)?),
        None => None,
    };
    let end = async {
        match plan.duration {
            Some(duration) => tokio::time::sleep(duration).await,
            None => std::future::pending().await,
        }
    };
    tokio::pin!(end);
    let mut status = None;
    loop {
        tokio::select! {
            sights = live.sights() => sights?.into_iter().for_each(|sight| model.apply(sight)),
            () = log.flush() => {}
            ended = ended(child.as_mut()) => {
                status = Some(ended?);
                break;
            }
            () = &mut end => {
                status = stop(child.as_mut()).await?;
                break;
            }
            // A terminal sends it to the command, too, which decides when to end.
            _ = interrupt.recv() => if child.is_none() { break },
            _ = terminate.recv() => {
                status = stop(child.as_mut()).await?;
                break;
            }
        }
    }
    // Detached first, so that the last snapshot is the last word.
    drop(kernel);
    log.finish();
    let counts = live.counts()?;
    live.pending()
        .into_iter()
        .chain([counts])
        .for_each(|observation| model.apply(observation));
    Ok((model.report(), status))
}

fn handler(kind: SignalKind) -> Result<tokio::signal::unix::Signal> {
    signal(kind).map_err(|e| Error::failure(format!("cannot handle signals: {e}")))
}

fn spawn(kernel: &mut Kernel, program: &OsString, arguments: &[OsString]) -> Result<Child> {
    kernel
        .in_scope(|| Command::new(program).args(arguments).spawn())?
        .map_err(|error| {
            let name = program.to_string_lossy();
            match error.kind() {
                ErrorKind::NotFound => {
                    Error::new(Exit::NotFound, format!("there is no command {name}"))
                        .remedy("check its name, or give its whole path")
                }
                ErrorKind::PermissionDenied => Error::new(
                    Exit::CannotExecute,
                    format!("{name} cannot be executed: {error}"),
                )
                .remedy("check its permissions: chmod +x"),
                _ => Error::new(
                    Exit::CannotExecute,
                    format!("{name} cannot be executed: {error}"),
                ),
            }
        })
}

/// Ends when the command does; never where there is none.
async fn ended(child: Option<&mut Child>) -> Result<ExitStatus> {
    match child {
        Some(child) => child
            .wait()
            .await
            .map_err(|e| Error::failure(format!("cannot wait for the command: {e}"))),
        None => std::future::pending().await,
    }
}

/// Terminates the command, if there is one, and waits for it.
async fn stop(mut child: Option<&mut Child>) -> Result<Option<ExitStatus>> {
    let pid = child
        .as_ref()
        .and_then(|child| child.id())
        .and_then(|id| rustix::process::Pid::from_raw(id.cast_signed()));
    if let Some(pid) = pid {
        // It may have ended by itself in the meantime.
        let _ = rustix::process::kill_process(pid, rustix::process::Signal::TERM);
    }
    match child.as_mut() {
        Some(child) => ended(Some(child)).await.map(Some),
        None => Ok(None),
    }
}

/// The command's status, in the shell's form where a signal ended it.
fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status
        .code()
        .unwrap_or_else(|| 128 + status.signal().unwrap_or_default());
    ExitCode::from(u8::try_from(code).unwrap_or(Exit::Failure as u8))
}
