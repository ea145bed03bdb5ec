//! Trusted execution environments (`drivers/tee/tee_core.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{Argument, Class, Command, Family, Kind, Symbol, Sysfs, generic};
use crate::uapi::tee;

/// The family.
pub const FAMILY: Family = Family {
    name: "tee",
    title: "trusted execution environments",
    kinds: &[Kind {
        name: "environment",
        title: "environment, /dev/tee0, /dev/teepriv0",
        operations: &[Symbol::of("tee", "tee_fops")],
        commands: &[&COMMANDS, generic::COMMANDS],
        sysfs: &[Sysfs::all("tee")],
        ..Kind::NONE
    }],
};

const COMMANDS: [Command; 11] = Command::all_but(
    tee::ALL,
    Class::Standard,
    [
        Command::of(tee::TEE_IOC_INVOKE, Class::Opaque)
            .with(&FUNCTION)
            .class(Class::Opaque, APPLICATION_S),
        Command::of(tee::TEE_IOC_OBJECT_INVOKE, Class::Opaque)
            .with(&OPERATION)
            .class(Class::Opaque, APPLICATION_S),
    ],
);

const APPLICATION_S: Option<&str> = Some("the trusted application or object defines it");

/// struct tee_ioctl_buf_data points to struct tee_ioctl_invoke_arg, which begins with func.
const FUNCTION: Argument = Argument::new(ArgumentSpec {
    pointer: 0,
    pointed: 4,
    sub: Field::at(0, 32).pointed(),
    ..ArgumentSpec::new(16)
});

/// Or to struct tee_ioctl_object_invoke_arg: id, op.
const OPERATION: Argument = Argument::new(ArgumentSpec {
    pointer: 0,
    pointed: 12,
    sub: Field::at(8, 32).pointed(),
    ..ArgumentSpec::new(16)
});

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::{
        families::decode::{Given, decode},
        uapi::Ioctl,
    };

    #[test]
    fn what_is_invoked_lies_behind_the_buffer() {
        let code = |ioctl: Ioctl, pointed: &[u8]| {
            let given = Given {
                entry: entry::IOCTL,
                number: ioctl.number,
                argument: &[0, 0x10, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 0],
                pointed,
                ..Given::default()
            };
            let named = decode(&FAMILY.kinds[0], None, &given).named;
            (named.sub_code, named.class)
        };
        // struct tee_ioctl_invoke_arg: func, session; struct tee_ioctl_object_invoke_arg: id, op.
        let invoked = [7, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0];
        assert_eq!(
            code(tee::TEE_IOC_INVOKE, &invoked),
            (Some(7), Class::Opaque)
        );
        assert_eq!(
            code(tee::TEE_IOC_OBJECT_INVOKE, &invoked),
            (Some(9), Class::Opaque)
        );
        assert_eq!(code(tee::TEE_IOC_VERSION, &invoked).1, Class::Standard);
    }
}
