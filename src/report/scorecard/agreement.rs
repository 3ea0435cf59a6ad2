//! How far the program and the reviewers agree (D5.2): per component and over all, with Cohen's kappa, and every grade
//! on which they do not.

use chrono::NaiveDate;
use serde::Serialize;

use crate::analysis::score::{COMPONENTS, Grade};
use crate::report::document::Rounded;

use super::handoff::ScoredHandoff;

/// Fewer grades say nothing about agreement beyond chance.
const ENOUGH: u32 = 10;

/// The summary over all reviewed handoffs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Agreement {
    /// How many handoffs have a reviewer's grade that counts.
    pub handoffs: usize,
    /// Over all components.
    pub all: Compared,
    /// Nine, in the order of D5.
    pub components: Vec<Compared>,
    /// Newest handoff first, then in the order of D5.
    pub differences: Vec<Difference>,
}

/// The grades that both the program and a reviewer gave.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Compared {
    /// The component's id, or `all`.
    pub id: &'static str,
    /// The component's name, or `all`.
    #[serde(skip)]
    pub name: &'static str,
    /// How many grades were given twice.
    pub grades: u32,
    /// How many of them are the same.
    pub same: u32,
    /// Cohen's kappa: agreement beyond chance, 1 when complete. `None` below ten grades, and if both gave one and the same grade
    /// throughout, for then chance explains all.
    pub kappa: Option<Rounded<4>>,
    /// How often the program is the milder one.
    pub program_milder: u32,
    /// How often the program is the stricter one.
    pub program_stricter: u32,
}

/// A grade on which they differ.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// The deal's id.
    pub deal: String,
    /// The deal as a user would type it.
    #[serde(skip)]
    pub name: String,
    /// When it was sent.
    pub sent: Option<NaiveDate>,
    /// The component's id.
    pub component: &'static str,
    /// The component's name.
    #[serde(skip)]
    pub component_name: &'static str,
    /// The program's grade.
    pub program: Grade,
    /// The reviewer's grade.
    pub reviewer: Grade,
    /// Who reviewed it.
    pub by: Option<String>,
    /// The program's reason.
    pub reason: String,
    /// The reviewer's note.
    pub note: Option<String>,
}

/// How often each pair of grades was given, each as points: `[program][reviewer]`.
#[derive(Clone, Copy, Default)]
struct Pairs([[u32; 3]; 3]);

impl Pairs {
    fn add(&mut self, program: Grade, reviewer: Grade) {
        self.0[program.points() as usize][reviewer.points() as usize] += 1;
    }

    fn compared(self, id: &'static str, name: &'static str) -> Compared {
        let pairs = self.0.iter().enumerate().flat_map(|(program, row)| {
            let row = row.iter().enumerate();
            row.map(move |(reviewer, n)| (program, reviewer, *n))
        });
        let mut compared = Compared {
            id,
            name,
            ..Compared::default()
        };
        for (program, reviewer, n) in pairs {
            compared.grades += n;
            match program.cmp(&reviewer) {
                std::cmp::Ordering::Equal => compared.same += n,
                std::cmp::Ordering::Greater => compared.program_milder += n,
                std::cmp::Ordering::Less => compared.program_stricter += n,
            }
        }
        compared.kappa = self.kappa(&compared).map(Rounded);
        compared
    }

    fn kappa(&self, compared: &Compared) -> Option<f64> {
        if compared.grades < ENOUGH {
            return None;
        }
        let n = f64::from(compared.grades);
        let chance: f64 = (0..3)
            .map(|points: usize| {
                let program: u32 = self.0[points].iter().sum();
                let reviewer: u32 = self.0.iter().map(|row| row[points]).sum();
                f64::from(program) * f64::from(reviewer)
            })
            .sum::<f64>()
            / (n * n);
        (chance < 1.0).then(|| (f64::from(compared.same) / n - chance) / (1.0 - chance))
    }
}

/// Compares every reviewed grade with the program's, except for components that a light packet does not need.
pub(super) fn agreement(handoffs: &[ScoredHandoff]) -> Agreement {
    let mut all = Pairs::default();
    let mut by_component = [Pairs::default(); COMPONENTS.len()];
    let mut out = Agreement::default();
    for handoff in handoffs {
        let components = by_component.iter_mut().zip(&handoff.components);
        let mut is_reviewed = false;
        for (pairs, component) in components.filter(|(_, component)| component.counts) {
            let Some(reviewer) = component.reviewer else {
                continue;
            };
            is_reviewed = true;
            pairs.add(component.grade, reviewer);
            all.add(component.grade, reviewer);
            if component.differs() {
                out.differences.push(Difference {
                    deal: handoff.deal.clone(),
                    name: handoff.name.clone(),
                    sent: handoff.sent,
                    component: component.id,
                    component_name: component.name,
                    program: component.grade,
                    reviewer,
                    by: handoff.reviewed_by.clone(),
                    reason: component.reason.clone(),
                    note: handoff.review_note.clone(),
                });
            }
        }
        out.handoffs += usize::from(is_reviewed);
    }
    out.all = all.compared("all", "all");
    let components = COMPONENTS.iter().zip(by_component);
    out.components = components
        .map(|(kind, pairs)| pairs.compared(kind.id, kind.name))
        .collect();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_is_that_of_the_books() {
        let compared = |pairs| Pairs(pairs).compared("all", "all");
        // 20 and 15 agreements of 50, 5 and 10 apart: 0.70 observed, 0.50 by chance.
        let textbook = compared([[0, 0, 0], [0, 20, 5], [0, 10, 15]]);
        assert_eq!(
            (
                textbook.grades,
                textbook.same,
                textbook.program_milder,
                textbook.program_stricter
            ),
            (50, 35, 10, 5)
        );
        assert!((textbook.kappa.unwrap_or_default().0 - 0.4).abs() < 1e-12);
        let one_grade = [[0, 0, 0], [0, 0, 0], [0, 0, 31]];
        let few = [[0, 0, 0], [0, 0, 0], [0, 1, 0]];
        for pairs in [one_grade, few, [[0; 3]; 3]] {
            assert_eq!(compared(pairs).kappa, None);
        }
    }
}
