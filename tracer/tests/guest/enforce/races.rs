//! Commands that become others after they were looked at: none that a policy refuses reaches its device where the
//! kernel asks about its copy, and none that it allows is refused.

use std::{fs, process::Command, sync::OnceLock};

use super::{
    Enforced,
    attack::{Attack, attacks, has, outcome},
    run,
};
use crate::{
    Outcome, Test,
    client::attacks::{OTHER_VENDOR, OVER, VENDOR},
    drivers::{load, wait_for_nodes},
    ensure,
    need::Need,
    observe::{scsi, this},
    tracepoint::Tracepoint,
};

pub(crate) fn tests() -> Vec<Test> {
    const CHECKED: Need = Need::Function("nvme_cmd_allowed");
    vec![
        Test::new("enforce::races::nvme", &[Need::Nvme, CHECKED], || {
            sound("nvme", |session| session.nvme)
        }),
        Test::new("enforce::races::scsi", &[Need::Sg], || {
            sound("scsi", |session| session.scsi)
        }),
        // What reached the device is what it answered.
        Test::new("enforce::races::cxl", &[RAW], || sound("cxl", |_| 0)),
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
        Test::new("enforce::races::a_strict_rule", &[Need::Sg], strict),
    ]
}

/// A kernel that lets raw commands pass to CXL devices.
const RAW: Need = Need::Function("cxl_disabled_raw_commands");
const MEMORY: &str = "/dev/cxl/mem0";

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

/// What is attacked, in which ways.
fn all() -> Result<Vec<Attack>, String> {
    let (sg, disk) = scsi()?;
    let (sg, disk) = (format!("/dev/{sg}"), format!("/dev/{disk}"));
    let mut all = vec![Attack::new("scsi", "sg-io-writable", "stalls", &sg)];
    let mut both = |family, what, node: &str| {
        all.extend(["flips", "stalls"].map(|way| Attack::new(family, what, way, node)));
    };
    both("scsi", "sg-io", &sg);
    both("scsi", "sg-io", &disk);
    both("scsi", "send-command", &disk);
    if has(TAPE) {
        both("scsi", "sg-io", "/dev/nst0");
    }
    if has(&[OPTICAL]) {
        both("scsi", "sg-io", "/dev/sr0");
        both("scsi", "send-packet", "/dev/sr0");
    }
    if has(&[Need::Bsg]) {
        both("scsi", "bsg", &bsg()?);
    }
    if has(&[Need::Compat]) {
        both("scsi", "sg-io-compat", &disk);
    }
    if has(&[Need::Nvme]) {
        both("nvme", "nvme", "/dev/nvme0");
        both("nvme", "nvme-io", "/dev/ng0n1");
        if has(&[Need::Compat]) {
            both("nvme", "nvme-compat", "/dev/nvme0");
        }
    }
    if has(&[RAW]) {
        both("cxl", "cxl", MEMORY);
    }
    if has(&[Need::Nvme]) {
        all.push(Attack::new("nvme", "nvme-ring", "flips", "/dev/nvme0"));
    }
    Ok(all)
}

const TAPE: &[Need] = &[Need::Driver("scsi_debug"), Need::Driver("st")];
const OPTICAL: Need = Need::Driver("sr_mod");

/// Has the drivers of a tape and of an optical drive, and waits for their nodes.
fn prepare() -> Result<(), String> {
    load(&["sr_mod", "st", "scsi_debug ptype=1 max_luns=1"]);
    wait_for_nodes(&[(TAPE[1], "/dev/nst0"), (OPTICAL, "/dev/sr0")])
}

