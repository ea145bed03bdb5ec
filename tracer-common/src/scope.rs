//! Whom to observe.

use crate::boundary;

boundary! {
    /// The process whose descendants are observed.
    pub struct Scope [16] {
        /// Its id in its own pid namespace; 0 to observe everybody.
        pub process: u32,
        /// Inode number of that namespace's file, `/proc/PID/ns/pid`.
        pub namespace_inode: u32,
        /// Device number of that file, in the kernel's encoding.
        pub namespace_device: u32,
        /// 1 to observe the process as well, 0 for its descendants alone.
        pub itself: u32,
    }
}

/// Symbol of the scope in the BPF object's read-only data.
pub const SCOPE_SYMBOL: &str = "SCOPE";
