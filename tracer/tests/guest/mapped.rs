//! How much memory devices have, whichever way it is given and taken back: by VFIO containers, and by
//! address spaces of iommufd.

use std::{
    process::{Command, Stdio},
    sync::OnceLock,
};

use crate::{
    Outcome, Test,
    before::descriptor_of,
    client::{
        iommufd::{MANY, OF_FILE, PAGE},
        mapped::{EXAGGERATED, FIRST, SECOND},
    },
    ensure,
    holder::Holder,
    need::Need,
    observe::{Observed, ioctls, stat, stat_with, this},
    pci::{Bound, EDU, SECOND_NVME},
    session::{Client, Session, Stays, fifo},
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
        Test::new("mapped::by_others_than_the_command", VFIO, || {
            let (observed, _) = beside_another("true")?;
            ensure!(
                observed.memory().is_empty() && observed.rows().count() == 0,
                "what nobody observes is counted:\n{}",
                observed.text()
            );
            Ok(observed.lossless()?)
        }),
        Test::new(
            "mapped::by_others_where_the_command_maps",
            VFIO,
            by_others_where_the_command_maps,
        ),
        Test::new(
            "mapped::sizes_that_would_wrap_a_sum",
            &[Need::Driver("vfio")],
            sizes_that_would_wrap_a_sum,
        ),
        Test::new("mapped::a_space_that_is_destroyed", IOMMUFD, || {
            is(&spaces("destroys")?, "iommu", FIRST + SECOND, false)
        }),
        Test::new(
            "mapped::a_space_that_is_handed_over",
            &[
                Need::File("/dev/iommu"),
                Need::Function("iommufd_ioas_change_process"),
            ],
            || is(&spaces("hands-over")?, "iommu", OF_FILE, false),
        ),
        Test::new("mapped::all_unmapped_of_a_space", IOMMUFD, || {
            is(&spaces("unmaps-all")?, "iommu", SECOND + PAGE, false)
        }),
        Test::new("mapped::iommufd_that_speaks_vfio", IOMMUFD, || {
            let observed = spaces("speaks-vfio")?;
            observed.row("iommu", "VFIO_IOMMU_MAP_DMA", Some("rw"))?;
            is(&observed, "iommu", SECOND, false)
        }),
        Test::new(
            "mapped::more_spaces_than_there_is_room_for",
            IOMMUFD,
            more_spaces_than_there_is_room_for,
        ),
    ]
}

/// Exactly this is mapped.
fn is(observed: &Observed, device: &str, bytes: u64, shared: bool) -> Outcome {
    let memory = observed.memory();
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
        mapped && observed.memory().is_empty(),
        "not nothing:\n{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}

/// Runs clients that stay, each with its name and the words after it.
fn run(clients: &[(&'static str, String)]) -> Result<Session, String> {
    let stays = Stays::new()?;
    let clients: Vec<Client> = clients
        .iter()
        .map(|(name, words)| (*name, stays.run(&format!("{} client {words}", this()))))
        .collect();
    Session::run(Stdio::null(), &clients)
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
            ("destroys", "iommufd destroys".to_owned()),
            ("unmaps-all", "iommufd unmaps-all".to_owned()),
            ("speaks-vfio", "iommufd speaks-vfio".to_owned()),
            ("hands-over", "iommufd hands-over".to_owned()),
        ])
    });
    session.as_ref().map_err(String::clone)?.of(client)
}

/// What was mapped before passgate started is in no sum, but is found out when it is unmapped.
fn memory_of_before() -> Outcome {
    let _edu = Bound::to_vfio(EDU)?;
    let (go, done) = ("/tmp/mapped-go", "/tmp/mapped-done");
    let input = fifo(go)?;
    drop(fifo(done)?);
    let holder = Holder::start_from(input, &["mapped", "early", EDU, done])?;
    // A client that fails says nothing.
    let script = format!("echo > {go}; [ \"$(timeout 60 cat {done})\" = held ]");
    let observed = stat_with(&["--all"], &["bash", "-c", &script])?;
    ensure!(
        observed.output.status.success(),
        "the client did not go on:\n{}",
        observed.text()
    );
    let memory = observed.memory();
    // What was taken back makes up for what was mapped until then, and no more.
    ensure!(
        memory.len() == 1
            && memory[0]["bytes"] == SECOND
            && memory[0]["partial"] == true
            && memory[0]["shared"] == false
            && memory[0]["process"] == holder.process(),
        "not {SECOND} bytes, and more of before:\n{}",
        observed.text()
    );
    Ok(())
}

/// Observes a command of the shell's, after which a process that nobody observes maps memory in a
/// container of its own; `$process` and `$descriptor` say which.
fn beside_another(command: &str) -> Result<(Observed, Holder), String> {
    let _edu = Bound::to_vfio(EDU)?;
    let (go, done) = ("/tmp/mapped-go", "/tmp/mapped-done");
    let input = fifo(go)?;
    drop(fifo(done)?);
    let holder = Holder::start_from(input, &["mapped", "later", EDU, done])?;
    let process = holder.process();
    let descriptor = descriptor_of(process, "/dev/vfio/vfio")?;
    let script = format!(
        "process={process} descriptor={descriptor}; {command} && echo > {go}; \
         [ \"$(timeout 60 cat {done})\" = held ]"
    );
    let observed = stat(&["bash", "-c", &script])?;
    if observed.output.status.success() {
        Ok((observed, holder))
    } else {
        Err(format!("the clients failed:\n{}", observed.text()))
    }
}

/// From then on all that is mapped in the address space is the command's.
fn by_others_where_the_command_maps() -> Outcome {
    let client = format!("{} client mapped takes $process $descriptor", this());
    let (observed, _holder) = beside_another(&client)?;
    is(&observed, "vfio", FIRST + SECOND, true)
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
    let stays = Stays::new()?;
    let script = stays.run(&format!("{} client iommufd many", this()));
    let observed = stat(&["bash", "-c", script.as_str()])?;
    ensure!(
        observed.output.status.success(),
        "the client failed:\n{}",
        observed.text()
    );
    let lost = observed.loss("held_full")?;
    let memory = observed.memory();
    ensure!(
        lost > 0 && memory.len() == 1 && memory[0]["bytes"] == (MANY - lost) * PAGE,
        "not all but what {lost} calls mapped:\n{}",
        observed.text()
    );
    Ok(())
}
