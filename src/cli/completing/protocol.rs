//! How a shell asks: it runs dealctl with `COMPLETE` set to its name, and the line behind `--`.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap_complete::CompleteEnv;
use clap_complete::engine::complete;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};

use super::quoting;

/// The variable that shells set.
const VARIABLE: &str = "COMPLETE";
/// The program, as it is called.
const PROGRAM: &str = "dealctl";

const SHELLS: Shells<'static> = Shells(&[
    &Quoted {
        shell: &Bash,
        word: quoting::bash,
        typed: Some(quoting::unescaped),
    },
    &Elvish,
    &Fish,
    &Quoted {
        shell: &Powershell,
        word: quoting::powershell,
        typed: None,
    },
    &Zsh,
]);

/// Answers a shell; `None` if no shell asks, and the program is to run.
pub(in crate::cli) fn answer(program: fn() -> clap::Command) -> Option<ExitCode> {
    let shell = std::env::var_os(VARIABLE)?;
    let name = Path::new(&shell).file_stem()?.to_str()?;
    SHELLS.completer(name)?;
    let shells = CompleteEnv::with_factory(program).shells(SHELLS);
    let folder = std::env::current_dir().ok();
    match shells.try_complete(std::env::args_os(), folder.as_deref()) {
        Ok(false) => None,
        Ok(true) => Some(ExitCode::SUCCESS),
        // Whoever pressed Tab wants no message in the middle of the line.
        Err(_) => Some(ExitCode::FAILURE),
    }
}

/// Returns the script that makes a shell ask.
pub(in crate::cli) fn registration(shell: &str) -> io::Result<String> {
    let mut script = Vec::new();
    if let Some(shell) = SHELLS.completer(shell) {
        shell.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
    }
    Ok(String::from_utf8_lossy(&script).into_owned())
}

/// A shell that inserts what it is offered as it is, so that each value is made one word of it.
struct Quoted {
    shell: &'static (dyn EnvCompleter + Sync),
    /// Makes a value a word.
    word: fn(&str) -> String,
    /// Makes the word that is being typed a value.
    typed: Option<fn(&str) -> String>,
}

impl EnvCompleter for Quoted {
    fn name(&self) -> &'static str {
        self.shell.name()
    }

    fn is(&self, name: &str) -> bool {
        self.shell.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        self.shell
            .write_registration(var, name, bin, completer, buf)
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        mut words: Vec<OsString>,
        folder: Option<&Path>,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let last = words.len().saturating_sub(1);
        let index = std::env::var("_CLAP_COMPLETE_INDEX").ok();
        let index = index.and_then(|index| index.parse().ok()).unwrap_or(last);
        let index = without_equals_signs(&mut words, index);
        if let (Some(value_of), Some(typed)) = (self.typed, words.get_mut(index))
            && let Some(text) = typed.to_str()
        {
            *typed = value_of(text).into();
        }
        let between = std::env::var("_CLAP_IFS").unwrap_or_else(|_| "\n".to_owned());
        let found = complete(command, words, index, folder)?;
        let lines = found.iter().map(|candidate| {
            let word = (self.word)(&candidate.get_value().to_string_lossy());
            // bash has no room for the help.
            match candidate.get_help() {
                Some(help) if self.typed.is_none() => {
                    format!("{word}\t{}", help.to_string().lines().next().unwrap_or(""))
                }
                _ => word,
            }
        });
        write!(buf, "{}", lines.collect::<Vec<_>>().join(&between))
    }
}

/// Takes out the `=` of `--option=value`, which bash hands over as a word of its own; returns the number of the word that is typed.
fn without_equals_signs(words: &mut Vec<OsString>, typed: usize) -> usize {
    let mut index = typed;
    let mut at = 1;
    while at < words.len() {
        let follows_option = words[at - 1]
            .to_str()
            .is_some_and(|word| word.starts_with("--"));
        if words[at] != "=" || !follows_option {
            at += 1;
        } else if at == index {
            words[at].clear();
            at += 1;
        } else {
            words.remove(at);
            index -= usize::from(at < index);
        }
    }
    index
}
