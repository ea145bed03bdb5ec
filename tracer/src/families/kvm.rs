//! KVM: virtual machines and their processors (`virt/kvm`, `arch/x86/kvm`).

use super::{Class, Command, Entries, Family, Kind, Symbol, Sysfs, Via, generic, ioctl::iow};
use crate::uapi::kvm as header;

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
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "machine",
            title: "virtual machines",
            via: Via::Alike,
            operations: &[kvm("kvm_vm_fops")],
            links: &["anon_inode:kvm-vm"],
            commands: &[MACHINE, COMPAT, DEVICE, generic::COMMANDS],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "processor",
            title: "processors of virtual machines",
            via: Via::Alike,
            operations: &[kvm("kvm_vcpu_fops")],
            links: &["anon_inode:kvm-vcpu"],
            commands: &[PROCESSOR, DEVICE, generic::COMMANDS],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "device",
            title: "devices of virtual machines that the kernel emulates",
            via: Via::Alike,
            operations: &[kvm("kvm_device_fops")],
            links: &["anon_inode:kvm-vfio"],
            commands: &[DEVICE, generic::COMMANDS],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const fn kvm(name: &'static str) -> Symbol {
    Symbol::of("kvm", name)
}

/// What /dev/kvm answers.
const SYSTEM: &[Command] = &Command::all(
    [
        header::KVM_GET_API_VERSION,
        header::KVM_CREATE_VM,
        header::KVM_GET_MSR_INDEX_LIST,
        header::KVM_GET_MSR_FEATURE_INDEX_LIST,
        header::KVM_CHECK_EXTENSION,
        header::KVM_GET_VCPU_MMAP_SIZE,
        header::KVM_GET_SUPPORTED_CPUID,
        header::KVM_GET_EMULATED_CPUID,
        header::KVM_X86_GET_MCE_CAP_SUPPORTED,
        header::KVM_GET_SUPPORTED_HV_CPUID,
        header::KVM_GET_MSRS,
        header::KVM_GET_DEVICE_ATTR,
        header::KVM_HAS_DEVICE_ATTR,
    ],
    Class::Standard,
);

/// What a virtual machine answers.
const MACHINE: &[Command] = &Command::all(
    [
        header::KVM_CHECK_EXTENSION,
        header::KVM_CREATE_VCPU,
        header::KVM_GET_DIRTY_LOG,
        header::KVM_SET_NR_MMU_PAGES,
        header::KVM_GET_NR_MMU_PAGES,
        header::KVM_SET_USER_MEMORY_REGION,
        header::KVM_SET_TSS_ADDR,
        header::KVM_SET_IDENTITY_MAP_ADDR,
        header::KVM_SET_USER_MEMORY_REGION2,
        header::KVM_CREATE_IRQCHIP,
        header::KVM_IRQ_LINE,
        header::KVM_GET_IRQCHIP,
        header::KVM_SET_IRQCHIP,
        header::KVM_CREATE_PIT,
        header::KVM_GET_PIT,
        header::KVM_SET_PIT,
        header::KVM_REGISTER_COALESCED_MMIO,
        header::KVM_UNREGISTER_COALESCED_MMIO,
        header::KVM_IRQ_LINE_STATUS,
        header::KVM_SET_GSI_ROUTING,
        header::KVM_REINJECT_CONTROL,
        header::KVM_IRQFD,
        header::KVM_CREATE_PIT2,
        header::KVM_SET_BOOT_CPU_ID,
        header::KVM_IOEVENTFD,
        header::KVM_XEN_HVM_CONFIG,
        header::KVM_SET_CLOCK,
        header::KVM_GET_CLOCK,
        header::KVM_GET_PIT2,
        header::KVM_SET_PIT2,
        header::KVM_SIGNAL_MSI,
        header::KVM_GET_TSC_KHZ,
        header::KVM_SET_TSC_KHZ,
        header::KVM_ENABLE_CAP,
        header::KVM_SET_PMU_EVENT_FILTER,
        header::KVM_MEMORY_ENCRYPT_OP,
        header::KVM_MEMORY_ENCRYPT_REG_REGION,
        header::KVM_MEMORY_ENCRYPT_UNREG_REGION,
        header::KVM_HYPERV_EVENTFD,
        header::KVM_CLEAR_DIRTY_LOG,
        header::KVM_X86_SET_MSR_FILTER,
        header::KVM_RESET_DIRTY_RINGS,
        header::KVM_XEN_HVM_GET_ATTR,
        header::KVM_XEN_HVM_SET_ATTR,
        header::KVM_GET_STATS_FD,
        header::KVM_XEN_HVM_EVTCHN_SEND,
        header::KVM_SET_MEMORY_ATTRIBUTES,
        header::KVM_CREATE_GUEST_MEMFD,
        header::KVM_CREATE_DEVICE,
    ],
    Class::Standard,
);

