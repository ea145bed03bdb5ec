//! How they come to devices otherwise: by other names, as somebody else, by other drivers, past all of them.

use std::{fs, fs::File};

use rustix::io::Errno;

use super::{
    super::{Daemon, lifecycle::send_vendor},
    By, EACCES, EPERM, PASSED, POLICY, REFUSED, client, ends, status, vendor,
};
use crate::{
    ensure,
    machine::{run, wait_for, wait_until},
    need::Need,
    observe::this,
    pci::{Bound, EDU, SECOND_NVME},
};

/// What closes the way through the device mapper.
const MAPPED: &str = "[[rule]]
name = 'nor through the mapper'
device = { family = 'block', kind = 'mapped' }
deny = ['admin.vendor']
errno = 'EROFS'
";

/// Descriptors of before, of others, and rings.
pub(super) fn descriptors(before: &File) -> Result<(), String> {
    ensure!(
        send_vendor(before) == Err(Errno::ROFS),
        "one that was open before is not refused"
    );
    // Opened by root, and used by who is refused this.
    let lent = "exec setpriv --reuid 1234 --regid 1234 --clear-groups --inh-caps -all --bounding-set -all -- ";
    let lent = format!("{lent}{} < /dev/nvme0", client("inherited"));
    ends(By::Root, &lent, &[REFUSED])?;
    for ring in [
        "sends vendor /dev/nvme0 1",
        "sends vendor /dev/nvme0 1 sqpoll",
        "passes vendor /dev/nvme0 1",
        "passes vendor /dev/nvme0 1 sqpoll",
    ] {
        ends(By::Root, &client(&format!("uring {ring}")), &[REFUSED])?;
    }
    ends(
        By::Nobody,
        &client("uring sends vendor /dev/nvme0 1"),
        &[REFUSED],
    )
}

/// The device by another name.
pub(super) fn names() -> Result<(), String> {
    let number = fs::read_to_string("/sys/class/nvme/nvme0/dev").map_err(|e| e.to_string())?;
    let number = number.trim().replace(':', " ");
    for node in ["/root/evil/null", "/root/jail/dev/drive"] {
        let script = format!(
            "rm -f {node}; mknod -m 666 {node} c {number}; {}",
            vendor(&this(), node)
        );
        ends(By::Root, &script, &[REFUSED])?;
    }
    ends(By::Nobody, &format!("mknod /tmp/evil c {number}"), &[1])
}

/// Whoever passes for somebody else: what a path, a cgroup or a user says is as good as who may change it.
pub(super) fn impostors() -> Result<(), String> {
    const EVIL: &str = "/root/evil/client";
    const TOOL: &str = "/root/tools/allowed";
    let vendor = |with: &str| vendor(with, "/dev/nvme0");
    ends(By::Root, &vendor(TOOL), PASSED)?;
    for by in [By::Root, By::Nobody] {
        ends(by, &vendor(EVIL), &[REFUSED])?;
        // What it calls itself is nobody's business.
        let named = format!("exec -a {TOOL} {}", vendor(EVIL));
        ends(by, &format!("exec bash -c '{named}'"), &[REFUSED])?;
        // Root of a namespace of its own is still who it is.
        ends(by, &format!("unshare -Ur {}", vendor(EVIL)), &[REFUSED])?;
        ends(
            by,
            &format!(
                "ln -s {EVIL} /tmp/allowed-$$; {}",
                vendor("/tmp/allowed-$$")
            ),
            &[REFUSED],
        )?;
    }
    // Paths are looked up past a change of the root directory.
    run(&["cp", EVIL, "/root/jail/root/tools/allowed"])?;
    let jailed = format!("chroot /root/jail {TOOL} client nvme vendor /dev/drive 1");
    ends(By::Root, &jailed, &[REFUSED])?;
    // Nobody else moves there.
    run(&["mkdir", "-p", "/sys/fs/cgroup/allowed/own"])?;
    let moves = format!(
        "echo $$ > /sys/fs/cgroup/allowed/own/cgroup.procs && {}",
        vendor(EVIL)
    );
    ends(By::Nobody, &moves, &[1, 2])?;
    ends(By::Nobody, &format!("mv {EVIL} {TOOL}"), &[1])?;
    // Who is root in a namespace of his own mounts what he likes where he likes, and takes it away again: the path of
    // whatever runs from there is nobody's. By a file that nobody has run yet: what was seen is not asked again.
    let of_his_own = format!(
        "cp {EVIL} /tmp/evil-of-nobody && unshare -Urm sh -c \
         'mount --bind /tmp/evil-of-nobody {TOOL} && {}'",
        vendor(TOOL)
    );
    ends(By::Nobody, &of_his_own, &[REFUSED])?;
    let unmounted = format!(
        "mkdir -p /tmp/evil/root/tools && cp {EVIL} /tmp/evil{TOOL} && unshare -Urm sh -c \
         'mount --bind /tmp/evil /mnt && exec /mnt{TOOL} client intrusion unmounted /mnt /dev/nvme0'"
    );
    ends(By::Nobody, &unmounted, &[REFUSED])?;
    // Out of reach: root, who may make mounts, move processes, or change users, is whom he likes.
    let by_root = format!(
        "cp {EVIL} /root/evil/of-root && unshare -m sh -c 'mount --bind /root/evil/of-root {TOOL} && {}'",
        vendor(TOOL)
    );
    ends(By::Root, &by_root, PASSED)?;
    ends(By::Root, &moves, PASSED)?;
    let user = "setpriv --reuid 4321 --regid 4321 --clear-groups -- ";
    let user = format!("{user}{}", vendor(EVIL));
    ends(By::Root, &user, &[EACCES])?;
    ends(
        By::Root,
        &format!(
            "cp {EVIL} {TOOL}.new; mv {TOOL}.new {TOOL}; {}",
            vendor(TOOL)
        ),
        PASSED,
    )
}

