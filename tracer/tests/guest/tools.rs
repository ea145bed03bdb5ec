//! The tools that people use, each with many commands of its family: what they send comes out with its name.

use std::{fs, process::Stdio, sync::OnceLock};

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    machine::{Adapter, run},
    need::Need,
    observe::{Observed, scsi},
    session::Session,
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "tools::rping",
            &[RXE, DUMMY, Need::Driver("rdma_ucm")],
            rping,
        ),
        Test::new(
            "tools::ibping",
            &[RXE, DUMMY, Need::Driver("ib_umad")],
            ibping,
        ),
        Test::new(
            "tools::tpm2_through_the_resource_manager",
            &[Need::Driver("tpm_vtpm_proxy")],
            tpm2,
        ),
        Test::new("tools::cxl", &[Need::File("/dev/cxl/mem0")], cxl),
        Test::new("tools::ipmitool", &[Need::Driver("ipmi_devintf")], ipmitool),
        Test::new("tools::nvme", &[Need::Nvme], nvme),
        Test::new("tools::sg3", &[Need::Sg], sg3),
    ]
}

const RXE: Need = Need::Driver("rdma_rxe");
const DUMMY: Need = Need::Driver("dummy");

/// An address for RDMA, of those that are kept for documentation.
const ADDRESS: &str = "192.0.2.1";

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(session);
    session.as_ref().map_err(String::clone)?.of(client)
}

/// Every client. Those that this kernel has nothing for fail, and no test asks for them.
fn session() -> Result<Session, String> {
    let adapter = if Need::Driver("rdma_rxe").missing().is_none() {
        let adapter = Adapter::start()?;
        run(&["modprobe", "--all", "rdma_ucm", "ib_umad"])?;
        run(&[
            "ip",
            "address",
            "add",
            &format!("{ADDRESS}/24"),
            "dev",
            "dummy0",
        ])?;
        Some(adapter)
    } else {
        None
    };
    if Need::Driver("tpm_vtpm_proxy").missing().is_none() {
        run(&["modprobe", "tpm_vtpm_proxy"])?;
    }
    let sg = scsi().map_or_else(|_| "/dev/sg0".into(), |(sg, _)| format!("/dev/{sg}"));
    // Not all that they ask for is there; what they send is the matter.
    let each = |tool: &str, commands: &[&str]| {
        commands
            .iter()
            .map(|command| format!("{tool}{command} 2> /dev/null; "))
            .collect::<String>()
            + "true"
    };
    let session = Session::run(
        Stdio::null(),
        &[
            (
                "rping",
                // Either may wait for the other in vain when they part, which is not the matter.
                format!(
                    "for try in 1 2 3; do rping -s -a {ADDRESS} -C 2 & \
                     until rdma resource show cm_id | grep -q LISTEN; do kill -0 $! || exit; done; \
                     timeout 30 rping -c -a {ADDRESS} -C 2; end=$?; kill $!; wait $!; \
                     if [ $end = 0 ]; then break; fi; done; exit $end"
                ),
            ),
            // Nobody answers there.
            ("ibping", "ibping -c 1 -t 100 1; true".to_owned()),
            (
                "tpm2",
                // The kernel waits for a chip's answers for seconds only, which a busy machine may need.
                "mkdir /tmp/tpm2; for try in 1 2 3; do swtpm chardev --vtpm-proxy --tpm2 \
                 --flags startup-clear --tpmstate dir=/tmp/tpm2 & \
                 while kill -0 $! && [ ! -e /dev/tpmrm0 ]; do :; done; \
                 if [ -e /dev/tpmrm0 ]; then break; fi; done; \
                 export TPM2TOOLS_TCTI=device:/dev/tpmrm0 && tpm2_getrandom --hex 8 && \
                 tpm2_pcrread sha256:0 && tpm2_nvdefine 0x1500016 -s 8; end=$?; kill $!; exit $end"
                    .to_owned(),
            ),
            (
                "cxl",
                "cxl list -M -H -I && head -c 64 /dev/zero > /tmp/labels && \
                 cxl read-labels mem0 -s 64; cxl write-labels mem0 -s 64 -i /tmp/labels; true"
                    .to_owned(),
            ),
            ("ipmitool", each("ipmitool ", IPMITOOL)),
            ("nvme", each("nvme ", NVME)),
            (
                "sg3",
                SG3.iter()
                    .map(|command| format!("sg_{command} {sg} 2> /dev/null; "))
                    .collect::<String>()
                    + "true",
            ),
        ],
    )?;
    drop(adapter);
    let _ = fs::remove_dir_all("/tmp/tpm2");
    Ok(session)
}

