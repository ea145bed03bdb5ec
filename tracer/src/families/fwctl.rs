//! fwctl: firmware's own remote procedure calls (`drivers/fwctl`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Class, CodeRange, Command, Family, Kind, SubCommands, Symbol, Sysfs, When, generic,
};
use crate::uapi::fwctl::{FWCTL_INFO, FWCTL_RPC};

pub mod bnxt;
pub mod cxl;
pub mod mlx5;
pub mod pds;

/// The family.
pub const FAMILY: Family = Family {
    name: "fwctl",
    title: "remote procedure calls of devices' firmware",
    kinds: &[Kind {
        name: "device",
        title: "firmware of a device, /dev/fwctl/fwctl0",
        operations: &[Symbol::of("fwctl", "fwctl_fops")],
        commands: &[COMMANDS, generic::COMMANDS],
        // The device's type is told by the driver of the device that fwctl's hangs below, which is not the
        // auxiliary driver that makes it. FWCTL_INFO would say it, but only in its result.
        by_driver: &[
            ("mlx5_core", &[MLX5]),
            ("cxl_mem", &[CXL]),
            ("bnxt_en", &[BNXT]),
            ("pds_core", &[PDS]),
        ],
        sysfs: &[Sysfs::all("fwctl")],
        kernels: "6.15 and newer, with CONFIG_FWCTL",
        proven: true,
        ..Kind::NONE
    }],
};

const UAPI: &str = "fwctl/fwctl.h";

const COMMANDS: &[Command] = &[
    Command::of(FWCTL_INFO, Class::Driver),
    Command::of(FWCTL_RPC, Class::Unknown).with(&RPC),
];

const MLX5: &[Command] = &[Command::of(FWCTL_RPC, Class::Unknown).with(&mlx5::RPC)];
const CXL: &[Command] = &[Command::of(FWCTL_RPC, Class::Unknown).with(&cxl::RPC)];
const BNXT: &[Command] = &[Command::of(FWCTL_RPC, Class::Unknown).with(&bnxt::RPC)];
const PDS: &[Command] = &[Command::of(FWCTL_RPC, Class::Unknown)
    .with(&RPC)
    .leading_to(&pds::REQUEST)];

/// What is said of a device whose driver has no table of its own: the scope, and the opcode as a number.
/// So it is of pds, too: `fwctl/pds.h` says where the operation and its endpoint are, and names none.
const RPC: Argument = Argument {
    sub: &by_scope(SubCommands::new("", &[]).ranges(PAYLOAD)),
    second: Some("scope"),
    ..Argument::new(REQUEST)
};

/// struct fwctl_rpc up to `in`: size, scope, in_len, out_len. The request that it points to begins, for
/// every driver, with 16 bits that tell what the device shall do: of mlx5 a big-endian opcode, of CXL, pds
/// and bnxt (`drivers/fwctl`) the little-endian opcode or its lower half.
pub(super) const REQUEST: ArgumentSpec = ArgumentSpec {
    sub: Field::at(0, 16).pointed(),
    second: Field::at(4, 32),
    amount: [Field::at(8, 32), Field::at(12, 32)],
    pointer: 4,
    pointed: 32,
    pointed_length: Field::at(8, 32),
    ..ArgumentSpec::new(24)
};

/// Names of requests in each scope. The scope stands first whatever the driver is, so that a rule about a
/// scope is about every device. Outside of the scopes that the header defines no request has a name: nobody
/// knows what it may do there.
const fn by_scope(requests: SubCommands) -> [SubCommands; 5] {
    [
        scope("configuration", 0, requests),
        scope("debug-read-only", 1, requests),
        scope("debug-write", 2, requests),
        scope("debug-write-full", 3, requests),
        SubCommands {
            swapped: requests.swapped,
            // The kernel side does not know the driver: where a request of CXL says which feature it is for is
            // read of all. So it is here for all, and what a rule says of it holds before the driver is known.
            details: cxl::FEATURES,
            ..SubCommands::new("undefined-scope", &[])
        },
    ]
}

const fn scope(group: &'static str, scope: u32, requests: SubCommands) -> SubCommands {
    SubCommands { group, ..requests }.when(When::is(scope))
}

