//! `cargo xtask compare`: what strace, perf trace, bpftrace and passgate print of the same commands, into
//! docs/compare.md.

use std::{collections::BTreeMap, fs, process::ExitCode, time::Duration};

use crate::{
    cache::{project, unusable},
    markdown::replaced,
    progress::{Error, Result, say},
    setup,
    static_build::passgate,
    vm::{Kernel, Machine, Stream, Workload, inherit},
};

/// The workloads, under each tool.
const SCRIPT: &str = include_str!("compare/workloads.sh");
/// Where it is written, between marks of the workloads' names.
const PAGE: &str = "docs/compare.md";
/// How long all of it may take.
const LIMIT: Duration = Duration::from_secs(1200);

/// Shows what other tools print of the same commands.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 6.1, 6.12, 7.3 or passthrough
    #[arg(long, default_value = "6.12")]
    kernel: String,
}

/// Runs the workloads in a guest, and writes what was printed into the page.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    setup::ensure_for_comparison()?;
    let passgate = passgate()?.display().to_string();
    let machine = Machine::new(Kernel::resolve(&arguments.kernel)?).limit(Some(LIMIT));
    say(format!("comparing on Linux {}", machine.version()));
    let workload = Workload::new(["/bin/bash", "-c", SCRIPT, "compare", &passgate]);
    let mut output = Vec::new();
    let status = machine.run(&workload, &mut |stream, bytes| {
        if stream == Stream::Output {
            output.extend_from_slice(bytes);
        }
        inherit(stream, bytes);
    })?;
    if status != 0 {
        return Err(Error::new(
            format!("the workloads ended with status {status}"),
            "see what they said",
        ));
    }
    let output = String::from_utf8_lossy(&output).replace(&passgate, "passgate");
    let path = project().join(PAGE);
    let mut page = fs::read_to_string(&path).map_err(|e| unusable("read", &path, &e))?;
    for (name, text) in sections(&output) {
        page = replaced(&page, &name, &text)?;
    }
    fs::write(&path, page).map_err(|e| unusable("write", &path, &e))?;
    Ok(ExitCode::SUCCESS)
}

/// What was printed, by workload, as the page has it; and what of.
fn sections(output: &str) -> BTreeMap<String, String> {
    let mut sections: BTreeMap<String, String> = BTreeMap::new();
    let mut current = None;
    for line in output.lines() {
        let of = |word: &str| line.strip_prefix(word).map(str::to_owned);
        if let Some(title) = of("=== ") {
            let mut words = title.splitn(3, ' ').map(str::to_owned);
            let (name, tool) = (
                words.next().unwrap_or_default(),
                words.next().unwrap_or_default(),
            );
            let text = sections.entry(name.clone()).or_default();
            if current.is_some() && !text.is_empty() {
                text.push_str("```\n");
            }
            text.push_str(&format!(
                "\n**{tool}**\n\n```\n# {}\n",
                words.next().unwrap_or_default()
            ));
            current = Some(name);
        } else if let Some(fact) =
            of("version ").or_else(|| of("kernel ").map(|kernel| format!("Linux {kernel}")))
        {
            current = None;
            sections
                .entry("versions".to_owned())
                .or_default()
                .push_str(&format!("- {fact}\n"));
        } else if let Some(text) = current.as_ref().and_then(|name| sections.get_mut(name)) {
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    for (name, text) in &mut sections {
        if name != "versions" {
            text.push_str("```\n");
        }
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_printed_stands_behind_its_command() {
        let output = "=== nvme strace strace x\nioctl(3)\n=== nvme perf perf y\nnone\n=== scsi strace z\na\nversion strace 6\nkernel 6.12\n";
        let sections = sections(output);
        assert_eq!(
            sections["nvme"],
            "\n**strace**\n\n```\n# strace x\nioctl(3)\n```\n\n**perf**\n\n```\n# perf y\nnone\n```\n"
        );
        assert_eq!(sections["scsi"], "\n**strace**\n\n```\n# z\na\n```\n");
        assert_eq!(sections["versions"], "- strace 6\n- Linux 6.12\n");
    }
}
