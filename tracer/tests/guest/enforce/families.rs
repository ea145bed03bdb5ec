//! A refused command of each family, and beside it one that is allowed: what the driver's own function saw.

use std::{collections::BTreeMap, fs::File, os::fd::AsRawFd as _, sync::OnceLock};

use super::{Enforced, REFUSED, under};
use crate::{
    Outcome, Test,
    drivers::load,
    ensure,
    graphics::found,
    holder::Holder,
    machine::{Adapter, usb_of},
    need::Need,
    observe::{scsi, this},
    pci::{Bound, EDU},
    tracepoint::Tracepoint,
};

/// How often each of a family's two clients is run.
const TIMES: u64 = 3;

/// What is tried of a family.
struct Case {
    name: &'static str,
    needs: &'static [Need],
    /// The rule's device, and what it denies by the entry.
    rule: &'static str,
    /// The client that is refused, and how it ends then.
    refused: fn() -> Result<String, String>,
    status: i64,
    /// The client that is not.
    allowed: fn() -> Result<String, String>,
    /// The entry that both come by.
    entry: &'static str,
    /// The driver's function for that, and the number of the ioctl that both send, or 0.
    function: Option<&'static str>,
    number: u32,
    /// How often one run of each reaches it: those of the refused that come before what is refused, too.
    reaches: u64,
}

/// Sends ioctls with their arguments.
fn asks(node: &str, commands: &str) -> String {
    format!("{} client other asks {node} {commands}", this())
}

fn sends_cdb(node: &str, cdb: &str) -> String {
    format!("sg_raw --request=96 {node} {cdb}")
}

const INQUIRY: &str = "12 00 00 00 60 00";
const MODE_SENSE: &str = "1a 00 3f 00 60 00";
/// What sg3-utils make of EACCES: 50 and the error.
const SG_REFUSED: i64 = 50 + REFUSED;

