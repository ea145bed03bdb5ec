//! `linux/kfd_ioctl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/kfd_ioctl.h";

/// 0x80084b01
pub const AMDKFD_IOC_GET_VERSION: Ioctl = taking(FROM, "AMDKFD_IOC_GET_VERSION", 0x80084b01, &LAYOUT_KFD_IOCTL_GET_VERSION_ARGS);
/// 0xc0604b02
pub const AMDKFD_IOC_CREATE_QUEUE: Ioctl = taking(FROM, "AMDKFD_IOC_CREATE_QUEUE", 0xc0604b02, &LAYOUT_KFD_IOCTL_CREATE_QUEUE_ARGS);
/// 0xc0084b03
pub const AMDKFD_IOC_DESTROY_QUEUE: Ioctl = taking(FROM, "AMDKFD_IOC_DESTROY_QUEUE", 0xc0084b03, &LAYOUT_KFD_IOCTL_DESTROY_QUEUE_ARGS);
/// 0x40204b04
pub const AMDKFD_IOC_SET_MEMORY_POLICY: Ioctl = taking(FROM, "AMDKFD_IOC_SET_MEMORY_POLICY", 0x40204b04, &LAYOUT_KFD_IOCTL_SET_MEMORY_POLICY_ARGS);
/// 0xc0284b05
pub const AMDKFD_IOC_GET_CLOCK_COUNTERS: Ioctl = taking(FROM, "AMDKFD_IOC_GET_CLOCK_COUNTERS", 0xc0284b05, &LAYOUT_KFD_IOCTL_GET_CLOCK_COUNTERS_ARGS);
/// 0x81904b06
pub const AMDKFD_IOC_GET_PROCESS_APERTURES: Ioctl = taking(FROM, "AMDKFD_IOC_GET_PROCESS_APERTURES", 0x81904b06, &LAYOUT_KFD_IOCTL_GET_PROCESS_APERTURES_ARGS);
/// 0x40184b07
pub const AMDKFD_IOC_UPDATE_QUEUE: Ioctl = taking(FROM, "AMDKFD_IOC_UPDATE_QUEUE", 0x40184b07, &LAYOUT_KFD_IOCTL_UPDATE_QUEUE_ARGS);
/// 0xc0204b08
pub const AMDKFD_IOC_CREATE_EVENT: Ioctl = taking(FROM, "AMDKFD_IOC_CREATE_EVENT", 0xc0204b08, &LAYOUT_KFD_IOCTL_CREATE_EVENT_ARGS);
/// 0x40084b09
pub const AMDKFD_IOC_DESTROY_EVENT: Ioctl = taking(FROM, "AMDKFD_IOC_DESTROY_EVENT", 0x40084b09, &LAYOUT_KFD_IOCTL_DESTROY_EVENT_ARGS);
/// 0x40084b0a
pub const AMDKFD_IOC_SET_EVENT: Ioctl = taking(FROM, "AMDKFD_IOC_SET_EVENT", 0x40084b0a, &LAYOUT_KFD_IOCTL_SET_EVENT_ARGS);
/// 0x40084b0b
pub const AMDKFD_IOC_RESET_EVENT: Ioctl = taking(FROM, "AMDKFD_IOC_RESET_EVENT", 0x40084b0b, &LAYOUT_KFD_IOCTL_RESET_EVENT_ARGS);
/// 0xc0184b0c
pub const AMDKFD_IOC_WAIT_EVENTS: Ioctl = taking(FROM, "AMDKFD_IOC_WAIT_EVENTS", 0xc0184b0c, &LAYOUT_KFD_IOCTL_WAIT_EVENTS_ARGS);
/// 0x40084b0d
pub const AMDKFD_IOC_DBG_REGISTER_DEPRECATED: Ioctl = taking(FROM, "AMDKFD_IOC_DBG_REGISTER_DEPRECATED", 0x40084b0d, &LAYOUT_KFD_IOCTL_DBG_REGISTER_ARGS);
/// 0x40084b0e
pub const AMDKFD_IOC_DBG_UNREGISTER_DEPRECATED: Ioctl = taking(FROM, "AMDKFD_IOC_DBG_UNREGISTER_DEPRECATED", 0x40084b0e, &LAYOUT_KFD_IOCTL_DBG_UNREGISTER_ARGS);
/// 0x40104b0f
pub const AMDKFD_IOC_DBG_ADDRESS_WATCH_DEPRECATED: Ioctl = taking(FROM, "AMDKFD_IOC_DBG_ADDRESS_WATCH_DEPRECATED", 0x40104b0f, &LAYOUT_KFD_IOCTL_DBG_ADDRESS_WATCH_ARGS);
/// 0x40104b10
pub const AMDKFD_IOC_DBG_WAVE_CONTROL_DEPRECATED: Ioctl = taking(FROM, "AMDKFD_IOC_DBG_WAVE_CONTROL_DEPRECATED", 0x40104b10, &LAYOUT_KFD_IOCTL_DBG_WAVE_CONTROL_ARGS);
/// 0xc0104b11
pub const AMDKFD_IOC_SET_SCRATCH_BACKING_VA: Ioctl = taking(FROM, "AMDKFD_IOC_SET_SCRATCH_BACKING_VA", 0xc0104b11, &LAYOUT_KFD_IOCTL_SET_SCRATCH_BACKING_VA_ARGS);
/// 0xc0284b12
pub const AMDKFD_IOC_GET_TILE_CONFIG: Ioctl = taking(FROM, "AMDKFD_IOC_GET_TILE_CONFIG", 0xc0284b12, &LAYOUT_KFD_IOCTL_GET_TILE_CONFIG_ARGS);
/// 0x40184b13
pub const AMDKFD_IOC_SET_TRAP_HANDLER: Ioctl = taking(FROM, "AMDKFD_IOC_SET_TRAP_HANDLER", 0x40184b13, &LAYOUT_KFD_IOCTL_SET_TRAP_HANDLER_ARGS);
/// 0xc0104b14
pub const AMDKFD_IOC_GET_PROCESS_APERTURES_NEW: Ioctl = taking(FROM, "AMDKFD_IOC_GET_PROCESS_APERTURES_NEW", 0xc0104b14, &LAYOUT_KFD_IOCTL_GET_PROCESS_APERTURES_NEW_ARGS);
/// 0x40084b15
pub const AMDKFD_IOC_ACQUIRE_VM: Ioctl = taking(FROM, "AMDKFD_IOC_ACQUIRE_VM", 0x40084b15, &LAYOUT_KFD_IOCTL_ACQUIRE_VM_ARGS);
/// 0xc0284b16
pub const AMDKFD_IOC_ALLOC_MEMORY_OF_GPU: Ioctl = taking(FROM, "AMDKFD_IOC_ALLOC_MEMORY_OF_GPU", 0xc0284b16, &LAYOUT_KFD_IOCTL_ALLOC_MEMORY_OF_GPU_ARGS);
/// 0x40084b17
pub const AMDKFD_IOC_FREE_MEMORY_OF_GPU: Ioctl = taking(FROM, "AMDKFD_IOC_FREE_MEMORY_OF_GPU", 0x40084b17, &LAYOUT_KFD_IOCTL_FREE_MEMORY_OF_GPU_ARGS);
/// 0xc0184b18
pub const AMDKFD_IOC_MAP_MEMORY_TO_GPU: Ioctl = taking(FROM, "AMDKFD_IOC_MAP_MEMORY_TO_GPU", 0xc0184b18, &LAYOUT_KFD_IOCTL_MAP_MEMORY_TO_GPU_ARGS);
/// 0xc0184b19
pub const AMDKFD_IOC_UNMAP_MEMORY_FROM_GPU: Ioctl = taking(FROM, "AMDKFD_IOC_UNMAP_MEMORY_FROM_GPU", 0xc0184b19, &LAYOUT_KFD_IOCTL_UNMAP_MEMORY_FROM_GPU_ARGS);
/// 0x40104b1a
pub const AMDKFD_IOC_SET_CU_MASK: Ioctl = taking(FROM, "AMDKFD_IOC_SET_CU_MASK", 0x40104b1a, &LAYOUT_KFD_IOCTL_SET_CU_MASK_ARGS);
/// 0xc0184b1b
pub const AMDKFD_IOC_GET_QUEUE_WAVE_STATE: Ioctl = taking(FROM, "AMDKFD_IOC_GET_QUEUE_WAVE_STATE", 0xc0184b1b, &LAYOUT_KFD_IOCTL_GET_QUEUE_WAVE_STATE_ARGS);
/// 0xc0204b1c
pub const AMDKFD_IOC_GET_DMABUF_INFO: Ioctl = taking(FROM, "AMDKFD_IOC_GET_DMABUF_INFO", 0xc0204b1c, &LAYOUT_KFD_IOCTL_GET_DMABUF_INFO_ARGS);
/// 0xc0184b1d
pub const AMDKFD_IOC_IMPORT_DMABUF: Ioctl = taking(FROM, "AMDKFD_IOC_IMPORT_DMABUF", 0xc0184b1d, &LAYOUT_KFD_IOCTL_IMPORT_DMABUF_ARGS);
/// 0xc0104b1e
pub const AMDKFD_IOC_ALLOC_QUEUE_GWS: Ioctl = taking(FROM, "AMDKFD_IOC_ALLOC_QUEUE_GWS", 0xc0104b1e, &LAYOUT_KFD_IOCTL_ALLOC_QUEUE_GWS_ARGS);
/// 0xc0084b1f
pub const AMDKFD_IOC_SMI_EVENTS: Ioctl = taking(FROM, "AMDKFD_IOC_SMI_EVENTS", 0xc0084b1f, &LAYOUT_KFD_IOCTL_SMI_EVENTS_ARGS);
/// 0xc0184b20
pub const AMDKFD_IOC_SVM: Ioctl = taking(FROM, "AMDKFD_IOC_SVM", 0xc0184b20, &LAYOUT_KFD_IOCTL_SVM_ARGS);
/// 0xc0044b21
pub const AMDKFD_IOC_SET_XNACK_MODE: Ioctl = taking(FROM, "AMDKFD_IOC_SET_XNACK_MODE", 0xc0044b21, &LAYOUT_KFD_IOCTL_SET_XNACK_MODE_ARGS);
/// 0xc0384b22
pub const AMDKFD_IOC_CRIU_OP: Ioctl = taking(FROM, "AMDKFD_IOC_CRIU_OP", 0xc0384b22, &LAYOUT_KFD_IOCTL_CRIU_ARGS);
/// 0xc0104b23
pub const AMDKFD_IOC_AVAILABLE_MEMORY: Ioctl = taking(FROM, "AMDKFD_IOC_AVAILABLE_MEMORY", 0xc0104b23, &LAYOUT_KFD_IOCTL_GET_AVAILABLE_MEMORY_ARGS);
/// 0xc0104b24
pub const AMDKFD_IOC_EXPORT_DMABUF: Ioctl = taking(FROM, "AMDKFD_IOC_EXPORT_DMABUF", 0xc0104b24, &LAYOUT_KFD_IOCTL_EXPORT_DMABUF_ARGS);
/// 0xc0104b25
pub const AMDKFD_IOC_RUNTIME_ENABLE: Ioctl = taking(FROM, "AMDKFD_IOC_RUNTIME_ENABLE", 0xc0104b25, &LAYOUT_KFD_IOCTL_RUNTIME_ENABLE_ARGS);
/// 0xc0204b26
pub const AMDKFD_IOC_DBG_TRAP: Ioctl = taking(FROM, "AMDKFD_IOC_DBG_TRAP", 0xc0204b26, &LAYOUT_KFD_IOCTL_DBG_TRAP_ARGS);
/// 0x4b27
pub const AMDKFD_IOC_CREATE_PROCESS: Ioctl = ioctl(FROM, "AMDKFD_IOC_CREATE_PROCESS", 0x4b27);
/// 0xc0104b28
pub const AMDKFD_IOC_PROFILER: Ioctl = taking(FROM, "AMDKFD_IOC_PROFILER", 0xc0104b28, &LAYOUT_KFD_IOCTL_PROFILER_ARGS);

