//! Exit criteria and transfers of a stage: compiled, and their paths checked against what a deal can have.

use regex::RegexBuilder;

use crate::model::book::ProcessFault;
use crate::model::check::Check;
use crate::model::criterion::{Condition, Criterion, Kind};
use crate::model::deal;
use crate::model::process_file::{CriterionFile, OneOf, ProcessFile, StageFile};
use crate::model::scalar::Text;

use super::problems::Problems;
use super::trial;

/// A regular expression may not grow beyond this many bytes once compiled.
const REGEX_SIZE: usize = 1 << 20;

pub(super) fn criteria(
    stage: &StageFile,
    stage_id: &Text,
    written: &ProcessFile,
    problems: &mut Problems<'_>,
) -> Vec<Criterion> {
    let mut criteria: Vec<Criterion> = Vec::new();
    for (index, file) in stage.exit.iter().enumerate() {
        let id = match (&file.id, &file.field) {
            (Some(id), _) => id.to_string(),
            (None, Some(field)) => field.to_string(),
            (None, None) => (index + 1).to_string(),
        };
        if criteria.iter().any(|criterion| criterion.id == id) {
            let message = format!("two criteria of `{stage_id}` are called `{id}`");
            problems.invalid(
                file.id.as_ref().map_or(file.key_span, |id| id.span),
                message,
                "give each criterion of a stage an id of its own",
            );
            continue;
        }
        criteria.push(criterion(file, id, stage_id, written, problems));
    }
    for field in &stage.transfers {
        let known = check_path(field, &format!("{stage_id}/transfers"), problems);
        let conditions = if known {
            Vec::new()
        } else {
            vec![Condition::Broken]
        };
        if criteria
            .iter()
            .any(|criterion| criterion.id == *field.value)
        {
            continue;
        }
        criteria.push(Criterion {
            id: field.to_string(),
            span: field.span,
            field: Some(field.clone()),
            conditions,
            hint: None,
            message: None,
            who: None,
            since: None,
            from: None,
            transfer: true,
        });
    }
    criteria
}

/// Compiles one criterion; what is wrong with it becomes a problem.
pub(super) fn criterion(
    file: &CriterionFile,
    id: String,
    stage: &Text,
    written: &ProcessFile,
    problems: &mut Problems<'_>,
) -> Criterion {
    let name = format!("{stage}/{id}");
    let span = file
        .id
        .as_ref()
        .or(file.field.as_ref())
        .map_or(file.key_span, |text| text.span);
    let mut conditions = Vec::new();
    match (&file.field, &file.check) {
        (None, None) => problems.invalid(
            span,
            format!("the criterion `{name}` asks for nothing"),
            "give it a `field` or a `check`",
        ),
        (Some(field), _) => {
            if !check_path(field, &name, problems) {
                conditions.push(Condition::Broken);
            }
        }
        (None, Some(_)) => {}
    }
    conditions.extend(file.equals.clone().map(Condition::Equals));
    conditions.extend(file.at_least.clone().map(Condition::AtLeast));
    conditions.extend(file.at_most.clone().map(Condition::AtMost));
    conditions.extend(
        file.one_of
            .as_ref()
            .map(|one_of| self::one_of(one_of, written, problems)),
    );
    conditions.extend(
        file.matches
            .as_ref()
            .map(|pattern| matches(pattern, &name, problems)),
    );
    conditions.extend(file.is.as_ref().map(|word| is(word, problems)));
    conditions.extend(
        file.check
            .as_ref()
            .map(|source| check(source, file, &name, problems)),
    );
    Criterion {
        id,
        span,
        field: file.field.clone(),
        conditions,
        hint: file.hint.clone(),
        message: file.message.clone(),
        who: file.who.clone(),
        since: file.since,
        from: file.from,
        transfer: false,
    }
}

/// Whether a deal can have a path; a path that it cannot have becomes a problem.
pub(super) fn check_path(field: &Text, name: &str, problems: &mut Problems<'_>) -> bool {
    check_path_text(&field.value, field, name, problems)
}

fn check_path_text(path: &str, at: &Text, name: &str, problems: &mut Problems<'_>) -> bool {
    let Err(unknown) = deal::check_path(path) else {
        return true;
    };
    let kind = ProcessFault::UnknownField {
        criterion: name.to_owned(),
        path: path.to_owned(),
        nearest: unknown.nearest,
    };
    problems.add(kind, at.span);
    false
}

fn one_of(one_of: &OneOf, written: &ProcessFile, problems: &mut Problems<'_>) -> Condition {
    let Some(table) = &one_of.table else {
        return Condition::OneOf {
            values: one_of.values.iter().map(ToString::to_string).collect(),
            table: None,
        };
    };
    let keys =
        |keys: &mut dyn Iterator<Item = &str>| keys.map(ToOwned::to_owned).collect::<Vec<_>>();
    let values = match &*table.value {
        "credit.rules" => written
            .credit
            .as_ref()
            .map(|credit| keys(&mut credit.rules.keys()))
            .unwrap_or_default(),
        "partners" => keys(&mut written.partners.keys()),
        "currencies" => keys(&mut written.currencies.keys()),
        "handoff.decline_reasons" => written
            .handoff
            .as_ref()
            .map(|handoff| keys(&mut handoff.decline_reasons.keys()))
            .unwrap_or_default(),
        other => {
            let help = "write a list, or one of credit.rules, partners, currencies, handoff.decline_reasons";
            problems.invalid(
                table.span,
                format!("`{other}` is not a table of values"),
                help,
            );
            return Condition::Broken;
        }
    };
    Condition::OneOf {
        values,
        table: Some(table.to_string()),
    }
}

fn matches(pattern: &Text, name: &str, problems: &mut Problems<'_>) -> Condition {
    match RegexBuilder::new(pattern).size_limit(REGEX_SIZE).build() {
        Ok(regex) => Condition::Matches(pattern.clone(), regex),
        Err(error) => {
            let why = error
                .to_string()
                .lines()
                .last()
                .unwrap_or("it does not compile")
                .trim()
                .trim_start_matches("error: ")
                .to_owned();
            problems.add(
                ProcessFault::BadCheck {
                    criterion: name.to_owned(),
                    why,
                },
                pattern.span,
            );
            Condition::Broken
        }
    }
}

fn is(word: &Text, problems: &mut Problems<'_>) -> Condition {
    if let Some(kind) = Kind::parse(word) {
        return Condition::Is(kind);
    }
    let known = Kind::ALL.map(|(name, _)| name).join(", ");
    problems.invalid(
        word.span,
        format!("`{word}` is not a kind of value"),
        format!("write one of: {known}"),
    );
    Condition::Broken
}

fn check(
    source: &Text,
    file: &CriterionFile,
    name: &str,
    problems: &mut Problems<'_>,
) -> Condition {
    let bad = |why: String, problems: &mut Problems<'_>| {
        let criterion = name.to_owned();
        problems.add(ProcessFault::BadCheck { criterion, why }, source.span);
        Condition::Broken
    };
    let check = match Check::compile(source) {
        Ok(check) => check,
        Err(why) => return bad(why, problems),
    };
    if file.message.is_none() {
        let why = "it has no `message`, so nobody would know what to do when it fails";
        return bad(why.to_owned(), problems);
    }
    let known: Vec<bool> = check
        .paths
        .iter()
        .filter(|path| !path.is_empty())
        .map(|path| check_path_text(path, source, name, problems))
        .collect();
    if known.contains(&false) {
        return Condition::Broken;
    }
    match trial::fault(&check) {
        Some(why) => bad(why, problems),
        None => Condition::Check(Box::new(check)),
    }
}
