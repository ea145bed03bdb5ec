//! Requests to bnxt devices (`drivers/fwctl/bnxt`): messages of the host's resource manager, HWRM, which
//! begin with a little-endian type of 16 bits.

use super::super::{Argument, Class, CodeTable, SubCommands};
use super::{REQUEST, by_scope};

/// How a request is taken apart.
pub const RPC: Argument = Argument {
    sub: &by_scope(SubCommands::new("", &[REQUESTS, PARTLY_OPAQUE])),
    second: Some("scope"),
    ..Argument::new(REQUEST)
};

const HEADER: &str = "linux/bnxt/hsi.h, drivers/fwctl/bnxt/main.c";

/// Types that the driver of fwctl passes on and whose messages the header describes; it refuses any other.
/// What the header abbreviates is written out: DBG as debug.
const REQUESTS: CodeTable = CodeTable {
    source: HEADER,
    class: Class::Driver,
    note: None,
    codes: &[
        (0x0000, "ver-get"),
        (0x000c, "error-recovery-qcfg"),
        (0x0011, "func-reset"),
        (0x0015, "func-qcaps"),
        (0x0016, "func-qcfg"),
        (0x0018, "func-qstats"),
        (0x0023, "port-qstats"),
        (0x0025, "port-clr-stats"),
        (0x0027, "port-phy-qcfg"),
        (0x0028, "port-mac-qcfg"),
        (0x002a, "port-phy-qcaps"),
        (0x0037, "queue-pri2cos-qcfg"),
        (0x0039, "queue-cos2bw-qcfg"),
        (0x003c, "queue-dscp2pri-qcfg"),
        (0x0047, "vnic-rss-qcfg"),
        (0x0073, "sch-grp-cfg"),
        (0x0074, "sch-grp-qcfg"),
        (0x0087, "queue-global-qcfg"),
        (0x0088, "queue-adptv-qos-rx-feature-qcfg"),
        (0x008a, "queue-adptv-qos-tx-feature-qcfg"),
        (0x008c, "queue-qcaps"),
        (0x008d, "queue-adptv-qos-rx-tuning-qcfg"),
        (0x008f, "queue-adptv-qos-tx-tuning-qcfg"),
        (0x00a0, "tunnel-dst-port-query"),
        (0x00b4, "port-qstats-ext"),
        (0x00ba, "port-qstats-ext-pfc-adv"),
        (0x00bc, "port-tx-fir-qcfg"),
        (0x00be, "fw-livepatch-query"),
        (0x00c0, "fw-reset"),
        (0x00c1, "fw-qstatus"),
        (0x00c2, "fw-health-check"),
        (0x00c3, "fw-sync"),
        (0x00c8, "fw-set-time"),
        (0x00c9, "fw-get-time"),
        (0x00d5, "port-prbs-test"),
        (0x00d9, "port-dsc-dump"),
        (0x00da, "port-ep-tx-qcfg"),
        (0x00dd, "port-qcfg"),
        (0x00df, "port-mac-qcaps"),
        (0x00e0, "temp-monitor-query"),
        (0x00e1, "reg-power-query"),
        (0x00e2, "core-frequency-query"),
        (0x00e6, "stat-query-roce-stats"),
        (0x00e7, "stat-query-roce-stats-ext"),
        (0x0112, "cfa-redirect-query-tunnel-type"),
        (0x0124, "cfa-adv-flow-mgnt-qcaps"),
        (0x0190, "func-resource-qcaps"),
        (0x0192, "func-backing-store-qcaps"),
        (0x0194, "func-backing-store-qcfg"),
        (0x0198, "func-qstats-ext"),
        (0x019c, "func-ptp-pin-qcfg"),
        (0x01a1, "func-ptp-ext-qcfg"),
        (0x01a4, "func-backing-store-qcfg-v2"),
        (0x01a8, "func-backing-store-qcaps-v2"),
        (0x01ac, "func-synce-qcfg"),
        (0x01c3, "func-ttx-pacing-rate-prof-query"),
        (0x0200, "selftest-qlist"),
        (0x0203, "selftest-retrieve-serdes-data"),
        (0x0204, "pcie-qstats"),
        (0x0218, "stat-generic-qstats"),
        (0x0232, "port-phy-fdrstat"),
        (0xff0e, "debug-serdes-test"),
        (0xff0f, "debug-log-buffer-flush"),
        (0xff15, "debug-erase-nvm"),
        (0xff16, "debug-cfg"),
        (0xff17, "debug-coredump-list"),
        (0xff18, "debug-coredump-initiate"),
        (0xff1c, "debug-ring-info-get"),
        (0xff20, "debug-qcaps"),
        (0xff21, "debug-qcfg"),
        (0xff25, "debug-useq-flush"),
        (0xff26, "debug-useq-qcaps"),
        (0xff2e, "debug-sim-cable-state"),
        (0xff2f, "debug-token-query-auth-ids"),
        (0xffec, "nvm-defrag"),
        (0xffee, "nvm-factory-defaults"),
        (0xfff0, "nvm-flush"),
        (0xfff5, "nvm-verify-update"),
        (0xfff6, "nvm-get-dev-info"),
        (0xfff7, "nvm-erase-dir-entry"),
        (0xfff8, "nvm-mod-dir-entry"),
        (0xfff9, "nvm-find-dir-entry"),
        (0xfffa, "nvm-get-dir-entries"),
        (0xfffb, "nvm-get-dir-info"),
    ],
};

