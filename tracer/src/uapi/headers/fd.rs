//! `linux/fd.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/fd.h";

/// 0x80200204
pub const FDGETPRM: Ioctl = taking(FROM, "FDGETPRM", 0x80200204, &LAYOUT_FLOPPY_STRUCT);
/// 0x80200204
pub const FDGETMEDIAPRM: Ioctl = taking(FROM, "FDGETMEDIAPRM", 0x80200204, &LAYOUT_FLOPPY_STRUCT);
/// 0x8014020e
pub const FDGETMAXERRS: Ioctl = taking(FROM, "FDGETMAXERRS", 0x8014020e, &LAYOUT_FLOPPY_MAX_ERRORS);
/// 0x8010020f
pub const FDGETDRVTYP: Ioctl = taking(FROM, "FDGETDRVTYP", 0x8010020f, &LAYOUT_FLOPPY_DRIVE_NAME);
/// 0x80800211
pub const FDGETDRVPRM: Ioctl = taking(FROM, "FDGETDRVPRM", 0x80800211, &LAYOUT_FLOPPY_DRIVE_PARAMS);
/// 0x80500212
pub const FDGETDRVSTAT: Ioctl = taking(FROM, "FDGETDRVSTAT", 0x80500212, &LAYOUT_FLOPPY_DRIVE_STRUCT);
/// 0x80500213
pub const FDPOLLDRVSTAT: Ioctl = taking(FROM, "FDPOLLDRVSTAT", 0x80500213, &LAYOUT_FLOPPY_DRIVE_STRUCT);
/// 0x80280215
pub const FDGETFDCSTAT: Ioctl = taking(FROM, "FDGETFDCSTAT", 0x80280215, &LAYOUT_FLOPPY_FDC_STATE);
/// 0x80280217
pub const FDWERRORGET: Ioctl = taking(FROM, "FDWERRORGET", 0x80280217, &LAYOUT_FLOPPY_WRITE_ERRORS);
/// 0x241
pub const FDCLRPRM: Ioctl = ioctl(FROM, "FDCLRPRM", 0x241);
/// 0x40200242
pub const FDSETPRM: Ioctl = taking(FROM, "FDSETPRM", 0x40200242, &LAYOUT_FLOPPY_STRUCT);
/// 0x40200242
pub const FDSETMEDIAPRM: Ioctl = taking(FROM, "FDSETMEDIAPRM", 0x40200242, &LAYOUT_FLOPPY_STRUCT);
/// 0x40200243
pub const FDDEFPRM: Ioctl = taking(FROM, "FDDEFPRM", 0x40200243, &LAYOUT_FLOPPY_STRUCT);
/// 0x40200243
pub const FDDEFMEDIAPRM: Ioctl = taking(FROM, "FDDEFMEDIAPRM", 0x40200243, &LAYOUT_FLOPPY_STRUCT);
/// 0x245
pub const FDMSGON: Ioctl = ioctl(FROM, "FDMSGON", 0x245);
/// 0x246
pub const FDMSGOFF: Ioctl = ioctl(FROM, "FDMSGOFF", 0x246);
/// 0x247
pub const FDFMTBEG: Ioctl = ioctl(FROM, "FDFMTBEG", 0x247);
/// 0x400c0248
pub const FDFMTTRK: Ioctl = taking(FROM, "FDFMTTRK", 0x400c0248, &LAYOUT_FORMAT_DESCR);
/// 0x249
pub const FDFMTEND: Ioctl = ioctl(FROM, "FDFMTEND", 0x249);
/// 0x24a
pub const FDSETEMSGTRESH: Ioctl = ioctl(FROM, "FDSETEMSGTRESH", 0x24a);
/// 0x24b
pub const FDFLUSH: Ioctl = ioctl(FROM, "FDFLUSH", 0x24b);
/// 0x4014024c
pub const FDSETMAXERRS: Ioctl = taking(FROM, "FDSETMAXERRS", 0x4014024c, &LAYOUT_FLOPPY_MAX_ERRORS);
/// 0x254
pub const FDRESET: Ioctl = ioctl(FROM, "FDRESET", 0x254);
/// 0x256
pub const FDWERRORCLR: Ioctl = ioctl(FROM, "FDWERRORCLR", 0x256);
/// 0x258
pub const FDRAWCMD: Ioctl = ioctl(FROM, "FDRAWCMD", 0x258);
/// 0x259
pub const FDTWADDLE: Ioctl = ioctl(FROM, "FDTWADDLE", 0x259);
/// 0x25a
pub const FDEJECT: Ioctl = ioctl(FROM, "FDEJECT", 0x25a);
/// 0x40800290
pub const FDSETDRVPRM: Ioctl = taking(FROM, "FDSETDRVPRM", 0x40800290, &LAYOUT_FLOPPY_DRIVE_PARAMS);

/// Each of them.
pub const ALL: [Ioctl; 28] = [
    FDGETPRM, FDGETMEDIAPRM, FDGETMAXERRS, FDGETDRVTYP, FDGETDRVPRM, FDGETDRVSTAT,
    FDPOLLDRVSTAT, FDGETFDCSTAT, FDWERRORGET, FDCLRPRM, FDSETPRM, FDSETMEDIAPRM, FDDEFPRM,
    FDDEFMEDIAPRM, FDMSGON, FDMSGOFF, FDFMTBEG, FDFMTTRK, FDFMTEND, FDSETEMSGTRESH, FDFLUSH,
    FDSETMAXERRS, FDRESET, FDWERRORCLR, FDRAWCMD, FDTWADDLE, FDEJECT, FDSETDRVPRM,
];

