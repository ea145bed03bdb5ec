//! KVM: virtual machines and their processors (`virt/kvm`, `arch/x86/kvm`).

use super::{
    Class, Command, Entries, Family, Kind, Symbol, Sysfs, Via, generic,
    ioctl::{io, ior, iow, iowr},
};

/// The family. Its numbers are those of x86-64: other architectures' structures have other sizes.
pub const FAMILY: Family = Family {
    name: "kvm",
    title: "virtual machines",
    kinds: &[
        Kind {
            name: "system",
            title: "the hypervisor, /dev/kvm",
            operations: &[kvm("kvm_chardev_ops")],
            commands: &[SYSTEM, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "kvm")],
            ..Kind::NONE
        },
        Kind {
            name: "machine",
            title: "virtual machines",
            via: Via::Alike,
            operations: &[kvm("kvm_vm_fops")],
            link: Some("anon_inode:kvm-vm"),
            commands: &[MACHINE, DEVICE, generic::COMMANDS],
            ..Kind::NONE
        },
        Kind {
            name: "processor",
            title: "processors of virtual machines",
            via: Via::Alike,
            operations: &[kvm("kvm_vcpu_fops")],
            link: Some("anon_inode:kvm-vcpu"),
            commands: &[PROCESSOR, DEVICE, generic::COMMANDS],
            ..Kind::NONE
        },
        Kind {
            name: "device",
            title: "devices of virtual machines that the kernel emulates",
            via: Via::Alike,
            operations: &[kvm("kvm_device_fops")],
            link: Some("anon_inode:kvm-vfio"),
            commands: &[DEVICE, generic::COMMANDS],
            ..Kind::NONE
        },
    ],
};

const fn kvm(name: &'static str) -> Symbol {
    Symbol::of("kvm", name)
}

const UAPI: &str = "linux/kvm.h, Documentation/virt/kvm/api.rst";
/// KVMIO
const KVM: u8 = 0xae;

const fn standard(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI)
}

/// What /dev/kvm answers.
const SYSTEM: &[Command] = &[
    standard("KVM_GET_API_VERSION", io(KVM, 0x00)),
    standard("KVM_CREATE_VM", io(KVM, 0x01)),
    standard("KVM_GET_MSR_INDEX_LIST", iowr(KVM, 0x02, 4)),
    standard("KVM_GET_MSR_FEATURE_INDEX_LIST", iowr(KVM, 0x0a, 4)),
    standard("KVM_CHECK_EXTENSION", io(KVM, 0x03)),
    standard("KVM_GET_VCPU_MMAP_SIZE", io(KVM, 0x04)),
    standard("KVM_GET_SUPPORTED_CPUID", iowr(KVM, 0x05, 8)),
    standard("KVM_GET_EMULATED_CPUID", iowr(KVM, 0x09, 8)),
    standard("KVM_X86_GET_MCE_CAP_SUPPORTED", ior(KVM, 0x9d, 8)),
    standard("KVM_GET_SUPPORTED_HV_CPUID", iowr(KVM, 0xc1, 8)),
    standard("KVM_GET_MSRS", iowr(KVM, 0x88, 8)),
    standard("KVM_GET_DEVICE_ATTR", iow(KVM, 0xe2, 24)),
    standard("KVM_HAS_DEVICE_ATTR", iow(KVM, 0xe3, 24)),
];

