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

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::decode::{Given, decode};

    #[test]
    fn a_buffer_is_asked_for_with_its_length() {
        // struct dma_heap_allocation_data: len, fd, fd_flags O_RDWR, heap_flags.
        let mut asked = [0; 24];
        asked[1] = 0x10;
        asked[12] = 2;
        let decoded = decode(
            &FAMILY.kinds[0],
            None,
            &Given {
                entry: entry::IOCTL,
                number: dma_heap::DMA_HEAP_IOCTL_ALLOC.number,
                argument: &asked,
                ..Given::default()
            },
        );
        let told = |path: &str| {
            let mut fields = decoded.fields.iter();
            let field = fields.find(|field| field.path == path);
            field.map(|field| field.value.to_string())
        };
        assert_eq!(told("len").as_deref(), Some("4096 (0x1000)"));
        assert_eq!(told("fd_flags").as_deref(), Some("2"));
        assert_eq!(decoded.named.class, Class::Standard);
    }
}
