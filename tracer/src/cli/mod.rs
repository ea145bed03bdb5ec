//! The command line: the one definition that parsing, `--help`, completions and man pages share.

mod daemon;
mod entries;
mod filters;
mod measure;
mod policy;
mod room;

use std::{ffi::OsString, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

pub use daemon::{Directory, Enforce, Metrics, Reload, Status, Stop};
pub use entries::chosen;
pub use measure::{Attach, Call, Measure, Nodes};
pub use policy::{Asked, By, Check, Diff, Explain, Learn, Over, Run, Simulate, number};
pub use room::Room;

use crate::{duration, model::filter::Filter};

/// Shows which device commands pass through the kernel, and who sends them.
#[derive(Debug, Parser)]
#[command(
    name = "passgate",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    after_help = EXAMPLES,
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  passgate top                              watch device commands live
  passgate stat --duration 10               count for ten seconds, then print a table
  passgate stat -- nvme id-ctrl /dev/nvme0  count what one command sends
  passgate stat --json --output report.jsonl -- smartctl -a /dev/sda
  passgate doctor                           find out what works on this kernel
  passgate decode NVME_IOCTL_RESET          explain one command
  passgate check policy.toml                check a policy

Exit status:
  0 success, 1 doctor or check found a problem, simulate a refusal, diff a difference,
  2 bad arguments or a policy with errors, 69 the kernel lacks something,
  77 a privilege is missing, 125 any other failure, 126 COMMAND cannot be executed,
  127 COMMAND does not exist; otherwise that of COMMAND";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Watch device commands live.
    Top(Top),
    /// Count device commands for a time, or while a command runs.
    Stat(Stat),
    /// Tell device commands one by one, with their results.
    Trace(Trace),
    /// List the passthrough devices of this machine, and who holds them open.
    Devices(Devices),
    /// Check what passgate needs of this machine: features, hooks, and a call by each entry.
    #[command(
        after_help = "The exit status is 0 where all that is required is there and all that is attached works, else 1."
    )]
    Doctor(Format),
    /// List the kinds of device that passgate knows, with their commands.
    Families(Families),
    /// Explain one command: what it is, what its argument says, and how open it is.
    Decode(Decode),
    /// Check a policy: its errors, and rules that do less than they seem to.
    Check(Check),
    /// Explain which rule of a policy decides a call, and why.
    Explain(Explain),
    /// Show what two policies decide otherwise.
    Diff(Diff),
    /// Run a command under a policy.
    Run(Run),
    /// Enforce a policy for everybody, as a daemon.
    Enforce(Enforce),
    /// Tell how the daemon is: its policy, rules with hits, hooks and losses.
    Status(Status),
    /// Have the daemon read its policy anew: all of it or nothing.
    Reload(Reload),
    /// Stay with the policy that the daemon has on trial.
    Confirm(Directory),
    /// End the daemon, and with --release its policy.
    Stop(Stop),
    /// Tell what a policy would have done with calls that were observed.
    Simulate(Simulate),
    /// Make a policy of calls that were observed.
    Learn(Learn),
    /// Print shell completions.
    Completions(Completions),
    /// Print the man page, or write the pages of all commands into a directory.
    Man(Man),
    /// Load the programs without attaching them, and report what they cost.
    #[command(hide = true)]
    LoadReport(LoadReport),
    /// Time device commands with a program attached.
    #[command(hide = true)]
    Measure(Measure),
    /// Send the null device an ioctl as 32-bit programs do; `doctor` runs it.
    #[command(hide = true)]
    CompatIoctl,
}

/// How to observe.
#[derive(Args, Clone, Debug)]
pub struct Observing {
    /// Observe only these entries, and those that a policy decides: ioctl, compat-ioctl, uring-cmd,
    /// mmap, mprotect, open, receive, read, write. Without it, all.
    #[arg(
        long,
        value_name = "ENTRY,...",
        value_delimiter = ',',
        value_parser = entries::parser(),
        hide_possible_values = true
    )]
    pub entries: Vec<u8>,
    /// Room in the kernel: rows=16384, subjects=16384, devices=8192 or ring=1048576 (bytes).
    /// Calls that find none are counted as a loss.
    #[arg(long, value_name = "WHAT=N", value_parser = Room::parse)]
    pub room: Vec<Room>,
    /// Write what the BPF programs log to standard error.
    #[arg(long)]
    pub kernel_log: bool,
}

/// How to print.
#[derive(Args, Clone, Copy, Debug)]
pub struct Format {
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `top`.
#[derive(Args, Clone, Debug)]
#[command(after_help = filters::help())]
pub struct Top {
    /// Time between two readings of the counts: 500ms, 2s.
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = refresh)]
    pub refresh: Duration,
    /// Show only rows that match.
    #[arg(
        long,
        value_name = "FILTER",
        default_value = "",
        hide_default_value = true
    )]
    pub filter: String,
    /// How to observe.
    #[command(flatten)]
    pub observing: Observing,
}

