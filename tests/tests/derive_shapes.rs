//! What `#[derive(FastMap)]` makes of a key type: the plan that each type of the list gets, and that packing, counting
//! and hashing tell its keys apart.

use std::any::type_name;
use std::borrow::{Borrow, Cow};
use std::collections::HashSet;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU64;
use std::rc::Rc;
use std::sync::Arc;

use map_core::{Equivalent, FastKey, FastMap, FastSet};
use tests::for_each_shape;
use tests::shapes::*;

macro_rules! test_shapes {
    ($($name:ident: $key:ty = $path:ident $bits:literal $cardinality:expr;)*) => {
        mod gets_its_path {
            use super::*;

            $(
                #[test]
                fn $name() {
                    check::<$key>();
                }
            )*
        }

        #[test]
        fn every_path_is_in_the_list() {
            let paths = HashSet::from([$(<$key as Shape>::PATH),*]);
            assert_eq!(paths.len(), 6);
        }
    };
}

for_each_shape!(test_shapes);

/// Asserts the plan, and that different samples stay different.
fn check<K: Shape>() {
    let (name, plan) = (type_name::<K>(), K::PLAN);
    assert_eq!(
        (plan.path, plan.bits, plan.cardinality),
        (K::PATH, K::BITS, K::CARDINALITY),
        "{name}: {plan}"
    );
    let keys: Vec<K> = confusable();
    let distinct: HashSet<&K> = keys.iter().collect();
    assert_eq!(
        distinct.len(),
        keys.len(),
        "{name}: a sample is given twice"
    );
    assert!(
        (keys.len() as u64) >= samples::<K>().min(300),
        "{name}: samples are missing"
    );
    let mut seen = [(); 4].map(|()| HashSet::new());
    for key in &keys {
        assert!(
            seen[0].insert(u128::from(key.mix(0x9e37_79b9))),
            "{name}: {key:?} hashes like another"
        );
        assert_eq!(key.mix(7), key.clone().mix(7), "{name}: {key:?}");
        if K::SHAPE.is_packed() {
            let packed = key.pack();
            assert!(
                K::BITS == 128 || packed >> K::BITS == 0,
                "{name}: {key:?} packs into more than {} bits: {packed:#x}",
                K::BITS
            );
            assert!(
                seen[1].insert(packed),
                "{name}: {key:?} packs like another: {packed:#x}"
            );
            let (arranged, room) = (key.arranged(), K::BITS.next_power_of_two().max(32));
            assert!(
                room == 128 || arranged >> room == 0,
                "{name}: {key:?} is arranged in more than {room} bits: {arranged:#x}"
            );
            assert!(
                seen[3].insert(arranged),
                "{name}: {key:?} is arranged like another: {arranged:#x}"
            );
        }
        if let Some(values) = plan.cardinality {
            let ordinal = key.ordinal();
            assert!(
                ordinal < values,
                "{name}: {key:?} is number {ordinal} of {values}"
            );
            assert!(
                seen[2].insert(u128::from(ordinal)),
                "{name}: {key:?} counts like another: {ordinal}"
            );
        }
    }
    if plan.cardinality == Some(keys.len() as u64) {
        let dense = (0..keys.len() as u128).collect();
        assert_eq!(seen[2], dense, "{name}: an ordinal is nobody's");
    }
}

#[test]
fn small_types_are_seen_whole() {
    fn is_whole<K: Shape>() {
        let keys = confusable::<K>().len() as u64;
        assert_eq!(K::CARDINALITY, Some(keys), "{}", type_name::<K>());
    }
    is_whole::<Switches>();
    is_whole::<Suit>();
    is_whole::<Discriminants>();
    is_whole::<Brackets>();
    is_whole::<Finite>();
    is_whole::<Many>();
    is_whole::<U8>();
}

#[test]
fn strings_are_found_by_their_text() {
    let labelled = || Labelled("a".to_owned(), PhantomData::<fn() -> u8>);
    assert!("a".equivalent(&Name("a".to_owned())));
    assert!(!"b".equivalent(&Name("a".to_owned())));
    assert!("a".equivalent(&ArcName("a".into())));
    assert!("a".equivalent(&Borrowed("a")));
    assert!("a".equivalent(&labelled()));
    assert!(b"a"[..].equivalent(&Bytes(b"a".to_vec())));
    let seed = 11;
    assert_eq!("a".mix(seed), Name("a".to_owned()).mix(seed));
    assert_eq!("a".mix(seed), labelled().mix(seed));
    assert_eq!(b"a"[..].mix(seed), Bytes(b"a".to_vec()).mix(seed));
}

/// The key implements `Borrow` itself.
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(no_borrow)]
struct Borrowable(String);

impl Borrow<str> for Borrowable {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[test]
fn a_borrow_of_ones_own_is_kept() {
    assert!("a".equivalent(&Borrowable("a".to_owned())));
}

#[test]
fn aliases_have_the_keys_parameters() {
    fn same<T>(_: PhantomData<T>, _: PhantomData<T>) {}
    same(
        PhantomData::<PointMap<u8>>,
        PhantomData::<FastMap<Point, u8>>,
    );
    same(PhantomData::<PointSet>, PhantomData::<FastSet<Point>>);
    same(
        PhantomData::<TwoMap<u8, u16, &str>>,
        PhantomData::<FastMap<Two<u8, u16>, &str>>,
    );
    same(
        PhantomData::<EverythingMap<'_, '_, u8, 2, u64>>,
        PhantomData::<FastMap<Everything<'_, '_, u8, 2>, u64>>,
    );
    same(PhantomData::<BlockSet<3>>, PhantomData::<FastSet<Block<3>>>);
    same(
        PhantomData::<Anything<u8, ()>>,
        PhantomData::<FastMap<Own<u8>, ()>>,
    );
    same(
        PhantomData::<AnythingSeen<u8>>,
        PhantomData::<FastSet<Own<u8>>>,
    );
}
