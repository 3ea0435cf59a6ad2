//! What is wrong with process.toml, and whether it can be used all the same.

use crate::model::book::{Problem, ProblemKind, ProcessFault};
use crate::text::{FileId, Place, Span};

/// Takes the problems of process.toml.
pub(super) struct Problems<'a> {
    pub(super) file: FileId,
    pub(super) list: &'a mut Vec<Problem>,
    pub(super) fatal: bool,
}

impl Problems<'_> {
    pub(super) fn add(&mut self, kind: impl Into<ProblemKind>, span: Span) {
        self.list.push(Problem {
            place: Place {
                file: self.file,
                span,
            },
            deal: None,
            kind: kind.into(),
        });
    }

    pub(super) fn invalid(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.fatal = true;
        self.add(
            ProcessFault::Invalid {
                message: message.into(),
                help: help.into(),
            },
            span,
        );
    }
}
