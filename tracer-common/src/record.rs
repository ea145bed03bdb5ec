//! Ring-buffer records: a header and one fixed structure for each kind.

use crate::{boundary, count::CountKey};

boundary! {
    /// What every record begins with.
    pub struct Header [8] {
        /// [`crate::ABI_VERSION`] of the writer.
        pub abi: u16,
        /// What follows, see [`kind`].
        pub kind: u16,
        /// Length of the whole record in bytes, this header included.
        pub length: u32,
    }

    /// A subject was seen for the first time and has an id from now on.
    pub struct SubjectSeen [3128] {
        /// The header.
        pub header: Header,
        /// Its id.
        pub id: u32,
        /// Real user id in the initial user namespace.
        pub uid: u32,
        /// Inode number of the executable.
        pub exe_inode: u64,
        /// Device number of the executable's file system, in the kernel's encoding.
        pub exe_device: u32,
        /// See [`subject`].
        pub flags: u32,
        /// Bytes used in `exe`.
        pub exe_length: u32,
        /// Bytes used in `cgroup`.
        pub cgroup_length: u32,
        /// The command name, NUL-padded.
        pub comm: [u8; 16],
        /// Components of the executable's path, the last first, each NUL-terminated.
        pub exe: [u8; PATH_BYTES],
        /// Components of the cgroup's path, the last first, each NUL-terminated.
        pub cgroup: [u8; CGROUP_BYTES],
    }

    /// A device was seen for the first time and has an id from now on.
    pub struct DeviceSeen [120] {
        /// The header.
        pub header: Header,
        /// Its id.
        pub id: u32,
        /// The kind that recognised it.
        pub kind: u32,
        /// Its number in the kernel's encoding, for block devices that of the whole disk; 0 where it has
        /// none.
        pub number: u32,
        /// The file's type, the S_IFMT bits of its mode.
        pub file_type: u32,
        /// The device's name on its bus where it has no device number, NUL-padded; else empty.
        pub name: [u8; NAME_BYTES],
        /// The module that a character device's operations are in, NUL-padded, where the number told its
        /// kind; empty where they are built into the kernel.
        pub owner: [u8; MODULE_BYTES],
    }

    /// A module was loaded or is being unloaded.
    pub struct ModuleChanged [72] {
        /// The header.
        pub header: Header,
        /// Its name, NUL-padded.
        pub name: [u8; MODULE_BYTES],
        /// 1 where it was loaded, 0 where it goes.
        pub loaded: u32,
        /// Always zero.
        pub reserved: u32,
    }

    /// A descriptor or a mapping that a process has.
    pub struct Holding [48] {
        /// The header.
        pub header: Header,
        /// The subject's id.
        pub subject: u32,
        /// The device's id.
        pub device: u32,
        /// Process (thread group) id in the initial pid namespace.
        pub process: u32,
        /// The descriptor, or -1 for a mapping.
        pub descriptor: i32,
        /// What it allows: see [`crate::spec::mode`].
        pub mode: u32,
        /// What counts as the command of such a mapping; 0 for a descriptor.
        pub command: u32,
        /// Length of the mapping in bytes.
        pub length: u64,
        /// Where in the file the mapping begins.
        pub offset: u64,
    }

    /// A combination of subject, device, command and sub-command was seen for the first time.
    pub struct CommandSeen [44] {
        /// The header.
        pub header: Header,
        /// Its key in the count map.
        pub key: CountKey,
        /// Process (thread group) id in the initial pid namespace.
        pub process: u32,
        /// Thread id in the initial pid namespace.
        pub thread: u32,
    }

    /// A call, where calls are told one by one.
    pub struct CallSeen [440] {
        /// The header.
        pub header: Header,
        /// What it is counted under.
        pub key: CountKey,
        /// Process (thread group) id in the initial pid namespace.
        pub process: u32,
        /// Thread id in the initial pid namespace.
        pub thread: u32,
        /// The ioctl number as it was passed, before the kind's command mask.
        pub number: u32,
        /// How many bytes of `argument` were copied.
        pub argument_length: u16,
        /// How many bytes of `pointed` were copied.
        pub pointed_length: u16,
        /// See [`call`].
        pub flags: u32,
        /// When it came, in nanoseconds of CLOCK_BOOTTIME.
        pub time: u64,
        /// How long it took, in nanoseconds, where its result is known.
        pub duration: u64,
        /// What it returned, where that is known.
        pub result: u64,
        /// Bytes of data that its argument names.
        pub amount: u64,
        /// What it says beside its argument, by [`crate::spec::call`]'s indexes.
        pub words: [u32; crate::spec::call::WORDS],
        /// The first bytes of its argument.
        pub argument: [u8; ARGUMENT_BYTES],
        /// The first bytes of what a pointer in its argument leads to.
        pub pointed: [u8; POINTED_BYTES],
    }

    /// A device with a number came, where a policy is to know it before it is called.
    pub struct NodeAdded [16] {
        /// The header.
        pub header: Header,
        /// Its number in the kernel's encoding.
        pub number: u32,
        /// Always zero.
        pub reserved: u32,
    }

    /// What a policy said of a call, where somebody is to know.
    pub struct CallJudged [80] {
        /// The header.
        pub header: Header,
        /// What the call is counted under.
        pub key: CountKey,
        /// Process (thread group) id in the initial pid namespace.
        pub process: u32,
        /// Thread id in the initial pid namespace.
        pub thread: u32,
        /// The policy, see [`crate::policy::PolicyHeader::generation`].
        pub generation: u32,
        /// The rule, see [`crate::policy::Verdict::rule`].
        pub rule: u32,
        /// The error that a refused call gets.
        pub errno: u16,
        /// See [`crate::policy::action`].
        pub action: u8,
        /// See [`crate::policy::mode`].
        pub mode: u8,
        /// See [`crate::policy::race`].
        pub race: u8,
        /// Always zero.
        pub reserved: [u8; 3],
        /// Always zero.
        pub reserved_word: u32,
        /// When it was, in nanoseconds of CLOCK_BOOTTIME.
        pub time: u64,
        /// Bytes that it asked to transfer.
        pub amount: u64,
    }
}

