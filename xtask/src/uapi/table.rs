//! Writes a header's table as a module.

use std::fmt::Write as _;

use super::{header::Header, layout::Layout, selection::Selected};

/// Characters in a line of elements.
const WIDTH: usize = 90;

/// The module of one header.
pub(super) fn write(selected: &Selected, header: &Header, version: &str) -> String {
    let mut text = format!(
        "//! `{}` of linux-libc-dev {version}. Written by `cargo xtask uapi`.\n\n",
        selected.path
    );
    let sizeless = header.ioctls.iter().any(|ioctl| ioctl.layout.is_none());
    text += match (header.layouts.is_empty(), sizeless) {
        (true, _) => "use crate::uapi::{Ioctl, ioctl};\n",
        (_, true) => "use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};\n",
        _ => "use crate::uapi::{Form::*, Ioctl, Layout, member, taking};\n",
    };
    let _ = writeln!(text, "\nconst FROM: &str = \"{}\";\n", selected.path);
    for ioctl in &header.ioctls {
        let name = &ioctl.name;
        let _ = writeln!(text, "/// {:#x}", ioctl.number);
        let _ = match ioctl.layout {
            None => writeln!(
                text,
                "pub const {name}: Ioctl = ioctl(FROM, \"{name}\", {:#x});",
                ioctl.number
            ),
            Some(layout) => writeln!(
                text,
                "pub const {name}: Ioctl = taking(FROM, \"{name}\", {:#x}, &{});",
                ioctl.number,
                constant(&header.layouts[layout])
            ),
        };
    }
    let names = header.ioctls.iter().map(|ioctl| ioctl.name.clone());
    let _ = writeln!(
        text,
        "\n/// Each of them.\npub const ALL: [Ioctl; {}] = [\n{}];",
        header.ioctls.len(),
        wrapped(4, names)
    );
    for layout in &header.layouts {
        let members = layout.members.iter().map(|member| {
            format!(
                "member(\"{}\", {}, {})",
                member.path, member.offset, member.form
            )
        });
        let _ = writeln!(
            text,
            "\nconst {}: Layout = Layout {{\n    name: \"{}\",\n    size: {},\n    members: &[\n{}    ],\n}};",
            constant(layout),
            layout.name,
            layout.size,
            wrapped(8, members)
        );
    }
    text
}

/// The module that lists the others.
pub(super) fn list(headers: &[Selected]) -> String {
    let mut text = String::from(
        "//! The tables of all headers. Written by `cargo xtask uapi`.\n\nuse super::Ioctl;\n\n",
    );
    let mut modules: Vec<String> = headers.iter().map(Selected::module).collect();
    modules.sort();
    for module in &modules {
        let _ = writeln!(text, "#[rustfmt::skip]\npub mod {module};");
    }
    text += "\n/// Each of them.\npub const ALL: &[&[Ioctl]] = &[\n";
    for module in &modules {
        let _ = writeln!(text, "    &{module}::ALL,");
    }
    text += "];\n";
    text
}

/// Indented elements of an array, as many in a line as fit.
fn wrapped(indent: usize, elements: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    let mut width = 0;
    for element in elements {
        if width + element.len() + 2 > WIDTH {
            text.push('\n');
            width = 0;
        }
        text += &" ".repeat(if width == 0 { indent } else { 1 });
        text += &element;
        text.push(',');
        width += element.len() + 2;
    }
    if width > 0 {
        text.push('\n');
    }
    text
}

/// What the constant of a layout is called.
fn constant(layout: &Layout) -> String {
    let name: String = layout
        .name
        .trim_start_matches("struct ")
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        })
        .collect();
    format!("LAYOUT_{}", name.trim_end_matches('_'))
}
