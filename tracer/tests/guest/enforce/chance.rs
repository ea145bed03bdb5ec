//! Policies of chance, about the devices that calls of chance are made to.

use std::collections::BTreeSet;

use rustix::io::Errno;

/// Errors that none of the drivers returns.
pub(super) const ERRORS: [(&str, Errno); 3] = [
    ("EROFS", Errno::ROFS),
    ("ENOSYS", Errno::NOSYS),
    ("EBADF", Errno::BADF),
];

/// Numbers of chance (xorshift), the same each time.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }

    pub(super) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    pub(super) fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

const SUBJECTS: [&str; 15] = [
    "unit = '*.service'",
    "container = '*'",
    "parent = '/**'",
    "parent = '/**/guest-init'",
    "",
    "",
    "exe = '/**'",
    "exe = '/usr/sbin/nvme'",
    "exe = '/**/guest*'",
    "uid = 0",
    "uid = '1-1000'",
    "gid = '0-10'",
    "gid = 5",
    "cgroup = '/'",
    "cgroup = '/x/**'",
];
const NVME_DEVICES: [&str; 9] = [
    "family = 'nvme', node = '/dev/nvme*'",
    "family = 'nvme', bus = 'pci *'",
    "family = 'nvme', class = 'nvme-generic'",
    "family = 'nvme'",
    "family = 'nvme', name = 'nvme0'",
    "family = 'nvme', name = 'ng*'",
    "family = 'nvme', driver = 'nvme'",
    "family = 'nvme', ids = '8086:*'",
    "family = 'nvme', kind = 'controller'",
];
const NVME_ITEMS: [&str; 16] = [
    "*",
    "admin.vendor",
    "admin.identify",
    "admin.identify.controller",
    "admin.get-log-page",
    "admin.get-log-page.smart-health-information",
    "io.read",
    "io.vendor",
    "class:opaque",
    "class:standard",
    "sub:0xc0-0xcf",
    "sub:0x06/0x01",
    "NVME_IOCTL_ID",
    "command:0x4e40-0x4e44",
    "open",
    "rw",
];
const SCSI_DEVICES: [&str; 3] = [
    "family = 'scsi'",
    "family = 'scsi', name = 'sg*'",
    "family = 'scsi', driver = 'nothing'",
];
const SCSI_ITEMS: [&str; 8] = [
    "*",
    "scsi.inquiry",
    "scsi.test-unit-ready",
    "class:opaque",
    "class:standard",
    "sub:0xc0-0xff",
    "SG_IO",
    "open",
];
const ALL_ITEMS: [&str; 4] = ["*", "class:opaque", "class:unknown", "class:standard"];

/// A policy of chance.
pub(super) fn text(chance: &mut Chance) -> String {
    let mut text = format!(
        "version = 1\n[default]\naction = '{}'\nmode = '{}'\nerrno = '{}'\n",
        chance.of(&["allow", "allow", "allow", "deny"]),
        chance.of(&["enforce", "enforce", "audit"]),
        chance.of(&ERRORS).0
    );
    for _ in 0..=2 + chance.below(6) {
        let (device, items): (&str, &[&str]) = match chance.below(5) {
            0 => ("", &ALL_ITEMS),
            1 => (chance.of(&SCSI_DEVICES), &SCSI_ITEMS),
            _ => (chance.of(&NVME_DEVICES), &NVME_ITEMS),
        };
        let mut chosen = BTreeSet::from([chance.of(items)]);
        if chance.one_in(2) {
            chosen.insert(chance.of(items));
        }
        let items: Vec<String> = chosen.iter().map(|item| format!("'{item}'")).collect();
        let action = chance.of(&["allow", "deny", "deny", "audit"]);
        text += &format!("[[rule]]\n{action} = [{}]\n", items.join(", "));
        if !device.is_empty() {
            text += &format!("device = {{ {device} }}\n");
        }
        let subject = chance.of(&SUBJECTS);
        if !subject.is_empty() {
            text += &format!("subject = {{ {subject} }}\n");
        }
        if action == "deny" {
            text += &format!("errno = '{}'\n", chance.of(&ERRORS).0);
        }
        if chance.one_in(4) {
            text += &format!("mode = '{}'\n", chance.of(&["enforce", "audit", "observe"]));
        }
        if chance.one_in(6) && action != "audit" {
            text += "strict = true\n";
        }
        if chance.one_in(6) {
            text += &format!("unknown = '{}'\n", chance.of(&["apply", "skip"]));
        }
        if chance.one_in(6) {
            text += "amount = { over = 512 }\n";
        }
        if chance.one_in(6) {
            let entries = [
                "'ioctl'",
                "['ioctl', 'open']",
                "['compat-ioctl', 'uring-cmd']",
            ];
            text += &format!("entry = {}\n", chance.of(&entries));
        }
        if device.contains("nvme") && chance.one_in(6) {
            let commands = ["NVME_IOCTL_ADMIN*", "NVME_IOCTL_I*", "command:0-0xffffffff"];
            text += &format!("command = '{}'\n", chance.of(&commands));
        }
    }
    text
}
