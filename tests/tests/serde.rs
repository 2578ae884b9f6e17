//! Maps and sets as data.

use std::fmt;
use std::rc::Rc;

use map_core::{FastMap, FastSet};
use serde::de::value::{Error, MapDeserializer};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, forward_to_deserialize_any};

#[derive(FastMap, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(transparent)]
struct Name(String);

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct UserId(u64);

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum Suit {
    Clubs,
    Hearts,
}

#[derive(FastMap, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
enum Owner {
    User { id: u32 },
    Group(u32),
    Root,
}

#[derive(FastMap, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Route {
    method: Suit,
    path: String,
}

/// A map goes to JSON as this text, and comes back.
#[track_caller]
fn is_object<K, V>(map: &FastMap<K, V>, json: &str)
where
    K: map_core::FastKey + Serialize + for<'de> Deserialize<'de> + fmt::Debug,
    V: PartialEq + Serialize + for<'de> Deserialize<'de> + fmt::Debug,
{
    assert_eq!(serde_json::to_string(map).unwrap(), json);
    assert_eq!(&serde_json::from_str::<FastMap<K, V>>(json).unwrap(), map);
}

#[test]
fn maps_are_json_objects() {
    is_object(&FastMap::<u8, u8>::new(), "{}");
    is_object(&FastMap::from([("a".to_owned(), 1)]), r#"{"a":1}"#);
    is_object(&FastMap::from([(Name("a".to_owned()), 1)]), r#"{"a":1}"#);
    is_object(&FastMap::from([(-7i64, true)]), r#"{"-7":true}"#);
    is_object(&FastMap::from([(u8::MAX, ())]), r#"{"255":null}"#);
    is_object(&FastMap::from([(UserId(7), 1)]), r#"{"7":1}"#);
    is_object(&FastMap::from([('ß', 1)]), r#"{"ß":1}"#);
    // Without fields, in the order they are written: the direct path.
    is_object(
        &FastMap::from([(Suit::Hearts, 2), (Suit::Clubs, 1)]),
        r#"{"Clubs":1,"Hearts":2}"#,
    );
}

#[test]
fn large_maps_come_back() {
    let map: FastMap<u32, String> = (0..10_000).map(|i| (i, i.to_string())).collect();
    let back: FastMap<u32, String> =
        serde_json::from_str(&serde_json::to_string(&map).unwrap()).unwrap();
    back.check_invariants();
    assert_eq!(back, map);
}

#[test]
fn values_may_borrow_from_the_input() {
    let json = String::from(r#"{"a":"x","b":"y"}"#);
    let map: FastMap<&str, &str> = serde_json::from_str(&json).unwrap();
    assert_eq!(map, FastMap::from([("a", "x"), ("b", "y")]));
}

#[test]
fn sets_are_json_arrays() {
    let set = FastSet::from([Suit::Hearts, Suit::Clubs]);
    let json = serde_json::to_string(&set).unwrap();
    assert_eq!(json, r#"["Clubs","Hearts"]"#);
    assert_eq!(serde_json::from_str::<FastSet<Suit>>(&json).unwrap(), set);

    let set: FastSet<Route> = ["/", "/a", "/b"]
        .map(|path| Route {
            method: Suit::Clubs,
            path: path.to_owned(),
        })
        .into();
    let json = serde_json::to_string(&set).unwrap();
    assert_eq!(serde_json::from_str::<FastSet<Route>>(&json).unwrap(), set);
}

#[derive(PartialEq, Debug, Serialize, Deserialize)]
struct Tables {
    #[serde(with = "map_core::serde_pairs")]
    cells: FastMap<(i32, i32), char>,
    #[serde(with = "map_core::serde_pairs")]
    owners: FastMap<Owner, Vec<u8>>,
    #[serde(with = "map_core::serde_pairs", default)]
    routes: FastMap<Route, Option<u32>>,
}

#[test]
fn composite_keys_go_as_pairs() {
    let tables = Tables {
        cells: FastMap::from([((0, -1), 'a'), ((3, 4), 'b')]),
        owners: FastMap::from([
            (Owner::User { id: 1 }, vec![1]),
            (Owner::Group(1), vec![2]),
            (Owner::Root, vec![]),
        ]),
        routes: ["/", "/users"]
            .map(|path| Route {
                method: Suit::Hearts,
                path: path.to_owned(),
            })
            .map(|route| (route, Some(7)))
            .into(),
    };
    let json = serde_json::to_string(&tables).unwrap();
    assert_eq!(serde_json::from_str::<Tables>(&json).unwrap(), tables);

    let one = Tables {
        cells: FastMap::from([((1, 2), 'x')]),
        owners: FastMap::new(),
        routes: FastMap::new(),
    };
    let json = r#"{"cells":[[[1,2],"x"]],"owners":[],"routes":[]}"#;
    assert_eq!(serde_json::to_string(&one).unwrap(), json);
}

#[test]
fn of_equal_keys_the_last_counts() {
    let map: FastMap<u32, u32> = serde_json::from_str(r#"{"1":1,"2":2,"1":3}"#).unwrap();
    assert_eq!(map, FastMap::from([(1, 3), (2, 2)]));
    let json = r#"{"cells":[[[1,2],"x"],[[1,2],"y"]],"owners":[]}"#;
    let tables: Tables = serde_json::from_str(json).unwrap();
    assert_eq!(tables.cells, FastMap::from([((1, 2), 'y')]));
    let set: FastSet<u8> = serde_json::from_str("[1,1,2,1]").unwrap();
    assert_eq!(set, FastSet::from([1, 2]));
}

#[test]
fn mistakes_in_the_data_are_errors() {
    for json in ["[]", "7", r#"{"1":"a"}"#, r#"{"a":1}"#, r#"{"1":1"#] {
        assert!(
            serde_json::from_str::<FastMap<u32, u32>>(json).is_err(),
            "{json}"
        );
    }
    assert_eq!(
        serde_json::from_str::<FastMap<u32, u32>>("7")
            .unwrap_err()
            .to_string(),
        "invalid type: integer `7`, expected a map at line 1 column 1"
    );
    assert!(serde_json::from_str::<FastSet<u32>>("{}").is_err());
    assert!(serde_json::from_str::<Tables>(r#"{"cells":[[[1,2]]],"owners":[]}"#).is_err());
}

#[test]
fn in_place_keeps_the_memory() {
    let mut map: FastMap<u32, u32> = FastMap::with_capacity(1_000);
    map.insert(9, 9);
    let size = map.allocation_size();
    let mut json = serde_json::Deserializer::from_str(r#"{"1":1}"#);
    Deserialize::deserialize_in_place(&mut json, &mut map).unwrap();
    assert_eq!(
        (map.allocation_size(), &map),
        (size, &FastMap::from([(1, 1)]))
    );

    let mut set: FastSet<u32> = FastSet::with_capacity(1_000);
    set.insert(9);
    let size = set.allocation_size();
    let mut json = serde_json::Deserializer::from_str("[1]");
    Deserialize::deserialize_in_place(&mut json, &mut set).unwrap();
    assert_eq!((set.allocation_size(), &set), (size, &FastSet::from([1])));
}

/// Data that claims to be as long as can be, and is three entries long.
struct Boastful {
    given: u32,
}

impl<'de> Deserializer<'de> for Boastful {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(self)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct struct enum identifier ignored_any
    }
}

impl Boastful {
    fn next(&mut self) -> Option<serde::de::value::U32Deserializer<Error>> {
        use serde::de::IntoDeserializer;
        (self.given < 3).then(|| {
            self.given += 1;
            self.given.into_deserializer()
        })
    }
}

impl<'de> SeqAccess<'de> for Boastful {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.next().map(|next| seed.deserialize(next)).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(usize::MAX)
    }
}

impl<'de> MapAccess<'de> for Boastful {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        use serde::de::IntoDeserializer;
        seed.deserialize(self.given.into_deserializer())
    }

    fn size_hint(&self) -> Option<usize> {
        Some(usize::MAX)
    }
}

/// A key that deserializes from a number and takes no memory: not even then is a hint believed.
#[derive(FastMap, PartialEq, Eq, Debug)]
struct Nothing;

impl<'de> Deserialize<'de> for Nothing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u32::deserialize(deserializer).map(|_| Nothing)
    }
}

#[test]
fn hints_are_not_believed() {
    const MOST: usize = 4 << 20;
    let map = FastMap::<u32, u32>::deserialize(Boastful { given: 0 }).unwrap();
    assert_eq!(map, FastMap::from([(1, 1), (2, 2), (3, 3)]));
    assert!(map.allocation_size() <= MOST);
    let set = FastSet::<u32>::deserialize(Boastful { given: 0 }).unwrap();
    assert_eq!(set, FastSet::from([1, 2, 3]));
    assert!(set.allocation_size() <= MOST);
    let set = FastSet::<Nothing>::deserialize(Boastful { given: 0 }).unwrap();
    assert!(set.len() == 1 && set.allocation_size() <= MOST);
}

#[test]
fn a_failure_half_way_drops_what_was_read() {
    let kept = Rc::new(());
    thread_local!(static KEPT: std::cell::RefCell<Option<Rc<()>>> = const { std::cell::RefCell::new(None) });
    #[derive(Debug)]
    struct Value {
        _kept: Rc<()>,
    }
    impl<'de> Deserialize<'de> for Value {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            u8::deserialize(deserializer)?;
            let kept = KEPT.with_borrow(|kept| kept.clone().expect("set by the test"));
            Ok(Value { _kept: kept })
        }
    }
    KEPT.set(Some(kept.clone()));
    let pairs = [(1u32, 1u32), (2, 2), (3, 300)];
    let data = MapDeserializer::<_, Error>::new(pairs.into_iter());
    assert!(FastMap::<u32, Value>::deserialize(data).is_err());
    KEPT.set(None);
    assert_eq!(Rc::strong_count(&kept), 1);
}
