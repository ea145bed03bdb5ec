//! Methods that drivers add to the verbs, by driver: the header of the ioctl says whose they are.

use tracer_common::spec::Field;

use super::super::{Class, CodeTable, Detail, SubCommands};

const MLX5: u32 = 1;
const BNXT_RE: u32 = 6;
const EFA: u32 = 17;

/// Of UVERBS_OBJECT_DEVICE.
pub(super) const DEVICE: &[Detail] = &[
    method(0x1000, &[mlx5(&[(MLX5, "mlx5-query-port")]), OTHERS]),
    method(
        0x1001,
        &[mlx5(&[(MLX5, "mlx5-get-data-direct-sysfs-path")]), OTHERS],
    ),
];

/// Of UVERBS_OBJECT_PD.
pub(super) const PD: &[Detail] = &[method(0x1000, &[mlx5(&[(MLX5, "mlx5-pd-query")]), OTHERS])];

/// Of UVERBS_OBJECT_MR.
pub(super) const MR: &[Detail] = &[method(0x1000, &[efa(&[(EFA, "efa-mr-query")]), OTHERS])];

/// Of UVERBS_OBJECT_DM.
pub(super) const DM: &[Detail] = &[
    method(0x1000, &[mlx5(&[(MLX5, "mlx5-dm-map-op-addr")]), OTHERS]),
    method(0x1001, &[mlx5(&[(MLX5, "mlx5-dm-query")]), OTHERS]),
];

/// Of UVERBS_OBJECT_FLOW.
pub(super) const FLOW: &[Detail] = &[
    method(0x1000, &[mlx5(&[(MLX5, "mlx5-create-flow")]), OTHERS]),
    method(0x1001, &[mlx5(&[(MLX5, "mlx5-destroy-flow")]), OTHERS]),
];

/// Of UVERBS_OBJECT_FLOW_ACTION.
pub(super) const FLOW_ACTION: &[Detail] = &[
    method(
        0x1000,
        &[
            mlx5(&[(MLX5, "mlx5-flow-action-create-modify-header")]),
            OTHERS,
        ],
    ),
    method(
        0x1001,
        &[
            mlx5(&[(MLX5, "mlx5-flow-action-create-packet-reformat")]),
            OTHERS,
        ],
    ),
];

/// Of MLX5_IB_OBJECT_DEVX and BNXT_RE_OBJECT_ALLOC_PAGE.
pub(super) const OBJECT_0: &[Detail] = &[
    method(
        0x1000,
        &[
            devx(&[(MLX5, "mlx5-devx-other")]),
            bnxt_re(&[(BNXT_RE, "bnxt-re-alloc-page")]),
            OTHERS,
        ],
    ),
    method(
        0x1001,
        &[
            mlx5(&[(MLX5, "mlx5-devx-query-uar")]),
            bnxt_re(&[(BNXT_RE, "bnxt-re-destroy-page")]),
            OTHERS,
        ],
    ),
    method(0x1002, &[mlx5(&[(MLX5, "mlx5-devx-query-eqn")]), OTHERS]),
    method(
        0x1003,
        &[mlx5(&[(MLX5, "mlx5-devx-subscribe-event")]), OTHERS],
    ),
];

/// Of MLX5_IB_OBJECT_DEVX_OBJ and BNXT_RE_OBJECT_NOTIFY_DRV.
pub(super) const OBJECT_1: &[Detail] = &[
    method(
        0x1000,
        &[
            devx(&[(MLX5, "mlx5-devx-obj-create")]),
            bnxt_re(&[(BNXT_RE, "bnxt-re-notify-drv")]),
            OTHERS,
        ],
    ),
    method(0x1001, &[mlx5(&[(MLX5, "mlx5-devx-obj-destroy")]), OTHERS]),
    method(0x1002, &[devx(&[(MLX5, "mlx5-devx-obj-modify")]), OTHERS]),
    method(0x1003, &[devx(&[(MLX5, "mlx5-devx-obj-query")]), OTHERS]),
    method(
        0x1004,
        &[devx(&[(MLX5, "mlx5-devx-obj-async-query")]), OTHERS],
    ),
];

/// Of MLX5_IB_OBJECT_DEVX_UMEM and BNXT_RE_OBJECT_GET_TOGGLE_MEM.
pub(super) const OBJECT_2: &[Detail] = &[
    method(
        0x1000,
        &[
            mlx5(&[(MLX5, "mlx5-devx-umem-reg")]),
            bnxt_re(&[(BNXT_RE, "bnxt-re-get-toggle-mem")]),
            OTHERS,
        ],
    ),
    method(
        0x1001,
        &[
            mlx5(&[(MLX5, "mlx5-devx-umem-dereg")]),
            bnxt_re(&[(BNXT_RE, "bnxt-re-release-toggle-mem")]),
            OTHERS,
        ],
    ),
];