/// What a virtual machine answers.
const MACHINE: &[Command] = &[
    standard("KVM_CHECK_EXTENSION", io(KVM, 0x03)),
    standard("KVM_CREATE_VCPU", io(KVM, 0x41)),
    standard("KVM_GET_DIRTY_LOG", iow(KVM, 0x42, 16)),
    standard("KVM_SET_NR_MMU_PAGES", io(KVM, 0x44)),
    standard("KVM_GET_NR_MMU_PAGES", io(KVM, 0x45)),
    standard("KVM_SET_USER_MEMORY_REGION", iow(KVM, 0x46, 32)),
    standard("KVM_SET_TSS_ADDR", io(KVM, 0x47)),
    standard("KVM_SET_IDENTITY_MAP_ADDR", iow(KVM, 0x48, 8)),
    standard("KVM_SET_USER_MEMORY_REGION2", iow(KVM, 0x49, 160)),
    standard("KVM_CREATE_IRQCHIP", io(KVM, 0x60)),
    standard("KVM_IRQ_LINE", iow(KVM, 0x61, 8)),
    standard("KVM_GET_IRQCHIP", iowr(KVM, 0x62, 520)),
    standard("KVM_SET_IRQCHIP", ior(KVM, 0x63, 520)),
    standard("KVM_CREATE_PIT", io(KVM, 0x64)),
    standard("KVM_GET_PIT", iowr(KVM, 0x65, 72)),
    standard("KVM_SET_PIT", ior(KVM, 0x66, 72)),
    standard("KVM_REGISTER_COALESCED_MMIO", iow(KVM, 0x67, 16)),
    standard("KVM_UNREGISTER_COALESCED_MMIO", iow(KVM, 0x68, 16)),
    standard("KVM_IRQ_LINE_STATUS", iowr(KVM, 0x67, 8)),
    standard("KVM_SET_GSI_ROUTING", iow(KVM, 0x6a, 8)),
    standard("KVM_REINJECT_CONTROL", io(KVM, 0x71)),
    standard("KVM_IRQFD", iow(KVM, 0x76, 32)),
    standard("KVM_CREATE_PIT2", iow(KVM, 0x77, 64)),
    standard("KVM_SET_BOOT_CPU_ID", io(KVM, 0x78)),
    standard("KVM_IOEVENTFD", iow(KVM, 0x79, 64)),
    standard("KVM_XEN_HVM_CONFIG", iow(KVM, 0x7a, 56)),
    standard("KVM_SET_CLOCK", iow(KVM, 0x7b, 48)),
    standard("KVM_GET_CLOCK", ior(KVM, 0x7c, 48)),
    standard("KVM_GET_PIT2", ior(KVM, 0x9f, 112)),
    standard("KVM_SET_PIT2", iow(KVM, 0xa0, 112)),
    standard("KVM_SIGNAL_MSI", iow(KVM, 0xa5, 32)),
    standard("KVM_GET_TSC_KHZ", io(KVM, 0xa3)),
    standard("KVM_SET_TSC_KHZ", io(KVM, 0xa2)),
    standard("KVM_ENABLE_CAP", iow(KVM, 0xa3, 104)),
    standard("KVM_SET_PMU_EVENT_FILTER", iow(KVM, 0xb2, 32)),
    standard("KVM_MEMORY_ENCRYPT_OP", iowr(KVM, 0xba, 8)),
    standard("KVM_MEMORY_ENCRYPT_REG_REGION", ior(KVM, 0xbb, 16)),
    standard("KVM_MEMORY_ENCRYPT_UNREG_REGION", ior(KVM, 0xbc, 16)),
    standard("KVM_HYPERV_EVENTFD", iow(KVM, 0xbd, 24)),
    standard("KVM_CLEAR_DIRTY_LOG", iowr(KVM, 0xc0, 24)),
    standard("KVM_X86_SET_MSR_FILTER", iow(KVM, 0xc6, 392)),
    standard("KVM_X86_SET_MSR_FILTER_COMPAT", iow(KVM, 0xc6, 260)).by(Entries::COMPAT),
    standard("KVM_RESET_DIRTY_RINGS", io(KVM, 0xc7)),
    standard("KVM_XEN_HVM_GET_ATTR", iowr(KVM, 0xc8, 72)),
    standard("KVM_XEN_HVM_SET_ATTR", iow(KVM, 0xc9, 72)),
    standard("KVM_GET_STATS_FD", io(KVM, 0xce)),
    standard("KVM_XEN_HVM_EVTCHN_SEND", iow(KVM, 0xd0, 12)),
    standard("KVM_SET_MEMORY_ATTRIBUTES", iow(KVM, 0xd2, 32)),
    standard("KVM_CREATE_GUEST_MEMFD", iowr(KVM, 0xd4, 64)),
    standard("KVM_CREATE_DEVICE", iowr(KVM, 0xe0, 12)),
];

