//! A pipeline of five years, invented from a seed: as lives for the statistics, as files, and as the commits that made them.

use std::fmt::Write as _;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Stdio;

use chrono::{Duration, NaiveDate};
use dealctl::forecast::lives::{Day, End, Ending, Life, Spell, State};
use dealctl::report::forecast::day;

use super::commands::git;

/// The day it is seen from.
pub const TODAY: &str = "2026-11-23";
const YEARS: u64 = 5;
const PARTNERS: u64 = 40;
/// Stages: what a deal's chance of going on is, and its usual stay in days.
const STAGES: [(&str, u64, u64, u32); 5] = [
    ("registered", 55, 20, 15),
    ("qualified", 70, 25, 30),
    ("handoff", 75, 10, 40),
    ("joint", 75, 30, 55),
    ("closing", 80, 20, 80),
];

/// A deal.
pub struct Deal {
    id: String,
    partner: u64,
    /// The amount, and what it became on which day.
    amounts: [(u64, Option<NaiveDate>); 2],
    entries: Vec<(usize, NaiveDate)>,
    end: Option<(NaiveDate, bool)>,
}

/// A small generator, the same everywhere (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

/// So many closed and so many open deals.
pub fn deals(closed: usize, open: usize) -> Vec<Deal> {
    let today: NaiveDate = TODAY.parse().unwrap();
    let mut random = Random(2026);
    let (mut left_closed, mut left_open) = (closed, open);
    let mut made = Vec::with_capacity(closed + open);
    while left_closed + left_open > 0 {
        // An open deal is young; there are many of them because young ones are asked for until there are enough.
        let ago = if left_closed > 0 {
            random.below(YEARS * 365)
        } else {
            random.below(120)
        };
        let begin = today - Duration::days(i64::try_from(ago).unwrap());
        let deal = deal(made.len(), begin, today, &mut random);
        let left = match deal.end {
            Some(_) => &mut left_closed,
            None => &mut left_open,
        };
        if *left > 0 {
            *left -= 1;
            made.push(deal);
        }
    }
    made
}

fn deal(number: usize, begin: NaiveDate, today: NaiveDate, random: &mut Random) -> Deal {
    let amount = 5_000 + random.below(200) * 1_000;
    let mut entries = Vec::new();
    let mut end = None;
    let mut on = begin;
    for (stage, (_, goes_on, stay, _)) in STAGES.iter().enumerate() {
        entries.push((stage, on));
        let stays = 1 + random.below(2 * stay);
        on += Duration::days(i64::try_from(stays).unwrap());
        if on > today {
            break;
        }
        if random.below(100) >= *goes_on {
            end = Some((on, false));
            break;
        }
        if stage + 1 == STAGES.len() {
            end = Some((on, true));
        }
    }
    let changed = begin + Duration::days(10 + i64::try_from(random.below(20)).unwrap());
    let is_other = random.below(3) == 0 && changed < end.map_or(today, |(end, _)| end);
    Deal {
        id: format!("deal-{number:06}"),
        partner: random.below(PARTNERS),
        amounts: [
            (amount, None),
            (amount * 4 / 5, is_other.then_some(changed)),
        ],
        entries,
        end,
    }
}

impl Deal {
    /// As the statistics see it.
    pub fn life(&self) -> Life {
        let spells = self.entries.iter().map(|(stage, on)| Spell {
            stage: *stage,
            entered: day(*on),
        });
        let amount = f64::from(u32::try_from(self.amount(None)).unwrap());
        let ending = |won| if won { Ending::Won } else { Ending::Lost };
        Life {
            id: self.id.clone(),
            now: State {
                from: day(self.entries[0].1),
                group: usize::try_from(self.partner).unwrap(),
                spells: spells.collect(),
                end: self.end.map(|(on, won)| End {
                    day: day(on),
                    ending: ending(won),
                }),
                amount: Some(amount),
                close: None,
                signed_unknown: false,
                won_amount: self.end.filter(|(_, won)| *won).map(|_| amount * 0.95),
            },
            ..Life::default()
        }
    }

    fn amount(&self, on: Option<NaiveDate>) -> u64 {
        let [first, second] = self.amounts;
        let changed = second
            .1
            .filter(|changed| on.is_none_or(|on| *changed <= on));
        if changed.is_some() { second.0 } else { first.0 }
    }

