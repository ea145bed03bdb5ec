//! The policies of `policies/`, and one that was learned, in the kernel: what each is to refuse, and what it
//! is to let pass beside it.

use std::fs;

use serde_json::Value;

use super::{Enforced, run};
use crate::{
    Outcome, Test,
    drivers::load,
    ensure,
    holder::Holder,
    need::Need,
    observe::{passgate, this},
    pci::{Bound, EDU},
};

/// Of a device that one kernel has.
pub(super) fn of_fwctl() -> Test {
    Test::new(
        "enforce::examples::fwctl",
        &[Need::Driver("fwctl_echo")],
        fwctl,
    )
}

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("enforce::examples::nvme_health", &[Need::Nvme], nvme_health),
        Test::new("enforce::examples::containers", &[Need::Nvme], containers),
        Test::new(
            "enforce::examples::one_vm_manager",
            &[Need::Driver("vfio-pci")],
            one_vm_manager,
        ),
        Test::new(
            "enforce::examples::camera",
            &[Need::Driver("vivid")],
            camera,
        ),
        Test::new(
            "enforce::examples::graphics",
            &[Need::Driver("cuse"), Need::FreeMajor(195)],
            graphics,
        )
        .stands_in(),
        Test::new("enforce::examples::opaque", &[Need::Nvme], opaque),
        Test::new(
            "enforce::what_was_learned_is_allowed",
            &[Need::Nvme],
            learned,
        ),
    ]
}

/// The rules of an example: `run` puts the version before them.
macro_rules! example {
    ($name:literal) => {
        include_str!(concat!("../../../../policies/", $name))
            .split_once("version = 1\n")
            .map(|(_, rules)| rules)
            .ok_or(concat!($name, " is of another version"))?
    };
}

const EPERM: i64 = 1;
const EACCES: i64 = 13;
const ENOTTY: i64 = 25;

/// Runs clients, and holds how they end.
fn ends(policy: &str, clients: &[(&str, i64, String)]) -> Result<Enforced, String> {
    let mut script = String::new();
    for (name, _, command) in clients {
        script += &format!("{command} > /dev/null 2>&1\necho {name} $?\n");
    }
    let enforced = run(policy, &[], &script)?;
    for (name, expected, _) in clients {
        let status = enforced.status(name)?;
        if status != *expected {
            return Err(format!(
                "{name} ended with {status}, not {expected}\n{}",
                enforced.said
            ));
        }
    }
    Ok(enforced)
}

fn client(words: &str) -> String {
    format!("{} client {words}", this())
}

fn nvme_health() -> Outcome {
    // Our own client is none of the tools.
    let enforced = ends(
        example!("nvme-health.toml"),
        &[
            ("log", 0, "nvme smart-log /dev/nvme0".into()),
            ("identify", 0, "nvme id-ctrl /dev/nvme0".into()),
            ("another", EPERM, client("nvme identify /dev/nvme0 1")),
            ("vendor", EPERM, client("nvme vendor /dev/nvme0 1")),
        ],
    )?;
    let format = run(
        example!("nvme-health.toml"),
        &[],
        "nvme admin-passthru /dev/nvme0 --opcode=0x80 --namespace-id=1; echo format $?",
    )?;
    ensure!(format.status("format")? != 0, "{}", format.said);
    for enforced in [&enforced, &format] {
        let all = enforced.lines.iter().all(|line| {
            line["kind"] != "verdict" || line["denied"] == 0 || line["rule"] == "nothing else"
        });
        ensure!(all && enforced.sum()?["denied"] != 0, "{}", enforced.said);
    }
    Ok(())
}

fn containers() -> Outcome {
    let container = format!("libpod-{}.scope", "ab".repeat(32));
    let inside = format!(
        "(own=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/self/cgroup)/{container}; mkdir $own && \
         echo 0 > $own/cgroup.procs && exec {})",
        client("nvme vendor /dev/nvme0 1")
    );
    let identify = inside.replace(" vendor ", " identify ");
    let outside = client("nvme vendor /dev/nvme0 1");
    let enforced = run(
        example!("no-vendor-commands-from-containers.toml"),
        &[],
        &format!(
            "{inside}\necho inside $?\n{}\necho identify $?\n{outside}\necho outside $?",
            identify.replace("mkdir $own && ", "")
        ),
    )?;
    let status = |name| enforced.status(name);
    ensure!(
        status("inside")? == EPERM && status("identify")? == 0 && status("outside")? != EPERM,
        "{:?}\n{}",
        enforced.statuses,
        enforced.said
    );
    Ok(())
}

fn one_vm_manager() -> Outcome {
    let _edu = Bound::to_vfio(EDU)?;
    let group = fs::read_link(format!("/sys/bus/pci/devices/{EDU}/iommu_group"))?;
    let group = group.file_name().unwrap_or_default().to_string_lossy();
    let reads = format!("dd if=/dev/vfio/{group} of=/dev/null count=0");
    let qemu = format!(
        "(sleep 1; echo quit) | qemu-system-x86_64 -machine q35,accel=tcg -m 64 -nodefaults \
         -display none -S -device vfio-pci,host={EDU} -monitor stdio"
    );
    let script =
        format!("{reads} 2> /dev/null; echo others $?; {qemu} > /dev/null; echo manager $?");
    // The manager is one below /machine.slice alone.
    let slice = "/sys/fs/cgroup/machine.slice";
    let _ = fs::create_dir(slice);
    let policy = "/tmp/vfio-policy.toml";
    fs::write(
        policy,
        include_str!("../../../../policies/vfio-for-one-vm-manager.toml"),
    )?;
    let mut statuses = Vec::new();
    for cgroup in [slice, "/sys/fs/cgroup"] {
        let command = passgate().get_program().to_string_lossy().into_owned();
        let within = format!(
            "echo 0 > {cgroup}/cgroup.procs; exec {command} run --policy {policy} -- bash -c \"$1\""
        );
        let output = std::process::Command::new("bash")
            .args(["-c", &within, "bash", &script])
            .output()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        statuses.push((said, error));
    }
    let ended = |at: usize| -> Vec<&str> { statuses[at].0.lines().collect() };
    ensure!(
        ended(0) == ["others 1", "manager 0"] && ended(1) == ["others 1", "manager 1"],
        "{statuses:?}"
    );
    Ok(())
}

