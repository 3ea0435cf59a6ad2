//! How far the program and the reviewers agree (D5.2): per component and over all, with Cohen's kappa, and every grade
//! on which they do not.

use crate::analysis::score::{COMPONENTS, ComponentKind, Grade};

use super::handoff::ScoredHandoff;

/// Fewer grades say nothing about agreement beyond chance.
pub const ENOUGH: u32 = 10;

/// Grades that were given twice: by the program and by a reviewer.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// How often, by the program's grade and the reviewer's, each as points: `[program][reviewer]`.
    pub counts: [[u32; 3]; 3],
}

/// A grade on which they differ.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The deal's id.
    pub deal: String,
    /// As a user would type it.
    pub name: String,
    /// When it was sent.
    pub sent: Option<chrono::NaiveDate>,
    /// Of what.
    pub component: &'static ComponentKind,
    /// The program's grade.
    pub program: Grade,
    /// The reviewer's grade.
    pub reviewer: Grade,
    /// The program's reason.
    pub reason: String,
    /// Who reviewed it.
    pub by: Option<String>,
    /// The reviewer's note.
    pub note: Option<String>,
}

/// The summary over all reviewed handoffs.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// How many handoffs have a reviewer's grade that counts.
    pub handoffs: usize,
    /// Nine, in the order of D5.
    pub components: Vec<Compared>,
    /// Over all components.
    pub all: Compared,
    /// Newest handoff first, then in the order of D5.
    pub differences: Vec<Difference>,
}

impl Compared {
    fn add(&mut self, program: Grade, reviewer: Grade) {
        let (program, reviewer) = (program.points() as usize, reviewer.points() as usize);
        self.counts[program][reviewer] += 1;
    }

    /// How many grades were given twice.
    pub fn n(&self) -> u32 {
        self.counts.iter().flatten().sum()
    }

    /// How many of them are the same.
    pub fn same(&self) -> u32 {
        (0..3).map(|points| self.counts[points][points]).sum()
    }

    /// How often the program is the milder one.
    pub fn milder(&self) -> u32 {
        let pairs =
            (0..3).flat_map(|program| (0..program).map(move |reviewer| (program, reviewer)));
        pairs
            .map(|(program, reviewer)| self.counts[program][reviewer])
            .sum()
    }

    /// How often the program is the stricter one.
    pub fn stricter(&self) -> u32 {
        self.n() - self.same() - self.milder()
    }

    /// Cohen's kappa: agreement beyond chance, 1 when complete. None below ten grades, and none when both gave one and
    /// the same grade throughout, for then chance explains all.
    pub fn kappa(&self) -> Option<f64> {
        if self.n() < ENOUGH {
            return None;
        }
        let n = f64::from(self.n());
        let chance: f64 = (0..3)
            .map(|points: usize| {
                let program: u32 = self.counts[points].iter().sum();
                let reviewer: u32 = self.counts.iter().map(|row| row[points]).sum();
                f64::from(program) * f64::from(reviewer)
            })
            .sum::<f64>()
            / (n * n);
        (chance < 1.0).then(|| (f64::from(self.same()) / n - chance) / (1.0 - chance))
    }
}

/// Compares every reviewed grade with the program's; a component that a light packet does not need is left out.
pub(super) fn agreement<'a>(handoffs: impl Iterator<Item = &'a ScoredHandoff>) -> Agreement {
    let mut out = Agreement {
        components: vec![Compared::default(); COMPONENTS.len()],
        ..Agreement::default()
    };
    for handoff in handoffs {
        let components = handoff.score.iter().flat_map(|score| &score.components);
        let mut compared = false;
        for (index, component) in components
            .enumerate()
            .filter(|(_, component)| component.counts)
        {
            let Some(reviewer) = component.reviewer else {
                continue;
            };
            let program = component.judgement.grade;
            compared = true;
            out.components[index].add(program, reviewer);
            out.all.add(program, reviewer);
            if program != reviewer {
                out.differences.push(Difference {
                    deal: handoff.deal.clone(),
                    name: handoff.name.clone(),
                    sent: handoff.sent,
                    component: component.kind,
                    program,
                    reviewer,
                    reason: component.judgement.reason.clone(),
                    by: handoff.reviewer.clone(),
                    note: handoff.note.clone(),
                });
            }
        }
        out.handoffs += usize::from(compared);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_is_that_of_the_books() {
        // 20 and 15 agreements of 50, 5 and 10 apart: 0.70 observed, 0.50 by chance.
        let compared = Compared {
            counts: [[0, 0, 0], [0, 20, 5], [0, 10, 15]],
        };
        assert_eq!(
            (
                compared.n(),
                compared.same(),
                compared.milder(),
                compared.stricter()
            ),
            (50, 35, 10, 5)
        );
        assert!((compared.kappa().unwrap_or_default() - 0.4).abs() < 1e-12);
        let one_grade = Compared {
            counts: [[0, 0, 0], [0, 0, 0], [0, 0, 31]],
        };
        assert_eq!(one_grade.kappa(), None);
        assert_eq!(Compared::default().kappa(), None);
        let few = Compared {
            counts: [[0, 0, 0], [0, 0, 0], [0, 1, 0]],
        };
        assert_eq!(few.kappa(), None);
    }
}
