//! What strace names, and passgate does not: each with its reason. The list of what strace names is read out
//! of strace by `cargo xtask strace`. Run with `PASSGATE_WRITE_DOCS=1` to bring docs/strace.md up to date.

#![expect(clippy::expect_used, reason = "a test's own")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::PathBuf,
};

use passgate::families::{self, generic};

/// Why names are not known here, and what they begin with, or with `=` what they are.
const REASONS: &[(&str, &[&str])] = &[
    (
        "file systems, pages and processes: no device is asked",
        &[
            "=FIBMAP",
            "FICLONE",
            "FIDEDUPERANGE",
            "FIFREEZE",
            "FITHAW",
            "FITRIM",
            "FS_IOC",
            "FIOSETOWN",
            "FIOGETOWN",
            "BTRFS_",
            "EXT4_",
            "F2FS_",
            "NILFS_",
            "AUTOFS_",
            "ZFS_",
            "FAT_",
            "VFAT_",
            "EXFAT_",
            "FUSE_",
            "CACHEFILES_",
            "UDF_",
            "NS_",
            "PIDFD_",
            "PERF_EVENT_",
            "UFFDIO_",
            "USERFAULTFD_",
            "SECCOMP_",
            "INOTIFY_",
            "PAGEMAP_",
            "PROCMAP_",
            "KCOV_",
            "LOADPIN_",
            "IOC_WATCH_QUEUE_",
            "TRACE_MMAP_",
            "EPIOC",
            "TFD_",
            "BLKZNAME",
            "KSTAT_",
            "NTSYNC_",
            "BINDER_",
            "BR_",
            "BC_",
            "SNAPSHOT_",
            "CIOC_KERNEL_VERSION",
            "RND",
        ],
    ),
    (
        "terminals, consoles and serial lines",
        &[
            "TC",
            "TIO",
            "VT_",
            "KD",
            "KIOCSOUND",
            "GIO_",
            "PIO_",
            "GSMIOC_",
            "MGSL_",
            "NCIUARTSETDRIVER",
        ],
    ),
    (
        "networks, their sockets and tunnels; what goes to a network card is in `net`",
        &[
            "PPP",
            "TUN",
            "HCI",
            "RFCOMM",
            "ATM",
            "SIOC",
            "SIO",
            "SONET_",
            "BR2684_",
            "IDT77105_",
            "ENI_",
            "HE_GET_REG",
            "ZATM_",
            "IM",
            "PPPOE",
            "SIOCATMARK",
        ],
    ),
    (
        "sound: the cards' interfaces are no passthrough, but for a few registers of theirs",
        &[
            "SNDRV_",
            "SNDCTL_",
            "SOUND_",
            "OSS_",
            "HDA_",
            "SCARLETT2_",
            "SOUND",
        ],
    ),
    (
        "frame buffers, the interface before DRM",
        &[
            "FBIO",
            "OMAPFB_",
            "SISFB_",
            "MFB_",
            "KYRO_",
            "MATROXFB_",
            "SSTFB_",
            "IVTVFB_",
        ],
    ),
    (
        "input: keyboards, pointers, joysticks",
        &["EVIOC", "UI_", "JSIOC", "ROCCATIOC", "SPIOC", "RFKILL_"],
    ),
    (
        "clocks, timers, counters and sensors that the kernel interprets",
        &[
            "RTC_", "HPET_", "PPS_", "MMTIMER_", "IIO_", "STP_", "DIAG_IOC", "APEI_", "MCE_",
            "NVRAM_", "MTRRIOC_",
        ],
    ),
    (
        "hypervisors and their guests: no hardware behind them",
        &[
            "ACRN_",
            "VBG_",
            "IOCTL_VMCI_",
            "IOCTL_VM_SOCKETS_",
            "IOCTL_EVTCHN_",
            "IOCTL_GNTDEV_",
            "IOCTL_XENBUS_",
            "FSL_HV_",
        ],
    ),
    (
        "the device's side of USB, and what tests the kernel's own mappings",
        &[
            "FUNCTIONFS_",
            "GADGETFS_",
            "GADGET_",
            "=UVCIOC_SEND_RESPONSE",
            "DMA_MAP_BENCHMARK",
        ],
    ),
    (
        "parallel ports and other devices of another time; counted in `other`",
        &[
            "PP",
            "=LPSETTIMEOUT_NEW",
            "CAPI_",
            "AGPIOC_",
            "APM_",
            "I2O",
            "IOW_",
            "PACKET_CTRL_CMD",
            "SCIF_",
        ],
    ),
    (
        "keys, fans and batteries of one maker's notebooks; counted in `other`",
        &["I8K_", "SONYPI_", "PMU_IOC_"],
    ),
    (
        "IBM's coherent accelerators before OpenCAPI, on POWER alone",
        &["CXL_IOCTL_", "DK_CXLFLASH_", "HT_CXLFLASH_"],
    ),
    (
        "another architecture's: VFIO and KVM give the number another name, or none, on x86",
        &[
            "=VFIO_IOMMU_SPAPR_TCE_GET_INFO",
            "=VFIO_IOMMU_SPAPR_REGISTER_MEMORY",
            "=KVM_DIRTY_TLB",
        ],
    ),
    (
        "shares its number with SCSI_IOCTL_GET_IDLUN, which every SCSI disk has; one old drive had this",
        &["=CDROMAUDIOBUFSIZ"],
    ),
    (
        "messages between drivers inside the kernel, or what no program of this architecture can send",
        &[
            "ADV7842_",
            "BT819_",
            "S5P_FIMC_",
            "SAA6588_",
            "V4L2_SUBDEV_IR_",
            "V4L2_DEVICE_NOTIFY_",
            "TUNER_",
            "=VIDIOC_INT_RESET",
            "=VIDIOC_DQEVENT_TIME32",
            "=VIDIOC_QUERYBUF_TIME32",
            "=VIDIOC_QBUF_TIME32",
            "=VIDIOC_DQBUF_TIME32",
            "=VIDIOC_PREPARE_BUF_TIME32",
            "=VIDIOC_OMAP3ISP_STAT_REQ_TIME32",
        ],
    ),
];

