//! `linux/hdreg.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/hdreg.h";

/// 0x4
pub const HDIO_DRIVE_CMD_HDR_SIZE: Ioctl = taking(FROM, "HDIO_DRIVE_CMD_HDR_SIZE", 0x4, &LAYOUT___U8);
/// 0x8
pub const HDIO_DRIVE_HOB_HDR_SIZE: Ioctl = taking(FROM, "HDIO_DRIVE_HOB_HDR_SIZE", 0x8, &LAYOUT___U8);
/// 0x8
pub const HDIO_DRIVE_TASK_HDR_SIZE: Ioctl = taking(FROM, "HDIO_DRIVE_TASK_HDR_SIZE", 0x8, &LAYOUT___U8);
/// 0x301
pub const HDIO_GETGEO: Ioctl = ioctl(FROM, "HDIO_GETGEO", 0x301);
/// 0x302
pub const HDIO_GET_UNMASKINTR: Ioctl = ioctl(FROM, "HDIO_GET_UNMASKINTR", 0x302);
/// 0x304
pub const HDIO_GET_MULTCOUNT: Ioctl = ioctl(FROM, "HDIO_GET_MULTCOUNT", 0x304);
/// 0x305
pub const HDIO_GET_QDMA: Ioctl = ioctl(FROM, "HDIO_GET_QDMA", 0x305);
/// 0x306
pub const HDIO_SET_XFER: Ioctl = ioctl(FROM, "HDIO_SET_XFER", 0x306);
/// 0x307
pub const HDIO_OBSOLETE_IDENTITY: Ioctl = ioctl(FROM, "HDIO_OBSOLETE_IDENTITY", 0x307);
/// 0x308
pub const HDIO_GET_KEEPSETTINGS: Ioctl = ioctl(FROM, "HDIO_GET_KEEPSETTINGS", 0x308);
/// 0x309
pub const HDIO_GET_32BIT: Ioctl = ioctl(FROM, "HDIO_GET_32BIT", 0x309);
/// 0x30a
pub const HDIO_GET_NOWERR: Ioctl = ioctl(FROM, "HDIO_GET_NOWERR", 0x30a);
/// 0x30b
pub const HDIO_GET_DMA: Ioctl = ioctl(FROM, "HDIO_GET_DMA", 0x30b);
/// 0x30c
pub const HDIO_GET_NICE: Ioctl = ioctl(FROM, "HDIO_GET_NICE", 0x30c);
/// 0x30d
pub const HDIO_GET_IDENTITY: Ioctl = ioctl(FROM, "HDIO_GET_IDENTITY", 0x30d);
/// 0x30e
pub const HDIO_GET_WCACHE: Ioctl = ioctl(FROM, "HDIO_GET_WCACHE", 0x30e);
/// 0x30f
pub const HDIO_GET_ACOUSTIC: Ioctl = ioctl(FROM, "HDIO_GET_ACOUSTIC", 0x30f);
/// 0x310
pub const HDIO_GET_ADDRESS: Ioctl = ioctl(FROM, "HDIO_GET_ADDRESS", 0x310);
/// 0x31a
pub const HDIO_GET_BUSSTATE: Ioctl = ioctl(FROM, "HDIO_GET_BUSSTATE", 0x31a);
/// 0x31b
pub const HDIO_TRISTATE_HWIF: Ioctl = ioctl(FROM, "HDIO_TRISTATE_HWIF", 0x31b);
/// 0x31c
pub const HDIO_DRIVE_RESET: Ioctl = ioctl(FROM, "HDIO_DRIVE_RESET", 0x31c);
/// 0x31d
pub const HDIO_DRIVE_TASKFILE: Ioctl = ioctl(FROM, "HDIO_DRIVE_TASKFILE", 0x31d);
/// 0x31e
pub const HDIO_DRIVE_TASK: Ioctl = ioctl(FROM, "HDIO_DRIVE_TASK", 0x31e);
/// 0x31f
pub const HDIO_DRIVE_CMD: Ioctl = ioctl(FROM, "HDIO_DRIVE_CMD", 0x31f);
/// 0x321
pub const HDIO_SET_MULTCOUNT: Ioctl = ioctl(FROM, "HDIO_SET_MULTCOUNT", 0x321);
/// 0x322
pub const HDIO_SET_UNMASKINTR: Ioctl = ioctl(FROM, "HDIO_SET_UNMASKINTR", 0x322);
/// 0x323
pub const HDIO_SET_KEEPSETTINGS: Ioctl = ioctl(FROM, "HDIO_SET_KEEPSETTINGS", 0x323);
/// 0x324
pub const HDIO_SET_32BIT: Ioctl = ioctl(FROM, "HDIO_SET_32BIT", 0x324);
/// 0x325
pub const HDIO_SET_NOWERR: Ioctl = ioctl(FROM, "HDIO_SET_NOWERR", 0x325);
/// 0x326
pub const HDIO_SET_DMA: Ioctl = ioctl(FROM, "HDIO_SET_DMA", 0x326);
/// 0x327
pub const HDIO_SET_PIO_MODE: Ioctl = ioctl(FROM, "HDIO_SET_PIO_MODE", 0x327);
/// 0x328
pub const HDIO_SCAN_HWIF: Ioctl = ioctl(FROM, "HDIO_SCAN_HWIF", 0x328);
/// 0x329
pub const HDIO_SET_NICE: Ioctl = ioctl(FROM, "HDIO_SET_NICE", 0x329);
/// 0x32a
pub const HDIO_UNREGISTER_HWIF: Ioctl = ioctl(FROM, "HDIO_UNREGISTER_HWIF", 0x32a);
/// 0x32b
pub const HDIO_SET_WCACHE: Ioctl = ioctl(FROM, "HDIO_SET_WCACHE", 0x32b);
/// 0x32c
pub const HDIO_SET_ACOUSTIC: Ioctl = ioctl(FROM, "HDIO_SET_ACOUSTIC", 0x32c);
/// 0x32d
pub const HDIO_SET_BUSSTATE: Ioctl = ioctl(FROM, "HDIO_SET_BUSSTATE", 0x32d);
/// 0x32e
pub const HDIO_SET_QDMA: Ioctl = ioctl(FROM, "HDIO_SET_QDMA", 0x32e);
/// 0x32f
pub const HDIO_SET_ADDRESS: Ioctl = ioctl(FROM, "HDIO_SET_ADDRESS", 0x32f);

