//! Where bytes come from: a folder, memory, the git index or any commit.

/// A file below `deals/` with the name of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// From the root, with `/`.
    pub path: String,
    /// Why it cannot be read, if that is already known.
    pub problem: Option<Unreadable>,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has more bytes than the cap.
    TooLarge(u64),
    /// Its name is nearly that of a deal.
    NearlyADeal {
        /// The path it should have.
        meant: String,
    },
    /// Anything else.
    Because {
        /// Why, in words.
        why: String,
        /// How to fix it.
        help: String,
    },
}

impl Unreadable {
    /// Why, and how to fix it.
    pub fn because(why: &str, help: &str) -> Self {
        Self::Because {
            why: why.to_owned(),
            help: help.to_owned(),
        }
    }

    /// The name of the file can neither be shown nor written in another file.
    pub fn name_is_not_utf8() -> Self {
        Self::because(
            "its name is not UTF-8",
            "rename the file: the bytes that are not text show as \u{fffd} here",
        )
    }

    /// A link out of the book, or into git's own folder.
    pub fn outside_link() -> Self {
        Self::because(
            "it is a link to a place outside the repository",
            "copy the file here",
        )
    }

    /// A folder in the place of a file.
    pub fn folder() -> Self {
        Self::because("it is a folder, not a file", "put the file in its place")
    }

    /// A pipe, a socket or a device in the place of a file.
    pub fn no_file() -> Self {
        Self::because(
            "it is not a regular file, but a pipe, a socket or a device",
            "put the file itself here",
        )
    }

    /// A link to a folder.
    pub fn folder_link() -> Self {
        Self::because(
            "it is a link to a folder, and those are not followed",
            "move the deals here, or remove the link",
        )
    }
}

/// What can be opened at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// Nothing.
    Nothing,
    /// A folder.
    Folder,
    /// A file without a word: of no bytes, or of a few blanks only.
    Blank,
    /// A file.
    File,
}

/// Files up to this many bytes are looked into to see whether they are blank.
pub const BLANK_CAP: usize = 512;

/// Whether the bytes of a file hold nothing but blanks, and characters that nobody sees.
pub fn is_blank(bytes: &[u8]) -> bool {
    let is_hidden = |c: char| matches!(c, '\0' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let is_blank = |c: char| c.is_whitespace() || is_hidden(c);
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(is_blank))
}

/// A state of the repository's files.
pub trait Origin: Sync {
    /// Every file of a deal, and every place where files could not be listed, in any order.
    fn deal_files(&self) -> Vec<Listed>;

    /// Hints which files will be read next, so that they can be fetched together.
    fn read_ahead(&self, _paths: &[&str], _cap: usize) {}

    /// The bytes of a file, named from the root with `/`.
    ///
    /// # Errors
    /// It is larger than `cap` bytes, or cannot be read.
    fn read(&self, path: &str, cap: usize) -> Result<Vec<u8>, Unreadable>;

    /// Whether a path from the root is a file (or, for evidence, a folder) inside the root.
    fn is_file(&self, path: &str) -> bool;

    /// What can be opened at a path from the root.
    fn kind_at(&self, path: &str) -> PathKind {
        if self.is_file(path) {
            PathKind::File
        } else {
            PathKind::Nothing
        }
    }

    /// Whether anything is at a path from the root, even what cannot be read.
    fn is_there(&self, path: &str) -> bool {
        self.is_file(path)
    }
}

/// Whether a path below `deals/` names a deal: `.yaml` or `.yml`, nothing on the way beginning with `.` or `_`.
pub fn names_a_deal(path: &str) -> bool {
    is_visible(path) && without_ending(path).is_some()
}

/// Whether a file is to be listed: it has the name of a deal, or nearly.
pub fn is_listed(path: &str) -> bool {
    names_a_deal(path) || nearly_a_deal(path).is_some()
}

/// Endings that are slips of `.yaml` and `.yml`.
const SLIPS: [(&str, &str); 10] = [
    (".yam", ".yaml"),
    (".ymal", ".yaml"),
    (".yalm", ".yaml"),
    (".yaml_", ".yaml"),
    (".yaml ", ".yaml"),
    (".yaml,", ".yaml"),
    (".yamll", ".yaml"),
    (".yaaml", ".yaml"),
    (".yml ", ".yml"),
    (".ylm", ".yml"),
];

/// Endings of files that renaming makes no deal: packed, encrypted, written by an office program, a template, the rest of a patch.
const NO_TEXT: [&str; 20] = [
    "zip", "gz", "bz2", "xz", "zst", "7z", "tar", "gpg", "asc", "age", "sig", "doc", "docx", "odt",
    "pdf", "j2", "erb", "rej", "swp", "swo",
];

