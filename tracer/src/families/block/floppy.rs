//! Floppy disks, and commands to their controller as they are (`drivers/block/floppy.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use crate::{
    families::{Argument, Class, CodeRange, CodeTable, Command, SubCommands},
    uapi::fd,
};

/// What their driver answers.
pub(super) const COMMANDS: &[Command] = &TABLE;

/// FDGETMEDIAPRM and the like are other names for the numbers of these.
const TABLE: [Command; 25] = Command::all_but(
    [
        fd::FDGETPRM,
        fd::FDGETMAXERRS,
        fd::FDGETDRVTYP,
        fd::FDGETDRVPRM,
        fd::FDGETDRVSTAT,
        fd::FDPOLLDRVSTAT,
        fd::FDGETFDCSTAT,
        fd::FDWERRORGET,
        fd::FDCLRPRM,
        fd::FDSETPRM,
        fd::FDDEFPRM,
        fd::FDMSGON,
        fd::FDMSGOFF,
        fd::FDFMTBEG,
        fd::FDFMTTRK,
        fd::FDFMTEND,
        fd::FDSETEMSGTRESH,
        fd::FDFLUSH,
        fd::FDSETMAXERRS,
        fd::FDRESET,
        fd::FDWERRORCLR,
        fd::FDRAWCMD,
        fd::FDTWADDLE,
        fd::FDEJECT,
        fd::FDSETDRVPRM,
    ],
    Class::Driver,
    [Command::of(fd::FDRAWCMD, Class::Unknown).with(&RAW)],
);

/// struct floppy_raw_cmd: flags, three addresses, length, phys_length, buffer_length, rate, cmd_count, cmd.
/// The first of several commands stands for all. The driver takes it in this layout from 32-bit processes,
/// too.
const RAW: Argument = Argument {
    sub: &[SubCommands::new(
        "controller",
        &[CodeTable {
            source: SOURCE,
            class: Class::Standard,
            note: None,
            codes: &[
                (0x03, "specify"),
                (0x04, "sense-drive-status"),
                (0x07, "recalibrate"),
                (0x08, "sense-interrupt-status"),
                (0x0e, "dump-registers"),
                (0x0f, "seek"),
                (0x10, "version"),
                (0x12, "perpendicular-mode"),
                (0x13, "configure"),
                (0x14, "unlock"),
                (0x18, "part-id"),
                (0x27, "power-down"),
                (0x2e, "save"),
                (0x33, "option"),
                (0x4e, "restore"),
                (0x8e, "drive-specification"),
                (0x94, "lock"),
            ],
        }],
    )
    .ranges(FORMS)],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(54, 8),
        amount: [Field::at(32, 32), Field::ABSENT],
        ..ArgumentSpec::new(56)
    })
};

const SOURCE: &str = "Intel 82077AA and 82078 data sheets; linux/fdreg.h";

/// Commands whose upper bits say how they are done: on both sides, in which density, whether sectors that are
/// marked as deleted are skipped.
const FORMS: &[CodeRange] = &[
    form(0x02, "read-track"),
    form(0x22, "read-track"),
    form(0x42, "read-track"),
    form(0x62, "read-track"),
    form(0x05, "write-data"),
    form(0x45, "write-data"),
    form(0x85, "write-data"),
    form(0xc5, "write-data"),
    form(0x06, "read-data"),
    form(0x26, "read-data"),
    form(0x46, "read-data"),
    form(0x66, "read-data"),
    form(0x86, "read-data"),
    form(0xa6, "read-data"),
    form(0xc6, "read-data"),
    form(0xe6, "read-data"),
    form(0x09, "write-deleted-data"),
    form(0x49, "write-deleted-data"),
    form(0x89, "write-deleted-data"),
    form(0xc9, "write-deleted-data"),
    form(0x0a, "read-id"),
    form(0x4a, "read-id"),
    form(0xea, "read-id"),
    form(0x0c, "read-deleted-data"),
    form(0x2c, "read-deleted-data"),
    form(0x4c, "read-deleted-data"),
    form(0x6c, "read-deleted-data"),
    form(0x8c, "read-deleted-data"),
    form(0xac, "read-deleted-data"),
    form(0xcc, "read-deleted-data"),
    form(0xec, "read-deleted-data"),
    form(0x0d, "format-track"),
    form(0x4d, "format-track"),
];

const fn form(code: u32, name: &'static str) -> CodeRange {
    CodeRange {
        source: SOURCE,
        class: Class::Standard,
        codes: code..=code,
        name,
        note: None,
    }
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use crate::families::{
        Class, block,
        decode::{Given, decode},
    };

    #[test]
    fn a_raw_command_is_the_controller_s() {
        let mut argument = [0; 88];
        argument[32] = 2;
        for (byte, name) in [
            // Read data, of both sides, MFM; recalibrate; format in MFM.
            (0xc6, "controller.read-data"),
            (0x07, "controller.recalibrate"),
            (0x27, "controller.power-down"),
            (0x4d, "controller.format-track"),
            (0x94, "controller.lock"),
        ] {
            argument[54] = byte;
            let given = Given {
                entry: entry::IOCTL,
                number: 0x258,
                argument: &argument,
                ..Given::default()
            };
            let mut kinds = block::FAMILY.kinds.iter();
            let kind = kinds.find(|kind| kind.name == "floppy").expect("a kind");
            let decoded = decode(kind, None, &given);
            let sub = decoded.named.sub.map(|sub| sub.name.into_owned());
            assert_eq!(sub.as_deref(), Some(name));
            assert_eq!(
                (decoded.named.class, decoded.amount),
                (Class::Standard, Some(2))
            );
        }
    }
}
