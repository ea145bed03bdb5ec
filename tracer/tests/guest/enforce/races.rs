//! Commands that become others after they were looked at: none that a policy refuses reaches its device where the
//! kernel asks about its copy, and none that it allows is refused.

use std::{fs, process::Command, sync::OnceLock};

use super::{Enforced, run};
use crate::{
    Outcome, Test,
    client::attacks::VENDOR,
    ensure,
    need::Need,
    observe::{scsi, this},
    tracepoint::Tracepoint,
};

pub(crate) fn tests() -> Vec<Test> {
    const CHECKED: Need = Need::Function("nvme_cmd_allowed");
    vec![
        Test::new("enforce::races::nvme", &[Need::Nvme, CHECKED], || {
            sound(&["ioctl", "ring", "stalled", "compat", "io"], |session| {
                session.nvme
            })
        }),
        Test::new("enforce::races::scsi", &[Need::Sg], || {
            sound(
                &["sg", "disk", "stalled-sg", "stalled-disk", "bsg"],
                |session| session.scsi,
            )
        }),
        // What reached the device is what it answered.
        Test::new("enforce::races::cxl", &[RAW], || {
            sound(&["raw", "stalled-raw"], |_| 0)
        }),
        Test::new(
            "enforce::races::nothing_allowed_is_refused",
            &[Need::Sg],
            calm,
        ),
        Test::new(
            "enforce::races::what_the_kernel_does_not_ask",
            &[Need::Sg],
            racy,
        ),
        Test::new("enforce::races::without_a_policy", &[Need::Sg], unguarded),
    ]
}

/// A kernel that lets raw commands pass to CXL devices.
const RAW: Need = Need::Function("cxl_disabled_raw_commands");
const MEMORY: &str = "/dev/cxl/mem0";

/// How often each attack is made: what takes seconds, unless somebody wants to know.
fn attacks() -> u64 {
    let asked = std::env::var("PASSGATE_ATTACKS").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(500)
}

const POLICY: &str = "[[rule]]
name = 'no vendor'
device = { family = 'nvme' }
deny = ['admin.vendor', 'io.vendor']
errno = 'EACCES'
[[rule]]
name = 'no vendor of SCSI'
device = { family = 'scsi' }
deny = ['scsi.vendor']
errno = 'EACCES'
[[rule]]
name = 'no raw commands'
device = { family = 'cxl' }
deny = ['raw.*']
errno = 'EACCES'
";

/// Attacks by name: how, and what; the first of a family on all kernels.
fn all() -> Result<Vec<(&'static str, &'static str, String)>, String> {
    let (sg, disk) = scsi()?;
    let (sg, disk) = (format!("/dev/{sg}"), format!("/dev/{disk}"));
    let mut all = vec![
        ("sg", "scsi-flips", sg.clone()),
        ("disk", "scsi-flips", disk.clone()),
        ("stalled-sg", "scsi-stalls", sg.clone()),
        ("stalled-disk", "scsi-stalls", disk),
        ("sg-rw", "scsi-stalls-rw", sg),
    ];
    if Need::Nvme.missing().is_none() {
        let nvme = || "/dev/nvme0".to_owned();
        all.extend([
            ("ioctl", "nvme-flips", nvme()),
            ("ring", "ring-flips", nvme()),
            ("stalled", "nvme-stalls", nvme()),
            ("io", "nvme-io", "/dev/ng0n1".to_owned()),
        ]);
        if Need::Compat.missing().is_none() {
            all.push(("compat", "nvme-compat", nvme()));
        }
    }
    if Need::Bsg.missing().is_none() {
        all.push(("bsg", "bsg-flips", bsg()?));
    }
    if RAW.missing().is_none() {
        all.extend([
            ("raw", "cxl-flips", MEMORY.to_owned()),
            ("stalled-raw", "cxl-stalls", MEMORY.to_owned()),
        ]);
    }
    Ok(all)
}

/// The bsg node of the disk that sg has.
fn bsg() -> Result<String, String> {
    let device = format!("/sys/class/scsi_generic/{}/device", scsi()?.0);
    let device = fs::read_link(&device).map_err(|e| format!("{device}: {e}"))?;
    let name = device.file_name().unwrap_or_default();
    Ok(format!("/dev/bsg/{}", name.display()))
}

/// What became of all attacks under one policy, and how many vendor's commands the kernel sent for those that are held
/// off, by family.
struct Session {
    enforced: Enforced,
    nvme: u64,
    scsi: u64,
}

