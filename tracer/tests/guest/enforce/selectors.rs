//! Each selector of a rule, and what is not known, as the kernel takes them: every rule refuses an opcode of its own.

use std::{fs, os::unix::fs::PermissionsExt as _, sync::OnceLock};

use super::{Enforced, Outcome, Test, under};
use crate::{
    ensure,
    need::Need,
    observe::this,
    pci::{Bound, EDU},
};

pub(super) fn tests() -> Vec<Test> {
    vec![
        Test::new("enforce::selectors::of_devices", &[Need::Nvme], || {
            hold(DEVICES)
        }),
        Test::new("enforce::selectors::of_subjects", &[Need::Nvme], || {
            hold(SUBJECTS)
        }),
        Test::new(
            "enforce::selectors::what_is_not_known",
            &[Need::Nvme],
            || hold(UNKNOWN),
        ),
        Test::new(
            "enforce::selectors::what_no_table_names",
            &[Need::Nvme],
            unnamed,
        ),
        Test::new(
            "enforce::selectors::a_device_that_is_not_resolved",
            &[Need::Driver("vfio-pci")],
            unresolved,
        ),
        Test::new(
            "enforce::selectors::what_has_no_room",
            &[Need::Nvme],
            device_without_room,
        ),
        Test::new(
            "enforce::selectors::who_has_no_room",
            &[Need::Nvme],
            without_room,
        ),
    ]
}

/// EROFS, which neither the driver nor its permissions say.
const OWN: i64 = 30;
const NODE: &str = "/dev/nvme0";

/// What a rule selects beside an opcode.
struct Selects {
    rule: &'static str,
    /// How the client is started that sends it; `CLIENT` stands for it.
    by: &'static str,
    /// Whether that is selected.
    is_selected: bool,
}

const fn selects(rule: &'static str) -> Selects {
    Selects {
        rule,
        by: "CLIENT",
        is_selected: true,
    }
}

const fn leaves(rule: &'static str) -> Selects {
    Selects {
        is_selected: false,
        ..selects(rule)
    }
}

const fn selects_by(by: &'static str, rule: &'static str) -> Selects {
    Selects {
        by,
        ..selects(rule)
    }
}

const DEVICES: &[Selects] = &[
    selects("device = { family = 'nvme' }"),
    leaves("device = { family = 'scsi' }"),
    selects("device = { family = 'nvme', kind = 'controller' }"),
    leaves("device = { family = 'nvme', kind = 'generic' }"),
    selects("device = { class = 'nvme' }"),
    leaves("device = { class = 'nvme-generic' }"),
    selects("device = { driver = 'nvme' }"),
    leaves("device = { driver = 'nvme?' }"),
    selects("device = { name = 'nvme[0-3]' }"),
    leaves("device = { name = 'nvme1*' }"),
    selects("device = { node = '/dev/nvme0' }"),
    leaves("device = { node = '/dev/nvme' }"),
    selects("device = { bus = 'pci *' }"),
    selects("device = { bus = '0000:*' }"),
    leaves("device = { bus = '0001:*' }"),
    selects("device = { ids = '1b36:0010' }"),
    leaves("device = { ids = '1b36:0011' }"),
];

/// The client in a cgroup below the command's own.
macro_rules! within {
    ($cgroup:literal) => {
        concat!(
            "(own=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/self/cgroup)/",
            $cgroup,
            "; mkdir -p $own && echo $BASHPID > $own/cgroup.procs && exec CLIENT)"
        )
    };
}

const UNIT: &str = within!("system.slice/drives.service");
/// As container engines name them.
const CONTAINER: &str =
    within!("docker-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.scope");
const USER: &str = "setpriv --reuid 1234 --regid 4321 --clear-groups CLIENT";

