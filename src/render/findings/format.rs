//! What a format of findings is, and what it gets.

use std::fmt;

use crate::diagnostic::{Diagnostic, Level};
use crate::load::origin::names_a_deal;
use crate::render::{RenderError, TermStyle};
use crate::text::Sources;

use super::counts::{Counts, Judged};
use super::drawing::Detail;

/// A way to write findings.
pub trait FindingsFormat: fmt::Debug + Sync {
    /// Returns its name on the command line.
    fn name(&self) -> &'static str;

    /// Returns what it is for, in a few words.
    fn about(&self) -> &'static str;

    /// Returns whether people read it in a terminal, so that a run with nothing to show may say so in a sentence.
    fn is_for_people(&self) -> bool {
        false
    }

    /// Returns the findings as text. Only a format for terminals heeds the style.
    ///
    /// # Errors
    /// Never in practice: all findings have a form in every format.
    fn render(&self, findings: &Findings<'_>, term: TermStyle) -> Result<String, RenderError>;
}

/// The findings of a run, and what formats say about the run.
pub struct Findings<'a> {
    /// The findings to show.
    pub findings: Vec<&'a Diagnostic>,
    /// Those that a change did not bring; apart from the others, so that no program takes them for new.
    pub old: &'a [Diagnostic],
    /// The files that they are in.
    pub sources: &'a Sources,
    /// How many there are, shown or not.
    pub counts: Counts,
    /// Deals that were judged and could be read.
    pub deals: usize,
    /// Paths of the files that were judged.
    pub paths: Vec<String>,
    /// Leads from the top of the git repository, from which services count, to the book: empty, or ends with `/`; bytes, as a
    /// folder's name may be.
    pub prefix: &'a dyn Fn() -> Vec<u8>,
    /// The absolute path of the book, with `/`, if the terminal opens links.
    pub link_root: Option<String>,
    /// What the run could not see, in sentences.
    pub incomplete: &'a [String],
    /// How much of each is drawn.
    pub detail: Detail,
    /// Whether warnings fail.
    pub strict: bool,
    /// Whether what is staged was judged: a fix in the work tree still has to be staged.
    pub staged: bool,
    /// Whether a clean run says so.
    pub announces_clean: bool,
}

impl<'a> Findings<'a> {
    /// Returns findings of a run about which nothing else is known.
    pub fn new(findings: Vec<&'a Diagnostic>, sources: &'a Sources) -> Self {
        Self {
            counts: Counts::of(findings.iter().copied()),
            findings,
            old: &[],
            sources,
            deals: 0,
            paths: Vec::new(),
            incomplete: &[],
            prefix: &Vec::new,
            link_root: None,
            detail: Detail::Full,
            strict: false,
            staged: false,
            announces_clean: false,
        }
    }

    /// Returns whether a finding of that level fails the run.
    pub fn fails(&self, level: Level) -> bool {
        level == Level::Error || (self.strict && level == Level::Warning)
    }

    /// Returns whether the run fails.
    pub fn fail(&self) -> bool {
        self.counts.errors > 0 || (self.strict && self.counts.warnings > 0)
    }

    /// Returns how much was judged.
    pub fn judged(&self) -> Judged {
        let deals = self.paths.iter().filter(|path| names_a_deal(path));
        Judged {
            deals: deals.count(),
            files: self.paths.len(),
        }
    }

    /// Returns the findings, each with whether it is old; the old ones last.
    pub(super) fn with_old(&self) -> impl Iterator<Item = (&'a Diagnostic, bool)> {
        let new = self.findings.iter().map(|finding| (*finding, false));
        new.chain(self.old.iter().map(|finding| (finding, true)))
    }
}
