//! What is wrong with a map, told from numbers. Each threshold is one that a healthy map cannot reach by itself.

use indicatif::{HumanBytes, HumanCount};

/// Overflow nodes in a chain beyond which keys collide for a reason. A node holds three entries: a bucket with ten holds
/// 45, where chance puts 14 at most on average; by chance that happens once in 10^15 buckets. The map itself takes a new
/// seed there.
const CHAIN_NODES: usize = 10;

/// A load below which a map has more memory than growth would have given it: growth doubles at full load and so leaves
/// half, and half of that is the margin.
const LEAST_LOAD: f64 = 0.25;

/// Bytes that are worth a word. Below, no program notices.
const WORTH_SAYING: usize = 16 << 10;

/// Bytes of a value from which copying it costs more than finding it.
const LARGE_VALUE: u64 = 128;

/// What the tools have measured.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Symptoms {
    /// Times that the map took a new seed.
    pub(crate) new_seeds: usize,
    /// Nodes of the longest chain that was seen.
    pub(crate) longest_chain: usize,
    /// How full the map is, from 0 to 1.
    pub(crate) load: f64,
    /// Bytes of the map, and what is left of them after `shrink_to_fit`.
    pub(crate) bytes: usize,
    pub(crate) bytes_needed: usize,
    /// Changes of values, and the bytes that were allocated on the way and freed again.
    pub(crate) updates: u64,
    pub(crate) copied_bytes: u64,
    /// Bytes of a value.
    pub(crate) value_bytes: u64,
}

/// Something that is wrong.
#[derive(PartialEq, Debug)]
pub(crate) struct Finding {
    /// In a few words.
    pub(crate) name: &'static str,
    /// In a sentence, with the numbers that show it.
    pub(crate) sentence: String,
    /// What to do.
    pub(crate) advice: &'static str,
}

impl Symptoms {
    /// All that is wrong, worst first.
    pub(crate) fn diagnose(&self) -> Vec<Finding> {
        [self.hostile_keys(), self.copies(), self.over_reserved()]
            .into_iter()
            .flatten()
            .collect()
    }

    fn hostile_keys(&self) -> Option<Finding> {
        let Symptoms {
            new_seeds,
            longest_chain,
            ..
        } = self;
        if *longest_chain < CHAIN_NODES && *new_seeds == 0 {
            return None;
        }
        let outcome = match new_seeds {
            0 => "and the map has not taken a new seed yet",
            1 => "until the map took a new seed",
            _ => "and new seeds did not help for long",
        };
        Some(Finding {
            name: "hostile keys",
            sentence: format!(
                "Keys collide: a single bucket had a chain of {longest_chain} overflow nodes, {outcome}."
            ),
            advice: "Let each map draw its seed (`FastMap::new()`, not `with_seed`), and hash keys that strangers choose by \
                     `#[fast_map(hash = \"siphash\")]`; a `Hash` of one's own must tell keys apart.",
        })
    }

    fn copies(&self) -> Option<Finding> {
        let Symptoms {
            updates,
            copied_bytes,
            value_bytes,
            ..
        } = *self;
        if value_bytes < LARGE_VALUE || updates == 0 || copied_bytes < updates * value_bytes {
            return None;
        }
        Some(Finding {
            name: "a large value copied",
            sentence: format!(
                "Each of {} changes copied a value of {}: {} were allocated and freed again.",
                HumanCount(updates),
                HumanBytes(value_bytes),
                HumanBytes(copied_bytes)
            ),
            advice: "Change values where they are: `get_mut`, or `entry(key).and_modify(..).or_insert_with(..)`, instead of \
                     `get`, `clone` and `insert`.",
        })
    }

    fn over_reserved(&self) -> Option<Finding> {
        let Symptoms {
            load,
            bytes,
            bytes_needed,
            ..
        } = *self;
        let unused = bytes.saturating_sub(bytes_needed);
        if load >= LEAST_LOAD || unused < WORTH_SAYING || unused * 2 < bytes {
            return None;
        }
        Some(Finding {
            name: "far too much reserved",
            sentence: format!(
                "The map holds {} for entries that need {}: it is {:.1} % full.",
                HumanBytes(bytes as u64),
                HumanBytes(bytes_needed as u64),
                100.0 * load
            ),
            advice: "Reserve what will come, not what might, and give the rest back by `shrink_to_fit`.",
        })
    }
}

