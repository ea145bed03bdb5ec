//! Video, media controllers, CEC and infrared, by the kernel's virtual drivers.

use std::{fs, process::Stdio, sync::OnceLock};

use crate::{
    Outcome, Test,
    drivers::{load, wait_for_nodes},
    ensure,
    expected::Expected,
    need::Need,
    observe::{Observed, this},
    session::Session,
    strace::{agrees, named, under},
};

const VIVID: Need = Need::Driver("vivid");
const VIDTV: Need = Need::Driver("dvb_vidtv_bridge");

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("media::a_video_device_and_its_controls", &[VIVID], controls),
        Test::new("media::a_video_stream", &[VIVID], stream),
        Test::new("media::the_whole_video_interface", &[VIVID], compliance),
        Test::new("media::a_media_controller", &[VIVID], controller),
        Test::new("media::requests", &[VIVID], requests),
        Test::new(
            "media::messages_over_hdmi",
            &[VIVID, Need::Driver("cec")],
            cec,
        ),
        Test::new("media::infrared", &[Need::Driver("rc_loopback")], infrared),
        Test::new("media::a_television_s_frontend", &[VIDTV], frontend),
        Test::new("media::a_television_s_stream", &[VIDTV], television),
    ]
}

/// Where the client finds its channels, and the one that vidtv sends (`drivers/media/test-drivers/vidtv`):
/// the frequency and the audio's number are the driver's.
const CHANNELS: &str = "/tmp/channels.conf";
const CHANNEL: &str = "\
[Beethoven]
DELIVERY_SYSTEM = DVBC/ANNEX_A
FREQUENCY = 474000000
SYMBOL_RATE = 6940000
MODULATION = QAM/AUTO
INNER_FEC = AUTO
INVERSION = AUTO
AUDIO_PID = 273
";

/// The first that vivid has, which captures.
const VIDEO: &str = "/dev/video0";

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(|| Session::undisturbed(session));
    session.as_ref().map_err(String::clone)?.of(client)
}

fn session() -> Result<Session, String> {
    load(&["vivid", "rc_loopback", "dvb_vidtv_bridge"]);
    fs::write(CHANNELS, CHANNEL).map_err(|e| format!("{CHANNELS}: {e}"))?;
    wait_for_nodes(&[
        (VIVID, VIDEO),
        (VIVID, "/dev/media0"),
        (Need::Driver("rc_loopback"), "/dev/lirc0"),
        (VIDTV, "/dev/dvb/adapter0/dvr0"),
    ])?;
    let client = this();
    let clients = [
        ("v4l2-ctl", format!("v4l2-ctl -d {VIDEO} --all")),
        (
            "streams",
            format!("v4l2-ctl -d {VIDEO} --stream-mmap --stream-count=2"),
        ),
        ("media-ctl", "media-ctl -d /dev/media0 -p".to_owned()),
        (
            "requests",
            format!("{client} client media requests /dev/media0"),
        ),
        (
            "cec-ctl",
            "cec-ctl -d /dev/cec1 --tv && cec-ctl -d /dev/cec0 --playback --to 0 --image-view-on"
                .to_owned(),
        ),
        (
            "ir-ctl",
            "ir-ctl -d /dev/lirc0 --features && ir-ctl -d /dev/lirc0 --scancode=nec:0x10"
                .to_owned(),
        ),
    ];
    let mut clients = clients.map(under).to_vec();
    if VIDTV.missing().is_none() {
        let television = [
            ("dvb-fe-tool", "dvb-fe-tool --adapter=0".to_owned()),
            (
                "dvbv5-zap",
                format!(
                    "dvbv5-zap --adapter=0 --channels={CHANNELS} --record --timeout=3 \
                     --output=/dev/null Beethoven"
                ),
            ),
        ];
        clients.extend(television.map(under));
    }
    // It sends so much that strace would take minutes, and finds fault with the driver, which is not the
    // matter.
    let compliance = format!("v4l2-compliance -d {VIDEO}; true");
    clients.push(("v4l2-compliance", compliance));
    Session::run(Stdio::null(), &clients)
}

fn controls() -> Outcome {
    let observed = counted("v4l2-ctl")?;
    let row = observed.row("video0", "VIDIOC_QUERYCAP", None)?;
    let device = &row["device"];
    ensure!(
        device["family"] == "v4l2"
            && device["interface"] == "device"
            && device["driver"] == "vivid"
            && row["class"] == "standard",
        "not vivid's: {row}"
    );
    let of_driver = observed
        .rows()
        .filter(|row| row["sub"] == "control.user-driver");
    ensure!(
        of_driver.count() > 5,
        "no controls of the driver's own:\n{}",
        observed.text()
    );
    agrees(&observed, "v4l2-ctl", &[])
}

