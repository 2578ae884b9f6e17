//! What a misspelt word was meant to be. The distance is that of `strsim::osa_distance`; it is written here because compiling
//! that crate would cost everybody who builds the derive 0.2 s.

/// `; did you mean ...?`, where one of `known` is close.
pub(crate) fn did_you_mean(
    written: &str,
    known: impl Iterator<Item = impl AsRef<str>>,
    quote: char,
) -> String {
    known
        .map(|known| (distance(written, known.as_ref()), known))
        .filter(|(distance, known)| *distance <= 1 + known.as_ref().len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map_or_else(String::new, |(_, known)| {
            format!("; did you mean {quote}{}{quote}?", known.as_ref())
        })
}

/// Letters to change, add, drop or swap with their neighbour to get from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let above = &rows[i - 1];
            let mut best = (above[j - 1] + usize::from(a[i - 1] != b[j - 1]))
                .min(above[j] + 1)
                .min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Some of the options.
    const KNOWN: [&str; 4] = ["path", "map", "no_alias", "no_borrow"];

    #[test]
    fn suggestions_are_close_or_absent() {
        let suggest = |written: &str| did_you_mean(written, KNOWN.into_iter(), '`');
        assert_eq!(suggest("pth"), "; did you mean `path`?");
        assert_eq!(suggest("apth"), "; did you mean `path`?");
        assert_eq!(suggest("no_alais"), "; did you mean `no_alias`?");
        assert_eq!(suggest("serialize"), "");
    }

    #[test]
    fn a_swap_of_neighbours_is_one_step() {
        assert_eq!(distance("fsat64", "fast64"), 1);
        assert_eq!(distance("", "map"), 3);
        assert_eq!(distance("set", "set"), 0);
    }
}
