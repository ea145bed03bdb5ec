//! The hooks: the one table that the loader, `doctor` and the docs read.

use serde::Serialize;
use tracer_common::count::entry;

use crate::{families::Call, model::row::entry_name};

/// Whether passgate can do without a hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// Without it nothing is observed: loading fails.
    Required,
    /// Without it one thing does not work, and says so.
    Optional,
}

/// Where a program is attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// An LSM hook.
    Lsm(&'static str),
    /// The beginning of a function of the kernel proper.
    Entry(&'static str),
    /// Its end.
    Exit(&'static str),
    /// A tracepoint.
    Tracepoint(&'static str),
    /// The drivers' functions that families name for such calls.
    Drivers(Call),
    /// Nothing: it is run for every item of a kind that there is.
    Items(&'static str),
}

/// When a hook is attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Always.
    Always,
    /// Where a command's descendants are observed; it must work then.
    Scoped,
    /// Where everybody is observed.
    Everybody,
    /// Where calls are told one by one.
    Traced,
    /// Where a policy decides calls by one of these entries; it must work then.
    Policed(&'static [u8]),
    /// Where a policy decides commands by arguments of which drivers check their copies.
    Copied,
    /// Then, or where a command's descendants are observed.
    ScopedOrCopied,
    /// Where a daemon's policy is to be changed by nobody else.
    Guarded,
}

impl When {
    /// Why a hook is not attached at other times.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Always => "it was not asked for",
            Self::Scoped => "attached where a command's descendants alone are observed",
            Self::Everybody => "attached where everybody is observed",
            Self::Traced => "attached where calls are told one by one: passgate trace",
            Self::Policed(_) => "attached where a policy decides such calls: passgate run",
            Self::Copied => {
                "attached where a policy decides by arguments whose copies are checked: passgate run"
            }
            Self::ScopedOrCopied => {
                "attached where a command's descendants alone are observed, or a policy decides by arguments whose \
                 copies are checked"
            }
            Self::Guarded => "attached where a daemon enforces a policy: passgate enforce",
        }
    }
}

/// One hook.
#[derive(Debug)]
pub struct Hook {
    /// Name of the program in the object.
    pub name: &'static str,
    /// Where it is attached.
    pub point: Point,
    /// When it is attached.
    pub when: When,
    /// The entry that it counts, see [`entry`]; None where it counts none.
    pub entry: Option<u8>,
    /// Whether passgate can do without.
    pub need: Need,
    /// Why it is required or optional.
    pub because: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// The kernels that have it.
    pub kernels: &'static str,
    /// A hook without which it does harm, and is not attached.
    pub relies_on: Option<&'static str>,
}

const fn observes(
    name: &'static str,
    point: Point,
    entry: u8,
    purpose: &'static str,
    because: &'static str,
    kernels: &'static str,
) -> Hook {
    Hook {
        name,
        point,
        when: When::Always,
        entry: Some(entry),
        need: Need::Optional,
        because,
        purpose,
        kernels,
        relies_on: None,
    }
}

const fn serves(
    name: &'static str,
    point: Point,
    when: When,
    purpose: &'static str,
    because: &'static str,
) -> Hook {
    Hook {
        name,
        point,
        when,
        entry: None,
        need: Need::Optional,
        because,
        purpose,
        kernels: "6.1 and newer",
        relies_on: None,
    }
}

/// What ioctl(2) is in the kernel.
const IOCTL: &str = if cfg!(target_arch = "aarch64") {
    "__arm64_sys_ioctl"
} else {
    "__x64_sys_ioctl"
};

/// The same for 32-bit processes.
const COMPAT_IOCTL: &str = if cfg!(target_arch = "aarch64") {
    "__arm64_compat_sys_ioctl"
} else {
    "__ia32_compat_sys_ioctl"
};

/// Every hook, in the order in which they are attached: whatever a hook relies on comes first.
pub const HOOKS: &[Hook] = &[
    serves(
        "module_load",
        Point::Tracepoint("module_load"),
        When::Always,
        "notices drivers that are loaded later",
        "without it such drivers' devices are not observed",
    ),
    serves(
        "module_free",
        Point::Tracepoint("module_free"),
        When::Always,
        "notices drivers that are unloaded",
        "without it their addresses may be taken for another's",
    ),
    serves(
        "task_free",
        Point::Lsm("task_free"),
        When::ScopedOrCopied,
        "forgets tasks that have ended: a command's descendants, and who was about to be decided again",
        "only those need it",
    ),
    serves(
        "task_alloc",
        Point::Lsm("task_alloc"),
        When::Scoped,
        "follows the descendants of a command",
        "only a command's descendants need it",
    ),
    serves(
        "guard_map",
        Point::Lsm("bpf_map"),
        When::Guarded,
        "the policy's maps are opened by passgate alone",
        "what is in force is decided without it",
    ),
    serves(
        "guard_program",
        Point::Lsm("bpf_prog"),
        When::Guarded,
        "so are its programs, in which others could take the place of functions",
        "what is in force is decided without it",
    ),
    serves(
        "guard_trace",
        Point::Lsm("ptrace_access_check"),
        When::Guarded,
        "nobody else traces passgate, or takes its memory and descriptors",
        "what is in force is decided without it",
    ),
    serves(
        "guard_switch",
        Point::Lsm("file_open"),
        When::Guarded,
        "kernel.ftrace_enabled, which turns programs off on some kernels, is written by passgate alone",
        "what is in force is decided without it",
    ),
    serves(
        "guard_unlink",
        Point::Lsm("inode_unlink"),
        When::Guarded,
        "its pins are removed by passgate alone",
        "what is in force is decided without it",
    ),
    serves(
        "guard_rmdir",
        Point::Lsm("inode_rmdir"),
        When::Guarded,
        "so are the directories that they are in",
        "what is in force is decided without it",
    ),
    serves(
        "guard_rename",
        Point::Lsm("inode_rename"),
        When::Guarded,
        "nor are they renamed by anybody else",
        "what is in force is decided without it",
    ),
    serves(
        "guard_umount",
        Point::Lsm("sb_umount"),
        When::Guarded,
        "nor is their file system unmounted",
        "what is in force is decided without it",
    ),
    serves(
        "device_del",
        Point::Entry("device_del"),
        When::Always,
        "notices devices that go away",
        "without it a device may be taken for the next one under its number",
    ),
    serves(
        "device_add",
        Point::Entry("device_add"),
        When::Always,
        "notices devices that come in the place of others",
        "without it a device may be taken for one that was still in use when it went",
    ),
    serves(
        "device_added",
        Point::Exit("device_add"),
        When::Policed(&entry::ALL),
        "tells of new devices, so that they have their labels before they are called",
        "only policies need it",
    ),
    Hook {
        need: Need::Required,
        ..observes(
            "file_ioctl",
            Point::Lsm("file_ioctl"),
            entry::IOCTL,
            "counts native ioctls",
            "most commands come this way",
            "6.1 and newer",
        )
    },
    observes(
        "file_ioctl_compat",
        Point::Lsm("file_ioctl_compat"),
        entry::COMPAT_IOCTL,
        "counts ioctls of 32-bit processes",
        "on kernels before it they come by file_ioctl, and x86 tells them apart there",
        "6.8, and stable kernels with the backport (6.1.176 has it)",
    ),
    serves(
        "uring_prepare",
        Point::Entry("io_uring_cmd_prep"),
        When::Always,
        "tells new io_uring commands from those whose memory they take",
        "without it one may be taken for another that is issued again",
    ),
    Hook {
        // New commands in the memory of such as were noted, and given up, would not be counted.
        relies_on: Some("uring_prepare"),
        ..serves(
            "uring_answer",
            Point::Exit("io_uring_cmd"),
            When::Always,
            "notes io_uring commands that a device has no room for",
            "without it such commands are counted again when they are issued again",
        )
    },
    observes(
        "uring_cmd",
        Point::Lsm("uring_cmd"),
        entry::URING_CMD,
        "counts io_uring commands",
        "a kernel without io_uring has none",
        "6.1 and newer",
    ),
    serves(
        "mmap_place",
        Point::Entry("vm_mmap_pgoff"),
        When::Policed(&[entry::MMAP]),
        "notes which part of a device file is to be mapped",
        "only policies need it",
    ),
    serves(
        "mmap_file",
        Point::Lsm("mmap_file"),
        When::Policed(&[entry::MMAP]),
        "decides mappings of device files",
        "only policies need it",
    ),
    observes(
        "mmap",
        Point::Entry("mmap_region"),
        entry::MMAP,
        "counts mappings of device files",
        "commands are counted without it",
        "6.1 and newer",
    ),
    observes(
        "file_mprotect",
        Point::Lsm("file_mprotect"),
        entry::MPROTECT,
        "counts mappings whose protection is widened",
        "commands are counted without it",
        "6.1 and newer",
    ),
    serves(
        "file_open",
        Point::Lsm("file_open"),
        When::Policed(&[entry::OPEN]),
        "decides whether a device's node is opened",
        "only policies need it",
    ),
    observes(
        "open",
        Point::Exit("vfs_open"),
        entry::OPEN,
        "counts device files that are opened",
        "commands are counted without it",
        "6.1 and newer",
    ),
    observes(
        "file_receive",
        Point::Lsm("file_receive"),
        entry::RECEIVE,
        "counts descriptors that come from other processes",
        "commands are counted without it",
        "6.1 and newer",
    ),
    serves(
        "read_place",
        Point::Entry("vfs_read"),
        When::Policed(&[entry::READ]),
        "notes which part of a device file is to be read",
        "only policies that decide reads need it",
    ),
    serves(
        "write_place",
        Point::Entry("vfs_write"),
        When::Policed(&[entry::WRITE]),
        "notes what is to be written to a device file, and where",
        "only policies that decide writes need it",
    ),
    serves(
        "read_over",
        Point::Exit("vfs_read"),
        When::Policed(&[entry::READ]),
        "forgets which part that was",
        "only policies that decide reads need it",
    ),
    serves(
        "write_over",
        Point::Exit("vfs_write"),
        When::Policed(&[entry::WRITE]),
        "forgets what that was, and where",
        "only policies that decide writes need it",
    ),
    serves(
        "file_permission",
        Point::Lsm("file_permission"),
        When::Policed(&[entry::READ, entry::WRITE]),
        "decides reads and writes of devices",
        "only policies that decide them need it: it is asked of every read and write",
    ),
    observes(
        "file_read",
        Point::Drivers(Call::Read),
        entry::READ,
        "counts reads at the drivers' own functions",
        "a kernel may have none of the drivers",
        "6.1 and newer",
    ),
    observes(
        "file_write",
        Point::Drivers(Call::Write),
        entry::WRITE,
        "counts writes at the drivers' own functions",
        "a kernel may have none of the drivers",
        "6.1 and newer",
    ),
    observes(
        "file_write_iter",
        Point::Drivers(Call::WriteIter),
        entry::WRITE,
        "counts writes at the drivers' own functions that take several buffers at once",
        "a kernel may have none of the drivers",
        "6.1 and newer",
    ),
    observes(
        "attribute_read",
        Point::Drivers(Call::AttributeRead),
        entry::READ,
        "counts reads of PCI configuration and resources in sysfs",
        "a kernel may have no PCI",
        "6.1 and newer",
    ),
    observes(
        "attribute_write",
        Point::Drivers(Call::AttributeWrite),
        entry::WRITE,
        "counts writes of PCI configuration and resources in sysfs",
        "a kernel may have no PCI",
        "6.1 and newer",
    ),
    serves(
        "ioctl_result",
        Point::Drivers(Call::Ioctl),
        When::Always,
        "keeps account of memory that processes give devices",
        "a kernel may have neither VFIO nor iommufd",
    ),
    serves(
        "ioctl_begin",
        Point::Drivers(Call::Ioctl),
        When::Always,
        "notes the calls whose result that is",
        "a kernel may have neither VFIO nor iommufd",
    ),
    serves(
        "address_space",
        Point::Drivers(Call::AddressSpace),
        When::Always,
        "tells which I/O address space such a call is for",
        "a kernel may have no VFIO for IOMMUs of type 1",
    ),
    serves(
        "address_space_end",
        Point::Drivers(Call::AddressSpaceEnd),
        When::Always,
        "notices when an I/O address space ends before its file, or after",
        "a kernel may have no VFIO for IOMMUs of type 1",
    ),
    serves(
        "file_release",
        Point::Drivers(Call::Release),
        When::Always,
        "notices when such memory is given back",
        "a kernel may have neither VFIO nor iommufd",
    ),
    serves(
        "ioctl_over",
        Point::Exit(IOCTL),
        When::Copied,
        "notices that an ioctl returns whose copy was to be looked at",
        "without it what another thread changes is not decided again",
    ),
    serves(
        "compat_ioctl_over",
        Point::Exit(COMPAT_IOCTL),
        When::Copied,
        "the same of 32-bit processes",
        "a kernel may run none of them",
    ),
    serves(
        "uring_over",
        Point::Exit("io_uring_cmd"),
        When::Copied,
        "the same of io_uring commands",
        "a kernel without io_uring has none",
    ),
    serves(
        "capable",
        Point::Lsm("capable"),
        When::Copied,
        "refuses commands whose copies a policy refuses, where drivers ask for a capability",
        "without it what another thread changes is not decided again",
    ),
    serves(
        "locked_down",
        Point::Lsm("locked_down"),
        When::Copied,
        "refuses commands that became others which a policy refuses, where drivers ask whether the kernel is locked down",
        "without it CXL's commands that become raw ones are not decided again",
    ),
    serves(
        "copy_checked",
        Point::Drivers(Call::Check),
        When::Copied,
        "decides drivers' copies of commands",
        "a kernel may have no driver that checks its copies after it made them",
    ),
    serves(
        "sys_exit",
        Point::Tracepoint("sys_exit"),
        When::Traced,
        "tells what system calls return",
        "without it calls are told without their results",
    ),
    serves(
        "uring_complete",
        Point::Tracepoint("io_uring_complete"),
        When::Traced,
        "tells what becomes of io_uring commands",
        "without it they are told without their results",
    ),
    serves(
        "task_file",
        Point::Items("task_file"),
        When::Everybody,
        "lists device files that were open before",
        "what was open is counted from its first command all the same",
    ),
    serves(
        "task_vma",
        Point::Items("task_vma"),
        When::Everybody,
        "lists device files that were mapped before",
        "commands are counted without it",
    ),
];

/// The LSM hook at which a policy decides calls that come in by an entry.
pub fn deciding(by: u8) -> Option<&'static str> {
    HOOKS.iter().find_map(|hook| match (hook.point, hook.when) {
        (Point::Lsm(name), _) if hook.entry == Some(by) => Some(name),
        (Point::Lsm(name), When::Policed(entries)) if entries.contains(&by) => Some(name),
        _ => None,
    })
}

/// What became of a hook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// The hook's name.
    pub name: &'static str,
    /// The entry that it counts.
    pub entry: Option<&'static str>,
    /// Whether passgate can do without.
    pub need: Need,
    /// Why it is required or optional.
    pub because: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// The kernels that have it.
    pub kernels: &'static str,
    /// Whether a program is attached to it, or counts its entry in its place.
    pub attached: bool,
    /// The program that counts its entry in its place, where the kernel has no such hook.
    pub instead: Option<&'static str>,
    /// Why it is not.
    pub reason: Option<String>,
    /// Whether a call of this process, made to try it, was counted; None where none was made.
    pub runs: Option<bool>,
    /// The drivers' functions that it is attached to, where families name them.
    pub functions: Vec<String>,
    /// Those that it could not be attached to.
    pub refused: Vec<Refused>,
}

