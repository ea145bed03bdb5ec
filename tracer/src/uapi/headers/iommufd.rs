//! `linux/iommufd.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/iommufd.h";

/// 0x3b80
pub const IOMMU_DESTROY: Ioctl = taking(FROM, "IOMMU_DESTROY", 0x3b80, &LAYOUT_IOMMU_DESTROY);
/// 0x3b81
pub const IOMMU_IOAS_ALLOC: Ioctl = taking(FROM, "IOMMU_IOAS_ALLOC", 0x3b81, &LAYOUT_IOMMU_IOAS_ALLOC);
/// 0x3b82
pub const IOMMU_IOAS_ALLOW_IOVAS: Ioctl = taking(FROM, "IOMMU_IOAS_ALLOW_IOVAS", 0x3b82, &LAYOUT_IOMMU_IOAS_ALLOW_IOVAS);
/// 0x3b83
pub const IOMMU_IOAS_COPY: Ioctl = taking(FROM, "IOMMU_IOAS_COPY", 0x3b83, &LAYOUT_IOMMU_IOAS_COPY);
/// 0x3b84
pub const IOMMU_IOAS_IOVA_RANGES: Ioctl = taking(FROM, "IOMMU_IOAS_IOVA_RANGES", 0x3b84, &LAYOUT_IOMMU_IOAS_IOVA_RANGES);
/// 0x3b85
pub const IOMMU_IOAS_MAP: Ioctl = taking(FROM, "IOMMU_IOAS_MAP", 0x3b85, &LAYOUT_IOMMU_IOAS_MAP);
/// 0x3b86
pub const IOMMU_IOAS_UNMAP: Ioctl = taking(FROM, "IOMMU_IOAS_UNMAP", 0x3b86, &LAYOUT_IOMMU_IOAS_UNMAP);
/// 0x3b87
pub const IOMMU_OPTION: Ioctl = taking(FROM, "IOMMU_OPTION", 0x3b87, &LAYOUT_IOMMU_OPTION);
/// 0x3b88
pub const IOMMU_VFIO_IOAS: Ioctl = taking(FROM, "IOMMU_VFIO_IOAS", 0x3b88, &LAYOUT_IOMMU_VFIO_IOAS);
/// 0x3b89
pub const IOMMU_HWPT_ALLOC: Ioctl = taking(FROM, "IOMMU_HWPT_ALLOC", 0x3b89, &LAYOUT_IOMMU_HWPT_ALLOC);
/// 0x3b8a
pub const IOMMU_GET_HW_INFO: Ioctl = taking(FROM, "IOMMU_GET_HW_INFO", 0x3b8a, &LAYOUT_IOMMU_HW_INFO);
/// 0x3b8b
pub const IOMMU_HWPT_SET_DIRTY_TRACKING: Ioctl = taking(FROM, "IOMMU_HWPT_SET_DIRTY_TRACKING", 0x3b8b, &LAYOUT_IOMMU_HWPT_SET_DIRTY_TRACKING);
/// 0x3b8c
pub const IOMMU_HWPT_GET_DIRTY_BITMAP: Ioctl = taking(FROM, "IOMMU_HWPT_GET_DIRTY_BITMAP", 0x3b8c, &LAYOUT_IOMMU_HWPT_GET_DIRTY_BITMAP);
/// 0x3b8d
pub const IOMMU_HWPT_INVALIDATE: Ioctl = taking(FROM, "IOMMU_HWPT_INVALIDATE", 0x3b8d, &LAYOUT_IOMMU_HWPT_INVALIDATE);
/// 0x3b8e
pub const IOMMU_FAULT_QUEUE_ALLOC: Ioctl = taking(FROM, "IOMMU_FAULT_QUEUE_ALLOC", 0x3b8e, &LAYOUT_IOMMU_FAULT_ALLOC);
/// 0x3b8f
pub const IOMMU_IOAS_MAP_FILE: Ioctl = taking(FROM, "IOMMU_IOAS_MAP_FILE", 0x3b8f, &LAYOUT_IOMMU_IOAS_MAP_FILE);
/// 0x3b90
pub const IOMMU_VIOMMU_ALLOC: Ioctl = taking(FROM, "IOMMU_VIOMMU_ALLOC", 0x3b90, &LAYOUT_IOMMU_VIOMMU_ALLOC);
/// 0x3b91
pub const IOMMU_VDEVICE_ALLOC: Ioctl = taking(FROM, "IOMMU_VDEVICE_ALLOC", 0x3b91, &LAYOUT_IOMMU_VDEVICE_ALLOC);
/// 0x3b92
pub const IOMMU_IOAS_CHANGE_PROCESS: Ioctl = taking(FROM, "IOMMU_IOAS_CHANGE_PROCESS", 0x3b92, &LAYOUT_IOMMU_IOAS_CHANGE_PROCESS);
/// 0x3b93
pub const IOMMU_VEVENTQ_ALLOC: Ioctl = taking(FROM, "IOMMU_VEVENTQ_ALLOC", 0x3b93, &LAYOUT_IOMMU_VEVENTQ_ALLOC);
/// 0x3b94
pub const IOMMU_HW_QUEUE_ALLOC: Ioctl = taking(FROM, "IOMMU_HW_QUEUE_ALLOC", 0x3b94, &LAYOUT_IOMMU_HW_QUEUE_ALLOC);
/// 0x3b95
pub const IOMMU_IOAS_NOIOMMU_GET_PA: Ioctl = ioctl(FROM, "IOMMU_IOAS_NOIOMMU_GET_PA", 0x3b95);

