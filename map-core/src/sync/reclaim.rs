//! Memory that others may still be reading: what is taken out of a [`Slot`] or replaced as the root of a [`Domain`] is
//! dropped once nobody can be looking at it any more. The only file of `sync` with `unsafe`.
//!
//! Who wants to read *pins* the domain first. A pin keeps alive everything that was reachable when it was made; what is
//! taken out meanwhile is *retired*, and dropped by whoever gives back the last pin that might have seen it. The
//! bookkeeping is that of `seize`, whose pins cost no fence. What is retired when the domain is dropped is dropped with
//! it, so nothing outlives its map, and values need not be `'static`.
//!
//! A slot must be used with pins of one domain only. The only slots there are are those in the entries of a `SyncMap`,
//! which pins its own domain; debug builds check.
//!
//! Under `--cfg loom` pointers are those that loom explores, and what is retired is dropped with the domain: the models
//! are of what the map does with its slots, and `seize` is tested where it lives.

#![expect(
    unsafe_code,
    reason = "pointers to what other threads may be reading are reclaimed here"
)]

use core::marker::PhantomData;
use core::ops::Deref;
use core::ptr;
use core::sync::atomic::Ordering::SeqCst;
use std::boxed::Box;

use super::shim::AtomicPtr;

#[cfg(loom)]
use at_the_end::{Collector, Guard};
#[cfg(not(loom))]
use by_seize::{Collector, Guard};

/// A value `R` that can be replaced while others read it, and what was retired with its pins.
pub(super) struct Domain<R> {
    /// From a `Box`, and never null.
    root: AtomicPtr<R>,
    collector: Collector,
    #[cfg(debug_assertions)]
    id: one_domain::Id,
    owns: PhantomData<R>,
}

// SAFETY: the domain owns its roots, and moves with them.
unsafe impl<R: Send> Send for Domain<R> {}
// SAFETY: roots are put in, read and dropped by whichever thread comes by.
unsafe impl<R: Send + Sync> Sync for Domain<R> {}

/// The right to read what a domain keeps, as long as it lives.
pub(super) struct Pin<'a, R> {
    domain: &'a Domain<R>,
    guard: Guard<'a>,
}

impl<R> Domain<R> {
    pub(super) fn new(root: R) -> Domain<R> {
        Domain {
            root: AtomicPtr::new(Box::into_raw(Box::new(root))),
            collector: Collector::new(),
            #[cfg(debug_assertions)]
            id: one_domain::Id::new(),
            owns: PhantomData,
        }
    }

    #[inline(always)]
    pub(super) fn pin(&self) -> Pin<'_, R> {
        Pin {
            domain: self,
            guard: self.collector.pin(),
        }
    }

    /// The root, of which nobody else can have hold.
    pub(super) fn root_mut(&mut self) -> &mut R {
        // SAFETY: it is from a `Box` that is dropped with the domain, which is borrowed.
        unsafe { &mut *self.root.load(SeqCst) }
    }
}

impl<R> Drop for Domain<R> {
    fn drop(&mut self) {
        // SAFETY: from a `Box`, and not retired: only roots that were replaced are.
        drop(unsafe { Box::from_raw(self.root.load(SeqCst)) });
    }
}

impl<R> Pin<'_, R> {
    /// The root as it is now.
    #[inline(always)]
    pub(super) fn root(&self) -> &R {
        // SAFETY: never null. It was the root while this pin was there, so it is not dropped before the pin is given
        // back; it is only ever shared.
        unsafe { &*self.guard.load(&self.domain.root) }
    }

    /// Replaces the root; what `root` gave before stays valid as long as this pin.
    pub(super) fn replace_root(&self, root: R) {
        let old = self.domain.root.swap(Box::into_raw(Box::new(root)), SeqCst);
        // SAFETY: from a `Box`, and by the swap nobody finds it any more or retires it again.
        unsafe { self.guard.retire(old) };
    }
}

