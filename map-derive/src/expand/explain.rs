//! Which path a key takes, in the docs of what is generated. A field's type may be an alias or a name that is taken, so
//! only what tokens alone decide is stated; for all other keys the plan has to be asked.

use crate::model::{Body, Key};

/// Most variants of an enum that is indexed directly; as in `map_core`.
const DIRECT_VALUES: usize = 256;

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
            if count <= DIRECT_VALUES {
                format!("The path is `Direct`: {why}, each with a slot of its own.")
            } else {
                format!("The path is `Fast32`: {why}, hashed by their number.")
            }
        }
        Body::Struct(fields) if fields.is_empty() => {
            "The path is `Direct`: there is one key.".to_owned()
        }
        _ => format!("`{}::PLAN` says which path they take, and why.", key.ident),
    }
}
