//! ioctls by the way of 32-bit programs, from a 64-bit one: all addresses fit 32 bits.

use std::{
    fs::File,
    net::UdpSocket,
    os::fd::{AsFd, AsRawFd as _},
};

use rustix::io::Errno;

use super::{
    Done, NVME_ADMIN, SG_IO, network,
    nvme::{low, passthru, put},
    other, vfio,
};

pub(super) fn run(words: &[&str]) -> Done {
    let [name, node, count] = words else {
        return Err(format!("no such 32-bit client: {words:?}").into());
    };
    match *name {
        "vfio" => return vfio(node, count.parse()?),
        "feature" => return feature(node, count.parse()?),
        "ethtool" => return ethtool(node, count.parse()?),
        "asks" => return asks(node, count),
        _ => {}
    }
    // usbfs takes commands of files that are open for writing only.
    let file = File::options()
        .read(true)
        .write(matches!(*name, "control" | "urb"))
        .open(node)?;
    let data = low()?;
    let argument = data + 4096;
    let (number, bytes) = match *name {
        "identify" | "vendor" => (NVME_ADMIN, passthru(name, data)?.1.to_vec()),
        "inquiry" => (SG_IO, takes(INQUIRY, data, argument + 2048)?),
        "mode-sense" => (SG_IO, takes(MODE_SENSE, data, argument + 2048)?),
        "control" => (USB_CONTROL, control(data)?),
        "urb" => (USB_SUBMIT, urb(data)?),
        _ => return Err(format!("no such 32-bit command: {name}").into()),
    };
    for _ in 0..count.parse::<u32>()? {
        // SAFETY: there are four pages, which nobody else uses.
        unsafe { put(&bytes, argument) };
        ioctl(&file, number, argument)?;
        if number == USB_SUBMIT {
            ioctl(&file, USB_REAP, argument + 2048)?;
        }
    }
    Ok(())
}

/// USBDEVFS_CONTROL32, USBDEVFS_SUBMITURB32 and USBDEVFS_REAPURB32
const USB_CONTROL: u32 = 0xc010_5500;
const USB_SUBMIT: u32 = 0x802c_550a;
const USB_REAP: u32 = 0x4004_550c;

/// GET_DESCRIPTOR of a device: its setup packet.
const SETUP: [u8; 8] = [0x80, 6, 0, 1, 0, 0, DESCRIPTOR, 0];
/// Bytes of that descriptor.
const DESCRIPTOR: u8 = 18;

/// struct usbdevfs_ctrltransfer32: a setup packet, a timeout and where the data goes.
fn control(data: usize) -> Result<Vec<u8>, std::num::TryFromIntError> {
    let mut transfer = SETUP.to_vec();
    transfer.extend(1000_u32.to_le_bytes());
    transfer.extend(u32::try_from(data)?.to_le_bytes());
    Ok(transfer)
}

/// struct usbdevfs_urb32, whose buffer begins with the setup packet.
fn urb(data: usize) -> Result<Vec<u8>, std::num::TryFromIntError> {
    // SAFETY: there are four pages, which nobody else uses.
    unsafe { put(&SETUP, data) };
    let mut urb = vec![0; 44];
    // USBDEVFS_URB_TYPE_CONTROL
    urb[0] = 2;
    urb[12..16].copy_from_slice(&u32::try_from(data)?.to_le_bytes());
    urb[16] = u8::try_from(SETUP.len())? + DESCRIPTOR;
    Ok(urb)
}

/// A device behind VFIO is asked what it is, and given a page of memory.
fn vfio(address: &str, count: u32) -> Done {
    let container = vfio::container(address)?;
    let device = container.device(address)?;
    let data = low()?;
    let argument = data + 4096;
    let send = |file: &File, number, bytes: &[u8]| {
        // SAFETY: as in `run`.
        unsafe { put(bytes, argument) };
        ioctl(file, number, argument).map(drop)
    };
    for _ in 0..count {
        send(
            &device.0,
            vfio::DEVICE_GET_INFO,
            &vfio::words(&[20, 0, 0, 0, 0]),
        )?;
    }
    // To be read and written by the device, at the address 0 of its own.
    let map = vfio::words(&[32, 3, u32::try_from(data)?, 0, 0, 0, 4096, 0]);
    Ok(send(&container.container, vfio::MAP_DMA, &map)?)
}