/// Each of them.
pub const ALL: [Ioctl; 22] = [
    IOMMU_DESTROY, IOMMU_IOAS_ALLOC, IOMMU_IOAS_ALLOW_IOVAS, IOMMU_IOAS_COPY,
    IOMMU_IOAS_IOVA_RANGES, IOMMU_IOAS_MAP, IOMMU_IOAS_UNMAP, IOMMU_OPTION, IOMMU_VFIO_IOAS,
    IOMMU_HWPT_ALLOC, IOMMU_GET_HW_INFO, IOMMU_HWPT_SET_DIRTY_TRACKING,
    IOMMU_HWPT_GET_DIRTY_BITMAP, IOMMU_HWPT_INVALIDATE, IOMMU_FAULT_QUEUE_ALLOC,
    IOMMU_IOAS_MAP_FILE, IOMMU_VIOMMU_ALLOC, IOMMU_VDEVICE_ALLOC, IOMMU_IOAS_CHANGE_PROCESS,
    IOMMU_VEVENTQ_ALLOC, IOMMU_HW_QUEUE_ALLOC, IOMMU_IOAS_NOIOMMU_GET_PA,
];

const LAYOUT_IOMMU_DESTROY: Layout = Layout {
    name: "struct iommu_destroy",
    size: 8,
    members: &[
        member("size", 0, Unsigned(4)), member("id", 4, Unsigned(4)),
    ],
};

const LAYOUT_IOMMU_IOAS_ALLOC: Layout = Layout {
    name: "struct iommu_ioas_alloc",
    size: 12,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("out_ioas_id", 8, Unsigned(4)),
    ],
};

const LAYOUT_IOMMU_IOAS_IOVA_RANGES: Layout = Layout {
    name: "struct iommu_ioas_iova_ranges",
    size: 32,
    members: &[
        member("size", 0, Unsigned(4)), member("ioas_id", 4, Unsigned(4)),
        member("num_iovas", 8, Unsigned(4)), member("__reserved", 12, Unsigned(4)),
        member("allowed_iovas", 16, Unsigned(8)), member("out_iova_alignment", 24, Unsigned(8)),
    ],
};