/// What a processor answers.
const PROCESSOR: &[Command] = &[
    standard("KVM_RUN", io(KVM, 0x80)),
    standard("KVM_GET_REGS", ior(KVM, 0x81, 144)),
    standard("KVM_SET_REGS", iow(KVM, 0x82, 144)),
    standard("KVM_GET_SREGS", ior(KVM, 0x83, 312)),
    standard("KVM_SET_SREGS", iow(KVM, 0x84, 312)),
    standard("KVM_TRANSLATE", iowr(KVM, 0x85, 24)),
    standard("KVM_INTERRUPT", iow(KVM, 0x86, 4)),
    standard("KVM_GET_MSRS", iowr(KVM, 0x88, 8)),
    standard("KVM_SET_MSRS", iow(KVM, 0x89, 8)),
    standard("KVM_SET_CPUID", iow(KVM, 0x8a, 8)),
    standard("KVM_SET_SIGNAL_MASK", iow(KVM, 0x8b, 4)),
    standard("KVM_GET_FPU", ior(KVM, 0x8c, 416)),
    standard("KVM_SET_FPU", iow(KVM, 0x8d, 416)),
    standard("KVM_GET_LAPIC", ior(KVM, 0x8e, 1024)),
    standard("KVM_SET_LAPIC", iow(KVM, 0x8f, 1024)),
    standard("KVM_SET_CPUID2", iow(KVM, 0x90, 8)),
    standard("KVM_GET_CPUID2", iowr(KVM, 0x91, 8)),
    standard("KVM_TPR_ACCESS_REPORTING", iowr(KVM, 0x92, 40)),
    standard("KVM_SET_VAPIC_ADDR", iow(KVM, 0x93, 8)),
    standard("KVM_GET_MP_STATE", ior(KVM, 0x98, 4)),
    standard("KVM_SET_MP_STATE", iow(KVM, 0x99, 4)),
    standard("KVM_NMI", io(KVM, 0x9a)),
    standard("KVM_SET_GUEST_DEBUG", iow(KVM, 0x9b, 72)),
    standard("KVM_X86_SETUP_MCE", iow(KVM, 0x9c, 8)),
    standard("KVM_X86_GET_MCE_CAP_SUPPORTED", ior(KVM, 0x9d, 8)),
    standard("KVM_X86_SET_MCE", iow(KVM, 0x9e, 64)),
    standard("KVM_GET_VCPU_EVENTS", ior(KVM, 0x9f, 64)),
    standard("KVM_SET_VCPU_EVENTS", iow(KVM, 0xa0, 64)),
    standard("KVM_GET_DEBUGREGS", ior(KVM, 0xa1, 128)),
    standard("KVM_SET_DEBUGREGS", iow(KVM, 0xa2, 128)),
    standard("KVM_SET_TSC_KHZ", io(KVM, 0xa2)),
    standard("KVM_GET_TSC_KHZ", io(KVM, 0xa3)),
    standard("KVM_GET_XSAVE", ior(KVM, 0xa4, 4096)),
    standard("KVM_SET_XSAVE", iow(KVM, 0xa5, 4096)),
    standard("KVM_GET_XSAVE2", ior(KVM, 0xcf, 4096)),
    standard("KVM_GET_XCRS", ior(KVM, 0xa6, 392)),
    standard("KVM_SET_XCRS", iow(KVM, 0xa7, 392)),
    standard("KVM_ENABLE_CAP", iow(KVM, 0xa3, 104)),
    standard("KVM_GET_ONE_REG", iow(KVM, 0xab, 16)),
    standard("KVM_SET_ONE_REG", iow(KVM, 0xac, 16)),
    standard("KVM_GET_REG_LIST", iowr(KVM, 0xb0, 8)),
    standard("KVM_KVMCLOCK_CTRL", io(KVM, 0xad)),
    standard("KVM_SMI", io(KVM, 0xb7)),
    standard("KVM_GET_NESTED_STATE", iowr(KVM, 0xbe, 128)),
    standard("KVM_SET_NESTED_STATE", iow(KVM, 0xbf, 128)),
    standard("KVM_GET_SUPPORTED_HV_CPUID", iowr(KVM, 0xc1, 8)),
    standard("KVM_XEN_VCPU_GET_ATTR", iowr(KVM, 0xca, 72)),
    standard("KVM_XEN_VCPU_SET_ATTR", iow(KVM, 0xcb, 72)),
    standard("KVM_GET_SREGS2", ior(KVM, 0xcc, 320)),
    standard("KVM_SET_SREGS2", iow(KVM, 0xcd, 320)),
    standard("KVM_GET_STATS_FD", io(KVM, 0xce)),
    standard("KVM_PRE_FAULT_MEMORY", iowr(KVM, 0xd5, 64)),
    standard("KVM_MEMORY_ENCRYPT_OP", iowr(KVM, 0xba, 8)),
];

