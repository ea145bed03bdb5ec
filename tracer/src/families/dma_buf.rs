//! dma-buf: buffers that devices share, what makes them, and their fences (`drivers/dma-buf`).

use super::{Class, Command, Family, Kind, Path, Symbol, Sysfs, Via, generic};
use crate::uapi::{dma_buf, dma_heap, sync_file, udmabuf};

/// The family.
pub const FAMILY: Family = Family {
    name: "dma-buf",
    title: "buffers that devices share",
    kinds: &[
        Kind {
            name: "buffer",
            title: "buffers, by the name of the driver that exports them",
            via: Via::Name(&[EXPORTER]),
            operations: &[Symbol::built_in("dma_buf_fops")],
            commands: &[BUFFER, generic::COMMANDS],
            link: Some("/dmabuf:"),
            ..Kind::NONE
        },
        Kind {
            name: "heap",
            title: "gives out buffers, /dev/dma_heap/system",
            operations: &[Symbol::built_in("dma_heap_fops")],
            commands: &[HEAP, generic::COMMANDS],
            sysfs: &[Sysfs::all("dma_heap")],
            ..Kind::NONE
        },
        Kind {
            name: "udmabuf",
            title: "makes buffers of a program's memory, /dev/udmabuf",
            operations: &[Symbol::built_in("udmabuf_fops")],
            commands: &[MEMORY, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "udmabuf")],
            ..Kind::NONE
        },
        Kind {
            name: "fence",
            title: "fences that tell when a device is done with a buffer",
            via: Via::Alike,
            operations: &[Symbol::built_in("sync_file_fops")],
            commands: &[FENCE, generic::COMMANDS],
            link: Some("anon_inode:sync_file"),
            ..Kind::NONE
        },
    ],
};

const EXPORTER: Path = Path {
    module: None,
    members: &[("dma_buf", "exp_name")],
};

/// DMA_BUF_SET_NAME is what DMA_BUF_SET_NAME_A or DMA_BUF_SET_NAME_B is, by the length of a pointer.
const BUFFER: &[Command] = &Command::all(
    [
        dma_buf::DMA_BUF_IOCTL_SYNC,
        dma_buf::DMA_BUF_SET_NAME_A,
        dma_buf::DMA_BUF_SET_NAME_B,
        dma_buf::DMA_BUF_IOCTL_EXPORT_SYNC_FILE,
        dma_buf::DMA_BUF_IOCTL_IMPORT_SYNC_FILE,
    ],
    Class::Standard,
);

const HEAP: &[Command] = &Command::all(dma_heap::ALL, Class::Standard);

const MEMORY: &[Command] = &Command::all(udmabuf::ALL, Class::Standard);

const FENCE: &[Command] = &Command::all(sync_file::ALL, Class::Standard);
