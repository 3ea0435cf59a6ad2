//! The baseline: what was found before a team began to use lint, so that only new findings are reported.
//!
//! A finding is known by its deal, its rule and its subject (a criterion, a field, a path), never by a line or its
//! wording: lines added above it or a better message do not make it new. Findings that agree in all three are counted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::exceptions::is_binding_for_all;
use crate::text::Sources;

/// The version of the file that we write and read.
const VERSION: u32 = 1;

/// Known findings and how many of each there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<Key, usize>,
}

/// What a finding is known by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    /// The deal's id; without a deal, the path of the file.
    #[serde(rename = "in")]
    place: String,
    rule: String,
    subject: String,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    key: Key,
    count: usize,
}

#[derive(Deserialize)]
struct Document {
    version: u32,
    findings: Vec<Entry>,
}

/// The result of comparing a run with a baseline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Findings that stay quiet.
    pub quiet: usize,
    /// Findings of the baseline that were not found again.
    pub fixed: usize,
}

impl Baseline {
    /// The errors and warnings of a run; notes are a to-do list and never fail a run.
    pub fn of(findings: &[Diagnostic], sources: &Sources) -> Self {
        let mut known = BTreeMap::new();
        for finding in findings.iter().filter(|finding| counts(finding)) {
            *known.entry(key(finding, sources)).or_default() += 1;
        }
        Self { known }
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.known.values().copied().fold(0, usize::saturating_add)
    }

    /// Whether it holds no findings.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// Why the text is not a baseline..
    pub fn from_text(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if document.version != VERSION {
            let version = document.version;
            return Err(format!(
                "it has version {version}, this program reads {VERSION}"
            ));
        }
        let mut known = BTreeMap::new();
        for entry in document.findings {
            let count: &mut usize = known.entry(entry.key).or_default();
            *count = count.saturating_add(entry.count);
        }
        Ok(Self { known })
    }

    /// Returns its text: one finding per line, sorted, so that git shows what was added and removed.
    ///
    /// # Errors
    /// Never in practice: only serialising can fail.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        let lines = self.known.iter().map(|(key, count)| {
            let entry = Entry {
                key: key.clone(),
                count: *count,
            };
            serde_json::to_string(&entry).map(|line| format!("\n  {line}"))
        });
        let lines: Vec<String> = lines.collect::<Result<_, _>>()?;
        let end = if lines.is_empty() { "" } else { "\n" };
        let findings = lines.join(",");
        Ok(format!(
            "{{\"version\": {VERSION}, \"findings\": [{findings}{end}]}}\n"
        ))
    }

    /// Removes the findings that it knows; of several that are alike, the first ones.
    pub fn apply(mut self, findings: &mut Vec<Diagnostic>, sources: &Sources) -> Applied {
        // What has no exceptions (D7.2) is not among the known, whoever wrote it there.
        self.known.retain(|key, _| !is_binding_for_all(&key.rule));
        let quiet = self.take_known(findings, sources).len();
        Applied {
            quiet,
            fixed: self.len(),
        }
    }

    /// Removes the findings that it knows from `findings`, and from itself.
    pub fn take_known(
        &mut self,
        findings: &mut Vec<Diagnostic>,
        sources: &Sources,
    ) -> Vec<Diagnostic> {
        let is_known = |finding: &mut Diagnostic| {
            let left = counts(finding)
                .then(|| self.known.get_mut(&key(finding, sources)))
                .flatten();
            match left {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    true
                }
                _ => false,
            }
        };
        findings.extract_if(.., is_known).collect()
    }

    /// Renames the deals and files of its findings, as after a move.
    pub fn rename(&mut self, new_by_old: &BTreeMap<&str, &str>) {
        for (key, count) in std::mem::take(&mut self.known) {
            let place = match new_by_old.get(&*key.place) {
                Some(new) => (*new).to_owned(),
                None => key.place,
            };
            let known = self.known.entry(Key { place, ..key }).or_default();
            *known = known.saturating_add(count);
        }
    }
}

fn counts(finding: &Diagnostic) -> bool {
    finding.level > Level::Note
}

fn key(finding: &Diagnostic, sources: &Sources) -> Key {
    let path = || sources.file(finding.place.file).path.to_string();
    Key {
        place: finding.deal.clone().unwrap_or_else(path),
        rule: finding.rule.to_owned(),
        subject: finding.subject.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Place, SourceFile, Span};

    fn book(text: &str) -> (Sources, Diagnostic) {
        let mut sources = Sources::default();
        let file = sources.add(SourceFile::new("deals/a.yaml", text));
        let at = text.find("credit").expect("a key");
        let span = Span::new(at, at + 6);
        let place = Place { file, span };
        let mut finding = Diagnostic::new("credit/unknown-rule", Level::Error, place, text);
        finding.deal = Some("a".to_owned());
        (sources, finding.subject("credit.rule"))
    }

    #[test]
    fn what_is_written_is_read_again() {
        let (sources, finding) = book("credit: x\n");
        let baseline = Baseline::of(&[finding.clone(), finding], &sources);
        let text = baseline.to_text().expect("text");
        assert_eq!(
            text,
            "{\"version\": 1, \"findings\": [\n  {\"in\":\"a\",\"rule\":\"credit/unknown-rule\",\"subject\":\"credit.rule\",\"count\":2}\n]}\n"
        );
        assert_eq!(Baseline::from_text(&text), Ok(baseline));
        let empty = Baseline::default().to_text().expect("text");
        assert_eq!(Baseline::from_text(&empty), Ok(Baseline::default()));
    }

    #[test]
    fn a_finding_is_known_after_lines_and_words_changed_but_not_a_second_time() {
        let (sources, finding) = book("credit: x\n");
        let baseline = Baseline::of(&[finding], &sources);
        let (sources, moved) = book("# one\n# two\ncredit: x\n");
        let mut findings = vec![moved.clone(), moved];
        let applied = baseline.apply(&mut findings, &sources);
        assert_eq!((applied.quiet, applied.fixed, findings.len()), (1, 0, 1));
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        for text in [
            "",
            "[]",
            "{\"version\": 2, \"findings\": []}",
            "{\"version\": 1}",
        ] {
            assert!(Baseline::from_text(text).is_err(), "{text}");
        }
    }
}