const LAYOUT_FLOPPY_STRUCT: Layout = Layout {
    name: "struct floppy_struct",
    size: 32,
    members: &[
        member("size", 0, Unsigned(4)), member("sect", 4, Unsigned(4)),
        member("head", 8, Unsigned(4)), member("track", 12, Unsigned(4)),
        member("stretch", 16, Unsigned(4)), member("gap", 20, Unsigned(1)),
        member("rate", 21, Unsigned(1)), member("spec1", 22, Unsigned(1)),
        member("fmt_gap", 23, Unsigned(1)), member("name", 24, Pointer),
    ],
};

const LAYOUT_FORMAT_DESCR: Layout = Layout {
    name: "struct format_descr",
    size: 12,
    members: &[
        member("device", 0, Unsigned(4)), member("head", 4, Unsigned(4)),
        member("track", 8, Unsigned(4)),
    ],
};

const LAYOUT_FLOPPY_MAX_ERRORS: Layout = Layout {
    name: "struct floppy_max_errors",
    size: 20,
    members: &[
        member("abort", 0, Unsigned(4)), member("read_track", 4, Unsigned(4)),
        member("reset", 8, Unsigned(4)), member("recal", 12, Unsigned(4)),
        member("reporting", 16, Unsigned(4)),
    ],
};

const LAYOUT_FLOPPY_DRIVE_NAME: Layout = Layout {
    name: "floppy_drive_name",
    size: 16,
    members: &[
        member("", 0, Text(16)),
    ],
};

const LAYOUT_FLOPPY_DRIVE_PARAMS: Layout = Layout {
    name: "struct floppy_drive_params",
    size: 128,
    members: &[
        member("cmos", 0, Signed(1)), member("max_dtr", 8, Unsigned(8)),
        member("hlt", 16, Unsigned(8)), member("hut", 24, Unsigned(8)),
        member("srt", 32, Unsigned(8)), member("spinup", 40, Unsigned(8)),
        member("spindown", 48, Unsigned(8)), member("spindown_offset", 56, Unsigned(1)),
        member("select_delay", 57, Unsigned(1)), member("rps", 58, Unsigned(1)),
        member("tracks", 59, Unsigned(1)), member("timeout", 64, Unsigned(8)),
        member("interleave_sect", 72, Unsigned(1)), member("max_errors.abort", 76, Unsigned(4)),
        member("max_errors.read_track", 80, Unsigned(4)),
        member("max_errors.reset", 84, Unsigned(4)), member("max_errors.recal", 88, Unsigned(4)),
        member("max_errors.reporting", 92, Unsigned(4)), member("flags", 96, Signed(1)),
        member("read_track", 97, Signed(1)), member("autodetect", 98, Array(2, 8)),
        member("checkfreq", 116, Signed(4)), member("native_format", 120, Signed(4)),
    ],
};

const LAYOUT_FLOPPY_DRIVE_STRUCT: Layout = Layout {
    name: "struct floppy_drive_struct",
    size: 80,
    members: &[
        member("flags", 0, Unsigned(8)), member("spinup_date", 8, Unsigned(8)),
        member("select_date", 16, Unsigned(8)), member("first_read_date", 24, Unsigned(8)),
        member("probed_format", 32, Signed(2)), member("track", 34, Signed(2)),
        member("maxblock", 36, Signed(2)), member("maxtrack", 38, Signed(2)),
        member("generation", 40, Signed(4)), member("keep_data", 44, Signed(4)),
        member("fd_ref", 48, Signed(4)), member("fd_device", 52, Signed(4)),
        member("last_checked", 56, Unsigned(8)), member("dmabuf", 64, Pointer),
        member("bufblocks", 72, Signed(4)),
    ],
};

const LAYOUT_FLOPPY_FDC_STATE: Layout = Layout {
    name: "struct floppy_fdc_state",
    size: 40,
    members: &[
        member("spec1", 0, Signed(4)), member("spec2", 4, Signed(4)),
        member("dtr", 8, Signed(4)), member("version", 12, Unsigned(1)),
        member("dor", 13, Unsigned(1)), member("address", 16, Unsigned(8)),
        member("rawcmd", 24, Bits(0, 2)), member("reset", 24, Bits(2, 1)),
        member("need_configure", 24, Bits(3, 1)), member("perp_mode", 24, Bits(4, 2)),
        member("has_fifo", 24, Bits(6, 1)), member("driver_version", 28, Unsigned(4)),
        member("track", 32, Array(1, 4)),
    ],
};

const LAYOUT_FLOPPY_WRITE_ERRORS: Layout = Layout {
    name: "struct floppy_write_errors",
    size: 40,
    members: &[
        member("write_errors", 0, Unsigned(4)), member("first_error_sector", 8, Unsigned(8)),
        member("first_error_generation", 16, Signed(4)),
        member("last_error_sector", 24, Unsigned(8)),
        member("last_error_generation", 32, Signed(4)), member("badness", 36, Unsigned(4)),
    ],
};
