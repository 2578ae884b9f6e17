//! What the tests share: the list of key types ([`shapes`]), the model of the maps' operations ([`model`]), and what
//! concurrent histories are checked with ([`shared`]).

pub mod model;
pub mod route;
pub mod shapes;
pub mod shared;
pub mod values;
