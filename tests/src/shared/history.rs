//! Whether recorded calls of concurrent threads can have happened one after the other: linearizability.
//!
//! A map is as many registers as it has keys, and a history of several registers is linearizable if each register's part
//! is (Herlihy and Wing, 1990), so keys are checked one by one. The check is that of Wing and Gong (1993), with the memory
//! of what was tried that Lowe (2017) adds: of the calls that are not in the order yet, any may come next that began before
//! the first of them ended; the register then gives an answer, which must be the recorded one.

use std::collections::HashSet;

/// What a call asks of a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ask {
    /// `load`; also what `range` shows of a key.
    Load,
    /// `store`.
    Store(u64),
    /// `swap`; also `alter` to a value that does not depend on the old one.
    Swap(u64),
    /// `load_or_store`, and `load_or_insert_with`.
    LoadOrStore(u64),
    /// `load_and_delete`; also `alter` to nothing.
    LoadAndDelete,
    /// `delete`.
    Delete,
    /// `compare_and_swap` from the first to the second.
    CompareAndSwap(u64, u64),
    /// `compare_and_delete`.
    CompareAndDelete(u64),
    /// `clear`, as far as it concerns the key.
    Clear,
}

/// What a call answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Nothing.
    Done,
    /// A value, or that there is none.
    Value(Option<u64>),
    /// Whether something was done.
    Was(bool),
    /// The value that is there now, and whether it was before.
    Found(u64, bool),
}

impl Ask {
    /// What a key answers whose value is `value`, and the value that it has then.
    pub fn of(self, value: Option<u64>) -> (Answer, Option<u64>) {
        match self {
            Ask::Load => (Answer::Value(value), value),
            Ask::Store(new) => (Answer::Done, Some(new)),
            Ask::Swap(new) => (Answer::Value(value), Some(new)),
            Ask::LoadOrStore(new) => {
                let found = value.unwrap_or(new);
                (Answer::Found(found, value.is_some()), Some(found))
            }
            Ask::LoadAndDelete => (Answer::Value(value), None),
            Ask::Delete => (Answer::Was(value.is_some()), None),
            Ask::CompareAndSwap(old, new) if value == Some(old) => (Answer::Was(true), Some(new)),
            Ask::CompareAndDelete(old) if value == Some(old) => (Answer::Was(true), None),
            Ask::CompareAndSwap(..) | Ask::CompareAndDelete(_) => (Answer::Was(false), value),
            Ask::Clear => (Answer::Done, None),
        }
    }
}

/// A call as it was recorded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Call {
    /// What was asked.
    pub ask: Ask,
    /// What was answered.
    pub answer: Answer,
    /// When, by a clock that all threads share. No two times are the same.
    pub began: u64,
    /// When the answer was there.
    pub ended: u64,
}

/// An order in which the calls may have happened one by one to a key whose value was `value` at first; none if there is no
/// such order.
///
/// # Panics
/// If there are more than 64 calls.
pub fn order(calls: &[Call], value: Option<u64>) -> Option<Vec<usize>> {
    assert!(calls.len() <= 64, "too many calls to look at all orders");
    let mut search = Search {
        calls,
        tried: HashSet::new(),
        order: Vec::new(),
    };
    search.go_on(0, value).then_some(search.order)
}

struct Search<'a> {
    calls: &'a [Call],
    /// Sets of calls and values after them from which no order was found.
    tried: HashSet<(u64, Option<u64>)>,
    order: Vec<usize>,
}

impl Search<'_> {
    /// Completes the order, of which the calls in `done` are the start and `value` is the outcome.
    fn go_on(&mut self, done: u64, value: Option<u64>) -> bool {
        let open = |call: &usize| done >> call & 1 == 0;
        let calls = self.calls;
        let Some(first_end) = (0..calls.len())
            .filter(open)
            .map(|call| calls[call].ended)
            .min()
        else {
            return true;
        };
        if !self.tried.insert((done, value)) {
            return false;
        }
        for call in (0..calls.len()).filter(open) {
            let Call {
                ask, answer, began, ..
            } = calls[call];
            let (expected, then) = ask.of(value);
            if began <= first_end && expected == answer {
                self.order.push(call);
                if self.go_on(done | 1 << call, then) {
                    return true;
                }
                self.order.pop();
            }
        }
        false
    }
}
