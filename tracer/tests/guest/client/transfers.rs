//! Commands that are written to a device, and a control transfer to a USB device.

use std::{
    fs::{File, OpenOptions},
    io::{ErrorKind, Read as _, Write as _},
};

use super::{Done, header, send};

/// USBDEVFS_CONTROL
const USB_CONTROL: u32 = 0xc018_5500;

pub(super) fn run(words: &[&str]) -> Done {
    let [way, node, times] = words else {
        return Err(format!("no such transfer: {words:?}").into());
    };
    repeat(way, node, times.parse()?)
}

/// Opens a device and sends it the same a number of times.
pub(super) fn repeat(way: &str, node: &str, times: u64) -> Done {
    let send = match way {
        "sg-old" => inquiry as fn(&mut File) -> Done,
        "sg-v3" => test_unit_ready,
        "hid-report" => report,
        "usb-control" => descriptor,
        "verbs" => query,
        "verbs-port" => query_port,
        _ => return Err(format!("no such transfer: {way}").into()),
    };
    let mut file = OpenOptions::new().read(true).write(true).open(node)?;
    (0..times).try_for_each(|_| send(&mut file))
}

/// INQUIRY behind a struct sg_header, the interface of before 1999 (`scsi/sg.h`).
fn inquiry(sg: &mut File) -> Done {
    const HEADER: usize = 36;
    const DATA: u8 = 96;
    let reply = HEADER + usize::from(DATA);
    let mut request = [0; HEADER + 6];
    request[4..8].copy_from_slice(&u32::try_from(reply)?.to_le_bytes());
    request[HEADER..].copy_from_slice(&[0x12, 0, 0, 0, DATA, 0]);
    sg.write_all(&request)?;
    sg.read_exact(&mut vec![0; reply])?;
    Ok(())
}

/// TEST UNIT READY by a struct sg_io_hdr.
fn test_unit_ready(sg: &mut File) -> Done {
    let command = [0_u8; 6];
    let request = header(command.as_ptr() as usize, 6);
    sg.write_all(&request)?;
    sg.read_exact(&mut request.clone())?;
    Ok(())
}

/// Number of the report that [`report`] writes.
pub(crate) const REPORT: u8 = 7;

/// An output report. The device has none, and stalls.
fn report(hid: &mut File) -> Done {
    match hid.write(&[REPORT, 1]) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// GET_DESCRIPTOR of the device (`linux/usbdevice_fs.h`).
fn descriptor(usb: &mut File) -> Done {
    let mut data = [0_u8; 18];
    let mut transfer = [0_u8; 24];
    transfer[..4].copy_from_slice(&[0x80, 0x06, 0, 1]);
    transfer[6..8].copy_from_slice(&18_u16.to_le_bytes());
    transfer[8..12].copy_from_slice(&1000_u32.to_le_bytes());
    transfer[16..].copy_from_slice(&data.as_mut_ptr().expose_provenance().to_le_bytes());
    send(
        &*usb,
        USB_CONTROL,
        transfer.as_mut_ptr().expose_provenance(),
    )?;
    if data[1] == 1 {
        Ok(())
    } else {
        Err(format!("no device descriptor: {data:?}").into())
    }
}

/// IB_USER_VERBS_CMD_QUERY_DEVICE, which takes IB_USER_VERBS_CMD_GET_CONTEXT once for a file
/// (`rdma/ib_user_verbs.h`).
fn query(verbs: &mut File) -> Done {
    context(verbs)?;
    Ok(write(verbs, 1, &mut [0; 44])?)
}

/// IB_USER_VERBS_CMD_QUERY_PORT in the same way, of a port that no adapter has.
fn query_port(verbs: &mut File) -> Done {
    context(verbs)?;
    Ok(write(verbs, 2, &mut [0; 44])?)
}

fn context(verbs: &mut File) -> Done {
    match write(verbs, 0, &mut [0; 2]) {
        // There is a context.
        Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
        result => Ok(result?),
    }
}

/// A command whose one parameter is where its response goes.
fn write(verbs: &mut File, command: u32, response: &mut [u32]) -> std::io::Result<()> {
    let mut request = [0_u8; 16];
    request[..4].copy_from_slice(&command.to_le_bytes());
    request[4..6].copy_from_slice(&4_u16.to_le_bytes());
    request[6..8].copy_from_slice(&u16::try_from(response.len()).unwrap_or(0).to_le_bytes());
    request[8..].copy_from_slice(&response.as_mut_ptr().expose_provenance().to_le_bytes());
    verbs.write_all(&request)
}
