//! Memory that others may still be reading: a value that leaves its [`Entry`], and the root of a [`Domain`] that is
//! replaced, are dropped once nobody can be looking at them any more. The only part of `sync` with `unsafe`.
//!
//! Who wants to read *pins* the domain first. A pin keeps alive everything that was reachable when it was made; what is
//! taken out meanwhile is *retired*, and dropped by whoever gives back the last pin that might have seen it. The
//! bookkeeping is that of `seize`, whose pins cost no fence. What is retired when the domain is dropped is dropped with
//! it, so nothing outlives its map, and values need not be `'static`.
//!
//! What panics when it is dropped does so late: the bookkeeping is not unwound, all that goes with it is dropped, and
//! then the [`Aftermath`] goes on with the first panic, on the same thread.
//!
//! An entry must be used with pins of one domain only. All entries there are belong to a `SyncMap`, which pins its own
//! domain; debug builds check.

#![expect(
    unsafe_code,
    reason = "pointers to what other threads may be reading are reclaimed here"
)]

mod aftermath;
mod collector;
#[cfg(debug_assertions)]
mod one_domain;

use core::cell::UnsafeCell;
use core::marker::PhantomData;
use core::mem::MaybeUninit;
use core::ops::Deref;
use core::ptr;
use core::sync::atomic::Ordering::SeqCst;
use std::boxed::Box;
use std::sync::Arc;

use super::shim::AtomicPtr;
use aftermath::Aftermath;
use collector::{Collector, Context, Guard};

/// A value `R` that can be replaced while others read it, and what was retired with its pins.
pub(super) struct Domain<R> {
    /// From a `Box`, and never null.
    root: AtomicPtr<R>,
    collector: Collector,
    _aftermath: Aftermath, // after the collector
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
    _aftermath: Aftermath, // after the guard
}

impl<R> Domain<R> {
    pub(super) fn new(root: R) -> Domain<R> {
        Domain {
            root: AtomicPtr::new(Box::into_raw(Box::new(root))),
            collector: Collector::new(),
            _aftermath: Aftermath,
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
            _aftermath: Aftermath,
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
        unsafe { self.guard.retire(old, drop_box) };
    }

    /// Has what this thread retired dropped as soon as all pins are given back that there are, this one among them.
    pub(super) fn flush(&self) {
        self.guard.flush();
    }
}

/// A value in memory of its own, not yet an entry's.
pub(super) struct Owned<V>(Box<Node<V>>);

impl<V> Owned<V> {
    pub(super) fn new(value: V) -> Owned<V> {
        Owned(Box::new(Node(value)))
    }

    pub(super) fn into_value(self) -> V {
        self.0.0
    }
}

/// Aligned, so that no node, not even one without bytes, is at an address that stands for [`Empty`].
#[repr(align(8))]
struct Node<V>(V);

/// A value that an entry has or had.
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

/// What is in an entry.
pub(super) enum State<'p, V> {
    /// No value.
    Empty(Empty),
    /// A value.
    Present(Shared<'p, V>),
}

/// Why an entry has no value.
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

/// A key, and a value that may be absent or expunged and changes by single atomic steps. Clones are the same entry.
pub(super) struct Entry<K, V>(Arc<Inner<K, V>>);

struct Inner<K, V> {
    key: K,
    cell: Cell<V>,
}

/// Where the value of an entry is. It does not move while it has one.
struct Cell<V> {
    /// [`Empty`], the first value, or one from a `Box`.
    value: AtomicPtr<Node<V>>,
    /// The value that the entry was made with: it lies beside the key, so that a lookup waits for one line less. Once
    /// another is in its place it is retired, and never is the value again.
    first: UnsafeCell<MaybeUninit<Node<V>>>,
    #[cfg(debug_assertions)]
    domain: one_domain::Check,
}

// SAFETY: the cell owns its values, which any thread may read, take out and drop.
unsafe impl<V: Send + Sync> Send for Cell<V> {}
// SAFETY: as above; the first value is never changed, only dropped, when nobody can be reading it.
unsafe impl<V: Send + Sync> Sync for Cell<V> {}

impl<K, V> Clone for Entry<K, V> {
    fn clone(&self) -> Self {
        Entry(Arc::clone(&self.0))
    }
}

impl<K, V> Entry<K, V> {
    pub(super) fn new(key: K, value: V) -> Entry<K, V> {
        let inner = Arc::new(Inner {
            key,
            cell: Cell {
                value: AtomicPtr::new(Empty::Absent.pointer()),
                first: UnsafeCell::new(MaybeUninit::new(Node(value))),
                #[cfg(debug_assertions)]
                domain: one_domain::Check::new(),
            },
        });
        inner.cell.value.store(inner.cell.first(), SeqCst);
        Entry(inner)
    }

    #[inline(always)]
    pub(super) fn key(&self) -> &K {
        &self.0.key
    }

