//! What the driver asks about its copy of a command (`nvme_cmd_allowed` of `drivers/nvme/host/ioctl.c`).

use super::{NSID, OPCODE, USER_IO_32, iow, uapi};
use crate::families::{
    Symbol,
    copied::{Check, Copied, Parameter, Unasked},
};
use tracer_common::spec::ArgumentSpec;

/// `CAP_SYS_ADMIN`.
const ADMINISTRATOR: u8 = 21;

/// The check. Linux 6.1 asks before it copies.
pub(super) const CHECK: Check = Check {
    function: Symbol::of("nvme_core", "nvme_cmd_allowed"),
    copy: Parameter::PointsTo("nvme_command"),
    capability: ADMINISTRATOR,
    but_read_write: false,
    kernels: "Linux 6.2 and newer",
    copies: &[
        Copied {
            commands: &[
                uapi::NVME_IOCTL_ADMIN_CMD.number,
                uapi::NVME_IOCTL_ADMIN64_CMD.number,
                uapi::NVME_URING_CMD_ADMIN.number,
                uapi::NVME_URING_CMD_ADMIN_VEC.number,
            ],
            spec: COMMAND,
            refuses: false,
            // Identify, of what is needed to send commands to a namespace.
            unasked: &[Unasked {
                codes: (0x06, 0x06),
                details: Some(&[(0x00, 0x01), (0x05, 0x06), (0x08, 0x08)]),
            }],
        },
        Copied {
            commands: &[
                uapi::NVME_IOCTL_IO_CMD.number,
                uapi::NVME_IOCTL_IO64_CMD.number,
                uapi::NVME_IOCTL_IO64_CMD_VEC.number,
                uapi::NVME_URING_CMD_IO.number,
                uapi::NVME_URING_CMD_IO_VEC.number,
            ],
            spec: COMMAND,
            refuses: false,
            unasked: STANDARD,
        },
        // `nvme_submit_io` takes nothing but reads, writes and comparisons.
        Copied {
            commands: &[
                uapi::NVME_IOCTL_SUBMIT_IO.number,
                iow(b'N', 0x42, USER_IO_32),
            ],
            spec: ArgumentSpec {
                sub: OPCODE,
                ..ArgumentSpec::new(4)
            },
            refuses: true,
            unasked: STANDARD,
        },
    ],
};

/// Whether it asks about these depends on what the device says that they do.
const STANDARD: &[Unasked] = &[Unasked::all(0x00, 0x7e)];

/// struct nvme_command up to cdw13, which lies as struct nvme_passthru_cmd does.
const COMMAND: ArgumentSpec = ArgumentSpec {
    sub: OPCODE,
    second: NSID,
    pointed: 56,
    ..ArgumentSpec::new(56)
};
