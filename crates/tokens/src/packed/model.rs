//! The model of the packed form: which two tokens a merge joins, and where it stands among the others.
//!
//! A token that was joined often will be joined again; what follows a token depends on how that begins, ends and how
//! long it is. So a half is coded as its kind (few, learnt by context) and then as one of the tokens of that kind,
//! weighted by how often it was that half before. For `o200k_base` this takes 23.6 bits for a merge of ASCII tokens;
//! byte planes and zopfli take 26.2.

use super::range::{Coder, Counts, Even, Tree};
use super::shape::{ENDINGS, KINDS, LENGTHS, Shape};
use crate::parts::Part;

/// A token, by the part that it is in and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Reference {
    /// A single byte.
    Byte(u8),
    /// A merge of a part, counted from 0.
    Merge(Part, u32),
}

/// A merge, and its place among the merges of all parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) halves: [Reference; 2],
    /// Larger is later. See [`place`].
    pub(crate) place: u64,
}

/// More than any vocabulary has merges.
const PLACE_BITS: u32 = 24;

/// The place after `ascii` merges of [`Part::Ascii`] and `others` more of other parts since the last of them.
pub(crate) fn place(ascii: u32, others: u32) -> u64 {
    (ascii as u64) << PLACE_BITS | (others as u64).min((1 << PLACE_BITS) - 1)
}

/// The place of a merge of [`Part::Ascii`]: after all others that come before it.
pub(crate) fn place_in_ascii(index: u32) -> u64 {
    place(index, u32::MAX)
}

/// Kinds of tokens of this part; tokens of the ASCII part that were used before; kinds of those; and other parts.
const CHOICES: usize = 2 * KINDS + 1 + Part::ALL.len();
const BORROWED: usize = KINDS;
const ASCII: usize = KINDS + 1;
const OTHERS: usize = 2 * KINDS + 1;
const CONTEXTS: usize = KINDS * ENDINGS * LENGTHS;
/// What one use adds to a token's weight; weights before the first use are 1 to 5.
const USE: u32 = 10;
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

/// Tokens by kind.
pub(crate) struct Tokens {
    pub(crate) shapes: Vec<Shape>,
    of_kind: Vec<Vec<u32>>,
    /// Which one of its kind each token is; only writing asks.
    #[cfg(feature = "pack")]
    rank_in_kind: Vec<u32>,
}

impl Tokens {
    pub(crate) fn new() -> Tokens {
        Tokens {
            shapes: Vec::new(),
            of_kind: vec![Vec::new(); KINDS],
            #[cfg(feature = "pack")]
            rank_in_kind: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, shape: Shape) {
        if let Some(tokens) = self.of_kind.get_mut(shape.kind()) {
            #[cfg(feature = "pack")]
            self.rank_in_kind.push(tokens.len() as u32);
            tokens.push(self.shapes.len() as u32);
        }
        self.shapes.push(shape);
    }

    #[cfg(feature = "pack")]
    fn rank(&self, token: usize) -> (usize, usize) {
        (self.shapes[token].kind(), self.rank_in_kind[token] as usize)
    }
}

/// One half of a merge: how often which token was it.
#[derive(Clone)]
struct Side {
    /// Tokens of this part, by kind.
    own: Vec<Tree>,
    /// The ASCII part's tokens that were used so far, of any kind, and what is left for one that was not.
    borrowed: Vec<(u32, Shape)>,
    uses: Tree,
}

/// Codes the merges of one part, one after the other.
pub(crate) struct Model<'a> {
    part: Part,
    /// How many merges each part has.
    sizes: &'a [u32; Part::ALL.len()],
    /// The single bytes and the merges of this part so far.
    own: Tokens,
    /// The merges of the ASCII part; none where this is it.
    ascii: &'a Tokens,
    sides: Vec<Side>,
    /// The kinds of the left half, and then those of the right half by the context that the left half is.
    kinds: Vec<Counts>,
    steps: Counts,
    others: Vec<Counts>,
    /// The place of the merge before.
    ascii_before: u32,
    others_before: u32,
}

/// The stream speaks of a token that is not there.
#[derive(Debug)]
pub(crate) struct Nonsense;

impl<'a> Model<'a> {
    /// `ascii` are the ASCII part's merges, of which other parts may speak.
    pub(crate) fn new(part: Part, sizes: &'a [u32; Part::ALL.len()], ascii: &'a Tokens) -> Self {
        let side = Side {
            own: vec![Tree::default(); KINDS],
            borrowed: Vec::new(),
            uses: Tree::default(),
        };
        let mut model = Model {
            part,
            sizes,
            own: Tokens::new(),
            ascii,
            sides: vec![side; 2],
            kinds: vec![Counts::new(CHOICES); 1 + CONTEXTS],
            steps: Counts::new(33),
            others: vec![Counts::new(MANY + 1); 2],
            ascii_before: 0,
            others_before: 0,
        };
        for byte in 0..=255 {
            model.add(Shape::of_byte(byte));
        }
        model
    }

    fn add(&mut self, shape: Shape) {
        let token = self.own.shapes.len();
        self.own.push(shape);
        for side in &mut self.sides {
            if let Some(tree) = side.own.get_mut(shape.kind()) {
                tree.push(fresh_weight(token));
            }
        }
    }

    /// Codes the next merge: what is written is given, what is read is returned.
    pub(crate) fn code(
        &mut self,
        coder: &mut impl Coder,
        merge: Option<Merge>,
    ) -> Result<Merge, Nonsense> {
        let [left, right] = match merge {
            Some(merge) => merge.halves.map(Some),
            None => [None; 2],
        };
        let (left, shape) = self.half(coder, 0, None, left)?;
        let (right, right_shape) = self.half(coder, 1, Some(shape), right)?;
        let place = if self.part == Part::Ascii {
            place_in_ascii(self.own.shapes.len() as u32 - 256)
        } else {
            self.place(coder, merge.map(|merge| merge.place))
        };
        self.add(shape.joined(right_shape));
        Ok(Merge {
            halves: [left, right],
            place,
        })
    }

