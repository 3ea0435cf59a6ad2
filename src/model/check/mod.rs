//! `check`: CEL expressions over `deal`, for what the keys of a criterion cannot express.
//!
//! The paths that an expression reads are taken from its tree, so a misspelt one is found when the process loads, not
//! on the day a deal needs it.

mod reading;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use cel::{Context, Program, Value};
use chrono::NaiveDate;

use super::calendar::Calendar;
use super::scalar::parse_date;
use reading::{Reading, no_answer};

/// A compiled expression.
#[derive(Clone)]
pub struct Check {
    /// As written.
    pub source: String,
    /// The paths below `deal` that it reads; `""` when it reads the whole deal.
    pub paths: BTreeSet<String>,
    /// Those of them whose value it reads, not only tests with `has()`.
    pub needed: BTreeSet<String>,
    program: Arc<Program>,
    /// Whether it reads `today`.
    reads_today: bool,
    /// Whether one of its loops contains another.
    loops_in_loops: bool,
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Check")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

/// The longest expression, in bytes. Longer ones are refused because nobody would review them.
const LONGEST: usize = 2_000;
/// The deepest nesting. Deeper expressions are refused because every level takes stack to read and evaluate.
const DEEPEST: usize = 10;
/// And so does every operator and every step of a path.
const MOST_STEPS: usize = 200;
/// Loops inside of loops multiply their lengths.
const MOST_LOOPS: usize = 2;
/// So a list in nested loops may not be longer.
const LONGEST_LIST: usize = 500;

impl Check {
    /// Compiles an expression.
    ///
    /// # Errors
    /// Why it is not a CEL expression, or what it names besides `deal` and `today`.
    pub fn compile(source: &str) -> Result<Self, String> {
        if source.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} characters"));
        }
        check_size(source)?;
        let program = Program::compile(source).map_err(|errors| first_line(&errors.to_string()))?;
        let references = program.references();
        let mut unknown: Vec<&str> = references.variables();
        let reads_today = unknown.contains(&"today");
        unknown.retain(|name| !matches!(*name, "deal" | "today") && !name.starts_with('@'));
        unknown.sort_unstable();
        if let Some(name) = references.functions().into_iter().find(is_unknown_function) {
            return Err(format!(
                "`{name}` is not a function that an expression can call"
            ));
        }
        if let Some(what) = no_answer(&program.expression().expr) {
            return Err(format!("it gives {what}, and no yes or no"));
        }
        let mut reading = Reading::default();
        reading.walk(&program.expression().expr);
        if reading.most_loops > MOST_LOOPS {
            return Err(format!("its loops nest deeper than {MOST_LOOPS} levels"));
        }
        unknown.retain(|name| !reading.bound.contains(*name));
        if let Some(name) = unknown.first() {
            return Err(format!(
                "`{name}` is not known; an expression reads `deal` and `today`"
            ));
        }
        Ok(Self {
            source: source.to_owned(),
            paths: reading.paths,
            needed: reading.needed,
            program: Arc::new(program),
            reads_today,
            loops_in_loops: reading.most_loops > 1,
        })
    }
}

/// Returns whether nothing is called by this name, as a function or as a method. Operators do not count.
fn is_unknown_function(name: &&str) -> bool {
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let environment = Environment::new(&Calendar::default());
    let is_unknown = |call: String| {
        let answer = Program::compile(&call).map(|program| program.execute(&environment.root));
        matches!(answer, Ok(Err(cel::ExecutionError::UndeclaredReference(_))))
    };
    let mut calls = [
        format!("{name}()"),
        format!("{name}('')"),
        format!("{name}('', '')"),
        format!("''.{name}()"),
        format!("''.{name}('')"),
        format!("[].{name}()"),
    ]
    .into_iter();
    calls.all(is_unknown)
}

/// Refuses what would nest too deeply once it is read; texts aside.
fn check_size(source: &str) -> Result<(), String> {
    let (mut depth, mut steps) = (0usize, 0usize);
    let mut quote = None;
    // Raw and triple-quoted texts end by rules of their own; where there is one, every character counts.
    let plain = !["\"\"\"", "'''", "r\"", "r'", "R\"", "R'"]
        .iter()
        .any(|opening| source.contains(opening));
    let mut chars = source.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(_), '\\') => drop(chars.next()),
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') if plain => quote = Some(c),
            (None, '(' | '[' | '{') => {
                depth += 1;
                steps += 1;
            }
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, '&' | '|') => drop(chars.next_if_eq(&c)),
            (None, '.' | '+' | '-' | '*' | '/' | '%' | '?' | '!' | '<' | '>' | '=') => {
                chars.next_if_eq(&'=');
                steps += 1;
            }
            (Some(_) | None, _) => {}
        }
        if depth > DEEPEST {
            return Err(format!("its brackets nest deeper than {DEEPEST} levels"));
        }
        if steps > MOST_STEPS {
            return Err(format!(
                "it has more than {MOST_STEPS} operators and steps of paths"
            ));
        }
    }
    Ok(())
}

