//! Types of the standard library that are keys as they are.

mod numbers;
mod pointers;
mod range;
mod text;
mod tuples;
mod wrappers;

pub(crate) use range::Integer;
pub use range::{UpTo, assert_limits};
