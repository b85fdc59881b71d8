//! The model of the packed form: which two tokens a merge joins, and where it stands among the others.
//!
//! A token that was joined often will be joined again; what follows a token depends on how that begins, ends and how
//! long it is. So a half is coded as its kind (few, learnt by context) and then as one of the tokens of that kind,
//! weighted by how often it was that half before. For `o200k_base` this takes 23.6 bits for a merge of ASCII tokens;
//! byte planes and zopfli take 26.2.

use super::range::{Coder, Tree};
use super::shape::{ENDINGS, KINDS, LENGTHS, Shape};
use crate::parts::Part;
use crate::vocabulary::{NO_TOKEN, SINGLES};

/// A token: a single byte, or from 256 on the merges of all parts, one part after the other.
pub(crate) type Reference = u32;

/// A merge, and its place among the merges of all parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) halves: [Reference; 2],
    pub(crate) place: Place,
}

/// Where a merge stands that is not of [`Part::Ascii`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// How many merges of [`Part::Ascii`] come before it.
    pub(crate) ascii: u32,
    /// How many others come before it since the last of those.
    pub(crate) others: u32,
}

/// Kinds of tokens of this part; tokens of the ASCII part that were used before; kinds of those; and other parts.
const CHOICES: usize = 2 * KINDS + 1 + Part::ALL.len();
const BORROWED: usize = KINDS;
const ASCII: usize = KINDS + 1;
const OTHERS: usize = 2 * KINDS + 1;
const CONTEXTS: usize = KINDS * ENDINGS * LENGTHS;
/// What one use adds to a token's weight; weights before the first use are 1 to 5.
const USE: u32 = 10;
/// What one use adds to the weight of one of a few choices.
const LEARN: u32 = 6;
/// More merges than this since the last ASCII one are written out.
const MANY: usize = 31;

/// The weight of a token that was not used yet: later ones are less likely to be.
fn fresh_weight(index: usize) -> u32 {
    match index {
        0..1500 => 5,
        1500..8000 => 4,
        8000..40_000 => 3,
        _ => 2,
    }
}

/// What is read of all parts.
pub(crate) struct Known {
    /// By reference; what is not read yet looks like a byte that begins no character.
    pub(crate) shapes: Vec<Shape>,
    /// The single bytes and the merges of the ASCII part, by kind.
    ascii: Vec<Vec<Reference>>,
    /// The reference of the first merge of each part, and of what would follow the last.
    begins: [Reference; Part::ALL.len() + 1],
}

impl Known {
    /// So many merges there are in each part. `None` if they are `most` or more.
    pub(crate) fn new(sizes: &[u32; Part::ALL.len()], most: u32) -> Option<Known> {
        let mut begins = [SINGLES as u32; Part::ALL.len() + 1];
        let mut end = SINGLES as u32;
        for (begin, size) in begins.iter_mut().skip(1).zip(sizes) {
            end = end.checked_add(*size).filter(|end| *end < most)?;
            *begin = end;
        }
        let mut shapes = vec![Shape::of_byte(0xff); end as usize];
        for (shape, byte) in shapes.iter_mut().zip(0..=255) {
            *shape = Shape::of_byte(byte);
        }
        Some(Known {
            shapes,
            ascii: Vec::new(),
            begins,
        })
    }

    /// Of a kind, without the single bytes.
    fn ascii_merges(&self, kind: usize) -> &[Reference] {
        let tokens = self.ascii.get(kind).map_or(&[] as &[_], Vec::as_slice);
        let is_byte = |token: &&Reference| **token < SINGLES as Reference;
        let singles = tokens.iter().take_while(is_byte).count();
        tokens.get(singles..).unwrap_or(&[])
    }

    /// The references of a part's merges: the first, and the one after the last.
    pub(crate) fn range(&self, part: Part) -> [Reference; 2] {
        let at = part as usize;
        [at, at + 1].map(|at| self.begins.get(at).copied().unwrap_or(0))
    }
}

/// Where in [`Model::trees`] what is. First, for each half, the tokens of this part by kind; then, for each half, the ASCII
/// part's tokens that were used so far, of any kind.
const USED: usize = 2 * KINDS;
/// How many bits the number of ASCII merges has that came since the last merge.
const STEPS: usize = USED + 2;
/// How many other merges came since the last ASCII one: where that has changed, and where not.
const COUNTS: usize = STEPS + 1;
/// The kinds of the left half, and then those of the right half by the context that the left half is.
const HALVES: usize = COUNTS + 2;

/// Codes the merges of one part, one after the other.
pub(crate) struct Model<'a> {
    part: Part,
    known: &'a mut Known,
    /// The next merge.
    next: Reference,
    /// How many tokens of its own the part has so far.
    age: usize,
    /// The single bytes and the merges of this part so far, by kind; then the ASCII part's tokens that were used as the one
    /// half and as the other.
    tokens: Vec<Vec<Reference>>,
    trees: Vec<Tree>,
    /// The place of the merge before.
    before: Place,
}

impl<'a> Model<'a> {
    pub(crate) fn new(part: Part, known: &'a mut Known) -> Self {
        let [next, _] = known.range(part);
        let mut model = Model {
            part,
            known,
            next,
            age: 0,
            tokens: Vec::new(),
            trees: Vec::new(),
            before: Place::default(),
        };
        model.tokens.resize_with(KINDS + 2, Vec::new);
        model
            .trees
            .resize_with(HALVES + 1 + CONTEXTS, Tree::default);
        for byte in 0..=255 {
            model.add(byte.into(), Shape::of_byte(byte));
        }
        model
    }

