//! Processors and accelerators beside the CPU, each with an interface of its own driver.

use tracer_common::spec::{ArgumentSpec, Field};

use super::{Argument, Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};
use crate::uapi::{
    fpga_dfl, genwqe_genwqe_card, hsi_cs_protocol, hsi_hsi_char, misc_bcm_vk, misc_fastrpc,
    misc_mrvl_cn10k_dpi, misc_ocxl, misc_uacce_hisi_qm, misc_uacce_uacce, misc_xilinx_sdfec,
    remoteproc_cdev, rpmsg,
};

/// The family.
pub const FAMILY: Family = Family {
    name: "coprocessor",
    title: "processors and accelerators beside the CPU",
    kinds: &[
        Kind {
            name: "genwqe",
            title: "IBM accelerator, /dev/genwqe0_card",
            operations: &[Symbol::of("genwqe_card", "genwqe_fops")],
            commands: &[&GENWQE, generic::COMMANDS],
            sysfs: &[Sysfs::all("genwqe")],
            ..Kind::NONE
        },
        Kind {
            name: "fpga",
            title: "management of an FPGA, /dev/dfl-fme.0",
            operations: &[Symbol::of("dfl_fme", "fme_fops")],
            commands: &[&FPGA_MANAGEMENT, generic::COMMANDS],
            sysfs: &[Sysfs::named("platform", "dfl-fme.")],
            ..Kind::NONE
        },
        Kind {
            name: "fpga-port",
            title: "accelerator in an FPGA, /dev/dfl-port.0",
            operations: &[Symbol::of("dfl_afu", "afu_fops")],
            commands: &[&FPGA_PORT, generic::COMMANDS],
            sysfs: &[Sysfs::named("platform", "dfl-port.")],
            ..Kind::NONE
        },
        Kind {
            name: "fastrpc",
            title: "Qualcomm signal processor, /dev/fastrpc-cdsp",
            operations: &[Symbol::of("fastrpc", "fastrpc_fops")],
            commands: &[&FASTRPC, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "fastrpc-")],
            ..Kind::NONE
        },
        Kind {
            name: "uacce",
            title: "queue of an accelerator that shares the address space, /dev/hisi_zip-0",
            operations: &[Symbol::of("uacce", "uacce_fops")],
            commands: &[&UACCE, &HISILICON, generic::COMMANDS],
            sysfs: &[Sysfs::all("uacce")],
            ..Kind::NONE
        },
        Kind {
            name: "ocxl",
            title: "OpenCAPI function, /dev/ocxl/IBM,MEMCPY3.0004:00:00.1.0",
            operations: &[Symbol::of("ocxl", "ocxl_afu_fops")],
            commands: &[&OCXL, generic::COMMANDS],
            sysfs: &[Sysfs::all("ocxl")],
            ..Kind::NONE
        },
        Kind {
            name: "valkyrie",
            title: "Broadcom offload card, /dev/bcm-vk.0",
            operations: &[Symbol::of("bcm_vk", "bcm_vk_fops")],
            commands: &[&VALKYRIE, VALKYRIE_MESSAGES, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::of("bcm_vk", "bcm_vk_read")),
                Probe::new(Call::Write, Symbol::of("bcm_vk", "bcm_vk_write")),
            ],
            sysfs: &[Sysfs::named("misc", "bcm-vk.")],
            ..Kind::NONE
        },
        Kind {
            name: "sdfec",
            title: "Xilinx error correction, /dev/xsdfec0",
            operations: &[Symbol::of("xilinx_sdfec", "xsdfec_fops")],
            commands: &[&SDFEC, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "xsdfec")],
            ..Kind::NONE
        },
        Kind {
            name: "dpi",
            title: "Marvell packet interface, /dev/mrvl-cn10k-dpi",
            operations: &[Symbol::of("mrvl_cn10k_dpi", "dpi_device_fops")],
            commands: &[&DPI, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "mrvl_cn10k_dpi")],
            ..Kind::NONE
        },
        Kind {
            name: "channel",
            title: "channel to a remote processor, /dev/rpmsg0",
            operations: &[Symbol::of("rpmsg_char", "rpmsg_eptdev_fops")],
            commands: &[&CHANNEL, &CHANNEL_MESSAGES, generic::COMMANDS],
            probes: &[Probe::new(
                Call::WriteIter,
                Symbol::of("rpmsg_char", "rpmsg_eptdev_write_iter"),
            )],
            sysfs: &[Sysfs::numbered("rpmsg", "rpmsg")],
            ..Kind::NONE
        },
        Kind {
            name: "channels",
            title: "makes channels to a remote processor, /dev/rpmsg_ctrl0",
            operations: &[Symbol::of("rpmsg_ctrl", "rpmsg_ctrldev_fops")],
            commands: &[&CHANNELS, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("rpmsg", "rpmsg_ctrl")],
            ..Kind::NONE
        },
        Kind {
            name: "remote",
            title: "remote processor, /dev/remoteproc0",
            operations: &[Symbol::built_in("rproc_fops")],
            commands: &[&REMOTE, &REMOTE_STATES, generic::COMMANDS],
            probes: &[Probe::new(
                Call::Write,
                Symbol::built_in("rproc_cdev_write"),
            )],
            sysfs: &[Sysfs::all("remoteproc")],
            ..Kind::NONE
        },
        Kind {
            name: "hsi",
            title: "serial link to a modem, /dev/hsi0",
            operations: &[Symbol::of("hsi_char", "hsc_fops")],
            commands: &[&HSI, HSI_DATA, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::of("hsi_char", "hsc_read")),
                Probe::new(Call::Write, Symbol::of("hsi_char", "hsc_write")),
            ],
            hidden: "its driver makes no devices in sysfs",
            ..Kind::NONE
        },
        Kind {
            name: "speech",
            title: "speech data of a modem, /dev/cmt_speech",
            operations: &[Symbol::of("cmt_speech", "cs_char_fops")],
            commands: &[&SPEECH, SPEECH_DATA, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::of("cmt_speech", "cs_char_read")),
                Probe::new(Call::Write, Symbol::of("cmt_speech", "cs_char_write")),
            ],
            sysfs: &[Sysfs::named("misc", "cmt_speech")],
            ..Kind::NONE
        },
        Kind {
            name: "dsa",
            title: "queue of an Intel accelerator for data, /dev/dsa/wq0.0, /dev/iax/wq1.0",
            operations: &[Symbol::of("idxd", "idxd_cdev_fops")],
            commands: &[QUEUES, generic::COMMANDS],
            probes: &[Probe::new(
                Call::Write,
                Symbol::of("idxd", "idxd_cdev_write"),
            )],
            sysfs: &[Sysfs::named("dsa", "wq")],
            ..Kind::NONE
        },
    ],
};

