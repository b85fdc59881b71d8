//! The likeliest task by a linear model over the signs and the pieces of a prompt: a weight for each sign and task, and for
//! those pieces that tell something.
//!
//! `cargo xtask train-task` makes the weights from the prompts of `bench/coach/corpus` and says how well they carry over.

use super::Told;
use super::evidence::{Evidence, SIGNS};
use super::pieces::pieces;
use crate::buckets::Buckets;
use crate::coaching::Task;
use crate::fold::WordHash;
use crate::reading::Mask;
use crate::words::Words;
use std::sync::OnceLock;

/// For each sign, and at last for none, a weight for each task; signed bytes.
const WEIGHTS: &[u8; (SIGNS + 1) * Task::ALL.len()] = include_bytes!("../../data/task.weights");

/// The weights of pieces. Two bytes say how many there are (little endian); then how far each one's piece is from the one
/// before, a byte, after one of 255 for each full 255; then a byte for each, the number of the task in its lower half, the
/// signed weight in steps of [`STEP`] in its upper.
const PIECES: &[u8] = include_bytes!("../../data/task.pieces");

/// How many weights of a sign a step of a piece's weight is.
pub const STEP: i32 = 2;

/// By how much the sum of another task must be greater where a rule tells one.
pub const MARGIN: i32 = 6;

/// By how much a task may be less likely and still count for advice: on prompts that the model was not trained on, a budget is
/// advised on 159 of 185 where it makes sense instead of 130, and on 59 of 320 instead of 37 where it does not.
const NEARLY: i32 = 7;

/// The weights of pieces, to be looked up.
struct Known {
    buckets: Buckets,
    /// The piece, the number of a task and its weight, sorted by piece.
    weights: Vec<(u16, u8, i8)>,
}

static KNOWN: OnceLock<Known> = OnceLock::new();

/// A piece as a hash, whose first bits tell where it is.
const fn wide(piece: u16) -> WordHash {
    WordHash((piece as u32) << 16)
}

impl Known {
    fn read(packed: &[u8]) -> Known {
        let mut weights = Vec::new();
        let (&count, mut rest) = packed.split_first_chunk::<2>().unwrap_or((&[0; 2], &[]));
        let mut piece = 0u16;
        while weights.len() < usize::from(u16::from_le_bytes(count))
            && let Some((&gap, behind)) = rest.split_first()
        {
            piece = piece.wrapping_add(u16::from(gap));
            rest = behind;
            if gap < 255 {
                weights.push((piece, 0, 0));
            }
        }
        for (weight, &byte) in weights.iter_mut().zip(rest) {
            (weight.1, weight.2) = (byte & 15, (byte as i8) >> 4);
        }
        Known {
            buckets: Buckets::of(weights.iter().map(|&(piece, ..)| wide(piece))),
            weights,
        }
    }
}

/// What `PIECES` is for these weights, each from -8 to 7, in the order of their pieces.
#[cfg(feature = "training")]
pub fn packed(weights: &[(u16, Task, i8)]) -> Vec<u8> {
    let mut out = (weights.len() as u16).to_le_bytes().to_vec();
    let mut before = 0;
    for &(piece, ..) in weights {
        let mut gap = piece - before;
        while gap >= 255 {
            out.push(255);
            gap -= 255;
        }
        out.push(gap as u8);
        before = piece;
    }
    out.extend(
        weights
            .iter()
            .map(|&(_, task, weight)| ((weight << 4) as u8) | task as u8),
    );
    out
}

impl Evidence {
    /// The task with the greatest sum of weights, where a rule tells one with [`MARGIN`] in its favour.
    #[inline(never)]
    pub(crate) fn likeliest(self, words: &Words<'_>, counts: &Mask, told: Told) -> Likely {
        let mut sums = [0i32; Task::ALL.len()];
        if let Told::Said(task) = told
            && let Some(sum) = sums.get_mut(task as usize)
        {
            *sum = MARGIN;
        }
        let (rows, _) = WEIGHTS.as_chunks::<{ Task::ALL.len() }>();
        self.each(|sign| {
            for (sum, &weight) in sums.iter_mut().zip(rows.get(sign).unwrap_or(&[0; _])) {
                *sum += i32::from(weight as i8);
            }
        });
        let known = KNOWN.get_or_init(|| Known::read(PIECES));
        pieces(words, counts, |piece| {
            let near = known.weights.get(known.buckets.range(wide(piece)));
            for &(own, task, weight) in near.unwrap_or(&[]) {
                if own == piece
                    && let Some(sum) = sums.get_mut(usize::from(task))
                {
                    *sum += i32::from(weight) * STEP;
                }
            }
        });
        let best = |mut best: Task, only_open: bool| {
            for (task, sum) in Task::ALL.into_iter().zip(&sums) {
                if sums.get(best as usize).is_some_and(|most| sum > most)
                    && !(only_open && task.is_bounded())
                {
                    best = task;
                }
            }
            (best, sums.get(best as usize).copied().unwrap_or(0))
        };
        let (task, most) = best(told.task(), false);
        let (open, sum) = best(Task::Answer, true);
        Likely {
            task,
            open: (sum + NEARLY >= most).then_some(open),
        }
    }
}

/// What a prompt asks for.
#[derive(Clone, Copy)]
pub(crate) struct Likely {
    /// The likeliest task.
    pub task: Task,
    /// The likeliest of those whose answers are as long as they please, if it is nearly as likely.
    pub open: Option<Task>,
}

#[cfg(all(test, feature = "training"))]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_as_they_were_packed() {
        let weights = [
            (0, Task::Chat, -8),
            (3, Task::Write, 7),
            (3, Task::Code, -1),
            (900, Task::Reason, 1),
            (65_535, Task::Answer, 2),
        ];
        let read = Known::read(&packed(&weights));
        let expected: Vec<_> = weights
            .iter()
            .map(|&(piece, task, weight)| (piece, task as u8, weight))
            .collect();
        assert_eq!(read.weights, expected);
        assert_eq!(read.buckets.range(wide(3)), 0..3);
    }
}
