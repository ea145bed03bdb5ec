//! Commands of MMC and SD cards, as ioctls pass them through (`drivers/mmc/core/block.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use crate::{
    families::{Argument, Class, CodeRange, CodeTable, Command, Detail, SubCommands, When},
    uapi::mmc_ioctl as uapi,
};

/// The table.
pub(super) const COMMANDS: &[Command] = &[
    Command::of(uapi::MMC_IOC_CMD, Class::Unknown).with(&ONE),
    Command {
        note: Some("named by the first of its commands"),
        ..Command::of(uapi::MMC_IOC_MULTI_CMD, Class::Unknown).with(&SEVERAL)
    },
];

/// struct mmc_ioc_cmd up to its argument: write_flag, is_acmd, opcode, arg.
const ONE: Argument = argument(0);

/// struct mmc_ioc_multi_cmd up to the first command's argument: num_of_cmds, and the commands.
const SEVERAL: Argument = argument(8);

const fn argument(before: u8) -> Argument {
    Argument {
        sub: &[CARD, APPLICATION],
        second: Some("application"),
        ..Argument::new(ArgumentSpec {
            sub: Field::at(before + 8, 32),
            second: Field::at(before + 4, 32),
            ..ArgumentSpec::new(before as u16 + 16)
        })
    }
}

const JEDEC: &str = "JEDEC eMMC 5.1 (JESD84-B51), SD Physical Layer Simplified Specification";
const SD: &str = "SD Physical Layer Simplified Specification, application-specific commands";

/// By index.
const CARD: SubCommands = SubCommands {
    group: "",
    when: Some(When::is(0)),
    tables: &[
        CodeTable {
            source: JEDEC,
            class: Class::Standard,
            note: None,
            codes: &[
                (0, "go-idle-state"),
                (1, "send-op-cond"),
                (2, "all-send-cid"),
                (3, "set-relative-addr"),
                (4, "set-dsr"),
                (5, "sleep-awake"),
                (6, "switch"),
                (7, "select-card"),
                (8, "send-ext-csd"),
                (9, "send-csd"),
                (10, "send-cid"),
                (11, "voltage-switch"),
                (12, "stop-transmission"),
                (13, "send-status"),
                (14, "bustest-r"),
                (15, "go-inactive-state"),
                (16, "set-blocklen"),
                (17, "read-single-block"),
                (18, "read-multiple-block"),
                (19, "bustest-w"),
                (20, "write-dat-until-stop"),
                (21, "send-tuning-block"),
                (22, "addr-ext"),
                (23, "set-block-count"),
                (24, "write-block"),
                (25, "write-multiple-block"),
                (26, "program-cid"),
                (27, "program-csd"),
                (28, "set-write-prot"),
                (29, "clr-write-prot"),
                (30, "send-write-prot"),
                (31, "send-write-prot-type"),
                (32, "erase-wr-blk-start"),
                (33, "erase-wr-blk-end"),
                (35, "erase-group-start"),
                (36, "erase-group-end"),
                (38, "erase"),
                (39, "fast-io"),
                (40, "go-irq-state"),
                (42, "lock-unlock"),
                (44, "queued-task-params"),
                (45, "queued-task-address"),
                (46, "execute-read-task"),
                (47, "execute-write-task"),
                (48, "cmdq-task-mgmt"),
                (49, "set-time"),
                (52, "io-rw-direct"),
                (53, "protocol-rd"),
                (54, "protocol-wr"),
                (55, "app-cmd"),
                (58, "spi-read-ocr"),
                (59, "spi-crc-on-off"),
            ],
        },
        CodeTable {
            source: JEDEC,
            class: Class::Opaque,
            note: Some("general purpose: the data is a vendor's"),
            codes: &[(56, "gen-cmd")],
        },
    ],
    ranges: &[CodeRange {
        source: JEDEC,
        class: Class::Opaque,
        codes: 60..=63,
        name: "vendor",
        note: Some("reserved for manufacturers"),
    }],
    details: &[Detail {
        sub: 6,
        field: REGISTER,
        values: REGISTERS,
    }],
    swapped: false,
    nested: None,
};