/// A device behind VFIO is asked whether a feature could be set.
fn feature(address: &str, index: u32) -> Done {
    let container = vfio::container(address)?;
    let device = container.device(address)?;
    let argument = low()?;
    // SAFETY: there are four pages, which nobody else uses.
    unsafe { put(&vfio::could_be_set(index), argument) };
    ioctl(&device.0, vfio::DEVICE_FEATURE, argument)?;
    Ok(())
}

/// A network adapter is asked for its driver, by a struct compat_ifreq: its name, and where the question is.
fn ethtool(adapter: &str, count: u32) -> Done {
    let data = low()?;
    let argument = data + 4096;
    let mut request = network::name(adapter).to_vec();
    request.extend(u32::try_from(data)?.to_le_bytes());
    request.resize(32, 0);
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    for _ in 0..count {
        // SAFETY: there are four pages, which nobody else uses.
        unsafe {
            put(&network::GDRVINFO.to_le_bytes(), data);
            put(&request, argument);
        }
        ioctl(&socket, network::ETHTOOL, argument)?;
    }
    Ok(())
}

/// One command, its number and its argument in hexadecimal.
fn asks(node: &str, command: &str) -> Done {
    let (number, bytes) = other::number_and_argument(command)?;
    let file = File::options().read(true).write(true).open(node)?;
    let argument = low()?;
    // SAFETY: there are four pages, which nobody else uses.
    unsafe { put(&bytes, argument) };
    ioctl(&file, number, argument)?;
    Ok(())
}

/// Of 36 bytes: as they are, and all pages of modes.
const INQUIRY: [u8; 6] = [0x12, 0, 0, 0, 36, 0];
const MODE_SENSE: [u8; 6] = [0x1a, 0, 0x3f, 0, 36, 0];

/// struct compat_sg_io_hdr with a command that takes 36 bytes, and is put at an address.
fn takes(
    block: [u8; 6],
    data: usize,
    command: usize,
) -> Result<Vec<u8>, std::num::TryFromIntError> {
    // SAFETY: there are four pages, which nobody else uses.
    unsafe { put(&block, command) };
    let mut header = header(command, 6)?;
    // SG_DXFER_FROM_DEV
    header[4..8].copy_from_slice(&(-3_i32).to_le_bytes());
    header[12..16].copy_from_slice(&36_u32.to_le_bytes());
    header[16..20].copy_from_slice(&u32::try_from(data)?.to_le_bytes());
    Ok(header.to_vec())
}

/// A struct compat_sg_io_hdr for a command without data, as [`super::header`].
pub(super) fn header(command: usize, length: u8) -> Result<[u8; 64], std::num::TryFromIntError> {
    let mut header = [0; 64];
    header[0] = b'S';
    header[4..8].copy_from_slice(&(-1_i32).to_le_bytes());
    header[8] = length;
    header[20..24].copy_from_slice(&u32::try_from(command)?.to_le_bytes());
    header[28..32].copy_from_slice(&5000_u32.to_le_bytes());
    Ok(header)
}

/// ioctl(2) as a 32-bit program makes it.
#[cfg(target_arch = "x86_64")]
pub(super) fn ioctl(file: impl AsFd, number: u32, argument: usize) -> rustix::io::Result<i32> {
    /// `__NR_ioctl` of 32-bit x86.
    const IOCTL: i64 = 54;
    let mut result = IOCTL;
    // SAFETY: as with `Raw`, the command writes to memory that outlives the call. The kernel saves
    // what it changes, but for the registers named here.
    unsafe {
        std::arch::asm!(
            "xchg rbx, {descriptor}",
            "int 0x80",
            "xchg rbx, {descriptor}",
            descriptor = inout(reg) i64::from(file.as_fd().as_raw_fd()) => _,
            inout("rax") result,
            in("rcx") u64::from(number),
            in("rdx") argument,
            out("r8") _, out("r9") _, out("r10") _, out("r11") _,
        );
    }
    match i32::try_from(result) {
        Ok(result) if result < 0 => Err(Errno::from_raw_os_error(-result)),
        Ok(result) => Ok(result),
        Err(_) => Err(Errno::OVERFLOW),
    }
}

#[cfg(not(target_arch = "x86_64"))]
pub(super) fn ioctl(_: impl AsFd, _: u32, _: usize) -> rustix::io::Result<i32> {
    Err(Errno::NOSYS)
}
