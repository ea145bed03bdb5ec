//! `linux/cdrom.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/cdrom.h";

/// 0x5301
pub const CDROMPAUSE: Ioctl = ioctl(FROM, "CDROMPAUSE", 0x5301);
/// 0x5302
pub const CDROMRESUME: Ioctl = ioctl(FROM, "CDROMRESUME", 0x5302);
/// 0x5303
pub const CDROMPLAYMSF: Ioctl = taking(FROM, "CDROMPLAYMSF", 0x5303, &LAYOUT_CDROM_MSF);
/// 0x5304
pub const CDROMPLAYTRKIND: Ioctl = taking(FROM, "CDROMPLAYTRKIND", 0x5304, &LAYOUT_CDROM_TI);
/// 0x5305
pub const CDROMREADTOCHDR: Ioctl = taking(FROM, "CDROMREADTOCHDR", 0x5305, &LAYOUT_CDROM_TOCHDR);
/// 0x5306
pub const CDROMREADTOCENTRY: Ioctl = taking(FROM, "CDROMREADTOCENTRY", 0x5306, &LAYOUT_CDROM_TOCENTRY);
/// 0x5307
pub const CDROMSTOP: Ioctl = ioctl(FROM, "CDROMSTOP", 0x5307);
/// 0x5308
pub const CDROMSTART: Ioctl = ioctl(FROM, "CDROMSTART", 0x5308);
/// 0x5309
pub const CDROMEJECT: Ioctl = ioctl(FROM, "CDROMEJECT", 0x5309);
/// 0x530a
pub const CDROMVOLCTRL: Ioctl = taking(FROM, "CDROMVOLCTRL", 0x530a, &LAYOUT_CDROM_VOLCTRL);
/// 0x530b
pub const CDROMSUBCHNL: Ioctl = taking(FROM, "CDROMSUBCHNL", 0x530b, &LAYOUT_CDROM_SUBCHNL);
/// 0x530c
pub const CDROMREADMODE2: Ioctl = taking(FROM, "CDROMREADMODE2", 0x530c, &LAYOUT_CDROM_MSF);
/// 0x530d
pub const CDROMREADMODE1: Ioctl = taking(FROM, "CDROMREADMODE1", 0x530d, &LAYOUT_CDROM_MSF);
/// 0x530e
pub const CDROMREADAUDIO: Ioctl = taking(FROM, "CDROMREADAUDIO", 0x530e, &LAYOUT_CDROM_READ_AUDIO);
/// 0x530f
pub const CDROMEJECT_SW: Ioctl = ioctl(FROM, "CDROMEJECT_SW", 0x530f);
/// 0x5310
pub const CDROMMULTISESSION: Ioctl = taking(FROM, "CDROMMULTISESSION", 0x5310, &LAYOUT_CDROM_MULTISESSION);
/// 0x5311
pub const CDROM_GET_MCN: Ioctl = taking(FROM, "CDROM_GET_MCN", 0x5311, &LAYOUT_CDROM_MCN);
/// 0x5312
pub const CDROMRESET: Ioctl = ioctl(FROM, "CDROMRESET", 0x5312);
/// 0x5313
pub const CDROMVOLREAD: Ioctl = taking(FROM, "CDROMVOLREAD", 0x5313, &LAYOUT_CDROM_VOLCTRL);
/// 0x5314
pub const CDROMREADRAW: Ioctl = taking(FROM, "CDROMREADRAW", 0x5314, &LAYOUT_CDROM_MSF);
/// 0x5315
pub const CDROMREADCOOKED: Ioctl = taking(FROM, "CDROMREADCOOKED", 0x5315, &LAYOUT_CDROM_MSF);
/// 0x5316
pub const CDROMSEEK: Ioctl = taking(FROM, "CDROMSEEK", 0x5316, &LAYOUT_CDROM_MSF);
/// 0x5317
pub const CDROMPLAYBLK: Ioctl = taking(FROM, "CDROMPLAYBLK", 0x5317, &LAYOUT_CDROM_BLK);
/// 0x5318
pub const CDROMREADALL: Ioctl = taking(FROM, "CDROMREADALL", 0x5318, &LAYOUT_CDROM_MSF);
/// 0x5319
pub const CDROMCLOSETRAY: Ioctl = ioctl(FROM, "CDROMCLOSETRAY", 0x5319);
/// 0x531d
pub const CDROMGETSPINDOWN: Ioctl = ioctl(FROM, "CDROMGETSPINDOWN", 0x531d);
/// 0x531e
pub const CDROMSETSPINDOWN: Ioctl = ioctl(FROM, "CDROMSETSPINDOWN", 0x531e);
/// 0x5320
pub const CDROM_SET_OPTIONS: Ioctl = ioctl(FROM, "CDROM_SET_OPTIONS", 0x5320);
/// 0x5321
pub const CDROM_CLEAR_OPTIONS: Ioctl = ioctl(FROM, "CDROM_CLEAR_OPTIONS", 0x5321);
/// 0x5322
pub const CDROM_SELECT_SPEED: Ioctl = ioctl(FROM, "CDROM_SELECT_SPEED", 0x5322);
/// 0x5323
pub const CDROM_SELECT_DISC: Ioctl = ioctl(FROM, "CDROM_SELECT_DISC", 0x5323);
/// 0x5325
pub const CDROM_MEDIA_CHANGED: Ioctl = ioctl(FROM, "CDROM_MEDIA_CHANGED", 0x5325);
/// 0x5326
pub const CDROM_DRIVE_STATUS: Ioctl = ioctl(FROM, "CDROM_DRIVE_STATUS", 0x5326);
/// 0x5327
pub const CDROM_DISC_STATUS: Ioctl = ioctl(FROM, "CDROM_DISC_STATUS", 0x5327);
/// 0x5328
pub const CDROM_CHANGER_NSLOTS: Ioctl = ioctl(FROM, "CDROM_CHANGER_NSLOTS", 0x5328);
/// 0x5329
pub const CDROM_LOCKDOOR: Ioctl = ioctl(FROM, "CDROM_LOCKDOOR", 0x5329);
/// 0x5330
pub const CDROM_DEBUG: Ioctl = ioctl(FROM, "CDROM_DEBUG", 0x5330);
/// 0x5331
pub const CDROM_GET_CAPABILITY: Ioctl = ioctl(FROM, "CDROM_GET_CAPABILITY", 0x5331);
/// 0x5382
pub const CDROMAUDIOBUFSIZ: Ioctl = ioctl(FROM, "CDROMAUDIOBUFSIZ", 0x5382);
/// 0x5390
pub const DVD_READ_STRUCT: Ioctl = taking(FROM, "DVD_READ_STRUCT", 0x5390, &LAYOUT_DVD_STRUCT);
/// 0x5391
pub const DVD_WRITE_STRUCT: Ioctl = taking(FROM, "DVD_WRITE_STRUCT", 0x5391, &LAYOUT_DVD_STRUCT);
/// 0x5392
pub const DVD_AUTH: Ioctl = taking(FROM, "DVD_AUTH", 0x5392, &LAYOUT_DVD_AUTHINFO);
/// 0x5393
pub const CDROM_SEND_PACKET: Ioctl = taking(FROM, "CDROM_SEND_PACKET", 0x5393, &LAYOUT_CDROM_GENERIC_COMMAND);
/// 0x5394
pub const CDROM_NEXT_WRITABLE: Ioctl = taking(FROM, "CDROM_NEXT_WRITABLE", 0x5394, &LAYOUT_LONG_INT);
/// 0x5395
pub const CDROM_LAST_WRITTEN: Ioctl = taking(FROM, "CDROM_LAST_WRITTEN", 0x5395, &LAYOUT_LONG_INT);
/// 0x5396
pub const CDROM_TIMED_MEDIA_CHANGE: Ioctl = taking(FROM, "CDROM_TIMED_MEDIA_CHANGE", 0x5396, &LAYOUT_CDROM_TIMED_MEDIA_CHANGE_INFO);

