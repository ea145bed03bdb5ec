//! Small buses, flash, watchdogs, clocks and measurement.

use std::{fs, path::Path, process::Stdio, sync::OnceLock};

use serde_json::Value;

use crate::{
    Outcome, Test,
    client::buses::MEASUREMENTS,
    drivers::{load, wait_for_nodes, write},
    ensure,
    expected::Expected,
    machine::{run, wait_for},
    need::Need,
    observe::{Observed, this},
    session::Session,
    strace::{agrees, under},
};

const I2C: &[Need] = &[Need::Driver("i2c_stub"), Need::Driver("i2c_dev")];
const SPI: &[Need] = &[Need::Driver("spi_lm70llp"), Need::Driver("spidev")];
const MTD: &[Need] = &[Need::Driver("mtdram")];
const UBI: &[Need] = &[Need::Driver("mtdram"), Need::Driver("ubi")];
const CLOCK: Need = Need::Driver("e1000e");

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("buses::i2c", I2C, i2c),
        Test::new("buses::spi", SPI, spi),
        Test::new("buses::gpio", &[Need::Gpio, Need::GpioVersion1], gpio),
        Test::new("buses::gpio_of_version_2", &[Need::Gpio], gpio_of_version_2),
        Test::new("buses::flash", MTD, flash),
        Test::new("buses::volumes_on_flash", UBI, volumes),
        Test::new("buses::watchdog", &[Need::Driver("softdog")], watchdog),
        Test::new("buses::clock", &[CLOCK], clock),
        Test::new(
            "buses::measurement",
            &[Need::Driver("comedi_test")],
            measurement,
        ),
    ]
}

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(session);
    session.as_ref().map_err(String::clone)?.of(client)
}

const SPI_NODE: &str = "/dev/spidev0.0";

fn session() -> Result<Session, String> {
    load(&[
        "i2c_stub chip_addr=0x50",
        "i2c_dev",
        "mtdram total_size=4096 erase_size=64",
        "ubi",
        "softdog",
        "e1000e",
        "comedi_test",
        "parport_pc",
        "spi_lm70llp",
        "spidev",
    ]);
    wait_for_nodes(&[
        (Need::Driver("i2c_stub"), "/dev/i2c-0"),
        (Need::Driver("mtdram"), "/dev/mtd0"),
        (Need::Driver("ubi"), "/dev/ubi_ctrl"),
        (Need::Driver("softdog"), "/dev/watchdog0"),
        (CLOCK, "/dev/ptp0"),
        (Need::Driver("comedi_test"), "/dev/comedi0"),
    ])?;
    if SPI.iter().all(|need| need.missing().is_none()) {
        spidev()?;
    }
    let chip = match Need::Gpio.missing() {
        None => gpio_chip()?,
        Some(_) => String::new(),
    };
    let bus = i2c_bus().unwrap_or_default();
    let bus = bus.trim_start_matches("i2c-").to_owned();
    let client = format!("{} client buses", this());
    let clients = [
        ("i2cget", format!("i2cget -y {bus} 0x50 0x10")),
        (
            "spi",
            format!(
                "spi-config -d {SPI_NODE} -m 0 && printf 12345678 > /tmp/spi && \
                 spi-pipe -d {SPI_NODE} -b 4 -n 2 < /tmp/spi"
            ),
        ),
        // The first 16 lines of a chip that stands in are outputs, the others inputs.
        (
            "gpio",
            format!("gpioinfo {chip} && gpioget {chip} 17 && gpioset {chip} 2=1"),
        ),
        ("gpio-line", format!("{client} line /dev/{chip}")),
        (
            "flash",
            "flash_erase /dev/mtd0 0 4 && ubiformat -y /dev/mtd0".to_owned(),
        ),
        (
            "volumes",
            "ubiattach -p /dev/mtd0 && ubimkvol /dev/ubi0 -N passgate -s 64KiB && \
             printf passgate > /tmp/volume && ubiupdatevol /dev/ubi0_0 /tmp/volume"
                .to_owned(),
        ),
        ("watchdog", "wdctl /dev/watchdog0".to_owned()),
        ("clock", "phc_ctl /dev/ptp0 caps".to_owned()),
        ("comedi", format!("{client} measures /dev/comedi0")),
        // Last: what is gone has no name where passgate comes to ask for it too late.
        (
            "detach",
            "ubirmvol /dev/ubi0 -N passgate && ubidetach -d 0".to_owned(),
        ),
    ];
    let session = Session::run(Stdio::null(), &clients.map(under));
    // It would keep others from its interrupt.
    let _ = run(&["modprobe", "--quiet", "--remove", "gpio_pci_idio_16"]);
    session
}