/// Each of them.
pub const ALL: [Ioctl; 40] = [
    AMDKFD_IOC_GET_VERSION, AMDKFD_IOC_CREATE_QUEUE, AMDKFD_IOC_DESTROY_QUEUE,
    AMDKFD_IOC_SET_MEMORY_POLICY, AMDKFD_IOC_GET_CLOCK_COUNTERS,
    AMDKFD_IOC_GET_PROCESS_APERTURES, AMDKFD_IOC_UPDATE_QUEUE, AMDKFD_IOC_CREATE_EVENT,
    AMDKFD_IOC_DESTROY_EVENT, AMDKFD_IOC_SET_EVENT, AMDKFD_IOC_RESET_EVENT,
    AMDKFD_IOC_WAIT_EVENTS, AMDKFD_IOC_DBG_REGISTER_DEPRECATED,
    AMDKFD_IOC_DBG_UNREGISTER_DEPRECATED, AMDKFD_IOC_DBG_ADDRESS_WATCH_DEPRECATED,
    AMDKFD_IOC_DBG_WAVE_CONTROL_DEPRECATED, AMDKFD_IOC_SET_SCRATCH_BACKING_VA,
    AMDKFD_IOC_GET_TILE_CONFIG, AMDKFD_IOC_SET_TRAP_HANDLER,
    AMDKFD_IOC_GET_PROCESS_APERTURES_NEW, AMDKFD_IOC_ACQUIRE_VM,
    AMDKFD_IOC_ALLOC_MEMORY_OF_GPU, AMDKFD_IOC_FREE_MEMORY_OF_GPU,
    AMDKFD_IOC_MAP_MEMORY_TO_GPU, AMDKFD_IOC_UNMAP_MEMORY_FROM_GPU, AMDKFD_IOC_SET_CU_MASK,
    AMDKFD_IOC_GET_QUEUE_WAVE_STATE, AMDKFD_IOC_GET_DMABUF_INFO, AMDKFD_IOC_IMPORT_DMABUF,
    AMDKFD_IOC_ALLOC_QUEUE_GWS, AMDKFD_IOC_SMI_EVENTS, AMDKFD_IOC_SVM,
    AMDKFD_IOC_SET_XNACK_MODE, AMDKFD_IOC_CRIU_OP, AMDKFD_IOC_AVAILABLE_MEMORY,
    AMDKFD_IOC_EXPORT_DMABUF, AMDKFD_IOC_RUNTIME_ENABLE, AMDKFD_IOC_DBG_TRAP,
    AMDKFD_IOC_CREATE_PROCESS, AMDKFD_IOC_PROFILER,
];

