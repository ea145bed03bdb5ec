//! Changes of the guest's devices in the course of one observed command.

use std::{
    fs::{self, File},
    io::Write as _,
    os::unix::fs::MetadataExt as _,
};

use rustix::process::{Pid, Signal, getppid, kill_process};

use super::{Done, NVME_ID, call, open, send, transfers};
use crate::{
    hotplug::{
        AFTER, BEFORE, BETWEEN, LATE, MOUSE_PORT, TABLET_PORT, is_listed, late_adapter,
        sg_is_probed,
    },
    machine::{Adapter, monitor, run as execute, show_probes, wait_for, wait_until},
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
        _ => Err(format!("no such change of devices: {words:?}").into()),
    }
}

fn times(times: u64, mut send: impl FnMut() -> Done) -> Done {
    (0..times).try_for_each(|_| send())
}

/// Waits until passgate, whose command this is, has nothing to do: what was sent until now has been
/// looked up in sysfs, which shows nothing of a device that is gone.
fn is_known() -> Result<(), String> {
    let state = format!("/proc/{}/stat", std::os::unix::process::parent_id());
    wait_until("passgate has nothing to do", || {
        let state = fs::read_to_string(&state).unwrap_or_default();
        state
            .rsplit(") ")
            .next()
            .is_some_and(|rest| rest.starts_with('S'))
    })
}

/// An NVMe controller goes to VFIO and comes back.
fn rebinds() -> Done {
    const DISK: &str = "/dev/nvme1n1";
    let identify = || Ok(send(open(DISK)?, NVME_ID, 0)?);
    times(BEFORE, identify)?;
    is_known()?;
    let bound = Bound::to_vfio(SECOND_NVME)?;
    if is_listed("nvme", SECOND_NVME)? {
        return Err("the device is nvme's still".into());
    }
    through_vfio(BETWEEN)?;
    drop(bound);
    wait_for(DISK)?;
    if !is_listed("nvme", SECOND_NVME)? || is_listed("vfio", SECOND_NVME)? {
        return Err("the device is not nvme's again".into());
    }
    times(AFTER, identify)
}

/// VFIO_DEVICE_GET_INFO, by group and container (`linux/vfio.h`).
fn through_vfio(count: u64) -> Done {
    const SET_IOMMU: u32 = 0x3b66;
    const GROUP_SET_CONTAINER: u32 = 0x3b68;
    const GROUP_GET_DEVICE_FD: u32 = 0x3b6a;
    const DEVICE_GET_INFO: u32 = 0x3b6b;
    const TYPE1V2: usize = 3;
    let group = fs::read_link(format!("/sys/bus/pci/devices/{SECOND_NVME}/iommu_group"))?;
    let group = group.file_name().ok_or("no group")?.display().to_string();
    let writable = |node: &str| File::options().read(true).write(true).open(node);
    let container = writable("/dev/vfio/vfio")?;
    let group = writable(&format!("/dev/vfio/{group}"))?;
    let number = std::os::fd::AsRawFd::as_raw_fd(&container);
    send(
        &group,
        GROUP_SET_CONTAINER,
        (&raw const number).expose_provenance(),
    )?;
    send(&container, SET_IOMMU, TYPE1V2)?;
    let name = std::ffi::CString::new(SECOND_NVME)?;
    let device = call(
        &group,
        GROUP_GET_DEVICE_FD,
        name.as_ptr().expose_provenance(),
    )?;
    // SAFETY: the kernel has just made the descriptor for this process.
    let device = unsafe { <File as std::os::fd::FromRawFd>::from_raw_fd(device) };
    if !is_listed("vfio", SECOND_NVME)? {
        return Err("the device is not VFIO's".into());
    }
    times(count, || {
        // struct vfio_device_info begins with its size.
        let mut info = [20_u32, 0, 0, 0, 0];
        Ok(send(
            &device,
            DEVICE_GET_INFO,
            info.as_mut_ptr().expose_provenance(),
        )?)
    })?;
    Ok(is_known()?)
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
    let report = |count| {
        transfers::repeat("hid-report", node, count)?;
        Ok(is_known()?) as Done
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
    unplug("mouse")?;
    plug("tablet", TABLET_PORT)?;
    report(AFTER)
}

/// How many programs passgate has attached.
fn attached() -> usize {
    let folder = format!("/proc/{}/fd", std::os::unix::process::parent_id());
    let descriptors = fs::read_dir(folder).into_iter().flatten().flatten();
    descriptors
        .filter_map(|descriptor| fs::read_link(descriptor.path()).ok())
        .filter(|target| target.to_string_lossy().contains("bpf_link"))
        .count()
}

/// A driver is unloaded and loaded again.
fn reloads() -> Done {
    let (sg, _) = scsi()?;
    let node = format!("/dev/{sg}");
    show_probes()?;
    transfers::repeat("sg-old", &node, BEFORE)?;
    is_known()?;
    let attached = attached();
    execute(&["modprobe", "--remove", "sg"])?;
    execute(&["modprobe", "sg"])?;
    wait_for(&node)?;
    // A probe is there a while before the program is attached to it.
    wait_until("the driver is known", || {
        sg_is_probed() && self::attached() == attached
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
    let attached = attached();
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
        sg_is_probed() && self::attached() == attached
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
    Ok(is_known()?)
}