/// The bus of i2c-stub.
fn i2c_bus() -> Result<String, String> {
    let class = Path::new("/sys/class/i2c-dev");
    let names = fs::read_dir(class).map_err(|e| format!("no buses: {e}"))?;
    let mut names = names.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    names
        .find(|name| {
            fs::read_to_string(class.join(name).join("name"))
                .is_ok_and(|adapter| adapter.starts_with("SMBus stub"))
        })
        .ok_or_else(|| "no bus of i2c-stub".into())
}

/// Gives the thermometer on the parallel port to the driver for programs.
fn spidev() -> Result<(), String> {
    if !Path::new(SPI_NODE).exists() {
        write("/sys/bus/spi/devices/spi0.0/driver_override", "spidev")?;
        write("/sys/bus/spi/drivers/spidev/bind", "spi0.0")?;
    }
    wait_for(SPI_NODE)
}

/// A chip of gpio-sim; where the kernel has not that, one that a driver finds in the registers of a card
/// of another kind.
fn gpio_chip() -> Result<String, String> {
    const CONFIG: &str = "/sys/kernel/config";
    const BANK: &str = "/sys/kernel/config/gpio-sim/passgate/bank0";
    if run(&["modprobe", "--quiet", "gpio_sim"]).is_ok() {
        if !Path::new(CONFIG).join("gpio-sim").exists() {
            run(&["mount", "-t", "configfs", "none", CONFIG])?;
        }
        fs::create_dir_all(BANK).map_err(|e| format!("{BANK}: {e}"))?;
        write(format!("{BANK}/num_lines"), "32")?;
        write(format!("{BANK}/../live"), "1")?;
    } else {
        run(&["modprobe", "gpio_pci_idio_16"])?;
        // tpci200
        write("/sys/bus/pci/drivers/pci-idio-16/new_id", "1498 30c8")?;
    }
    wait_for("/dev/gpiochip0")?;
    Ok("gpiochip0".into())
}

fn i2c() -> Outcome {
    let observed = counted("i2cget")?;
    let bus = i2c_bus()?;
    Expected(&bus, "ioctl", "I2C_FUNCS", None, 1, None).check(&observed)?;
    for (command, code, class) in [
        ("I2C_SLAVE", 0x50, "standard"),
        ("I2C_SMBUS", 0x10, "opaque"),
    ] {
        let row = observed.row(&bus, command, None)?;
        ensure!(
            row["calls"] == 1 && row["sub_code"] == code && row["class"] == class,
            "not once {code:#x}, {class}: {row}"
        );
    }
    agrees(&observed, "i2cget", &[])
}

fn spi() -> Outcome {
    let observed = counted("spi")?;
    let row = observed.row("spidev0.0", "SPI_IOC_MESSAGE", None)?;
    ensure!(
        row["calls"] == 2 && row["class"] == "opaque" && row["device"]["family"] == "spi",
        "not two messages: {row}"
    );
    agrees(&observed, "spi", &[])
}

fn gpio() -> Outcome {
    let observed = counted("gpio")?;
    let lines = observed.rows().filter(|row| {
        row["command"] == "GPIO_GET_LINEHANDLE_IOCTL" && row["device"]["name"] == "gpiochip0"
    });
    // One by gpioget, one by gpioset.
    let lines: Vec<&Value> = lines.map(|row| &row["calls"]).collect();
    ensure!(lines == [1, 1], "not two lines: {lines:?}");
    let got = of_lines(&observed, "GPIOHANDLE_GET_LINE_VALUES_IOCTL")?;
    ensure!(got["calls"] == 1, "not one value: {got}");
    agrees(&observed, "gpio", &[])
}

