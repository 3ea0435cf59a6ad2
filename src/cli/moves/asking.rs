//! Questions in a terminal: one a line, each answer checked as it is typed. Nothing is written before the last one, so that Ctrl-C at
//! any of them leaves nothing.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use crate::cli::failure::Failure;
use crate::edit::NewValue;
use crate::text::safe;

/// What is asked.
pub(super) struct Question {
    /// Where the answer goes.
    pub path: String,
    /// The question.
    pub asks: String,
    /// What it may be chosen from, each with a word about it.
    pub choices: Vec<(String, String)>,
    /// What Enter alone answers.
    pub known: Option<String>,
    /// Whether it may be left out.
    pub is_optional: bool,
}

/// The answer to a question.
pub(super) enum Reply {
    /// A value.
    Value(NewValue),
    /// It is left out.
    LeftOut,
    /// The question before it again.
    Back,
}

/// Whether questions can be asked: somebody sits at a terminal.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Says what can be answered to every question.
pub(super) fn begin(about: &str) {
    say(&format!(
        "{about} Enter takes what is in [brackets]; < goes back; Ctrl-C ends it, and nothing is written."
    ));
}

fn say(text: &str) {
    let mut stderr = io::stderr().lock();
    let _ = writeln!(stderr, "{}", safe::lines(text));
}

/// Asks until an answer can be used. `read` turns the text of one into a value.
pub(super) fn ask(
    question: &Question,
    read: &dyn Fn(&str) -> anyhow::Result<NewValue>,
) -> anyhow::Result<Reply> {
    for (number, (choice, about)) in question.choices.iter().enumerate() {
        let about = if about.is_empty() {
            String::new()
        } else {
            format!("  {about}")
        };
        say(&format!("  {} {choice}{about}", number + 1));
    }
    loop {
        let line = prompt(question)?;
        let line = line.trim();
        let typed = match (line, &question.known) {
            ("<", _) => return Ok(Reply::Back),
            ("", Some(known)) => known.as_str(),
            ("", None) if question.is_optional => return Ok(Reply::LeftOut),
            ("", None) => {
                say("  this one is needed; < goes back");
                continue;
            }
            (typed, _) => typed,
        };
        let chosen = typed
            .parse::<usize>()
            .ok()
            .and_then(|number| question.choices.get(number.checked_sub(1)?));
        let typed = chosen.map_or(typed, |(choice, _)| choice);
        let checked = super::typed::said(typed).map_err(|why| Failure::new(why, "write it again"));
        match checked.map_err(Into::into).and_then(|typed| read(&typed)) {
            Ok(value) => return Ok(Reply::Value(value)),
            Err(error) => say(&format!("  {error:#}")),
        }
    }
}

/// Asks for a yes or no; Enter is yes.
pub(super) fn agree(text: &str) -> anyhow::Result<bool> {
    let question = Question {
        path: String::new(),
        asks: format!("{text} (yes or no)"),
        choices: Vec::new(),
        known: Some("yes".to_owned()),
        is_optional: false,
    };
    loop {
        let line = prompt(&question)?;
        match line.trim().to_lowercase().as_str() {
            "" | "y" | "yes" => return Ok(true),
            "n" | "no" | "<" => return Ok(false),
            _ => say("  yes or no"),
        }
    }
}

fn prompt(question: &Question) -> anyhow::Result<String> {
    let known = match (&question.known, question.is_optional) {
        (Some(known), _) => format!(" [{}]", safe::one_line(known)),
        (None, true) => " [leave out]".to_owned(),
        (None, false) => String::new(),
    };
    {
        let mut stderr = io::stderr().lock();
        write!(stderr, "{}{known} ", safe::one_line(&question.asks))?;
        stderr.flush()?;
    }
    let mut line = String::new();
    if io::stdin().lock().read_line(&mut line)? == 0 {
        say("");
        return Err(Failure::new("the answers ended", "nothing was written; run it again").into());
    }
    Ok(line)
}

/// Asks questions one after the other; each is worked out from the answers before it. Returns the answers when `next` has no more.
pub(super) fn ask_all(
    next: &dyn Fn(&[Answered]) -> anyhow::Result<Option<Question>>,
    read: &dyn Fn(&str, &str) -> anyhow::Result<NewValue>,
) -> anyhow::Result<Vec<Answered>> {
    let mut answers: Vec<Answered> = Vec::new();
    while let Some(question) = next(&answers)? {
        match ask(&question, &|text| read(&question.path, text))? {
            Reply::Value(value) => answers.push(Answered {
                path: question.path,
                value: Some(value),
            }),
            Reply::LeftOut => answers.push(Answered {
                path: question.path,
                value: None,
            }),
            Reply::Back => {
                answers.pop();
            }
        }
    }
    Ok(answers)
}

/// A question that was answered.
#[derive(Clone, Debug)]
pub(super) struct Answered {
    /// Where the answer goes.
    pub path: String,
    /// The answer; `None` if it was left out.
    pub value: Option<NewValue>,
}
