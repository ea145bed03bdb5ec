//! Disks that are put together from others, served by others, or on buses of their own; tapes and optical
//! drives; controllers of disks.

use std::{
    fs::{self, File},
    net::TcpStream,
    process::Stdio,
    sync::OnceLock,
};

use crate::{
    Outcome, Test,
    client::storage::MEGARAID,
    drivers::{load, wait_for_nodes},
    ensure,
    expected::Expected,
    machine::{run, wait_for, wait_until},
    need::Need,
    observe::{Observed, this},
    session::Session,
    strace::{agrees, named, under},
};

const LOOP: Need = Need::Driver("loop");
const MAPPER: &[Need] = &[LOOP, Need::Driver("dm_mod")];
const RAID: &[Need] = &[LOOP, Need::Driver("raid1")];
const NBD: Need = Need::Driver("nbd");
const FLOPPY: Need = Need::Driver("floppy");
const TAPE: &[Need] = &[Need::Driver("scsi_debug"), Need::Driver("st")];
const CHANGER: &[Need] = &[Need::Driver("scsi_debug"), Need::Driver("ch")];

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("storage::a_disk_in_a_file", &[LOOP], in_a_file),
        Test::new("storage::a_mapped_disk", MAPPER, mapped),
        Test::new("storage::a_raid", RAID, raid),
        Test::new("storage::a_disk_over_the_network", &[NBD], network),
        Test::new("storage::a_card", &[Need::Driver("sdhci_pci")], card),
        Test::new(
            "storage::a_disk_of_virtio",
            &[Need::Driver("virtio_blk")],
            virtio,
        ),
        Test::new(
            "storage::an_optical_drive",
            &[Need::Driver("sr_mod")],
            optical,
        ),
        Test::new("storage::a_tape", TAPE, tape),
        Test::new("storage::a_changer", CHANGER, changer),
        Test::new("storage::a_floppy_disk", &[FLOPPY], floppy),
        Test::new(
            "storage::megaraid",
            &[Need::Driver("megaraid_sas")],
            megaraid,
        ),
        Test::new("storage::mpt", &[Need::Driver("mpt3sas")], mpt),
    ]
}

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(session);
    session.as_ref().map_err(String::clone)?.of(client)
}

/// Files that are disks; two of them from before on.
const FILES: [&str; 3] = ["/tmp/disk0", "/tmp/disk1", "/tmp/disk2"];
const PORT: &str = "10809";

