//! How git converts files between the work tree and what it stores, by their attributes and its configuration.

use std::collections::HashSet;
use std::io::Write as _;
use std::process::Stdio;

use super::git::{Git, GitError};

/// How git converts a file on its way into a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    /// Not at all.
    None,
    /// CRLF becomes a line feed.
    Text,
    /// The same, if the file looks like text.
    Guess,
    /// By a program or in a way that is git's alone.
    Program,
}

/// What the configuration says of conversions.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// The names of the filters that are set up. They are bytes, as git compares them.
    filters: HashSet<Vec<u8>>,
    /// Whether files without an attribute are converted when they look like text.
    auto: bool,
}

const NAMES: [&str; 6] = [
    "filter",
    "ident",
    "working-tree-encoding",
    "text",
    "crlf",
    "eol",
];

impl Attributes {
    /// Reads the configuration, if anything asks for it.
    pub(super) fn begin(git: &Git, is_asked: bool) -> Self {
        let mut found = Self::default();
        if !is_asked {
            return found;
        }
        // A missing key is a failure as well.
        let pattern = r"^(filter\.|core\.autocrlf$)";
        let listed = git.output(&["config", "-z", "--get-regexp", pattern]);
        for setting in listed
            .unwrap_or_default()
            .split(|byte| *byte == 0)
            .filter(|setting| !setting.is_empty())
        {
            let end = setting.iter().position(|byte| *byte == b'\n');
            let (key, value) = match end {
                Some(end) => (&setting[..end], Some(&setting[end + 1..])),
                None => (setting, None),
            };
            if key == b"core.autocrlf" {
                let off: [&[u8]; 5] = [b"false", b"no", b"off", b"0", b""];
                let value = value.map(<[u8]>::to_ascii_lowercase);
                found.auto = value.is_none_or(|value| !off.contains(&&*value));
            } else if let Some(name) = filter_in(key) {
                found.filters.insert(name.to_vec());
            }
        }
        found
    }

    /// Returns whether any filter is set up.
    pub(super) fn have_filters(&self) -> bool {
        !self.filters.is_empty()
    }

    /// Returns how each of these paths is converted, in their order.
    pub(super) fn of(&self, git: &Git, paths: &[&[u8]]) -> Result<Vec<Conversion>, GitError> {
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let mut arguments = vec!["check-attr", "-z", "--stdin"];
        arguments.extend(NAMES);
        let failed = |why: &dyn std::fmt::Display| GitError::Failed(why.to_string());
        let mut child = git
            .command(&arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| failed(&error))?;
        let stdin = child.stdin.take();
        let output = std::thread::scope(|scope| {
            scope.spawn(move || {
                let lines: Vec<u8> = paths
                    .iter()
                    .flat_map(|path| [*path, b"\0"].concat())
                    .collect();
                // What was not read is missing below.
                let _ = stdin.map(|mut stdin| stdin.write_all(&lines));
            });
            child.wait_with_output()
        });
        let output = output.map_err(|error| failed(&error))?;
        let mut values = output.stdout.split(|byte| *byte == 0).skip(2).step_by(3);
        let mut next = || -> Option<Conversion> {
            let mut value = || values.next();
            let values = [value()?, value()?, value()?, value()?, value()?, value()?];
            Some(self.conversion(values))
        };
        let found: Vec<Conversion> = paths.iter().map_while(|_| next()).collect();
        if output.status.success() && found.len() == paths.len() {
            Ok(found)
        } else {
            Err(failed(&"the attributes of files cannot be read"))
        }
    }

    /// Returns what the values of [`NAMES`] mean.
    fn conversion(&self, values: [&[u8]; NAMES.len()]) -> Conversion {
        let [filter, ident, encoding, text, crlf, eol] = values;
        let is_one_of = |value: &[u8], words: &[&[u8]]| words.contains(&value);
        let unset: &[&[u8]] = &[b"unspecified", b"unset"];
        let is_utf8 = [&b"utf-8"[..], b"utf8", b"set"];
        let encoding = encoding.to_ascii_lowercase();
        let is_encoded = !is_one_of(&encoding, unset) && !is_one_of(&encoding, &is_utf8);
        if self.filters.contains(filter) || ident == b"set" || is_encoded {
            return Conversion::Program;
        }
        let text = if text == b"unspecified" { crlf } else { text };
        match text {
            b"set" | b"input" => Conversion::Text,
            b"unset" => Conversion::None,
            b"auto" => Conversion::Guess,
            _ if is_one_of(eol, &[b"lf", b"crlf"]) => Conversion::Text,
            _ if self.auto => Conversion::Guess,
            _ => Conversion::None,
        }
    }
}

/// Returns the name in `filter.NAME.KEY`, whatever bytes it has.
fn filter_in(key: &[u8]) -> Option<&[u8]> {
    let name = key.strip_prefix(b"filter.")?;
    let end = name.iter().rposition(|byte| *byte == b'.')?;
    let converts = [&b"clean"[..], b"process"].contains(&&name[end + 1..]);
    converts.then_some(&name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_mean_what_git_means_by_them() {
        let mut attributes = Attributes::default();
        attributes.filters.insert(b"\xff".to_vec());
        let no: &[u8] = b"unspecified";
        for (values, expected) in [
            ([no, no, no, no, no, no], Conversion::None),
            ([b"\xff", no, no, b"set", no, no], Conversion::Program),
            ([b"other", no, no, no, no, no], Conversion::None),
            ([no, b"set", no, no, no, no], Conversion::Program),
            ([no, no, b"UTF-16", no, no, no], Conversion::Program),
            ([no, no, b"UTF-8", no, no, no], Conversion::None),
            ([no, no, no, b"auto", no, b"crlf"], Conversion::Guess),
            ([no, no, no, no, no, b"crlf"], Conversion::Text),
            ([no, no, no, b"unset", no, b"crlf"], Conversion::None),
            ([no, no, no, no, b"set", no], Conversion::Text),
        ] {
            assert_eq!(attributes.conversion(values), expected, "{values:?}");
        }
        attributes.auto = true;
        assert_eq!(attributes.conversion([no; 6]), Conversion::Guess);
        assert_eq!(filter_in(b"filter.a.b.clean"), Some(&b"a.b"[..]));
        assert_eq!(filter_in(b"filter.a.smudge"), None);
    }
}
