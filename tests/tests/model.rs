//! Our maps against those of the standard library, by the [`tests::model`]: every shape of key, every kind of value,
//! tables in the middle of growth, and a count of what was dropped.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU64;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy, any};
use proptest::test_runner::TestRunner;
use tests::for_each_shape;
use tests::model::{Coverage, Group, Kind, Lockstep, Model, Op, Rng, StableModel};
use tests::shapes::*;
use tests::values::{Counted, Heavy};

/// Operations that each run of a shape makes.
const RUN: u64 = 5_000;

/// Random operations on an empty map, over few keys and over many, whole-map ones often and seldom.
fn random_run(mut model: Box<dyn Lockstep>, seed: u64) -> Coverage {
    Counted::start();
    let mut rng = Rng(seed);
    for (keys, rare) in [(12, 1), (100, 4), (1_000, 40), (30_000, 300)] {
        for n in 0..RUN / 4 {
            model.apply(rng.op(keys, rare));
            if n % 251 == 0 {
                model.check();
            }
        }
    }
    ends_well(model)
}

/// Checks and drops the model, and counts what is left of its values.
fn ends_well(model: Box<dyn Lockstep>) -> Coverage {
    model.check();
    let (coverage, may_leak) = (model.coverage().clone(), model.may_leak());
    drop(model);
    assert!(Counted::alive() <= may_leak, "values are leaked");
    coverage
}

/// `run`, and where it fails the name of what it was run for.
fn named<T>(name: &str, run: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|panic| {
        eprintln!("in the run of {name}");
        resume_unwind(panic)
    })
}

macro_rules! run_shapes {
    ($($name:ident: $key:ty = $path:ident $bits:literal $cardinality:expr;)*) => {
        const SHAPES: &[(&str, fn(u64) -> Box<dyn Lockstep>)] =
            &[$((stringify!($name), |seed| Box::new(Model::<$key, Counted>::new(seed)))),*];
    };
}

for_each_shape!(run_shapes);

/// A million operations, over every shape of the list.
#[test]
fn every_shape_behaves_as_std_does() {
    let seeds = 2;
    let mut done = 0;
    for (name, model) in SHAPES {
        for seed in 0..seeds {
            done += named(name, || random_run(model(seed), seed).total());
        }
    }
    println!("{done} operations over {} shapes", SHAPES.len());
    assert_eq!(done, SHAPES.len() as u64 * seeds * RUN);
    assert!(done >= 1_000_000);
}

/// A direct key, a packed one, a string and a mixed one, with values of one type.
macro_rules! with_values {
    ($value:ty) => {
        &[
            |seed| Box::new(Model::<U8, $value>::new(seed)),
            |seed| Box::new(Model::<u64, $value>::new(seed)),
            |seed| Box::new(Model::<Name, $value>::new(seed)),
            |seed| Box::new(Model::<Mixed, $value>::new(seed)),
        ]
    };
}

type Make = fn(u64) -> Box<dyn Lockstep>;

/// Every kind of value.
const VALUES: &[(&str, &[Make])] = &[
    ("()", with_values!(())),
    ("u8", with_values!(u8)),
    ("u64", with_values!(u64)),
    ("String", with_values!(String)),
    ("Counted", with_values!(Counted)),
    ("[u64; 25]", with_values!([u64; 25])),
    ("Heavy", with_values!(Heavy)),
];

#[test]
fn every_kind_of_value_behaves_as_std_does() {
    for (name, models) in VALUES {
        for model in *models {
            let coverage = named(name, || random_run(model(1), 3));
            assert_eq!(coverage.total(), RUN);
        }
    }
}

/// Long chains of overflow, and seeds that are drawn in vain.
#[test]
fn keys_that_hash_alike_behave_as_std_does() {
    let models: [Make; 2] = [
        |seed| Box::new(Model::<Alike, Counted>::new(seed)),
        |seed| Box::new(Model::<Alike, Heavy>::new(seed)),
    ];
    for model in models {
        assert_eq!(random_run(model(1), 3).total(), RUN);
    }
}

/// Maps whose values do not move: the same operations, and every value where it was first seen.
#[test]
fn stable_maps_behave_as_std_does() {
    let models: [Make; 6] = [
        |seed| Box::new(StableModel::<U8, Counted>::new(seed)),
        |seed| Box::new(StableModel::<u32, Counted>::new(seed)),
        |seed| Box::new(StableModel::<u64, Heavy>::new(seed)),
        |seed| Box::new(StableModel::<Name, ()>::new(seed)),
        |seed| Box::new(StableModel::<Mixed, Heavy>::new(seed)),
        |seed| Box::new(StableModel::<Alike, Counted>::new(seed)),
    ];
    let mut total = 0;
    for model in models {
        for seed in 0..4 {
            let coverage = random_run(model(seed), seed);
            for kind in [
                Kind::Insert,
                Kind::VacantInsert,
                Kind::Retain,
                Kind::DrainLeaked,
            ] {
                assert!(coverage.done(kind) > 0, "{kind:?}");
            }
            total += coverage.total();
        }
    }
    println!("{total} operations on stable maps");
    assert!(total > 4 * 6 * RUN / 2);
}

