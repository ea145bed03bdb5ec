//! Whether somebody may change what is in force: a set of programs guards its own maps and pins while it decides.

use aya_ebpf::helpers::generated::bpf_probe_read_kernel_str;
use tracer_common::authority::{EXECUTABLE_BYTES, Executable, Inode};

use crate::{
    kernel::{Copied, Direct, Load, Pointer, constant, current, field, offset},
    maps::{AUTHORITY, GUARDED, GUARDIANS, OWN_MAPS, OWN_PROGRAMS},
    verdict,
};

/// Whether anything is guarded. Written by the loader.
#[unsafe(no_mangle)]
static GUARD: u32 = 0;

/// The device number of the file system that the pins are in; 0 where there are none. Written by the loader.
#[unsafe(no_mangle)]
static GUARDED_DEVICE: u32 = 0;

/// FMODE_WRITE of `linux/fs.h`.
const WRITE: u32 = 2;
/// PTRACE_MODE_ATTACH of `linux/ptrace.h`.
const ATTACH: u32 = 2;
/// `PROC_SUPER_MAGIC` of `linux/magic.h`.
const PROCFS: u64 = 0x9fa0;
/// The setting that turns programs off on some kernels: `kernel.ftrace_enabled`. procfs has no other file of this name.
const SWITCH: [u8; 16] = *b"ftrace_enabled\0\0";
/// EPERM of `asm-generic/errno-base.h`.
const REFUSED: i32 = -1;

/// Whether anything is guarded, and by this set.
#[inline(always)]
fn is_on() -> bool {
    constant(&GUARD) != 0
        && AUTHORITY
            .get(0)
            .is_some_and(|authority| authority.set == verdict::set())
}

/// Whether the running task may change it.
#[inline(always)]
fn may() -> bool {
    is_guardian(current())
}

/// Whether a task's executable is one of those that may.
#[inline(never)]
fn is_guardian(task: Pointer) -> bool {
    let mut executable = Executable::ZERO;
    // SAFETY: the task is a hook's argument or a helper's result; null reads as zero. The name is read into its own
    // room.
    unsafe {
        let memory: Pointer = field(task, offset!(task_mm));
        let file: Pointer = field(memory, offset!(mm_exe_file));
        let entry: Pointer = field(file, offset!(file_path_dentry));
        let parent: Pointer = field(entry, offset!(dentry_parent));
        executable.directory = identity::<Copied>(inode_of(parent));
        let name: Pointer = field(entry, offset!(dentry_name));
        bpf_probe_read_kernel_str(
            executable.name.as_mut_ptr().cast(),
            EXECUTABLE_BYTES as u32,
            name.cast(),
        );
    }
    // SAFETY: entries are written once.
    unsafe { GUARDIANS.get(&executable) }.is_some()
}

/// # Safety
///
/// As [`Load::load`].
#[inline(always)]
unsafe fn identity<L: Load>(inode: Pointer) -> Inode {
    // SAFETY: as the caller promised.
    unsafe {
        let file_system: Pointer = L::load(inode, offset!(inode_super));
        Inode {
            number: L::load(inode, offset!(inode_ino)),
            device: L::load(file_system, offset!(super_device)),
            reserved: 0,
        }
    }
}

/// The inode of a directory's entry; null where there is none yet. Copied, and so are its own fields: the verifier of
/// Linux 6.12 takes it for a pointer that is never null, loads through it without a safety net, and leaves out a look
/// whether it is.
///
/// # Safety
///
/// As [`Load::load`].
#[inline(always)]
unsafe fn inode_of(entry: Pointer) -> Pointer {
    // SAFETY: as the caller promised.
    unsafe { Copied::load(entry, offset!(dentry_inode)) }
}

