//! What listens while a pool works.

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use map_core::FastMap;
use map_core::pool::MapPool;
use map_core::trace::GrowthLines;
use tracing::subscriber::with_default;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::Registry;

/// A pool trims its maps out of its locks: who listens may call it. (In a thread of its own, which would wait for ever.)
#[test]
fn a_pool_trims_out_of_its_locks() {
    static POOL: MapPool<u64, u64> = MapPool::new();
    let (trimmed, told) = channel();
    let (done, is_done) = channel();
    thread::spawn(move || {
        let layer = GrowthLines::new(move |line| {
            if line.contains("shrink") {
                trimmed.send(POOL.stats().idle_maps).unwrap();
            }
        });
        with_default(Registry::default().with(layer), || {
            POOL.put(FastMap::with_capacity(5_000));
            for _ in 0..70 {
                POOL.take().insert(1, 1);
            }
        });
        done.send(()).unwrap();
    });
    let end = is_done.recv_timeout(Duration::from_mins(8));
    assert_eq!(end, Ok(()), "the pool waits for itself");
    assert_eq!(
        told.try_recv(),
        Ok(0),
        "the map that is trimmed is not there yet"
    );
}
