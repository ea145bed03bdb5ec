//! The programs, one file a subject: each only puts the steps together.

mod change;
mod copy;
mod descriptor;
mod empty;
mod file_ioctl;
mod guard;
mod holding;
mod iterate;
mod mapping;
mod result;
mod task_alloc;
mod task_free;
mod transfer;
mod uring_cmd;
