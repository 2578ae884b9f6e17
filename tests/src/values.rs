//! The values that maps are tested with, and [`Counted`], which knows when it was dropped.

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::rc::Rc;

/// A value that can be made from a number and changed in place.
pub trait Value: Clone + PartialEq + Debug + Default + 'static {
    /// The value with this number.
    fn of(number: u64) -> Self;
}

impl Value for () {
    fn of(_: u64) -> Self {}
}

impl Value for u8 {
    fn of(number: u64) -> Self {
        number as u8
    }
}

impl Value for u64 {
    fn of(number: u64) -> Self {
        number
    }
}

impl Value for String {
    fn of(number: u64) -> Self {
        number.to_string()
    }
}

/// 200 bytes: few entries make a table that grows step by step.
impl Value for [u64; 25] {
    fn of(number: u64) -> Self {
        [number; 25]
    }
}

/// Something that a test makes fail: the `n`-th call of it panics, or is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fuse {
    /// Cloning a [`Counted`].
    Clone,
    /// Dropping a [`Counted`].
    Drop,
    /// Hashing a key.
    Hash,
    /// Comparing keys.
    Eq,
    /// A closure handed to a map.
    Closure,
    /// Asking for memory. It does not panic: the test's allocator gives none.
    Memory,
}

/// What a panic carries that a [`Fuse`] made.
#[derive(Clone, Copy, Debug)]
pub struct Fault;

thread_local! {
    static ON_DROP: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
    static FUSES: [Cell<Option<u64>>; 6] = const { [const { Cell::new(None) }; 6] };
    static LEDGER: RefCell<Vec<bool>> = const { RefCell::new(Vec::new()) };
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

impl Fuse {
    /// From now on the `n`-th call panics, counted from 0; the ones after it do not.
    pub fn arm(self, n: u64) {
        FUSES.with(|fuses| fuses[self as usize].set(Some(n)));
    }

    /// No call panics any more. Says whether one would still have.
    pub fn disarm(self) -> bool {
        FUSES.with(|fuses| fuses[self as usize].take().is_some())
    }

    /// How many calls there are before the one that fails; nothing where none will.
    pub fn left(self) -> Option<u64> {
        FUSES.with(|fuses| fuses[self as usize].get())
    }

    /// What all fuses stand at; none blows until they [go on](Fuse::go_on).
    fn pause() -> [Option<u64>; 6] {
        FUSES.with(|fuses| fuses.each_ref().map(Cell::take))
    }

    fn go_on(left: [Option<u64>; 6]) {
        FUSES.with(|fuses| {
            for (fuse, left) in fuses.iter().zip(left) {
                fuse.set(left);
            }
        });
    }

    /// Counts a call. Says whether it is the one that fails; none does while a panic unwinds.
    pub fn blows(self) -> bool {
        FUSES.with(|fuses| {
            let fuse = &fuses[self as usize];
            match fuse.get() {
                Some(0) if !std::thread::panicking() => {
                    fuse.set(None);
                    true
                }
                Some(left) => {
                    fuse.set(Some(left.saturating_sub(1)));
                    false
                }
                None => false,
            }
        })
    }

    /// Counts a call.
    ///
    /// # Panics
    /// If it is the one; with a [`Fault`], and without a message.
    pub fn burn(self) {
        if self.blows() {
            std::panic::resume_unwind(Box::new(Fault));
        }
    }
}

/// A value that is entered in a ledger of its thread when it is made, and struck out when it is dropped.
#[derive(Debug)]
pub struct Counted {
    number: u64,
    id: usize,
}

impl Counted {
    /// The number that it was made of.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// From now on `hook` is called wherever this thread drops one, save within the hook.
    pub fn on_drop(hook: impl Fn() + 'static) {
        ON_DROP.set(Some(Rc::new(hook)));
    }

    /// How many of this thread's values have not been dropped.
    pub fn alive() -> usize {
        ALIVE.get()
    }

    /// Starts a new ledger, without a hook; there must be no values left of the old one that will be dropped.
    pub fn start() {
        ON_DROP.take();
        LEDGER.take();
        ALIVE.set(0);
    }
}

impl Value for Counted {
    fn of(number: u64) -> Self {
        LEDGER.with_borrow_mut(|ledger| {
            ledger.push(true);
            ALIVE.set(ALIVE.get() + 1);
            Counted {
                number,
                id: ledger.len() - 1,
            }
        })
    }
}

impl Default for Counted {
    fn default() -> Self {
        Counted::of(0)
    }
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        Fuse::Clone.burn();
        Counted::of(self.number)
    }
}

impl PartialEq for Counted {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Counted {}

impl Drop for Counted {
    fn drop(&mut self) {
        let alive =
            LEDGER.with_borrow_mut(|ledger| ledger.get_mut(self.id).is_some_and(std::mem::take));
        assert!(alive, "{self:?} is dropped twice");
        ALIVE.set(ALIVE.get() - 1);
        if let Some(hook) = ON_DROP.take() {
            let fuses = Fuse::pause();
            hook();
            Fuse::go_on(fuses);
            ON_DROP.set(Some(hook));
        }
        Fuse::Drop.burn();
    }
}

/// A [`Counted`] in a table that grows step by step.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Heavy {
    counted: Counted,
    ballast: [u64; 23],
}

impl Value for Heavy {
    fn of(number: u64) -> Self {
        Heavy {
            counted: Counted::of(number),
            ballast: [number; 23],
        }
    }
}
