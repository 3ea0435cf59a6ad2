//! Findings as data: what is wrong, where, whose move it is, how to fix it. Knows no colour and no format.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::text::{Place, Sources, safe};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Still to do; shown on request.
    Note,
    /// Will hurt, or only the passing of time made it so.
    Warning,
    /// The deal, or a number derived from it, cannot be trusted.
    Error,
}

impl Level {
    /// The word for it, as users write and read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Level {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Note, Self::Warning, Self::Error]
            .into_iter()
            .find(|level| level.name() == text)
            .ok_or(())
    }
}

/// A second place that a finding reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What it has to do with the finding.
    pub message: String,
}

/// A change to the text of one file that fixes a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it cannot change what anybody meant. Others are made only when they are requested.
    pub safe: bool,
    /// What it does, in a few words: “write `stage: joint`”.
    pub title: String,
    /// The replacements, none touching another.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Puts a text in the place of another, in one place.
    pub fn replace(safe: bool, place: Place, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            safe,
            title: format!("write {}", safe::quoted(&text)),
            edits: vec![Edit { place, text }],
        }
    }

    /// How to have it made: the options of `dealctl lint`.
    pub fn option(&self) -> &'static str {
        if self.safe { "--fix" } else { "--fix --unsafe" }
    }
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub place: Place,
    /// The text that replaces it.
    pub text: String,
}

/// Whose move it is: the role, and the person when the files name one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Assignee {
    /// `alliances`, `AE`, `partner marketing`, `RevOps`, `partner`, or a stage's name for its owner.
    pub role: Option<String>,
    /// The person.
    pub owner: Option<String>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// `family/name`, naming the fault.
    pub rule: &'static str,
    /// How much it matters, after `[lint] levels`.
    pub level: Level,
    /// The fault in one sentence, without a full stop.
    pub message: String,
    /// The place that must change.
    pub place: Place,
    /// What to say under the place.
    pub label: String,
    /// Further places: the rule in process.toml, the other deal …
    pub related: Vec<Label>,
    /// The deal's id; `None` for process.toml.
    pub deal: Option<String>,
    /// What the finding is about, stable when lines move: a criterion, a field, a path.
    pub subject: String,
    /// Whose move it is.
    pub whose: Assignee,
    /// How to fix it.
    pub help: Option<String>,
    /// A change that fixes it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A finding without label, help, or anybody whose move it is. The message is brought onto one line.
    pub fn new(rule: &'static str, level: Level, place: Place, message: impl AsRef<str>) -> Self {
        Self {
            rule,
            level,
            message: safe::one_line(message.as_ref()).into_owned(),
            place,
            label: String::new(),
            related: Vec::new(),
            deal: None,
            subject: String::new(),
            whose: Assignee::default(),
            help: None,
            fix: None,
        }
    }

    /// Says something under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, place: Place, message: impl Into<String>) -> Self {
        self.related.push(Label {
            place,
            message: message.into(),
        });
        self
    }

    /// Says how to fix it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a change that fixes it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Says whose move it is.
    #[must_use]
    pub fn whose(mut self, whose: Assignee) -> Self {
        self.whose = whose;
        self
    }

    /// Says what it is about.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = subject.into();
        self
    }
}

/// Sorts by path, place, rule and message, so that output never depends on threads or the order of files.
pub fn sort(findings: &mut [Diagnostic], sources: &Sources) {
    findings.sort_by(|a, b| {
        let path = |finding: &Diagnostic| &*sources.file(finding.place.file).path;
        path(a)
            .cmp(path(b))
            .then_with(|| a.place.span.start.cmp(&b.place.span.start))
            .then_with(|| a.rule.cmp(b.rule))
            .then_with(|| a.message.cmp(&b.message))
    });
}
