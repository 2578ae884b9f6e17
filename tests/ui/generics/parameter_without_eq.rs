//! The key's `Eq` asks for that of its parameter.
//! Fix: `#[derive(PartialEq, Eq)]` on `Label`, or a `PartialEq` of the key's own that asks nothing of `T`.

use map_core::FastMap;

#[derive(FastMap, PartialEq, Eq)]
struct Tagged<T>(u64, std::marker::PhantomData<T>);

struct Label;

fn main() {
    let mut map = FastMap::new();
    map.insert(Tagged::<Label>(1, std::marker::PhantomData), 2);
}
