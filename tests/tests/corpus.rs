//! What the fuzzers found worth keeping, run again: `fuzz/corpus`, one directory a target.

#[expect(unreachable_pub, reason = "elsewhere it is a crate of its own")]
#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use std::fs;
use std::path::Path;

use fuzz::Make;
use tests::shapes::*;

/// The targets, with their keys.
const TARGETS: &[(&str, &[Make])] = &[
    ("direct", models![U8]),
    ("fast32", models![Packet]),
    ("fast64", models![Either<u32, u32>]),
    ("fast128", models![Span]),
    ("text", models![Name]),
    ("general", models![Mixed]),
    ("alike", models![Alike]),
];

/// What [`fuzz::run`] counts at the end of every input.
#[test]
#[expect(unsafe_code, reason = "it is what is tested")]
fn blocks_that_are_left_are_counted() {
    let mut before = vec![1];
    fuzz::memory::watch();
    before.extend([2; 100]); // given back after all
    drop((before, vec![3]));
    std::mem::forget((Box::new(4), vec![5; 50]));
    let mut grown = vec![6];
    grown.extend([7; 100]);
    std::mem::forget(grown);
    // SAFETY: nothing points to what was forgotten.
    assert_eq!(unsafe { fuzz::memory::free_rest() }, 3);
    std::mem::forget(Box::new(8));
    fuzz::memory::watch();
    // SAFETY: there are none.
    assert_eq!(unsafe { fuzz::memory::free_rest() }, 0);
}

#[test]
fn every_input_passes() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus");
    for (target, models) in TARGETS {
        let mut inputs = 0;
        for entry in fs::read_dir(corpus.join(target)).expect("every target has a corpus") {
            let path = entry.expect("readable").path();
            println!("{}", path.display());
            fuzz::run(models, &fs::read(path).expect("readable"));
            inputs += 1;
        }
        assert!(inputs > 0, "{target} has inputs");
        let source = corpus.join(format!("../fuzz_targets/{target}.rs"));
        assert!(source.is_file(), "{target} is a target");
    }
}