fn first_line(text: &str) -> String {
    let line = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("it does not compile");
    let line = line.trim().trim_start_matches("ERROR: ");
    // The parser's `<input>:1:26: Syntax error: mismatched input '<EOF>' expecting {'[', …}`.
    let line = line
        .split_once("Syntax error: ")
        .map_or(line, |(_, what)| what);
    let line = line.split(" expecting ").next().unwrap_or(line);
    if line.contains("Recursion limit") {
        return "it nests too deeply".to_owned();
    }
    if line.contains("<EOF>") {
        return "the expression ends too early".to_owned();
    }
    line.to_owned()
}

/// What every check can call: `days(a, b)` and `business_days(a, b)`, between two ISO dates.
pub struct Environment {
    root: Context<'static, 'static>,
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Environment")
    }
}

impl Environment {
    /// The functions, counting by a calendar.
    pub fn new(calendar: &Calendar) -> Self {
        let mut root = Context::default();
        let calendar = calendar.clone();
        let day = |text: &str| parse_date(text);
        // Neither name is taken by CEL's own library, so neither call can fail.
        let _ = root.add_function("days", move |a: Arc<String>, b: Arc<String>| {
            match (day(&a), day(&b)) {
                (Some(a), Some(b)) => Value::Int((b - a).num_days()),
                _ => Value::Null,
            }
        });
        let _ = root.add_function(
            "business_days",
            move |a: Arc<String>, b: Arc<String>| match (day(&a), day(&b)) {
                (Some(a), Some(b)) if b < a => Value::Int(-i64::from(calendar.business_days(b, a))),
                (Some(a), Some(b)) => Value::Int(i64::from(calendar.business_days(a, b))),
                _ => Value::Null,
            },
        );
        Self { root }
    }

    /// Returns whether an expression's operators fit the values of a deal and it gives yes or no; other errors depend
    /// on the deal.
    pub fn fits(&self, check: &Check, deal: Value, today: NaiveDate) -> bool {
        use cel::ExecutionError::{NoSuchOverload, UnsupportedBinaryOperator, ValuesNotComparable};
        match self.execute(check, deal, today) {
            Ok(answer) => matches!(answer, Value::Bool(_) | Value::Null),
            Err(error) => !matches!(
                error,
                NoSuchOverload(..) | UnsupportedBinaryOperator(..) | ValuesNotComparable(..)
            ),
        }
    }

    fn execute(
        &self,
        check: &Check,
        deal: Value,
        today: NaiveDate,
    ) -> Result<Value, cel::ExecutionError> {
        let mut scope = self.root.new_inner_scope();
        scope.add_variable_from_value("deal", deal);
        if check.reads_today {
            scope.add_variable_from_value("today", today.to_string());
        }
        check.program.execute(&scope)
    }

    /// Whether an expression is true of a deal on a day.
    ///
    /// # Errors
    /// Why it has no result: a value is missing or has another type.
    pub fn run(&self, check: &Check, deal: Value, today: NaiveDate) -> Result<bool, String> {
        if check.loops_in_loops && longest(&deal) > LONGEST_LIST {
            return Err(format!(
                "its loops in loops go over more than {LONGEST_LIST} values"
            ));
        }
        match self.execute(check, deal, today) {
            Ok(Value::Bool(truth)) => Ok(truth),
            Ok(_) => Err("it gives neither true nor false".to_owned()),
            Err(cel::ExecutionError::NoSuchKey(key)) => Err(format!("`{key}` is not there")),
            Err(error) => Err(first_line(&error.to_string())),
        }
    }
}