/// A value in memory of its own, not yet in a slot.
pub(super) struct Owned<V>(Box<Node<V>>);

impl<V> Owned<V> {
    pub(super) fn new(value: V) -> Owned<V> {
        Owned(Box::new(Node(value)))
    }

    pub(super) fn into_value(self) -> V {
        self.0.0
    }
}

/// Aligned, so that no node, not even one without bytes, is at the address that stands for [`State::Expunged`].
#[repr(align(8))]
struct Node<V>(V);

/// A value that is or was in a slot.
pub(super) struct Shared<'p, V>(&'p Node<V>);

impl<V> Clone for Shared<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for Shared<'_, V> {}

impl<V> Deref for Shared<'_, V> {
    type Target = V;

    #[inline(always)]
    fn deref(&self) -> &V {
        &self.0.0
    }
}

/// What is in a slot.
pub(super) enum State<'p, V> {
    /// No value.
    Empty(Empty),
    /// A value.
    Present(Shared<'p, V>),
}

/// Why a slot has no value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Empty {
    /// There is none now: the null pointer.
    Absent,
    /// None may be put in for now: a pointer to nothing.
    Expunged,
}

impl<V> Clone for State<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V> Copy for State<'_, V> {}

impl<'p, V> State<'p, V> {
    #[inline(always)]
    pub(super) fn value(self) -> Option<Shared<'p, V>> {
        match self {
            State::Present(value) => Some(value),
            State::Empty(_) => None,
        }
    }
}

/// A value that may be absent or expunged, and changes by single atomic steps.
pub(super) struct Slot<V> {
    /// From a `Box`, or one of `Empty`.
    value: AtomicPtr<Node<V>>,
    #[cfg(debug_assertions)]
    domain: one_domain::Check,
    owns: PhantomData<V>,
}

// SAFETY: the slot owns its value, and moves with it.
unsafe impl<V: Send> Send for Slot<V> {}
// SAFETY: values are put in, read, taken out and dropped by whichever thread comes by.
unsafe impl<V: Send + Sync> Sync for Slot<V> {}

impl<V> Slot<V> {
    pub(super) fn new(value: Owned<V>) -> Slot<V> {
        Slot {
            value: AtomicPtr::new(Box::into_raw(value.0)),
            #[cfg(debug_assertions)]
            domain: one_domain::Check::new(),
            owns: PhantomData,
        }
    }

    #[inline(always)]
    pub(super) fn load<'p, R>(&'p self, pin: &'p Pin<'_, R>) -> State<'p, V> {
        self.check(pin);
        // SAFETY: it is in the slot while the pin is there.
        unsafe { state(pin.guard.load(&self.value)) }
    }

    /// Puts `value` in, whatever is there, and gives what was.
    pub(super) fn swap<'p, R>(&self, value: Owned<V>, pin: &'p Pin<'_, R>) -> State<'p, V> {
        self.check(pin);
        let old = self.value.swap(Box::into_raw(value.0), SeqCst);
        // SAFETY: it was in the slot while the pin was there, and by the swap nobody else retires it.
        unsafe { retire(old, pin) }
    }

    /// Takes out what is there, and gives it.
    pub(super) fn empty<'p, R>(&self, empty: Empty, pin: &'p Pin<'_, R>) -> State<'p, V> {
        self.check(pin);
        let old = self.value.swap(empty.pointer(), SeqCst);
        // SAFETY: as in `swap`.
        unsafe { retire(old, pin) }
    }

    /// Puts `value` in if `current` is what is there; gives it back otherwise.
    pub(super) fn compare_and_swap<R>(
        &self,
        current: State<'_, V>,
        value: Owned<V>,
        pin: &Pin<'_, R>,
    ) -> Result<(), Owned<V>> {
        let value = Box::into_raw(value.0);
        if self.exchange(current, value, pin) {
            Ok(())
        } else {
            // SAFETY: from a `Box` just now, and not put in.
            Err(Owned(unsafe { Box::from_raw(value) }))
        }
    }

    /// Takes `current` out if it is what is there, and says whether it was.
    pub(super) fn compare_and_empty<R>(
        &self,
        current: State<'_, V>,
        empty: Empty,
        pin: &Pin<'_, R>,
    ) -> bool {
        self.exchange(current, empty.pointer(), pin)
    }

    fn exchange<R>(&self, current: State<'_, V>, next: *mut Node<V>, pin: &Pin<'_, R>) -> bool {
        self.check(pin);
        let current = match current {
            State::Empty(empty) => empty.pointer(),
            State::Present(value) => ptr::from_ref(value.0).cast_mut(),
        };
        match self.value.compare_exchange(current, next, SeqCst, SeqCst) {
            Ok(old) => {
                // SAFETY: as in `swap`.
                unsafe { retire(old, pin) };
                true
            }
            Err(_) => false,
        }
    }

    /// Takes the value out of a slot of which nobody else has hold.
    pub(super) fn into_value(self) -> Option<V> {
        let value = self.value.swap(Empty::Absent.pointer(), SeqCst);
        // SAFETY: it was in the slot, and is not any more.
        unsafe { owned(value) }.map(Owned::into_value)
    }

    #[cfg(debug_assertions)]
    fn check<R>(&self, pin: &Pin<'_, R>) {
        self.domain.check(&pin.domain.id);
    }

    #[cfg(not(debug_assertions))]
    #[inline(always)]
    fn check<R>(&self, _pin: &Pin<'_, R>) {}
}

