//! Resolving the offset table from the running kernel's BTF.

use btf_rs::{Btf, BtfType as _, Type};
use tracer_common::offsets::Offsets;

use crate::exit::{Error, Exit, Result};

/// Declares which member of which structure each offset is; where a member was renamed, all its
/// names.
macro_rules! offsets {
    ($btf:expr, { $($field:ident: $structure:literal $($path:literal)|+,)* }) => {
        Offsets { $($field: resolve($btf, $structure, &[$($path),+])?,)* }
    };
}

/// Resolves every offset.
///
/// # Errors
///
/// Where a structure or member is missing: the kernel is older or newer than this table knows.
pub(crate) fn offsets(btf: &Btf) -> Result<Offsets> {
    Ok(offsets!(btf, {
        file_operations: "file" "f_op",
        file_inode: "file" "f_inode",
        file_mapping: "file" "f_mapping",
        file_path_mount: "file" "f_path.mnt",
        file_path_dentry: "file" "f_path.dentry",
        inode_mode: "inode" "i_mode",
        inode_number: "inode" "i_rdev",
        inode_ino: "inode" "i_ino",
        inode_generation: "inode" "i_generation",
        inode_super: "inode" "i_sb",
        super_device: "super_block" "s_dev",
        mapping_host: "address_space" "host",
        bdev_inode: "bdev_inode" "vfs_inode",
        bdev_disk: "block_device" "bd_disk",
        disk_major: "gendisk" "major",
        disk_first_minor: "gendisk" "first_minor",
        disk_operations: "gendisk" "fops",
        task_mm: "task_struct" "mm",
        task_cred: "task_struct" "cred",
        task_cgroups: "task_struct" "cgroups",
        mm_exe_file: "mm_struct" "exe_file",
        cred_uid: "cred" "uid",
        css_set_cgroup: "css_set" "dfl_cgrp",
        cgroup_node: "cgroup" "kn",
        node_id: "kernfs_node" "id",
        node_parent: "kernfs_node" "parent" | "__parent",
        node_name: "kernfs_node" "name",
        dentry_parent: "dentry" "d_parent",
        dentry_name: "dentry" "d_name.name",
        vfsmount_root: "vfsmount" "mnt_root",
        mount_vfsmount: "mount" "mnt",
        mount_parent: "mount" "mnt_parent",
        mount_point: "mount" "mnt_mountpoint",
    }))
}

fn resolve(btf: &Btf, structure: &str, paths: &[&str]) -> Result<u32> {
    paths
        .iter()
        .find_map(|path| offset_in_named(btf, structure, path))
        .and_then(|bits| bits.is_multiple_of(8).then_some(bits / 8))
        .ok_or_else(|| {
            Error::new(
                Exit::Unsupported,
                format!("the kernel's BTF has no field {structure}.{}", paths.join(" or ")),
            )
            .remedy("this kernel's structures are not known to this version of passgate: report its release and architecture")
        })
}

fn offset_in_named(btf: &Btf, structure: &str, path: &str) -> Option<u32> {
    btf.resolve_types_by_name(structure)
        .ok()?
        .into_iter()
        .find_map(|found| match found {
            Type::Struct(found) => offset_in(btf, &found, path),
            _ => None,
        })
}

/// Offset in bits of a dotted path, looking through anonymous structures and unions.
fn offset_in(btf: &Btf, structure: &btf_rs::Struct, path: &str) -> Option<u32> {
    let (name, rest) = path
        .split_once('.')
        .map_or((path, None), |(name, rest)| (name, Some(rest)));
    for member in &structure.members {
        let member_name = btf.resolve_name(member).unwrap_or_default();
        let inner = if member_name.is_empty() {
            aggregate(btf, member).and_then(|inner| offset_in(btf, &inner, path))
        } else if member_name == name {
            match rest {
                None => Some(0),
                Some(rest) => aggregate(btf, member).and_then(|inner| offset_in(btf, &inner, rest)),
            }
        } else {
            None
        };
        if let Some(inner) = inner {
            return Some(member.bit_offset() + inner);
        }
    }
    None
}

/// The structure or union that a member is, behind typedefs and qualifiers.
fn aggregate(btf: &Btf, member: &btf_rs::Member) -> Option<btf_rs::Struct> {
    let mut found = btf.resolve_type_by_id(member.get_type_id()?).ok()?;
    loop {
        found = match found {
            Type::Struct(found) | Type::Union(found) => return Some(found),
            Type::Typedef(inner) => btf.resolve_chained_type(&inner).ok()?,
            Type::Const(inner) => btf.resolve_chained_type(&inner).ok()?,
            Type::Volatile(inner) => btf.resolve_chained_type(&inner).ok()?,
            _ => return None,
        };
    }
}
