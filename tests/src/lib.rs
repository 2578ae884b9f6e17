//! What the tests share: the list of key types ([`shapes`]), the model of the maps' operations ([`model`]), and a script
//! of them that is interrupted everywhere ([`faults`]), and keys that are hard on a hash ([`hostile`]).

pub mod faults;
pub mod hostile;
pub mod model;
pub mod route;
pub mod shapes;
pub mod values;