fn stream() -> Outcome {
    let observed = counted("streams")?;
    for (command, sub, calls, bytes) in [
        ("VIDIOC_STREAMON", None, 1, None),
        ("VIDIOC_REQBUFS", None, 2, None),
        ("VIDIOC_DQBUF", None, 2, None),
        // Of buffers only those for an output say what is in them.
        ("VIDIOC_QBUF", Some("buffer.video-capture"), 6, Some(0)),
    ] {
        Expected("video0", "ioctl", command, sub, calls, bytes).check(&observed)?;
    }
    let mapped = observed.row("video0", "mmap", Some("rw"))?;
    ensure!(mapped["calls"] == 4, "not 4 mappings: {mapped}");
    agrees(&observed, "streams", &[])
}

/// Numbers that v4l2-compliance sends because nobody has them.
const WRONG: &[&str] = &[
    "'V' 0xff none 0",
    "'V' 0x00 none 16383",
    "'V' 0x00 r 16383",
    "'V' 0x00 w 16383",
    "'V' 0x00 rw 16383",
];

fn compliance() -> Outcome {
    let observed = counted("v4l2-compliance")?;
    let names: std::collections::BTreeSet<&str> = observed
        .rows()
        .filter(|row| row["device"]["name"] == "video0" && row["entry"] == "ioctl")
        .filter_map(|row| row["command"].as_str())
        .collect();
    ensure!(names.len() > 70, "{} commands only: {names:?}", names.len());
    let wrong = observed.rows().filter(|row| {
        WRONG.iter().any(|number| row["command"] == *number) && row["class"] == "opaque"
    });
    let wrong = wrong.count();
    ensure!(wrong == WRONG.len(), "{wrong} numbers are nobody's");
    named(&observed, WRONG)
}

fn controller() -> Outcome {
    let observed = counted("media-ctl")?;
    Expected("media0", "ioctl", "MEDIA_IOC_DEVICE_INFO", None, 1, None).check(&observed)?;
    agrees(&observed, "media-ctl", &[])
}

fn requests() -> Outcome {
    let observed = counted("requests")?;
    Expected("media0", "ioctl", "MEDIA_IOC_REQUEST_ALLOC", None, 2, None).check(&observed)?;
    for (command, calls) in [
        ("MEDIA_REQUEST_IOC_REINIT", 3),
        ("MEDIA_REQUEST_IOC_QUEUE", 2),
    ] {
        let mut rows = observed.rows().filter(|row| row["command"] == command);
        let row = rows.next().ok_or_else(|| observed.text())?;
        ensure!(
            row["calls"] == calls && row["device"]["interface"] == "request",
            "not {calls} of a request: {row}"
        );
    }
    agrees(&observed, "requests", &[])
}

fn cec() -> Outcome {
    let observed = counted("cec-ctl")?;
    let row = observed.row("cec0", "CEC_TRANSMIT", Some("message.image-view-on"))?;
    ensure!(
        row["calls"] == 1 && row["class"] == "standard" && row["device"]["driver"] == "vivid",
        "not one message: {row}"
    );
    agrees(&observed, "cec-ctl", &[])
}

fn infrared() -> Outcome {
    let observed = counted("ir-ctl")?;
    Expected("lirc0", "ioctl", "LIRC_GET_FEATURES", None, 2, None).check(&observed)?;
    let row = observed.row("lirc0", "write", None)?;
    ensure!(
        row["calls"] == 1 && row["entry"] == "write" && row["bytes"].as_u64() > Some(0),
        "not one transmission: {row}"
    );
    agrees(&observed, "ir-ctl", &[])
}

/// One of an adapter's nodes, as sysfs calls it.
const FRONTEND: &str = "dvb0.frontend0";

fn frontend() -> Outcome {
    let observed = counted("dvb-fe-tool")?;
    let row = observed.row(FRONTEND, "FE_GET_INFO", None)?;
    let device = &row["device"];
    ensure!(
        device["family"] == "media"
            && device["interface"] == "dvb"
            && device["node"] == "/dev/dvb/adapter0/frontend0"
            && row["entry"] == "ioctl"
            && row["class"] == "standard",
        "not a frontend: {row}"
    );
    observed.row(FRONTEND, "FE_GET_PROPERTY", None)?;
    agrees(&observed, "dvb-fe-tool", &[])
}

/// It is tuned in, and the demultiplexer told which part is wanted.
fn television() -> Outcome {
    let observed = counted("dvbv5-zap")?;
    for (device, command) in [
        (FRONTEND, "FE_SET_PROPERTY"),
        ("dvb0.demux0", "DMX_SET_PES_FILTER"),
    ] {
        let row = observed.row(device, command, None)?;
        ensure!(row["class"] == "standard", "of another class: {row}");
    }
    agrees(&observed, "dvbv5-zap", &[])
}