/// By index, behind an application command.
const APPLICATION: SubCommands = SubCommands::new(
    "app",
    &[CodeTable {
        source: SD,
        class: Class::Standard,
        note: None,
        codes: &[
            (6, "set-bus-width"),
            (13, "sd-status"),
            (18, "secure-read-multi-block"),
            (22, "send-num-wr-blocks"),
            (23, "set-wr-blk-erase-count"),
            (25, "secure-write-multi-block"),
            (26, "secure-write-mkb"),
            (38, "secure-erase"),
            (41, "sd-send-op-cond"),
            (42, "set-clr-card-detect"),
            (43, "get-mkb"),
            (44, "get-mid"),
            (45, "set-cer-rn1"),
            (46, "get-cer-rn2"),
            (47, "set-cer-res2"),
            (48, "get-cer-res1"),
            (49, "change-secure-area"),
            (51, "send-scr"),
        ],
    }],
);

/// The index in the argument of a switch, bits 23:16, behind the opcode's word.
const REGISTER: Field = Field::at(4 + 2, 8);

/// Bytes of the extended CSD that a switch writes. On an SD card the argument is another.
const REGISTERS: SubCommands = SubCommands::new(
    "",
    &[CodeTable {
        source: "JEDEC eMMC 5.1 (JESD84-B51), extended CSD register",
        class: Class::Standard,
        note: None,
        codes: &[
            (0, "command-set"),
            (15, "cmdq-mode-en"),
            (16, "secure-removal-type"),
            (29, "mode-operation-codes"),
            (30, "mode-config"),
            (31, "barrier-ctrl"),
            (32, "flush-cache"),
            (33, "cache-ctrl"),
            (34, "power-off-notification"),
            (52, "exception-events-ctrl"),
            (53, "exception-events-ctrl-high"),
            (59, "class-6-ctrl"),
            (61, "data-tag-support"),
            (62, "use-native-sector"),
            (131, "periodic-wakeup"),
            (132, "program-cid-csd-ddr-support"),
            (134, "sec-bad-blk-mgmnt"),
            (136, "enh-start-addr"),
            (140, "enh-size-mult"),
            (143, "gp-size-mult"),
            (155, "partition-setting-completed"),
            (156, "partitions-attribute"),
            (161, "hpi-mgmt"),
            (162, "rst-n-function"),
            (163, "bkops-en"),
            (164, "bkops-start"),
            (165, "sanitize-start"),
            (167, "wr-rel-set"),
            (171, "user-wp"),
            (173, "boot-wp"),
            (175, "erase-group-def"),
            (177, "boot-bus-conditions"),
            (178, "boot-config-prot"),
            (179, "partition-config"),
            (181, "erased-mem-cont"),
            (183, "bus-width"),
            (185, "hs-timing"),
            (187, "power-class"),
            (191, "cmd-set"),
        ],
    }],
)
.ranges(&[CodeRange {
    source: "JEDEC eMMC 5.1 (JESD84-B51), extended CSD register",
    class: Class::Opaque,
    codes: 64..=127,
    name: "vendor",
    note: None,
}]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_have_names_and_classes() {
        let named = |code, application| {
            let sub = ONE.name(code, application).expect("a sub-command");
            (sub.name.into_owned(), sub.class)
        };
        assert_eq!(named(8, 0), ("send-ext-csd".into(), Class::Standard));
        assert_eq!(named(13, 0), ("send-status".into(), Class::Standard));
        assert_eq!(named(13, 1), ("app.sd-status".into(), Class::Standard));
        assert_eq!(named(56, 0), ("gen-cmd".into(), Class::Opaque));
        assert_eq!(named(62, 0), ("vendor".into(), Class::Opaque));
        assert_eq!(named(50, 0), ("0x32".into(), Class::Unknown));
    }

    #[test]
    fn a_switch_is_told_by_the_register_that_it_writes() {
        // Write byte: access 3, index 173, value 1, of a command that is alone and of one of several.
        let argument = 3 << 24 | 173 << 16 | 1 << 8;
        let alone = [0, 0, 6, argument];
        let several = [2, 0, 0, 0, 6, argument];
        let told = |spec: &ArgumentSpec, words: &[u32]| {
            let at = usize::from(spec.sub.word);
            let code = spec.sub.extract(words[at]);
            let detail = CARD.detail(code).expect("a switch").field;
            detail.extract(words[at + usize::from(detail.word)])
        };
        assert_eq!(told(&ONE.spec, &alone), 173);
        assert_eq!(told(&SEVERAL.spec, &several), 173);
        let named = |value| ONE.detail(6, 0, value).expect("a register");
        assert_eq!(named(173).name, "boot-wp");
        assert_eq!(named(100).class, Class::Opaque);
    }
}
