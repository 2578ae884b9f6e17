//! The derive macro of `map_core`; see [`FastMap`](macro@FastMap).

#[cfg(test)]
mod arbitrary_attrs;
mod attr;
mod check;
mod errors;
mod expand;
mod krate;
mod model;
mod select;
#[cfg(test)]
mod snapshots;
mod spelling;
mod suggest;
mod view;

use proc_macro2::TokenStream;
use syn::DeriveInput;

/// Makes a type a key: [`FastMap<Key, V>`](https://docs.rs/map-core) is then the map for exactly that key.
///
/// Layout, hash and comparison are chosen at compile time from what the key is made of; `<Key as FastKey>::PLAN` says
/// what was chosen and why. The key needs [`Eq`] besides, and every field must be a key itself.
///
/// ```
/// use map_core::{FastKey, FastMap, Path};
///
/// #[derive(FastMap, PartialEq, Eq)]
/// struct UserId(u64);
///
/// #[derive(FastMap, PartialEq, Eq)]
/// enum Owner {
///     User(u32),
///     Group(u32),
///     Root,
/// }
///
/// assert_eq!(UserId::PLAN.path, Path::Fast64);
/// assert_eq!(Owner::PLAN.bits, 34); // two bits say which variant
/// ```
///
/// # What else is added
/// - The aliases `UserIdMap<V>` and `UserIdSet`, as visible as the key and with its generic parameters.
/// - For a struct around one string or byte string, lookups by `&str` or `&[u8]`: an `Equivalent` impl. The macro knows
///   strings by their spelling (`String`, `&str`, `Box<str>`, `Rc<str>`, `Arc<str>`, `Cow<str>`, and the same of bytes,
///   `Vec<u8>` included). A type alias of `String` it cannot see through; such a key takes the same path, but is only
///   looked up by itself.
///
/// # Generic keys
/// The key's own bounds are kept. A field's type that mentions a type parameter must be a key, so that `Pair<A, B>(A, B)`
/// is a key where `A` and `B` are; a parameter that only a `PhantomData` mentions needs nothing.
///
/// # Attributes
/// ## `#[fast_map(path = "...")]`
/// Insists on a path: `"direct"`, `"fast32"`, `"fast64"`, `"fast128"`, `"faststr"` or `"general"`. Where the key cannot
/// take it, that is an error at the attribute (for a generic key, at its first map). Without the attribute, the fastest
/// that the key allows is chosen; it is for `"direct"`, an array with a slot for each of up to 65,536 values, and for
/// `"general"`, which hashes the key by its own [`Hash`] and asks nothing of its fields:
///
/// ```
/// use map_core::{FastKey, FastMap, Path};
///
/// #[derive(FastMap, PartialEq, Eq)]
/// #[fast_map(path = "direct")]
/// struct Port(u16);
///
/// #[derive(FastMap, PartialEq, Eq, Hash)]
/// #[fast_map(path = "general")]
/// struct Layout(std::alloc::Layout);
///
/// assert_eq!(Port::PLAN.path, Path::Direct);
/// assert_eq!(Layout::PLAN.path, Path::General);
/// ```
///
/// ## `#[fast_map(map = "...", set = "...")]` and `#[fast_map(no_alias)]`
/// Names the aliases, or does without them:
///
/// ```
/// use map_core::FastMap;
///
/// #[derive(FastMap, PartialEq, Eq)]
/// #[fast_map(map = "Logins", set = "Users")]
/// pub struct UserId(u64);
///
/// # #[allow(dead_code)]
/// fn report(logins: &Logins<u32>, blocked: &Users) {}
///
/// #[derive(FastMap, PartialEq, Eq)]
/// #[fast_map(no_alias)]
/// pub struct GroupId(u64);
///
/// struct GroupIdMap; // the name is free
/// ```
///
/// ## `#[fast_map(stable)]`
/// Makes the alias `UserIdMap<V>` a `StableMap<UserId, V>`, whose values never move while they are in it: not when the map
/// grows or shrinks, and not when other keys come and go. The set's alias stays what it is.
///
/// ```
/// use map_core::FastMap;
///
/// #[derive(FastMap, PartialEq, Eq)]
/// #[fast_map(stable)]
/// struct SessionId(u64);
///
/// let mut sessions: SessionIdMap<[u8; 300]> = SessionIdMap::new();
/// sessions.insert(SessionId(0), [0; 300]);
/// let place = &raw const sessions[&SessionId(0)];
/// sessions.extend((1..10_000).map(|id| (SessionId(id), [0; 300])));
/// assert_eq!(&raw const sessions[&SessionId(0)], place);
/// ```
///
/// ## `#[fast_map(borrow)]` and `#[fast_map(borrow = "...")]`
/// Adds a borrowed view of the key, by which its maps are searched without allocating: `RouteKeyRef` for `RouteKey`, or
/// the name given. A view has the key's fields in their order, an enum's view its variants, as visible as they are in the
/// key. Text and other owned memory is borrowed (`&str` for `String`, `&[T]` for `Vec<T>`, `Option`s of such too); what
/// is copied anyway, as far as its spelling tells (numbers, `bool`, `char`, references, tuples and arrays of these), is
/// there as it is; any other type is referred to.
///
/// ```
/// use map_core::FastMap;
///
/// #[derive(FastMap, Clone, PartialEq, Eq)]
/// enum Method { Get, Post }
///
/// #[derive(FastMap, PartialEq, Eq)]
/// #[fast_map(borrow)]
/// struct RouteKey {
///     method: Method,
///     path: String,
/// }
///
/// let mut hits: FastMap<RouteKey, u32> = FastMap::new();
/// for path in ["/", "/users", "/"] {
///     let route = RouteKeyRef { method: &Method::Get, path };
///     *hits.entry_ref(&route).or_insert(0) += 1; // makes a `RouteKey` where it is the first
/// }
/// assert_eq!(hits.get(&RouteKeyRef { method: &Method::Get, path: "/" }), Some(&2));
/// assert_eq!(hits.get(&RouteKeyRef { method: &Method::Post, path: "/" }), None);
/// ```
///
/// The view is `Copy`, a key itself, `From<&RouteKey>`, and becomes a `RouteKey` (`From<&RouteKeyRef>`) where its fields
/// can be cloned. A view of another form can be written by hand: it derives `FastMap`, with the key's fields in the key's
/// order, and implements `Equivalent<RouteKey>`.
///
/// ## `#[fast_map(no_borrow)]`
/// No lookups by `&str` or `&[u8]`: for a key that has a `Borrow<str>` of its own, which does the same and would be in
/// conflict, and for a field type that is only called `String`.
///
/// ```
/// use map_core::{FastKey, FastMap, Path};
/// use std::borrow::Borrow;
///
/// #[derive(FastMap, PartialEq, Eq, Hash)]
/// #[fast_map(no_borrow)]
/// struct Name(String);
///
/// impl Borrow<str> for Name {
///     fn borrow(&self) -> &str {
///         &self.0
///     }
/// }
///
/// assert_eq!(Name::PLAN.path, Path::FastStr);
/// let ages = FastMap::from([(Name("Ann".to_owned()), 41)]);
/// assert_eq!(ages.get("Ann"), Some(&41)); // by `Borrow`
/// ```
///
/// ## `#[fast_map(hash = "siphash")]`
/// Hashes the key by SipHash-1-3, as the standard library does, for keys that come from whoever may want to slow the
/// program down. It needs the feature `siphash` and the key's own [`Hash`], and takes the path `"general"`; a key of few
/// values, which would be on the path `"direct"`, is faster and as safe without it. A key inside another is protected
/// where the outer one is.
///
/// ```
/// use map_core::{FastKey, FastMap, Path};
///
/// #[derive(FastMap, PartialEq, Eq, Hash)]
/// #[fast_map(hash = "siphash")]
/// struct SessionToken(String);
///
/// assert_eq!(SessionToken::PLAN.path, Path::General);
/// let sessions = FastMap::from([(SessionToken("c0ffee".to_owned()), 1)]);
/// assert_eq!(sessions.get(&SessionToken("c0ffee".to_owned())), Some(&1));
/// ```
///
/// ## `#[fast_map(bench)]`
/// Implements `map_core::Sample`: random keys, of which `map_core::bench::main!` makes a benchmark for this very key beside
/// the maps that could be used instead. Integers are uniform, within the `max` that was promised; variants are equally
/// likely; texts have 8 to 24 bytes; fields that are keys of their own need the attribute too, or a `Sample` written by hand;
/// fields under `skip` get their [`Default`].
///
/// ```
/// use map_core::{FastMap, Sample, sample::Random};
///
/// #[derive(FastMap, PartialEq, Eq, Debug)]
/// #[fast_map(bench)]
/// enum Owner {
///     User(#[fast_map(max = 9_999)] u32),
///     Team { name: String },
/// }
///
/// let mut random = Random::new(1);
/// match Owner::sample(&mut random) {
///     Owner::User(id) => assert!(id <= 9_999),
///     Owner::Team { name } => assert!((8..=24).contains(&name.len())),
/// }
/// ```
///
/// ## `#[fast_map(crate = "...")]`
/// Where `map_core` is found, if not at `::map_core`: renamed, or passed on by another crate.
///
/// ```
/// mod prelude {
///     pub use map_core; // as another crate might
/// }
///
/// #[derive(prelude::map_core::FastMap, PartialEq, Eq)]
/// #[fast_map(crate = "crate::prelude::map_core")]
/// struct UserId(u64);
///
/// fn main() {
///     let logins = UserIdMap::from([(UserId(7), 1)]);
///     assert_eq!(logins[&UserId(7)], 1);
/// }
/// ```
///
/// # Attributes of fields
/// ## `#[fast_map(max = N)]`
/// Promises that an integer is from 0 to `N`. It then packs into no more bits than `N` has, and a key of at most 256
/// values in all is an array index:
///
/// ```
/// use map_core::{FastKey, FastMap, Path};
///
/// #[derive(FastMap, PartialEq, Eq)]
/// struct Square {
///     #[fast_map(max = 7)]
///     rank: u8,
///     #[fast_map(max = 7)]
///     file: u8,
/// }
///
/// assert_eq!((Square::PLAN.path, Square::PLAN.cardinality), (Path::Direct, Some(64)));
///
/// let mut board = FastMap::from([(Square { rank: 0, file: 4 }, "king")]);
/// let outside = Square { rank: 8, file: 4 };
/// assert_eq!(board.get(&outside), None);
/// assert!(board.checked_insert(outside, "rook").is_err());
/// ```
///
/// The promise is checked wherever a key is put into a map: `insert` and the other ways panic and name the field and its
/// value, `checked_insert` returns that as an error, and so does `FastKey::check` for a key by itself. A lookup by a key
/// out of its range finds nothing. All this holds for keys that hold such a key too. A borrowed view written by hand needs
/// the same `max`.
///
/// ## `#[fast_map(skip)]`
/// Leaves a field out of packing and hashing. That is right only where `PartialEq` ignores the field as well: maps compare
/// packed keys without calling it, so that keys which differ only in a skipped field are the same key to them. The field
/// need not be a key. `map_core::testing::assert_key_laws` tells where `PartialEq` does not agree.
///
/// ```
/// use map_core::FastMap;
///
/// #[derive(FastMap)]
/// struct Symbol {
///     id: u32,
///     #[fast_map(skip)]
///     weight: f64,
/// }
///
/// impl PartialEq for Symbol {
///     fn eq(&self, other: &Symbol) -> bool {
///         self.id == other.id
///     }
/// }
/// impl Eq for Symbol {}
///
/// let map = FastMap::from([(Symbol { id: 1, weight: 0.5 }, 'a')]);
/// assert_eq!(map.get(&Symbol { id: 1, weight: 0.75 }), Some(&'a'));
/// ```
#[proc_macro_derive(FastMap, attributes(fast_map))]
pub fn derive_fast_map(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input.into()).into()
}

/// The pipeline: parse, model, check, and then select and expand, or show what was wrong.
fn derive(input: TokenStream) -> TokenStream {
    let item: DeriveInput = match syn::parse2(input) {
        Ok(item) => item,
        // No item, so no key to put a stub on.
        Err(error) => return error.into_compile_error(),
    };
    let mut errors = errors::Errors::new();
    let key = model::read(&item, &mut errors);
    check::check(&key, &mut errors);
    match errors.finish() {
        Ok(()) => expand::expand(&key, &select::select(&key)),
        Err(mistakes) => expand::stub(&key, mistakes),
    }
}
