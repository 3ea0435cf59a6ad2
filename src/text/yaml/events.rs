//! The parser, as it is set up here.

use std::ops::ControlFlow;

use granit_parser::{Event, Parser, ScanError, Span};

/// Reads a text and passes each event to `each`, until that breaks off. Returns where the text stops being YAML, if it does.
///
/// This is the only place that runs the parser, so that the compiler puts all of it into one loop: called from several, it reads a
/// seventh slower.
pub(super) fn read<'t>(
    text: &'t str,
    depth: usize,
    each: &mut dyn FnMut(Event<'t>, Span) -> ControlFlow<()>,
) -> Option<ScanError> {
    let options = granit_parser::options! {
        emit_comments: false,
        flow_nesting_limit: depth,
        block_nesting_limit: depth,
    };
    for next in Parser::new_from_str_with_options(text, options) {
        match next {
            Ok((event, span)) => {
                if each(event, span).is_break() {
                    return None;
                }
            }
            Err(error) => return Some(error),
        }
    }
    None
}

/// Returns where a text stops being YAML, if it does.
pub(super) fn error_in(text: &str, depth: usize) -> Option<ScanError> {
    read(text, depth, &mut |_, _| ControlFlow::Continue(()))
}
