//! What a cgroup's path tells about who runs in it: the systemd unit and the container.

/// The systemd unit: the innermost service, scope or other unit on the path, else the innermost
/// slice. Names follow `systemd.unit(5)`.
pub fn unit(path: &str) -> Option<&str> {
    const LEAVES: [&str; 5] = [".service", ".scope", ".socket", ".mount", ".swap"];
    let is_unit = |name: &str, suffix: &str| name.len() > suffix.len() && name.ends_with(suffix);
    let mut innermost = path.rsplit('/');
    innermost
        .clone()
        .find(|name| LEAVES.iter().any(|suffix| is_unit(name, suffix)))
        .or_else(|| innermost.find(|name| is_unit(name, ".slice")))
}

/// The container: the innermost component of the path that carries a container's id (64
/// hexadecimal digits, as docker, podman, containerd and CRI-O name them), or the name that LXC or
/// systemd-nspawn gave it.
pub fn container(path: &str) -> Option<&str> {
    path.rsplit('/')
        .find_map(|name| hexadecimal(name).or_else(|| named(name)))
}

/// `<id>`, `docker-<id>.scope`, `cri-containerd-<id>.scope`, `crio-<id>.scope`,
/// `libpod-<id>.scope` and what other runtimes build alike. The monitor of a container
/// (`libpod-conmon-<id>.scope`) runs outside of it.
fn hexadecimal(name: &str) -> Option<&str> {
    let name = name.strip_suffix(".scope").unwrap_or(name);
    let (runtime, id) = name.split_at_checked(name.len().checked_sub(DIGITS)?)?;
    let is_runtime = runtime.is_empty() || (runtime.ends_with('-') && !runtime.contains("conmon"));
    (is_id(id) && is_runtime).then_some(id)
}

/// Hexadecimal digits of a container's id.
const DIGITS: usize = 64;

fn is_id(text: &str) -> bool {
    let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    text.len() == DIGITS && text.bytes().all(is_digit)
}

/// A container as people write it: an id by its first 12 digits, a name in full.
pub fn short(container: &str) -> &str {
    const SHORT: usize = 12;
    if is_id(container) {
        &container[..SHORT]
    } else {
        container
    }
}

fn named(name: &str) -> Option<&str> {
    let nspawn = || {
        name.strip_prefix("systemd-nspawn@")
            .and_then(|rest| rest.strip_suffix(".service"))
    };
    name.strip_prefix("lxc.payload.")
        .or_else(nspawn)
        .filter(|name| !name.is_empty())
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

    #[test]
    fn containers_are_found_under_every_runtime() {
        for path in [
            format!("/docker/{ID}"),
            format!("/system.slice/docker-{ID}.scope"),
            format!("/system.slice/docker-{ID}.scope/init.scope"),
            format!("/machine.slice/libpod-{ID}.scope/container"),
            format!("/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{ID}.scope"),
            format!("/kubepods.slice/kubepods-pod1.slice/cri-containerd-{ID}.scope"),
            format!("/kubepods.slice/kubepods-pod1.slice/crio-{ID}.scope"),
            format!("/kubepods/burstable/pod0b1e/{ID}"),
        ] {
            assert_eq!(container(&path), Some(ID), "{path}");
        }
        assert_eq!(
            container("/lxc.payload.web/system.slice/x.service"),
            Some("web")
        );
        assert_eq!(
            container("/machine.slice/systemd-nspawn@web.service/payload"),
            Some("web")
        );
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
            format!("/x/{}", &ID[1..]),
            format!("/x/prefix{ID}"),
            format!("/x/{upper}"),
            format!("/x/é{}", &ID[1..]),
        ] {
            assert_eq!(container(&path), None, "{path}");
        }
    }
}
