//! `linux/vfio.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/vfio.h";

/// 0x3b64
pub const VFIO_GET_API_VERSION: Ioctl = ioctl(FROM, "VFIO_GET_API_VERSION", 0x3b64);
/// 0x3b65
pub const VFIO_CHECK_EXTENSION: Ioctl = ioctl(FROM, "VFIO_CHECK_EXTENSION", 0x3b65);
/// 0x3b66
pub const VFIO_SET_IOMMU: Ioctl = ioctl(FROM, "VFIO_SET_IOMMU", 0x3b66);
/// 0x3b67
pub const VFIO_GROUP_GET_STATUS: Ioctl = taking(FROM, "VFIO_GROUP_GET_STATUS", 0x3b67, &LAYOUT_VFIO_GROUP_STATUS);
/// 0x3b68
pub const VFIO_GROUP_SET_CONTAINER: Ioctl = ioctl(FROM, "VFIO_GROUP_SET_CONTAINER", 0x3b68);
/// 0x3b69
pub const VFIO_GROUP_UNSET_CONTAINER: Ioctl = ioctl(FROM, "VFIO_GROUP_UNSET_CONTAINER", 0x3b69);
/// 0x3b6a
pub const VFIO_GROUP_GET_DEVICE_FD: Ioctl = ioctl(FROM, "VFIO_GROUP_GET_DEVICE_FD", 0x3b6a);
/// 0x3b6b
pub const VFIO_DEVICE_GET_INFO: Ioctl = taking(FROM, "VFIO_DEVICE_GET_INFO", 0x3b6b, &LAYOUT_VFIO_DEVICE_INFO);
/// 0x3b6c
pub const VFIO_DEVICE_GET_REGION_INFO: Ioctl = taking(FROM, "VFIO_DEVICE_GET_REGION_INFO", 0x3b6c, &LAYOUT_VFIO_REGION_INFO);
/// 0x3b6d
pub const VFIO_DEVICE_GET_IRQ_INFO: Ioctl = taking(FROM, "VFIO_DEVICE_GET_IRQ_INFO", 0x3b6d, &LAYOUT_VFIO_IRQ_INFO);
/// 0x3b6e
pub const VFIO_DEVICE_SET_IRQS: Ioctl = taking(FROM, "VFIO_DEVICE_SET_IRQS", 0x3b6e, &LAYOUT_VFIO_IRQ_SET);
/// 0x3b6f
pub const VFIO_DEVICE_RESET: Ioctl = ioctl(FROM, "VFIO_DEVICE_RESET", 0x3b6f);
/// 0x3b70
pub const VFIO_DEVICE_GET_PCI_HOT_RESET_INFO: Ioctl = taking(FROM, "VFIO_DEVICE_GET_PCI_HOT_RESET_INFO", 0x3b70, &LAYOUT_VFIO_PCI_HOT_RESET_INFO);
/// 0x3b70
pub const VFIO_IOMMU_GET_INFO: Ioctl = taking(FROM, "VFIO_IOMMU_GET_INFO", 0x3b70, &LAYOUT_VFIO_IOMMU_TYPE1_INFO);
/// 0x3b70
pub const VFIO_IOMMU_SPAPR_TCE_GET_INFO: Ioctl = ioctl(FROM, "VFIO_IOMMU_SPAPR_TCE_GET_INFO", 0x3b70);
/// 0x3b71
pub const VFIO_DEVICE_PCI_HOT_RESET: Ioctl = taking(FROM, "VFIO_DEVICE_PCI_HOT_RESET", 0x3b71, &LAYOUT_VFIO_PCI_HOT_RESET);
/// 0x3b71
pub const VFIO_IOMMU_MAP_DMA: Ioctl = taking(FROM, "VFIO_IOMMU_MAP_DMA", 0x3b71, &LAYOUT_VFIO_IOMMU_TYPE1_DMA_MAP);
/// 0x3b72
pub const VFIO_DEVICE_QUERY_GFX_PLANE: Ioctl = taking(FROM, "VFIO_DEVICE_QUERY_GFX_PLANE", 0x3b72, &LAYOUT_VFIO_DEVICE_GFX_PLANE_INFO);
/// 0x3b72
pub const VFIO_IOMMU_UNMAP_DMA: Ioctl = taking(FROM, "VFIO_IOMMU_UNMAP_DMA", 0x3b72, &LAYOUT_VFIO_IOMMU_TYPE1_DMA_UNMAP);
/// 0x3b73
pub const VFIO_DEVICE_GET_GFX_DMABUF: Ioctl = ioctl(FROM, "VFIO_DEVICE_GET_GFX_DMABUF", 0x3b73);
/// 0x3b73
pub const VFIO_IOMMU_ENABLE: Ioctl = ioctl(FROM, "VFIO_IOMMU_ENABLE", 0x3b73);
/// 0x3b74
pub const VFIO_DEVICE_IOEVENTFD: Ioctl = taking(FROM, "VFIO_DEVICE_IOEVENTFD", 0x3b74, &LAYOUT_VFIO_DEVICE_IOEVENTFD);
/// 0x3b74
pub const VFIO_IOMMU_DISABLE: Ioctl = ioctl(FROM, "VFIO_IOMMU_DISABLE", 0x3b74);
/// 0x3b75
pub const VFIO_DEVICE_FEATURE: Ioctl = taking(FROM, "VFIO_DEVICE_FEATURE", 0x3b75, &LAYOUT_VFIO_DEVICE_FEATURE);
/// 0x3b75
pub const VFIO_IOMMU_DIRTY_PAGES: Ioctl = taking(FROM, "VFIO_IOMMU_DIRTY_PAGES", 0x3b75, &LAYOUT_VFIO_IOMMU_TYPE1_DIRTY_BITMAP);
/// 0x3b75
pub const VFIO_IOMMU_SPAPR_REGISTER_MEMORY: Ioctl = ioctl(FROM, "VFIO_IOMMU_SPAPR_REGISTER_MEMORY", 0x3b75);
/// 0x3b76
pub const VFIO_DEVICE_BIND_IOMMUFD: Ioctl = taking(FROM, "VFIO_DEVICE_BIND_IOMMUFD", 0x3b76, &LAYOUT_VFIO_DEVICE_BIND_IOMMUFD);
/// 0x3b76
pub const VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY: Ioctl = ioctl(FROM, "VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY", 0x3b76);
/// 0x3b77
pub const VFIO_DEVICE_ATTACH_IOMMUFD_PT: Ioctl = taking(FROM, "VFIO_DEVICE_ATTACH_IOMMUFD_PT", 0x3b77, &LAYOUT_VFIO_DEVICE_ATTACH_IOMMUFD_PT);
/// 0x3b77
pub const VFIO_IOMMU_SPAPR_TCE_CREATE: Ioctl = ioctl(FROM, "VFIO_IOMMU_SPAPR_TCE_CREATE", 0x3b77);
/// 0x3b78
pub const VFIO_DEVICE_DETACH_IOMMUFD_PT: Ioctl = taking(FROM, "VFIO_DEVICE_DETACH_IOMMUFD_PT", 0x3b78, &LAYOUT_VFIO_DEVICE_DETACH_IOMMUFD_PT);
/// 0x3b78
pub const VFIO_IOMMU_SPAPR_TCE_REMOVE: Ioctl = ioctl(FROM, "VFIO_IOMMU_SPAPR_TCE_REMOVE", 0x3b78);
/// 0x3b79
pub const VFIO_MIG_GET_PRECOPY_INFO: Ioctl = ioctl(FROM, "VFIO_MIG_GET_PRECOPY_INFO", 0x3b79);
/// 0x3b79
pub const VFIO_EEH_PE_OP: Ioctl = ioctl(FROM, "VFIO_EEH_PE_OP", 0x3b79);

