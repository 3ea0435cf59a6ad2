//! What a tree costs while it is built, compared with the [`Limits`] before anything is copied.

use crate::text::{Fault, FaultKind, Limits, Span};

/// How much a value is, itself and all below it.
#[derive(Clone, Copy, Default)]
pub(super) struct Size {
    /// Values.
    pub(super) nodes: usize,
    /// Bytes of their texts.
    pub(super) bytes: usize,
}

impl Size {
    /// A list or a map before its first value.
    pub(super) const COLLECTION: Self = Self { nodes: 1, bytes: 0 };
}

pub(super) struct Costs<'l> {
    limits: &'l Limits,
    /// All so far.
    sum: Size,
    /// Bytes of the texts that anchors and aliases made copies of.
    copied: usize,
}

impl<'l> Costs<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            sum: Size::default(),
            copied: 0,
        }
    }

    /// The sum before the collection that was just counted.
    pub(super) fn before(&self) -> Size {
        Size {
            nodes: self.sum.nodes - Size::COLLECTION.nodes,
            bytes: self.sum.bytes,
        }
    }

    /// What came since then.
    pub(super) fn since(&self, before: Size) -> Size {
        Size {
            nodes: self.sum.nodes - before.nodes,
            bytes: self.sum.bytes - before.bytes,
        }
    }

    /// Counts what will stand in the tree.
    pub(super) fn count(&mut self, more: Size, span: Span) -> Result<(), Fault> {
        self.sum.nodes = self.sum.nodes.saturating_add(more.nodes);
        self.sum.bytes = self.sum.bytes.saturating_add(more.bytes);
        if self.sum.nodes <= self.limits.nodes {
            return Ok(());
        }
        let most = self.limits.nodes;
        too_large(
            format!("more than {most} values once its aliases are expanded"),
            span,
        )
    }

    /// Counts what is about to be copied: an alias of two bytes may stand for a text of a megabyte.
    pub(super) fn copy(&mut self, more: Size, span: Span) -> Result<(), Fault> {
        self.copied = self.copied.saturating_add(more.bytes);
        if self.copied <= self.limits.bytes {
            return Ok(());
        }
        let most = self.limits.bytes;
        too_large(
            format!("its aliases repeat more than {most} bytes of text"),
            span,
        )
    }
}

fn too_large(what: String, span: Span) -> Result<(), Fault> {
    Err(Fault {
        kind: FaultKind::TooLarge { what },
        span,
    })
}
