//! The offset table: where fields lie in the running kernel's structures.

use crate::boundary;

boundary! {
    /// Byte offsets, resolved from the running kernel's BTF before the programs are loaded and
    /// constant for the verifier.
    pub struct Offsets [340] {
        /// `file.f_op`
        pub file_operations: u32,
        /// `file_operations.owner`
        pub operations_owner: u32,
        /// `file.f_inode`
        pub file_inode: u32,
        /// `file.f_mapping`
        pub file_mapping: u32,
        /// `file.f_path.mnt`
        pub file_path_mount: u32,
        /// `file.f_path.dentry`
        pub file_path_dentry: u32,
        /// `inode.i_mode`
        pub inode_mode: u32,
        /// `inode.i_rdev`
        pub inode_number: u32,
        /// `inode.i_ino`
        pub inode_ino: u32,
        /// `inode.i_generation`
        pub inode_generation: u32,
        /// `inode.i_sb`
        pub inode_super: u32,
        /// `inode.i_private`
        pub inode_private: u32,
        /// `super_block.s_dev`
        pub super_device: u32,
        /// `super_block.s_magic`
        pub super_magic: u32,
        /// `address_space.host`
        pub mapping_host: u32,
        /// `bdev_inode.vfs_inode`
        pub bdev_inode: u32,
        /// `block_device.bd_disk`
        pub bdev_disk: u32,
        /// `gendisk.major`
        pub disk_major: u32,
        /// `gendisk.first_minor`
        pub disk_first_minor: u32,
        /// `gendisk.fops`
        pub disk_operations: u32,
        /// `task_struct.mm`
        pub task_mm: u32,
        /// `task_struct.real_parent`
        pub task_parent: u32,
        /// `task_struct.cred`
        pub task_cred: u32,
        /// `task_struct.cgroups`
        pub task_cgroups: u32,
        /// `mm_struct.exe_file`
        pub mm_exe_file: u32,
        /// `cred.uid`
        pub cred_uid: u32,
        /// `cred.gid`
        pub cred_gid: u32,
        /// `css_set.dfl_cgrp`
        pub css_set_cgroup: u32,
        /// The element of `css_set.subsys` that leads to the cgroup of version 1 that tasks are told by;
        /// 0 where they are told by that of version 2.
        pub css_set_state: u32,
        /// `cgroup_subsys_state.cgroup`
        pub state_cgroup: u32,
        /// `cgroup.kn`
        pub cgroup_node: u32,
        /// `kernfs_node.id`
        pub node_id: u32,
        /// `kernfs_node.parent` (`__parent` from 6.15 on)
        pub node_parent: u32,
        /// `kernfs_node.name`
        pub node_name: u32,
        /// `kernfs_node.priv`
        pub node_private: u32,
        /// `kernfs_node.attr.ops`
        pub node_operations: u32,
        /// `kernfs_ops.read`
        pub node_read: u32,
        /// `kernfs_ops.prealloc`
        pub node_preallocates: u32,
        /// `dentry.d_parent`
        pub dentry_parent: u32,
        /// `dentry.d_name.name`
        pub dentry_name: u32,
        /// `vfsmount.mnt_root`
        pub vfsmount_root: u32,
        /// `mount.mnt`
        pub mount_vfsmount: u32,
        /// `mount.mnt_parent`
        pub mount_parent: u32,
        /// `mount.mnt_mountpoint`
        pub mount_point: u32,
        /// `dentry.d_hash.pprev`
        pub dentry_hashed: u32,
        /// `file.private_data`
        pub file_private: u32,
        /// `file.f_mode`
        pub file_mode: u32,
        /// `inode.i_flags`
        pub inode_flags: u32,
        /// `vm_area_struct.vm_file`
        pub area_file: u32,
        /// `vm_area_struct.vm_flags`
        pub area_flags: u32,
        /// `vm_area_struct.vm_start`
        pub area_start: u32,
        /// `vm_area_struct.vm_end`
        pub area_end: u32,
        /// `vm_area_struct.vm_pgoff`
        pub area_offset: u32,
        /// `device.kobj.name`
        pub device_name: u32,
        /// `device.devt`
        pub device_number: u32,
        /// `bin_attribute.private`
        pub attribute_private: u32,
        /// `bin_attribute.read`
        pub attribute_read: u32,
        /// `bin_attribute.read_new`, which Linux 6.13 to 6.16 have beside it; else as `attribute_read`.
        pub attribute_read_new: u32,
        /// `bin_attribute.mmap`
        pub attribute_map: u32,
        /// `proc_inode.vfs_inode`
        pub proc_inode: u32,
        /// `proc_inode.pde`
        pub proc_entry: u32,
        /// `proc_dir_entry.proc_ops`
        pub entry_operations: u32,
        /// `io_uring_cmd.file`
        pub uring_file: u32,
        /// `io_uring_cmd.cmd_op`
        pub uring_operation: u32,
        /// `io_uring_cmd.sqe`, or before Linux 6.3 `io_uring_cmd.cmd`
        pub uring_payload: u32,
        /// Bytes of an `io_uring_sqe` before its payload; 0 where `uring_payload` leads to the payload
        /// itself.
        pub uring_skip: u32,
        /// `io_kiocb.ctx`
        pub request_ring: u32,
        /// `io_ring_ctx.flags`
        pub ring_flags: u32,
        /// `task_struct.tgid`
        pub task_process: u32,
        /// `task_struct.comm`
        pub task_name: u32,
        /// `module.name`
        pub module_name: u32,
        /// `task_struct.flags`
        pub task_flags: u32,
        /// `task_struct.thread_info.status` of x86, where 32-bit processes have no hook of their own for
        /// their ioctls; else 0.
        pub task_status: u32,
        /// The number of the system call in `pt_regs`, where the architecture's name for it is known; else 0.
        pub registers_call: u32,
        /// `kiocb.ki_filp`
        pub request_file: u32,
        /// `kiocb.ki_pos`
        pub request_position: u32,
        /// `iov_iter.count`
        pub iterator_length: u32,
        /// `bpf_map.id`
        pub map_id: u32,
        /// `dentry.d_inode`
        pub dentry_inode: u32,
        /// `vfsmount.mnt_sb`
        pub vfsmount_super: u32,
        /// `bpf_prog.aux`
        pub program_more: u32,
        /// `bpf_prog_aux.id`
        pub program_id: u32,
        /// `mount.mnt_ns`
        pub mount_namespace: u32,
        /// `mnt_namespace.user_ns`
        pub namespace_owner: u32,
        /// `user_namespace.level`
        pub owner_level: u32,
    }
}

/// Symbol of the offset table in the BPF object's read-only data.
pub const OFFSETS_SYMBOL: &str = "OFFSETS";
