//! Memory that a process gives a device for as long as it likes: what the device may reach on its own.

use crate::{boundary, spec::SpecKey};

boundary! {
    /// A call whose result decides what is held.
    pub struct Pending [32] {
        /// See [`HeldKey::owner`].
        pub owner: u64,
        /// User address of the argument.
        pub argument: u64,
        /// The spec that takes it apart.
        pub spec: SpecKey,
        /// The device's id.
        pub device: u32,
        /// Always zero.
        pub reserved: u32,
    }

    /// An I/O address space.
    pub struct HeldKey [16] {
        /// Address of what it ends with: the file, or where it has an end of its own, the driver's
        /// structure.
        pub owner: u64,
        /// Its id among those of the file; 0 where it is the only one.
        pub object: u32,
        /// Always zero.
        pub reserved: u32,
    }

    /// What is held in one I/O address space.
    pub struct Held [24] {
        /// Bytes of I/O virtual addresses that are mapped: what is mapped at two is counted twice.
        pub bytes: u64,
        /// The subject's id.
        pub subject: u32,
        /// The device's id.
        pub device: u32,
        /// Id of the process that was the first to map, in the initial pid namespace.
        pub process: u32,
        /// 1 where another process mapped or unmapped too.
        pub shared: u8,
        /// 1 where more was unmapped than had been seen mapped.
        pub partial: u8,
        /// Always zero.
        pub reserved: u16,
    }
}
