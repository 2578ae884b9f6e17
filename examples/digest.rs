//! Two machines that hold the same accounts agree on a digest of them, though each iterates in an order of its own.
//!
//! ```text
//! cargo run --release --example digest
//! ```
//!
//! The program runs itself twice, as two processes that share nothing: each inserts the accounts in a different order
//! into a map with a random seed, and prints the first few in the map's own order, then a digest in the keys' order.

use std::env;
use std::process::{Command, ExitCode};

use map_core::{FastKey, FastMap};
use sha2::{Digest, Sha256};

/// Where an account is kept, and its number there.
#[derive(FastMap, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Account {
    branch: u16,
    number: u32,
}

const ACCOUNTS: u32 = 1_000;

/// The accounts as one machine comes to know them: every `step`-th, round and round.
fn accounts(step: u32) -> FastMap<Account, i64> {
    (0..ACCOUNTS)
        .map(|i| i * step % ACCOUNTS)
        .map(|i| {
            let account = Account {
                branch: (i % 7) as u16,
                number: i,
            };
            (account, i64::from(i) * 100 - 5_000)
        })
        .collect()
}

/// A digest of the entries in ascending order of their keys: it depends on nothing else.
fn digest(balances: &FastMap<Account, i64>) -> String {
    let mut hash = Sha256::new();
    for (account, cents) in balances.iter_sorted() {
        hash.update(account.branch.to_le_bytes());
        hash.update(account.number.to_le_bytes());
        hash.update(cents.to_le_bytes());
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What one machine prints: the start of its map's own order, and the digest.
fn machine(step: u32) {
    let balances = accounts(step);
    let first: Vec<u32> = balances
        .keys()
        .take(8)
        .map(|account| account.number)
        .collect();
    println!("{first:?}");
    println!("{}", digest(&balances));
}

/// Runs this program as another machine, and gives its two lines.
fn ask_machine(step: u32) -> Result<(String, String), String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program)
        .arg(step.to_string())
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut lines = text.lines().map(str::to_owned);
    lines
        .next()
        .zip(lines.next())
        .ok_or_else(|| "the other machine said nothing".to_owned())
}

fn main() -> ExitCode {
    map_core::trace::init_from_env();
    if let Some(step) = env::args().nth(1).and_then(|step| step.parse().ok()) {
        machine(step);
        return ExitCode::SUCCESS;
    }
    // 3 and 7 share no factor with the number of accounts, so both machines see each account once.
    let (ours, theirs) = match (ask_machine(3), ask_machine(7)) {
        (Ok(ours), Ok(theirs)) => (ours, theirs),
        (Err(error), _) | (_, Err(error)) => {
            eprintln!("digest: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("{}", Account::PLAN);
    println!("one machine's order:     {}", ours.0);
    println!("the other machine's:     {}", theirs.0);
    println!("one machine's digest:    {}", ours.1);
    println!("the other machine's:     {}", theirs.1);
    if ours.1 != theirs.1 || ours.0 == theirs.0 {
        eprintln!("digest: the digests ought to be equal, and the orders ought not");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}
