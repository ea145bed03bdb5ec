//! The mailbox of a CXL memory device: commands by the kernel's ids, and raw ones by their opcodes.

use std::{process::Stdio, sync::OnceLock};

use serde_json::{Value, json};

use crate::{
    Outcome, Test,
    client::cxl::{CALLS, IDENTITY, LABELS},
    drivers::{load, wait_for_nodes},
    ensure,
    expected::{Expected, only},
    machine::Setting,
    need::Need,
    observe::{Observed, this},
    session::Session,
};

pub(crate) fn tests() -> Vec<Test> {
    const NEEDS: &[Need] = &[Need::Driver("cxl_mem")];
    vec![
        Test::new("cxl::commands_by_id", NEEDS, commands_by_id),
        Test::new("cxl::raw_commands", NEEDS, raw_commands),
        Test::new(
            "cxl::memory_that_is_not_volatile",
            &[Need::Driver("cxl_mem"), PERSISTENT],
            persistent,
        ),
    ]
}

const NODE: &str = "/dev/cxl/mem0";
/// The driver that shows such memory as a module of non-volatile memory.
const PERSISTENT: Need = Need::Driver("cxl_pmem");
/// Lets pass the raw commands too that the kernel wants to send itself.
const ALLOW_ALL: &str = "/sys/kernel/debug/cxl/mbox/raw_allow_all";

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(|| {
        let _allowed = Setting::change(ALLOW_ALL, "1").map_err(|e| format!("{ALLOW_ALL}: {e}"))?;
        load(&["cxl_acpi", "cxl_pmem"]);
        wait_for_nodes(&[(PERSISTENT, "/dev/nmem0"), (PERSISTENT, "/dev/ndctl0")])?;
        let client = format!("{} client cxl", this());
        // ND_IOCTL_ARS_CAP, which this controller has not.
        let bus = format!(
            "! {} client other asks /dev/ndctl0 c0204e01:{:064}",
            this(),
            0
        );
        let clients = [
            ("cxl-asks", format!("{client} asks {NODE}")),
            ("cxl-raw", format!("{client} raw {NODE}")),
            ("cxl-labels", "ndctl read-labels nmem0".to_owned()),
            ("cxl-bus", bus),
        ];
        Session::run(Stdio::null(), &clients)
    });
    session.as_ref().map_err(String::clone)?.of(client)
}

const OPEN: Expected<'_> = Expected("mem0", "open", "open", Some("rw"), 1, None);
/// First how many ids there are, then which.
const QUERY: Expected<'_> = Expected("mem0", "ioctl", "CXL_MEM_QUERY_COMMANDS", None, 2, None);

fn send(sub: &str, calls: u64, bytes: usize) -> Expected<'_> {
    let bytes = Some(calls * bytes as u64);
    Expected(
        "mem0",
        "ioctl",
        "CXL_MEM_SEND_COMMAND",
        Some(sub),
        calls,
        bytes,
    )
}

fn class_of<'a>(observed: &'a Observed, sub: &str) -> Option<&'a Value> {
    let row = observed.rows().find(|row| row["sub"] == sub);
    row.map(|row| &row["class"])
}

fn commands_by_id() -> Outcome {
    let observed = counted("cxl-asks")?;
    let expected = [
        OPEN,
        QUERY,
        send("identify", CALLS, IDENTITY),
        send("get-lsa", 1, 8 + LABELS),
    ];
    only(&observed, "mem0", &expected)?;
    let all = observed.rows().all(|row| {
        row["device"]["family"] == "cxl" && (row["sub"] == "rw" || row["class"] == "standard")
    });
    ensure!(all, "another class or family:\n{}", observed.text());
    Ok(())
}

/// Counted by opcode, whether the kernel was built to let them pass or not.
fn raw_commands() -> Outcome {
    let observed = counted("cxl-raw")?;
    let expected = [
        OPEN,
        QUERY,
        send("raw.identify-memory-device", CALLS, IDENTITY),
        send("raw.set-lsa", 1, 8 + LABELS),
        send("raw.vendor", 1, 8),
    ];
    only(&observed, "mem0", &expected)?;
    for (sub, class) in [
        ("raw.identify-memory-device", "standard"),
        ("raw.set-lsa", "standard"),
        ("raw.vendor", "opaque"),
    ] {
        let found = class_of(&observed, sub);
        ensure!(
            found == Some(&json!(class)),
            "{sub} is {found:?}, not {class}"
        );
    }
    Ok(())
}

fn persistent() -> Outcome {
    for (client, name, kind, command) in [
        ("cxl-labels", "nmem0", "nvdimm", "ND_IOCTL_GET_CONFIG_SIZE"),
        ("cxl-labels", "nmem0", "nvdimm", "ND_IOCTL_GET_CONFIG_DATA"),
        ("cxl-bus", "ndctl0", "nvdimm-bus", "ND_IOCTL_ARS_CAP"),
    ] {
        let observed = counted(client)?;
        let row = observed.row(name, command, None)?;
        ensure!(
            row["device"]["family"] == "platform"
                && row["device"]["interface"] == kind
                && row["class"] == "standard",
            "of another kind or class: {row}"
        );
    }
    Ok(())
}