/// Each of them.
pub const ALL: [Ioctl; 39] = [
    HDIO_DRIVE_CMD_HDR_SIZE, HDIO_DRIVE_HOB_HDR_SIZE, HDIO_DRIVE_TASK_HDR_SIZE, HDIO_GETGEO,
    HDIO_GET_UNMASKINTR, HDIO_GET_MULTCOUNT, HDIO_GET_QDMA, HDIO_SET_XFER,
    HDIO_OBSOLETE_IDENTITY, HDIO_GET_KEEPSETTINGS, HDIO_GET_32BIT, HDIO_GET_NOWERR,
    HDIO_GET_DMA, HDIO_GET_NICE, HDIO_GET_IDENTITY, HDIO_GET_WCACHE, HDIO_GET_ACOUSTIC,
    HDIO_GET_ADDRESS, HDIO_GET_BUSSTATE, HDIO_TRISTATE_HWIF, HDIO_DRIVE_RESET,
    HDIO_DRIVE_TASKFILE, HDIO_DRIVE_TASK, HDIO_DRIVE_CMD, HDIO_SET_MULTCOUNT,
    HDIO_SET_UNMASKINTR, HDIO_SET_KEEPSETTINGS, HDIO_SET_32BIT, HDIO_SET_NOWERR,
    HDIO_SET_DMA, HDIO_SET_PIO_MODE, HDIO_SCAN_HWIF, HDIO_SET_NICE, HDIO_UNREGISTER_HWIF,
    HDIO_SET_WCACHE, HDIO_SET_ACOUSTIC, HDIO_SET_BUSSTATE, HDIO_SET_QDMA, HDIO_SET_ADDRESS,
];

const LAYOUT___U8: Layout = Layout {
    name: "__u8",
    size: 1,
    members: &[
        member("", 0, Unsigned(1)),
    ],
};
