//! Where the instructions go: one call with each instruction logged by the emulator, by the function of the
//! kernel that it belongs to. BPF programs and the trampolines to them are functions as well.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufRead as _, BufReader},
    path::Path,
    time::Duration,
};

use serde::Serialize;

use super::{
    kernel::START_LIMIT,
    plan::{CALLED, Refuses},
    policies,
};
use crate::{
    cache::{target, unusable},
    markdown::Table,
    progress::{Error, Result, say},
    setup,
    static_build::passgate,
    vm::{Kernel, Machine, Workload, inherit},
};

/// What is attached. Rules do not change where the instructions go, so that ten suffice.
const ATTACHED: &[&str] = &["nothing", "counting", "deciding"];
const RULES: u32 = 10;

/// Calls that are looked into, and the functions that they enter the kernel's own code by.
const CALLS: &[(&str, &str)] = &[
    ("nvme-id", "__x64_sys_ioctl"),
    ("nvme-admin", "__x64_sys_ioctl"),
    ("uring-admin", "__x64_sys_io_uring_enter"),
    ("ioctl-null", "__x64_sys_ioctl"),
    ("ioctl-pipe", "__x64_sys_ioctl"),
];

/// How long a guest may look.
const LIMIT: Duration = Duration::from_secs(1200);

/// A function with fewer instructions over nothing is not shown by itself.
const FEW: i64 = 8;

/// What a guest runs for one of what is attached; $1 is passgate, $2 the options, $3 the calls, $4 the files.
const SCRIPT: &str = r#"
sysctl -q kernel.kptr_restrict=0 net.core.bpf_jit_kallsyms=1
for port in /sys/class/virtio-ports/*; do
    [ "$(cat "$port/name")" = passgate.monitor ] && monitor=/dev/${port##*/}
done
exec "$1" measure $2 --call "$3" --log "$monitor" "$4"
"#;

/// A row: a function, and how many instructions of one call are its own.
#[derive(Debug, Serialize, PartialEq)]
pub(crate) struct Row {
    call: &'static str,
    function: String,
    /// Over nothing attached.
    counting: i64,
    /// With a policy in force.
    deciding: i64,
}

/// Boots a guest for each of what is attached, and looks.
pub(crate) fn measure(kernel: &str) -> Result<Vec<Row>> {
    setup::ensure()?;
    let passgate = passgate()?.display().to_string();
    let policy = policies::write(RULES, Refuses::Usual, &passgate)?;
    let folder = target().join("bench/spent");
    fs::create_dir_all(&folder).map_err(|e| unusable("make", &folder, &e))?;
    let calls: Vec<&str> = CALLS.iter().map(|(call, _)| *call).collect();
    for attached in ATTACHED {
        let options = match *attached {
            "nothing" => "--attach none".to_owned(),
            "counting" => "--attach count".to_owned(),
            _ => format!("--attach count --policy {}", policy.display()),
        };
        let machine = Machine::new(Kernel::resolve(kernel)?)
            .icount()
            .parameter("mitigations=off")
            .share(&folder)
            .start_limit(START_LIMIT)
            .limit(Some(LIMIT));
        say(format!("looking into calls with {attached} attached"));
        let files = folder.join(format!("{attached}-")).display().to_string();
        let workload = Workload::new([
            "/bin/bash",
            "-c",
            SCRIPT,
            "spent",
            &passgate,
            &options,
            &calls.join(","),
            &files,
        ]);
        let status = machine.run(&workload, &mut inherit)?;
        if status != 0 {
            return Err(Error::new(
                format!("measuring failed with status {status}"),
                "its message is above",
            ));
        }
    }
    let mut rows = Vec::new();
    for (call, entry) in CALLS {
        let mut of = Vec::new();
        for attached in ATTACHED {
            let file = folder.join(format!("{attached}-{call}"));
            of.push(spent(&file, entry)?);
        }
        if let [nothing, counting, deciding] = &of[..] {
            rows.extend(compare(call, nothing, counting, deciding));
        }
    }
    Ok(rows)
}

/// Instructions by function.
type Spent = BTreeMap<String, i64>;

/// Reads what the emulator logged, and the kernel's symbols beside it.
fn spent(file: &Path, entry: &str) -> Result<Spent> {
    let table = file.with_extension("symbols");
    let text = fs::read_to_string(&table).map_err(|e| unusable("read", &table, &e))?;
    let symbols = Symbols::read(&text);
    let log = File::open(file).map_err(|e| unusable("read", file, &e))?;
    let lines = BufReader::new(log)
        .split(b'\n')
        .map_while(std::result::Result::ok);
    let addresses = lines.filter_map(|line| address(&String::from_utf8_lossy(&line)));
    let spent = of_one_call(addresses, &symbols, entry);
    if !spent.is_empty() {
        // It is large.
        let _ = fs::remove_file(file);
    } else {
        return Err(Error::new(
            format!("{} has no call that enters {entry}", file.display()),
            "look into the file; another version of QEMU may write it in another way",
        ));
    }
    Ok(spent)
}

/// The address of an instruction: `Trace 0: 0x7f... [cs_base/ADDRESS/flags/cflags] symbol`.
fn address(line: &str) -> Option<u64> {
    let (_, rest) = line.strip_prefix("Trace ")?.split_once('[')?;
    u64::from_str_radix(rest.split('/').nth(1)?, 16).ok()
}

