//! Arguments of the daemon, and of what speaks to it.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use clap::{Args, ValueHint};

use super::Observing;
use crate::{daemon, duration, kernel::PINS};

/// Arguments of `enforce`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
It ends on SIGTERM and SIGINT, and reads the policy anew on SIGHUP: all of it or nothing. What becomes
of the policy when it ends is the policy's to say: on-exit in [daemon].

A file passgate.off beside the policy, or passgate=off on the kernel's command line, lets everything
pass: what would have been refused is counted only.

The exit status is 0 where it was asked to end, 1 where nobody confirmed the policy, 2 where the policy
has errors, 69 where the kernel lacks something, 77 where a privilege is missing or where others may
write the policy, 125 otherwise.

Examples:
  passgate enforce --policy /etc/passgate
  passgate enforce --policy /etc/passgate --confirm-within 60s   then, from another terminal: passgate confirm")]
pub struct Enforce {
    /// The policy: a file, or a directory of *.toml; root's, and writable by nobody else.
    #[arg(long, value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub policy: PathBuf,
    /// Go back to what was in force before after this time, unless `passgate confirm` is run.
    #[arg(long, value_name = "TIME", value_parser = duration::parse)]
    pub confirm_within: Option<Duration>,
    /// Reload when files in the policy's directory change.
    #[arg(long)]
    pub watch: bool,
    /// Where refusals and audits are told, a JSON object a line: stdout, journald, none, or a file.
    #[arg(long, value_name = "WHERE", default_value = "stdout", value_hint = ValueHint::FilePath)]
    pub log: String,
    /// Bytes after which a file makes way for a new one.
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    pub log_size: u64,
    /// How many old files are kept.
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub log_files: u32,
    /// Most lines a second of each rule, 0 for all; the next line says how many were left out.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub log_rate: u32,
    /// Where metrics are served, as OpenMetrics at /metrics: ADDRESS:PORT, or none.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:9797", value_parser = address)]
    pub metrics: Metrics,
    /// Most series of each metric of calls: devices beyond share one.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub metrics_series: usize,
    /// Have the kernel measure how long BPF programs run, all there are, which costs each run some time.
    #[arg(long)]
    pub run_times: bool,
    /// Where its socket and its lock are.
    #[command(flatten)]
    pub directory: Directory,
    /// Where what outlives it is pinned, in a BPF file system.
    #[arg(long, value_name = "DIR", default_value = PINS, value_hint = ValueHint::DirPath)]
    pub pins: PathBuf,
    /// How to observe.
    #[command(flatten)]
    pub observing: Observing,
}

/// Where the daemon is spoken to.
#[derive(Args, Clone, Debug)]
pub struct Directory {
    /// Where the daemon's socket and its lock are.
    #[arg(long, value_name = "DIR", default_value = daemon::control::DIRECTORY, value_hint = ValueHint::DirPath)]
    pub directory: PathBuf,
}

/// Where metrics are served, if they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Metrics(pub Option<SocketAddr>);

fn address(text: &str) -> Result<Metrics, String> {
    if text == "none" {
        return Ok(Metrics(None));
    }
    let address = text.parse().map(|address| Metrics(Some(address)));
    address.map_err(|_| "write 127.0.0.1:9797, [::1]:9797 or none".to_owned())
}

/// Arguments of `status`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
The exit status is 0 where all is well, 1 where something is wrong or on trial or nothing is enforced,
125 where no daemon answers.")]
pub struct Status {
    /// Print JSON: one object.
    #[arg(long)]
    pub json: bool,
    /// Where the daemon is spoken to.
    #[command(flatten)]
    pub directory: Directory,
}

/// Arguments of `reload`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
The exit status is that of `passgate check` where the policy has errors: 2. The one before stays in
force then.")]
pub struct Reload {
    /// Go back to the policy before after this time, unless `passgate confirm` is run.
    #[arg(long, value_name = "TIME", value_parser = duration::parse)]
    pub confirm_within: Option<Duration>,
    /// Where the daemon is spoken to.
    #[command(flatten)]
    pub directory: Directory,
}

/// Arguments of `stop`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Without --release what is refused stays so where the policy says on-exit = \"keep\". With it nothing is in
force any more, whether or not a daemon runs.")]
pub struct Stop {
    /// Leave nothing in force.
    #[arg(long)]
    pub release: bool,
    /// Where the daemon is spoken to.
    #[command(flatten)]
    pub directory: Directory,
    /// Where what outlives it is pinned.
    #[arg(long, value_name = "DIR", default_value = PINS, value_hint = ValueHint::DirPath)]
    pub pins: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_served_at_an_address_or_nowhere() {
        assert_eq!(address("none"), Ok(Metrics(None)));
        assert!(address("127.0.0.1:0").is_ok_and(|Metrics(at)| at.is_some()));
        assert!(address("[::1]:9797").is_ok());
        for wrong in ["", "localhost", "9797", "127.0.0.1"] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
