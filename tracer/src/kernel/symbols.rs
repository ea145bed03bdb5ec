//! Addresses of the kernel's operation tables, from /proc/kallsyms.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufRead, BufReader},
};

use crate::exit::{Error, Exit, Result};

/// Where the kernel lists its symbols.
const KALLSYMS: &str = "/proc/kallsyms";

/// A symbol: its name and its module, empty for the kernel proper.
pub(crate) type Symbol = (String, String);

/// Finds the addresses of symbols whose name `wanted` accepts.
///
/// # Errors
///
/// Where the list cannot be read or hides its addresses.
pub(crate) fn addresses(wanted: impl Fn(&str) -> bool) -> Result<HashMap<Symbol, u64>> {
    let file = File::open(KALLSYMS).map_err(|e| {
        Error::failure(format!("cannot read {KALLSYMS}: {e}")).remedy("mount /proc")
    })?;
    read(BufReader::new(file), wanted)
        .map_err(|e| Error::failure(format!("cannot read {KALLSYMS}: {e}")))?
        .ok_or_else(|| {
            Error::new(
                Exit::NotPermitted,
                format!("{KALLSYMS} hides its addresses"),
            )
            .remedy("run as root (CAP_SYSLOG), and with kernel.kptr_restrict below 2")
        })
}

/// None where every address is zero, as the kernel shows them to the unprivileged.
fn read(
    lines: impl BufRead,
    wanted: impl Fn(&str) -> bool,
) -> std::io::Result<Option<HashMap<Symbol, u64>>> {
    let mut found = HashMap::new();
    let mut visible = false;
    for line in lines.lines() {
        let line = line?;
        let mut fields = line.split_ascii_whitespace();
        let (Some(address), Some(_kind), Some(name)) =
            (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let Ok(address) = u64::from_str_radix(address, 16) else {
            continue;
        };
        visible |= address != 0;
        if address != 0 && wanted(name) {
            let module = fields.next().unwrap_or_default().trim_matches(['[', ']']);
            found.insert((name.to_owned(), module.to_owned()), address);
        }
    }
    Ok(visible.then_some(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "\
ffffffff81000000 T _stext
ffffffffc0a1b2c0 d nvme_dev_fops\t[nvme_core]
ffffffff82a1b2c0 D def_blk_fops
garbage
";

    #[test]
    fn symbols_are_found_with_their_module() {
        let found = read(LIST.as_bytes(), |name| name.ends_with("fops"))
            .unwrap()
            .unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[&("nvme_dev_fops".into(), "nvme_core".into())],
            0xffff_ffff_c0a1_b2c0
        );
        assert_eq!(
            found[&("def_blk_fops".into(), String::new())],
            0xffff_ffff_82a1_b2c0
        );
    }

    #[test]
    fn hidden_addresses_are_told_from_missing_symbols() {
        assert_eq!(
            read("0000000000000000 T _stext\n".as_bytes(), |_| true).unwrap(),
            None
        );
        assert_eq!(
            read(LIST.as_bytes(), |_| false).unwrap(),
            Some(HashMap::new())
        );
    }
}
