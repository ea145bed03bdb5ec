//! Memory that a process gives a device for as long as it likes: what the device may reach on its own.

use crate::{boundary, spec::SpecKey};

boundary! {
    /// A call whose result decides what is held.
    pub struct Pending [32] {
        /// Address of the file.
        pub file: u64,
        /// User address of the argument.
        pub argument: u64,
        /// The spec that takes it apart.
        pub spec: SpecKey,
        /// The subject's id.
        pub subject: u32,
        /// The device's id.
        pub device: u32,
    }

    /// What is held through one file.
    pub struct Held [24] {
        /// Bytes.
        pub bytes: u64,
        /// The subject's id.
        pub subject: u32,
        /// The device's id.
        pub device: u32,
        /// Id of the process, in the initial pid namespace.
        pub process: u32,
        /// Always zero.
        pub reserved: u32,
    }
}
