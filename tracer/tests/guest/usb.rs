//! Drivers of USB classes, and usbfs: on a device that is a program behind the kernel's USB/IP, so that the
//! drivers are the real ones.

use std::{fs, process::Stdio, sync::OnceLock};

use crate::{
    Outcome, Test,
    client::usbip::{INSTRUMENT, MODEM, PRINTER, USAGES, device, interface},
    ensure,
    expected::Expected,
    holder::Holder,
    machine::run,
    need::Need,
    observe::{Observed, this},
    session::Session,
};

pub(crate) fn tests() -> Vec<Test> {
    const USBIP: &[Need] = &[
        Need::Driver("vhci_hcd"),
        Need::Driver("usblp"),
        Need::Driver("usbtmc"),
        Need::Driver("cdc_wdm"),
    ];
    [
        ("usb::a_printer", printer as fn() -> Outcome),
        ("usb::an_instrument", instrument),
        ("usb::a_modem", modem),
        ("usb::usages_of_a_human_interface", usages),
        ("usb::an_interface_without_a_driver", vendor_s),
        ("usb::usbreset_and_lsusb", usbutils),
    ]
    .map(|(name, run)| Test::new(name, USBIP, run))
    .into()
}

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    let (session, _) = session()?;
    session.of(client)
}

/// Every client, and the names.
fn session() -> Result<&'static (Session, Names), String> {
    static SESSION: OnceLock<Result<(Session, Names), String>> = OnceLock::new();
    SESSION.get_or_init(observe).as_ref().map_err(Clone::clone)
}

fn observe() -> Result<(Session, Names), String> {
    run(&[
        "modprobe", "--all", "vhci_hcd", "usblp", "usbtmc", "cdc_wdm",
    ])?;
    let mut device = Holder::start(&["usbip", "serves"])?;
    let names = Names::read()?;
    let node = names.node()?;
    let Names {
        printer,
        instrument,
        modem,
        usages,
        ..
    } = &names;
    let asks =
        |node: &str, commands: &str| format!("{} client other asks {node} {commands}", this());
    let clients = [
        (
            "printer",
            format!(
                "echo hello > /dev/usb/{printer} && {}",
                asks(
                    &format!("/dev/usb/{printer}"),
                    &format!(
                        "84005001:{} 80085006:{} 060b:00000000",
                        "00".repeat(1024),
                        "00".repeat(8)
                    )
                )
            ),
        ),
        (
            "instrument",
            format!(
                "exec 3<> /dev/{instrument} && echo '*IDN?' >&3 && read -r line <&3 && \
                 [ \"$line\" = passgate ] && exec 3>&- && {}",
                asks(
                    &format!("/dev/{instrument}"),
                    "80045b09:00000000 40015b0b:01 5b02:00"
                )
            ),
        ),
        (
            "modem",
            format!(
                "echo hello > /dev/{modem} && {}",
                asks(&format!("/dev/{modem}"), "800248a0:0000")
            ),
        ),
        (
            "usages",
            asks(
                &format!("/dev/usb/{usages}"),
                &format!(
                    "80044801:00000000 801c4803:{} c00c4809:{} 400c4807:{}",
                    "00".repeat(28),
                    INPUT_REPORTS,
                    INPUT_REPORTS
                ),
            ),
        ),
        (
            "interface",
            format!("{} client usbip drives {node}", this()),
        ),
        (
            "usbutils",
            "lsusb -v -d 1209:0001 && usbreset 1209:0001".to_owned(),
        ),
    ];
    let session = Session::run(Stdio::null(), &clients)?;
    device.finish()?;
    Ok((session, names))
}

/// struct hiddev_report_info: HID_REPORT_TYPE_INPUT, HID_REPORT_ID_FIRST, fields.
const INPUT_REPORTS: &str = "010000000001000000000000";

/// The names of the device and of its interfaces' nodes, which the kernel numbers as it likes.
struct Names {
    device: String,
    printer: String,
    instrument: String,
    modem: String,
    usages: String,
}

impl Names {
    fn read() -> Result<Self, String> {
        let of = |number| interface(number).ok_or("an interface has no node");
        let device = device().ok_or("the device is not there")?;
        Ok(Self {
            device: device
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            printer: of(PRINTER)?,
            instrument: of(INSTRUMENT)?,
            modem: of(MODEM)?,
            usages: of(USAGES)?,
        })
    }