/// Of all that was executed, what lies between the ways into and out of the kernel in which a function was entered.
fn of_one_call(addresses: impl Iterator<Item = u64>, symbols: &Symbols, entry: &str) -> Spent {
    /// The upper half is the kernel's.
    const KERNEL: u64 = 1 << 63;
    let Some(entry) = symbols.address(entry) else {
        return Spent::new();
    };
    let mut within = Vec::new();
    for address in addresses {
        if address >= KERNEL {
            within.push(address);
        } else if within.contains(&entry) {
            let mut spent = Spent::new();
            for address in within {
                *spent.entry(symbols.of(address).to_owned()).or_default() += 1;
            }
            return spent;
        } else {
            within.clear();
        }
    }
    Spent::new()
}

/// Functions by where they begin.
struct Symbols(Vec<(u64, String)>);

impl Symbols {
    /// Of /proc/kallsyms.
    fn read(text: &str) -> Self {
        let mut symbols: Vec<(u64, String)> = text
            .lines()
            .filter_map(|line| {
                let mut words = line.split_whitespace();
                let address = u64::from_str_radix(words.next()?, 16).ok()?;
                let is_code = matches!(words.next()?, "t" | "T" | "w" | "W");
                let name = words.next()?;
                is_code.then(|| (address, shown(name)))
            })
            .collect();
        symbols.sort();
        // Of several names of one place the first will do.
        symbols.dedup_by_key(|(address, _)| *address);
        Self(symbols)
    }

    fn address(&self, name: &str) -> Option<u64> {
        let mut all = self.0.iter();
        all.find(|(_, other)| other == name)
            .map(|(address, _)| *address)
    }

    fn of(&self, address: u64) -> &str {
        let behind = self.0.partition_point(|(begins, _)| *begins <= address);
        let at = behind.checked_sub(1).and_then(|at| self.0.get(at));
        at.map_or("?", |(_, name)| name)
    }
}

/// Programs are named by a hash and their function, `bpf_prog_6deef7357e7b4530_count`, trampolines by a number.
fn shown(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("bpf_prog_") {
        let function = rest.split_once('_').map_or(rest, |(_, function)| function);
        format!("program {function}")
    } else if name.starts_with("bpf_trampoline_") {
        "trampoline".into()
    } else {
        name.to_owned()
    }
}

fn compare(call: &'static str, nothing: &Spent, counting: &Spent, deciding: &Spent) -> Vec<Row> {
    let names: std::collections::BTreeSet<&String> =
        counting.keys().chain(deciding.keys()).collect();
    let of = |spent: &Spent, name: &String| {
        spent.get(name).copied().unwrap_or(0) - nothing.get(name).copied().unwrap_or(0)
    };
    let mut rest = Row {
        call,
        function: "others".into(),
        counting: 0,
        deciding: 0,
    };
    let mut rows = Vec::new();
    for name in names {
        let (counting, deciding) = (of(counting, name), of(deciding, name));
        if counting.abs() < FEW && deciding.abs() < FEW {
            rest.counting += counting;
            rest.deciding += deciding;
        } else {
            rows.push(Row {
                call,
                function: name.clone(),
                counting,
                deciding,
            });
        }
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.counting.max(row.deciding)));
    rows.push(rest);
    rows
}

/// The table.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let mut table = Table::new(&["call", "function", ">counting", ">and deciding"]);
    let mut last = "";
    for row in rows {
        let name = CALLED.iter().find(|called| called.key == row.call);
        let name = if row.call == last {
            ""
        } else {
            name.map_or(row.call, |called| called.name)
        };
        last = row.call;
        table.row(vec![
            name.into(),
            format!("`{}`", row.function),
            row.counting.to_string(),
            row.deciding.to_string(),
        ]);
    }
    table.text()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYMBOLS: &str = "ffffffff81000000 T __x64_sys_ioctl\nffffffff81000100 t do_it\n\
        ffffffff81000080 d not_code\nffffffffc0001000 t bpf_prog_6deef7357e7b4530_count\t[bpf]\n";

    #[test]
    fn an_address_is_taken_from_the_log() {
        let line =
            "Trace 0: 0x7fd6d8000100 [0000000000000000/ffffffff81000104/c0b3/ff010001] do_it";
        assert_eq!(address(line), Some(0xffff_ffff_8100_0104));
        assert_eq!(address("guest_errors"), None);
    }

    #[test]
    fn one_call_is_cut_out_and_told_by_functions() {
        let kernel = |low: u64| 0xffff_ffff_8100_0000 + low;
        let addresses = [
            kernel(0x104),
            0x40_0000,
            kernel(0),
            kernel(0x84),
            kernel(0x100),
            0xffff_ffff_c000_1004,
            0x40_0004,
            kernel(0),
        ];
        let symbols = Symbols::read(SYMBOLS);
        let spent = of_one_call(addresses.into_iter(), &symbols, "__x64_sys_ioctl");
        let expected = [("__x64_sys_ioctl", 2), ("do_it", 1), ("program count", 1)];
        assert_eq!(
            spent,
            expected
                .map(|(name, count)| (name.to_owned(), count))
                .into()
        );
        assert!(of_one_call([0x40_0000].into_iter(), &symbols, "do_it").is_empty());
    }

    #[test]
    fn what_is_over_nothing_comes_by_size() {
        let of = |numbers: &[(&str, i64)]| -> Spent {
            let numbers = numbers
                .iter()
                .map(|(name, count)| ((*name).to_owned(), *count));
            numbers.collect()
        };
        let (nothing, counting) = (of(&[("a", 50)]), of(&[("a", 53), ("b", 20)]));
        let deciding = of(&[("a", 53), ("b", 20), ("c", 90)]);
        let rows = compare("nvme-id", &nothing, &counting, &deciding);
        let names: Vec<&str> = rows.iter().map(|row| row.function.as_str()).collect();
        assert_eq!(names, ["c", "b", "others"]);
        assert_eq!((rows[2].counting, rows[2].deciding), (3, 3));
        assert!(markdown(&rows).contains("`c`"));
    }
}
