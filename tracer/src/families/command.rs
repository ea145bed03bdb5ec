//! What a command is: its number, the entries that it comes in by, and its argument.

use tracer_common::{
    count::entry,
    spec::{ANY_COMMAND, ArgumentSpec, Field, NO_POINTER, SpecKey},
};

use super::{SubCommand, SubCommands, generic};
use crate::uapi::{Ioctl, Layout};

/// How open a command is: whether anyone but a vendor can tell what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A public specification or a generic kernel interface defines it.
    Standard,
    /// One driver's public interface documents it.
    Driver,
    /// Its payload is a vendor's and nobody else interprets it.
    Opaque,
    /// It was not decoded, or no table names it.
    Unknown,
}

impl Class {
    /// Every class, the most open first.
    pub const ALL: [Self; 4] = [Self::Standard, Self::Driver, Self::Opaque, Self::Unknown];

    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Driver => "driver",
            Self::Opaque => "opaque",
            Self::Unknown => "unknown",
        }
    }
}

/// A command of a kind.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Its name in the kernel's headers.
    pub name: &'static str,
    /// The ioctl or io_uring command's number; for other entries what the kind's selector takes from
    /// the file offset, 0 without one.
    pub number: u32,
    /// How it comes in.
    pub entries: Entries,
    /// Its class where it carries no sub-command.
    pub class: Class,
    /// Where its number and class come from.
    pub source: &'static str,
    /// What its class leaves open.
    pub note: Option<&'static str>,
    /// How its argument is taken apart; None where it carries no sub-command.
    pub argument: Option<&'static Argument>,
    /// The same where it comes from a 32-bit process and is laid out in another way.
    pub compat: Option<&'static Argument>,
    /// The structure that its argument points to, in a 64-bit process; None where none is known.
    pub takes: Option<&'static Layout>,
    /// The structure that the pointer leads to that the argument's spec follows.
    pub leads_to: Option<&'static Layout>,
    /// What lies behind the structure that its argument points to.
    pub elements: Option<&'static Elements>,
}

/// Elements of one size behind a structure, which says how many they are.
#[derive(Clone, Copy, Debug)]
pub struct Elements {
    /// Where it says so, in 16 bits.
    pub count: u8,
    /// The size of one in bytes.
    pub size: u8,
    /// Names an element and says what it is, by the structure's bytes and its own.
    pub told: fn(&[u8], &[u8]) -> (String, u64),
}

/// A set of entries, see [`tracer_common::count::entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entries(u16);

impl Default for Entries {
    fn default() -> Self {
        Self::ALL
    }
}

impl Entries {
    /// All of them.
    pub const ALL: Self = Self::of(&entry::ALL);
    /// ioctl(2), from 64-bit and from 32-bit processes.
    pub const IOCTL: Self = Self::of(&[entry::IOCTL, entry::COMPAT_IOCTL]);
    /// ioctl(2) from 32-bit processes.
    pub const COMPAT: Self = Self::of(&[entry::COMPAT_IOCTL]);
    /// io_uring commands.
    pub const URING: Self = Self::of(&[entry::URING_CMD]);
    /// Reads.
    pub const READ: Self = Self::of(&[entry::READ]);
    /// Writes.
    pub const WRITE: Self = Self::of(&[entry::WRITE]);
    /// Reads and writes.
    pub const TRANSFER: Self = Self::of(&[entry::READ, entry::WRITE]);
    /// Mappings.
    pub const MMAP: Self = Self::of(&[entry::MMAP]);
    /// Reads, writes and mappings.
    pub const ACCESS: Self = Self::of(&[entry::READ, entry::WRITE, entry::MMAP]);

    /// The set of these.
    pub const fn of(entries: &[u8]) -> Self {
        let mut set = 0;
        let mut at = 0;
        while at < entries.len() {
            set |= 1 << entries[at];
            at += 1;
        }
        Self(set)
    }

    /// None of them.
    pub const NONE: Self = Self(0);

