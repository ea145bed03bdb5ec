//! Sub-commands by the ioctls of 64-bit programs.

use super::{
    CXL, Case, FWCTL, IOMMU, PROGRAM, asks, card, commands_there_are, disk, new_address_space,
    new_context, option_of_memory, sg, state_of_a_port,
};
use crate::{
    enforce::{REFUSED, races::bsg},
    machine::{Adapter, usb_of},
    need::Need,
    observe::this,
    pci::EDU,
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "scsi".to_owned(),
            needs: &[Need::Sg],
            device: "family = 'scsi', kind = 'sg'",
            denies: "scsi.mode-sense-6",
            refused: Box::new(|| Ok(sends_cdb(&sg()?, MODE_SENSE))),
            status: SG_REFUSED,
            allowed: Box::new(|| Ok(sends_cdb(&sg()?, INQUIRY))),
            passes: 0,
            entry: "ioctl",
            function: Some("sg_ioctl"),
            number: Some(0x2285),
            reaches: 1,
        },
        Case {
            name: "disk".to_owned(),
            needs: &[Need::Sg],
            device: "family = 'scsi', kind = 'disk'",
            denies: "scsi.mode-sense-6",
            refused: Box::new(|| Ok(sends_cdb(&disk()?, MODE_SENSE))),
            status: SG_REFUSED,
            allowed: Box::new(|| Ok(sends_cdb(&disk()?, INQUIRY))),
            passes: 0,
            entry: "ioctl",
            function: Some("blkdev_ioctl"),
            number: Some(0x2285),
            reaches: 1,
        },
        Case {
            name: "iommufd".to_owned(),
            needs: &[Need::File(IOMMU)],
            device: "family = 'iommufd'",
            denies: "rlimit-mode",
            refused: Box::new(|| Ok(asks(IOMMU, &option_of_memory()))),
            status: REFUSED,
            allowed: Box::new(|| Ok(asks(IOMMU, &new_address_space()))),
            passes: 0,
            entry: "ioctl",
            function: Some("iommufd_fops_ioctl"),
            number: Some(0x3b81),
            reaches: 1,
        },
        Case {
            name: "cxl".to_owned(),
            needs: &[Need::Driver("cxl_mem")],
            device: "family = 'cxl'",
            denies: "get-lsa",
            // Its last command.
            refused: Box::new(|| Ok(format!("{} client cxl asks /dev/cxl/mem0", this()))),
            status: REFUSED,
            allowed: Box::new(|| Ok(asks(CXL, &commands_there_are()))),
            passes: 0,
            entry: "ioctl",
            function: Some("cxl_memdev_ioctl"),
            number: Some(0xc030_ce02),
            reaches: crate::client::cxl::CALLS,
        },
        Case {
            name: "drm".to_owned(),
            needs: &[Need::Driver("vgem")],
            device: "family = 'drm'",
            denies: "dumb-buffer",
            // DRM_IOCTL_GET_CAP
            refused: Box::new(|| Ok(asks(&card()?, &format!("c010640c:01{:030}", 0)))),
            status: REFUSED,
            allowed: Box::new(|| Ok(asks(&card()?, &format!("c010640c:05{:030}", 0)))),
            passes: 0,
            entry: "ioctl",
            function: Some("drm_ioctl"),
            number: Some(0xc010_640c),
            reaches: 1,
        },
        Case {
            name: "v4l2".to_owned(),
            needs: &[Need::Driver("vivid")],
            device: "family = 'v4l2'",
            denies: "control.contrast",
            // VIDIOC_G_CTRL
            refused: Box::new(|| Ok(asks("/dev/video0", "c008561b:0109980000000000"))),
            status: REFUSED,
            allowed: Box::new(|| Ok(asks("/dev/video0", "c008561b:0009980000000000"))),
            passes: 0,
            entry: "ioctl",
            function: Some("v4l2_ioctl"),
            number: Some(0xc008_561b),
            reaches: 1,
        },
        Case {
            name: "usb".to_owned(),
            needs: &[Need::Driver("usbhid")],
            device: "family = 'usb'",
            denies: "control.vendor",
            // USBDEVFS_CONTROL without data: a vendor's request, and SET_FEATURE of DEVICE_REMOTE_WAKEUP.
            refused: Box::new(|| {
                Ok(asks(
                    &usb_of("hidraw0")?,
                    &format!("c0185500:4001{:044}", 0),
                ))
            }),
            status: REFUSED,
            allowed: Box::new(|| {
                Ok(asks(
                    &usb_of("hidraw0")?,
                    &format!("c0185500:00030100{:040}", 0),
                ))
            }),
            passes: 0,
            entry: "ioctl",
            function: Some("usbdev_ioctl"),
            number: Some(0xc018_5500),
            reaches: 1,
        },
        Case {
            name: "rdma".to_owned(),
            needs: &[Need::Driver("rdma_rxe"), Need::Driver("dummy")],
            device: "family = 'rdma'",
            denies: "device.query-port",
            refused: Box::new(|| Ok(asks(Adapter::NODE, &state_of_a_port()))),
            status: REFUSED,
            allowed: Box::new(|| Ok(asks(Adapter::NODE, &new_context()))),
            passes: 0,
            entry: "ioctl",
            function: Some("ib_uverbs_ioctl"),
            number: Some(0xc018_1b01),
            reaches: 1,
        },
        Case {
            name: "cuse".to_owned(),
            needs: &[Need::File("/dev/cuse")],
            device: "family = 'other'",
            denies: "command:0x40047603",
            refused: Box::new(|| Ok(asks(PROGRAM, "40047603:07000000"))),
            status: REFUSED,
            allowed: Box::new(|| Ok(asks(PROGRAM, &format!("80107602:{:032}", 0)))),
            passes: 0,
            entry: "ioctl",
            function: Some("cuse_file_ioctl"),
            number: Some(0x8010_7602),
            reaches: 1,
        },
        Case {
            name: "bsg".to_owned(),
            needs: &[Need::Sg, Need::Bsg],
            device: "family = 'scsi', kind = 'bsg'",
            denies: "scsi.mode-sense-6",
            refused: Box::new(|| Ok(sends_cdb(&bsg()?, MODE_SENSE))),
            status: SG_REFUSED,
            allowed: Box::new(|| Ok(sends_cdb(&bsg()?, INQUIRY))),
            passes: 0,
            entry: "ioctl",
            function: Some("bsg_ioctl"),
            number: Some(0x2285),
            reaches: 1,
        },
        Case {
            name: "vfio".to_owned(),
            needs: &[Need::Driver("vfio-pci")],
            device: "family = 'vfio', kind = 'device'",
            denies: "dma-buf",
            // VFIO_DEVICE_FEATURE
            refused: Box::new(|| Ok(format!("{} client vfio feature {EDU} 11", this()))),
            status: REFUSED,
            allowed: Box::new(|| Ok(format!("{} client vfio feature {EDU} 3", this()))),
            passes: 0,
            entry: "ioctl",
            function: Some("vfio_device_fops_unl_ioctl"),
            number: Some(0x3b75),
            reaches: 1,
        },
        Case {
            name: "fwctl".to_owned(),
            needs: &[Need::Driver("fwctl_echo")],
            device: "family = 'fwctl'",
            denies: "debug-write-full.*",
            refused: Box::new(|| Ok(format!("{} client fwctl {FWCTL} 3", this()))),
            status: REFUSED,
            allowed: Box::new(|| Ok(format!("{} client fwctl {FWCTL} 0", this()))),
            passes: 0,
            entry: "ioctl",
            function: Some("fwctl_fops_ioctl"),
            number: Some(0x9a01),
            reaches: 1,
        },
    ]
}

fn sends_cdb(node: &str, cdb: &str) -> String {
    format!("sg_raw --request=96 {node} {cdb}")
}

const INQUIRY: &str = "12 00 00 00 60 00";
const MODE_SENSE: &str = "1a 00 3f 00 60 00";
/// What sg3-utils make of EACCES: 50 and the error.
const SG_REFUSED: i64 = 50 + REFUSED;