/// Fails unless everything that came to a family's devices has a name, and these are among it: command or
/// sub-command, with its detail behind a dot where it has one, and class.
fn all_named(observed: &Observed, family: &str, expected: &[(&str, &str)]) -> Outcome {
    let rows: Vec<&Value> = observed
        .rows()
        .filter(|row| row["device"]["family"] == family && row["entry"] != "open")
        .collect();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let names: Vec<(String, String)> = rows
        .iter()
        .map(|row| {
            let name = [text(&row["sub"]), text(&row["detail"])];
            let name: Vec<String> = name.into_iter().flatten().collect();
            let name = if name.is_empty() {
                text(&row["command"]).unwrap_or_default()
            } else {
                name.join(".")
            };
            (name, text(&row["class"]).unwrap_or_default())
        })
        .collect();
    for (row, (name, _)) in rows.iter().zip(&names) {
        // A number that has no name is written with spaces between its parts.
        let command = row["command"].as_str().unwrap_or_default();
        ensure!(
            !command.contains(' ') && !name.contains("0x"),
            "no name: {row}"
        );
    }
    let lacking: Vec<&(&str, &str)> = expected
        .iter()
        .filter(|(name, class)| {
            !names
                .iter()
                .any(|(found, its)| found == name && its == class)
        })
        .collect();
    ensure!(
        lacking.is_empty(),
        "no {lacking:?} among {names:?}\n{}",
        String::from_utf8_lossy(&observed.output.stderr)
    );
    Ok(observed.lossless()?)
}

/// librdmacm's, over RDMA in software.
fn rping() -> Outcome {
    let connections = [
        "create-id",
        "bind",
        "listen",
        "resolve-addr",
        "resolve-route",
        "init-qp-attr",
        "connect",
        "accept",
        "get-event",
        "query",
        "disconnect",
        "destroy-id",
    ];
    let verbs = [
        "device.get-context",
        "qp.create",
        "cq.create",
        "mr.destroy",
        "write.post-send",
    ];
    let expected: Vec<(&str, &str)> = connections
        .into_iter()
        .chain(verbs)
        .map(|name| (name, "standard"))
        .collect();
    all_named(&counted("rping")?, "rdma", &expected)
}

/// infiniband-diags', whose datagrams are of a vendor's class.
fn ibping() -> Outcome {
    all_named(
        &counted("ibping")?,
        "rdma",
        &[
            ("IB_USER_MAD_ENABLE_PKEY", "standard"),
            ("IB_USER_MAD_REGISTER_AGENT", "standard"),
            ("vendor", "opaque"),
        ],
    )
}

/// tpm2-tools, and the program that is the chip.
fn tpm2() -> Outcome {
    let observed = counted("tpm2")?;
    let at_its_node = observed.rows().any(|row| {
        row["device"]["interface"] == "resources"
            && row["device"]["name"] == "tpmrm0"
            && row["sub"] == "get-random"
    });
    ensure!(at_its_node, "no get-random:\n{}", observed.text());
    all_named(
        &observed,
        "tpm",
        &[
            ("VTPM_PROXY_IOC_NEW_DEV", "standard"),
            ("get-random", "standard"),
            ("pcr-read", "standard"),
            ("nv-define-space", "standard"),
            ("get-capability", "standard"),
        ],
    )
}

/// cxl of ndctl. Labels are those of persistent memory.
fn cxl() -> Outcome {
    all_named(
        &counted("cxl")?,
        "cxl",
        &[
            ("CXL_MEM_QUERY_COMMANDS", "standard"),
            ("get-health-info", "standard"),
            ("identify", "standard"),
        ],
    )
}

/// What ipmitool is to do; the third last is a command of DCMI, the last two are a manufacturer's.
const IPMITOOL: &[&str] = &[
    "mc info",
    "sel info",
    "chassis status",
    "raw 0x2c 0x02 0xdc 0x01 0x00 0x00",
    "raw 0x2e 0x01 0x57 0x01 0x00",
    "raw 0x3c 0x01",
];

fn ipmitool() -> Outcome {
    all_named(
        &counted("ipmitool")?,
        "ipmi",
        &[
            ("app.get-device-id", "standard"),
            ("storage.get-sel-info", "standard"),
            ("chassis.get-status", "standard"),
            ("oem-group.intel", "opaque"),
            ("group.command.dcmi-get-power-reading", "standard"),
            ("oem.command", "opaque"),
        ],
    )
}

