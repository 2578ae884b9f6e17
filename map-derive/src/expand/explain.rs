//! Which path a key takes and why, in the docs of what is generated, where editors show it. What tokens alone decide is
//! stated. A field's type may be an alias, or have a name that is taken, so of those only what their names say is told;
//! where the names say nothing, the plan has to be asked.

use crate::model::{Body, Field, Key};
use crate::select::is_text;

/// Most values that are indexed directly, and most bits of a packed key; as in `map_core`.
const DIRECT_VALUES: u128 = 256;
const PACKED_BITS: u32 = 128;

/// One sentence.
pub(super) fn sentence(key: &Key) -> String {
    if key.attrs.siphash.is_some() {
        return "They are hashed by SipHash, as the attribute asks: the path is `General`."
            .to_owned();
    }
    if let Some(forced) = key.attrs.forced {
        return format!(
            "The path is `{}`, as the attribute asks.",
            forced.path.variant()
        );
    }
    match &key.body {
        Body::Enum(variants)
            if key.skipped.is_empty()
                && variants.iter().all(|variant| variant.fields.is_empty()) =>
        {
            let count = variants.len();
            let why = if count == 1 {
                "one variant".to_owned()
            } else {
                format!("{count} variants without fields")
            };
            if count as u128 <= DIRECT_VALUES {
                format!("The path is `Direct`: {why}, each with a slot of its own.")
            } else {
                format!("The path is `Fast32`: {why}, hashed by their number.")
            }
        }
        Body::Struct(fields) if fields.is_empty() => {
            "The path is `Direct`: there is one key.".to_owned()
        }
        body => match Spelled::of(body) {
            Some(spelled) => {
                let (path, why) = spelled.path();
                let names = match key.fields().count() {
                    1 => "By the name of its field's type",
                    _ => "By the names of its fields' types",
                };
                format!("{names}, the path is `{path}`: {why}.")
            }
            None => format!("`{}::PLAN` says which path they take, and why.", key.ident),
        },
    }
}

/// What types are by their names.
#[derive(Clone, Copy)]
enum Spelled {
    /// Bits, and values where they can be counted.
    Packed(u32, Option<u128>),
    Text,
    Mixed,
}

impl Spelled {
    const UNIT: Spelled = Spelled::Packed(0, Some(1));

    fn of(body: &Body) -> Option<Spelled> {
        match body {
            Body::Struct(fields) => Spelled::all(fields),
            Body::Enum(variants) => {
                let payloads: Option<Vec<Spelled>> = variants
                    .iter()
                    .map(|variant| Spelled::all(&variant.fields))
                    .collect();
                Some(Spelled::one_of(&payloads?))
            }
            Body::Union(_) => None,
        }
    }

    /// Fields side by side.
    fn all(fields: &[Field]) -> Option<Spelled> {
        fields.iter().try_fold(Spelled::UNIT, |all, field| {
            Some(all.beside(Spelled::field(field)?))
        })
    }

    fn field(field: &Field) -> Option<Spelled> {
        if let Some(max) = field.max {
            let bits = u128::BITS - max.value.leading_zeros();
            return Some(Spelled::Packed(bits, max.value.checked_add(1)));
        }
        if field.is_phantom {
            return Some(Spelled::UNIT);
        }
        match field.primitive {
            Some("bool") => Some(Spelled::Packed(1, Some(2))),
            Some("char") => Some(Spelled::Packed(21, Some(0x11_0000))),
            Some("usize" | "isize") => None, // As wide as the target says.
            Some(integer) => {
                let bits = integer[1..].parse().ok()?;
                Some(Spelled::Packed(bits, 1u128.checked_shl(bits)))
            }
            None => is_text(field.ty).then_some(Spelled::Text),
        }
    }

    fn beside(self, other: Spelled) -> Spelled {
        match (self, other) {
            (Spelled::Packed(bits, values), Spelled::Packed(more, times))
                if bits + more <= PACKED_BITS =>
            {
                let values = values
                    .zip(times)
                    .and_then(|(values, times)| values.checked_mul(times));
                Spelled::Packed(bits + more, values)
            }
            (Spelled::Text, Spelled::Packed(0, _)) | (Spelled::Packed(0, _), Spelled::Text) => {
                Spelled::Text
            }
            _ => Spelled::Mixed,
        }
    }

