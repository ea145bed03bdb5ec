//! Rows: what a count is about, with names.

use std::{borrow::Cow, sync::Arc};

use serde::Serialize;
use tracer_common::count;

use super::{
    cgroup,
    observation::{Count, DeviceFacts, SubjectFacts},
};
use crate::families::{
    self, Class,
    decode::{Codes, Named},
    ioctl,
};

/// Who sent commands. All None where the kernel side could not name the subject.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Subject {
    /// Absolute path of the executable; None for kernel threads.
    pub exe: Option<String>,
    /// Whether that file was deleted, or replaced, when the subject was first seen.
    pub exe_deleted: bool,
    /// Inode number and device number of that file: one that replaces it is another subject.
    #[serde(skip)]
    pub exe_inode: (u64, u32),
    /// Whether these are kernel threads.
    pub kernel: bool,
    /// Command name when first seen.
    pub comm: Option<String>,
    /// Real user id in the initial user namespace.
    pub uid: Option<u32>,
    /// Path of the cgroup in the hierarchy that tells tasks apart: one of version 1, else version 2's.
    pub cgroup: Option<String>,
    /// The systemd unit that the cgroup belongs to.
    pub unit: Option<String>,
    /// Id or name of the container that the cgroup belongs to.
    pub container: Option<String>,
    /// What runs the container, `podman`; None where the cgroup does not tell.
    pub runtime: Option<&'static str>,
    /// Id of the login session that the cgroup belongs to.
    pub session: Option<String>,
    /// Id of the user whose slice the cgroup lies in, whatever user the process runs as.
    pub user: Option<u32>,
}

impl From<SubjectFacts> for Subject {
    fn from(facts: SubjectFacts) -> Self {
        let container = cgroup::container(&facts.cgroup);
        Self {
            unit: cgroup::unit(&facts.cgroup).map(str::to_owned),
            runtime: container.as_ref().and_then(|container| container.runtime),
            container: container.map(|container| container.id.into_owned()),
            session: cgroup::session(&facts.cgroup).map(str::to_owned),
            user: cgroup::user(&facts.cgroup),
            kernel: facts.exe.is_none(),
            exe: facts.exe,
            exe_deleted: facts.exe_deleted,
            exe_inode: facts.exe_inode,
            comm: Some(facts.comm),
            uid: Some(facts.uid),
            cgroup: Some(facts.cgroup),
        }
    }
}

impl Subject {
    /// The shortest name: the executable's file name, else the command name. Kernel threads have
    /// one name together: only their cgroups and users tell them apart.
    pub fn name(&self) -> Option<&str> {
        if self.kernel {
            return Some("[kernel]");
        }
        let exe = self
            .exe
            .as_deref()
            .map(|exe| exe.rsplit('/').next().unwrap_or(exe));
        exe.filter(|name| !name.is_empty()).or(self.comm.as_deref())
    }

    /// The name as people write it, with what became of the executable.
    pub fn label(&self) -> Option<Cow<'_, str>> {
        let name = self.name()?;
        Some(if self.exe_deleted {
            format!("{name} (deleted)").into()
        } else {
            name.into()
        })
    }

    /// The container as people write it, with what runs it: `podman:4f5e8b0c6e9d`.
    pub fn container_label(&self) -> Option<Cow<'_, str>> {
        let id = cgroup::short(self.container.as_deref()?);
        Some(match self.runtime {
            Some(runtime) => format!("{runtime}:{id}").into(),
            None => id.into(),
        })
    }

    /// Where it runs: the container, else the unit, with the user whose login it belongs to where it
    /// runs as another.
    pub fn place(&self) -> Option<Cow<'_, str>> {
        let place = self
            .container_label()
            .or_else(|| Some(self.unit.as_deref()?.into()))?;
        Some(match self.user {
            Some(user) if self.uid != Some(user) => format!("{place} of user {user}").into(),
            _ => place,
        })
    }
}

