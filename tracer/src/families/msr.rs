//! Model-specific registers of x86 processors (`arch/x86/kernel/msr.c`).

use super::{
    Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic, ioctl::iowr,
};

/// The family.
pub const FAMILY: Family = Family {
    name: "msr",
    title: "model-specific registers of processors",
    kinds: &[Kind {
        name: "processor",
        title: "registers of a processor, /dev/cpu/0/msr",
        operations: &[msr("msr_fops")],
        // The offset is the register.
        selector: Some(0),
        commands: &[COMMANDS, REGISTERS, generic::COMMANDS],
        // The kernel's library has functions of the same names.
        probes: &[
            Probe::new(Call::Read, msr("msr_read").near("msr_open")),
            Probe::new(Call::Write, msr("msr_write").near("msr_open")),
        ],
        sysfs: &[Sysfs::all("msr")],
        proven: true,
        ..Kind::NONE
    }],
};

const fn msr(name: &'static str) -> Symbol {
    Symbol::of("msr", name)
}

const UAPI: &str = "asm/msr.h, msr(4)";
const MANUAL: &str = "Intel 64 and IA-32 Architectures Software Developer's Manual, volume 4; AMD64 \
                      Architecture Programmer's Manual, volume 2";

/// Both pass all eight general registers, as AMD's registers with a passcode want.
const COMMANDS: &[Command] = &[
    Command::plain(
        "X86_IOC_RDMSR_REGS",
        iowr(b'c', 0xa0, 32),
        Class::Driver,
        UAPI,
    ),
    Command::plain(
        "X86_IOC_WRMSR_REGS",
        iowr(b'c', 0xa1, 32),
        Class::Driver,
        UAPI,
    ),
];

/// Registers that tools are known to read and write; others show their number.
const REGISTERS: &[Command] = &[
    register("ia32-time-stamp-counter", 0x10),
    register("ia32-apic-base", 0x1b),
    register("ia32-feature-control", 0x3a),
    register("ia32-spec-ctrl", 0x48),
    register("ia32-bios-updt-trig", 0x79),
    register("ia32-bios-sign-id", 0x8b),
    register("platform-info", 0xce),
    register("ia32-arch-capabilities", 0x10a),
    register("ia32-mcg-cap", 0x179),
    register("ia32-mcg-status", 0x17a),
    register("ia32-perf-status", 0x198),
    register("ia32-perf-ctl", 0x199),
    register("ia32-therm-interrupt", 0x19b),
    register("ia32-therm-status", 0x19c),
    register("ia32-misc-enable", 0x1a0),
    register("temperature-target", 0x1a2),
    register("misc-feature-control", 0x1a4),
    register("ia32-energy-perf-bias", 0x1b0),
    register("ia32-package-therm-status", 0x1b1),
    register("ia32-debugctl", 0x1d9),
    register("ia32-perf-global-ctrl", 0x38f),
    register("rapl-power-unit", 0x606),
    register("pkg-power-limit", 0x610),
    register("pkg-energy-status", 0x611),
    register("dram-energy-status", 0x619),
    register("pp0-energy-status", 0x639),
    register("ia32-pm-enable", 0x770),
    register("ia32-hwp-capabilities", 0x771),
    register("ia32-hwp-request", 0x774),
    register("ia32-efer", 0xc000_0080),
    register("ia32-star", 0xc000_0081),
    register("ia32-lstar", 0xc000_0082),
    register("amd-rapl-power-unit", 0xc001_0299),
    register("amd-core-energy-status", 0xc001_029a),
    register("amd-pkg-energy-status", 0xc001_029b),
];

const fn register(name: &'static str, number: u32) -> Command {
    Command::passthrough(name, number, MANUAL, &generic::TRANSFER)
        .by(Entries::TRANSFER)
        .class(Class::Standard, None)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;

    #[test]
    fn a_register_is_a_command() {
        let kind = &FAMILY.kinds[0];
        let name = |number| kind.command(entry::READ, number).map(|found| found.name);
        assert_eq!(name(0x10), Some("ia32-time-stamp-counter"));
        assert_eq!(name(0xc000_0080), Some("ia32-efer"));
        assert_eq!(name(0x1234), Some("read"));
        assert_eq!(COMMANDS[0].number, 0xc020_63a0);
    }
}
