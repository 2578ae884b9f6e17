//! What inspection says is what the map holds, in every state that a map can be in.

use std::collections::HashSet;
use std::hash::{Hash, Hasher};

use map_core::inspect::Inspection;
use map_core::{FastKey, FastMap, FastSet, Path, StableMap};

/// A key whose `Hash` knows only three values.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
#[fast_map(path = "general")]
struct Alike(u32);

impl Hash for Alike {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.0 % 3).hash(state);
    }
}

/// Checks whatever can be told from outside.
fn check<K: FastKey, V>(map: &FastMap<K, V>) -> Inspection {
    let seen = map.inspect();
    assert_eq!(seen.count, map.len());
    assert_eq!(seen.capacity, map.capacity());
    assert_eq!(seen.growing, map.is_growing());
    assert_eq!(seen.path, K::PLAN.path);
    assert_eq!(seen.bytes.total(), map.allocation_size());

    let buckets = seen.buckets;
    match seen.b {
        Some(b) => assert_eq!(buckets.max(1), 1 << b),
        None => assert_eq!(seen.path, Path::Direct),
    }
    let old = seen.evacuated + seen.old_buckets_left;
    assert_eq!(old, if seen.growing { buckets / 2 } else { 0 });
    assert_eq!(seen.buckets_in_use, buckets - seen.old_buckets_left);
    assert_eq!(seen.bytes.old_buckets > 0, seen.growing);

    // Each histogram counts all of its kind, and what it counts comes to the whole.
    let sum = |pairs: &mut dyn Iterator<Item = (usize, usize)>| -> usize {
        pairs.map(|(number, times)| number * times).sum()
    };
    assert_eq!(seen.entries_per_bucket.total(), seen.buckets_in_use);
    assert_eq!(sum(&mut seen.entries_per_bucket.iter()), seen.count);
    assert_eq!(seen.chain_lengths.total(), seen.buckets_in_use);
    assert_eq!(sum(&mut seen.chain_lengths.iter()), seen.noverflow);
    let tagged = if seen.path == Path::Direct {
        0
    } else {
        seen.count
    };
    assert_eq!(seen.tophash_use.total(), tagged);
    assert_eq!(seen.tophash_use.get(0), 0, "0 is an empty lane's");
    assert!(seen.tophash_use.max() <= Some(255));

    // The runs tell the same, bucket after bucket.
    let runs = &seen.runs;
    assert!(runs.len() <= 128);
    let mut next = 0;
    for run in runs {
        assert_eq!(run.first, next);
        assert_eq!(run.buckets, runs[0].buckets.min(buckets - next));
        assert!(run.evacuated + run.old <= run.in_use && run.in_use <= run.buckets);
        assert!(run.fullest <= run.in_slots + run.in_overflow);
        assert_eq!(run.lanes == 0, run.in_slots == 0);
        if run.buckets == 1 {
            assert_eq!(run.lanes.count_ones() as usize, run.in_slots);
            assert_eq!(run.fullest, run.in_slots + run.in_overflow);
        }
        next += run.buckets;
    }
    assert_eq!(next, buckets);
    let total = |part: fn(&map_core::inspect::Run) -> usize| runs.iter().map(part).sum::<usize>();
    assert_eq!(total(|run| run.in_slots + run.in_overflow), seen.count);
    assert_eq!(total(|run| run.in_use), seen.buckets_in_use);
    assert_eq!(total(|run| run.evacuated), seen.evacuated);
    assert_eq!(total(|run| run.old), seen.old_buckets_left);
    assert_eq!(
        runs.iter().map(|run| run.fullest).max(),
        seen.entries_per_bucket.max()
    );
    check_text(&seen);
    seen
}

fn check_text(seen: &Inspection) {
    for width in [0, 40, 57, 80, 200] {
        let text = format!("{seen:width$}");
        assert!(
            text.lines()
                .all(|line| line.chars().count() <= width.max(40))
        );
        assert!(!text.ends_with('\n'));
    }
    assert_eq!(format!("{seen:80}"), seen.to_string());
}

/// Fills a map, looking at it whenever its state has changed, and empties it again.
fn check_life<K: FastKey + Clone, V: Clone>(keys: &[K], value: &V) {
    let mut map: FastMap<K, V> = FastMap::new();
    check(&map);
    let mut state = (0, false, 0);
    for (i, key) in keys.iter().enumerate() {
        map.insert(key.clone(), value.clone());
        let now = (map.capacity(), map.is_growing(), i / 499);
        if now != state {
            check(&map);
            state = now;
        }
    }
    for (i, key) in keys.iter().enumerate() {
        map.remove(key);
        if i % 499 == 0 {
            check(&map);
        }
        if i % 1_009 == 0 {
            map.shrink_to_fit();
            check(&map);
        }
    }
    map.clear();
    check(&map);
    map.reserve(1_000);
    check(&map);
    map.shrink_to_fit();
    check(&map);
}