/// A driver's function that a program could not be attached to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// Its name.
    pub function: String,
    /// Why.
    pub reason: String,
}

impl Hook {
    /// Whether it is what tells that modules come and go.
    pub(crate) fn tells_of_modules(&self) -> bool {
        matches!(self.point, Point::Tracepoint("module_load" | "module_free"))
    }

    /// Why it is not attached for want of what it relies on; None where that is there.
    pub(crate) fn unmet(&self, others: &[State]) -> Option<String> {
        let needed = self.relies_on?;
        let is_there = |state: &State| state.name == needed && state.attached;
        (!others.iter().any(is_there))
            .then(|| format!("{needed} is not attached, without which it does harm"))
    }

    /// Its state once it is attached, or why it is not.
    pub(crate) fn state(&self, reason: Option<String>) -> State {
        State {
            name: self.name,
            entry: self.entry.map(entry_name),
            need: self.need,
            because: self.because,
            purpose: self.purpose,
            kernels: self.kernels,
            attached: reason.is_none(),
            instead: None,
            reason,
            runs: None,
            functions: Vec::new(),
            refused: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hook(name: &str) -> &'static Hook {
        HOOKS.iter().find(|hook| hook.name == name).expect("a hook")
    }

    #[test]
    fn every_entry_is_decided_at_an_lsm_hook() {
        let hooks = entry::ALL.map(|by| (entry_name(by), deciding(by)));
        let expected = [
            ("ioctl", "file_ioctl"),
            ("compat-ioctl", "file_ioctl_compat"),
            ("uring-cmd", "uring_cmd"),
            ("mmap", "mmap_file"),
            ("read", "file_permission"),
            ("write", "file_permission"),
            ("open", "file_open"),
            ("receive", "file_receive"),
            ("mprotect", "file_mprotect"),
        ];
        assert_eq!(hooks.len(), expected.len());
        for (by, hook) in expected {
            assert!(hooks.contains(&(by, Some(hook))), "{by}: {hooks:?}");
        }
    }

    #[test]
    fn what_a_hook_relies_on_comes_first() {
        for (at, hook) in HOOKS.iter().enumerate() {
            let mut before = HOOKS[..at].iter();
            assert!(
                hook.relies_on
                    .is_none_or(|needed| before.any(|other| other.name == needed)),
                "{}",
                hook.name
            );
        }
    }

    #[test]
    fn a_hook_is_left_out_where_what_it_relies_on_is_refused() {
        let (prepare, answer) = (hook("uring_prepare"), hook("uring_answer"));
        assert_eq!(answer.unmet(&[prepare.state(None)]), None);
        let refused = [prepare.state(Some("there is none".to_owned()))];
        assert!(
            answer
                .unmet(&refused)
                .is_some_and(|why| why.contains("uring_prepare"))
        );
        assert!(answer.unmet(&[]).is_some());
        assert_eq!(prepare.unmet(&[]), None);
    }
}
