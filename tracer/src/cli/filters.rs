//! How to write a filter, for `passgate top --help` and the man page.

use crate::model::filter::{FIELDS, RULES};

/// The rules, the fields and examples.
pub(super) fn help() -> String {
    let widest = FIELDS.iter().map(|field| field.name.len()).max();
    let width = widest.unwrap_or(0) + 2;
    let rules = RULES.map(|rule| format!("  {rule}\n")).concat();
    let fields = FIELDS
        .iter()
        .map(|field| format!("  {:width$}{}\n", field.name, field.help));
    let fields: String = fields.collect();
    format!(
        "\
Filters:
{rules}
Fields:
{fields}
Examples:
  passgate top --filter 'family=nvme class=opaque'
  passgate top --filter 'runtime=podman entry!=open !fio'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::filter::Filter;

    #[test]
    fn the_help_has_every_field_and_its_examples_are_filters() {
        let help = help();
        for field in FIELDS {
            assert!(
                help.contains(&format!("  {}  ", field.name)),
                "{}",
                field.name
            );
        }
        let examples = help.split("--filter '").skip(1);
        let examples: Vec<_> = examples
            .filter_map(|rest| rest.split('\'').next())
            .collect();
        assert_eq!(examples.len(), 2);
        for example in examples {
            assert!(Filter::parse(example).is_ok(), "{example}");
        }
    }
}
