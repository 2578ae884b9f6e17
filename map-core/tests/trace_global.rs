//! A hook for the whole process that uses maps itself: its own assigns must not call it again.

use std::sync::Mutex;

use map_core::FastMap;
use map_core::trace::on_assign;
use tracing::subscriber::set_global_default;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::Registry;

static COUNTS: Mutex<FastMap<String, u32>> = Mutex::new(FastMap::new());

#[test]
fn a_global_hook_may_use_maps() {
    let hook = on_assign(|assign| {
        // Heard again, this would wait for itself.
        *COUNTS
            .lock()
            .unwrap()
            .entry(assign.key.clone())
            .or_default() += 1;
    });
    set_global_default(Registry::default().with(hook)).unwrap();
    let mut map = FastMap::new();
    for _ in 0..3 {
        map.insert(7u64, "seven");
    }
    let other = std::thread::spawn(|| FastMap::new().insert(8u64, ()));
    other.join().unwrap();
    let counts = COUNTS.lock().unwrap();
    assert_eq!((counts["7"], counts["8"], counts.len()), (3, 1, 2));
}