/// Each of them.
pub const ALL: [Ioctl; 46] = [
    CDROMPAUSE, CDROMRESUME, CDROMPLAYMSF, CDROMPLAYTRKIND, CDROMREADTOCHDR,
    CDROMREADTOCENTRY, CDROMSTOP, CDROMSTART, CDROMEJECT, CDROMVOLCTRL, CDROMSUBCHNL,
    CDROMREADMODE2, CDROMREADMODE1, CDROMREADAUDIO, CDROMEJECT_SW, CDROMMULTISESSION,
    CDROM_GET_MCN, CDROMRESET, CDROMVOLREAD, CDROMREADRAW, CDROMREADCOOKED, CDROMSEEK,
    CDROMPLAYBLK, CDROMREADALL, CDROMCLOSETRAY, CDROMGETSPINDOWN, CDROMSETSPINDOWN,
    CDROM_SET_OPTIONS, CDROM_CLEAR_OPTIONS, CDROM_SELECT_SPEED, CDROM_SELECT_DISC,
    CDROM_MEDIA_CHANGED, CDROM_DRIVE_STATUS, CDROM_DISC_STATUS, CDROM_CHANGER_NSLOTS,
    CDROM_LOCKDOOR, CDROM_DEBUG, CDROM_GET_CAPABILITY, CDROMAUDIOBUFSIZ, DVD_READ_STRUCT,
    DVD_WRITE_STRUCT, DVD_AUTH, CDROM_SEND_PACKET, CDROM_NEXT_WRITABLE, CDROM_LAST_WRITTEN,
    CDROM_TIMED_MEDIA_CHANGE,
];