fn keys<K>(count: u64, key: impl Fn(u64) -> K) -> Vec<K> {
    (0..count).map(key).collect()
}

#[test]
fn on_every_path_and_in_every_state() {
    check_life(&keys(2, |i| i == 1), &0u64);
    check_life(&keys(256, |i| i as u8), &());
    check_life(&keys(3_000, |i| i as u32), &());
    check_life(&keys(9_000, |i| i), &[0u64; 20]);
    check_life(&keys(3_000, |i| u128::from(i) << 64), &0u8);
    check_life(&keys(3_000, |i| i.to_string()), &0u32);
    check_life(&keys(3_000, |i| (i as u8, i.to_string())), &0u32);
    check_life(&keys(60, |i| Alike(i as u32)), &0u32);
}

#[test]
fn growth_is_seen_step_by_step() {
    let mut map: FastMap<u64, [u64; 64]> = FastMap::new();
    let mut evacuated = Vec::new();
    while evacuated.len() < 2 || map.is_growing() {
        map.insert(map.len() as u64, [0; 64]);
        if map.is_growing() {
            evacuated.push(check(&map).evacuated);
        }
    }
    assert!(evacuated.is_sorted());
    let steps: HashSet<_> = evacuated.iter().collect();
    assert!(steps.len() > 5, "{evacuated:?}");
    let done = check(&map);
    assert_eq!((done.evacuated, done.old_buckets_left), (0, 0));
}

#[test]
fn keys_that_are_alike_show() {
    let map: FastMap<Alike, ()> = (0..90).map(|i| (Alike(i), ())).collect();
    let seen = check(&map);
    assert_eq!(
        seen.tophash_use.iter().map(|(_, times)| times).max(),
        Some(30)
    );
    assert!(seen.chain_lengths.max() >= Some(5));
    assert!(seen.bytes.overflow > 0);
    // Spread keys have shorter chains.
    let spread: FastMap<u32, ()> = (0..90u32)
        .map(|i| (i.wrapping_mul(0x9e37_79b1).rotate_left(i), ()))
        .collect();
    assert!(check(&spread).chain_lengths.max() < seen.chain_lengths.max());
}

#[test]
fn a_set_is_a_map_without_values() {
    let set: FastSet<u64> = (0..500).collect();
    let seen = set.inspect();
    assert_eq!((seen.count, seen.value), (500, "()"));
    assert!(seen.to_string().starts_with("FastSet<u64>, Fast64\n"));
    let map: FastMap<Alike, Vec<u8>> = FastMap::new();
    assert!(
        (map.inspect().to_string()).starts_with("FastMap<Alike, Vec<u8>>, General\n0 entries"),
        "modules are left out of names"
    );
}

#[test]
fn a_stable_map_is_a_table_of_pointers_and_its_values() {
    let mut map: StableMap<u64, [u32; 75]> = (0..500).map(|i| (i, [0; 75])).collect();
    let table: FastMap<u64, &u8> = (0..500).map(|i| (i, &0)).collect();
    let (seen, inside) = (map.inspect(), check(&table));
    assert_eq!((seen.count, seen.buckets), (500, inside.buckets));
    assert_eq!((seen.inline, inside.inline), (false, true));
    assert_eq!((seen.bytes.values, inside.bytes.values), (500 * 300, 0));
    // The link to a chain takes a slot; what is in the chain takes none.
    let chains = seen.buckets - seen.chain_lengths.get(0);
    let in_slots: usize = seen.runs.iter().map(|run| run.in_slots).sum();
    assert_eq!(seen.bytes.slots, (in_slots + chains) * 16);
    assert_eq!(seen.bytes.total(), map.allocation_size());
    assert_eq!(seen.entry_bytes, 8 + 8 + 300);
    let text = seen.to_string();
    assert!(
        text.starts_with("StableMap<u64, [u32; 75]>, Fast64\n500 entries"),
        "{text}"
    );
    assert!(text.contains("\n  values             150,000 "), "{text}");
    assert!(!inside.to_string().contains("\n  values "));
    map.clear();
    assert_eq!(map.inspect().bytes.values, 0);
    let set: StableMap<u64, ()> = StableMap::new();
    assert!(set.inspect().to_string().starts_with("StableMap<u64, ()>"));
}

