//! NVIDIA's own kernel modules, proprietary and open: the resource manager, unified memory, mode
//! setting, capabilities. Numbers and structures are those of the open modules, which both share.

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Class, CodeRange, CodeTable, Command, Detail, Family, Kind, SubCommands, Symbol,
    Sysfs, Via, When, generic,
};
use crate::uapi::Layout;

mod classes;
mod controls;
mod modeset;
mod parameters;
mod uvm;

/// The family.
pub const FAMILY: Family = Family {
    name: "nvidia",
    title: "NVIDIA's own modules",
    kinds: &[
        Kind {
            name: "device",
            title: "GPUs, control and mode setting, /dev/nvidia0, /dev/nvidiactl, /dev/nvidia-modeset",
            // NV_MAJOR_DEVICE_NUMBER; mode setting has a minor number of it.
            via: Via::Numbers(&[195]),
            // nvidia_ioctl and nvkms_ioctl go by the number's lowest byte. What the VFS answers itself
            // (fs/ioctl.c) never reaches them, and is not told apart.
            command_mask: 0xff,
            commands: &[ESCAPES, MODE_SETTING],
            hidden: "its driver makes no devices in sysfs: a GPU is listed by its PCI function, under the family pci",
            ..Kind::NONE
        },
        Kind {
            name: "unified-memory",
            title: "memory that processors and GPUs share, /dev/nvidia-uvm, /dev/nvidia-uvm-tools",
            operations: &[
                Symbol::of("nvidia_uvm", "uvm_fops"),
                Symbol::of("nvidia_uvm", "uvm_tools_fops"),
            ],
            commands: &[uvm::COMMANDS, generic::COMMANDS],
            hidden: "its driver makes no devices in sysfs",
            ..Kind::NONE
        },
        Kind {
            name: "capability",
            title: "what a process may do, by what it has open, /dev/nvidia-caps/nvidia-cap1",
            operations: &[
                Symbol::of("nvidia", "g_nv_cap_drv_fops"),
                Symbol::of("nvidia", "g_nv_caps_imex_fops"),
            ],
            commands: &[generic::COMMANDS],
            sysfs: &[Sysfs::all("nvidia-caps-imex-channels")],
            ..Kind::NONE
        },
    ],
};

const ESCAPE: &str = "NVIDIA open GPU kernel modules 595.45.04, nv_escape.h, nvos.h";
const IOCTL: &str = "NVIDIA open GPU kernel modules 595.45.04, nv-ioctl-numbers.h";
const CONTROL_SOURCE: &str = "NVIDIA open GPU kernel modules 595.45.04, sdk/nvidia/inc/ctrl";
const CLASS_SOURCE: &str = "NVIDIA open GPU kernel modules 595.45.04, g_allclasses.h";
const MODESET: &str = "NVIDIA open GPU kernel modules 595.45.04, nvkms-ioctl.h, nvkms-api.h";

/// NV_ESC_RM_CONTROL
const RM_CONTROL: u32 = 0x2a;
/// NV_ESC_RM_ALLOC
const RM_ALLOC: u32 = 0x2b;

