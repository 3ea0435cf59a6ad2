//! `file/text-cut`.

use crate::analysis::moves;
use crate::diagnostic::{Diagnostic, Fix};
use crate::lint::emptied::{has_mark, is_mark};
use crate::lint::rule::rule;
use crate::lint::{DealContext, Rule, Sink, fixes};
use crate::model::book::{Book, Problem, ProblemKind};
use crate::model::record::{Key, Meaning, Record, View};
use crate::text::{FaultKind, Place, Span, safe};

use super::whose::whose;

rule! {
    /// A text is cut short: what follows ` #` is a comment.
    ///
    /// In `need: Berth #4 re-keys the tide table` YAML reads `Berth`; the rest is a comment, dropped without a warning
    /// (docs/format.md). This is reported where a key takes prose and a letter or digit follows `#` directly: an
    /// intended comment has a space there. Inside braces a comment also hides the brace that closes them, and nothing of the
    /// file can be read.
    ///
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: Berth #4 re-keys the tide table by hand.
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports}
    /// need: #4 berth re-keys the tide table by hand.
    /// ```
    /// ```yaml bad
    /// account: {name: Quayside Ports # 4}
    /// need: Berth planners re-key the tide table by hand.
    /// ```
    /// ```yaml good
    /// account: {name: Quayside Ports}   # the customer
    /// need: "Berth #4 re-keys the tide table by hand."
    /// owner: Maya Chen  #since May
    /// ```
    pub(super) TEXT_CUT = "file/text-cut", Error, ProblemOrDeal(unreadable, check)
}

/// A text inside brackets or braces: without what closes them nothing of the file is read.
fn unreadable(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::Text(FaultKind::TextCut { text }) = problem.kind else {
        return None;
    };
    let source = book.sources.file(problem.place.file);
    let lost = source.slice(problem.place.span);
    let Some(text) = text else {
        let message = format!(
            "{} is a comment, for `#` after a space begins one: it hides what closes the braces, and the file cannot be read",
            safe::quoted(lost)
        );
        let finding = Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label("a comment up to the end of the line")
            .subject(format!("{} {lost}", source.path))
            .whose(whose(book, problem))
            .help("put the comment behind what closes the braces, or behind a comma at the end of the line");
        return Some(finding);
    };
    let read = source.slice(Span {
        end: problem.place.span.start,
        ..text
    });
    let begins = match read.trim_end() {
        "" => format!("the text {} is not read", safe::quoted(lost)),
        read => format!("{} ends before {}", safe::quoted(read), safe::quoted(lost)),
    };
    let message = format!(
        "{begins}: `#` after a space begins a comment, which hides the rest of this line; the file cannot be read"
    );
    let place = Place {
        span: text,
        ..problem.place
    };
    Some(
        Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label("never read")
            .subject(format!("{} {lost}", source.path))
            .whose(whose(book, problem))
            .help("put the whole text in quotes; a comment goes behind what closes the braces")
            .fix(Fix {
                safe: is_number(lost),
                ..fixes::quote(book, place)
            }),
    )
}

fn check(deal: &DealContext<'_>, out: &mut Sink<'_>) {
    let case = &deal.case;
    let source = deal.book.sources.file(case.deal.file);
    if !has_mark(&source.text) {
        return;
    }
    let mut texts: Vec<(String, Span)> = Vec::new();
    Record::each(&*case.deal.data, &mut |key, view| {
        prose(key, "", view, &mut texts);
    });
    texts.sort_by_key(|(_, span)| *span);
    texts.dedup_by_key(|(_, span)| *span);
    for (path, span) in texts {
        let Some(lost) = cut_off(&source.text, span) else {
            continue;
        };
        let whole = Span {
            start: span.start,
            end: lost.end,
        };
        let message = format!(
            "{path} ends before {}: `#` after a space begins a comment",
            safe::quoted(source.slice(lost))
        );
        let mut finding = out
            .finding(case.deal.place(lost), message)
            .label("never read")
            .subject(path)
            .whose(moves::of_deal(case))
            .help("put the whole text in quotes; for a comment write a space after the #");
        // Quotes would change how the lines of a longer text are joined.
        if !source.slice(span).contains('\n') {
            finding.fix = Some(Fix {
                safe: is_number(source.slice(lost)),
                ..fixes::quote(deal.book, case.deal.place(whole))
            });
        }
        out.add(finding);
    }
    for key in deal.emptied() {
        let message = format!(
            "{} has no text: {} is a comment, for `#` after a space begins one",
            key.path,
            safe::quoted(source.slice(key.lost))
        );
        out.add(
            out.finding(case.deal.place(key.lost), message)
                .label("never read")
                .subject(&*key.path)
                .whose(moves::of_deal(case))
                .help("put the whole text in quotes; for a comment write a space after the #")
                .fix(Fix {
                    safe: is_number(source.slice(key.lost)),
                    ..fixes::quote(deal.book, case.deal.place(key.lost))
                }),
        );
    }
}

/// Returns whether a number follows the mark: `#4` is part of a text, `#todo` may be a comment.
fn is_number(lost: &str) -> bool {
    let text = lost[1..].trim_start();
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns what follows an unquoted text on its line, if it seems to belong to it.
fn cut_off(text: &str, span: Span) -> Option<Span> {
    let end = span.end as usize;
    let written = text.get(span.range())?;
    if written.starts_with(['"', '\'', '|', '>', '*']) {
        return None;
    }
    let line = text.get(end..)?.lines().next()?;
    let mark = end + line.len() - line.trim_start().len();
    // An intended comment may follow.
    let comment = line.trim_start().find(" # ").unwrap_or(line.len());
    let lost = line.trim_start();
    let lost = lost.get(..comment).unwrap_or(lost).trim_end();
    let cut = lost.starts_with('#') && is_mark(&text[..mark], &text[mark..]);
    cut.then(|| Span::new(mark, mark + lost.len()))
}

/// Adds the prose texts at a key and below it.
fn prose(key: Key, above: &str, view: View<'_>, out: &mut Vec<(String, Span)>) {
    let path = if above.is_empty() {
        key.name.to_owned()
    } else {
        format!("{above}.{}", key.name)
    };
    match view {
        View::Text(text)
            if matches!(
                key.meaning,
                Meaning::Prose | Meaning::Answer | Meaning::Reason | Meaning::Title
            ) =>
        {
            out.push((path, text.span));
        }
        View::Record(record) => record.each(&mut |key, view| prose(key, &path, view, out)),
        View::List(list) => {
            for item in (0..list.len()).filter_map(|index| list.at(index)) {
                match item {
                    View::Record(record) => {
                        record.each(&mut |key, view| prose(key, &path, view, out));
                    }
                    View::Text(text) if key.meaning == Meaning::Prose => {
                        out.push((path.clone(), text.span));
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}
