//! Resolving the offset table from the running kernel's BTF.

use tracer_common::offsets::Offsets;

use super::{btf::Types, cgroups};
use crate::exit::{Error, Exit, Result};

/// Declares which member of which structure each offset is; where a member was renamed, all its
/// names.
macro_rules! offsets {
    ($types:expr, { $($field:ident: $structure:literal $($path:literal)|+,)* }) => {
        Offsets { $($field: resolve($types, $structure, &[$($path),+])?,)* ..Offsets::ZERO }
    };
}

/// Resolves every offset.
///
/// # Errors
///
/// Where a structure or member is missing: the kernel is older or newer than this table knows.
pub(crate) fn offsets(types: &Types) -> Result<Offsets> {
    let mut offsets = all(types)?;
    offsets.css_set_state = match cgroups::controller() {
        // An array of pointers, by the numbers of the controllers.
        Some(name) => types
            .value("cgroup_subsys_id", &format!("{name}_cgrp_id"))
            .map_or(0, |number| offsets.css_set_state + 8 * number),
        None => 0,
    };
    offsets.task_status = status_of_callers(
        types.has_hook("file_ioctl_compat"),
        types.offset("task_struct", "thread_info.status"),
    );
    // x86's name for it, and arm64's.
    let call = ["orig_ax", "syscallno"].map(|name| types.offset("pt_regs", name));
    offsets.registers_call = call.into_iter().flatten().next().unwrap_or(0);
    if types.offset("io_uring_cmd", "sqe").is_none() {
        // The payload itself is known, not the submission that it ends.
        offsets.uring_skip = 0;
    }
    Ok(offsets)
}

/// Where a task says that it is in a 32-bit call, for kernels on which only that tells such an ioctl from
/// others; 0 on those that have a hook of its own for it, and where the architecture has no such place.
fn status_of_callers(has_hook: bool, status: Option<u32>) -> u32 {
    status.filter(|_| !has_hook).unwrap_or(0)
}

/// Whether the programs tell ioctls of 32-bit processes on a kernel that has no hook for them.
pub(super) fn tells_compat(types: &Types) -> bool {
    let status = types.offset("task_struct", "thread_info.status");
    status_of_callers(types.has_hook("file_ioctl_compat"), status) != 0
}

/// Structures that a kernel may be built without. What needs them does not attach there.
const MAY_LACK: [&str; 5] = [
    "io_uring_cmd",
    "io_uring_sqe",
    "io_kiocb",
    "io_ring_ctx",
    "module",
];

fn all(types: &Types) -> Result<Offsets> {
    Ok(offsets!(types, {
        file_operations: "file" "f_op",
        operations_owner: "file_operations" "owner",
        file_inode: "file" "f_inode",
        file_mapping: "file" "f_mapping",
        file_path_mount: "file" "f_path.mnt",
        file_path_dentry: "file" "f_path.dentry",
        inode_mode: "inode" "i_mode",
        inode_number: "inode" "i_rdev",
        inode_ino: "inode" "i_ino",
        inode_generation: "inode" "i_generation",
        inode_super: "inode" "i_sb",
        inode_private: "inode" "i_private",
        super_device: "super_block" "s_dev",
        super_magic: "super_block" "s_magic",
        mapping_host: "address_space" "host",
        bdev_inode: "bdev_inode" "vfs_inode",
        bdev_disk: "block_device" "bd_disk",
        disk_major: "gendisk" "major",
        disk_first_minor: "gendisk" "first_minor",
        disk_operations: "gendisk" "fops",
        task_mm: "task_struct" "mm",
        task_parent: "task_struct" "real_parent",
        task_cred: "task_struct" "cred",
        task_cgroups: "task_struct" "cgroups",
        mm_exe_file: "mm_struct" "exe_file",
        cred_uid: "cred" "uid",
        cred_gid: "cred" "gid",
        css_set_cgroup: "css_set" "dfl_cgrp",
        css_set_state: "css_set" "subsys",
        state_cgroup: "cgroup_subsys_state" "cgroup",
        cgroup_node: "cgroup" "kn",
        node_id: "kernfs_node" "id",
        node_parent: "kernfs_node" "parent" | "__parent",
        node_name: "kernfs_node" "name",
        node_private: "kernfs_node" "priv",
        node_operations: "kernfs_node" "attr.ops",
        node_read: "kernfs_ops" "read",
        node_preallocates: "kernfs_ops" "prealloc",
        dentry_parent: "dentry" "d_parent",
        dentry_name: "dentry" "d_name.name",
        vfsmount_root: "vfsmount" "mnt_root",
        mount_vfsmount: "mount" "mnt",
        mount_parent: "mount" "mnt_parent",
        mount_point: "mount" "mnt_mountpoint",
        dentry_hashed: "dentry" "d_hash.pprev",
        file_private: "file" "private_data",
        file_mode: "file" "f_mode",
        inode_flags: "inode" "i_flags",
        area_file: "vm_area_struct" "vm_file",
        area_flags: "vm_area_struct" "vm_flags",
        area_start: "vm_area_struct" "vm_start",
        area_end: "vm_area_struct" "vm_end",
        area_offset: "vm_area_struct" "vm_pgoff",
        device_name: "device" "kobj.name",
        device_number: "device" "devt",
        attribute_private: "bin_attribute" "private",
        attribute_read: "bin_attribute" "read",
        attribute_read_new: "bin_attribute" "read_new" | "read",
        attribute_map: "bin_attribute" "mmap",
        proc_inode: "proc_inode" "vfs_inode",
        proc_entry: "proc_inode" "pde",
        entry_operations: "proc_dir_entry" "proc_ops",
        uring_file: "io_uring_cmd" "file",
        uring_operation: "io_uring_cmd" "cmd_op",
        uring_payload: "io_uring_cmd" "sqe" | "cmd",
        uring_skip: "io_uring_sqe" "cmd",
        request_ring: "io_kiocb" "ctx",
        ring_flags: "io_ring_ctx" "flags",
        task_process: "task_struct" "tgid",
        task_name: "task_struct" "comm",
        module_name: "module" "name",
        task_flags: "task_struct" "flags",
        request_file: "kiocb" "ki_filp",
        request_position: "kiocb" "ki_pos",
        iterator_length: "iov_iter" "count",
        map_id: "bpf_map" "id",
        dentry_inode: "dentry" "d_inode",
        vfsmount_super: "vfsmount" "mnt_sb",
        program_more: "bpf_prog" "aux",
        program_id: "bpf_prog_aux" "id",
        mount_namespace: "mount" "mnt_ns",
        namespace_owner: "mnt_namespace" "user_ns",
        owner_level: "user_namespace" "level",
    }))
}

fn resolve(types: &Types, structure: &str, paths: &[&str]) -> Result<u32> {
    if MAY_LACK.contains(&structure) && !types.has_structure(structure) {
        return Ok(0);
    }
    paths.iter().find_map(|path| types.offset(structure, path)).ok_or_else(|| {
        Error::new(
            Exit::Unsupported,
            format!("the kernel's BTF has no field {structure}.{}", paths.join(" or ")),
        )
        .remedy("passgate does not know this kernel's structures: report its release and architecture")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_is_asked_for_its_width_where_only_that_tells() {
        assert_eq!(status_of_callers(true, Some(16)), 0);
        assert_eq!(status_of_callers(false, Some(16)), 16);
        assert_eq!(status_of_callers(false, None), 0);
    }
}
