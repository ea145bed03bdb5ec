//! `linux/kvm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/kvm.h";

/// 0xae00
pub const KVM_GET_API_VERSION: Ioctl = ioctl(FROM, "KVM_GET_API_VERSION", 0xae00);
/// 0xae01
pub const KVM_CREATE_VM: Ioctl = ioctl(FROM, "KVM_CREATE_VM", 0xae01);
/// 0xc004ae02
pub const KVM_GET_MSR_INDEX_LIST: Ioctl = taking(FROM, "KVM_GET_MSR_INDEX_LIST", 0xc004ae02, &LAYOUT_KVM_MSR_LIST);
/// 0xae03
pub const KVM_CHECK_EXTENSION: Ioctl = ioctl(FROM, "KVM_CHECK_EXTENSION", 0xae03);
/// 0xae04
pub const KVM_GET_VCPU_MMAP_SIZE: Ioctl = ioctl(FROM, "KVM_GET_VCPU_MMAP_SIZE", 0xae04);
/// 0xc008ae05
pub const KVM_GET_SUPPORTED_CPUID: Ioctl = taking(FROM, "KVM_GET_SUPPORTED_CPUID", 0xc008ae05, &LAYOUT_KVM_CPUID2);
/// 0xae06
pub const KVM_S390_ENABLE_SIE: Ioctl = ioctl(FROM, "KVM_S390_ENABLE_SIE", 0xae06);
/// 0xc008ae09
pub const KVM_GET_EMULATED_CPUID: Ioctl = taking(FROM, "KVM_GET_EMULATED_CPUID", 0xc008ae09, &LAYOUT_KVM_CPUID2);
/// 0xc004ae0a
pub const KVM_GET_MSR_FEATURE_INDEX_LIST: Ioctl = taking(FROM, "KVM_GET_MSR_FEATURE_INDEX_LIST", 0xc004ae0a, &LAYOUT_KVM_MSR_LIST);
/// 0xae41
pub const KVM_CREATE_VCPU: Ioctl = ioctl(FROM, "KVM_CREATE_VCPU", 0xae41);
/// 0x4010ae42
pub const KVM_GET_DIRTY_LOG: Ioctl = taking(FROM, "KVM_GET_DIRTY_LOG", 0x4010ae42, &LAYOUT_KVM_DIRTY_LOG);
/// 0xae44
pub const KVM_SET_NR_MMU_PAGES: Ioctl = ioctl(FROM, "KVM_SET_NR_MMU_PAGES", 0xae44);
/// 0xae45
pub const KVM_GET_NR_MMU_PAGES: Ioctl = ioctl(FROM, "KVM_GET_NR_MMU_PAGES", 0xae45);
/// 0x4020ae46
pub const KVM_SET_USER_MEMORY_REGION: Ioctl = taking(FROM, "KVM_SET_USER_MEMORY_REGION", 0x4020ae46, &LAYOUT_KVM_USERSPACE_MEMORY_REGION);
/// 0xae47
pub const KVM_SET_TSS_ADDR: Ioctl = ioctl(FROM, "KVM_SET_TSS_ADDR", 0xae47);
/// 0x4008ae48
pub const KVM_SET_IDENTITY_MAP_ADDR: Ioctl = taking(FROM, "KVM_SET_IDENTITY_MAP_ADDR", 0x4008ae48, &LAYOUT___U64);
/// 0x40a0ae49
pub const KVM_SET_USER_MEMORY_REGION2: Ioctl = taking(FROM, "KVM_SET_USER_MEMORY_REGION2", 0x40a0ae49, &LAYOUT_KVM_USERSPACE_MEMORY_REGION2);
/// 0x4008ae52
pub const KVM_S390_VCPU_FAULT: Ioctl = taking(FROM, "KVM_S390_VCPU_FAULT", 0x4008ae52, &LAYOUT_LONG_UNSIGNED_INT);
/// 0xc010ae53
pub const KVM_S390_KEYOP: Ioctl = taking(FROM, "KVM_S390_KEYOP", 0xc010ae53, &LAYOUT_KVM_S390_KEYOP);
/// 0xae60
pub const KVM_CREATE_IRQCHIP: Ioctl = ioctl(FROM, "KVM_CREATE_IRQCHIP", 0xae60);
/// 0x4008ae61
pub const KVM_IRQ_LINE: Ioctl = taking(FROM, "KVM_IRQ_LINE", 0x4008ae61, &LAYOUT_KVM_IRQ_LEVEL);
/// 0xc208ae62
pub const KVM_GET_IRQCHIP: Ioctl = taking(FROM, "KVM_GET_IRQCHIP", 0xc208ae62, &LAYOUT_KVM_IRQCHIP);
/// 0x8208ae63
pub const KVM_SET_IRQCHIP: Ioctl = taking(FROM, "KVM_SET_IRQCHIP", 0x8208ae63, &LAYOUT_KVM_IRQCHIP);
/// 0xae64
pub const KVM_CREATE_PIT: Ioctl = ioctl(FROM, "KVM_CREATE_PIT", 0xae64);
/// 0xc048ae65
pub const KVM_GET_PIT: Ioctl = taking(FROM, "KVM_GET_PIT", 0xc048ae65, &LAYOUT_KVM_PIT_STATE);
/// 0x8048ae66
pub const KVM_SET_PIT: Ioctl = taking(FROM, "KVM_SET_PIT", 0x8048ae66, &LAYOUT_KVM_PIT_STATE);
/// 0x4010ae67
pub const KVM_REGISTER_COALESCED_MMIO: Ioctl = taking(FROM, "KVM_REGISTER_COALESCED_MMIO", 0x4010ae67, &LAYOUT_KVM_COALESCED_MMIO_ZONE);
/// 0xc008ae67
pub const KVM_IRQ_LINE_STATUS: Ioctl = taking(FROM, "KVM_IRQ_LINE_STATUS", 0xc008ae67, &LAYOUT_KVM_IRQ_LEVEL);
/// 0x4010ae68
pub const KVM_UNREGISTER_COALESCED_MMIO: Ioctl = taking(FROM, "KVM_UNREGISTER_COALESCED_MMIO", 0x4010ae68, &LAYOUT_KVM_COALESCED_MMIO_ZONE);
/// 0x4008ae6a
pub const KVM_SET_GSI_ROUTING: Ioctl = taking(FROM, "KVM_SET_GSI_ROUTING", 0x4008ae6a, &LAYOUT_KVM_IRQ_ROUTING);
/// 0xae71
pub const KVM_REINJECT_CONTROL: Ioctl = ioctl(FROM, "KVM_REINJECT_CONTROL", 0xae71);
/// 0x4020ae76
pub const KVM_IRQFD: Ioctl = taking(FROM, "KVM_IRQFD", 0x4020ae76, &LAYOUT_KVM_IRQFD);
/// 0x4040ae77
pub const KVM_CREATE_PIT2: Ioctl = taking(FROM, "KVM_CREATE_PIT2", 0x4040ae77, &LAYOUT_KVM_PIT_CONFIG);
/// 0xae78
pub const KVM_SET_BOOT_CPU_ID: Ioctl = ioctl(FROM, "KVM_SET_BOOT_CPU_ID", 0xae78);
/// 0x4040ae79
pub const KVM_IOEVENTFD: Ioctl = taking(FROM, "KVM_IOEVENTFD", 0x4040ae79, &LAYOUT_KVM_IOEVENTFD);
/// 0x4038ae7a
pub const KVM_XEN_HVM_CONFIG: Ioctl = taking(FROM, "KVM_XEN_HVM_CONFIG", 0x4038ae7a, &LAYOUT_KVM_XEN_HVM_CONFIG);
/// 0x4030ae7b
pub const KVM_SET_CLOCK: Ioctl = taking(FROM, "KVM_SET_CLOCK", 0x4030ae7b, &LAYOUT_KVM_CLOCK_DATA);
/// 0x8030ae7c
pub const KVM_GET_CLOCK: Ioctl = taking(FROM, "KVM_GET_CLOCK", 0x8030ae7c, &LAYOUT_KVM_CLOCK_DATA);
/// 0xae80
pub const KVM_RUN: Ioctl = ioctl(FROM, "KVM_RUN", 0xae80);
/// 0x8090ae81
pub const KVM_GET_REGS: Ioctl = taking(FROM, "KVM_GET_REGS", 0x8090ae81, &LAYOUT_KVM_REGS);
/// 0x4090ae82
pub const KVM_SET_REGS: Ioctl = taking(FROM, "KVM_SET_REGS", 0x4090ae82, &LAYOUT_KVM_REGS);
/// 0x8138ae83
pub const KVM_GET_SREGS: Ioctl = taking(FROM, "KVM_GET_SREGS", 0x8138ae83, &LAYOUT_KVM_SREGS);
/// 0x4138ae84
pub const KVM_SET_SREGS: Ioctl = taking(FROM, "KVM_SET_SREGS", 0x4138ae84, &LAYOUT_KVM_SREGS);
/// 0xc018ae85
pub const KVM_TRANSLATE: Ioctl = taking(FROM, "KVM_TRANSLATE", 0xc018ae85, &LAYOUT_KVM_TRANSLATION);
/// 0x4004ae86
pub const KVM_INTERRUPT: Ioctl = taking(FROM, "KVM_INTERRUPT", 0x4004ae86, &LAYOUT_KVM_INTERRUPT);
/// 0xc008ae88
pub const KVM_GET_MSRS: Ioctl = taking(FROM, "KVM_GET_MSRS", 0xc008ae88, &LAYOUT_KVM_MSRS);
/// 0x4008ae89
pub const KVM_SET_MSRS: Ioctl = taking(FROM, "KVM_SET_MSRS", 0x4008ae89, &LAYOUT_KVM_MSRS);
/// 0x4008ae8a
pub const KVM_SET_CPUID: Ioctl = taking(FROM, "KVM_SET_CPUID", 0x4008ae8a, &LAYOUT_KVM_CPUID);
/// 0x4004ae8b
pub const KVM_SET_SIGNAL_MASK: Ioctl = taking(FROM, "KVM_SET_SIGNAL_MASK", 0x4004ae8b, &LAYOUT_KVM_SIGNAL_MASK);
/// 0x81a0ae8c
pub const KVM_GET_FPU: Ioctl = taking(FROM, "KVM_GET_FPU", 0x81a0ae8c, &LAYOUT_KVM_FPU);
/// 0x41a0ae8d
pub const KVM_SET_FPU: Ioctl = taking(FROM, "KVM_SET_FPU", 0x41a0ae8d, &LAYOUT_KVM_FPU);
/// 0x8400ae8e
pub const KVM_GET_LAPIC: Ioctl = taking(FROM, "KVM_GET_LAPIC", 0x8400ae8e, &LAYOUT_KVM_LAPIC_STATE);
/// 0x4400ae8f
pub const KVM_SET_LAPIC: Ioctl = taking(FROM, "KVM_SET_LAPIC", 0x4400ae8f, &LAYOUT_KVM_LAPIC_STATE);
/// 0x4008ae90
pub const KVM_SET_CPUID2: Ioctl = taking(FROM, "KVM_SET_CPUID2", 0x4008ae90, &LAYOUT_KVM_CPUID2);
/// 0xc008ae91
pub const KVM_GET_CPUID2: Ioctl = taking(FROM, "KVM_GET_CPUID2", 0xc008ae91, &LAYOUT_KVM_CPUID2);
/// 0xc028ae92
pub const KVM_TPR_ACCESS_REPORTING: Ioctl = taking(FROM, "KVM_TPR_ACCESS_REPORTING", 0xc028ae92, &LAYOUT_KVM_TPR_ACCESS_CTL);
/// 0x4008ae93
pub const KVM_SET_VAPIC_ADDR: Ioctl = taking(FROM, "KVM_SET_VAPIC_ADDR", 0x4008ae93, &LAYOUT_KVM_VAPIC_ADDR);
/// 0x4008ae95
pub const KVM_S390_STORE_STATUS: Ioctl = taking(FROM, "KVM_S390_STORE_STATUS", 0x4008ae95, &LAYOUT_LONG_UNSIGNED_INT);
/// 0xae97
pub const KVM_S390_INITIAL_RESET: Ioctl = ioctl(FROM, "KVM_S390_INITIAL_RESET", 0xae97);
/// 0x8004ae98
pub const KVM_GET_MP_STATE: Ioctl = taking(FROM, "KVM_GET_MP_STATE", 0x8004ae98, &LAYOUT_KVM_MP_STATE);
/// 0x4004ae99
pub const KVM_SET_MP_STATE: Ioctl = taking(FROM, "KVM_SET_MP_STATE", 0x4004ae99, &LAYOUT_KVM_MP_STATE);
/// 0xae9a
pub const KVM_NMI: Ioctl = ioctl(FROM, "KVM_NMI", 0xae9a);
/// 0x4048ae9b
pub const KVM_SET_GUEST_DEBUG: Ioctl = taking(FROM, "KVM_SET_GUEST_DEBUG", 0x4048ae9b, &LAYOUT_KVM_GUEST_DEBUG);
/// 0x4008ae9c
pub const KVM_X86_SETUP_MCE: Ioctl = taking(FROM, "KVM_X86_SETUP_MCE", 0x4008ae9c, &LAYOUT___U64);
/// 0x8008ae9d
pub const KVM_X86_GET_MCE_CAP_SUPPORTED: Ioctl = taking(FROM, "KVM_X86_GET_MCE_CAP_SUPPORTED", 0x8008ae9d, &LAYOUT___U64);
/// 0x4040ae9e
pub const KVM_X86_SET_MCE: Ioctl = taking(FROM, "KVM_X86_SET_MCE", 0x4040ae9e, &LAYOUT_KVM_X86_MCE);
/// 0x8040ae9f
pub const KVM_GET_VCPU_EVENTS: Ioctl = taking(FROM, "KVM_GET_VCPU_EVENTS", 0x8040ae9f, &LAYOUT_KVM_VCPU_EVENTS);
/// 0x8070ae9f
pub const KVM_GET_PIT2: Ioctl = taking(FROM, "KVM_GET_PIT2", 0x8070ae9f, &LAYOUT_KVM_PIT_STATE2);
/// 0x4040aea0
pub const KVM_SET_VCPU_EVENTS: Ioctl = taking(FROM, "KVM_SET_VCPU_EVENTS", 0x4040aea0, &LAYOUT_KVM_VCPU_EVENTS);
/// 0x4070aea0
pub const KVM_SET_PIT2: Ioctl = taking(FROM, "KVM_SET_PIT2", 0x4070aea0, &LAYOUT_KVM_PIT_STATE2);
/// 0x8080aea1
pub const KVM_GET_DEBUGREGS: Ioctl = taking(FROM, "KVM_GET_DEBUGREGS", 0x8080aea1, &LAYOUT_KVM_DEBUGREGS);
/// 0xaea2
pub const KVM_SET_TSC_KHZ: Ioctl = ioctl(FROM, "KVM_SET_TSC_KHZ", 0xaea2);
/// 0x4080aea2
pub const KVM_SET_DEBUGREGS: Ioctl = taking(FROM, "KVM_SET_DEBUGREGS", 0x4080aea2, &LAYOUT_KVM_DEBUGREGS);
/// 0xaea3
pub const KVM_GET_TSC_KHZ: Ioctl = ioctl(FROM, "KVM_GET_TSC_KHZ", 0xaea3);
/// 0x4068aea3
pub const KVM_ENABLE_CAP: Ioctl = taking(FROM, "KVM_ENABLE_CAP", 0x4068aea3, &LAYOUT_KVM_ENABLE_CAP);
/// 0x9000aea4
pub const KVM_GET_XSAVE: Ioctl = taking(FROM, "KVM_GET_XSAVE", 0x9000aea4, &LAYOUT_KVM_XSAVE);
/// 0x4020aea5
pub const KVM_SIGNAL_MSI: Ioctl = taking(FROM, "KVM_SIGNAL_MSI", 0x4020aea5, &LAYOUT_KVM_MSI);
/// 0x5000aea5
pub const KVM_SET_XSAVE: Ioctl = taking(FROM, "KVM_SET_XSAVE", 0x5000aea5, &LAYOUT_KVM_XSAVE);
/// 0x8188aea6
pub const KVM_GET_XCRS: Ioctl = taking(FROM, "KVM_GET_XCRS", 0x8188aea6, &LAYOUT_KVM_XCRS);
/// 0x4188aea7
pub const KVM_SET_XCRS: Ioctl = taking(FROM, "KVM_SET_XCRS", 0x4188aea7, &LAYOUT_KVM_XCRS);
/// 0xc004aea7
pub const KVM_PPC_ALLOCATE_HTAB: Ioctl = taking(FROM, "KVM_PPC_ALLOCATE_HTAB", 0xc004aea7, &LAYOUT___U32);
/// 0x4010aeaa
pub const KVM_DIRTY_TLB: Ioctl = taking(FROM, "KVM_DIRTY_TLB", 0x4010aeaa, &LAYOUT_KVM_DIRTY_TLB);
/// 0x4010aeab
pub const KVM_ARM_SET_DEVICE_ADDR: Ioctl = taking(FROM, "KVM_ARM_SET_DEVICE_ADDR", 0x4010aeab, &LAYOUT_KVM_ARM_DEVICE_ADDR);
/// 0x4010aeab
pub const KVM_GET_ONE_REG: Ioctl = taking(FROM, "KVM_GET_ONE_REG", 0x4010aeab, &LAYOUT_KVM_ONE_REG);
/// 0x4010aeac
pub const KVM_SET_ONE_REG: Ioctl = taking(FROM, "KVM_SET_ONE_REG", 0x4010aeac, &LAYOUT_KVM_ONE_REG);
/// 0xaead
pub const KVM_KVMCLOCK_CTRL: Ioctl = ioctl(FROM, "KVM_KVMCLOCK_CTRL", 0xaead);
/// 0xc008aeb0
pub const KVM_GET_REG_LIST: Ioctl = taking(FROM, "KVM_GET_REG_LIST", 0xc008aeb0, &LAYOUT_KVM_REG_LIST);
/// 0x4020aeb2
pub const KVM_SET_PMU_EVENT_FILTER: Ioctl = taking(FROM, "KVM_SET_PMU_EVENT_FILTER", 0x4020aeb2, &LAYOUT_KVM_PMU_EVENT_FILTER);
/// 0xaeb3
pub const KVM_PPC_SVM_OFF: Ioctl = ioctl(FROM, "KVM_PPC_SVM_OFF", 0xaeb3);
/// 0xaeb7
pub const KVM_SMI: Ioctl = ioctl(FROM, "KVM_SMI", 0xaeb7);
/// 0xaeb8
pub const KVM_PPC_GET_COMPAT_CAPS: Ioctl = ioctl(FROM, "KVM_PPC_GET_COMPAT_CAPS", 0xaeb8);
/// 0xc008aeba
pub const KVM_MEMORY_ENCRYPT_OP: Ioctl = taking(FROM, "KVM_MEMORY_ENCRYPT_OP", 0xc008aeba, &LAYOUT_LONG_UNSIGNED_INT);
/// 0x8010aebb
pub const KVM_MEMORY_ENCRYPT_REG_REGION: Ioctl = taking(FROM, "KVM_MEMORY_ENCRYPT_REG_REGION", 0x8010aebb, &LAYOUT_KVM_ENC_REGION);
/// 0x8010aebc
pub const KVM_MEMORY_ENCRYPT_UNREG_REGION: Ioctl = taking(FROM, "KVM_MEMORY_ENCRYPT_UNREG_REGION", 0x8010aebc, &LAYOUT_KVM_ENC_REGION);
/// 0x4018aebd
pub const KVM_HYPERV_EVENTFD: Ioctl = taking(FROM, "KVM_HYPERV_EVENTFD", 0x4018aebd, &LAYOUT_KVM_HYPERV_EVENTFD);
/// 0xc080aebe
pub const KVM_GET_NESTED_STATE: Ioctl = taking(FROM, "KVM_GET_NESTED_STATE", 0xc080aebe, &LAYOUT_KVM_NESTED_STATE);
/// 0x4080aebf
pub const KVM_SET_NESTED_STATE: Ioctl = taking(FROM, "KVM_SET_NESTED_STATE", 0x4080aebf, &LAYOUT_KVM_NESTED_STATE);
/// 0xc018aec0
pub const KVM_CLEAR_DIRTY_LOG: Ioctl = taking(FROM, "KVM_CLEAR_DIRTY_LOG", 0xc018aec0, &LAYOUT_KVM_CLEAR_DIRTY_LOG);
/// 0xc008aec1
pub const KVM_GET_SUPPORTED_HV_CPUID: Ioctl = taking(FROM, "KVM_GET_SUPPORTED_HV_CPUID", 0xc008aec1, &LAYOUT_KVM_CPUID2);
/// 0x4004aec2
pub const KVM_ARM_VCPU_FINALIZE: Ioctl = taking(FROM, "KVM_ARM_VCPU_FINALIZE", 0x4004aec2, &LAYOUT_INT);
/// 0xaec3
pub const KVM_S390_NORMAL_RESET: Ioctl = ioctl(FROM, "KVM_S390_NORMAL_RESET", 0xaec3);
/// 0xaec4
pub const KVM_S390_CLEAR_RESET: Ioctl = ioctl(FROM, "KVM_S390_CLEAR_RESET", 0xaec4);
/// 0x4188aec6
pub const KVM_X86_SET_MSR_FILTER: Ioctl = taking(FROM, "KVM_X86_SET_MSR_FILTER", 0x4188aec6, &LAYOUT_KVM_MSR_FILTER);
/// 0xaec7
pub const KVM_RESET_DIRTY_RINGS: Ioctl = ioctl(FROM, "KVM_RESET_DIRTY_RINGS", 0xaec7);
/// 0xc048aec8
pub const KVM_XEN_HVM_GET_ATTR: Ioctl = taking(FROM, "KVM_XEN_HVM_GET_ATTR", 0xc048aec8, &LAYOUT_KVM_XEN_HVM_ATTR);
/// 0x4048aec9
pub const KVM_XEN_HVM_SET_ATTR: Ioctl = taking(FROM, "KVM_XEN_HVM_SET_ATTR", 0x4048aec9, &LAYOUT_KVM_XEN_HVM_ATTR);
/// 0xc048aeca
pub const KVM_XEN_VCPU_GET_ATTR: Ioctl = taking(FROM, "KVM_XEN_VCPU_GET_ATTR", 0xc048aeca, &LAYOUT_KVM_XEN_VCPU_ATTR);
/// 0x4048aecb
pub const KVM_XEN_VCPU_SET_ATTR: Ioctl = taking(FROM, "KVM_XEN_VCPU_SET_ATTR", 0x4048aecb, &LAYOUT_KVM_XEN_VCPU_ATTR);
/// 0x8140aecc
pub const KVM_GET_SREGS2: Ioctl = taking(FROM, "KVM_GET_SREGS2", 0x8140aecc, &LAYOUT_KVM_SREGS2);
/// 0x4140aecd
pub const KVM_SET_SREGS2: Ioctl = taking(FROM, "KVM_SET_SREGS2", 0x4140aecd, &LAYOUT_KVM_SREGS2);
/// 0xaece
pub const KVM_GET_STATS_FD: Ioctl = ioctl(FROM, "KVM_GET_STATS_FD", 0xaece);
/// 0x9000aecf
pub const KVM_GET_XSAVE2: Ioctl = taking(FROM, "KVM_GET_XSAVE2", 0x9000aecf, &LAYOUT_KVM_XSAVE);
/// 0x400caed0
pub const KVM_XEN_HVM_EVTCHN_SEND: Ioctl = taking(FROM, "KVM_XEN_HVM_EVTCHN_SEND", 0x400caed0, &LAYOUT_KVM_IRQ_ROUTING_XEN_EVTCHN);
/// 0x4020aed2
pub const KVM_SET_MEMORY_ATTRIBUTES: Ioctl = taking(FROM, "KVM_SET_MEMORY_ATTRIBUTES", 0x4020aed2, &LAYOUT_KVM_MEMORY_ATTRIBUTES);
/// 0xc040aed4
pub const KVM_CREATE_GUEST_MEMFD: Ioctl = taking(FROM, "KVM_CREATE_GUEST_MEMFD", 0xc040aed4, &LAYOUT_KVM_CREATE_GUEST_MEMFD);
/// 0xc040aed5
pub const KVM_PRE_FAULT_MEMORY: Ioctl = taking(FROM, "KVM_PRE_FAULT_MEMORY", 0xc040aed5, &LAYOUT_KVM_PRE_FAULT_MEMORY);
/// 0xc00caee0
pub const KVM_CREATE_DEVICE: Ioctl = taking(FROM, "KVM_CREATE_DEVICE", 0xc00caee0, &LAYOUT_KVM_CREATE_DEVICE);
/// 0x4018aee1
pub const KVM_SET_DEVICE_ATTR: Ioctl = taking(FROM, "KVM_SET_DEVICE_ATTR", 0x4018aee1, &LAYOUT_KVM_DEVICE_ATTR);
/// 0x4018aee2
pub const KVM_GET_DEVICE_ATTR: Ioctl = taking(FROM, "KVM_GET_DEVICE_ATTR", 0x4018aee2, &LAYOUT_KVM_DEVICE_ATTR);
/// 0x4018aee3
pub const KVM_HAS_DEVICE_ATTR: Ioctl = taking(FROM, "KVM_HAS_DEVICE_ATTR", 0x4018aee3, &LAYOUT_KVM_DEVICE_ATTR);

