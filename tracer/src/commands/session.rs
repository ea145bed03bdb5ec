//! Observing for a time, or while a command runs: what `stat` and `trace` have in common.

use std::{
    ffi::OsString,
    io::ErrorKind,
    os::unix::process::ExitStatusExt as _,
    process::{ExitCode, ExitStatus},
    time::Duration,
};

use rustix::process::{Pid, Signal, kill_process};
use tokio::{
    process::{Child, Command},
    signal::unix::{SignalKind, signal},
    time::{Interval, MissedTickBehavior},
};

use super::kernel_log::KernelLog;
use crate::{
    exit::{Error, Exit, Result},
    kernel::{self, Kernel, Options, Policed, Who},
    model::observation::{Losses, Observation},
    policy::compile::Compiled,
    source::{live::Live, own_cgroup::OwnCgroup},
    tui::state::SourceInfo,
};

/// How long a command may take to end once it was asked to.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whom to observe, and for how long.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Stop after this time; a command that still runs is terminated.
    pub duration: Option<Duration>,
    /// Observe everybody, even where a command is given.
    pub all: bool,
    /// What to load; whether it is scoped is decided here.
    pub options: Options,
    /// The policy that calls are decided by.
    pub policy: Option<Compiled>,
    /// Whether the command runs in a cgroup of its own; what still runs there in the end is killed.
    pub own_cgroup: bool,
    /// The command to run, with its arguments; empty for none.
    pub command: Vec<OsString>,
}

/// What to do with what is observed.
pub(super) trait Observer {
    /// The programs are attached.
    ///
    /// # Errors
    ///
    /// Its own; observing ends then.
    fn began(&mut self, _source: &SourceInfo) -> Result<()> {
        Ok(())
    }

    /// There is news. Returns whether there is a use for more.
    ///
    /// # Errors
    ///
    /// Its own; observing ends then.
    fn observed(&mut self, news: Vec<Observation>) -> Result<bool>;

    /// How often it wants to know what was lost, while it observes; None for not at all.
    const LOSSES_EVERY: Option<Duration> = None;

    /// This was lost until now. Returns whether there is a use for more.
    ///
    /// # Errors
    ///
    /// Its own; observing ends then.
    fn lost(&mut self, _losses: &Losses) -> Result<bool> {
        Ok(true)
    }
}

/// When an observer is told what was lost.
fn clock<O: Observer>(_: &O) -> Option<Interval> {
    let mut clock = tokio::time::interval(O::LOSSES_EVERY?);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    Some(clock)
}

/// Waits for the next time of a clock; for ever where there is none.
async fn next(clock: &mut Option<Interval>) {
    match clock {
        Some(clock) => {
            clock.tick().await;
        }
        None => std::future::pending().await,
    }
}

/// Observes as planned; returns what was observed with and the command's status, where there was one and
/// it ended. The last news are the counts.
///
/// # Errors
///
/// Where the programs cannot be loaded, the command not be run, or the observer fails.
pub(super) async fn observe(
    plan: &Plan,
    observer: &mut impl Observer,
) -> Result<(SourceInfo, Option<ExitStatus>)> {
    let scoped = !plan.command.is_empty() && !plan.all;
    let options = Options {
        who: if scoped {
            Who::Descendants
        } else {
            Who::Everybody
        },
        ..plan.options
    };
    let policy = plan.policy.clone();
    let mut kernel = load(options, policy.as_ref())?;
    let mut log = KernelLog::listen(&mut kernel, plan.options.log)?;
    let release = kernel.release();
    let mut live = live(kernel, policy, options)?;
    let source = SourceInfo::new(release, &live.hooks());
    observer.began(&source)?;
    if !scoped {
        observer.observed(live.walk()?)?;
    }
    let mut interrupt = handler(SignalKind::interrupt())?;
    let mut terminate = handler(SignalKind::terminate())?;
    let cgroup = if plan.own_cgroup { own_cgroup() } else { None };
    let mut child = match plan.command.split_first() {
        Some((program, arguments)) => Some(match &cgroup {
            Some(cgroup) => cgroup
                .within(|| spawn(program, arguments))
                .map_err(|e| Error::failure(format!("cannot enter a cgroup: {e}")))??,
            None => spawn(program, arguments)?,
        }),
        None => None,
    };
    // When something happens next: the end of counting, or of the command's time to obey.
    let deadline = tokio::time::sleep(plan.duration.unwrap_or(Duration::MAX));
    tokio::pin!(deadline);
    let mut stopping = false;
    let mut losses = clock(observer);
    let status = loop {
        let stop = tokio::select! {
            sights = live.sights() => {
                !observer.observed(sights?)?
            }
            () = log.flush() => false,
            () = next(&mut losses) => {
                !observer.lost(&live.losses()?)?
            }
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
    if let Some(cgroup) = cgroup
        && let Ok(true) = cgroup.kill()
    {
        eprintln!("passgate: what the command left running was killed");
    }
    // Detached first, so that the last snapshot is the last word.
    live.detach();
    log.finish(live.unknown());
    let counts = live.counts()?;
    let mut last = live.pending()?;
    last.push(counts);
    observer.observed(last)?;
    Ok((source, status))
}

/// Loads the programs, with the policy in force where there is one.
///
/// # Errors
///
/// Where the kernel refuses.
pub(super) fn load(options: Options, policy: Option<&Compiled>) -> Result<Kernel> {
    let Some(policy) = policy else {
        return kernel::load(options);
    };
    let policed = Policed {
        image: &policy.image(1, places(options), []),
        entries: policy.policy().decided(),
        by_parent: policy.by_parent(),
        by_copy: policy.by_copy(),
        set: 0,
        authority: None,
        guarded: None,
    };
    kernel::load_policed(options, Some(&policed))
}

/// The source that such programs are. Needs a tokio runtime.
///
/// # Errors
///
/// Where their maps cannot be read.
pub(super) fn live(kernel: Kernel, policy: Option<Compiled>, options: Options) -> Result<Live> {
    match policy {
        Some(policy) => Live::policed(kernel, policy, places(options)),
        None => Live::new(kernel),
    }
}

/// Ids of devices that a policy's image has a place for: they begin at 1.
fn places(options: Options) -> u32 {
    options.capacities.devices.saturating_add(1)
}

/// A cgroup of its own for the command, where there can be one.
fn own_cgroup() -> Option<OwnCgroup> {
    OwnCgroup::new()
        .inspect_err(|error| {
            eprintln!("passgate: the command has no cgroup of its own: {error}");
        })
        .ok()
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
pub(super) fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status
        .code()
        .unwrap_or_else(|| 128 + status.signal().unwrap_or_default());
    ExitCode::from(u8::try_from(code).unwrap_or(Exit::Failure as u8))
}
