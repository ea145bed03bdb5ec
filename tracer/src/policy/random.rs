//! Policies, subjects, devices and calls of chance, the same for one seed.

use std::fmt::Write as _;

use tracer_common::{
    count::{UNKNOWN_PART, argument, entry},
    policy::Call,
};

use super::facts::{self, Device, Place, Subject};
use crate::{
    chance::Random,
    families::{self, Argument, Command, Entry, generic},
    model::row::entry_name,
};

const ID: &str = "4f5e8b0c6e9d4c7f8a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef";
const OTHER: &str = "4f5e8b0c6e9d0000000000000000000000000000000000000000000000000000";

const EXES: [&str; 9] = [
    "/usr/sbin/nvme",
    "/usr/bin/nvme",
    "/usr/sbin/smartctl",
    "/usr/local/bin/a b",
    "/opt/x/y/z",
    "/nvme",
    "/usr/sbin/nvm",
    "/usr/sbin/nvmee",
    "/opt/x/y/z/usr/sbin/nvme",
];
const EXE_GLOBS: [&str; 9] = [
    "/usr/sbin/nvme",
    "/usr/*/nvme",
    "/**/nvme",
    "/opt/**",
    "/**",
    "/usr/sbin/nvm?*",
    "/**/x/**/z",
    "/usr/[!b]*/*",
    "/",
];
const CGROUPS: [&str; 26] = [
    "/",
    "/system.slice/smartd.service",
    "/system.slice/smartd.service/worker",
    "/user.slice/user-1.slice/user@1.service/app.slice/a.service",
    "/user.slice/user-1.slice",
    "/.service",
    "/lab",
    "/lxc/machine-web.scope",
    "/lxc.payload/machine-web.scope",
    "/machine.slice/machine-a\\xzz.scope",
    "/lxc.payload.4f5e8b0c6e9d",
    "/docker/ID",
    "/system.slice/docker-ID.scope",
    "/system.slice/docker-ID.scope/init.scope",
    "/machine.slice/libpod-conmon-ID.scope",
    "/machine.slice/libpod-OTHER.scope/container",
    "/x/slice:cri-containerd:ID",
    "/x/a-conmon:cri-ID",
    "/lxc/web",
    "/lxc/web/init.scope",
    "/a/lxc/web",
    "/lxc.payload/web/x",
    "/lxc.payload.web/system.slice/a.service",
    "/lxc.payload.",
    "/machine.slice/machine-qemu\\x2d1\\x2dweb.scope",
    "/machine.slice/systemd-nspawn@web.service",
];
const CGROUP_GLOBS: [&str; 6] = [
    "/",
    "/system.slice/**",
    "/**/init.scope",
    "/lxc*/**",
    "/**",
    "/docker/*",
];
const UNITS: [&str; 7] = [
    "smartd.service",
    "*.service",
    "a.service",
    "init.scope",
    "user-*.slice",
    "*",
    "docker-*.scope",
];
const CONTAINERS: [&str; 9] = [
    "*",
    "web",
    "4f5e8b0c6e9d",
    "4f5e8b0c6e9d4c7f8a1b",
    "w*",
    "qemu-1-web",
    "qemu-*b",
    "*0*",
    "ID",
];

fn with_ids(text: &str) -> String {
    text.replace("OTHER", OTHER).replace("ID", ID)
}

/// A list as TOML has it.
fn list<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<String> = words
        .iter()
        .map(|word| format!("'{}'", with_ids(word.as_ref())))
        .collect();
    format!("[{}]", words.join(", "))
}

/// Commands of a kind and its drivers, and what it has in common with others.
fn commands(kind: Entry) -> Vec<&'static Command> {
    let own = kind.kind.by_driver.iter();
    let own = own.flat_map(|(_, tables)| tables.iter().copied().flatten());
    kind.kind
        .all_commands()
        .chain(own)
        .chain(generic::CALLS)
        .collect()
}

/// A policy's text about devices of some kinds.
pub(super) fn policy(random: &mut Random, kinds: &[Entry]) -> String {
    let mut text = String::from("version = 1\n");
    let actions = ["allow", "deny", "audit", "kill"];
    let modes = ["observe", "audit", "enforce"];
    let _ = writeln!(
        text,
        "[default]\naction = '{}'\nmode = '{}'",
        random.one_of(&actions),
        random.one_of(&modes)
    );
    for _ in 0..1 + random.below(7) {
        rule(random, kinds, &mut text);
    }
    text
}

