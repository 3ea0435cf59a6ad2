//! `[lint]` of process.toml: levels, globs and the numbers that rules go by.

use crate::diagnostic::Level;
use crate::model::process_file::{LintFile, ProcessFile};

use super::problems::Problems;

/// Levels and globs of `[lint]`. Rules that are not known here may be a newer version's, so their names are left alone.
pub(super) fn check(written: &ProcessFile, problems: &mut Problems<'_>) {
    let Some(lint) = &written.lint else { return };
    for (_, level) in &lint.levels.entries {
        if level.parse::<Level>().is_err() {
            problems.invalid(
                level.span,
                format!("`{level}` is not a level"),
                "write note, warning or error",
            );
        }
    }
    limits(lint, problems);
    for (pattern, _) in &lint.per_file.entries {
        if globset::Glob::new(&pattern.value).is_err() {
            problems.invalid(
                pattern.span,
                format!("`{}` is not a pattern of paths", pattern.value),
                "write a glob such as deals/archive/**",
            );
        }
    }
}

/// Reports numbers that would make a rule fire always or never.
fn limits(lint: &LintFile, problems: &mut Problems<'_>) {
    let Some(limits) = &lint.limits else { return };
    for (key, number, most) in [
        ("pushed", limits.pushed, u32::MAX),
        ("generic", limits.generic, 100),
        ("mostly_waived", limits.mostly_waived, u32::MAX),
    ] {
        if let Some(number) = number.filter(|number| !(1..=most).contains(&number.value)) {
            let help = match most {
                u32::MAX => "write 1 or more; to do without the rule, name it under [lint] ignore",
                _ => "write a number from 1 to 100: per cent",
            };
            let message = format!("{} is not a limit for {key}", number.value);
            problems.invalid(number.span, message, help);
        }
    }
}
