//! The drivers' own commands, by driver.

use super::{
    Class, Command,
    private::{self, driver, noted, submission},
};
use crate::uapi;

/// By the name that sysfs has for the driver of the node's device, or by the module's where there is
/// none.
pub(super) const DRIVERS: &[(&str, &[&[Command]])] = &[
    ("i915", &[&I915_RENAMED, I915]),
    ("xe", &[XE]),
    ("amdgpu", &[AMDGPU]),
    ("radeon", &[RADEON]),
    ("nouveau", &[NOUVEAU, NOUVEAU_PLAIN]),
    ("nova_drm", &[NOVA]),
    // nvidia-drm's device is nvidia's.
    ("nvidia", &[NVIDIA]),
    ("nvidia_drm", &[NVIDIA]),
    // Of its display controllers one by one, and of a GPU without a display.
    ("msm", &[MSM]),
    ("msm_dpu", &[MSM]),
    ("msm_mdp", &[MSM]),
    ("mdp4", &[MSM]),
    ("adreno", &[MSM]),
    ("panfrost", &[PANFROST]),
    ("panthor", &[PANTHOR]),
    ("tyr", &[PANTHOR]),
    ("lima", &[LIMA]),
    ("v3d", &[V3D]),
    ("vc4", &[VC4]),
    ("vc4-drm", &[VC4]),
    ("etnaviv", &[ETNAVIV]),
    // host1x_drm_driver, on the bus host1x.
    ("drm", &[TEGRA]),
    ("tegra_drm", &[TEGRA]),
    ("exynos-drm", &[EXYNOS]),
    ("exynosdrm", &[EXYNOS]),
    ("omapdrm", &[OMAP]),
    ("armada-drm", &[ARMADA]),
    ("armada", &[ARMADA]),
    ("powervr", &[PVR]),
    ("asahi", &[ASAHI]),
    // The device's, or that of the transport below it.
    ("virtio_gpu", &[VIRTGPU]),
    ("virtio-pci", &[VIRTGPU]),
    ("virtio-mmio", &[VIRTGPU]),
    ("vmwgfx", &[&VMWGFX_RENAMED, VMWGFX]),
    ("qxl", &[QXL]),
    ("vgem", &[VGEM]),
];

/// Why a queue that is set up says nothing of what it carries.
const QUEUE: &str = "what the process puts into the queue afterwards passes no call";

driver!(I915: i915_drm,
    submission(DRM_IOCTL_I915_BATCHBUFFER),
    submission(DRM_IOCTL_I915_CMDBUFFER),
    submission(DRM_IOCTL_I915_GEM_EXECBUFFER),
    submission(DRM_IOCTL_I915_GEM_EXECBUFFER2),
    submission(DRM_IOCTL_I915_GEM_EXECBUFFER2_WR),
);

/// Of two names for one number, the one that the driver's own table has.
const I915_RENAMED: [Command; 3] = [
    Command::of(
        uapi::i915_drm::DRM_IOCTL_I915_GEM_MMAP_OFFSET,
        Class::Driver,
    ),
    I915_EXECBUFFER2,
    Command::of(
        uapi::i915_drm::DRM_IOCTL_I915_GEM_CONTEXT_CREATE_EXT,
        Class::Driver,
    ),
];

const I915_EXECBUFFER2: Command = {
    let (ioctl, class, note) = submission(uapi::i915_drm::DRM_IOCTL_I915_GEM_EXECBUFFER2_WR);
    Command::of(ioctl, class).class(class, Some(note))
};

/// Of the descriptors that DRM_IOCTL_I915_PERF_OPEN opens.
pub(super) const I915_PERFORMANCE: &[Command] = &[
    Command::of(uapi::i915_drm::I915_PERF_IOCTL_ENABLE, Class::Driver),
    Command::of(uapi::i915_drm::I915_PERF_IOCTL_DISABLE, Class::Driver),
    Command::of(uapi::i915_drm::I915_PERF_IOCTL_CONFIG, Class::Driver),
];

driver!(XE: xe_drm, submission(DRM_IOCTL_XE_EXEC));

/// Of the descriptors that DRM_IOCTL_XE_OBSERVATION opens.
pub(super) const XE_OBSERVATION: &[Command] = &[
    Command::of(uapi::xe_drm::DRM_XE_OBSERVATION_IOCTL_ENABLE, Class::Driver),
    Command::of(
        uapi::xe_drm::DRM_XE_OBSERVATION_IOCTL_DISABLE,
        Class::Driver,
    ),
    Command::of(uapi::xe_drm::DRM_XE_OBSERVATION_IOCTL_CONFIG, Class::Driver),
    Command::of(uapi::xe_drm::DRM_XE_OBSERVATION_IOCTL_STATUS, Class::Driver),
    Command::of(uapi::xe_drm::DRM_XE_OBSERVATION_IOCTL_INFO, Class::Driver),
];

