//! What a family is: kinds of file, how they are recognised, and where their calls pass.

use super::{
    Class, Command,
    copied::{Check, Lockdown, Watch},
    generic,
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
    /// Which operations the symbols of `operations` name, and what tells one device from another.
    pub via: Via,
    /// Kernel symbols of the operations that files of this kind have. One that the running kernel
    /// lacks belongs to a driver that is not there.
    pub operations: &'static [Symbol],
    /// Bits of an ioctl number that the driver compares.
    pub command_mask: u32,
    /// Bits to the right of what tells commands apart in the offset of a read, write or mapping;
    /// None where nothing does.
    pub selector: Option<u8>,
    /// Its commands, in tables that kinds share. No number stands in two tables of a kind for one
    /// entry. What comes in by an entry that no command is for has a name in [`generic::CALLS`].
    pub commands: &'static [&'static [Command]],
    /// How open an ioctl is that no table names.
    pub unlisted: Class,
    /// The driver's functions that commands pass through without a hook of their own.
    pub probes: &'static [Probe],
    /// Where the driver checks its own copies of commands.
    pub check: Option<&'static Check>,
    /// Of which commands the kernel asks, behind its copy, whether it is locked down.
    pub lockdown: Option<&'static Lockdown>,
    /// Where the driver's copies of commands are seen, but nobody is asked.
    pub watch: Option<&'static Watch>,
    /// How sysfs shows devices of this kind.
    pub sysfs: &'static [Sysfs],
    /// Tables of commands that one driver of the kind's devices has for itself, by the driver's name.
    /// Where one names a command, or takes its argument's code apart, that is what counts.
    pub by_driver: &'static [(&'static str, &'static [&'static [Command]])],
    /// What the links of /proc/PID/fd to its files are where they are no nodes, up to the colon
    /// before what tells them apart: `anon_inode:[vfio-device]`.
    pub links: &'static [&'static str],
    /// Why `passgate devices` lists none of them, where neither sysfs nor links show any.
    pub hidden: &'static str,
    /// Kernels that may have a driver of it, where not all do that passgate runs on; empty where they do.
    pub kernels: &'static str,
    /// Entries that the driver has on newer kernels only.
    pub late: &'static [Late],
    /// Whether a test has run its commands through the real driver.
    pub proven: bool,
}

/// An entry that a driver got later than the others.
#[derive(Clone, Copy, Debug)]
pub struct Late {
    /// The entry, see [`tracer_common::count::entry`].
    pub entry: u8,
    /// The driver's function for it: without that the entry is not there.
    pub function: Symbol,
    /// The kernels that have it.
    pub kernels: &'static str,
}

impl Kind {
    /// A kind that says nothing yet, for the fields that one leaves out.
    pub const NONE: Self = Self {
        name: "",
        title: "",
        via: Via::Operations,
        operations: &[],
        command_mask: u32::MAX,
        selector: None,
        commands: &[],
        unlisted: Class::Unknown,
        probes: &[],
        check: None,
        lockdown: None,
        watch: None,
        sysfs: &[],
        by_driver: &[],
        links: &[],
        hidden: "",
        kernels: "",
        late: &[],
        proven: false,
    };
}

/// Which operations tell a kind, and what tells one device of it from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The file's `file_operations`; the device number tells the device.
    Operations,
    /// The `block_device_operations` of the disk behind the file; the device number tells the disk.
    Disk,
    /// The file's `file_operations`; it has no device number, and its private data leads to the
    /// device's name. The first path whose structures the kernel has is taken.
    ///
    /// Files of sysfs and procfs have operations in common. For an attribute of sysfs its `read`
    /// function stands for them, or where it has none `mmap`, and the path begins at its kernel object;
    /// for a file of procfs its `proc_ops`, and the path begins at the entry's data.
    Name(&'static [Path]),
    /// The file's `file_operations`; all files of the kind are one device.
    Alike,
    /// The file's `file_operations`, which are those of sockets. Of these, only ioctls that the kind's tables
    /// name are commands to a device; which device, their argument says. All sockets are one device.
    Sockets,
    /// The major of the device number, which the kernel assigns to the kind for ever
    /// (`Documentation/admin-guide/devices.txt`): every driver has operations of its own. A file whose
    /// operations are another kind's is that kind's.
    Numbers(&'static [u32]),
    /// The file's `file_operations`, unless the device number tells another kind: programs may stand
    /// for a device's driver.
    UnlessNumbered,
    /// That nothing else tells a character device's kind.
    AnyCharacter,
    /// That nothing else tells a disk's kind.
    AnyDisk,
}

/// Pointers from where [`Via::Name`] says to the name of its device: members of structures, each of
/// which the one before points to. At most three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    /// The module whose types these are, unless it is built into the kernel.
    pub module: Option<&'static str>,
    /// Structures and their members.
    pub members: &'static [(&'static str, &'static str)],
}

