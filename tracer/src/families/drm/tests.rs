//! What holds for DRM.

use tracer_common::count::entry;

use super::*;
use crate::uapi::Ioctl;

const NODE: &Kind = &FAMILY.kinds[0];
const ACCEL: &Kind = &FAMILY.kinds[1];
const KFD: &Kind = &FAMILY.kinds[2];

/// A driver's command, as the model finds it.
fn of(kind: &Kind, driver: &str, number: u32) -> &'static Command {
    let number = number & kind.command_mask;
    kind.command_of(driver, entry::IOCTL, number)
        .or_else(|| kind.command(entry::IOCTL, number))
        .expect("a command")
}

/// Each header with a driver that it is of.
const HEADERS: &[(&Kind, &str, &[Ioctl])] = &[
    (NODE, "i915", &uapi::i915_drm::ALL),
    (NODE, "xe", &uapi::xe_drm::ALL),
    (NODE, "amdgpu", &uapi::amdgpu_drm::ALL),
    (NODE, "radeon", &uapi::radeon_drm::ALL),
    (NODE, "nouveau", &uapi::nouveau_drm::ALL),
    (NODE, "nova_drm", &uapi::nova_drm::ALL),
    (NODE, "msm_dpu", &uapi::msm_drm::ALL),
    (NODE, "panfrost", &uapi::panfrost_drm::ALL),
    (NODE, "panthor", &uapi::panthor_drm::ALL),
    (NODE, "lima", &uapi::lima_drm::ALL),
    (NODE, "v3d", &uapi::v3d_drm::ALL),
    (NODE, "vc4-drm", &uapi::vc4_drm::ALL),
    (NODE, "etnaviv", &uapi::etnaviv_drm::ALL),
    (NODE, "drm", &uapi::tegra_drm::ALL),
    (NODE, "exynos-drm", &uapi::exynos_drm::ALL),
    (NODE, "omapdrm", &uapi::omap_drm::ALL),
    (NODE, "armada-drm", &uapi::armada_drm::ALL),
    (NODE, "powervr", &uapi::pvr_drm::ALL),
    (NODE, "asahi", &uapi::asahi_drm::ALL),
    (NODE, "virtio_gpu", &uapi::virtgpu_drm::ALL),
    (NODE, "vmwgfx", &uapi::vmwgfx_drm::ALL),
    (NODE, "qxl", &uapi::qxl_drm::ALL),
    (NODE, "vgem", &uapi::vgem_drm::ALL),
    (ACCEL, "intel_vpu", &uapi::ivpu_accel::ALL),
    (ACCEL, "habanalabs", &uapi::habanalabs_accel::ALL),
    (ACCEL, "qaic", &uapi::qaic_accel::ALL),
    (ACCEL, "amdxdna", &uapi::amdxdna_accel::ALL),
    (ACCEL, "rocket", &uapi::rocket_accel::ALL),
    (ACCEL, "ethosu", &uapi::ethosu_accel::ALL),
    (NODE, "", &uapi::drm::ALL),
    (ACCEL, "", &uapi::drm::ALL),
    (KFD, "", &uapi::kfd_ioctl::ALL),
];

/// Names that drivers no longer have for a number.
const FORMER: &[&str] = &[
    "DRM_IOCTL_I915_GEM_MMAP_GTT",
    "DRM_IOCTL_I915_GEM_EXECBUFFER2",
    "DRM_IOCTL_I915_GEM_CONTEXT_CREATE",
    "DRM_VMW_ALLOC_DMABUF",
    "DRM_VMW_UNREF_DMABUF",
];

/// Kinds of the descriptors that drivers open for streams, with the header that has their commands.
const STREAMS: &[(&str, &[Command], &[Ioctl])] = &[
    (
        "xe-observation",
        drivers::XE_OBSERVATION,
        &uapi::xe_drm::ALL,
    ),
    (
        "i915-performance",
        drivers::I915_PERFORMANCE,
        &uapi::i915_drm::ALL,
    ),
];

