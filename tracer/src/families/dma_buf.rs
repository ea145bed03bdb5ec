//! dma-buf: buffers that devices share, and their fences (`drivers/dma-buf`).

use super::{Class, Command, Family, Kind, Path, Symbol, Via, generic};
use crate::uapi::{dma_buf, sync_file};

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
            links: &["/dmabuf:"],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "fence",
            title: "fences that tell when a device is done with a buffer",
            via: Via::Alike,
            operations: &[Symbol::built_in("sync_file_fops")],
            commands: &[FENCE, generic::COMMANDS],
            links: &["anon_inode:sync_file"],
            proven: true,
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

const FENCE: &[Command] = &Command::all(sync_file::ALL, Class::Standard);

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::decode::{Given, decode};

    #[test]
    fn a_processor_s_access_says_what_it_begins() {
        // struct dma_buf_sync: flags DMA_BUF_SYNC_RW with DMA_BUF_SYNC_END, which is 4.
        let decoded = decode(
            &FAMILY.kinds[0],
            None,
            &Given {
                entry: entry::IOCTL,
                number: dma_buf::DMA_BUF_IOCTL_SYNC.number,
                argument: &[7, 0, 0, 0, 0, 0, 0, 0],
                ..Given::default()
            },
        );
        assert_eq!(decoded.named.class, Class::Standard);
        assert_eq!(decoded.fields[0].path, "flags");
        assert_eq!(decoded.fields[0].value.to_string(), "7");
    }
}
