//! Generic and lifetime keys, and keys whose author named the path.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use map_core::FastMap;
use map_core::sample::Random;

use super::numbered::{Numbered, numbered, numbered_enum};

/// A number and what it is of.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Tagged<T>(pub u64, pub PhantomData<T>);

/// Two of anything.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Two<A, B = u8>(pub A, pub B);

/// Any number of bytes.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Block<const N: usize>(pub [u8; N]);

/// A borrowed string.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Borrowed<'a>(pub &'a str);

/// Every kind of parameter.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Everything<'a, 'b: 'a, V: Clone, const N: usize>
where
    V: Copy,
{
    /// Short-lived.
    pub text: &'a str,
    /// Longer-lived.
    pub longer: &'b [u8],
    /// Numbers.
    pub values: [V; N],
}

/// An enum of parameters.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Either<L, R> {
    Left(L),
    Right { value: R },
    Neither,
}

/// Text with a marker.
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
pub struct Labelled<T>(pub String, pub PhantomData<fn() -> T>);

/// A type that is nothing: no key, no `Clone`, no `Eq`.
pub struct Nothing;

/// Traits written by hand, without asking anything of the parameter.
#[derive(FastMap)]
#[fast_map(bench)]
pub struct Unbounded<T>(pub u16, pub PhantomData<T>);

impl<T> Clone for Unbounded<T> {
    fn clone(&self) -> Self {
        Unbounded(self.0, PhantomData)
    }
}

impl<T> PartialEq for Unbounded<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Unbounded<T> {}

impl<T> Hash for Unbounded<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> fmt::Debug for Unbounded<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Unbounded").field(&self.0).finish()
    }
}

/// 65,536 slots, on demand.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
#[fast_map(path = "direct")]
pub struct Port(pub u16);

/// Wider than it need be.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
#[fast_map(path = "fast64", no_alias)]
pub struct Roomy(pub u16);

/// By its own `Hash` and `Eq`.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
#[fast_map(path = "general", map = "Anything", set = "AnythingSeen")]
pub struct Own<T>(pub T);

/// Named what it would be anyway.
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(bench)]
#[fast_map(path = "faststr")]
pub struct Route(pub String);

/// By its own `Hash`, over a type that is no key by itself.
#[derive(FastMap, Clone, PartialEq, Eq, Hash, Debug)]
#[fast_map(path = "general")]
pub struct Foreign {
    /// A type of the standard library that is no key.
    pub path: std::path::PathBuf,
}

impl Numbered for Foreign {
    const LAST: u128 = String::LAST;

    fn of(number: u128) -> Self {
        Foreign {
            path: String::of(number).into(),
        }
    }
}

impl map_core::Sample for Foreign {
    fn sample(random: &mut Random) -> Self {
        Foreign {
            path: <String as map_core::Sample>::sample(random).into(),
        }
    }
}

numbered! {
    Tagged<u8> { 0: u64, 1: PhantomData<u8> };
    Two<u8> { 0: u8, 1: u8 };
    Two<u8, &'static str> { 0: u8, 1: &'static str };
    Block<8> { 0: [u8; 8] };
    Block<20> { 0: [u8; 20] };
    Borrowed<'static> { 0: &'static str };
    Everything<'static, 'static, u8, 2> { values: [u8; 2], text: &'static str, longer: &'static [u8] };
    Labelled<u8> { 0: String, 1: PhantomData<fn() -> u8> };
    Unbounded<Nothing> { 0: u16, 1: PhantomData<Nothing> };
    Port { 0: u16 };
    Roomy { 0: u16 };
    Own<std::net::Ipv4Addr> { 0: std::net::Ipv4Addr };
    Route { 0: String };
}

numbered_enum! {
    Either<u32, u32> { Left { 0: u32 } Right { value: u32 } Neither {} };
}
