// #[derive(FastMap)] pub struct UserId(u64);

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl ::map_core::FastKey for UserId {
    const SHAPE: ::map_core::private::Shape = <u64 as ::map_core::FastKey>::SHAPE;
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        __visitor.fields(&self.0)
    }
}
/// A `FastMap` whose keys are `UserId`. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[allow(dead_code, non_camel_case_types)]
pub type UserIdMap<V> = ::map_core::FastMap<UserId, V>;
/// A `FastSet` of `UserId`.
#[allow(dead_code, non_camel_case_types)]
pub type UserIdSet = ::map_core::FastSet<UserId>;