/// Arguments of `stat`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Without COMMAND or --duration it counts until interrupted.

Examples:
  passgate stat --duration 1m
  passgate stat -- sg_inq /dev/sg0
  passgate stat --all --json --output report.jsonl -- ./run-backup.sh")]
pub struct Stat {
    /// Print JSON Lines: an object a row, losses last.
    #[arg(long)]
    pub json: bool,
    /// Count for this long: 500ms, 10s, 5m, 1h, or plain seconds.
    #[arg(long, value_name = "TIME", value_parser = duration::parse)]
    pub duration: Option<Duration>,
    /// Count everyone's commands, not only those of COMMAND and its descendants.
    #[arg(long)]
    pub all: bool,
    /// Write the report to this file instead of standard output.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// How to observe.
    #[command(flatten)]
    pub observing: Observing,
    /// Count while this runs; its exit status is passed on.
    #[arg(trailing_var_arg = true, value_name = "COMMAND", value_hint = ValueHint::CommandWithArguments)]
    pub command: Vec<OsString>,
}

/// Arguments of `trace`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
A line has the time since the start, who called, the device, the entry, the command with its
sub-command, the first bytes of the argument and of what it points to, the bytes of data that it
names, how open it is, the result, and how long it took. Calls that there is no room to tell are
counted: the last line says so. Filters are those of `passgate top`, see its --help.

With --policy a line ends with what the policy says, and which rule says so. Nobody's parent and group
are known here: rules that ask for them say what they say of who is not known.

Examples:
  passgate trace nvme smart-log /dev/nvme0
  passgate trace --filter 'family=nvme class=opaque' --duration 1m
  passgate trace --policy policy.toml --filter 'verdict!=allow'
  passgate trace --json --output calls.jsonl -- ./run-backup.sh")]
pub struct Trace {
    /// Print JSON Lines: an object a call, losses last.
    #[arg(long)]
    pub json: bool,
    /// Tell only calls that match.
    #[arg(long, value_name = "FILTER", value_parser = filter, default_value = "", hide_default_value = true)]
    pub filter: Filter,
    /// Trace for this long: 500ms, 10s, 5m, 1h, or plain seconds.
    #[arg(long, value_name = "TIME", value_parser = duration::parse)]
    pub duration: Option<Duration>,
    /// Tell everyone's calls, not only those of COMMAND and its descendants.
    #[arg(long)]
    pub all: bool,
    /// Tell what this policy says of each call, too, as `simulate` does: a file, or a directory of *.toml.
    /// Nothing is refused.
    #[arg(long, value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub policy: Option<PathBuf>,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// How to observe.
    #[command(flatten)]
    pub observing: Observing,
    /// Trace while this runs; its exit status is passed on.
    #[arg(trailing_var_arg = true, value_name = "COMMAND", value_hint = ValueHint::CommandWithArguments)]
    pub command: Vec<OsString>,
}

/// Arguments of `devices`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
DECODED tells how far commands are taken apart: by sub-commands that their arguments carry, by
their numbers only, or not at all (no). PROVEN tells whether passgate's tests have run commands
through the real driver.

Without root it shows what your own processes hold open, and says how many others there are.
A device that is open without a name is one of its kind that the kernel does not tell apart there:
a VFIO device's mapping, and before Linux 6.18 its descriptor. io_uring's fixed files and
descriptors in flight are shown to nobody.

Examples:
  passgate devices                list them all
  passgate devices nvme           only those of a family
  passgate devices 0000:00:04.0   only what one PCI device offers
  passgate devices --json --all   everything, for scripts")]
pub struct Devices {
    /// Print JSON Lines: an object a device, then how many processes were looked into.
    #[arg(long)]
    pub json: bool,
    /// List every PCI device, too: sysfs offers its registers and memory.
    #[arg(long)]
    pub all: bool,
    /// A family, or a device's name, alias, node, bus address or VENDOR:DEVICE.
    #[arg(value_name = "FILTER")]
    pub filter: Option<String>,
}