const LAYOUT_CDROM_MSF: Layout = Layout {
    name: "struct cdrom_msf",
    size: 6,
    members: &[
        member("cdmsf_min0", 0, Unsigned(1)), member("cdmsf_sec0", 1, Unsigned(1)),
        member("cdmsf_frame0", 2, Unsigned(1)), member("cdmsf_min1", 3, Unsigned(1)),
        member("cdmsf_sec1", 4, Unsigned(1)), member("cdmsf_frame1", 5, Unsigned(1)),
    ],
};

const LAYOUT_CDROM_TI: Layout = Layout {
    name: "struct cdrom_ti",
    size: 4,
    members: &[
        member("cdti_trk0", 0, Unsigned(1)), member("cdti_ind0", 1, Unsigned(1)),
        member("cdti_trk1", 2, Unsigned(1)), member("cdti_ind1", 3, Unsigned(1)),
    ],
};

const LAYOUT_CDROM_TOCHDR: Layout = Layout {
    name: "struct cdrom_tochdr",
    size: 2,
    members: &[
        member("cdth_trk0", 0, Unsigned(1)), member("cdth_trk1", 1, Unsigned(1)),
    ],
};

const LAYOUT_CDROM_TOCENTRY: Layout = Layout {
    name: "struct cdrom_tocentry",
    size: 12,
    members: &[
        member("cdte_track", 0, Unsigned(1)), member("cdte_adr", 1, Bits(0, 4)),
        member("cdte_ctrl", 1, Bits(4, 4)), member("cdte_format", 2, Unsigned(1)),
        member("cdte_addr.msf.minute", 4, Unsigned(1)),
        member("cdte_addr.msf.second", 5, Unsigned(1)),
        member("cdte_addr.msf.frame", 6, Unsigned(1)), member("cdte_datamode", 8, Unsigned(1)),
    ],
};

const LAYOUT_CDROM_VOLCTRL: Layout = Layout {
    name: "struct cdrom_volctrl",
    size: 4,
    members: &[
        member("channel0", 0, Unsigned(1)), member("channel1", 1, Unsigned(1)),
        member("channel2", 2, Unsigned(1)), member("channel3", 3, Unsigned(1)),
    ],
};

