//! Medians and spreads.

use serde::Serialize;

/// The middle of some figures, and where the middle half of them lies.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub(super) struct Spread {
    pub(super) median: f64,
    /// A quarter of the figures are below.
    pub(super) lower: f64,
    /// A quarter of the figures are above.
    pub(super) upper: f64,
}

impl Spread {
    /// Of at least one figure.
    pub(super) fn of(mut figures: Vec<f64>) -> Spread {
        assert!(!figures.is_empty(), "a spread is of something");
        figures.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let place = share * (figures.len() - 1) as f64;
            let (low, high) = (
                figures[place.floor() as usize],
                figures[place.ceil() as usize],
            );
            low + (high - low) * place.fract()
        };
        Spread {
            median: at(0.5),
            lower: at(0.25),
            upper: at(0.75),
        }
    }

    /// Half of the middle half's width.
    pub(super) fn half_width(self) -> f64 {
        (self.upper - self.lower) / 2.0
    }

    /// The geometric mean of each part.
    pub(super) fn mean_of(spreads: &[Spread]) -> Spread {
        let part = |part: fn(&Spread) -> f64| geometric_mean(spreads.iter().map(part));
        Spread {
            median: part(|spread| spread.median),
            lower: part(|spread| spread.lower),
            upper: part(|spread| spread.upper),
        }
    }
}

/// The geometric mean of what is greater than 0; 1 of nothing.
pub(super) fn geometric_mean(figures: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = figures.fold((0.0, 0u32), |(sum, count), figure| {
        (sum + figure.ln(), count + 1)
    });
    if count == 0 {
        1.0
    } else {
        (sum / f64::from(count)).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_figures() {
        let spread = Spread::of(vec![4.0, 1.0, 2.0, 3.0]);
        assert_eq!(
            (spread.lower, spread.median, spread.upper),
            (1.75, 2.5, 3.25)
        );
        assert_eq!(spread.half_width(), 0.75);
        assert_eq!(Spread::of(vec![7.0]).median, 7.0);
    }

    #[test]
    fn opposite_ratios_cancel() {
        assert!((geometric_mean([0.5, 2.0].into_iter()) - 1.0).abs() < 1e-12);
        assert_eq!(geometric_mean(std::iter::empty()), 1.0);
    }
}