/// Arguments of `families`.
#[derive(Args, Clone, Debug)]
pub struct Families {
    /// Print JSON Lines: an object a family.
    #[arg(long)]
    pub json: bool,
    /// List only this family.
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

/// Arguments of `decode`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Bytes are written two digits each, with or without blanks and 0x between them. Where a command's
argument is a number and no address, ARGUMENT is that number. Without ARGUMENT it says what the
number alone tells.

Examples:
  passgate decode 0xc0484e41                          whose command a number is
  passgate decode NVME_IOCTL_ADMIN_CMD '06 00 00 00'  what its argument says
  passgate decode --device /dev/sg0 SG_IO - < header  for this device, from standard input
  passgate decode --family scsi SG_IO \"$HEADER\" '12 01 83 00 ff 00'
  passgate decode VFIO_CHECK_EXTENSION 3              an argument that is a number")]
pub struct Decode {
    /// Print JSON Lines: an object for each thing that the command may be.
    #[arg(long)]
    pub json: bool,
    /// Only as this family has it.
    #[arg(long, value_name = "FAMILY", conflicts_with = "device")]
    pub family: Option<String>,
    /// Only as the family and the driver of this device have it: its node, or its name.
    #[arg(long, value_name = "NODE", value_hint = ValueHint::FilePath)]
    pub device: Option<String>,
    /// Only as it comes in by this entry: ioctl, compat-ioctl, uring-cmd, mmap, mprotect, open,
    /// receive, read, write.
    #[arg(long, value_name = "ENTRY", value_parser = entries::parser(), hide_possible_values = true)]
    pub entry: Option<u8>,
    /// The command's number, hexadecimal or decimal, or its name.
    #[arg(value_name = "NUMBER")]
    pub command: String,
    /// What its argument points to, in hexadecimal, from the beginning; - reads standard input.
    #[arg(value_name = "ARGUMENT")]
    pub argument: Option<String>,
    /// What the pointer in the argument leads to, likewise: a CDB.
    #[arg(value_name = "POINTED")]
    pub pointed: Option<String>,
}

/// Arguments of `completions`.
#[derive(Args, Clone, Copy, Debug)]
#[command(after_help = "\
Examples:
  passgate completions bash > /etc/bash_completion.d/passgate
  passgate completions zsh > /usr/local/share/zsh/site-functions/_passgate
  passgate completions fish > ~/.config/fish/completions/passgate.fish")]
pub struct Completions {
    /// The shell to print them for.
    pub shell: Shell,
}

/// Arguments of `man`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Examples:
  passgate man | man -l -                 read the page
  passgate man /usr/local/share/man/man1  install the pages of all commands")]
pub struct Man {
    /// Write passgate.1, passgate-stat.1 and so on there.
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
}

/// Arguments of `load-report`.
#[derive(Args, Clone, Debug)]
pub struct LoadReport {
    /// Load this object instead of the one inside this program.
    #[arg(long, value_hint = ValueHint::FilePath)]
    pub object: Option<PathBuf>,
}

/// Reads a filter.
fn filter(text: &str) -> Result<Filter, String> {
    Filter::parse(text).map_err(|error| error.to_string())
}

/// A refresh interval: reading all counts more often than this costs more than it shows.
fn refresh(text: &str) -> Result<Duration, String> {
    const LEAST: Duration = Duration::from_millis(100);
    let time = duration::parse(text)?;
    if time < LEAST {
        Err("it must be at least 100ms".to_owned())
    } else {
        Ok(time)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(line.split(' '))
    }

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_command_keeps_its_own_flags() {
        let cli = parse("passgate stat --kernel-log --json -- nvme --json list").expect("fits");
        let Command::Stat(stat) = cli.command else {
            panic!("not stat")
        };
        assert!(stat.observing.kernel_log && stat.json && !stat.all);
        assert_eq!(stat.command, ["nvme", "--json", "list"]);
        let cli = parse("passgate stat --all nvme --json list").expect("fits");
        let Command::Stat(stat) = cli.command else {
            panic!("not stat")
        };
        assert!(stat.all && !stat.json);
        assert_eq!(
            stat.command,
            ["nvme", "--json", "list"],
            "-- may be left out"
        );
    }

    #[test]
    fn learn_takes_a_time_a_command_or_files() {
        let learn = |line: &str| match parse(line).expect(line).command {
            Command::Learn(learn) => learn,
            other => panic!("{other:?}"),
        };
        let timed = learn("passgate learn --duration 5m --by class --over unit -- nvme --by x");
        assert_eq!(timed.duration, Some(Duration::from_secs(300)));
        assert_eq!((timed.by, timed.over), (By::Class, Over::Unit));
        assert_eq!(timed.command, ["nvme", "--by", "x"]);
        let files = learn("passgate learn --from a.jsonl b.jsonl --output p.toml");
        assert_eq!(files.from, [PathBuf::from("a.jsonl"), "b.jsonl".into()]);
        assert_eq!((files.by, files.over), (By::Exact, Over::Exe));
    }

    #[test]
    fn bad_arguments_have_clap_s_status() {
        for line in [
            "passgate --nonsense",
            "passgate stat --entries ioctl,nonsense",
            "passgate stat --duration 0",
            "passgate stat --nonsense nvme",
            "passgate devices --entries ioctl",
            "passgate top --refresh 1ms",
            "passgate measure --attach all",
            "passgate learn --duration 0",
            "passgate learn --from a.jsonl --duration 1",
            "passgate learn --by number",
            "passgate simulate a.jsonl",
            "passgate",
        ] {
            assert_eq!(parse(line).expect_err(line).exit_code(), 2, "{line}");
        }
    }
}
