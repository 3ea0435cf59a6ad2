//! The stage or step that a change of the process is about, by the words of its entry.

use serde::Serialize;

use crate::model::{Process, Stage};

/// Something that takes time and can succeed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "step", rename_all = "lowercase")]
pub enum Step {
    /// Days in a stage, and stays that end with a step forward.
    Stage {
        /// Its id.
        stage: String,
        /// Its name.
        name: String,
        /// Its number.
        #[serde(skip)]
        number: usize,
    },
    /// Business days until a seller answers a handoff, and those accepted of those decided.
    Handoff,
    /// Days until a registration is answered, and those approved of those answered.
    Registration,
}

impl Step {
    fn of_stage(number: usize, stage: &Stage) -> Self {
        Self::Stage {
            stage: stage.id.to_string(),
            name: stage.name.clone(),
            number,
        }
    }
}

/// Returns every step of a process: all stages, and the answers to handoffs if it has one.
pub(super) fn all(process: &Process) -> Vec<Step> {
    let stages = process.stages.iter().enumerate();
    let mut steps: Vec<Step> = stages
        .map(|(number, stage)| Step::of_stage(number, stage))
        .collect();
    steps.extend(process.handoff().map(|_| Step::Handoff));
    steps
}

/// Returns the steps that a sentence names: a stage by its id, its name or one of its criteria, the answers to handoffs, the answers to
/// registrations. “Luis Ortega owns qualification” names the stage Qualified.
pub(super) fn named(process: &Process, what: &str) -> Vec<Step> {
    let words: Vec<String> = what
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let has = |key: &str| words.iter().any(|word| is_same(word, key));
    let stages = process.stages.iter().enumerate();
    let mut steps: Vec<Step> = stages
        .filter(|(_, stage)| names_stage(stage, &words))
        .map(|(number, stage)| Step::of_stage(number, stage))
        .collect();
    let answers = [
        "answer",
        "answers",
        "accept",
        "acceptance",
        "accepted",
        "decline",
    ];
    let is_about_answers = answers
        .into_iter()
        .any(|word| words.iter().any(|it| it == word));
    if process.handoff().is_some() && (has("handoff") || has("handoffs")) {
        steps.push(Step::Handoff);
    } else if is_about_answers && has("registration") {
        steps.push(Step::Registration);
    } else if is_about_answers && process.handoff().is_some() && has("sellers") {
        steps.push(Step::Handoff);
    }
    steps
}

fn names_stage(stage: &Stage, words: &[String]) -> bool {
    let has = |key: &str| {
        let parts = key.split(|c: char| !c.is_alphanumeric());
        let mut parts = parts.filter(|part| !part.is_empty()).peekable();
        parts.peek().is_some()
            && parts.all(|part| words.iter().any(|word| is_same(word, &part.to_lowercase())))
    };
    let mut written = stage.criteria.iter().filter(|it| !it.transfer);
    has(&stage.id.value) || has(&stage.name) || written.any(|criterion| has(&criterion.id))
}

/// Returns whether two words are one, or forms of one: `qualified` and `qualification`.
fn is_same(word: &str, key: &str) -> bool {
    let common = word
        .chars()
        .zip(key.chars())
        .take_while(|(a, b)| a == b)
        .count();
    word == key || common >= 6
}