fn session() -> Result<Session, String> {
    load(&[
        "loop",
        "dm_mod",
        "raid1",
        "nbd nbds_max=1",
        "sdhci_pci",
        "mmc_block",
        "virtio_blk",
        "sr_mod",
        "st",
        "scsi_debug ptype=1 max_luns=1",
        "megaraid_sas",
        "mpt3sas",
        "floppy",
    ]);
    let changes = CHANGER.iter().all(|need| need.missing().is_none());
    if changes {
        adds_a_changer()?;
    }
    wait_for_nodes(&[
        (LOOP, "/dev/loop2"),
        (NBD, "/dev/nbd0"),
        (Need::Driver("sdhci_pci"), "/dev/mmcblk0"),
        (Need::Driver("virtio_blk"), "/dev/vda"),
        (Need::Driver("sr_mod"), "/dev/sr0"),
        (Need::Driver("st"), "/dev/nst0"),
        (FLOPPY, "/dev/fd0"),
    ])?;
    for file in FILES {
        File::create(file)
            .and_then(|file| file.set_len(16 << 20))
            .map_err(|e| format!("{file}: {e}"))?;
    }
    for number in [1, 2] {
        run(&["losetup", &format!("/dev/loop{number}"), FILES[number]])?;
    }
    let _server = match NBD.missing() {
        None => Some(Server::start()?),
        Some(_) => None,
    };
    if changes {
        wait_for("/dev/sch0")?;
    }
    let host = scsi_host("megaraid_sas").unwrap_or_default();
    let client = format!("{} client storage", this());
    let clients = [
        (
            "losetup",
            format!(
                "losetup --find && losetup /dev/loop0 {} && blockdev --getsz /dev/loop0 && \
                 losetup -d /dev/loop0",
                FILES[0]
            ),
        ),
        (
            "dmsetup",
            "dmsetup create passgate --table '0 1024 linear /dev/loop1 0' && \
             dmsetup remove passgate"
                .to_owned(),
        ),
        (
            "mdadm",
            "mdadm --create /dev/md0 --run --assume-clean --level=1 --raid-devices=2 \
             --metadata=1.2 /dev/loop1 /dev/loop2 && mdadm --detail /dev/md0 && mdadm --stop /dev/md0"
                .to_owned(),
        ),
        (
            "nbd-client",
            format!(
                "nbd-client -nonetlink 127.0.0.1 {PORT} /dev/nbd0 && \
                 blockdev --getsz /dev/nbd0 && nbd-client -d /dev/nbd0"
            ),
        ),
        // It asks another card than this, which answers nothing.
        ("mmc", "! mmc status get /dev/mmcblk0".to_owned()),
        ("virtio", "blockdev --getsz --getss --getra /dev/vda".to_owned()),
        (
            "optical",
            "eject /dev/sr0 && eject -t /dev/sr0 && sg_inq -o /dev/sr0"
                .to_owned(),
        ),
        (
            "tape",
            "mt -f /dev/nst0 status && mt -f /dev/nst0 rewind && sg_inq -o /dev/nst0".to_owned(),
        ),
        // CHIOGPARAMS
        (
            "changer",
            format!("{} client other asks /dev/sch0 80146306:{:040}", this(), 0),
        ),
        // FDPOLLDRVSTAT
        (
            "floppy",
            format!("{} client other asks /dev/fd0 80500213:{:0160}", this(), 0),
        ),
        ("megaraid", format!("{client} megaraid {host}")),
        ("mpt", format!("{client} mpt /dev/mpt3ctl")),
    ];
    let session = Session::run(Stdio::null(), &clients.map(under));
    for number in [1, 2] {
        let _ = run(&["losetup", "-d", &format!("/dev/loop{number}")]);
    }
    session
}

/// One more host of scsi_debug's, with a media changer.
fn adds_a_changer() -> Result<(), String> {
    const DRIVER: &str = "/sys/bus/pseudo/drivers/scsi_debug";
    // MEDIUM CHANGER of SPC-6, and a host.
    for (attribute, value) in [("ptype", "8"), ("add_host", "1")] {
        let path = format!("{DRIVER}/{attribute}");
        fs::write(&path, value).map_err(|e| format!("{path}: {e}"))?;
    }
    load(&["ch"]);
    Ok(())
}

/// The number of a driver's host.
fn scsi_host(driver: &str) -> Option<String> {
    let hosts = fs::read_dir("/sys/class/scsi_host").ok()?;
    let mut hosts = hosts.filter_map(Result::ok);
    hosts.find_map(|host| {
        let name = fs::read_to_string(host.path().join("proc_name")).ok()?;
        let number = host.file_name().into_string().ok()?;
        let number = number.strip_prefix("host")?;
        (name.trim() == driver).then(|| number.to_owned())
    })
}

/// A file that a server offers, until this is dropped.
struct Server;

impl Server {
    const PROCESS: &str = "/tmp/nbd-server.pid";

    fn start() -> Result<Self, String> {
        run(&["ip", "link", "set", "lo", "up"])?;
        let address = format!("127.0.0.1:{PORT}");
        run(&["nbd-server", &address, FILES[0], "-p", Self::PROCESS])?;
        let server = Self;
        wait_until("the server listens", || {
            TcpStream::connect(&address).is_ok()
        })?;
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Ok(process) = fs::read_to_string(Self::PROCESS) {
            let _ = run(&["kill", process.trim()]);
        }
    }
}

/// Commands of a device, each so often, of a kind and a family.
fn sent(
    observed: &Observed,
    name: &str,
    kind: [&str; 2],
    commands: &[(&str, Option<&str>, u64)],
) -> Outcome {
    for (command, sub, calls) in commands {
        let row = observed.row(name, command, *sub)?;
        let device = &row["device"];
        ensure!(
            row["calls"] == *calls && [&device["family"], &device["interface"]] == kind,
            "not {calls} of {kind:?}: {row}"
        );
    }
    Ok(())
}