const SUBJECTS: &[Selects] = &[
    selects("subject = { exe = '/**' }"),
    leaves("subject = { exe = '/nowhere/*' }"),
    selects("subject = { parent = '/usr/bin/bash' }"),
    leaves("subject = { parent = '/usr/bin/dash' }"),
    selects("subject = { cgroup = '/**' }"),
    leaves("subject = { cgroup = '/nowhere/**' }"),
    selects_by(UNIT, "subject = { unit = 'drives.service' }"),
    selects_by(UNIT, "subject = { unit = 'd*.service' }"),
    Selects {
        by: UNIT,
        ..leaves("subject = { unit = 'system.slice' }")
    },
    leaves("subject = { unit = 'drives.service' }"),
    selects_by(CONTAINER, "subject = { container = '0123456789ab' }"),
    selects_by(CONTAINER, "subject = { container = '*' }"),
    Selects {
        by: CONTAINER,
        ..leaves("subject = { container = '1123456789ab' }")
    },
    leaves("subject = { container = '*' }"),
    selects_by(USER, "subject = { uid = 1234 }"),
    selects_by(USER, "subject = { uid = '1000-1999' }"),
    selects_by(USER, "subject = { gid = 4321 }"),
    leaves("subject = { uid = 1234 }"),
    leaves("subject = { gid = '4000-5000' }"),
];

/// An executable whose path is longer than what is read of it.
const FAR: &str =
    "cd /tmp/far-away && for step in $(seq 12); do cd $(ls -d d*); done && exec ./CLIENT";
const FAR_AWAY: &str = "/tmp/far-away";

const UNKNOWN: &[Selects] = &[
    selects_by(
        FAR,
        "subject = { exe = '/nowhere' }\nunknown = { subject = 'apply' }",
    ),
    Selects {
        by: FAR,
        ..leaves("subject = { exe = '/nowhere' }\nunknown = { subject = 'skip' }")
    },
    leaves("subject = { exe = '/nowhere' }\nunknown = { subject = 'apply' }"),
];

/// A client's command, and the policy's rules, of what is selected; each has an opcode of its own.
fn policy(all: &[Selects]) -> (String, Vec<(String, String)>) {
    let mut policy = String::new();
    let mut clients = Vec::new();
    for (opcode, selects) in (0xc0..).zip(all) {
        let name = format!("{opcode:x}");
        policy += &format!(
            "[[rule]]\nname = '{name}'\n{}\ndeny = ['sub:0x{name}']\nerrno = 'EROFS'\n",
            selects.rule
        );
        // NVME_IOCTL_ADMIN_CMD
        let words = format!("client other asks {NODE} c0484e41:{name}{:0142}", 0);
        let client = if selects.by == FAR {
            format!("({})", FAR.replace("CLIENT", &format!("guest {words}")))
        } else {
            let by = selects.by.replace("CLIENT-EXE", &this());
            let by = by.replace("CLIENT-WORDS", &words);
            by.replace("CLIENT", &format!("{} {words}", this()))
        };
        clients.push((name, client));
    }
    (policy, clients)
}

fn judged(all: &[Selects], options: &[&str]) -> Result<Enforced, String> {
    let (policy, clients) = policy(all);
    let clients: Vec<(&str, String)> = clients
        .iter()
        .map(|(name, client)| (name.as_str(), client.clone()))
        .collect();
    under(&policy, options, &clients)
}

/// Lets others than root open the drive, and has an executable far away.
fn prepare() -> Result<(), String> {
    static PREPARED: OnceLock<Result<(), String>> = OnceLock::new();
    let prepare = || -> std::io::Result<()> {
        fs::set_permissions(NODE, fs::Permissions::from_mode(0o666))?;
        // Path by path: the whole is longer than what the kernel takes at once.
        let step = "d".repeat(200);
        let script = format!(
            "mkdir -p {FAR_AWAY} && cd {FAR_AWAY} && for step in $(seq 12); do mkdir -p {step} && cd {step}; done && \
             cp {} guest",
            this()
        );
        let status = std::process::Command::new("bash")
            .args(["-c", &script])
            .status()?;
        match status.success() {
            true => Ok(()),
            false => Err(std::io::Error::other("no executable far away")),
        }
    };
    let prepared = PREPARED.get_or_init(|| prepare().map_err(|e| e.to_string()));
    prepared.clone()
}

fn hold(all: &'static [Selects]) -> Outcome {
    prepare()?;
    let enforced = judged(all, &[])?;
    for (opcode, selects) in (0xc0..).zip(all) {
        let status = enforced.status(&format!("{opcode:x}"))?;
        ensure!(
            (status == OWN) == selects.is_selected,
            "{}: {status}\n{}",
            selects.rule,
            enforced.said
        );
    }
    let refused = all.iter().filter(|selects| selects.is_selected).count() as u64;
    let denied = &enforced.sum()?["denied"];
    ensure!(
        *denied == refused,
        "{denied} were refused, not {refused}\n{}",
        enforced.said
    );
    Ok(())
}

