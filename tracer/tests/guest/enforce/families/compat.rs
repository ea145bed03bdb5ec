//! The same by the ioctls of 32-bit programs; the drivers of iommufd and fwctl have none.

use super::{CXL, Case, PROGRAM, card, commands_there_are, disk, new_context, sg, state_of_a_port};
use crate::{
    enforce::REFUSED,
    machine::{Adapter, usb_of},
    need::Need,
    observe::this,
    pci::EDU,
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "disk-compat".to_owned(),
            needs: &[Need::Sg, Need::Compat],
            device: "family = 'scsi', kind = 'disk'",
            denies: "scsi.mode-sense-6",
            refused: Box::new(|| Ok(compat("mode-sense", &disk()?, "1"))),
            status: REFUSED,
            allowed: Box::new(|| Ok(compat("inquiry", &disk()?, "1"))),
            passes: 0,
            entry: "compat-ioctl",
            function: Some("compat_blkdev_ioctl"),
            number: Some(0x2285),
            reaches: 1,
        },
        Case {
            name: "drm-compat".to_owned(),
            needs: &[Need::Driver("vgem"), Need::Compat],
            device: "family = 'drm'",
            denies: "dumb-buffer",
            // The driver does not look at the size that a number names: another than that of the native calls.
            refused: Box::new(|| Ok(compat("asks", &card()?, &format!("c014640c:01{:038}", 0)))),
            status: REFUSED,
            allowed: Box::new(|| Ok(compat("asks", &card()?, &format!("c014640c:05{:038}", 0)))),
            passes: 0,
            entry: "compat-ioctl",
            function: Some("drm_compat_ioctl"),
            number: Some(0xc014_640c),
            reaches: 1,
        },
        Case {
            name: "v4l2-compat".to_owned(),
            needs: &[Need::Driver("vivid"), Need::Compat],
            device: "family = 'v4l2'",
            denies: "control.contrast",
            // VIDIOC_S_CTRL
            refused: Box::new(|| Ok(compat("asks", "/dev/video0", "c008561c:0109980000000000"))),
            status: REFUSED,
            allowed: Box::new(|| Ok(compat("asks", "/dev/video0", "c008561c:0009980000000000"))),
            passes: 0,
            entry: "compat-ioctl",
            function: Some("v4l2_compat_ioctl32"),
            number: Some(0xc008_561c),
            reaches: 1,
        },
        Case {
            name: "usb-compat".to_owned(),
            needs: &[Need::Driver("usbhid"), Need::Compat],
            device: "family = 'usb'",
            denies: "control.vendor",
            // USBDEVFS_CONTROL32
            refused: Box::new(|| {
                let request = format!("c0105500:4001{:028}", 0);
                Ok(compat("asks", &usb_of("hidraw0")?, &request))
            }),
            status: REFUSED,
            allowed: Box::new(|| {
                let request = format!("c0105500:00030100{:024}", 0);
                Ok(compat("asks", &usb_of("hidraw0")?, &request))
            }),
            passes: 0,
            entry: "compat-ioctl",
            // For both.
            function: Some("usbdev_ioctl"),
            number: Some(0xc010_5500),
            reaches: 1,
        },
        Case {
            name: "cuse-compat".to_owned(),
            needs: &[Need::File("/dev/cuse"), Need::Compat],
            device: "family = 'other'",
            denies: "command:0x40047603",
            refused: Box::new(|| Ok(compat("asks", PROGRAM, "40047603:07000000"))),
            status: REFUSED,
            allowed: Box::new(|| Ok(compat("asks", PROGRAM, &format!("80107602:{:032}", 0)))),
            passes: 0,
            entry: "compat-ioctl",
            function: Some("cuse_file_compat_ioctl"),
            number: Some(0x8010_7602),
            reaches: 1,
        },
        Case {
            name: "sg-compat".to_owned(),
            needs: &[Need::Sg, Need::Compat],
            device: "family = 'scsi', kind = 'sg'",
            denies: "scsi.mode-sense-6",
            refused: Box::new(|| Ok(compat("mode-sense", &sg()?, "1"))),
            status: REFUSED,
            allowed: Box::new(|| Ok(compat("inquiry", &sg()?, "1"))),
            passes: 0,
            entry: "compat-ioctl",
            function: Some("sg_ioctl"),
            number: Some(0x2285),
            reaches: 1,
        },
        Case {
            name: "vfio-compat".to_owned(),
            needs: &[Need::Driver("vfio-pci"), Need::Compat],
            device: "family = 'vfio'",
            denies: "dma-buf",
            // VFIO_DEVICE_FEATURE
            refused: Box::new(|| Ok(compat("feature", EDU, "11"))),
            status: REFUSED,
            allowed: Box::new(|| Ok(compat("feature", EDU, "3"))),
            passes: 0,
            entry: "compat-ioctl",
            function: Some("vfio_device_fops_unl_ioctl"),
            number: Some(0x3b75),
            reaches: 1,
        },
        Case {
            name: "cxl-compat".to_owned(),
            needs: &[Need::Driver("cxl_mem"), Need::Compat],
            device: "family = 'cxl'",
            denies: "get-lsa",
            // CXL_MEM_SEND_COMMAND, and CXL_MEM_QUERY_COMMANDS of how many there are.
            refused: Box::new(|| Ok(compat("asks", CXL, &format!("c030ce02:06{:094}", 0)))),
            status: REFUSED,
            allowed: Box::new(|| Ok(compat("asks", CXL, &commands_there_are()))),
            passes: 0,
            entry: "compat-ioctl",
            function: Some("cxl_memdev_ioctl"),
            number: Some(0x8008_ce01),
            reaches: 1,
        },
        Case {
            name: "rdma-compat".to_owned(),
            needs: &[
                Need::Driver("rdma_rxe"),
                Need::Driver("dummy"),
                Need::Compat,
            ],
            device: "family = 'rdma'",
            denies: "device.query-port",
            refused: Box::new(|| Ok(compat("asks", Adapter::NODE, &state_of_a_port()))),
            status: REFUSED,
            allowed: Box::new(|| Ok(compat("asks", Adapter::NODE, &new_context()))),
            passes: 0,
            entry: "compat-ioctl",
            function: Some("ib_uverbs_ioctl"),
            number: Some(0xc018_1b01),
            reaches: 1,
        },
    ]
}

/// Sends an ioctl as a 32-bit program does.
fn compat(what: &str, node: &str, argument: &str) -> String {
    format!("{} client compat {what} {node} {argument}", this())
}
