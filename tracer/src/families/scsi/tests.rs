//! What holds for SCSI.

use tracer_common::count::entry;

use super::*;
use crate::families::{
    Detail,
    decode::{Given, decode},
    tests::number,
};

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
    let generic = ["sg", "bsg", "disk", "optical", "tape"];
    for kind in generic {
        let name = |code| named(kind, 0x2285, code, 0);
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
fn an_ata_command_is_looked_for_inside() {
    let told = |argument: &Argument, code, value| {
        let detail = argument.detail(code, 0, value).expect("an ATA command");
        (detail.name.into_owned(), detail.class)
    };
    for code in [0x85, 0xa1] {
        assert_eq!(named("sg", 0x2285, code, 0).1, Class::Unknown);
        assert_eq!(
            told(&HEADER_V3, code, 0xec),
            ("identify-device".into(), Class::Standard)
        );
        assert_eq!(
            told(&HEADER_V3, code, 0xfa),
            ("vendor".into(), Class::Opaque)
        );
    }
    // Of 32 bytes: the service action, and the command.
    let long = |code| HEADER_V3.detail(0x7f, 0, code).expect("a CDB");
    for (command, name, class) in [
        (0xec, "identify-device", Class::Standard),
        (0xfa, "vendor", Class::Opaque),
    ] {
        let told = long(0x1ff0 << 16 | command);
        assert_eq!((told.name.as_ref(), told.class), (name, class));
    }
    let cdb = |bytes: &mut [u8; 32], action: u16, command| {
        (bytes[0], bytes[25]) = (0x7f, command);
        bytes[8..10].copy_from_slice(&action.to_be_bytes());
        let mut header = [0; 88];
        (header[0], header[8]) = (b'S', 32);
        let given = Given {
            entry: entry::IOCTL,
            number: 0x2285,
            argument: &header,
            pointed: bytes,
            ..Given::default()
        };
        let kind = FAMILY.kinds.iter().find(|kind| kind.name == "sg");
        let decoded = decode(kind.expect("a kind"), None, &given);
        decoded
            .named
            .detail
            .map(|(detail, code)| (detail.name.into_owned(), code))
    };
    let mut bytes = [0; 32];
    let identify = ("identify-device".to_owned(), 0x1ff0_00ec);
    assert_eq!(cdb(&mut bytes, 0x1ff0, 0xec), Some(identify));
    assert_eq!(cdb(&mut bytes, 9, 0xec), Some(("read-32".to_owned(), 9)));
    assert_eq!(long(9).name, "read-32");
    assert_eq!(long(0x1ff0_00d4).source, None);
    let smart = [
        ("HDIO_DRIVE_CMD", [0x00d0_01b0, 0]),
        ("HDIO_DRIVE_TASK", [0x0000_d0b0, 0]),
        ("HDIO_DRIVE_TASKFILE", [0, 0xb000_0000]),
    ];
    for (name, words) in smart {
        let command = ATA.iter().find(|command| command.name == name).expect(name);
        let argument = command.argument.expect("it carries one");
        let code = argument.spec.sub;
        assert_eq!(code.extract(words[usize::from(code.word)]), 0xb0, "{name}");
        let sub = argument.name(0xb0, 0).expect("an ATA command");
        assert_eq!(
            (sub.name.as_ref(), sub.class),
            ("ata.smart", Class::Standard)
        );
        for detail in details(argument, 0xb0) {
            assert_eq!(detail.field.extract(words[0]), 0xd0, "{name}");
            assert_eq!(told(argument, 0xb0, 0xd0).0, "read-data");
        }
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
        named("bsg", 0x2285, 0x40, 2),
        ("transport.smp".into(), Class::Standard)
    );
    assert_eq!(
        named("bsg", 0x2285, 0xff, 2),
        ("transport.vendor".into(), Class::Opaque)
    );
    let smp = |function| {
        let detail = transport::HEADER_V4.detail(0x40, 2, function);
        detail.map(|detail| (detail.name.into_owned(), detail.class))
    };
    assert_eq!(smp(0x10), Some(("discover".into(), Class::Standard)));
    assert_eq!(smp(0xc1), Some(("vendor".into(), Class::Opaque)));
    let page = transport::HEADER_V4.detail(0x12, 0, 0x183).expect("a page");
    assert_eq!(page.name, "device-identification");
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
    assert_eq!(transport::HEADER_V4.spec.pointer, 4);
    assert_eq!(transport::HEADER_V4.spec.pointed_length.word, 3);
    assert_eq!(
        transport::HEADER_V4.spec.amount.map(|field| field.word),
        [15, 17]
    );
    assert_eq!(transport::HEADER_V4.spec.guard, 0x51);
    assert_eq!(GENERIC_COMMAND_SPEC.amount[0].word, 6);
}

#[test]
fn a_32_bit_process_has_its_own_header() {
    for kind in FAMILY.kinds[..5].iter().filter(|kind| kind.name != "bsg") {
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
fn numbers_of_raid_controllers_are_those_of_their_drivers() {
    let number = |name| number(&[megaraid::COMMANDS, mpt::COMMANDS, CCISS], name);
    assert_eq!(number("MEGASAS_IOC_FIRMWARE"), Some(0xc194_4d01));
    assert_eq!(number("MEGASAS_IOC_FIRMWARE32"), Some(0xc114_4d01));
    assert_eq!(number("MEGASAS_IOC_GET_AEN"), Some(0x400c_4d03));
    assert_eq!(number("MPT3COMMAND"), Some(0xc048_4c14));
    assert_eq!(number("MPT3COMMAND32"), Some(0xc038_4c14));
    assert_eq!(number("MPT3DIAGREGISTER"), Some(0xc078_4c1a));
    assert_eq!(number("CCISS_PASSTHRU32"), Some(0xc054_420b));
    assert_eq!(number("CCISS_BIG_PASSTHRU32"), Some(0xc058_4212));
}

/// What tells commands of one code apart.
fn details(argument: &Argument, code: u32) -> impl Iterator<Item = &'static Detail> {
    let all = argument.sub.iter().flat_map(|sub| sub.details);
    all.filter(move |detail| detail.sub == code)
}

/// What a spec takes out of an argument: the sub-command, what tells it apart, and the amount.
fn taken(argument: &Argument, spec: &ArgumentSpec, bytes: &[u8]) -> (u32, Option<u32>, u32) {
    let field = |field: Field, from: u8| {
        let at = (usize::from(field.word) + usize::from(from)) * 4;
        let word: [u8; 4] = bytes[at..at + 4].try_into().expect("a word");
        field.extract(u32::from_le_bytes(word))
    };
    let code = field(spec.sub, 0);
    let detail = details(argument, code).next();
    let amounts = spec.amount.iter().filter(|amount| amount.bits > 0);
    (
        code,
        detail.map(|detail| field(detail.field, spec.sub.word)),
        amounts.map(|&amount| field(amount, 0)).sum(),
    )
}

#[test]
fn a_megaraid_frame_is_told_by_its_command_and_what_that_carries() {
    let argument = megaraid::COMMANDS[0].argument.expect("a frame");
    let [_, any] = argument.alternatives else {
        panic!("logical reads, logical writes, all others");
    };
    let mut packet = [0; 404];
    packet[20] = 4;
    packet[40..44].copy_from_slice(&96u32.to_le_bytes());
    packet[52] = 0x12;
    assert_eq!(taken(argument, any, &packet), (4, Some(0x12), 96));
    let told = |code, value| {
        let detail = argument.detail(code, 0, value).expect("a detail");
        (detail.name.into_owned(), detail.class)
    };
    assert_eq!(told(4, 0x12), ("scsi.inquiry".into(), Class::Standard));
    packet[20] = 5;
    packet[44..48].copy_from_slice(&0x0101_0000u32.to_le_bytes());
    assert_eq!(taken(argument, any, &packet), (5, Some(0x0101_0000), 96));
    assert_eq!(
        told(5, 0x0101_0000),
        ("controller-get-info".into(), Class::Driver)
    );
    for code in [0, 0x0101_0001, 0x0300_0000, u32::MAX] {
        assert_eq!(told(5, code), ("vendor".into(), Class::Opaque), "{code:#x}");
    }
    // A number of blocks is no amount.
    packet[20] = 1;
    assert_eq!(argument.spec.guard, 1);
    assert_eq!(taken(argument, &argument.spec, &packet), (1, None, 0));
}

#[test]
fn an_mpi_message_is_told_by_its_function() {
    let mut command = [0; 72];
    command[52..56].copy_from_slice(&512u32.to_le_bytes());
    command[71] = 0x12;
    let argument = mpt::COMMANDS[1].argument.expect("a message");
    assert_eq!(taken(argument, &argument.spec, &command), (0x12, None, 512));
    let mut short = [0; 56];
    short[40..44].copy_from_slice(&512u32.to_le_bytes());
    short[55] = 0x12;
    let argument = mpt::COMMANDS[2].argument.expect("a message");
    assert_eq!(taken(argument, &argument.spec, &short), (0x12, None, 512));
    let class = |code| argument.name(code, 0).map(|sub| sub.class);
    assert_eq!(class(0x03), Some(Class::Driver));
    assert_eq!(class(0xf0), Some(Class::Opaque));
}

#[test]
fn a_smart_array_command_is_a_cdb_or_a_message() {
    let command = CCISS
        .iter()
        .find(|command| command.name == "CCISS_PASSTHRU");
    let argument = command.and_then(|command| command.argument).expect("a CDB");
    let mut bytes = [0; 88];
    bytes[12] = 0x26;
    bytes[18] = 0x11;
    bytes[76] = 0x80;
    assert_eq!(
        taken(argument, &argument.spec, &bytes),
        (0x26, Some(0x11), 0x80)
    );
    let told = argument.detail(0x26, 0, 0x11).expect("a BMIC command");
    assert_eq!(
        (told.name.as_ref(), told.class),
        ("identify-controller", Class::Driver)
    );
    let named = |code, kind| argument.name(code, kind).expect("a name").name;
    assert_eq!(named(0x12, 0), "scsi.inquiry");
    assert_eq!(named(0x01, 1), "message.reset");
}
