//! Commands that became others before the driver's copy, where the kernel asks nobody about that: each is told, and its
//! process killed where the policy says so.

use std::{fs, sync::OnceLock};

use serde_json::Value;

use super::{
    Enforced,
    attack::{Attack, attacks, has, outcome},
    families::card,
    run,
};
use crate::{
    Outcome, Test,
    drivers::load,
    ensure,
    machine::{Adapter, usb_of},
    need::Need,
    observe::this,
};

const DRIVERS: &[Need] = &[Need::Driver("vgem"), Need::Driver("vivid")];
const RDMA: &[Need] = &[
    Need::Driver("vgem"),
    Need::Driver("vivid"),
    Need::Driver("rdma_rxe"),
    Need::Driver("dummy"),
];

pub(super) fn tests() -> Vec<Test> {
    vec![
        Test::new("enforce::late::drm", DRIVERS, || told("drm")),
        Test::new("enforce::late::v4l2", DRIVERS, || told("v4l2")),
        Test::new("enforce::late::usb", DRIVERS, || told("usb")),
        Test::new("enforce::late::rdma", RDMA, || told("rdma")),
        Test::new("enforce::late::whoever_is_to_be_killed", DRIVERS, killed),
    ]
}

/// How many stalled attacks are to reach each device: attackers go on until then. How many flips do depends on the
/// machine.
const WINS: u64 = 3;

fn wins(attack: &Attack) -> u64 {
    if attack.way == "stalls" { WINS } else { 0 }
}

/// How many attackers are to be killed: by what the hook sees, or by what the driver copied.
const KILLED: usize = 16;
/// Their executable.
const OTHER: &str = "/tmp/to-be-killed";

const POLICY: &str = "[[rule]]
name = 'killed'
subject = { exe = '/tmp/to-be-killed' }
device = { family = 'drm' }
kill = ['dumb-buffer']
[[rule]]
name = 'drm'
device = { family = 'drm' }
deny = ['dumb-buffer']
errno = 'EACCES'
[[rule]]
name = 'v4l2'
device = { family = 'v4l2' }
deny = ['control.contrast']
errno = 'EACCES'
[[rule]]
name = 'usb'
device = { family = 'usb' }
deny = ['control.vendor']
errno = 'EACCES'
[[rule]]
name = 'rdma'
device = { family = 'rdma' }
deny = ['device.query-port']
errno = 'EACCES'
";

/// All attacks.
fn all() -> Result<Vec<Attack>, String> {
    let mut all = Vec::new();
    let mut both = |family, node: &str| {
        all.extend(["flips", "stalls"].map(|way| Attack::new(family, family, way, node)));
    };
    both("drm", &card()?);
    both("v4l2", "/dev/video0");
    both("usb", &usb_of("hidraw0")?);
    if has(RDMA) {
        both("rdma", Adapter::NODE);
    }
    Ok(all)
}

fn session() -> Result<&'static Enforced, String> {
    static SESSION: OnceLock<Result<Enforced, String>> = OnceLock::new();
    let session = SESSION.get_or_init(|| {
        load(&["vgem", "vivid"]);
        fs::copy(this(), OTHER).map_err(|e| format!("{OTHER}: {e}"))?;
        let _adapter = has(RDMA).then(Adapter::start).transpose()?;
        let mut script = String::new();
        for attack in all()? {
            let words = attack.until(attacks(), "reached", wins(&attack));
            script += &format!("{} {words}\n", this());
        }
        let killed = Attack::new("drm", "drm", "stalls", card()?).until(1000, "reached", 1);
        for number in 0..KILLED {
            script += &format!("{OTHER} {killed} > /dev/null 2>&1\necho killed-{number} $?\n");
        }
        run(POLICY, &[], &script)
    });
    session.as_ref().map_err(String::clone)
}

fn sum(enforced: &Enforced, rule: &str, what: &str) -> u64 {
    let lines = enforced.by("ioctl").filter(|line| line["rule"] == rule);
    lines.filter_map(|line| line[what].as_u64()).sum()
}

/// What the device was sent is what was told, each time.
fn told(family: &str) -> Outcome {
    let enforced = session()?;
    let [mut refused, mut reached] = [0, 0];
    for attack in all()?.iter().filter(|attack| attack.family == family) {
        let counts = outcome(enforced, attack)?;
        ensure!(
            counts[2] >= wins(attack).cast_signed() && counts[3] == 0,
            "{}: {} reached the device, {} failed in another way\n{}",
            attack.name(),
            counts[2],
            counts[3],
            enforced.said
        );
        refused += counts[0];
        reached += counts[2];
    }
    let [denied, audited] = ["denied", "audited"].map(|what| sum(enforced, family, what));
    ensure!(
        denied.cast_signed() == refused && audited.cast_signed() == reached,
        "{refused} were refused, and {denied} counted so; {reached} reached the device, and {audited} were told\n{}",
        enforced.said
    );
    let racy = |line: &Value| line["racy"] == true;
    ensure!(
        enforced.by("ioctl").all(racy),
        "a decision is said to be sound\n{}",
        enforced.said
    );
    let unseen = enforced.lost("copies_unseen")?;
    ensure!(unseen == 0, "{unseen} copies were not seen");
    Ok(())
}

fn killed() -> Outcome {
    let enforced = session()?;
    for number in 0..KILLED {
        let status = enforced.status(&format!("killed-{number}"))?;
        // 128 and SIGKILL.
        ensure!(status == 137, "{number}: {status}\n{}", enforced.said);
    }
    let late = sum(enforced, "killed", "audited");
    let early = sum(enforced, "killed", "denied");
    eprintln!("{early} were killed before they reached the device, {late} after it");
    ensure!(
        late > 0 && late + early == KILLED as u64,
        "{early} were killed early, {late} late\n{}",
        enforced.said
    );
    let told: u64 = ["drm", "v4l2", "usb", "rdma"]
        .map(|rule| sum(enforced, rule, "audited"))
        .iter()
        .sum();
    let lost = enforced.lost("race_lost")?;
    ensure!(
        told + late == lost,
        "{told} and {late} were told, and {lost} lost\n{}",
        enforced.said
    );
    Ok(())
}
