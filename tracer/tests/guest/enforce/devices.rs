//! Devices have their labels before they are called: a rule that names one holds from its first call on, and
//! soon after for what comes while the policy is in force.

use std::{fs, path::Path, thread, time::Duration};

use super::{Outcome, REFUSED, Test, under};
use crate::{
    bypasses::{NODE, PARTITION, Partition},
    ensure,
    machine::wait_within,
    need::Need,
    observe::this,
};

pub(crate) fn tests() -> Vec<Test> {
    vec![Test::new(
        "enforce::a_device_before_its_first_call",
        &[Need::Nvme],
        before,
    )]
}

/// What is not resolved passes: only labels refuse.
const POLICY: &str = "[[rule]]
name = 'one drive'
device = { family = 'nvme', node = '/dev/nvme0' }
entry = ['ioctl']
deny = ['admin.vendor']
errno = 'EACCES'
unknown = { device = 'skip' }

[[rule]]
name = 'one disk'
device = { name = 'nvme0n1', family = 'nvme', kind = 'disk' }
entry = ['open']
deny = ['*']
errno = 'EACCES'
unknown = { device = 'skip' }
";

/// Within that the programs are verified, whatever else the machine does.
const START: Duration = Duration::from_secs(180);

/// Says that the policy is in force.
const BEGAN: &str = "/tmp/began";

fn before() -> Outcome {
    let client = |words: &str| format!("{} client {words}", this());
    let opens = client(&format!("descriptor opened {PARTITION}"));
    // Its label may come a moment after its node.
    let until_refused = format!(
        "timeout 60 sh -c 'touch {BEGAN}; until [ -e {PARTITION} ]; do sleep 0.1; done
         while :; do {opens}; [ $? = {REFUSED} ] && exit {REFUSED}; sleep 0.1; done'"
    );
    let clients = [
        ("vendor", client("nvme vendor /dev/nvme0 1")),
        ("other", client("nvme vendor /dev/ng0n1 1")),
        ("disk", client(&format!("descriptor opened {NODE}"))),
        ("partition", until_refused),
    ];
    let _ = fs::remove_file(BEGAN);
    let (enforced, partition) = thread::scope(|scope| {
        let adds = scope.spawn(|| {
            wait_within(START, "the policy is in force", || {
                Path::new(BEGAN).exists()
            })?;
            Partition::of(NODE)
        });
        (under(POLICY, &[], &clients), adds.join())
    });
    let (enforced, _partition) = (enforced?, partition.map_err(|_| "it panicked")??);
    for (client, refused) in [
        ("vendor", true),
        ("other", false),
        ("disk", true),
        ("partition", true),
    ] {
        let status = enforced.status(client)?;
        ensure!(
            (status == REFUSED) == refused,
            "{client}: {status}\n{}",
            enforced.said
        );
    }
    let disk = enforced
        .by("open")
        .find(|line| line["rule"] == "one disk")
        .ok_or_else(|| format!("no refused open:\n{}", enforced.said))?;
    // The partition is a way to the disk.
    ensure!(
        disk["denied"] == 2,
        "the disk and its partition were not refused as one: {disk}"
    );
    enforced.lossless()
}
