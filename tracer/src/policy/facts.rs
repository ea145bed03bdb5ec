//! What is known of a call where a policy decides it: who, to what, and what.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use tracer_common::{count, policy::Call};

use crate::{
    families::{Argument, Class, Command, Entry, SubCommands},
    model::{observation::DeviceFacts, row},
};

/// How much is known of a subject or a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Place {
    /// All that there is to know.
    #[default]
    Known,
    /// Its names are not known, or not yet.
    Unknown,
    /// There was no room for it.
    NoRoom,
}

/// Who calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Subject {
    /// Whether any of this is known.
    pub place: Place,
    /// Path of the executable, empty for kernel threads; None where it is not known.
    pub exe: Option<String>,
    /// Path of the parent's executable, in the same way.
    pub parent: Option<String>,
    /// Path of the cgroup; None where it is not known.
    pub cgroup: Option<String>,
    /// Real user id.
    pub uid: Option<u32>,
    /// Real group id.
    pub gid: Option<u32>,
}

/// What is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Device {
    /// Id of its kind in the registry; 0 where that is not known either.
    pub kind: u16,
    /// Whether what follows is known.
    pub place: Place,
    /// Its driver.
    pub driver: Option<String>,
    /// The kernel's name.
    pub name: Option<String>,
    /// The name that it was given.
    pub alias: Option<String>,
    /// Its node.
    pub node: Option<String>,
    /// Its bus and address, `pci 0000:00:03.0`.
    pub bus: Option<String>,
    /// Vendor and device, `8086:5845`.
    pub ids: Option<String>,
}

impl Device {
    /// A device of which only the kind is known.
    pub fn unresolved(kind: u16) -> Self {
        Self {
            kind,
            place: Place::Unknown,
            ..Self::default()
        }
    }

    /// Its driver, where it is known.
    pub fn driver(&self) -> Option<&str> {
        self.driver.as_deref()
    }
}

impl From<&DeviceFacts> for Device {
    fn from(facts: &DeviceFacts) -> Self {
        Self {
            kind: facts.kind,
            place: Place::Known,
            driver: facts.driver.clone(),
            name: facts.name.clone(),
            alias: facts.alias.clone(),
            node: facts.node.clone(),
            bus: facts.bus.clone(),
            ids: facts.ids.clone(),
        }
    }
}

impl From<&row::Device> for Device {
    fn from(device: &row::Device) -> Self {
        let place = match device.gone || device.family.is_none() {
            true => Place::Unknown,
            false => Place::Known,
        };
        Self {
            kind: device.kind_id,
            place,
            driver: device.driver.clone(),
            name: device.name.clone(),
            alias: device.alias.clone(),
            node: device.node.clone(),
            bus: device.bus.clone(),
            ids: device.ids.clone(),
        }
    }
}

impl Subject {
    /// One that was observed: by its executable, unless it is a kernel thread, its cgroup and its user.
    pub fn seen(
        kernel: bool,
        exe: Option<String>,
        cgroup: Option<String>,
        uid: Option<u32>,
    ) -> Self {
        // What begins with an ellipsis is of no use to the kernel, either.
        let whole = |path: &String| !path.starts_with('…');
        let cgroup = cgroup.filter(whole);
        let exe = match kernel {
            true => Some(String::new()),
            false => exe.filter(whole),
        };
        let is_named = exe.is_some() || cgroup.is_some() || uid.is_some();
        Self {
            place: match is_named {
                true => Place::Known,
                false => Place::Unknown,
            },
            exe,
            // Neither is observed.
            parent: None,
            gid: None,
            cgroup,
            uid,
        }
    }
}

impl From<&row::Subject> for Subject {
    fn from(subject: &row::Subject) -> Self {
        let (exe, cgroup) = (subject.exe.clone(), subject.cgroup.clone());
        Self::seen(subject.kernel, exe, cgroup, subject.uid)
    }
}

/// A call as the families' tables have it: what rules can name of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// The command; None where no table names it.
    pub command: Option<&'static Command>,
    /// What its argument may be; None where it carries none.
    pub argument: Option<&'static Argument>,
    /// What became of that, see [`count::argument`].
    pub state: u8,
    /// Its number under the kind's mask.
    pub number: u32,
    /// The sub-command's name.
    pub sub: Option<String>,
    /// The sub-command's name with that of what tells it apart from others of its code.
    pub full: Option<String>,
    /// The sub-command's code.
    pub sub_code: Option<u32>,
    /// The code of what tells it apart.
    pub detail_code: Option<u32>,
    /// How open it is.
    pub class: Class,
    /// Whether a table says so; else nobody knows.
    pub is_classed: bool,
    /// Bytes that it asks to transfer, where its argument says.
    pub amount: Option<u64>,
    /// The kind, where it is a part of the device's file that is used, and nobody knows which.
    pub unknown_part: Option<Entry>,
}

impl Told {
    /// A call by its own words.
    pub fn of(entry: Option<Entry>, driver: Option<&str>, call: &Call) -> Self {
        let kind = entry.map(|entry| entry.kind);
        let command = kind.and_then(|kind| kind.called(driver, call.entry, call.command));
        Self::with(entry, command, call)
    }

