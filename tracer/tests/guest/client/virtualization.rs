//! A virtual machine and its parts, and a vDPA device that is a program.

use std::{
    fs::File,
    io::{IoSlice, Read as _, Write as _},
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use passgate::uapi::{kvm, vduse, vhost};
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::{
    Done,
    graphics::file,
    request::{Request, plain},
    vfio::{read_write, words},
};
use crate::machine::{run as command, wait_for};

/// How often the system is asked what it can do.
pub(crate) const QUESTIONS: usize = 5;

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["machine"] => machine(),
        ["scsi"] => scsi(),
        ["messages"] => messages(),
        ["vdpa", name] => vdpa(name),
        _ => Err(format!("no such client: {words:?}").into()),
    }
}

fn machine() -> Done {
    let system = read_write("/dev/kvm")?;
    if plain(&system, kvm::KVM_GET_API_VERSION, 0)? != 12 {
        return Err("KVM has another version".into());
    }
    for extension in 0..QUESTIONS {
        plain(&system, kvm::KVM_CHECK_EXTENSION, extension)?;
    }
    let descriptor = |result: i32| file(u64::try_from(result)?);
    let machine = descriptor(plain(&system, kvm::KVM_CREATE_VM, 0)?)?;
    let processor = descriptor(plain(&machine, kvm::KVM_CREATE_VCPU, 0)?)?;
    Request::of(kvm::KVM_GET_REGS).send(&processor)?;
    // KVM_DEV_TYPE_VFIO
    let mut made = Request::of(kvm::KVM_CREATE_DEVICE).with("type", 4)?;
    made.send(&machine)?;
    // KVM_DEV_VFIO_GROUP, KVM_DEV_VFIO_GROUP_ADD
    Request::of(kvm::KVM_HAS_DEVICE_ATTR)
        .with("group", 1)?
        .with("attr", 1)?
        .send(&file(made.get("fd")?)?)?;
    Ok(())
}

fn scsi() -> Done {
    let node = read_write("/dev/vhost-scsi")?;
    plain(&node, vhost::VHOST_SET_OWNER, 0)?;
    Request::of(vhost::VHOST_SCSI_GET_ABI_VERSION).send(&node)?;
    Ok(())
}

/// How many messages about its mappings a device gets.
pub(crate) const MESSAGES: usize = 3;
/// sizeof(struct vhost_msg_v2) (`linux/vhost_types.h`).
pub(crate) const MESSAGE: usize = 72;

/// Maps memory for a device that has an IOMMU.
fn messages() -> Done {
    const ACCESS_PLATFORM: u64 = 1 << 33;
    const VERSION_1: u64 = 1 << 32;
    /// VHOST_BACKEND_F_IOTLB_MSG_V2, and the messages' own type.
    const MESSAGES_V2: u64 = 1 << 1;
    const V2: u32 = 2;
    /// VHOST_ACCESS_RW, VHOST_IOTLB_UPDATE
    const UPDATE: [u8; 2] = [3, 2];
    const PAGE: usize = 4096;
    let mut node = read_write("/dev/vhost-net")?;
    plain(&node, vhost::VHOST_SET_OWNER, 0)?;
    for (ioctl, features) in [
        (vhost::VHOST_SET_BACKEND_FEATURES, MESSAGES_V2),
        (vhost::VHOST_SET_FEATURES, VERSION_1 | ACCESS_PLATFORM),
    ] {
        Request::of(ioctl).with("", features)?.send(&node)?;
    }
    let memory = vec![0_u8; PAGE];
    for at in 0..MESSAGES {
        let mut message = [0; MESSAGE];
        message[..4].copy_from_slice(&V2.to_le_bytes());
        let words = [at * PAGE, PAGE, memory.as_ptr().expose_provenance()];
        for (word, to) in words.into_iter().zip(message[8..].chunks_exact_mut(8)) {
            to.copy_from_slice(&word.to_le_bytes());
        }
        message[32..34].copy_from_slice(&UPDATE);
        // In one piece, or in two.
        let (first, rest) = message.split_at(if at == 0 { MESSAGE } else { 16 });
        let pieces = [IoSlice::new(first), IoSlice::new(rest)];
        if node.write_vectored(&pieces)? != MESSAGE {
            return Err("not all of it".into());
        }
    }
    Ok(())
}