/// Memory, ports and registers.
pub(super) fn past_the_drivers() -> Result<(), String> {
    for node in ["/dev/mem", "/dev/port", "/dev/cpu/0/msr"] {
        if fs::exists(node).unwrap_or(false) {
            let reads = client(&format!("registers read {node} 128 1"));
            ends(By::Root, &reads, &[REFUSED])?;
            ends(By::Nobody, &reads, &[EACCES])?;
        }
    }
    ends(By::Nobody, &client("intrusion ports"), &[EPERM])?;
    // Out of reach: no file leads there, and nothing asks a policy.
    ends(By::Root, &client("intrusion ports"), &[0])
}

/// Another driver for the device, and the device anew.
pub(super) fn drivers() -> Result<(), String> {
    let function = format!("/sys/bus/pci/devices/{SECOND_NVME}");
    for (file, text) in [
        (format!("{function}/driver_override"), "vfio-pci"),
        (format!("{function}/driver/unbind"), SECOND_NVME),
        (format!("{function}/remove"), "1"),
        ("/sys/bus/pci/drivers/nvme/new_id".to_owned(), "1234 5678"),
    ] {
        if fs::exists(&file).unwrap_or(false) {
            ends(
                By::Nobody,
                &client(&format!("intrusion writes {file} '{text}'")),
                &[EACCES],
            )?;
        }
    }
    let node = || -> Result<String, String> {
        let names = fs::read_dir(format!("{function}/nvme")).map_err(|e| e.to_string())?;
        let name = names.flatten().next().ok_or("it has no node")?.file_name();
        Ok(format!("/dev/{}", name.display()))
    };
    // Where it is not ready yet, its driver lets nobody open it.
    const EAGAIN: i32 = 11;
    let refused = || -> Result<(), String> {
        loop {
            match status(By::Root, &vendor(&this(), &node()?))? {
                REFUSED => return Ok(()),
                EAGAIN => {}
                other => return Err(format!("a vendor's command ended with {other}")),
            }
        }
    };
    refused()?;
    ends(
        By::Root,
        &format!("echo 1 > {function}/remove; echo 1 > /sys/bus/pci/rescan"),
        &[0],
    )?;
    wait_until("the drive is back", || {
        node().is_ok_and(|node| fs::exists(node).unwrap_or(false))
    })?;
    refused()?;
    if Need::Driver("vfio-pci").missing().is_none() {
        let bound = Bound::to_vfio(SECOND_NVME)?;
        let group = fs::read_link(format!("{function}/iommu_group")).map_err(|e| e.to_string())?;
        let group = group.file_name().unwrap_or_default().display().to_string();
        let node = format!("/dev/vfio/{group}");
        wait_for(&node)?;
        // It has its label a moment after the kernel has added it.
        let opens = client(&format!("file opens {node} rw"));
        let refused = || status(By::Root, &opens) == Ok(REFUSED);
        let refused = wait_until("the group is refused", refused);
        drop(bound);
        refused?;
    }
    if Need::Driver("uio_pci_generic").missing().is_none() {
        let bound = Bound::to("uio_pci_generic", "uio_pci_generic", EDU)?;
        wait_for("/dev/uio0")?;
        let opens = client("file opens /dev/uio0 rw");
        let refused = wait_until("UIO is refused", || status(By::Root, &opens) == Ok(REFUSED));
        drop(bound);
        refused?;
    }
    wait_until("the drive is back", || {
        node().is_ok_and(|node| fs::exists(node).unwrap_or(false))
    })
}

/// A disk over the disk, whose ioctls are handed on.
pub(super) fn mapper(daemon: &Daemon) -> Result<(), String> {
    if Need::Driver("dm-mod").missing().is_some() {
        return Ok(());
    }
    let mapper = "dmsetup --noudevsync --noudevrules";
    let makes = format!("{mapper} create evil --table '0 1000 linear /dev/nvme0n1 0'");
    ends(By::Nobody, &makes, &[1])?;
    ends(By::Root, &makes, &[0])?;
    let sends = vendor(&this(), "/dev/dm-0");
    let done = wait_for("/dev/dm-0")
        // Another family's rules decide.
        .and_then(|()| ends(By::Root, &sends, PASSED))
        .and_then(|()| daemon.write(&format!("{POLICY}{MAPPED}")))
        .and_then(|()| daemon.does(&["reload"]))
        .and_then(|()| ends(By::Root, &sends, &[REFUSED]));
    ends(By::Root, &format!("{mapper} remove evil"), &[0])?;
    done
}
