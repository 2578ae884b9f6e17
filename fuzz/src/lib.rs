//! What the targets share: bytes become a model of a map, and operations on it. See `tests::model`.

pub mod memory;

use tests::model::{Kind, Lockstep, Op};
use tests::values::Counted;

/// Makes a model of one type of key and of value, with a seed.
pub type Make = fn(u64) -> Box<dyn Lockstep>;

/// Models of one type of key with each kind of value: without size, counted, and of 200 bytes and counted; and with
/// values that stay where they are.
#[macro_export]
macro_rules! models {
    ($key:ty) => {
        &[
            |seed| Box::new(tests::model::Model::<$key, ()>::new(seed)),
            |seed| {
                Box::new(tests::model::Model::<$key, tests::values::Counted>::new(
                    seed,
                ))
            },
            |seed| Box::new(tests::model::Model::<$key, tests::values::Heavy>::new(seed)),
            |seed| Box::new(tests::model::StableModel::<$key, ()>::new(seed)),
            |seed| Box::new(tests::model::StableModel::<$key, tests::values::Counted>::new(seed)),
        ]
    };
}

/// Bytes before the operations: which model, how many keys there are, how many are in the map at first, and the seed.
/// Where the first has its highest bit set, nothing is leaked on purpose: after many operations something is, otherwise.
const HEADER: usize = 4;

/// Runs the operations that `input` stands for.
///
/// # Panics
/// Where our map differs from that of the standard library, breaks an invariant, or leaks.
pub fn run(models: &[Make], input: &[u8]) {
    let Some((header, ops)) = input.split_first_chunk::<HEADER>() else {
        return;
    };
    let is_careful = header[0] & 0x80 != 0;
    let ops = Op::decode(ops).filter(|op| !(is_careful && op.kind.leaks()));
    let leaks = ops.clone().any(|op| op.kind.leaks());
    memory::watch();
    follow(models, *header, ops);
    Counted::start(); // the ledger goes
    #[expect(unsafe_code, reason = "what was leaked is freed")]
    // SAFETY: what models, maps and values allocate is theirs alone, and they are gone, be it by a leak.
    let left = unsafe { memory::free_rest() };
    assert!(leaks || left == 0, "{left} blocks of memory are leaked");
}

/// Does all operations to a model, and drops it.
fn follow(
    models: &[Make],
    [model, keys, filled, seed]: [u8; HEADER],
    ops: impl Iterator<Item = Op>,
) {
    Counted::start();
    let mut model = models[usize::from(model) % models.len()](seed.into());
    let keys = 8u32 << (keys % 14);
    for key in 0..u16::from(filled) * 2 {
        model.apply(Op {
            kind: Kind::Insert,
            key,
            arg: key,
        });
    }
    for mut op in ops {
        op.key = (u32::from(op.key) % keys) as u16;
        model.apply(op);
    }
    model.check();
    let may_leak = model.may_leak();
    drop(model);
    assert!(Counted::alive() <= may_leak, "values are leaked");
}
