//! Patterns for paths and names: `*` and `?` stay within a component, `[a-c]` is one of some
//! characters, `**` is any number of whole components.

/// What a pattern's piece matches.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Token {
    /// This byte.
    Byte(u8),
    /// One byte of these ranges, or with `true` of none of them.
    Set(Vec<(u8, u8)>, bool),
    /// Any byte.
    One,
    /// Any number of bytes.
    Run,
}

impl Token {
    /// Whether it matches a byte of a component.
    pub fn takes(&self, byte: u8) -> bool {
        match self {
            Self::Byte(own) => *own == byte,
            Self::Set(ranges, negated) => {
                ranges.iter().any(|(a, b)| (*a..=*b).contains(&byte)) != *negated
            }
            Self::One | Self::Run => true,
        }
    }
}

/// A pattern for a name, or for one component of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pattern(pub Vec<Token>);

/// Most bytes of a pattern: the longest path that the kernel takes.
const MOST: usize = 4096;

impl Pattern {
    /// Reads one; the error says what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("it is empty".to_owned());
        }
        if text.len() > MOST {
            return Err(format!("it is longer than {MOST} bytes"));
        }
        let mut tokens = Vec::new();
        let mut bytes = text.bytes().peekable();
        while let Some(byte) = bytes.next() {
            let token = match byte {
                0 => return Err("it has a NUL".to_owned()),
                b'*' if tokens.last() == Some(&Token::Run) => continue,
                b'*' => Token::Run,
                b'?' => Token::One,
                b'\\' => Token::Byte(bytes.next().ok_or("nothing stands behind \\")?),
                b'[' => {
                    let negated = bytes.next_if(|b| matches!(b, b'!' | b'^')).is_some();
                    let mut ranges = Vec::new();
                    loop {
                        let first = bytes.next().ok_or("a [ is not closed")?;
                        if first == b']' && !ranges.is_empty() {
                            break;
                        }
                        let mut last = first;
                        if bytes.next_if_eq(&b'-').is_some() {
                            last = bytes.next().ok_or("a [ is not closed")?;
                            if last == b']' {
                                ranges.extend([(first, first), (b'-', b'-')]);
                                break;
                            }
                        }
                        if first > last {
                            return Err("a range in [] ends before it begins".to_owned());
                        }
                        ranges.push((first, last));
                    }
                    Token::Set(ranges, negated)
                }
                byte => Token::Byte(byte),
            };
            tokens.push(token);
        }
        Ok(Self(tokens))
    }

    /// Whether it matches all of a name.
    pub fn matches(&self, name: &str) -> bool {
        let (tokens, bytes) = (&self.0, name.as_bytes());
        let (mut t, mut b) = (0, 0);
        // Where the last run began, and how much it has taken.
        let mut run: Option<(usize, usize)> = None;
        while b < bytes.len() {
            match tokens.get(t) {
                Some(Token::Run) => {
                    run = Some((t, b));
                    t += 1;
                }
                Some(token) if token.takes(bytes[b]) => {
                    (t, b) = (t + 1, b + 1);
                }
                _ => match run {
                    Some((at, taken)) => {
                        run = Some((at, taken + 1));
                        (t, b) = (at + 1, taken + 1);
                    }
                    None => return false,
                },
            }
        }
        tokens[t..].iter().all(|token| *token == Token::Run)
    }

    /// Whether there is a name that both match.
    pub fn meets(&self, other: &Self) -> bool {
        let (own, others) = (&self.0, &other.0);
        let both_take =
            |a: &Token, b: &Token| (1..=u8::MAX).any(|byte| a.takes(byte) && b.takes(byte));
        // Which tokens of the other may come next, before each of these: those of the last row are the end.
        let mut may = vec![false; others.len() + 1];
        may[0] = true;
        for at in 0..=own.len() {
            // A run may take nothing.
            for place in 0..others.len() {
                may[place + 1] |= may[place] && others[place] == Token::Run;
            }
            let Some(token) = own.get(at) else { break };
            let mut next = vec![false; others.len() + 1];
            for place in (0..=others.len()).filter(|place| may[*place]) {
                let Some(theirs) = others.get(place) else {
                    next[place] |= *token == Token::Run;
                    continue;
                };
                match (token, theirs) {
                    (Token::Run, _) => next[place..].fill(true),
                    (token, Token::Run) => next[place] |= both_take(token, theirs),
                    (token, theirs) => next[place + 1] |= both_take(token, theirs),
                }
            }
            may = next;
        }
        may[others.len()]
    }

    /// Whether it matches one name only.
    pub fn is_literal(&self) -> bool {
        self.0.iter().all(|token| matches!(token, Token::Byte(_)))
    }
}

