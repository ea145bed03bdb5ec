//! What belongs to video devices beside the streams: how a camera's parts are linked
//! (`drivers/media/mc`), messages over HDMI (`drivers/media/cec`), infrared light
//! (`drivers/media/rc`), television and radio by DVB (`drivers/media/dvb-core`).

mod cec;

use super::{
    Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, Via, generic, ioctl::iowr,
};
use crate::uapi;

/// The family.
pub const FAMILY: Family = Family {
    name: "media",
    title: "media controllers, CEC, infrared, DVB",
    kinds: &[
        Kind {
            name: "controller",
            title: "controller, /dev/media0",
            operations: &[Symbol::of("mc", "media_devnode_fops")],
            commands: &[&CONTROLLER, CONTROLLER_32, generic::COMMANDS],
            sysfs: &[Sysfs::named("media", "media")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "request",
            title: "requests that a controller gave out",
            via: Via::Alike,
            operations: &[Symbol::of("mc", "request_fops")],
            commands: &[&REQUESTS, generic::COMMANDS],
            links: &["anon_inode:request"],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "cec",
            title: "messages over HDMI, /dev/cec0",
            operations: &[Symbol::of("cec", "cec_devnode_fops")],
            commands: &[&CEC, generic::COMMANDS],
            sysfs: &[Sysfs::all("cec")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "infrared",
            title: "infrared receivers and transmitters, /dev/lirc0",
            operations: &[Symbol::of("rc_core", "lirc_fops")],
            commands: &[&INFRARED, SIGNALS, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::of("rc_core", "lirc_read")),
                Probe::new(Call::Write, Symbol::of("rc_core", "lirc_transmit")),
            ],
            sysfs: &[Sysfs::all("lirc")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "dvb",
            title: "frontends, demultiplexers, conditional access, /dev/dvb/adapter0/frontend0",
            // Each device has a copy of its operations (dvb_register_device).
            via: Via::Numbers(&[212]),
            commands: &[
                &FRONTEND,
                &DEMUX,
                &CONDITIONAL_ACCESS,
                &NETWORK,
                &AUDIO,
                &VIDEO,
                &DISPLAY,
                generic::COMMANDS,
            ],
            sysfs: &[Sysfs::all("dvb")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const CONTROLLER: [Command; 6] = Command::all(
    [
        uapi::media::MEDIA_IOC_DEVICE_INFO,
        uapi::media::MEDIA_IOC_ENUM_ENTITIES,
        uapi::media::MEDIA_IOC_ENUM_LINKS,
        uapi::media::MEDIA_IOC_SETUP_LINK,
        uapi::media::MEDIA_IOC_G_TOPOLOGY,
        uapi::media::MEDIA_IOC_REQUEST_ALLOC,
    ],
    Class::Standard,
);

/// What 32-bit processes pass.
const CONTROLLER_32: &[Command] = &[Command::plain(
    "MEDIA_IOC_ENUM_LINKS32",
    iowr(b'|', 2, 28),
    Class::Standard,
    "drivers/media/mc/mc-device.c",
)
.by(Entries::COMPAT)];

const REQUESTS: [Command; 2] = Command::all(
    [
        uapi::media::MEDIA_REQUEST_IOC_QUEUE,
        uapi::media::MEDIA_REQUEST_IOC_REINIT,
    ],
    Class::Standard,
);

/// What is received is not known before it is.
const CEC: [Command; 11] = Command::all_but(
    uapi::cec::ALL,
    Class::Standard,
    [Command::of(uapi::cec::CEC_TRANSMIT, Class::Standard).with(&cec::MESSAGE)],
);

const INFRARED: [Command; 19] = Command::all(uapi::lirc::ALL, Class::Standard);

/// Lengths of pulses and pauses, or codes of keys.
const SIGNALS: &[Command] = &[
    signal("read", Entries::READ),
    signal("write", Entries::WRITE),
];

const fn signal(name: &'static str, entries: Entries) -> Command {
    Command::passthrough(name, 0, "linux/lirc.h", &generic::TRANSFER)
        .by(entries)
        .class(Class::Standard, None)
}

/// Commands to the antenna's switch are the switch's own where they are older than DiSEqC.
const FRONTEND: [Command; 20] = Command::all_but(
    uapi::dvb_frontend::ALL,
    Class::Standard,
    [Command::of(
        uapi::dvb_frontend::FE_DISHNETWORK_SEND_LEGACY_CMD,
        Class::Opaque,
    )],
);

const DEMUX: [Command; 14] = Command::all(uapi::dvb_dmx::ALL, Class::Standard);

const CONDITIONAL_ACCESS: [Command; 7] = Command::all(uapi::dvb_ca::ALL, Class::Standard);

const NETWORK: [Command; 5] = Command::all(uapi::dvb_net::ALL, Class::Standard);

const AUDIO: [Command; 16] = Command::all(uapi::dvb_audio::ALL, Class::Standard);

const VIDEO: [Command; 21] = Command::all(uapi::dvb_video::ALL, Class::Standard);

const DISPLAY: [Command; 2] = Command::all(uapi::dvb_osd::ALL, Class::Standard);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_driver() {
        assert_eq!(CONTROLLER_32[0].number, 0xc01c_7c02);
    }
}