const GENWQE: [Command; 13] = Command::all_but(
    genwqe_genwqe_card::ALL,
    Class::Driver,
    [
        opaque(
            genwqe_genwqe_card::GENWQE_EXECUTE_DDCB,
            Some("a command block of the accelerator"),
        ),
        opaque(
            genwqe_genwqe_card::GENWQE_EXECUTE_RAW_DDCB,
            Some("a command block of the accelerator"),
        ),
        opaque(
            genwqe_genwqe_card::GENWQE_SLU_UPDATE,
            Some("the card's own logic"),
        ),
        opaque(
            genwqe_genwqe_card::GENWQE_SLU_READ,
            Some("the card's own logic"),
        ),
    ],
);

const FPGA_MANAGEMENT: [Command; 7] = [
    Command::of(fpga_dfl::DFL_FPGA_GET_API_VERSION, Class::Driver),
    Command::of(fpga_dfl::DFL_FPGA_CHECK_EXTENSION, Class::Driver),
    opaque(
        fpga_dfl::DFL_FPGA_FME_PORT_PR,
        Some("the logic that is loaded"),
    ),
    Command::of(fpga_dfl::DFL_FPGA_FME_PORT_RELEASE, Class::Driver),
    Command::of(fpga_dfl::DFL_FPGA_FME_PORT_ASSIGN, Class::Driver),
    Command::of(fpga_dfl::DFL_FPGA_FME_ERR_GET_IRQ_NUM, Class::Driver),
    Command::of(fpga_dfl::DFL_FPGA_FME_ERR_SET_IRQ, Class::Driver),
];

const FPGA_PORT: [Command; 11] = Command::all(
    [
        fpga_dfl::DFL_FPGA_GET_API_VERSION,
        fpga_dfl::DFL_FPGA_CHECK_EXTENSION,
        fpga_dfl::DFL_FPGA_PORT_RESET,
        fpga_dfl::DFL_FPGA_PORT_GET_INFO,
        fpga_dfl::DFL_FPGA_PORT_GET_REGION_INFO,
        fpga_dfl::DFL_FPGA_PORT_DMA_MAP,
        fpga_dfl::DFL_FPGA_PORT_DMA_UNMAP,
        fpga_dfl::DFL_FPGA_PORT_ERR_GET_IRQ_NUM,
        fpga_dfl::DFL_FPGA_PORT_ERR_SET_IRQ,
        fpga_dfl::DFL_FPGA_PORT_UINT_GET_IRQ_NUM,
        fpga_dfl::DFL_FPGA_PORT_UINT_SET_IRQ,
    ],
    Class::Driver,
);

const FASTRPC: [Command; 13] = Command::all_but(
    misc_fastrpc::ALL,
    Class::Driver,
    [opaque(
        misc_fastrpc::FASTRPC_IOCTL_INVOKE,
        Some("a method of what runs there"),
    )
    .with(&INVOCATION)],
);

