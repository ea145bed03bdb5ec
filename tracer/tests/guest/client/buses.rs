//! A measurement and a line, by interfaces that no packaged tool uses.

use passgate::uapi::{comedi, gpio};

use super::{Done, graphics::file, request::Request, vfio::read_write};

/// How often something is measured.
pub(crate) const MEASUREMENTS: u32 = 4;

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["measures", node] => measures(node),
        ["line", node] => line(node),
        _ => Err(format!("no such client: {words:?}").into()),
    }
}

/// The first channel of the first part of a card.
fn measures(node: &str) -> Done {
    // INSN_READ
    const READ: u64 = 0x0400_0000;
    let card = read_write(node)?;
    Request::of(comedi::COMEDI_DEVINFO).send(&card)?;
    // struct comedi_subdinfo for each part
    Request::of(comedi::COMEDI_SUBDINFO)
        .at(0, &[0; 72 * 8])
        .send(&card)?;
    for _ in 0..MEASUREMENTS {
        let mut sample = 0_u32;
        Request::of(comedi::COMEDI_INSN)
            .with("insn", READ)?
            .with("n", 1)?
            .with("data", (&raw mut sample).expose_provenance() as u64)?
            .send(&card)?;
    }
    Ok(())
}

/// A line by version 2 of the interface, which gpiod's tools came to later.
fn line(node: &str) -> Done {
    // struct gpio_v2_line_request: offsets, consumer, config, num_lines, event_buffer_size, padding, fd.
    const FLAGS: usize = 64 * 4 + 32;
    const LINES: usize = FLAGS + 272;
    const FILE: usize = LINES + 28;
    // GPIO_V2_LINE_FLAG_INPUT
    const INPUT: u64 = 1 << 2;
    let chip = read_write(node)?;
    let mut request = Request::of(gpio::GPIO_V2_GET_LINE_IOCTL)
        .at(0, &17_u32.to_le_bytes())
        .at(FLAGS, &INPUT.to_le_bytes())
        .at(LINES, &1_u32.to_le_bytes());
    request.send(&chip)?;
    let lines = file(request.word(FILE).into())?;
    Request::of(gpio::GPIO_V2_LINE_GET_VALUES_IOCTL)
        .with("mask", 1)?
        .send(&lines)?;
    Ok(())
}
