//! CXL, and families whose drivers ask nobody about their copies.

use rustix::io::Errno;

use super::{
    Attack, Byte, Made, call, mailbox,
    memory::{PAGE, pages, written},
    send, vfio,
};

/// Identify that becomes a raw command, by its id. Raw, the opcode is 0, which devices do not know.
pub(super) fn cxl(node: &str) -> Made {
    /// Where the device's answer is.
    const STATUS: usize = 12;
    let file = vfio::read_write(node)?;
    let at = pages(2)?;
    let ids = [mailbox::IDENTIFY, mailbox::RAW];
    Ok(Attack {
        argument: mailbox::command(mailbox::IDENTIFY, 0, &[], at + PAGE, mailbox::IDENTITY)
            .to_vec(),
        at,
        byte: Byte::Within(0),
        values: ids.map(|id| id.to_le_bytes()[0]),
        send: Box::new(move |at| {
            call(&file, mailbox::SEND, at)?;
            // SAFETY: the kernel has written there.
            Ok(unsafe { written(at + STATUS) }.cast_signed())
        }),
    })
}

/// DRM_IOCTL_GET_CAP: what a graphics card shares, and whether it has dumb buffers, which one without screens does not
/// say.
pub(super) fn drm(node: &str) -> Made {
    const GET_CAPABILITY: u32 = 0xc010_640c;
    const PRIME: u8 = 5;
    const DUMB: u8 = 1;
    let file = vfio::read_write(node)?;
    Ok(Attack {
        argument: vec![0; 16],
        at: pages(1)?,
        byte: Byte::Within(0),
        values: [PRIME, DUMB],
        send: Box::new(move |at| match call(&file, GET_CAPABILITY, at) {
            Err(Errno::OPNOTSUPP) => Ok(1),
            other => other,
        }),
    })
}

/// VIDIOC_G_CTRL of a camera's brightness, which is set to another value than its contrast has.
pub(super) fn v4l2(node: &str) -> Made {
    const GET: u32 = 0xc008_561b;
    const SET: u32 = 0xc008_561c;
    /// V4L2_CID_BRIGHTNESS; V4L2_CID_CONTRAST is the next.
    const BRIGHTNESS: u32 = 0x0098_0900;
    const VALUE: usize = 4;
    const OWN: u32 = 7;
    let file = vfio::read_write(node)?;
    let mut brightness = [BRIGHTNESS, OWN];
    let argument: Vec<u8> = brightness
        .iter()
        .flat_map(|word| word.to_le_bytes())
        .collect();
    send(&file, SET, brightness.as_mut_ptr().expose_provenance())?;
    Ok(Attack {
        argument,
        at: pages(1)?,
        byte: Byte::Within(0),
        values: [0, 1],
        send: Box::new(move |at| {
            call(&file, GET, at)?;
            // SAFETY: the kernel has written there.
            Ok(i32::from(unsafe { written(at + VALUE) } != OWN))
        }),
    })
}

/// USBDEVFS_CONTROL: SET_FEATURE of DEVICE_REMOTE_WAKEUP, and what is a vendor's request by its type, of which the
/// device knows none.
pub(super) fn usb(node: &str) -> Made {
    const CONTROL: u32 = 0xc018_5500;
    const STANDARD: u8 = 0x00;
    const VENDOR: u8 = 0x40;
    let file = vfio::read_write(node)?;
    let mut argument = vec![0; 24];
    argument[1..3].copy_from_slice(&[3, 1]);
    Ok(Attack {
        argument,
        at: pages(1)?,
        byte: Byte::Within(0),
        values: [STANDARD, VENDOR],
        send: Box::new(move |at| match call(&file, CONTROL, at) {
            Err(Errno::PIPE) => Ok(1),
            other => other,
        }),
    })
}

/// RDMA_VERBS_IOCTL of a method that there is not, and of another, which needs a context that there is not: they end
/// with other errors.
pub(super) fn rdma(node: &str) -> Made {
    const VERBS: u32 = 0xc018_1b01;
    const METHOD: usize = 4;
    /// RDMA_DRIVER_RXE
    const DRIVER: u8 = 14;
    const NO_METHOD: u8 = 99;
    /// UVERBS_METHOD_QUERY_PORT
    const QUERY_PORT: u8 = 2;
    let file = vfio::read_write(node)?;
    let mut argument = vec![0; 24];
    argument[0] = 24;
    argument[16] = DRIVER;
    Ok(Attack {
        argument,
        at: pages(1)?,
        byte: Byte::Within(METHOD),
        values: [NO_METHOD, QUERY_PORT],
        send: Box::new(move |at| match call(&file, VERBS, at) {
            Err(Errno::PROTONOSUPPORT) => Ok(0),
            Err(Errno::INVAL) => Ok(1),
            other => other,
        }),
    })
}
