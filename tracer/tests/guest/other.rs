//! Devices that no family knows: what is sent to them is counted, and taken apart as far as a number tells.

use std::{process::Stdio, sync::OnceLock};

use passgate::families::ioctl;
use serde_json::Value;

use crate::{
    Outcome, Test,
    client::other::NUMBER,
    ensure,
    expected::{Expected, only},
    holder::Holder,
    machine::{run, wait_for},
    need::Need,
    observe::{Observed, this},
    session::Session,
    stand_in,
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "other::a_device_of_a_module",
            &[Need::Module("uinput")],
            || is("uinput", "character", 1, "uinput".into()),
        ),
        Test::new("other::a_device_of_no_module", &[], || {
            is("cpu_dma_latency", "character", 1, Value::Null)
        }),
        Test::new(
            "other::a_device_that_a_driver_is_bound_to",
            &[Need::File("/dev/rtc0")],
            || is("rtc0", "character", 1, "rtc_cmos".into()),
        ),
        Test::new("other::a_disk", &[Need::Driver("brd")], || {
            is("ram0", "disk", 1, Value::Null)
        }),
        Test::new(
            "other::a_device_that_is_a_program",
            &[Need::Driver("cuse")],
            a_device_that_is_a_program,
        ),
        Test::new("other::what_is_no_device", &[], what_is_no_device),
    ]
}

/// The node of the program, below /dev.
const PROGRAM: &str = "passgate-cuse";
/// How often it is sent something.
const TIMES: u64 = 5;

/// What was counted of one of the clients, also of programs that stand in for something; the first caller runs
/// them all.
pub(crate) fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(session);
    session.as_ref().map_err(String::clone)?.of(client)
}

/// Every client. Those that this kernel has nothing for fail, and no test asks for them.
fn session() -> Result<Session, String> {
    if run(&["modprobe", "--quiet", "uinput"]).is_ok() {
        wait_for("/dev/uinput")?;
    }
    if run(&["modprobe", "--quiet", "brd", "rd_nr=1"]).is_ok() {
        wait_for("/dev/ram0")?;
    }
    let (mut programs, stand_ins) = match Need::Driver("cuse").missing() {
        None => stand_in::start()?,
        Some(_) => (vec![], vec![]),
    };
    if !programs.is_empty() {
        programs.push(Holder::start(&["other", "serves", PROGRAM, "0", "0"])?);
    }
    let client = format!("{} client other", this());
    let sends = |name: &'static str| (name, format!("{client} sends /dev/{name}"));
    let mut clients = vec![
        sends("uinput"),
        sends("cpu_dma_latency"),
        sends("rtc0"),
        sends("ram0"),
        (PROGRAM, format!("{client} echoes /dev/{PROGRAM} {TIMES}")),
        (
            "nothing",
            format!("{client} sends /dev/null /dev/zero /dev/urandom /dev/ptmx /dev/ttyS1"),
        ),
    ];
    clients.extend(stand_ins);
    let session = Session::run(Stdio::null(), &clients)?;
    for program in &mut programs {
        program.finish()?;
    }
    Ok(session)
}

/// A client opened a device, and sent it a command so often, which has no name.
fn is(name: &str, interface: &str, times: u64, driver: Value) -> Outcome {
    let observed = counted(name)?;
    let command = ioctl::describe(NUMBER);
    let sent = Expected(name, "ioctl", &command, None, times, None);
    let opened = Expected(name, "open", "open", Some("r"), 1, None);
    let row = sent.row(&observed)?;
    let device = &row["device"];
    ensure!(
        command == "'z' 0x5e rw 8"
            && row["number"] == format!("{NUMBER:#010x}")
            && row["class"] == "unknown"
            && device["family"] == "other"
            && device["interface"] == interface
            && device["node"] == format!("/dev/{name}")
            && device["driver"] == driver,
        "not {interface}, driver {driver}: {row}"
    );
    only(&observed, name, &[opened, sent])
}

/// Each command has come to it, and is of the node that it asked for.
fn a_device_that_is_a_program() -> Outcome {
    let owner = match Need::Module("cuse").missing() {
        None => "cuse".into(),
        Some(_) => Value::Null,
    };
    is(PROGRAM, "cuse", TIMES, owner)
}

/// Terminals, and sources of bytes.
fn what_is_no_device() -> Outcome {
    let observed = counted("nothing")?;
    ensure!(
        observed.rows().next().is_none(),
        "something was counted:\n{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}
