//! Keys that are hashed by SipHash.

use map_core::testing::assert_key_laws;
use map_core::{FastKey, FastMap, Path};

#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(hash = "siphash")]
enum Token {
    Session(String, u32),
    Address([u8; 4]),
}

/// Under `path = "general"` as well, and with parameters.
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(path = "general", hash = "siphash")]
struct Tagged<T>(T, u8);

#[test]
fn the_plan_says_so() {
    assert_eq!(Token::PLAN.path, Path::General);
    assert_eq!(
        Tagged::<u32>::PLAN.to_string(),
        "General: hashed by SipHash, as its `#[fast_map(hash = ...)]` asks"
    );
}

#[test]
fn hashes_are_those_of_sip_and_depend_on_the_seed() {
    let key = Tagged(7u32, 8);
    assert_ne!(key.mix(1), key.mix(2));
    assert_eq!(key.mix(1), key.clone().mix(1));
    assert_key_laws((0..200u32).map(|n| Tagged(n % 150, n as u8 % 3)));
    let tokens = (0..300u32).map(|n| match n % 2 {
        0 => Token::Session("x".repeat(n as usize % 40), n % 3),
        _ => Token::Address((n % 100).to_le_bytes()),
    });
    assert_key_laws(tokens);
}

#[test]
fn maps_find_their_keys() {
    let mut map: FastMap<Token, u32> = FastMap::with_seed(1);
    for n in 0..5_000u32 {
        map.insert(Token::Session(format!("user {n}"), n), n);
        map.insert(Token::Address(n.to_be_bytes()), n);
    }
    assert_eq!(map.len(), 10_000);
    for n in 0..5_000u32 {
        assert_eq!(map.get(&Token::Address(n.to_be_bytes())), Some(&n));
        assert_eq!(map.remove(&Token::Session(format!("user {n}"), n)), Some(n));
    }
    map.check_invariants();
}