/// Each of them.
pub const ALL: [Ioctl; 120] = [
    KVM_GET_API_VERSION, KVM_CREATE_VM, KVM_GET_MSR_INDEX_LIST, KVM_CHECK_EXTENSION,
    KVM_GET_VCPU_MMAP_SIZE, KVM_GET_SUPPORTED_CPUID, KVM_S390_ENABLE_SIE,
    KVM_GET_EMULATED_CPUID, KVM_GET_MSR_FEATURE_INDEX_LIST, KVM_CREATE_VCPU,
    KVM_GET_DIRTY_LOG, KVM_SET_NR_MMU_PAGES, KVM_GET_NR_MMU_PAGES,
    KVM_SET_USER_MEMORY_REGION, KVM_SET_TSS_ADDR, KVM_SET_IDENTITY_MAP_ADDR,
    KVM_SET_USER_MEMORY_REGION2, KVM_S390_VCPU_FAULT, KVM_S390_KEYOP, KVM_CREATE_IRQCHIP,
    KVM_IRQ_LINE, KVM_GET_IRQCHIP, KVM_SET_IRQCHIP, KVM_CREATE_PIT, KVM_GET_PIT, KVM_SET_PIT,
    KVM_REGISTER_COALESCED_MMIO, KVM_IRQ_LINE_STATUS, KVM_UNREGISTER_COALESCED_MMIO,
    KVM_SET_GSI_ROUTING, KVM_REINJECT_CONTROL, KVM_IRQFD, KVM_CREATE_PIT2,
    KVM_SET_BOOT_CPU_ID, KVM_IOEVENTFD, KVM_XEN_HVM_CONFIG, KVM_SET_CLOCK, KVM_GET_CLOCK,
    KVM_RUN, KVM_GET_REGS, KVM_SET_REGS, KVM_GET_SREGS, KVM_SET_SREGS, KVM_TRANSLATE,
    KVM_INTERRUPT, KVM_GET_MSRS, KVM_SET_MSRS, KVM_SET_CPUID, KVM_SET_SIGNAL_MASK,
    KVM_GET_FPU, KVM_SET_FPU, KVM_GET_LAPIC, KVM_SET_LAPIC, KVM_SET_CPUID2, KVM_GET_CPUID2,
    KVM_TPR_ACCESS_REPORTING, KVM_SET_VAPIC_ADDR, KVM_S390_STORE_STATUS,
    KVM_S390_INITIAL_RESET, KVM_GET_MP_STATE, KVM_SET_MP_STATE, KVM_NMI, KVM_SET_GUEST_DEBUG,
    KVM_X86_SETUP_MCE, KVM_X86_GET_MCE_CAP_SUPPORTED, KVM_X86_SET_MCE, KVM_GET_VCPU_EVENTS,
    KVM_GET_PIT2, KVM_SET_VCPU_EVENTS, KVM_SET_PIT2, KVM_GET_DEBUGREGS, KVM_SET_TSC_KHZ,
    KVM_SET_DEBUGREGS, KVM_GET_TSC_KHZ, KVM_ENABLE_CAP, KVM_GET_XSAVE, KVM_SIGNAL_MSI,
    KVM_SET_XSAVE, KVM_GET_XCRS, KVM_SET_XCRS, KVM_PPC_ALLOCATE_HTAB, KVM_DIRTY_TLB,
    KVM_ARM_SET_DEVICE_ADDR, KVM_GET_ONE_REG, KVM_SET_ONE_REG, KVM_KVMCLOCK_CTRL,
    KVM_GET_REG_LIST, KVM_SET_PMU_EVENT_FILTER, KVM_PPC_SVM_OFF, KVM_SMI,
    KVM_PPC_GET_COMPAT_CAPS, KVM_MEMORY_ENCRYPT_OP, KVM_MEMORY_ENCRYPT_REG_REGION,
    KVM_MEMORY_ENCRYPT_UNREG_REGION, KVM_HYPERV_EVENTFD, KVM_GET_NESTED_STATE,
    KVM_SET_NESTED_STATE, KVM_CLEAR_DIRTY_LOG, KVM_GET_SUPPORTED_HV_CPUID,
    KVM_ARM_VCPU_FINALIZE, KVM_S390_NORMAL_RESET, KVM_S390_CLEAR_RESET,
    KVM_X86_SET_MSR_FILTER, KVM_RESET_DIRTY_RINGS, KVM_XEN_HVM_GET_ATTR,
    KVM_XEN_HVM_SET_ATTR, KVM_XEN_VCPU_GET_ATTR, KVM_XEN_VCPU_SET_ATTR, KVM_GET_SREGS2,
    KVM_SET_SREGS2, KVM_GET_STATS_FD, KVM_GET_XSAVE2, KVM_XEN_HVM_EVTCHN_SEND,
    KVM_SET_MEMORY_ATTRIBUTES, KVM_CREATE_GUEST_MEMFD, KVM_PRE_FAULT_MEMORY,
    KVM_CREATE_DEVICE, KVM_SET_DEVICE_ATTR, KVM_GET_DEVICE_ATTR, KVM_HAS_DEVICE_ATTR,
];

