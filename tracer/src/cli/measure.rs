//! Arguments of `measure`, which `cargo xtask bench` runs in a guest.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

/// Arguments of `measure`.
#[derive(Args, Clone, Debug)]
pub struct Measure {
    /// Measure nothing: send a device so many unknown commands twice a second, each of which is a row.
    #[arg(long, value_name = "N")]
    pub rows: Option<u32>,
    /// Measure nothing: make so many calls a second for two seconds, and print how many were made.
    #[arg(long, value_name = "N")]
    pub rate: Option<u32>,
    /// Measure nothing: print the report of an imagined machine with so many devices, subjects and rows.
    #[arg(long, value_name = "N", num_args = 3, value_names = ["DEVICES", "SUBJECTS", "ROWS"])]
    pub report: Vec<u32>,
    /// Print a daemon's metrics in place of that report, at most so many series of each.
    #[arg(long, value_name = "SERIES", requires = "report")]
    pub metrics: Option<usize>,
    /// Measure only refreshes of the live view with so many rows: the processor's time, and all memory.
    #[arg(long, value_name = "ROWS,...", value_delimiter = ',')]
    pub top: Vec<u32>,
    /// The filter of that view.
    #[arg(long, default_value = "", hide_default_value = true)]
    pub filter: String,
    /// What to attach while measuring.
    #[arg(long, default_value = "none")]
    pub attach: Attach,
    /// Decide by this policy, too.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub policy: Option<PathBuf>,
    /// What to call, one after the other.
    #[arg(long, default_value = "nvme-id", value_delimiter = ',')]
    pub call: Vec<Call>,
    /// How many calls of each to make.
    #[arg(long, value_name = "N", default_value_t = 4_000)]
    pub calls: u32,
    /// Instead of timing them, make one call of each while the emulator logs what is executed: the port that
    /// leads to its monitor, and what the names of its files begin with.
    #[arg(long, num_args = 2, value_names = ["PORT", "FILES"])]
    pub log: Vec<PathBuf>,
    /// Where they go to.
    #[command(flatten)]
    pub nodes: Nodes,
}

/// Nodes of devices.
#[derive(Args, Clone, Debug)]
pub struct Nodes {
    /// An NVMe controller.
    #[arg(long, value_name = "NODE", default_value = "/dev/nvme0", value_hint = ValueHint::FilePath)]
    pub controller: PathBuf,
    /// An NVMe namespace.
    #[arg(long, value_name = "NODE", default_value = "/dev/nvme0n1", value_hint = ValueHint::FilePath)]
    pub namespace: PathBuf,
    /// SCSI generic devices, of which one or all are called.
    #[arg(long, value_name = "NODE,...", value_delimiter = ',', value_hint = ValueHint::FilePath)]
    pub generic: Vec<PathBuf>,
}

/// What to call while measuring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Call {
    /// NVME_IOCTL_ID on a namespace.
    NvmeId,
    /// NVME_IOCTL_ADMIN_CMD with Identify on a controller, which its driver refuses at once.
    NvmeAdmin,
    /// NVME_IOCTL_ID as 32-bit programs send it.
    CompatId,
    /// NVME_IOCTL_ADMIN_CMD with Identify as 32-bit programs send it.
    CompatAdmin,
    /// An io_uring command that the driver does not know.
    UringId,
    /// NVME_URING_CMD_ADMIN with Identify, which its driver refuses at once.
    UringAdmin,
    /// SG_GET_VERSION_NUM by one subject on one device.
    OneOnOne,
    /// The same by one subject on many devices in turn.
    OneOnMany,
    /// The same by many subjects on one device.
    ManyOnOne,
    /// The same by many subjects on many devices in turn.
    ManyOnMany,
    /// FIONREAD on a socket.
    IoctlSocket,
    /// FIONREAD on a pipe.
    IoctlPipe,
    /// FIONREAD on a regular file.
    IoctlFile,
    /// TIOCGWINSZ on a terminal.
    IoctlTerminal,
    /// FIONREAD on the null device, which knows no commands.
    IoctlNull,
    /// read(2) on a pipe.
    ReadPipe,
    /// read(2) on a regular file.
    ReadFile,
    /// open(2) and close(2) of a regular file.
    OpenFile,
    /// mmap(2) and munmap(2) of a regular file.
    MapFile,
    /// No call: a record of `trace` is decoded and written as a line.
    EventTraced,
    /// No call: the same, as JSON.
    EventJson,
    /// No call: the record of a row's first call is decoded and taken into the model.
    EventFirst,
    /// No call: counts of a thousand rows are taken into the model and merged.
    Snapshot,
}

/// What to attach while measuring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Attach {
    /// Nothing.
    None,
    /// A program that does nothing.
    Empty,
    /// The programs that count.
    Count,
    /// Those that count, as the daemon loads them: they guard it, too.
    Daemon,
}
