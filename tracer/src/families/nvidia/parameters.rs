//! The structures of the resource manager's two telling escapes (nvos.h of the open modules 595.45.04), whose
//! numbers other versions of the modules may give other sizes.

use crate::uapi::{
    Form::{Pointer, Unsigned},
    Layout, Member,
};

/// Of NV_ESC_RM_CONTROL.
pub(super) static CONTROL: Layout = Layout {
    name: "NVOS54_PARAMETERS",
    size: 32,
    members: &[
        number("hClient", 0),
        number("hObject", 4),
        number("cmd", 8),
        number("flags", 12),
        pointer("params", 16),
        number("paramsSize", 24),
        number("status", 28),
    ],
};

/// Of NV_ESC_RM_ALLOC: what both structures that it takes begin with. Behind that NVOS64_PARAMETERS has
/// pRightsRequested before paramsSize, NVOS21_PARAMETERS has not.
pub(super) static ALLOC: Layout = Layout {
    name: "NVOS21_PARAMETERS or NVOS64_PARAMETERS",
    size: 24,
    members: &[
        number("hRoot", 0),
        number("hObjectParent", 4),
        number("hObjectNew", 8),
        number("hClass", 12),
        pointer("pAllocParms", 16),
    ],
};

/// NvHandle, NvU32, NvV32
const fn number(path: &'static str, offset: u16) -> Member {
    Member {
        path,
        offset,
        form: Unsigned(4),
    }
}

/// NvP64
const fn pointer(path: &'static str, offset: u16) -> Member {
    Member {
        path,
        offset,
        form: Pointer,
    }
}