const LAYOUT_KVM_MSR_LIST: Layout = Layout {
    name: "struct kvm_msr_list",
    size: 4,
    members: &[
        member("nmsrs", 0, Unsigned(4)),
    ],
};

const LAYOUT_KVM_CPUID2: Layout = Layout {
    name: "struct kvm_cpuid2",
    size: 8,
    members: &[
        member("nent", 0, Unsigned(4)), member("padding", 4, Unsigned(4)),
    ],
};

const LAYOUT_KVM_DIRTY_LOG: Layout = Layout {
    name: "struct kvm_dirty_log",
    size: 16,
    members: &[
        member("slot", 0, Unsigned(4)), member("padding1", 4, Unsigned(4)),
        member("padding2", 8, Unsigned(8)),
    ],
};

const LAYOUT_KVM_USERSPACE_MEMORY_REGION: Layout = Layout {
    name: "struct kvm_userspace_memory_region",
    size: 32,
    members: &[
        member("slot", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("guest_phys_addr", 8, Unsigned(8)), member("memory_size", 16, Unsigned(8)),
        member("userspace_addr", 24, Unsigned(8)),
    ],
};

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_KVM_USERSPACE_MEMORY_REGION2: Layout = Layout {
    name: "struct kvm_userspace_memory_region2",
    size: 160,
    members: &[
        member("slot", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("guest_phys_addr", 8, Unsigned(8)), member("memory_size", 16, Unsigned(8)),
        member("userspace_addr", 24, Unsigned(8)), member("guest_memfd_offset", 32, Unsigned(8)),
        member("guest_memfd", 40, Unsigned(4)), member("pad1", 44, Unsigned(4)),
        member("pad2", 48, Array(8, 14)),
    ],
};

const LAYOUT_LONG_UNSIGNED_INT: Layout = Layout {
    name: "long unsigned int",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_KVM_S390_KEYOP: Layout = Layout {
    name: "struct kvm_s390_keyop",
    size: 16,
    members: &[
        member("guest_addr", 0, Unsigned(8)), member("key", 8, Unsigned(1)),
        member("operation", 9, Unsigned(1)), member("pad", 10, Array(1, 6)),
    ],
};

const LAYOUT_KVM_IRQ_LEVEL: Layout = Layout {
    name: "struct kvm_irq_level",
    size: 8,
    members: &[
        member("irq", 0, Unsigned(4)), member("level", 4, Unsigned(4)),
    ],
};

const LAYOUT_KVM_IRQCHIP: Layout = Layout {
    name: "struct kvm_irqchip",
    size: 520,
    members: &[
        member("chip_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("chip.dummy", 8, Text(512)),
    ],
};

const LAYOUT_KVM_PIT_STATE: Layout = Layout {
    name: "struct kvm_pit_state",
    size: 72,
    members: &[
        member("channels", 0, Array(24, 3)),
    ],
};

const LAYOUT_KVM_COALESCED_MMIO_ZONE: Layout = Layout {
    name: "struct kvm_coalesced_mmio_zone",
    size: 16,
    members: &[
        member("addr", 0, Unsigned(8)), member("size", 8, Unsigned(4)),
        member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_KVM_IRQ_ROUTING: Layout = Layout {
    name: "struct kvm_irq_routing",
    size: 8,
    members: &[
        member("nr", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_KVM_IRQFD: Layout = Layout {
    name: "struct kvm_irqfd",
    size: 32,
    members: &[
        member("fd", 0, Unsigned(4)), member("gsi", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)), member("resamplefd", 12, Unsigned(4)),
        member("pad", 16, Array(1, 16)),
    ],
};

const LAYOUT_KVM_PIT_CONFIG: Layout = Layout {
    name: "struct kvm_pit_config",
    size: 64,
    members: &[
        member("flags", 0, Unsigned(4)), member("pad", 4, Array(4, 15)),
    ],
};

const LAYOUT_KVM_IOEVENTFD: Layout = Layout {
    name: "struct kvm_ioeventfd",
    size: 64,
    members: &[
        member("datamatch", 0, Unsigned(8)), member("addr", 8, Unsigned(8)),
        member("len", 16, Unsigned(4)), member("fd", 20, Signed(4)),
        member("flags", 24, Unsigned(4)), member("pad", 28, Array(1, 36)),
    ],
};

const LAYOUT_KVM_XEN_HVM_CONFIG: Layout = Layout {
    name: "struct kvm_xen_hvm_config",
    size: 56,
    members: &[
        member("flags", 0, Unsigned(4)), member("msr", 4, Unsigned(4)),
        member("blob_addr_32", 8, Unsigned(8)), member("blob_addr_64", 16, Unsigned(8)),
        member("blob_size_32", 24, Unsigned(1)), member("blob_size_64", 25, Unsigned(1)),
        member("pad2", 26, Array(1, 30)),
    ],
};

const LAYOUT_KVM_CLOCK_DATA: Layout = Layout {
    name: "struct kvm_clock_data",
    size: 48,
    members: &[
        member("clock", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("pad0", 12, Unsigned(4)), member("realtime", 16, Unsigned(8)),
        member("host_tsc", 24, Unsigned(8)), member("pad", 32, Array(4, 4)),
    ],
};

const LAYOUT_KVM_PIT_STATE2: Layout = Layout {
    name: "struct kvm_pit_state2",
    size: 112,
    members: &[
        member("channels", 0, Array(24, 3)), member("flags", 72, Unsigned(4)),
        member("reserved", 76, Array(4, 9)),
    ],
};

const LAYOUT_KVM_MSI: Layout = Layout {
    name: "struct kvm_msi",
    size: 32,
    members: &[
        member("address_lo", 0, Unsigned(4)), member("address_hi", 4, Unsigned(4)),
        member("data", 8, Unsigned(4)), member("flags", 12, Unsigned(4)),
        member("devid", 16, Unsigned(4)), member("pad", 20, Array(1, 12)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_KVM_ARM_DEVICE_ADDR: Layout = Layout {
    name: "struct kvm_arm_device_addr",
    size: 16,
    members: &[
        member("id", 0, Unsigned(8)), member("addr", 8, Unsigned(8)),
    ],
};

const LAYOUT_KVM_PMU_EVENT_FILTER: Layout = Layout {
    name: "struct kvm_pmu_event_filter",
    size: 32,
    members: &[
        member("action", 0, Unsigned(4)), member("nevents", 4, Unsigned(4)),
        member("fixed_counter_bitmap", 8, Unsigned(4)), member("flags", 12, Unsigned(4)),
        member("pad", 16, Array(4, 4)),
    ],
};

const LAYOUT_KVM_CREATE_DEVICE: Layout = Layout {
    name: "struct kvm_create_device",
    size: 12,
    members: &[
        member("type", 0, Unsigned(4)), member("fd", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)),
    ],
};

const LAYOUT_KVM_DEVICE_ATTR: Layout = Layout {
    name: "struct kvm_device_attr",
    size: 24,
    members: &[
        member("flags", 0, Unsigned(4)), member("group", 4, Unsigned(4)),
        member("attr", 8, Unsigned(8)), member("addr", 16, Unsigned(8)),
    ],
};

const LAYOUT_KVM_REGS: Layout = Layout {
    name: "struct kvm_regs",
    size: 144,
    members: &[
        member("rax", 0, Unsigned(8)), member("rbx", 8, Unsigned(8)),
        member("rcx", 16, Unsigned(8)), member("rdx", 24, Unsigned(8)),
        member("rsi", 32, Unsigned(8)), member("rdi", 40, Unsigned(8)),
        member("rsp", 48, Unsigned(8)), member("rbp", 56, Unsigned(8)),
        member("r8", 64, Unsigned(8)), member("r9", 72, Unsigned(8)),
        member("r10", 80, Unsigned(8)), member("r11", 88, Unsigned(8)),
        member("r12", 96, Unsigned(8)), member("r13", 104, Unsigned(8)),
        member("r14", 112, Unsigned(8)), member("r15", 120, Unsigned(8)),
        member("rip", 128, Unsigned(8)), member("rflags", 136, Unsigned(8)),
    ],
};

const LAYOUT_KVM_SREGS: Layout = Layout {
    name: "struct kvm_sregs",
    size: 312,
    members: &[
        member("cs.base", 0, Unsigned(8)), member("cs.limit", 8, Unsigned(4)),
        member("cs.selector", 12, Unsigned(2)), member("cs.type", 14, Unsigned(1)),
        member("cs.present", 15, Unsigned(1)), member("cs.dpl", 16, Unsigned(1)),
        member("cs.db", 17, Unsigned(1)), member("cs.s", 18, Unsigned(1)),
        member("cs.l", 19, Unsigned(1)), member("cs.g", 20, Unsigned(1)),
        member("cs.avl", 21, Unsigned(1)), member("cs.unusable", 22, Unsigned(1)),
        member("cs.padding", 23, Unsigned(1)), member("ds.base", 24, Unsigned(8)),
        member("ds.limit", 32, Unsigned(4)), member("ds.selector", 36, Unsigned(2)),
        member("ds.type", 38, Unsigned(1)), member("ds.present", 39, Unsigned(1)),
        member("ds.dpl", 40, Unsigned(1)), member("ds.db", 41, Unsigned(1)),
        member("ds.s", 42, Unsigned(1)), member("ds.l", 43, Unsigned(1)),
        member("ds.g", 44, Unsigned(1)), member("ds.avl", 45, Unsigned(1)),
        member("ds.unusable", 46, Unsigned(1)), member("ds.padding", 47, Unsigned(1)),
        member("es.base", 48, Unsigned(8)), member("es.limit", 56, Unsigned(4)),
        member("es.selector", 60, Unsigned(2)), member("es.type", 62, Unsigned(1)),
        member("es.present", 63, Unsigned(1)), member("es.dpl", 64, Unsigned(1)),
        member("es.db", 65, Unsigned(1)), member("es.s", 66, Unsigned(1)),
        member("es.l", 67, Unsigned(1)), member("es.g", 68, Unsigned(1)),
        member("es.avl", 69, Unsigned(1)), member("es.unusable", 70, Unsigned(1)),
        member("es.padding", 71, Unsigned(1)), member("fs.base", 72, Unsigned(8)),
        member("fs.limit", 80, Unsigned(4)), member("fs.selector", 84, Unsigned(2)),
        member("fs.type", 86, Unsigned(1)), member("fs.present", 87, Unsigned(1)),
        member("fs.dpl", 88, Unsigned(1)), member("fs.db", 89, Unsigned(1)),
        member("fs.s", 90, Unsigned(1)), member("fs.l", 91, Unsigned(1)),
        member("fs.g", 92, Unsigned(1)), member("fs.avl", 93, Unsigned(1)),
        member("fs.unusable", 94, Unsigned(1)), member("fs.padding", 95, Unsigned(1)),
        member("gs.base", 96, Unsigned(8)), member("gs.limit", 104, Unsigned(4)),
        member("gs.selector", 108, Unsigned(2)), member("gs.type", 110, Unsigned(1)),
        member("gs.present", 111, Unsigned(1)), member("gs.dpl", 112, Unsigned(1)),
        member("gs.db", 113, Unsigned(1)), member("gs.s", 114, Unsigned(1)),
        member("gs.l", 115, Unsigned(1)), member("gs.g", 116, Unsigned(1)),
        member("gs.avl", 117, Unsigned(1)), member("gs.unusable", 118, Unsigned(1)),
        member("gs.padding", 119, Unsigned(1)), member("ss.base", 120, Unsigned(8)),
        member("ss.limit", 128, Unsigned(4)), member("ss.selector", 132, Unsigned(2)),
        member("ss.type", 134, Unsigned(1)), member("ss.present", 135, Unsigned(1)),
        member("ss.dpl", 136, Unsigned(1)), member("ss.db", 137, Unsigned(1)),
        member("ss.s", 138, Unsigned(1)), member("ss.l", 139, Unsigned(1)),
        member("ss.g", 140, Unsigned(1)), member("ss.avl", 141, Unsigned(1)),
        member("ss.unusable", 142, Unsigned(1)), member("ss.padding", 143, Unsigned(1)),
        member("tr.base", 144, Unsigned(8)), member("tr.limit", 152, Unsigned(4)),
        member("tr.selector", 156, Unsigned(2)), member("tr.type", 158, Unsigned(1)),
        member("tr.present", 159, Unsigned(1)), member("tr.dpl", 160, Unsigned(1)),
        member("tr.db", 161, Unsigned(1)), member("tr.s", 162, Unsigned(1)),
        member("tr.l", 163, Unsigned(1)), member("tr.g", 164, Unsigned(1)),
        member("tr.avl", 165, Unsigned(1)), member("tr.unusable", 166, Unsigned(1)),
        member("tr.padding", 167, Unsigned(1)), member("ldt.base", 168, Unsigned(8)),
        member("ldt.limit", 176, Unsigned(4)), member("ldt.selector", 180, Unsigned(2)),
        member("ldt.type", 182, Unsigned(1)), member("ldt.present", 183, Unsigned(1)),
        member("ldt.dpl", 184, Unsigned(1)), member("ldt.db", 185, Unsigned(1)),
        member("ldt.s", 186, Unsigned(1)), member("ldt.l", 187, Unsigned(1)),
        member("ldt.g", 188, Unsigned(1)), member("ldt.avl", 189, Unsigned(1)),
        member("ldt.unusable", 190, Unsigned(1)), member("ldt.padding", 191, Unsigned(1)),
        member("gdt.base", 192, Unsigned(8)), member("gdt.limit", 200, Unsigned(2)),
        member("gdt.padding", 202, Array(2, 3)), member("idt.base", 208, Unsigned(8)),
        member("idt.limit", 216, Unsigned(2)), member("idt.padding", 218, Array(2, 3)),
        member("cr0", 224, Unsigned(8)), member("cr2", 232, Unsigned(8)),
        member("cr3", 240, Unsigned(8)), member("cr4", 248, Unsigned(8)),
    ],
};

const LAYOUT_KVM_TRANSLATION: Layout = Layout {
    name: "struct kvm_translation",
    size: 24,
    members: &[
        member("linear_address", 0, Unsigned(8)), member("physical_address", 8, Unsigned(8)),
        member("valid", 16, Unsigned(1)), member("writeable", 17, Unsigned(1)),
        member("usermode", 18, Unsigned(1)), member("pad", 19, Array(1, 5)),
    ],
};

const LAYOUT_KVM_INTERRUPT: Layout = Layout {
    name: "struct kvm_interrupt",
    size: 4,
    members: &[
        member("irq", 0, Unsigned(4)),
    ],
};

const LAYOUT_KVM_MSRS: Layout = Layout {
    name: "struct kvm_msrs",
    size: 8,
    members: &[
        member("nmsrs", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_KVM_CPUID: Layout = Layout {
    name: "struct kvm_cpuid",
    size: 8,
    members: &[
        member("nent", 0, Unsigned(4)), member("padding", 4, Unsigned(4)),
    ],
};

const LAYOUT_KVM_SIGNAL_MASK: Layout = Layout {
    name: "struct kvm_signal_mask",
    size: 4,
    members: &[
        member("len", 0, Unsigned(4)),
    ],
};

const LAYOUT_KVM_FPU: Layout = Layout {
    name: "struct kvm_fpu",
    size: 416,
    members: &[
        member("fpr", 0, Array(8, 16)), member("fcw", 128, Unsigned(2)),
        member("fsw", 130, Unsigned(2)), member("ftwx", 132, Unsigned(1)),
        member("pad1", 133, Unsigned(1)), member("last_opcode", 134, Unsigned(2)),
        member("last_ip", 136, Unsigned(8)), member("last_dp", 144, Unsigned(8)),
        member("xmm", 152, Array(16, 16)),
    ],
};

const LAYOUT_KVM_LAPIC_STATE: Layout = Layout {
    name: "struct kvm_lapic_state",
    size: 1024,
    members: &[
        member("regs", 0, Text(1024)),
    ],
};

const LAYOUT_KVM_TPR_ACCESS_CTL: Layout = Layout {
    name: "struct kvm_tpr_access_ctl",
    size: 40,
    members: &[
        member("enabled", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("reserved", 8, Array(4, 8)),
    ],
};

const LAYOUT_KVM_VAPIC_ADDR: Layout = Layout {
    name: "struct kvm_vapic_addr",
    size: 8,
    members: &[
        member("vapic_addr", 0, Unsigned(8)),
    ],
};

const LAYOUT_KVM_MP_STATE: Layout = Layout {
    name: "struct kvm_mp_state",
    size: 4,
    members: &[
        member("mp_state", 0, Unsigned(4)),
    ],
};

const LAYOUT_KVM_GUEST_DEBUG: Layout = Layout {
    name: "struct kvm_guest_debug",
    size: 72,
    members: &[
        member("control", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("arch.debugreg", 8, Array(8, 8)),
    ],
};

const LAYOUT_KVM_X86_MCE: Layout = Layout {
    name: "struct kvm_x86_mce",
    size: 64,
    members: &[
        member("status", 0, Unsigned(8)), member("addr", 8, Unsigned(8)),
        member("misc", 16, Unsigned(8)), member("mcg_status", 24, Unsigned(8)),
        member("bank", 32, Unsigned(1)), member("pad1", 33, Array(1, 7)),
        member("pad2", 40, Array(8, 3)),
    ],
};

const LAYOUT_KVM_VCPU_EVENTS: Layout = Layout {
    name: "struct kvm_vcpu_events",
    size: 64,
    members: &[
        member("exception.injected", 0, Unsigned(1)), member("exception.nr", 1, Unsigned(1)),
        member("exception.has_error_code", 2, Unsigned(1)),
        member("exception.pending", 3, Unsigned(1)),
        member("exception.error_code", 4, Unsigned(4)),
        member("interrupt.injected", 8, Unsigned(1)), member("interrupt.nr", 9, Unsigned(1)),
        member("interrupt.soft", 10, Unsigned(1)), member("interrupt.shadow", 11, Unsigned(1)),
        member("nmi.injected", 12, Unsigned(1)), member("nmi.pending", 13, Unsigned(1)),
        member("nmi.masked", 14, Unsigned(1)), member("nmi.pad", 15, Unsigned(1)),
        member("sipi_vector", 16, Unsigned(4)), member("flags", 20, Unsigned(4)),
        member("smi.smm", 24, Unsigned(1)), member("smi.pending", 25, Unsigned(1)),
        member("smi.smm_inside_nmi", 26, Unsigned(1)),
        member("smi.latched_init", 27, Unsigned(1)),
        member("triple_fault.pending", 28, Unsigned(1)), member("reserved", 29, Array(1, 26)),
        member("exception_has_payload", 55, Unsigned(1)),
        member("exception_payload", 56, Unsigned(8)),
    ],
};

const LAYOUT_KVM_DEBUGREGS: Layout = Layout {
    name: "struct kvm_debugregs",
    size: 128,
    members: &[
        member("db", 0, Array(8, 4)), member("dr6", 32, Unsigned(8)),
        member("dr7", 40, Unsigned(8)), member("flags", 48, Unsigned(8)),
        member("reserved", 56, Array(8, 9)),
    ],
};

const LAYOUT_KVM_ENABLE_CAP: Layout = Layout {
    name: "struct kvm_enable_cap",
    size: 104,
    members: &[
        member("cap", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("args", 8, Array(8, 4)), member("pad", 40, Array(1, 64)),
    ],
};

const LAYOUT_KVM_XSAVE: Layout = Layout {
    name: "struct kvm_xsave",
    size: 4096,
    members: &[
        member("region", 0, Array(4, 1024)),
    ],
};

const LAYOUT_KVM_XCRS: Layout = Layout {
    name: "struct kvm_xcrs",
    size: 392,
    members: &[
        member("nr_xcrs", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("xcrs", 8, Array(16, 16)),
    ],
};

const LAYOUT_KVM_DIRTY_TLB: Layout = Layout {
    name: "struct kvm_dirty_tlb",
    size: 16,
    members: &[
        member("bitmap", 0, Unsigned(8)), member("num_dirty", 8, Unsigned(4)),
    ],
};

const LAYOUT_KVM_ONE_REG: Layout = Layout {
    name: "struct kvm_one_reg",
    size: 16,
    members: &[
        member("id", 0, Unsigned(8)), member("addr", 8, Unsigned(8)),
    ],
};

const LAYOUT_KVM_REG_LIST: Layout = Layout {
    name: "struct kvm_reg_list",
    size: 8,
    members: &[
        member("n", 0, Unsigned(8)),
    ],
};

const LAYOUT_KVM_ENC_REGION: Layout = Layout {
    name: "struct kvm_enc_region",
    size: 16,
    members: &[
        member("addr", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
    ],
};

const LAYOUT_KVM_HYPERV_EVENTFD: Layout = Layout {
    name: "struct kvm_hyperv_eventfd",
    size: 24,
    members: &[
        member("conn_id", 0, Unsigned(4)), member("fd", 4, Signed(4)),
        member("flags", 8, Unsigned(4)), member("padding", 12, Array(4, 3)),
    ],
};

const LAYOUT_KVM_NESTED_STATE: Layout = Layout {
    name: "struct kvm_nested_state",
    size: 128,
    members: &[
        member("flags", 0, Unsigned(2)), member("format", 2, Unsigned(2)),
        member("size", 4, Unsigned(4)), member("hdr.vmx.vmxon_pa", 8, Unsigned(8)),
        member("hdr.vmx.vmcs12_pa", 16, Unsigned(8)),
        member("hdr.vmx.smm.flags", 24, Unsigned(2)), member("hdr.vmx.pad", 26, Unsigned(2)),
        member("hdr.vmx.flags", 28, Unsigned(4)),
        member("hdr.vmx.preemption_timer_deadline", 32, Unsigned(8)),
    ],
};

const LAYOUT_KVM_CLEAR_DIRTY_LOG: Layout = Layout {
    name: "struct kvm_clear_dirty_log",
    size: 24,
    members: &[
        member("slot", 0, Unsigned(4)), member("num_pages", 4, Unsigned(4)),
        member("first_page", 8, Unsigned(8)), member("padding2", 16, Unsigned(8)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_KVM_MSR_FILTER: Layout = Layout {
    name: "struct kvm_msr_filter",
    size: 392,
    members: &[
        member("flags", 0, Unsigned(4)), member("ranges", 8, Array(24, 16)),
    ],
};

const LAYOUT_KVM_XEN_HVM_ATTR: Layout = Layout {
    name: "struct kvm_xen_hvm_attr",
    size: 72,
    members: &[
        member("type", 0, Unsigned(2)), member("pad", 2, Array(2, 3)),
        member("u.long_mode", 8, Unsigned(1)),
    ],
};

const LAYOUT_KVM_XEN_VCPU_ATTR: Layout = Layout {
    name: "struct kvm_xen_vcpu_attr",
    size: 72,
    members: &[
        member("type", 0, Unsigned(2)), member("pad", 2, Array(2, 3)),
        member("u.gpa", 8, Unsigned(8)),
    ],
};

const LAYOUT_KVM_IRQ_ROUTING_XEN_EVTCHN: Layout = Layout {
    name: "struct kvm_irq_routing_xen_evtchn",
    size: 12,
    members: &[
        member("port", 0, Unsigned(4)), member("vcpu", 4, Unsigned(4)),
        member("priority", 8, Unsigned(4)),
    ],
};

const LAYOUT_KVM_SREGS2: Layout = Layout {
    name: "struct kvm_sregs2",
    size: 320,
    members: &[
        member("cs.base", 0, Unsigned(8)), member("cs.limit", 8, Unsigned(4)),
        member("cs.selector", 12, Unsigned(2)), member("cs.type", 14, Unsigned(1)),
        member("cs.present", 15, Unsigned(1)), member("cs.dpl", 16, Unsigned(1)),
        member("cs.db", 17, Unsigned(1)), member("cs.s", 18, Unsigned(1)),
        member("cs.l", 19, Unsigned(1)), member("cs.g", 20, Unsigned(1)),
        member("cs.avl", 21, Unsigned(1)), member("cs.unusable", 22, Unsigned(1)),
        member("cs.padding", 23, Unsigned(1)), member("ds.base", 24, Unsigned(8)),
        member("ds.limit", 32, Unsigned(4)), member("ds.selector", 36, Unsigned(2)),
        member("ds.type", 38, Unsigned(1)), member("ds.present", 39, Unsigned(1)),
        member("ds.dpl", 40, Unsigned(1)), member("ds.db", 41, Unsigned(1)),
        member("ds.s", 42, Unsigned(1)), member("ds.l", 43, Unsigned(1)),
        member("ds.g", 44, Unsigned(1)), member("ds.avl", 45, Unsigned(1)),
        member("ds.unusable", 46, Unsigned(1)), member("ds.padding", 47, Unsigned(1)),
        member("es.base", 48, Unsigned(8)), member("es.limit", 56, Unsigned(4)),
        member("es.selector", 60, Unsigned(2)), member("es.type", 62, Unsigned(1)),
        member("es.present", 63, Unsigned(1)), member("es.dpl", 64, Unsigned(1)),
        member("es.db", 65, Unsigned(1)), member("es.s", 66, Unsigned(1)),
        member("es.l", 67, Unsigned(1)), member("es.g", 68, Unsigned(1)),
        member("es.avl", 69, Unsigned(1)), member("es.unusable", 70, Unsigned(1)),
        member("es.padding", 71, Unsigned(1)), member("fs.base", 72, Unsigned(8)),
        member("fs.limit", 80, Unsigned(4)), member("fs.selector", 84, Unsigned(2)),
        member("fs.type", 86, Unsigned(1)), member("fs.present", 87, Unsigned(1)),
        member("fs.dpl", 88, Unsigned(1)), member("fs.db", 89, Unsigned(1)),
        member("fs.s", 90, Unsigned(1)), member("fs.l", 91, Unsigned(1)),
        member("fs.g", 92, Unsigned(1)), member("fs.avl", 93, Unsigned(1)),
        member("fs.unusable", 94, Unsigned(1)), member("fs.padding", 95, Unsigned(1)),
        member("gs.base", 96, Unsigned(8)), member("gs.limit", 104, Unsigned(4)),
        member("gs.selector", 108, Unsigned(2)), member("gs.type", 110, Unsigned(1)),
        member("gs.present", 111, Unsigned(1)), member("gs.dpl", 112, Unsigned(1)),
        member("gs.db", 113, Unsigned(1)), member("gs.s", 114, Unsigned(1)),
        member("gs.l", 115, Unsigned(1)), member("gs.g", 116, Unsigned(1)),
        member("gs.avl", 117, Unsigned(1)), member("gs.unusable", 118, Unsigned(1)),
        member("gs.padding", 119, Unsigned(1)), member("ss.base", 120, Unsigned(8)),
        member("ss.limit", 128, Unsigned(4)), member("ss.selector", 132, Unsigned(2)),
        member("ss.type", 134, Unsigned(1)), member("ss.present", 135, Unsigned(1)),
        member("ss.dpl", 136, Unsigned(1)), member("ss.db", 137, Unsigned(1)),
        member("ss.s", 138, Unsigned(1)), member("ss.l", 139, Unsigned(1)),
        member("ss.g", 140, Unsigned(1)), member("ss.avl", 141, Unsigned(1)),
        member("ss.unusable", 142, Unsigned(1)), member("ss.padding", 143, Unsigned(1)),
        member("tr.base", 144, Unsigned(8)), member("tr.limit", 152, Unsigned(4)),
        member("tr.selector", 156, Unsigned(2)), member("tr.type", 158, Unsigned(1)),
        member("tr.present", 159, Unsigned(1)), member("tr.dpl", 160, Unsigned(1)),
        member("tr.db", 161, Unsigned(1)), member("tr.s", 162, Unsigned(1)),
        member("tr.l", 163, Unsigned(1)), member("tr.g", 164, Unsigned(1)),
        member("tr.avl", 165, Unsigned(1)), member("tr.unusable", 166, Unsigned(1)),
        member("tr.padding", 167, Unsigned(1)), member("ldt.base", 168, Unsigned(8)),
        member("ldt.limit", 176, Unsigned(4)), member("ldt.selector", 180, Unsigned(2)),
        member("ldt.type", 182, Unsigned(1)), member("ldt.present", 183, Unsigned(1)),
        member("ldt.dpl", 184, Unsigned(1)), member("ldt.db", 185, Unsigned(1)),
        member("ldt.s", 186, Unsigned(1)), member("ldt.l", 187, Unsigned(1)),
        member("ldt.g", 188, Unsigned(1)), member("ldt.avl", 189, Unsigned(1)),
        member("ldt.unusable", 190, Unsigned(1)), member("ldt.padding", 191, Unsigned(1)),
        member("gdt.base", 192, Unsigned(8)), member("gdt.limit", 200, Unsigned(2)),
        member("gdt.padding", 202, Array(2, 3)), member("idt.base", 208, Unsigned(8)),
        member("idt.limit", 216, Unsigned(2)), member("idt.padding", 218, Array(2, 3)),
        member("cr0", 224, Unsigned(8)), member("cr2", 232, Unsigned(8)),
        member("cr3", 240, Unsigned(8)), member("cr4", 248, Unsigned(8)),
    ],
};

const LAYOUT_KVM_MEMORY_ATTRIBUTES: Layout = Layout {
    name: "struct kvm_memory_attributes",
    size: 32,
    members: &[
        member("address", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
        member("attributes", 16, Unsigned(8)), member("flags", 24, Unsigned(8)),
    ],
};

const LAYOUT_KVM_CREATE_GUEST_MEMFD: Layout = Layout {
    name: "struct kvm_create_guest_memfd",
    size: 64,
    members: &[
        member("size", 0, Unsigned(8)), member("flags", 8, Unsigned(8)),
        member("reserved", 16, Array(8, 6)),
    ],
};

const LAYOUT_KVM_PRE_FAULT_MEMORY: Layout = Layout {
    name: "struct kvm_pre_fault_memory",
    size: 64,
    members: &[
        member("gpa", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
        member("flags", 16, Unsigned(8)), member("padding", 24, Array(8, 5)),
    ],
};
