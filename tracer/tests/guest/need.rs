//! What a test needs of the kernel that it runs on.

use std::{fs, path::Path, process::Command};

use io_uring::{IoUring, Probe};

use crate::machine::{FTRACE, Setting};

/// Something that a kernel may be built without. Where it is built with it, a test that needs it
/// runs, and fails if the device is not there.
#[derive(Clone, Copy)]
pub(crate) enum Need {
    /// The NVMe driver.
    Nvme,
    /// The SCSI generic driver.
    Sg,
    /// The block layer's SCSI generic.
    Bsg,
    /// A driver, by its module's name.
    Driver(&'static str),
    /// The same, where it can be unloaded and loaded.
    Module(&'static str),
    /// A driver of a GPIO chip that needs no such chip.
    Gpio,
    /// The first version of the interface of GPIO chips.
    GpioVersion1,
    /// A file that the kernel may leave out.
    File(&'static str),
    /// A major number of character devices that no driver has.
    FreeMajor(u32),
    /// ioctls of 32-bit processes.
    Compat,
    /// Programs of 32 bits.
    I386,
    /// A switch that turns ftrace off. To find out, it is turned off, and on again: nothing else tells
    /// whether the kernel lets it be. Nothing may be observed meanwhile.
    FtraceSwitch,
    /// io_uring commands of double size in rings of both sizes.
    UringCmd128,
    /// An operation of io_uring that newer kernels have, by its number.
    Uring(u8),
    /// A function of the kernel, or of a driver that is loaded.
    Function(&'static str),
}

/// `IORING_OP_URING_CMD128` of `linux/io_uring.h`.
pub(crate) const URING_CMD128: u8 = 64;
/// The kernel that brought it.
const WITH_URING_CMD128: (u32, u32) = (6, 19);

impl Need {
    /// Why a test that needs it cannot run here; None where it can.
    pub(crate) fn missing(self) -> Option<String> {
        match self {
            Self::Nvme => driver("nvme"),
            Self::Sg => driver("sg"),
            Self::Driver(name) => driver(name),
            Self::Module(name) => driver(name).or_else(|| built_in(name)),
            Self::Gpio => driver("gpio_sim").and(driver("gpio_pci_idio_16")),
            Self::File(path) => {
                (!Path::new(path).exists()).then(|| format!("this kernel has no {path}"))
            }
            Self::FreeMajor(major) => (!is_free(major))
                .then(|| format!("a driver of this kernel has the major number {major}")),
            Self::GpioVersion1 => symbol("linehandle_ioctl"),
            Self::Compat => symbol("bpf_lsm_file_ioctl_compat"),
            Self::I386 => std::env::var_os("PASSGATE_I386")
                .is_none()
                .then(|| "PASSGATE_I386 names no folder of 32-bit programs".to_owned()),
            Self::FtraceSwitch => Setting::change(FTRACE, "0")
                .err()
                .map(|e| format!("this kernel does not let ftrace be turned off: {e}")),
            Self::UringCmd128 => uring_cmd128(),
            Self::Uring(operation) => (!knows(operation))
                .then(|| format!("this kernel's io_uring has no operation {operation}")),
            Self::Function(name) => symbol(name),
            Self::Bsg => (!Path::new("/sys/class/bsg").exists())
                .then(|| "this kernel is built without CONFIG_BLK_DEV_BSG".to_owned()),
        }
    }
}

/// Whether a major number of character devices is nobody's.
fn is_free(major: u32) -> bool {
    let list = fs::read_to_string("/proc/devices").unwrap_or_default();
    let characters = list.split("\n\n").next().unwrap_or_default();
    !characters.lines().any(|line| {
        line.split_whitespace()
            .next()
            .is_some_and(|number| number == major.to_string())
    })
}

/// None on a kernel that is new enough, whatever it says of itself.
fn uring_cmd128() -> Option<String> {
    let is_there = knows(URING_CMD128);
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let mut numbers = release.split('.').map(|number| number.parse().ok());
    let version = numbers.next().flatten().zip(numbers.next().flatten());
    (!is_there && version < Some(WITH_URING_CMD128))
        .then(|| "this kernel has no IORING_OP_URING_CMD128".to_owned())
}

/// Whether io_uring knows an operation.
fn knows(operation: u8) -> bool {
    let mut probe = Probe::new();
    let probed = IoUring::new(1).and_then(|ring| ring.submitter().register_probe(&mut probe));
    probed.is_ok() && probe.is_supported(operation)
}

/// A driver that is no module.
fn built_in(name: &str) -> Option<String> {
    let file = Command::new("modinfo")
        .args(["--field", "filename", name])
        .output();
    let is_module = file.is_ok_and(|file| String::from_utf8_lossy(&file.stdout).starts_with('/'));
    (!is_module).then(|| format!("{name} is built into this kernel"))
}

/// A driver that is built in, loaded, or there to be loaded.
fn driver(name: &str) -> Option<String> {
    let there = Path::new("/sys/module").join(name).exists()
        || Command::new("modprobe")
            .args(["--dry-run", "--quiet", name])
            .status()
            .is_ok_and(|status| status.success());
    (!there).then(|| format!("this kernel has no driver {name}"))
}

/// A function of the kernel.
fn symbol(name: &str) -> Option<String> {
    let there = fs::read_to_string("/proc/kallsyms").is_ok_and(|symbols| {
        symbols
            .lines()
            .any(|line| line.split_whitespace().nth(2) == Some(name))
    });
    (!there).then(|| format!("this kernel has no {name}"))
}