/// struct fastrpc_invoke: handle, sc, whose highest byte but three bits is the method.
const INVOCATION: Argument = Argument {
    second: Some("handle"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(7, 5),
        second: Field::at(0, 32),
        ..ArgumentSpec::new(8)
    })
};

const UACCE: [Command; 2] = Command::all(misc_uacce_uacce::ALL, Class::Standard);

const HISILICON: [Command; 2] = Command::all(misc_uacce_hisi_qm::ALL, Class::Driver);

const OCXL: [Command; 7] = Command::all(misc_ocxl::ALL, Class::Driver);

const VALKYRIE: [Command; 2] = Command::all(misc_bcm_vk::ALL, Class::Driver);

const VALKYRIE_MESSAGES: &[Command] = &[
    message("read", Entries::READ, VALKYRIE_SOURCE),
    message("write", Entries::WRITE, VALKYRIE_SOURCE),
];

const VALKYRIE_SOURCE: &str = "drivers/misc/bcm-vk/bcm_vk_msg.c";

const fn message(name: &'static str, entries: Entries, source: &'static str) -> Command {
    Command::passthrough(name, 0, source, &generic::TRANSFER)
        .by(entries)
        .class(
            Class::Opaque,
            Some("a message to the other side's firmware"),
        )
}

const SDFEC: [Command; 14] = Command::all(misc_xilinx_sdfec::ALL, Class::Driver);

const DPI: [Command; 2] = Command::all(misc_mrvl_cn10k_dpi::ALL, Class::Driver);

const CHANNEL: [Command; 3] = Command::all(
    [
        rpmsg::RPMSG_DESTROY_EPT_IOCTL,
        rpmsg::RPMSG_GET_OUTGOING_FLOWCONTROL,
        rpmsg::RPMSG_SET_INCOMING_FLOWCONTROL,
    ],
    Class::Standard,
);

const CHANNEL_MESSAGES: [Command; 1] = [message(
    "write",
    Entries::WRITE,
    "drivers/rpmsg/rpmsg_char.c",
)];

const CHANNELS: [Command; 3] = Command::all(
    [
        rpmsg::RPMSG_CREATE_EPT_IOCTL,
        rpmsg::RPMSG_CREATE_DEV_IOCTL,
        rpmsg::RPMSG_RELEASE_DEV_IOCTL,
    ],
    Class::Standard,
);

const REMOTE: [Command; 2] = Command::all(remoteproc_cdev::ALL, Class::Standard);

const HSI: [Command; 7] = Command::all(hsi_hsi_char::ALL, Class::Standard);

const HSI_DATA: &[Command] = &[
    modem("read", Entries::READ, "drivers/hsi/clients/hsi_char.c"),
    modem("write", Entries::WRITE, "drivers/hsi/clients/hsi_char.c"),
];

const SPEECH: [Command; 4] = Command::all(hsi_cs_protocol::ALL, Class::Driver);

const SPEECH_DATA: &[Command] = &[
    modem("read", Entries::READ, "drivers/hsi/clients/cmt_speech.c"),
    modem("write", Entries::WRITE, "drivers/hsi/clients/cmt_speech.c"),
    Command::passthrough(
        "mmap",
        generic::ANY,
        "drivers/hsi/clients/cmt_speech.c",
        &generic::MAPPING,
    )
    .by(Entries::MMAP)
    .class(Class::Opaque, MODEM),
];

const MODEM: Option<&str> = Some("what the modem makes of it");

const fn modem(name: &'static str, entries: Entries, source: &'static str) -> Command {
    Command::passthrough(name, 0, source, &generic::TRANSFER)
        .by(entries)
        .class(Class::Opaque, MODEM)
}

/// Descriptors, whose layout the header has, are written, or go through the mapping.
const QUEUES: &[Command] = &[
    Command::passthrough("write", 0, "linux/idxd.h", &generic::TRANSFER)
        .by(Entries::WRITE)
        .class(Class::Driver, None),
    Command::passthrough("mmap", generic::ANY, "linux/idxd.h", &generic::MAPPING)
        .by(Entries::MMAP)
        .class(
            Class::Driver,
            Some("descriptors that go through the mapping are not seen"),
        ),
];

/// `start`, `stop`, `detach`.
const REMOTE_STATES: [Command; 1] = [Command::passthrough(
    "write",
    0,
    "drivers/remoteproc/remoteproc_cdev.c",
    &generic::TRANSFER,
)
.by(Entries::WRITE)
.class(Class::Standard, None)];

const fn opaque(ioctl: crate::uapi::Ioctl, note: Option<&'static str>) -> Command {
    Command::of(ioctl, Class::Opaque).class(Class::Opaque, note)
}
