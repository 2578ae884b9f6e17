//! What is done to the entry of a key. The names are Go's.

use crate::sync::reclaim::{Empty, Entry, Owned, Pin, Shared, State};

impl<K, V> Entry<K, V> {
    /// The value, if there is one.
    #[inline(always)]
    pub(super) fn load<'p, R>(&'p self, pin: &'p Pin<'_, R>) -> Option<Shared<'p, V>> {
        self.state(pin).value()
    }

    /// Sets the value and gives the one from before, unless the entry is expunged.
    pub(super) fn try_swap<'p, R>(
        &'p self,
        mut value: Owned<V>,
        pin: &'p Pin<'_, R>,
    ) -> Result<Option<Shared<'p, V>>, Owned<V>> {
        loop {
            let current = self.state(pin);
            if let State::Empty(Empty::Expunged) = current {
                return Err(value);
            }
            match self.put_if(current, value, pin) {
                Ok(()) => return Ok(current.value()),
                Err(refused) => value = refused,
            }
        }
    }

    /// Sets the value, and gives the one from before. Only under the lock, and if the dirty table has the entry.
    pub(super) fn swap_locked<'p, R>(
        &self,
        value: Owned<V>,
        pin: &'p Pin<'_, R>,
    ) -> Option<Shared<'p, V>> {
        self.put(value, pin).value()
    }

    /// Sets the value if there is none and the entry is not expunged; gives it back otherwise.
    pub(super) fn try_store_new<R>(
        &self,
        value: Owned<V>,
        pin: &Pin<'_, R>,
    ) -> Result<(), Owned<V>> {
        self.put_if(State::Empty(Empty::Absent), value, pin)
    }

    /// Sets the value if it is `current` still; gives it back otherwise.
    pub(super) fn try_replace<R>(
        &self,
        current: Shared<'_, V>,
        value: Owned<V>,
        pin: &Pin<'_, R>,
    ) -> Result<(), Owned<V>> {
        self.put_if(State::Present(current), value, pin)
    }

    /// Takes the value out if it is `current` still, and says whether it was.
    pub(super) fn try_delete<R>(&self, current: Shared<'_, V>, pin: &Pin<'_, R>) -> bool {
        self.empty_if(State::Present(current), Empty::Absent, pin)
    }

    /// Takes the value out, if there is one, and gives it.
    pub(super) fn delete<'p, R>(&'p self, pin: &'p Pin<'_, R>) -> Option<Shared<'p, V>> {
        loop {
            // Not by a swap, or an expunged entry would be taken for one that may be stored to.
            let value = self.load(pin)?;
            if self.try_delete(value, pin) {
                return Some(value);
            }
        }
    }

    /// Expunges the entry if it has no value, and says whether it is expunged now. Only under the lock.
    pub(super) fn try_expunge_locked<R>(&self, pin: &Pin<'_, R>) -> bool {
        loop {
            match self.state(pin) {
                State::Present(_) => return false,
                State::Empty(Empty::Expunged) => return true,
                absent => {
                    if self.empty_if(absent, Empty::Expunged, pin) {
                        return true;
                    }
                }
            }
        }
    }

    /// Whether the entry is expunged. Only under the lock, without which it need not stay so.
    pub(super) fn is_expunged_locked<R>(&self, pin: &Pin<'_, R>) -> bool {
        matches!(self.state(pin), State::Empty(Empty::Expunged))
    }

    /// Expunges the entry for good, as no table has it any more, and says whether it had a value.
    pub(super) fn close<R>(&self, pin: &Pin<'_, R>) -> bool {
        self.empty(Empty::Expunged, pin).value().is_some()
    }
}