/// Names with their numbers, and the strace that has them.
fn named_by_strace() -> (String, BTreeMap<String, u32>) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/strace/ioctls.txt");
    let text = fs::read_to_string(path).expect("the list");
    let (title, lines) = text.split_once('\n').expect("a title");
    let version = title
        .split(" that ")
        .nth(1)
        .and_then(|rest| rest.split(" of ").next());
    let entry = |line: &str| {
        let (number, name) = line.split_once(' ')?;
        let number = u32::from_str_radix(number.strip_prefix("0x")?, 16).ok()?;
        Some((name.to_owned(), number))
    };
    let entries = lines
        .lines()
        .map(|line| entry(line).expect("a number and a name"));
    (version.expect("a version").to_owned(), entries.collect())
}

/// Every name that a table here has.
fn named_here() -> BTreeSet<&'static str> {
    let of_any = generic::COMMANDS.iter().map(|command| command.name);
    let of_kinds = families::kinds().flat_map(|entry| {
        let by_driver = entry
            .kind
            .by_driver
            .iter()
            .flat_map(|(_, tables)| tables.iter().copied().flatten());
        entry
            .kind
            .all_commands()
            .chain(by_driver)
            .map(|command| command.name)
    });
    of_kinds.chain(of_any).collect()
}

fn fits(name: &str, pattern: &str) -> bool {
    match pattern.strip_prefix('=') {
        Some(whole) => name == whole,
        None => name.starts_with(pattern),
    }
}

/// What is not known here, by the place of its reason.
fn unknown() -> BTreeMap<Option<usize>, Vec<String>> {
    let here = named_here();
    let mut unknown: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for name in named_by_strace().1.into_keys() {
        // Several names of one number stand in one entry.
        if name.split(" or ").any(|name| here.contains(name)) {
            continue;
        }
        let reason = REASONS
            .iter()
            .position(|(_, patterns)| patterns.iter().any(|pattern| fits(&name, pattern)));
        unknown.entry(reason).or_default().push(name);
    }
    unknown
}

