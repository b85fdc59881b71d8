//! Remembers how many tokens short pieces have.
//!
//! Direct-mapped: a piece has one slot, and the last writer wins. A slot is guarded by a version counter (a seqlock), so
//! that a tokenizer can be shared between threads; where there are none, as in wasm, that costs next to nothing.

use core::sync::atomic::{AtomicU64, Ordering, fence};

/// The longest piece that is remembered, bytes.
pub(crate) const LONGEST: usize = 15;
const SLOTS: usize = 1 << 14;

/// A piece of at most [`LONGEST`] bytes and its length, in two words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Key(u64, u64);

impl Key {
    /// The key of `text[start..end]`; that must be at most [`LONGEST`] bytes.
    #[inline(always)]
    pub(crate) fn of(text: &[u8], start: usize, end: usize) -> Key {
        let length = end - start;
        let mut bytes = [0; 16];
        if let Some(all) = text.get(start..start + 16) {
            bytes.copy_from_slice(all);
        } else {
            for (to, from) in bytes.iter_mut().zip(text.get(start..end).unwrap_or(&[])) {
                *to = *from;
            }
        }
        // In two halves: WebAssembly has no shifts of 128 bits, and the compiler would call a function for them.
        let [low, high] = halves(bytes);
        if length >= 8 {
            Key(low, high & kept(length - 8) | (length as u64) << 56)
        } else {
            Key(low & kept(length), (length as u64) << 56)
        }
    }

    #[inline(always)]
    fn slot(self) -> usize {
        let mixed = (self.0 ^ self.1.rotate_left(29).wrapping_mul(0xff51_afd7_ed55_8ccd))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (64 - SLOTS.trailing_zeros())) as usize
    }
}

/// The first and the last eight bytes.
#[inline(always)]
fn halves(bytes: [u8; 16]) -> [u64; 2] {
    let both = u128::from_le_bytes(bytes);
    [both as u64, (both >> 64) as u64]
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
    slots: Vec<Slot>,
}

const WRITING: u64 = 1 << 8;

impl Cache {
    pub(crate) fn new() -> Cache {
        let empty = || Slot {
            state: AtomicU64::new(0),
            low: AtomicU64::new(0),
            high: AtomicU64::new(0),
        };
        Cache {
            slots: (0..SLOTS).map(|_| empty()).collect(),
        }
    }

    #[inline(always)]
    pub(crate) fn get(&self, key: Key) -> Option<usize> {
        let slot = self.slots.get(key.slot())?;
        let state = slot.state.load(Ordering::Acquire);
        let found = Key(
            slot.low.load(Ordering::Relaxed),
            slot.high.load(Ordering::Relaxed),
        );
        fence(Ordering::Acquire);
        let undisturbed = state & WRITING == 0 && slot.state.load(Ordering::Relaxed) == state;
        // An empty slot has the key of no piece: lengths begin at 1.
        (found == key && undisturbed).then_some((state & 0xff) as usize)
    }

    pub(crate) fn put(&self, key: Key, count: usize) {
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
