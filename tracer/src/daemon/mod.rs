//! The daemon: a policy in force for everybody, for months.
//!
//! ```text
//! texts -> trust -> policy + built-in rules -> compiled -> force (a set of programs)
//!                                                            |
//!            log, status, metrics <- model <- what it tells -+
//! ```
//!
//! One task owns all of it and does one thing after the other. The socket and the metrics have tasks of their own, which
//! ask it by channels; no client keeps it from its heartbeat.

pub mod ancestry;
pub mod builtin;
pub mod control;
pub mod essentials;
pub mod force;
pub mod http;
mod loading;
pub mod log;
mod running;
pub mod selftest;
mod speak;
pub mod status;
mod told;
pub mod trust;
mod watch;

use std::{
    fs::File,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::mpsc,
    time::{MissedTickBehavior, interval, sleep_until},
};

use crate::{
    exit::{Error, Result},
    kernel::{self, Options, Pins},
};
use control::{Answer, Request};
use running::Daemon;
use speak::say;

/// How often the daemon says that it is alive, and looks whether all is well.
const HEARTBEAT: Duration = Duration::from_millis(500);
/// What to enforce, and how.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The policy: a file or a directory.
    pub policy: PathBuf,
    /// What to load.
    pub options: Options,
    /// What outlives the daemon.
    pub pins: Pins,
    /// Where its socket and its lock are.
    pub directory: PathBuf,
    /// Go back to what was in force before after this time, unless it is confirmed.
    pub confirm_within: Option<Duration>,
    /// Reload when the policy's files change.
    pub watch: bool,
    /// Where the log goes.
    pub log: log::To,
    /// Lines a second of each rule; 0 for all.
    pub log_rate: u32,
    /// Where metrics are served.
    pub metrics: Option<SocketAddr>,
    /// Most series of each metric of calls.
    pub series: usize,
    /// Have the kernel measure how long programs run.
    pub run_times: bool,
}

/// How a daemon ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was asked to.
    Stopped,
    /// Nobody confirmed its policy: what was before is in force.
    Unconfirmed,
}

/// Why nothing is to be enforced, if so: whoever may boot the machine otherwise, or write into the policy's directory
/// as root, gets out of a bad policy.
fn break_glass(policy: &Path) -> Option<String> {
    /// Beside the policy.
    const FILE: &str = "passgate.off";
    const PARAMETER: &str = "passgate=off";
    let directory = if policy.is_dir() {
        policy
    } else {
        policy.parent().unwrap_or(Path::new("/"))
    };
    let file = directory.join(FILE);
    if file.exists() {
        return Some(format!("{} is there", file.display()));
    }
    let line = std::fs::read_to_string("/proc/cmdline").unwrap_or_default();
    let is_given = line.split_whitespace().any(|word| word == PARAMETER);
    is_given.then(|| format!("the kernel was started with {PARAMETER}"))
}

/// Makes the directory, and has it to itself as long as the file lives.
fn lock(directory: &Path) -> Result<File> {
    use std::os::unix::fs::DirBuilderExt as _;
    let failed = |what: &Path, e: std::io::Error| {
        Error::failure(format!("cannot make {}: {e}", what.display()))
            .remedy("run as root, or name another directory with --directory")
    };
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o755);
    builder
        .create(directory)
        .map_err(|e| failed(directory, e))?;
    let path = directory.join("lock");
    let file = File::create(&path).map_err(|e| failed(&path, e))?;
    file.try_lock().map_err(|_| {
        Error::failure(format!("another daemon has {}", path.display()))
            .remedy("give it another policy: passgate reload; or end it: passgate stop")
    })?;
    Ok(file)
}

/// Tells systemd; where there is none, nobody.
fn notify(states: &[sd_notify::NotifyState<'_>]) {
    let _ = sd_notify::notify(states);
}

fn handler(kind: SignalKind) -> Result<Signal> {
    signal(kind).map_err(|e| Error::failure(format!("cannot handle signals: {e}")))
}

/// Enforces until it is asked to end.
///
/// # Errors
///
/// Where the policy cannot be put in force. What was in force before is so still.
pub async fn run(plan: Plan) -> Result<End> {
    let ended = enforce(plan).await;
    speak::finish();
    ended
}

async fn enforce(plan: Plan) -> Result<End> {
    let _lock = lock(&plan.directory)?;
    // Whatever may fail comes before the policy: what fails later is no reason to end.
    let mut hangup = handler(SignalKind::hangup())?;
    let mut terminate = handler(SignalKind::terminate())?;
    let mut interrupt = handler(SignalKind::interrupt())?;
    let (to, mut requests) = mpsc::channel(1);
    control::serve(&plan.directory, to)?;
    // Kept, so that the other end is not told that there is nothing more.
    let (to, mut scrapes) = mpsc::channel(1);
    if let Some(at) = plan.metrics {
        let at = http::serve(at, to.clone()).await?;
        say(&format!("metrics are at http://{at}/metrics"));
    }
    // As long as this is open.
    let _measured = plan.run_times.then(kernel::measure_runs).transpose()?;
    let mut changes = watch::Watch::new(plan.watch.then_some(&*plan.policy))?;
    let mut daemon = Daemon::start(plan)?;
    notify(&[sd_notify::NotifyState::Ready]);
    say(&daemon.summary());
    let mut heartbeat = interval(HEARTBEAT);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let ended = loop {
        let trial = daemon.trial_ends();
        tokio::select! {
            // The heartbeat before anything else, however much there is to do.
            biased;
            _ = heartbeat.tick() => {
                daemon.beat();
                daemon.renew_if_full();
            }
            _ = terminate.recv() => break End::Stopped,
            _ = interrupt.recv() => break End::Stopped,
            _ = hangup.recv() => daemon.reload_and_say(),
            () = changes.changed() => daemon.reload_and_say(),
            () = sleep_until(trial.unwrap_or_else(Instant::now).into()), if trial.is_some() => {
                if !daemon.go_back() {
                    break End::Unconfirmed;
                }
            }
            Some((request, back)) = requests.recv() => {
                let stops = matches!(request, Request::Stop { .. });
                let answer = daemon.answer(&request);
                let is_done = matches!(answer, Answer::Done(_));
                // Whoever asked may be gone.
                let _ = back.send(answer);
                if stops && is_done {
                    // The answer is on its way.
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    break End::Stopped;
                }
            }
            Some(back) = scrapes.recv() => {
                let _ = back.send(daemon.metrics());
            }
            news = daemon.now.force.live.sights() => daemon.take_in(news),
        }
    };
    drop(to);
    notify(&[sd_notify::NotifyState::Stopping]);
    daemon.end();
    Ok(ended)
}
