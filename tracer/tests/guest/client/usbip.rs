//! A USB device that is a program, by USB/IP (`Documentation/usb/usbip_protocol.rst`): the kernel's own drivers
//! of its interfaces are the real ones, and send it what they would send to hardware.

use std::{
    fs,
    io::{Read as _, Write as _},
    os::{fd::AsRawFd as _, unix::net::UnixStream},
    path::PathBuf,
    thread,
};

use super::{Done, mapped::stay, send, vfio::read_write};
use crate::machine::wait_until;

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["serves"] => serves(),
        ["drives", node] => drives(node),
        _ => Err(format!("no such client: {words:?}").into()),
    }
}

/// The interface of each kind.
pub(crate) const PRINTER: u8 = 0;
pub(crate) const INSTRUMENT: u8 = 1;
pub(crate) const MODEM: u8 = 2;
pub(crate) const USAGES: u8 = 3;

/// The device in sysfs.
pub(crate) fn device() -> Option<PathBuf> {
    let devices = fs::read_dir("/sys/bus/usb/devices").ok()?;
    let mut paths = devices.filter_map(|device| Some(device.ok()?.path()));
    paths.find(|path| {
        fs::read_to_string(path.join("idVendor")).is_ok_and(|vendor| vendor == "1209\n")
    })
}

/// What the node of an interface is called, once it has one.
pub(crate) fn interface(number: u8) -> Option<String> {
    let device = device()?;
    let name = device.file_name()?.to_str()?;
    let nodes = fs::read_dir(device.join(format!("{name}:1.{number}/usbmisc"))).ok()?;
    let node = nodes.filter_map(Result::ok).next()?;
    node.file_name().into_string().ok()
}

/// Vendor and product that pid.codes keeps for tests.
const DEVICE: &[u8] = &[
    18, 1, 0x00, 0x02, 0, 0, 0, 64, 0x09, 0x12, 0x01, 0x00, 0, 1, 0, 0, 0, 1,
];

/// The configuration behind its own header.
const INTERFACES: &[&[u8]] = &[
    // A printer that answers, of the printing class.
    &[9, 4, 0, 0, 2, 7, 1, 2, 0],
    &bulk(0x01),
    &bulk(0x81),
    // An instrument: USB test and measurement.
    &[9, 4, 1, 0, 2, 0xfe, 3, 0, 0],
    &bulk(0x02),
    &bulk(0x82),
    // A modem's control channel: wireless device management, with the two descriptors that it must have.
    &[9, 4, 2, 0, 1, 2, 9, 0, 0],
    &[5, 0x24, 0, 0x10, 0x01],
    &[7, 0x24, 0x14, 0x01, 0x01, 0, 1],
    &interrupt(0x83),
    // Human interface of nothing that a keyboard or a mouse is, so that its usages have a node.
    &[9, 4, 3, 0, 1, 3, 0, 0, 0],
    &[9, 0x21, 0x11, 0x01, 0, 1, 0x22, 21, 0],
    &interrupt(0x84),
    // One that no driver takes.
    &[9, 4, 4, 0, 3, 0xff, 0, 0, 0],
    &bulk(0x05),
    &bulk(0x85),
    &interrupt(0x86),
];

/// A vendor's page with one collection of one input of a byte. The interface says how long it is.
const REPORTS: &[u8] = &[
    0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x09, 0x02, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08,
    0x95, 0x01, 0x81, 0x02, 0xc0,
];

const _: () = assert!(REPORTS.len() == 21);

const fn bulk(endpoint: u8) -> [u8; 7] {
    [7, 5, endpoint, 2, 0x00, 0x02, 0]
}

const fn interrupt(endpoint: u8) -> [u8; 7] {
    [7, 5, endpoint, 3, 64, 0, 8]
}

fn configuration() -> Vec<u8> {
    let interfaces = INTERFACES.concat();
    let [low, high] = u16::try_from(9 + interfaces.len())
        .unwrap_or_default()
        .to_le_bytes();
    let mut bytes = vec![9, 2, low, high, 5, 1, 0, 0x80, 50];
    bytes.extend(interfaces);
    bytes
}

/// Is the device until standard input ends.
fn serves() -> Done {
    let (ours, kernel_s) = UnixStream::pair()?;
    // Port, socket, device's id, speed: high.
    let attach = format!("0 {} 1 3", kernel_s.as_raw_fd());
    thread::spawn(move || {
        // It fails where the kernel has let go of the device.
        let _ = Program::new(ours).run();
    });
    fs::write("/sys/devices/platform/vhci_hcd.0/attach", attach)?;
    for number in [PRINTER, INSTRUMENT, MODEM, USAGES] {
        wait_until("each interface has a node", || interface(number).is_some())?;
    }
    stay()
}

/// Bytes of every header.
const HEADER: usize = 48;
const SUBMIT: u32 = 1;
const UNLINK: u32 = 2;
const SUBMITTED: u32 = 3;
const UNLINKED: u32 = 4;

struct Program {
    kernel: UnixStream,
    /// What the instrument was asked last, by its mark.
    asked: u8,
}

impl Program {
    fn new(kernel: UnixStream) -> Self {
        Self { kernel, asked: 0 }
    }

    fn run(&mut self) -> std::io::Result<()> {
        loop {
            let mut header = [0; HEADER];
            self.kernel.read_exact(&mut header)?;
            let number = word(&header, 4);
            match word(&header, 0) {
                SUBMIT => self.submit(number, &header)?,
                // What waits for nothing that will come is given up.
                UNLINK => self.answer(UNLINKED, number, -libc::ECONNRESET, 0, &[])?,
                other => return Err(std::io::Error::other(format!("no command {other}"))),
            }
        }
    }

