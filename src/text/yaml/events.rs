//! The parser, as it is set up here.

use granit_parser::Parser;

/// Reads a text into events.
pub(super) fn events(text: &str, depth: usize) -> Parser<'_, granit_parser::StrInput<'_>> {
    let options = granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: depth,
        block_nesting_limit: depth,
    };
    Parser::new_from_str_with_options(text, options)
}
