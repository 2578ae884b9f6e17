// #[derive(FastMap)] #[fast_map(borrow, no_alias)] pub struct RouteKey { pub method: Method, version: u8, #[doc = " From the root."] pub path: String }

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl ::map_core::FastKey for RouteKey {
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::product(
        &[
            <Method as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <String as ::map_core::FastKey>::SHAPE,
        ],
    );
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        __visitor
            .fields((
                <Method as ::map_core::FastKey>::field(&self.method),
                &self.version,
                <String as ::map_core::FastKey>::field(&self.path),
            ))
    }
}
/// `RouteKey` with all it owns borrowed: maps of `RouteKey` are searched by it, and nothing is allocated.
#[allow(dead_code, missing_docs, non_camel_case_types)]
#[derive(::core::cmp::PartialEq, ::core::cmp::Eq)]
pub struct RouteKeyRef<'a> {
    pub method: &'a Method,
    version: u8,
    /// From the root.
    pub path: &'a ::core::primitive::str,
}
#[automatically_derived]
impl<'a> ::core::marker::Copy for RouteKeyRef<'a> {}
#[automatically_derived]
impl<'a> ::core::clone::Clone for RouteKeyRef<'a> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
#[automatically_derived]
impl<'a> ::core::fmt::Debug for RouteKeyRef<'a>
where
    for<'__a> Method: ::core::fmt::Debug,
{
    fn fmt(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match self {
            RouteKeyRef { method: __field0, version: __field1, path: __field2 } => {
                __f.debug_struct("RouteKeyRef")
                    .field("method", __field0)
                    .field("version", __field1)
                    .field("path", __field2)
                    .finish()
            }
        }
    }
}
/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl<'a> ::map_core::FastKey for RouteKeyRef<'a>
where
    for<'__a> Method: ::map_core::FastKey,
{
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::product(
        &[
            <&'a Method as ::map_core::FastKey>::SHAPE,
            <u8 as ::map_core::FastKey>::SHAPE,
            <&'a ::core::primitive::str as ::map_core::FastKey>::SHAPE,
        ],
    );
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        __visitor
            .fields((
                <&'a Method as ::map_core::FastKey>::field(&self.method),
                <u8 as ::map_core::FastKey>::field(&self.version),
                <&'a ::core::primitive::str as ::map_core::FastKey>::field(&self.path),
            ))
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'a> ::core::convert::From<&'a RouteKey> for RouteKeyRef<'a> {
    #[inline(always)]
    fn from(__key: &'a RouteKey) -> Self {
        match __key {
            RouteKey { method: __field0, version: __field1, path: __field2 } => {
                RouteKeyRef {
                    method: __field0,
                    version: *__field1,
                    path: &**__field2,
                }
            }
        }
    }
}
#[automatically_derived]
impl<'a> ::map_core::private::Equivalent<RouteKey> for RouteKeyRef<'a> {
    #[inline(always)]
    fn equivalent(&self, __key: &RouteKey) -> ::core::primitive::bool {
        ::core::cmp::PartialEq::eq(
            self,
            &<RouteKeyRef<'_> as ::core::convert::From<_>>::from(__key),
        )
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'a> ::core::convert::From<&RouteKeyRef<'a>> for RouteKey
where
    for<'__a> Method: ::core::clone::Clone,
{
    #[inline]
    fn from(__view: &RouteKeyRef<'a>) -> Self {
        match __view {
            RouteKeyRef { method: __field0, version: __field1, path: __field2 } => {
                RouteKey {
                    method: ::core::clone::Clone::clone(*__field0),
                    version: *__field1,
                    path: ::core::convert::From::from(*__field2),
                }
            }
        }
    }
}
