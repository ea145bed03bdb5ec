//! Input of chance, for tests of what reads bytes or text that others made. In an ordinary run it is the
//! same each time; with `PASSGATE_FUZZ_SECONDS`, which `cargo xtask fuzz` sets, each such test goes on for
//! so long, from another seed. `PASSGATE_FUZZ_SEED` repeats one.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Numbers that look random and are the same for one seed (SplitMix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    /// Less than `most`; 0 where that is 0.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        let most = u64::try_from(most.max(1)).expect("64 bits");
        usize::try_from(self.next() % most).expect("less than it was")
    }

    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// One of them, or two.
    pub(crate) fn some_of<'a, T>(&mut self, all: &'a [T]) -> Vec<&'a T> {
        let many = 1 + self.below(2);
        (0..many).map(|_| self.one_of(all)).collect()
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[0]
    }

    /// At most so many bytes, of which many are alike: zeros, ones, small numbers, or anything.
    pub(crate) fn bytes(&mut self, most: usize) -> Vec<u8> {
        let length = self.below(most + 1);
        let style = self.below(4);
        let byte = |random: &mut Self| {
            let [byte, which, ..] = random.next().to_le_bytes();
            match style {
                0 => byte,
                1 => byte & 3,
                2 if which & 3 > 0 => 0,
                3 if which & 3 > 0 => 0xff,
                _ => byte,
            }
        };
        (0..length).map(|_| byte(self)).collect()
    }

    pub(crate) fn number(&mut self) -> u32 {
        let [a, b, c, d, ..] = self.next().to_le_bytes();
        u32::from_le_bytes([a, b, c, d])
    }

    /// A number, or none.
    pub(crate) fn word(&mut self) -> Option<u32> {
        let number = self.number();
        self.once_in(2).then_some(number)
    }

    /// Changes bytes that mean something into some that almost do.
    pub(crate) fn mutate(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            match self.below(7) {
                0 => bytes.truncate(at),
                1 => bytes.extend(self.bytes(64)),
                2 => {
                    let own = self.bytes(16);
                    bytes.splice(at..at, own);
                }
                _ if bytes.is_empty() => {}
                3 => bytes[at] ^= 1 << self.below(8),
                4 => bytes[at] = self.byte(),
                // Counts and lengths are where bounds are missed.
                5 => bytes[at] = *self.one_of(&[0, 1, 0x7f, 0x80, 0xff]),
                _ => {
                    let end = (at + 4).min(bytes.len());
                    let same = *self.one_of(&[0, 0xff, 0x80]);
                    bytes[at..end].fill(same);
                }
            }
        }
    }

    /// Text of so many characters at most, out of those that are listed and now and then any other.
    pub(crate) fn text(&mut self, most: usize, of: &[char]) -> String {
        let length = self.below(most + 1);
        let character = |random: &mut Self| match random.below(16) {
            0 => {
                char::from_u32(u32::try_from(random.below(0x11_0000)).unwrap_or(0)).unwrap_or('\0')
            }
            _ => *random.one_of(of),
        };
        (0..length).map(|_| character(self)).collect()
    }
}

/// Tries so often, or for as long as is asked for.
pub(crate) fn trials(what: &str, times: u64, mut trial: impl FnMut(&mut Random)) {
    let number = |name| {
        let text = std::env::var(name).ok()?;
        Some(text.parse::<u64>().expect("a number"))
    };
    let Some(seconds) = number("PASSGATE_FUZZ_SECONDS") else {
        let mut random = Random::new(1);
        return (0..times).for_each(|_| trial(&mut random));
    };
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seed = since.map_or(0, |since| since.as_secs() ^ u64::from(since.subsec_nanos()));
    let seed = number("PASSGATE_FUZZ_SEED").unwrap_or(seed);
    eprintln!("{what}: PASSGATE_FUZZ_SEED={seed}");
    let (began, mut random, mut count) = (Instant::now(), Random::new(seed), 0_u64);
    while began.elapsed() < Duration::from_secs(seconds) {
        for _ in 0..64 {
            trial(&mut random);
        }
        count += 64;
    }
    eprintln!("{what}: {count} tried in {} s", began.elapsed().as_secs());
}
