//! `linux/chio.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/chio.h";

/// 0x40146301
pub const CHIOMOVE: Ioctl = taking(FROM, "CHIOMOVE", 0x40146301, &LAYOUT_CHANGER_MOVE);
/// 0x401c6302
pub const CHIOEXCHANGE: Ioctl = taking(FROM, "CHIOEXCHANGE", 0x401c6302, &LAYOUT_CHANGER_EXCHANGE);
/// 0x400c6303
pub const CHIOPOSITION: Ioctl = taking(FROM, "CHIOPOSITION", 0x400c6303, &LAYOUT_CHANGER_POSITION);
/// 0x80046304
pub const CHIOGPICKER: Ioctl = taking(FROM, "CHIOGPICKER", 0x80046304, &LAYOUT_INT);
/// 0x40046305
pub const CHIOSPICKER: Ioctl = taking(FROM, "CHIOSPICKER", 0x40046305, &LAYOUT_INT);
/// 0x80146306
pub const CHIOGPARAMS: Ioctl = taking(FROM, "CHIOGPARAMS", 0x80146306, &LAYOUT_CHANGER_PARAMS);
/// 0x40106308
pub const CHIOGSTATUS: Ioctl = taking(FROM, "CHIOGSTATUS", 0x40106308, &LAYOUT_CHANGER_ELEMENT_STATUS);
/// 0x406c6310
pub const CHIOGELEM: Ioctl = taking(FROM, "CHIOGELEM", 0x406c6310, &LAYOUT_CHANGER_GET_ELEMENT);
/// 0x6311
pub const CHIOINITELEM: Ioctl = ioctl(FROM, "CHIOINITELEM", 0x6311);
/// 0x40306312
pub const CHIOSVOLTAG: Ioctl = taking(FROM, "CHIOSVOLTAG", 0x40306312, &LAYOUT_CHANGER_SET_VOLTAG);
/// 0x80706313
pub const CHIOGVPARAMS: Ioctl = taking(FROM, "CHIOGVPARAMS", 0x80706313, &LAYOUT_CHANGER_VENDOR_PARAMS);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    CHIOMOVE, CHIOEXCHANGE, CHIOPOSITION, CHIOGPICKER, CHIOSPICKER, CHIOGPARAMS, CHIOGSTATUS,
    CHIOGELEM, CHIOINITELEM, CHIOSVOLTAG, CHIOGVPARAMS,
];

const LAYOUT_CHANGER_MOVE: Layout = Layout {
    name: "struct changer_move",
    size: 20,
    members: &[
        member("cm_fromtype", 0, Signed(4)), member("cm_fromunit", 4, Signed(4)),
        member("cm_totype", 8, Signed(4)), member("cm_tounit", 12, Signed(4)),
        member("cm_flags", 16, Signed(4)),
    ],
};

const LAYOUT_CHANGER_EXCHANGE: Layout = Layout {
    name: "struct changer_exchange",
    size: 28,
    members: &[
        member("ce_srctype", 0, Signed(4)), member("ce_srcunit", 4, Signed(4)),
        member("ce_fdsttype", 8, Signed(4)), member("ce_fdstunit", 12, Signed(4)),
        member("ce_sdsttype", 16, Signed(4)), member("ce_sdstunit", 20, Signed(4)),
        member("ce_flags", 24, Signed(4)),
    ],
};

const LAYOUT_CHANGER_POSITION: Layout = Layout {
    name: "struct changer_position",
    size: 12,
    members: &[
        member("cp_type", 0, Signed(4)), member("cp_unit", 4, Signed(4)),
        member("cp_flags", 8, Signed(4)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_CHANGER_PARAMS: Layout = Layout {
    name: "struct changer_params",
    size: 20,
    members: &[
        member("cp_curpicker", 0, Signed(4)), member("cp_npickers", 4, Signed(4)),
        member("cp_nslots", 8, Signed(4)), member("cp_nportals", 12, Signed(4)),
        member("cp_ndrives", 16, Signed(4)),
    ],
};

const LAYOUT_CHANGER_ELEMENT_STATUS: Layout = Layout {
    name: "struct changer_element_status",
    size: 16,
    members: &[
        member("ces_type", 0, Signed(4)), member("ces_data", 8, Pointer),
    ],
};

const LAYOUT_CHANGER_GET_ELEMENT: Layout = Layout {
    name: "struct changer_get_element",
    size: 108,
    members: &[
        member("cge_type", 0, Signed(4)), member("cge_unit", 4, Signed(4)),
        member("cge_status", 8, Signed(4)), member("cge_errno", 12, Signed(4)),
        member("cge_srctype", 16, Signed(4)), member("cge_srcunit", 20, Signed(4)),
        member("cge_id", 24, Signed(4)), member("cge_lun", 28, Signed(4)),
        member("cge_pvoltag", 32, Text(36)), member("cge_avoltag", 68, Text(36)),
        member("cge_flags", 104, Signed(4)),
    ],
};

const LAYOUT_CHANGER_SET_VOLTAG: Layout = Layout {
    name: "struct changer_set_voltag",
    size: 48,
    members: &[
        member("csv_type", 0, Signed(4)), member("csv_unit", 4, Signed(4)),
        member("csv_voltag", 8, Text(36)), member("csv_flags", 44, Signed(4)),
    ],
};

const LAYOUT_CHANGER_VENDOR_PARAMS: Layout = Layout {
    name: "struct changer_vendor_params",
    size: 112,
    members: &[
        member("cvp_n1", 0, Signed(4)), member("cvp_label1", 4, Text(16)),
        member("cvp_n2", 20, Signed(4)), member("cvp_label2", 24, Text(16)),
        member("cvp_n3", 40, Signed(4)), member("cvp_label3", 44, Text(16)),
        member("cvp_n4", 60, Signed(4)), member("cvp_label4", 64, Text(16)),
        member("reserved", 80, Array(4, 8)),
    ],
};