/// What a processor answers.
const PROCESSOR: &[Command] = &Command::all(
    [
        header::KVM_RUN,
        header::KVM_GET_REGS,
        header::KVM_SET_REGS,
        header::KVM_GET_SREGS,
        header::KVM_SET_SREGS,
        header::KVM_TRANSLATE,
        header::KVM_INTERRUPT,
        header::KVM_GET_MSRS,
        header::KVM_SET_MSRS,
        header::KVM_SET_CPUID,
        header::KVM_SET_SIGNAL_MASK,
        header::KVM_GET_FPU,
        header::KVM_SET_FPU,
        header::KVM_GET_LAPIC,
        header::KVM_SET_LAPIC,
        header::KVM_SET_CPUID2,
        header::KVM_GET_CPUID2,
        header::KVM_TPR_ACCESS_REPORTING,
        header::KVM_SET_VAPIC_ADDR,
        header::KVM_GET_MP_STATE,
        header::KVM_SET_MP_STATE,
        header::KVM_NMI,
        header::KVM_SET_GUEST_DEBUG,
        header::KVM_X86_SETUP_MCE,
        header::KVM_X86_GET_MCE_CAP_SUPPORTED,
        header::KVM_X86_SET_MCE,
        header::KVM_GET_VCPU_EVENTS,
        header::KVM_SET_VCPU_EVENTS,
        header::KVM_GET_DEBUGREGS,
        header::KVM_SET_DEBUGREGS,
        header::KVM_SET_TSC_KHZ,
        header::KVM_GET_TSC_KHZ,
        header::KVM_GET_XSAVE,
        header::KVM_SET_XSAVE,
        header::KVM_GET_XSAVE2,
        header::KVM_GET_XCRS,
        header::KVM_SET_XCRS,
        header::KVM_ENABLE_CAP,
        header::KVM_GET_ONE_REG,
        header::KVM_SET_ONE_REG,
        header::KVM_GET_REG_LIST,
        header::KVM_KVMCLOCK_CTRL,
        header::KVM_SMI,
        header::KVM_GET_NESTED_STATE,
        header::KVM_SET_NESTED_STATE,
        header::KVM_GET_SUPPORTED_HV_CPUID,
        header::KVM_XEN_VCPU_GET_ATTR,
        header::KVM_XEN_VCPU_SET_ATTR,
        header::KVM_GET_SREGS2,
        header::KVM_SET_SREGS2,
        header::KVM_GET_STATS_FD,
        header::KVM_PRE_FAULT_MEMORY,
        header::KVM_MEMORY_ENCRYPT_OP,
    ],
    Class::Standard,
);

/// Attributes: what an emulated device answers, and machines and processors as well.
const DEVICE: &[Command] = &Command::all(
    [
        header::KVM_SET_DEVICE_ATTR,
        header::KVM_GET_DEVICE_ATTR,
        header::KVM_HAS_DEVICE_ATTR,
    ],
    Class::Standard,
);

/// In 32-bit processes struct kvm_msr_filter has pointers of 32 bits (`arch/x86/kvm/x86.c`).
const COMPAT: &[Command] = &[Command::plain(
    "KVM_X86_SET_MSR_FILTER_COMPAT",
    iow(0xae, 0xc6, 260),
    Class::Standard,
    "arch/x86/kvm/x86.c",
)
.by(Entries::COMPAT)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compat_form_has_its_number() {
        assert_eq!(COMPAT[0].number, 0x4104_aec6);
    }
}