/// What commands were sent to. All None where the kernel side could not name the device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Device {
    /// The family's name.
    pub family: Option<&'static str>,
    /// The kind's name within the family. In JSON `kind` is what a line is.
    #[serde(rename = "interface")]
    pub kind: Option<&'static str>,
    /// Id of the kind in the registry, 0 where there is none.
    #[serde(skip)]
    pub kind_id: u16,
    /// The kernel's name for it, `nvme0`.
    pub name: Option<String>,
    /// The name that whoever set it up gave it: device mapper's, `vg0-root`.
    pub alias: Option<String>,
    /// Its node, `/dev/nvme0`.
    pub node: Option<String>,
    /// Type, major and minor, `c 242:0`.
    pub dev: Option<String>,
    /// Name of its driver.
    pub driver: Option<String>,
    /// Its bus and address, `pci 0000:00:03.0`.
    pub bus: Option<String>,
    /// Vendor and device on that bus, `8086:5845`.
    pub ids: Option<String>,
    /// Names of the devices that it passes commands on to, `sda`.
    pub lower: Vec<String>,
    /// Whether it had gone before the machine could be asked: what is None here is not known.
    pub gone: bool,
}

impl From<DeviceFacts> for Device {
    fn from(facts: DeviceFacts) -> Self {
        let entry = families::kind(facts.kind);
        Self {
            family: entry.map(|entry| entry.family.name),
            kind: entry.map(|entry| entry.kind.name),
            kind_id: facts.kind,
            name: facts.name,
            alias: facts.alias,
            node: facts.node,
            dev: facts.number.map(|number| number.to_string()),
            driver: facts.driver,
            bus: facts.bus,
            ids: facts.ids,
            lower: facts.lower,
            gone: facts.gone,
        }
    }
}

impl Device {
    /// The shortest name: the kernel's, else the device number, else the kind, of which all files are
    /// one device.
    pub fn label(&self) -> Option<&str> {
        self.name.as_deref().or(self.dev.as_deref()).or(self.kind)
    }
}

/// What became of a command's argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArgumentState {
    /// The command carries no sub-command: nothing was read.
    None,
    /// The argument was read and its fields extracted.
    Decoded,
    /// The argument, or what it points to, could not be read.
    Unreadable,
    /// The argument was read and is not of the form that its command has.
    Malformed,
}

impl ArgumentState {
    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Decoded => "decoded",
            Self::Unreadable => "unreadable",
            Self::Malformed => "malformed",
        }
    }
}

impl From<u8> for ArgumentState {
    /// A code that this version does not know is as good as an argument that it cannot read.
    fn from(code: u8) -> Self {
        match code {
            count::argument::NONE => Self::None,
            count::argument::DECODED => Self::Decoded,
            count::argument::MALFORMED => Self::Malformed,
            _ => Self::Unreadable,
        }
    }
}

/// How a command came in, by name.
pub fn entry_name(code: u8) -> &'static str {
    match code {
        count::entry::IOCTL => "ioctl",
        count::entry::COMPAT_IOCTL => "compat-ioctl",
        count::entry::URING_CMD => "uring-cmd",
        count::entry::MMAP => "mmap",
        count::entry::MPROTECT => "mprotect",
        count::entry::OPEN => "open",
        count::entry::RECEIVE => "receive",
        count::entry::READ => "read",
        count::entry::WRITE => "write",
        _ => "unknown",
    }
}

/// [`Action::origin`] of most rows.
pub const CALLER: &str = "caller";

/// Whom the subject of a call is, by name.
fn origin_name(code: u8) -> &'static str {
    match code {
        count::origin::CALLER => CALLER,
        count::origin::RING_CREATOR => "ring-creator",
        _ => "unknown",
    }
}

