//! The estimator against the reference: every probability in `parity/*.csv` of the folder that `DEALCTL_PARITY_DATA` names,
//! within 1e-6. Without that folder the test says so and passes; the small one with our own numbers always runs.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use dealctl::forecast::hazards::fit;
use dealctl::forecast::lives::{Day, End, Ending, Life, Spell, State};
use dealctl::forecast::prior::Belief;

/// Past the test's capture, so that it is seen which of the two ran.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

const DAYS: [usize; 5] = [7, 14, 30, 60, 90];

fn rows(path: &Path) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{error}"));
    reader
        .deserialize()
        .map(|row| row.expect("a row of CSV"))
        .collect()
}

fn day(text: &str) -> Day {
    let date: NaiveDate = text.parse().expect("a date");
    chrono::Datelike::num_days_from_ce(&date)
}

struct Set {
    lives: Vec<Life>,
    stages: Vec<String>,
}

fn read(folder: &Path, name: &str) -> Set {
    let entries = rows(&folder.join(format!("{name}_stages.csv")));
    let mut stages: Vec<String> = entries.iter().map(|row| row["stage"].clone()).collect();
    stages.sort();
    stages.dedup();
    let mut spells: HashMap<&str, Vec<Spell>> = HashMap::new();
    for row in &entries {
        let stage = stages
            .iter()
            .position(|stage| *stage == row["stage"])
            .expect("a stage");
        spells.entry(&row["id"]).or_default().push(Spell {
            stage,
            entered: day(&row["date"]),
        });
    }
    let deals = rows(&folder.join(format!("{name}_deals.csv")));
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &deals {
        let next = groups.len();
        groups.entry(&row["segment"]).or_insert(next);
    }
    let mut lives: Vec<Life> = deals
        .iter()
        .map(|row| {
            let now = State {
                group: groups[row["segment"].as_str()],
                spells: spells.remove(row["id"].as_str()).unwrap_or_default(),
                end: match row["outcome"].as_str() {
                    "" | "open" => None,
                    "won" => Some(End {
                        day: day(&row["closed"]),
                        ending: Ending::Won,
                    }),
                    _ => Some(End {
                        day: day(&row["closed"]),
                        ending: Ending::Lost,
                    }),
                },
                ..State::default()
            };
            Life {
                id: row["id"].clone(),
                now,
                ..Life::default()
            }
        })
        .collect();
    lives.sort_by(|a, b| a.id.cmp(&b.id));
    Set { lives, stages }
}

fn beliefs(name: &str) -> Vec<Belief> {
    let written: &[(f64, f64)] = match name {
        "maven" => &[(0.5, 60.0)],
        "ibm" => &[(0.15, 10.0), (0.25, 15.0), (0.4, 15.0), (0.6, 10.0)],
        other => panic!("no prior is known for {other}"),
    };
    written
        .iter()
        .map(|(probability, days)| Belief {
            probability: *probability,
            days: *days,
        })
        .collect()
}

#[test]
fn every_probability_of_the_reference_is_reached() {
    let Some(folder) = std::env::var_os("DEALCTL_PARITY_DATA").map(PathBuf::from) else {
        say("parity: SKIPPED, DEALCTL_PARITY_DATA names no folder");
        return;
    };
    let mut sets: HashMap<String, Set> = HashMap::new();
    let (mut compared, mut worst) = (0, 0.0_f64);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.join("parity"))
        .expect("the folder parity/")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.file_name().is_some_and(|name| name != "totals.csv"))
        .collect();
    files.sort();
    for path in files {
        let stem = path.file_stem().expect("a name").to_string_lossy();
        let (name, origin) = stem.split_once('_').expect("SET_ORIGIN.csv");
        let set = sets
            .entry(name.to_owned())
            .or_insert_with(|| read(&folder, name));
        let origin = day(origin);
        let begin = match name {
            "maven" => day("2017-03-01"),
            _ => set
                .lives
                .iter()
                .filter_map(Life::begins)
                .min()
                .unwrap_or(origin),
        };
        let fit = fit(&set.lives, &beliefs(name), origin, begin);
        say(&format!("parity: {stem}, repetition {:.6}", fit.repetition));
        let by_id: HashMap<&str, &Life> = set
            .lives
            .iter()
            .map(|life| (life.id.as_str(), life))
            .collect();
        let rows = rows(&path);
        let open = set
            .lives
            .iter()
            .filter(|life| life.open_at(origin).is_some());
        assert_eq!(open.count(), rows.len(), "{stem}: deals that are open");
        for row in &rows {
            let life = by_id[row["id"].as_str()];
            let spell = life.open_at(origin).expect("open");
            assert_eq!(set.stages[spell.stage], row["stage"], "{stem}: {}", life.id);
            assert_eq!(
                (origin - spell.entered).to_string(),
                row["days_in_stage"],
                "{stem}: {}",
                life.id
            );
            let curve = fit.predict(spell, origin, life.now.group, 90);
            for days in DAYS {
                let expected: f64 = row[&format!("p{days}")].parse().expect("a number");
                let off = (curve.within(days) - expected).abs();
                worst = worst.max(off);
                assert!(
                    off <= 1e-6,
                    "{stem}: {}: p{days} is {} and should be {expected}",
                    life.id,
                    curve.within(days)
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 0, "nothing was compared");
    say(&format!(
        "parity: {compared} probabilities, at most {worst:.1e} off"
    ));
}

/// A made-up book of forty deals in three stages and two groups, every figure from a rule.
fn small_book() -> Vec<Life> {
    (0..40)
        .map(|n: i32| {
            let begin = 17 * n % 230;
            let stay = 5 + 7 * n % 23;
            let reached = n % 3;
            let spells = (0..=reached).map(|stage| Spell {
                stage: usize::try_from(stage).expect("a stage"),
                entered: begin + stage * stay,
            });
            let end = begin + (reached + 1) * stay + n % 11;
            let now = State {
                group: usize::try_from(n % 2).expect("a group"),
                spells: spells.collect(),
                end: match n % 5 {
                    0 => None,
                    1 | 2 => Some(End {
                        day: end,
                        ending: Ending::Won,
                    }),
                    _ => Some(End {
                        day: end,
                        ending: Ending::Lost,
                    }),
                },
                ..State::default()
            };
            Life {
                id: format!("deal-{n:02}"),
                now,
                ..Life::default()
            }
        })
        .collect()
}

#[test]
fn our_own_numbers_stay_what_they_are() {
    let beliefs = [(0.2, 10.0), (0.4, 20.0), (0.7, 15.0)]
        .map(|(probability, days)| Belief { probability, days });
    let fit = fit(&small_book(), &beliefs, 260, 0);
    let found: Vec<String> = [(0, 0, 0), (0, 8, 1), (1, 20, 0), (2, 3, 1), (2, 400, 0)]
        .map(|(stage, days, group)| {
            let spell = Spell {
                stage,
                entered: 260 - days,
            };
            let curve = fit.predict(spell, 260, group, 90);
            DAYS.map(|days| format!("{:.9}", curve.within(days)))
                .join(" ")
        })
        .to_vec();
    let known = [
        "0.002081794 0.014143050 0.073412984 0.188503522 0.266091832",
        "0.002493519 0.018084749 0.086222349 0.201790091 0.278927066",
        "0.039925482 0.119992124 0.291470017 0.462482024 0.535383946",
        "0.079060863 0.151860711 0.266246585 0.363525822 0.434084232",
        "0.070728880 0.132526656 0.233430786 0.334948117 0.414979775",
    ];
    assert_eq!(found, known, "repetition {:.6}", fit.repetition);
}