fn session() -> Result<&'static Session, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(|| {
        let count = attacks();
        let attack = |(name, way, node): &(&str, &str, String)| {
            format!("{} client attack {way} {node} {count} {name}", this())
        };
        let mut script = String::new();
        for calm in calm_ones()? {
            script += &format!("{} &\n", attack(&calm));
        }
        for racing in all()? {
            script += &format!("{}\n", attack(&racing));
        }
        script += "wait\n";
        let sent = |event: &str| Tracepoint::new(event, &format!("opcode == {VENDOR:#x}"));
        let nvme = match Need::Nvme.missing() {
            None => Some(sent("nvme/nvme_setup_cmd")?),
            Some(_) => None,
        };
        let scsi = sent("scsi/scsi_dispatch_cmd_start")?;
        let enforced = run(POLICY, &[], &script)?;
        Ok(Session {
            enforced,
            nvme: nvme.map_or(Ok(0), |nvme| nvme.count())?,
            scsi: scsi.count()?,
        })
    });
    session.as_ref().map_err(String::clone)
}

/// Whoever sends the same command again and again, beside the attackers.
fn calm_ones() -> Result<Vec<(&'static str, &'static str, String)>, String> {
    let sg = format!("/dev/{}", scsi()?.0);
    let mut all = vec![("calm-sg", "scsi-calm", sg)];
    if Need::Nvme.missing().is_none() {
        all.push(("calm", "nvme-calm", "/dev/nvme0".to_owned()));
    }
    if RAW.missing().is_none() {
        all.push(("calm-raw", "cxl-calm", MEMORY.to_owned()));
    }
    Ok(all)
}

/// Whether this kernel asks before it copies.
fn is_unchecked(attack: &str) -> bool {
    ["ioctl", "ring", "stalled", "compat", "io"].contains(&attack)
        && Need::Function("nvme_cmd_allowed").missing().is_some()
}

/// What became of an attack: refused, harmless, reached and failed in another way.
fn outcome(enforced: &Enforced, name: &str) -> Result<[i64; 4], String> {
    let mut counts = [0; 4];
    for (count, what) in counts
        .iter_mut()
        .zip(["refused", "harmless", "reached", "other"])
    {
        *count = enforced.status(&format!("{name}-{what}"))?;
    }
    eprintln!("{name}: refused, harmless, reached, other: {counts:?}");
    Ok(counts)
}

fn sound(names: &[&str], sent: impl Fn(&Session) -> u64) -> Outcome {
    let session = session()?;
    let made: Vec<&str> = all()?.into_iter().map(|(name, ..)| name).collect();
    for name in names.iter().filter(|name| made.contains(name)) {
        let [refused, harmless, reached, other] = outcome(&session.enforced, name)?;
        ensure!(
            reached == 0 && other == 0,
            "{name}: {reached} reached the device, {other} failed in another way\n{}",
            session.enforced.said
        );
        // How often flips are in time depends on the machine; whoever holds the copy up always is.
        ensure!(
            refused > 0 || !name.starts_with("stalled"),
            "{name} did not race: {harmless} were harmless"
        );
    }
    let sent = sent(session);
    ensure!(sent == 0, "the kernel sent {sent} vendor commands");
    for loss in ["race_lost", "copies_unseen"] {
        let lost = session.enforced.lost(loss)?;
        ensure!(lost == 0, "{loss}: {lost}\n{}", session.enforced.said);
    }
    Ok(())
}

fn calm() -> Outcome {
    let session = session()?;
    for (name, ..) in calm_ones()? {
        let [refused, harmless, reached, other] = outcome(&session.enforced, name)?;
        ensure!(
            [refused, reached, other] == [0; 3] && harmless > 0,
            "{name}: {refused} of {} were refused, {other} failed",
            attacks()
        );
    }
    Ok(())
}

/// What is said to be racy is.
fn racy() -> Outcome {
    let session = session()?;
    for (name, ..) in all()? {
        if name == "sg-rw" || is_unchecked(name) {
            let [refused, harmless, reached, other] = outcome(&session.enforced, name)?;
            ensure!(
                refused + harmless + reached + other == attacks().cast_signed(),
                "{name} was not made"
            );
        }
    }
    let [.., reached, _] = outcome(&session.enforced, "sg-rw")?;
    ensure!(reached > 0, "the attacker lost every race: sg asks by now");
    Ok(())
}

/// The attackers win where nobody refuses.
fn unguarded() -> Outcome {
    for (name, way, node) in all()? {
        let output = Command::new(this())
            .args(["client", "attack", way, &node, "200", name])
            .output()
            .map_err(|e| e.to_string())?;
        let said = String::from_utf8_lossy(&output.stdout);
        eprintln!("{said}");
        let lost = format!("{name}-reached 0");
        ensure!(
            !name.starts_with("stalled-") || !said.lines().any(|line| line == lost),
            "{said}"
        );
    }
    Ok(())
}
