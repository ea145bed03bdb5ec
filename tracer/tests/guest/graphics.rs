//! Graphics cards, the buffers that devices share, and what makes such buffers.

use std::{fs, path::Path, process::Stdio, sync::OnceLock};

use crate::{
    Outcome, Test,
    client::graphics::PARAMETERS,
    drivers::load,
    ensure,
    expected::Expected,
    need::Need,
    observe::{Observed, this},
    session::Session,
    strace::{agrees, under},
};

const VIRTIO: Need = Need::Driver("virtio_gpu");
const HEAP: &str = "/dev/dma_heap/system";
const MEMORY: &str = "/dev/udmabuf";

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("graphics::a_display", &[VIRTIO], display),
        Test::new("graphics::every_card", &[VIRTIO], every_card),
        Test::new("graphics::a_driver_s_own_commands", &[VIRTIO], own_commands),
        Test::new(
            "graphics::a_shared_buffer_and_its_fences",
            &[Need::Driver("vgem")],
            shared_buffer,
        ),
        Test::new("graphics::a_heap", &[Need::File(HEAP)], heap),
        Test::new(
            "graphics::a_program_s_memory",
            &[Need::File(MEMORY)],
            memory,
        ),
    ]
}

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(session);
    session.as_ref().map_err(String::clone)?.of(client)
}

fn session() -> Result<Session, String> {
    load(&["virtio_gpu", "vgem"]);
    let client = format!("{} client graphics", this());
    let node = |of, kind| found(of, kind).unwrap_or_default();
    let clients = [
        ("modetest", "modetest -M virtio_gpu".to_owned()),
        ("drm_info", "drm_info".to_owned()),
        (
            "virtio",
            format!("{client} virtio /dev/dri/{}", node("/virtio", "renderD")),
        ),
        (
            "vgem",
            format!("{client} vgem /dev/dri/{}", node("/vgem", "card")),
        ),
        ("heap", format!("{client} heap {HEAP}")),
        ("memory", format!("{client} memory {MEMORY}")),
    ];
    Session::run(Stdio::null(), &clients.map(under))
}

/// The node of a device, by a part of its path in sysfs or of its driver's there, and by what its name
/// begins with.
pub(crate) fn found(of: &str, kind: &str) -> Result<String, String> {
    let class = Path::new("/sys/class/drm");
    let names = fs::read_dir(class).map_err(|e| format!("no graphics cards: {e}"))?;
    let mut names = names.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names
        .find(|name| {
            let device = class.join(name);
            let is =
                |path| fs::canonicalize(path).is_ok_and(|path| path.to_string_lossy().contains(of));
            name.starts_with(kind)
                && !name.contains('-')
                && (is(device.join("device/driver")) || is(device))
        })
        .ok_or_else(|| format!("no {kind} of {of}"))
}

fn display() -> Outcome {
    let observed = counted("modetest")?;
    let card = found("/virtio", "card")?;
    for command in ["DRM_IOCTL_MODE_GETCRTC", "DRM_IOCTL_MODE_GETENCODER"] {
        Expected(&card, "ioctl", command, None, 1, None).check(&observed)?;
    }
    let planes = Some("universal-planes");
    Expected(&card, "ioctl", "DRM_IOCTL_SET_CLIENT_CAP", planes, 1, None).check(&observed)?;
    agrees(&observed, "modetest", &[])
}

fn every_card() -> Outcome {
    let observed = counted("drm_info")?;
    let card = found("/virtio", "card")?;
    for capability in ["prime", "timestamp-monotonic", "syncobj"] {
        let sub = Some(capability);
        Expected(&card, "ioctl", "DRM_IOCTL_GET_CAP", sub, 1, None).check(&observed)?;
    }
    let drivers: std::collections::BTreeSet<&str> = observed
        .rows()
        .filter_map(|row| row["device"]["driver"].as_str())
        .collect();
    ensure!(drivers.len() > 1, "cards of {drivers:?} only");
    agrees(&observed, "drm_info", &[])
}

fn own_commands() -> Outcome {
    let observed = counted("virtio")?;
    let node = found("/virtio", "renderD")?;
    let parameters = Expected(
        &node,
        "ioctl",
        "DRM_IOCTL_VIRTGPU_GETPARAM",
        None,
        PARAMETERS,
        None,
    );
    let row = parameters.row(&observed)?;
    ensure!(
        row["class"] == "driver" && row["device"]["family"] == "drm",
        "not a driver's own command: {row}"
    );
    agrees(&observed, "virtio", &[])
}

fn shared_buffer() -> Outcome {
    let observed = counted("vgem")?;
    let card = found("/vgem", "card")?;
    for (command, class) in [
        ("DRM_IOCTL_MODE_CREATE_DUMB", "standard"),
        ("DRM_IOCTL_PRIME_HANDLE_TO_FD", "standard"),
        ("DRM_IOCTL_VGEM_FENCE_ATTACH", "driver"),
        ("DRM_IOCTL_VGEM_FENCE_SIGNAL", "driver"),
    ] {
        let row = Expected(&card, "ioctl", command, None, 1, None);
        let row = row.row(&observed)?;
        ensure!(row["class"] == class, "not {class}: {row}");
    }
    buffer(&observed, "drm")?;
    let exported = observed
        .rows()
        .find(|row| row["command"] == "DMA_BUF_IOCTL_EXPORT_SYNC_FILE");
    ensure!(
        exported.is_some_and(|row| row["calls"] == 1),
        "no fence was exported: {}",
        observed.text()
    );
    let fence = observed
        .rows()
        .find(|row| row["command"] == "SYNC_IOC_FILE_INFO")
        .ok_or_else(|| observed.text())?;
    ensure!(
        fence["calls"] == 2
            && fence["device"]["family"] == "dma-buf"
            && fence["device"]["interface"] == "fence",
        "not a fence: {fence}"
    );
    agrees(&observed, "vgem", &[])
}

/// A buffer was accessed once, which takes two calls.
fn buffer(observed: &Observed, exporter: &str) -> Outcome {
    let row = observed
        .rows()
        .find(|row| row["command"] == "DMA_BUF_IOCTL_SYNC")
        .ok_or_else(|| format!("no buffer in\n{}", observed.text()))?;
    let device = &row["device"];
    ensure!(
        row["calls"] == 2
            && row["class"] == "standard"
            && device["family"] == "dma-buf"
            && device["interface"] == "buffer"
            && device["name"] == exporter,
        "not a buffer of {exporter}: {row}"
    );
    Ok(())
}

fn heap() -> Outcome {
    let observed = counted("heap")?;
    Expected("system", "ioctl", "DMA_HEAP_IOCTL_ALLOC", None, 1, None).check(&observed)?;
    buffer(&observed, "system")?;
    agrees(&observed, "heap", &[])
}

fn memory() -> Outcome {
    let observed = counted("memory")?;
    Expected("udmabuf", "ioctl", "UDMABUF_CREATE", None, 1, None).check(&observed)?;
    buffer(&observed, "udmabuf")?;
    agrees(&observed, "memory", &[])
}
