//! What a cgroup's path tells about who runs in it: the systemd unit, the login session and the
//! container. The path is that of the default hierarchy, or of any other (cgroup v1).

use std::borrow::Cow;

/// Ends of the names of systemd's units that have cgroups; the last is that of slices, which others lie in.
pub const UNIT_ENDS: [&str; 6] = [".service", ".scope", ".socket", ".mount", ".swap", ".slice"];

/// The systemd unit: the innermost service, scope or other unit on the path, else the innermost
/// slice. Names follow `systemd.unit(5)`.
pub fn unit(path: &str) -> Option<&str> {
    let [leaves @ .., slice] = &UNIT_ENDS;
    let is_unit = |name: &str, suffix: &str| name.len() > suffix.len() && name.ends_with(suffix);
    let mut innermost = path.rsplit('/');
    innermost
        .clone()
        .find(|name| leaves.iter().any(|suffix| is_unit(name, suffix)))
        .or_else(|| innermost.find(|name| is_unit(name, slice)))
}

/// Id of the login session, as `loginctl` lists it. Only the machine's own sessions count, not
/// those of a container that runs a systemd of its own.
pub fn session(path: &str) -> Option<&str> {
    let (_, mut rest) = user_slice(path)?;
    rest.next()?
        .strip_prefix("session-")?
        .strip_suffix(".scope")
}

/// The user whose slice the path lies in: whoever logged in, whatever user runs now.
pub fn user(path: &str) -> Option<u32> {
    user_slice(path).map(|(user, _)| user)
}

/// The user of `/user.slice/user-UID.slice`, and the components that follow.
fn user_slice(path: &str) -> Option<(u32, std::str::Split<'_, char>)> {
    let mut components = path.strip_prefix("/user.slice/")?.split('/');
    let slice = components.next()?;
    let user = slice.strip_prefix("user-")?.strip_suffix(".slice")?;
    Some((user.parse().ok()?, components))
}

/// A container by what runs it and what that calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Container<'a> {
    /// What runs it; None where the path has an id and nothing that tells whose.
    pub runtime: Option<&'static str>,
    /// Its id (64 hexadecimal digits) or its name.
    pub id: Cow<'a, str>,
}

/// The container: the innermost component of the path that one of the runtimes makes. The monitor
/// of a container (`libpod-conmon-ID.scope`, `lxc.monitor.NAME`) runs outside of it.
pub fn container(path: &str) -> Option<Container<'_>> {
    let components: Vec<&str> = path.split('/').collect();
    (0..components.len()).rev().find_map(|at| {
        let (parents, name) = (&components[..at], components[at]);
        by_id(parents, name)
            .or_else(|| machine(name))
            .or_else(|| lxc(parents, name))
    })
}

/// What runtimes put in front of a container's id, in `PREFIX-ID.scope` (cgroups made by systemd)
/// or `PREFIX-ID` (made by the runtime).
const PREFIXES: [(&str, &str); 6] = [
    ("docker", "docker"),
    ("cri-containerd", "containerd"),
    ("nerdctl", "containerd"),
    ("crio", "cri-o"),
    ("libpod", "podman"),
    // A container that shares its service's cgroup, as Quadlet starts it.
    ("libpod-payload", "podman"),
];

/// Cgroups right below which a runtime puts a container under its bare id. Those of containerd
/// are its namespaces.
const PARENTS: [(&str, &str); 4] = [
    ("docker", "docker"),
    ("libpod_parent", "podman"),
    ("default", "containerd"),
    ("k8s.io", "containerd"),
];