    fn add(&mut self, token: Reference, shape: Shape) {
        let weight = fresh_weight(self.age);
        self.age += 1;
        let kind = shape.kind as usize;
        if let Some(tokens) = self.tokens.get_mut(kind) {
            tokens.push(token);
        }
        for tree in [kind, KINDS + kind] {
            if let Some(tree) = self.trees.get_mut(tree) {
                tree.push(weight);
            }
        }
    }

    /// Codes the next merge: what is written is given, what is read is returned. `None` if the stream speaks of a token
    /// that is not there.
    pub(crate) fn code(&mut self, coder: &mut impl Coder, merge: Option<Merge>) -> Option<Merge> {
        let [left, right] = merge.map_or([NO_TOKEN; 2], |merge| merge.halves);
        let (left, shape) = self.half(coder, 0, 0, left)?;
        let (right, right_shape) = self.half(coder, 1, 1 + shape.context(), right)?;
        let place = if self.part == Part::Ascii {
            Place::default()
        } else {
            self.place(coder, merge.map(|merge| merge.place))?
        };
        let shape = shape.joined(right_shape);
        let token = self.next;
        *self.known.shapes.get_mut(token as usize)? = shape;
        self.add(token, shape);
        self.next += 1;
        Some(Merge {
            halves: [left, right],
            place,
        })
    }

    /// Codes a choice by a tree, which begins with so many choices, all equally likely.
    fn choose(
        &mut self,
        coder: &mut impl Coder,
        tree: usize,
        choices: usize,
        choice: usize,
    ) -> Option<usize> {
        let tree = self.trees.get_mut(tree)?;
        while tree.choices() < choices {
            tree.push(1);
        }
        Some(coder.choose(tree, choice, LEARN))
    }

    fn half(
        &mut self,
        coder: &mut impl Coder,
        side: usize,
        context: usize,
        given: Reference,
    ) -> Option<(Reference, Shape)> {
        let (choice, rank) = self.find(side, given);
        let choice = self.choose(coder, HALVES + context, CHOICES, choice)?;
        let token = if choice <= BORROWED {
            let (tokens, tree, more) = if choice < BORROWED {
                (choice, side * KINDS + choice, USE)
            } else {
                (KINDS + side, USED + side, 1)
            };
            let rank = coder.choose(self.trees.get_mut(tree)?, rank, more);
            *self.tokens.get(tokens)?.get(rank)?
        } else if choice < OTHERS {
            let merges = self.known.ascii_merges(choice - ASCII);
            let rank = coder.even(merges.len() as u32, rank as u32);
            let token = *merges.get(rank as usize)?;
            self.tokens.get_mut(KINDS + side)?.push(token);
            self.trees.get_mut(USED + side)?.push(1);
            token
        } else {
            let part = choice - OTHERS;
            let begin = *self.known.begins.get(part)?;
            let end = *self.known.begins.get(part + 1)?;
            let token = begin + coder.even(end - begin, rank as u32);
            if token >= end || part == self.part as usize {
                return None;
            }
            // Its shape may not be known here; a byte that begins no character stands for it.
            return Some((token, Shape::of_byte(0xff)));
        };
        Some((token, *self.known.shapes.get(token as usize)?))
    }

    /// Once all of the ASCII part is coded: the others may speak of it.
    pub(crate) fn finish(self) {
        if self.part == Part::Ascii {
            self.known.ascii = self.tokens;
        }
    }

    /// Places are ascending within a section only.
    pub(crate) fn begin_section(&mut self) {
        self.before = Place::default();
    }

    /// The choice that a given token is, and its place among those of the choice.
    #[cfg(feature = "pack")]
    fn find(&self, side: usize, given: Reference) -> (usize, usize) {
        let rank = |tokens: &[Reference]| tokens.binary_search(&given).ok();
        let kind = match self.known.shapes.get(given as usize) {
            Some(shape) => shape.kind as usize,
            None => return (0, 0),
        };
        if let Some(rank) = rank(&self.tokens[kind]) {
            return (kind, rank);
        }
        let borrowed = &self.tokens[KINDS + side];
        if let Some(rank) = borrowed.iter().position(|token| *token == given) {
            return (BORROWED, rank);
        }
        if let Some(rank) = rank(self.known.ascii_merges(kind)) {
            return (ASCII + kind, rank);
        }
        let part = self.known.begins.partition_point(|begin| *begin <= given) - 1;
        (OTHERS + part, (given - self.known.begins[part]) as usize)
    }

    #[cfg(not(feature = "pack"))]
    fn find(&self, _: usize, _: Reference) -> (usize, usize) {
        (0, 0)
    }

    /// How many ASCII merges came since the last merge, and how many others since the last ASCII one.
    fn place(&mut self, coder: &mut impl Coder, given: Option<Place>) -> Option<Place> {
        let given = given.unwrap_or_default();
        let step = given.ascii.wrapping_sub(self.before.ascii);
        let bits = 32 - step.leading_zeros();
        let bits = self.choose(coder, STEPS, 33, bits as usize)? as u32;
        let step = if bits < 2 {
            bits
        } else {
            // The first bit is set.
            let low = 1u32 << ((bits - 1) & 31);
            low | coder.even(low, step & (low - 1))
        };
        let known = if step == 0 { self.before.others } else { 0 };
        let more = given.others.wrapping_sub(known);
        let counts = COUNTS + (step == 0) as usize;
        let coded = (more as usize).min(MANY);
        let mut coded = self.choose(coder, counts, MANY + 1, coded)? as u32;
        if coded == MANY as u32 {
            coded = coder.even(1 << 31, more);
        }
        let place = Place {
            ascii: self.before.ascii.wrapping_add(step),
            others: known.wrapping_add(coded),
        };
        self.before = Place {
            others: place.others.wrapping_add(1),
            ..place
        };
        Some(place)
    }
}