#[test]
fn what_strace_names_is_known_or_has_a_reason() {
    let unknown = unknown();
    assert_eq!(
        unknown.get(&None),
        None,
        "strace names them, passgate does not, and no reason is given"
    );
}

/// Numbers that are told apart from strace's, and why.
const OTHER_NUMBERS: &[(&str, &str)] = &[(
    "USBDEVFS_SUBMITURB32",
    "strace has its structure aligned to two bytes, which it is not on x86",
)];

#[test]
fn what_both_name_has_one_number() {
    let of_any = generic::COMMANDS.iter().map(|command| (command, u32::MAX));
    let of_kinds = families::kinds().flat_map(|entry| {
        let by_driver = entry
            .kind
            .by_driver
            .iter()
            .flat_map(|(_, tables)| tables.iter().copied().flatten());
        let commands = entry.kind.all_commands().chain(by_driver);
        commands.map(|command| (command, entry.kind.command_mask))
    });
    let mut here: BTreeMap<&str, Vec<(u32, u32)>> = BTreeMap::new();
    for (command, mask) in of_any.chain(of_kinds) {
        let numbers = here.entry(command.name).or_default();
        numbers.push((command.number, mask));
    }
    let mut compared = 0;
    let mut wrong = Vec::new();
    for (names, number) in named_by_strace().1 {
        for name in names.split(" or ") {
            let Some(known) = here.get(name) else {
                continue;
            };
            compared += 1;
            let agrees = |(ours, mask): &(u32, u32)| ours & mask == number & mask;
            let is_other = OTHER_NUMBERS.iter().any(|(other, _)| *other == name);
            if known.iter().any(agrees) == is_other {
                wrong.push(format!("{name} {number:#x}, here {known:#x?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 1800, "{compared}");
}

#[test]
fn every_reason_is_still_one() {
    let unknown = unknown();
    let names: Vec<&String> = unknown.values().flatten().collect();
    let idle: Vec<_> = REASONS
        .iter()
        .flat_map(|(_, patterns)| patterns.iter())
        .filter(|pattern| !names.iter().any(|name| fits(name, pattern)))
        .collect();
    assert!(
        idle.is_empty(),
        "nothing is left out for these any more: {idle:?}"
    );
}

#[test]
fn the_page_has_the_difference() {
    let (version, all) = named_by_strace();
    let unknown = unknown();
    let count: usize = unknown.values().map(Vec::len).sum();
    let mut text = format!(
        "{version} names {} ioctls. passgate knows {} of them by name; the other {count} are left out, for these\nreasons:\n\n\
         | why | how many | which |\n|---|---|---|\n",
        all.len(),
        all.len() - count,
    );
    for (reason, (why, patterns)) in REASONS.iter().enumerate() {
        let names = unknown.get(&Some(reason)).map_or(&[][..], Vec::as_slice);
        let shown: Vec<_> = if names.len() <= 14 {
            names.iter().map(|name| format!("`{name}`")).collect()
        } else {
            let whole = |pattern: &&&str| names.iter().any(|name| fits(name, pattern));
            let shown =
                patterns
                    .iter()
                    .filter(whole)
                    .map(|pattern| match pattern.strip_prefix('=') {
                        Some(name) => format!("`{name}`"),
                        None => format!("`{pattern}...`"),
                    });
            shown.collect()
        };
        let _ = writeln!(text, "| {why} | {} | {} |", names.len(), shown.join(", "));
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/strace.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (before, rest) = page.split_once("<!-- difference -->\n").expect("a mark");
    let (old, after) = rest.split_once("<!-- /difference -->").expect("a mark");
    if std::env::var_os("PASSGATE_WRITE_DOCS").is_some() {
        let page = format!("{before}<!-- difference -->\n{text}<!-- /difference -->{after}");
        fs::write(&path, page).expect("the page is written");
    } else {
        assert_eq!(
            old, text,
            "docs/strace.md is out of date: PASSGATE_WRITE_DOCS=1 cargo test --test strace"
        );
    }
}