/// A container by its id, with what is in front of it: `docker-`, a slice with runtime
/// (`SLICE:cri-containerd:ID`, which runc makes of a path meant for systemd), or nothing.
fn by_id<'a>(parents: &[&str], name: &'a str) -> Option<Container<'a>> {
    let name = name.strip_suffix(".scope").unwrap_or(name);
    let (front, id) = name.split_at_checked(name.len().checked_sub(DIGITS)?)?;
    if !is_id(id) {
        return None;
    }
    let known = |table: &[(&str, &'static str)], name: &str| {
        let entry = table.iter().find(|(known, _)| *known == name);
        entry.map(|(_, runtime)| *runtime)
    };
    let runtime = if let Some(prefix) = front.strip_suffix(['-', ':']) {
        let prefix = prefix.rsplit(':').next().unwrap_or(prefix);
        if prefix.split('-').any(|part| part == "conmon") {
            return None;
        }
        known(&PREFIXES, prefix)
    } else if front.is_empty() {
        let parent = parents.last().copied().unwrap_or_default();
        // The kubelet names no runtime where it makes the cgroups itself.
        let pod = || parents.contains(&"kubepods");
        known(&PARENTS, parent).or_else(|| pod().then_some("kubernetes"))
    } else {
        return None;
    };
    let id = id.into();
    Some(Container { runtime, id })
}

/// Hexadecimal digits of a container's id.
pub const DIGITS: usize = 64;

/// Which they are.
pub const HEXADECIMAL: [(u8, u8); 2] = [(b'0', b'9'), (b'a', b'f')];

fn is_hexadecimal(text: &str) -> bool {
    let is_digit = |byte: u8| HEXADECIMAL.iter().any(|(a, b)| (*a..=*b).contains(&byte));
    text.bytes().all(is_digit)
}

fn is_id(text: &str) -> bool {
    text.len() == DIGITS && is_hexadecimal(text)
}

/// Whether people mean a container's id by this: all of it, or as many digits as tools show, or more.
pub fn begins_an_id(text: &str) -> bool {
    (SHORT..=DIGITS).contains(&text.len()) && is_hexadecimal(text)
}

/// Digits that tools show.
const SHORT: usize = 12;

/// `lxc.payload.NAME` (LXC 4, LXD, Incus), `lxc.payload/NAME` (LXC 3) or `/lxc/NAME` (before).
fn lxc<'a>(parents: &[&str], name: &'a str) -> Option<Container<'a>> {
    let below = matches!(parents, ["", "lxc"] | [.., "lxc.payload"]).then_some(name);
    let id = name.strip_prefix("lxc.payload.").or(below)?;
    (!id.is_empty()).then(|| Container {
        runtime: Some("lxc"),
        id: id.into(),
    })
}

/// What systemd-machined registers: `systemd-nspawn@NAME.service`, and `machine-NAME.scope` for
/// what others start. libvirt's names begin with its driver, `qemu-1-NAME`.
fn machine(name: &str) -> Option<Container<'_>> {
    let between = |front: &str, back: &str| name.strip_prefix(front)?.strip_suffix(back);
    let (runtime, name) = if let Some(name) = between("systemd-nspawn@", ".service") {
        (Some("systemd-nspawn"), unescape(name)?)
    } else {
        let name = unescape(between("machine-", ".scope")?)?;
        let libvirt = ["qemu-", "lxc-", "libvirt-"];
        let is_libvirt = libvirt.iter().any(|driver| name.starts_with(driver));
        (is_libvirt.then_some("libvirt"), name)
    };
    (!name.is_empty()).then_some(Container { runtime, id: name })
}

/// Takes back what systemd does to characters that have a meaning in a unit's name:
/// `web\x2d1` is `web-1` (`systemd.unit(5)`). None of what systemd does not write.
fn unescape(name: &str) -> Option<Cow<'_, str>> {
    if !name.contains('\\') {
        return Some(name.into());
    }
    let mut parts = name.split('\\');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.strip_prefix('x')?.split_at_checked(2)?;
        let is_code = code.bytes().all(|byte| byte.is_ascii_hexdigit());
        bytes.push(u8::from_str_radix(code, 16).ok().filter(|_| is_code)?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    Some(String::from_utf8_lossy(&bytes).into_owned().into())
}

