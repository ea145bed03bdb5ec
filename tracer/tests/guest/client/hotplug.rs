//! Changes of the guest's devices in the course of one observed command.

use std::{
    ffi::c_void,
    fs::{self, File},
    io::Write as _,
    os::{fd::OwnedFd, unix::fs::MetadataExt as _},
    path::Path,
    ptr,
};

use rustix::{
    io::Errno,
    mm::{MapFlags, ProtFlags, mmap, munmap},
    param::page_size,
    process::{
        Pid, PidfdFlags, PidfdGetfdFlags, Signal, getppid, kill_process, pidfd_getfd, pidfd_open,
    },
};

use super::{
    Done, NVME_ID, open, send, transfers,
    vfio::{DEVICE_GET_INFO, argument, container, words},
};
use crate::{
    hotplug::{
        AFTER, BEFORE, BETWEEN, LATE, Listed, MOUSE_PORT, TABLET_PORT, attached, late_adapter,
        sg_is_probed,
    },
    machine::{
        Adapter, HIDING, Setting, is_probed, monitor, run as execute, show_probes, wait_for,
        wait_until,
    },
    observe::{scsi, this},
    pci::{Bound, SECOND_NVME},
};

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["rebinds"] => rebinds(),
        ["replugs"] => replugs("/dev/hidraw0", 0),
        ["replugs-behind-a-node"] => replugs_behind_a_node(),
        ["reloads"] => reloads(),
        ["reloads-unheard"] => reloads_unheard(),
        ["goes-unseen"] => goes_unseen(),
        ["loads"] => loads(),
        ["loads-control"] => loads_control(),
        ["loads-no-device"] => loads_no_device(),
        ["loads-hidden"] => loads_hidden(),
        ["uses-control"] => uses_control(AFTER),
        _ => Err(format!("no such change of devices: {words:?}").into()),
    }
}

fn times(times: u64, mut send: impl FnMut() -> Done) -> Done {
    (0..times).try_for_each(|_| send())
}

/// Waits until passgate, whose command this is, has looked up in sysfs whatever was sent until now, which
/// shows nothing of a device that is gone: it has taken everything out of its ring, and sleeps again.
fn is_known() -> Done {
    let passgate = getppid().ok_or("no parent")?;
    let rings = rings(passgate)?;
    let state = format!("/proc/{passgate}/stat");
    let sleeps = || {
        let state = fs::read_to_string(&state).unwrap_or_default();
        state
            .rsplit(") ")
            .next()
            .is_some_and(|rest| rest.starts_with('S'))
    };
    Ok(wait_until("passgate has taken all and sleeps", || {
        rings.iter().all(Ring::is_empty) && sleeps()
    })?)
}

/// Waits until passgate has looked at the kernel's symbols, where a change that it was told of made it: a
/// thread of its own does.
fn has_looked() -> Done {
    const TIMES: u32 = 5;
    is_known()?;
    let passgate = getppid().ok_or("no parent")?;
    let all = |folder: &str, holds: &dyn Fn(&Path) -> bool| {
        let entries = fs::read_dir(format!("/proc/{passgate}/{folder}"));
        let mut entries = entries.into_iter().flatten().flatten();
        entries.all(|entry| holds(&entry.path()))
    };
    let sleeps = |task: &Path| {
        let state = fs::read_to_string(task.join("stat")).unwrap_or_default();
        // A thread may have ended.
        state.is_empty()
            || state
                .rsplit(") ")
                .next()
                .is_some_and(|rest| rest.starts_with('S'))
    };
    let is_no_list = |descriptor: &Path| {
        fs::read_link(descriptor).map_or(true, |to| to != Path::new("/proc/kallsyms"))
    };
    let mut times = 0;
    Ok(wait_until("passgate has looked", || {
        let rests = all("fd", &is_no_list) && all("task", &sleeps);
        times = if rests { times + 1 } else { 0 };
        times == TIMES
    })?)
}

/// The ring buffers that a process reads.
fn rings(process: Pid) -> Result<Vec<Ring>, Box<dyn std::error::Error>> {
    /// BPF_MAP_TYPE_RINGBUF (`linux/bpf.h`), as fdinfo shows it.
    const RING: &str = "map_type:\t27";
    let owner = pidfd_open(process, PidfdFlags::empty())?;
    let mut rings = Vec::new();
    for file in fs::read_dir(format!("/proc/{process}/fdinfo"))? {
        let file = file?;
        let said = fs::read_to_string(file.path()).unwrap_or_default();
        if said.lines().any(|line| line == RING) {
            let descriptor = file.file_name().to_string_lossy().parse()?;
            let map = pidfd_getfd(&owner, descriptor, PidfdGetfdFlags::empty())?;
            rings.push(Ring::of(&map)?);
        }
    }
    if rings.is_empty() {
        return Err("passgate has no ring".into());
    }
    Ok(rings)
}

