//! CEC: messages over HDMI from device to device.

use tracer_common::spec::{ArgumentSpec, Field};

use crate::families::{Argument, Class, CodeTable, SubCommands};

const SPECIFICATION: &str =
    "HDMI Specification 1.4b, supplement 1 (CEC), table 7 on; 2.0, section 11; linux/cec.h";

/// struct cec_msg up to the message's second byte: tx_ts, rx_ts, len, timeout, sequence, flags, msg.
pub(super) const MESSAGE: Argument = Argument {
    sub: &[MESSAGES],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(33, 8),
        amount: [Field::at(16, 32), Field::ABSENT],
        ..ArgumentSpec::new(36)
    })
};

/// By opcode. A message of one byte polls and has none, which shows as 0.
const MESSAGES: SubCommands = SubCommands::new(
    "message",
    &[
        CodeTable {
            source: SPECIFICATION,
            class: Class::Opaque,
            note: Some("the vendor's id says whose it is"),
            codes: &[
                (0x89, "vendor-command"),
                (0x8a, "vendor-remote-button-down"),
                (0x8b, "vendor-remote-button-up"),
                (0xa0, "vendor-command-with-id"),
            ],
        },
        CodeTable {
            source: SPECIFICATION,
            class: Class::Standard,
            note: None,
            codes: &[
                (0x00, "feature-abort"),
                (0x04, "image-view-on"),
                (0x05, "tuner-step-increment"),
                (0x06, "tuner-step-decrement"),
                (0x07, "tuner-device-status"),
                (0x08, "give-tuner-device-status"),
                (0x09, "record-on"),
                (0x0a, "record-status"),
                (0x0b, "record-off"),
                (0x0d, "text-view-on"),
                (0x0f, "record-tv-screen"),
                (0x1a, "give-deck-status"),
                (0x1b, "deck-status"),
                (0x32, "set-menu-language"),
                (0x33, "clear-analogue-timer"),
                (0x34, "set-analogue-timer"),
                (0x35, "timer-status"),
                (0x36, "standby"),
                (0x41, "play"),
                (0x42, "deck-control"),
                (0x43, "timer-cleared-status"),
                (0x44, "user-control-pressed"),
                (0x45, "user-control-released"),
                (0x46, "give-osd-name"),
                (0x47, "set-osd-name"),
                (0x50, "request-lip-support"),
                (0x51, "report-lip-support"),
                (0x52, "request-audio-and-video-latency"),
                (0x53, "report-audio-and-video-latency"),
                (0x54, "request-audio-latency"),
                (0x55, "report-audio-latency"),
                (0x56, "request-video-latency"),
                (0x57, "report-video-latency"),
                (0x58, "update-sqid"),
                (0x64, "set-osd-string"),
                (0x67, "set-timer-program-title"),
                (0x70, "system-audio-mode-request"),
                (0x71, "give-audio-status"),
                (0x72, "set-system-audio-mode"),
                (0x73, "set-audio-volume-level"),
                (0x7a, "report-audio-status"),
                (0x7d, "give-system-audio-mode-status"),
                (0x7e, "system-audio-mode-status"),
                (0x80, "routing-change"),
                (0x81, "routing-information"),
                (0x82, "active-source"),
                (0x83, "give-physical-addr"),
                (0x84, "report-physical-addr"),
                (0x85, "request-active-source"),
                (0x86, "set-stream-path"),
                (0x87, "device-vendor-id"),
                (0x8c, "give-device-vendor-id"),
                (0x8d, "menu-request"),
                (0x8e, "menu-status"),
                (0x8f, "give-device-power-status"),
                (0x90, "report-power-status"),
                (0x91, "get-menu-language"),
                (0x92, "select-analogue-service"),
                (0x93, "select-digital-service"),
                (0x97, "set-digital-timer"),
                (0x99, "clear-digital-timer"),
                (0x9a, "set-audio-rate"),
                (0x9d, "inactive-source"),
                (0x9e, "cec-version"),
                (0x9f, "get-cec-version"),
                (0xa1, "clear-ext-timer"),
                (0xa2, "set-ext-timer"),
                (0xa3, "report-short-audio-descriptor"),
                (0xa4, "request-short-audio-descriptor"),
                (0xa5, "give-features"),
                (0xa6, "report-features"),
                (0xa7, "request-current-latency"),
                (0xa8, "report-current-latency"),
                (0xc0, "initiate-arc"),
                (0xc1, "report-arc-initiated"),
                (0xc2, "report-arc-terminated"),
                (0xc3, "request-arc-initiation"),
                (0xc4, "request-arc-termination"),
                (0xc5, "terminate-arc"),
                (0xf8, "cdc-message"),
                (0xff, "abort"),
            ],
        },
    ],
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendor_s_message_is_told_from_the_others() {
        // "standby" from the first playback device to the television.
        let message = u32::from_le_bytes([0x40, 0x36, 0, 0]);
        let code = MESSAGE.spec.sub.extract(message);
        let sub = MESSAGES.name(code);
        assert_eq!(
            (&*sub.name, sub.class),
            ("message.standby", Class::Standard)
        );
        let sub = MESSAGES.name(0x89);
        assert_eq!(
            (&*sub.name, sub.class),
            ("message.vendor-command", Class::Opaque)
        );
    }
}
