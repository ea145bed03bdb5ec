//! Requests to pds devices (`fwctl/pds.h`): an operation of one of the firmware's endpoints. Neither has a
//! name there: the firmware is asked which there are.

use crate::uapi::{Form, Layout, Member};

/// `in` of struct fwctl_rpc_pds, by which the request begins. Only the operation is counted; the endpoint
/// is shown where a call is taken apart.
pub const REQUEST: Layout = Layout {
    name: "struct fwctl_rpc_pds",
    size: 24,
    members: &[
        number("in->in.op", 0),
        number("in->in.ep", 4),
        number("in->in.rsvd", 8),
        number("in->in.len", 12),
        Member {
            path: "in->in.payload",
            offset: 16,
            form: Form::Pointer,
        },
    ],
};

const fn number(path: &'static str, offset: u16) -> Member {
    Member {
        path,
        offset,
        form: Form::Unsigned(4),
    }
}
