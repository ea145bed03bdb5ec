//! Arguments of the commands that are about policies.

use std::{ffi::OsString, path::PathBuf, time::Duration};

use clap::{Args, ValueEnum, ValueHint};

use super::{Observing, entries};

/// Arguments of `check`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Every error is told with its place, and what may have been meant. Warnings are about rules that can
never match, that others before them cover, that permissions of nodes make moot (with --here), and
whose decision another thread of the caller could change.

The exit status is 0 where there is nothing to tell, 1 where there are warnings, 2 where the policy
has errors.

Examples:
  passgate check policy.toml      one file, and what it includes
  passgate check /etc/passgate    a directory: its *.toml, in the order of their names")]
pub struct Check {
    /// Print JSON Lines: an object for each error or warning, then one for the policy.
    #[arg(long)]
    pub json: bool,
    /// Look at this machine's device nodes, and warn of rules that their permissions make moot.
    #[arg(long)]
    pub here: bool,
    /// The policy: a file, or a directory of *.toml.
    #[arg(value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub policy: PathBuf,
}

/// A number, as the output writes it or in decimal digits.
///
/// # Errors
///
/// Where it is none, or too large.
pub fn number(text: &str) -> Result<u32, std::num::ParseIntError> {
    match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => text.parse(),
    }
}

/// An amount of bytes, as policies write it.
///
/// # Errors
///
/// Where it is none.
fn bytes(text: &str) -> Result<u64, String> {
    crate::policy::resolve::bytes(text)
        .ok_or_else(|| "write bytes, or 4KiB, 16MiB, 1GiB".to_owned())
}

/// A call that is asked about.
#[derive(Args, Clone, Debug)]
pub struct Asked {
    /// Who: exe=PATH, parent=PATH, cgroup=PATH, unit=NAME, container=ID, uid=N or gid=N, or unknown; may
    /// be repeated. What is left out is not known. Unit and container stand for a cgroup that is of nothing
    /// else; where a rule asks for cgroups, give that as well.
    #[arg(long, value_name = "KEY=VALUE")]
    pub subject: Vec<String>,
    /// To what: family=NAME, kind=NAME, class=NAME, driver=NAME, name=NAME, node=PATH, bus=ADDRESS or
    /// ids=VENDOR:DEVICE, or unresolved; may be repeated. Without kind and class it is the family's first
    /// kind.
    #[arg(long, value_name = "KEY=VALUE", required = true)]
    pub device: Vec<String>,
    /// How it comes in: ioctl, compat-ioctl, uring-cmd, mmap, mprotect, open, receive, read, write.
    /// Without it, as the command first does.
    #[arg(long, value_name = "ENTRY", value_parser = entries::parser(), hide_possible_values = true)]
    pub entry: Option<u8>,
    /// The command's name, or its number.
    #[arg(long, value_name = "COMMAND")]
    pub command: String,
    /// The sub-command's name, `admin.identify.controller`, or its code, `0x06`, or with what tells it apart,
    /// `0x06/0x01`; `unreadable` for an argument that cannot be read.
    #[arg(long, value_name = "SUB")]
    pub sub: Option<String>,
    /// The code of what tells the command apart from others of its sub-command.
    #[arg(long, value_name = "N", value_parser = number)]
    pub detail: Option<u32>,
    /// Bytes that it asks to transfer: 4096, 4KiB, 16MiB.
    #[arg(
        long,
        value_name = "BYTES",
        value_parser = bytes,
        default_value_t = 0,
        hide_default_value = true
    )]
    pub amount: u64,
}

/// Arguments of `explain`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
The exit status is 0 whatever is decided, 2 where the policy has errors or there is no such call.

Examples:
  passgate explain policy.toml --subject exe=/usr/sbin/nvme --subject uid=0 \\
      --device family=nvme --device kind=controller --command NVME_IOCTL_ADMIN_CMD --sub admin.vendor")]
pub struct Explain {
    /// Print JSON: one object.
    #[arg(long)]
    pub json: bool,
    /// The policy: a file, or a directory of *.toml.
    #[arg(value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub policy: PathBuf,
    /// What is asked.
    #[command(flatten)]
    pub asked: Asked,
}

/// Arguments of `diff`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
With TRAFFIC the calls that were observed are compared, without it those that the families' tables
name, of each kind of device and each subject that a rule of either policy is about.

The exit status is 0 where nothing is decided otherwise, 1 where something is or where not all could be
compared, 2 where a policy has errors.

Examples:
  passgate diff old.toml new.toml
  passgate diff old.toml new.toml report.jsonl")]