/// Those that carry what the firmware alone reads.
const PARTLY_OPAQUE: CodeTable = CodeTable {
    source: HEADER,
    class: Class::Opaque,
    note: Some("registers, an image, or data that the header does not describe"),
    codes: &[
        (0x002b, "port-phy-i2c-write"),
        (0x002c, "port-phy-i2c-read"),
        (0x0067, "port-events-log"),
        (0x00b5, "port-phy-mdio-write"),
        (0x00b6, "port-phy-mdio-read"),
        (0x00bf, "fw-livepatch"),
        (0x00ca, "fw-set-structured-data"),
        (0x00cb, "fw-get-structured-data"),
        (0xff10, "debug-read-direct"),
        (0xff11, "debug-read-indirect"),
        (0xff19, "debug-coredump-retrieve"),
        (0xff2d, "debug-ptrace"),
        (0xff30, "debug-token-cfg"),
        (0xfff1, "nvm-get-variable"),
        (0xfff2, "nvm-set-variable"),
        (0xfff4, "nvm-modify"),
        (0xfffc, "nvm-raw-dump"),
        (0xfffd, "nvm-read"),
        (0xfffe, "nvm-write"),
        (0xffff, "nvm-raw-write-blk"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_little_endian() {
        let named = |message: [u8; 4]| {
            let code = REQUEST.sub.extract(u32::from_le_bytes(message));
            RPC.name(code, 0).map(|sub| (sub.name, sub.class))
        };
        // struct input: req_type, cmpl_ring.
        assert_eq!(
            named([0x16, 0x00, 0xff, 0xff]),
            Some(("configuration.func-qcfg".into(), Class::Driver))
        );
        assert_eq!(
            named([0xfd, 0xff, 0xff, 0xff]),
            Some(("configuration.nvm-read".into(), Class::Opaque))
        );
        assert_eq!(
            named([0x73, 0x00, 0, 0]),
            Some(("configuration.sch-grp-cfg".into(), Class::Driver))
        );
        assert_eq!(
            named([0x67, 0x00, 0, 0]),
            Some(("configuration.port-events-log".into(), Class::Opaque))
        );
        assert_eq!(
            named([0x17, 0x00, 0, 0]),
            Some(("configuration.0x17".into(), Class::Unknown)),
            "the driver of fwctl passes on no FUNC_CFG"
        );
    }
}
