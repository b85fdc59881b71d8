//! A range coder: choices of known likelihood as a stream of bytes.
//!
//! The model speaks to a [`Coder`] and does not know whether it writes or reads: a writer is given the choice and a
//! reader returns it. So both sides cannot differ.

/// How likely each choice is: whole-number weights, all of them in a row.
pub(crate) trait Weights {
    /// The sum of all weights; at least 1 and at most 2^31.
    fn total(&self) -> u32;
    /// The choice whose share of the row contains `target`, with the sum of the weights before it, and its weight.
    fn find(&self, target: u32) -> (usize, u32, u32);
    /// The sum of the weights before a choice, and its weight.
    #[cfg(feature = "pack")]
    fn share(&self, choice: usize) -> (u32, u32);
}

/// Writes or reads choices.
pub(crate) trait Coder {
    /// Writes `choice` and returns it, or returns what is read instead.
    fn choose(&mut self, weights: &dyn Weights, choice: usize) -> usize;
}

/// All choices below the number are equally likely.
pub(crate) struct Even(pub(crate) u32);

impl Weights for Even {
    fn total(&self) -> u32 {
        self.0.max(1)
    }

    fn find(&self, target: u32) -> (usize, u32, u32) {
        (target as usize, target, 1)
    }

    #[cfg(feature = "pack")]
    fn share(&self, choice: usize) -> (u32, u32) {
        (choice as u32, 1)
    }
}

/// Few choices, learnt as they come.
#[derive(Clone)]
pub(crate) struct Counts {
    counts: Vec<u32>,
    total: u32,
}

impl Counts {
    pub(crate) fn new(choices: usize) -> Self {
        Counts {
            counts: vec![1; choices],
            total: choices as u32,
        }
    }

    pub(crate) fn learn(&mut self, choice: usize) {
        if let Some(count) = self.counts.get_mut(choice) {
            *count += 6;
            self.total += 6;
        }
    }
}

impl Weights for Counts {
    fn total(&self) -> u32 {
        self.total
    }

    fn find(&self, target: u32) -> (usize, u32, u32) {
        let mut before = 0;
        for (choice, &count) in self.counts.iter().enumerate() {
            if target < before + count {
                return (choice, before, count);
            }
            before += count;
        }
        (0, 0, 1)
    }

    #[cfg(feature = "pack")]
    fn share(&self, choice: usize) -> (u32, u32) {
        (self.counts[..choice].iter().sum(), self.counts[choice])
    }
}

/// Many choices: a Fenwick tree that grows.
#[derive(Clone, Default)]
pub(crate) struct Tree {
    /// Node i, counted from 1, holds the sum of as many weights up to it as its lowest bit says.
    nodes: Vec<u32>,
    weights: Vec<u32>,
    total: u32,
}

impl Tree {
    pub(crate) fn push(&mut self, weight: u32) {
        let number = self.nodes.len() + 1;
        let mut sum = weight;
        let mut step = 1;
        while number & step == 0 {
            sum += self.nodes.get(number - step - 1).copied().unwrap_or(0);
            step <<= 1;
        }
        self.nodes.push(sum);
        self.weights.push(weight);
        self.total += weight;
    }

    pub(crate) fn add(&mut self, choice: usize, more: u32) {
        if let Some(weight) = self.weights.get_mut(choice) {
            *weight += more;
            self.total += more;
        }
        let mut number = choice + 1;
        while let Some(node) = self.nodes.get_mut(number - 1) {
            *node += more;
            number += number & number.wrapping_neg();
        }
    }
}

impl Weights for Tree {
    fn total(&self) -> u32 {
        self.total.max(1)
    }

    fn find(&self, target: u32) -> (usize, u32, u32) {
        let mut number = 0;
        let mut before = 0;
        let mut step = self.nodes.len().checked_ilog2().map_or(0, |bits| 1 << bits);
        while step > 0 {
            if let Some(&sum) = self.nodes.get(number + step - 1)
                && before + sum <= target
            {
                before += sum;
                number += step;
            }
            step >>= 1;
        }
        (
            number,
            before,
            self.weights.get(number).copied().unwrap_or(1),
        )
    }

    #[cfg(feature = "pack")]
    fn share(&self, choice: usize) -> (u32, u32) {
        let mut before = 0;
        let mut number = choice;
        while number > 0 {
            before += self.nodes[number - 1];
            number &= number - 1;
        }
        (before, self.weights[choice])
    }
}

/// A range is kept at least this wide, so that weights have their exact share of it but for a billionth.
const NARROW: u64 = 1 << 32;

/// Reads choices. Past the end it reads zeros, and says so at the end.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    read: usize,
    /// Where in the range the stream points.
    offset: u64,
    range: u64,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        let mut reader = Reader {
            bytes,
            read: 0,
            offset: 0,
            range: u64::MAX,
        };
        reader.shift();
        reader.shift();
        reader
    }

    fn shift(&mut self) {
        for _ in 0..4 {
            let byte = self.bytes.get(self.read).copied().unwrap_or(0);
            self.offset = self.offset << 8 | byte as u64;
            self.read += 1;
        }
    }

    /// Whether all bytes were read, and no more.
    pub(crate) fn is_at_end(&self) -> bool {
        self.read == self.bytes.len()
    }
}

impl Coder for Reader<'_> {
    fn choose(&mut self, weights: &dyn Weights, _: usize) -> usize {
        let total = weights.total();
        let unit = self.range / total as u64;
        let target = (self.offset / unit).min(total as u64 - 1) as u32;
        let (choice, before, weight) = weights.find(target);
        self.offset = self.offset.wrapping_sub(unit.wrapping_mul(before as u64));
        self.range = unit.wrapping_mul(weight as u64).max(1);
        while self.range < NARROW {
            self.shift();
            self.range <<= 32;
        }
        choice
    }
}

/// Writes choices.
#[cfg(feature = "pack")]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    low: u64,
    range: u64,
}

#[cfg(feature = "pack")]
impl Writer {
    pub(crate) fn new() -> Self {
        Writer {
            bytes: Vec::new(),
            low: 0,
            range: u64::MAX,
        }
    }

    fn shift(&mut self) {
        self.bytes
            .extend_from_slice(&((self.low >> 32) as u32).to_be_bytes());
        self.low <<= 32;
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.shift();
        self.shift();
        self.bytes
    }
}

#[cfg(feature = "pack")]
impl Coder for Writer {
    fn choose(&mut self, weights: &dyn Weights, choice: usize) -> usize {
        let (before, weight) = weights.share(choice);
        let unit = self.range / weights.total() as u64;
        let (low, carried) = self.low.overflowing_add(unit * before as u64);
        self.low = low;
        if carried {
            for byte in self.bytes.iter_mut().rev() {
                *byte = byte.wrapping_add(1);
                if *byte != 0 {
                    break;
                }
            }
        }
        self.range = unit * weight as u64;
        while self.range < NARROW {
            self.shift();
            self.range <<= 32;
        }
        choice
    }
}
