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