const CASES: &[Case] = &[
    Case {
        name: "scsi",
        needs: &[Need::Sg],
        rule: "device = { family = 'scsi', kind = 'sg' }\ndeny = ['scsi.mode-sense-6']",
        refused: || Ok(sends_cdb(&format!("/dev/{}", scsi()?.0), MODE_SENSE)),
        status: SG_REFUSED,
        allowed: || Ok(sends_cdb(&format!("/dev/{}", scsi()?.0), INQUIRY)),
        entry: "ioctl",
        function: Some("sg_ioctl"),
        number: 0x2285,
        reaches: 1,
    },
    Case {
        name: "disk",
        needs: &[Need::Sg],
        rule: "device = { family = 'scsi', kind = 'disk' }\ndeny = ['scsi.mode-sense-6']",
        refused: || Ok(sends_cdb(&format!("/dev/{}", scsi()?.1), MODE_SENSE)),
        status: SG_REFUSED,
        allowed: || Ok(sends_cdb(&format!("/dev/{}", scsi()?.1), INQUIRY)),
        entry: "ioctl",
        function: Some("blkdev_ioctl"),
        number: 0x2285,
        reaches: 1,
    },
    Case {
        name: "vfio",
        needs: &[Need::Driver("vfio-pci")],
        rule: "device = { family = 'vfio' }\ndeny = ['bar0']",
        refused: || Ok(format!("{} client vfio drives {EDU}", this())),
        status: REFUSED,
        // It maps nothing.
        allowed: || Ok(format!("{} client vfio drives-mediated {EDU}", this())),
        entry: "mmap",
        function: Some("vfio_device_fops_mmap"),
        number: 0,
        reaches: 0,
    },
    Case {
        name: "iommufd",
        needs: &[Need::File("/dev/iommu")],
        rule: "device = { family = 'iommufd' }\ndeny = ['rlimit-mode']",
        // IOMMU_OPTION, to ask for an option of an object that there is not: ENOENT where it is allowed.
        refused: || {
            Ok(asks(
                "/dev/iommu",
                &format!("3b87:18{:06}{:08}0100{:028}", 0, 0, 0),
            ))
        },
        status: REFUSED,
        allowed: || Ok(asks("/dev/iommu", &format!("3b81:0c{:022}", 0))),
        entry: "ioctl",
        function: Some("iommufd_fops_ioctl"),
        number: 0x3b81,
        reaches: 1,
    },
    Case {
        name: "cxl",
        needs: &[Need::Driver("cxl_mem")],
        rule: "device = { family = 'cxl' }\ndeny = ['get-lsa']",
        // Its last command.
        refused: || Ok(format!("{} client cxl asks /dev/cxl/mem0", this())),
        status: REFUSED,
        allowed: || Ok(asks("/dev/cxl/mem0", &format!("8008ce01:{:016}", 0))),
        entry: "ioctl",
        function: Some("cxl_memdev_ioctl"),
        number: 0xc030_ce02,
        reaches: crate::client::cxl::CALLS,
    },
    Case {
        name: "drm",
        needs: &[Need::Driver("vgem")],
        rule: "device = { family = 'drm' }\ndeny = ['dumb-buffer']",
        // DRM_IOCTL_GET_CAP
        refused: || Ok(asks(&card()?, &format!("c010640c:01{:030}", 0))),
        status: REFUSED,
        allowed: || Ok(asks(&card()?, &format!("c010640c:05{:030}", 0))),
        entry: "ioctl",
        function: Some("drm_ioctl"),
        number: 0xc010_640c,
        reaches: 1,
    },
    Case {
        name: "v4l2",
        needs: &[Need::Driver("vivid")],
        rule: "device = { family = 'v4l2' }\ndeny = ['control.contrast']",
        // VIDIOC_G_CTRL
        refused: || Ok(asks("/dev/video0", "c008561b:0109980000000000")),
        status: REFUSED,
        allowed: || Ok(asks("/dev/video0", "c008561b:0009980000000000")),
        entry: "ioctl",
        function: Some("v4l2_ioctl"),
        number: 0xc008_561b,
        reaches: 1,
    },
    Case {
        name: "usb",
        needs: &[Need::Driver("usbhid")],
        rule: "device = { family = 'usb' }\ndeny = ['control.vendor']",
        // USBDEVFS_CONTROL without data: a vendor's request, and SET_FEATURE of DEVICE_REMOTE_WAKEUP.
        refused: || {
            Ok(asks(
                &usb_of("hidraw0")?,
                &format!("c0185500:4001{:044}", 0),
            ))
        },
        status: REFUSED,
        allowed: || {
            Ok(asks(
                &usb_of("hidraw0")?,
                &format!("c0185500:00030100{:040}", 0),
            ))
        },
        entry: "ioctl",
        function: Some("usbdev_ioctl"),
        number: 0xc018_5500,
        reaches: 1,
    },
    Case {
        name: "rdma",
        needs: &[Need::Driver("rdma_rxe"), Need::Driver("dummy")],
        rule: "device = { family = 'rdma' }\ndeny = ['device.query-port']",
        // RDMA_VERBS_IOCTL without attributes.
        refused: || {
            Ok(asks(
                Adapter::NODE,
                &format!("c0181b01:180000000200{:036}", 0),
            ))
        },
        status: REFUSED,
        // It writes its commands.
        allowed: || {
            Ok(format!(
                "{} client transfer verbs {} 1",
                this(),
                Adapter::NODE
            ))
        },
        entry: "ioctl",
        function: Some("ib_uverbs_ioctl"),
        number: 0xc018_1b01,
        reaches: 0,
    },
    Case {
        name: "cuse",
        needs: &[Need::File("/dev/cuse")],
        rule: "device = { family = 'other' }\ndeny = ['command:0x40047603']",
        refused: || Ok(asks(PROGRAM, "40047603:07000000")),
        status: REFUSED,
        allowed: || Ok(asks(PROGRAM, &format!("80107602:{:032}", 0))),
        entry: "ioctl",
        function: Some("cuse_file_ioctl"),
        number: 0x8010_7602,
        reaches: 1,
    },
    Case {
        name: "disk-compat",
        needs: &[Need::Sg, Need::Compat],
        rule: "device = { family = 'scsi', kind = 'disk' }\ndeny = ['scsi.mode-sense-6']",
        refused: || Ok(compat("mode-sense", &format!("/dev/{}", scsi()?.1), "1")),
        status: REFUSED,
        allowed: || Ok(compat("inquiry", &format!("/dev/{}", scsi()?.1), "1")),
        entry: "compat-ioctl",
        function: Some("compat_blkdev_ioctl"),
        number: 0x2285,
        reaches: 1,
    },
    Case {
        name: "scsi-write",
        needs: &[Need::Sg],
        rule: "device = { family = 'scsi', kind = 'sg' }\ndeny = ['scsi.test-unit-ready']",
        refused: || Ok(transfers("sg-v3", &format!("/dev/{}", scsi()?.0))),
        status: REFUSED,
        allowed: || Ok(transfers("sg-old", &format!("/dev/{}", scsi()?.0))),
        entry: "write",
        function: Some("sg_write"),
        number: 0,
        reaches: 1,
    },
    Case {
        name: "drm-compat",
        needs: &[Need::Driver("vgem"), Need::Compat],
        rule: "device = { family = 'drm' }\ndeny = ['dumb-buffer']",
        // The driver does not look at the size that a number names: another than that of the native calls.
        refused: || Ok(compat("asks", &card()?, &format!("c014640c:01{:038}", 0))),
        status: REFUSED,
        allowed: || Ok(compat("asks", &card()?, &format!("c014640c:05{:038}", 0))),
        entry: "compat-ioctl",
        function: Some("drm_compat_ioctl"),
        number: 0xc014_640c,
        reaches: 1,
    },
    Case {
        name: "v4l2-compat",
        needs: &[Need::Driver("vivid"), Need::Compat],
        rule: "device = { family = 'v4l2' }\ndeny = ['control.contrast']",
        // VIDIOC_S_CTRL
        refused: || Ok(compat("asks", "/dev/video0", "c008561c:0109980000000000")),
        status: REFUSED,
        allowed: || Ok(compat("asks", "/dev/video0", "c008561c:0009980000000000")),
        entry: "compat-ioctl",
        function: Some("v4l2_compat_ioctl32"),
        number: 0xc008_561c,
        reaches: 1,
    },
    Case {
        name: "usb-compat",
        needs: &[Need::Driver("usbhid"), Need::Compat],
        rule: "device = { family = 'usb' }\ndeny = ['control.vendor']",
        // USBDEVFS_CONTROL32
        refused: || {
            let request = format!("c0105500:4001{:028}", 0);
            Ok(compat("asks", &usb_of("hidraw0")?, &request))
        },
        status: REFUSED,
        allowed: || {
            let request = format!("c0105500:00030100{:024}", 0);
            Ok(compat("asks", &usb_of("hidraw0")?, &request))
        },
        entry: "compat-ioctl",
        // For both.
        function: Some("usbdev_ioctl"),
        number: 0xc010_5500,
        reaches: 1,
    },
    Case {
        name: "cuse-compat",
        needs: &[Need::File("/dev/cuse"), Need::Compat],
        rule: "device = { family = 'other' }\ndeny = ['command:0x40047603']",
        refused: || Ok(compat("asks", PROGRAM, "40047603:07000000")),
        status: REFUSED,
        allowed: || Ok(compat("asks", PROGRAM, &format!("80107602:{:032}", 0))),
        entry: "compat-ioctl",
        function: Some("cuse_file_compat_ioctl"),
        number: 0x8010_7602,
        reaches: 1,
    },
    Case {
        name: "rdma-write",
        needs: &[Need::Driver("rdma_rxe"), Need::Driver("dummy")],
        rule: "device = { family = 'rdma' }\ndeny = ['write.query-port']",
        // It asks for a context before.
        refused: || Ok(transfers("verbs-port", Adapter::NODE)),
        status: REFUSED,
        allowed: || Ok(transfers("verbs", Adapter::NODE)),
        entry: "write",
        function: Some("ib_uverbs_write"),
        number: 0,
        // Two commands of its own that pass, and of the case before.
        reaches: 1 + 2 + 2,
    },
    Case {
        name: "received",
        needs: &[Need::Nvme],
        rule: "device = { family = 'nvme', kind = 'generic' }\ndeny = ['receive']",
        refused: || Ok(format!("{} client descriptor taken {}", this(), kept()?)),
        status: REFUSED,
        allowed: || Ok(format!("{} client descriptor opened {DRIVE}", this())),
        entry: "receive",
        // Both send one by what they got.
        function: Some("nvme_ns_chr_ioctl"),
        number: crate::client::NVME_ID,
        reaches: 1,
    },
    Case {
        name: "widened",
        needs: &[Need::File("/dev/mem")],
        rule: "device = { family = 'mem' }\ndeny = ['mprotect']",
        // The firmware's page.
        refused: || Ok(format!("{} client other widens /dev/mem 983040", this())),
        status: REFUSED,
        allowed: || Ok(format!("{} client other widens /dev/zero 0", this())),
        entry: "mprotect",
        // It has none.
        function: None,
        number: 0,
        reaches: 0,
    },
];