const PAYLOAD: &[CodeRange] = &[CodeRange {
    source: UAPI,
    class: Class::Opaque,
    codes: 0..=0xffff,
    name: "request",
    note: Some("the scope is checked, the payload is the firmware's"),
}];

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::decode::{Decoded, Given, decode};

    #[test]
    fn a_request_is_opaque_in_every_scope() {
        for (scope, name) in (0..).zip([
            "configuration.request",
            "debug-read-only.request",
            "debug-write.request",
            "debug-write-full.request",
        ]) {
            let found = RPC.name(0x0508, scope).expect("a scope has a name");
            assert_eq!((&*found.name, found.class), (name, Class::Opaque));
            assert!(found.shared, "the opcode tells requests apart");
        }
        let other = RPC.name(0x0508, 4).expect("a name");
        assert_eq!(
            (&*other.name, other.class),
            ("undefined-scope.0x508", Class::Unknown)
        );
    }

    /// A request of 32 bytes to a driver's device, taken apart.
    fn request(driver: Option<&str>, pointed: &[u8; 32]) -> Decoded {
        let mut argument = [0; 32];
        argument[8] = 32;
        let given = Given {
            entry: entry::IOCTL,
            number: FWCTL_RPC.number,
            argument: &argument,
            pointed,
            ..Given::default()
        };
        decode(&FAMILY.kinds[0], driver, &given)
    }

    #[test]
    fn a_driver_s_table_names_its_requests() {
        let named = |driver, opcode: u16, third| {
            let mut pointed = [0; 32];
            pointed[..2].copy_from_slice(&opcode.to_ne_bytes());
            pointed[24..28].copy_from_slice(&u32::to_be_bytes(third));
            let named = request(Some(driver), &pointed).named;
            let detail = named.detail.map(|(detail, _)| detail.name.into_owned());
            (named.sub.map(|sub| sub.name.into_owned()), detail)
        };
        let query = u16::from_be(0x0100);
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(
            named("mlx5_core", query, 0),
            (name("configuration.query-hca-cap"), None)
        );
        assert_eq!(
            named("cxl_mem", 0x0501, 0xb8ba_b969),
            (name("configuration.get-feature"), name("error-check-scrub"))
        );
        assert_eq!(
            named("bnxt_en", 0x0016, 0),
            (name("configuration.func-qcfg"), None)
        );
        assert_eq!(
            named("pds_core", 0x0501, 0xb8ba_b969).0,
            name("configuration.request")
        );
    }

    #[test]
    fn names_of_every_driver_begin_with_the_scope() {
        let own = FAMILY.kinds[0].by_driver.iter();
        let own = own.flat_map(|(_, tables)| tables.iter().copied().flatten());
        let arguments = COMMANDS
            .iter()
            .chain(own)
            .filter_map(|known| known.argument);
        let mut seen = 0;
        for argument in arguments {
            for (second, scope) in (0..).zip([
                "configuration.",
                "debug-read-only.",
                "debug-write.",
                "debug-write-full.",
                "undefined-scope.",
            ]) {
                let applying = argument.applying(second).expect("names");
                let named = applying.meanings().map(|meaning| *meaning.codes.start());
                // One that no table names, too.
                for code in named.chain([0x0b99]) {
                    let found = argument.name(code, second).expect("a name");
                    assert!(found.name.starts_with(scope), "{}", found.name);
                    seen += 1;
                }
            }
        }
        assert!(seen > 1000, "{seen}");
    }

    #[test]
    fn a_request_of_pds_says_which_endpoint_it_is_for() {
        let mut pointed = [0; 32];
        pointed[..2].copy_from_slice(&0x0501_u16.to_le_bytes());
        pointed[4] = 7;
        pointed[12] = 64;
        pointed[24] = 1;
        let decoded = request(Some("pds_core"), &pointed);
        let value = |path| {
            let found = decoded.fields.iter().find(|field| field.path == path);
            found.map(|field| field.value.to_string())
        };
        assert_eq!(value("in->in.ep").as_deref(), Some("7"));
        assert_eq!(value("in->in.op").as_deref(), Some("1281 (0x501)"));
        assert_eq!(decoded.rest.len(), 1, "what the structure does not cover");
        assert_eq!((decoded.rest[0].offset, decoded.rest[0].bytes[0]), (24, 1));
        let other = request(None, &pointed);
        assert!(other.fields.iter().all(|field| field.path != "in->in.ep"));
    }

    #[test]
    fn fields_lie_where_the_structure_has_them() {
        let layout = FWCTL_RPC.takes.expect("a structure");
        let at = |path: &str| {
            let member = layout.members.iter().find(|member| member.path == path);
            member.map(|member| member.offset / 4)
        };
        let word = |field: Field| Some(u16::from(field.word));
        assert_eq!(at("scope"), word(REQUEST.second));
        assert_eq!([at("in_len"), at("out_len")], REQUEST.amount.map(word));
        assert_eq!(at("in_len"), word(REQUEST.pointed_length));
        assert_eq!(at("in"), Some(u16::from(REQUEST.pointer)));
    }
}