driver!(AMDGPU: amdgpu_drm,
    submission(DRM_IOCTL_AMDGPU_CS),
    noted(DRM_IOCTL_AMDGPU_USERQ, QUEUE),
);

driver!(RADEON: radeon_drm,
    submission(DRM_IOCTL_RADEON_INDIRECT),
    submission(DRM_IOCTL_RADEON_CMDBUF),
    submission(DRM_IOCTL_RADEON_CS),
);

driver!(NOUVEAU: nouveau_drm,
    submission(DRM_IOCTL_NOUVEAU_EXEC),
    submission(DRM_IOCTL_NOUVEAU_GEM_PUSHBUF),
);

/// Numbers that the header has without an ioctl's direction and size.
const NOUVEAU_PLAIN: &[Command] = &[
    nouveau("DRM_NOUVEAU_SETPARAM", 0x01),
    nouveau("DRM_NOUVEAU_GROBJ_ALLOC", 0x04),
    nouveau("DRM_NOUVEAU_NOTIFIEROBJ_ALLOC", 0x05),
    nouveau("DRM_NOUVEAU_GPUOBJ_FREE", 0x06),
    // The header has its number and not what it takes.
    nouveau("DRM_NOUVEAU_NVIF", 0x07).class(
        Class::Driver,
        Some(
            "objects of the GPU and their methods, by structures of the driver's source alone (nouveau/include/nvif/ioctl.h)",
        ),
    ),
];

const fn nouveau(name: &'static str, number: u32) -> Command {
    Command::plain(name, of_driver(number), Class::Driver, "drm/nouveau_drm.h")
}

driver!(NOVA: nova_drm);

driver!(MSM: msm_drm, submission(DRM_IOCTL_MSM_GEM_SUBMIT));

driver!(PANFROST: panfrost_drm, submission(DRM_IOCTL_PANFROST_SUBMIT));

driver!(PANTHOR: panthor_drm,
    submission(DRM_IOCTL_PANTHOR_GROUP_SUBMIT),
    noted(DRM_IOCTL_PANTHOR_SET_USER_MMIO_OFFSET, "what is done with the registers passes no call"),
);

driver!(LIMA: lima_drm, submission(DRM_IOCTL_LIMA_GEM_SUBMIT));

driver!(V3D: v3d_drm,
    submission(DRM_IOCTL_V3D_SUBMIT_CL),
    submission(DRM_IOCTL_V3D_SUBMIT_TFU),
    submission(DRM_IOCTL_V3D_SUBMIT_CSD),
);

driver!(VC4: vc4_drm,
    submission(DRM_IOCTL_VC4_SUBMIT_CL),
    submission(DRM_IOCTL_VC4_CREATE_SHADER_BO),
);

driver!(ETNAVIV: etnaviv_drm, submission(DRM_IOCTL_ETNAVIV_GEM_SUBMIT));

driver!(TEGRA: tegra_drm,
    submission(DRM_IOCTL_TEGRA_SUBMIT),
    submission(DRM_IOCTL_TEGRA_CHANNEL_SUBMIT),
);

driver!(EXYNOS: exynos_drm,
    submission(DRM_IOCTL_EXYNOS_G2D_SET_CMDLIST),
    noted(DRM_IOCTL_EXYNOS_G2D_EXEC, "executes what DRM_IOCTL_EXYNOS_G2D_SET_CMDLIST brought"),
);

driver!(OMAP: omap_drm);

driver!(ARMADA: armada_drm);

driver!(PVR: pvr_drm, submission(DRM_IOCTL_PVR_SUBMIT_JOBS));

driver!(ASAHI: asahi_drm, submission(DRM_IOCTL_ASAHI_SUBMIT));

driver!(VIRTGPU: virtgpu_drm,
    (
        DRM_IOCTL_VIRTGPU_EXECBUFFER,
        Class::Opaque,
        "the commands are those of the context's capability set, which the host's renderer defines",
    ),
);

driver!(VMWGFX: vmwgfx_drm,
    noted(DRM_VMW_EXECBUF, "the kernel checks the SVGA commands one by one (svga3d_cmd.h)"),
    noted(DRM_VMW_MSG, "the message is the hypervisor's to read"),
);

