//! A second thread on another CPU makes the byte now this, now that.

use std::{
    path::Path,
    sync::atomic::{AtomicBool, AtomicU8, Ordering},
    thread,
};

use rustix::thread::{CpuSet, sched_setaffinity};

use super::{Attack, Byte, Count, OVER, Tally, memory::shared};
use crate::client::nvme::put;

type Made = Result<Tally, Box<dyn std::error::Error>>;

/// Attacks.
pub(super) fn make(mut attack: Attack, count: Count) -> Made {
    let [harmless, other] = attack.values;
    let byte = byte(&attack);
    let (began, over) = (AtomicBool::new(false), AtomicBool::new(false));
    let mut tally = Tally::default();
    thread::scope(|scope| {
        let flipping = scope.spawn(|| {
            let pinned = stay_on(1);
            while !over.load(Ordering::Relaxed) {
                byte.store(other, Ordering::Relaxed);
                byte.store(harmless, Ordering::Relaxed);
                began.store(true, Ordering::Relaxed);
            }
            pinned
        });
        let pinned = stay_on(0);
        while !began.load(Ordering::Relaxed) {
            thread::yield_now();
        }
        while count.goes_on(&tally) {
            tally.add(send(&mut attack));
        }
        over.store(true, Ordering::Relaxed);
        flipping.join().map_err(|_| "the other thread panicked")??;
        Ok(pinned?)
    })
    .map(|()| tally)
}

/// Sends the harmless command, as long as others attack.
pub(super) fn calmly(mut attack: Attack, count: Count) -> Made {
    let [harmless, _] = attack.values;
    let byte = byte(&attack);
    let mut tally = Tally::default();
    while count.goes_on(&tally) || !Path::new(OVER).exists() {
        byte.store(harmless, Ordering::SeqCst);
        tally.add(send(&mut attack));
    }
    Ok(tally)
}

/// Where the byte is, and how far into the argument.
fn place(attack: &Attack) -> (usize, usize) {
    match attack.byte {
        Byte::Within(offset) => (attack.at + offset, offset),
        Byte::Apart(byte) | Byte::Pinned(byte) => (byte, attack.argument.len()),
    }
}

fn byte(attack: &Attack) -> &'static AtomicU8 {
    // SAFETY: the page stays. Only a ring's entry is written otherwise, whole, by the call that submits it.
    unsafe { shared(place(attack).0) }
}

/// Sends the command once, whatever the kernel has written over the last one.
fn send(attack: &mut Attack) -> rustix::io::Result<i32> {
    let (byte, offset) = place(attack);
    let (before, rest) = attack.argument.split_at(offset);
    // SAFETY: the page is the attack's, and the byte, which the other thread writes, is left out.
    unsafe {
        put(before, attack.at);
        put(rest.get(1..).unwrap_or_default(), byte + 1);
    }
    (attack.send)(attack.at)
}

pub(super) fn stay_on(cpu: usize) -> rustix::io::Result<()> {
    let mut cpus = CpuSet::new();
    cpus.set(cpu);
    sched_setaffinity(None, &cpus)
}
