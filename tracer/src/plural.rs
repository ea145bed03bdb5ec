//! Counts as people read them: `1 rule`, `2 rules`.

use std::fmt::Display;

/// A number of something, by its name for one and for many.
pub fn counted<N: Display + PartialEq + From<u8>>(number: N, one: &str, many: &str) -> String {
    let is_one = number == N::from(1);
    format!("{number} {}", if is_one { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_all_else_is_many() {
        assert_eq!(counted(0_usize, "rule", "rules"), "0 rules");
        assert_eq!(counted(1_u64, "class", "classes"), "1 class");
        assert_eq!(counted(21_u32, "class", "classes"), "21 classes");
    }
}
