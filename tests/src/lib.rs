//! What the tests share: the list of key types ([`shapes`]) and the model of the maps' operations ([`model`]).

pub mod model;
pub mod route;
pub mod shapes;
pub mod values;