#[test]
fn every_ioctl_of_the_headers_is_known() {
    for (kind, driver, ioctls) in HEADERS {
        for ioctl in *ioctls {
            let mut streams = STREAMS.iter().flat_map(|(_, commands, _)| *commands);
            let is_of_stream = streams.any(|command| command.name == ioctl.name);
            if !FORMER.contains(&ioctl.name) && !is_of_stream {
                assert_eq!(of(kind, driver, ioctl.number).name, ioctl.name, "{driver}");
            }
        }
    }
    for (name, commands, ioctls) in STREAMS {
        let mut kinds = FAMILY.kinds.iter();
        let kind = kinds.find(|kind| kind.name == *name).expect("a kind");
        let of_streams = ioctls
            .iter()
            .filter(|ioctl| ioctl.number >> 8 & 0xff != 0x64);
        let names: Vec<_> = of_streams.map(|ioctl| ioctl.name).collect();
        assert_eq!(names.len(), commands.len());
        for (name, command) in names.iter().zip(*commands) {
            assert_eq!(*name, command.name);
            assert!(kind.command(entry::IOCTL, command.number).is_some());
        }
    }
}

#[test]
fn former_names_are_not_used() {
    for (driver, number, name) in [
        ("i915", 0x6464, "DRM_IOCTL_I915_GEM_MMAP_OFFSET"),
        ("i915", 0x6469, "DRM_IOCTL_I915_GEM_EXECBUFFER2_WR"),
        ("i915", 0x646d, "DRM_IOCTL_I915_GEM_CONTEXT_CREATE_EXT"),
        ("vmwgfx", 0x6441, "DRM_VMW_ALLOC_BO"),
        ("vmwgfx", 0x6442, "DRM_VMW_HANDLE_CLOSE"),
    ] {
        assert_eq!(of(NODE, driver, number).name, name);
    }
}

#[test]
fn objects_of_nouveau_are_the_driver_s() {
    // DRM_COMMAND_BASE and DRM_NOUVEAU_NVIF, of a request of 32 bytes to read and write.
    let command = of(NODE, "nouveau", 0xc020_6447);
    assert_eq!(
        (command.name, command.class),
        ("DRM_NOUVEAU_NVIF", Class::Driver)
    );
    assert!(command.note.is_some());
}

