//! userfaultfd holds the driver's copy up until the command is another.

use std::{
    hint, io,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use super::{
    Attack, Byte, Count, Tally,
    flips::stay_on,
    memory::{Faults, PAGE, forget, shared},
};
use crate::client::nvme::put;

/// Attacks.
pub(super) fn make(attack: Attack, count: Count) -> Result<Tally, Box<dyn std::error::Error>> {
    match attack.byte {
        Byte::Within(offset) => taken_away(attack, offset, count),
        Byte::Apart(byte) => beyond(attack, byte, count),
        Byte::Pinned(_) => Err("nothing holds up a copy of pinned memory".into()),
    }
}

/// Bytes of an argument in the page before: more than are looked at.
const BEFORE: usize = 40;

/// The argument reaches into a page that is not there: the look is over, and what the argument points to not yet
/// copied, when the driver asks for it.
fn beyond(
    mut attack: Attack,
    byte: usize,
    count: Count,
) -> Result<Tally, Box<dyn std::error::Error>> {
    let at = attack.at + PAGE - BEFORE;
    let behind = attack.at + PAGE;
    let [harmless, other] = attack.values;
    // SAFETY: the page is the attack's and stays.
    let byte = unsafe { shared(byte) };
    let (before, rest) = attack.argument.split_at(BEFORE);
    let mut page = [0; PAGE];
    page[..rest.len()].copy_from_slice(rest);
    let faults = Faults::of(behind)?;
    beside(move || {
        faults.wait()?;
        byte.store(other, Ordering::SeqCst);
        faults.answer(behind, &page)
    });
    let mut tally = Tally::default();
    while count.goes_on(&tally) {
        byte.store(harmless, Ordering::SeqCst);
        // SAFETY: both pages are the attack's, and nobody needs what is in them.
        unsafe {
            forget(behind)?;
            put(before, at);
        }
        tally.add((attack.send)(at));
    }
    Ok(tally)
}

/// Does something again and again, on a thread of its own. Without it the attack would wait for ever.
fn beside(mut act: impl FnMut() -> io::Result<()> + Send + 'static) {
    thread::spawn(move || {
        loop {
            if let Err(error) = act() {
                eprintln!("the attacker's thread: {error}");
                std::process::exit(1);
            }
        }
    });
}

/// The longest pause between the beginning of a call and the moment at which the page is taken away.
const LONGEST: usize = 8192;
/// How much it is changed by an attack that came too early or too late, and how much it is off by chance.
const STEP: usize = 16;

/// The page with the argument is taken away by another thread on another CPU as soon as it was looked at, and another
/// page is there when the driver has asked for it. How long to wait is found out: where the kernel refuses it was too
/// early, where the harmless command is sent too late.
fn taken_away(
    mut attack: Attack,
    offset: usize,
    count: Count,
) -> Result<Tally, Box<dyn std::error::Error>> {
    /// How long to wait, from the moment at which this is no longer [`DONE`].
    static PAUSE: AtomicUsize = AtomicUsize::new(DONE);
    const DONE: usize = usize::MAX;
    let at = attack.at;
    let [harmless, other] = attack.values.map(|value| {
        let mut page = [0; PAGE];
        page[..attack.argument.len()].copy_from_slice(&attack.argument);
        page[offset] = value;
        page
    });
    let faults: &'static Faults = Box::leak(Box::new(Faults::of(at)?));
    beside(move || {
        faults.wait()?;
        faults.answer(at, &other)
    });
    stay_on(1)?;
    beside(move || {
        let pause = PAUSE.load(Ordering::SeqCst);
        if pause != DONE {
            (0..pause).for_each(|_| hint::spin_loop());
            // SAFETY: the page is the attack's, and nobody needs what is in it.
            unsafe { forget(at) }?;
            PAUSE.store(DONE, Ordering::SeqCst);
        }
        Ok(())
    });
    stay_on(0)?;
    let mut tally = Tally::default();
    let (mut pause, mut chance) = (LONGEST, 0);
    while count.goes_on(&tally) {
        // SAFETY: the page is the attack's, and nobody needs what is in it.
        unsafe { forget(at) }?;
        faults.answer(at, &harmless)?;
        chance = (chance * 5 + 3) % (4 * STEP);
        PAUSE.store(pause + chance, Ordering::SeqCst);
        let outcome = (attack.send)(at);
        while PAUSE.load(Ordering::SeqCst) != DONE {
            hint::spin_loop();
        }
        pause = match outcome {
            Ok(0) => pause.saturating_sub(STEP.max(pause / 8)),
            Ok(_) => pause,
            Err(_) => (pause + STEP).min(LONGEST),
        };
        tally.add(outcome);
    }
    Ok(tally)
}