/// All findings in a line.
pub(crate) fn verdict(findings: &[Finding]) -> String {
    let names: Vec<_> = findings.iter().map(|finding| finding.name).collect();
    match &*names {
        [] => "Nothing is wrong with this map.".to_owned(),
        [one] => format!("One thing is wrong with this map: {one}."),
        [all @ .., last] => {
            let number = names.len();
            format!(
                "{number} things are wrong with this map: {} and {last}.",
                all.join(", ")
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A map of a thousand entries that nobody has done anything to.
    const HEALTHY: Symptoms = Symptoms {
        new_seeds: 0,
        longest_chain: 2,
        load: 0.65,
        bytes: 36_000,
        bytes_needed: 36_000,
        updates: 1_000,
        copied_bytes: 0,
        value_bytes: 4_096,
    };

    #[track_caller]
    fn assert_found(symptoms: Symptoms, names: &[&str]) {
        let findings = symptoms.diagnose();
        let found: Vec<_> = findings.iter().map(|finding| finding.name).collect();
        assert_eq!(found, names, "{symptoms:?}");
        for finding in findings {
            assert!(finding.sentence.ends_with('.') && finding.advice.ends_with('.'));
        }
    }

    #[test]
    fn a_healthy_map_has_no_findings() {
        assert_found(HEALTHY, &[]);
        assert_found(Symptoms::default(), &[]);
        assert_eq!(verdict(&[]), "Nothing is wrong with this map.");
    }

    #[test]
    fn chains_and_new_seeds_mean_hostile_keys() {
        let at = |longest_chain, new_seeds| Symptoms {
            longest_chain,
            new_seeds,
            ..HEALTHY
        };
        assert_found(at(9, 0), &[]);
        assert_found(at(10, 0), &["hostile keys"]);
        assert_found(at(3, 1), &["hostile keys"]);
        let sentence = |symptoms: Symptoms| symptoms.diagnose().remove(0).sentence;
        assert!(sentence(at(11, 0)).contains("11 overflow nodes, and the map has not"));
        assert!(sentence(at(11, 1)).contains("until the map took a new seed"));
        assert!(sentence(at(11, 3)).contains("did not help for long"));
    }

    #[test]
    fn one_copy_for_each_change_is_a_copy_too_many() {
        let copied = |copied_bytes| Symptoms {
            copied_bytes,
            ..HEALTHY
        };
        assert_found(copied(4_096 * 1_000), &["a large value copied"]);
        // What is allocated now and then is no copy for each change.
        assert_found(copied(4_096 * 999), &[]);
        let small = Symptoms {
            value_bytes: 127,
            ..copied(127 * 1_000)
        };
        assert_found(small, &[]);
    }

    #[test]
    fn memory_that_growth_would_not_have_taken_is_reserved() {
        let with = |load, bytes, bytes_needed| Symptoms {
            load,
            bytes,
            bytes_needed,
            ..HEALTHY
        };
        assert_found(with(0.03, 1_000_000, 36_000), &["far too much reserved"]);
        // Just doubled.
        assert_found(with(0.5, 72_000, 36_000), &[]);
        // A loss of some kilobytes.
        assert_found(with(0.03, 10_000, 300), &[]);
        // A direct map has one size, however few of its keys are there.
        assert_found(with(0.03, 1_000_000, 1_000_000), &[]);
    }

    #[test]
    fn findings_add_up() {
        let ill = Symptoms {
            new_seeds: 1,
            copied_bytes: u64::MAX,
            load: 0.01,
            bytes: 1 << 30,
            ..HEALTHY
        };
        let names = [
            "hostile keys",
            "a large value copied",
            "far too much reserved",
        ];
        assert_found(ill, &names);
        assert_eq!(
            verdict(&ill.diagnose()),
            "3 things are wrong with this map: hostile keys, a large value copied and far too much reserved."
        );
        assert_eq!(
            verdict(&ill.diagnose()[..1]),
            "One thing is wrong with this map: hostile keys."
        );
    }
}