/// Each of them.
pub const ALL: [Ioctl; 34] = [
    VFIO_GET_API_VERSION, VFIO_CHECK_EXTENSION, VFIO_SET_IOMMU, VFIO_GROUP_GET_STATUS,
    VFIO_GROUP_SET_CONTAINER, VFIO_GROUP_UNSET_CONTAINER, VFIO_GROUP_GET_DEVICE_FD,
    VFIO_DEVICE_GET_INFO, VFIO_DEVICE_GET_REGION_INFO, VFIO_DEVICE_GET_IRQ_INFO,
    VFIO_DEVICE_SET_IRQS, VFIO_DEVICE_RESET, VFIO_DEVICE_GET_PCI_HOT_RESET_INFO,
    VFIO_IOMMU_GET_INFO, VFIO_IOMMU_SPAPR_TCE_GET_INFO, VFIO_DEVICE_PCI_HOT_RESET,
    VFIO_IOMMU_MAP_DMA, VFIO_DEVICE_QUERY_GFX_PLANE, VFIO_IOMMU_UNMAP_DMA,
    VFIO_DEVICE_GET_GFX_DMABUF, VFIO_IOMMU_ENABLE, VFIO_DEVICE_IOEVENTFD, VFIO_IOMMU_DISABLE,
    VFIO_DEVICE_FEATURE, VFIO_IOMMU_DIRTY_PAGES, VFIO_IOMMU_SPAPR_REGISTER_MEMORY,
    VFIO_DEVICE_BIND_IOMMUFD, VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY,
    VFIO_DEVICE_ATTACH_IOMMUFD_PT, VFIO_IOMMU_SPAPR_TCE_CREATE,
    VFIO_DEVICE_DETACH_IOMMUFD_PT, VFIO_IOMMU_SPAPR_TCE_REMOVE, VFIO_MIG_GET_PRECOPY_INFO,
    VFIO_EEH_PE_OP,
];