/// Subjects for which there is no room are known all the same.
fn without_room() -> Outcome {
    const ALL: &[Selects] = &[
        // It has the room.
        leaves("subject = { exe = '/nowhere' }\nunknown = { full = 'apply', subject = 'skip' }"),
        // Who has no id is known all the same.
        selects_by(
            "cp CLIENT-EXE /tmp/second && /tmp/second CLIENT-WORDS",
            "subject = { exe = '/tmp/second' }",
        ),
        Selects {
            by: "/tmp/second CLIENT-WORDS",
            ..leaves("subject = { exe = '/nowhere' }\nunknown = { full = 'apply' }")
        },
    ];
    prepare()?;
    let enforced = judged(ALL, &["--room", "subjects=1"])?;
    for (opcode, selects) in (0xc0..).zip(ALL) {
        let status = enforced.status(&format!("{opcode:x}"))?;
        ensure!(
            (status == OWN) == selects.is_selected,
            "{}: {status}\n{}",
            selects.rule,
            enforced.said
        );
    }
    ensure!(
        enforced.lost("subjects_full")? > 0,
        "there was room\n{}",
        enforced.said
    );
    Ok(())
}

/// How open a command is that no table has.
fn unnamed() -> Outcome {
    let rule = |number: u32, unknown: &str| {
        format!(
            "[[rule]]\nname = '{number:x}'\ndevice = {{ family = 'nvme' }}\ncommand = 'command:{number:#x}'\n\
             deny = ['class:opaque']\nerrno = 'EROFS'\nunknown = {{ command = '{unknown}' }}\n"
        )
    };
    let policy = rule(0x4e98, "apply") + &rule(0x4e99, "skip");
    let client = |number: u32| format!("{} client other asks {NODE} {number:x}:00", this());
    let clients = [("applies", client(0x4e98)), ("is skipped", client(0x4e99))];
    let enforced = under(&policy, &[], &clients)?;
    let (applies, skipped) = (enforced.status("applies")?, enforced.status("is skipped")?);
    // ENOTTY
    ensure!(
        applies == OWN && skipped == 25,
        "{applies}, {skipped}\n{}",
        enforced.said
    );
    enforced.lossless()
}

/// A device behind VFIO has no number: its first call comes before anybody knows its driver.
fn unresolved() -> Outcome {
    let _edu = Bound::to_vfio(EDU)?;
    for (unknown, is_refused) in [("apply", true), ("skip", false)] {
        let policy = format!(
            "[[rule]]\nname = 'another driver'\ndevice = {{ family = 'vfio', kind = 'device', driver = 'nobody' }}\n\
             entry = ['ioctl']\ndeny = ['*']\nerrno = 'EROFS'\nunknown = {{ device = '{unknown}' }}\n"
        );
        // Nobody is to be quicker: passgate stands still meanwhile.
        let client = format!(
            "kill -STOP $PPID; {} client vfio feature {EDU} 3; status=$?; kill -CONT $PPID; (exit $status)",
            this()
        );
        let enforced = under(&policy, &[], &[("first", client)])?;
        let first = enforced.status("first")?;
        ensure!(
            first == if is_refused { OWN } else { 0 },
            "{unknown}: {first}\n{}",
            enforced.said
        );
    }
    Ok(())
}

/// Of devices for which there is no room what holds is said by itself, too.
fn device_without_room() -> Outcome {
    for (unknown, is_refused) in [
        ("full = 'apply', device = 'skip'", true),
        ("full = 'skip', device = 'apply'", false),
    ] {
        let policy = format!(
            "[[rule]]\nname = 'another drive'\ndevice = {{ family = 'nvme', name = 'nvme99' }}\nentry = ['ioctl']\n\
             deny = ['*']\nerrno = 'EROFS'\nunknown = {{ {unknown} }}\n"
        );
        // The first has the room.
        let asks = |node: &str| format!("{} client descriptor opened {node}", this());
        let clients = [
            ("first", asks("/dev/nvme0")),
            ("second", asks("/dev/ng0n1")),
        ];
        let enforced = under(&policy, &["--room", "devices=1"], &clients)?;
        let second = enforced.status("second")?;
        ensure!(
            (second == OWN) == is_refused && enforced.lost("devices_full")? > 0,
            "{unknown}: {second}\n{}",
            enforced.said
        );
    }
    Ok(())
}
