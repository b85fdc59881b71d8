//! Remembers how many tokens short pieces have.
//!
//! Direct-mapped: a piece has one slot, and the last writer wins. The shortest pieces, which most are, have slots of one word. A slot of three is guarded by
//! a version counter (a seqlock), so that a tokenizer can be shared between threads; where there are none, as in wasm, that costs next to nothing.

use core::sync::atomic::{AtomicU64, Ordering, fence};

/// The longest piece that is remembered, bytes.
pub(crate) const LONGEST: usize = 15;
/// The longest piece that is remembered in one word, bytes.
const SHORTEST: usize = 7;
const SLOTS: usize = 1 << 14;

/// A piece of more than [`SHORTEST`] and at most [`LONGEST`] bytes and its length, in two words.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Key(u64, u64);

impl Key {
    /// The key of `text[start..end]`; `None` near the end of the text, where reading both words at once would go beyond it.
    #[inline(always)]
    fn of(text: &[u8], start: usize, end: usize) -> Option<Key> {
        let both = text.get(start..start + 16)?;
        // In two halves: WebAssembly has no shifts of 128 bits, and the compiler would call a function for them.
        let [low, high] =
            [both.first_chunk()?, both.last_chunk()?].map(|half| u64::from_le_bytes(*half));
        let length = end - start;
        Some(Key(low, high & kept(length - 8) | (length as u64) << 56))
    }

    #[inline(always)]
    fn slot(self) -> usize {
        slot(self.0 ^ self.1.rotate_left(29).wrapping_mul(0xff51_afd7_ed55_8ccd))
    }
}

#[inline(always)]
fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SLOTS.trailing_zeros())) as usize
}

/// The key of a piece of at most [`SHORTEST`] bytes, of which there are at least one: the bytes, and in the highest byte their number. Below that is room for
/// the count, which is no greater.
#[inline(always)]
fn short_key(text: &[u8], start: usize, end: usize) -> u64 {
    let length = end - start;
    let key = match text.get(start..).and_then(<[u8]>::first_chunk) {
        Some(bytes) => u64::from_le_bytes(*bytes) & kept(length),
        None => {
            let bytes = text.get(start..end).unwrap_or(&[]);
            bytes
                .iter()
                .rev()
                .fold(0, |key, &byte| key << 8 | byte as u64)
        }
    };
    key | (length as u64) << 60
}

/// Ones for the first `bytes` bytes, of which there are at most seven.
#[inline(always)]
fn kept(bytes: usize) -> u64 {
    (1 << ((bytes as u32 * 8) & 63)) - 1
}

/// Twice the number of writes, odd during one, in the high bits; the count in the low 8.
struct Slot {
    state: AtomicU64,
    low: AtomicU64,
    high: AtomicU64,
}

pub(crate) struct Cache {
    /// What [`short_key`] says of a piece, with its count.
    short: Vec<AtomicU64>,
    slots: Vec<Slot>,
}

const WRITING: u64 = 1 << 8;
/// Where the count is in a slot of one word: below the length.
const COUNT: u64 = 0x0f << 56;

impl Cache {
    pub(crate) fn new() -> Cache {
        let empty = || Slot {
            state: AtomicU64::new(0),
            low: AtomicU64::new(0),
            high: AtomicU64::new(0),
        };
        Cache {
            short: (0..SLOTS).map(|_| AtomicU64::new(0)).collect(),
            slots: (0..SLOTS).map(|_| empty()).collect(),
        }
    }

    /// The count of `text[start..end]`, a piece of 1 to [`LONGEST`] bytes: what is remembered, or what `count` says.
    #[inline(always)]
    pub(crate) fn count(
        &self,
        text: &[u8],
        start: usize,
        end: usize,
        count: impl Fn() -> usize,
    ) -> usize {
        if end - start <= SHORTEST {
            let key = short_key(text, start, end);
            let Some(slot) = self.short.get(slot(key)) else {
                return count();
            };
            let found = slot.load(Ordering::Relaxed);
            if found & !COUNT == key {
                return ((found & COUNT) >> COUNT.trailing_zeros()) as usize;
            }
            let counted = count();
            slot.store(
                key | (counted as u64) << COUNT.trailing_zeros(),
                Ordering::Relaxed,
            );
            return counted;
        }
        let Some(key) = Key::of(text, start, end) else {
            return count();
        };
        if let Some(count) = self.get(key) {
            return count;
        }
        let counted = count();
        self.put(key, counted);
        counted
    }

    #[inline(always)]
    fn get(&self, key: Key) -> Option<usize> {
        let slot = self.slots.get(key.slot())?;
        let state = slot.state.load(Ordering::Acquire);
        let found = Key(
            slot.low.load(Ordering::Relaxed),
            slot.high.load(Ordering::Relaxed),
        );
        fence(Ordering::Acquire);
        let undisturbed = state & WRITING == 0 && slot.state.load(Ordering::Relaxed) == state;
        // An empty slot has the key of no piece: lengths begin at 8.
        (found == key && undisturbed).then_some((state & 0xff) as usize)
    }

    fn put(&self, key: Key, count: usize) {
        let Some(slot) = self.slots.get(key.slot()) else {
            return;
        };
        let state = slot.state.load(Ordering::Relaxed);
        let writing = state & !0xff | WRITING;
        // Somebody else is writing: it is only a cache.
        if state & WRITING != 0
            || slot
                .state
                .compare_exchange(state, writing, Ordering::Acquire, Ordering::Relaxed)
                .is_err()
        {
            return;
        }
        fence(Ordering::Release);
        slot.low.store(key.0, Ordering::Relaxed);
        slot.high.store(key.1, Ordering::Relaxed);
        slot.state.store(
            writing.wrapping_add(WRITING) | (count as u64 & 0xff),
            Ordering::Release,
        );
    }
}
