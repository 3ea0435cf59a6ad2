//! `[lint] caps`: what one file may cost. A process may raise the caps but not remove them: it may not be trusted.

use crate::model::Process;
use crate::model::book::ProcessFault;
use crate::model::process_file::{Caps, ProcessFile};
use crate::text::{Limits, Spanned};

use super::problems::Problems;

/// How far the caps can be raised.
const MOST: Limits = Limits {
    bytes: 16 << 20,
    depth: 200,
    nodes: 200_000,
};

/// What one file may cost: `[lint] caps`, else the defaults.
pub fn limits(process: &Process) -> Limits {
    let mut limits = Limits::default();
    let lint = process.written.lint.as_ref();
    let Some(caps) = lint.and_then(|lint| lint.caps.as_ref()) else {
        return limits;
    };
    for (limit, (_, cap, most)) in [&mut limits.bytes, &mut limits.depth, &mut limits.nodes]
        .into_iter()
        .zip(each(caps))
    {
        *limit = cap.map_or(*limit, |cap| (cap.value as usize).min(most));
    }
    limits
}

/// Every cap with its key and its largest value, in the order of [`Limits`].
fn each(caps: &Caps) -> [(&'static str, Option<&Spanned<u32>>, usize); 3] {
    [
        ("bytes", caps.bytes.as_ref(), MOST.bytes),
        ("depth", caps.depth.as_ref(), MOST.depth),
        ("values", caps.values.as_ref(), MOST.nodes),
    ]
}

/// Names the caps that are too high; the largest possible ones are taken in their place.
pub(super) fn check(written: &ProcessFile, problems: &mut Problems<'_>) {
    let lint = written.lint.as_ref();
    let Some(caps) = lint.and_then(|lint| lint.caps.as_ref()) else {
        return;
    };
    for (key, cap, most) in each(caps) {
        let Some(cap) = cap.filter(|cap| cap.value as usize > most) else {
            continue;
        };
        let kind = ProcessFault::Invalid {
            message: format!("`{key}` of [lint] caps is {}, more than {most}", cap.value),
            help: format!("write {most} or less: so much counts until then"),
        };
        problems.add(kind, cap.span);
    }
}
