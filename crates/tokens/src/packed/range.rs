//! A range coder: choices of known likelihood as a stream of bytes.
//!
//! The model speaks to a [`Coder`] and does not know whether it writes or reads: a writer is given the choice and a
//! reader returns it. So both sides cannot differ.

/// Writes or reads choices.
pub(crate) trait Coder {
    /// Writes `choice`, or reads one, and returns it; then it weighs `more` than before.
    fn choose(&mut self, tree: &mut Tree, choice: usize, more: u32) -> usize;

    /// The same where all choices below `number` are equally likely.
    fn even(&mut self, number: u32, choice: u32) -> u32;
}

/// So many weights, or sums of weights, have one sum in the level above.
const FAN: usize = 16;
/// With the weights themselves; enough for a million choices.
const LEVELS: usize = 5;

/// How likely each choice is: whole-number weights, sums of those, sums of sums. It grows, and learns.
#[derive(Default)]
pub(crate) struct Tree {
    /// The weights come first. What a level says with one number alone is the total, and not kept up to date.
    levels: [Vec<u32>; LEVELS],
    total: u32,
}

impl Tree {
    pub(crate) fn choices(&self) -> usize {
        let [weights, ..] = &self.levels;
        weights.len()
    }

    pub(crate) fn push(&mut self, weight: u32) {
        let choice = self.choices();
        let mut number = choice;
        for level in &mut self.levels {
            if number == level.len() {
                if let [first] = level.as_mut_slice() {
                    *first = self.total;
                }
                level.push(0);
            }
            number /= FAN;
        }
        self.add(choice, weight);
    }

    fn add(&mut self, choice: usize, more: u32) {
        let mut number = choice;
        self.total += more;
        for level in &mut self.levels {
            if level.len() < 2 {
                break;
            }
            if let Some(sum) = level.get_mut(number) {
                *sum += more;
            }
            number /= FAN;
        }
    }

    /// The choice whose share of the row of weights contains `target`, the sum of the weights before it, and its weight; which then is `more` than before.
    #[inline(always)]
    fn find(&mut self, target: u32, more: u32) -> (usize, u32, u32) {
        let mut number = 0;
        let mut left = target;
        let mut weight = self.total;
        self.total += more;
        for level in self.levels.iter_mut().rev() {
            if level.len() < 2 {
                continue;
            }
            number *= FAN;
            for sum in level.get_mut(number..).unwrap_or(&mut []) {
                weight = *sum;
                if left < weight {
                    *sum += more;
                    break;
                }
                left -= weight;
                number += 1;
            }
        }
        (number, target - left, weight)
    }

    /// The sum of the weights before a choice, and its weight.
    #[cfg(feature = "pack")]
    fn share(&self, choice: usize) -> (u32, u32) {
        let mut before = 0;
        let mut number = choice;
        for level in &self.levels {
            let first = number - number % FAN;
            before += level[first..number].iter().sum::<u32>();
            number /= FAN;
        }
        // The last level has no level above it.
        before += self.levels[LEVELS - 1][..number * FAN].iter().sum::<u32>();
        let weight = if self.choices() < 2 {
            self.total
        } else {
            self.levels[0][choice]
        };
        (before, weight)
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

impl Reader<'_> {
    /// Where of so many equal shares of the range the stream points, and how wide one is.
    #[inline(always)]
    fn target(&self, total: u32) -> (u32, u64) {
        let total = total.max(1) as u64;
        let unit = self.range / total;
        // The range is wider than any total, which the compiler does not know.
        ((self.offset / unit.max(1)).min(total - 1) as u32, unit)
    }

    /// Narrows the range.
    #[inline(always)]
    fn take(&mut self, unit: u64, before: u32, weight: u32) {
        self.offset = self.offset.wrapping_sub(unit.wrapping_mul(before as u64));
        self.range = unit.wrapping_mul(weight as u64).max(1);
        while self.range < NARROW {
            self.shift();
            self.range <<= 32;
        }
    }
}

impl Coder for Reader<'_> {
    #[inline(never)]
    fn choose(&mut self, tree: &mut Tree, _: usize, more: u32) -> usize {
        let (target, unit) = self.target(tree.total);
        let (choice, before, weight) = tree.find(target, more);
        self.take(unit, before, weight);
        choice
    }

    fn even(&mut self, number: u32, _: u32) -> u32 {
        let (target, unit) = self.target(number);
        self.take(unit, target, 1);
        target
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
impl Writer {
    fn put(&mut self, total: u32, before: u32, weight: u32) {
        let unit = self.range / total.max(1) as u64;
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
    }
}

#[cfg(feature = "pack")]
impl Coder for Writer {
    fn choose(&mut self, tree: &mut Tree, choice: usize, more: u32) -> usize {
        let (before, weight) = tree.share(choice);
        self.put(tree.total, before, weight);
        tree.add(choice, more);
        choice
    }

    fn even(&mut self, number: u32, choice: u32) -> u32 {
        self.put(number, choice, 1);
        choice
    }
}
