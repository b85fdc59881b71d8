//! Softmax regression over signs and pieces that are there or not, with few weights for pieces, rounded to what is kept of them.

/// What is learnt from: the signs and pieces that are there, what it is, and how much it counts.
pub struct Case {
    /// Numbers of the signs.
    pub signs: Vec<usize>,
    /// The pieces; one may be there more than once.
    pub pieces: Vec<u16>,
    /// The number of the class.
    pub class: usize,
    /// Above 0.
    pub weight: f32,
}

/// How strongly weights are drawn to nothing, and how they are rounded.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The L2 penalty of signs, as if so many cases spoke against each.
    pub signs: f32,
    /// The L1 penalty of pieces, what keeps most of them without a weight, in cases too.
    pub pieces: f32,
    /// Steps of a rounded weight of a sign in one.
    pub scale: f32,
    /// Steps of a sign's weight in a step of a piece's, which has a sign and three bits.
    pub step: f32,
}

/// A weight for each sign and class, at last one for each class alone, and one for each piece and class.
pub struct Weights {
    signs: Vec<f32>,
    pieces: Vec<f32>,
    classes: usize,
}

/// How often each case is looked at before any weight is rounded.
const ROUNDS: usize = 20;
/// How often it is looked at after each share of the weights was rounded, so that the others make up for it.
const MORE: usize = 4;
/// Those shares: first what is nothing, then what is nearest to what is kept of it.
const SHARES: [f32; 5] = [0.0, 0.5, 0.75, 0.9, 1.0];
/// The first step; later ones are divided by what a weight was moved already (AdaGrad).
const STEP: f32 = 0.1;
/// The fewest steps that are kept of a weight, of a sign and of a piece: smaller ones are many, and tell least.
const LEAST: (f32, f32) = (2.0, 2.0);
/// How many pieces there can be.
const PIECES: usize = 1 << 16;

/// Learns from cases; the same ones in the same order give the same weights. Linear in the signs and pieces of all.
#[must_use]
pub fn train(cases: &[Case], signs: usize, classes: usize, shape: Shape) -> Weights {
    let mut rows = Rows::new(signs + 1, classes);
    let mut pieces = Rows::new(PIECES, classes);
    for case in cases {
        case.signs
            .iter()
            .chain([&signs])
            .for_each(|&sign| rows.seen[sign] += 1.0);
        case.pieces
            .iter()
            .for_each(|&piece| pieces.seen[usize::from(piece)] += 1.0);
    }
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut rounds = |rows: &mut Rows, pieces: &mut Rows, many: usize| {
        for _ in 0..many {
            // Neighbours are alike: they are taken from everywhere.
            random.shuffle(&mut order);
            for &number in &order {
                learn(&cases[number], signs, rows, pieces, shape);
            }
        }
    };
    rounds(&mut rows, &mut pieces, ROUNDS);
    for share in SHARES {
        rows.round(share, shape.scale, LEAST.0, 127.0);
        pieces.round(share, shape.scale / shape.step, LEAST.1, 7.0);
        if share < 1.0 {
            rounds(&mut rows, &mut pieces, MORE);
        }
    }
    let steps = |weights: Vec<f32>, scale: f32, step: f32| {
        let kept = weights.iter().map(|weight| (weight * scale).round() * step);
        kept.collect()
    };
    Weights {
        signs: steps(rows.weights, shape.scale, 1.0),
        pieces: steps(pieces.weights, shape.scale / shape.step, shape.step),
        classes,
    }
}

/// A step against the slope for one case.
fn learn(case: &Case, signs: usize, rows: &mut Rows, pieces: &mut Rows, shape: Shape) {
    let mut chances = rows.row(signs).to_vec();
    for &sign in &case.signs {
        rows.add(sign, &mut chances);
    }
    for &piece in &case.pieces {
        pieces.add(usize::from(piece), &mut chances);
    }
    let most = chances.iter().copied().fold(f32::MIN, f32::max);
    for chance in &mut chances {
        *chance = (*chance - most).exp();
    }
    let all: f32 = chances.iter().sum();
    for (class, chance) in chances.iter_mut().enumerate() {
        *chance = (*chance / all - f32::from(u8::from(class == case.class))) * case.weight;
    }
    for &sign in &case.signs {
        // A sign's share of the penalty is paid by each case that has it.
        let drawn = shape.signs / rows.seen[sign].max(1.0);
        rows.move_by(sign, &chances, drawn, 0.0);
    }
    rows.move_by(signs, &chances, 0.0, 0.0);
    for &piece in &case.pieces {
        let piece = usize::from(piece);
        let drawn = shape.pieces / pieces.seen[piece].max(1.0);
        pieces.move_by(piece, &chances, 0.0, drawn);
    }
}

/// Numbers that look random and are the same each time: xorshift.
struct Random(u64);

impl Random {
    /// Any order of some numbers.
    fn shuffle(&mut self, numbers: &mut [usize]) {
        for last in (1..numbers.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            numbers.swap(last, (self.0 % (last as u64 + 1)) as usize);
        }
    }
}

/// Weights that are learnt.
struct Rows {
    weights: Vec<f32>,
    moved: Vec<f32>,
    /// Which are rounded and stay as they are.
    fixed: Vec<bool>,
    seen: Vec<f32>,
    classes: usize,
}