const DRIVE: &str = "/dev/ng0n1";

/// A process that has a drive open, and its descriptor.
fn kept() -> Result<String, String> {
    static KEPT: OnceLock<Result<File, String>> = OnceLock::new();
    let file = KEPT.get_or_init(|| File::open(DRIVE).map_err(|e| format!("{DRIVE}: {e}")));
    let file = file.as_ref().map_err(String::clone)?;
    Ok(format!("{} {}", std::process::id(), file.as_raw_fd()))
}

/// Sends an ioctl as a 32-bit program does.
fn compat(what: &str, node: &str, argument: &str) -> String {
    format!("{} client compat {what} {node} {argument}", this())
}

/// Writes commands to a device.
fn transfers(way: &str, node: &str) -> String {
    format!("{} client transfer {way} {node} 1", this())
}

const PROGRAM: &str = "/dev/passgate-refused";

type Run = fn() -> Outcome;

/// In the order of the cases.
pub(super) fn tests() -> Vec<Test> {
    const TESTS: &[(&str, Run)] = &[
        ("enforce::families::scsi", || holds("scsi")),
        ("enforce::families::scsi_by_a_disk", || holds("disk")),
        ("enforce::families::vfio", || holds("vfio")),
        ("enforce::families::iommufd", || holds("iommufd")),
        ("enforce::families::cxl", || holds("cxl")),
        ("enforce::families::drm", || holds("drm")),
        ("enforce::families::v4l2", || holds("v4l2")),
        ("enforce::families::usb", || holds("usb")),
        ("enforce::families::rdma", || holds("rdma")),
        ("enforce::families::cuse", || holds("cuse")),
        ("enforce::families::disk_by_compat", || holds("disk-compat")),
        ("enforce::families::scsi_by_write", || holds("scsi-write")),
        ("enforce::families::drm_by_compat", || holds("drm-compat")),
        ("enforce::families::v4l2_by_compat", || holds("v4l2-compat")),
        ("enforce::families::usb_by_compat", || holds("usb-compat")),
        ("enforce::families::cuse_by_compat", || holds("cuse-compat")),
        ("enforce::families::rdma_by_write", || holds("rdma-write")),
        ("enforce::families::received", || holds("received")),
        ("enforce::families::widened", || holds("widened")),
    ];
    let needs = CASES.iter().map(|case| case.needs);
    let tests = TESTS.iter().zip(needs);
    tests
        .map(|((name, run), needs)| Test::new(name, needs, *run))
        .collect()
}

