//! How a single value is read from a node: texts, dates, money, lengths of time. The values themselves know nothing of
//! trees.

use rust_decimal::Decimal;

use crate::text::{Node, Scalar, ScalarStyle, Span, Spanned, Value};

use super::duration::Duration;
use super::money::{Amount, parse_amount};
use super::record::{Expected, FromNode, Leaf, Reader, Shape, View};
use super::scalar::{Date, Flag, Percent, Text, parse_date};

impl FromNode for Text {
    const SHAPE: Shape = Shape::Leaf(Leaf::Text);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Scalar(Scalar { text, style }) => {
                let text = if *style == ScalarStyle::Block {
                    text.trim_end()
                } else {
                    text
                };
                if reader.is_no_answer(text, node.span) {
                    return None;
                }
                Some(Spanned::new(text.into(), node.span))
            }
            Value::Null => None,
            _ => {
                reader.wrong_type(node, Expected::Text);
                None
            }
        }
    }

    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl FromNode for Date {
    const SHAPE: Shape = Shape::Leaf(Leaf::Date);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if let Some(date) = node.text().and_then(parse_date) {
            return Some(Spanned::new(date, node.span));
        }
        reader.wrong_type(node, Expected::Date);
        None
    }

    fn view(&self) -> View<'_> {
        View::Date(*self)
    }
}

impl FromNode for Flag {
    const SHAPE: Shape = Shape::Leaf(Leaf::Flag);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node.text() {
            Some("true" | "True" | "TRUE") => Some(Spanned::new(true, node.span)),
            Some("false" | "False" | "FALSE") => Some(Spanned::new(false, node.span)),
            _ => {
                reader.wrong_type(node, Expected::Flag);
                None
            }
        }
    }

    fn view(&self) -> View<'_> {
        View::Flag(*self)
    }
}

impl FromNode for Percent {
    const SHAPE: Shape = Shape::Leaf(Leaf::Percent);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let number = node
            .text()
            .map(|text| text.trim().trim_end_matches('%').trim_end());
        let value = number.and_then(|text| Decimal::from_str_exact(text).ok());
        match value {
            Some(value) if value >= Decimal::ZERO && value <= Decimal::ONE_HUNDRED => {
                let text = node.text().unwrap_or_default();
                if value > Decimal::ZERO && value < Decimal::ONE && !text.contains('%') {
                    reader.fraction(node, text);
                }
                Some(Self {
                    value,
                    span: node.span,
                })
            }
            _ => {
                reader.wrong_type(node, Expected::Share);
                None
            }
        }
    }

    fn view(&self) -> View<'_> {
        View::Percent(self)
    }
}

/// Reads a number from the text of a node, or reports what was expected.
fn number<T>(
    node: &Node<'_>,
    reader: &mut Reader,
    expected: Expected,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<Spanned<T>> {
    let number = node.text().and_then(|text| parse(text.trim()));
    if number.is_none() {
        reader.wrong_type(node, expected);
    }
    number.map(|number| Spanned::new(number, node.span))
}

/// A whole number that is not negative.
impl FromNode for Spanned<u32> {
    const SHAPE: Shape = Shape::Leaf(Leaf::WholeNumber);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        number(node, reader, Expected::WholeNumber, |text| {
            text.parse().ok()
        })
    }

    fn view(&self) -> View<'_> {
        unreachable_view()
    }
}

/// A decimal number, read from its text.
impl FromNode for Spanned<Decimal> {
    const SHAPE: Shape = Shape::Leaf(Leaf::Number);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        number(node, reader, Expected::Number, |text| {
            Decimal::from_str_exact(text).ok()
        })
    }

    fn view(&self) -> View<'_> {
        unreachable_view()
    }
}

impl FromNode for Spanned<Amount> {
    const SHAPE: Shape = Shape::Leaf(Leaf::Money);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let parsed = node.text().map(parse_amount);
        match parsed {
            Some(Ok(amount)) => Some(Spanned::new(amount, node.span)),
            failed => {
                let why = failed.and_then(Result::err);
                reader.wrong_type(node, Expected::Amount { why });
                None
            }
        }
    }

    fn view(&self) -> View<'_> {
        View::Money(self)
    }
}

impl FromNode for Spanned<Duration> {
    const SHAPE: Shape = Shape::Leaf(Leaf::Duration);

    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        if let Some(duration) = node.text().and_then(Duration::parse) {
            return Some(Spanned::new(duration, node.span));
        }
        reader.wrong_type(node, Expected::Duration);
        None
    }

    fn view(&self) -> View<'_> {
        View::Duration(*self)
    }
}

/// Numbers occur only in process.toml, and no path of a deal leads there.
fn unreachable_view() -> View<'static> {
    const NONE: Flag = Spanned {
        value: false,
        span: Span { start: 0, end: 0 },
    };
    View::Flag(NONE)
}
