//! The best set of edits that do not overlap: weighted intervals, by dynamic programming.

use crate::order::by_key;
use std::ops::Range;

/// Which of the intervals to take, so that none overlaps another and the weights add up to the most. Intervals are
/// (range, weight); the result holds their numbers, by position, the last first. O(n log n).
pub(crate) fn best(intervals: &[(Range<usize>, i64)]) -> Vec<usize> {
    // By end: number, end, how many of the rows before end before it begins, the most that the rows so far give.
    let mut rows: Vec<(usize, usize, usize, i64)> = Vec::with_capacity(intervals.len());
    let mut ends = Vec::with_capacity(intervals.len());
    for (range, _) in intervals {
        ends.push(range.end as u32);
    }
    for number in by_key(&ends) {
        let Some((range, weight)) = intervals.get(number) else {
            continue;
        };
        let fitting = rows.partition_point(|row| row.1 <= range.start);
        let most = (most_of(&rows, fitting) + weight).max(most_of(&rows, rows.len()));
        rows.push((number, range.end, fitting, most));
    }
    let mut taken = Vec::new();
    while let Some(&(number, _, fitting, most)) = rows.last() {
        rows.pop();
        if most != most_of(&rows, rows.len()) {
            taken.push(number);
            rows.truncate(fitting);
        }
    }
    taken
}

/// What the first rows give.
fn most_of(rows: &[(usize, usize, usize, i64)], count: usize) -> i64 {
    count
        .checked_sub(1)
        .and_then(|last| rows.get(last))
        .map_or(0, |row| row.3)
}

#[cfg(test)]
mod tests {
    use super::best;
    use proptest::prelude::*;

    #[test]
    fn a_weak_early_one_does_not_hide_a_strong_one() {
        assert_eq!(best(&[(0..5, 1), (3..20, 4), (18..22, 2)]), [1]);
        assert_eq!(best(&[(0..5, 3), (3..20, 4), (18..22, 2)]), [2, 0]);
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