/// The maps whose drawings are looked at, in all shapes that drawings have.
fn drawn() -> [Inspection; 7] {
    let small: FastMap<u64, u64> = (0..700).map(|i| (i, i)).collect();
    let large: FastMap<String, u64> = (0..9_000).map(|i| (i.to_string(), i)).collect();
    let mut growing: FastMap<u64, [u64; 64]> = FastMap::new();
    while !growing.is_growing() {
        growing.insert(growing.len() as u64, [0; 64]);
    }
    let direct: FastSet<u8> = (0..100).collect();
    let alike: FastMap<Alike, ()> = (0..200).map(|i| (Alike(i), ())).collect();
    let empty: FastMap<u64, ()> = FastMap::new();
    let stable: StableMap<u64, [u64; 64]> = (0..99_999).map(|i| (i, [0; 64])).collect();
    [
        small.inspect(),
        large.inspect(),
        growing.inspect(),
        direct.inspect(),
        alike.inspect(),
        empty.inspect(),
        stable.inspect(),
    ]
}

#[test]
fn drawings_are_files_of_their_own() {
    for seen in drawn() {
        let svg = seen.to_svg();
        let file = roxmltree::Document::parse(&svg).expect("it is XML");
        let root = file.root_element();
        assert_eq!(root.tag_name().name(), "svg");
        assert_eq!(
            root.tag_name().namespace(),
            Some("http://www.w3.org/2000/svg")
        );
        let title = root.first_element_child().and_then(|title| title.text());
        assert!(
            title.is_some_and(|title| title.contains(" entries")),
            "{title:?}"
        );
        let height: f64 = root
            .attribute("height")
            .and_then(|h| h.parse().ok())
            .unwrap();
        for element in file.descendants().filter(roxmltree::Node::is_element) {
            let name = element.tag_name().name();
            assert!(
                ["svg", "title", "style", "rect", "path", "text"].contains(&name),
                "no scripts, no links: {name}"
            );
            for attribute in element.attributes() {
                assert!(!attribute.name().starts_with("on"), "no scripts");
                assert!(!attribute.value().contains("NaN") && !attribute.value().contains("inf"));
            }
            let number = |name| element.attribute(name).and_then(|x| x.parse::<f64>().ok());
            if let Some((x, y)) = number("x").zip(number("y")) {
                assert!(
                    (0.0..=960.0).contains(&x) && (0.0..=height).contains(&y),
                    "{element:?}"
                );
                assert!(number("width").is_none_or(|width| (0.0..=960.1 - x).contains(&width)));
            }
        }
        assert!(svg.contains("prefers-color-scheme:dark"));
    }
}

#[test]
fn small_maps_are_drawn_lane_by_lane() {
    let [small, ..] = drawn();
    let svg = small.to_svg();
    let file = roxmltree::Document::parse(&svg).unwrap();
    let cells = |class| {
        let path = file
            .descendants()
            .find(|path| path.has_tag_name("path") && path.attribute("class") == Some(class));
        path.map_or(0, |path| {
            path.attribute("d").unwrap_or("").matches('z').count()
        })
    };
    let overflow = small.runs.iter().map(|run| run.in_overflow).sum::<usize>();
    assert_eq!(cells("overflow"), overflow);
    assert_eq!(cells("entry") + overflow, 700);
    assert_eq!(cells("room"), small.buckets);
}

#[test]
fn as_json_it_has_go_s_names() {
    let map: FastMap<u64, u32> = (0..40).map(|i| (i, 0)).collect();
    let json = serde_json::to_value(map.inspect()).unwrap();
    assert_eq!(json["count"], 40);
    assert_eq!(json["B"], 2);
    assert_eq!(json["buckets"], 4);
    assert_eq!(json["path"], "Fast64");
    assert_eq!(json["growing"], false);
    assert_eq!(json["noverflow"], map.inspect().noverflow);
    assert_eq!(json["bytes"]["total"], map.allocation_size());
    assert_eq!(
        (&json["inline"], &json["bytes"]["values"]),
        (&true.into(), &0.into())
    );
    assert_eq!(json["runs"].as_array().map(Vec::len), Some(4));
    let tags = json["tophash_use"].as_object().unwrap();
    assert_eq!(tags.values().filter_map(|n| n.as_u64()).sum::<u64>(), 40);
    let direct: FastMap<bool, ()> = FastMap::new();
    assert!(serde_json::to_value(direct.inspect()).unwrap()["B"].is_null());
}

#[test]
fn the_seed_is_hidden() {
    // Two maps of one seed and two of different ones: only what follows from the places of entries may differ.
    let with_seed = |seed| {
        let mut map = FastMap::with_seed(seed);
        map.extend([(7u64, ())]);
        map.inspect()
    };
    let (one, other) = (with_seed(1), with_seed(2));
    assert_eq!(one, with_seed(1));
    assert_eq!(one.bytes, other.bytes);
    for text in [format!("{one:?}"), one.to_string(), one.to_svg()] {
        assert!(!text.contains("seed"));
    }
}
