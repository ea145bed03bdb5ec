//! The programs, one file a hook.

mod empty;
mod file_ioctl;
mod task_alloc;
mod task_free;
