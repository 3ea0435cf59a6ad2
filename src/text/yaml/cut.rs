//! A `#` inside brackets or braces that has cut a text, and hidden what closes them: `{name: Gorse Group # 4}`.

use std::ops::Range;

use super::events::error_in;

/// A comment that hides what closes the brackets or braces around it.
pub(super) struct Cut {
    /// The whole text without quotes that it cuts, as it was meant; `None` if it follows a number or quotes, and is a comment.
    pub text: Option<Range<usize>>,
    /// What is lost, from the `#` on.
    pub lost: Range<usize>,
}

/// No more marks, and no more places where the text may end, are tried.
const MOST: usize = 8;
/// Deeper nesting is another fault.
const DEPTH: usize = 64;

/// Returns every comment that hides what closes the brackets or braces around it: the first before a place at which the file stops being
/// YAML, and those that stop it once that is mended.
pub(super) fn all_in_braces(text: &str, fault: usize) -> Vec<Cut> {
    let mut found = Vec::new();
    let mut text = text.to_owned();
    let mut fault = Some(fault);
    while let Some(cut) = fault.and_then(|fault| in_braces(&text, fault)) {
        // As long as it was, so that places stay the same.
        let blank = if cut.text.is_some() { "_" } else { " " };
        text.replace_range(cut.lost.clone(), &blank.repeat(cut.lost.len()));
        found.push(cut);
        if found.len() == MOST {
            break;
        }
        let error = error_in(&text, DEPTH);
        fault = error.and_then(|error| error.marker().byte_offset());
    }
    found
}

/// Returns the first such comment, if the reader gets further with quotes around the text that it cuts, or without it.
fn in_braces(text: &str, fault: usize) -> Option<Cut> {
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
    let read = text[start..mark].trim_end();
    // A value may be lost as a whole; behind a comma or an open brace stands a comment.
    let is_value = before.trim_end().ends_with(':');
    let is_text = read.starts_with(char::is_alphanumeric) && !is_number(read);
    let is_closed = is_number(read) || read.ends_with(['"', '\'']);
    let is_lost = read.is_empty() && is_value;
    if !(is_text || is_closed || is_lost) {
        return None;
    }
    let rest = text[mark..].lines().next().unwrap_or_default();
    let ends = rest
        .match_indices([',', '}', ']'])
        .map(|(at, _)| at)
        .filter(|at| ends_text(&rest[*at..]))
        .take(MOST);
    ends.map(|end| mark + end).find_map(|end| {
        let lost = mark..mark + text[mark..end].trim_end().len();
        let whole = (!is_closed).then_some(start..lost.end);
        let cut = Cut { text: whole, lost };
        gets_further(text, &cut, fault).then_some(cut)
    })
}

/// Whether a text is a number or a day: nothing of it is lost in a comment.
fn is_number(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%');
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(is_part)
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

/// Whether the file can be read to its end, or at least further, with quotes around a text, or without a comment.
fn gets_further(text: &str, cut: &Cut, fault: usize) -> bool {
    let (before, rest) = match &cut.text {
        Some(whole) => {
            let inner = text[whole.clone()].replace('\'', "''");
            let before = format!("{}'{inner}'", &text[..whole.start]);
            (before, &text[whole.end..])
        }
        None => (text[..cut.lost.start].to_owned(), &text[cut.lost.end..]),
    };
    // Another text on the same line may be cut as well.
    let (line, below) = rest.split_at(rest.find('\n').unwrap_or(rest.len()));
    let line_end = text[fault..]
        .find('\n')
        .map_or(text.len(), |end| fault + end);
    let is_better = |line: &str| {
        let tried = format!("{before}{line}{below}");
        let error = error_in(&tried, DEPTH);
        error.is_none_or(|error| {
            let at = error.marker().byte_offset().unwrap_or(0);
            at + text.len() > line_end + tried.len()
        })
    };
    is_better(line) || (line.contains(" #") && is_better(&line.replace(" #", " _")))
}