/// What becomes of whoever wants a descriptor of a map. To read, too: a program that is loaded with such a descriptor
/// writes to the map all the same.
#[inline(always)]
pub(crate) fn of_map(map: Pointer) -> i32 {
    if !is_on() {
        return 0;
    }
    // SAFETY: the map is the hook's argument.
    let id: u32 = unsafe { field(map, offset!(map_id)) };
    // SAFETY: entries are written once.
    let is_own = unsafe { OWN_MAPS.get(&id) }.is_some();
    if is_own && !may() { REFUSED } else { 0 }
}

/// What becomes of whoever wants a descriptor of a program: another program may take the place of one of its
/// functions by that.
#[inline(always)]
pub(crate) fn of_program(program: Pointer) -> i32 {
    if !is_on() {
        return 0;
    }
    // SAFETY: the program is the hook's argument.
    let id: u32 = unsafe {
        let more: Pointer = field(program, offset!(program_more));
        field(more, offset!(program_id))
    };
    // SAFETY: entries are written once.
    let is_own = unsafe { OWN_PROGRAMS.get(&id) }.is_some();
    if is_own && !may() { REFUSED } else { 0 }
}

/// What becomes of whoever wants to trace a task, its memory or its descriptors: of one that may change what is in
/// force, that is to change it. To look on is no such thing.
#[inline(always)]
pub(crate) fn of_task(task: Pointer, mode: u32) -> i32 {
    if mode & ATTACH != 0 && is_on() && is_guardian(task) && !may() {
        REFUSED
    } else {
        0
    }
}

/// What becomes of whoever opens a file by which programs are turned off, to write.
#[inline(always)]
pub(crate) fn of_file(file: Pointer) -> i32 {
    // SAFETY: the file is the hook's argument.
    let magic: u64 = unsafe {
        let mode: u32 = field(file, offset!(file_mode));
        if mode & WRITE == 0 {
            return 0;
        }
        let inode: Pointer = field(file, offset!(file_inode));
        let file_system: Pointer = field(inode, offset!(inode_super));
        field(file_system, offset!(super_magic))
    };
    if magic != PROCFS {
        return 0;
    }
    let mut name = [0_u8; SWITCH.len()];
    // SAFETY: as above; the name is read into its own room.
    unsafe {
        let entry: Pointer = field(file, offset!(file_path_dentry));
        let from: Pointer = field(entry, offset!(dentry_name));
        bpf_probe_read_kernel_str(name.as_mut_ptr().cast(), SWITCH.len() as u32, from.cast());
    }
    if u128::from_ne_bytes(name) == u128::from_ne_bytes(SWITCH) && is_on() && !may() {
        REFUSED
    } else {
        0
    }
}

/// What becomes of whoever removes or renames a directory's entry.
#[inline(always)]
pub(crate) fn of_entry(directory: Pointer, entry: Pointer) -> i32 {
    if !is_on() {
        return 0;
    }
    // SAFETY: both are the hook's arguments; an entry that is not there yet has no inode, which reads as zero.
    let (within, itself) = unsafe {
        (
            is_guarded(&identity::<Direct>(directory)),
            is_guarded(&identity::<Copied>(inode_of(entry))),
        )
    };
    if (within || itself) && !may() {
        REFUSED
    } else {
        0
    }
}

#[inline(always)]
fn is_guarded(inode: &Inode) -> bool {
    let guarded = constant(&GUARDED_DEVICE);
    // SAFETY: entries are written once.
    guarded != 0 && inode.device == guarded && unsafe { GUARDED.get(inode) }.is_some()
}

/// What becomes of whoever unmounts a file system.
#[inline(always)]
pub(crate) fn of_mount(mount: Pointer) -> i32 {
    if !is_on() {
        return 0;
    }
    // SAFETY: the mount is the hook's argument.
    let device: u32 = unsafe {
        let file_system: Pointer = field(mount, offset!(vfsmount_super));
        field(file_system, offset!(super_device))
    };
    let guarded = constant(&GUARDED_DEVICE);
    if guarded != 0 && device == guarded && !may() {
        REFUSED
    } else {
        0
    }
}