const LAYOUT_IOMMU_IOAS_ALLOW_IOVAS: Layout = Layout {
    name: "struct iommu_ioas_allow_iovas",
    size: 24,
    members: &[
        member("size", 0, Unsigned(4)), member("ioas_id", 4, Unsigned(4)),
        member("num_iovas", 8, Unsigned(4)), member("__reserved", 12, Unsigned(4)),
        member("allowed_iovas", 16, Unsigned(8)),
    ],
};

const LAYOUT_IOMMU_IOAS_MAP: Layout = Layout {
    name: "struct iommu_ioas_map",
    size: 40,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("ioas_id", 8, Unsigned(4)), member("__reserved", 12, Unsigned(4)),
        member("user_va", 16, Unsigned(8)), member("length", 24, Unsigned(8)),
        member("iova", 32, Unsigned(8)),
    ],
};

const LAYOUT_IOMMU_IOAS_MAP_FILE: Layout = Layout {
    name: "struct iommu_ioas_map_file",
    size: 40,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("ioas_id", 8, Unsigned(4)), member("fd", 12, Signed(4)),
        member("start", 16, Unsigned(8)), member("length", 24, Unsigned(8)),
        member("iova", 32, Unsigned(8)),
    ],
};

const LAYOUT_IOMMU_IOAS_COPY: Layout = Layout {
    name: "struct iommu_ioas_copy",
    size: 40,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("dst_ioas_id", 8, Unsigned(4)), member("src_ioas_id", 12, Unsigned(4)),
        member("length", 16, Unsigned(8)), member("dst_iova", 24, Unsigned(8)),
        member("src_iova", 32, Unsigned(8)),
    ],
};

const LAYOUT_IOMMU_IOAS_UNMAP: Layout = Layout {
    name: "struct iommu_ioas_unmap",
    size: 24,
    members: &[
        member("size", 0, Unsigned(4)), member("ioas_id", 4, Unsigned(4)),
        member("iova", 8, Unsigned(8)), member("length", 16, Unsigned(8)),
    ],
};

const LAYOUT_IOMMU_OPTION: Layout = Layout {
    name: "struct iommu_option",
    size: 24,
    members: &[
        member("size", 0, Unsigned(4)), member("option_id", 4, Unsigned(4)),
        member("op", 8, Unsigned(2)), member("__reserved", 10, Unsigned(2)),
        member("object_id", 12, Unsigned(4)), member("val64", 16, Unsigned(8)),
    ],
};

const LAYOUT_IOMMU_VFIO_IOAS: Layout = Layout {
    name: "struct iommu_vfio_ioas",
    size: 12,
    members: &[
        member("size", 0, Unsigned(4)), member("ioas_id", 4, Unsigned(4)),
        member("op", 8, Unsigned(2)), member("__reserved", 10, Unsigned(2)),
    ],
};

const LAYOUT_IOMMU_HWPT_ALLOC: Layout = Layout {
    name: "struct iommu_hwpt_alloc",
    size: 48,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("dev_id", 8, Unsigned(4)), member("pt_id", 12, Unsigned(4)),
        member("out_hwpt_id", 16, Unsigned(4)), member("__reserved", 20, Unsigned(4)),
        member("data_type", 24, Unsigned(4)), member("data_len", 28, Unsigned(4)),
        member("data_uptr", 32, Unsigned(8)), member("fault_id", 40, Unsigned(4)),
        member("__reserved2", 44, Unsigned(4)),
    ],
};

const LAYOUT_IOMMU_HW_INFO: Layout = Layout {
    name: "struct iommu_hw_info",
    size: 40,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("dev_id", 8, Unsigned(4)), member("data_len", 12, Unsigned(4)),
        member("data_uptr", 16, Unsigned(8)), member("in_data_type", 24, Unsigned(4)),
        member("out_max_pasid_log2", 28, Unsigned(1)), member("__reserved", 29, Array(1, 3)),
        member("out_capabilities", 32, Unsigned(8)),
    ],
};