/// How far a ring buffer was read, and how far it is written: a page each (`kernel/bpf/ringbuf.c`).
struct Ring {
    pages: *mut c_void,
}

impl Ring {
    fn of(map: &OwnedFd) -> rustix::io::Result<Self> {
        let length = 2 * page_size();
        // SAFETY: a new mapping, to be read.
        let pages = unsafe {
            mmap(
                ptr::null_mut(),
                length,
                ProtFlags::READ,
                MapFlags::SHARED,
                map,
                0,
            )
        }?;
        Ok(Self { pages })
    }

    fn is_empty(&self) -> bool {
        // SAFETY: both pages begin with a position, and stay mapped while this lives.
        unsafe {
            let read = self.pages.cast::<u64>().read_volatile();
            let written = self.pages.byte_add(page_size()).cast::<u64>();
            read == written.read_volatile()
        }
    }
}

impl Drop for Ring {
    fn drop(&mut self) {
        // SAFETY: the mapping is this one's, and nobody has it any more.
        let _ = unsafe { munmap(self.pages, 2 * page_size()) };
    }
}

/// An NVMe controller goes to VFIO and comes back.
fn rebinds() -> Done {
    const DISK: &str = "/dev/nvme1n1";
    let identify = || Ok(send(open(DISK)?, NVME_ID, 0)?);
    times(BEFORE, identify)?;
    is_known()?;
    let bound = Bound::to_vfio(SECOND_NVME)?;
    through_vfio(BETWEEN)?;
    drop(bound);
    wait_for(DISK)?;
    let listed = Listed::now()?;
    if !listed.has("nvme", SECOND_NVME) || listed.has("vfio", SECOND_NVME) {
        return Err("the device is not nvme's again".into());
    }
    times(AFTER, identify)
}

/// VFIO_DEVICE_GET_INFO, by group and container.
fn through_vfio(count: u64) -> Done {
    let container = container(SECOND_NVME)?;
    let device = container.device(SECOND_NVME)?;
    let listed = Listed::now()?;
    if listed.has("nvme", SECOND_NVME) || !listed.has("vfio", SECOND_NVME) {
        return Err("the device is not VFIO's, or nvme's still".into());
    }
    times(count, || {
        argument(&device.0, DEVICE_GET_INFO, words(&[20, 0, 0, 0, 0]))?;
        Ok(())
    })?;
    is_known()
}

/// The same by a node that nobody takes away with the device: only the device tells the two apart.
fn replugs_behind_a_node() -> Done {
    let number = fs::metadata("/dev/hidraw0")?.rdev();
    let (major, minor) = (rustix::fs::major(number), rustix::fs::minor(number));
    let node = "/dev/odd-hidraw";
    execute(&["mknod", node, "c", &major.to_string(), &minor.to_string()])?;
    let done = replugs(node, LATE);
    fs::remove_file(node)?;
    done
}

/// A tablet is unplugged, a mouse takes its number, and the tablet comes back. A file of the tablet's
/// outlives it, and is written to `late` times while the number is nobody's.
fn replugs(node: &str, late: u64) -> Done {
    let report = |count| -> Done {
        transfers::repeat("hid-report", node, count)?;
        is_known()
    };
    let plug = |what: &str, port: &str| {
        monitor(&format!(
            "device_add usb-{what},bus=xhci.0,port={port},id={what}"
        ))?;
        wait_for("/dev/hidraw0")
    };
    let unplug = |what: &str| {
        monitor(&format!("device_del {what}"))?;
        wait_until(&format!("{what} has gone"), || {
            !fs::exists("/dev/hidraw0").unwrap_or(true)
        })
    };
    report(BEFORE)?;
    let mut left = File::options().read(true).write(true).open(node)?;
    unplug("tablet")?;
    for _ in 0..late {
        // The driver answers that the device has gone.
        let _ = left.write(&[transfers::REPORT, 1]);
    }
    drop(left);
    is_known()?;
    plug("mouse", MOUSE_PORT)?;
    report(BETWEEN)?;
    let listed = Listed::now()?;
    let at = |port: &str| listed.has("hid", &format!("1-{port}:1.0"));
    if at(TABLET_PORT) || !at(MOUSE_PORT) {
        return Err("the table has not the mouse alone".into());
    }
    unplug("mouse")?;
    plug("tablet", TABLET_PORT)?;
    report(AFTER)
}

/// A driver is unloaded and loaded again.
fn reloads() -> Done {
    let (sg, _) = scsi()?;
    let node = format!("/dev/{sg}");
    show_probes()?;
    transfers::repeat("sg-old", &node, BEFORE)?;
    is_known()?;
    let passgate = std::os::unix::process::parent_id();
    let before = attached(passgate);
    execute(&["modprobe", "--remove", "sg"])?;
    execute(&["modprobe", "sg"])?;
    wait_for(&node)?;
    // A probe is there a while before the program is attached to it.
    wait_until("the driver is known", || {
        sg_is_probed() && attached(passgate) == before
    })?;
    transfers::repeat("sg-old", &node, AFTER)
}