/// The length of the longest list or map.
fn longest(value: &Value) -> usize {
    match value {
        Value::List(items) => items.iter().map(longest).fold(items.len(), usize::max),
        Value::Map(map) => map
            .map
            .values()
            .map(longest)
            .fold(map.map.len(), usize::max),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn loops_in_loops_go_over_short_lists_alone() {
        let run = |source: &str, touches: i64| {
            let touches: Vec<Value> = (0..touches).map(Value::Int).collect();
            let deal = Value::from(HashMap::from([(
                "touches".to_owned(),
                Value::List(Arc::new(touches)),
            )]));
            let check = Check::compile(source)?;
            Environment::new(&Calendar::default()).run(&check, deal, NaiveDate::MIN)
        };
        let two = "deal.touches.all(a, deal.touches.all(b, a + b >= 0))";
        assert_eq!(run(two, 20), Ok(true));
        assert!(run(two, 1_900).is_err_and(|why| why.contains("500 values")));
        assert_eq!(run("deal.touches.all(a, a >= 0)", 1_900), Ok(true));
    }

    fn deal(amount: f64) -> Value {
        let opportunity = HashMap::from([("amount".to_owned(), Value::Float(amount))]);
        let fit = HashMap::from([("status".to_owned(), Value::from("confirmed"))]);
        Value::from(HashMap::from([
            ("opportunity".to_owned(), Value::from(opportunity)),
            ("fit".to_owned(), Value::from(fit)),
        ]))
    }

    fn run(source: &str, amount: f64) -> Result<bool, String> {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
        Environment::new(&Calendar::default()).run(&Check::compile(source)?, deal(amount), today)
    }

    #[test]
    fn amounts_compare_with_whole_numbers_and_dates_count() {
        assert_eq!(run("deal.opportunity.amount > 10000", 10_000.5), Ok(true));
        assert_eq!(
            run(
                "deal.opportunity.amount >= 10000 && deal.fit.status == 'confirmed'",
                9_999.0
            ),
            Ok(false)
        );
        assert_eq!(
            run(
                "business_days('2026-11-20', today) == 1 && days('2026-11-20', today) == 3",
                1.0
            ),
            Ok(true)
        );
    }

    #[test]
    fn what_would_exhaust_the_stack_is_refused_and_texts_may_hold_anything() {
        let nested = |depth: usize| format!("{}1{} == 1", "(".repeat(depth), ")".repeat(depth));
        assert!(Check::compile(&nested(DEEPEST)).is_ok());
        assert!(Check::compile(&nested(DEEPEST + 1)).is_err());
        assert!(Check::compile(&format!("{}1 > 0", "1+".repeat(MOST_STEPS))).is_err());
        let text = "([{".repeat(20);
        assert!(Check::compile(&format!("deal.need == \"{text}\\\"{text}\"")).is_ok());
        let hidden = format!("r'\\' + {}", nested(DEEPEST + 1));
        assert!(
            Check::compile(&hidden)
                .expect_err("nested")
                .contains("brackets")
        );
        let one = "deal.touches.all(a, true)";
        let three = "deal.touches.all(a, [1, 2].all(b, [1, 2].all(c, true)))";
        assert!(Check::compile(one).is_ok());
        assert!(Check::compile(three).is_err());
        let chosen = format!("{}true", "true ? 1 : ".repeat(100));
        assert_eq!(
            Check::compile(&chosen).expect_err("deep"),
            "it nests too deeply"
        );
        let terms = vec!["deal.need == 'x'"; 60].join(" || ");
        assert!(Check::compile(&terms).is_ok());
    }

    #[test]
    fn an_absent_key_is_absent_and_said_so() {
        assert_eq!(run("has(deal.fit.note)", 1.0), Ok(false));
        assert!(
            run("deal.fit.note == 'x'", 1.0)
                .expect_err("absent")
                .contains("note")
        );
    }

    #[test]
    fn paths_are_known_before_any_deal() {
        let check =
            Check::compile("has(deal.roles.close) || deal.touches.exists(t, t.kind == 'intro')")
                .expect("compiles");
        assert_eq!(
            check.paths.into_iter().collect::<Vec<_>>(),
            ["roles.close", "touches"]
        );
        assert!(Check::compile("deal.a ==").is_err());
        assert!(Check::compile("dael.a == 1").is_err());
    }

    #[test]
    fn what_can_never_answer_is_found_before_any_deal() {
        for (source, why) in [
            ("foo(deal.need.what)", "`foo`"),
            ("deal.need.what.beginsWith('x')", "`beginsWith`"),
            ("deal.opportunity.amount + 1", "a number"),
            ("size(deal.touches)", "a number"),
            ("days('2026-11-20', today)", "a number"),
            ("matches(deal.need.what, '^x')", "`matches`"),
            ("'yes'", "never changes"),
            ("[true]", "a list"),
        ] {
            let error = Check::compile(source).expect_err(source);
            assert!(error.contains(why), "{source}: {error}");
        }
        for source in [
            "true",
            "size(deal.touches) > 2",
            "deal.need.what.startsWith('x')",
            "deal.need.what.contains('x') && deal.need.what.endsWith('y')",
            "int(deal.custom.berths) > 3 && double('1.5') < 2.0",
            "deal.touches.exists(t, t.kind == 'intro')",
            "deal.touches.filter(t, t.kind == 'intro').size() > 1",
            "business_days('2026-11-20', today) < 3",
            "deal.need.what in ['x', 'y']",
            "string(deal.opportunity.amount) == '5' ? true : false",
        ] {
            let compiled = Check::compile(source);
            assert!(compiled.is_ok(), "{source}: {:?}", compiled.err());
        }
    }
}
