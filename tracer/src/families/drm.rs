//! Graphics and compute accelerators of the Direct Rendering Manager (`drivers/gpu/drm`,
//! `drivers/accel`), and AMD's compute driver beside it.

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Class, CodeTable, Command, Family, Kind, SubCommands, Symbol, Sysfs, Via,
    copied::{Parameter, Watch},
    generic,
};
use crate::uapi;

mod accelerators;
mod drivers;
mod kfd;
mod private;

/// The family. drm_ioctl compares type and number; direction and size are the caller's to choose. Numbers
/// from 0x40 to 0x9f (DRM_COMMAND_BASE, DRM_COMMAND_END) are the driver's own.
pub const FAMILY: Family = Family {
    name: "drm",
    title: "graphics and accelerators",
    kinds: &[
        Kind {
            name: "node",
            title: "GPUs and displays, /dev/dri/card0, /dev/dri/renderD128",
            // DRM_MAJOR
            via: Via::Numbers(&[226]),
            watch: Some(&COPIES),
            command_mask: TYPE_AND_NUMBER,
            commands: &[CORE, generic::COMMANDS],
            by_driver: drivers::DRIVERS,
            sysfs: &[Sysfs::named("drm", "card"), Sysfs::named("drm", "renderD")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "accel",
            title: "compute accelerators, /dev/accel/accel0",
            // ACCEL_MAJOR
            via: Via::Numbers(&[261]),
            watch: Some(&COPIES),
            command_mask: TYPE_AND_NUMBER,
            commands: &[CORE, generic::COMMANDS],
            by_driver: accelerators::DRIVERS,
            sysfs: &[Sysfs::numbered("accel", "accel")],
            ..Kind::NONE
        },
        Kind {
            name: "kfd",
            title: "AMD's compute driver, /dev/kfd",
            operations: &[Symbol::of("amdgpu", "kfd_fops")],
            // kfd_ioctl compares the number alone. What the VFS answers itself (fs/ioctl.c) never
            // reaches it, and is not told apart.
            command_mask: 0xff,
            commands: &[kfd::COMMANDS],
            sysfs: &[Sysfs::all("kfd")],
            ..Kind::NONE
        },
        Kind {
            name: "habanalabs-control",
            title: "what an accelerator of Habana Labs tells, /dev/accel/accel_controlD0",
            operations: &[Symbol::of("habanalabs", "hl_ctrl_ops")],
            // hl_ioctl_control compares the number alone.
            command_mask: 0xff,
            commands: &[accelerators::HABANALABS_CONTROL],
            sysfs: &[Sysfs::numbered("accel", "accel_controlD")],
            ..Kind::NONE
        },
        Kind {
            name: "xe-observation",
            title: "streams of Intel GPUs' performance counters",
            via: Via::Alike,
            operations: &[
                Symbol::of("xe", "xe_oa_fops"),
                Symbol::of("xe", "fops_eu_stall"),
            ],
            commands: &[drivers::XE_OBSERVATION, generic::COMMANDS],
            links: &["anon_inode:[xe_oa]"],
            ..Kind::NONE
        },
        Kind {
            name: "i915-performance",
            title: "streams of Intel GPUs' performance counters, of the older driver",
            via: Via::Alike,
            // Other drivers have operations of that name, too.
            operations: &[Symbol::of("i915", "fops").near("i915_oa_stream_ops")],
            commands: &[drivers::I915_PERFORMANCE, generic::COMMANDS],
            links: &["anon_inode:[i915_perf]"],
            ..Kind::NONE
        },
    ],
};

/// Every command is carried out by drm_ioctl_kernel(file, function, copy, flags) of `drm_ioctl.c`.
const COPIES: Watch = Watch {
    functions: &[Symbol::of("drm", "drm_ioctl_kernel")],
    copy: Parameter::At(2),
    commands: &[],
};

/// What drm_ioctl compares.
const TYPE_AND_NUMBER: u32 = 0xffff;

const UAPI: &str = "drm/drm.h";

/// Commands of every driver: of the core, and of mode setting.
const CORE: &[Command] = &CORE_COMMANDS;

const CORE_COMMANDS: [Command; uapi::drm::ALL.len()] = {
    let mut commands = Command::all(uapi::drm::ALL, Class::Standard);
    let mut at = 0;
    while at < commands.len() {
        let argument = match commands[at].number {
            number if number == uapi::drm::DRM_IOCTL_GET_CAP.number => Some(&CAPABILITY),
            number if number == uapi::drm::DRM_IOCTL_SET_CLIENT_CAP.number => {
                Some(&CLIENT_CAPABILITY)
            }
            _ => None,
        };
        if let Some(argument) = argument {
            commands[at] = commands[at].with(argument);
        }
        at += 1;
    }
    commands
};

/// struct drm_get_cap: capability, value.
const CAPABILITY: Argument = capability(&[SubCommands::new(
    "",
    &[standard(&[
        (0x01, "dumb-buffer"),
        (0x02, "vblank-high-crtc"),
        (0x03, "dumb-preferred-depth"),
        (0x04, "dumb-prefer-shadow"),
        (0x05, "prime"),
        (0x06, "timestamp-monotonic"),
        (0x07, "async-page-flip"),
        (0x08, "cursor-width"),
        (0x09, "cursor-height"),
        (0x10, "addfb2-modifiers"),
        (0x11, "page-flip-target"),
        (0x12, "crtc-in-vblank-event"),
        (0x13, "syncobj"),
        (0x14, "syncobj-timeline"),
        (0x15, "atomic-async-page-flip"),
    ])],
)]);

/// struct drm_set_client_cap: capability, value.
const CLIENT_CAPABILITY: Argument = capability(&[SubCommands::new(
    "",
    &[standard(&[
        (1, "stereo-3d"),
        (2, "universal-planes"),
        (3, "atomic"),
        (4, "aspect-ratio"),
        (5, "writeback-connectors"),
        (6, "cursor-plane-hotspot"),
        (7, "plane-color-pipeline"),
    ])],
)]);

const fn capability(sub: &'static [SubCommands]) -> Argument {
    Argument {
        sub,
        ..Argument::new(ArgumentSpec {
            sub: Field::at(0, 32),
            ..ArgumentSpec::new(4)
        })
    }
}

const fn standard(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source: UAPI,
        class: Class::Standard,
        note: None,
        codes,
    }
}

#[cfg(test)]
mod tests;
