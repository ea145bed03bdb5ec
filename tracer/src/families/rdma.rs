//! RDMA: verbs, management datagrams and connections (`drivers/infiniband/core`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Call, Class, CodeRange, CodeTable, Command, Entries, Family, Kind, Probe,
    SubCommands, Symbol, Sysfs, When, generic,
    ioctl::{io, iow, iowr},
};

/// The family.
pub const FAMILY: Family = Family {
    name: "rdma",
    title: "remote direct memory access",
    kinds: &[
        Kind {
            name: "verbs",
            title: "verbs of an adapter, /dev/infiniband/uverbs0",
            operations: &[uverbs("uverbs_fops"), uverbs("uverbs_mmap_fops")],
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

const IOCTL_UAPI: &str = "rdma/rdma_user_ioctl_cmds.h, rdma/ib_user_ioctl_cmds.h";
const WRITE_UAPI: &str = "rdma/ib_user_verbs.h";
const MAD_UAPI: &str = "rdma/ib_user_mad.h";
const CM_UAPI: &str = "rdma/rdma_user_cm.h";

const VERBS: &[Command] = &[
    Command::passthrough("RDMA_VERBS_IOCTL", iowr(0x1b, 1, 24), IOCTL_UAPI, &METHOD),
    Command::passthrough("write", 0, WRITE_UAPI, &WRITE).by(Entries::WRITE),
];

const MANAGEMENT: &[Command] = &[
    mad("IB_USER_MAD_REGISTER_AGENT", iowr(0x1b, 1, 28)),
    mad("IB_USER_MAD_UNREGISTER_AGENT", iow(0x1b, 2, 4)),
    mad("IB_USER_MAD_ENABLE_PKEY", io(0x1b, 3)),
    mad("IB_USER_MAD_REGISTER_AGENT2", iowr(0x1b, 4, 40)),
    datagram("read", Entries::READ),
    datagram("write", Entries::WRITE),
];

const CONNECTIONS: &[Command] =
    &[Command::passthrough("write", 0, CM_UAPI, &CONNECTION).by(Entries::WRITE)];

const fn mad(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, MAD_UAPI)
}

/// The datagram lies behind a header whose length IB_USER_MAD_ENABLE_PKEY changes for the file.
const fn datagram(name: &'static str, entries: Entries) -> Command {
    Command::passthrough(name, 0, MAD_UAPI, &generic::TRANSFER)
        .by(entries)
        .class(
            Class::Unknown,
            Some("the datagram's management class, standard or a vendor's, is not decoded"),
        )
}

/// struct ib_uverbs_ioctl_hdr up to num_attrs: length, object_id, method_id, num_attrs.
const METHOD: Argument = Argument {
    sub: OBJECTS,
    second: Some("object"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(4, 16),
        second: Field::at(2, 16),
        ..ArgumentSpec::new(8)
    })
};

/// UVERBS_ID_NS_MASK: what lies outside the core's own name space is a driver's.
const NAMESPACE: u32 = 0xf000;

const OBJECTS: &[SubCommands] = &[
    object(
        "device",
        0,
        &[methods(&[
            (0, "invoke-write"),
            (1, "info-handles"),
            (2, "query-port"),
            (3, "get-context"),
            (4, "query-context"),
            (5, "query-gid-table"),
            (6, "query-gid-entry"),
            (7, "query-port-speed"),
            (8, "query-comp-cntr-caps"),
        ])],
    ),
    object("pd", 1, DESTROY),
    object("comp-channel", 2, &[]),
    object("cq", 3, CREATE),
    object(
        "qp",
        4,
        &[methods(&[
            (0, "create"),
            (1, "destroy"),
            (2, "attach-comp-cntr"),
        ])],
    ),
    object("srq", 5, CREATE),
    object("ah", 6, DESTROY),
    object(
        "mr",
        7,
        &[methods(&[
            (0, "dm-mr-reg"),
            (1, "destroy"),
            (2, "advise-mr"),
            (3, "query-mr"),
            (4, "reg-dmabuf-mr"),
            (5, "reg-mr"),
        ])],
    ),
    object("mw", 8, DESTROY),
    object("flow", 9, DESTROY),
    object("xrcd", 10, DESTROY),
    object("rwq-ind-tbl", 11, DESTROY),
    object("wq", 12, CREATE),
    object(
        "flow-action",
        13,
        &[methods(&[
            (0, "esp-create"),
            (1, "destroy"),
            (2, "esp-modify"),
        ])],
    ),
    object("dm", 14, ALLOCATE),
    object(
        "counters",
        15,
        &[methods(&[(0, "create"), (1, "destroy"), (2, "read")])],
    ),
    object("async-event", 16, &[methods(&[(0, "alloc")])]),
    object("dmah", 17, ALLOCATE),
    object("dmabuf", 18, &[methods(&[(0, "alloc")])]),
    object(
        "comp-cntr",
        19,
        &[methods(&[
            (0, "create"),
            (1, "destroy"),
            (2, "modify"),
            (3, "read"),
        ])],
    ),
    SubCommands {
        ranges: &[driver(0, 0xffff)],
        ..SubCommands::new("driver-object", &[]).when(When::masked(NAMESPACE, 0x1000))
    },
    SubCommands {
        ranges: DRIVER,
        ..SubCommands::new("object", &[])
    },
];

const CREATE: &[CodeTable] = &[methods(&[(0, "create"), (1, "destroy")])];
const ALLOCATE: &[CodeTable] = &[methods(&[(0, "alloc"), (1, "free")])];
const DESTROY: &[CodeTable] = &[methods(&[(0, "destroy")])];

const fn object(group: &'static str, id: u32, tables: &'static [CodeTable]) -> SubCommands {
    SubCommands {
        ranges: DRIVER,
        ..SubCommands::new(group, tables).when(When::is(id))
    }
}

const fn methods(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source: "rdma/ib_user_ioctl_cmds.h",
        class: Class::Standard,
        note: None,
        codes,
    }
}

/// Methods that a driver adds.
const DRIVER: &[CodeRange] = &[driver(0x1000, 0x1fff)];

const fn driver(first: u32, last: u32) -> CodeRange {
    CodeRange {
        source: "rdma/ib_user_ioctl_cmds.h, UVERBS_ID_NS_SHIFT",
        class: Class::Opaque,
        codes: first..=last,
        name: "driver-method",
        note: None,
    }
}

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
    fn numbers_are_those_of_the_headers() {
        assert_eq!(VERBS[0].number, 0xc018_1b01);
        let numbers: Vec<_> = MANAGEMENT.iter().map(|command| command.number).collect();
        assert_eq!(
            numbers[..4],
            [0xc01c_1b01, 0x4004_1b02, 0x1b03, 0xc028_1b04]
        );
    }

    #[test]
    fn a_method_belongs_to_its_object_or_to_a_driver() {
        let named = |method, object| {
            let sub = METHOD.name(method, object).expect("every object is named");
            (sub.name.into_owned(), sub.class)
        };
        assert_eq!(named(5, 7), ("mr.reg-mr".into(), Class::Standard));
        assert_eq!(named(0, 0), ("device.invoke-write".into(), Class::Standard));
        assert_eq!(
            named(0x1000, 0),
            ("device.driver-method".into(), Class::Opaque)
        );
        assert_eq!(
            named(0, 0x1001),
            ("driver-object.driver-method".into(), Class::Opaque)
        );
        assert_eq!(named(9, 99), ("object.0x09".into(), Class::Unknown));
    }

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
