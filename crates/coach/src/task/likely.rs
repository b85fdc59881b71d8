//! The likeliest task by a linear model over the signs of a prompt: a weight for each sign and task.
//!
//! `cargo xtask train-task` makes the weights from the prompts of `bench/coach/corpus/dev` and says how well they carry over.

use super::evidence::{Evidence, SIGNS};
use crate::coaching::Task;

/// For each sign, and at last for none, a weight for each task; signed bytes.
const WEIGHTS: &[u8; (SIGNS + 1) * Task::ALL.len()] = include_bytes!("../../data/task.weights");

impl Evidence {
    /// The task with the greatest sum of weights, the first of those that share it.
    #[inline(never)]
    pub(crate) fn likeliest(self) -> Task {
        let mut sums = [0i32; Task::ALL.len()];
        for sign in self.signs().chain([SIGNS]) {
            let from = sign * Task::ALL.len();
            let row = WEIGHTS.get(from..from + Task::ALL.len()).unwrap_or(&[]);
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(weight as i8);
            }
        }
        let mut best = 0;
        for (number, sum) in sums.iter().enumerate() {
            if sums.get(best).is_some_and(|most| sum > most) {
                best = number;
            }
        }
        Task::ALL.get(best).copied().unwrap_or(Task::Answer)
    }
}
