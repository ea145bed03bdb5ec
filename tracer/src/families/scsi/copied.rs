//! What the mid-layer asks about its copy of a CDB (`scsi_cmd_allowed` of `drivers/scsi/scsi_ioctl.c`).

use tracer_common::spec::ArgumentSpec;

use super::{CDB_BYTES, OPCODE, packets};
use crate::families::{
    Symbol,
    copied::{Check, Copied, Parameter, Unasked},
};

/// `CAP_SYS_RAWIO`.
const RAW_IO: u8 = 17;

/// The check, whichever driver has the node.
pub(super) const CHECK: Check = Check {
    function: Symbol::of("scsi_mod", "scsi_cmd_allowed"),
    copy: Parameter::At(0),
    capability: RAW_IO,
    but_read_write: false,
    kernels: "",
    copies: &[Copied {
        commands: &[SG_IO, SEND_COMMAND, packets::CDROM_SEND_PACKET.number],
        spec: ArgumentSpec {
            sub: OPCODE,
            pointed: 6,
            ..ArgumentSpec::new(CDB_BYTES as u16)
        },
        refuses: false,
        unasked: &UNASKED,
    }],
};

/// The same for sg, which asks nobody who opened it for reading and writing (`sg_new_write`).
pub(super) const CHECK_OF_SG: Check = Check {
    but_read_write: true,
    ..CHECK
};

const SG_IO: u32 = 0x2285;
const SEND_COMMAND: u32 = 0x0001;

/// What may pass whoever sends it: to read by any file, to write by one that is open for writing.
const SAFE: [u8; 75] = [
    0x00, 0x03, 0x04, 0x08, 0x0a, 0x0d, 0x12, 0x15, 0x19, 0x1a, 0x1b, 0x1c, 0x1e, 0x23, 0x25, 0x28,
    0x2a, 0x2b, 0x2e, 0x2f, 0x35, 0x37, 0x3c, 0x3e, 0x3f, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47,
    0x48, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x51, 0x52, 0x53, 0x54, 0x55, 0x58, 0x5a, 0x5b, 0x5c, 0x5d,
    0x88, 0x8a, 0x8f, 0x93, 0x94, 0x95, 0x9e, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa6, 0xa7, 0xa8, 0xaa,
    0xac, 0xad, 0xae, 0xb6, 0xb9, 0xba, 0xbb, 0xbc, 0xbe, 0xbf, 0xea,
];

const UNASKED: [Unasked; SAFE.len()] = {
    let mut all = [Unasked::all(0, 0); SAFE.len()];
    let mut at = 0;
    while at < SAFE.len() {
        all[at] = Unasked::all(SAFE[at] as u32, SAFE[at] as u32);
        at += 1;
    }
    all
};
