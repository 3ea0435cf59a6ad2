//! Rewords the parser's errors for people who fill in a deal.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use crate::text::{Fault, FaultKind, Limits, Span};

use super::{cut, slips};

/// Returns why a text stops being YAML: one fault, or each comment that hides what closes the braces around it.
pub(super) fn explain(error: &ScanError, text: &str, shift: usize, limits: &Limits) -> Vec<Fault> {
    let mut start = error.marker().byte_offset().unwrap_or(0).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    if text[start..].trim().is_empty() {
        start = text.trim_end().len().saturating_sub(1);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
    }
    if text[..start].ends_with('\t') {
        start -= 1;
    } else if matches!(error.kind(), ErrorKind::TabInPlainScalar) {
        // The marker is at the beginning of the text that the tab's line goes on with.
        let tab = text[start..].find("\n\t").map(|newline| newline + 1);
        start += tab.unwrap_or(0);
    }
    let width = text[start..].chars().next().map_or(0, char::len_utf8);
    let span = Span::new(start + shift, start + width + shift);
    if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        let what = format!("nested deeper than {} levels", limits.depth);
        let kind = FaultKind::TooLarge { what };
        return vec![Fault { kind, span }];
    }
    let cuts = cut::all_in_braces(text, start);
    if !cuts.is_empty() {
        let span = |range: &Range<usize>| Span::new(range.start + shift, range.end + shift);
        let fault = |cut: &cut::Cut| Fault {
            kind: FaultKind::TextCut {
                text: cut.text.as_ref().map(span),
            },
            span: span(&cut.lost),
        };
        return cuts.iter().map(fault).collect();
    }
    let (kind, span) = explain_one(error.kind(), text, start, span, shift);
    vec![Fault { kind, span }]
}

fn explain_one(
    error: &ErrorKind,
    text: &str,
    start: usize,
    span: Span,
    shift: usize,
) -> (FaultKind, Span) {
    if let Some((kind, place)) = slip(error, text, start, shift) {
        return (kind, Span::new(place.start + shift, place.end + shift));
    }
    if let Some(text) = text_with_colon(error, text, start) {
        let text = Span::new(text.start + shift, text.end + shift);
        return (FaultKind::ColonInText { text }, span);
    }
    let (message, help) = words(error, &text[start..]);
    (
        FaultKind::Syntax {
            message,
            help: help.to_owned(),
        },
        span,
    )
}

/// What the line shows, where the parser's own words would lead astray.
fn slip(
    kind: &ErrorKind,
    text: &str,
    start: usize,
    shift: usize,
) -> Option<(FaultKind, Range<usize>)> {
    if let Some(place) = slips::odd_blank(text, start) {
        return Some((slips::no_space(), place));
    }
    if let Some(place) = slips::dash(text, start) {
        let message = "an item of a list begins with `- `: a hyphen and a space";
        let help = "write `- ` in front of the item";
        return Some((syntax(message.to_owned(), help.to_owned()), place));
    }
    if let Some((quotable, why)) = slips::unquoted(kind, text, start) {
        let whole = Span::new(quotable.start + shift, quotable.end + shift);
        let place = start.max(quotable.start)..quotable.end;
        return Some((FaultKind::NeedsQuotes { text: whole, why }, place));
    }
    let of_indentation = matches!(
        kind,
        ErrorKind::MappingValueNotAllowed
            | ErrorKind::InvalidIndentation
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::ExpectedBlockSequenceEntry
            | ErrorKind::MappingKeyNotAllowed
    );
    let (place, own, theirs) = slips::indentation(text, start).filter(|_| of_indentation)?;
    let blanks = |n: usize| match n {
        0 => "nothing".to_owned(),
        1 => "1 space".to_owned(),
        n => format!("{n} spaces"),
    };
    let message = format!(
        "this line is indented by {}, the one above it by {}",
        blanks(own),
        blanks(theirs)
    );
    let help = "keys of one map begin in the same column; what belongs to a key stands below it, two spaces further in";
    Some((syntax(message, help.to_owned()), place))
}

fn syntax(message: String, help: String) -> FaultKind {
    FaultKind::Syntax { message, help }
}

/// Returns the unquoted text that contains the colon at an offset: the value of the key on the same line.
fn text_with_colon(kind: &ErrorKind, text: &str, colon: usize) -> Option<Range<usize>> {
    let in_flow = match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => false,
        ErrorKind::ExpectedFlowMappingSeparator => true,
        _ => return None,
    };
    if !text[colon..].starts_with(':') {
        return None;
    }
    let line = text[..colon].rfind('\n').map_or(0, |newline| newline + 1);
    let key_end = line + text[line..colon].rfind(": ")? + 1;
    let start = key_end + text[key_end..colon].len() - text[key_end..colon].trim_start().len();
    if text[start..].starts_with(|c: char| !c.is_alphanumeric() && c.is_ascii()) {
        return None;
    }
    let rest = &text[colon..];
    let end = if in_flow {
        rest.find([',', '}', ']', '\n'])
    } else {
        let line = rest.find('\n').unwrap_or(rest.len());
        Some(rest[..line].find(" #").unwrap_or(line))
    };
    let end = colon + end.unwrap_or(rest.len());
    Some(start..start + text[start..end].trim_end().len())
}

fn words(kind: &ErrorKind, rest: &str) -> (String, &'static str) {
    let (message, help) = match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
            "a colon followed by a space starts a new value here, where none can begin",
            "put the whole text in double quotes",
        ),
        ErrorKind::CommentInterceptedScalar => (
            "a `#` after a space begins a comment, and the text goes on in the line after it",
            "put the whole text in double quotes",
        ),
        ErrorKind::UnexpectedCharacter { .. } if rest.starts_with(['@', '%', '`']) => (
            "no text without quotes begins with @, % or a backtick: they mean something else to YAML",
            "put the whole text in double quotes",
        ),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => (
            "a tab stands where YAML wants spaces",
            "replace the tab with two spaces for each level",
        ),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => (
            "the quotation mark that opens here is never closed",
            "close it with the same mark; inside single quotes write '' for '",
        ),
        ErrorKind::InvalidQuotedScalarIndent => (
            "a quoted text ends here without its closing mark, or runs on in a line that is not indented",
            "close it with the mark it began with",
        ),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => (
            "a bracket or brace that opens here is never closed",
            "close it with ] or }",
        ),
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => (
            "this bracket or brace closes nothing",
            "remove it, or open it where the list or map begins",
        ),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => (
            "a comma is missing between two values inside brackets or braces",
            "put a comma between them, or close the bracket or brace before; quote a text that holds , { } [ ]",
        ),
        ErrorKind::UnknownAnchor => (
            "this alias (`*name`) refers to no value above it",
            "quote a text that begins with *",
        ),
        ErrorKind::InvalidIndentation
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidFlowScalarIndent => (
            "this line is not indented like its neighbours",
            "keys of one map begin in the same column, with spaces",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => (
            "a key without a colon, or a text that should be indented under its key",
            "write `key: value`, with a space after the colon",
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => (
            "a backslash in double quotes starts an escape, and this is none",
            "write \\\\ for a backslash, or use single quotes",
        ),
        ErrorKind::InvalidTrailingDoubleQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar => (
            "text follows after the closing quotation mark",
            "put all of it inside the quotes",
        ),
        other => {
            return (
                format!("this is not YAML: {other}"),
                "fix the YAML here; the rest of the file waits for it",
            );
        }
    };
    (message.to_owned(), help)
}
