//! dma-buf: buffers that devices share (`drivers/dma-buf`).

use super::{
    Class, Command, Family, Kind, Path, Symbol, Via, generic,
    ioctl::{iow, iowr},
};

/// The family.
pub const FAMILY: Family = Family {
    name: "dma-buf",
    title: "buffers that devices share",
    kinds: &[Kind {
        name: "buffer",
        title: "buffers, by the name of the driver that exports them",
        via: Via::Name(&[EXPORTER]),
        operations: &[Symbol::built_in("dma_buf_fops")],
        commands: &[COMMANDS, generic::COMMANDS],
        link: Some("/dmabuf:"),
        ..Kind::NONE
    }],
};

const EXPORTER: Path = Path {
    module: None,
    members: &[("dma_buf", "exp_name")],
};

const UAPI: &str = "linux/dma-buf.h";

const COMMANDS: &[Command] = &[
    standard("DMA_BUF_IOCTL_SYNC", iow(b'b', 0, 8)),
    standard("DMA_BUF_SET_NAME_A", iow(b'b', 1, 4)),
    standard("DMA_BUF_SET_NAME_B", iow(b'b', 1, 8)),
    standard("DMA_BUF_IOCTL_EXPORT_SYNC_FILE", iowr(b'b', 2, 8)),
    standard("DMA_BUF_IOCTL_IMPORT_SYNC_FILE", iow(b'b', 3, 8)),
];

const fn standard(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_header() {
        let numbers: Vec<_> = COMMANDS.iter().map(|command| command.number).collect();
        assert_eq!(
            numbers,
            [
                0x4008_6200,
                0x4004_6201,
                0x4008_6201,
                0xc008_6202,
                0x4008_6203
            ]
        );
    }
}