/// Flags of [`CallSeen`].
pub mod call {
    /// The result and the duration are known.
    pub const RESULT: u32 = 1;
}

impl Header {
    /// The header of a record of type `T`.
    pub const fn of<T>(kind: u16) -> Self {
        assert!(size_of::<T>() <= u16::MAX as usize, "records are small");
        #[allow(clippy::cast_possible_truncation, reason = "asserted above")]
        let length = size_of::<T>() as u32;
        Self {
            abi: crate::ABI_VERSION,
            kind,
            length,
        }
    }
}

/// Any record. The ring buffer's value type, so that the object's BTF describes every kind.
#[repr(C)]
#[derive(Clone, Copy)]
pub union Record {
    /// [`kind::SUBJECT`]
    pub subject: SubjectSeen,
    /// [`kind::DEVICE`]
    pub device: DeviceSeen,
    /// [`kind::COMMAND`]
    pub command: CommandSeen,
    /// [`kind::MODULE`]
    pub module: ModuleChanged,
    /// [`kind::HOLDING`]
    pub holding: Holding,
    /// [`kind::CALL`]
    pub call: CallSeen,
    /// [`kind::JUDGED`]
    pub judged: CallJudged,
    /// [`kind::NODE`]
    pub node: NodeAdded,
}

/// Room for the beginning of an argument in a record.
pub const ARGUMENT_BYTES: usize = 256;
/// Room for the beginning of what an argument's pointer leads to.
pub const POINTED_BYTES: usize = 64;
/// Room for the path of an executable in a record.
pub const PATH_BYTES: usize = 2048;
/// Room for the path of a cgroup in a record.
pub const CGROUP_BYTES: usize = 1024;
/// Room for the name of a device in a record.
pub const NAME_BYTES: usize = 40;
/// Room for the name of a module: MODULE_NAME_LEN of `include/linux/module.h`, rounded up.
pub const MODULE_BYTES: usize = 56;
/// Room that one path component may need: NAME_MAX and its NUL.
pub const COMPONENT_BYTES: usize = 256;

/// Kinds of record.
pub mod kind {
    /// [`super::SubjectSeen`]
    pub const SUBJECT: u16 = 1;
    /// [`super::DeviceSeen`]
    pub const DEVICE: u16 = 2;
    /// [`super::CommandSeen`]
    pub const COMMAND: u16 = 3;
    /// [`super::ModuleChanged`]
    pub const MODULE: u16 = 4;
    /// [`super::Holding`]
    pub const HOLDING: u16 = 5;
    /// [`super::CallSeen`]
    pub const CALL: u16 = 6;
    /// [`super::CallJudged`]
    pub const JUDGED: u16 = 7;
    /// [`super::NodeAdded`]
    pub const NODE: u16 = 8;
}

/// Flags of [`SubjectSeen`].
pub mod subject {
    /// The executable's path did not fit or could not be walked: its beginning is missing.
    pub const EXE_TRUNCATED: u32 = 1;
    /// The cgroup's path did not fit or could not be walked: its beginning is missing.
    pub const CGROUP_TRUNCATED: u32 = 2;
    /// The task has no memory of its own: a kernel thread.
    pub const KERNEL_THREAD: u32 = 4;
    /// The executable was deleted, or replaced by another under its name, when the subject was first
    /// seen.
    pub const EXE_DELETED: u32 = 8;
    /// The executable is in a mount namespace that whoever made a user namespace may have made, or in what is
    /// mounted nowhere any more: its path is not the machine's.
    pub const EXE_ELSEWHERE: u32 = 16;
    /// Any of these: policies do not go by the executable's path.
    pub const EXE_NOT_KNOWN: u32 = EXE_TRUNCATED | EXE_ELSEWHERE;
}