fn rule(random: &mut Random, kinds: &[Entry], text: &mut String) {
    text.push_str("[[rule]]\n");
    let mut subject = Vec::new();
    for (key, words) in [
        ("exe", &EXE_GLOBS[..]),
        ("parent", &EXE_GLOBS[..]),
        ("cgroup", &CGROUP_GLOBS[..]),
        ("unit", &UNITS[..]),
        ("container", &CONTAINERS[..]),
    ] {
        // Containers take many states to tell.
        let often = if key == "container" { 40 } else { 6 };
        if random.once_in(often) {
            subject.push(format!("{key} = {}", list(&random.some_of(words))));
        }
    }
    for key in ["uid", "gid"] {
        if random.once_in(6) {
            let first = random.below(4);
            subject.push(format!("{key} = '{first}-{}'", first + random.below(3)));
        }
    }
    if !subject.is_empty() {
        let _ = writeln!(text, "subject = {{ {} }}", subject.join(", "));
    }
    let kind = *random.one_of(kinds);
    let mut device = Vec::new();
    let of_all = random.once_in(4);
    if !of_all {
        device.push(format!("family = '{}'", kind.family.name));
    }
    for (key, words) in [
        ("driver", ["nvme", "amdgpu", "i9*", "*"]),
        ("name", ["nvme0", "nvme?", "card*", "x"]),
        ("bus", ["0000:00:04.0", "pci *", "usb *", "0000:*"]),
        ("ids", ["1B36:0010", "1b36:*", "*:0010", "8086:*"]),
    ] {
        if random.once_in(8) {
            device.push(format!("{key} = {}", list(&random.some_of(&words))));
        }
    }
    if !device.is_empty() {
        let _ = writeln!(text, "device = {{ {} }}", device.join(", "));
    }
    if random.once_in(4) {
        let entries = entry::ALL.map(entry_name);
        let _ = writeln!(text, "entry = {}", list(&random.some_of(&entries)));
    }
    let all = commands(kind);
    if random.once_in(5) {
        let command = random.one_of(&all).name;
        let word = match random.below(3) {
            0 => format!("command:{:#x}-{:#x}", 0x40, 0xc048_4e41_u32),
            1 => "*".to_owned(),
            _ => command.to_owned(),
        };
        let _ = writeln!(text, "command = {}", list(&[word]));
    }
    if random.once_in(6) {
        let _ = writeln!(text, "amount = {{ over = {} }}", random.below(3) * 2048);
    }
    if random.once_in(3) {
        let key = random.one_of(&["argument", "command", "subject", "device", "full"]);
        let how = random.one_of(&["apply", "skip"]);
        let _ = match random.once_in(3) {
            true => writeln!(text, "unknown = '{how}'"),
            false => writeln!(text, "unknown = {{ {key} = '{how}' }}"),
        };
    }
    let action = *random.one_of(&["allow", "deny", "audit", "kill"]);
    if action != "audit" && random.once_in(5) {
        let _ = writeln!(text, "strict = true");
    }
    let items: Vec<String> = (0..1 + random.below(3))
        .map(|_| item(random, &all))
        .collect();
    let _ = writeln!(text, "{action} = {}", list(&items));
}

