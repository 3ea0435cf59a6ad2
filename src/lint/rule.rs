//! What a rule is: one declaration that feeds the registry, `dealctl explain`, the rule reference and the first test.

use crate::diagnostic::{Diagnostic, Level};
use crate::model::past::Version;
use crate::model::{Book, Problem};

use super::allow::Allowance;
use super::context::{BookContext, DealContext, Sink};

/// A rule of lint.
#[derive(Debug)]
pub struct Rule {
    /// `family/name`, naming the fault.
    pub name: &'static str,
    /// The level, unless `[lint] levels` says otherwise.
    pub level: Level,
    /// What, why with the D number, bad and good examples: Markdown.
    pub doc: &'static str,
    /// How it looks.
    pub check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// One thing that could not be read.
    Problem(fn(&Book, &Problem, &Rule) -> Option<Diagnostic>),
    /// The same, and one deal: a fault that leaves the file readable or not.
    ProblemOrDeal(
        fn(&Book, &Problem, &Rule) -> Option<Diagnostic>,
        fn(&DealContext<'_>, &mut Sink<'_>),
    ),
    /// The process.
    Process(fn(&BookContext<'_>, &mut Sink<'_>)),
    /// One deal.
    Deal(fn(&DealContext<'_>, &mut Sink<'_>)),
    /// One deal and its versions in git, oldest first; skipped without history.
    History(fn(&DealContext<'_>, &[Version], &mut Sink<'_>)),
    /// One deal and its sent packets: the files they name are looked up in the commit of their sending, if there is
    /// history.
    Sent(fn(&DealContext<'_>, &mut Sink<'_>)),
    /// One comment that allows a finding, once everything else has run.
    Allowance(fn(&Allowance, &mut Sink<'_>)),
    /// All deals together.
    Book(fn(&BookContext<'_>, &mut Sink<'_>)),
}

/// An example in a rule's documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example<'a> {
    /// `yaml`, `toml` or `text`.
    pub language: &'a str,
    /// Whether the rule must fire on it.
    pub bad: bool,
    /// The text, without the space that follows `///` on each line.
    pub text: String,
}

impl Rule {
    /// Returns whether it needs the history.
    pub fn needs_history(&self) -> bool {
        matches!(self.check, Check::History(_))
    }

    /// Returns whether it reads git: for the past, or for the files that a packet was sent with.
    pub fn asks_git(&self) -> bool {
        matches!(self.check, Check::History(_) | Check::Sent(_))
    }

    /// Returns whether what it finds depends on what every other rule finds.
    pub fn depends_on_all(&self) -> bool {
        matches!(self.check, Check::Allowance(_))
    }

    /// What comes before the slash.
    pub fn family(&self) -> &'static str {
        self.name.split('/').next().unwrap_or(self.name)
    }

    /// Returns the first sentence of its documentation.
    pub fn summary(&self) -> String {
        let first = self
            .doc
            .trim_start()
            .split("\n\n")
            .next()
            .unwrap_or_default();
        first
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .trim_end_matches('.')
            .to_owned()
    }

    /// Returns the bad and good examples of its documentation, in order.
    pub fn examples(&self) -> Vec<Example<'static>> {
        let mut examples = Vec::new();
        let mut rest = self.doc;
        while let Some(open) = rest.find("```") {
            let body = &rest[open + 3..];
            let Some((info, body)) = body.split_once('\n') else {
                break;
            };
            let Some(close) = body.find("```") else { break };
            let lines = body[..close].trim_end_matches(' ').lines();
            let text = lines
                .flat_map(|line| [line.strip_prefix(' ').unwrap_or(line), "\n"])
                .collect();
            rest = &body[close + 3..];
            let mut words = info.split_whitespace();
            let language = words.next().unwrap_or_default();
            match words.next() {
                Some("bad") => examples.push(Example {
                    language,
                    bad: true,
                    text,
                }),
                Some("good") => examples.push(Example {
                    language,
                    bad: false,
                    text,
                }),
                _ => {}
            }
        }
        examples
    }
}

/// Declares a rule. Its doc comment is its documentation everywhere.
macro_rules! rule {
    ( $(#[doc = $doc:literal])* $vis:vis $ident:ident = $name:literal, $level:ident, $kind:ident($($check:path),+) ) => {
        $(#[doc = $doc])*
        $vis static $ident: $crate::lint::Rule = $crate::lint::Rule {
            name: $name,
            level: $crate::diagnostic::Level::$level,
            doc: concat!($($doc, "\n"),*),
            check: $crate::lint::Check::$kind($($check),+),
        };
    };
}
pub(crate) use rule;
