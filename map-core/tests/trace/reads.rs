//! Reads: one event each, at a finer level than assigns.

use map_core::FastMap;
use map_core::trace::READ;
use tracing::Event;
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;

use crate::{Level, UserId, heard};

/// The fields `found`, `key` and `value` of an event.
fn fields(event: &Event<'_>) -> (bool, String, Option<String>) {
    #[derive(Default)]
    struct Read(bool, String, Option<String>);
    impl Visit for Read {
        fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
            match field.name() {
                "found" => self.0 = format!("{value:?}") == "true",
                "key" => self.1 = format!("{value:?}"),
                "value" => self.2 = Some(format!("{value:?}")),
                _ => {}
            }
        }
    }
    let mut read = Read::default();
    event.record(&mut read);
    (read.0, read.1, read.2)
}

#[test]
fn each_lookup_is_one_event() {
    let mut map = FastMap::from([(UserId(1), 10), (UserId(2), 20)]);
    let address = |map: &FastMap<UserId, i32>, id| {
        let address = map.address_of(&UserId(id)).unwrap();
        Some(format!("{address:?}"))
    };
    let (one, two) = (address(&map, 1), address(&map, 2));
    let events = heard(READ, LevelFilter::TRACE, fields, || {
        assert_eq!(map.get(&UserId(1)), Some(&10));
        assert!(!map.contains_key(&UserId(3)));
        *map.get_mut(&UserId(2)).unwrap() += 1;
        let _ = map.get_disjoint_mut([&UserId(1), &UserId(2)]);
        map.entry(UserId(1)).or_insert(0);
        map.insert(UserId(1), 11); // an assign, and no read
        map.remove(&UserId(2)); // nor is this
        assert_eq!((map.len(), map.iter().count()), (1, 1));
    });
    let found = |key: &str, value: &Option<String>| (true, key.to_owned(), value.clone());
    let missed = (false, "3".to_owned(), None);
    assert_eq!(
        events,
        [
            found("1", &one),
            missed,
            found("2", &two),
            found("1", &one),
            found("2", &two),
            found("1", &one),
        ]
    );
}

#[test]
fn a_batch_is_one_event_a_key() {
    let map: FastMap<u64, [u64; 4]> = (0..100_000).map(|key| (key, [key; 4])).collect();
    let keys: Vec<u64> = (99_950..100_050).collect();
    let events = heard(READ, LevelFilter::TRACE, fields, || {
        assert_eq!(map.get_batch(&keys).flatten().count(), 50);
    });
    // The last window is not full, and asks for its first key again.
    assert!((100..100 + 32).contains(&events.len()));
    assert!(
        events
            .iter()
            .zip(&keys)
            .all(|(event, key)| event.1 == key.to_string())
    );
}

#[test]
fn direct_maps_are_read_too() {
    let map = FastMap::from([(Level::Error, 1)]);
    let events = heard(READ, LevelFilter::TRACE, fields, || {
        assert_eq!(
            (map.get(&Level::Error), map.get(&Level::Info)),
            (Some(&1), None)
        );
        assert_eq!(FastMap::<Level, u8>::new().get(&Level::Info), None);
    });
    let found: Vec<_> = events.iter().map(|event| event.0).collect();
    assert_eq!(found, [true, false, false]);
}

#[test]
fn reads_are_not_heard_at_the_level_of_assigns() {
    let map = FastMap::from([(UserId(1), 10)]);
    let events = heard("map_core", LevelFilter::DEBUG, fields, || {
        assert_eq!((map.len(), map[&UserId(1)], map.iter().count()), (1, 10, 1));
    });
    assert_eq!(events, []);
}
