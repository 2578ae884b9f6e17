//! What a key's author promises of its fields: `#[fast_map(max = N)]` is checked on the way in, never aliases on lookup,
//! and holds for keys inside keys; `#[fast_map(skip)]` leaves a field out.

use std::borrow::Cow;
use std::panic;

use map_core::testing::assert_key_laws;
use map_core::{FastKey, FastMap, FastSet, Path};

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Square {
    #[fast_map(max = 7)]
    rank: u8,
    #[fast_map(max = 7)]
    file: u8,
}

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Pixel(
    #[fast_map(max = 1_919)] u32,
    #[fast_map(max = 1_079)] i64,
    bool,
);

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
enum Move {
    Step {
        #[fast_map(max = 63)]
        from: u16,
        #[fast_map(max = 63)]
        to: u16,
    },
    Drop {
        #[fast_map(max = 9)]
        piece: u16,
        #[fast_map(max = 63)]
        to: u16,
    },
    Pass,
}

type Number = u64;

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
#[fast_map(borrow)]
struct Page {
    #[fast_map(max = 0xffff_ffff_ffff_ffff_ffff)]
    book: u128,
    #[fast_map(max = 999)]
    number: Number,
    title: String,
}

#[test]
fn a_promise_saves_bits() {
    let plan = Square::PLAN;
    assert_eq!(
        (plan.path, plan.bits, plan.cardinality),
        (Path::Direct, 6, Some(64))
    );
    let plan = Pixel::PLAN;
    assert_eq!((plan.path, plan.bits), (Path::Fast32, 23));
    assert_eq!(plan.cardinality, Some(1_920 * 1_080 * 2));
    let plan = Move::PLAN;
    assert_eq!(
        (plan.bits, plan.cardinality),
        (14, Some(64 * 64 + 10 * 64 + 1))
    );
    assert_eq!(Page::PLAN.path, Path::General);
}

#[test]
fn keys_within_the_promise_keep_the_law() {
    let squares = (0..64).map(|n| Square {
        rank: n / 8,
        file: n % 8,
    });
    assert_key_laws(squares);
    let edges = [0, 1, 1_078, 1_079];
    assert_key_laws(edges.iter().flat_map(|&y| {
        [0, 1, 1_918, 1_919]
            .into_iter()
            .flat_map(move |x| [false, true].map(|on| Pixel(x, y, on)))
    }));
    let moves = (0..64).flat_map(|to| {
        [
            Move::Step { from: 63 - to, to },
            Move::Drop { piece: to % 10, to },
        ]
    });
    assert_key_laws(moves.chain([Move::Pass]));
}

/// What is said where a key cannot go in.
fn refusal(put: impl FnOnce()) -> String {
    let payload = panic::catch_unwind(panic::AssertUnwindSafe(put)).expect_err("a panic");
    *payload.downcast::<String>().expect("a formatted message")
}

#[test]
fn every_way_in_is_checked() {
    const SAID: &str = "`file` is 8, but its `#[fast_map(max = 7)]` promises 0 to 7";
    let outside = Square { rank: 0, file: 8 };
    let mut map: FastMap<Square, u8> = FastMap::new();
    map.insert(Square { rank: 1, file: 0 }, 1);
    assert!(refusal(|| _ = map.insert(outside, 0)).starts_with(SAID));
    assert!(refusal(|| _ = map.entry(outside).or_default()).starts_with(SAID));
    assert!(refusal(|| map.extend([(outside, 0)])).starts_with(SAID));
    assert!(refusal(|| _ = map.try_insert(outside, 0)).starts_with(SAID));
    assert!(refusal(|| _ = FastSet::from([outside])).starts_with(SAID));
    let error = map.checked_insert(outside, 0).unwrap_err();
    assert_eq!((error.field(), error.max()), ("file", 7));
    assert_eq!(error.to_string(), SAID);
    map.check_invariants();
    assert_eq!(
        map.into_iter().collect::<Vec<_>>(),
        [(Square { rank: 1, file: 0 }, 1)]
    );
}

#[test]
fn a_key_out_of_range_is_no_other_key() {
    let mut squares: FastMap<Square, u8> = FastMap::new();
    for n in 0..64 {
        squares.insert(
            Square {
                rank: n / 8,
                file: n % 8,
            },
            n,
        );
    }
    for n in 0..=255 {
        for outside in [
            Square {
                rank: n,
                file: 255 - n % 8,
            },
            Square {
                rank: n | 8,
                file: n,
            },
        ] {
            assert_eq!(squares.get(&outside), None, "{outside:?}");
            assert_eq!(squares.get_mut(&outside), None);
            assert_eq!(squares.remove(&outside), None);
            assert!(!squares.contains_key(&outside));
            assert!(outside.check().is_err());
        }
    }
    let mut pixels: FastMap<Pixel, ()> = (0..1_080).map(|y| (Pixel(0, y, true), ())).collect();
    for y in [-1, 1_080, 1_080 + 2_048, i64::MIN, i64::MAX] {
        assert_eq!(pixels.get(&Pixel(0, y, true)), None, "{y}");
        assert_eq!(
            pixels.get_disjoint_mut([&Pixel(0, y, true), &Pixel(0, 0, true)])[0],
            None
        );
    }
    let out = Pixel(2_048, 0, true);
    assert_eq!(pixels.get_batch(&[out; 40]).flatten().count(), 0);
    let error = Pixel(0, -5, true).check().unwrap_err();
    assert_eq!(
        error.to_string(),
        "`1` is -5, but its `#[fast_map(max = 1079)]` promises 0 to 1079"
    );
}