    /// As a file on a day; none: today.
    fn text(&self, on: Option<NaiveDate>) -> String {
        let known = |day: &NaiveDate| on.is_none_or(|on| *day <= on);
        let mut text = format!(
            "account: {{name: {0} Works, domain: {0}.example}}\nopportunity: {{name: Rollout, amount: {1}}}\npartner: Partner \
             {2}\nneed:\n  what: |\n",
            self.id,
            self.amount(on),
            self.partner
        );
        for line in 0..12 {
            let _ = writeln!(
                text,
                "    Line {line} of what the customer said about orders, stock and invoices in the meeting of {}.",
                self.entries[0].1
            );
        }
        text += "history:\n";
        for (stage, entered) in self.entries.iter().filter(|(_, on)| known(on)) {
            let _ = writeln!(text, "  - {{stage: {}, date: {entered}}}", STAGES[*stage].0);
        }
        if let Some((closed, won)) = self.end.filter(|(closed, _)| known(closed)) {
            let result = if won { "won" } else { "lost" };
            let amount = self.amount(None);
            let _ = writeln!(
                text,
                "outcome: {{result: {result}, date: {closed}, amount: {amount}}}"
            );
        }
        text
    }

    /// The days on which its file changed.
    fn days(&self) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = self.entries.iter().map(|(_, on)| *on).collect();
        days.extend(self.amounts[1].1);
        days.extend(self.end.map(|(on, _)| on));
        days.sort_unstable();
        days.dedup();
        days
    }

    fn path(&self, number: usize) -> String {
        format!("deals/{:03}/{}.yaml", number / 250, self.id)
    }
}

/// The beliefs of process.toml: probability and days.
pub fn beliefs() -> Vec<(f64, f64)> {
    let stages = STAGES.iter();
    let numbers = stages.map(|(_, _, stay, percent)| (*percent, u32::try_from(*stay).unwrap()));
    numbers
        .map(|(percent, stay)| (f64::from(percent) / 100.0, f64::from(stay)))
        .collect()
}

/// Writes the files of today.
pub fn write(root: &Path, deals: &[Deal]) {
    let mut process = "[process]\nname = \"Five years\"\ncurrency = \"USD\"\n".to_owned();
    for (id, _, stay, percent) in STAGES {
        let _ = write!(
            process,
            "[[stages]]\nid = \"{id}\"\nname = \"{id}\"\nowner = \"Maya Chen\"\nprobability = {percent}\nduration = \"{stay} \
             days\"\n"
        );
    }
    std::fs::write(root.join("process.toml"), process).unwrap();
    for (number, deal) in deals.iter().enumerate() {
        let path = root.join(deal.path(number));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, deal.text(None)).unwrap();
    }
}

/// Commits the files day by day, as they came to be; gives the number of commits and of versions.
pub fn commit(root: &Path, deals: &[Deal]) -> (usize, usize) {
    let mut changes: Vec<(NaiveDate, usize)> = deals
        .iter()
        .enumerate()
        .flat_map(|(number, deal)| deal.days().into_iter().map(move |on| (on, number)))
        .collect();
    changes.sort_unstable();
    assert!(git(root, &["init", "--quiet"]).status().unwrap().success());
    let mut import = git(root, &["fast-import", "--quiet"]);
    let mut child = import.stdin(Stdio::piped()).spawn().unwrap();
    let mut out = BufWriter::new(child.stdin.take().unwrap());
    let mut commits = 0;
    for of_day in changes.chunk_by(|a, b| a.0 == b.0) {
        let on = of_day[0].0;
        let seconds = on.and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp();
        write!(
            out,
            "commit HEAD\ncommitter Maya Chen <maya@ourco.example> {seconds} +0000\ndata 1\nx\n"
        )
        .unwrap();
        commits += 1;
        for (_, number) in of_day {
            let text = deals[*number].text(Some(on));
            let path = deals[*number].path(*number);
            write!(out, "M 100644 inline {path}\ndata {}\n{text}\n", text.len()).unwrap();
        }
    }
    out.flush().unwrap();
    drop(out);
    assert!(child.wait().unwrap().success());
    for arguments in [
        &["reset", "--quiet"][..],
        &["repack", "-a", "-d", "--quiet"],
    ] {
        assert!(git(root, arguments).status().unwrap().success());
    }
    (commits, changes.len())
}

/// Today as the statistics count.
pub fn today() -> Day {
    day(TODAY.parse().unwrap())
}
