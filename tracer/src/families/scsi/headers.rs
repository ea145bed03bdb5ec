//! The structures that SG_IO takes, which no number of an ioctl tells, as 64-bit processes lay them out.

use crate::uapi::{
    Form::{Pointer, Signed, Unsigned},
    Layout, Member,
};

/// `scsi/sg.h`
pub(super) static VERSION_3: Layout = Layout {
    name: "struct sg_io_hdr",
    size: 88,
    members: &[
        member("interface_id", 0, Signed(4)),
        member("dxfer_direction", 4, Signed(4)),
        member("cmd_len", 8, Unsigned(1)),
        member("mx_sb_len", 9, Unsigned(1)),
        member("iovec_count", 10, Unsigned(2)),
        member("dxfer_len", 12, Unsigned(4)),
        member("dxferp", 16, Pointer),
        member("cmdp", 24, Pointer),
        member("sbp", 32, Pointer),
        member("timeout", 40, Unsigned(4)),
        member("flags", 44, Unsigned(4)),
        member("pack_id", 48, Signed(4)),
        member("usr_ptr", 56, Pointer),
        member("status", 64, Unsigned(1)),
        member("masked_status", 65, Unsigned(1)),
        member("msg_status", 66, Unsigned(1)),
        member("sb_len_wr", 67, Unsigned(1)),
        member("host_status", 68, Unsigned(2)),
        member("driver_status", 70, Unsigned(2)),
        member("resid", 72, Signed(4)),
        member("duration", 76, Unsigned(4)),
        member("info", 80, Unsigned(4)),
    ],
};

/// `linux/bsg.h`
pub(super) static VERSION_4: Layout = Layout {
    name: "struct sg_io_v4",
    size: 160,
    members: &[
        member("guard", 0, Signed(4)),
        member("protocol", 4, Unsigned(4)),
        member("subprotocol", 8, Unsigned(4)),
        member("request_len", 12, Unsigned(4)),
        member("request", 16, Pointer),
        member("request_tag", 24, Unsigned(8)),
        member("request_attr", 32, Unsigned(4)),
        member("request_priority", 36, Unsigned(4)),
        member("request_extra", 40, Unsigned(4)),
        member("max_response_len", 44, Unsigned(4)),
        member("response", 48, Pointer),
        member("dout_iovec_count", 56, Unsigned(4)),
        member("dout_xfer_len", 60, Unsigned(4)),
        member("din_iovec_count", 64, Unsigned(4)),
        member("din_xfer_len", 68, Unsigned(4)),
        member("dout_xferp", 72, Pointer),
        member("din_xferp", 80, Pointer),
        member("timeout", 88, Unsigned(4)),
        member("flags", 92, Unsigned(4)),
        member("usr_ptr", 96, Pointer),
        member("spare_in", 104, Unsigned(4)),
        member("driver_status", 108, Unsigned(4)),
        member("transport_status", 112, Unsigned(4)),
        member("device_status", 116, Unsigned(4)),
        member("retry_delay", 120, Unsigned(4)),
        member("info", 124, Unsigned(4)),
        member("duration", 128, Unsigned(4)),
        member("response_len", 132, Unsigned(4)),
        member("din_resid", 136, Signed(4)),
        member("dout_resid", 140, Signed(4)),
        member("generated_tag", 144, Unsigned(8)),
        member("spare_out", 152, Unsigned(4)),
        member("padding", 156, Unsigned(4)),
    ],
};

const fn member(path: &'static str, offset: u16, form: crate::uapi::Form) -> Member {
    Member { path, offset, form }
}

#[cfg(test)]
mod tests {
    use tracer_common::spec::{ArgumentSpec, Field};

    use super::*;
    use crate::families::scsi::{HEADER_V3, transport};

    fn word(layout: &Layout, path: &str) -> Option<u8> {
        let mut members = layout.members.iter();
        let member = members.find(|member| member.path == path);
        member.and_then(|member| u8::try_from(member.offset / 4).ok())
    }

    #[test]
    fn members_lie_where_the_specs_have_them() {
        let spec: &ArgumentSpec = &HEADER_V3.spec;
        assert_eq!(word(&VERSION_3, "interface_id"), Some(spec.guard_word));
        assert_eq!(word(&VERSION_3, "cmd_len"), Some(spec.pointed_length.word));
        assert_eq!(word(&VERSION_3, "dxfer_len"), Some(spec.amount[0].word));
        assert_eq!(word(&VERSION_3, "cmdp"), Some(spec.pointer));
        let spec = &transport::HEADER_V4.spec;
        assert_eq!(word(&VERSION_4, "guard"), Some(spec.guard_word));
        assert_eq!(word(&VERSION_4, "subprotocol"), Some(spec.second.word));
        assert_eq!(
            word(&VERSION_4, "request_len"),
            Some(spec.pointed_length.word)
        );
        assert_eq!(word(&VERSION_4, "request"), Some(spec.pointer));
        let lengths = ["dout_xfer_len", "din_xfer_len"].map(|path| word(&VERSION_4, path));
        assert_eq!(lengths, spec.amount.map(|field: Field| Some(field.word)));
    }

    #[test]
    fn members_follow_each_other_and_end_with_the_structure() {
        for (layout, padded) in [(&VERSION_3, 84), (&VERSION_4, 160)] {
            let mut at = 0u16;
            for member in layout.members {
                let size = match member.form {
                    Unsigned(bytes) | Signed(bytes) => u16::from(bytes),
                    _ => 8,
                };
                // Aligned by its own size.
                assert_eq!(member.offset, at.next_multiple_of(size), "{}", member.path);
                at = member.offset + size;
            }
            assert_eq!(at, padded, "{}", layout.name);
            assert_eq!(u32::from(at).next_multiple_of(8), layout.size);
        }
    }
}
