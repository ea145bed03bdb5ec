//! The tree by which calls are told apart, before it is a table.

use std::collections::BTreeSet;

use tracer_common::policy::{CHECKED_AGAIN, RESTS_ON_MEMORY};

use crate::policy::compile::bits::Bits;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::policy::compile) enum Tree {
    Leaf(u32),
    Node(u32, u32, Vec<(u64, Tree)>),
    /// A command's tree in which memory that another thread can change leads the way, and between which classes: a
    /// number among the [`Choices`](super::Choices) of the whole tree.
    Choice(usize, Box<Tree>),
}

impl Tree {
    /// A node of segments, of which those that are alike are one.
    pub(super) fn node(axis: u32, mask: u32, mut segments: Vec<(u64, Self)>) -> Self {
        segments.dedup_by(|next, before| next.1 == before.1);
        if segments.len() == 1
            && let Some((_, only)) = segments.pop()
        {
            return only;
        }
        Self::Node(axis, mask, segments)
    }

    pub(super) fn leaves(&self, all: &mut BTreeSet<u32>) {
        match self {
            Self::Leaf(class) => {
                all.insert(*class);
            }
            Self::Node(_, _, segments) => {
                segments.iter().for_each(|(_, tree)| tree.leaves(all));
            }
            Self::Choice(_, tree) => tree.leaves(all),
        }
    }

    /// Its classes.
    pub(in crate::policy::compile) fn classes(&self) -> BTreeSet<u32> {
        let mut leaves = BTreeSet::new();
        self.leaves(&mut leaves);
        leaves.iter().map(|leaf| leaf & !CHECKED_AGAIN).collect()
    }

    /// The same tree with other leaves. What is alike then is one.
    pub(super) fn map(&self, change: &impl Fn(u32) -> u32) -> Self {
        self.rebuilt(&|tree| match tree {
            Self::Leaf(leaf) => Some(Self::Leaf(change(*leaf))),
            _ => None,
        })
    }

    /// The same tree with other subtrees, where it is said which.
    fn rebuilt(&self, change: &impl Fn(&Self) -> Option<Self>) -> Self {
        if let Some(other) = change(self) {
            return other;
        }
        match self {
            Self::Leaf(leaf) => Self::Leaf(*leaf),
            Self::Node(axis, mask, segments) => {
                let segments = segments.iter();
                let segments = segments.map(|(first, tree)| (*first, tree.rebuilt(change)));
                Self::node(*axis, *mask, segments.collect())
            }
            Self::Choice(choice, tree) => Self::Choice(*choice, Box::new(tree.rebuilt(change))),
        }
    }

    /// The same of calls whose copies nobody asks about.
    pub(super) fn unchecked(&self) -> Self {
        self.map(&|leaf| leaf & !CHECKED_AGAIN)
    }

    /// The same where these choices matter: whoever can change what is looked at can change what is decided.
    pub(super) fn flagged(&self, varying: &Bits) -> Self {
        self.rebuilt(&|tree| match tree {
            Self::Choice(choice, tree) if varying.has(*choice) => {
                Some(tree.map(&|leaf| leaf | RESTS_ON_MEMORY))
            }
            Self::Choice(_, tree) => Some(tree.unchecked()),
            _ => None,
        })
    }

    pub(super) fn depth(&self) -> u32 {
        match self {
            Self::Leaf(_) => 0,
            Self::Node(_, _, segments) => {
                let depths = segments.iter().map(|(_, tree)| tree.depth());
                1 + depths.max().unwrap_or(0)
            }
            Self::Choice(_, tree) => tree.depth(),
        }
    }
}
