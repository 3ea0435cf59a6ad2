//! The reference data as deals: the data sets of the folder that `DEALCTL_PARITY_DATA` names, written as a book.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::support::Repository;

/// What process.toml believes of the stages, in order: the probability in per cent, the stay in days.
pub type Beliefs<'a> = &'a [(f64, u32)];

/// A data set, and how it is to be read.
#[derive(Clone, Copy)]
pub struct Set {
    pub name: &'static str,
    pub beliefs: Beliefs<'static>,
    /// From this day on it is complete; none: from the first stage entry on.
    pub records_begin: Option<&'static str>,
}

pub const SETS: [Set; 2] = [
    Set {
        name: "ibm",
        beliefs: &[(15.0, 10), (25.0, 15), (40.0, 15), (60.0, 10)],
        records_begin: None,
    },
    Set {
        name: "maven",
        beliefs: &[(50.0, 60)],
        records_begin: Some("2017-03-01"),
    },
];

impl Set {
    /// Lines of `[forecast]`, with the day that records begin.
    pub fn settings(&self, lines: &str) -> String {
        let begin = self.records_begin;
        let begin = begin.map_or_else(String::new, |day| format!("records_begin = {day}\n"));
        format!("{lines}\n{begin}")
    }
}

/// A deal of a data set.
pub struct Row {
    pub id: String,
    /// As the file of a deal.
    yaml: String,
    /// The first day on record.
    pub begins: String,
    /// The day it closed, whether it was won, and the amount.
    pub closed: Option<(String, bool, f64)>,
}

/// The deals of a data set, and the ids of its stages in order.
pub struct Pipeline {
    pub rows: Vec<Row>,
    pub stages: Vec<String>,
}

/// The folder of the reference data, where there is one.
pub fn folder() -> Option<PathBuf> {
    std::env::var_os("DEALCTL_PARITY_DATA").map(PathBuf::from)
}

fn read_csv(path: &Path) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{error}"));
    reader
        .deserialize()
        .map(|row| row.expect("a row of CSV"))
        .collect()
}

/// Reads a data set.
pub fn read(folder: &Path, name: &str) -> Pipeline {
    let mut entries: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut stages = Vec::new();
    for row in read_csv(&folder.join(format!("{name}_stages.csv"))) {
        stages.push(row["stage"].clone());
        entries
            .entry(row["id"].clone())
            .or_default()
            .push((row["stage"].clone(), row["date"].clone()));
    }
    stages.sort_unstable();
    stages.dedup();
    let deals = read_csv(&folder.join(format!("{name}_deals.csv")));
    let rows = deals.iter().map(|row| {
        let entries = entries.remove(&row["id"]).unwrap_or_default();
        deal(row, &entries)
    });
    Pipeline {
        rows: rows.collect(),
        stages,
    }
}

fn deal(row: &HashMap<String, String>, entries: &[(String, String)]) -> Row {
    let id = &row["id"];
    let mut yaml = format!(
        "account: {{name: \"{id}\"}}\nopportunity: {{amount: {}}}\npartner: \"{}\"\nhistory:\n",
        row["amount_open"], row["segment"]
    );
    for (stage, date) in entries {
        let _ = writeln!(yaml, "  - {{stage: {stage}, date: {date}}}");
    }
    let closed = (!row["closed"].is_empty()).then(|| {
        let (result, day, amount) = (&row["outcome"], &row["closed"], &row["amount_won"]);
        let _ = writeln!(
            yaml,
            "outcome: {{result: {result}, date: {day}, amount: {amount}}}"
        );
        let amount = amount.parse().unwrap_or_default();
        (day.clone(), result == "won", amount)
    });
    Row {
        id: id.clone(),
        yaml,
        begins: entries
            .iter()
            .map(|(_, date)| date.clone())
            .min()
            .unwrap_or_default(),
        closed,
    }
}

impl Pipeline {
    /// A process with beliefs, or without any, and lines of `[forecast]`.
    pub fn process(&self, beliefs: Option<Beliefs<'_>>, settings: &str) -> String {
        let mut process =
            format!("[process]\nname = \"bars\"\ncurrency = \"USD\"\n[forecast]\n{settings}");
        for (index, stage) in self.stages.iter().enumerate() {
            let _ = write!(
                process,
                "[[stages]]\nid = \"{stage}\"\nname = \"{stage}\"\nowner = \"Ada Byron\"\n"
            );
            if let Some((probability, days)) = beliefs.and_then(|beliefs| beliefs.get(index)) {
                let _ = write!(
                    process,
                    "probability = {probability}\nduration = \"{days} days\"\n"
                );
            }
        }
        process
    }

    /// The day of the last close.
    pub fn last_day(&self) -> &str {
        let closed = self.rows.iter().filter_map(|row| row.closed.as_ref());
        closed.map(|(day, _, _)| day.as_str()).max().unwrap_or("")
    }
}

/// A book of some deals.
pub fn book<'r>(process: &str, rows: impl IntoIterator<Item = &'r Row>) -> Repository {
    let repository = Repository::empty().with("process.toml", process);
    rows.into_iter().fold(repository, |repository, row| {
        repository.with(&format!("deals/{}.yaml", row.id), &row.yaml)
    })
}
