//! AMD's compute driver.

use tracer_common::spec::{ArgumentSpec, Field, flag};

use super::{Argument, Class, CodeTable, Command, SubCommands};
use crate::uapi::{codes, kfd_ioctl};

/// Its commands.
pub(super) const COMMANDS: &[Command] = &TABLE;

const TABLE: [Command; kfd_ioctl::ALL.len()] = {
    let mut commands = Command::all(kfd_ioctl::ALL, Class::Driver);
    let mut at = 0;
    while at < commands.len() {
        let mut next = 0;
        while next < OPERATIONS.len() {
            if OPERATIONS[next].0 == commands[at].number {
                commands[at] = commands[at].with(OPERATIONS[next].1);
            }
            next += 1;
        }
        if commands[at].number == kfd_ioctl::AMDKFD_IOC_CREATE_QUEUE.number {
            let note = "what the process puts into the queue afterwards passes no call";
            commands[at] = commands[at].class(Class::Driver, Some(note));
        }
        at += 1;
    }
    commands
};

/// Those whose arguments say what is to be done.
const OPERATIONS: &[(u32, &Argument)] = &[
    (kfd_ioctl::AMDKFD_IOC_SVM.number, &SHARED_MEMORY),
    (kfd_ioctl::AMDKFD_IOC_CRIU_OP.number, &CHECKPOINT),
    (kfd_ioctl::AMDKFD_IOC_DBG_TRAP.number, &DEBUG),
    (kfd_ioctl::AMDKFD_IOC_PROFILER.number, &PROFILER),
];

/// struct kfd_ioctl_svm_args: start_addr, size, op.
const SHARED_MEMORY: Argument = Argument {
    sub: &[SubCommands::new("", &[documented(codes::KFD_SVM)])],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(16, 32),
        amount: [Field::at(8, 32), Field::at(12, 32)],
        flags: flag::WIDE,
        ..ArgumentSpec::new(20)
    })
};

/// struct kfd_ioctl_criu_args: devices, bos, priv_data, priv_data_size, num_devices, num_bos,
/// num_objects, pid, op.
const CHECKPOINT: Argument = Argument {
    sub: &[SubCommands::new("", &[documented(codes::KFD_CRIU)])],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(48, 32),
        ..ArgumentSpec::new(52)
    })
};

/// struct kfd_ioctl_dbg_trap_args: pid, op.
const DEBUG: Argument = Argument {
    sub: &[SubCommands::new("", &[documented(codes::KFD_DEBUG)])],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(4, 32),
        ..ArgumentSpec::new(8)
    })
};

/// struct kfd_ioctl_profiler_args: op.
const PROFILER: Argument = Argument {
    sub: &[SubCommands::new("", &[documented(codes::KFD_PROFILER)])],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 32),
        ..ArgumentSpec::new(4)
    })
};

const fn documented(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source: "linux/kfd_ioctl.h",
        class: Class::Driver,
        note: None,
        codes,
    }
}
