//! Who sends a command: executable, cgroup and user.
//!
//! The key is computed on every call from the task itself. Nothing is cached, so that a call
//! after exec, setuid or a move between cgroups is at once another subject's.

use aya_ebpf::{bindings::BPF_NOEXIST, helpers::generated::bpf_probe_read_kernel_str};
use tracer_common::{
    count::UNNAMED,
    identity::SubjectKey,
    loss::Loss,
    record::{Header, SubjectSeen, kind, subject},
};

use crate::{
    kernel::{Pointer, current, field, offset},
    loss,
    maps::{EVENTS, RECENT_SUBJECTS, SUBJECTS, Sequence},
    path, recent, verdict,
};

/// The interned id of the running task's subject.
#[inline(never)]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn of_current() -> u32 {
    of_task(current())
}

/// The task that started the running one, or that has taken it over since.
#[inline(always)]
pub(crate) fn parent() -> Pointer {
    // SAFETY: the running task is a helper's result.
    unsafe { field(current(), offset!(task_parent)) }
}

/// The interned id of its subject.
#[inline(never)]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn of_parent() -> u32 {
    of_task(parent())
}

/// Whether a subject is the one that is the running task's parent now.
#[inline(never)]
pub(crate) fn is_parent(id: u32) -> bool {
    let key = key(parent());
    // SAFETY: as in `of_task`.
    let known = unsafe { SUBJECTS.get(&key) };
    known.is_some_and(|known| *known == id)
}

/// The interned id of a task's subject.
#[inline(always)]
pub(crate) fn of_task(task: Pointer) -> u32 {
    let key = key(task);
    let recent = recent_key(&key);
    let [id] = recent::find(&RECENT_SUBJECTS, recent.mixed, || recent.words);
    if id != 0 {
        return id as u32;
    }
    // SAFETY: entries are written once, whole, and never change.
    let id = match unsafe { SUBJECTS.get(&key) } {
        Some(id) => *id,
        None => intern(task, &key),
    };
    if id != UNNAMED {
        recent::note(&RECENT_SUBJECTS, &recent, &[id.into()]);
    }
    id
}

#[inline(always)]
fn recent_key(key: &SubjectKey) -> recent::Key<4> {
    let pair = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
    let words = [
        key.exe_inode,
        key.cgroup,
        pair(key.exe_device, key.exe_generation),
        pair(key.uid, key.gid),
    ];
    recent::Key {
        words,
        mixed: recent::mix([words[0], words[1], words[3]]),
    }
}

#[inline(always)]
fn key(task: Pointer) -> SubjectKey {
    // SAFETY: `task` comes from a helper, all else is loaded from it; null reads as zero.
    unsafe {
        let credentials: Pointer = field(task, offset!(task_cred));
        let node: Pointer = field(cgroup(task), offset!(cgroup_node));
        let executable = executable(task);
        let inode: Pointer = field(executable, offset!(file_inode));
        let file_system: Pointer = field(inode, offset!(inode_super));
        SubjectKey {
            exe_inode: field(inode, offset!(inode_ino)),
            cgroup: field(node, offset!(node_id)),
            exe_device: field(file_system, offset!(super_device)),
            exe_generation: field(inode, offset!(inode_generation)),
            uid: field(credentials, offset!(cred_uid)),
            gid: if verdict::is_asked() {
                field(credentials, offset!(cred_gid))
            } else {
                0
            },
        }
    }
}

/// The task's `struct cgroup`, of the hierarchy that the loader chose.
///
/// # Safety
///
/// As [`field`].
#[inline(always)]
pub(crate) unsafe fn cgroup(task: Pointer) -> Pointer {
    // SAFETY: as the caller promised.
    unsafe {
        let set: Pointer = field(task, offset!(task_cgroups));
        match offset!(css_set_state) {
            0 => field(set, offset!(css_set_cgroup)),
            state => {
                let state: Pointer = field(set, state);
                field(state, offset!(state_cgroup))
            }
        }
    }
}