    /// The device's node of usbfs.
    fn node(&self) -> Result<String, String> {
        let number = |name: &str| -> Result<u32, String> {
            let path = format!("/sys/bus/usb/devices/{}/{name}", self.device);
            let text = fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
            text.trim().parse().map_err(|e| format!("{text}: {e}"))
        };
        Ok(format!(
            "/dev/bus/usb/{:03}/{:03}",
            number("busnum")?,
            number("devnum")?
        ))
    }
}

fn check(observed: &Observed, expected: &[Expected<'_>]) -> Outcome {
    for row in expected {
        row.check(observed)?;
    }
    Ok(observed.lossless()?)
}

fn printer() -> Outcome {
    let name = &session()?.1.printer;
    check(
        &counted("printer")?,
        &[
            Expected(name, "write", "write", None, 1, Some(6)),
            Expected(name, "ioctl", "LPIOC_GET_DEVICE_ID", None, 1, None),
            Expected(name, "ioctl", "LPIOC_GET_VID_PID", None, 1, None),
            Expected(name, "ioctl", "LPGETSTATUS", None, 1, None),
        ],
    )
}

fn instrument() -> Outcome {
    let name = &session()?.1.instrument;
    let observed = counted("instrument")?;
    check(
        &observed,
        &[
            Expected(name, "write", "write", None, 1, Some(6)),
            Expected(name, "ioctl", "USBTMC_IOCTL_GET_TIMEOUT", None, 1, None),
            Expected(name, "ioctl", "USBTMC_IOCTL_EOM_ENABLE", None, 1, None),
            Expected(name, "ioctl", "USBTMC_IOCTL_CLEAR", None, 1, None),
        ],
    )?;
    // The shell reads as it likes.
    observed.row(name, "read", None)?;
    Ok(())
}

fn modem() -> Outcome {
    let name = &session()?.1.modem;
    check(
        &counted("modem")?,
        &[
            Expected(name, "write", "write", None, 1, Some(6)),
            Expected(name, "ioctl", "IOCTL_WDM_MAX_COMMAND", None, 1, None),
        ],
    )
}

fn usages() -> Outcome {
    let name = &session()?.1.usages;
    check(
        &counted("usages")?,
        &[
            Expected(name, "ioctl", "HIDIOCGVERSION", None, 1, None),
            Expected(name, "ioctl", "HIDIOCGDEVINFO", None, 1, None),
            Expected(name, "ioctl", "HIDIOCGREPORTINFO", None, 1, None),
            Expected(
                name,
                "ioctl",
                "HIDIOCGREPORT",
                Some("report.input"),
                1,
                None,
            ),
        ],
    )
}

fn vendor_s() -> Outcome {
    let name = &session()?.1.device;
    let observed = counted("interface")?;
    for endpoint in [0x05, 0x85] {
        let transfers = observed.rows().filter(|row| {
            row["command"] == "USBDEVFS_BULK"
                && row["sub"] == "bulk.endpoint"
                && row["sub_code"] == endpoint
                && row["calls"] == 1
                && row["bytes"] == 64
        });
        ensure!(
            transfers.count() == 1,
            "not one transfer of endpoint {endpoint:#x}:\n{}",
            observed.text()
        );
    }
    let ioctl = |command, sub, calls, bytes| Expected(name, "ioctl", command, sub, calls, bytes);
    check(
        &observed,
        &[
            ioctl("USBDEVFS_CLAIMINTERFACE", None, 1, None),
            ioctl("USBDEVFS_SETINTERFACE", None, 1, None),
            ioctl("USBDEVFS_SUBMITURB", Some("interrupt.endpoint"), 1, Some(8)),
            ioctl("USBDEVFS_DISCARDURB", None, 1, None),
            ioctl("USBDEVFS_REAPURB", None, 1, None),
            ioctl("USBDEVFS_CLEAR_HALT", None, 1, None),
            ioctl("USBDEVFS_RELEASEINTERFACE", None, 1, None),
        ],
    )
}

/// usbutils.
fn usbutils() -> Outcome {
    let observed = counted("usbutils")?;
    let name = &session()?.1.device;
    observed.row(name, "USBDEVFS_SUBMITURB", Some("control.get-descriptor"))?;
    Expected(name, "ioctl", "USBDEVFS_RESET", None, 1, None).check(&observed)
}
