//! How much memory devices have, whichever way it is given and taken back: by VFIO containers, and by
//! address spaces of iommufd.

use std::{
    fs::{self, File, OpenOptions},
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::Value;

use crate::{
    Outcome, Test,
    client::{
        iommufd_spaces as iommufd,
        mapped::{EXAGGERATED, FIRST, SECOND},
    },
    ensure,
    need::Need,
    observe::{Observed, ioctls, stat, stat_with, this},
    pci::{Bound, EDU, SECOND_NVME},
    session::{Client, Session},
};

const VFIO: &[Need] = &[Need::Driver("vfio-pci")];
const IOMMUFD: &[Need] = &[Need::File("/dev/iommu")];

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("mapped::a_group_that_is_closed", VFIO, || {
            nothing(vfio("closes-group")?)
        }),
        Test::new("mapped::a_group_that_leaves_its_container", VFIO, || {
            nothing(vfio("leaves")?)
        }),
        Test::new("mapped::a_container_that_its_group_keeps", VFIO, || {
            is(&vfio("closes-container")?, "vfio", FIRST, false)
        }),
        Test::new("mapped::all_unmapped_and_a_process_joins", VFIO, || {
            is(&vfio("unmaps-all")?, "vfio", FIRST + SECOND, true)
        }),
        Test::new("mapped::memory_of_before", VFIO, memory_of_before),
        Test::new(
            "mapped::sizes_that_would_wrap_a_sum",
            &[Need::Driver("vfio")],
            sizes_that_would_wrap_a_sum,
        ),
        Test::new("mapped::a_space_that_is_destroyed", IOMMUFD, || {
            is(&spaces("destroys")?, "iommu", FIRST + SECOND, false)
        }),
        Test::new("mapped::all_unmapped_of_a_space", IOMMUFD, || {
            let expected = iommufd::SECOND + iommufd::PAGE;
            is(&spaces("unmaps-all")?, "iommu", expected, false)
        }),
        Test::new("mapped::iommufd_that_speaks_vfio", IOMMUFD, || {
            let observed = spaces("speaks-vfio")?;
            observed.row("iommu", "VFIO_IOMMU_MAP_DMA", Some("rw"))?;
            is(&observed, "iommu", iommufd::SECOND, false)
        }),
        Test::new("mapped::a_file_that_is_closed", IOMMUFD, || {
            nothing(spaces("closes")?)
        }),
        Test::new(
            "mapped::more_spaces_than_there_is_room_for",
            IOMMUFD,
            more_spaces_than_there_is_room_for,
        ),
    ]
}

fn memory(observed: &Observed) -> Vec<&Value> {
    let lines = observed.lines.iter();
    lines.filter(|line| line["kind"] == "memory").collect()
}

