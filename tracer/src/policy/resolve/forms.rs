//! Forms of what is known of devices: a value of another form is right for no device.

use crate::policy::glob::{Pattern, Token};

/// What a value's form is held against: the error is what is wrong with it, and what to write.
pub(super) type Form = fn(&str, &Pattern) -> Result<(), (&'static str, String)>;

/// A digit as sysfs writes it.
const DIGIT: [(u8, u8); 2] = [(b'0', b'9'), (b'a', b'f')];
/// Most devices that one is made of whose ids are looked at: they stand behind each other.
const MOST_JOINED: usize = 4;

fn digits(count: usize) -> impl Iterator<Item = Token> {
    std::iter::repeat_n(Token::Set(DIGIT.to_vec(), false), count)
}

/// Any form is right.
pub(super) fn any(_: &str, _: &Pattern) -> Result<(), (&'static str, String)> {
    Ok(())
}

/// A driver's name.
pub(super) fn driver(_: &str, pattern: &Pattern) -> Result<(), (&'static str, String)> {
    match pattern.0.contains(&Token::Byte(b'/')) {
        true => Err((
            "no driver has a / in its name",
            "write the name alone, as `passgate devices` shows it".to_owned(),
        )),
        false => Ok(()),
    }
}

/// A device's name.
pub(super) fn name(text: &str, _: &Pattern) -> Result<(), (&'static str, String)> {
    match text.starts_with('/') {
        true => Err(("a name is no path", format!("write node = \"{text}\""))),
        false => Ok(()),
    }
}

/// Vendor and device, as PCI and USB have them.
pub(super) fn ids(text: &str, pattern: &Pattern) -> Result<(), (&'static str, String)> {
    let pair = || digits(4).chain([Token::Byte(b':')]).chain(digits(4));
    let mut form: Vec<Token> = pair().collect();
    for _ in 0..MOST_JOINED {
        if pattern.meets(&Pattern(form.clone())) {
            return Ok(());
        }
        form.extend([Token::Byte(b','), Token::Byte(b' ')]);
        form.extend(pair());
    }
    let (vendor, device) = text.split_once(':').unwrap_or((text, "*"));
    let padded = |part: &str| {
        let part = part.strip_prefix("0x").unwrap_or(part);
        let is_number = part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        match part {
            "*" => Some("*".to_owned()),
            part if is_number && !part.is_empty() => Some(format!("{part:0>4}")),
            _ => None,
        }
    };
    let help = match (padded(vendor), padded(device)) {
        (Some(vendor), Some(device)) => format!("write \"{vendor}:{device}\""),
        _ => "write \"1b36:0010\" or \"1b36:*\"".to_owned(),
    };
    Err(("vendor and device have four hexadecimal digits each", help))
}

/// A bus and an address, or an address alone. Of the many buses PCI's addresses have a form that is known.
pub(super) fn bus(text: &str, pattern: &Pattern) -> Result<(), (&'static str, String)> {
    let wrong = |address: &str| {
        let help = match (of_pci(address), address.len() < text.len()) {
            (Some(address), true) => format!("write \"pci {address}\""),
            (Some(address), false) => format!("write \"{address}\""),
            (None, _) => {
                "write \"0000:00:04.0\", \"pci 0000:00:04.0\" or \"pci 0000:*\"".to_owned()
            }
        };
        Err(("an address of PCI has another form", help))
    };
    let address = match text.get(..3) {
        Some("pci") if text[3..].starts_with(' ') => &text[4..],
        Some(front) if front.eq_ignore_ascii_case("pci") => {
            let rest = text[3..].trim_start_matches([' ', ':', '/']);
            let is_address = rest.starts_with(|c: char| c.is_ascii_digit() || c == '*');
            return if is_address { wrong(rest) } else { Ok(()) };
        }
        // What is no address of PCI's may be one of another bus's.
        _ if of_pci(text).is_none() => return Ok(()),
        _ => text,
    };
    let own = match address.len() < text.len() {
        true => Pattern(pattern.0[4..].to_vec()),
        false => pattern.clone(),
    };
    // Domains have four digits or more.
    let is_right = (4..=8).any(|domain| {
        let colon = || [Token::Byte(b':')];
        let form = digits(domain).chain(colon()).chain(digits(2));
        let form = form
            .chain(colon())
            .chain(digits(2))
            .chain([Token::Byte(b'.')]);
        own.meets(&Pattern(
            form.chain([Token::Set(vec![(b'0', b'7')], false)])
                .collect(),
        ))
    });
    // Of a device on several the addresses stand behind each other.
    match is_right || text.contains(", ") {
        true => Ok(()),
        false => wrong(address),
    }
}

/// An address of PCI's that was written in another way, as sysfs writes it.
fn of_pci(text: &str) -> Option<String> {
    let (rest, function) = text.rsplit_once('.')?;
    let mut parts = rest.rsplit(':');
    let (device, bus) = (parts.next()?, parts.next()?);
    let domain = parts.next().unwrap_or("0");
    let is_hex = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_one = parts.next().is_none()
        && matches!(function.as_bytes(), [b'0'..=b'7'])
        && [device, bus]
            .iter()
            .all(|part| part.len() == 2 && is_hex(part))
        && is_hex(domain);
    is_one.then(|| format!("{domain:0>4}:{bus}:{device}.{function}").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_forms(form: Form, right: &[&str], wrong: &[(&str, &str)]) {
        for text in right {
            let pattern = Pattern::parse(text).expect(text);
            assert_eq!(form(text, &pattern), Ok(()), "{text}");
        }
        for (text, help) in wrong {
            let pattern = Pattern::parse(text).expect(text);
            let (_, told) = form(text, &pattern).expect_err(text);
            assert!(told.contains(help), "{text}: {told}");
        }
    }

    #[test]
    fn ids_that_no_device_has_are_told() {
        assert_forms(
            ids,
            &[
                "1b36:0010",
                "1b36:*",
                "*:0010",
                "*",
                "1b3?:00[0-9]*",
                "8086:*, 8086:*",
                "1b36*",
            ],
            &[
                ("1b36", "write \"1b36:*\""),
                ("1:2", "write \"0001:0002\""),
                ("0x1b36:0x10", "write \"1b36:0010\""),
                ("1b36:001x", "write \"1b36:0010\""),
                ("1b36-0010", "or \"1b36:*\""),
                ("1b36:00100", "or \"1b36:*\""),
            ],
        );
    }

    #[test]
    fn buses_that_no_device_is_on_are_told() {
        assert_forms(
            bus,
            &[
                "0000:00:04.0",
                "pci 0000:00:04.0",
                "pci 0000:*",
                "pci *",
                "*",
                "10000:e1:00.0",
                "pci *.0",
                "0000:*",
                "usb 1-1.2",
                "scsi 0:0:0:0",
                "0003:046D:C52B.0001",
                "00:04:0.0",
                "pci_express 0000:00:1c.0:pcie001",
                "platform Fixed MDIO bus.0",
                "pci 0000:00:04.0, pci 0000:00:05.0",
            ],
            &[
                ("00:04.0", "write \"0000:00:04.0\""),
                ("0000:00:1F.0", "write \"0000:00:1f.0\""),
                ("pci 00:04.0", "write \"pci 0000:00:04.0\""),
                ("pci:0000:00:04.0", "write \"pci 0000:00:04.0\""),
                ("PCI 0000:00:04.0", "write \"pci 0000:00:04.0\""),
                ("pci0000:00:04.0", "write \"pci 0000:00:04.0\""),
                ("pci 0000:00:04.9", "\"pci 0000:*\""),
                ("pci 0000", "\"pci 0000:*\""),
                ("pci 00:*:04.0:*", "\"pci 0000:*\""),
            ],
        );
    }

    #[test]
    fn drivers_and_names_that_are_paths_are_told() {
        assert_forms(
            driver,
            &["nvme", "vfio-pci", "*"],
            &[("/sys/bus/pci/drivers/nvme", "alone")],
        );
        assert_forms(
            name,
            &["nvme0", "vg0-*"],
            &[("/dev/nvme0", "write node = \"/dev/nvme0\"")],
        );
    }
}
