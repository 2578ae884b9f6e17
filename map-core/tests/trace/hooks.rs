//! Hooks and recorders: filters, threads, panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use map_core::trace::{Operation, Recorder, on_assign};
use map_core::{FastKey, FastMap};

use crate::{Alike, Level, Name, UserId};

#[test]
fn a_hook_hears_the_key_type_it_asks_for() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = heard.clone();
    let hook = on_assign(move |assign| {
        let line = (
            assign.operation,
            assign.key.clone(),
            assign.is::<UserId, _>(&UserId(2)),
        );
        log.lock().unwrap().push(line);
    });
    hook.of::<UserId>().during(|| {
        let mut users = FastMap::new();
        let mut levels = FastMap::new();
        users.insert(UserId(1), ());
        levels.insert(Level::Info, ());
        users.insert(UserId(2), ());
        users.insert(UserId(2), ());
    });
    let expected = [
        (Operation::Insert, "1".to_owned(), false),
        (Operation::Insert, "2".to_owned(), true),
        (Operation::Overwrite, "2".to_owned(), true),
    ];
    assert_eq!(*heard.lock().unwrap(), expected);
}

/// A hook panics at the assign of each key in turn: the key is not put in, its value not overwritten, and the map valid.
fn assert_valid_after_panics<K: FastKey + Clone>(keys: u64, key: fn(u64) -> K) {
    let mut map = FastMap::with_seed(1);
    for n in 0..keys {
        for (value, expected) in [(1, None), (2, Some(&1))] {
            let panicked = on_assign(|_| panic!("hook"))
                .during(|| catch_unwind(AssertUnwindSafe(|| map.insert(key(n), value))).is_err());
            assert!(panicked);
            assert_eq!(map.get(&key(n)), expected);
            assert_eq!(map.len() as u64, n + u64::from(value == 2));
            map.check_invariants();
            map.insert(key(n), value);
        }
        assert_eq!(map[&key(n)], 2);
    }
    assert_eq!(map.len() as u64, keys);
}

#[test]
fn a_hook_that_panics_leaves_the_map_valid() {
    assert_valid_after_panics(100, UserId);
    assert_valid_after_panics(40, Alike);
    assert_valid_after_panics(40, |n| Name(n.to_string()));
    assert_valid_after_panics(3, |n| {
        [Level::Info, Level::Warning, Level::Error][n as usize]
    });
}

#[test]
fn a_hook_may_use_maps() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let counts = Mutex::new(FastMap::<String, u32>::new());
    let hook = on_assign(move |assign| {
        CALLS.fetch_add(1, Ordering::Relaxed);
        *counts
            .lock()
            .unwrap()
            .entry(assign.key.clone())
            .or_default() += 1;
    });
    hook.during(|| {
        let mut map = FastMap::new();
        for n in 0..5 {
            map.insert(UserId(n), n);
        }
    });
    assert_eq!(
        CALLS.load(Ordering::Relaxed),
        5,
        "what the hook assigns is not heard"
    );
}

#[test]
fn several_recorders_hear_each_their_own_type() {
    let (mut users, mut levels) = (FastMap::new(), FastMap::new());
    let first = Recorder::<UserId>::start();
    let second = Recorder::<Level>::start();
    let third = Recorder::<UserId>::start();
    users.insert(UserId(1), ());
    levels.insert(Level::Error, ());
    drop(first); // not the last that was started
    users.insert(UserId(1), ());
    second.assert_inserted(&Level::Error);
    second.assert_untouched(&Level::Info);
    assert_eq!((second.assigns().len(), third.assigns().len()), (1, 2));
    third.forget();
    third.assert_untouched(&UserId(1));
    drop((second, third));
    let after = Recorder::<UserId>::start();
    users.insert(UserId(1), ());
    assert_eq!(after.assigns().len(), 1);
}

#[test]
fn other_threads_are_not_heard() {
    let recorder = Recorder::<UserId>::start();
    let other = std::thread::spawn(|| {
        let recorder = Recorder::<UserId>::start();
        FastMap::new().insert(UserId(2), ());
        recorder.assert_inserted(&UserId(2));
        recorder.assigns().len()
    });
    assert_eq!(other.join().unwrap(), 1);
    assert_eq!(recorder.assigns(), []);
}

/// What the panic of a failed assertion says.
fn complaint(assert: impl FnOnce(&Recorder<UserId>)) -> String {
    let recorder = Recorder::<UserId>::start();
    FastMap::new().insert(UserId(7), ());
    let panic = catch_unwind(AssertUnwindSafe(|| assert(&recorder))).unwrap_err();
    *panic.downcast::<String>().unwrap()
}

#[test]
fn assertions_fail_and_say_what_was_recorded() {
    let text = complaint(|recorder| recorder.assert_inserted(&UserId(8)));
    assert!(
        text.contains("key 8 of ") && text.contains("UserId was not inserted"),
        "{text}"
    );
    assert!(text.contains("\n  inserted 7 in bucket 0"), "{text}");
    let text = complaint(|recorder| recorder.assert_overwritten(&UserId(7)));
    assert!(text.contains("was not overwritten"), "{text}");
    let text = complaint(|recorder| recorder.assert_untouched(&UserId(7)));
    assert!(text.contains("was assigned"), "{text}");
    let text = complaint(|recorder| {
        recorder.forget();
        recorder.assert_inserted(&UserId(7));
    });
    assert!(text.ends_with("nothing was assigned"), "{text}");
}
