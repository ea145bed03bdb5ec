//! Families of passthrough interfaces: how their devices are recognised and what their commands
//! mean. A family is one file beside this one and one line in [`FAMILIES`]; names in output,
//! filters, `passgate families` and the kernel side's argument specs all come from its tables.
//!
//! Tables that devices of more than one family share have files of their own: [`block`], [`cdb`]
//! and [`generic`].

pub mod block;
pub mod cdb;
pub mod generic;
pub mod ioctl;
pub mod nvme;
pub mod scsi;

use std::{borrow::Cow, ops::RangeInclusive};

use tracer_common::spec::{ArgumentSpec, SpecKey};

/// Every family. Ids of kinds follow from this order, so new families go to the end.
pub const FAMILIES: &[&Family] = &[&nvme::FAMILY, &scsi::FAMILY];

/// The `file_operations` that all block devices share (`block/fops.c`). A file with them is
/// recognised by the operations of its disk instead, see [`Via::Disk`].
pub const DISK_OPERATIONS: Symbol = Symbol {
    module: None,
    name: "def_blk_fops",
};

/// A kind of passthrough interface.
#[derive(Debug)]
pub struct Family {
    /// Its name in output and filters.
    pub name: &'static str,
    /// What it is, for people.
    pub title: &'static str,
    /// The kinds of file that its devices show.
    pub kinds: &'static [Kind],
}

/// A kind of file through which commands reach devices of one family.
#[derive(Debug)]
pub struct Kind {
    /// Its name within the family.
    pub name: &'static str,
    /// What it is, for people.
    pub title: &'static str,
    /// Which operations the symbols of `operations` name.
    pub via: Via,
    /// Kernel symbols of the operations that files of this kind have. One that the running kernel
    /// lacks belongs to a driver that is not there.
    pub operations: &'static [Symbol],
    /// Bits of an ioctl number that the driver compares.
    pub command_mask: u32,
    /// Its commands, in tables that kinds share. No number stands in two tables of a kind.
    pub commands: &'static [&'static [Command]],
}

/// Which operations tell a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The file's `file_operations`.
    Operations,
    /// The `block_device_operations` of the disk behind the file.
    Disk,
}

/// A symbol of the kernel or of one of its modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The module that defines it, as `/proc/modules` writes it, unless it is built into the
    /// kernel; None for a symbol that is always built in.
    pub module: Option<&'static str>,
    /// Its name.
    pub name: &'static str,
}

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
#[derive(Debug)]
pub struct Command {
    /// Its name in the kernel's headers.
    pub name: &'static str,
    /// The ioctl number.
    pub number: u32,
    /// Its class where it carries no sub-command.
    pub class: Class,
    /// Where its number and class come from.
    pub source: &'static str,
    /// What its class leaves open.
    pub note: Option<&'static str>,
    /// How its argument is taken apart; None where it carries no sub-command.
    pub argument: Option<&'static Argument>,
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
            class,
            source,
            note: None,
            argument: None,
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
            class: Class::Unknown,
            source,
            note: None,
            argument: Some(argument),
        }
    }

    /// What the kernel side reads of its argument.
    pub fn spec(&self) -> Option<&'static ArgumentSpec> {
        self.argument.map(|argument| &argument.spec)
    }

    /// Whether its calls say how many bytes they transfer.
    pub fn has_amount(&self) -> bool {
        self.spec()
            .is_some_and(|spec| spec.amount.iter().any(|field| field.bits > 0))
    }
}

/// How an argument is taken apart, and what its fields mean.
#[derive(Debug)]
pub struct Argument {
    /// What the kernel side reads.
    pub spec: ArgumentSpec,
    /// Names of sub-commands; the first entry that applies names one.
    pub sub: &'static [SubCommands],
    /// Name of the spec's second field, where it has one.
    pub second: Option<&'static str>,
}

impl Argument {
    /// Names a sub-command. `second` is the second field's value, 0 where there is none.
    pub fn name(&self, code: u32, second: u32) -> SubCommand {
        self.sub
            .iter()
            .find(|sub| sub.when.is_none_or(|value| value == second))
            .map_or_else(|| SubCommand::unknown("sub", code), |sub| sub.name(code))
    }
}

/// A group of sub-commands: what one code space means.
#[derive(Debug)]
pub struct SubCommands {
    /// The first part of their names: `admin` in `admin.identify`.
    pub group: &'static str,
    /// Applies only where the argument's second field has this value.
    pub when: Option<u32>,
    /// Tables of names, the first that has a code names it.
    pub tables: &'static [CodeTable],
    /// Ranges of codes that share a name, where no table has the code.
    pub ranges: &'static [CodeRange],
}

