//! What the tests share: the list of key types ([`shapes`]), the model of the maps' operations ([`model`]), a script of
//! them that is interrupted everywhere ([`faults`]), keys that are hard on a hash ([`hostile`]), and what concurrent
//! histories are checked with ([`shared`]).

pub mod faults;
pub mod hostile;
pub mod model;
pub mod route;
pub mod shapes;
pub mod shared;
pub mod values;

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub mod readme {}
