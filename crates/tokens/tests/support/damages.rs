//! What can happen to a packed file, and what is then said; the tests in WebAssembly use it too.

use super::random::Random;

/// One change that a file may suffer, or an enemy make.
pub fn mutate(random: &mut Random, bytes: &mut Vec<u8>) {
    if bytes.is_empty() {
        bytes.push(random.below(256) as u8);
    }
    let at = random.below(bytes.len());
    let length = 1 + random.below(16);
    let range = at..bytes.len().min(at + length);
    match random.below(9) {
        0 => bytes.truncate(at),
        1 => bytes[at] ^= 1 << random.below(8),
        2 => bytes[at] = random.below(256) as u8,
        3 => {
            let other = random.below(bytes.len());
            bytes.swap(at, other);
        }
        4 => drop(bytes.drain(range)),
        5 => {
            let copy = bytes[range].to_vec();
            let to = random.below(bytes.len());
            bytes.splice(to..to, copy);
        }
        6 => bytes[range].fill(0xff),
        7 => bytes[range].fill(0),
        // The numbers of the head, where enormous sizes are declared.
        _ => {
            let at = at % bytes.len().min(84);
            let number: u32 = [u32::MAX, 1 << 31, 1 << 20, 0xffff, 1, 0][random.below(6)];
            for (to, from) in bytes[at..].iter_mut().zip(number.to_le_bytes()) {
                *to = from;
            }
        }
    }
}

/// Where things are in a packed file.
mod place {
    pub const VERSION: usize = 3;
    pub const PART: usize = 20;
    pub const FAMILY: usize = 21;
    pub const NORMALIZED: usize = 22;
    pub const IRREGULAR: usize = 23;
    pub const DIGEST: usize = 28;
    pub const MERGES: usize = 36;
    pub const LENGTH: usize = 72;
    pub const SINGLES: usize = 84;
    pub const MOVED: usize = SINGLES + 256;
}

const NOT_PACKED: &str =
    "not a packed vocabulary of version 2 (is it of another version?): fetch it again";
const DAMAGED: &str = "the vocabulary is damaged or incomplete: fetch it again";
const UNKNOWN: &str = "the vocabulary is of a kind that this version does not know: update";
const NO_ASCII: &str =
    "the vocabulary lacks its ASCII part, which all others build upon: give that too";
const STRANGERS: &str = "the parts are of different vocabularies: fetch them again";
const CONTRADICTS: &str = "the vocabulary contradicts itself: pack it again from its source";

/// Writes a number.
pub fn put(file: &mut [u8], at: usize, number: u32) {
    file[at..at + 4].copy_from_slice(&number.to_le_bytes());
}

/// The end of the first part.
fn end_of_first(file: &[u8]) -> usize {
    let length = file[place::LENGTH..place::LENGTH + 4].try_into();
    place::SINGLES + u32::from_le_bytes(length.expect("four bytes")) as usize
}

/// Writes a number of the head, with all parts agreeing about it.
pub fn put_in_all_parts(file: &mut [u8], at: usize, number: u32) {
    let mut rest = file;
    while rest.len() > place::SINGLES {
        let end = end_of_first(rest);
        put(rest, at, number);
        rest = &mut rest[end..];
    }
}

/// What is done to a file.
pub type Damage = fn(&mut Vec<u8>);

/// What is done to `irregular.vocab`, whether its checksums are made right afterwards, and what is said.
pub const DAMAGES: &[(&str, bool, Damage, &str)] = &[
    ("nothing in it", false, Vec::clear, NOT_PACKED),
    (
        "a web page in its place",
        false,
        |file| *file = b"<!doctype html><title>Not found</title>".repeat(9),
        NOT_PACKED,
    ),
    ("half a head", false, |file| file.truncate(40), NOT_PACKED),
    (
        "the version before",
        true,
        |file| file[place::VERSION] = 1,
        NOT_PACKED,
    ),
    (
        "cut off in the first part",
        false,
        |file| file.truncate(400),
        DAMAGED,
    ),
    (
        "cut off in the last part",
        false,
        |file| file.truncate(file.len() - 1),
        DAMAGED,
    ),
    (
        "cut off between parts, in the head of the next",
        false,
        |file| file.truncate(end_of_first(file) + 20),
        NOT_PACKED,
    ),
    ("a bit flipped", false, |file| file[500] ^= 4, DAMAGED),
    (
        "two bytes swapped",
        false,
        |file| file.swap(place::SINGLES, place::SINGLES + 1),
        DAMAGED,
    ),
    (
        "the checksum overwritten",
        false,
        |file| file[place::LENGTH + 5] ^= 255,
        DAMAGED,
    ),
    (
        "something after the last part",
        false,
        |file| file.extend_from_slice(b"trailing"),
        NOT_PACKED,
    ),
    (
        "four gigabytes declared",
        false,
        |file| put(file, place::LENGTH, u32::MAX),
        DAMAGED,
    ),
    (
        "four thousand million merges declared",
        true,
        |file| put_in_all_parts(file, place::MERGES, u32::MAX),
        CONTRADICTS,
    ),
    (
        "a few more merges declared than there are",
        true,
        |file| put_in_all_parts(file, place::MERGES, 400),
        CONTRADICTS,
    ),
    (
        "a part that is not known",
        true,
        |file| file[place::PART] = 9,
        UNKNOWN,
    ),
    (
        "a splitter that is not known",
        true,
        |file| file[place::FAMILY] = 200,
        UNKNOWN,
    ),
    (
        "neither normalized nor not",
        true,
        |file| file[place::NORMALIZED] = 2,
        UNKNOWN,
    ),
    (
        "neither irregular nor not",
        true,
        |file| file[place::IRREGULAR] = 2,
        UNKNOWN,
    ),
    (
        "only the other parts",
        false,
        |file| drop(file.drain(..end_of_first(file))),
        NO_ASCII,
    ),
    (
        "the first part of another vocabulary",
        true,
        |file| file[place::DIGEST] ^= 1,
        STRANGERS,
    ),
    (
        "a byte twice",
        true,
        |file| file[place::SINGLES] = file[place::SINGLES + 1],
        CONTRADICTS,
    ),
    (
        "four thousand million ids out of order",
        true,
        |file| put(file, place::MOVED, u32::MAX),
        CONTRADICTS,
    ),
    (
        "two ids out of order that are the same",
        true,
        |file| file.copy_within(place::MOVED + 8..place::MOVED + 12, place::MOVED + 16),
        CONTRADICTS,
    ),
];