    fn submit(&mut self, number: u32, header: &[u8; HEADER]) -> std::io::Result<()> {
        let length = usize::try_from(word(header, 24)).unwrap_or_default();
        let is_in = word(header, 12) == 1;
        let endpoint = word(header, 16);
        if !is_in {
            let mut data = vec![0; length];
            self.kernel.read_exact(&mut data)?;
            if endpoint == 2 {
                self.asked = data.get(1).copied().unwrap_or_default();
            }
            return self.answer(SUBMITTED, number, 0, word(header, 24), &[]);
        }
        let setup: &[u8] = &header[40..];
        let data = match endpoint {
            0 => control(setup),
            // A message of the instrument, whose header says how long it is.
            2 => {
                let mark = self.asked;
                let text = b"passgate\n";
                let begin = [2, mark, !mark, 0, count(text), 0, 0, 0, 1, 0, 0, 0];
                // They come in fours.
                Some([&begin[..], text, &[0; 3]].concat())
            }
            5 => Some(vec![5; length]),
            // Nothing comes.
            _ => return Ok(()),
        };
        match data {
            Some(mut data) => {
                data.truncate(length);
                let length = u32::try_from(data.len()).unwrap_or_default();
                self.answer(SUBMITTED, number, 0, length, &data)
            }
            None => self.answer(SUBMITTED, number, -libc::EPIPE, 0, &[]),
        }
    }

    fn answer(
        &mut self,
        command: u32,
        number: u32,
        status: i32,
        length: u32,
        data: &[u8],
    ) -> std::io::Result<()> {
        let mut answer = [0; HEADER];
        answer[..4].copy_from_slice(&command.to_be_bytes());
        answer[4..8].copy_from_slice(&number.to_be_bytes());
        answer[20..24].copy_from_slice(&status.to_be_bytes());
        answer[24..28].copy_from_slice(&length.to_be_bytes());
        self.kernel.write_all(&[&answer[..], data].concat())
    }
}

fn count(text: &[u8]) -> u8 {
    u8::try_from(text.len()).unwrap_or_default()
}

fn word(bytes: &[u8], at: usize) -> u32 {
    let bytes = bytes.get(at..at + 4).and_then(|word| word.try_into().ok());
    bytes.map_or(0, u32::from_be_bytes)
}

/// What a request to the device's control endpoint is answered with; None where it is refused.
fn control(setup: &[u8]) -> Option<Vec<u8>> {
    let length = u16::from_le_bytes([setup[6], setup[7]]);
    match setup[..6] {
        [0x80, 6, _, 1, ..] => Some(DEVICE.to_vec()),
        [0x80, 6, _, 2, ..] => Some(configuration()),
        [0x81, 6, _, 0x22, ..] => Some(REPORTS.to_vec()),
        [0x80 | 0x81, 6, ..] => None,
        // GET_DEVICE_ID of the printer: its length first.
        [0xa1, 0, _, _, _, 0] => {
            let text = b"MFG:passgate;MDL:test;";
            Some([&[0, 2 + count(text)], &text[..]].concat())
        }
        // The instrument's requests, which do not say for which interface: done, nothing to do, version 1.0.
        [0xa1, 5..=7, ..] => {
            let mut answer = vec![0; usize::from(length)];
            answer[0] = 1;
            if let Some(version) = answer.get_mut(3) {
                *version = 1;
            }
            Some(answer)
        }
        _ => Some(vec![0; usize::from(length)]),
    }
}

/// Uses the interface that no driver has, through usbfs (`linux/usbdevice_fs.h`): bulk transfers both ways, an
/// interrupt transfer that never comes.
fn drives(node: &str) -> Done {
    /// USBDEVFS_CLAIMINTERFACE, USBDEVFS_SETINTERFACE, USBDEVFS_CLEAR_HALT, USBDEVFS_RELEASEINTERFACE
    const CLAIM: u32 = 0x8004_550f;
    const SET: u32 = 0x8008_5504;
    const CLEAR: u32 = 0x8004_5515;
    const RELEASE: u32 = 0x8004_5510;
    /// USBDEVFS_BULK, USBDEVFS_SUBMITURB, USBDEVFS_DISCARDURB, USBDEVFS_REAPURB
    const BULK: u32 = 0xc018_5502;
    const SUBMIT: u32 = 0x8038_550a;
    const DISCARD: u32 = 0x550b;
    const REAP: u32 = 0x4008_550c;
    let usb = read_write(node)?;
    let words =
        |number, mut words: Vec<u32>| send(&usb, number, words.as_mut_ptr().expose_provenance());
    words(CLAIM, vec![4])?;
    words(SET, vec![4, 0])?;
    let mut data = [0_u8; 64];
    let at = data.as_mut_ptr().expose_provenance() as u64;
    for endpoint in [0x05_u8, 0x85] {
        let mut transfer = [u64::from(endpoint) | 64 << 32, 1000, at];
        send(&usb, BULK, transfer.as_mut_ptr().expose_provenance())?;
    }
    if data != [5; 64] {
        return Err(format!("the device sent {data:?}").into());
    }
    // struct usbdevfs_urb: type and endpoint, flags, buffer, length.
    let mut urb = [0_u64; 7];
    urb[0] = 1 | 0x86 << 8;
    urb[2] = at;
    urb[3] = 8;
    let urb_at = urb.as_mut_ptr().expose_provenance();
    send(&usb, SUBMIT, urb_at)?;
    send(&usb, DISCARD, urb_at)?;
    let mut reaped = 0_u64;
    send(&usb, REAP, (&raw mut reaped).expose_provenance())?;
    if reaped != urb_at as u64 {
        return Err("another transfer ended".into());
    }
    words(CLEAR, vec![0x85])?;
    words(RELEASE, vec![4])?;
    Ok(())
}
