//! `--room WHAT=N`: how much the kernel side can hold.

use crate::kernel::Capacities;

/// One capacity that differs from its default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    what: What,
    number: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Rows,
    Subjects,
    Devices,
    Ring,
}

impl Room {
    /// Reads `WHAT=N`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (what, number) = text
            .split_once('=')
            .ok_or("write WHAT=N, such as rows=65536")?;
        let what = match what {
            "rows" => What::Rows,
            "subjects" => What::Subjects,
            "devices" => What::Devices,
            "ring" => What::Ring,
            _ => {
                return Err(format!(
                    "there is no room for {what:?}; there are rows, subjects, devices and ring"
                ));
            }
        };
        let number: u32 = number
            .parse()
            .map_err(|_| format!("{number:?} is no number that fits 32 bits"))?;
        match what {
            // Whole pages, and a power of two: bpf(2), BPF_MAP_TYPE_RINGBUF.
            What::Ring if !number.is_power_of_two() || number < 4096 => {
                Err("the ring's bytes must be a power of two, at least 4096".to_owned())
            }
            _ if number == 0 => Err("it must be more than zero".to_owned()),
            _ => Ok(Self { what, number }),
        }
    }

    /// Whether it is the ring's.
    pub fn is_ring(&self) -> bool {
        self.what == What::Ring
    }

    /// The defaults, but for what was given; the last word counts.
    pub fn capacities(rooms: &[Self]) -> Capacities {
        let mut capacities = Capacities::default();
        for Self { what, number } in rooms {
            *match what {
                What::Rows => &mut capacities.rows,
                What::Subjects => &mut capacities.subjects,
                What::Devices => &mut capacities.devices,
                What::Ring => &mut capacities.ring,
            } = *number;
        }
        capacities
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_made_by_name() {
        let rooms = ["rows=5", "ring=8192", "rows=7"].map(|text| Room::parse(text).unwrap());
        let expected = Capacities {
            rows: 7,
            ring: 8192,
            ..Capacities::default()
        };
        assert_eq!(Room::capacities(&rooms), expected);
    }

    #[test]
    fn what_makes_no_room_is_refused() {
        for text in [
            "rows",
            "rows=",
            "rows=0",
            "rows=-1",
            "lines=5",
            "ring=5000",
            "ring=2048",
            "rows=4294967296",
        ] {
            assert!(Room::parse(text).is_err(), "{text}");
        }
    }
}
