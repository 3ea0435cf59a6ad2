//! What a command writes where: one format on stdout, others into files.

use std::path::Path;

use crate::render::document::{DocumentFormat, FORMATS, format};

use super::failure::Failure;
use super::options::{Output, Target};

/// Returns what is written where.
///
/// # Errors
/// If several formats would go to one place, or an option goes with none of the formats.
pub(super) fn targets(output: &Output) -> Result<Vec<Target>, Failure> {
    let mut targets = match (&output.output_file, output.format.as_slice()) {
        (Some(file), []) => vec![Target {
            format: of_ending(file)?,
            file: None,
        }],
        (None, []) => vec![Target {
            format: FORMATS[0],
            file: None,
        }],
        (_, given) => given.to_vec(),
    };
    let homeless = targets.iter().filter(|it| it.file.is_none()).count();
    if homeless > 1 {
        return Err(Failure::new(
            "two formats would be written to the same place",
            "give each but one a file: --format json=out.json,table",
        ));
    }
    if let Some(file) = &output.output_file {
        let Some(target) = targets.iter_mut().find(|it| it.file.is_none()) else {
            return Err(Failure::new(
                format!(
                    "nothing is left to write to {}: each format has its own file",
                    file.display()
                ),
                "leave -o out, or take the file from one of the formats",
            ));
        };
        target.file = (file.as_os_str() != "-").then(|| file.clone());
    }
    let is_csv = |target: &Target| matches!(target.format.name(), "csv" | "excel");
    if (output.bom || output.separator.is_some()) && !targets.iter().any(is_csv) {
        return Err(Failure::new(
            "--bom and --separator are for CSV, and no format is",
            "ask for it: --format csv",
        ));
    }
    Ok(targets)
}

/// Returns the format that a file's ending stands for.
fn of_ending(file: &Path) -> Result<&'static dyn DocumentFormat, Failure> {
    if file.as_os_str() == "-" {
        return Ok(FORMATS[0]);
    }
    let ending = file
        .extension()
        .map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let name = match ending.as_deref() {
        Some("json") => "json",
        Some("csv") => "csv",
        Some("md" | "markdown") => "markdown",
        Some("html" | "htm") => "html",
        Some("txt" | "text") => "text",
        _ => "",
    };
    format(name).ok_or_else(|| {
        Failure::new(
            format!("the ending of {} names no format", file.display()),
            "end it in .json, .csv, .md, .html or .txt, or say --format",
        )
    })
}
