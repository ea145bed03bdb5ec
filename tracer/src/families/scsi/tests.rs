//! What holds for SCSI.

use tracer_common::count::entry;

use super::*;

fn named(kind: &str, number: u32, code: u32, second: u32) -> (String, Class) {
    let kind = FAMILY
        .kinds
        .iter()
        .find(|known| known.name == kind)
        .expect("a kind");
    let command = kind.command(entry::IOCTL, number).expect("a known command");
    let sub = command
        .argument
        .expect("a passthrough command")
        .name(code, second)
        .expect("a sub-command");
    (sub.name.into_owned(), sub.class)
}

#[test]
fn opcodes_have_names_and_classes_on_every_file() {
    for kind in FAMILY.kinds {
        let name = |code| named(kind.name, 0x2285, code, 0);
        assert_eq!(name(0x12), ("scsi.inquiry".into(), Class::Standard));
        assert_ne!(name(0xbf).1, Class::Opaque);
        assert_eq!(name(0xc0), ("scsi.vendor".into(), Class::Opaque));
        assert_eq!(name(0xff), ("scsi.vendor".into(), Class::Opaque));
        assert_eq!(
            name(0x85),
            ("scsi.ata-pass-through-16".into(), Class::Unknown)
        );
        assert_eq!(name(0x70), ("scsi.0x70".into(), Class::Unknown));
    }
}

#[test]
fn a_code_means_what_the_device_type_makes_of_it() {
    assert_eq!(named("disk", 0x2285, 0x1b, 0).0, "scsi.start-stop-unit");
    assert_eq!(named("tape", 0x2285, 0x1b, 0).0, "scsi.load-unload");
    assert_eq!(named("sg", 0x2285, 0xa1, 0).0, "scsi.ata-pass-through-12");
    assert_eq!(named("optical", 0x2285, 0xa1, 0).0, "scsi.blank");
    assert_eq!(named("sg", 0x2285, 0x46, 0).0, "scsi.get-configuration");
}

#[test]
fn what_carries_an_ata_command_is_not_called_open() {
    for name in ["HDIO_DRIVE_CMD", "HDIO_DRIVE_TASK"] {
        let command = ATA.iter().find(|command| command.name == name).expect(name);
        assert_eq!(command.class, Class::Unknown);
    }
    for code in [0x85, 0xa1] {
        assert_eq!(named("sg", 0x2285, code, 0).1, Class::Unknown);
    }
}

#[test]
fn only_one_subprotocol_of_bsg_carries_cdbs() {
    assert_eq!(named("bsg", 0x2285, 0x12, 0).0, "scsi.inquiry");
    assert_eq!(
        named("bsg", 0x2285, 0x12, 1),
        ("task-management.0x12".into(), Class::Unknown)
    );
    assert_eq!(
        named("bsg", 0x2285, 0xc0, 2),
        ("transport.0xc0".into(), Class::Unknown)
    );
}

#[test]
fn other_ways_to_send_a_cdb_name_it_too() {
    assert_eq!(named("sg", 0x0001, 0x12, 0).0, "scsi.inquiry");
    assert_eq!(
        named("optical", 0x5393, 0x46, 0).0,
        "scsi.get-configuration"
    );
}

#[test]
fn fields_lie_where_the_structures_have_them() {
    assert_eq!(HEADER_V3_SPEC.pointer, 6);
    assert_eq!(
        HEADER_V3_SPEC.pointed_length,
        Field {
            word: 2,
            shift: 0,
            bits: 8,
            flags: 0
        }
    );
    assert_eq!(HEADER_V3_SPEC.amount[0].word, 3);
    assert_eq!(HEADER_V3_SPEC.guard, 0x53);
    assert_eq!(HEADER_V4.spec.pointer, 4);
    assert_eq!(HEADER_V4.spec.pointed_length.word, 3);
    assert_eq!(HEADER_V4.spec.amount.map(|field| field.word), [15, 17]);
    assert_eq!(HEADER_V4.spec.guard, 0x51);
    assert_eq!(GENERIC_COMMAND_SPEC.amount[0].word, 6);
}

#[test]
fn a_32_bit_process_has_its_own_header() {
    for kind in FAMILY.kinds.iter().filter(|kind| kind.name != "bsg") {
        let command = kind.command(entry::COMPAT_IOCTL, 0x2285).expect("SG_IO");
        let argument = command.argument(entry::COMPAT_IOCTL).expect("an argument");
        assert_eq!(argument.spec, HEADER_V3_SPEC_32, "{}", kind.name);
        let native = command.argument(entry::IOCTL).expect("an argument");
        assert_eq!(native.spec, HEADER_V3_SPEC, "{}", kind.name);
    }
    assert_eq!(HEADER_V3_SPEC_32.pointer, 5);
}

#[test]
fn a_written_command_is_told_by_its_second_word() {
    let new: i32 = -1;
    let second = u32::from_ne_bytes(new.to_ne_bytes());
    assert_eq!(second & WRITTEN.spec.guard_mask, WRITTEN.spec.guard);
    assert_ne!(36 & WRITTEN.spec.guard_mask, WRITTEN.spec.guard);
    assert_eq!(WRITTEN.alternatives[0].sub.word, 9);
}

#[test]
fn an_io_uring_command_of_any_number_has_a_cdb() {
    let bsg = FAMILY.kinds.iter().find(|kind| kind.name == "bsg");
    for number in [0, 0x2285, 7] {
        let found = bsg.and_then(|kind| kind.command(entry::URING_CMD, number));
        assert_eq!(found.map(|found| found.name), Some("bsg_uring_cmd"));
    }
    assert_eq!(URING_V4.spec.amount.map(|field| field.word), [10, 14]);
}

#[test]
fn tape_numbers_are_those_of_the_header() {
    let numbers: Vec<_> = TAPE.iter().map(|command| command.number).collect();
    assert_eq!(numbers, [0x4008_6d01, 0x8030_6d02, 0x8008_6d03]);
}
