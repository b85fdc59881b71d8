//! The best set of edits that do not overlap: weighted intervals, by dynamic programming.

use crate::order::by_key;
use std::ops::Range;

/// Which of the intervals to take, so that none overlaps another and the weights add up to the most. Intervals are
/// (range, weight); the result holds their numbers, by position. O(n log n).
pub(crate) fn best(intervals: &[(Range<usize>, i64)]) -> Vec<usize> {
    let get = |number: usize| {
        intervals
            .get(number)
            .map_or((0..0, 0), |(range, weight)| (range.clone(), *weight))
    };
    let order = by_key(intervals.iter().map(|(range, _)| range.end as u32));
    let ends: Vec<usize> = order.iter().map(|&number| get(number).0.end).collect();
    // best[n]: the most that the first n intervals give; and how many of them end before the n-th begins.
    let mut most = vec![0i64; order.len() + 1];
    let mut before = Vec::with_capacity(order.len());
    for (n, &number) in order.iter().enumerate() {
        let (range, weight) = get(number);
        let fitting = ends.partition_point(|&end| end <= range.start).min(n);
        before.push(fitting);
        let with = most.get(fitting).copied().unwrap_or(0) + weight;
        let without = most.get(n).copied().unwrap_or(0);
        if let Some(slot) = most.get_mut(n + 1) {
            *slot = with.max(without);
        }
    }
    let mut taken = Vec::new();
    let mut n = order.len();
    while n > 0 {
        if most.get(n) == most.get(n - 1) {
            n -= 1;
        } else {
            taken.extend(order.get(n - 1));
            n = before.get(n - 1).copied().unwrap_or(0);
        }
    }
    taken.reverse();
    taken
}

#[cfg(test)]
mod tests {
    use super::best;
    use proptest::prelude::*;

    #[test]
    fn a_weak_early_one_does_not_hide_a_strong_one() {
        assert_eq!(best(&[(0..5, 1), (3..20, 4), (18..22, 2)]), [1]);
        assert_eq!(best(&[(0..5, 3), (3..20, 4), (18..22, 2)]), [0, 2]);
        assert_eq!(best(&[]), [0; 0]);
    }

    proptest! {
        #[test]
        fn no_other_choice_weighs_more(list in prop::collection::vec((0usize..40, 1usize..12, 1i64..9), 0..10)) {
            let intervals: Vec<_> = list.iter().map(|&(start, length, weight)| (start..start + length, weight)).collect();
            let weigh = |chosen: &[usize]| -> Option<i64> {
                let mut ranges: Vec<_> = chosen.iter().map(|&n| intervals[n].0.clone()).collect();
                ranges.sort_by_key(|range| range.start);
                let apart = ranges.windows(2).all(|pair| pair[0].end <= pair[1].start);
                apart.then(|| chosen.iter().map(|&n| intervals[n].1).sum())
            };
            let all = (0u32..1 << intervals.len()).filter_map(|bits| {
                weigh(&(0..intervals.len()).filter(|n| bits >> n & 1 == 1).collect::<Vec<_>>())
            }).max();
            prop_assert_eq!(weigh(&best(&intervals)), all);
        }
    }
}
