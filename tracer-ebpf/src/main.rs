//! passgate's BPF programs. Data flows one way: hook -> identity -> argument -> count, with an
//! event beside it for whatever is seen for the first time. Nothing here knows a device family:
//! recognition and argument specs come in as map entries.

#![no_std]
#![no_main]
#![feature(core_intrinsics, asm_experimental_arch)]
#![expect(
    internal_features,
    reason = "atomic adds exist on the BPF target as intrinsics only"
)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "helpers take sizes as u32 and pack two ids into a u64; what is cast is bounded beside it"
)]
#![allow(
    clippy::needless_borrows_for_generic_args,
    reason = "a key that is passed by value is copied once more"
)]

mod argument;
mod atomic;
mod call;
mod copy;
mod count;
mod device;
mod guard;
mod held;
mod hooks;
mod kernel;
mod loss;
mod maps;
mod path;
mod place;
mod recent;
mod scope;
mod subject;
mod table;
mod trace;
mod verdict;

/// LSM programs must name a licence that the kernel takes for GPL-compatible.
#[unsafe(no_mangle)]
#[unsafe(link_section = "license")]
static LICENSE: [u8; 13] = *b"Dual MIT/GPL\0";

/// The version of the boundary that this object speaks.
#[unsafe(no_mangle)]
static PASSGATE_ABI: u32 = tracer_common::ABI_VERSION as u32;

#[panic_handler]
fn panic(_info: &core::panic::PanicInfo<'_>) -> ! {
    // The verifier refuses a program in which this is reachable.
    loop {}
}