/// The bsg node of the disk that sg has.
pub(super) fn bsg() -> Result<String, String> {
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
        prepare()?;
        let mut script = String::new();
        for calm in calm_ones()? {
            script += &format!("{} {} &\n", this(), calm.words(attacks()));
        }
        for racing in all()? {
            let words = match racing.must_race() {
                true => racing.until(attacks(), "refused", 1),
                false => racing.words(attacks()),
            };
            script += &format!("{} {words}\n", this());
        }
        script += &format!("touch {OVER}\nwait\nrm {OVER}\n");
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
fn calm_ones() -> Result<Vec<Attack>, String> {
    let sg = format!("/dev/{}", scsi()?.0);
    let mut all = vec![Attack::new("scsi", "sg-io", "calm", sg)];
    if has(&[Need::Nvme]) {
        all.push(Attack::new("nvme", "nvme", "calm", "/dev/nvme0"));
    }
    if has(&[RAW]) {
        all.push(Attack::new("cxl", "cxl", "calm", MEMORY));
    }
    Ok(all)
}

fn sound(family: &str, sent: impl Fn(&Session) -> u64) -> Outcome {
    let session = session()?;
    for attack in all()? {
        if attack.family != family || attack.is_racy() {
            continue;
        }
        let [refused, harmless, reached, other] = outcome(&session.enforced, &attack)?;
        ensure!(
            reached == 0 && other == 0,
            "{}: {reached} reached the device, {other} failed in another way\n{}",
            attack.name(),
            session.enforced.said
        );
        ensure!(
            refused > 0 || !attack.must_race(),
            "{} did not race: {harmless} were harmless",
            attack.name()
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
    for calm in calm_ones()? {
        let [refused, harmless, reached, other] = outcome(&session.enforced, &calm)?;
        ensure!(
            [refused, reached, other] == [0; 3] && harmless > 0,
            "{}: {refused} of {} were refused, {other} failed",
            calm.name(),
            attacks()
        );
    }
    Ok(())
}

/// What is said to be racy is.
fn racy() -> Outcome {
    let session = session()?;
    for attack in all()?.iter().filter(|attack| attack.is_racy()) {
        let [refused, harmless, reached, other] = outcome(&session.enforced, attack)?;
        ensure!(
            refused + harmless + reached + other == attacks().cast_signed(),
            "{} was not made",
            attack.name()
        );
        ensure!(
            reached > 0 || attack.what != "sg-io-writable",
            "the attacker lost every race: sg asks by now"
        );
    }
    Ok(())
}

/// How often each is made without a policy.
const UNGUARDED: u64 = 200;

/// The attackers win where nobody refuses.
fn unguarded() -> Outcome {
    prepare()?;
    for attack in all()? {
        let words = attack.until(UNGUARDED, "reached", 1);
        let output = Command::new(this())
            .args(words.split(' '))
            .output()
            .map_err(|e| e.to_string())?;
        let said = String::from_utf8_lossy(&output.stdout);
        eprintln!("{said}");
        let reached = format!("{}-reached ", attack.name());
        let reached = said
            .lines()
            .find_map(|line| line.strip_prefix(&reached)?.parse().ok());
        let least = if attack.is_always_in_time() {
            UNGUARDED
        } else {
            1
        };
        ensure!(
            reached >= Some(least),
            "{said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}

/// What no look could hold off, a strict rule refuses whole.
fn strict() -> Outcome {
    let policy = "[[rule]]
name = 'strict'
device = { family = 'scsi', kind = 'sg' }
entry = ['ioctl']
command = 'SG_IO'
deny = ['scsi.vendor']
strict = true
errno = 'EACCES'
";
    let sg = format!("/dev/{}", scsi()?.0);
    // It sends harmless commands to begin with, which are refused as well.
    let script = format!(
        "{} {}\necho ended $?\n",
        this(),
        Attack::new("scsi", "sg-io-writable", "stalls", sg).words(100)
    );
    let sent = Tracepoint::new(
        "scsi/scsi_dispatch_cmd_start",
        &format!("opcode == {OTHER_VENDOR:#x}"),
    )?;
    let enforced = run(policy, &[], &script)?;
    let ended = enforced.status("ended")?;
    let sent = sent.count()?;
    ensure!(
        ended == super::REFUSED && sent == 0,
        "it ended with {ended}, and {sent} commands were sent\n{}",
        enforced.said
    );
    Ok(())
}
