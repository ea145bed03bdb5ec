//! RDMA: verbs, management datagrams and connections (`drivers/infiniband/core`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Call, Class, CodeTable, Command, Entries, Family, Kind, Probe, SubCommands, Symbol,
    Sysfs, When,
    copied::{Parameter, Watch},
    generic,
};
use crate::uapi::{rdma_user_ioctl as header, rdma_user_ioctl_cmds::RDMA_VERBS_IOCTL};

mod attributes;
mod datagrams;
mod drivers;
mod methods;

use methods::METHOD;

/// The family.
pub const FAMILY: Family = Family {
    name: "rdma",
    title: "remote direct memory access",
    kinds: &[
        Kind {
            name: "verbs",
            title: "verbs of an adapter, /dev/infiniband/uverbs0",
            operations: &[uverbs("uverbs_fops"), uverbs("uverbs_mmap_fops")],
            watch: Some(&COPIES),
            commands: &[VERBS, generic::COMMANDS],
            probes: &[Probe::new(Call::Write, uverbs("ib_uverbs_write"))],
            sysfs: &[Sysfs::all("infiniband_verbs")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "management",
            title: "management datagrams of a port, /dev/infiniband/umad0",
            operations: &[umad("umad_fops"), umad("umad_sm_fops")],
            commands: &[MANAGEMENT, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, umad("ib_umad_read")),
                Probe::new(Call::Write, umad("ib_umad_write")),
            ],
            sysfs: &[Sysfs::all("infiniband_mad")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "connections",
            title: "connection manager, /dev/infiniband/rdma_cm",
            operations: &[Symbol::of("rdma_ucm", "ucma_fops")],
            commands: &[CONNECTIONS, generic::COMMANDS],
            probes: &[Probe::new(
                Call::Write,
                Symbol::of("rdma_ucm", "ucma_write"),
            )],
            sysfs: &[Sysfs::named("misc", "rdma_cm")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "omni-path",
            title: "contexts of an Omni-Path adapter, /dev/hfi1_0",
            operations: &[Symbol::of("hfi1", "hfi1_file_ops")],
            commands: &[OMNI_PATH, &TRANSFERS, generic::COMMANDS],
            probes: &[Probe::new(
                Call::WriteIter,
                Symbol::of("hfi1", "hfi1_write_iter"),
            )],
            sysfs: &[Sysfs::all("hfi1_user")],
            ..Kind::NONE
        },
    ],
};

const fn uverbs(name: &'static str) -> Symbol {
    Symbol::of("ib_uverbs", name)
}

const fn umad(name: &'static str) -> Symbol {
    Symbol::of("ib_umad", name)
}

const WRITE_UAPI: &str = "rdma/ib_user_verbs.h";
const MAD_UAPI: &str = "rdma/ib_user_mad.h";
const CM_UAPI: &str = "rdma/rdma_user_cm.h";

/// Where the header of RDMA_VERBS_IOCTL has been copied (`uverbs_ioctl.c`): (file, header, attributes).
const COPIES: Watch = Watch {
    functions: &[uverbs("ib_uverbs_cmd_verbs")],
    copy: Parameter::At(1),
    commands: &[RDMA_VERBS_IOCTL.number],
};

const VERBS: &[Command] = &[
    Command::of(RDMA_VERBS_IOCTL, Class::Unknown)
        .with(&METHOD)
        .elements(&attributes::ATTRIBUTES),
    Command::passthrough("write", 0, WRITE_UAPI, &WRITE).by(Entries::WRITE),
];

const MANAGEMENT: &[Command] = &[
    Command::of(header::IB_USER_MAD_REGISTER_AGENT, Class::Standard),
    Command::of(header::IB_USER_MAD_UNREGISTER_AGENT, Class::Standard),
    Command::of(header::IB_USER_MAD_ENABLE_PKEY, Class::Standard),
    Command::of(header::IB_USER_MAD_REGISTER_AGENT2, Class::Standard),
    Command::passthrough("read", 0, MAD_UAPI, &generic::TRANSFER)
        .by(Entries::READ)
        .class(
            Class::Unknown,
            Some("which class the datagram has is known only when the read is done"),
        ),
    Command::passthrough("write", 0, MAD_UAPI, &datagrams::DATAGRAM).by(Entries::WRITE),
];

/// Packets for the adapter to send.
const TRANSFERS: [Command; 1] = [Command::passthrough(
    "write",
    0,
    "rdma/hfi/hfi1_user.h, struct sdma_req_info",
    &generic::TRANSFER,
)
.by(Entries::WRITE)
.class(Class::Driver, None)];

const OMNI_PATH: &[Command] = &Command::all(
    [
        header::HFI1_IOCTL_ASSIGN_CTXT,
        header::HFI1_IOCTL_CTXT_INFO,
        header::HFI1_IOCTL_USER_INFO,
        header::HFI1_IOCTL_TID_UPDATE,
        header::HFI1_IOCTL_TID_FREE,
        header::HFI1_IOCTL_CREDIT_UPD,
        header::HFI1_IOCTL_RECV_CTRL,
        header::HFI1_IOCTL_POLL_TYPE,
        header::HFI1_IOCTL_ACK_EVENT,
        header::HFI1_IOCTL_SET_PKEY,
        header::HFI1_IOCTL_CTXT_RESET,
        header::HFI1_IOCTL_TID_INVAL_READ,
        header::HFI1_IOCTL_GET_VERS,
    ],
    Class::Driver,
);

const CONNECTIONS: &[Command] =
    &[Command::passthrough("write", 0, CM_UAPI, &CONNECTION).by(Entries::WRITE)];

/// struct ib_uverbs_cmd_hdr: the command with flags above it, in_words, out_words.
const WRITE: Argument = Argument {
    sub: &[
        SubCommands::new(
            "write",
            &[CodeTable {
                source: WRITE_UAPI,
                class: Class::Standard,
                note: Some("what the driver adds behind the structure is not told apart"),
                codes: WRITES,
            }],
        )
        .when(When::is(0)),
        SubCommands::new(
            "write-extended",
            &[CodeTable {
                source: WRITE_UAPI,
                class: Class::Standard,
                note: Some("what the driver adds behind the structure is not told apart"),
                codes: EXTENDED_WRITES,
            }],
        ),
    ],
    second: Some("extended"),
    ..Argument::new(ArgumentSpec {
        // IB_USER_VERBS_CMD_COMMAND_MASK and IB_USER_VERBS_CMD_FLAG_EXTENDED
        sub: Field::at(0, 8),
        second: Field {
            shift: 31,
            bits: 1,
            ..Field::at(0, 32)
        },
        amount: generic::LENGTH,
        flags: generic::TRANSFER.spec.flags,
        ..ArgumentSpec::new(8)
    })
};

const WRITES: &[(u32, &str)] = &[
    (0, "get-context"),
    (1, "query-device"),
    (2, "query-port"),
    (3, "alloc-pd"),
    (4, "dealloc-pd"),
    (5, "create-ah"),
    (6, "modify-ah"),
    (7, "query-ah"),
    (8, "destroy-ah"),
    (9, "reg-mr"),
    (10, "reg-smr"),
    (11, "rereg-mr"),
    (12, "query-mr"),
    (13, "dereg-mr"),
    (14, "alloc-mw"),
    (15, "bind-mw"),
    (16, "dealloc-mw"),
    (17, "create-comp-channel"),
    (18, "create-cq"),
    (19, "resize-cq"),
    (20, "destroy-cq"),
    (21, "poll-cq"),
    (22, "peek-cq"),
    (23, "req-notify-cq"),
    (24, "create-qp"),
    (25, "query-qp"),
    (26, "modify-qp"),
    (27, "destroy-qp"),
    (28, "post-send"),
    (29, "post-recv"),
    (30, "attach-mcast"),
    (31, "detach-mcast"),
    (32, "create-srq"),
    (33, "modify-srq"),
    (34, "query-srq"),
    (35, "destroy-srq"),
    (36, "post-srq-recv"),
    (37, "open-xrcd"),
    (38, "close-xrcd"),
    (39, "create-xsrq"),
    (40, "open-qp"),
];

const EXTENDED_WRITES: &[(u32, &str)] = &[
    (1, "query-device"),
    (18, "create-cq"),
    (24, "create-qp"),
    (26, "modify-qp"),
    (50, "create-flow"),
    (51, "destroy-flow"),
    (52, "create-wq"),
    (53, "modify-wq"),
    (54, "destroy-wq"),
    (55, "create-rwq-ind-tbl"),
    (56, "destroy-rwq-ind-tbl"),
    (57, "modify-cq"),
];

/// struct rdma_ucm_cmd_hdr: cmd, in, out.
const CONNECTION: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[CodeTable {
            source: CM_UAPI,
            class: Class::Standard,
            note: None,
            codes: &[
                (0, "create-id"),
                (1, "destroy-id"),
                (2, "bind-ip"),
                (3, "resolve-ip"),
                (4, "resolve-route"),
                (5, "query-route"),
                (6, "connect"),
                (7, "listen"),
                (8, "accept"),
                (9, "reject"),
                (10, "disconnect"),
                (11, "init-qp-attr"),
                (12, "get-event"),
                (13, "get-option"),
                (14, "set-option"),
                (15, "notify"),
                (16, "join-ip-mcast"),
                (17, "leave-mcast"),
                (18, "migrate-id"),
                (19, "query"),
                (20, "bind"),
                (21, "resolve-addr"),
                (22, "join-mcast"),
                (23, "resolve-ib-service"),
                (24, "write-cm-event"),
            ],
        }],
    )],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 32),
        amount: generic::LENGTH,
        flags: generic::TRANSFER.spec.flags,
        ..ArgumentSpec::new(8)
    })
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extended_write_is_told_by_its_flag() {
        let word = 0x8000_0012;
        let (code, extended) = (
            WRITE.spec.sub.extract(word),
            WRITE.spec.second.extract(word),
        );
        assert_eq!(
            WRITE.name(code, extended).map(|sub| sub.name),
            Some("write-extended.create-cq".into())
        );
        assert_eq!(
            WRITE.name(3, 0).map(|sub| sub.name),
            Some("write.alloc-pd".into())
        );
    }
}