    fn half(
        &mut self,
        coder: &mut impl Coder,
        side: usize,
        left: Option<Shape>,
        given: Option<Reference>,
    ) -> Result<(Reference, Shape), Nonsense> {
        let (choice, rank) = self.find(side, given);
        let context = left.map_or(0, |shape| 1 + shape.context());
        let kinds = self.kinds.get_mut(context).ok_or(Nonsense)?;
        let choice = coder.choose(kinds, choice);
        kinds.learn(choice);
        let side = self.sides.get_mut(side).ok_or(Nonsense)?;
        if let Some(tree) = side.own.get_mut(choice) {
            let rank = coder.choose(tree, rank);
            tree.add(rank, USE);
            let token = self
                .own
                .of_kind
                .get(choice)
                .and_then(|tokens| tokens.get(rank));
            let token = *token.ok_or(Nonsense)?;
            let shape = *self.own.shapes.get(token as usize).ok_or(Nonsense)?;
            let reference = match u8::try_from(token) {
                Ok(byte) => Reference::Byte(byte),
                Err(_) => Reference::Merge(self.part, token - 256),
            };
            return Ok((reference, shape));
        }
        if choice == BORROWED {
            let rank = coder.choose(&side.uses, rank);
            let (token, shape) = *side.borrowed.get(rank).ok_or(Nonsense)?;
            side.uses.add(rank, 1);
            return Ok((Reference::Merge(Part::Ascii, token), shape));
        }
        if choice < OTHERS {
            let tokens = self.ascii.of_kind.get(choice - ASCII).ok_or(Nonsense)?;
            let rank = coder.choose(&Even(tokens.len() as u32), rank);
            let token = *tokens.get(rank).ok_or(Nonsense)?;
            let shape = *self.ascii.shapes.get(token as usize).ok_or(Nonsense)?;
            side.borrowed.push((token, shape));
            side.uses.push(1);
            return Ok((Reference::Merge(Part::Ascii, token), shape));
        }
        let part = *Part::ALL.get(choice - OTHERS).ok_or(Nonsense)?;
        let size = *self.sizes.get(part as usize).ok_or(Nonsense)?;
        let index = coder.choose(&Even(size), rank) as u32;
        if index >= size || part == self.part {
            return Err(Nonsense);
        }
        // Its shape is not known here; a byte that begins no character stands for it.
        Ok((Reference::Merge(part, index), Shape::of_byte(0xff)))
    }

    /// This part's merges so far.
    pub(crate) fn into_merges(self) -> Tokens {
        let mut merges = Tokens::new();
        self.own
            .shapes
            .iter()
            .skip(256)
            .for_each(|shape| merges.push(*shape));
        merges
    }

    /// Places are ascending within a section only.
    pub(crate) fn begin_section(&mut self) {
        self.ascii_before = 0;
        self.others_before = 0;
    }

    /// The choice that a given token is, and its place among those of the choice.
    #[cfg(feature = "pack")]
    fn find(&self, side: usize, given: Option<Reference>) -> (usize, usize) {
        match given {
            None => (0, 0),
            Some(Reference::Byte(byte)) => self.own.rank(byte as usize),
            Some(Reference::Merge(part, index)) if part == self.part => {
                self.own.rank(256 + index as usize)
            }
            Some(Reference::Merge(Part::Ascii, index)) => {
                let borrowed = &self.sides[side].borrowed;
                match borrowed.iter().position(|(token, _)| *token == index) {
                    Some(rank) => (BORROWED, rank),
                    None => {
                        let (kind, rank) = self.ascii.rank(index as usize);
                        (ASCII + kind, rank)
                    }
                }
            }
            Some(Reference::Merge(part, index)) => (OTHERS + part as usize, index as usize),
        }
    }

    #[cfg(not(feature = "pack"))]
    fn find(&self, _: usize, _: Option<Reference>) -> (usize, usize) {
        (0, 0)
    }

    /// How many ASCII merges came since the last merge, and how many others since the last ASCII one.
    fn place(&mut self, coder: &mut impl Coder, given: Option<u64>) -> u64 {
        let (ascii, others) = given.map_or((0, 0), |place| {
            let others = place & ((1 << PLACE_BITS) - 1);
            ((place >> PLACE_BITS) as u32, others as u32)
        });
        let step = ascii.wrapping_sub(self.ascii_before);
        let bits = coder.choose(&self.steps, 32 - step.leading_zeros() as usize);
        self.steps.learn(bits);
        let step = if bits < 2 {
            bits as u32
        } else {
            // The first bit is set.
            let low = 1u32 << (bits - 1);
            low | coder.choose(&Even(low), (step & (low - 1)) as usize) as u32
        };
        let ascii = self.ascii_before.wrapping_add(step);
        let known = if step == 0 { self.others_before } else { 0 };
        let more = others.wrapping_sub(known);
        let mut coded = 0;
        if let Some(counts) = self.others.get_mut((step == 0) as usize) {
            coded = coder.choose(counts, (more as usize).min(MANY));
            counts.learn(coded);
        }
        let more = if coded == MANY {
            coder.choose(&Even(1 << 31), more as usize) as u32
        } else {
            coded as u32
        };
        let others = known.wrapping_add(more);
        self.ascii_before = ascii;
        self.others_before = others.wrapping_add(1);
        place(ascii, others)
    }
}
