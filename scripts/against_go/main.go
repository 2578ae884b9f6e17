// Go's half of scripts/against-go. FastMap's half is src/main.rs, the same function by function.
//
// main KEY ENTRIES measures twice and prints the second time: a line an operation, of its name, nanoseconds and a
// checksum of what it computed, split by tabs. Keys are made from splitmix64's stream, values are the keys' numbers.
// Each operation starts after a full garbage collection; within it the collector runs when it likes.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"time"
)

// least is how often each operation is done at least: small maps are used again and again.
const least = 1 << 17

// stride is prime, so that its multiples visit all numbers below another number that it does not divide, in no simple order.
const stride = 611953

// word is one of splitmix64's stream from seed 0.
func word(number uint64) uint64 {
	z := (number + 1) * 0x9e3779b97f4a7c15
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// pair is two numbers in one key, as a struct.
type pair struct{ x, y uint32 }

func pairOf(number uint64) pair {
	return pair{uint32(word(number) >> 32), uint32(word(number))}
}

// text is of 8 to 24 bytes, and its own memory: equal texts are not told by their address.
func text(number uint64) string {
	text := make([]byte, 8+word(3*number)%17)
	for i := range text {
		text[i] = ' ' + byte(word(3*number+uint64(i)/8)>>(i%8*8))%64
	}
	return string(text)
}

// bench is what the operations share.
type bench[K comparable] struct {
	nth     func(number uint64) K
	entries uint64
	report  func(name string, spent time.Duration, count, checksum uint64)
}

// keys are those of as many numbers.
func (b bench[K]) keys(count uint64, number func(i uint64) uint64) []K {
	keys := make([]K, count)
	for i := range keys {
		keys[i] = b.nth(number(uint64(i)))
	}
	return keys
}

func first(i uint64) uint64 { return i }

func (b bench[K]) later(i uint64) uint64 { return b.entries + i }

// filled is a map of the first keys.
func (b bench[K]) filled() map[K]uint64 {
	m := make(map[K]uint64)
	for number := range b.entries {
		m[b.nth(number)] = number
	}
	return m
}

// sum is that of a map's values and its length.
func sum[K comparable](m map[K]uint64) uint64 {
	checksum := uint64(len(m))
	for _, number := range m {
		checksum += number
	}
	return checksum
}

func (b bench[K]) insert(name string, capacity uint64) {
	keys := b.keys(b.entries, first)
	repeats := max(least/b.entries, 1)
	var spent time.Duration
	var checksum uint64
	runtime.GC()
	for range repeats {
		start := time.Now()
		m := make(map[K]uint64, capacity)
		for number, key := range keys {
			m[key] = uint64(number)
		}
		spent += time.Since(start)
		checksum += sum(m)
	}
	b.report(name, spent, repeats*b.entries, checksum)
}

// insertWorst times the slowest insert of a growing map; of maps filled again and again, the mean of theirs.
func (b bench[K]) insertWorst() {
	keys := b.keys(b.entries, first)
	repeats := max(least/b.entries, 1)
	var spent time.Duration
	var checksum uint64
	runtime.GC()
	for range repeats {
		m := make(map[K]uint64)
		start := time.Now()
		last, worst := time.Since(start), time.Duration(0)
		for number, key := range keys {
			m[key] = uint64(number)
			now := time.Since(start)
			worst = max(worst, now-last)
			last = now
		}
		spent += worst
		checksum += sum(m)
	}
	b.report("worst insert", spent, repeats, checksum)
}

func (b bench[K]) get(name string, m map[K]uint64, queries []K) {
	var checksum uint64
	runtime.GC()
	start := time.Now()
	for _, key := range queries {
		if number, ok := m[key]; ok {
			checksum += number + 1
		}
	}
	b.report(name, time.Since(start), uint64(len(queries)), checksum)
}

func (b bench[K]) iterate(m map[K]uint64) {
	repeats := max(least/uint64(len(m)), 1)
	var checksum uint64
	runtime.GC()
	start := time.Now()
	for range repeats {
		for _, number := range m {
			checksum += number
		}
	}
	b.report("iterate", time.Since(start), repeats*uint64(len(m)), checksum)
}

// churn takes the oldest key out and puts a new one in.
func (b bench[K]) churn(m map[K]uint64) {
	count := max(b.entries, least)
	olds := b.keys(count, first)
	news := b.keys(count, b.later)
	runtime.GC()
	start := time.Now()
	for i, old := range olds {
		delete(m, old)
		m[news[i]] = b.entries + uint64(i)
	}
	b.report("churn", time.Since(start), count, sum(m))
}

// remove takes all but a sixteenth of the keys out.
func (b bench[K]) remove() {
	doomed := b.keys(b.entries-b.entries/16, func(i uint64) uint64 { return i * stride % b.entries })
	repeats := max(least/b.entries, 1)
	var spent time.Duration
	var checksum uint64
	runtime.GC()
	for range repeats {
		m := b.filled()
		start := time.Now()
		for _, key := range doomed {
			delete(m, key)
		}
		spent += time.Since(start)
		checksum += sum(m)
	}
	b.report("remove", spent, repeats*uint64(len(doomed)), checksum)
}

func (b bench[K]) round() {
	count := max(b.entries, least)
	m := b.filled()
	b.get("hit", m, b.keys(count, func(i uint64) uint64 { return word(i) % b.entries }))
	b.get("miss", m, b.keys(count, b.later))
	b.insert("insert, growing", 0)
	b.insert("insert, presized", b.entries)
	b.remove()
	b.iterate(m)
	b.churn(m)
	b.insertWorst()
}

func twice[K comparable](entries uint64, nth func(uint64) K) {
	b := bench[K]{nth, entries, func(string, time.Duration, uint64, uint64) {}}
	b.round()
	b.report = func(name string, spent time.Duration, count, checksum uint64) {
		fmt.Printf("%s\t%.2f\t%d\n", name, float64(spent.Nanoseconds())/float64(count), checksum)
	}
	b.round()
}

func main() {
	if len(os.Args) != 3 {
		panic("usage: main KEY ENTRIES")
	}
	entries, err := strconv.ParseUint(os.Args[2], 10, 64)
	if err != nil {
		panic(err)
	}
	switch os.Args[1] {
	case "u64":
		twice(entries, word)
	case "u32":
		twice(entries, func(number uint64) uint32 { return uint32(word(number)) })
	case "string", "str":
		twice(entries, text)
	case "pair":
		twice(entries, pairOf)
	default:
		panic("keys are u64, u32, string, str and pair")
	}
}
