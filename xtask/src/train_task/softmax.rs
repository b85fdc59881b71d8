//! Softmax regression over signs that are there or not, with weights that are rounded to a byte.

/// What is learnt from: the signs that are there, what it is, and how much it counts.
pub struct Case {
    /// Numbers of the signs.
    pub signs: Vec<usize>,
    /// The number of the class.
    pub class: usize,
    /// Above 0.
    pub weight: f32,
}

/// A weight for each sign and class, and at last one for each class alone.
pub struct Weights {
    rows: Vec<f32>,
    classes: usize,
}

/// How often each case is looked at.
const ROUNDS: usize = 40;
/// The first step; later ones are divided by what a weight was moved already (AdaGrad).
const STEP: f32 = 0.1;
/// How strongly weights are drawn to nothing: the L2 penalty, as if so many cases spoke against each.
const PENALTY: f32 = 4.0;
/// How many steps of a rounded weight make one.
const SCALE: f32 = 10.0;

/// Learns from cases, in their order. Linear in the signs of all.
pub fn train(cases: &[Case], signs: usize, classes: usize) -> Weights {
    let mut rows = vec![0.0f32; (signs + 1) * classes];
    let mut moved = vec![1e-4f32; rows.len()];
    // A sign's share of the penalty is paid by each case that has it.
    let mut drawn = vec![0.0f32; signs + 1];
    for case in cases {
        for &sign in case.signs.iter().chain([&signs]) {
            drawn[sign] += 1.0;
        }
    }
    for many in &mut drawn {
        *many = PENALTY / many.max(1.0);
    }
    drawn[signs] = 0.0;
    for _ in 0..ROUNDS {
        for case in cases {
            let mut chances = sums(&rows, classes, &case.signs);
            let most = chances.iter().copied().fold(f32::MIN, f32::max);
            for chance in &mut chances {
                *chance = (*chance - most).exp();
            }
            let all: f32 = chances.iter().sum();
            for (class, chance) in chances.iter().enumerate() {
                let error = (chance / all - f32::from(u8::from(class == case.class))) * case.weight;
                for &sign in case.signs.iter().chain([&signs]) {
                    let at = sign * classes + class;
                    let slope = error + drawn[sign] * rows[at];
                    moved[at] += slope * slope;
                    rows[at] -= STEP * slope / moved[at].sqrt();
                }
            }
        }
    }
    for weight in &mut rows {
        *weight = (*weight * SCALE).round().clamp(-127.0, 127.0);
    }
    Weights { rows, classes }
}

fn sums(rows: &[f32], classes: usize, signs: &[usize]) -> Vec<f32> {
    let alone = rows.len() - classes;
    let mut sums = rows[alone..].to_vec();
    for sign in signs {
        for (sum, weight) in sums.iter_mut().zip(&rows[sign * classes..]) {
            *sum += weight;
        }
    }
    sums
}

impl Weights {
    /// The class with the greatest sum, the first of those that share it.
    pub fn likeliest(&self, signs: &[usize]) -> usize {
        let sums = sums(&self.rows, self.classes, signs);
        let mut best = 0;
        for (class, sum) in sums.iter().enumerate() {
            if *sum > sums[best] {
                best = class;
            }
        }
        best
    }

    /// The weights as signed bytes, row by row.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.rows
            .iter()
            .map(|weight| (*weight as i8) as u8)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_always_goes_with_a_sign_is_learnt() {
        let case = |signs: &[usize], class| Case {
            signs: signs.to_vec(),
            class,
            weight: 1.0,
        };
        let cases: Vec<Case> = (0..30)
            .flat_map(|_| [case(&[0], 1), case(&[1], 2), case(&[], 0), case(&[0, 2], 0)])
            .collect();
        let weights = train(&cases, 3, 3);
        for case in &cases {
            assert_eq!(weights.likeliest(&case.signs), case.class);
        }
        assert_eq!(weights.to_bytes().len(), 12);
    }
}
