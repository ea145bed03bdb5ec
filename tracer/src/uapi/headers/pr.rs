//! `linux/pr.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/pr.h";

/// 0x401870c8
pub const IOC_PR_REGISTER: Ioctl = taking(FROM, "IOC_PR_REGISTER", 0x401870c8, &LAYOUT_PR_REGISTRATION);
/// 0x401070c9
pub const IOC_PR_RESERVE: Ioctl = taking(FROM, "IOC_PR_RESERVE", 0x401070c9, &LAYOUT_PR_RESERVATION);
/// 0x401070ca
pub const IOC_PR_RELEASE: Ioctl = taking(FROM, "IOC_PR_RELEASE", 0x401070ca, &LAYOUT_PR_RESERVATION);
/// 0x401870cb
pub const IOC_PR_PREEMPT: Ioctl = taking(FROM, "IOC_PR_PREEMPT", 0x401870cb, &LAYOUT_PR_PREEMPT);
/// 0x401870cc
pub const IOC_PR_PREEMPT_ABORT: Ioctl = taking(FROM, "IOC_PR_PREEMPT_ABORT", 0x401870cc, &LAYOUT_PR_PREEMPT);
/// 0x401070cd
pub const IOC_PR_CLEAR: Ioctl = taking(FROM, "IOC_PR_CLEAR", 0x401070cd, &LAYOUT_PR_CLEAR);
/// 0xc01070ce
pub const IOC_PR_READ_KEYS: Ioctl = taking(FROM, "IOC_PR_READ_KEYS", 0xc01070ce, &LAYOUT_PR_READ_KEYS);
/// 0x801070cf
pub const IOC_PR_READ_RESERVATION: Ioctl = taking(FROM, "IOC_PR_READ_RESERVATION", 0x801070cf, &LAYOUT_PR_READ_RESERVATION);

/// Each of them.
pub const ALL: [Ioctl; 8] = [
    IOC_PR_REGISTER, IOC_PR_RESERVE, IOC_PR_RELEASE, IOC_PR_PREEMPT, IOC_PR_PREEMPT_ABORT,
    IOC_PR_CLEAR, IOC_PR_READ_KEYS, IOC_PR_READ_RESERVATION,
];

const LAYOUT_PR_REGISTRATION: Layout = Layout {
    name: "struct pr_registration",
    size: 24,
    members: &[
        member("old_key", 0, Unsigned(8)), member("new_key", 8, Unsigned(8)),
        member("flags", 16, Unsigned(4)), member("__pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_PR_RESERVATION: Layout = Layout {
    name: "struct pr_reservation",
    size: 16,
    members: &[
        member("key", 0, Unsigned(8)), member("type", 8, Unsigned(4)),
        member("flags", 12, Unsigned(4)),
    ],
};

const LAYOUT_PR_PREEMPT: Layout = Layout {
    name: "struct pr_preempt",
    size: 24,
    members: &[
        member("old_key", 0, Unsigned(8)), member("new_key", 8, Unsigned(8)),
        member("type", 16, Unsigned(4)), member("flags", 20, Unsigned(4)),
    ],
};

const LAYOUT_PR_CLEAR: Layout = Layout {
    name: "struct pr_clear",
    size: 16,
    members: &[
        member("key", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("__pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_PR_READ_KEYS: Layout = Layout {
    name: "struct pr_read_keys",
    size: 16,
    members: &[
        member("generation", 0, Unsigned(4)), member("num_keys", 4, Unsigned(4)),
        member("keys_ptr", 8, Unsigned(8)),
    ],
};

const LAYOUT_PR_READ_RESERVATION: Layout = Layout {
    name: "struct pr_read_reservation",
    size: 16,
    members: &[
        member("key", 0, Unsigned(8)), member("generation", 8, Unsigned(4)),
        member("type", 12, Unsigned(4)),
    ],
};