/// A command and its sub-command, named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// How it came in, `ioctl`.
    pub entry: &'static str,
    /// Whom the subject is: the `caller`, or the `ring-creator` of an io_uring that the kernel polls.
    pub origin: &'static str,
    /// The command's name in the kernel's headers, or its number taken apart.
    pub command: Cow<'static, str>,
    /// The ioctl number.
    pub number: u32,
    /// The sub-command's name, `admin.identify`; None where there is none or it was not decoded.
    pub sub: Option<Cow<'static, str>>,
    /// The sub-command's code.
    pub sub_code: Option<u32>,
    /// What tells the command apart from others of its sub-command, the `controller` that is
    /// identified, and its code; None where nothing does.
    pub detail: Option<(Cow<'static, str>, u32)>,
    /// Whether other codes share the sub-command's name, or where there is a detail, its.
    pub sub_shared: bool,
    /// How open it is.
    pub class: Class,
    /// What became of its argument.
    pub argument: ArgumentState,
    /// Further fields of the argument by name.
    pub fields: Option<(&'static str, u32)>,
    /// Whether its argument says how many bytes it transfers.
    pub has_amount: bool,
}

impl Action {
    /// Names what was counted. `kind` is the device kind's id in the registry; `driver`, where it is
    /// known, is the device's.
    pub fn new(kind: u16, driver: Option<&str>, key: &count::CountKey) -> Self {
        let kind = families::kind(kind).map(|entry| entry.kind);
        let command = kind.and_then(|kind| kind.called(driver, key.entry, key.command));
        let argument = ArgumentState::from(key.argument);
        let codes = (argument == ArgumentState::Decoded).then_some(Codes {
            sub: Some(key.sub),
            second: Some(key.second),
            detail: Some(key.detail),
        });
        let named = Named::of(kind, command, key.entry, codes);
        let shared = named.detail.as_ref().map(|(detail, _)| detail.shared);
        let sub_shared = named.sub.as_ref().is_some_and(|sub| sub.shared);
        Self {
            entry: entry_name(key.entry),
            origin: origin_name(key.origin),
            command: command.map_or_else(
                || ioctl::describe(key.command).into(),
                |known| known.name.into(),
            ),
            number: key.command,
            sub: named.sub.map(|sub| sub.name),
            sub_code: named.sub_code,
            detail: named.detail.map(|(detail, code)| (detail.name, code)),
            sub_shared: shared.unwrap_or(sub_shared),
            class: named.class,
            argument,
            fields: named.second,
            has_amount: named.has_amount,
        }
    }

    /// The sub-command for people: with its code where the name alone does not tell it, and with
    /// the reason where it was not decoded.
    pub fn sub_label(&self) -> Cow<'_, str> {
        match (&self.sub, self.sub_code) {
            (Some(sub), Some(code)) => {
                let (mut label, mut told) = (Cow::Borrowed(&**sub), code);
                if let Some((detail, value)) = &self.detail {
                    label = format!("{label}.{detail}").into();
                    told = *value;
                }
                if self.sub_shared {
                    label = format!("{label} {told:#04x}").into();
                }
                label
            }
            (Some(sub), _) => Cow::Borrowed(sub),
            (None, Some(code)) => format!("{code:#04x}").into(),
            _ => match self.argument {
                ArgumentState::Unreadable => "(unreadable)".into(),
                ArgumentState::Malformed => "(malformed)".into(),
                ArgumentState::None | ArgumentState::Decoded => "".into(),
            },
        }
    }
}

/// One line of every view: who did what to which device, and how often.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Who.
    pub subject: Arc<Subject>,
    /// To what.
    pub device: Arc<Device>,
    /// What. Rows of several subjects share it.
    pub action: Arc<Action>,
    /// How often.
    pub count: Count,
    /// Calls per second in the last interval.
    pub rate: f64,
    /// Id of a process that sent it, the first if all of the row's keys were announced, in the
    /// initial pid namespace; None where the announcement was lost.
    pub process: Option<u32>,
    /// Id of that process's thread that sent it, the same where it was the first thread.
    pub thread: Option<u32>,
    /// What a policy that is asked says of it; None where none is.
    pub ruling: Option<Ruling>,
}

/// What a policy says of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// `allow`, `audit`, `deny` or `kill`.
    pub action: &'static str,
    /// The rule that says so.
    pub rule: String,
}

impl Row {
    /// Bytes that the calls asked to transfer; None where their arguments do not tell.
    pub fn bytes(&self) -> Option<u64> {
        self.action.has_amount.then_some(self.count.bytes)
    }
}