/// Numbers of type 'F'.
const ESCAPES: &[Command] = &[
    escape("NV_ESC_RM_ALLOC_MEMORY", 0x27).with(&OBJECT),
    escape("NV_ESC_RM_ALLOC_OBJECT", 0x28).with(&OBJECT),
    escape("NV_ESC_RM_FREE", 0x29),
    taking(
        escape("NV_ESC_RM_CONTROL", RM_CONTROL),
        &parameters::CONTROL,
    )
    .with(&CONTROL)
    .class(
        Class::Opaque,
        Some("a control that the headers do not name is known to the vendor alone"),
    ),
    taking(escape("NV_ESC_RM_ALLOC", RM_ALLOC), &parameters::ALLOC)
        .with(&OBJECT)
        .class(
            Class::Opaque,
            Some("a class that the headers do not name is known to the vendor alone"),
        ),
    escape("NV_ESC_RM_DUP_OBJECT", 0x34),
    escape("NV_ESC_RM_SHARE", 0x35),
    escape("NV_ESC_RM_I2C_ACCESS", 0x39),
    escape("NV_ESC_RM_IDLE_CHANNELS", 0x41),
    escape("NV_ESC_RM_VID_HEAP_CONTROL", 0x4a).with(&HEAP),
    escape("NV_ESC_RM_ACCESS_REGISTRY", 0x4d),
    escape("NV_ESC_RM_MAP_MEMORY", 0x4e),
    escape("NV_ESC_RM_UNMAP_MEMORY", 0x4f),
    escape("NV_ESC_RM_GET_EVENT_DATA", 0x52),
    escape("NV_ESC_RM_ALLOC_CONTEXT_DMA2", 0x54).with(&OBJECT),
    escape("NV_ESC_RM_ADD_VBLANK_CALLBACK", 0x56),
    escape("NV_ESC_RM_MAP_MEMORY_DMA", 0x57),
    escape("NV_ESC_RM_UNMAP_MEMORY_DMA", 0x58),
    escape("NV_ESC_RM_BIND_CONTEXT_DMA", 0x59),
    escape("NV_ESC_RM_EXPORT_OBJECT_TO_FD", 0x5c),
    escape("NV_ESC_RM_IMPORT_OBJECT_FROM_FD", 0x5d),
    escape("NV_ESC_RM_UPDATE_DEVICE_MAPPING_INFO", 0x5e),
    escape("NV_ESC_RM_LOCKLESS_DIAGNOSTIC", 0x5f),
    card("NV_ESC_CARD_INFO", 200),
    card("NV_ESC_REGISTER_FD", 201),
    card("NV_ESC_ALLOC_OS_EVENT", 206),
    card("NV_ESC_FREE_OS_EVENT", 207),
    card("NV_ESC_STATUS_CODE", 209),
    card("NV_ESC_CHECK_VERSION_STR", 210),
    card("NV_ESC_IOCTL_XFER_CMD", 211).with(&TRANSFER),
    card("NV_ESC_ATTACH_GPUS_TO_FD", 212),
    card("NV_ESC_QUERY_DEVICE_INTR", 213),
    card("NV_ESC_SYS_PARAMS", 214),
    card("NV_ESC_NUMA_INFO", 215),
    card("NV_ESC_SET_NUMA_STATUS", 216),
    card("NV_ESC_EXPORT_TO_DMABUF_FD", 217),
    card("NV_ESC_WAIT_OPEN_COMPLETE", 218),
];

const fn escape(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Driver, ESCAPE)
}

const fn taking(command: Command, layout: &'static Layout) -> Command {
    Command {
        takes: Some(layout),
        ..command
    }
}

const fn card(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Driver, IOCTL)
}

/// The only number of type 'm'.
const MODE_SETTING: &[Command] = &[
    Command::plain("NVKMS_IOCTL_IOWR", 0, Class::Opaque, MODESET)
        .with(&MODE)
        .class(
            Class::Opaque,
            Some("a command that the headers do not name"),
        ),
];

/// NVOS54_PARAMETERS: hClient, hObject, cmd, flags, params, paramsSize, status.
const CONTROL: Argument = Argument {
    sub: controls::CONTROLS,
    second: Some("class"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(8, 32),
        second: Field::at(10, 16),
        amount: [Field::at(24, 32), Field::ABSENT],
        ..ArgumentSpec::new(28)
    })
};

/// The structures that create objects all begin so: hRoot, hObjectParent, hObjectNew, hClass
/// (NVOS02_PARAMETERS, NVOS05_PARAMETERS, NVOS21_PARAMETERS, NVOS39_PARAMETERS, NVOS64_PARAMETERS).
const OBJECT: Argument = Argument {
    sub: &[OBJECTS],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(12, 32),
        ..ArgumentSpec::new(16)
    })
};

const OBJECTS: SubCommands = SubCommands::new(
    "",
    &[CodeTable {
        source: CLASS_SOURCE,
        class: Class::Driver,
        note: Some("what is done with the object afterwards is not told"),
        codes: classes::CLASSES,
    }],
);