/// What nvme-cli is to do. QEMU's controller refuses some of it, after it was sent.
const NVME: &[&str] = &[
    "id-ctrl /dev/nvme0",
    "id-ns /dev/nvme0 -n 1",
    "ns-descs /dev/nvme0 -n 1",
    "error-log /dev/nvme0",
    "smart-log /dev/nvme0",
    "fw-log /dev/nvme0",
    "sanitize-log /dev/nvme0",
    "get-feature /dev/nvme0 -f 7",
    "set-feature /dev/nvme0 -f 0xb -v 0",
    "dir-receive /dev/nvme0 -n 1 -D 0 -O 1 -l 512",
    "dir-send /dev/nvme0 -n 1 -D 0 -O 1 -T 1 -e 1",
    "virt-mgmt /dev/nvme0 -c 0 -r 0 -a 7 -n 1",
    "device-self-test /dev/nvme0 -s 1",
    "sanitize /dev/nvme0 -a 2",
    "security-recv /dev/nvme0 -p 0 -x 512 -s 0",
    "fw-commit /dev/nvme0 -s 1 -a 1",
    "format /dev/nvme0n1 -s 0 -f",
    "flush /dev/nvme0n1 -n 1",
    "read /dev/nvme0n1 -s 0 -c 0 -z 512 -d /tmp/read",
    "compare /dev/nvme0n1 -s 0 -c 0 -z 512 -d /tmp/read",
    "write-zeroes /dev/nvme0n1 -s 0 -c 0",
    "dsm /dev/nvme0n1 -n 1 -s 0 -b 1 -d",
    "resv-report /dev/nvme0n1 -n 1",
];

fn nvme() -> Outcome {
    all_named(
        &counted("nvme")?,
        "nvme",
        &[
            ("admin.identify.controller", "standard"),
            ("admin.identify.namespace", "standard"),
            (
                "admin.identify.namespace-identification-descriptors",
                "standard",
            ),
            ("admin.get-log-page.error-information", "standard"),
            ("admin.get-log-page.smart-health-information", "standard"),
            ("admin.get-log-page.firmware-slot-information", "standard"),
            ("admin.get-log-page.sanitize-status", "standard"),
            ("admin.get-features.number-of-queues", "standard"),
            (
                "admin.set-features.asynchronous-event-configuration",
                "standard",
            ),
            (
                "admin.directive-receive.identify-return-parameters",
                "standard",
            ),
            ("admin.directive-send.identify-enable", "standard"),
            (
                "admin.virtualization-management.secondary-offline",
                "standard",
            ),
            ("admin.device-self-test.short", "standard"),
            ("admin.sanitize.block-erase", "standard"),
            ("admin.security-receive.information", "standard"),
            (
                "admin.firmware-commit.replace-and-activate-at-reset",
                "standard",
            ),
            ("admin.format-nvm.no-erase", "standard"),
            ("io.flush", "standard"),
            ("io.read", "standard"),
            ("io.compare", "standard"),
            ("io.write-zeroes", "standard"),
            ("io.dataset-management", "standard"),
            ("io.reservation-report", "standard"),
        ],
    )
}

/// What sg3-utils are to do, without what all their names begin with.
const SG3: &[&str] = &[
    "inq",
    "vpd -p di",
    "modes -a",
    "logs",
    "opcodes",
    "sat_identify",
    "sat_identify --len=32",
    "readcap -l",
    "luns",
    "requests",
    "turs",
    "start 1",
    "sync",
    "senddiag -t",
    "ses",
    "persist -k",
    "rtpg",
    "get_lba_status",
    "verify -c 1 -l 0",
    "unmap --force -l 0 -n 1",
    "write_same -l 0 -n 1 -x 512",
    "read_buffer",
    "copy_results -p",
    "timestamp",
    "rep_zones",
];

fn sg3() -> Outcome {
    all_named(
        &counted("sg3")?,
        "scsi",
        &[
            ("scsi.inquiry.standard", "standard"),
            ("scsi.inquiry.device-identification", "standard"),
            ("scsi.log-sense.supported-log-pages", "standard"),
            (
                "scsi.maintenance-in.report-supported-operation-codes",
                "standard",
            ),
            ("scsi.maintenance-in.report-target-port-groups", "standard"),
            ("scsi.maintenance-in.report-timestamp", "standard"),
            ("scsi.ata-pass-through-16.identify-device", "standard"),
            ("scsi.variable-length.identify-device", "standard"),
            ("scsi.service-action-in-16.read-capacity-16", "standard"),
            ("scsi.service-action-in-16.get-lba-status-16", "standard"),
            ("scsi.report-luns", "standard"),
            ("scsi.request-sense", "standard"),
            ("scsi.test-unit-ready", "standard"),
            ("scsi.start-stop-unit", "standard"),
            ("scsi.synchronize-cache-10", "standard"),
            ("scsi.send-diagnostic", "standard"),
            ("scsi.persistent-reserve-in.read-keys", "standard"),
            ("scsi.verify-10", "standard"),
            ("scsi.write-same-10", "standard"),
            ("scsi.mode-sense-10.all", "standard"),
            (
                "scsi.receive-diagnostic-results.supported-diagnostic-pages",
                "standard",
            ),
            ("scsi.unmap", "standard"),
            ("scsi.read-buffer.combined-header-and-data", "standard"),
            (
                "scsi.third-party-copy-in.receive-copy-operating-parameters",
                "standard",
            ),
            ("scsi.zbc-in.report-zones", "standard"),
        ],
    )
}
