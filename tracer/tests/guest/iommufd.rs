//! I/O address spaces that userspace manages itself.

use std::{process::Stdio, sync::OnceLock};

use crate::{
    Outcome, Test,
    client::iommufd::{COPIES, MAPPED, OF_FILE, UNMAPPED},
    ensure,
    expected::{Expected, only},
    need::Need,
    observe::{Observed, this},
    session::{Session, Stays},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("iommufd::every_command", NEEDS, every_command),
        Test::new("iommufd::address_spaces", NEEDS, address_spaces),
        Test::new(
            "iommufd::memory_that_a_process_gave",
            NEEDS,
            memory_that_a_process_gave,
        ),
        Test::new(
            "iommufd::memory_goes_with_the_file",
            NEEDS,
            memory_goes_with_the_file,
        ),
    ]
}

const NEEDS: &[Need] = &[Need::File("/dev/iommu")];

/// All commands, in the order of their numbers (`linux/iommufd.h`).
const COMMANDS: &[&str] = &[
    "IOMMU_DESTROY",
    "IOMMU_IOAS_ALLOC",
    "IOMMU_IOAS_ALLOW_IOVAS",
    "IOMMU_IOAS_COPY",
    "IOMMU_IOAS_IOVA_RANGES",
    "IOMMU_IOAS_MAP",
    "IOMMU_IOAS_UNMAP",
    "IOMMU_OPTION",
    "IOMMU_VFIO_IOAS",
    "IOMMU_HWPT_ALLOC",
    "IOMMU_GET_HW_INFO",
    "IOMMU_HWPT_SET_DIRTY_TRACKING",
    "IOMMU_HWPT_GET_DIRTY_BITMAP",
    "IOMMU_HWPT_INVALIDATE",
    "IOMMU_FAULT_QUEUE_ALLOC",
    "IOMMU_IOAS_MAP_FILE",
    "IOMMU_VIOMMU_ALLOC",
    "IOMMU_VDEVICE_ALLOC",
    "IOMMU_IOAS_CHANGE_PROCESS",
    "IOMMU_VEVENTQ_ALLOC",
    "IOMMU_HW_QUEUE_ALLOC",
    "IOMMU_IOAS_NOIOMMU_GET_PA",
];

/// Those that name a type, and what type 0 is.
const TYPED: &[(&str, &str)] = &[
    ("IOMMU_OPTION", "rlimit-mode"),
    ("IOMMU_HWPT_ALLOC", "no-data"),
    ("IOMMU_GET_HW_INFO", "default"),
    ("IOMMU_HWPT_INVALIDATE", "vtd-s1"),
    ("IOMMU_VIOMMU_ALLOC", "default"),
    ("IOMMU_VEVENTQ_ALLOC", "default"),
    ("IOMMU_HW_QUEUE_ALLOC", "default"),
];

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(session);
    session.as_ref().map_err(String::clone)?.of(client)
}

fn session() -> Result<Session, String> {
    let client = format!("{} client iommufd", this());
    let stays = Stays::new()?;
    let clients = [
        ("iommufd-refuses", format!("{client} refuses")),
        ("iommufd-manages", format!("{client} manages")),
        ("iommufd-holds", stays.run(&format!("{client} holds"))),
        ("iommufd-closes", stays.run(&format!("{client} closes"))),
    ];
    Session::run(Stdio::null(), &clients)
}

/// A row of /dev/iommu by ioctl.
fn row(command: &str, calls: u64, bytes: Option<u64>) -> Expected<'_> {
    Expected("iommu", "ioctl", command, None, calls, bytes)
}

const OPEN: Expected<'_> = Expected("iommu", "open", "open", Some("rw"), 1, None);

/// Each has its name, also where the kernel refuses it.
fn every_command() -> Outcome {
    let observed = counted("iommufd-refuses")?;
    let sized = [
        "IOMMU_IOAS_COPY",
        "IOMMU_IOAS_MAP",
        "IOMMU_IOAS_UNMAP",
        "IOMMU_IOAS_MAP_FILE",
        "IOMMU_HWPT_ALLOC",
        "IOMMU_GET_HW_INFO",
    ];
    let mut expected = vec![OPEN];
    for command in COMMANDS {
        let kind = TYPED.iter().find(|(typed, _)| typed == command);
        let sub = kind.map(|(_, kind)| *kind);
        let bytes = sized.contains(command).then_some(0);
        expected.push(Expected("iommu", "ioctl", command, sub, 1, bytes));
    }
    only(&observed, "iommu", &expected)
}

/// What goes without a device, each command with its count and the lengths that it names.
fn address_spaces() -> Outcome {
    let observed = counted("iommufd-manages")?;
    let expected = [
        OPEN,
        row("IOMMU_IOAS_ALLOC", 2, None),
        row("IOMMU_IOAS_IOVA_RANGES", 1, None),
        row("IOMMU_IOAS_ALLOW_IOVAS", 1, None),
        Expected(
            "iommu",
            "ioctl",
            "IOMMU_OPTION",
            Some("rlimit-mode"),
            1,
            None,
        ),
        row("IOMMU_VFIO_IOAS", 2, None),
        row(
            "IOMMU_IOAS_MAP",
            MAPPED.len() as u64,
            Some(MAPPED.iter().sum()),
        ),
        row("IOMMU_IOAS_UNMAP", 1, Some(MAPPED[UNMAPPED])),
        row("IOMMU_IOAS_MAP_FILE", 1, Some(OF_FILE)),
        row("IOMMU_IOAS_COPY", COPIES, Some(COPIES * MAPPED[0])),
        row("IOMMU_DESTROY", 1, None),
    ];
    only(&observed, "iommu", &expected)?;
    let standard = observed
        .rows()
        .all(|row| row["class"] == "standard" && row["device"]["family"] == "iommufd");
    ensure!(standard, "another class or family:\n{}", observed.text());
    Ok(())
}

/// Maps less unmaps, while the process has the file open.
fn memory_that_a_process_gave() -> Outcome {
    let observed = counted("iommufd-holds")?;
    let expected = MAPPED.iter().sum::<u64>() - MAPPED[UNMAPPED] + OF_FILE;
    let memory = observed.memory();
    ensure!(
        memory.len() == 1
            && memory[0]["bytes"] == expected
            && memory[0]["device"]["name"] == "iommu"
            && memory[0]["subject"]["exe"] == this(),
        "not {expected} bytes held:\n{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}

/// The process is still there, and has given the memory back by closing the file.
fn memory_goes_with_the_file() -> Outcome {
    let observed = counted("iommufd-closes")?;
    row(
        "IOMMU_IOAS_MAP",
        MAPPED.len() as u64,
        Some(MAPPED.iter().sum()),
    )
    .check(&observed)?;
    ensure!(
        observed.memory().is_empty(),
        "memory is held still:\n{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}
