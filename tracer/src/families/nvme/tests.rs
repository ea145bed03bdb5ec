//! What holds for NVMe.

use tracer_common::count::entry;

use super::*;
use crate::families::tests::number;

fn named(number: u32, code: u32) -> (String, Class) {
    let command = FAMILY.kinds[0]
        .command(entry::IOCTL, number)
        .expect("a known command");
    let sub = command
        .argument
        .expect("a passthrough command")
        .name(code, 1)
        .expect("a sub-command");
    (sub.name.into_owned(), sub.class)
}

#[test]
fn a_32_bit_process_has_a_number_of_its_own() {
    assert_eq!(
        number(&[COMMANDS], "NVME_IOCTL_SUBMIT_IO32"),
        Some(0x402c_4e42)
    );
}

#[test]
fn an_opcode_has_one_name_by_every_entry() {
    let name = |kind: usize, entry, number, code| {
        let command = FAMILY.kinds[kind].command(entry, number)?;
        Some(command.argument(entry)?.name(code, 1)?.name)
    };
    for (entry, number) in [
        (entry::IOCTL, 0xc048_4e41),
        (entry::COMPAT_IOCTL, 0xc048_4e41),
        (entry::URING_CMD, 0xc048_4e82),
        (entry::URING_CMD, 0xc048_4e83),
    ] {
        assert_eq!(name(0, entry, number, 6), Some("admin.identify".into()));
    }
    for number in [0xc048_4e80, 0xc048_4e81] {
        assert_eq!(name(1, entry::URING_CMD, number, 2), Some("io.read".into()));
    }
}

#[test]
fn admin_opcodes_have_names_and_classes() {
    let admin = |code| named(0xc048_4e41, code);
    assert_eq!(admin(0x06), ("admin.identify".into(), Class::Standard));
    assert_eq!(admin(0x02), ("admin.get-log-page".into(), Class::Standard));
    assert_eq!(admin(0x7f), ("admin.fabrics".into(), Class::Standard));
    assert_eq!(admin(0x3f), ("admin.0x3f".into(), Class::Unknown));
    assert_eq!(admin(0xbf), ("admin.0xbf".into(), Class::Unknown));
    assert_eq!(admin(0xc0), ("admin.vendor".into(), Class::Opaque));
    assert_eq!(admin(0xff), ("admin.vendor".into(), Class::Opaque));
    assert_eq!(named(0xc050_4e47, 0x06), admin(0x06));
}

#[test]
fn io_opcodes_have_names_and_classes() {
    for number in [
        0x4030_4e42,
        0x402c_4e42,
        0xc048_4e43,
        0xc050_4e48,
        0xc050_4e49,
    ] {
        assert_eq!(named(number, 0x02), ("io.read".into(), Class::Standard));
        assert_eq!(named(number, 0x7e), ("io.0x7e".into(), Class::Unknown));
        assert_eq!(named(number, 0x80), ("io.vendor".into(), Class::Opaque));
        assert_eq!(named(number, 0xff), ("io.vendor".into(), Class::Opaque));
    }
}

#[test]
fn only_arguments_with_a_length_have_an_amount() {
    let amounts: Vec<_> = COMMANDS
        .iter()
        .filter(|command| command.argument.is_some())
        .map(|command| {
            (
                command.name,
                command.argument.is_some_and(Argument::has_amount),
            )
        })
        .collect();
    assert_eq!(
        amounts,
        [
            ("NVME_IOCTL_ADMIN_CMD", true),
            ("NVME_IOCTL_SUBMIT_IO", false),
            ("NVME_IOCTL_IO_CMD", true),
            ("NVME_IOCTL_ADMIN64_CMD", true),
            ("NVME_IOCTL_IO64_CMD", true),
            ("NVME_IOCTL_IO64_CMD_VEC", false),
            ("NVME_IOCTL_SUBMIT_IO32", false),
        ]
    );
}

#[test]
fn fields_lie_where_the_structure_has_them() {
    let words: [u32; 10] = [0xabcd_0006, 0xffff_ffff, 0, 0, 0, 0, 0, 0, 8, 4096];
    let take = |field: Field| field.extract(words[usize::from(field.word)]);
    assert_eq!(take(PASSTHRU_SPEC.sub), 6);
    assert_eq!(take(PASSTHRU_SPEC.second), u32::MAX);
    assert_eq!(PASSTHRU_SPEC.amount.map(take), [8, 4096]);
}

#[test]
fn logs_features_and_structures_have_names() {
    let told = |code, value| {
        let detail = ADMIN.detail(code, 0, value).expect("it is told apart");
        (detail.name.into_owned(), detail.class)
    };
    for (code, value, name, class) in [
        (0x02, 0x02, "smart-health-information", Class::Standard),
        (0x02, 0xc0, "vendor", Class::Opaque),
        (0x02, 0x33, "0x33", Class::Unknown),
        (0x06, 0x01, "controller", Class::Standard),
        (0x09, 0x06, "volatile-write-cache", Class::Standard),
        (0x0a, 0xff, "vendor", Class::Opaque),
        (0x09, 0x20, "key-value-configuration", Class::Standard),
        (0x0a, 0x21, "controller-data-queue", Class::Standard),
        (0x0a, 0x22, "0x22", Class::Unknown),
        (0x10, 0x03, "replace-and-activate-now", Class::Standard),
        (0x14, 0x0e, "vendor", Class::Opaque),
        (0x19, 0x0102, "streams-release-resources", Class::Standard),
        (0x1a, 0x0102, "streams-get-status", Class::Standard),
        (0x1a, 0x0f02, "vendor", Class::Opaque),
        (0x7f, 0x01, "connect", Class::Standard),
        (0x80, 0x02, "cryptographic-erase", Class::Standard),
        (0x82, 0x01, "tcg-1", Class::Standard),
    ] {
        assert_eq!(told(code, value), (name.to_owned(), class));
    }
    assert_eq!(ADMIN.detail(0x11, 0, 1), None);
    let told = IO.detail(0x79, 1, 4).expect("a zone send action");
    assert_eq!((told.name.as_ref(), told.class), ("reset", Class::Standard));
    assert_eq!(SUBMIT_IO.detail(0x79, 0, 4), None);
}

#[test]
fn details_lie_where_the_specification_has_them() {
    let mut words = [0; 14];
    // Directive send: type 1, operation 2. Format: secure erase setting 2. Zone send: action 4.
    words[11] = 0x0000_0102;
    words[10] = 2 << 9;
    words[13] = 0x104;
    let told = |argument: &Argument, code, name| {
        let mut details = argument.sub.iter().flat_map(|sub| sub.details);
        let detail = details.find(|detail| detail.sub == code);
        let field = detail.expect("a detail").field;
        let value = field.extract(words[usize::from(field.word)]);
        let told = argument.detail(code, 0, value).expect("it is told apart");
        assert_eq!(told.name, name);
    };
    told(&ADMIN, 0x19, "streams-release-resources");
    told(&ADMIN, 0x80, "cryptographic-erase");
    told(&IO, 0x79, "reset");
}
