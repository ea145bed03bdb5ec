//! What a source tells the model: subjects, devices and counts. A live kernel is a source, and
//! so is a recording.

use std::time::Duration;

use tracer_common::{count::CountKey, identity::MINOR_BITS, loss::LOSSES, spec::call::WORDS};

/// One piece of news from a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observation {
    /// A subject has this id from now on.
    Subject(SubjectFacts),
    /// A device has this id from now on.
    Device(DeviceFacts),
    /// A combination of subject, device, command and sub-command was seen for the first time.
    Command(CommandFacts),
    /// The state of all counts at one time.
    Counts(Snapshot),
    /// A process had a device file open or mapped before the source began.
    Holding(Holding),
    /// A call, where calls are told one by one.
    Call(Box<CallFacts>),
    /// What a policy said of a call.
    Judged(Judgement),
}

/// What a policy said of a call, where somebody is to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// What the call is counted under.
    pub key: CountKey,
    /// Process id in the initial pid namespace.
    pub process: u32,
    /// Thread id in the initial pid namespace.
    pub thread: u32,
    /// Which policy said so.
    pub generation: u32,
    /// Which of its rules, from 0; None where none did.
    pub rule: Option<u32>,
    /// The error that a refused call gets.
    pub errno: u16,
    /// See [`tracer_common::policy::action`].
    pub action: u8,
    /// See [`tracer_common::policy::mode`].
    pub mode: u8,
    /// Whether memory that another thread can change decided.
    pub racy: bool,
    /// When it was, since the machine booted.
    pub time: Duration,
    /// Bytes that the call asked to transfer.
    pub amount: u64,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallFacts {
    /// What it is counted under.
    pub key: CountKey,
    /// Process id in the initial pid namespace.
    pub process: u32,
    /// Thread id in the initial pid namespace.
    pub thread: u32,
    /// The ioctl number as it was passed.
    pub number: u32,
    /// When it came, since the machine booted.
    pub time: Duration,
    /// What it returned and how long it took; None where that was not seen.
    pub result: Option<(i64, Duration)>,
    /// Bytes of data that its argument names.
    pub amount: u64,
    /// What it says beside its argument, by [`tracer_common::spec::call`]'s indexes.
    pub words: [u32; WORDS],
    /// The first bytes of its argument; empty where there is none, or it could not be read.
    pub argument: Vec<u8>,
    /// The first bytes of what the argument's pointer leads to.
    pub pointed: Vec<u8>,
}

/// A descriptor or a mapping that a process has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Holding {
    /// The subject's id.
    pub subject: u32,
    /// The device's id.
    pub device: u32,
    /// Process id in the initial pid namespace.
    pub process: u32,
    /// Which of both.
    pub what: Held,
    /// What it allows, see [`tracer_common::spec::mode`].
    pub mode: u32,
}

/// A descriptor or a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Held {
    /// A descriptor.
    Descriptor(u32),
    /// A mapping.
    Mapping {
        /// Its length in bytes.
        length: u64,
        /// Where in the file it begins; of PCI resources in sysfs, where in memory.
        offset: u64,
        /// What counts as its command.
        command: u32,
    },
}

/// Memory that a process gives a device in one I/O address space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HeldMemory {
    /// The subject's id.
    pub subject: u32,
    /// The device's id.
    pub device: u32,
    /// Process id in the initial pid namespace.
    pub process: u32,
    /// Bytes of I/O virtual addresses.
    pub bytes: u64,
    /// Whether other processes mapped or unmapped there, too.
    pub shared: bool,
    /// Whether more was unmapped than had been seen mapped.
    pub partial: bool,
}

/// Who a subject id stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubjectFacts {
    /// Its id.
    pub id: u32,
    /// Absolute path of the executable in its mount namespace; None for kernel threads.
    pub exe: Option<String>,
    /// Whether that file was deleted, or replaced, when the subject was first seen.
    pub exe_deleted: bool,
    /// Inode number and device number of the executable: a file that replaces it is another.
    pub exe_inode: (u64, u32),
    /// Command name when first seen.
    pub comm: String,
    /// Real user id in the initial user namespace.
    pub uid: u32,
    /// Path of the cgroup in the hierarchy that tells tasks apart.
    pub cgroup: String,
}

/// Where a row began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandFacts {
    /// What is counted.
    pub key: CountKey,
    /// Id of the process that sent it first, in the initial pid namespace.
    pub process: u32,
    /// Id of that process's thread that did, in the initial pid namespace.
    pub thread: u32,
}

