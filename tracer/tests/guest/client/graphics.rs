//! Buffers and fences that devices share, and commands that one graphics driver has for itself.

use std::{
    fs::File,
    os::fd::{AsRawFd as _, FromRawFd as _},
};

use passgate::uapi::{dma_buf, dma_heap, drm, sync_file, udmabuf, vgem_drm, virtgpu_drm};
use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};

use super::{Done, request::Request, vfio::read_write};

/// How often the parameters of a device are asked for.
pub(crate) const PARAMETERS: u64 = 3;

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["virtio", node] => virtio(node),
        ["vgem", node] => vgem(node),
        ["heap", node] => heap(node),
        ["memory", node] => memory(node),
        _ => Err(format!("no such client: {words:?}").into()),
    }
}

/// O_RDWR | O_CLOEXEC
const FLAGS: u64 = 0o2_000_002;
const SIZE: u64 = 4096;

fn virtio(node: &str) -> Done {
    let gpu = read_write(node)?;
    // VIRTGPU_PARAM_3D_FEATURES and those after it
    for parameter in 1..=PARAMETERS {
        let mut value = 0_u32;
        Request::of(virtgpu_drm::DRM_IOCTL_VIRTGPU_GETPARAM)
            .with("param", parameter)?
            .with("value", (&raw mut value).expose_provenance() as u64)?
            .send(&gpu)?;
    }
    Ok(())
}

/// A buffer, shared, with a fence that is signalled.
fn vgem(node: &str) -> Done {
    let card = read_write(node)?;
    let mut dumb = Request::of(drm::DRM_IOCTL_MODE_CREATE_DUMB)
        .with("height", 16)?
        .with("width", 16)?
        .with("bpp", 32)?;
    dumb.send(&card)?;
    let handle = dumb.get("handle")?;
    let mut shared = Request::of(drm::DRM_IOCTL_PRIME_HANDLE_TO_FD)
        .with("handle", handle)?
        .with("flags", FLAGS)?;
    shared.send(&card)?;
    let buffer = file(shared.get("fd")?)?;
    accesses(&buffer)?;
    let mut fence = Request::of(vgem_drm::DRM_IOCTL_VGEM_FENCE_ATTACH).with("handle", handle)?;
    fence.send(&card)?;
    // DMA_BUF_SYNC_RW
    let mut exported = Request::of(dma_buf::DMA_BUF_IOCTL_EXPORT_SYNC_FILE).with("flags", 3)?;
    exported.send(&buffer)?;
    let fences = file(exported.get("fd")?)?;
    Request::of(sync_file::SYNC_IOC_FILE_INFO).send(&fences)?;
    Request::of(vgem_drm::DRM_IOCTL_VGEM_FENCE_SIGNAL)
        .with("fence", fence.get("out_fence")?)?
        .send(&card)?;
    Request::of(sync_file::SYNC_IOC_FILE_INFO).send(&fences)?;
    Ok(())
}

fn heap(node: &str) -> Done {
    let mut allocation = Request::of(dma_heap::DMA_HEAP_IOCTL_ALLOC)
        .with("len", SIZE)?
        .with("fd_flags", FLAGS)?;
    allocation.send(super::open(node)?)?;
    accesses(&file(allocation.get("fd")?)?)
}

fn memory(node: &str) -> Done {
    let memory = memfd_create("passgate", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING)?;
    let memory = File::from(memory);
    memory.set_len(SIZE)?;
    fcntl_add_seals(&memory, SealFlags::SHRINK)?;
    let buffer = Request::of(udmabuf::UDMABUF_CREATE)
        .with("memfd", u64::try_from(memory.as_raw_fd())?)?
        .with("size", SIZE)?
        .send(super::open(node)?)?;
    accesses(&file(u64::try_from(buffer)?)?)
}

/// The beginning and the end of an access by the processor.
fn accesses(buffer: &File) -> Done {
    // DMA_BUF_SYNC_RW; DMA_BUF_SYNC_END
    for flags in [3, 3 | 4] {
        Request::of(dma_buf::DMA_BUF_IOCTL_SYNC)
            .with("flags", flags)?
            .send(buffer)?;
    }
    Ok(())
}

/// A descriptor that the kernel has given out.
pub(super) fn file(descriptor: u64) -> Result<File, Box<dyn std::error::Error>> {
    let descriptor = i32::try_from(descriptor)?;
    // SAFETY: it is new, and nobody else's.
    Ok(unsafe { File::from_raw_fd(descriptor) })
}