fn fwctl() -> Outcome {
    let before = crate::fwctl::reached()?;
    let info = "other asks /dev/fwctl/fwctl0 9a00:180000000000000000000000000000000000000000000000";
    let enforced = ends(
        example!("fwctl-read-only.toml"),
        &[
            ("asks", 0, client(info)),
            ("reads", 0, client("fwctl /dev/fwctl/fwctl0 1")),
            ("configures", EACCES, client("fwctl /dev/fwctl/fwctl0 0")),
            ("writes", EACCES, client("fwctl /dev/fwctl/fwctl0 2")),
        ],
    )?;
    let reached = crate::fwctl::reached()? - before;
    ensure!(
        reached == 1,
        "{reached} calls reached it, and one reads\n{}",
        enforced.said
    );
    Ok(())
}

fn camera() -> Outcome {
    load(&["vivid"]);
    // VIDIOC_DBG_G_REGISTER; a private one; VIDIOC_QUERYCAP
    let register = format!("other asks /dev/video0 c0385650:{:0112}", 0);
    let private = "other asks /dev/video0 c00456c1:00000000";
    let capabilities = format!("other asks /dev/video0 80685600:{:0208}", 0);
    let enforced = ends(
        example!("camera-without-private-ioctls.toml"),
        &[
            ("register", EPERM, client(&register)),
            ("private", ENOTTY, client(private)),
            ("capabilities", 0, client(&capabilities)),
        ],
    )?;
    let denied = &enforced.sum()?["denied"];
    ensure!(*denied == 2, "{denied} were refused\n{}", enforced.said);
    Ok(())
}

fn graphics() -> Outcome {
    let mut device = Holder::start(&["other", "serves", "nvidiactl", "195", "255"])?;
    // NV_ESC_RM_CONTROL: client, object, command.
    let control = |command: u32| {
        let command = command.swap_bytes();
        client(&format!(
            "other asks /dev/nvidiactl c020462a:0100000002000000{command:08x}{:040}",
            0
        ))
    };
    let enforced = ends(
        example!("gpu-compute-without-debug.toml"),
        &[
            ("debugs", EPERM, control(0x83de_0301)),
            ("sets-mode", EPERM, control(0x2080_0143)),
            ("asks", 0, control(0x0101)),
        ],
    );
    device.finish()?;
    let denied = &enforced?.sum()?["denied"].clone();
    ensure!(*denied == 2, "{denied} were refused");
    Ok(())
}

fn opaque() -> Outcome {
    let enforced = run(
        example!("audit-everything-opaque.toml"),
        &[],
        &format!(
            "{}; {}",
            client("nvme vendor /dev/nvme0 1"),
            client("nvme identify /dev/nvme0 1")
        ),
    )?;
    let told: Vec<&Value> = enforced
        .lines
        .iter()
        .filter(|line| line["kind"] == "verdict" && line["rule"] == "opaque")
        .collect();
    let [line] = told.as_slice() else {
        return Err(format!("not one line: {told:?}\n{}", enforced.said).into());
    };
    ensure!(
        line["sub"] == "admin.vendor 0xc1"
            && line["calls"] == 1
            && line["action"] == "audit"
            && enforced.sum()?["denied"] == 0,
        "{line}"
    );
    Ok(())
}

fn learned() -> Outcome {
    const FILE: &str = "/tmp/learned.toml";
    const WORK: &str =
        "nvme id-ctrl /dev/nvme0 && nvme smart-log /dev/nvme0 && nvme list-ns /dev/nvme0";
    let _ = fs::remove_file(FILE);
    let output = passgate()
        .args(["learn", "--output", FILE, "--", "sh", "-c", WORK])
        .output()?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let policy = fs::read_to_string(FILE)?;
    let rules = policy
        .split_once("version = 1\n")
        .map(|(_, rules)| rules)
        .ok_or("no version")?;
    let enforced = run(
        rules,
        &[],
        &format!(
            "({WORK}) > /dev/null; echo work $?\n\
             nvme admin-passthru /dev/nvme0 --opcode=0xc1 > /dev/null 2>&1; echo beside $?"
        ),
    )?;
    ensure!(
        enforced.status("work")? == 0 && enforced.status("beside")? != 0,
        "{:?}\n{policy}\n{}",
        enforced.statuses,
        enforced.said
    );
    let refused: Vec<&Value> = enforced
        .lines
        .iter()
        .filter(|line| line["kind"] == "verdict" && line["denied"] != 0)
        .collect();
    let [line] = refused.as_slice() else {
        return Err(format!("not one line: {refused:?}\n{policy}").into());
    };
    ensure!(
        line["sub"] == "admin.vendor 0xc1" && line["denied"] == 1,
        "{line}\n{policy}"
    );
    Ok(())
}
