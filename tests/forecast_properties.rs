//! What must hold of the forecast whatever the book.

use dealctl::forecast::backtest::backtest;
use dealctl::forecast::draws::{draw, range};
use dealctl::forecast::hazards::{GroupFactors, fit};
use dealctl::forecast::horizon::forecast_horizons;
use dealctl::forecast::lives::{End, Ending, Life, Spell, State};
use dealctl::forecast::means::expected_after;
use dealctl::forecast::money::Cents;
use dealctl::forecast::prior::{self, Belief};
use dealctl::forecast::setup::Setup;
use dealctl::forecast::summary::summary;
use proptest::prelude::*;

const TODAY: i32 = 400;
const BELIEFS: [Belief; 3] = [
    Belief {
        probability: 0.2,
        days: 10.0,
    },
    Belief {
        probability: 0.4,
        days: 20.0,
    },
    Belief {
        probability: 0.7,
        days: 0.0,
    },
];

prop_compose! {
    fn life()(
        begin in 0..TODAY,
        stays in prop::collection::vec(0..60_i32, 1..4),
        end in prop::option::of((0..120_i32, any::<bool>())),
        amount in prop::option::of(0.0..1e6_f64),
        group in 0..4_usize,
        earlier in prop::collection::vec((1..90_i32, 0.0..1e6_f64, 0..4_usize, 0..4_usize), 0..4),
    ) -> Life {
        let mut entered = begin;
        let mut spells = Vec::new();
        for (stage, stay) in stays.iter().enumerate() {
            spells.push(Spell { stage, entered });
            entered += stay;
        }
        let mut now = State {
            from: begin,
            group,
            spells,
            end: end.map(|(after, won)| End {
                day: entered + after,
                ending: if won { Ending::Won } else { Ending::Lost },
            }),
            amount,
            close: None,
            signed_unknown: false,
            won_amount: amount.map(|amount| amount * 0.9),
        };
        // Earlier states: another amount, another group, fewer stages, still open.
        let mut before = Vec::new();
        for (after, amount, group, stages) in earlier {
            before.push(State {
                from: now.from,
                group,
                spells: now.spells.iter().take(stages).copied().collect(),
                amount: Some(amount),
                ..State::default()
            });
            now.from = (now.from + after).min(TODAY);
        }
        let is_renewal = begin % 3 == 0;
        Life { id: String::new(), before, now, is_renewal }
    }
}

fn lives() -> impl Strategy<Value = Vec<Life>> {
    prop::collection::vec(life(), 0..25).prop_map(|mut lives| {
        for (n, life) in lives.iter_mut().enumerate() {
            life.id = format!("deal-{n:03}");
        }
        lives
    })
}

