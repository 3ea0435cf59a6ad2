//! Pictures as coordinates: larger figures never lie before smaller ones, a waterfall adds up, nothing leaves the picture.

use dealctl::view::picture::{
    CalibrationPoint, LinePoint, Picture, RangeFigures, Role, Scale, Shape, StripRow,
    WaterfallStep, calibration, line, range, sparkline, strip, waterfall,
};
use proptest::prelude::*;

/// Every coordinate of a picture.
fn places(picture: &Picture) -> Vec<(f64, f64)> {
    let mut found = Vec::new();
    for shape in &picture.shapes {
        match shape {
            Shape::Line { x1, y1, x2, y2, .. } => found.extend([(*x1, *y1), (*x2, *y2)]),
            Shape::Rect {
                x,
                y,
                width,
                height,
                ..
            } => {
                found.extend([(*x, *y), (x + width, y + height)]);
            }
            Shape::Circle { x, y, .. } | Shape::Text { x, y, .. } => found.push((*x, *y)),
            Shape::Path { points, .. } => {
                for point in points.split(' ') {
                    let (x, y) = point.split_once(',').expect("a point");
                    found.push((x.parse().expect("x"), y.parse().expect("y")));
                }
            }
        }
    }
    found
}

fn assert_inside(picture: &Picture) {
    for (x, y) in places(picture) {
        assert!(x.is_finite() && y.is_finite(), "{x} {y}");
        assert!((-0.1..=picture.width + 1.1).contains(&x), "x {x}");
        assert!((-0.1..=picture.height + 0.1).contains(&y), "y {y}");
    }
}

fn rects(picture: &Picture) -> Vec<(f64, f64, Role)> {
    let rects = picture.shapes.iter().filter_map(|shape| match shape {
        Shape::Rect { x, width, role, .. } => Some((*x, *width, *role)),
        _ => None,
    });
    rects.collect()
}

/// Figures from nothing to more than any book holds.
fn figure() -> impl Strategy<Value = i64> {
    prop_oneof![Just(0), 0..1_000_000_i64, 0..100_000_000_000_000_i64]
}

proptest! {
    #[test]
    fn a_scale_is_monotone(low in -1e12..1e12f64, span in 0.0..1e12f64, a in -2e12..2e12f64, b in -2e12..2e12f64) {
        let scale = Scale::new((low, low + span), (10.0, 300.0));
        let (a, b) = (a.min(b), a.max(b));
        prop_assert!(scale.at(a) <= scale.at(b));
        prop_assert!((10.0..=300.0).contains(&scale.at(a)));
        prop_assert!((scale.at(f64::NAN) - 10.0).abs() < 1e-9);
    }

    #[test]
    fn a_range_has_its_ends_in_order(mut values in prop::array::uniform3(figure()), won in figure(), marks in prop::collection::vec(figure(), 0..4)) {
        values.sort_unstable();
        let [low, middle, high] = values;
        let marks = marks.into_iter().map(|value| (value, "mark".to_owned())).collect();
        let labels = ["low", "middle", "high"].map(ToOwned::to_owned);
        let picture = range("a sentence", &RangeFigures { won, low, middle, high, marks, labels });
        assert_inside(&picture);
        let rects = rects(&picture);
        let soft = rects.iter().find(|rect| rect.2 == Role::Soft).expect("the range");
        let mark = rects.iter().find(|rect| rect.2 == Role::Main).expect("the median");
        prop_assert!(mark.0 + 1.5 >= soft.0 - 0.2 && mark.0 + 1.5 <= soft.0 + soft.1 + 0.7);
    }

    #[test]
    fn a_waterfall_adds_up(start in figure(), changes in prop::collection::vec(-1_000_000_000_i64..1_000_000_000, 0..12)) {
        let steps: Vec<WaterfallStep> = changes
            .iter()
            .map(|change| WaterfallStep { label: "a step with a long name".to_owned(), change: *change, figure: "$1k".to_owned() })
            .collect();
        let picture = waterfall("a sentence", (start, "then", "$1"), &steps, ("now", "$2"));
        assert_inside(&picture);
        let rects = rects(&picture);
        prop_assert_eq!(rects.len(), steps.len() + 2);
        // Each step begins where the one before ended: its ends, in order, lead from the sum then to the sum now.
        let end = |rect: &(f64, f64, Role), up: bool| if up { rect.0 + rect.1 } else { rect.0 };
        let mut at = if start >= 0 { rects[0].0 + rects[0].1 } else { rects[0].0 };
        for (rect, change) in rects[1..].iter().zip(&changes) {
            prop_assert!((end(rect, *change < 0) - at).abs() < 1.3, "{rect:?} begins at {at}");
            at = end(rect, *change >= 0);
        }
        let last = rects[rects.len() - 1];
        let sum = start + changes.iter().sum::<i64>();
        prop_assert!((end(&last, sum >= 0) - at).abs() < 1.3);
    }

    #[test]
    fn a_line_rises_where_the_figure_does(values in prop::collection::vec(figure(), 2..14), goal in figure()) {
        let points: Vec<LinePoint> = values
            .iter()
            .map(|value| LinePoint { label: "16 Nov".to_owned(), value: *value })
            .collect();
        let picture = line("a sentence", &points, Some(&(goal, "target".to_owned())), "$9");
        assert_inside(&picture);
        let dots: Vec<(f64, f64)> = picture.shapes.iter().filter_map(|shape| match shape {
            Shape::Circle { x, y, .. } => Some((*x, *y)),
            _ => None,
        }).collect();
        for (pair, values) in dots.windows(2).zip(values.windows(2)) {
            prop_assert!(pair[0].0 < pair[1].0);
            prop_assert!((values[0] <= values[1] && pair[0].1 >= pair[1].1) || (values[0] >= values[1] && pair[0].1 <= pair[1].1));
        }
    }

    #[test]
    fn other_pictures_stay_inside(ages in prop::collection::vec(0.0..1e6f64, 0..40), shares in prop::collection::vec((0.0..=1.0f64, 0.0..=1.0f64, 0..5_000_u32), 0..10), means in prop::collection::vec(prop::option::of(0.0..18.0f64), 0..9)) {
        let rows = [StripRow { label: "A stage with a name".to_owned(), ages, note: "4 of 6 over".to_owned() }];
        assert_inside(&strip("a sentence", &rows, "limit"));
        let points: Vec<CalibrationPoint> = shares.into_iter().map(|(said, came, deals)| CalibrationPoint { said, came, deals }).collect();
        assert_inside(&calibration("a sentence", &points));
        assert_inside(&sparkline("a sentence", &means, ["first", "last"]));
    }
}