const LAYOUT_CDROM_SUBCHNL: Layout = Layout {
    name: "struct cdrom_subchnl",
    size: 16,
    members: &[
        member("cdsc_format", 0, Unsigned(1)), member("cdsc_audiostatus", 1, Unsigned(1)),
        member("cdsc_adr", 2, Bits(0, 4)), member("cdsc_ctrl", 2, Bits(4, 4)),
        member("cdsc_trk", 3, Unsigned(1)), member("cdsc_ind", 4, Unsigned(1)),
        member("cdsc_absaddr.msf.minute", 8, Unsigned(1)),
        member("cdsc_absaddr.msf.second", 9, Unsigned(1)),
        member("cdsc_absaddr.msf.frame", 10, Unsigned(1)),
        member("cdsc_reladdr.msf.minute", 12, Unsigned(1)),
        member("cdsc_reladdr.msf.second", 13, Unsigned(1)),
        member("cdsc_reladdr.msf.frame", 14, Unsigned(1)),
    ],
};

const LAYOUT_CDROM_READ_AUDIO: Layout = Layout {
    name: "struct cdrom_read_audio",
    size: 24,
    members: &[
        member("addr.msf.minute", 0, Unsigned(1)), member("addr.msf.second", 1, Unsigned(1)),
        member("addr.msf.frame", 2, Unsigned(1)), member("addr_format", 4, Unsigned(1)),
        member("nframes", 8, Signed(4)), member("buf", 16, Pointer),
    ],
};

const LAYOUT_CDROM_MULTISESSION: Layout = Layout {
    name: "struct cdrom_multisession",
    size: 8,
    members: &[
        member("addr.msf.minute", 0, Unsigned(1)), member("addr.msf.second", 1, Unsigned(1)),
        member("addr.msf.frame", 2, Unsigned(1)), member("xa_flag", 4, Unsigned(1)),
        member("addr_format", 5, Unsigned(1)),
    ],
};

const LAYOUT_CDROM_MCN: Layout = Layout {
    name: "struct cdrom_mcn",
    size: 14,
    members: &[
        member("medium_catalog_number", 0, Array(1, 14)),
    ],
};

const LAYOUT_CDROM_BLK: Layout = Layout {
    name: "struct cdrom_blk",
    size: 8,
    members: &[
        member("from", 0, Unsigned(4)), member("len", 4, Unsigned(2)),
    ],
};

const LAYOUT_DVD_STRUCT: Layout = Layout {
    name: "dvd_struct",
    size: 2056,
    members: &[
        member("type", 0, Unsigned(1)),
    ],
};

const LAYOUT_DVD_AUTHINFO: Layout = Layout {
    name: "dvd_authinfo",
    size: 16,
    members: &[
        member("type", 0, Unsigned(1)),
    ],
};

const LAYOUT_CDROM_GENERIC_COMMAND: Layout = Layout {
    name: "struct cdrom_generic_command",
    size: 64,
    members: &[
        member("cmd", 0, Array(1, 12)), member("buffer", 16, Pointer),
        member("buflen", 24, Unsigned(4)), member("stat", 28, Signed(4)),
        member("sense", 32, Pointer), member("data_direction", 40, Unsigned(1)),
        member("quiet", 44, Signed(4)), member("timeout", 48, Signed(4)),
    ],
};

const LAYOUT_LONG_INT: Layout = Layout {
    name: "long int",
    size: 8,
    members: &[
        member("", 0, Signed(8)),
    ],
};

const LAYOUT_CDROM_TIMED_MEDIA_CHANGE_INFO: Layout = Layout {
    name: "struct cdrom_timed_media_change_info",
    size: 16,
    members: &[
        member("last_media_change", 0, Signed(8)), member("media_flags", 8, Unsigned(8)),
    ],
};
