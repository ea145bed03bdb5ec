//! Entries that have no commands: a device is opened, received from another process and mapped, to be read or to be
//! read and written.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    os::fd::AsRawFd as _,
    sync::{Mutex, PoisonError},
};

use super::{CXL, Case, FWCTL, IOMMU, PROGRAM, card, disk, sg};
use crate::{
    client::file::NO_COMMAND,
    enforce::REFUSED,
    machine::{Adapter, usb_of},
    need::Need,
    observe::this,
    pci::EDU,
};

/// A device of a family.
struct Node {
    family: &'static str,
    needs: &'static [Need],
    /// What a rule calls it.
    device: &'static str,
    path: fn() -> Result<String, String>,
    /// The driver's function that opens it.
    opens: &'static str,
    /// The one that its commands come to.
    asks: &'static str,
    maps: Option<Maps>,
}

/// How a device is mapped.
struct Maps {
    /// What of it, as the client calls it.
    what: &'static str,
    function: &'static str,
    /// How a client ends that may: 0, or the error of a driver that has nothing to map there.
    passes: i64,
}

const NODES: &[Node] = &[
    Node {
        family: "nvme",
        needs: &[Need::Nvme],
        device: "family = 'nvme', kind = 'controller'",
        path: || Ok("/dev/nvme0".to_owned()),
        opens: "nvme_dev_open",
        asks: "nvme_dev_ioctl",
        maps: None,
    },
    Node {
        family: "sg",
        needs: &[Need::Sg],
        device: "family = 'scsi', kind = 'sg'",
        path: sg,
        opens: "sg_open",
        asks: "sg_ioctl",
        maps: Some(Maps {
            what: "itself",
            function: "sg_mmap",
            passes: 0,
        }),
    },
    Node {
        family: "disk",
        needs: &[Need::Sg],
        device: "family = 'scsi', kind = 'disk'",
        path: disk,
        opens: "sd_open",
        asks: "blkdev_ioctl",
        maps: None,
    },
    Node {
        family: "vfio",
        needs: &[Need::Driver("vfio-pci")],
        device: "family = 'vfio', kind = 'container'",
        path: || Ok("/dev/vfio/vfio".to_owned()),
        opens: "vfio_fops_open",
        asks: "vfio_fops_unl_ioctl",
        maps: None,
    },
    Node {
        family: "vfio-group",
        needs: &[Need::Driver("vfio-pci")],
        device: "family = 'vfio', kind = 'group'",
        path: group,
        opens: "vfio_group_fops_open",
        asks: "vfio_group_fops_unl_ioctl",
        maps: None,
    },
    Node {
        family: "vfio-device",
        needs: &[Need::Driver("vfio-pci"), Need::File(IOMMU)],
        device: "family = 'vfio', kind = 'device'",
        path: device,
        opens: "vfio_device_fops_cdev_open",
        asks: "vfio_device_fops_unl_ioctl",
        maps: None,
    },
    Node {
        family: "iommufd",
        needs: &[Need::File(IOMMU)],
        device: "family = 'iommufd'",
        path: || Ok(IOMMU.to_owned()),
        opens: "iommufd_fops_open",
        asks: "iommufd_fops_ioctl",
        maps: None,
    },
    Node {
        family: "fwctl",
        needs: &[Need::Driver("fwctl_echo")],
        device: "family = 'fwctl'",
        path: || Ok(FWCTL.to_owned()),
        opens: "fwctl_fops_open",
        asks: "fwctl_fops_ioctl",
        maps: None,
    },
    Node {
        family: "cxl",
        needs: &[Need::Driver("cxl_mem")],
        device: "family = 'cxl'",
        path: || Ok(CXL.to_owned()),
        opens: "cxl_memdev_open",
        asks: "cxl_memdev_ioctl",
        maps: None,
    },
    Node {
        family: "drm",
        needs: &[Need::Driver("vgem")],
        device: "family = 'drm'",
        path: card,
        opens: "drm_open",
        asks: "drm_ioctl",
        maps: Some(Maps {
            what: "buffer",
            function: "drm_gem_mmap",
            passes: 0,
        }),
    },
    Node {
        family: "v4l2",
        needs: &[Need::Driver("vivid")],
        device: "family = 'v4l2'",
        path: || Ok("/dev/video0".to_owned()),
        opens: "v4l2_open",
        asks: "v4l2_ioctl",
        maps: Some(Maps {
            what: "frame",
            function: "v4l2_mmap",
            passes: 0,
        }),
    },
    Node {
        family: "usb",
        needs: &[Need::Driver("usbhid")],
        device: "family = 'usb'",
        path: || usb_of("hidraw0"),
        opens: "usbdev_open",
        asks: "usbdev_ioctl",
        maps: Some(Maps {
            what: "itself",
            function: "usbdev_mmap",
            passes: 0,
        }),
    },
    Node {
        family: "rdma",
        needs: &[Need::Driver("rdma_rxe"), Need::Driver("dummy")],
        device: "family = 'rdma'",
        path: || Ok(Adapter::NODE.to_owned()),
        opens: "ib_uverbs_open",
        asks: "ib_uverbs_ioctl",
        maps: Some(Maps {
            what: "itself",
            function: "ib_uverbs_mmap",
            // Without a context there is nothing to map: EINVAL.
            passes: 22,
        }),
    },
    Node {
        family: "cuse",
        needs: &[Need::File("/dev/cuse")],
        device: "node = '/dev/passgate-refused'",
        path: || Ok(PROGRAM.to_owned()),
        opens: "cuse_open",
        asks: "cuse_file_ioctl",
        maps: None,
    },
];

