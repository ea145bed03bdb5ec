//! Attaching to the drivers' functions that families name, and following drivers that come and go.

use std::collections::HashMap;

use aya::{
    Btf, Ebpf,
    programs::{Program, kprobe::KProbeLinkId},
};

use super::{
    attach::{attach_probe, chain, load, program},
    hooks::{Hook, Point, State},
    recognition::Recognised,
};
use crate::{exit::Result, families::Symbol};

/// The address of a function when it was attached to, and the link, or why there is none.
type Function = (u64, std::result::Result<KProbeLinkId, String>);

/// One hook's functions.
pub(super) struct Probes {
    hook: &'static Hook,
    functions: HashMap<Symbol, Function>,
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
            loaded: loaded.map_err(|e| chain(&e)),
        })
    }

    /// Attaches to functions that are new, and forgets those that are gone: a module that was unloaded
    /// meanwhile may be back at its old address, without the probe.
    pub(super) fn follow(
        &mut self,
        ebpf: &mut Ebpf,
        found: &Recognised,
        unloaded: &[String],
    ) -> Result<()> {
        if self.loaded.is_err() {
            return Ok(());
        }
        let wanted = self.wanted(found);
        let program = program(ebpf, self.hook.name)?;
        let was_unloaded = |module: &str| unloaded.iter().any(|name| name == module);
        let gone = |symbol: &Symbol, address: u64| {
            wanted.get(symbol) != Some(&address) || symbol.module.is_some_and(was_unloaded)
        };
        // What could not be attached to is tried again: a module that is going is still listed.
        for (_, (_, link)) in self
            .functions
            .extract_if(|symbol, (address, link)| link.is_err() || gone(symbol, *address))
        {
            if let (Ok(link), Program::KProbe(probe)) = (link, &mut *program) {
                // The function went with its module, and the probe with it.
                let _ = probe.detach(link);
            }
        }
        Self::add_all(&mut self.functions, program, wanted);
        Ok(())
    }

    /// Attaches to more functions.
    pub(super) fn add(&mut self, ebpf: &mut Ebpf, found: &Recognised) -> Result<()> {
        if self.loaded.is_ok() {
            let wanted = self.wanted(found);
            let program = program(ebpf, self.hook.name)?;
            Self::add_all(&mut self.functions, program, wanted);
        }
        Ok(())
    }

    fn wanted(&self, found: &Recognised) -> HashMap<Symbol, u64> {
        let call = match self.hook.point {
            Point::Drivers(call) => Some(call),
            _ => None,
        };
        let functions = found.functions.iter();
        functions
            .filter(|(probe, _)| Some(probe.call) == call)
            .map(|(probe, address)| (probe.function, *address))
            .collect()
    }

    fn add_all(
        functions: &mut HashMap<Symbol, Function>,
        program: &mut Program,
        wanted: HashMap<Symbol, u64>,
    ) {
        for (symbol, address) in wanted {
            functions.entry(symbol).or_insert_with(|| {
                let link = attach_probe(program, symbol.name, symbol.module);
                (address, link.map_err(|e| chain(&e)))
            });
        }
    }

    /// What became of the hook.
    pub(super) fn state(&self) -> State {
        let mut attached = Vec::new();
        let mut refused = Vec::new();
        for (symbol, (_, link)) in &self.functions {
            match link {
                Ok(_) => attached.push(symbol.name.to_owned()),
                Err(reason) => refused.push(format!("{}: {reason}", symbol.name)),
            }
        }
        attached.sort();
        refused.sort();
        let reason = match &self.loaded {
            Err(reason) => Some(reason.clone()),
            Ok(()) if attached.is_empty() && refused.is_empty() => {
                Some("no driver that has such functions is loaded".to_owned())
            }
            Ok(()) => (!refused.is_empty()).then(|| refused.join("; ")),
        };
        State {
            attached: !attached.is_empty(),
            functions: attached,
            ..self.hook.state(reason)
        }
    }
}
