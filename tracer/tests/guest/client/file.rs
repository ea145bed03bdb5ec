//! A device without commands: it is opened, received and mapped, to be read (`r`) or to be read and written (`rw`).

use std::{
    fs::{File, OpenOptions},
    ptr,
};

use passgate::uapi::{drm, videodev2};
use rustix::mm::{MapFlags, ProtFlags, mmap};

use super::{Done, descriptors::taken, request::Request, send, vfio::read_write};

const PAGE: usize = 4096;

/// A number that no driver has: `_IO('!', 0xee)`.
pub(crate) const NO_COMMAND: u32 = 0x21ee;

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["opens", node, how] => open(node, how).map(drop),
        // What the driver says to it is not the matter.
        ["takes", process, descriptor] => {
            let file = taken(process, descriptor)?;
            let _ = send(file, NO_COMMAND, 0);
            Ok(())
        }
        ["maps", node, what, how] => {
            let file = read_write(node)?;
            let offset = match *what {
                "itself" => 0,
                "buffer" => buffer(&file)?,
                "frame" => frame(&file)?,
                _ => return Err(format!("nothing to map: {what}").into()),
            };
            map(&file, offset, how)
        }
        _ => Err(format!("no such use of a file: {words:?}").into()),
    }
}

fn open(node: &str, how: &str) -> Result<File, Box<dyn std::error::Error>> {
    let mut options = OpenOptions::new();
    Ok(options.read(true).write(how == "rw").open(node)?)
}

/// Where a new buffer of a graphics card is in its file.
fn buffer(card: &File) -> Result<u64, String> {
    let mut dumb = Request::of(drm::DRM_IOCTL_MODE_CREATE_DUMB)
        .with("height", 16)?
        .with("width", 16)?
        .with("bpp", 32)?;
    dumb.send(card)?;
    let mut place =
        Request::of(drm::DRM_IOCTL_MODE_MAP_DUMB).with("handle", dumb.get("handle")?)?;
    place.send(card)?;
    place.get("offset")
}

/// The same of a camera's first frame.
fn frame(camera: &File) -> Result<u64, String> {
    // V4L2_BUF_TYPE_VIDEO_CAPTURE and V4L2_MEMORY_MMAP
    let frames = Request::of(videodev2::VIDIOC_REQBUFS);
    frames
        .with("count", 1)?
        .with("type", 1)?
        .with("memory", 1)?
        .send(camera)?;
    let mut place = Request::of(videodev2::VIDIOC_QUERYBUF).with("type", 1)?;
    place.send(camera)?;
    place.get("m.offset")
}

fn map(file: &File, offset: u64, how: &str) -> Done {
    let mut protection = ProtFlags::READ;
    protection.set(ProtFlags::WRITE, how == "rw");
    // SAFETY: a new mapping, at a place of the kernel's choice.
    unsafe {
        mmap(
            ptr::null_mut(),
            PAGE,
            protection,
            MapFlags::SHARED,
            file,
            offset,
        )?;
    }
    Ok(())
}
