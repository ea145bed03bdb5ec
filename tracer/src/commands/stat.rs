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

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    process::{Child, Command},
    signal::unix::{SignalKind, signal},
};

use super::kernel_log::KernelLog;
use crate::{
    exit::{Error, Exit, Result},
    kernel::{self, Facts, Options, Who},
    model::{Model, Report, query},
    sinks::{
        json::{self, SourceLine},
        table,
    },
    source::live::Live,
    tui::state::SourceInfo,
};

/// How long a command may take to end once it was asked to.
const PATIENCE: Duration = Duration::from_secs(5);

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
    /// What to load; whether it is scoped is `stat`'s to decide.
    pub options: Options,
    /// The command to run, with its arguments; empty for none.
    pub command: Vec<OsString>,
}

/// Runs the command line's `stat`. The status is that of the observed command, if there is one.
///
/// # Errors
///
/// Where the programs cannot be loaded, the command cannot be run, or the report not be written.
pub fn run(plan: &Plan) -> Result<ExitCode> {
    // Nothing is overwritten for a run that cannot count, and a report that cannot be written is
    // not worth counting for.
    Facts::gather().require()?;
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
    let Observed {
        source,
        mut report,
        status,
    } = runtime.block_on(observe(plan))?;
    query::sort(&mut report.rows, query::SortKey::Calls, false);
    let written = if plan.json {
        let SourceInfo {
            kernel,
            entries,
            missing,
        } = &source;
        let source = SourceLine::new(kernel, report.at, entries, missing);
        json::line(&mut out, &source).and_then(|()| json::write(&mut out, &report))
    } else {
        let style = match plan.output {
            Some(_) => table::Style::default(),
            None => table::Style::of_stdout(),
        };
        let written = table::write(&mut out, &report, style);
        written.and_then(|()| table::uncovered(&mut out, &source.missing, style))
    };
    match written.and_then(|()| out.flush()) {
        Ok(()) => {}
        // Whoever read has had enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        Err(error) => return Err(Error::failure(format!("cannot write the report: {error}"))),
    }
    Ok(status.map_or(ExitCode::SUCCESS, exit_code))
}

/// What came of counting.
struct Observed {
    source: SourceInfo,
    report: Report,
    /// The command's, where there was one and it ended.
    status: Option<ExitStatus>,
}

async fn observe(plan: &Plan) -> Result<Observed> {
    let scoped = !plan.command.is_empty() && !plan.all;
    let mut kernel = kernel::load(Options {
        who: if scoped {
            Who::Descendants
        } else {
            Who::Everybody
        },
        ..plan.options
    })?;
    let mut log = KernelLog::listen(&mut kernel, plan.options.log)?;
    let release = kernel.release();
    let mut live = Live::new(kernel)?;
    let source = SourceInfo::new(release, &live.hooks());
    let mut model = Model::new();
    if !scoped {
        live.walk()?
            .into_iter()
            .for_each(|sight| model.apply(sight));
    }
    let mut interrupt = handler(SignalKind::interrupt())?;
    let mut terminate = handler(SignalKind::terminate())?;
    let mut child = match plan.command.split_first() {
        Some((program, arguments)) => Some(spawn(program, arguments)?),
        None => None,
    };
    // When something happens next: the end of counting, or of the command's time to obey.
    let deadline = tokio::time::sleep(plan.duration.unwrap_or(Duration::MAX));
    tokio::pin!(deadline);
    let mut stopping = false;
    let status = loop {
        let stop = tokio::select! {
            sights = live.sights() => {
                sights?.into_iter().for_each(|sight| model.apply(sight));
                false
            }
            () = log.flush() => false,
            ended = ended(child.as_mut()) => break Some(ended?),
            () = &mut deadline => true,
            // A terminal sends it to the command, too, which decides when to end.
            _ = interrupt.recv() => child.is_none(),
            _ = terminate.recv() => true,
        };
        if !stop {
            continue;
        }
        let Some(child) = &mut child else { break None };
        // Asked once, made to the next time.
        signal_child(child, if stopping { Signal::KILL } else { Signal::TERM });
        stopping = true;
        deadline
            .as_mut()
            .reset(tokio::time::Instant::now() + PATIENCE);
    };
    // Detached first, so that the last snapshot is the last word.
    live.detach();
    log.finish(live.unknown());
    let counts = live.counts()?;
    live.pending()?
        .into_iter()
        .chain([counts])
        .for_each(|observation| model.apply(observation));
    Ok(Observed {
        source,
        report: model.report(),
        status,
    })
}

fn handler(kind: SignalKind) -> Result<tokio::signal::unix::Signal> {
    signal(kind).map_err(|e| Error::failure(format!("cannot handle signals: {e}")))
}

fn spawn(program: &OsString, arguments: &[OsString]) -> Result<Child> {
    Command::new(program)
        .args(arguments)
        .kill_on_drop(true)
        .spawn()
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

/// Sends the command a signal; it may have ended by itself in the meantime.
fn signal_child(child: &Child, signal: Signal) {
    let pid = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
    if let Some(pid) = pid {
        let _ = kill_process(pid, signal);
    }
}

/// The command's status, in the shell's form where a signal ended it.
fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status
        .code()
        .unwrap_or_else(|| 128 + status.signal().unwrap_or_default());
    ExitCode::from(u8::try_from(code).unwrap_or(Exit::Failure as u8))
}
