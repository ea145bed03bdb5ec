//! Counting: the key and value of the per-CPU count map.

use crate::boundary;

boundary! {
    /// What is counted apart: one row of every view.
    pub struct CountKey [24] {
        /// Interned subject, [`UNNAMED`] where interning failed.
        pub subject: u32,
        /// Interned device, [`UNNAMED`] where interning failed.
        pub device: u32,
        /// The ioctl number after the device kind's command mask.
        pub command: u32,
        /// The sub-command that the argument spec extracted; 0 unless `argument` is
        /// [`argument::DECODED`].
        pub sub: u32,
        /// The spec's second field (for NVMe the namespace id); 0 where it has none.
        pub second: u32,
        /// How the command came in, see [`entry`].
        pub entry: u8,
        /// What became of the argument, see [`argument`].
        pub argument: u8,
        /// Always zero.
        pub reserved: u16,
    }

    /// What is counted, on one CPU.
    pub struct CountValue [32] {
        /// Calls, whatever their verdict.
        pub calls: u64,
        /// Calls that were refused. Zero while no policy is loaded.
        pub denied: u64,
        /// Calls that a policy would have refused had it been enforced.
        pub audited: u64,
        /// Bytes of data that the calls asked to transfer, as their arguments said.
        pub bytes: u64,
    }
}

/// The id of subjects and devices that could not be interned. Their calls are counted all the
/// same, and the loss that caused it is counted beside them.
pub const UNNAMED: u32 = 0;

/// How a command came in.
pub mod entry {
    /// ioctl(2) from a native process.
    pub const IOCTL: u8 = 1;
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
