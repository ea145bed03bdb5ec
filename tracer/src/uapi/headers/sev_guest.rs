//! `linux/sev-guest.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/sev-guest.h";

/// 0xc0205300
pub const SNP_GET_REPORT: Ioctl = taking(FROM, "SNP_GET_REPORT", 0xc0205300, &LAYOUT_SNP_GUEST_REQUEST_IOCTL);
/// 0xc0205301
pub const SNP_GET_DERIVED_KEY: Ioctl = taking(FROM, "SNP_GET_DERIVED_KEY", 0xc0205301, &LAYOUT_SNP_GUEST_REQUEST_IOCTL);
/// 0xc0205302
pub const SNP_GET_EXT_REPORT: Ioctl = taking(FROM, "SNP_GET_EXT_REPORT", 0xc0205302, &LAYOUT_SNP_GUEST_REQUEST_IOCTL);

/// Each of them.
pub const ALL: [Ioctl; 3] = [
    SNP_GET_REPORT, SNP_GET_DERIVED_KEY, SNP_GET_EXT_REPORT,
];

const LAYOUT_SNP_GUEST_REQUEST_IOCTL: Layout = Layout {
    name: "struct snp_guest_request_ioctl",
    size: 32,
    members: &[
        member("msg_version", 0, Unsigned(1)), member("req_data", 8, Unsigned(8)),
        member("resp_data", 16, Unsigned(8)), member("exitinfo2", 24, Unsigned(8)),
    ],
};