    /// What is in either.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of another set's are in it.
    pub const fn has_all(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether an entry is in it.
    pub const fn has(self, entry: u8) -> bool {
        entry < 16 && self.0 & (1 << entry) != 0
    }

    /// Those in it.
    pub fn iter(self) -> impl Iterator<Item = u8> {
        entry::ALL.into_iter().filter(move |entry| self.has(*entry))
    }
}

impl Command {
    /// A command without a sub-command.
    pub const fn plain(
        name: &'static str,
        number: u32,
        class: Class,
        source: &'static str,
    ) -> Self {
        Self {
            name,
            number,
            entries: Entries::IOCTL,
            class,
            source,
            note: None,
            argument: None,
            compat: None,
            takes: None,
            leads_to: None,
            elements: None,
        }
    }

    /// A command that a header of the kernel defines, without a sub-command.
    pub const fn of(ioctl: Ioctl, class: Class) -> Self {
        Self {
            takes: ioctl.takes,
            ..Self::plain(ioctl.name, ioctl.number, class, ioctl.header)
        }
    }

    /// Commands of one class that headers of the kernel define.
    pub const fn all<const N: usize>(ioctls: [Ioctl; N], class: Class) -> [Self; N] {
        let mut commands = [Self::plain("", 0, class, ""); N];
        let mut at = 0;
        while at < N {
            commands[at] = Self::of(ioctls[at], class);
            at += 1;
        }
        commands
    }

    /// The same, but for some that stand for themselves.
    ///
    /// # Panics
    ///
    /// At compile time, where one of those is none of the headers'.
    pub const fn all_but<const N: usize, const M: usize>(
        ioctls: [Ioctl; N],
        class: Class,
        others: [Self; M],
    ) -> [Self; N] {
        let mut commands = Self::all(ioctls, class);
        let mut other = 0;
        while other < M {
            let mut at = 0;
            while commands[at].number != others[other].number {
                at += 1;
                assert!(at < N, "the headers define no such command");
            }
            commands[at] = others[other];
            other += 1;
        }
        commands
    }

    /// The same command with an argument that carries a sub-command.
    pub const fn with(self, argument: &'static Argument) -> Self {
        Self {
            argument: Some(argument),
            ..self
        }
    }

    /// A command whose argument carries a sub-command, which decides the class.
    pub const fn passthrough(
        name: &'static str,
        number: u32,
        source: &'static str,
        argument: &'static Argument,
    ) -> Self {
        Self {
            name,
            number,
            entries: Entries::IOCTL,
            class: Class::Unknown,
            source,
            note: None,
            argument: Some(argument),
            compat: None,
            takes: None,
            leads_to: None,
            elements: None,
        }
    }

    /// The same command with the structure that its argument's pointer leads to.
    pub const fn leading_to(self, layout: &'static Layout) -> Self {
        Self {
            leads_to: Some(layout),
            ..self
        }
    }

    /// The same command with elements behind the structure that it takes.
    pub const fn elements(self, elements: &'static Elements) -> Self {
        Self {
            elements: Some(elements),
            ..self
        }
    }

    /// The same command by other entries.
    pub const fn by(self, entries: Entries) -> Self {
        Self { entries, ..self }
    }

    /// The same command with another argument where it comes from a 32-bit process.
    pub const fn compat(self, argument: &'static Argument) -> Self {
        Self {
            compat: Some(argument),
            ..self
        }
    }

    /// The same command with a class, where its sub-commands have no names, and why it is that.
    pub const fn class(self, class: Class, note: Option<&'static str>) -> Self {
        Self {
            class,
            note,
            ..self
        }
    }

    /// How its argument is taken apart where it comes in by this entry.
    pub fn argument(&self, entry: u8) -> Option<&'static Argument> {
        match self.compat {
            Some(compat) if entry == entry::COMPAT_IOCTL => Some(compat),
            _ => self.argument,
        }
    }
}

/// How an argument is taken apart, and what its fields mean.
#[derive(Debug)]
pub struct Argument {
    /// What the kernel side reads.
    pub spec: ArgumentSpec,
    /// What it reads, in turn, where the spec's guard does not hold: the same command in other forms.
    pub alternatives: &'static [ArgumentSpec],
    /// Names of sub-commands; the first entry that applies names one. None where the codes are
    /// numbers that speak for themselves: the command's class is theirs.
    pub sub: &'static [SubCommands],
    /// Name of the spec's second field, where it has one.
    pub second: Option<&'static str>,
}