/// Of MLX5_IB_OBJECT_FLOW_MATCHER and BNXT_RE_OBJECT_DBR.
pub(super) const OBJECT_3: &[Detail] = &[
    method(
        0x1000,
        &[
            mlx5(&[(MLX5, "mlx5-flow-matcher-create")]),
            bnxt_re(&[(BNXT_RE, "bnxt-re-dbr-alloc")]),
            OTHERS,
        ],
    ),
    method(
        0x1001,
        &[
            mlx5(&[(MLX5, "mlx5-flow-matcher-destroy")]),
            bnxt_re(&[(BNXT_RE, "bnxt-re-dbr-free")]),
            OTHERS,
        ],
    ),
];

/// Of MLX5_IB_OBJECT_DEVX_ASYNC_CMD_FD and BNXT_RE_OBJECT_DEFAULT_DBR.
pub(super) const OBJECT_4: &[Detail] = &[
    method(
        0x1000,
        &[mlx5(&[(MLX5, "mlx5-devx-async-cmd-fd-alloc")]), OTHERS],
    ),
    method(
        0x1002,
        &[bnxt_re(&[(BNXT_RE, "bnxt-re-get-default-dbr")]), OTHERS],
    ),
];

/// Of MLX5_IB_OBJECT_DEVX_ASYNC_EVENT_FD.
pub(super) const OBJECT_5: &[Detail] = &[method(
    0x1000,
    &[mlx5(&[(MLX5, "mlx5-devx-async-event-fd-alloc")]), OTHERS],
)];

/// Of MLX5_IB_OBJECT_VAR.
pub(super) const OBJECT_6: &[Detail] = &[
    method(0x1000, &[mlx5(&[(MLX5, "mlx5-var-obj-alloc")]), OTHERS]),
    method(0x1001, &[mlx5(&[(MLX5, "mlx5-var-obj-destroy")]), OTHERS]),
];

/// Of MLX5_IB_OBJECT_PP.
pub(super) const OBJECT_7: &[Detail] = &[
    method(0x1000, &[mlx5(&[(MLX5, "mlx5-pp-obj-alloc")]), OTHERS]),
    method(0x1001, &[mlx5(&[(MLX5, "mlx5-pp-obj-destroy")]), OTHERS]),
];

/// Of MLX5_IB_OBJECT_UAR.
pub(super) const OBJECT_8: &[Detail] = &[
    method(0x1000, &[mlx5(&[(MLX5, "mlx5-uar-obj-alloc")]), OTHERS]),
    method(0x1001, &[mlx5(&[(MLX5, "mlx5-uar-obj-destroy")]), OTHERS]),
];

/// Of MLX5_IB_OBJECT_STEERING_ANCHOR.
pub(super) const OBJECT_9: &[Detail] = &[
    method(
        0x1000,
        &[mlx5(&[(MLX5, "mlx5-steering-anchor-create")]), OTHERS],
    ),
    method(
        0x1001,
        &[mlx5(&[(MLX5, "mlx5-steering-anchor-destroy")]), OTHERS],
    ),
];

/// A method by its code: enum rdma_driver_id names whose it is. The id is three words behind the method.
const fn method(code: u32, tables: &'static [CodeTable]) -> Detail {
    Detail {
        sub: code,
        field: Field::at(12, 32),
        values: SubCommands::new("", tables),
    }
}

const fn mlx5(names: &'static [(u32, &'static str)]) -> CodeTable {
    documented("rdma/mlx5_user_ioctl_cmds.h", names)
}

/// A method that carries a command of the adapter's firmware.
const fn devx(names: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        class: Class::Opaque,
        note: Some("the firmware's command that an attribute leads to is not decoded"),
        ..mlx5(names)
    }
}

const fn bnxt_re(names: &'static [(u32, &'static str)]) -> CodeTable {
    documented("rdma/bnxt_re-abi.h", names)
}

const fn efa(names: &'static [(u32, &'static str)]) -> CodeTable {
    documented("rdma/efa-abi.h", names)
}

const fn documented(source: &'static str, codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source,
        class: Class::Driver,
        note: None,
        codes,
    }
}

/// Drivers whose headers name no such method.
const OTHERS: CodeTable = CodeTable {
    source: "rdma/ib_user_ioctl_verbs.h: enum rdma_driver_id",
    class: Class::Opaque,
    note: Some("no header of the driver names the method"),
    codes: &[
        (0, "unknown"),
        (1, "mlx5"),
        (2, "mlx4"),
        (3, "cxgb3"),
        (4, "cxgb4"),
        (5, "mthca"),
        (6, "bnxt-re"),
        (7, "ocrdma"),
        (8, "nes"),
        (9, "irdma"),
        (10, "vmw-pvrdma"),
        (11, "qedr"),
        (12, "hns"),
        (13, "usnic"),
        (14, "rxe"),
        (15, "hfi1"),
        (16, "qib"),
        (17, "efa"),
        (18, "siw"),
        (19, "erdma"),
        (20, "mana"),
        (21, "ionic"),
    ],
};