fn of_lines<'a>(observed: &'a Observed, command: &str) -> Result<&'a Value, String> {
    let mut rows = observed.rows();
    rows.find(|row| row["command"] == command && row["device"]["interface"] == "lines")
        .ok_or_else(|| format!("no {command} of lines in\n{}", observed.text()))
}

fn gpio_of_version_2() -> Outcome {
    let observed = counted("gpio-line")?;
    Expected(
        "gpiochip0",
        "ioctl",
        "GPIO_V2_GET_LINE_IOCTL",
        None,
        1,
        None,
    )
    .check(&observed)?;
    let got = of_lines(&observed, "GPIO_V2_LINE_GET_VALUES_IOCTL")?;
    ensure!(got["calls"] == 1, "not one value: {got}");
    agrees(&observed, "gpio-line", &[])
}

/// Erase blocks of the flash.
const BLOCKS: u64 = 64;

fn flash() -> Outcome {
    let observed = counted("flash")?;
    for (command, entry) in [("MEMERASE64", "ioctl"), ("write", "write")] {
        let calls: u64 = observed
            .rows()
            .filter(|row| row["command"] == command && row["device"]["name"] == "mtd0")
            .map(|row| row["calls"].as_u64().unwrap_or_default())
            .sum();
        let more = if entry == "ioctl" { 4 } else { 0 };
        // The kernel may leave out programs at reads and writes, and says that it did.
        let missed = entry == "write" && observed.loss("calls_missed")? > 0;
        ensure!(
            calls == BLOCKS + more || missed && calls > 0,
            "{calls} of {command}"
        );
    }
    agrees(&observed, "flash", &[])
}

fn volumes() -> Outcome {
    for (client, name, kind, command) in [
        ("volumes", "ubi_ctrl", "ubi-control", "UBI_IOCATT"),
        ("volumes", "ubi0", "ubi", "UBI_IOCMKVOL"),
        ("volumes", "ubi0_0", "ubi-volume", "UBI_IOCVOLUP"),
        ("detach", "ubi0", "ubi", "UBI_IOCRMVOL"),
        ("detach", "ubi_ctrl", "ubi-control", "UBI_IOCDET"),
    ] {
        let observed = counted(client)?;
        let expected = Expected(name, "ioctl", command, None, 1, None);
        let row = expected.row(&observed)?;
        ensure!(
            row["device"]["interface"] == kind && row["class"] == "standard",
            "not of {kind}: {row}"
        );
    }
    agrees(&counted("detach")?, "detach", &[])?;
    agrees(&counted("volumes")?, "volumes", &[])
}

fn watchdog() -> Outcome {
    let observed = counted("watchdog")?;
    for command in ["WDIOC_GETSUPPORT", "WDIOC_GETSTATUS", "WDIOC_GETTIMEOUT"] {
        Expected("watchdog0", "ioctl", command, None, 1, None).check(&observed)?;
    }
    agrees(&observed, "watchdog", &[])
}

fn clock() -> Outcome {
    let observed = counted("clock")?;
    let expected = Expected("ptp0", "ioctl", "PTP_CLOCK_GETCAPS", None, 1, None);
    let row = expected.row(&observed)?;
    ensure!(row["device"]["driver"] == "e1000e", "of another: {row}");
    agrees(&observed, "clock", &[])
}

fn measurement() -> Outcome {
    let observed = counted("comedi")?;
    for (command, calls) in [
        ("COMEDI_DEVINFO", 1),
        ("COMEDI_SUBDINFO", 1),
        ("COMEDI_INSN", u64::from(MEASUREMENTS)),
    ] {
        Expected("comedi0", "ioctl", command, None, calls, None).check(&observed)?;
    }
    agrees(&observed, "comedi", &[])
}
