//! The law of keys, over every key type of the list, and for keys that break it.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU64;
use std::panic;
use std::rc::Rc;
use std::sync::Arc;

use map_core::FastMap;
use map_core::testing::assert_key_laws;
use tests::for_each_shape;
use tests::shapes::*;

macro_rules! keep_the_law {
    ($($name:ident: $key:ty = $path:ident $bits:literal $cardinality:expr;)*) => {$(
        #[test]
        fn $name() {
            let twice = samples::<$key>().min(40);
            let again = (0..twice).map(<$key>::sample);
            assert_key_laws(confusable::<$key>().into_iter().chain(again));
        }
    )*};
}

for_each_shape!(keep_the_law);

/// What the check says about samples.
fn complaint<K: map_core::FastKey + std::fmt::Debug>(samples: Vec<K>) -> String {
    let check = panic::AssertUnwindSafe(|| assert_key_laws(samples));
    let payload = panic::catch_unwind(check).expect_err("a broken law");
    *payload.downcast::<String>().expect("a formatted message")
}

#[test]
fn a_key_that_ignores_case_is_caught() {
    #[derive(FastMap, Debug)]
    struct Header(String);

    impl PartialEq for Header {
        fn eq(&self, other: &Header) -> bool {
            self.0.eq_ignore_ascii_case(&other.0)
        }
    }

    impl Eq for Header {}

    let said = complaint(
        ["Host", "Accept", "host"]
            .map(|name| Header(name.into()))
            .into(),
    );
    assert!(
        said.starts_with(
            "equal keys hash differently; samples 0 and 2: Header(\"Host\") and Header(\"host\"); help: "
        ),
        "{said}"
    );
}

#[test]
fn a_packed_key_that_ignores_a_field_is_caught() {
    #[derive(FastMap, Debug)]
    struct Versioned {
        id: u32,
        version: u8,
    }

    impl PartialEq for Versioned {
        fn eq(&self, other: &Versioned) -> bool {
            self.id == other.id
        }
    }

    impl Eq for Versioned {}

    let said = complaint(vec![
        Versioned { id: 1, version: 1 },
        Versioned { id: 1, version: 2 },
    ]);
    assert!(
        said.starts_with("equal keys pack differently; samples 0 and 1: "),
        "{said}"
    );
}

#[test]
fn a_key_that_looks_at_more_than_it_packs_is_caught() {
    #[derive(FastMap, Debug)]
    struct Never(u16);

    impl PartialEq for Never {
        fn eq(&self, other: &Never) -> bool {
            std::ptr::eq(self, other)
        }
    }

    impl Eq for Never {}

    let said = complaint(vec![Never(1), Never(1)]);
    assert!(
        said.starts_with(
            "different keys pack alike, so a map takes one for the other; samples 0 and 1: "
        ),
        "{said}"
    );
    assert_eq!(Never(2).0, 2);
}

#[test]
fn equality_of_one_direction_is_caught() {
    #[derive(FastMap, Debug)]
    #[fast_map(path = "general")]
    struct Ordered(u16);

    impl PartialEq for Ordered {
        fn eq(&self, other: &Ordered) -> bool {
            self.0 <= other.0
        }
    }

    impl Eq for Ordered {}

    impl std::hash::Hash for Ordered {
        fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
    }

    let said = complaint(vec![Ordered(1), Ordered(2)]);
    assert!(
        said.starts_with("equality depends on the order; samples 0 and 1: "),
        "{said}"
    );
}
