//! Methods of the verbs' objects, as the ioctl has them.

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    super::{Argument, Class, CodeRange, CodeTable, Detail, SubCommands, When},
    drivers,
};

/// struct ib_uverbs_ioctl_hdr up to driver_id: length, object_id, method_id, num_attrs, a reserved double
/// word, driver_id. The kernel refuses another driver's id.
pub(super) const METHOD: Argument = Argument {
    sub: OBJECTS,
    second: Some("object"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(4, 16),
        second: Field::at(2, 16),
        ..ArgumentSpec::new(20)
    })
};

/// UVERBS_ID_NS_MASK: what lies outside the core's own name space is a driver's.
pub(super) const NAMESPACE: u32 = 0xf000;

const OBJECTS: &[SubCommands] = &[
    extended(
        drivers::DEVICE,
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
    extended(drivers::PD, "pd", 1, DESTROY),
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
    extended(
        drivers::MR,
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
    extended(drivers::FLOW, "flow", 9, DESTROY),
    object("xrcd", 10, DESTROY),
    object("rwq-ind-tbl", 11, DESTROY),
    object("wq", 12, CREATE),
    extended(
        drivers::FLOW_ACTION,
        "flow-action",
        13,
        &[methods(&[
            (0, "esp-create"),
            (1, "destroy"),
            (2, "esp-modify"),
        ])],
    ),
    extended(drivers::DM, "dm", 14, ALLOCATE),
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
    own(0x1000, drivers::OBJECT_0),
    own(0x1001, drivers::OBJECT_1),
    own(0x1002, drivers::OBJECT_2),
    own(0x1003, drivers::OBJECT_3),
    own(0x1004, drivers::OBJECT_4),
    own(0x1005, drivers::OBJECT_5),
    own(0x1006, drivers::OBJECT_6),
    own(0x1007, drivers::OBJECT_7),
    own(0x1008, drivers::OBJECT_8),
    own(0x1009, drivers::OBJECT_9),
    SubCommands {
        ranges: ANY,
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

/// An object whose methods drivers add to.
const fn extended(
    details: &'static [Detail],
    group: &'static str,
    id: u32,
    tables: &'static [CodeTable],
) -> SubCommands {
    SubCommands {
        details,
        ..object(group, id, tables)
    }
}

/// An object of a driver's own.
const fn own(id: u32, details: &'static [Detail]) -> SubCommands {
    SubCommands {
        ranges: ANY,
        details,
        ..SubCommands::new("driver-object", &[]).when(When::is(id))
    }
}

const fn methods(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source: "rdma/ib_user_ioctl_cmds.h",
        class: Class::Standard,
        note: Some(
            "a driver may add attributes of its own, which are shown, and not counted apart",
        ),
        codes,
    }
}

/// Methods of an object that is a driver's.
const ANY: &[CodeRange] = &[driver(0, 0xffff)];

/// Methods that a driver adds.
const DRIVER: &[CodeRange] = &[driver(0x1000, 0x1fff)];

const fn driver(first: u32, last: u32) -> CodeRange {
    CodeRange {
        source: "rdma/ib_user_ioctl_cmds.h, UVERBS_ID_NS_SHIFT",
        class: Class::Opaque,
        codes: first..=last,
        name: "driver-method",
        note: Some("what it is called the driver's header tells, where it does"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_drivers_method_is_told_by_the_drivers_id() {
        let named = |method, object, driver| {
            let detail = METHOD.detail(method, object, driver);
            detail.map(|found| (found.name.into_owned(), found.class))
        };
        let expect = |name: &str, class| Some((name.to_owned(), class));
        // mlx5, bnxt_re, efa and hns.
        assert_eq!(
            named(0x1000, 0x1000, 1),
            expect("mlx5-devx-other", Class::Opaque)
        );
        assert_eq!(
            named(0x1000, 0x1000, 6),
            expect("bnxt-re-alloc-page", Class::Driver)
        );
        assert_eq!(
            named(0x1004, 0x1001, 1),
            expect("mlx5-devx-obj-async-query", Class::Opaque)
        );
        assert_eq!(named(0x1000, 7, 17), expect("efa-mr-query", Class::Driver));
        assert_eq!(named(0x1000, 7, 12), expect("hns", Class::Opaque));
        assert_eq!(named(0, 7, 1), None, "the core's own");
    }

    #[test]
    fn the_drivers_id_lies_behind_the_method() {
        let detail = METHOD.sub[0].detail(0x1000).expect("a detail");
        assert_eq!(detail.field.word + METHOD.spec.sub.word, 16 / 4);
    }
}