/// What a device id stands for, as far as the machine told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceFacts {
    /// Its id.
    pub id: u32,
    /// Id of its kind in the registry of families.
    pub kind: u16,
    /// Its device number; None for what has none: an anonymous inode, a file of sysfs.
    pub number: Option<DeviceNumber>,
    /// The kernel's name for it, `nvme0`.
    pub name: Option<String>,
    /// The name that whoever set it up gave it: device mapper's, `vg0-root`.
    pub alias: Option<String>,
    /// Its node, `/dev/nvme0`.
    pub node: Option<String>,
    /// Name of the driver that is bound to it or to its nearest parent that has one.
    pub driver: Option<String>,
    /// Its bus and address, `pci 0000:00:03.0`.
    pub bus: Option<String>,
    /// Vendor and device on that bus, `8086:5845`.
    pub ids: Option<String>,
    /// Names of the devices that it passes commands on to, `sda`.
    pub lower: Vec<String>,
    /// Whether it had gone before the machine could be asked: what is missing here is not known.
    pub gone: bool,
}

/// Type, major and minor of a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceNumber {
    /// A block device; else a character device.
    pub block: bool,
    /// Major number.
    pub major: u32,
    /// Minor number.
    pub minor: u32,
}

impl DeviceNumber {
    /// From the kernel's encoding (`linux/kdev_t.h`).
    pub const fn of(encoded: u32, block: bool) -> Self {
        Self {
            block,
            major: encoded >> MINOR_BITS,
            minor: encoded & ((1 << MINOR_BITS) - 1),
        }
    }

    /// Major and minor in the kernel's encoding.
    pub const fn encoded(self) -> u32 {
        self.major << MINOR_BITS | self.minor
    }
}

impl std::fmt::Display for DeviceNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = if self.block { 'b' } else { 'c' };
        write!(f, "{kind} {}:{}", self.major, self.minor)
    }
}

/// Counts of one key, summed over CPUs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Calls, whatever their verdict.
    pub calls: u64,
    /// Calls that were refused.
    pub denied: u64,
    /// Calls that a policy would have refused had it been enforced.
    pub audited: u64,
    /// Bytes that the calls asked to transfer.
    pub bytes: u64,
}

impl Count {
    /// Adds another count. Callers choose what their arguments claim to transfer, so sums stop at
    /// the most instead of wrapping around.
    pub(crate) fn add(&mut self, other: &Self) {
        self.calls = self.calls.saturating_add(other.calls);
        self.denied = self.denied.saturating_add(other.denied);
        self.audited = self.audited.saturating_add(other.audited);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

/// All counts at one time. Counts only grow from snapshot to snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// When, since the source began.
    pub at: Duration,
    /// Every key that was counted.
    pub counts: Vec<(CountKey, Count)>,
    /// Calls that had no room for a key of their own.
    pub overflow: Count,
    /// Memory that processes give devices now.
    pub held: Vec<HeldMemory>,
    /// Losses on both sides of the boundary.
    pub losses: Losses,
}

/// Every loss counter, zeros included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// The kernel side's, by slot of [`tracer_common::loss::Loss`].
    pub kernel: [u64; LOSSES],
    /// Ring-buffer records of a kind or ABI version that this program does not know.
    pub records_unknown: u64,
    /// Ring-buffer records that were shorter or longer than their kind.
    pub records_malformed: u64,
    /// Calls at which the kernel left a program out, because the same one or a probe was running on
    /// that processor.
    pub calls_missed: u64,
    /// How often the programs were found not to run at all when the counts were read, because ftrace is
    /// turned off. Nothing is counted meanwhile.
    pub ftrace_off: u64,
    /// Devices that a policy had no room for: they are judged as before they were resolved.
    pub devices_unlabelled: u64,
}

impl Losses {
    /// Every counter with its name in output, in a fixed order.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, u64)> {
        tracer_common::loss::Loss::ALL
            .iter()
            .map(|loss| loss.name())
            .zip(self.kernel)
            .chain([
                ("records_unknown", self.records_unknown),
                ("records_malformed", self.records_malformed),
                ("calls_missed", self.calls_missed),
                ("ftrace_off", self.ftrace_off),
                ("devices_unlabelled", self.devices_unlabelled),
            ])
    }

    /// Sum of all counters.
    pub fn total(&self) -> u64 {
        self.named()
            .fold(0, |total, (_, count)| total.saturating_add(count))
    }
}
