//! The moves of a deal: what each writes into the file, worked out from the deal and the process. Whether a move may be made is
//! judged afterwards by lint, over the file as it would be; here only what cannot be written down at all is refused.

mod answer;
mod close;
mod handoff;
mod history;
mod record;
mod registration;
mod settle;
mod stage;

use chrono::NaiveDate;

use crate::analysis::Case;
use crate::model::scalar::Text;
use crate::text::Node;

use super::{NewValue, Operation};

pub use answer::{Answer, accept, decline};
pub use close::{Close, close, reopen, tell};
pub use handoff::{draft, send};
pub use history::format_path;
pub use record::{Touch, assign, review, set, touch, unset};
pub use registration::{approve, reject};
pub use settle::{qualify, waive, waive_rule};
pub use stage::{Unmet, advance, back, enter, unmet};

/// When a move is made and by whom, and the file as it is.
#[derive(Clone, Copy)]
pub struct Stamp<'a> {
    /// The day that is written.
    pub on: NaiveDate,
    /// Who makes it; `None` if that is not known.
    pub by: Option<&'a str>,
    /// Whether that person was named, and not only found out.
    pub by_given: bool,
    /// The deal's file.
    pub root: &'a Node<'a>,
}

impl Stamp<'_> {
    /// Returns the day as it is written.
    fn date(&self) -> NewValue {
        NewValue::plain(self.on)
    }

    /// Returns the person as it is written.
    fn by(&self) -> Option<NewValue> {
        self.by.map(NewValue::text)
    }

    /// Returns the person, whom this move needs.
    fn needs_by(&self, what: &str) -> Result<NewValue, Refusal> {
        self.by().ok_or_else(|| {
            Refusal::new(
                format!("nobody is named who {what}"),
                "name the person: --by NAME; or tell git who you are: git config user.name NAME",
            )
        })
    }

    /// Returns what is written behind a path of the file.
    fn written(&self, path: &str) -> Option<NewValue> {
        let mut node = self.root;
        for key in path.split('.') {
            node = node.get(key)?;
        }
        NewValue::of_node(node)
    }
}

/// A move, worked out.
#[derive(Clone, Debug)]
pub struct Move {
    /// What is written; nothing if it was made before.
    pub operations: Vec<Operation>,
    /// What has become of the deal, after its name: “moved to Joint work”.
    pub done: String,
    /// The same as the subject of a commit, after the deal's name: `advance to joint`.
    pub subject: String,
}

impl Move {
    fn new(
        operations: Vec<Operation>,
        done: impl Into<String>,
        subject: impl Into<String>,
    ) -> Self {
        Self {
            operations,
            done: done.into(),
            subject: subject.into(),
        }
    }

    /// A move that was made before: nothing is left to write.
    fn done(done: impl Into<String>) -> Self {
        Self::new(Vec::new(), done, "")
    }
}

/// Why a move cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Refusal {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}

/// What a move comes to.
pub type Outcome = Result<Move, Refusal>;

/// Returns how a deal is called on a command line.
fn name(case: &Case<'_>) -> String {
    let name = case.book.short_names().of(&case.deal.id);
    crate::text::shell::word(&name).into_owned()
}

/// Refuses a move on a deal that is closed.
fn needs_open(case: &Case<'_>) -> Result<(), Refusal> {
    let Some(result) = case.result() else {
        return Ok(());
    };
    let name = name(case);
    Err(Refusal::new(
        format!("{name} is closed: {result}"),
        format!("if it is worked on again: dealctl reopen {name} --why REASON"),
    ))
}

/// Returns the one of several words that was meant: the whole of it, or a part that no other has. `what` names them in a message.
///
/// # Errors
/// None or several of them are meant.
pub fn one_of<'w>(
    what: &str,
    typed: &str,
    words: impl IntoIterator<Item = &'w str>,
) -> Result<&'w str, Refusal> {
    let words: Vec<&str> = words.into_iter().collect();
    let wanted = typed.trim().to_lowercase();
    let is = |word: &&&str| word.to_lowercase() == wanted;
    if let Some(word) = words.iter().find(is) {
        return Ok(word);
    }
    let begins = |word: &&&str| word.to_lowercase().starts_with(&wanted);
    let contains = |word: &&&str| word.to_lowercase().contains(&wanted);
    let mut found: Vec<&&str> = words.iter().filter(begins).collect();
    if found.is_empty() {
        found = words.iter().filter(contains).collect();
    }
    let list = |words: &[&str]| words.join(", ");
    match found.as_slice() {
        [word] if !wanted.is_empty() => Ok(word),
        [] | [_] => Err(Refusal::new(
            format!("`{typed}` is not a {what}"),
            match words.as_slice() {
                [] => format!("process.toml names no {what}"),
                words => format!("it is one of: {}", list(words)),
            },
        )),
        several => {
            let several: Vec<&str> = several.iter().map(|word| **word).collect();
            Err(Refusal::new(
                format!("`{typed}` may be more than one {what}"),
                format!("write more of one of: {}", list(&several)),
            ))
        }
    }
}

/// Returns a text of the deal that says something.
fn real(text: Option<&Text>) -> Option<&str> {
    let text = text.map(|text| &*text.value);
    text.filter(|text| !crate::text::placeholder::is_placeholder(text))
}
