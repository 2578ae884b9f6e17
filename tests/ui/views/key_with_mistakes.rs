//! A view is used whose key cannot be one.

use map_core::FastMap;

#[derive(FastMap)]
#[fast_map(borrow)]
struct Offer {
    name: String,
    price: f64,
}

#[derive(FastMap)]
#[fast_map(borrow = "BorrowedId", borow)]
enum Id<T> {
    Name(String, T),
    Nobody,
}

fn main() {
    let mut map: FastMap<Offer, u32> = FastMap::new();
    let view = OfferRef { name: "a", price: &1.0 };
    map.get(&view);
    *map.entry_ref(&view).or_insert(0) += 1;
    println!("{view:?}");
    let mut ids: FastMap<Id<u8>, u32> = FastMap::new();
    ids.remove(&BorrowedId::Name("a", &2));
    ids.insert(Id::from(&BorrowedId::Nobody), 1);
}
