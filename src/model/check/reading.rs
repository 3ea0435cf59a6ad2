//! What an expression reads of a deal, and what it can give, from its tree.

use std::collections::BTreeSet;

use cel::common::ast::{EntryExpr, Expr, LiteralValue};

/// What an expression reads.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) paths: BTreeSet<String>,
    pub(super) needed: BTreeSet<String>,
    pub(super) bound: BTreeSet<String>,
    loops: usize,
    pub(super) most_loops: usize,
}

impl Reading {
    pub(super) fn walk(&mut self, expr: &Expr) {
        if let Some(path) = path_below_deal(expr) {
            if !matches!(expr, Expr::Select(select) if select.test) {
                self.needed.insert(path.clone());
            }
            self.paths.insert(path);
            return;
        }
        match expr {
            Expr::Call(call) => {
                call.target
                    .iter()
                    .for_each(|target| self.walk(&target.expr));
                call.args.iter().for_each(|arg| self.walk(&arg.expr));
            }
            Expr::Comprehension(loop_) => {
                self.bound
                    .extend([loop_.iter_var.clone(), loop_.accu_var.clone()]);
                self.bound.extend(loop_.iter_var2.clone());
                self.loops += 1;
                self.most_loops = self.most_loops.max(self.loops);
                for part in [
                    &loop_.iter_range,
                    &loop_.accu_init,
                    &loop_.loop_cond,
                    &loop_.loop_step,
                    &loop_.result,
                ] {
                    self.walk(&part.expr);
                }
                self.loops -= 1;
            }
            Expr::List(list) => list.elements.iter().for_each(|item| self.walk(&item.expr)),
            Expr::Map(map) => map
                .entries
                .iter()
                .for_each(|entry| self.walk_entry(&entry.expr)),
            Expr::Struct(record) => record
                .entries
                .iter()
                .for_each(|entry| self.walk_entry(&entry.expr)),
            Expr::Select(select) => self.walk(&select.operand.expr),
            Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => {}
        }
    }

    fn walk_entry(&mut self, entry: &EntryExpr) {
        match entry {
            EntryExpr::StructField(field) => self.walk(&field.value.expr),
            EntryExpr::MapEntry(entry) => {
                self.walk(&entry.key.expr);
                self.walk(&entry.value.expr);
            }
        }
    }
}

fn path_below_deal(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Ident(name) if name == "deal" => Some(String::new()),
        Expr::Select(select) => {
            let above = path_below_deal(&select.operand.expr)?;
            Some(if above.is_empty() {
                select.field.clone()
            } else {
                format!("{above}.{}", select.field)
            })
        }
        _ => None,
    }
}

/// Returns what an expression gives if its outermost part cannot give a yes or no.
pub(super) fn no_answer(expr: &Expr) -> Option<&'static str> {
    match expr {
        Expr::Literal(LiteralValue::Boolean(_)) => None,
        Expr::Literal(_) => Some("a value that never changes"),
        Expr::List(_) => Some("a list"),
        Expr::Map(_) | Expr::Struct(_) => Some("a map"),
        Expr::Call(call) => match call.func_name.as_str() {
            "_+_" | "_-_" | "_*_" | "_/_" | "_%_" | "-_" | "size" | "days" | "business_days"
            | "int" | "uint" | "double" => Some("a number"),
            "string" => Some("a text"),
            _ => None,
        },
        _ => None,
    }
}
