//! Network adapters, by ethtool where it sends ioctls, and by what no program sends any more.

use std::{fs, process::Stdio, sync::OnceLock};

use serde_json::Value;

use crate::{
    Outcome, Test,
    drivers::load,
    ensure,
    machine::{run, wait_until},
    need::Need,
    observe::{Observed, this},
    session::Session,
    trace::{calls, traced},
};

/// The virtual machine's adapter.
const E1000E: Need = Need::Driver("e1000e");
const DUMMY: Need = Need::Driver("dummy");

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("network::the_driver_of_an_adapter", &[DUMMY], driver),
        Test::new(
            "network::registers_memory_and_firmware",
            &[E1000E],
            registers_memory_and_firmware,
        ),
        Test::new(
            "network::what_drivers_have_for_themselves",
            &[E1000E],
            private,
        ),
        Test::new(
            "network::what_goes_by_netlink",
            &[E1000E],
            what_goes_by_netlink,
        ),
        Test::new(
            "network::by_a_32_bit_process",
            &[E1000E, Need::Compat],
            by_a_32_bit_process,
        ),
        Test::new(
            "network::the_adapter_that_is_meant",
            &[E1000E],
            the_adapter_that_is_meant,
        ),
    ]
}

/// An adapter that is made of software.
const PLAIN: &str = "plain0";

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(|| Session::undisturbed(session));
    session.as_ref().map_err(String::clone)?.of(client)
}

/// Every client. Those that this kernel has nothing for fail, and no test asks for them.
fn session() -> Result<Session, String> {
    if DUMMY.missing().is_none() {
        load(&["dummy"]);
        // It may be there from a session before.
        let _ = run(&["ip", "link", "add", PLAIN, "type", "dummy"]);
    }
    let adapter = match E1000E.missing() {
        None => adapter()?,
        Some(_) => "none".to_owned(),
    };
    let client = this();
    Session::run(
        Stdio::null(),
        &[
            ("network-driver", format!("ethtool -i {PLAIN}")),
            (
                "network-device",
                // The driver takes no firmware this way, which is not the matter.
                format!(
                    "ethtool -d {adapter} && ethtool -e {adapter} length 16 && \
                     {{ ethtool -f {adapter} none 0; true; }}"
                ),
            ),
            (
                "network-private",
                format!("{client} client network private {adapter}"),
            ),
            (
                "network-netlink",
                format!("ethtool {adapter} && ethtool -k {adapter} && ethtool -c {adapter}"),
            ),
            (
                "network-compat",
                format!("{client} client compat ethtool {adapter} {CALLS}"),
            ),
        ],
    )
}

/// How often the client of 32 bits asks.
const CALLS: u64 = 3;

/// The name of the virtual machine's adapter.
fn adapter() -> Result<String, String> {
    load(&["e1000e"]);
    let find = || {
        let all = fs::read_dir("/sys/class/net").ok()?.flatten();
        all.map(|adapter| adapter.path())
            .find(|path| {
                fs::read_link(path.join("device/driver"))
                    .is_ok_and(|driver| driver.ends_with("e1000e"))
            })
            .and_then(|path| Some(path.file_name()?.to_str()?.to_owned()))
    };
    wait_until("e1000e has an adapter", || find().is_some())?;
    find().ok_or_else(|| "the adapter has gone".to_owned())
}

/// A row: command, sub-command, class, calls.
type Row<'a> = (&'a str, Option<&'a str>, &'a str, u64);

/// Fails unless the rows of sockets are these and no others.
fn are(observed: &Observed, entry: &str, expected: &[Row<'_>]) -> Outcome {
    let of_sockets: Vec<&Value> = observed
        .rows()
        .filter(|row| row["device"]["family"] == "net")
        .collect();
    for (command, sub, class, calls) in expected {
        let found = of_sockets.iter().filter(|row| {
            row["command"] == *command
                && row["sub"] == Value::from(*sub)
                && row["class"] == *class
                && row["calls"] == *calls
                && row["entry"] == entry
                && row["device"]["interface"] == "adapter"
                && row["device"]["name"].is_null()
        });
        ensure!(
            found.count() == 1,
            "not one row {command} {sub:?} {class} with {calls} calls:\n{}",
            observed.text()
        );
    }
    ensure!(
        of_sockets.len() == expected.len(),
        "not {} rows:\n{}",
        expected.len(),
        observed.text()
    );
    Ok(observed.lossless()?)
}

const DRIVER: Option<&str> = Some("ethtool.gdrvinfo");

fn driver() -> Outcome {
    let observed = counted("network-driver")?;
    are(
        &observed,
        "ioctl",
        &[("SIOCETHTOOL", DRIVER, "standard", 1)],
    )
}

/// ethtool asks for the driver first, for that knows how much there is.
fn registers_memory_and_firmware() -> Outcome {
    are(
        &counted("network-device")?,
        "ioctl",
        &[
            ("SIOCETHTOOL", DRIVER, "standard", 2),
            ("SIOCETHTOOL", Some("ethtool.gregs"), "opaque", 1),
            ("SIOCETHTOOL", Some("ethtool.geeprom"), "opaque", 1),
            ("SIOCETHTOOL", Some("ethtool.flashdev"), "opaque", 1),
        ],
    )
}

/// What else the client asks of sockets is not among the rows.
fn private() -> Outcome {
    are(
        &counted("network-private")?,
        "ioctl",
        &[
            ("SIOCGMIIPHY", None, "standard", 1),
            ("SIOCGMIIREG", None, "standard", 1),
            ("SIOCGHWTSTAMP", None, "standard", 1),
            ("SIOCDEVPRIVATE", None, "opaque", 1),
            ("SIOCDEVPRIVATE+3", None, "opaque", 1),
            ("SIOCIWFIRSTPRIV+2", None, "opaque", 1),
        ],
    )
}

fn what_goes_by_netlink() -> Outcome {
    are(&counted("network-netlink")?, "ioctl", &[])
}

fn by_a_32_bit_process() -> Outcome {
    are(
        &counted("network-compat")?,
        "compat-ioctl",
        &[("SIOCETHTOOL", DRIVER, "standard", CALLS)],
    )
}

/// A trace has it, and what the driver gave.
fn the_adapter_that_is_meant() -> Outcome {
    let adapter = adapter()?;
    let lines = traced(&[], &["ethtool", "-d", &adapter])?;
    let sent = calls(&lines, "SIOCETHTOOL");
    ensure!(
        sent.len() == 2
            && sent.iter().all(
                |call| call["fields"]["ifr_name"] == format!("\"{adapter}\"")
                    && call["result"] == 0
                    && call["device"]["family"] == "net"
            )
            && sent[1]["sub"] == "ethtool.gregs"
            && sent[1]["pointed_bytes"]
                .as_str()
                .is_some_and(|bytes| bytes.starts_with("04000000")),
        "not two commands to {adapter}: {lines:?}"
    );
    Ok(())
}