fn setup(lives: &[Life]) -> Setup<'_> {
    Setup {
        lives,
        beliefs: &BELIEFS,
        records_begin: 0,
        draws: 100,
        seed: 7,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn chances_rise_with_the_horizon_and_stay_within_0_and_1(lives in lives()) {
        let fit = fit(&lives, &BELIEFS, TODAY, 0);
        for stage in 0..3 {
            for (days, group) in [(0, 0), (40, 3), (390, 99)] {
                let curve = fit.predict(Spell { stage, entered: TODAY - days }, TODAY, group, 365);
                prop_assert!(curve.won.windows(2).all(|pair| pair[0] <= pair[1]));
                prop_assert!(curve.won.iter().all(|chance| (0.0..=1.0).contains(chance)));
                let shares = (0..curve.won.len()).map(|days| curve.prior_share(days));
                prop_assert!(shares.into_iter().all(|share| (0.0..=1.0).contains(&share)));
            }
        }
    }

    #[test]
    fn a_group_without_history_has_the_factor_1(lives in lives()) {
        let factors = fit(&lives, &BELIEFS, TODAY, 0).factors(99);
        prop_assert!(factors == GroupFactors::NEUTRAL);
    }

    #[test]
    fn ranges_are_in_order_and_groups_add_up(lives in lives()) {
        let setup = setup(&lives);
        let origin = setup.origin(TODAY, &[30, 90]);
        let settings = setup.draw_settings(setup.sigma(TODAY));
        let whole = draw(&origin.chances(&lives, |_| true), 2, settings);
        let mut sum = vec![vec![0; settings.total()]; 2];
        for group in 0..4 {
            let part = draw(&origin.chances(&lives, |open| lives[open.life].now.group == group), 2, settings);
            for (sum, part) in sum.iter_mut().zip(part) {
                for (sum, part) in sum.iter_mut().zip(part) {
                    *sum += part;
                }
            }
        }
        prop_assert_eq!(&whole, &sum);
        prop_assert!(whole[0].iter().zip(&whole[1]).all(|(near, far)| near <= far));
        let lessons = setup.lessons(TODAY, &[30, 90]);
        for (index, ahead) in forecast_horizons(&setup, &origin, 0.35, &lessons).into_iter().enumerate() {
            let mean = expected_after(&setup, &origin, &lessons, None, index);
            let mean = mean.bottom_up + mean.record;
            prop_assert!((ahead.total.expected.0 - mean).abs() <= 1e-9 * mean.abs());
            let rows = ahead.open.expected + ahead.new.expected + ahead.record;
            prop_assert!((rows.0 - ahead.total.expected.0).abs() <= 1e-9 * mean.abs());
            for part in [&ahead.open, &ahead.new, &ahead.total] {
                prop_assert!(part.expected.0.is_finite() && part.expected.0 >= 0.0);
                prop_assert!(part.range.p10 <= part.range.p50 && part.range.p50 <= part.range.p90);
            }
        }
        prop_assert_eq!(range(&whole[0]), range(&sum[0]));
    }

    #[test]
    fn a_horizon_is_the_same_whatever_others_are_asked_for(lives in lives()) {
        let setup = setup(&lives);
        let said = |horizons: &[usize]| {
            let lessons = setup.lessons(TODAY, horizons);
            forecast_horizons(&setup, &setup.origin(TODAY, horizons), 0.35, &lessons)
        };
        let (alone, among) = (said(&[90]), said(&[30, 90, 365]));
        prop_assert_eq!(&alone[0], &among[1]);
    }

    #[test]
    fn nothing_after_the_origin_changes_anything(lives in lives()) {
        let known: Vec<Life> = lives
            .iter()
            .map(|life| {
                let mut known = life.clone();
                known.now = life.seen(250).clone();
                known.before.retain(|state| state.from < known.now.from);
                for state in known.before.iter_mut().chain([&mut known.now]) {
                    state.spells.retain(|spell| spell.entered <= 250);
                    state.end = state.end.filter(|end| end.day <= 250);
                }
                known
            })
            .collect();
        let (then, now) = (setup(&known), setup(&lives));
        let (origin, again) = (then.origin(250, &[30]), now.origin(250, &[30]));
        prop_assert_eq!(&origin.open, &again.open);
        let lessons = [then.lessons(250, &[30]), now.lessons(250, &[30])];
        prop_assert_eq!(&lessons[0], &lessons[1]);
        prop_assert_eq!(
            forecast_horizons(&then, &origin, then.sigma(250), &lessons[0]),
            forecast_horizons(&now, &again, now.sigma(250), &lessons[1])
        );
    }

    #[test]
    fn a_past_week_is_judged_by_what_would_have_been_said_then(lives in lives()) {
        let setup = setup(&lives);
        for past in backtest(&setup, TODAY, &[30, 90]).iter().step_by(29) {
            let origin = setup.origin(past.day, &[past.days]);
            let settings = setup.draw_settings(setup.sigma(past.day));
            let draws = draw(&origin.chances(&lives, |_| true), 1, settings);
            prop_assert_eq!(past.range, range(&draws[0]));
            prop_assert!((past.expected.0 - origin.expected(0)).abs() < 1e-6);
            let lessons = setup.lessons(past.day, &[past.days]);
            let said = forecast_horizons(&setup, &origin, setup.sigma(past.day), &lessons);
            prop_assert_eq!(past.total.expected, said[0].total.expected);
            prop_assert_eq!(past.total.range, said[0].total.range);
        }
    }

    #[test]
    fn the_number_of_threads_changes_nothing(lives in lives()) {
        let setup = setup(&lives);
        let run = || {
            let past = backtest(&setup, TODAY, &[30]);
            let origin = setup.origin(TODAY, &[30, 90]);
            (summary(&past, 30), past, forecast_horizons(&setup, &origin, setup.sigma(TODAY), &setup.lessons(TODAY, &[30, 90])))
        };
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        prop_assert_eq!(pool(1).install(run), pool(3).install(run));
    }
}

#[test]
fn no_history_reproduces_the_prior() {
    let fit = fit(&[], &BELIEFS, TODAY, 0);
    let prior = prior::hazards(&BELIEFS);
    for (stage, hazards) in prior.iter().enumerate() {
        let spell = Spell {
            stage,
            entered: TODAY,
        };
        let curve = fit.predict(spell, TODAY, 0, 1);
        assert!((curve.within(1) - hazards.won[0]).abs() < 1e-12);
        assert!((curve.prior_share(1) - 1.0).abs() < 1e-12);
    }
    let long = fit.predict(
        Spell {
            stage: 2,
            entered: TODAY,
        },
        TODAY,
        0,
        365,
    );
    assert!((long.within(365) - 0.7).abs() < 1e-3);
}

#[test]
fn the_shock_is_learned_from_the_newest_windows_in_which_anything_was_at_stake() {
    let long_ago = Life {
        id: "long-ago".to_owned(),
        now: State {
            spells: vec![Spell {
                stage: 1,
                entered: 0,
            }],
            end: Some(End {
                day: 90,
                ending: Ending::Won,
            }),
            amount: Some(1_000.0),
            ..State::default()
        },
        ..Life::default()
    };
    let lives = [long_ago];
    let setup = setup(&lives);
    let (year_later, ten_years_later) = (setup.sigma(450), setup.sigma(3_600));
    assert!((year_later - 0.35).abs() > 1e-6);
    assert!((year_later - ten_years_later).abs() < 0.5);
    let teaching = |day| {
        let windows = setup.shock_windows(day);
        windows
            .iter()
            .filter(|window| window.is_informative())
            .count()
    };
    assert!(teaching(450) >= 12 && teaching(3_600) >= 12);
}

#[test]
fn an_empty_book_says_nothing_and_no_nonsense() {
    let setup = setup(&[]);
    let origin = setup.origin(TODAY, &[30]);
    let lessons = setup.lessons(TODAY, &[30]);
    let ahead = forecast_horizons(&setup, &origin, setup.sigma(TODAY), &lessons);
    assert_eq!(ahead[0].total.range.p90, Cents::ZERO);
    assert!(ahead[0].total.expected.0.abs() < 1e-12);
    let past = backtest(&setup, TODAY, &[30]);
    let summary = summary(&past, 30);
    assert_eq!((summary.wape, summary.brier), (None, None));
}