pub struct Diff {
    /// Print JSON Lines: an object for each difference.
    #[arg(long)]
    pub json: bool,
    /// The policy before.
    #[arg(value_name = "OLD", value_hint = ValueHint::AnyPath)]
    pub old: PathBuf,
    /// The policy after.
    #[arg(value_name = "NEW", value_hint = ValueHint::AnyPath)]
    pub new: PathBuf,
    /// JSON Lines of `passgate stat` or `trace`.
    #[arg(value_name = "TRAFFIC", value_hint = ValueHint::FilePath)]
    pub traffic: Vec<PathBuf>,
}

/// Arguments of `simulate`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
The exit status is 0 where nothing would have been refused, 1 where something would, 2 where the policy
or the traffic cannot be read. Rules that are not enforced, by their mode, refuse nothing: what they
would refuse is shown as audited. Recordings have neither groups nor parents: rules about them do what
they do where the subject is not known, and the calls that they may be about are counted.

Examples:
  passgate stat --all --json --output day.jsonl --duration 24h
  passgate simulate --policy policy.toml day.jsonl")]
pub struct Simulate {
    /// Print JSON Lines: an object for each rule and subject, then one for all.
    #[arg(long)]
    pub json: bool,
    /// The policy: a file, or a directory of *.toml.
    #[arg(long, value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub policy: PathBuf,
    /// JSON Lines of `passgate stat` or `trace`; - reads standard input.
    #[arg(value_name = "TRAFFIC", required = true, value_hint = ValueHint::FilePath)]
    pub traffic: Vec<PathBuf>,
}

/// Arguments of `run`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
The policy is in force for COMMAND and its descendants alone, which run in a cgroup of their own where
there is cgroup 2. What still runs when COMMAND has ended is killed. What was refused is told on standard
error at the end.

Examples:
  passgate run --policy policies/nvme-health.toml -- nvme smart-log /dev/nvme0
  passgate run --policy policy.toml --audit -- ./run-backup.sh")]
pub struct Run {
    /// The policy: a file, or a directory of *.toml.
    #[arg(long, value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub policy: PathBuf,
    /// Refuse nothing, and tell what would have been refused.
    #[arg(long)]
    pub audit: bool,
    /// Tell it as JSON Lines: an object for each rule, subject, device and command, then the sum.
    #[arg(long)]
    pub json: bool,
    /// How to observe.
    #[command(flatten)]
    pub observing: Observing,
    /// What to run; its exit status is passed on.
    #[arg(trailing_var_arg = true, required = true, value_name = "COMMAND", value_hint = ValueHint::CommandWithArguments)]
    pub command: Vec<OsString>,
}

/// Arguments of `learn`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
The policy allows what was seen and refuses the rest of the devices that were seen. Look at it before
it is used: what was seen once, what a vendor alone can interpret and what could not be read is marked.

Without --from it observes what happens, until interrupted unless COMMAND or --duration ends it.

The exit status is that of COMMAND, or 0; 2 where FILE cannot be read, and others where it cannot
observe: `passgate --help` lists them.

Examples:
  passgate learn --output policy.toml -- nvme smart-log /dev/nvme0
  passgate learn --duration 1h > policy.toml
  passgate learn --from report.jsonl > policy.toml
  passgate learn --from a.jsonl b.jsonl --over unit --by class")]
pub struct Learn {
    /// Print JSON: one object with the policy and what it is made of.
    #[arg(long)]
    pub json: bool,
    /// JSON Lines of `passgate stat` or `trace`, of one machine or of many, instead of what happens now.
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["duration", "all", "command"], value_hint = ValueHint::FilePath)]
    pub from: Vec<PathBuf>,
    /// Observe for this long: 500ms, 10s, 5m, 1h, or plain seconds.
    #[arg(long, value_name = "TIME", value_parser = crate::duration::parse)]
    pub duration: Option<Duration>,
    /// Learn from everyone's calls, not only those of COMMAND and its descendants.
    #[arg(long)]
    pub all: bool,
    /// Write the policy to this file instead of standard output.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// How far to generalise what was sent.
    #[arg(long, default_value = "exact")]
    pub by: By,
    /// Whom rules are about.
    #[arg(long, default_value = "exe")]
    pub over: Over,
    /// How to observe.
    #[command(flatten)]
    pub observing: Observing,
    /// Learn from what this sends; its exit status is passed on.
    #[arg(trailing_var_arg = true, value_name = "COMMAND", value_hint = ValueHint::CommandWithArguments)]
    pub command: Vec<OsString>,
}

/// How far to generalise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// What tells commands of one sub-command apart, too; codes where a name has several.
    Exact,
    /// Sub-commands by their names, which may be those of ranges.
    Sub,
    /// Classes; what is opaque or unknown by its most exact name all the same.
    Class,
}

/// Whom rules are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Over {
    /// Executables.
    Exe,
    /// Systemd units; executables where there is none.
    Unit,
    /// Containers; executables where there is none.
    Container,
}