/// Attributes: what an emulated device answers, and machines and processors as well.
const DEVICE: &[Command] = &[
    standard("KVM_SET_DEVICE_ATTR", iow(KVM, 0xe1, 24)),
    standard("KVM_GET_DEVICE_ATTR", iow(KVM, 0xe2, 24)),
    standard("KVM_HAS_DEVICE_ATTR", iow(KVM, 0xe3, 24)),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families::tests::number;

    #[test]
    fn numbers_are_those_of_the_header() {
        for (table, name, expected) in [
            (SYSTEM, "KVM_GET_API_VERSION", 0xae00),
            (SYSTEM, "KVM_CREATE_VM", 0xae01),
            (SYSTEM, "KVM_GET_SUPPORTED_CPUID", 0xc008_ae05),
            (MACHINE, "KVM_CREATE_VCPU", 0xae41),
            (MACHINE, "KVM_SET_USER_MEMORY_REGION", 0x4020_ae46),
            (MACHINE, "KVM_SET_USER_MEMORY_REGION2", 0x40a0_ae49),
            (MACHINE, "KVM_REGISTER_COALESCED_MMIO", 0x4010_ae67),
            (MACHINE, "KVM_IRQFD", 0x4020_ae76),
            (MACHINE, "KVM_IOEVENTFD", 0x4040_ae79),
            (MACHINE, "KVM_X86_SET_MSR_FILTER", 0x4188_aec6),
            (MACHINE, "KVM_X86_SET_MSR_FILTER_COMPAT", 0x4104_aec6),
            (MACHINE, "KVM_CREATE_GUEST_MEMFD", 0xc040_aed4),
            (MACHINE, "KVM_CREATE_DEVICE", 0xc00c_aee0),
            (PROCESSOR, "KVM_RUN", 0xae80),
            (PROCESSOR, "KVM_GET_REGS", 0x8090_ae81),
            (PROCESSOR, "KVM_SET_SREGS", 0x4138_ae84),
            (PROCESSOR, "KVM_SET_CPUID2", 0x4008_ae90),
            (PROCESSOR, "KVM_SET_XSAVE", 0x5000_aea5),
            (PROCESSOR, "KVM_GET_XSAVE2", 0x9000_aecf),
            (DEVICE, "KVM_SET_DEVICE_ATTR", 0x4018_aee1),
        ] {
            assert_eq!(number(&[table], name), Some(expected), "{name}");
        }
    }
}