/// A component of a path's pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Component {
    /// Any number of components.
    Depth,
    /// One component.
    One(Pattern),
}

/// A pattern for absolute paths.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Glob(pub Vec<Component>);

impl Glob {
    /// Reads one; the error says what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let Some(rest) = text.strip_prefix('/') else {
            return Err("a path begins with /".to_owned());
        };
        if text.len() > MOST {
            return Err(format!("it is longer than {MOST} bytes"));
        }
        let mut components = Vec::new();
        for part in rest.split('/').filter(|part| !part.is_empty()) {
            if part == "." || part == ".." {
                return Err(format!("the kernel knows no component {part:?}"));
            }
            if part == "**" {
                if components.last() != Some(&Component::Depth) {
                    components.push(Component::Depth);
                }
            } else {
                components.push(Component::One(Pattern::parse(part)?));
            }
        }
        Ok(Self(components))
    }

    /// Whether it matches all of a path.
    pub fn matches(&self, path: &str) -> bool {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let (mut c, mut p) = (0, 0);
        let mut depth: Option<(usize, usize)> = None;
        while p < parts.len() {
            match self.0.get(c) {
                Some(Component::Depth) => {
                    depth = Some((c, p));
                    c += 1;
                }
                Some(Component::One(pattern)) if pattern.matches(parts[p]) => {
                    (c, p) = (c + 1, p + 1);
                }
                _ => match depth {
                    Some((at, taken)) => {
                        depth = Some((at, taken + 1));
                        (c, p) = (at + 1, taken + 1);
                    }
                    None => return false,
                },
            }
        }
        self.0[c..]
            .iter()
            .all(|component| *component == Component::Depth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_as_shells_have_it() {
        for (pattern, name, matches) in [
            ("nvme", "nvme", true),
            ("nvme*", "nvme0n1", true),
            ("*n1", "nvme0n1", true),
            ("n?me[0-3]", "nvme2", true),
            ("n?me[!0-3]", "nvme2", false),
            ("a*b*c", "aXbXbc", true),
            ("a*b*c", "aXbXbd", false),
            ("\\*", "*", true),
            ("\\*", "x", false),
            ("*", "", true),
        ] {
            let pattern = Pattern::parse(pattern).expect(pattern);
            assert_eq!(pattern.matches(name), matches, "{pattern:?} {name}");
        }
        for bad in ["", "[a", "[z-a]", "\\", "a\0"] {
            assert!(Pattern::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn patterns_meet_where_a_name_is_of_both() {
        for (one, other, meet) in [
            ("a", "a", true),
            ("a", "b", false),
            ("a", "ab", false),
            ("a*", "*b", true),
            ("a*c", "a?", true),
            ("a*c", "ab", false),
            ("[0-9]", "[a-f]", false),
            ("[!0-9]", "[5-a]", true),
            ("*", "*", true),
            ("*a*", "bcd", false),
            ("*a*", "bad", true),
            ("??", "*x*y*z*", false),
            ("a**", "a", true),
        ] {
            let [a, b] = [one, other].map(|text| Pattern::parse(text).expect(text));
            assert_eq!(a.meets(&b), meet, "{one} {other}");
            assert_eq!(b.meets(&a), meet, "{other} {one}");
        }
    }

    #[test]
    fn paths_match_component_by_component() {
        for (glob, path, matches) in [
            ("/usr/bin/nvme", "/usr/bin/nvme", true),
            ("/usr/*/nvme", "/usr/local/bin/nvme", false),
            ("/usr/**/nvme", "/usr/local/bin/nvme", true),
            ("/usr/**/nvme", "/usr/nvme", true),
            ("/usr/**", "/usr/bin/x", true),
            ("/**", "/", true),
            ("/", "/", true),
            ("/", "/x", false),
        ] {
            let glob = Glob::parse(glob).expect(glob);
            assert_eq!(glob.matches(path), matches, "{glob:?} {path}");
        }
        for bad in ["nvme", "", "/a/../b", "/[", "*"] {
            assert!(Glob::parse(bad).is_err(), "{bad:?}");
        }
    }
}
