//! Who decides, where several sets of programs are loaded at a time: those of a daemon that is gone, and those
//! of the one that takes over.

use crate::boundary;

boundary! {
    /// Which of the loaded sets decides. All of them look into the same map of one value, so that another
    /// takes over by a few stores. Its layout is the same in every version of passgate: [`Authority::form`] says so.
    pub struct Authority [24] {
        /// [`FORM`].
        pub form: u32,
        /// The number of the set that decides, see `SET` in the programs; [`NOBODY`] where none does.
        pub set: u32,
        /// The one that decides as well, for the moment in which one takes over from another: a call that is under way
        /// is decided by both sooner than by none. [`NOBODY`] otherwise.
        pub before: u32,
        /// Always zero.
        pub reserved: u32,
        /// When the daemon was last heard of: nanoseconds of CLOCK_MONOTONIC, which stands still while the
        /// machine is suspended.
        pub heartbeat: u64,
    }
}

boundary! {
    /// A directory that is guarded.
    pub struct Inode [16] {
        /// Its number.
        pub number: u64,
        /// The device number of its file system, in the kernel's encoding.
        pub device: u32,
        /// Always zero.
        pub reserved: u32,
    }

    /// An executable that may change what is guarded: by its place, for an upgrade puts another file there.
    pub struct Executable [64] {
        /// The directory that it is in.
        pub directory: Inode,
        /// Its name there, NUL-padded; of a longer one the beginning.
        pub name: [u8; EXECUTABLE_BYTES],
    }
}

/// Room for an executable's name, the NUL at its end included.
pub const EXECUTABLE_BYTES: usize = 48;

/// What [`Authority::form`] is.
pub const FORM: u32 = 0x7067_0002;

/// No set decides: all calls pass.
pub const NOBODY: u32 = u32::MAX;
