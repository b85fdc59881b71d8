//! What the packed form's model looks at in a token: how it begins, how it ends, how long it is.

/// How many ways there are for a token to begin.
pub(crate) const KINDS: usize = 10;
/// How many ways there are for a token to end.
pub(crate) const ENDINGS: usize = 7;
/// Lengths are told apart up to this one, bytes.
pub(crate) const LENGTHS: usize = 6;

/// The shape of a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    first: u8,
    /// 0 for a token of one byte; a token that has a second byte 0 begins like one that has none.
    second: u8,
    ending: u8,
    /// Bytes that the character at the end still lacks.
    lacks: u8,
    /// Nothing but continuation bytes.
    continues: bool,
    /// How the token begins, less than [`KINDS`].
    pub(crate) kind: u8,
    /// Bytes.
    pub(crate) length: u16,
}

impl Shape {
    pub(crate) fn of_byte(byte: u8) -> Shape {
        let lacks = match byte {
            0xc0..=0xdf => 1,
            0xe0..=0xef => 2,
            0xf0.. => 3,
            _ => 0,
        };
        Shape {
            first: byte,
            second: 0,
            ending: match byte {
                b'a'..=b'z' => 1,
                b'A'..=b'Z' => 2,
                b' ' => 3,
                b'0'..=b'9' => 4,
                0x80.. => 6 - (lacks > 0) as u8,
                _ => 0,
            },
            lacks,
            continues: byte & 0xc0 == 0x80,
            kind: kind(byte, 0),
            length: 1,
        }
    }

    /// The shape of two tokens side by side.
    pub(crate) fn joined(self, right: Shape) -> Shape {
        let (second, kind) = if self.length > 1 {
            (self.second, self.kind)
        } else {
            (right.first, kind(self.first, right.first))
        };
        let mut joined = Shape {
            length: self.length.saturating_add(right.length),
            second,
            kind,
            continues: self.continues && right.continues,
            first: self.first,
            ..right
        };
        if right.continues {
            joined.lacks = (self.lacks as u16).saturating_sub(right.length) as u8;
            joined.ending = 6 - (joined.lacks > 0) as u8;
        }
        joined
    }

    /// What is likely to follow the token depends on this; less than [`KINDS`] · [`ENDINGS`] · [`LENGTHS`].
    pub(crate) fn context(self) -> usize {
        let length = (self.length as usize).clamp(1, LENGTHS) - 1;
        (self.kind as usize * ENDINGS + self.ending as usize) * LENGTHS + length
    }
}

fn kind(first: u8, second: u8) -> u8 {
    match (first, second) {
        (b' ', b'a'..=b'z') => 1,
        (b' ', b'A'..=b'Z') => 2,
        (b' ', 0x80..) => 9,
        (b' ', _) => 3,
        (b'a'..=b'z', _) => 4,
        (b'A'..=b'Z', _) => 5,
        (b'0'..=b'9', _) => 6,
        (0x80..=0xbf, _) => 7,
        (0xc0.., _) => 8,
        _ => 0,
    }
}
