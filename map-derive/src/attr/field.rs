//! What may be asked for of a field: the range that its author promises, or that the key does without it.

use proc_macro2::Span;
use quote::ToTokens;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, UnOp};

use super::{Target, flag, for_each_option};
use crate::errors::Errors;

/// What was asked for of one field.
#[derive(Clone, Copy, Default)]
pub(crate) struct FieldAttrs {
    pub(crate) max: Option<Max>,
    /// Where `skip` stands.
    pub(crate) skip: Option<Span>,
}

/// The largest value, and where it was written.
#[derive(Clone, Copy)]
pub(crate) struct Max {
    pub(crate) value: u128,
    pub(crate) span: Span,
}

impl FieldAttrs {
    /// Reads all `#[fast_map(...)]` of a field.
    pub(crate) fn read(attrs: &[Attribute], errors: &mut Errors) -> FieldAttrs {
        let mut found = FieldAttrs::default();
        for_each_option(attrs, Target::Field, errors, |name, meta, errors| {
            match name {
                "max" => found.max = max(meta, errors),
                "skip" => found.skip = flag(name, meta, errors),
                _ => return false,
            }
            true
        });
        if let (Some(_), Some(span)) = (found.max, found.skip) {
            errors.at_span(
                span,
                "`skip` leaves the field out, so `max` has nothing to limit",
                "remove one of them",
            );
        }
        found
    }
}

/// The number of `max = N`.
fn max(meta: &Meta, errors: &mut Errors) -> Option<Max> {
    let Meta::NameValue(pair) = meta else {
        errors.at(meta, "`max` takes a number", "write `max = 100`");
        return None;
    };
    let written = ungroup(&pair.value);
    match written {
        Expr::Lit(ExprLit {
            lit: Lit::Int(number),
            ..
        }) => match number.base10_parse() {
            Ok(0) => errors.at(
                number,
                "`max = 0` leaves the field one value, which tells no keys apart",
                "raise `max`, or take the field out of the key",
            ),
            Ok(value) => {
                return Some(Max {
                    value,
                    span: number.span(),
                });
            }
            Err(_) if number.base10_digits().starts_with('-') => negative(number, errors),
            Err(_) => errors.at(
                number,
                "`max` is larger than any integer can be",
                "lower it, or remove it",
            ),
        },
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => negative(written, errors),
        _ => errors.at(
            written,
            "`max` takes a number, written out",
            "write `max = 100`",
        ),
    }
    None
}

fn negative(written: &impl ToTokens, errors: &mut Errors) {
    errors.at(
        written,
        "`max` cannot be negative: the promised range starts at 0",
        "store the distance from the smallest value, and limit that: `max = 100`",
    );
}

/// Without the groups that macros put around `$max`.
fn ungroup(expr: &Expr) -> &Expr {
    match expr {
        Expr::Group(group) => ungroup(&group.expr),
        Expr::Paren(paren) => ungroup(&paren.expr),
        _ => expr,
    }
}