impl Rows {
    fn new(rows: usize, classes: usize) -> Rows {
        Rows {
            weights: vec![0.0; rows * classes],
            moved: vec![1e-4; rows * classes],
            fixed: vec![false; rows * classes],
            seen: vec![0.0; rows],
            classes,
        }
    }

    fn row(&self, row: usize) -> &[f32] {
        &self.weights[row * self.classes..][..self.classes]
    }

    fn add(&self, row: usize, sums: &mut [f32]) {
        for (sum, weight) in sums.iter_mut().zip(self.row(row)) {
            *sum += weight;
        }
    }

    /// A step against the slope, with an L2 and an L1 penalty.
    fn move_by(&mut self, row: usize, errors: &[f32], squares: f32, sizes: f32) {
        let at = row * self.classes;
        let weights = &mut self.weights[at..][..self.classes];
        let moved = &mut self.moved[at..][..self.classes];
        let fixed = &self.fixed[at..][..self.classes];
        for (((weight, moved), fixed), error) in
            weights.iter_mut().zip(moved).zip(fixed).zip(errors)
        {
            if *fixed {
                continue;
            }
            let slope = error + squares * *weight;
            *moved += slope * slope;
            let step = STEP / moved.sqrt();
            *weight -= step * slope;
            let shrunk = (weight.abs() - step * sizes).max(0.0);
            *weight = shrunk.copysign(*weight);
        }
    }
}

impl Rows {
    /// Rounds what is less than `least` steps to nothing and, of the rest, the share that is nearest to a whole number of
    /// steps of at most `most`, and leaves those as they are from then on.
    fn round(&mut self, share: f32, scale: f32, least: f32, most: f32) {
        let rounded = |weight: f32| (weight * scale).round().clamp(-most, most);
        let mut open: Vec<usize> = Vec::new();
        for (at, weight) in self.weights.iter_mut().enumerate() {
            if self.fixed[at] {
                continue;
            }
            if rounded(*weight).abs() < least {
                *weight = 0.0;
                self.fixed[at] = true;
            } else {
                open.push(at);
            }
        }
        let off = |at: usize| (self.weights[at] * scale - rounded(self.weights[at])).abs();
        open.sort_by(|&one, &other| off(one).total_cmp(&off(other)));
        open.truncate((open.len() as f32 * share) as usize);
        for at in open {
            self.weights[at] = rounded(self.weights[at]) / scale;
            self.fixed[at] = true;
        }
    }
}

impl Weights {
    /// The class with the greatest sum, the first of those that share it, where `more` of a class is added to its own.
    #[must_use]
    pub fn likeliest(&self, signs: &[usize], pieces: &[u16], more: Option<(usize, f32)>) -> usize {
        let mut sums = self.sums(signs, pieces);
        if let Some((class, more)) = more {
            sums[class] += more;
        }
        let mut best = 0;
        for (class, sum) in sums.iter().enumerate() {
            if *sum > sums[best] {
                best = class;
            }
        }
        best
    }

    /// The sum of each class.
    #[must_use]
    pub fn sums(&self, signs: &[usize], pieces: &[u16]) -> Vec<f32> {
        let row = |weights: &[f32], row: usize, sums: &mut [f32]| {
            for (sum, weight) in sums.iter_mut().zip(&weights[row * self.classes..]) {
                *sum += weight;
            }
        };
        let mut sums = self.signs[self.signs.len() - self.classes..].to_vec();
        signs
            .iter()
            .for_each(|&sign| row(&self.signs, sign, &mut sums));
        pieces
            .iter()
            .for_each(|&piece| row(&self.pieces, usize::from(piece), &mut sums));
        sums
    }

    /// The weights of the signs as signed bytes, row by row.
    #[must_use]
    pub fn signs(&self) -> Vec<u8> {
        self.signs
            .iter()
            .map(|weight| (*weight as i8) as u8)
            .collect()
    }

    /// The weights of pieces that are not 0, in steps: piece, class, weight; in the order of the pieces.
    #[must_use]
    pub fn pieces(&self, step: f32) -> Vec<(u16, usize, i8)> {
        let weights = self
            .pieces
            .iter()
            .enumerate()
            .filter(|(_, weight)| **weight != 0.0);
        weights
            .map(|(at, weight)| {
                (
                    (at / self.classes) as u16,
                    at % self.classes,
                    (weight / step) as i8,
                )
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_always_goes_with_a_sign_or_piece_is_learnt() {
        let case = |signs: &[usize], pieces: &[u16], class| Case {
            signs: signs.to_vec(),
            pieces: pieces.to_vec(),
            class,
            weight: 1.0,
        };
        let cases: Vec<Case> = (0..30)
            .flat_map(|_| {
                [
                    case(&[0], &[], 1),
                    case(&[], &[7], 2),
                    case(&[], &[9], 0),
                    case(&[0, 2], &[9], 0),
                ]
            })
            .collect();
        let shape = Shape {
            signs: 4.0,
            pieces: 1.0,
            scale: 10.0,
            step: 4.0,
        };
        let weights = train(&cases, 3, 3, shape);
        for case in &cases {
            assert_eq!(
                weights.likeliest(&case.signs, &case.pieces, None),
                case.class
            );
        }
        assert_eq!(weights.signs().len(), 12);
        assert!(
            weights
                .pieces(4.0)
                .iter()
                .all(|&(piece, ..)| piece == 7 || piece == 9)
        );
    }
}
