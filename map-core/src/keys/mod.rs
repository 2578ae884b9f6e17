//! Types of the standard library that are keys as they are.

mod numbers;
mod pointers;
mod text;
mod tuples;
mod wrappers;