/// Whether a detail may lie in what a form copies: one behind the pointer needs a pointer.
pub(in crate::families) fn lies_in(form: &ArgumentSpec, detail: Field) -> bool {
    form.pointer != NO_POINTER || detail.flags & Field::POINTED == 0
}

impl Argument {
    /// An argument of one form that names nothing yet.
    pub const fn new(spec: ArgumentSpec) -> Self {
        Self {
            spec,
            alternatives: &[],
            sub: &[],
            second: None,
        }
    }

    /// Names a sub-command. `second` is the second field's value, 0 where there is none; None where
    /// no entry applies.
    pub fn name(&self, code: u32, second: u32) -> Option<SubCommand> {
        self.applying(second).map(|sub| sub.name(code))
    }

    /// Names what tells a sub-command apart from others of its code; None where nothing does.
    pub fn detail(&self, code: u32, second: u32, value: u32) -> Option<SubCommand> {
        let detail = self.applying(second)?.detail(code)?;
        Some(detail.values.name(value))
    }

    /// The names that hold where the second field is so.
    pub fn applying(&self, second: u32) -> Option<&'static SubCommands> {
        let applies = |sub: &&SubCommands| sub.when.is_none_or(|when| when.holds(second));
        self.sub.iter().find(applies)
    }

    /// Where commands of one sub-command say what tells them apart, by level and code, see
    /// [`tracer_common::spec::DetailKey`]. Entries that have the same code say it in the same place.
    pub fn details(&self) -> Vec<(u16, u32, Field)> {
        let mut places: Vec<(u16, u32, Field)> = Vec::new();
        let mut add = |level, code, field| {
            let is_same = |place: &(u16, u32, Field)| (place.0, place.1) == (level, code);
            if !places.iter().any(is_same) {
                places.push((level, code, field));
            }
        };
        for detail in self.sub.iter().flat_map(|sub| sub.details) {
            match &detail.values.nested {
                Some(nested) => {
                    add(0, detail.sub, detail.field.nesting());
                    add(1, nested.value.into(), nested.field);
                }
                None => add(0, detail.sub, detail.field),
            }
        }
        places
    }

    /// Whether calls say how many bytes they transfer.
    pub fn has_amount(&self) -> bool {
        let mut forms = [&self.spec].into_iter().chain(self.alternatives);
        forms.any(|spec| spec.amount.iter().any(|field| field.bits > 0))
    }
}

impl Command {
    /// Whether this is what came in by an entry with a number. What the entry alone tells has any
    /// number.
    pub(super) fn is(&self, entry: u8, number: u32, mask: u32) -> bool {
        let compared = match entry {
            entry::IOCTL | entry::COMPAT_IOCTL | entry::URING_CMD => mask,
            _ => u32::MAX,
        };
        self.entries.has(entry)
            && (self.number & compared == number & compared || self.number == generic::ANY)
    }

    /// What its specs are looked up by.
    pub(super) const fn key(&self, mask: u32) -> u32 {
        if self.number == generic::ANY {
            ANY_COMMAND
        } else {
            self.number & mask
        }
    }

    /// Its specs for each entry, by the keys that the kernel side looks them up by, with the
    /// arguments that they are of.
    pub(super) fn specs(
        &'static self,
        kind: u16,
        mask: u32,
    ) -> impl Iterator<Item = (SpecKey, &'static Argument, &'static ArgumentSpec)> {
        let command = self.key(mask);
        self.entries.iter().flat_map(move |entry| {
            let argument = self.argument(entry).into_iter();
            argument.flat_map(move |argument| {
                let specs = [&argument.spec].into_iter().chain(argument.alternatives);
                (0..).zip(specs).map(move |(variant, spec)| {
                    let key = SpecKey {
                        kind,
                        entry,
                        variant,
                        command,
                    };
                    (key, argument, spec)
                })
            })
        })
    }
}