/// Names of codes that one source defines.
#[derive(Clone, Copy, Debug)]
pub struct CodeTable {
    /// The specification.
    pub source: &'static str,
    /// The class of all of them.
    pub class: Class,
    /// What the class leaves open.
    pub note: Option<&'static str>,
    /// Codes with their names.
    pub codes: &'static [(u32, &'static str)],
}

/// A range of codes that share a name.
#[derive(Debug)]
pub struct CodeRange {
    /// The specification.
    pub source: &'static str,
    /// The class of all of them.
    pub class: Class,
    /// The codes.
    pub codes: RangeInclusive<u32>,
    /// The second part of their name.
    pub name: &'static str,
}

/// What a code, or each code of a range, means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The codes.
    pub codes: RangeInclusive<u32>,
    /// The second part of their name.
    pub name: &'static str,
    /// Their class.
    pub class: Class,
    /// The specification.
    pub source: &'static str,
    /// What the class leaves open.
    pub note: Option<&'static str>,
}

impl SubCommands {
    /// Every code that has a name, table by table, then the ranges. The first that has a code
    /// names it.
    pub fn meanings(&self) -> impl Iterator<Item = Meaning> {
        let named = self.tables.iter().flat_map(|table| {
            table.codes.iter().map(|(code, name)| Meaning {
                codes: *code..=*code,
                name,
                class: table.class,
                source: table.source,
                note: table.note,
            })
        });
        let ranges = self.ranges.iter().map(|range| Meaning {
            codes: range.codes.clone(),
            name: range.name,
            class: range.class,
            source: range.source,
            note: None,
        });
        named.chain(ranges)
    }

    /// Names a code.
    pub fn name(&self, code: u32) -> SubCommand {
        let meaning = self
            .meanings()
            .find(|meaning| meaning.codes.contains(&code));
        match meaning {
            Some(Meaning {
                codes, name, class, ..
            }) => SubCommand {
                name: format!("{}.{name}", self.group).into(),
                class,
                shared: codes.start() != codes.end(),
            },
            None => SubCommand::unknown(self.group, code),
        }
    }
}

/// A sub-command by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubCommand {
    /// Its name, `admin.identify`.
    pub name: Cow<'static, str>,
    /// Its class.
    pub class: Class,
    /// Whether other codes have the same name, so that only the code tells it apart.
    pub shared: bool,
}

impl SubCommand {
    fn unknown(group: &str, code: u32) -> Self {
        Self {
            name: format!("{group}.{code:#04x}").into(),
            class: Class::Unknown,
            shared: false,
        }
    }
}

impl Kind {
    /// Finds a command by its number, compared under the kind's command mask.
    pub fn command(&self, number: u32) -> Option<&'static Command> {
        self.all_commands()
            .find(|command| command.number & self.command_mask == number & self.command_mask)
    }

    /// Every command, table by table.
    pub fn all_commands(&self) -> impl Iterator<Item = &'static Command> {
        self.commands.iter().copied().flatten()
    }
}

/// A kind with its place in the registry.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its id, from 1; the kernel side's [`tracer_common::identity::Recognition`] carries it.
    pub id: u16,
    /// The family it belongs to.
    pub family: &'static Family,
    /// The kind.
    pub kind: &'static Kind,
}

/// Every kind of every family, by id.
pub fn kinds() -> impl Iterator<Item = Entry> {
    let all = FAMILIES
        .iter()
        .flat_map(|&family| family.kinds.iter().map(move |kind| (family, kind)));
    (1..)
        .zip(all)
        .map(|(id, (family, kind))| Entry { id, family, kind })
}

/// Finds a kind by its id.
pub fn kind(id: u16) -> Option<Entry> {
    kinds().find(|entry| entry.id == id)
}

/// What the kernel side must know to take arguments apart: every spec with its key.
pub fn specs() -> impl Iterator<Item = (SpecKey, &'static ArgumentSpec)> {
    kinds().flat_map(|entry| {
        entry.kind.all_commands().filter_map(move |command| {
            let key = SpecKey {
                kind: entry.id.into(),
                command: command.number & entry.kind.command_mask,
            };
            Some((key, command.spec()?))
        })
    })
}

#[cfg(test)]
mod tests;
