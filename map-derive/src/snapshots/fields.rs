// #[derive(FastMap)] struct Cell { x: u32, y: u32 }

/// Keys of maps. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[automatically_derived]
impl ::map_core::FastKey for Cell {
    const SHAPE: ::map_core::private::Shape = ::map_core::private::Shape::product(
        &[<u32 as ::map_core::FastKey>::SHAPE, <u32 as ::map_core::FastKey>::SHAPE],
    );
    #[inline(always)]
    fn visit<__V: ::map_core::private::Visitor>(&self, __visitor: __V) -> __V::Output {
        __visitor.fields((&self.x, &self.y))
    }
}
/// A `FastMap` whose keys are `Cell`. [`PLAN`](::map_core::FastKey::PLAN) says which path they take, and why.
#[allow(dead_code, non_camel_case_types)]
type CellMap<V> = ::map_core::FastMap<Cell, V>;
/// A `FastSet` of `Cell`.
#[allow(dead_code, non_camel_case_types)]
type CellSet = ::map_core::FastSet<Cell>;