    /// Variants.
    fn one_of(payloads: &[Spelled]) -> Spelled {
        if let [payload] = payloads {
            return *payload;
        }
        let mut widest = 0;
        let mut all = Some(0u128);
        for payload in payloads {
            let Spelled::Packed(bits, values) = *payload else {
                return Spelled::Mixed;
            };
            widest = widest.max(bits);
            all = all
                .zip(values)
                .and_then(|(all, values)| all.checked_add(values));
        }
        let bits = widest
            + (payloads.len().max(1) - 1)
                .checked_ilog2()
                .map_or(0, |log| log + 1);
        if bits <= PACKED_BITS {
            Spelled::Packed(bits, all)
        } else {
            Spelled::Mixed
        }
    }

    /// The path, and the reason.
    fn path(self) -> (&'static str, String) {
        match self {
            Spelled::Packed(_, Some(1)) => ("Direct", "there is one key".to_owned()),
            Spelled::Packed(_, Some(values)) if values <= DIRECT_VALUES => (
                "Direct",
                format!("{values} keys, each with a slot of its own"),
            ),
            Spelled::Packed(bits, _) => {
                let path = match bits {
                    0..=32 => "Fast32",
                    33..=64 => "Fast64",
                    _ => "Fast128",
                };
                (
                    path,
                    format!("{bits} bits, hashed and compared as one integer"),
                )
            }
            Spelled::Text => ("FastStr", "one text, hashed by its bytes".to_owned()),
            Spelled::Mixed => (
                "General",
                "not one integer of 128 bits and not one text, so hashed field by field".to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use map_core::{FastKey, FastMap};

    use super::*;
    use crate::errors::Errors;
    use crate::model;

    /// The sentence about a key, given as it is written.
    fn told(key: &str) -> String {
        let item = syn::parse_str(key).expect("an item");
        let mut errors = Errors::new();
        let key = model::read(&item, &mut errors);
        assert!(errors.finish().is_ok());
        sentence(&key)
    }

    macro_rules! keys {
        ($($kind:ident $name:ident $body:tt)*) => {$(
            keys!(@define $kind $name $body);
            {
                let tokens = stringify!($kind $name $body);
                let tokens = if tokens.ends_with(')') { format!("{tokens};") } else { tokens.to_owned() };
                let (told, path) = (told(&tokens), $name::PLAN.path);
                assert!(told.contains(&format!(" path is `{path}`")), "{tokens} is {path}, but: {told}");
            }
        )*};
        (@define $kind:ident $name:ident ($($field:tt)*)) => {
            #[derive(FastMap, PartialEq, Eq)]
            #[fast_map(no_alias)]
            #[allow(dead_code)]
            $kind $name($($field)*);
        };
        (@define $kind:ident $name:ident {$($body:tt)*}) => {
            #[derive(FastMap, PartialEq, Eq)]
            #[fast_map(no_alias)]
            #[allow(dead_code)]
            $kind $name {$($body)*}
        };
    }

    #[test]
    fn what_is_told_is_what_is_chosen() {
        keys! {
            struct Flag(bool)
            struct Byte(u8)
            struct Signed(i8)
            struct Letter(char)
            struct Word(u16)
            struct Id(u64)
            struct Wide(u128)
            struct Cell { x: u32, y: u32 }
            struct Row { a: u32, b: u16, c: bool, d: u8 }
            struct Bits { a: bool, b: bool, c: bool }
            struct Span { from: u64, to: u64 }
            struct TooWide { from: u64, to: u64, kind: bool }
            struct Name(String)
            struct Bytes(Vec<u8>)
            struct Route { version: u8, path: String }
            struct Square { #[fast_map(max = 7)] rank: u8, #[fast_map(max = 7)] file: u8 }
            struct Seat { #[fast_map(max = 99)] row: u8, #[fast_map(max = 9)] column: u8 }
            enum Owner { User(u32), Group(u32), Root }
            enum Small { Flag(bool), Both(bool, bool), None }
            enum Full { Byte(u8), None }
            enum Large { Wide(u128), None }
            enum Text { Name(String), None }
            enum Single { Name(String) }
            enum Suit { Clubs, Diamonds, Hearts, Spades }
        }
    }

    #[test]
    fn what_names_do_not_say_is_not_told() {
        for key in [
            "struct Slot(usize);",
            "struct Alias(Mine);",
            "struct Pair<A>(u8, A);",
            "enum Either { A(u8), B(Mine) }",
        ] {
            assert!(
                told(key).ends_with("::PLAN` says which path they take, and why."),
                "{key}"
            );
        }
    }
}
