//! Where values are, and whether they moved.

use std::hash::{Hash, Hasher};

use map_core::{FastKey, FastMap, FastSet, Generation, StableMap};

/// A key that fills one bucket and its overflow, whatever the seed.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
#[fast_map(path = "general")]
struct Alike(u64);

impl Hash for Alike {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

fn filled<K: FastKey>(keys: u64, key: fn(u64) -> K) -> FastMap<K, u64> {
    let mut map = FastMap::with_seed(1);
    map.extend((0..keys).map(|n| (key(n), n)));
    map
}

fn marks<K: FastKey>(
    map: &FastMap<K, u64>,
    key: fn(u64) -> K,
    keys: u64,
) -> Vec<Option<Generation>> {
    (0..keys).map(|n| map.generation(&key(n))).collect()
}

#[test]
fn an_address_is_the_values() {
    let map = filled(1_000, |n| n);
    for n in 0..1_000 {
        let address = map.address_of(&n).unwrap();
        assert_eq!(address.as_ptr().cast_const(), std::ptr::from_ref(&map[&n]));
        assert_eq!(map.generation(&n).unwrap().address(), address.addr().get());
    }
    assert_eq!(
        (map.address_of(&1_000), map.generation(&1_000)),
        (None, None)
    );
    let names = FastMap::from([("Ada".to_owned(), 36)]);
    assert!(names.address_of("Ada").is_some() && names.address_of("Alan").is_none());
    let flags = FastMap::from([(true, 1u64)]);
    assert!(flags.address_of(&true).is_some() && flags.address_of(&false).is_none());
}

/// After it is set: the same. After growth: moved.
#[test]
fn a_value_stays_until_the_map_grows() {
    let mut map = filled(20, |n| n);
    let before = marks(&map, |n| n, 20);
    for n in 0..20 {
        *map.get_mut(&n).unwrap() += 1;
        map.insert(n, 7);
    }
    map.insert(100, 1);
    map.remove(&100);
    assert_eq!(marks(&map, |n| n, 20), before);

    let capacity = map.capacity();
    map.extend((200..300).map(|n| (n, n)));
    assert!(map.capacity() > capacity);
    let after = marks(&map, |n| n, 20);
    assert!(
        before
            .iter()
            .zip(&after)
            .all(|(before, after)| before != after)
    );
    let moved = |i: &usize| before[*i].unwrap().address() != after[*i].unwrap().address();
    assert!((0..20).any(|i| moved(&i)), "about half went to new buckets");
}

#[test]
fn shrinking_and_new_seeds_move_values() {
    let mut map = filled(100, |n| n);
    map.retain(|key, _| *key < 10);
    let before = map.generation(&1);
    map.shrink_to_fit();
    assert_ne!(map.generation(&1), before);
    let before = map.generation(&1);
    map.shrink_to_fit(); // nothing to do
    assert_eq!(map.generation(&1), before);

    let mut alike = filled(30, Alike);
    let before = alike.generation(&Alike(0));
    alike.extend((30..80).map(|n| (Alike(n), n)));
    assert_ne!(alike.generation(&Alike(0)), before);
}

/// Removing an entry brings one back from the overflow: that one has moved, and no other.
#[test]
fn filling_a_hole_moves_one_value() {
    let mut map = filled(22, Alike);
    let before = marks(&map, Alike, 22);
    map.remove(&Alike(3));
    let after = marks(&map, Alike, 22);
    let moved: Vec<_> = (0..22)
        .filter(|n| *n != 3 && before[*n] != after[*n])
        .collect();
    assert_eq!((after[3], moved.len()), (None, 1));
    assert_eq!(
        after[moved[0]].unwrap().address(),
        before[3].unwrap().address()
    );
}

/// Equal marks promise that nothing has moved: against the addresses, in a long run of random edits.
#[test]
fn equal_marks_keep_their_promise() {
    fn run<K: FastKey>(keys: u64, key: fn(u64) -> K) {
        let mut map = FastMap::with_seed(7);
        let mut random = 1u64;
        let mut next = || {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            random >> 33
        };
        let mut seen: Vec<Option<Generation>> = vec![None; keys as usize];
        for step in 0..4_000 {
            let n = next() % keys;
            match next() % 16 {
                0..9 => drop(map.insert(key(n), step)),
                9..15 => {
                    map.remove(&key(n));
                    seen[n as usize] = None;
                }
                _ if next() % 8 == 0 => map.shrink_to_fit(),
                _ => map.reserve(n as usize),
            }
            for (n, seen) in seen.iter_mut().enumerate() {
                let now = map.generation(&key(n as u64));
                if let (Some(before), Some(now)) = (*seen, now)
                    && before.moves() == now.moves()
                    && before.address() != now.address()
                {
                    // Without a step that moves many, only a hole that was closed moves a value: to where it stays.
                    assert_ne!(before, now);
                }
                *seen = now;
            }
        }
        map.check_invariants();
    }
    run(60, |n| n);
    run(40, Alike);
}

#[test]
fn direct_maps_move_nothing() {
    let mut map: FastMap<u8, u64> = FastMap::new();
    map.insert(1, 1);
    let before = map.generation(&1);
    map.extend((0..=255).map(|key| (key, 0)));
    map.retain(|key, _| *key < 2);
    map.shrink_to_fit();
    assert_eq!(map.generation(&1), before);
}

/// The table of the sixth question, on one history in both kinds of map.
#[test]
fn after_init_the_same_after_growth_moved_with_stable_values_the_same() {
    const SESSIONS: u64 = 20;
    let sessions = || (0..SESSIONS).map(|id| (id, [id; 40]));
    let mut map: FastMap<u64, [u64; 40]> = sessions().collect();
    let mut stable: StableMap<u64, [u64; 40]> = sessions().collect();
    let places = |map: &FastMap<u64, [u64; 40]>, stable: &StableMap<u64, [u64; 40]>| {
        let place = |id| {
            let of_map = map.address_of(&id).zip(map.generation(&id)).unwrap();
            let of_stable = stable.address_of(&id).zip(stable.generation(&id)).unwrap();
            assert_eq!(of_map.1.address(), of_map.0.addr().get());
            assert_eq!(of_stable.0.as_ptr().cast_const(), &raw const stable[&id]);
            (of_map, of_stable)
        };
        (0..SESSIONS).map(place).collect::<Vec<_>>()
    };
    let new = places(&map, &stable);

    // Values are set up, through references and by `insert`.
    for id in 0..SESSIONS {
        map.get_mut(&id).unwrap()[0] = 1;
        stable.get_mut(&id).unwrap()[0] = 1;
        map.insert(id, [2; 40]);
        stable.insert(id, [2; 40]);
    }
    assert_eq!(places(&map, &stable), new, "after init: the same");

    let buckets = (map.inspect().buckets, stable.inspect().buckets);
    map.extend((SESSIONS..500).map(|id| (id, [0; 40])));
    stable.extend((SESSIONS..500).map(|id| (id, [0; 40])));
    assert!(map.inspect().buckets > buckets.0 && stable.inspect().buckets > buckets.1);
    let grown = places(&map, &stable);
    let mut moved = 0;
    for ((map, stable), (new_map, new_stable)) in grown.iter().zip(&new) {
        assert_ne!(map.1, new_map.1, "after growth: moved");
        moved += usize::from(map.0 != new_map.0);
        assert_eq!(stable, new_stable, "with stable values: the same");
    }
    assert!(moved > SESSIONS as usize / 2, "{moved} really moved");

    // Whatever else happens to the stable map, itself moved too.
    stable.retain(|id, _| *id < SESSIONS);
    stable.shrink_to_fit();
    let stable = Box::new(stable);
    for (id, (_, (address, generation))) in (0..).zip(&grown) {
        assert_eq!(stable.address_of(&id), Some(*address));
        assert_eq!(stable.generation(&id), Some(*generation));
    }
    assert_eq!(
        (stable.address_of(&20), stable.generation(&20)),
        (None, None)
    );
}

#[test]
fn the_keys_of_a_set_have_addresses() {
    let mut names: FastSet<String> = (0..20).map(|n| n.to_string()).collect();
    let before = names.generation("7").unwrap();
    let address = names.address_of("7").unwrap();
    assert_eq!(address.as_ptr().cast_const(), names.get("7").unwrap());
    assert_eq!(before.address(), address.addr().get());
    names.insert("7".to_owned()); // the key that is there stays
    assert_eq!(names.generation("7"), Some(before));
    names.extend((20..500).map(|n| n.to_string()));
    assert_ne!(names.generation("7"), Some(before));
    assert_eq!((names.address_of("-"), names.generation("-")), (None, None));
}
