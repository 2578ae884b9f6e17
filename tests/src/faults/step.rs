//! One step of a script: a few calls of one method, or one way to leave something half done.

use crate::values::Fuse;

/// One step of a script.
pub struct Step<S> {
    pub(super) name: &'static str,
    /// Whether entries may be gone after it.
    pub(super) removes: bool,
    /// Whether it drops many entries in a row. Where dropping one panics, the others may leak, as they do in the standard
    /// library.
    pub(super) drops_many: bool,
    run: fn(&mut S),
}

impl<S> Step<S> {
    pub(super) fn run(&self, subject: &mut S) {
        (self.run)(subject);
    }
}

/// Adds entries, or changes them in place.
pub(super) fn adds<S>(name: &'static str, run: fn(&mut S)) -> Step<S> {
    Step {
        name,
        removes: false,
        drops_many: false,
        run,
    }
}

/// Takes entries out one by one.
pub(super) fn removes<S>(name: &'static str, run: fn(&mut S)) -> Step<S> {
    Step {
        removes: true,
        ..adds(name, run)
    }
}

/// Drops many entries.
pub(super) fn drops<S>(name: &'static str, run: fn(&mut S)) -> Step<S> {
    Step {
        drops_many: true,
        ..removes(name, run)
    }
}

/// Makes copies and drops them.
pub(super) fn copies<S>(name: &'static str, run: fn(&mut S)) -> Step<S> {
    Step {
        drops_many: true,
        ..adds(name, run)
    }
}

/// What a closure of the script does besides its work.
pub(super) fn is_odd(number: u64) -> bool {
    Fuse::Closure.burn();
    number % 2 == 1
}
