// #[derive(FastMap)] enum Suit { Clubs, Diamonds, Hearts = 9, Spades }

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl ::map_core::FastKey for Suit {
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::unit_variants(
        4,
    );
    #[inline(always)]
    fn variant(&self) -> ::core::primitive::usize {
        match self {
            Suit::Clubs => 0,
            Suit::Diamonds => 1,
            Suit::Hearts => 2,
            Suit::Spades => 3,
        }
    }
}
/// A `FastMap` whose keys are `Suit`. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[allow(dead_code, non_camel_case_types)]
type SuitMap<V> = ::map_core::FastMap<Suit, V>;
/// A `FastSet` of `Suit`.
#[allow(dead_code, non_camel_case_types)]
type SuitSet = ::map_core::FastSet<Suit>;
