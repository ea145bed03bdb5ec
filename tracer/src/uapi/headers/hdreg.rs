//! `linux/hdreg.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/hdreg.h";

/// 0x301
pub const HDIO_GETGEO: Ioctl = taking(FROM, "HDIO_GETGEO", 0x301, &LAYOUT_HD_GEOMETRY);
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
pub const HDIO_GET_IDENTITY: Ioctl = taking(FROM, "HDIO_GET_IDENTITY", 0x30d, &LAYOUT_HD_DRIVEID);
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
pub const ALL: [Ioctl; 36] = [
    HDIO_GETGEO, HDIO_GET_UNMASKINTR, HDIO_GET_MULTCOUNT, HDIO_GET_QDMA, HDIO_SET_XFER,
    HDIO_OBSOLETE_IDENTITY, HDIO_GET_KEEPSETTINGS, HDIO_GET_32BIT, HDIO_GET_NOWERR,
    HDIO_GET_DMA, HDIO_GET_NICE, HDIO_GET_IDENTITY, HDIO_GET_WCACHE, HDIO_GET_ACOUSTIC,
    HDIO_GET_ADDRESS, HDIO_GET_BUSSTATE, HDIO_TRISTATE_HWIF, HDIO_DRIVE_RESET,
    HDIO_DRIVE_TASKFILE, HDIO_DRIVE_TASK, HDIO_DRIVE_CMD, HDIO_SET_MULTCOUNT,
    HDIO_SET_UNMASKINTR, HDIO_SET_KEEPSETTINGS, HDIO_SET_32BIT, HDIO_SET_NOWERR,
    HDIO_SET_DMA, HDIO_SET_PIO_MODE, HDIO_SCAN_HWIF, HDIO_SET_NICE, HDIO_UNREGISTER_HWIF,
    HDIO_SET_WCACHE, HDIO_SET_ACOUSTIC, HDIO_SET_BUSSTATE, HDIO_SET_QDMA, HDIO_SET_ADDRESS,
];

const LAYOUT_HD_GEOMETRY: Layout = Layout {
    name: "struct hd_geometry",
    size: 16,
    members: &[
        member("heads", 0, Unsigned(1)), member("sectors", 1, Unsigned(1)),
        member("cylinders", 2, Unsigned(2)), member("start", 8, Unsigned(8)),
    ],
};

const LAYOUT_HD_DRIVEID: Layout = Layout {
    name: "struct hd_driveid",
    size: 512,
    members: &[
        member("config", 0, Unsigned(2)), member("cyls", 2, Unsigned(2)),
        member("reserved2", 4, Unsigned(2)), member("heads", 6, Unsigned(2)),
        member("track_bytes", 8, Unsigned(2)), member("sector_bytes", 10, Unsigned(2)),
        member("sectors", 12, Unsigned(2)), member("vendor0", 14, Unsigned(2)),
        member("vendor1", 16, Unsigned(2)), member("vendor2", 18, Unsigned(2)),
        member("serial_no", 20, Array(1, 20)), member("buf_type", 40, Unsigned(2)),
        member("buf_size", 42, Unsigned(2)), member("ecc_bytes", 44, Unsigned(2)),
        member("fw_rev", 46, Array(1, 8)), member("model", 54, Array(1, 40)),
        member("max_multsect", 94, Unsigned(1)), member("vendor3", 95, Unsigned(1)),
        member("dword_io", 96, Unsigned(2)), member("vendor4", 98, Unsigned(1)),
        member("capability", 99, Unsigned(1)), member("reserved50", 100, Unsigned(2)),
        member("vendor5", 102, Unsigned(1)), member("tPIO", 103, Unsigned(1)),
        member("vendor6", 104, Unsigned(1)), member("tDMA", 105, Unsigned(1)),
        member("field_valid", 106, Unsigned(2)), member("cur_cyls", 108, Unsigned(2)),
        member("cur_heads", 110, Unsigned(2)), member("cur_sectors", 112, Unsigned(2)),
        member("cur_capacity0", 114, Unsigned(2)), member("cur_capacity1", 116, Unsigned(2)),
        member("multsect", 118, Unsigned(1)), member("multsect_valid", 119, Unsigned(1)),
        member("lba_capacity", 120, Unsigned(4)), member("dma_1word", 124, Unsigned(2)),
        member("dma_mword", 126, Unsigned(2)), member("eide_pio_modes", 128, Unsigned(2)),
        member("eide_dma_min", 130, Unsigned(2)), member("eide_dma_time", 132, Unsigned(2)),
        member("eide_pio", 134, Unsigned(2)), member("eide_pio_iordy", 136, Unsigned(2)),
        member("words69_70", 138, Array(2, 2)), member("words71_74", 142, Array(2, 4)),
        member("queue_depth", 150, Unsigned(2)), member("words76_79", 152, Array(2, 4)),
        member("major_rev_num", 160, Unsigned(2)), member("minor_rev_num", 162, Unsigned(2)),
        member("command_set_1", 164, Unsigned(2)), member("command_set_2", 166, Unsigned(2)),
        member("cfsse", 168, Unsigned(2)), member("cfs_enable_1", 170, Unsigned(2)),
        member("cfs_enable_2", 172, Unsigned(2)), member("csf_default", 174, Unsigned(2)),
        member("dma_ultra", 176, Unsigned(2)), member("trseuc", 178, Unsigned(2)),
        member("trsEuc", 180, Unsigned(2)), member("CurAPMvalues", 182, Unsigned(2)),
        member("mprc", 184, Unsigned(2)), member("hw_config", 186, Unsigned(2)),
        member("acoustic", 188, Unsigned(2)), member("msrqs", 190, Unsigned(2)),
        member("sxfert", 192, Unsigned(2)), member("sal", 194, Unsigned(2)),
        member("spg", 196, Unsigned(4)), member("lba_capacity_2", 200, Unsigned(8)),
        member("words104_125", 208, Array(2, 22)), member("last_lun", 252, Unsigned(2)),
        member("word127", 254, Unsigned(2)),
    ],
};