fn in_a_file() -> Outcome {
    let observed = counted("losetup")?;
    let commands = [
        ("LOOP_CONFIGURE", None, 1),
        ("BLKGETSIZE64", None, 1),
        ("LOOP_CLR_FD", None, 1),
    ];
    sent(&observed, "loop0", ["block", "loop"], &commands)?;
    let free = [("LOOP_CTL_GET_FREE", None, 1)];
    sent(&observed, "loop-control", ["block", "loop-control"], &free)?;
    agrees(&observed, "losetup", &[])
}

fn mapped() -> Outcome {
    let observed = counted("dmsetup")?;
    let commands = [
        ("DM_DEV_CREATE", None, 1),
        ("DM_TABLE_LOAD", None, 1),
        ("DM_DEV_REMOVE", None, 1),
    ];
    sent(&observed, "device-mapper", ["block", "mapper"], &commands)?;
    agrees(&observed, "dmsetup", &[])
}

fn raid() -> Outcome {
    let observed = counted("mdadm")?;
    let commands = [
        ("SET_ARRAY_INFO", None, 1),
        ("ADD_NEW_DISK", None, 2),
        ("RUN_ARRAY", None, 1),
        ("STOP_ARRAY", None, 1),
    ];
    sent(&observed, "md0", ["block", "raid"], &commands)?;
    // It makes nodes of its own for the same disk, by whose names strace has some of it.
    named(&observed, &[])
}

fn network() -> Outcome {
    let observed = counted("nbd-client")?;
    let commands = [("NBD_SET_SOCK", None, 1), ("NBD_DO_IT", None, 1)];
    sent(&observed, "nbd0", ["block", "nbd"], &commands)?;
    agrees(&observed, "nbd-client", &[])
}

fn card() -> Outcome {
    let observed = counted("mmc")?;
    let commands = [("MMC_IOC_CMD", Some("send-status"), 1)];
    sent(&observed, "mmcblk0", ["block", "mmc"], &commands)?;
    agrees(&observed, "mmc", &[])
}

fn virtio() -> Outcome {
    let observed = counted("virtio")?;
    let commands = [("BLKSSZGET", None, 1), ("BLKRAGET", None, 1)];
    sent(&observed, "vda", ["block", "virtio"], &commands)?;
    agrees(&observed, "virtio", &[])
}

fn optical() -> Outcome {
    let observed = counted("optical")?;
    let commands = [
        ("CDROMEJECT", None, 1),
        ("CDROMCLOSETRAY", None, 1),
        ("SG_IO", Some("scsi.inquiry"), 1),
    ];
    sent(&observed, "sr0", ["scsi", "optical"], &commands)?;
    agrees(&observed, "optical", &[])
}

fn tape() -> Outcome {
    let observed = counted("tape")?;
    let commands = [
        ("MTIOCGET", None, 1),
        ("MTIOCTOP", None, 1),
        ("SG_IO", Some("scsi.inquiry"), 2),
    ];
    sent(&observed, "nst0", ["scsi", "tape"], &commands)?;
    agrees(&observed, "tape", &[])
}

fn changer() -> Outcome {
    let observed = counted("changer")?;
    sent(
        &observed,
        "sch0",
        ["scsi", "changer"],
        &[("CHIOGPARAMS", None, 1)],
    )?;
    agrees(&observed, "changer", &[])
}

fn floppy() -> Outcome {
    let observed = counted("floppy")?;
    sent(
        &observed,
        "fd0",
        ["block", "floppy"],
        &[("FDPOLLDRVSTAT", None, 1)],
    )?;
    agrees(&observed, "floppy", &[])
}

fn megaraid() -> Outcome {
    let observed = counted("megaraid")?;
    let mut rows = observed
        .rows()
        .filter(|row| row["command"] == "MEGASAS_IOC_FIRMWARE");
    let row = rows.next().ok_or_else(|| observed.text())?;
    ensure!(
        row["calls"] == 1
            && row["sub"] == "mfi.direct"
            && row["detail"] == "controller-get-info"
            && row["class"] == "driver"
            && row["bytes"] == 2048
            && row["device"]["interface"] == "megaraid",
        "not one frame through {MEGARAID}: {row}"
    );
    Ok(observed.lossless()?)
}

fn mpt() -> Outcome {
    let observed = counted("mpt")?;
    Expected("mpt3ctl", "ioctl", "MPT3IOCINFO", None, 1, None).check(&observed)?;
    agrees(&observed, "mpt", &[])
}