fn card() -> Result<String, String> {
    Ok(format!("/dev/dri/{}", found("/vgem", "card")?))
}

/// Under one policy: what became of the clients, and how often each driver's function was reached.
type Session = (Enforced, BTreeMap<&'static str, u64>);

fn session() -> Result<&'static Session, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(observe).as_ref();
    session.map_err(String::clone)
}

fn observe() -> Result<Session, String> {
    load(&["vgem", "vivid"]);
    let there = |case: &&Case| case.needs.iter().all(|need| need.missing().is_none());
    let cases: Vec<&Case> = CASES.iter().filter(there).collect();
    let has = |name: &str| cases.iter().any(|case| case.name == name);
    let _edu = has("vfio").then(|| Bound::to_vfio(EDU)).transpose()?;
    let _adapter = has("rdma").then(Adapter::start).transpose()?;
    let words = [
        "other",
        "serves",
        PROGRAM.trim_start_matches("/dev/"),
        "0",
        "0",
    ];
    let mut program = has("cuse").then(|| Holder::start(&words)).transpose()?;
    let mut policy = String::new();
    let mut clients = Vec::new();
    let mut functions = Vec::new();
    for case in &cases {
        let Case { name, rule, .. } = case;
        let entry = case.entry;
        policy +=
            &format!("[[rule]]\nname = '{name}'\n{rule}\nentry = ['{entry}']\nerrno = 'EACCES'\n");
        let names = [format!("{name}-refused"), format!("{name}-allowed")];
        for (name, client) in names
            .into_iter()
            .zip([(case.refused)()?, (case.allowed)()?])
        {
            clients.extend((0..TIMES).map(|_| (name.clone(), client.clone())));
        }
        let number = (case.number != 0).then_some(case.number);
        if let Some(function) = case.function {
            functions.push((*name, Tracepoint::of_function(function, number)?));
        }
    }
    let clients: Vec<(&str, String)> = clients
        .iter()
        .map(|(name, client)| (name.as_str(), client.clone()))
        .collect();
    let enforced = under(&policy, &[], &clients)?;
    let mut reached = BTreeMap::new();
    for (name, function) in &functions {
        reached.insert(*name, function.count()?);
    }
    if let Some(program) = &mut program {
        program.finish()?;
    }
    Ok((enforced, reached))
}

/// One is refused with the rule's error and never reaches the driver, the other passes, and both are counted.
fn holds(name: &str) -> Outcome {
    let case = CASES.iter().find(|case| case.name == name);
    let case = case.ok_or("no such case")?;
    let (enforced, reached) = session()?;
    let refused = enforced.status(&format!("{name}-refused"))?;
    let allowed = enforced.status(&format!("{name}-allowed"))?;
    ensure!(
        refused == case.status && allowed == 0,
        "refused: {refused}, allowed: {allowed}\n{}",
        enforced.said
    );
    let reached = reached.get(name).copied().unwrap_or_default();
    ensure!(
        reached == TIMES * case.reaches,
        "{:?} was reached {reached} times, not {}\n{}",
        case.function,
        TIMES * case.reaches,
        enforced.said
    );
    let counted = |what: &str| -> u64 {
        let lines = enforced.by(case.entry).filter(|line| line["rule"] == name);
        lines.filter_map(|line| line[what].as_u64()).sum()
    };
    let [calls, denied] = ["calls", "denied"].map(counted);
    ensure!(
        calls == TIMES && denied == TIMES,
        "{denied} of {calls} were refused, not {TIMES}\n{}",
        enforced.said
    );
    enforced.lossless()
}
