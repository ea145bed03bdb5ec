//! What makes buffers that devices share, of memory that is no device's (`drivers/dma-buf`). A family
//! apart from [`super::dma_buf`]: these are nodes in sysfs, where buffers are not.

use super::{Class, Command, Family, Kind, Symbol, Sysfs, generic};
use crate::uapi::{dma_heap, udmabuf};

/// The family.
pub const FAMILY: Family = Family {
    name: "dma-heap",
    title: "makes buffers that devices share",
    kinds: &[
        Kind {
            name: "heap",
            title: "gives out buffers, /dev/dma_heap/system",
            operations: &[Symbol::built_in("dma_heap_fops")],
            commands: &[HEAP, generic::COMMANDS],
            sysfs: &[Sysfs::all("dma_heap")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "udmabuf",
            title: "makes buffers of a program's memory, /dev/udmabuf",
            operations: &[Symbol::built_in("udmabuf_fops")],
            commands: &[MEMORY, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "udmabuf")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const HEAP: &[Command] = &Command::all(dma_heap::ALL, Class::Standard);

const MEMORY: &[Command] = &Command::all(udmabuf::ALL, Class::Standard);