impl<V> Drop for Slot<V> {
    fn drop(&mut self) {
        // SAFETY: what is in a slot is not retired, and this slot is no more. Who still reads the value borrows the slot.
        drop(unsafe { owned(self.value.load(SeqCst)) });
    }
}

impl Empty {
    /// What stands for it in a slot. Nodes are never there.
    #[inline(always)]
    const fn pointer<V>(self) -> *mut Node<V> {
        match self {
            Empty::Absent => ptr::null_mut(),
            Empty::Expunged => ptr::without_provenance_mut(1),
        }
    }

    #[inline(always)]
    fn of<V>(pointer: *mut Node<V>) -> Option<Empty> {
        [Empty::Absent, Empty::Expunged]
            .into_iter()
            .find(|empty| empty.pointer() == pointer)
    }
}

/// What a slot with this pointer has.
///
/// # Safety
/// If it is of a node, then the node is alive as long as `'p`: it was in a slot, which is borrowed, or while a pin of the
/// slot's domain was there, which is borrowed.
#[inline(always)]
unsafe fn state<'p, V>(pointer: *mut Node<V>) -> State<'p, V> {
    match Empty::of(pointer) {
        Some(empty) => State::Empty(empty),
        // SAFETY: a node, alive as the caller promises, and only ever shared.
        None => State::Present(Shared(unsafe { &*pointer })),
    }
}

/// Gives what was taken out of a slot, and drops it once nobody can be reading it.
///
/// # Safety
/// It was taken out while the pin was there, and by nobody else.
unsafe fn retire<'p, V, R>(pointer: *mut Node<V>, pin: &'p Pin<'_, R>) -> State<'p, V> {
    // SAFETY: it was in a slot while the pin was there.
    let state = unsafe { state(pointer) };
    if let State::Present(_) = state {
        // SAFETY: a node in a slot is from a `Box`. By the caller's promise only who pinned before can still find it,
        // and nobody else retires it.
        unsafe { pin.guard.retire(pointer) };
    }
    state
}

/// The value that a slot had, to drop or to keep.
///
/// # Safety
/// It is in no slot any more, and is not retired.
unsafe fn owned<V>(pointer: *mut Node<V>) -> Option<Owned<V>> {
    match Empty::of(pointer) {
        Some(_) => None,
        // SAFETY: a node in a slot is from a `Box`; the rest is promised by the caller.
        None => Some(Owned(unsafe { Box::from_raw(pointer) })),
    }
}

