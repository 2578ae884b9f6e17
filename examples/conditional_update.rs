//! Go has `m[k] = v` and `v, ok := m[k]`, and every conditional update is written around them by hand. Here each is one
//! call that says what it does and looks the key up once. What would not compile stands beside it, with the error's
//! code.
//!
//! ```text
//! cargo run --release --example conditional_update
//! ```

use map_core::FastMap;

#[derive(FastMap, Clone, Copy, PartialEq, Eq, Debug)]
struct Account(u32);

#[derive(FastMap, Clone, PartialEq, Eq, Debug)]
struct Word(String);

const ANN: Account = Account(1);
const BOB: Account = Account(2);
const EVE: Account = Account(3);

fn main() {
    map_core::trace::init_from_env();
    insert_if_absent();
    change_or_insert();
    count();
    change_only_if_present();
    take_out();
}

/// Go: `if _, ok := limits[k]; !ok { limits[k] = v }`
fn insert_if_absent() {
    // Go's nil map panics at the first write. A map that was never made is no value here:
    //     let mut limits: FastMap<Account, u32>;
    //     limits.insert(ANN, 500);                     // E0381: used binding `limits` isn't initialized
    let mut limits: FastMap<Account, u32> = FastMap::new();
    limits.insert(ANN, 500);

    let ann = *limits.entry(ANN).or_insert(100);
    let bob = *limits.entry(BOB).or_insert(100);
    // A default that costs something is a closure, run only where the key is absent.
    let eve = *limits
        .entry(EVE)
        .or_insert_with_key(|account| account.0 * 10);
    println!("insert if absent        ann {ann}, bob {bob}, eve {eve}");
}

/// Go: `if v, ok := balances[k]; ok { balances[k] = v + 50 } else { balances[k] = 10 }`
fn change_or_insert() {
    let mut balances = FastMap::from([(ANN, 100)]);

    // There is no `update`; the error says what to write instead:
    //     balances.update(ANN, |balance| balance + 50);     // E0599: `FastMap<Account, i32>` has no `update` method
    for account in [ANN, BOB] {
        let change = |balance: &mut i32| *balance += 50;
        balances.entry(account).and_modify(change).or_insert(10);
    }
    println!(
        "change or insert        ann {}, bob {}",
        balances[&ANN], balances[&BOB]
    );

    // To overwrite whatever is there, `insert`, which hands the old value back:
    let old = balances.insert(ANN, 0);
    println!("overwrite               ann had {old:?}, bob stays");
}

/// Go: `words[w]++`, where an absent key reads as 0.
fn count() {
    let mut words: FastMap<Word, u32> = FastMap::new();
    for word in "the map and the key and the value".split(' ') {
        // Reading by `[]` panics where the key is absent, and so it cannot be written through:
        //     words[word] += 1;                        // E0594: cannot assign to data in an index of `FastMap`
        *words.entry(Word(word.to_owned())).or_default() += 1;
    }
    println!(
        "count                   the {}, and {}",
        words["the"], words["and"]
    );
}

/// Go: `if v, ok := balances[k]; ok { balances[k] = v - 30 }`
fn change_only_if_present() {
    let mut balances = FastMap::from([(ANN, 100)]);

    // The value may be absent, and this must be said:
    //     *balances.get_mut(&ANN) -= 30;               // E0614: type `Option<&mut i32>` cannot be dereferenced
    for account in [ANN, BOB] {
        if let Some(balance) = balances.get_mut(&account) {
            *balance -= 30;
        }
    }
    println!(
        "change only if present  ann {:?}, bob {:?}",
        balances.get(&ANN),
        balances.get(&BOB)
    );

    // A reference into the map ends where the map changes:
    //     let ann = balances.get_mut(&ANN).unwrap();
    //     balances.insert(BOB, 5);                     // E0499: cannot borrow `balances` as mutable more than once
    //     *ann += 1;
    for balance in balances.values_mut() {
        *balance *= 2;
    }
    println!("change all              ann {}", balances[&ANN]);
}

/// Go: `v, ok := sessions[k]; delete(sessions, k)`
fn take_out() {
    let mut sessions = FastMap::from([(ANN, "web"), (BOB, "phone"), (EVE, "web")]);

    let ann = sessions.remove(&ANN);
    let again = sessions.remove(&ANN);
    println!("take out                ann {ann:?}, then {again:?}");

    // Go allows a map to be changed while it is walked, and leaves open which keys are then met:
    //     for (account, device) in &sessions {
    //         if *device == "web" { sessions.remove(account); }     // E0502: also borrowed as immutable
    //     }
    sessions.retain(|_, device| *device != "web");
    println!("take out where          {sessions:?} left");
}
