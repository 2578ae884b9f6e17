#!/usr/bin/env bash
# What `tracing` keeps in mind of an event that a thread without a subscriber was the first to send.
#
# Guess before: a subscriber that is alive, and set for one thread, gets what that thread sends, whatever other threads
# sent before.
# Seen, tracing 0.1.44 with tracing-core 0.1.36: where it is the only subscriber alive, and a thread that has none sends the
# event first, `tracing` asks *that thread's* subscriber whether anybody wants the event, hears no, and keeps that. The
# event is never sent again, not even by the thread whose subscriber wants it, until another subscriber is made. With a
# second subscriber alive (of no interest, and set nowhere) all is as guessed.
set -euo pipefail

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
cd "$directory"
mkdir src

cat >Cargo.toml <<'TOML'
[package]
name = "first_thread_decides"
version = "0.0.0"
edition = "2024"

[dependencies]
tracing = { version = "=0.1.44", default-features = false, features = ["std"] }
tracing-core = "=0.1.36"
TOML

cat >src/main.rs <<'RUST'
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Metadata, Subscriber, dispatcher::with_default, info};

/// Counts events, and wants all of them.
struct Count(Arc<AtomicUsize>);

impl Subscriber for Count {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {
        self.0.fetch_add(1, SeqCst);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

fn send() {
    info!("one place in the program");
}

fn main() {
    let second = std::env::args().nth(1).is_some();
    let heard = Arc::new(AtomicUsize::new(0));
    let subscriber = Dispatch::new(Count(heard.clone()));
    let _other = second.then(|| Dispatch::new(Count(Arc::default())));
    send(); // this thread has no subscriber: nobody should hear this one
    with_default(&subscriber, || {
        send();
        send();
    });
    println!("{} of 2 events heard", heard.load(SeqCst));
    // Another subscriber is made, and everybody is asked again.
    let _later = Dispatch::new(Count(Arc::default()));
    with_default(&subscriber, send);
    println!("{} of 3 once another subscriber was made", heard.load(SeqCst));
}
RUST

cargo build --quiet
alone=$(./target/debug/first_thread_decides)
beside=$(./target/debug/first_thread_decides second)
printf 'the only subscriber:\n%s\nwith a second one alive:\n%s\n' "$alone" "$beside"
[ "$alone" = $'0 of 2 events heard\n1 of 3 once another subscriber was made' ]
[ "$beside" = $'2 of 2 events heard\n3 of 3 once another subscriber was made' ]