/// What may only be read is opened, received or mapped; what may be written as well is not.
const READ: &str = "r";
const WRITE: &str = "rw";

pub(super) fn opened() -> Vec<Case> {
    let case = |node: &'static Node| {
        let opens = |how: &'static str| {
            move || {
                Ok(format!(
                    "{} client file opens {} {how}",
                    this(),
                    (node.path)()?
                ))
            }
        };
        Case {
            refused: Box::new(opens(WRITE)),
            allowed: Box::new(opens(READ)),
            function: Some(node.opens),
            reaches: 1,
            ..node.case("open")
        }
    };
    NODES.iter().map(case).collect()
}

pub(super) fn received() -> Vec<Case> {
    let case = |node: &'static Node| {
        let takes = |how: &'static str| {
            move || {
                Ok(format!(
                    "{} client file takes {}",
                    this(),
                    kept(&(node.path)()?, how)?
                ))
            }
        };
        Case {
            refused: Box::new(takes(WRITE)),
            allowed: Box::new(takes(READ)),
            // Each sends a command by what it got.
            function: Some(node.asks),
            number: Some(NO_COMMAND),
            reaches: 1,
            ..node.case("receive")
        }
    };
    // Only one process may have a group open, and only once.
    let several = NODES.iter().filter(|node| node.family != "vfio-group");
    several.map(case).collect()
}

pub(super) fn mapped() -> Vec<Case> {
    let case = |node: &'static Node| {
        let maps = node.maps.as_ref()?;
        let client = |how: &'static str| {
            move || {
                let node = (node.path)()?;
                Ok(format!(
                    "{} client file maps {node} {} {how}",
                    this(),
                    maps.what
                ))
            }
        };
        Some(Case {
            refused: Box::new(client(WRITE)),
            allowed: Box::new(client(READ)),
            passes: maps.passes,
            function: Some(maps.function),
            reaches: 1,
            ..node.case("mmap")
        })
    };
    NODES.iter().filter_map(case).collect()
}

fn group() -> Result<String, String> {
    let link = format!("/sys/bus/pci/devices/{EDU}/iommu_group");
    let group = fs::read_link(&link).map_err(|e| format!("{link}: {e}"))?;
    let number = group.file_name().unwrap_or_default();
    Ok(format!("/dev/vfio/{}", number.display()))
}

/// The device's own node.
fn device() -> Result<String, String> {
    let nodes = format!("/sys/bus/pci/devices/{EDU}/vfio-dev");
    let mut nodes = fs::read_dir(&nodes).map_err(|e| format!("{nodes}: {e}"))?;
    let node = nodes.next().ok_or("the device has no node")?;
    let node = node.map_err(|e| e.to_string())?.file_name();
    Ok(format!("/dev/vfio/devices/{}", node.display()))
}

impl Node {
    fn case(&'static self, entry: &'static str) -> Case {
        let nothing = || Err("there is no client".to_owned());
        Case {
            name: format!("{}-{entry}", self.family),
            needs: self.needs,
            device: self.device,
            denies: WRITE,
            refused: Box::new(nothing),
            status: REFUSED,
            allowed: Box::new(nothing),
            passes: 0,
            entry,
            function: None,
            number: None,
            reaches: 0,
        }
    }
}

/// What this process has open, by path and how.
static KEPT: Mutex<BTreeMap<(String, &str), File>> = Mutex::new(BTreeMap::new());

/// Closes it in the end: some drivers wait for that before they let go of a device.
pub(super) struct Closes;

impl Drop for Closes {
    fn drop(&mut self) {
        KEPT.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A process that has a device open, and its descriptor.
fn kept(path: &str, how: &'static str) -> Result<String, String> {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let open = || {
        let mut options = OpenOptions::new();
        let file = options.read(true).write(how == WRITE).open(path);
        file.map_err(|e| format!("{path}: {e}"))
    };
    let key = (path.to_owned(), how);
    if !kept.contains_key(&key) {
        kept.insert(key.clone(), open()?);
    }
    let descriptor = kept.get(&key).map(File::as_raw_fd);
    let descriptor = descriptor.ok_or("it was not kept")?;
    Ok(format!("{} {descriptor}", std::process::id()))
}
