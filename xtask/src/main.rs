//! `cargo xtask`: builds, loads, tests, shows and measures passgate.

mod apt;
mod bench;
mod bpf;
mod cache;
mod compare;
mod corpus;
mod coverage;
mod debian;
mod demo;
mod fuzz;
mod i386;
mod load;
mod markdown;
mod progress;
mod setup;
mod static_build;
mod strace;
mod tally;
mod test;
mod uapi;
mod vm;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Builds, loads, tests, shows and measures passgate"
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the BPF object; finds or makes the toolchain for it
    Build(bpf::Arguments),
    /// Load the BPF object without attaching it, and print what the kernel makes of it
    Load(load::Arguments),
    /// Install what the virtual machine needs
    Setup,
    /// Build the guest kernel that has what Debian's leave out; it takes a while
    Kernel(vm::passthrough::Arguments),
    /// Run a command, or a shell, in a guest full of passthrough devices
    Vm(vm::cli::Arguments),
    /// Run the unit tests, then the guest tests on each kernel
    Test(test::Arguments),
    /// Show real clients' commands live, in a guest, or record them
    Demo(demo::Arguments),
    /// Write the tables of the kernel's ioctls from the newest headers
    Uapi(uapi::Arguments),
    /// Capture real clients' calls in a guest, for the decoder's unit tests
    Corpus(corpus::Arguments),
    /// List the ioctls that strace names, to hold the families' tables against
    Strace(strace::Arguments),
    /// Read input of chance for long: the decoder, and what else reads what others wrote
    Fuzz(fuzz::Arguments),
    /// Show what strace, perf trace, bpftrace and passgate print of the same commands
    Compare(compare::Arguments),
    /// Measure what watching costs, in instructions
    Bench(bench::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Build(arguments) => bpf::run(&arguments),
        Task::Load(arguments) => load::run(&arguments),
        Task::Setup => setup::run(),
        Task::Kernel(arguments) => vm::passthrough::run(&arguments),
        Task::Vm(arguments) => vm::cli::run(&arguments),
        Task::Test(arguments) => test::run(&arguments),
        Task::Demo(arguments) => demo::run(&arguments),
        Task::Uapi(arguments) => uapi::run(&arguments),
        Task::Corpus(arguments) => corpus::run(&arguments),
        Task::Strace(arguments) => strace::run(&arguments),
        Task::Fuzz(arguments) => fuzz::run(&arguments),
        Task::Compare(arguments) => compare::run(&arguments),
        Task::Bench(arguments) => bench::run(&arguments),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            progress::tell(format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}
