//! A `#` inside brackets or braces that has cut a text, and hidden what closes them: `{name: Gorse Group # 4}`.

use std::ops::Range;

use super::events::events;

/// A text without quotes that a comment has cut.
pub(super) struct Cut {
    /// The whole text, as it was meant.
    pub text: Range<usize>,
    /// The `#` in it.
    pub mark: usize,
}

/// No more marks, and no more places where the text may end, are tried.
const MOST: usize = 8;
/// Deeper nesting is another fault.
const DEPTH: usize = 64;

/// Returns the text that a comment has cut before a place at which the file stops being YAML, if quotes around it let the reader get
/// further.
pub(super) fn in_braces(text: &str, fault: usize) -> Option<Cut> {
    let line_end = text[fault..].find('\n');
    let line_end = line_end.map_or(text.len(), |end| fault + end);
    let marks = text[..line_end].rmatch_indices(" #").map(|(at, _)| at + 1);
    let marks = marks.filter(|mark| hides_an_end(text, *mark)).take(MOST);
    let mut marks: Vec<usize> = marks.collect();
    // The first one that is to blame: the others may be its followers.
    marks.reverse();
    marks.into_iter().find_map(|mark| cut_at(text, mark, fault))
}

/// Whether a comment holds a bracket, a brace or a comma.
fn hides_an_end(text: &str, mark: usize) -> bool {
    let line = text[mark..].lines().next().unwrap_or_default();
    line.contains([',', '}', ']'])
}

fn cut_at(text: &str, mark: usize, fault: usize) -> Option<Cut> {
    let line = text[..mark].rfind('\n').map_or(0, |newline| newline + 1);
    let before = &text[line..mark];
    let start = before
        .rfind([':', ',', '{', '['])
        .map_or(0, |separator| separator + 1);
    let start = line + start + before[start..].len() - before[start..].trim_start().len();
    // Quotes, aliases and comments are no text without quotes.
    let is_text = text[start..mark].starts_with(char::is_alphanumeric);
    if !is_text {
        return None;
    }
    let rest = text[mark..].lines().next().unwrap_or_default();
    let ends = rest
        .match_indices([',', '}', ']'])
        .map(|(at, _)| at)
        .filter(|at| ends_text(&rest[*at..]))
        .take(MOST);
    ends.map(|end| mark + end).find_map(|end| {
        let end = mark + text[mark..end].trim_end().len();
        let whole = start..end;
        gets_further(text, &whole, fault).then_some(Cut { text: whole, mark })
    })
}

/// Whether a comma begins another key, or a bracket or brace ends the line or what is around it.
fn ends_text(rest: &str) -> bool {
    let Some(next) = rest.strip_prefix(',') else {
        return true;
    };
    let is_key = |word: &str| {
        let mut letters = word.chars();
        !word.is_empty() && letters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    };
    let next = next.trim_start();
    next.is_empty() || next.split_once(':').is_some_and(|(word, _)| is_key(word))
}

/// Whether the file can be read to its end, or at least further, with quotes around a text.
fn gets_further(text: &str, whole: &Range<usize>, fault: usize) -> bool {
    let inner = text[whole.clone()].replace('\'', "''");
    let tried = format!("{}'{inner}'{}", &text[..whole.start], &text[whole.end..]);
    let error = events(&tried, DEPTH).find_map(Result::err);
    let longer = tried.len() - text.len();
    error.is_none_or(|error| {
        let at = error.marker().byte_offset().unwrap_or(0);
        let line_end = text[fault..]
            .find('\n')
            .map_or(text.len(), |end| fault + end);
        at > line_end + longer
    })
}