/// Catches a slot that is used with pins of two domains.
#[cfg(debug_assertions)]
mod one_domain {
    use core::sync::atomic::AtomicUsize;
    use core::sync::atomic::Ordering::Relaxed;

    pub(super) struct Id(usize);

    impl Id {
        pub(super) fn new() -> Id {
            static LAST: AtomicUsize = AtomicUsize::new(0);
            Id(LAST.fetch_add(1, Relaxed) + 1)
        }
    }

    /// The domain by which a slot was used first; 0 before that.
    pub(super) struct Check(AtomicUsize);

    impl Check {
        pub(super) const fn new() -> Check {
            Check(AtomicUsize::new(0))
        }

        pub(super) fn check(&self, id: &Id) {
            let first = self.0.compare_exchange(0, id.0, Relaxed, Relaxed);
            assert!(
                first.is_ok() || first == Err(id.0),
                "a slot is used with a pin of another map"
            );
        }
    }
}

#[cfg(not(loom))]
mod by_seize {
    use core::sync::atomic::AtomicPtr;
    use core::sync::atomic::Ordering::SeqCst;

    use seize::Guard as _;

    pub(super) struct Collector(seize::Collector);

    pub(super) struct Guard<'a>(seize::LocalGuard<'a>);

    impl Collector {
        pub(super) fn new() -> Collector {
            Collector(seize::Collector::new())
        }

        #[inline(always)]
        pub(super) fn pin(&self) -> Guard<'_> {
            Guard(self.0.enter())
        }
    }

    impl Guard<'_> {
        /// Loads a pointer in the way that keeps what it points to from being dropped.
        #[inline(always)]
        pub(super) fn load<T>(&self, pointer: &AtomicPtr<T>) -> *mut T {
            self.0.protect(pointer, SeqCst)
        }

        /// Drops what a `Box` held, later.
        ///
        /// # Safety
        /// It is retired once, and only who pinned before can still find it.
        pub(super) unsafe fn retire<T>(&self, value: *mut T) {
            // SAFETY: promised by the caller.
            unsafe { self.0.defer_retire(value, seize::reclaim::boxed) };
        }
    }
}

#[cfg(loom)]
mod at_the_end {
    use core::sync::atomic::Ordering::SeqCst;
    use std::boxed::Box;
    use std::sync::Mutex;
    use std::vec::Vec;

    use loom::sync::atomic::AtomicPtr;

    /// What was retired, with what drops it. Not loom's mutex: it is no step of the map's.
    pub(super) struct Collector(Mutex<Vec<(*mut (), unsafe fn(*mut ()))>>);

    pub(super) struct Guard<'a>(&'a Collector);

    impl Collector {
        pub(super) fn new() -> Collector {
            Collector(Mutex::new(Vec::new()))
        }

        pub(super) fn pin(&self) -> Guard<'_> {
            Guard(self)
        }
    }

    impl Guard<'_> {
        pub(super) fn load<T>(&self, pointer: &AtomicPtr<T>) -> *mut T {
            pointer.load(SeqCst)
        }

        /// # Safety
        /// It is from a `Box`, is retired once, and only who pinned before can still find it.
        pub(super) unsafe fn retire<T>(&self, value: *mut T) {
            unsafe fn drop_box<T>(value: *mut ()) {
                // SAFETY: promised to `retire`.
                drop(unsafe { Box::from_raw(value.cast::<T>()) });
            }
            let mut retired = self.0.0.lock().expect("nothing panics under this lock");
            retired.push((value.cast(), drop_box::<T>));
        }
    }

    impl Drop for Collector {
        fn drop(&mut self) {
            let retired = self.0.get_mut().expect("nothing panics under this lock");
            for (value, drop) in retired.drain(..) {
                // SAFETY: the pins borrowed the collector, so there are none.
                unsafe { drop(value) };
            }
        }
    }
}
