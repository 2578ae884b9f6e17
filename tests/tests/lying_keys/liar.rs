//! [`Liar`], a handwritten key.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use map_core::private::{Shape, Variant, Visitor};
use map_core::{Equivalent, FastKey, FastMap, KeyError};
use tests::shared::Chance;
use tests::values::{Counted, Value};

/// A slot for each of 16 keys.
pub(crate) const FEW: u8 = 0;
/// A slot for each of 200 keys, if they keep their promise.
pub(crate) const RANGED: u8 = 1;
/// Hashed, of 20 bits that are promised.
pub(crate) const PACKED: u8 = 2;
/// Hashed, of 128 bits.
pub(crate) const WIDE: u8 = 3;
pub(crate) const TEXT: u8 = 4;
/// Hashed, without bits.
pub(crate) const GENERAL: u8 = 5;

thread_local! {
    static CHANCE: RefCell<Chance> = RefCell::new(Chance::new(0));
}

/// A number below `end`, which is not 0.
pub(crate) fn below(end: u64) -> u64 {
    CHANCE.with_borrow_mut(|chance| chance.below(end))
}

/// Starts a new row of random numbers.
pub(crate) fn start(seed: u64) {
    CHANCE.set(Chance::new(seed));
    Counted::start();
}

/// The truth, mostly; or any number below `end`, mostly near 0; or a panic.
fn answer(truth: u64, end: u64) -> u64 {
    if std::thread::panicking() {
        return truth;
    }
    match below(64) {
        0 => resume_unwind(Box::new("a liar panics")),
        1 => below(end),
        2..=12 => below(end.min(256)),
        _ => truth,
    }
}

thread_local! {
    /// Whether panics are expected, but for those of [`hold`].
    static ATTEMPT: Cell<bool> = const { Cell::new(false) };
}

/// Does what may panic, without a word if it does.
pub(crate) fn attempt(call: impl FnOnce()) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let tell = take_hook();
        set_hook(Box::new(move |panic| {
            if !ATTEMPT.get() {
                tell(panic);
            }
        }));
    });
    let before = ATTEMPT.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(call));
    let is_expected = ATTEMPT.replace(before);
    if let (false, Err(panic)) = (is_expected, outcome) {
        resume_unwind(panic);
    }
}

/// Asserts what must hold also where panics are expected.
pub(crate) fn hold(is_true: bool, what: &str) {
    if !is_true {
        ATTEMPT.set(false);
        panic!("{what}");
    }
}

/// A key of which nothing that it says can be relied on, and that changes while it is in a map.
#[derive(Debug)]
pub(crate) struct Liar<const FORM: u8> {
    number: AtomicU64,
    counted: Counted,
}

impl<const FORM: u8> Liar<FORM> {
    pub(crate) fn of(number: u64) -> Self {
        Liar {
            number: AtomicU64::new(number),
            counted: Counted::of(number),
        }
    }

    /// A key with a random number, of which some are out of its range.
    pub(crate) fn any() -> Self {
        Self::of(Ask::<FORM>::any().0)
    }

    /// Makes it another key.
    pub(crate) fn change(&self) {
        self.number.store(below(256), Relaxed);
    }
}

impl<const FORM: u8> Clone for Liar<FORM> {
    fn clone(&self) -> Self {
        Liar::of(answer(self.number.load(Relaxed), u64::MAX))
    }
}

impl<const FORM: u8> PartialEq for Liar<FORM> {
    fn eq(&self, other: &Self) -> bool {
        let same = self.number.load(Relaxed) == other.number.load(Relaxed);
        answer(same.into(), 2) == 1
    }
}

impl<const FORM: u8> Eq for Liar<FORM> {}

/// What a [`Liar`] is searched by, which lies as well.
#[derive(PartialEq, Eq)]
pub(crate) struct Ask<const FORM: u8>(pub(crate) u64);

impl<const FORM: u8> Ask<FORM> {
    pub(crate) fn any() -> Self {
        Ask(below(match FORM {
            FEW => 18,
            RANGED => 220,
            _ => 400,
        }))
    }
}

impl<const FORM: u8> Equivalent<Liar<FORM>> for Ask<FORM> {
    fn equivalent(&self, key: &Liar<FORM>) -> bool {
        answer((self.0 == key.number.load(Relaxed)).into(), 2) == 1
    }
}

impl<const FORM: u8> From<&Ask<FORM>> for Liar<FORM> {
    fn from(ask: &Ask<FORM>) -> Self {
        Liar::of(answer(ask.0, u64::MAX))
    }
}

const fn shape(form: u8) -> Shape {
    match form {
        FEW => Shape::packed(4, Some(16)),
        RANGED => Shape::packed(8, Some(200)).ranged(true),
        PACKED => Shape::packed(20, Some(1 << 20)).ranged(true),
        WIDE => Shape::packed(128, None).never_zero(),
        TEXT => Shape::TEXT,
        _ => Shape::MIXED.ranged(true),
    }
}

/// An error, which only a key can make.
fn error() -> KeyError {
    #[derive(FastMap, PartialEq, Eq)]
    #[fast_map(no_alias)]
    struct Percent(#[fast_map(max = 100)] u8);
    Percent(101).check().unwrap_err()
}

macro_rules! lies {
    ($($key:ident: |$self:ident| $number:expr;)*) => {$(
        impl<const FORM: u8> FastKey for $key<FORM> {
            const SHAPE: Shape = shape(FORM);

            fn check(&self) -> Result<(), KeyError> {
                let $self = self;
                let is_fine = FORM != RANGED || $number < 200;
                if answer(is_fine.into(), 2) == 1 { Ok(()) } else { Err(error()) }
            }

            fn variant(&self) -> usize {
                below(u64::MAX) as usize
            }

            fn pack(&self) -> u128 {
                let $self = self;
                u128::from(answer($number, u64::MAX)) << (answer(0, 128) & 127)
            }

            fn arranged(&self) -> u128 {
                self.pack()
            }

            fn ordinal(&self) -> u64 {
                let $self = self;
                answer($number, u64::MAX)
            }

            fn mix(&self, state: u64) -> u64 {
                let $self = self;
                answer(state ^ $number.wrapping_mul(0x9e37_79b9_7f4a_7c15), u64::MAX)
            }

            const SLICE_SHAPE: Shape = Shape::packed(2, Some(3));
        }
    )*};
}

lies! {
    Liar: |key| key.number.load(Relaxed) & 0xff | key.counted.number() & !0xff;
    Ask: |key| key.0;
}

/// A key whose variants are not those that it says it has, and which leaves the rest to the trait.
#[derive(Clone, Debug)]
pub(crate) struct Listed(pub(crate) Counted);

impl PartialEq for Listed {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Listed {}

impl FastKey for Listed {
    const SHAPE: Shape = Shape::packed(3, Some(8));
    const VARIANTS: &'static [Variant] = &Variant::list([Shape::packed(64, None); 300]);

    fn variant(&self) -> usize {
        answer(self.0.number(), u64::MAX) as usize
    }

    fn visit<V: Visitor>(&self, visitor: V) -> V::Output {
        visitor.fields(answer(0, u64::MAX))
    }
}
