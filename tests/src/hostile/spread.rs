//! How hashes fill a hashed table, and what lookups in it come to: counted, so that every machine finds the same.

/// Entries a bucket at which a table doubles.
pub const LOAD: usize = 12;
/// Entries that a bucket has room for, those in a node of its overflow, and nodes of a chain that are no chance.
const LANES: usize = 15;
const NODE: usize = 3;
const CHAIN: usize = 10;

/// The bucket, the tag and the bit of the filter that a hash stands for.
fn place(hash: u64, buckets: usize) -> (usize, u8, u8) {
    let tag = ((hash >> 36) as u8).max(1);
    (
        (hash >> 4) as usize & (buckets - 1),
        tag,
        1 << ((u32::from(tag) * 7) >> 8),
    )
}

/// What becomes of a table.
///
/// A lookup takes a **detour** where it compares an entry in vain, or goes on to the overflow of a bucket. A processor
/// foresees the straight way; a detour takes about as long as one and a half lookups.
#[derive(Clone, Copy, Default, Debug)]
pub struct Spread {
    /// Entries in the fullest bucket.
    pub worst: usize,
    /// The variance of the buckets' loads over their mean. Where chance decides it is 1, as Poisson says; less is better.
    pub dispersion: f64,
    /// Detours for putting an entry in: its bucket is full.
    pub overflowed: f64,
    /// Detours for an entry that is there.
    pub hit: f64,
    /// Detours for one that is not.
    pub miss: f64,
    /// Tables that take a new seed: for a chain of more than ten nodes, or nodes for half of the buckets.
    pub suspicious: u64,
}

impl Spread {
    /// Of a table with so many buckets, a power of two, that holds `present` and is asked for those and for `absent`.
    pub fn of(present: &[u64], absent: &[u64], buckets: usize) -> Spread {
        let mut tags = vec![[0; LANES]; buckets];
        let (mut filters, mut loads) = (vec![0; buckets], vec![0usize; buckets]);
        let (mut overflowed, mut hits, mut misses) = (0, 0, 0);
        for hash in present {
            let (bucket, tag, bit) = place(*hash, buckets);
            hits += count(&tags[bucket], tag);
            match tags[bucket].get_mut(loads[bucket]) {
                Some(free) => *free = tag,
                None => {
                    filters[bucket] |= bit;
                    overflowed += 1;
                }
            }
            loads[bucket] += 1;
        }
        for hash in absent {
            let (bucket, tag, bit) = place(*hash, buckets);
            misses += count(&tags[bucket], tag) + usize::from(filters[bucket] & bit != 0);
        }
        let mean = present.len() as f64 / buckets as f64;
        let squares = loads.iter().map(|load| (*load as f64 - mean).powi(2));
        let dispersion = squares.sum::<f64>() / present.len() as f64;
        let nodes = loads
            .iter()
            .map(|load| load.saturating_sub(LANES).div_ceil(NODE));
        let worst = loads.iter().copied().max().unwrap_or(0);
        let is_suspicious = worst > LANES + CHAIN * NODE || nodes.sum::<usize>() > buckets / 2 + 8;
        Spread {
            worst,
            dispersion,
            overflowed: f64::from(overflowed) / present.len() as f64,
            hit: (hits as f64 + f64::from(overflowed)) / present.len() as f64,
            miss: misses as f64 / absent.len() as f64,
            suspicious: is_suspicious.into(),
        }
    }

    /// The worse of both in each respect, and the suspicious ones of both.
    pub fn and(self, other: Spread) -> Spread {
        Spread {
            worst: self.worst.max(other.worst),
            dispersion: self.dispersion.max(other.dispersion),
            overflowed: self.overflowed.max(other.overflowed),
            hit: self.hit.max(other.hit),
            miss: self.miss.max(other.miss),
            suspicious: self.suspicious + other.suspicious,
        }
    }
}

fn count(tags: &[u8], tag: u8) -> usize {
    tags.iter().filter(|other| **other == tag).count()
}
