//! What the targets share: bytes become a model of a map, and operations on it. See `tests::model`.

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
const HEADER: usize = 4;

/// Runs the operations that `input` stands for.
///
/// # Panics
/// Where our map differs from that of the standard library, breaks an invariant, or leaks.
pub fn run(models: &[Make], input: &[u8]) {
    let Some((&[model, keys, filled, seed], ops)) = input.split_first_chunk::<HEADER>() else {
        return;
    };
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
    for mut op in Op::decode(ops) {
        op.key = (u32::from(op.key) % keys) as u16;
        model.apply(op);
    }
    model.check();
    let may_leak = model.may_leak();
    drop(model);
    assert!(Counted::alive() <= may_leak, "values are leaked");
}