/// Exactly this is mapped.
fn is(observed: &Observed, device: &str, bytes: u64, shared: bool) -> Outcome {
    let memory = memory(observed);
    ensure!(
        memory.len() == 1
            && memory[0]["bytes"] == bytes
            && memory[0]["shared"] == shared
            && memory[0]["partial"] == false
            && memory[0]["device"]["name"] == device
            && memory[0]["subject"]["exe"] == this(),
        "not {bytes} bytes, shared {shared}:\n{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}

/// Something was mapped, and nothing is.
fn nothing(observed: Observed) -> Outcome {
    let mapped = observed.rows().any(|row| {
        row["command"]
            .as_str()
            .is_some_and(|name| name.contains("MAP"))
            && row["bytes"] == FIRST
    });
    ensure!(
        mapped && memory(&observed).is_empty(),
        "not nothing:\n{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}

fn fifo(path: &str) -> Result<(), String> {
    let _ = fs::remove_file(path);
    mknodat(CWD, path, FileType::Fifo, Mode::RWXU, 0).map_err(|e| e.to_string())
}

/// The command of a client that stays until all is observed: what it reads from is open here.
fn staying(words: &str) -> Result<String, String> {
    let said = format!("/tmp/mapped-{}", words.replace(' ', "-"));
    fifo(&said)?;
    Ok(format!(
        "{} client {words} < {STAY} > {said} 2> /dev/null & \
         read -r line < {said} && [ \"$line\" = held ]",
        this()
    ))
}

/// What such clients read from.
const STAY: &str = "/tmp/mapped-stay";

fn open(fifo: &str) -> Result<File, String> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    options.open(fifo).map_err(|e| e.to_string())
}

/// Runs such clients, each with its name.
fn run(clients: &[(&'static str, String)]) -> Result<Session, String> {
    fifo(STAY)?;
    let _stay = open(STAY)?;
    let clients: Result<Vec<Client>, String> = clients
        .iter()
        .map(|(name, words)| Ok((*name, staying(words)?)))
        .collect();
    Session::run(Stdio::null(), &clients?)
}

/// What was counted of one client of VFIO; the first caller runs them all. The last two keep their
/// groups.
fn vfio(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(|| {
        let _edu = Bound::to_vfio(EDU)?;
        let _nvme = Bound::to_vfio(SECOND_NVME)?;
        run(&[
            ("closes-group", format!("mapped closes-group {EDU}")),
            ("leaves", format!("mapped leaves {EDU}")),
            ("closes-container", format!("mapped closes-container {EDU}")),
            ("unmaps-all", format!("mapped unmaps-all {SECOND_NVME}")),
        ])
    });
    session.as_ref().map_err(String::clone)?.of(client)
}

/// The same of iommufd.
fn spaces(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(|| {
        run(&[
            ("destroys", "iommufd-spaces destroys".to_owned()),
            ("unmaps-all", "iommufd-spaces unmaps-all".to_owned()),
            ("speaks-vfio", "iommufd-spaces speaks-vfio".to_owned()),
            ("closes", "iommufd-spaces closes".to_owned()),
        ])
    });
    session.as_ref().map_err(String::clone)?.of(client)
}

/// A process that ends with this.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What was mapped before passgate started is in no sum, but is found out when it is unmapped.
fn memory_of_before() -> Outcome {
    let _edu = Bound::to_vfio(EDU)?;
    let (go, done) = ("/tmp/mapped-go", "/tmp/mapped-done");
    fifo(go)?;
    fifo(done)?;
    let child = Command::new(this())
        .args(["client", "mapped", "early", EDU, done])
        .stdin(open(go)?)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| e.to_string())?;
    let mut running = Running(child);
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().ok_or("no output")?)
        .read_line(&mut line)
        .map_err(|e| e.to_string())?;
    ensure!(line == "mapped\n", "the client said {line:?}");
    // A client that fails says nothing.
    let script = format!("echo > {go}; [ \"$(timeout 60 cat {done})\" = held ]");
    let observed = stat_with(&["--all"], &["bash", "-c", &script])?;
    ensure!(
        observed.output.status.success(),
        "the client did not go on:\n{}",
        observed.text()
    );
    let memory = memory(&observed);
    // What was taken back makes up for what was mapped until then, and no more.
    ensure!(
        memory.len() == 1
            && memory[0]["bytes"] == SECOND
            && memory[0]["partial"] == true
            && memory[0]["shared"] == false
            && memory[0]["process"] == running.0.id(),
        "not {SECOND} bytes, and more of before:\n{}",
        observed.text()
    );
    Ok(())
}

fn sizes_that_would_wrap_a_sum() -> Outcome {
    // Loads the driver that has the node.
    let status = Command::new("modprobe").arg("vfio").status();
    ensure!(
        status.as_ref().is_ok_and(std::process::ExitStatus::success),
        "modprobe vfio: {status:?}"
    );
    let observed = ioctls(&[this().as_str(), "client", "mapped", "exaggerates"])?;
    let (calls, size) = EXAGGERATED;
    ensure!(
        u64::from(calls).checked_mul(size).is_none(),
        "that would not wrap"
    );
    let map = observed.row("vfio", "VFIO_IOMMU_MAP_DMA", None)?;
    let unmap = observed.row("vfio", "VFIO_IOMMU_UNMAP_DMA", None)?;
    ensure!(
        map["calls"] == calls && map["bytes"] == 1_u64 << 63,
        "the sum does not stop: {map}"
    );
    ensure!(
        unmap["calls"] == calls && unmap["bytes"] == 0,
        "what is no amount counts: {unmap}"
    );
    Ok(observed.lossless()?)
}

/// What finds no room is a loss, and all else is there.
fn more_spaces_than_there_is_room_for() -> Outcome {
    fifo(STAY)?;
    let _stay = open(STAY)?;
    let script = staying("iommufd-spaces many")?;
    let observed = stat(&["bash", "-c", script.as_str()])?;
    ensure!(
        observed.output.status.success(),
        "the client failed:\n{}",
        observed.text()
    );
    let lost = observed.loss("held_full")?;
    let memory = memory(&observed);
    ensure!(
        lost > 0
            && memory.len() == 1
            && memory[0]["bytes"] == (iommufd::MANY - lost) * iommufd::PAGE,
        "not all but what {lost} calls mapped:\n{}",
        observed.text()
    );
    Ok(())
}
