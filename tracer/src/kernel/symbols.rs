//! Addresses of the kernel's operation tables, from /proc/kallsyms.

use std::{
    collections::{HashMap, HashSet},
    fs::File,
    io::{BufRead, BufReader, Read as _},
};

use crate::exit::{Error, Exit, Result};

/// Where the kernel lists its symbols.
const KALLSYMS: &str = "/proc/kallsyms";

/// Symbols that were looked up: addresses by name and module, which is empty for the kernel proper.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Addresses(HashMap<(String, String), Vec<u64>>);

impl Addresses {
    /// The address of a symbol; where there are several, of the one that is nearest to a neighbour.
    pub(crate) fn at(&self, name: &str, module: &str, near: Option<&str>) -> Option<u64> {
        let find = |name: &str| self.0.get(&(name.to_owned(), module.to_owned()));
        let all = find(name)?;
        let neighbour = near.and_then(find).and_then(|found| found.first());
        match (all.as_slice(), neighbour) {
            // One whose neighbour is not there is another driver's.
            (_, None) if near.is_some() => None,
            ([only], _) => Some(*only),
            (all, Some(neighbour)) => all
                .iter()
                .copied()
                .min_by_key(|address| address.abs_diff(*neighbour)),
            // Nobody knows which of them is meant.
            _ => None,
        }
    }

    /// Whether a name stands for one address only, whatever the module.
    pub(crate) fn is_unique(&self, name: &str) -> bool {
        let all = self.0.iter().filter(|((known, _), _)| known == name);
        all.map(|(_, addresses)| addresses.len()).sum::<usize>() == 1
    }
}

/// Finds the addresses of symbols by name.
///
/// # Errors
///
/// Where the list cannot be read or hides its addresses.
pub(crate) fn addresses(wanted: &HashSet<&str>) -> Result<Addresses> {
    let found = read(list()?, |name| wanted.contains(name)).map_err(|e| unreadable(&e))?;
    found.ok_or_else(hidden)
}

/// Whether the list shows its addresses, by its first line.
///
/// # Errors
///
/// Where it does not, or cannot be read.
pub(crate) fn visible() -> Result<()> {
    let first = list()?.take(LINE);
    let found = read(first, |_| false).map_err(|e| unreadable(&e))?;
    found.map(drop).ok_or_else(hidden)
}

/// Bytes within which the list's first lines are.
const LINE: u64 = 4096;

fn list() -> Result<BufReader<File>> {
    File::open(KALLSYMS)
        .map(BufReader::new)
        .map_err(|e| unreadable(&e).remedy("mount /proc"))
}

fn unreadable(error: &std::io::Error) -> Error {
    Error::failure(format!("cannot read {KALLSYMS}: {error}"))
}

fn hidden() -> Error {
    Error::new(
        Exit::NotPermitted,
        format!("{KALLSYMS} hides its addresses"),
    )
    .remedy("run as root (CAP_SYSLOG), and with kernel.kptr_restrict below 2")
}

/// None where every address is zero, as the kernel shows them to the unprivileged.
fn read(
    mut lines: impl BufRead,
    wanted: impl Fn(&str) -> bool,
) -> std::io::Result<Option<Addresses>> {
    let mut found = Addresses::default();
    let mut visible = false;
    // One buffer for the two hundred thousand lines.
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        let mut fields = line.split_ascii_whitespace();
        let (address, _kind, name) = (fields.next(), fields.next(), fields.next());
        let address = address.and_then(|address| u64::from_str_radix(address, 16).ok());
        if let (Some(address), Some(name)) = (address.filter(|address| *address != 0), name) {
            visible = true;
            if wanted(name) {
                let module = fields.next().unwrap_or_default().trim_matches(['[', ']']);
                let key = (name.to_owned(), module.to_owned());
                found.0.entry(key).or_default().push(address);
            }
        }
        line.clear();
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
ffffffff82a1b3c0 d port_fops
ffffffff83a1b3c0 d port_fops
garbage
";

    #[test]
    fn symbols_are_found_with_their_module() {
        let found = read(LIST.as_bytes(), |name| name.ends_with("fops"))
            .unwrap()
            .unwrap();
        assert_eq!(
            found.at("nvme_dev_fops", "nvme_core", None),
            Some(0xffff_ffff_c0a1_b2c0)
        );
        assert_eq!(found.at("nvme_dev_fops", "", None), None);
        assert_eq!(found.at("nvme_dev_fops", "nvme_core", Some("other")), None);
    }

    #[test]
    fn of_several_with_one_name_the_neighbour_is_meant() {
        let found = read(LIST.as_bytes(), |name| name.ends_with("fops"))
            .unwrap()
            .unwrap();
        assert_eq!(found.at("port_fops", "", None), None);
        assert_eq!(
            found.at("port_fops", "", Some("def_blk_fops")),
            Some(0xffff_ffff_82a1_b3c0)
        );
    }

    #[test]
    fn a_name_that_several_modules_have_is_not_unique() {
        let list = "1 t read\t[one]\n2 t read\t[other]\n3 t write\t[one]\n4 t open\n5 t open\n";
        let found = read(list.as_bytes(), |_| true).unwrap().unwrap();
        assert_eq!(found.at("read", "one", None), Some(1));
        assert!(found.is_unique("write"));
        assert!(!found.is_unique("read") && !found.is_unique("open") && !found.is_unique("none"));
    }

    #[test]
    fn hidden_addresses_are_told_from_missing_symbols() {
        assert_eq!(
            read("0000000000000000 T _stext\n".as_bytes(), |_| true).unwrap(),
            None
        );
        assert_eq!(
            read(LIST.as_bytes(), |_| false).unwrap(),
            Some(Addresses::default())
        );
    }
}