/// A function of the driver, and what its calls are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The function.
    pub function: Symbol,
    /// What a call of it is.
    pub call: Call,
}

/// What a call of a driver's function is, which tells its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// A read: `(file, buffer, length, *offset)`, as `file_operations` has it.
    Read,
    /// A write, with the same parameters.
    Write,
    /// A write that may come from several buffers: `(kiocb, iov_iter)`, as `file_operations` has it.
    WriteIter,
    /// A read of a binary sysfs attribute: `(file, kobject, attribute, buffer, offset, length)`.
    AttributeRead,
    /// A write to one, with the same parameters.
    AttributeWrite,
    /// An ioctl: `(file, command, argument)`. Its result decides whether memory is held.
    Ioctl,
    /// The last close: `(inode, file)`. What is held through the file is given back.
    Release,
    /// An ioctl that the driver passes on to an I/O address space: `(address space, command,
    /// argument)`. What is held ends with that, not with the file.
    AddressSpace,
    /// The end of one: `(address space)`.
    AddressSpaceEnd,
    /// The check of a copy of a command, see [`Check`].
    Check,
}

/// How sysfs shows a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sysfs {
    /// Name of its subsystem: a class or a bus.
    pub subsystem: &'static str,
    /// What its name begins with; None for any name.
    pub name: Option<&'static str>,
    /// Whether nothing but a number may follow that.
    pub numbered: bool,
    /// Subsystem of one of its ancestors; None for any.
    pub parent: Option<&'static str>,
}

/// A symbol of the kernel or of one of its modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Symbol {
    /// The module that defines it, as `/proc/modules` writes it, unless it is built into the
    /// kernel; None for a symbol that is always built in.
    pub module: Option<&'static str>,
    /// Its name.
    pub name: &'static str,
    /// Where several built-in drivers have one of this name, a symbol of the same driver: the one
    /// whose address is nearest to it is meant.
    pub near: Option<&'static str>,
}

impl Symbol {
    /// A symbol of a module.
    pub const fn of(module: &'static str, name: &'static str) -> Self {
        Self {
            module: Some(module),
            name,
            near: None,
        }
    }

    /// A symbol that is always built in.
    pub const fn built_in(name: &'static str) -> Self {
        Self {
            module: None,
            name,
            near: None,
        }
    }

    /// The same where another driver has one of the same name.
    pub const fn near(self, neighbour: &'static str) -> Self {
        Self {
            near: Some(neighbour),
            ..self
        }
    }
}

impl Probe {
    /// The function whose calls are these.
    pub const fn new(call: Call, function: Symbol) -> Self {
        Self { function, call }
    }
}

impl Sysfs {
    /// Every device of a subsystem.
    pub const fn all(subsystem: &'static str) -> Self {
        Self {
            subsystem,
            name: None,
            numbered: false,
            parent: None,
        }
    }

    /// Those of a subsystem whose names begin so.
    pub const fn named(subsystem: &'static str, name: &'static str) -> Self {
        Self {
            name: Some(name),
            ..Self::all(subsystem)
        }
    }

    /// Those of a subsystem that have this name, or this and a number behind it.
    pub const fn numbered(subsystem: &'static str, name: &'static str) -> Self {
        Self {
            numbered: true,
            ..Self::named(subsystem, name)
        }
    }
}

impl Kind {
    /// Finds a command by the entry it came in by and its number, compared under the kind's command
    /// mask.
    pub fn command(&self, entry: u8, number: u32) -> Option<&'static Command> {
        self.all_commands()
            .chain(generic::CALLS)
            .find(|command| command.is(entry, number, self.command_mask))
    }

    /// Finds what a driver has for a command beside what holds for the kind, in the same way.
    pub fn command_of(&self, driver: &str, entry: u8, number: u32) -> Option<&'static Command> {
        let tables = self.by_driver.iter().filter(|(name, _)| *name == driver);
        let mut commands = tables.flat_map(|(_, tables)| tables.iter().copied().flatten());
        commands.find(|command| command.is(entry, number, self.command_mask))
    }

    /// Finds what a command is called: what the device's driver, where it is known, has for it, else
    /// what holds for the kind.
    pub fn called(&self, driver: Option<&str>, entry: u8, number: u32) -> Option<&'static Command> {
        let drivers = driver.and_then(|driver| self.command_of(driver, entry, number));
        drivers.or_else(|| self.command(entry, number))
    }

    /// Every command, table by table; those that a driver has for itself are not among them.
    pub fn all_commands(&self) -> impl Iterator<Item = &'static Command> {
        self.commands.iter().copied().flatten()
    }
}
