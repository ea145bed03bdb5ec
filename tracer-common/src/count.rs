//! Counting: the key and value of the per-CPU count map.

use crate::boundary;

boundary! {
    /// What is counted apart: one row of every view.
    pub struct CountKey [28] {
        /// Interned subject, [`UNNAMED`] where interning failed.
        pub subject: u32,
        /// Interned device, [`UNNAMED`] where interning failed.
        pub device: u32,
        /// For ioctls and io_uring commands the number after the device kind's command mask, for all
        /// other entries what the kind selects from the file offset, else 0.
        pub command: u32,
        /// The sub-command that the argument spec extracted; 0 unless `argument` is
        /// [`argument::DECODED`].
        pub sub: u32,
        /// The spec's second field (for NVMe the namespace id); 0 where it has none.
        pub second: u32,
        /// What tells sub-commands of one code apart (for NVMe's Get Log Page the log's id); 0 where
        /// nothing does.
        pub detail: u32,
        /// How the command came in, see [`entry`].
        pub entry: u8,
        /// What became of the argument, see [`argument`].
        pub argument: u8,
        /// Whom the subject is, see [`origin`].
        pub origin: u8,
        /// Always zero.
        pub reserved: u8,
    }

    /// What is counted, on one CPU.
    pub struct CountValue [32] {
        /// Calls, whatever their verdict.
        pub calls: u64,
        /// Calls that were refused. Zero while no policy is loaded.
        pub denied: u64,
        /// Calls that a policy would have refused had it been enforced.
        pub audited: u64,
        /// Bytes of data that the calls asked to transfer, as their arguments said. A call that said
        /// more than [`MOST_BYTES`] adds nothing, and from [`FULL_BYTES`] on none does.
        pub bytes: u64,
    }
}

/// The most bytes that one call can mean: more than any address space has. Numbers beyond are no amounts
/// (`IOMMU_IOAS_UNMAP` takes the greatest for everything), or there to wrap a sum.
pub const MOST_BYTES: u64 = 1 << 56;
/// What a sum of bytes may grow to: as far from its wrapping as calls on one CPU at one time are few.
pub const FULL_BYTES: u64 = 1 << 63;

/// The id of subjects and devices that could not be interned. Their calls are counted all the
/// same, and the loss that caused it is counted beside them.
pub const UNNAMED: u32 = 0;

/// The row of calls for whose key there was no room.
pub const NO_ROW: u32 = 0;

/// [`CountKey::command`] of a use of a part of a file, where parts have names and which it is could not be
/// told.
pub const UNKNOWN_PART: u32 = u32::MAX;

/// How a command came in.
pub mod entry {
    /// ioctl(2) from a native process.
    pub const IOCTL: u8 = 1;
    /// ioctl(2) from a 32-bit process.
    pub const COMPAT_IOCTL: u8 = 2;
    /// An io_uring command.
    pub const URING_CMD: u8 = 3;
    /// mmap(2) of the file.
    pub const MMAP: u8 = 4;
    /// mprotect(2) that widens what a mapping of the file allows.
    pub const MPROTECT: u8 = 5;
    /// open(2) that succeeded.
    pub const OPEN: u8 = 6;
    /// A descriptor that came from another process.
    pub const RECEIVE: u8 = 7;
    /// A read through the driver's own function.
    pub const READ: u8 = 8;
    /// A write through the driver's own function.
    pub const WRITE: u8 = 9;

    /// Every entry.
    pub const ALL: [u8; 9] = [
        IOCTL,
        COMPAT_IOCTL,
        URING_CMD,
        MMAP,
        MPROTECT,
        OPEN,
        RECEIVE,
        READ,
        WRITE,
    ];
}

/// Whom the subject of a call is.
pub mod origin {
    /// The task that made the call.
    pub const CALLER: u8 = 0;
    /// The creator of an io_uring whose submissions the kernel polls for: whoever wrote the
    /// submission may be another process that the ring was passed to.
    pub const RING_CREATOR: u8 = 1;
}

/// What became of a command's argument.
pub mod argument {
    /// The command carries no sub-command: nothing was read.
    pub const NONE: u8 = 0;
    /// The argument was read and its fields extracted.
    pub const DECODED: u8 = 1;
    /// The argument, or what it points to, could not be read.
    pub const UNREADABLE: u8 = 2;
    /// The argument was read and is not of the form that its spec describes.
    pub const MALFORMED: u8 = 3;
}
