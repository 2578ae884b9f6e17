// #[derive(FastMap)] #[fast_map(stable)] struct SessionId(u64);

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl ::map_core::FastKey for SessionId {
    const SHAPE: ::map_core::private::Shape = <u64 as ::map_core::FastKey>::SHAPE;
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        __visitor.fields(&self.0)
    }
}
/// A `StableMap` whose keys are `SessionId` and whose values never move. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[allow(dead_code, non_camel_case_types)]
type SessionIdMap<V> = ::map_core::StableMap<SessionId, V>;
/// A `FastSet` of `SessionId`.
#[allow(dead_code, non_camel_case_types)]
type SessionIdSet = ::map_core::FastSet<SessionId>;