fn item(random: &mut Random, all: &[&'static Command]) -> String {
    let command = random.one_of(all);
    match random.below(8) {
        0 => format!("class:{}", random.one_of(&families::Class::ALL).name()),
        1 => "*".to_owned(),
        2 => command.name.to_owned(),
        3 => format!("sub:{}-{}", random.below(8), 8 + random.below(250)),
        4 => format!("sub:0x2-0xa/{}-{}", random.below(4), 4 + random.below(250)),
        _ => {
            let with_names = all.iter().filter_map(|command| command.argument);
            let arguments: Vec<&'static Argument> = with_names
                .filter(|argument| !argument.sub.is_empty())
                .collect();
            let names = facts::names(random.one_of::<&Argument>(&arguments));
            let name = random.one_of(&names);
            match (random.below(3), name.split_once('.')) {
                (0, Some((group, _))) => format!("{group}.*"),
                _ => name.clone(),
            }
        }
    }
}

/// A subject.
pub(super) fn subject(random: &mut Random) -> Subject {
    let mut path = |all: &[&str]| match random.below(10) {
        0 => None,
        1 => Some(String::new()),
        _ => Some(with_ids(random.one_of::<&str>(all))),
    };
    let (exe, parent) = (path(&EXES), path(&EXES));
    let cgroup = path(&CGROUPS).map(|path| if path.is_empty() { "/".into() } else { path });
    let id = |random: &mut Random| match random.below(8) {
        0 => None,
        1 => Some(random.number()),
        _ => Some(u32::try_from(random.below(7)).expect("small")),
    };
    Subject {
        place: *random.one_of(&[
            Place::Known,
            Place::Known,
            Place::Known,
            Place::Unknown,
            Place::NoRoom,
        ]),
        exe,
        parent,
        cgroup,
        uid: id(random),
        gid: id(random),
    }
}

/// A device of a kind.
pub(super) fn device(random: &mut Random, kind: Entry) -> Device {
    let mut word = |all: &[&str]| match random.below(4) {
        0 => None,
        _ => Some((*random.one_of(all)).to_owned()),
    };
    let (name, bus) = (
        word(&["nvme0", "card0", "y"]),
        word(&["pci 0000:00:04.0", "usb 1-1"]),
    );
    let ids = word(&["1b36:0010", "8086:5845"]);
    let driver = match kind.kind.by_driver {
        [] => word(&["nvme", "x"]),
        drivers if random.below(4) > 0 => Some(random.one_of(drivers).0.to_owned()),
        _ => Some("unheard-of".to_owned()),
    };
    let place = *random.one_of(&[
        Place::Known,
        Place::Known,
        Place::Known,
        Place::Unknown,
        Place::NoRoom,
    ]);
    let of_kind = match random.below(20) {
        0 => 0,
        _ => kind.id,
    };
    let place = match of_kind {
        0 => Place::Unknown,
        _ => place,
    };
    Device {
        kind: of_kind,
        place,
        driver,
        name,
        alias: None,
        node: None,
        bus,
        ids,
    }
}

/// A call of a kind of device, at the edges of what the tables name.
pub(super) fn call(random: &mut Random, kind: Entry) -> Call {
    let all = commands(kind);
    let command = random.one_of(&all);
    let entries: Vec<u8> = command.entries.iter().collect();
    let by = match random.below(6) {
        0 => u8::try_from(random.below(12)).expect("small"),
        _ => *random.one_of(&entries),
    };
    let number = match command.number {
        generic::ANY => u32::try_from(random.below(10)).expect("small"),
        number => number,
    };
    let number = match random.below(9) {
        0 => number.wrapping_add(1),
        1 => number.wrapping_sub(1),
        2 => random.number(),
        3 => UNKNOWN_PART,
        _ => number,
    };
    let number = facts::masked(Some(kind), by, number);
    let mut call = Call {
        entry: by,
        argument: *random.one_of(&[
            argument::DECODED,
            argument::DECODED,
            argument::DECODED,
            argument::DECODED,
            argument::NONE,
            argument::UNREADABLE,
            argument::MALFORMED,
        ]),
        command: number,
        second: random.number() >> random.below(32),
        sub: random.number() >> random.below(32),
        detail: random.number() >> random.below(32),
        amount: random.next() >> random.below(64),
    };
    if let Some(argument) = command.argument(by)
        && !argument.sub.is_empty()
    {
        let names = random.one_of(argument.sub);
        if let Some(when) = names.when
            && random.below(4) > 0
        {
            call.second = when.value & when.mask | call.second & !when.mask;
        }
        let meanings: Vec<_> = names.meanings().collect();
        let edge = |random: &mut Random, all: &[families::Meaning]| {
            let codes = &random.one_of(all).codes;
            let code = *random.one_of(&[*codes.start(), *codes.end()]);
            match random.below(5) {
                0 => code.wrapping_add(1),
                1 => code.wrapping_sub(1),
                _ => code,
            }
        };
        if !meanings.is_empty() && random.below(8) > 0 {
            call.sub = edge(random, &meanings);
        }
        if !names.details.is_empty() && random.below(3) == 0 {
            call.sub = random.one_of(names.details).sub;
        }
        if let Some(detail) = names.detail(call.sub) {
            let meanings: Vec<_> = detail.values.meanings().collect();
            call.detail = edge(random, &meanings);
        }
    }
    call
}
