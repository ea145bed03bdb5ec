//! Times as people write them: `10s`, `500ms`.

use std::time::Duration;

/// Reads a time: a number with `ms`, `s`, `m` or `h`, or of seconds.
///
/// # Errors
///
/// What is wrong with the text.
pub fn parse(text: &str) -> Result<Duration, String> {
    let at = text
        .find(|c: char| c.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(at);
    let seconds = match unit {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => return Err(format!("no unit {unit:?}; there are ms, s, m and h")),
    };
    let number: f64 = number
        .parse()
        .map_err(|_| format!("{number:?} is no number; write 10s or 500ms"))?;
    let time = Duration::try_from_secs_f64(number * seconds).map_err(|e| e.to_string())?;
    if time.is_zero() {
        Err("it must be more than zero".to_owned())
    } else {
        Ok(time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        assert_eq!(parse("10"), Ok(Duration::from_secs(10)));
        assert_eq!(parse("1.5s"), Ok(Duration::from_millis(1500)));
        assert_eq!(parse("250ms"), Ok(Duration::from_millis(250)));
        assert_eq!(parse("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(parse("1h"), Ok(Duration::from_secs(3600)));
        for bad in ["", "s", "-1", "1d", "0s", "inf", "nan", "1e300h"] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
