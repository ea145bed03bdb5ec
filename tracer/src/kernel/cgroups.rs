//! Which hierarchy of cgroups tells tasks apart: one of version 1 where there are any, else that of version
//! 2. Where both are mounted, runtimes make their groups in version 1 (systemd's hybrid layout has version 2
//! without controllers).

use std::fs;

/// Where the kernel lists what is mounted.
const MOUNTS: &str = "/proc/self/mounts";

/// Controllers that container runtimes and systemd make groups for, the likeliest first.
const CONTROLLERS: [&str; 4] = ["pids", "memory", "devices", "cpu"];

/// The controller of version 1 whose hierarchy to use; None for version 2.
pub(super) fn controller() -> Option<&'static str> {
    // Where nothing can be read, version 2 is the better guess.
    choose(&fs::read_to_string(MOUNTS).unwrap_or_default())
}

fn choose(mounts: &str) -> Option<&'static str> {
    CONTROLLERS.into_iter().find(|controller| {
        let mut mounted = mounts.lines().filter_map(|line| {
            let mut fields = line.split(' ').skip(2);
            Some((fields.next()?, fields.next()?))
        });
        mounted.any(|(kind, options)| {
            kind == "cgroup" && options.split(',').any(|option| option == *controller)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_1_goes_before_version_2() {
        let legacy = "tmpfs /sys/fs/cgroup tmpfs ro 0 0\n\
                      cgroup /sys/fs/cgroup/memory cgroup rw,nosuid,memory 0 0\n\
                      cgroup /sys/fs/cgroup/pids cgroup rw,nosuid,pids 0 0\n";
        assert_eq!(choose(legacy), Some("pids"));
        let hybrid = format!("{legacy}cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\n");
        assert_eq!(choose(&hybrid), Some("pids"));
        assert_eq!(choose("cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n"), None);
        // systemd's own hierarchy has no controller.
        let named = "cgroup /sys/fs/cgroup/systemd cgroup rw,xattr,name=systemd 0 0\n\
                     cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0\n";
        assert_eq!(choose(named), None);
        assert_eq!(choose("proc /proc proc rw 0 0\n"), None);
        assert_eq!(choose("garbage"), None);
    }
}