/// The same while passgate is stopped and its ring, of one page, is full: the subject that this process is
/// takes most of it, and modules the rest.
fn reloads_unheard() -> Done {
    let (sg, _) = scsi()?;
    let node = format!("/dev/{sg}");
    show_probes()?;
    is_known()?;
    let passgate = std::os::unix::process::parent_id();
    let before = attached(passgate);
    let stopped = Stopped::passgate()?;
    send(open("/dev/nvme0n1")?, NVME_ID, 0)?;
    // Two records of eighty bytes each time.
    for _ in 0..10 {
        execute(&["modprobe", "--remove", "sg"])?;
        execute(&["modprobe", "sg"])?;
    }
    wait_for(&node)?;
    drop(stopped);
    wait_until("the driver is known", || {
        sg_is_probed() && attached(passgate) == before
    })?;
    transfers::repeat("sg-old", &node, AFTER)
}

/// A device is used, and goes before passgate can look it up.
fn goes_unseen() -> Done {
    let stopped = Stopped::passgate()?;
    transfers::repeat("hid-report", "/dev/hidraw0", BEFORE)?;
    monitor("device_del tablet")?;
    wait_until("the tablet has gone", || {
        !fs::exists("/dev/hidraw0").unwrap_or(true)
    })?;
    drop(stopped);
    is_known()?;
    monitor(&format!(
        "device_add usb-tablet,bus=xhci.0,port={TABLET_PORT},id=tablet"
    ))?;
    Ok(wait_for("/dev/hidraw0")?)
}

/// passgate, whose command this is, does nothing until this is dropped.
struct Stopped(Pid);

impl Stopped {
    fn passgate() -> Result<Self, Box<dyn std::error::Error>> {
        let passgate = getppid().ok_or("no parent")?;
        kill_process(passgate, Signal::STOP)?;
        Ok(Self(passgate))
    }
}

impl Drop for Stopped {
    fn drop(&mut self) {
        let _ = kill_process(self.0, Signal::CONT);
    }
}

/// A driver that was not there is loaded.
fn loads() -> Done {
    show_probes()?;
    let _adapter = late_adapter()?;
    if !Listed::now()?.has_named("rdma", "uverbs0") {
        return Err("the table has no adapter".into());
    }
    // The adapter cannot go while a process has a context, so that must be another one.
    let times = AFTER.to_string();
    execute(&[
        &this(),
        "client",
        "transfer",
        "verbs",
        Adapter::NODE,
        &times,
    ])?;
    is_known()
}

/// `VTPM_PROXY_IOC_NEW_DEV` of `linux/vtpm_proxy.h`.
const NEW_TPM: u32 = 0xc014_a100;

/// A driver without functions of its own to probe is loaded. When the one that is loaded after it has its
/// probes, passgate knows both.
fn loads_control() -> Done {
    show_probes()?;
    execute(&["modprobe", "tpm_vtpm_proxy"])?;
    wait_for("/dev/vtpmx")?;
    execute(&["modprobe", "spidev"])?;
    wait_until("the drivers are known", || is_probed("spidev_write"))?;
    uses_control(AFTER)
}

/// Asks for a TPM, in vain.
fn uses_control(count: u64) -> Done {
    let file = File::options().read(true).write(true).open("/dev/vtpmx")?;
    times(count, || match send(&file, NEW_TPM, 0) {
        // There is no description of a device at address 0.
        Err(Errno::FAULT) => Ok(()),
        other => Err(format!("not an error for want of it: {other:?}").into()),
    })
}

/// A driver is loaded whose files are no devices.
fn loads_no_device() -> Done {
    const NODE: &str = "/dev/net/tun";
    // TUNGETFEATURES
    const FEATURES: u32 = 0x8004_54cf;
    execute(&["modprobe", "tun"])?;
    wait_for(NODE)?;
    has_looked()?;
    let mut features = 0_u32;
    let file = open(NODE)?;
    Ok(send(
        &file,
        FEATURES,
        (&raw mut features).expose_provenance(),
    )?)
}

/// The kernel hides its symbols while a driver is loaded, and shows them when another one is.
fn loads_hidden() -> Done {
    show_probes()?;
    let hidden = Setting::change(HIDING, "2")?;
    execute(&["modprobe", "tpm_vtpm_proxy"])?;
    wait_for("/dev/vtpmx")?;
    has_looked()?;
    drop(hidden);
    // Nothing has told passgate of that.
    uses_control(BEFORE)?;
    execute(&["modprobe", "sg"])?;
    wait_until("the drivers are known", sg_is_probed)?;
    uses_control(AFTER)
}