/// Short runs that shrink to the shortest that fails.
fn property(model: &dyn Fn() -> Box<dyn Lockstep>, most: usize) {
    let op = (any::<u8>(), 0..64u16, any::<u16>()).prop_map(|(kind, key, arg)| Op {
        kind: Kind::of(kind),
        key,
        arg,
    });
    let config = ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let result = TestRunner::new(config).run(&vec(op, 0..most), |ops| {
        Counted::start();
        let mut model = model();
        for op in ops {
            model.apply(op);
        }
        ends_well(model);
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

#[test]
fn short_runs_behave_as_std_does() {
    for (name, models) in VALUES {
        for model in *models {
            named(name, || property(&|| model(5), 120));
        }
    }
}

#[test]
fn bytes_of_a_fuzzer_are_operations() {
    let mut rng = Rng(9);
    let bytes: Vec<u8> = (0..5_003).map(|_| rng.next() as u8).collect();
    let ops: Vec<Op> = Op::decode(&bytes).collect();
    assert_eq!(ops.len(), 1_000);
    let mut model = Model::<u64, String>::new(0);
    ops.iter().for_each(|op| model.apply(*op));
    assert_eq!(model.coverage().total(), 1_000);
    for kind in Kind::ALL {
        assert!((0..=255).any(|byte| Kind::of(byte) == *kind), "{kind:?}");
    }
}

/// A model that was filled until its map began to grow step by step, and then by `more` entries, all by inserts.
fn growing(model: Make, more: u16) -> Box<dyn Lockstep> {
    let mut model = model(7);
    let mut key = 0;
    let mut insert = |model: &mut dyn Lockstep| {
        model.apply(Op {
            kind: Kind::Insert,
            key,
            arg: key,
        });
        key += 1;
    };
    while !model.is_growing() {
        insert(&mut *model);
        assert!(model.len() < 10_000, "a table of this size grows by steps");
    }
    for _ in 0..more {
        insert(&mut *model);
    }
    assert!(model.is_growing());
    model
}

/// Keys of each hashed path whose tables, with [`Heavy`] values, grow by steps.
const GROWING: &[Make] = &[
    |seed| Box::new(Model::<U16, Heavy>::new(seed)),
    |seed| Box::new(Model::<u64, Heavy>::new(seed)),
    |seed| Box::new(Model::<Span, Heavy>::new(seed)),
    |seed| Box::new(Model::<String, Heavy>::new(seed)),
    |seed| Box::new(Model::<Token, Heavy>::new(seed)),
];

/// Each operation on a table that has just begun to grow, is half through, and is almost done, and then more of them.
#[test]
fn every_operation_meets_a_growing_table() {
    for model in GROWING {
        for more in [0, 25, 57] {
            Counted::start();
            let start = growing(*model, more);
            start.check();
            let before = Counted::alive();
            let mut may_leak = 0;
            let mut rng = Rng(more.into());
            for kind in Kind::ALL {
                let mut model = start.boxed_clone();
                assert!(model.is_growing(), "a clone grows on");
                let len = model.len() as u16;
                for key in [rng.next() as u16 % len, len + 1] {
                    let arg = rng.next() as u16;
                    model.apply(Op {
                        kind: *kind,
                        key,
                        arg,
                    });
                    model.check();
                }
                if !matches!(kind.group(), Group::SetPoint | Group::SetBulk) {
                    assert!(model.coverage().growing(*kind) > 0, "{kind:?}");
                }
                for _ in 0..40 {
                    model.apply(rng.op(len, 50));
                }
                model.check();
                may_leak += model.may_leak();
                drop(model);
                assert!(Counted::alive() <= before + may_leak, "{kind:?} leaks");
            }
            drop(start);
            assert!(Counted::alive() <= may_leak);
        }
    }
}

/// Random operations on tables that were just about to double, so that iteration, copies, drops and the like meet them
/// in the middle of it, at all stages.
#[test]
fn random_runs_meet_growing_tables() {
    let kinds = [
        Kind::Iter,
        Kind::IterMut,
        Kind::Clone,
        Kind::Drop,
        Kind::DrainHalf,
        Kind::Retain,
        Kind::ExtractHalf,
        Kind::EqRebuilt,
        Kind::IntoIterHalf,
    ];
    let mut met = vec![0; kinds.len()];
    for (nth, model) in GROWING.iter().enumerate() {
        Counted::start();
        let start = growing(*model, 0);
        let before = Counted::alive();
        let mut may_leak = 0;
        for seed in 0..40 {
            let mut model = start.boxed_clone();
            let mut rng = Rng(seed << 8 | nth as u64);
            for _ in 0..400 {
                model.apply(rng.op(20_000, 8));
            }
            model.check();
            for (met, kind) in met.iter_mut().zip(kinds) {
                *met += model.coverage().growing(kind);
            }
            may_leak += model.may_leak();
            drop(model);
            assert!(Counted::alive() <= before + may_leak, "values are leaked");
        }
    }
    println!("met growing tables: {kinds:?} {met:?} times");
    assert!(met.iter().all(|met| *met > 0), "{kinds:?} {met:?}");
}