/// NVOS32_PARAMETERS: hRoot, hObjectParent, function.
const HEAP: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[CodeTable {
            source: ESCAPE,
            class: Class::Driver,
            note: None,
            codes: &[
                (2, "alloc-size"),
                (3, "free"),
                (5, "info"),
                (6, "alloc-tiled-pitch-height"),
                (14, "alloc-size-range"),
                (15, "reacquire-compr"),
                (16, "release-compr"),
                (18, "get-mem-alignment"),
                (19, "hw-alloc"),
                (20, "hw-free"),
                (27, "alloc-os-descriptor"),
            ],
        }],
    )],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(8, 32),
        ..ArgumentSpec::new(12)
    })
};

/// nv_ioctl_xfer_t: cmd, size, ptr. An escape whose structure lies behind the pointer, which may be any.
const TRANSFER: Argument = Argument {
    sub: &[SubCommands {
        details: &[
            Detail {
                sub: RM_CONTROL,
                field: Field::at(8, 32).pointed(),
                values: SubCommands::new("", controls::TABLES),
            },
            Detail {
                sub: RM_ALLOC,
                field: Field::at(12, 32).pointed(),
                values: OBJECTS,
            },
        ],
        ..SubCommands::new("", &[TRANSFERRED])
    }],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 32),
        pointer: 2,
        pointed: 16,
        pointed_length: Field::at(4, 32),
        amount: [Field::at(4, 32), Field::ABSENT],
        ..ArgumentSpec::new(16)
    })
};

const TRANSFERRED: CodeTable = CodeTable {
    source: ESCAPE,
    class: Class::Driver,
    note: None,
    codes: &[
        (0x27, "rm-alloc-memory"),
        (0x28, "rm-alloc-object"),
        (0x29, "rm-free"),
        (RM_CONTROL, "rm-control"),
        (RM_ALLOC, "rm-alloc"),
        (0x34, "rm-dup-object"),
        (0x35, "rm-share"),
        (0x39, "rm-i2c-access"),
        (0x41, "rm-idle-channels"),
        (0x4a, "rm-vid-heap-control"),
        (0x4d, "rm-access-registry"),
        (0x4e, "rm-map-memory"),
        (0x4f, "rm-unmap-memory"),
        (0x54, "rm-alloc-context-dma2"),
        (0x57, "rm-map-memory-dma"),
        (0x58, "rm-unmap-memory-dma"),
        (0x59, "rm-bind-context-dma"),
        (0x5e, "rm-update-device-mapping-info"),
        (0x5f, "rm-lockless-diagnostic"),
        (200, "card-info"),
        (217, "export-to-dmabuf-fd"),
    ],
};

/// struct NvKmsIoctlParams: cmd, size, address.
const MODE: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[CodeTable {
            source: MODESET,
            class: Class::Driver,
            note: Some("other versions of the modules may number them otherwise"),
            codes: modeset::COMMANDS,
        }],
    )],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 32),
        amount: [Field::at(4, 32), Field::ABSENT],
        ..ArgumentSpec::new(8)
    })
};

/// Controls of one class.
const fn control(
    group: &'static str,
    class: u32,
    tables: &'static [CodeTable],
    ranges: &'static [CodeRange],
) -> SubCommands {
    SubCommands::new(group, tables)
        .when(When::is(class))
        .ranges(ranges)
}

/// Controls that a header of the open modules defines with their structures.
const fn documented(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source: CONTROL_SOURCE,
        class: Class::Driver,
        note: None,
        codes,
    }
}

/// Controls with RM_GSS_LEGACY_MASK, which the open modules hand to the GPU's firmware as they are
/// (`rmapi_gss_legacy_control.c`).
const fn legacy(first: u32, last: u32) -> CodeRange {
    CodeRange {
        source: "NVIDIA open GPU kernel modules 595.45.04, rmapi_deprecated.h",
        class: Class::Opaque,
        codes: first..=last,
        name: "firmware",
        note: Some("handed to the GPU's firmware as it is"),
    }
}

#[cfg(test)]
mod tests;
