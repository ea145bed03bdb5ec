//! What the headers of disks define is known to the families of disks.

use std::collections::HashSet;

use crate::{
    families::{block, nvme, scsi, ublk},
    uapi::{self, Ioctl},
};

const HEADERS: &[&[Ioctl]] = &[
    &uapi::nvme_ioctl::ALL,
    &uapi::cdrom::ALL,
    &uapi::hdreg::ALL,
    &uapi::mtio::ALL,
    &uapi::cciss_ioctl::ALL,
    &uapi::blkpg::ALL,
    &uapi::blkzoned::ALL,
    &uapi::pr::ALL,
    &uapi::sed_opal::ALL,
    &uapi::dm_ioctl::ALL,
    &uapi::loop_device::ALL,
    &uapi::nbd::ALL,
    &uapi::mmc_ioctl::ALL,
    &uapi::raid_md_u::ALL,
    &uapi::ublk_cmd::ALL,
];

/// The number is that of SCSI_IOCTL_GET_IDLUN, which SCSI's mid-layer answers for optical drives, too.
const LEFT_OUT: &str = "CDROMAUDIOBUFSIZ";

/// Names and numbers of all commands of disks.
fn known() -> HashSet<(&'static str, u32)> {
    let families = [nvme::FAMILY, scsi::FAMILY, block::FAMILY, ublk::FAMILY];
    let kinds = families.into_iter().flat_map(|family| family.kinds);
    let commands = kinds.flat_map(|kind| kind.all_commands());
    commands
        .map(|command| (command.name, command.number))
        .collect()
}

#[test]
fn every_ioctl_of_their_headers_has_a_command() {
    let known = known();
    for ioctl in HEADERS.iter().copied().flatten() {
        let is_known = known.contains(&(ioctl.name, ioctl.number));
        assert_eq!(is_known, ioctl.name != LEFT_OUT, "{}", ioctl.name);
    }
}

#[test]
fn every_ioctl_of_the_block_layer_has_a_command() {
    let known = known();
    let block = uapi::fs::ALL.iter();
    let block: Vec<_> = block
        .filter(|ioctl| ioctl.name.starts_with("BLK"))
        .collect();
    for ioctl in &block {
        assert!(
            known.contains(&(ioctl.name, ioctl.number)),
            "{}",
            ioctl.name
        );
    }
    assert!(block.len() > 25, "{}", block.len());
}
