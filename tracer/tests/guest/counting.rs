//! Counts are exact, and where there is no room they say so.

use crate::{
    Outcome, Test,
    client::{CALLS, THREADS},
    ensure,
    need::Need,
    observe::{ioctls, ioctls_with, passgate, this},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "counting::threads_on_two_cpus_are_counted_exactly",
            &[Need::Nvme],
            threads_on_two_cpus_are_counted_exactly,
        ),
        Test::new(
            "counting::only_descendants_are_in_scope",
            &[Need::Nvme],
            only_descendants_are_in_scope,
        ),
        Test::new(
            "counting::a_scope_holds_inside_a_pid_namespace",
            &[Need::Nvme],
            a_scope_holds_inside_a_pid_namespace,
        ),
        Test::new(
            "counting::other_files_are_not_counted",
            &[Need::Nvme],
            other_files_are_not_counted,
        ),
    ]
}

fn threads_on_two_cpus_are_counted_exactly() -> Outcome {
    let observed = ioctls(&[this().as_str(), "client", "hammer", "/dev/nvme0n1"])?;
    ensure!(
        observed.output.status.success(),
        "the client failed: {}",
        observed.text()
    );
    let row = observed.row("nvme0n1", "NVME_IOCTL_ID", None)?;
    let expected = u64::from(THREADS * CALLS);
    ensure!(
        row["calls"] == expected,
        "{} calls, not {expected}",
        row["calls"]
    );
    Ok(observed.lossless()?)
}

/// A process that leaves its session and its parent is a descendant still; one that was there
/// before is none, unless everybody is observed.
fn only_descendants_are_in_scope() -> Outcome {
    let this = this();
    // Started before passgate: sends its command when told to.
    let mut stranger = std::process::Command::new("sh")
        .args([
            "-c",
            "read go; blockdev --getsize64 /dev/nvme0n1; echo done; read end",
        ])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .map_err(|e| e.to_string())?;
    let go = stranger.stdin.take().ok_or("no standard input")?;
    let fifo = "/tmp/go";
    let _ = std::fs::remove_file(fifo);
    rustix::fs::mknodat(
        rustix::fs::CWD,
        fifo,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .map_err(|e| e.to_string())?;
    let relay = std::thread::spawn(move || -> std::io::Result<()> {
        // The observed command writes here, and by then everything is attached.
        std::fs::read_to_string(fifo)?;
        std::io::Write::write_all(&mut &go, b"go\n")?;
        let mut done = [0; 1];
        let mut out = stranger.stdout.take().ok_or(std::io::ErrorKind::NotFound)?;
        while std::io::Read::read(&mut out, &mut done)? == 1 && done[0] != b'd' {}
        drop(go);
        stranger.wait()?;
        std::fs::write("/tmp/went", "")
    });
    let _ = std::fs::remove_file("/tmp/went");
    // The orphan's parent ends at once; the shell waits for its file, and for the stranger.
    let script = format!(
        "rm -f /tmp/orphan; (setsid sh -c '{this} client floods /dev/nvme0n1 3; echo > /tmp/orphan' &); \
         echo > {fifo}; until [ -e /tmp/orphan ] && [ -e /tmp/went ]; do :; done"
    );
    let observed = ioctls_with(&["--duration", "60"], &["sh", "-c", script.as_str()])?;
    relay
        .join()
        .map_err(|_| "the relay panicked")?
        .map_err(|e| e.to_string())?;
    ensure!(
        observed.output.status.success(),
        "the script failed: {}",
        observed.text()
    );
    let calls: u64 = observed
        .rows()
        .filter_map(|row| row["calls"].as_u64())
        .sum();
    ensure!(
        calls == 3,
        "{calls} calls, not the orphan's 3:\n{}",
        observed.text()
    );

    let observed = ioctls_with(&["--all"], &["blockdev", "--getsize64", "/dev/nvme0n1"])?;
    observed.row("nvme0n1", "BLKGETSIZE64", None)?;
    Ok(())
}

/// The loader knows itself by the id that it has in its own namespace.
fn a_scope_holds_inside_a_pid_namespace() -> Outcome {
    let report = "/tmp/namespace.jsonl";
    let _ = std::fs::remove_file(report);
    let status = std::process::Command::new("unshare")
        .args(["--pid", "--fork", "--mount-proc"])
        .arg(passgate().get_program())
        .args([
            "stat",
            "--entries",
            "ioctl",
            "--json",
            "--output",
            report,
            "--",
        ])
        .args([this().as_str(), "client", "floods", "/dev/nvme0n1", "2"])
        .status()
        .map_err(|e| e.to_string())?;
    ensure!(status.success(), "status {status:?}");
    let text = std::fs::read_to_string(report).map_err(|e| e.to_string())?;
    ensure!(text.matches("\"kind\":\"count\"").count() == 2, "{text}");
    Ok(())
}

/// Terminals, pipes and foreign disks take ioctls, too. One command to a device shows that anything is counted.
fn other_files_are_not_counted() -> Outcome {
    // A terminal, a device that is none, a pipe, and a file.
    let script = format!(
        "stty -F /dev/console > /dev/null; stty < /dev/null; true | stty; stty < /etc/passwd; \
         {} client floods /dev/nvme0n1 1",
        this()
    );
    let observed = ioctls(&["sh", "-c", script.as_str()])?;
    let row = observed
        .rows()
        .next()
        .ok_or_else(|| format!("nothing was counted:\n{}", observed.text()))?;
    ensure!(
        row["number"] == "0x5a000000" && row["calls"] == 1,
        "another row: {row}"
    );
    ensure!(
        observed.rows().count() == 1,
        "rows where there should be none:\n{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}