const LAYOUT_KFD_IOCTL_GET_VERSION_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_get_version_args",
    size: 8,
    members: &[
        member("major_version", 0, Unsigned(4)), member("minor_version", 4, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_CREATE_QUEUE_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_create_queue_args",
    size: 96,
    members: &[
        member("ring_base_address", 0, Unsigned(8)),
        member("write_pointer_address", 8, Unsigned(8)),
        member("read_pointer_address", 16, Unsigned(8)),
        member("doorbell_offset", 24, Unsigned(8)), member("ring_size", 32, Unsigned(4)),
        member("gpu_id", 36, Unsigned(4)), member("queue_type", 40, Unsigned(4)),
        member("queue_percentage", 44, Unsigned(4)), member("queue_priority", 48, Unsigned(4)),
        member("queue_id", 52, Unsigned(4)), member("eop_buffer_address", 56, Unsigned(8)),
        member("eop_buffer_size", 64, Unsigned(8)),
        member("ctx_save_restore_address", 72, Unsigned(8)),
        member("ctx_save_restore_size", 80, Unsigned(4)),
        member("ctl_stack_size", 84, Unsigned(4)), member("sdma_engine_id", 88, Unsigned(4)),
        member("metadata_ring_size", 92, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_DESTROY_QUEUE_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_destroy_queue_args",
    size: 8,
    members: &[
        member("queue_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_SET_MEMORY_POLICY_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_set_memory_policy_args",
    size: 32,
    members: &[
        member("alternate_aperture_base", 0, Unsigned(8)),
        member("alternate_aperture_size", 8, Unsigned(8)), member("gpu_id", 16, Unsigned(4)),
        member("default_policy", 20, Unsigned(4)), member("alternate_policy", 24, Unsigned(4)),
        member("misc_process_flag", 28, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_GET_CLOCK_COUNTERS_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_get_clock_counters_args",
    size: 40,
    members: &[
        member("gpu_clock_counter", 0, Unsigned(8)), member("cpu_clock_counter", 8, Unsigned(8)),
        member("system_clock_counter", 16, Unsigned(8)),
        member("system_clock_freq", 24, Unsigned(8)), member("gpu_id", 32, Unsigned(4)),
        member("pad", 36, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_GET_PROCESS_APERTURES_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_get_process_apertures_args",
    size: 400,
    members: &[
        member("process_apertures", 0, Array(56, 7)),
    ],
};

const LAYOUT_KFD_IOCTL_UPDATE_QUEUE_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_update_queue_args",
    size: 24,
    members: &[
        member("ring_base_address", 0, Unsigned(8)), member("queue_id", 8, Unsigned(4)),
        member("ring_size", 12, Unsigned(4)), member("queue_percentage", 16, Unsigned(4)),
        member("queue_priority", 20, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_CREATE_EVENT_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_create_event_args",
    size: 32,
    members: &[
        member("event_page_offset", 0, Unsigned(8)),
        member("event_trigger_data", 8, Unsigned(4)), member("event_type", 12, Unsigned(4)),
        member("auto_reset", 16, Unsigned(4)), member("node_id", 20, Unsigned(4)),
        member("event_id", 24, Unsigned(4)), member("event_slot_index", 28, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_DESTROY_EVENT_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_destroy_event_args",
    size: 8,
    members: &[
        member("event_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_SET_EVENT_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_set_event_args",
    size: 8,
    members: &[
        member("event_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_RESET_EVENT_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_reset_event_args",
    size: 8,
    members: &[
        member("event_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_WAIT_EVENTS_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_wait_events_args",
    size: 24,
    members: &[
        member("events_ptr", 0, Unsigned(8)), member("num_events", 8, Unsigned(4)),
        member("wait_for_all", 12, Unsigned(4)), member("timeout", 16, Unsigned(4)),
        member("wait_result", 20, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_DBG_REGISTER_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_dbg_register_args",
    size: 8,
    members: &[
        member("gpu_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_DBG_UNREGISTER_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_dbg_unregister_args",
    size: 8,
    members: &[
        member("gpu_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_DBG_ADDRESS_WATCH_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_dbg_address_watch_args",
    size: 16,
    members: &[
        member("content_ptr", 0, Unsigned(8)), member("gpu_id", 8, Unsigned(4)),
        member("buf_size_in_bytes", 12, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_DBG_WAVE_CONTROL_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_dbg_wave_control_args",
    size: 16,
    members: &[
        member("content_ptr", 0, Unsigned(8)), member("gpu_id", 8, Unsigned(4)),
        member("buf_size_in_bytes", 12, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_SET_SCRATCH_BACKING_VA_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_set_scratch_backing_va_args",
    size: 16,
    members: &[
        member("va_addr", 0, Unsigned(8)), member("gpu_id", 8, Unsigned(4)),
        member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_GET_TILE_CONFIG_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_get_tile_config_args",
    size: 40,
    members: &[
        member("tile_config_ptr", 0, Unsigned(8)),
        member("macro_tile_config_ptr", 8, Unsigned(8)),
        member("num_tile_configs", 16, Unsigned(4)),
        member("num_macro_tile_configs", 20, Unsigned(4)), member("gpu_id", 24, Unsigned(4)),
        member("gb_addr_config", 28, Unsigned(4)), member("num_banks", 32, Unsigned(4)),
        member("num_ranks", 36, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_SET_TRAP_HANDLER_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_set_trap_handler_args",
    size: 24,
    members: &[
        member("tba_addr", 0, Unsigned(8)), member("tma_addr", 8, Unsigned(8)),
        member("gpu_id", 16, Unsigned(4)), member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_GET_PROCESS_APERTURES_NEW_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_get_process_apertures_new_args",
    size: 16,
    members: &[
        member("kfd_process_device_apertures_ptr", 0, Unsigned(8)),
        member("num_of_nodes", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_ACQUIRE_VM_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_acquire_vm_args",
    size: 8,
    members: &[
        member("drm_fd", 0, Unsigned(4)), member("gpu_id", 4, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_ALLOC_MEMORY_OF_GPU_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_alloc_memory_of_gpu_args",
    size: 40,
    members: &[
        member("va_addr", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
        member("handle", 16, Unsigned(8)), member("mmap_offset", 24, Unsigned(8)),
        member("gpu_id", 32, Unsigned(4)), member("flags", 36, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_FREE_MEMORY_OF_GPU_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_free_memory_of_gpu_args",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(8)),
    ],
};

const LAYOUT_KFD_IOCTL_MAP_MEMORY_TO_GPU_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_map_memory_to_gpu_args",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(8)), member("device_ids_array_ptr", 8, Unsigned(8)),
        member("n_devices", 16, Unsigned(4)), member("n_success", 20, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_UNMAP_MEMORY_FROM_GPU_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_unmap_memory_from_gpu_args",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(8)), member("device_ids_array_ptr", 8, Unsigned(8)),
        member("n_devices", 16, Unsigned(4)), member("n_success", 20, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_SET_CU_MASK_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_set_cu_mask_args",
    size: 16,
    members: &[
        member("queue_id", 0, Unsigned(4)), member("num_cu_mask", 4, Unsigned(4)),
        member("cu_mask_ptr", 8, Unsigned(8)),
    ],
};

const LAYOUT_KFD_IOCTL_GET_QUEUE_WAVE_STATE_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_get_queue_wave_state_args",
    size: 24,
    members: &[
        member("ctl_stack_address", 0, Unsigned(8)),
        member("ctl_stack_used_size", 8, Unsigned(4)),
        member("save_area_used_size", 12, Unsigned(4)), member("queue_id", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_GET_DMABUF_INFO_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_get_dmabuf_info_args",
    size: 32,
    members: &[
        member("size", 0, Unsigned(8)), member("metadata_ptr", 8, Unsigned(8)),
        member("metadata_size", 16, Unsigned(4)), member("gpu_id", 20, Unsigned(4)),
        member("flags", 24, Unsigned(4)), member("dmabuf_fd", 28, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_IMPORT_DMABUF_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_import_dmabuf_args",
    size: 24,
    members: &[
        member("va_addr", 0, Unsigned(8)), member("handle", 8, Unsigned(8)),
        member("gpu_id", 16, Unsigned(4)), member("dmabuf_fd", 20, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_ALLOC_QUEUE_GWS_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_alloc_queue_gws_args",
    size: 16,
    members: &[
        member("queue_id", 0, Unsigned(4)), member("num_gws", 4, Unsigned(4)),
        member("first_gws", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_SMI_EVENTS_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_smi_events_args",
    size: 8,
    members: &[
        member("gpuid", 0, Unsigned(4)), member("anon_fd", 4, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_SVM_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_svm_args",
    size: 24,
    members: &[
        member("start_addr", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
        member("op", 16, Unsigned(4)), member("nattr", 20, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_SET_XNACK_MODE_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_set_xnack_mode_args",
    size: 4,
    members: &[
        member("xnack_enabled", 0, Signed(4)),
    ],
};

const LAYOUT_KFD_IOCTL_CRIU_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_criu_args",
    size: 56,
    members: &[
        member("devices", 0, Unsigned(8)), member("bos", 8, Unsigned(8)),
        member("priv_data", 16, Unsigned(8)), member("priv_data_size", 24, Unsigned(8)),
        member("num_devices", 32, Unsigned(4)), member("num_bos", 36, Unsigned(4)),
        member("num_objects", 40, Unsigned(4)), member("pid", 44, Unsigned(4)),
        member("op", 48, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_GET_AVAILABLE_MEMORY_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_get_available_memory_args",
    size: 16,
    members: &[
        member("available", 0, Unsigned(8)), member("gpu_id", 8, Unsigned(4)),
        member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_EXPORT_DMABUF_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_export_dmabuf_args",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("dmabuf_fd", 12, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_RUNTIME_ENABLE_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_runtime_enable_args",
    size: 16,
    members: &[
        member("r_debug", 0, Unsigned(8)), member("mode_mask", 8, Unsigned(4)),
        member("capabilities_mask", 12, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_DBG_TRAP_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_dbg_trap_args",
    size: 32,
    members: &[
        member("pid", 0, Unsigned(4)), member("op", 4, Unsigned(4)),
        member("enable.exception_mask", 8, Unsigned(8)),
        member("enable.rinfo_ptr", 16, Unsigned(8)),
        member("enable.rinfo_size", 24, Unsigned(4)), member("enable.dbg_fd", 28, Unsigned(4)),
    ],
};

const LAYOUT_KFD_IOCTL_PROFILER_ARGS: Layout = Layout {
    name: "struct kfd_ioctl_profiler_args",
    size: 16,
    members: &[
        member("op", 0, Unsigned(4)), member("pmc.gpu_id", 4, Unsigned(4)),
        member("pmc.lock", 8, Unsigned(4)), member("pmc.perfcount_enable", 12, Unsigned(4)),
    ],
};