#[test]
fn drivers_have_the_numbers_that_drm_leaves_them() {
    let is_private =
        |number: u32| number >> 8 & 0xff == 0x64 && (0x40..0xa0).contains(&(number & 0xff));
    let mut seen = 0;
    for kind in [NODE, ACCEL] {
        for command in CORE {
            assert!(!is_private(command.number), "{}", command.name);
        }
        for (driver, tables) in kind.by_driver {
            for command in tables.iter().copied().flatten() {
                assert!(is_private(command.number), "{driver} {}", command.name);
                assert!(
                    command.argument.is_none(),
                    "the kernel side has no spec for it"
                );
                assert!(!command.source.is_empty());
                seen += 1;
            }
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn direction_and_size_do_not_tell_commands_apart() {
    // struct drm_mode_get_connector was shorter once.
    for number in [0xc050_64a7, 0xc04c_64a7, 0x64a7] {
        assert_eq!(of(NODE, "", number).name, "DRM_IOCTL_MODE_GETCONNECTOR");
    }
    // Another type is another command, also where the number is DRM's.
    assert_eq!(of(NODE, "i915", 0x5401).name, "TCGETS");
}

#[test]
fn a_number_means_what_its_driver_says() {
    for (driver, name, class) in [
        ("amdgpu", "DRM_IOCTL_AMDGPU_CS", Class::Opaque),
        ("i915", "DRM_IOCTL_I915_IRQ_EMIT", Class::Driver),
        (
            "virtio_gpu",
            "DRM_IOCTL_VIRTGPU_RESOURCE_CREATE",
            Class::Driver,
        ),
        (
            "virtio-pci",
            "DRM_IOCTL_VIRTGPU_RESOURCE_CREATE",
            Class::Driver,
        ),
        ("nvidia", "DRM_IOCTL_NVIDIA_FENCE_SUPPORTED", Class::Driver),
    ] {
        let command = of(NODE, driver, 0x6444);
        assert_eq!((command.name, command.class), (name, class));
    }
    assert!(NODE.command(entry::IOCTL, 0x6444).is_none());
}

#[test]
fn programs_for_the_device_are_opaque() {
    let mut opaque: Vec<&str> = [NODE, ACCEL]
        .iter()
        .flat_map(|kind| kind.by_driver)
        .flat_map(|(_, tables)| tables.iter().copied().flatten())
        .filter(|command| command.class == Class::Opaque)
        .inspect(|command| assert!(command.note.is_some(), "{}", command.name))
        .map(|command| command.name)
        .collect();
    opaque.sort_unstable();
    opaque.dedup();
    // What a header calls a submission or an execution and is not opaque has its reason here.
    let documented = [
        // Names what G2D_SET_CMDLIST brought.
        "DRM_IOCTL_EXYNOS_G2D_EXEC",
        // SVGA commands and QXL commands are specified, and the kernel checks the former.
        "DRM_VMW_EXECBUF",
        "DRM_IOCTL_QXL_EXECBUFFER",
        // Jobs for the processor, by the header's structures.
        "DRM_IOCTL_V3D_SUBMIT_CPU",
        // Buffers of data.
        "DRM_IOCTL_QAIC_EXECUTE_BO",
        "DRM_IOCTL_QAIC_PARTIAL_EXECUTE_BO",
    ];
    for (_, driver, ioctls) in HEADERS {
        for ioctl in *ioctls {
            let submits = ["_SUBMIT", "_EXECBUF", "_PUSHBUF", "_EXEC", "_CMDBUF"]
                .iter()
                .any(|word| ioctl.name.contains(word))
                && !["_EXEC_QUEUE_", "SUBMITQUEUE"]
                    .iter()
                    .any(|word| ioctl.name.contains(word))
                || ioctl.name.ends_with("_CS") && !ioctl.name.contains("WAIT_CS");
            if submits && !documented.contains(&ioctl.name) {
                assert!(opaque.contains(&ioctl.name), "{driver} {}", ioctl.name);
            }
        }
    }
}

#[test]
fn what_is_to_be_done_is_named() {
    let named = |kind: &Kind, ioctl: Ioctl, code| {
        let argument = of(kind, "", ioctl.number).argument.expect("an argument");
        argument.name(code, 0).expect("a name").name
    };
    assert_eq!(named(NODE, uapi::drm::DRM_IOCTL_GET_CAP, 0x13), "syncobj");
    assert_eq!(
        named(ACCEL, uapi::drm::DRM_IOCTL_SET_CLIENT_CAP, 3),
        "atomic"
    );
    assert_eq!(
        named(KFD, uapi::kfd_ioctl::AMDKFD_IOC_DBG_TRAP, 6),
        "suspend-queues"
    );
    assert_eq!(named(KFD, uapi::kfd_ioctl::AMDKFD_IOC_CRIU_OP, 4), "resume");
}

#[test]
fn fields_lie_where_the_headers_have_them() {
    let word = |ioctl: Ioctl, path: &str| {
        let members = ioctl.takes.expect("a structure").members;
        let member = members.iter().find(|member| member.path == path);
        member.expect("a member").offset / 4
    };
    for (kind, ioctl, path) in [
        (NODE, uapi::drm::DRM_IOCTL_GET_CAP, "capability"),
        (NODE, uapi::drm::DRM_IOCTL_SET_CLIENT_CAP, "capability"),
        (KFD, uapi::kfd_ioctl::AMDKFD_IOC_SVM, "op"),
        (KFD, uapi::kfd_ioctl::AMDKFD_IOC_CRIU_OP, "op"),
        (KFD, uapi::kfd_ioctl::AMDKFD_IOC_DBG_TRAP, "op"),
        (KFD, uapi::kfd_ioctl::AMDKFD_IOC_PROFILER, "op"),
    ] {
        let argument = of(kind, "", ioctl.number).argument.expect("an argument");
        assert_eq!(
            u16::from(argument.spec.sub.word),
            word(ioctl, path),
            "{}",
            ioctl.name
        );
    }
}