/// Returns the path that a file below `deals/` should have to be read: `deals/birch.YAML`, `deals/birch.yaml.txt` and
/// `deals/birch.ymal` mean `deals/birch.yaml`. `None` if its name is not nearly that of a deal, or is one.
pub fn nearly_a_deal(path: &str) -> Option<String> {
    if !is_visible(path) || without_ending(path).is_some() {
        return None;
    }
    // All known slips are ASCII, so that lower case has the same length.
    let lower = path.to_ascii_lowercase();
    let cut = |end: &str, ending: &str| {
        let stem = path.get(..lower.strip_suffix(end)?.len())?;
        (!stem.ends_with('/')).then(|| format!("{stem}{ending}"))
    };
    let slip = SLIPS.iter().find_map(|(end, ending)| cut(end, ending));
    let slip = slip.or_else(|| cut(".yaml", ".yaml").or_else(|| cut(".yml", ".yml")));
    slip.or_else(|| {
        let name = lower.rsplit('/').next()?;
        let twice = name.trim_end_matches('~').rsplit_once('.');
        let stem = match twice {
            // An editor's copy.
            _ if name.ends_with('~') => name.trim_end_matches('~'),
            Some((_, ending)) if NO_TEXT.contains(&ending) => return None,
            Some((stem, ending)) if ending.len() <= 6 => stem,
            _ => return None,
        };
        [".yaml", ".yml"]
            .into_iter()
            .find_map(|ending| cut(&format!("{ending}{}", &name[stem.len()..]), ending))
    })
}

/// Whether a name only adds to that of a deal, as copies of editors do: `x.yaml.bak`, `x.yaml~`.
pub fn is_copy(path: &str, meant: &str) -> bool {
    path.starts_with(meant)
}

/// Whether a path is below `deals/` and nothing on the way begins with `.` or `_`.
pub fn is_visible(path: &str) -> bool {
    let below = path.strip_prefix("deals/");
    below.is_some_and(|below| !below.split('/').any(|part| part.starts_with(['.', '_'])))
}

/// The id a path gives: below `deals/`, without the ending.
pub fn id_of(path: &str) -> &str {
    let below = path.strip_prefix("deals/").unwrap_or(path);
    without_ending(below).unwrap_or(below)
}

fn without_ending(path: &str) -> Option<&str> {
    path.strip_suffix(".yaml")
        .or_else(|| path.strip_suffix(".yml"))
}

/// A path as written in a deal, brought into one form; `None` if it is absolute or leaves the root.
pub fn inside_root(path: &str) -> Option<String> {
    let path = path.trim();
    if path.is_empty()
        || path.starts_with('/')
        || path.contains(['\\', '\0'])
        || path.get(1..2) == Some(":")
    {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_never_leave_the_root() {
        assert_eq!(inside_root("notes/./a.md").as_deref(), Some("notes/a.md"));
        assert_eq!(
            inside_root("notes/../lists/a.md").as_deref(),
            Some("lists/a.md")
        );
        for path in ["/etc/passwd", "../x", "a/../../x", "C:/x", "a\\b", "", "."] {
            assert_eq!(inside_root(path), None, "{path}");
        }
    }

    #[test]
    fn names_that_are_nearly_those_of_deals() {
        let meant = |path: &str| nearly_a_deal(path);
        for (path, name) in [
            ("deals/BIRCH.YAML", "deals/BIRCH.yaml"),
            ("deals/2026/clover.yaml.txt", "deals/2026/clover.yaml"),
            ("deals/dock.Yml", "deals/dock.yml"),
            ("deals/elm.yaml.bak", "deals/elm.yaml"),
            ("deals/fir.yaml~", "deals/fir.yaml"),
            ("deals/Gum.YML.TXT", "deals/Gum.yml"),
            ("deals/hazel.ymal", "deals/hazel.yaml"),
            ("deals/ivy.yaml ", "deals/ivy.yaml"),
        ] {
            assert_eq!(meant(path).as_deref(), Some(name), "{path}");
        }
        for path in [
            "deals/x.yaml",
            "deals/README.md",
            "deals/notes.txt",
            "deals/_draft.YAML",
            "deals/.x.yaml.swp",
            "deals/.YAML",
            "notes/x.YAML",
            "deals/yaml",
            "deals/Łódź",
        ] {
            assert_eq!(meant(path), None, "{path}");
        }
    }

    #[test]
    fn deals_are_yaml_files_that_are_not_hidden() {
        assert!(names_a_deal("deals/2026/northwind.yaml"));
        assert!(names_a_deal("deals/x.yml"));
        for path in [
            "deals/_draft.yaml",
            "deals/.git/x.yaml",
            "deals/notes/a.md",
            "northwind.yaml",
        ] {
            assert!(!names_a_deal(path), "{path}");
        }
        assert_eq!(id_of("deals/2026/northwind.yaml"), "2026/northwind");
    }
}
