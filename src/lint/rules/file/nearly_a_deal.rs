//! `file/nearly-a-deal`.

use crate::diagnostic::Diagnostic;
use crate::lint::Rule;
use crate::lint::rule::rule;
use crate::load::SIGNALS_FILE;
use crate::model::book::{Book, Problem, ProblemKind};
use crate::text::safe;

use super::whose::whose;

rule! {
    /// A file below `deals/` is not read, because its name is only nearly that of a deal.
    ///
    /// Deals are files that end with `.yaml` or `.yml`, in lower case (docs/format.md). A mail program saves `clover.yaml.txt`, an
    /// old disk `BIRCH.YAML`: the file looks like a deal to its author, and it is in no figure (D8.4). A copy such as
    /// `birch.yaml.bak` beside its deal is left alone, and so is whatever begins with `.` or `_`. A `signals.yml` in the place of
    /// `signals.yaml` is not read either.
    ///
    /// ```yaml bad
    /// # deals/quayside.yaml.txt
    /// account: {name: Quayside Ports}
    /// ```
    /// ```yaml bad
    /// # deals/QUAYSIDE.YAML
    /// account: {name: Quayside Ports}
    /// ```
    /// ```yaml good
    /// # deals/quayside.yml
    /// account: {name: Quayside Ports}
    /// # deals/README.md
    /// How we name the files of deals.
    /// # deals/_QUAYSIDE.YAML
    /// account: {name: Quayside Ports}
    /// ```
    pub(super) NEARLY_A_DEAL = "file/nearly-a-deal", Warning, Problem(check)
}

fn check(book: &Book, problem: &Problem, rule: &Rule) -> Option<Diagnostic> {
    let ProblemKind::NearlyADeal { meant } = &problem.kind else {
        return None;
    };
    let path = &*book.sources.file(problem.place.file).path;
    let name = path.rsplit('/').next().unwrap_or(path);
    let meant = safe::one_line(meant);
    let help = if meant == SIGNALS_FILE {
        format!(
            "requests, mentions and disputes are read from one file alone: rename it to {meant}"
        )
    } else {
        format!(
            "deals are read from files that end with `.yaml` or `.yml`: rename it to {meant}; if it is no deal, move it out of \
             deals/ or let its name begin with `_`"
        )
    };
    let message = format!(
        "{} is in no figure: rename it to {meant}",
        safe::one_line(name)
    );
    Some(
        Diagnostic::new(rule.name, rule.level, problem.place, message)
            .label("not read")
            .subject(path)
            .whose(whose(book, problem))
            .help(help),
    )
}