#[test]
fn a_large_map_is_asked_in_batches() {
    let pixels: FastMap<Pixel, u32> = (0..200_000)
        .map(|n| (Pixel(n % 1_920, i64::from(n / 1_920), false), n))
        .collect();
    let outside: Vec<Pixel> = (0..500).map(|n| Pixel(n + 2_048, 1, false)).collect();
    assert!(pixels.get_batch(&outside).all(|found| found.is_none()));
}

#[test]
fn promises_hold_inside_other_keys() {
    #[derive(FastMap, Clone, PartialEq, Eq, Debug)]
    struct Game {
        last: Option<Square>,
        path: [Square; 2],
        boxed: Box<Square>,
    }

    #[derive(FastMap, Clone, PartialEq, Eq, Debug)]
    struct Tour(Vec<Square>, Cow<'static, str>);

    let (inside, outside) = (Square { rank: 7, file: 7 }, Square { rank: 8, file: 7 });
    let game = |last, first, boxed| Game {
        last: Some(last),
        path: [first, inside],
        boxed: Box::new(boxed),
    };
    assert_eq!(Game::PLAN.bits, 7 + 12 + 6);
    let map = FastMap::from([(game(inside, inside, inside), ())]);
    for bad in [
        game(outside, inside, inside),
        game(inside, outside, inside),
        game(inside, inside, outside),
    ] {
        assert_eq!(map.get(&bad), None);
        assert_eq!(bad.check().unwrap_err().field(), "rank");
    }
    let mut tours = FastSet::from([Tour(vec![inside; 3], "a".into())]);
    assert!(
        tours
            .checked_insert(Tour(vec![inside, outside], "a".into()))
            .is_err()
    );
    assert_eq!(
        tours.checked_insert(Tour(vec![inside], "a".into())),
        Ok(true)
    );
    assert!((inside, outside).check().is_err());
    assert!(Some(outside).check().is_err() && None::<Square>.check().is_ok());
}

#[test]
fn views_keep_the_promise() {
    let page = Page {
        book: 1 << 70,
        number: 999,
        title: "Index".to_owned(),
    };
    let map = FastMap::from([(page, 'x')]);
    let view = |number| PageRef {
        book: 1 << 70,
        number,
        title: "Index",
    };
    assert_eq!(map.get(&view(999)), Some(&'x'));
    assert_eq!(map.get(&view(1_000)), None);
    assert_eq!(view(1_000).check().unwrap_err().field(), "number");
}

#[test]
fn data_out_of_range_is_an_error_of_its_format() {
    #[derive(FastMap, PartialEq, Eq, Debug, serde::Deserialize)]
    struct Percent(#[fast_map(max = 100)] u8);

    let set = serde_json::from_str::<FastSet<Percent>>("[1, 100]").unwrap();
    assert_eq!(set.len(), 2);
    let said = serde_json::from_str::<FastSet<Percent>>("[1, 101]").unwrap_err();
    assert!(said.to_string().starts_with("`0` is 101, but"), "{said}");
}

#[test]
fn skipped_fields_take_no_part() {
    #[derive(FastMap, Clone, Debug)]
    struct Symbol {
        id: u32,
        #[fast_map(skip)]
        weight: f64,
    }

    impl PartialEq for Symbol {
        fn eq(&self, other: &Symbol) -> bool {
            self.id == other.id
        }
    }

    impl Eq for Symbol {}

    #[derive(FastMap, Clone, Debug)]
    #[expect(dead_code, reason = "skipped fields are not read")]
    enum Node {
        Leaf(String, #[fast_map(skip)] f32, u8),
        Named {
            #[fast_map(skip)]
            cached: Option<f64>,
            id: u16,
        },
        Empty(#[fast_map(skip)] f64),
    }

    impl PartialEq for Node {
        fn eq(&self, other: &Node) -> bool {
            match (self, other) {
                (Node::Leaf(a, _, b), Node::Leaf(c, _, d)) => (a, b) == (c, d),
                (Node::Named { id: a, .. }, Node::Named { id: b, .. }) => a == b,
                (Node::Empty(_), Node::Empty(_)) => true,
                _ => false,
            }
        }
    }

    impl Eq for Node {}

    assert_eq!((Symbol::PLAN.path, Symbol::PLAN.bits), (Path::Fast32, 32));
    let symbols = (0..40u16).map(|n| Symbol {
        id: u32::from(n % 20),
        weight: f64::from(n),
    });
    assert_key_laws(symbols);
    let nodes = (0..40u8).flat_map(|n| {
        [
            Node::Leaf("leaf".repeat(usize::from(n % 3)), f32::from(n), n % 5),
            Node::Named {
                cached: Some(f64::from(n)),
                id: u16::from(n % 7),
            },
            Node::Empty(f64::from(n)),
        ]
    });
    assert_key_laws(nodes);

    let map = FastMap::from([(Symbol { id: 1, weight: 0.5 }, 'a')]);
    let (key, value) = map.get_key_value(&Symbol { id: 1, weight: 2.0 }).unwrap();
    assert_eq!((key.weight, *value), (0.5, 'a'));
}