const LAYOUT_VFIO_GROUP_STATUS: Layout = Layout {
    name: "struct vfio_group_status",
    size: 8,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_DEVICE_INFO: Layout = Layout {
    name: "struct vfio_device_info",
    size: 24,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("num_regions", 8, Unsigned(4)), member("num_irqs", 12, Unsigned(4)),
        member("cap_offset", 16, Unsigned(4)), member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_REGION_INFO: Layout = Layout {
    name: "struct vfio_region_info",
    size: 32,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("index", 8, Unsigned(4)), member("cap_offset", 12, Unsigned(4)),
        member("size", 16, Unsigned(8)), member("offset", 24, Unsigned(8)),
    ],
};

const LAYOUT_VFIO_IRQ_INFO: Layout = Layout {
    name: "struct vfio_irq_info",
    size: 16,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("index", 8, Unsigned(4)), member("count", 12, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_IRQ_SET: Layout = Layout {
    name: "struct vfio_irq_set",
    size: 20,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("index", 8, Unsigned(4)), member("start", 12, Unsigned(4)),
        member("count", 16, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_PCI_HOT_RESET_INFO: Layout = Layout {
    name: "struct vfio_pci_hot_reset_info",
    size: 12,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("count", 8, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_PCI_HOT_RESET: Layout = Layout {
    name: "struct vfio_pci_hot_reset",
    size: 12,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("count", 8, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_DEVICE_GFX_PLANE_INFO: Layout = Layout {
    name: "struct vfio_device_gfx_plane_info",
    size: 64,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("drm_plane_type", 8, Unsigned(4)), member("drm_format", 12, Unsigned(4)),
        member("drm_format_mod", 16, Unsigned(8)), member("width", 24, Unsigned(4)),
        member("height", 28, Unsigned(4)), member("stride", 32, Unsigned(4)),
        member("size", 36, Unsigned(4)), member("x_pos", 40, Unsigned(4)),
        member("y_pos", 44, Unsigned(4)), member("x_hot", 48, Unsigned(4)),
        member("y_hot", 52, Unsigned(4)), member("region_index", 56, Unsigned(4)),
        member("reserved", 60, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_DEVICE_IOEVENTFD: Layout = Layout {
    name: "struct vfio_device_ioeventfd",
    size: 32,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("data", 16, Unsigned(8)),
        member("fd", 24, Signed(4)), member("reserved", 28, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_DEVICE_FEATURE: Layout = Layout {
    name: "struct vfio_device_feature",
    size: 8,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_DEVICE_BIND_IOMMUFD: Layout = Layout {
    name: "struct vfio_device_bind_iommufd",
    size: 24,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("iommufd", 8, Signed(4)), member("out_devid", 12, Unsigned(4)),
        member("token_uuid_ptr", 16, Unsigned(8)),
    ],
};

const LAYOUT_VFIO_DEVICE_ATTACH_IOMMUFD_PT: Layout = Layout {
    name: "struct vfio_device_attach_iommufd_pt",
    size: 16,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("pt_id", 8, Unsigned(4)), member("pasid", 12, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_DEVICE_DETACH_IOMMUFD_PT: Layout = Layout {
    name: "struct vfio_device_detach_iommufd_pt",
    size: 12,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("pasid", 8, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_IOMMU_TYPE1_INFO: Layout = Layout {
    name: "struct vfio_iommu_type1_info",
    size: 24,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("iova_pgsizes", 8, Unsigned(8)), member("cap_offset", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_VFIO_IOMMU_TYPE1_DMA_MAP: Layout = Layout {
    name: "struct vfio_iommu_type1_dma_map",
    size: 32,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("vaddr", 8, Unsigned(8)), member("iova", 16, Unsigned(8)),
        member("size", 24, Unsigned(8)),
    ],
};

const LAYOUT_VFIO_IOMMU_TYPE1_DMA_UNMAP: Layout = Layout {
    name: "struct vfio_iommu_type1_dma_unmap",
    size: 24,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("iova", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
    ],
};

const LAYOUT_VFIO_IOMMU_TYPE1_DIRTY_BITMAP: Layout = Layout {
    name: "struct vfio_iommu_type1_dirty_bitmap",
    size: 8,
    members: &[
        member("argsz", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};