/// A container as people write it: an id by its first 12 digits, a name in full.
pub fn short(container: &str) -> &str {
    if is_id(container) {
        &container[..SHORT]
    } else {
        container
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "4f5e8b0c6e9d4c7f8a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef";

    #[test]
    fn units_are_the_innermost() {
        assert_eq!(unit("/system.slice/smartd.service"), Some("smartd.service"));
        assert_eq!(
            unit("/user.slice/user-0.slice/session-1.scope"),
            Some("session-1.scope")
        );
        assert_eq!(
            unit("/user.slice/user-1.slice/user@1.service/app.slice/a.service"),
            Some("a.service")
        );
        assert_eq!(
            unit("/system.slice/smartd.service/worker"),
            Some("smartd.service")
        );
        assert_eq!(unit("/user.slice/user-0.slice"), Some("user-0.slice"));
        assert_eq!(unit("/init.scope"), Some("init.scope"));
    }

    #[test]
    fn paths_without_a_unit_have_none() {
        for path in ["", "/", "/lab", "/.service", "/docker/x"] {
            assert_eq!(unit(path), None, "{path}");
        }
    }

    /// Runtime and id.
    fn found(path: &str) -> Option<(Option<&'static str>, String)> {
        container(path).map(|container| (container.runtime, container.id.into_owned()))
    }

    #[test]
    fn containers_are_found_under_every_runtime() {
        const POD: &str = "kubepods-burstable-pod0b1e2d3c_4f5a_6b7c_8d9e_0f1a2b3c4d5e.slice";
        const POD_FOLDER: &str = "kubepods/burstable/pod0b1e2d3c-4f5a-6b7c-8d9e-0f1a2b3c4d5e";
        const MANAGER: &str = "user.slice/user-1000.slice/user@1000.service";
        for (runtime, path) in [
            ("docker", format!("/docker/{ID}")),
            ("docker", format!("/system.slice/docker-{ID}.scope")),
            (
                "docker",
                format!("/system.slice/docker-{ID}.scope/init.scope"),
            ),
            ("docker", format!("/{MANAGER}/user.slice/docker-{ID}.scope")),
            ("docker", format!("/kubepods.slice/{POD}/docker-{ID}.scope")),
            ("podman", format!("/machine.slice/libpod-{ID}.scope")),
            (
                "podman",
                format!("/machine.slice/libpod-{ID}.scope/container"),
            ),
            (
                "podman",
                format!("/machine.slice/machine-libpod_pod_{ID}.slice/libpod-{ID}.scope"),
            ),
            (
                "podman",
                format!("/{MANAGER}/user.slice/libpod-{ID}.scope/container"),
            ),
            (
                "podman",
                format!("/{MANAGER}/user.slice/user-libpod_pod_{ID}.slice/libpod-{ID}.scope"),
            ),
            ("podman", format!("/libpod_parent/libpod-{ID}")),
            ("podman", format!("/libpod_parent/{ID}")),
            (
                "podman",
                format!("/system.slice/web.service/libpod-payload-{ID}"),
            ),
            (
                "containerd",
                format!("/kubepods.slice/kubepods-burstable.slice/{POD}/cri-containerd-{ID}.scope"),
            ),
            (
                "containerd",
                format!("/system.slice/containerd.service/{POD}:cri-containerd:{ID}"),
            ),
            ("containerd", format!("/system.slice/nerdctl-{ID}.scope")),
            ("containerd", format!("/default/{ID}")),
            ("containerd", format!("/k8s.io/{ID}")),
            (
                "cri-o",
                format!("/kubepods.slice/kubepods-burstable.slice/{POD}/crio-{ID}.scope"),
            ),
            ("cri-o", format!("/{POD_FOLDER}/crio-{ID}")),
            ("kubernetes", format!("/{POD_FOLDER}/{ID}")),
            // A cluster that runs inside of a container.
            (
                "kubernetes",
                format!("/docker/{}/kubelet/{POD_FOLDER}/{ID}", &"f0".repeat(32)),
            ),
        ] {
            let expected = Some((Some(runtime), ID.to_owned()));
            assert_eq!(found(&path), expected, "{path}");
        }
        for path in [format!("/ecs/task/{ID}"), format!("/x/other-{ID}.scope")] {
            assert_eq!(found(&path), Some((None, ID.to_owned())), "{path}");
        }
    }

    #[test]
    fn machines_are_found_by_name() {
        for (runtime, name, path) in [
            ("lxc", "web", "/lxc.payload.web/system.slice/x.service"),
            ("lxc", "web", "/lxc.payload/web"),
            ("lxc", "101", "/lxc/101/ns/init.scope"),
            (
                "lxc",
                "web",
                "/user.slice/user-1000.slice/user@1000.service/lxc.payload.web",
            ),
            (
                "systemd-nspawn",
                "web",
                "/machine.slice/systemd-nspawn@web.service/payload",
            ),
            (
                "systemd-nspawn",
                "web-1",
                "/machine.slice/systemd-nspawn@web-1.service/supervisor",
            ),
            (
                "libvirt",
                "qemu-1-db",
                r"/machine.slice/machine-qemu\x2d1\x2ddb.scope/libvirt/vcpu0",
            ),
        ] {
            assert_eq!(
                found(path),
                Some((Some(runtime), name.to_owned())),
                "{path}"
            );
        }
        assert_eq!(
            found(r"/machine.slice/machine-debian\x2dtree.scope/payload"),
            Some((None, "debian-tree".to_owned()))
        );
        // systemd writes nothing of the kind.
        for path in [
            r"/machine.slice/machine-a\xzz\x.scope",
            r"/machine.slice/machine-a\q.scope",
            r"/machine.slice/machine-a\x+f.scope",
        ] {
            assert_eq!(found(path), None, "{path}");
        }
    }

    #[test]
    fn sessions_are_the_machine_s_own() {
        let login = "/user.slice/user-1000.slice/session-c2.scope";
        assert_eq!((session(login), user(login)), (Some("c2"), Some(1000)));
        let service = "/user.slice/user-1000.slice/user@1000.service/app.slice/a.service";
        assert_eq!((session(service), user(service)), (None, Some(1000)));
        let nested = format!("/docker/{ID}/user.slice/user-0.slice/session-1.scope");
        for path in [
            nested.as_str(),
            "/",
            "",
            "/user.slice",
            "/user.slice/user-x.slice/session-1.scope",
        ] {
            assert_eq!((session(path), user(path)), (None, None), "{path}");
        }
    }

    #[test]
    fn ids_are_shortened_and_names_are_not() {
        assert_eq!(short(ID), "4f5e8b0c6e9d");
        for name in [
            "web",
            "production-database-1",
            "größe-der-datenbank",
            &ID[1..],
        ] {
            assert_eq!(short(name), name);
        }
    }

    #[test]
    fn what_only_looks_like_a_container_is_none() {
        let upper = ID.to_uppercase();
        for path in [
            "/".to_owned(),
            "/system.slice/docker.service".to_owned(),
            format!("/machine.slice/libpod-conmon-{ID}.scope"),
            format!("/kubepods/burstable/pod1/crio-conmon-{ID}"),
            "/lxc.monitor.web".to_owned(),
            "/lxc.payload.".to_owned(),
            "/machine.slice/machine-.scope".to_owned(),
            "/machine.slice".to_owned(),
            format!("/x/{}", &ID[1..]),
            format!("/x/prefix{ID}"),
            format!("/x/{upper}"),
            format!("/x/é{}", &ID[1..]),
        ] {
            assert_eq!(container(&path), None, "{path}");
        }
    }
}
