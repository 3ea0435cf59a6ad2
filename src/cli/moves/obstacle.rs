//! A change that the editor does not make, with the place to edit by hand.

use crate::cli::failure::Failure;
use crate::edit::{Operation, Refused};
use crate::model::Deal;
use crate::text::{SourceFile, shell};

/// Says where to edit by hand.
pub(super) fn by_hand(
    source: &SourceFile,
    deal: &Deal,
    operations: &[Operation],
    refused: &Refused,
) -> anyhow::Error {
    let at = source.position(refused.span.start as usize);
    let what = operations.first().map(Operation::path).unwrap_or_default();
    let last = deal.id.rsplit('/').next().unwrap_or(&deal.id);
    Failure::new(
        format!(
            "{}:{}:{}: {what} {}",
            source.path, at.line, at.column, refused.why
        ),
        format!(
            "nothing was written; edit it there by hand, then: dealctl gate {}",
            shell::word(last)
        ),
    )
    .into()
}
