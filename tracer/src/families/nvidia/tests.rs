//! What holds for NVIDIA's modules.

use tracer_common::count::entry;

use super::*;

const DEVICE: &Kind = &FAMILY.kinds[0];

fn command(number: u32) -> &'static Command {
    DEVICE
        .command(entry::IOCTL, number & DEVICE.command_mask)
        .expect("a command")
}

#[test]
fn an_escape_is_told_by_its_lowest_byte() {
    for (number, name) in [
        (0xc020_462a, "NV_ESC_RM_CONTROL"),
        (0xc020_462b, "NV_ESC_RM_ALLOC"),
        (0xc030_462b, "NV_ESC_RM_ALLOC"),
        (0xc010_46d3, "NV_ESC_IOCTL_XFER_CMD"),
        (0xc048_46d2, "NV_ESC_CHECK_VERSION_STR"),
        (0xc010_6d00, "NVKMS_IOCTL_IOWR"),
    ] {
        assert_eq!(command(number).name, name);
    }
}

#[test]
fn members_lie_where_the_specs_have_them() {
    let at = |number, path: &str| {
        let layout = command(number).takes.expect("a structure");
        let member = layout.members.iter().find(|member| member.path == path);
        member.map(|member| member.offset / 4)
    };
    let [amount, _] = CONTROL.spec.amount;
    assert_eq!(at(0xc020_462a, "cmd"), Some(CONTROL.spec.sub.word.into()));
    assert_eq!(at(0xc020_462a, "paramsSize"), Some(amount.word.into()));
    for number in [0xc020_462b, 0xc030_462b] {
        assert_eq!(at(number, "hClass"), Some(OBJECT.spec.sub.word.into()));
    }
}

/// The words of NVOS54_PARAMETERS with a control.
fn control_words(cmd: u32) -> [u32; 8] {
    [0xc1d0_0001, 0xcaf0_0002, cmd, 0, 0, 0, 24, 0]
}

/// What the kernel side takes from an argument.
fn fields(argument: &Argument, words: &[u32]) -> (u32, u32, u32) {
    let field = |field: Field| match field.bits {
        0 => 0,
        _ => field.extract(words[usize::from(field.word)]),
    };
    let ArgumentSpec {
        sub,
        second,
        amount: [amount, _],
        ..
    } = argument.spec;
    (field(sub), field(second), field(amount))
}

#[test]
fn a_control_is_named_by_its_class_s_header() {
    let control = command(0xc020_462a);
    let argument = control.argument.expect("an argument");
    for (cmd, name, class) in [
        (
            0x0000_0101,
            "nv0000.system-get-build-version",
            Class::Driver,
        ),
        (0x2080_0102, "nv2080.gpu-get-info-v2", Class::Driver),
        (0x0080_0201, "nv0080.gpu-get-classlist", Class::Driver),
        (0x2080_8001, "nv2080.firmware", Class::Opaque),
        // With the legacy mask, and documented all the same.
        (
            0x2080_8513,
            "nv2080.thermal-system-execute-v2-physical",
            Class::Driver,
        ),
    ] {
        let (sub, second, amount) = fields(argument, &control_words(cmd));
        assert_eq!((sub, second, amount), (cmd, cmd >> 16, 24));
        let named = argument.name(sub, second).expect("its class is known");
        assert_eq!((&*named.name, named.class), (name, class));
    }
    // Without a name it is as open as the command: the vendor's.
    let unnamed = argument
        .name(0x2080_7fff, 0x2080)
        .expect("its class is known");
    assert_eq!(unnamed.class, Class::Unknown);
    assert_eq!(argument.name(0x1234_0001, 0x1234), None);
    assert_eq!(control.class, Class::Opaque);
}

#[test]
fn an_object_is_named_by_its_class() {
    for number in [0xc020_462b, 0xc030_462b, 0x4627, 0x4628, 0x4654] {
        let argument = command(number).argument.expect("an argument");
        let (sub, ..) = fields(argument, &[1, 2, 3, 0xc6c0]);
        let named = argument.name(sub, 0).expect("a name");
        assert_eq!(
            (&*named.name, named.class),
            ("ampere-compute-a", Class::Driver)
        );
    }
}

#[test]
fn an_escape_behind_a_pointer_is_named_too() {
    let argument = command(0xc010_46d3).argument.expect("an argument");
    let named = argument.name(RM_CONTROL, 0).expect("a name");
    let detail = argument
        .detail(RM_CONTROL, 0, 0x2080_0102)
        .expect("a detail");
    assert_eq!(
        (&*named.name, &*detail.name),
        ("rm-control", "gpu-get-info-v2")
    );
    let detail = argument.detail(RM_ALLOC, 0, 0x2080).expect("a detail");
    assert_eq!(detail.name, "nv20-subdevice-0");
    assert_eq!(argument.detail(0x4e, 0, 0), None);
    for detail in argument.details() {
        assert!(detail.2.flags & Field::POINTED != 0);
        assert!(u16::from(detail.2.word) < u16::from(argument.spec.pointed) / 4);
    }
}

#[test]
fn escapes_have_one_name_each_way() {
    let codes = TRANSFERRED.codes.iter();
    for (code, name) in codes {
        let escape = command(*code)
            .name
            .strip_prefix("NV_ESC_")
            .expect("an escape");
        assert_eq!(escape.to_lowercase().replace('_', "-"), *name);
    }
}

#[test]
fn every_control_is_in_the_table_of_its_class() {
    let mut controls = 0;
    for sub in controls::CONTROLS {
        let class = sub.when.expect("a class").value;
        for meaning in sub.meanings() {
            assert_eq!(meaning.codes.start() >> 16, class, "{}", meaning.name);
            assert_eq!(meaning.codes.end() >> 16, class, "{}", meaning.name);
        }
        assert_eq!(sub.group, format!("nv{class:04x}"));
        controls += sub
            .tables
            .iter()
            .map(|table| table.codes.len())
            .sum::<usize>();
    }
    let flat: usize = controls::TABLES.iter().map(|table| table.codes.len()).sum();
    assert_eq!((controls, flat), (1613, 1613));
}

#[test]
fn unified_memory_has_plain_numbers() {
    let kind = &FAMILY.kinds[1];
    let name = |number| {
        kind.command(entry::IOCTL, number)
            .map(|command| command.name)
    };
    assert_eq!(name(37), Some("UVM_REGISTER_GPU"));
    assert_eq!(name(0x3000_0001), Some("UVM_INITIALIZE"));
    assert_eq!(name(75), Some("UVM_MM_INITIALIZE"));
}

#[test]
fn mode_setting_says_what_to_do_in_its_structure() {
    let argument = command(0xc010_6d00).argument.expect("an argument");
    let (sub, _, amount) = fields(argument, &[9, 4096]);
    let named = argument.name(sub, 0).expect("a name");
    assert_eq!((&*named.name, amount), ("set-mode", 4096));
}