    #[inline(always)]
    pub(super) fn state<'p, R>(&'p self, pin: &'p Pin<'_, R>) -> State<'p, V> {
        self.check(pin);
        // SAFETY: it is the entry's value while the pin is there.
        unsafe { state(pin.guard.load(&self.0.cell.value)) }
    }

    /// Puts `value` in, whatever is there, and gives what was.
    pub(super) fn put<'p, R>(&self, value: Owned<V>, pin: &'p Pin<'_, R>) -> State<'p, V> {
        self.check(pin);
        let old = self.0.cell.value.swap(Box::into_raw(value.0), SeqCst);
        // SAFETY: it was in the entry while the pin was there, and by the swap nobody else retires it.
        unsafe { self.retire(old, pin) }
    }

    /// Takes out what is there, and gives it.
    pub(super) fn empty<'p, R>(&self, empty: Empty, pin: &'p Pin<'_, R>) -> State<'p, V> {
        self.check(pin);
        let old = self.0.cell.value.swap(empty.pointer(), SeqCst);
        // SAFETY: as in `put`.
        unsafe { self.retire(old, pin) }
    }

    /// Puts `value` in if `current` is what is there; gives it back otherwise.
    pub(super) fn put_if<R>(
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
    pub(super) fn empty_if<R>(
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
        match (self.0.cell.value).compare_exchange(current, next, SeqCst, SeqCst) {
            Ok(old) => {
                // SAFETY: as in `put`.
                unsafe { self.retire(old, pin) };
                true
            }
            Err(_) => false,
        }
    }

    /// Gives what was taken out of the entry, and drops it once nobody can be reading it.
    ///
    /// # Safety
    /// It was taken out while the pin was there, and by nobody else.
    unsafe fn retire<'p, R>(&self, old: *mut Node<V>, pin: &'p Pin<'_, R>) -> State<'p, V> {
        // SAFETY: it was in the entry while the pin was there, and is dropped after the pin.
        let state = unsafe { state(old) };
        if let State::Present(_) = state {
            // SAFETY: only who pinned before can still find it. By the caller's promise nobody else retires it, and as
            // the first value never comes back, neither will it be retired again.
            unsafe {
                if old == self.0.cell.first() {
                    // The entry, and with it the value's memory, must outlive the value.
                    let entry = Arc::into_raw(Arc::clone(&self.0)).cast_mut();
                    pin.guard.retire(entry, drop_first);
                } else {
                    pin.guard.retire(old, drop_box);
                }
            }
        }
        state
    }

    /// Key and value of an entry of which nobody else has hold, if there is a value.
    pub(super) fn into_parts(mut self) -> Option<(K, V)> {
        let value = Arc::get_mut(&mut self.0)?.cell.take()?;
        Some((Arc::into_inner(self.0)?.key, value))
    }

    #[cfg(debug_assertions)]
    fn check<R>(&self, pin: &Pin<'_, R>) {
        self.0.cell.domain.check(&pin.domain.id);
    }

    #[cfg(not(debug_assertions))]
    #[inline(always)]
    fn check<R>(&self, _pin: &Pin<'_, R>) {}
}

impl<V> Cell<V> {
    /// Where the first value is or was.
    #[inline(always)]
    const fn first(&self) -> *mut Node<V> {
        self.first.get().cast()
    }

    /// Takes the value out of a cell of which nobody else has hold.
    fn take(&mut self) -> Option<V> {
        let value = self.value.swap(Empty::Absent.pointer(), SeqCst);
        if Empty::of(value).is_some() {
            None
        } else if value == self.first() {
            // SAFETY: it was the value until now, so it was not dropped, and it will not be.
            let Node(value) = unsafe { value.read() };
            Some(value)
        } else {
            // SAFETY: all others are from a `Box`, and by the swap it is in no cell.
            let Node(value) = *unsafe { Box::from_raw(value) };
            Some(value)
        }
    }
}

impl<V> Drop for Cell<V> {
    fn drop(&mut self) {
        // Who still reads the value has hold of the entry.
        drop(self.take());
    }
}

impl Empty {
    /// What stands for it in a cell. Nodes are never there.
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

/// What an entry with this pointer has.
///
/// # Safety
/// If it is of a node, then the node is alive as long as `'p`: it is in an entry, which is borrowed, or was in one while a
/// pin was there, which is borrowed.
#[inline(always)]
unsafe fn state<'p, V>(pointer: *mut Node<V>) -> State<'p, V> {
    match Empty::of(pointer) {
        Some(empty) => State::Empty(empty),
        // SAFETY: a node, alive as the caller promises, and only ever shared.
        None => State::Present(Shared(unsafe { &*pointer })),
    }
}

/// Drops what was in a `Box`.
///
/// # Safety
/// It is from a `Box`, and nobody has it any more.
unsafe fn drop_box<T>(value: *mut T, _: &Context) {
    // SAFETY: promised by the caller.
    let value = unsafe { Box::from_raw(value) };
    aftermath::contain(|panics| _ = panics.catch(|| drop(value)));
}

/// Drops the first value of an entry.
///
/// # Safety
/// The pointer is from `Arc::into_raw`; the first value is not the entry's any more, and nobody reads it.
unsafe fn drop_first<K, V>(entry: *mut Inner<K, V>, _: &Context) {
    // SAFETY: promised by the caller.
    let entry = unsafe { Arc::from_raw(entry) };
    aftermath::contain(|panics| {
        // SAFETY: promised by the caller; the value is in memory that the entry keeps until it is dropped itself.
        panics.catch(|| unsafe { entry.cell.first().drop_in_place() });
        panics.catch(|| drop(entry)); // the key with it, if no table has it any more
    });
}