    /// The same where the command was found already.
    pub(super) fn with(
        entry: Option<Entry>,
        command: Option<&'static Command>,
        call: &Call,
    ) -> Self {
        let unlisted = entry.map_or(Class::Unknown, |entry| entry.kind.unlisted);
        let argument = command.and_then(|command| command.argument(call.entry));
        let state = match argument {
            Some(_) => call.argument,
            None => count::argument::NONE,
        };
        let mut told = Self {
            command,
            argument,
            state,
            number: masked(entry, call.entry, call.command),
            sub: None,
            full: None,
            sub_code: None,
            detail_code: None,
            class: command.map_or(unlisted, |command| command.class),
            is_classed: true,
            amount: None,
            unknown_part: entry.filter(|_| is_unknown_part(call)),
        };
        let decoded = argument.filter(|_| state == count::argument::DECODED);
        if let Some(argument) = decoded {
            told.amount = argument.has_amount().then_some(call.amount);
            told.decode(argument, argument.applying(call.second), call);
        }
        let is_named = command.is_some() && told.is_classed;
        told.is_classed = told.class != Class::Unknown || is_named;
        told
    }

    fn decode(
        &mut self,
        argument: &'static Argument,
        applying: Option<&'static SubCommands>,
        call: &Call,
    ) {
        if argument.spec.sub.bits == 0 {
            return;
        }
        self.sub_code = Some(call.sub);
        let Some(names) = applying else {
            self.is_classed = !bears_class(argument);
            return;
        };
        let mut sub = names.name(call.sub);
        if sub.source.is_none() {
            sub.name = unnamed(names.group).into();
        }
        if sub.class != Class::Unknown {
            self.class = sub.class;
        }
        // Where no name says how open it is, the command does.
        self.is_classed = sub.source.is_some() || !bears_class(argument);
        if let Some(detail) = names.detail(call.sub) {
            let mut value = detail.values.name(call.detail);
            if value.source.is_none() {
                value.name = unnamed(detail.values.group).into();
            }
            self.class = value.class;
            self.is_classed = value.source.is_some();
            self.detail_code = Some(call.detail);
            self.full = Some(format!("{}.{}", sub.name, value.name));
        }
        self.sub = Some(sub.name.into_owned());
    }

    /// Whether its argument is memory that another thread can change after it was looked at.
    pub fn rests_on_memory(&self) -> bool {
        self.argument.is_some_and(|argument| {
            let mut forms = [&argument.spec].into_iter().chain(argument.alternatives);
            !forms.all(tracer_common::spec::ArgumentSpec::reads_nothing)
        })
    }

    /// Whether its argument was to be read and was not.
    pub fn is_undecoded(&self) -> bool {
        self.argument.is_some() && self.state != count::argument::DECODED
    }
}

/// Whether it uses a part of the device's file, and which is not known.
fn is_unknown_part(call: &Call) -> bool {
    call.command == count::UNKNOWN_PART && uses_a_part(call.entry)
}

/// Whether calls of an entry use a part of the device's file.
pub fn uses_a_part(by: u8) -> bool {
    use count::entry::{MMAP, MPROTECT, READ, WRITE};
    matches!(by, READ | WRITE | MMAP | MPROTECT)
}

/// A number as its driver compares it.
pub fn masked(entry: Option<Entry>, by: u8, number: u32) -> u32 {
    use count::entry::{COMPAT_IOCTL, IOCTL, URING_CMD};
    match (entry, by) {
        (Some(entry), IOCTL | COMPAT_IOCTL | URING_CMD) => number & entry.kind.command_mask,
        _ => number,
    }
}

/// Whether sub-commands decide how open a command is.
pub fn bears_class(argument: &Argument) -> bool {
    argument.sub.iter().any(|sub| {
        !sub.details.is_empty()
            || sub
                .meanings()
                .any(|meaning| meaning.class != Class::Unknown)
    })
}

/// What rules call a code of a group that no table names.
fn unnamed(group: &str) -> String {
    match group {
        "" => "unknown".to_owned(),
        group => format!("{group}.unknown"),
    }
}

/// Every name that an argument's sub-commands can have, in order. Whoever compiles asks for the same ones again and
/// again, so that they are put together once.
pub fn names(argument: &'static Argument) -> Arc<[String]> {
    /// By where the arguments are, which is where they stay.
    static KNOWN: LazyLock<RwLock<HashMap<usize, Arc<[String]>>>> = LazyLock::new(RwLock::default);
    let at = std::ptr::from_ref(argument).addr();
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(names) = known.get(&at) {
        return Arc::clone(names);
    }
    drop(known);
    let names: Arc<[String]> = all_names(argument).into();
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(known.entry(at).or_insert(names))
}

fn all_names(argument: &'static Argument) -> Vec<String> {
    let mut all = Vec::new();
    for sub in argument.sub {
        let join = |group: &str, name: &str| match group {
            "" => name.to_owned(),
            group => format!("{group}.{name}"),
        };
        all.push(unnamed(sub.group));
        let of_group = sub
            .meanings()
            .map(|meaning| (meaning.name, *meaning.codes.start()));
        let mut named: Vec<(String, u32)> = of_group
            .map(|(name, code)| (join(sub.group, name), code))
            .collect();
        named.extend(sub.details.iter().map(|detail| {
            let name = sub.name(detail.sub).name.into_owned();
            (name, detail.sub)
        }));
        for (name, code) in named {
            if let Some(detail) = sub.detail(code) {
                let values = detail.values.meanings();
                all.extend(
                    values.map(|value| format!("{name}.{}", join(detail.values.group, value.name))),
                );
                all.push(format!("{name}.{}", unnamed(detail.values.group)));
            }
            all.push(name);
        }
    }
    all.sort();
    all.dedup();
    all
}