/// VIRTIO_ID_BLOCK
const DISK: u32 = 2;
/// sizeof(struct virtio_blk_config)
const CONFIGURATION: u32 = 60;

/// Is a disk, and uses it.
fn vdpa(name: &str) -> Done {
    let control = read_write("/dev/vduse/control")?;
    Request::of(vduse::VDUSE_GET_API_VERSION).send(&control)?;
    Request::of(vduse::VDUSE_SET_API_VERSION).send(&control)?;
    // VIRTIO_F_VERSION_1, VIRTIO_F_ACCESS_PLATFORM
    let features = [0, 1 | 2];
    let [vendor, queues, alignment] = [0, 1, 4096];
    Request::of(vduse::VDUSE_CREATE_DEV)
        .at(0, name.as_bytes())
        .at(
            256,
            &words(&[vendor, DISK, features[0], features[1], queues, alignment]),
        )
        .at(332, &words(&[CONFIGURATION]))
        .at(336, &[0; CONFIGURATION as usize])
        .send(&control)?;
    let device = read_write(format!("/dev/vduse/{name}"))?;
    Request::of(vduse::VDUSE_VQ_SETUP)
        .with("max_size", 64)?
        .send(&device)?;
    Request::of(vduse::VDUSE_DEV_GET_FEATURES).send(&device)?;
    let done = AtomicBool::new(false);
    let used = thread::scope(|scope| {
        let user = scope.spawn(|| {
            let used = uses(name).map_err(|e| e.to_string());
            done.store(true, Ordering::Release);
            used
        });
        let answered = answers(&device, &done).map_err(|e| e.to_string());
        let used = user.join().map_err(|_| "the user panicked".to_owned())?;
        used.and(answered)
    });
    drop(device);
    let destroyed = Request::of(vduse::VDUSE_DESTROY_DEV)
        .at(0, name.as_bytes())
        .send(&control);
    used?;
    destroyed?;
    Ok(())
}

/// Grants what the kernel asks of the device, until it is done with.
fn answers(device: &File, done: &AtomicBool) -> Done {
    // sizeof(struct vduse_dev_request), and of struct vduse_dev_response, whose zeros are success
    const MESSAGE: usize = 152;
    while !done.load(Ordering::Acquire) {
        let soon = Timespec {
            tv_sec: 0,
            tv_nsec: 20_000_000,
        };
        if poll(&mut [PollFd::new(device, PollFlags::IN)], Some(&soon))? == 0 {
            continue;
        }
        let mut device = device;
        let mut request = [0; MESSAGE];
        device.read_exact(&mut request)?;
        let mut response = [0; MESSAGE];
        response[..4].copy_from_slice(&request[4..8]);
        device.write_all(&response)?;
    }
    Ok(())
}

fn uses(name: &str) -> Done {
    const NODE: &str = "/dev/vhost-vdpa-0";
    command(&["vdpa", "dev", "add", "name", name, "mgmtdev", "vduse"])?;
    let asked = wait_for(NODE).map_err(Into::into).and_then(|()| asks(NODE));
    let gone = Command::new("vdpa").args(["dev", "del", name]).status();
    asked?;
    if gone?.success() {
        Ok(())
    } else {
        Err("the device stays".into())
    }
}

fn asks(node: &str) -> Done {
    let disk = read_write(node)?;
    let mut id = Request::of(vhost::VHOST_VDPA_GET_DEVICE_ID);
    id.send(&disk)?;
    if id.get("")? != u64::from(DISK) {
        return Err("it is no disk".into());
    }
    for question in [
        vhost::VHOST_GET_FEATURES,
        vhost::VHOST_VDPA_GET_VRING_NUM,
        vhost::VHOST_VDPA_GET_CONFIG_SIZE,
    ] {
        Request::of(question).send(&disk)?;
    }
    Ok(())
}
