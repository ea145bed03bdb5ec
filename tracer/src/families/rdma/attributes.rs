//! Attributes of a verb, which lie behind struct ib_uverbs_ioctl_hdr: struct ib_uverbs_attr begins with an
//! id, whose name space says whether it is the core's or the driver's, and the length of its data.

use super::{super::Elements, methods::NAMESPACE};

/// What is told of them.
pub(super) const ATTRIBUTES: Elements = Elements {
    // num_attrs
    count: 6,
    size: 16,
    told: attribute,
};

/// UVERBS_UDATA_DRIVER_DATA_FLAG: the first id of a driver's name space.
const FIRST: u16 = 0x1000;

/// The core's methods that take what a driver adds to a structure of its own in two attributes (macro
/// UVERBS_ATTR_UHW in `drivers/infiniband/core`), by object and method.
const WITH_DRIVER_DATA: &[(u16, u16)] = &[
    (0, 0),  // device.invoke-write
    (0, 3),  // device.get-context
    (3, 0),  // cq.create
    (4, 0),  // qp.create
    (5, 0),  // srq.create
    (7, 5),  // mr.reg-mr
    (12, 0), // wq.create
];

const DRIVER_DATA: &[&str] = &["uhw-in", "uhw-out"];

/// RDMA_DRIVER_MLX5
const MLX5: u16 = 1;

/// Those of mlx5's DEVX by object and method, from [`FIRST`] on (`rdma/mlx5_user_ioctl_cmds.h`).
const DEVX: &[(u16, u16, &[&str])] = &[
    (0x1000, 0x1000, &["cmd-in", "cmd-out"]),
    (0x1000, 0x1001, &["user-idx", "dev-idx"]),
    (0x1000, 0x1002, &["user-vec", "dev-eqn"]),
    (
        0x1000,
        0x1003,
        &[
            "fd-handle",
            "obj-handle",
            "type-num-list",
            "fd-num",
            "cookie",
        ],
    ),
    (0x1001, 0x1000, &["handle", "cmd-in", "cmd-out"]),
    (0x1001, 0x1001, &["handle"]),
    (0x1001, 0x1002, &["handle", "cmd-in", "cmd-out"]),
    (0x1001, 0x1003, &["handle", "cmd-in", "cmd-out"]),
    (
        0x1001,
        0x1004,
        &["handle", "cmd-in", "fd", "wr-id", "out-len"],
    ),
    (
        0x1002,
        0x1000,
        &[
            "handle",
            "addr",
            "len",
            "access",
            "out-id",
            "pgsz-bitmap",
            "dmabuf-fd",
        ],
    ),
    (0x1002, 0x1001, &["handle"]),
    (0x1004, 0x1000, &["handle"]),
    (0x1005, 0x1000, &["handle", "flags"]),
];

/// `attrs.driver.cmd-in` or `attrs.0x0001`, and how long its data are.
fn attribute(header: &[u8], attribute: &[u8]) -> (String, u64) {
    let (id, length) = (half(attribute, 0), half(attribute, 2));
    let name = if u32::from(id) & NAMESPACE == 0 {
        format!("attrs.{id:#06x}")
    } else {
        match drivers(header, id) {
            Some(name) => format!("attrs.driver.{name}"),
            None => format!("attrs.driver.{id:#06x}"),
        }
    };
    (name, length.into())
}

/// The name of an id of a driver's name space.
fn drivers(header: &[u8], id: u16) -> Option<&'static str> {
    let (object, method, driver) = (half(header, 2), half(header, 4), half(header, 16));
    let names = if WITH_DRIVER_DATA.contains(&(object, method)) {
        DRIVER_DATA
    } else {
        let mut devx = DEVX.iter().filter(|_| driver == MLX5);
        devx.find(|known| (known.0, known.1) == (object, method))?.2
    };
    let place = usize::from(id.checked_sub(FIRST)?);
    names.get(place).copied()
}

/// Sixteen bits; 0 where they are not all there.
fn half(bytes: &[u8], at: usize) -> u16 {
    let bytes = bytes.get(at..at + 2).and_then(|two| two.try_into().ok());
    bytes.map_or(0, u16::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::{super::FAMILY, *};
    use crate::{
        families::decode::{Given, decode},
        uapi::rdma_user_ioctl_cmds::RDMA_VERBS_IOCTL,
    };

    /// What is told of a call's attributes, each of which is as long as it is far from the beginning.
    fn told(object: u16, method: u16, driver: u16, ids: &[u16]) -> Vec<(String, String)> {
        let mut argument = vec![0; 24 + 16 * ids.len()];
        let mut put = |at: usize, value: u16| {
            argument[at..at + 2].copy_from_slice(&value.to_le_bytes());
        };
        put(2, object);
        put(4, method);
        put(6, u16::try_from(ids.len()).expect("few"));
        put(16, driver);
        for (place, id) in (1..).zip(ids) {
            put(8 + 16 * place, *id);
            put(10 + 16 * place, u16::try_from(place).expect("few"));
        }
        let given = Given {
            entry: entry::IOCTL,
            number: RDMA_VERBS_IOCTL.number,
            argument: &argument,
            ..Given::default()
        };
        let fields = decode(&FAMILY.kinds[0], None, &given).fields.into_iter();
        let attributes = fields.filter(|field| field.path.starts_with("attrs."));
        attributes
            .map(|field| (field.path.into_owned(), field.value.to_string()))
            .collect()
    }

    #[test]
    fn attributes_of_a_driver_stand_out() {
        let expect = |expected: &[(&str, &str)]| -> Vec<_> {
            let owned = |text: &str| text.to_owned();
            expected.iter().map(|(a, b)| (owned(a), owned(b))).collect()
        };
        // cq.create of hns.
        assert_eq!(
            told(3, 0, 12, &[0x0000, 0x1000, 0x1001]),
            expect(&[
                ("attrs.0x0000", "1"),
                ("attrs.driver.uhw-in", "2"),
                ("attrs.driver.uhw-out", "3"),
            ])
        );
        // mlx5-devx-obj-create, and the same number of another driver.
        assert_eq!(
            told(0x1001, 0x1000, MLX5, &[0x1001]),
            expect(&[("attrs.driver.cmd-in", "1")])
        );
        assert_eq!(
            told(0x1001, 0x1000, 6, &[0x1001]),
            expect(&[("attrs.driver.0x1001", "1")])
        );
        // Of mlx5's own in a method of the core's.
        assert_eq!(
            told(14, 0, MLX5, &[0x1000]),
            expect(&[("attrs.driver.0x1000", "1")])
        );
    }

    #[test]
    fn attributes_that_are_not_all_there_are_left_out() {
        let argument = [0, 0, 3, 0, 0, 0, 0xff, 0xff];
        let mut whole = vec![0; 24 + 15];
        whole[..8].copy_from_slice(&argument);
        let given = Given {
            entry: entry::IOCTL,
            number: RDMA_VERBS_IOCTL.number,
            argument: &whole,
            ..Given::default()
        };
        let fields = decode(&FAMILY.kinds[0], None, &given).fields;
        assert!(fields.iter().all(|field| !field.path.starts_with("attrs.")));
    }
}
