//! `dealctl rename`: another name for a deal's file.

use std::process::ExitCode;

use crate::cli::completing;
use crate::cli::documents;
use crate::cli::failure::Failure;
use crate::cli::options::{Common, Output};
use crate::cli::output;
use crate::cli::repository;
use crate::edit::{NewValue, Operation, apply};
use crate::load::origin::{id_of, names_a_deal};
use crate::load::{SIGNALS_FILE, limits};
use crate::render::document::Document;
use crate::report::document::Envelope;
use crate::report::renaming::Renaming;
use crate::text::{Value, yaml};
use crate::view;

use super::commit;
use super::named;
use super::run::find;
use super::store::{Written, write_all};

const EXAMPLES: &str = "\
Examples:
  dealctl rename quayside 2026/quayside-ports";

#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Rename {
    /// The deal.
    #[arg(add = completing::deals())]
    deal: String,
    /// Its new name: the last part of the path, or the whole of it below deals/.
    name: String,
    /// Show what would be renamed, and write nothing.
    #[arg(short = 'n', long)]
    dry_run: bool,
    /// Commit the renaming, and nothing else.
    #[arg(long, conflicts_with = "dry_run")]
    commit: bool,
    #[command(flatten)]
    output: Output,
}

impl Rename {
    pub(super) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let files = find(common)?;
        let book = repository::read(files.origin(), common)?;
        let id = named::ids(&book, std::slice::from_ref(&self.deal))?.swap_remove(0);
        let deal = repository::deal(&book, &id)?;
        let source = book.sources.file(deal.file);
        let from = source.path.to_string();
        let to = new_path(&from, &self.name)?;
        if to == from {
            output::note(&format!("{from} has that name already."));
            return Ok(ExitCode::SUCCESS);
        }
        let has_id = |deal: &crate::model::Deal| deal.id == id_of(&to) && deal.id != id;
        if files.origin().is_there(&to) || book.deals.iter().any(has_id) {
            let help = "choose another name, or rename that one first";
            return Err(
                Failure::new(format!("there is a deal {} already", id_of(&to)), help).into(),
            );
        }
        let text = source.text.to_string();
        let mut writes = vec![
            Written {
                path: to.clone(),
                before: None,
                after: Some(text.clone()),
            },
            Written {
                path: from.clone(),
                before: Some(text),
                after: None,
            },
        ];
        // An id that the file names survives the renaming.
        let moved = deal.data.id.is_none();
        let names = [id.clone(), book.short_names().of(&id)];
        let signals = if moved {
            signals(&book, &names, id_of(&to))?
        } else {
            None
        };
        let renamed_signals = signals.is_some();
        writes.extend(signals);
        let mut report = Renaming {
            from,
            to,
            signals: renamed_signals,
            written: false,
            commit: None,
        };
        if !self.dry_run {
            write_all(files.root(), &writes)?;
            report.written = true;
            if self.commit {
                let subject = format!("deal({}): rename to {}", names[1], id_of(&report.to));
                report.commit = Some(commit::commit(files.root(), &writes, &subject)?);
            }
        }
        let document = Document::new(|| view::renaming(&report), || Envelope::undated(&report));
        documents::show(common, &self.output, &document)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn new_path(from: &str, name: &str) -> anyhow::Result<String> {
    let name = name.replace('\\', "/");
    let name = name.trim_start_matches("./").trim_start_matches("deals/");
    let name = name
        .strip_suffix(".yaml")
        .or(name.strip_suffix(".yml"))
        .unwrap_or(name);
    let folder = from.rsplit_once('/').map_or("deals", |(folder, _)| folder);
    let path = if name.contains('/') {
        format!("deals/{name}.yaml")
    } else {
        format!("{folder}/{name}.yaml")
    };
    let is_bent = path.split('/').any(|part| part.is_empty() || part == "..");
    let is_odd = !name
        .chars()
        .all(|c| c.is_alphanumeric() || "-_./".contains(c));
    if is_bent || is_odd || !names_a_deal(&path) {
        let help =
            "write letters, digits and dashes; a folder in front is below deals/: 2026/northwind";
        return Err(Failure::new(format!("`{name}` cannot be the name of a deal"), help).into());
    }
    Ok(path)
}

/// Returns the signals with the deal's new name, if one names it.
fn signals(
    book: &crate::model::Book,
    names: &[String],
    to: &str,
) -> anyhow::Result<Option<Written>> {
    let Some(source) = book.sources.paths().position(|path| path == SIGNALS_FILE) else {
        return Ok(None);
    };
    let file = crate::text::FileId(u32::try_from(source).unwrap_or(u32::MAX));
    let text = book.sources.file(file).text.to_string();
    let limits = limits(&book.process);
    let document = yaml::parse(&text, &limits);
    let Value::List(items) = &document.root.value else {
        return Ok(None);
    };
    let last = to.rsplit('/').next().unwrap_or(to);
    let of_deal = items.iter().enumerate().filter_map(|(at, item)| {
        let deal = item.get("deal")?.text()?;
        let new = if deal == names[1] { last } else { to };
        let is_it = names.iter().any(|name| name == deal);
        is_it.then(|| Operation::set(&format!("{at}.deal"), NewValue::text(new)))
    });
    let operations: Vec<Operation> = of_deal.collect();
    if operations.is_empty() {
        return Ok(None);
    }
    let after = apply(&text, &operations, &limits).map_err(|refused| {
        let at = book
            .sources
            .file(file)
            .position(refused.span.start as usize);
        let message = format!(
            "{SIGNALS_FILE}:{}:{}: the deal's name {}",
            at.line, at.column, refused.why
        );
        Failure::new(
            message,
            "nothing was renamed; write the new name there by hand first",
        )
    })?;
    Ok(Some(Written {
        path: SIGNALS_FILE.to_owned(),
        before: Some(text),
        after: Some(after),
    }))
}