/// Of two names for one number, the one that the driver's own table has.
const VMWGFX_RENAMED: [Command; 2] = [
    Command::of(uapi::vmwgfx_drm::DRM_VMW_ALLOC_BO, Class::Driver),
    Command::of(uapi::vmwgfx_drm::DRM_VMW_HANDLE_CLOSE, Class::Driver),
];

driver!(QXL: qxl_drm,
    noted(DRM_IOCTL_QXL_EXECBUFFER, "the drawing commands are those of spice-protocol's qxl_dev.h"),
);

driver!(VGEM: vgem_drm);

const OPEN_MODULES: &str = "NVIDIA open GPU kernel modules 595.45.04, nv_drm_common_ioctl.h";

const NVIDIA: &[Command] = &[
    nvidia("DRM_IOCTL_NVIDIA_GET_CRTC_CRC32", 0x00),
    nvidia("DRM_IOCTL_NVIDIA_GEM_IMPORT_NVKMS_MEMORY", 0x01),
    nvidia("DRM_IOCTL_NVIDIA_GEM_IMPORT_USERSPACE_MEMORY", 0x02),
    nvidia("DRM_IOCTL_NVIDIA_GET_DEV_INFO", 0x03),
    nvidia("DRM_IOCTL_NVIDIA_FENCE_SUPPORTED", 0x04),
    nvidia("DRM_IOCTL_NVIDIA_PRIME_FENCE_CONTEXT_CREATE", 0x05),
    nvidia("DRM_IOCTL_NVIDIA_GEM_PRIME_FENCE_ATTACH", 0x06),
    nvidia("DRM_IOCTL_NVIDIA_GET_CLIENT_CAPABILITY", 0x08),
    nvidia("DRM_IOCTL_NVIDIA_GEM_EXPORT_NVKMS_MEMORY", 0x09),
    nvidia("DRM_IOCTL_NVIDIA_GEM_MAP_OFFSET", 0x0a),
    nvidia("DRM_IOCTL_NVIDIA_GEM_ALLOC_NVKMS_MEMORY", 0x0b),
    nvidia("DRM_IOCTL_NVIDIA_GET_CRTC_CRC32_V2", 0x0c),
    nvidia("DRM_IOCTL_NVIDIA_GEM_EXPORT_DMABUF_MEMORY", 0x0d),
    nvidia("DRM_IOCTL_NVIDIA_GEM_IDENTIFY_OBJECT", 0x0e),
    nvidia("DRM_IOCTL_NVIDIA_DMABUF_SUPPORTED", 0x0f),
    nvidia("DRM_IOCTL_NVIDIA_GET_DPY_ID_FOR_CONNECTOR_ID", 0x10),
    nvidia("DRM_IOCTL_NVIDIA_GET_CONNECTOR_ID_FOR_DPY_ID", 0x11),
    nvidia("DRM_IOCTL_NVIDIA_GRANT_PERMISSIONS", 0x12),
    nvidia("DRM_IOCTL_NVIDIA_REVOKE_PERMISSIONS", 0x13),
    nvidia("DRM_IOCTL_NVIDIA_SEMSURF_FENCE_CTX_CREATE", 0x14),
    nvidia("DRM_IOCTL_NVIDIA_SEMSURF_FENCE_CREATE", 0x15),
    nvidia("DRM_IOCTL_NVIDIA_SEMSURF_FENCE_WAIT", 0x16),
    nvidia("DRM_IOCTL_NVIDIA_SEMSURF_FENCE_ATTACH", 0x17),
    nvidia("DRM_IOCTL_NVIDIA_GET_DRM_FILE_UNIQUE_ID", 0x18),
    nvidia("DRM_IOCTL_NVIDIA_REGISTER_ROI", 0x19),
    nvidia("DRM_IOCTL_NVIDIA_UNREGISTER_ROI", 0x1a),
    nvidia("DRM_IOCTL_NVIDIA_GET_CRTC_ROI_CRCS", 0x1b),
    nvidia("DRM_IOCTL_NVIDIA_GET_ROI_CAPABILITIES", 0x1c),
];

const fn nvidia(name: &'static str, number: u32) -> Command {
    Command::plain(name, of_driver(number), Class::Driver, OPEN_MODULES)
}

/// From DRM_COMMAND_BASE on; the direction and the size, which DRM does not compare, are left out.
const fn of_driver(number: u32) -> u32 {
    0x6440 + number
}
