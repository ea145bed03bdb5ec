//! Attaching to the drivers' functions that families name, and following drivers that come and go.

use std::collections::{HashMap, HashSet};

use aya::{Btf, Ebpf, programs::Program};

use super::{
    attach::{attach_probe, chain, load, program},
    hooks::{Hook, Point, Refused, State},
    links::{Link, Place},
    recognition::{Function, Recognised},
};
use crate::{exit::Result, families::Symbol};

/// The address of a function when it was attached to, and the link, or why there is none.
type Attached = (u64, std::result::Result<Link, String>);

/// Modules that were unloaded, whether or not they are back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unloaded {
    /// These.
    Named(HashSet<String>),
    /// Nobody knows which.
    Any,
}

impl Unloaded {
    fn has(&self, module: &str) -> bool {
        match self {
            Self::Named(names) => names.contains(module),
            Self::Any => true,
        }
    }
}

/// One hook's functions.
pub(super) struct Probes {
    pub(super) hook: &'static Hook,
    functions: HashMap<Symbol, Attached>,
    /// Where links are pinned, if they are.
    place: Option<Place>,
    /// Whether the kernel took the program.
    loaded: std::result::Result<(), String>,
}

impl Probes {
    /// Loads a hook's program.
    pub(super) fn load(ebpf: &mut Ebpf, hook: &'static Hook, btf: &Btf) -> Result<Self> {
        let loaded = load(program(ebpf, hook.name)?, hook.name, btf);
        Ok(Self {
            hook,
            functions: HashMap::new(),
            place: None,
            loaded: loaded.map_err(|e| chain(&e)),
        })
    }

    /// Attaches to functions that are new, and forgets those that are gone: a module that was unloaded
    /// meanwhile may be back at its old address, without the probe.
    pub(super) fn follow(
        &mut self,
        ebpf: &mut Ebpf,
        found: &Recognised,
        unloaded: &Unloaded,
    ) -> Result<()> {
        if self.loaded.is_err() {
            return Ok(());
        }
        let wanted = self.wanted(found);
        let program = program(ebpf, self.hook.name)?;
        let gone = |symbol: &Symbol, address: u64| {
            wanted.get(symbol).is_none_or(|function| {
                function.address != address
                    || function.module.is_some_and(|module| unloaded.has(module))
            })
        };
        // What could not be attached to is tried again: a module that is going is still listed.
        for (_, (_, link)) in self
            .functions
            .extract_if(|symbol, (address, link)| link.is_err() || gone(symbol, *address))
        {
            // The function went with its module, and the probe with it.
            if let Ok(link) = link {
                link.remove();
            }
        }
        self.add_all(program, wanted)
    }

    /// Attaches to more functions.
    pub(super) fn add(&mut self, ebpf: &mut Ebpf, found: &Recognised) -> Result<()> {
        if self.loaded.is_ok() {
            let wanted = self.wanted(found);
            let program = program(ebpf, self.hook.name)?;
            self.add_all(program, wanted)?;
        }
        Ok(())
    }

    /// Pins its links, those to come as well.
    pub(super) fn pin(&mut self, place: &Place) -> Result<()> {
        self.place = Some(place.clone());
        for (symbol, (_, link)) in &mut self.functions {
            if let Ok(link) = link {
                link.pin(place, &pin_name(self.hook, symbol))?;
            }
        }
        Ok(())
    }

    /// Why it is not attached to a function; None where it is.
    pub(super) fn lacks(&self, function: &Symbol) -> Option<String> {
        match (&self.loaded, self.functions.get(function)) {
            (Err(reason), _) | (Ok(()), Some((_, Err(reason)))) => {
                Some(format!("{} cannot be attached to: {reason}", function.name))
            }
            (Ok(()), None) => Some(format!("this kernel has no {}", function.name)),
            (Ok(()), Some((_, Ok(_)))) => None,
        }
    }

    fn wanted(&self, found: &Recognised) -> HashMap<Symbol, Function> {
        let call = match self.hook.point {
            Point::Drivers(call) => Some(call),
            _ => None,
        };
        let functions = found.functions.iter();
        functions
            .filter(|function| Some(function.probe.call) == call)
            .map(|function| (function.probe.function, *function))
            .collect()
    }

    fn add_all(&mut self, program: &mut Program, wanted: HashMap<Symbol, Function>) -> Result<()> {
        for (symbol, function) in wanted {
            if self.functions.contains_key(&symbol) {
                continue;
            }
            let mut link = attach_probe(program, &function).map(Link::from);
            if let (Ok(link), Some(place)) = (&mut link, &self.place) {
                link.pin(place, &pin_name(self.hook, &symbol))?;
            }
            self.functions.insert(symbol, (function.address, link));
        }
        Ok(())
    }

    /// What became of the hook.
    pub(super) fn state(&self) -> State {
        let mut attached = Vec::new();
        let mut refused = Vec::new();
        for (symbol, (_, link)) in &self.functions {
            match link {
                Ok(_) => attached.push(symbol.name.to_owned()),
                Err(reason) => refused.push(Refused {
                    function: symbol.name.to_owned(),
                    reason: reason.clone(),
                }),
            }
        }
        attached.sort();
        refused.sort_by(|a, b| a.function.cmp(&b.function));
        let reason = match &self.loaded {
            Err(reason) => Some(reason.clone()),
            Ok(()) if attached.is_empty() && refused.is_empty() => {
                Some("no driver that has such functions is loaded".to_owned())
            }
            Ok(()) if refused.is_empty() => None,
            Ok(()) => {
                let names: Vec<&str> = refused.iter().map(|r| r.function.as_str()).collect();
                Some(format!("{} cannot be attached to", names.join(", ")))
            }
        };
        State {
            attached: !attached.is_empty(),
            functions: attached,
            refused,
            ..self.hook.state(reason)
        }
    }
}

/// What a link to a function is called where it is pinned: one of several functions of a hook.
fn pin_name(hook: &Hook, symbol: &Symbol) -> String {
    format!("{}-{}", hook.name, symbol.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{families::Call, kernel::hooks::HOOKS};

    #[test]
    fn what_is_not_attached_to_a_function_says_why() {
        let is_reads = |hook: &&Hook| matches!(hook.point, Point::Drivers(Call::Read));
        let (known, other) = (Symbol::built_in("read_null"), Symbol::built_in("read_zero"));
        let mut probes = Probes {
            hook: HOOKS.iter().find(is_reads).expect("the hook"),
            functions: HashMap::from([(known, (1, Err("there are two".to_owned())))]),
            place: None,
            loaded: Ok(()),
        };
        let lacks = |probes: &Probes, function| probes.lacks(function).expect("a reason");
        assert!(lacks(&probes, &known).ends_with("there are two"));
        assert!(lacks(&probes, &other).contains("no read_zero"));
        probes.loaded = Err("the kernel refuses it".to_owned());
        assert!(lacks(&probes, &other).ends_with("refuses it"));
    }
}
