//! Numbers and bytes as people write them.

use super::MOST_INPUT;
use crate::exit::{Error, Exit, Result};

/// A number of 32 bits: hexadecimal behind `0x` or where it has letters, else decimal.
pub(super) fn number(text: &str) -> Result<u32> {
    let wrong = |why: &str| {
        Error::new(Exit::Usage, format!("{text:?} is no number: {why}"))
            .remedy("write it as 0x4e40, as c0484e41 or in decimal")
    };
    let text = text.trim();
    let stripped = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let is_decimal = stripped.is_none() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (digits, radix) = match stripped {
        Some(digits) => (digits, 16),
        None if is_decimal => (text, 10),
        None => (text, 16),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Err(wrong("it has other signs than digits"));
    }
    let value = u64::from_str_radix(digits, radix).map_err(|_| wrong("it is too large"))?;
    // An int that is negative, as programs log a number with its highest bit.
    let sign = value >> 31 == u64::MAX >> 31;
    match u32::try_from(value) {
        Ok(value) => Ok(value),
        Err(_) if sign => Ok(u32::try_from(value & u64::from(u32::MAX)).unwrap_or(u32::MAX)),
        Err(_) => Err(wrong("it has more than 32 bits")),
    }
}

/// Bytes in hexadecimal: digits with or without blanks, `0x`, commas and colons between them.
pub(super) fn bytes(text: &str) -> Result<Vec<u8>> {
    let wrong = |why: String| {
        Error::new(
            Exit::Usage,
            format!("the argument is no hexadecimal text: {why}"),
        )
        .remedy("write two digits a byte, 06000000 or 0x06 0x00, or `-` for standard input")
    };
    let mut bytes = Vec::new();
    let is_between = |c: char| c.is_whitespace() || c == ',' || c == ':';
    for word in text.split(is_between).filter(|word| !word.is_empty()) {
        let digits = word
            .strip_prefix("0x")
            .or_else(|| word.strip_prefix("0X"))
            .unwrap_or(word);
        let values: Option<Vec<u8>> = digits
            .chars()
            .map(|digit| u8::try_from(digit.to_digit(16)?).ok())
            .collect();
        let Some(values) = values else {
            let other = digits.chars().find(|digit| !digit.is_ascii_hexdigit());
            return Err(wrong(format!(
                "{:?} is no digit",
                other.unwrap_or_default()
            )));
        };
        if values.len() % 2 != 0 {
            let at = bytes.len();
            return Err(wrong(format!(
                "from byte {at} on it has an odd number of digits"
            )));
        }
        bytes.extend(values.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]));
        if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_INPUT) {
            return Err(wrong(format!("it has more than {MOST_INPUT} bytes")));
        }
    }
    if bytes.is_empty() {
        return Err(wrong("it is empty".to_owned()));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::trials;

    #[test]
    fn text_of_chance_is_bytes_or_an_error() {
        const DIGITS: &[char] = &[
            '0', '1', '8', '9', 'a', 'f', 'F', 'x', 'X', ' ', ',', ':', '\n', '-', 'g',
        ];
        let (mut right, mut wrong) = (0_u64, 0_u64);
        trials("hexadecimal text", 20_000, |random| {
            let text = random.text(40, DIGITS);
            match bytes(&text) {
                Ok(bytes) => assert!(
                    !bytes.is_empty() && bytes.len() * 2 <= text.len(),
                    "{text:?}"
                ),
                Err(error) => assert!(!error.to_string().is_empty()),
            }
            match number(&text) {
                Ok(_) => right += 1,
                Err(_) => wrong += 1,
            }
        });
        assert!(right > 100 && wrong > 100, "{right} right, {wrong} wrong");
    }

    #[test]
    fn no_more_bytes_are_taken_than_any_command_has() {
        let most = usize::try_from(MOST_INPUT).expect("64 bits");
        assert_eq!(
            bytes(&"00".repeat(most)).map(|bytes| bytes.len()).ok(),
            Some(most)
        );
        assert!(bytes(&"00".repeat(most + 1)).is_err());
    }
}
