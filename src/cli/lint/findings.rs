//! The formats of `dealctl lint`, and writing findings in one of them.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::failure::Failure;
use crate::cli::options::Common;
use crate::cli::output;
use crate::render::document::{self, DocumentFormat};
use crate::render::findings::{self, Findings, FindingsFormat, Github, Human, for_people};

/// A name that `--format` takes. Findings have formats, and so have their counts, which are a document; some names are both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format {
    /// The format of that name for findings.
    pub findings: Option<&'static dyn FindingsFormat>,
    /// The format of that name for `--statistics`.
    pub counts: Option<&'static dyn DocumentFormat>,
}

impl Format {
    fn of(name: &str) -> Self {
        let findings = findings::format(name);
        let is_for_people = findings.is_some_and(FindingsFormat::is_for_people);
        Self {
            findings,
            counts: document::format(name).or(is_for_people.then_some(document::FORMATS[0])),
        }
    }

    /// Refuses a name that only findings have, or only their counts.
    pub(super) fn check(self, statistics: bool) -> Result<(), Failure> {
        match (self.findings, self.counts) {
            (Some(format), None) if statistics => Err(Failure::new(
                format!("--statistics has no format {}", format.name()),
                "leave --format out to read the counts; json and csv are for programs",
            )),
            (None, Some(format)) if !statistics => Err(Failure::new(
                format!("findings have no format {}", format.name()),
                "leave --format out to read them, or add --statistics to count them",
            )),
            _ => Ok(()),
        }
    }
}

/// Reads the name of a format.
pub(super) fn formats() -> impl TypedValueParser<Value = Format> {
    let own = findings::FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name()).help(format.about()));
    let counts = document::FORMATS
        .iter()
        .filter(|format| findings::format(format.name()).is_none())
        .map(|format| {
            let about = format!("{}, with --statistics", format.about());
            PossibleValue::new(format.name()).help(about)
        });
    PossibleValuesParser::new(own.chain(counts)).map(|name| Format::of(&name))
}

/// Writes findings. Without a format: for people; under GitHub Actions as annotations, with the text for people on stderr.
pub(super) fn print(
    common: &Common,
    format: Option<Format>,
    findings: &Findings<'_>,
) -> anyhow::Result<()> {
    let on_github = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    let format: &dyn FindingsFormat = match format.and_then(|format| format.findings) {
        None if on_github => {
            output::aside(for_people(findings, output::stderr_style(common)).trim_end());
            &Github
        }
        None => &Human,
        Some(format) => format,
    };
    output::print(&format.render(findings, output::term(common))?)
}