const LAYOUT_IOMMU_HWPT_SET_DIRTY_TRACKING: Layout = Layout {
    name: "struct iommu_hwpt_set_dirty_tracking",
    size: 16,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("hwpt_id", 8, Unsigned(4)), member("__reserved", 12, Unsigned(4)),
    ],
};

const LAYOUT_IOMMU_HWPT_GET_DIRTY_BITMAP: Layout = Layout {
    name: "struct iommu_hwpt_get_dirty_bitmap",
    size: 48,
    members: &[
        member("size", 0, Unsigned(4)), member("hwpt_id", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)), member("__reserved", 12, Unsigned(4)),
        member("iova", 16, Unsigned(8)), member("length", 24, Unsigned(8)),
        member("page_size", 32, Unsigned(8)), member("data", 40, Unsigned(8)),
    ],
};

const LAYOUT_IOMMU_HWPT_INVALIDATE: Layout = Layout {
    name: "struct iommu_hwpt_invalidate",
    size: 32,
    members: &[
        member("size", 0, Unsigned(4)), member("hwpt_id", 4, Unsigned(4)),
        member("data_uptr", 8, Unsigned(8)), member("data_type", 16, Unsigned(4)),
        member("entry_len", 20, Unsigned(4)), member("entry_num", 24, Unsigned(4)),
        member("__reserved", 28, Unsigned(4)),
    ],
};

const LAYOUT_IOMMU_FAULT_ALLOC: Layout = Layout {
    name: "struct iommu_fault_alloc",
    size: 16,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("out_fault_id", 8, Unsigned(4)), member("out_fault_fd", 12, Unsigned(4)),
    ],
};

const LAYOUT_IOMMU_VIOMMU_ALLOC: Layout = Layout {
    name: "struct iommu_viommu_alloc",
    size: 40,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("type", 8, Unsigned(4)), member("dev_id", 12, Unsigned(4)),
        member("hwpt_id", 16, Unsigned(4)), member("out_viommu_id", 20, Unsigned(4)),
        member("data_len", 24, Unsigned(4)), member("__reserved", 28, Unsigned(4)),
        member("data_uptr", 32, Unsigned(8)),
    ],
};

const LAYOUT_IOMMU_VDEVICE_ALLOC: Layout = Layout {
    name: "struct iommu_vdevice_alloc",
    size: 24,
    members: &[
        member("size", 0, Unsigned(4)), member("viommu_id", 4, Unsigned(4)),
        member("dev_id", 8, Unsigned(4)), member("out_vdevice_id", 12, Unsigned(4)),
        member("virt_id", 16, Unsigned(8)),
    ],
};

const LAYOUT_IOMMU_IOAS_CHANGE_PROCESS: Layout = Layout {
    name: "struct iommu_ioas_change_process",
    size: 8,
    members: &[
        member("size", 0, Unsigned(4)), member("__reserved", 4, Unsigned(4)),
    ],
};

const LAYOUT_IOMMU_VEVENTQ_ALLOC: Layout = Layout {
    name: "struct iommu_veventq_alloc",
    size: 32,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("viommu_id", 8, Unsigned(4)), member("type", 12, Unsigned(4)),
        member("veventq_depth", 16, Unsigned(4)), member("out_veventq_id", 20, Unsigned(4)),
        member("out_veventq_fd", 24, Unsigned(4)), member("__reserved", 28, Unsigned(4)),
    ],
};

const LAYOUT_IOMMU_HW_QUEUE_ALLOC: Layout = Layout {
    name: "struct iommu_hw_queue_alloc",
    size: 40,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("viommu_id", 8, Unsigned(4)), member("type", 12, Unsigned(4)),
        member("index", 16, Unsigned(4)), member("out_hw_queue_id", 20, Unsigned(4)),
        member("nesting_parent_iova", 24, Unsigned(8)), member("length", 32, Unsigned(8)),
    ],
};