/// The `struct file` of the task's executable; null for kernel threads.
///
/// # Safety
///
/// As [`field`].
#[inline(always)]
unsafe fn executable(task: Pointer) -> Pointer {
    // SAFETY: as the caller promised.
    unsafe {
        let memory: Pointer = field(task, offset!(task_mm));
        field(memory, offset!(mm_exe_file))
    }
}

/// Gives a subject an id and announces it. Where there is no room, for it or for the
/// announcement, it stays unnamed until a later call finds some.
#[inline(never)]
fn intern(task: Pointer, key: &SubjectKey) -> u32 {
    let Some(mut record) = EVENTS.reserve_untyped::<SubjectSeen>(0) else {
        loss::count(Loss::EventsFull);
        return UNNAMED;
    };
    let Some(id) = Sequence::Subject.next() else {
        record.discard(0);
        loss::count(Loss::SubjectsFull);
        return UNNAMED;
    };
    // SAFETY: the record is ours until it is submitted or discarded.
    let truncated = unsafe { describe(record.as_mut_ptr(), task, key, id) };
    if SUBJECTS.insert(key, id, u64::from(BPF_NOEXIST)).is_ok() {
        record.submit(0);
        if truncated {
            loss::count(Loss::PathTruncated);
        }
        return id;
    }
    record.discard(0);
    // Another CPU was first, or there is no room.
    // SAFETY: as in `of_task`.
    match unsafe { SUBJECTS.get(key) } {
        Some(first) => *first,
        None => {
            loss::count(Loss::SubjectsFull);
            UNNAMED
        }
    }
}

/// Fills the record of a new subject; whether a path in it lacks its beginning.
///
/// # Safety
///
/// `record` must be a reserved record. Its byte arrays are written as far as their lengths say,
/// and user space reads no further.
#[inline(always)]
unsafe fn describe(record: *mut SubjectSeen, task: Pointer, key: &SubjectKey, id: u32) -> bool {
    // SAFETY: as the caller promised.
    unsafe {
        (*record).header = const { Header::of::<SubjectSeen>(kind::SUBJECT) };
        (*record).id = id;
        (*record).uid = key.uid;
        (*record).exe_inode = key.exe_inode;
        (*record).exe_device = key.exe_device;
        bpf_probe_read_kernel_str(
            (&raw mut (*record).comm).cast(),
            16,
            task.byte_add(offset!(task_name)).cast(),
        );
        let flags = paths(record, task);
        (*record).flags = flags;
        flags & (subject::EXE_TRUNCATED | subject::CGROUP_TRUNCATED) != 0
    }
}

/// Writes the paths of a task's executable and cgroup into a record, and returns the record's flags for
/// them.
///
/// # Safety
///
/// As for `describe`, and `task` as for [`field`].
#[inline(never)]
pub(crate) unsafe fn paths(record: *mut SubjectSeen, task: Pointer) -> u32 {
    // SAFETY: as the caller promised.
    unsafe { path::cgroup(record, task) | exe_path(record, task) }
}

/// The same of the executable alone.
///
/// # Safety
///
/// As there.
#[inline(always)]
pub(crate) unsafe fn exe_path(record: *mut SubjectSeen, task: Pointer) -> u32 {
    // SAFETY: as the caller promised.
    unsafe {
        let executable = executable(task);
        if executable.is_null() {
            (&raw mut (*record).exe_length).write_volatile(0);
            subject::KERNEL_THREAD
        } else {
            path::executable(record, executable)
        }
    }
}

/// A task's real user and group.
///
/// # Safety
///
/// As [`field`].
#[inline(always)]
pub(crate) unsafe fn ids(task: Pointer) -> (u32, u32) {
    // SAFETY: as the caller promised.
    unsafe {
        let credentials: Pointer = field(task, offset!(task_cred));
        (
            field(credentials, offset!(cred_uid)),
            field(credentials, offset!(cred_gid)),
        )
    }
}
