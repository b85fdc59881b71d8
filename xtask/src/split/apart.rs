//! WebAssembly with the numbers of its code apart from the rest, where a compressor finds more that is alike.
//!
//! A compressor looks for what was there before, byte by byte. In code the same instructions come again and again, but with another local, constant or
//! offset each time, which hides that they are the same. Told apart, each kind is like itself, and brotli makes a tenth less of the whole. The boot script
//! puts them back (public/whole.js), in a few milliseconds.
//!
//! The form: six numbers of four bytes (bytes of the module; bytes before the size of its code; functions; bytes of the rest, of the locals, of the
//! constants), the rest, the locals, the constants, the offsets. The rest has neither the size of the code nor those of its functions.

use anyhow::{Context, Result, bail};

/// The section of a module that has the code.
const CODE: u8 = 10;
/// The six numbers at the beginning of a file.
const HEADER: usize = 24;
/// A size as the boot script writes it, however small.
const SIZE: usize = 5;

/// What is told apart, by the order in the file.
#[derive(Clone, Copy)]
enum Kind {
    Rest,
    Local,
    Constant,
    Offset,
}

/// Reads a module from its beginning, and puts each of its bytes where its kind goes.
struct Reader<'a> {
    module: &'a [u8],
    at: usize,
    apart: [Vec<u8>; 4],
}

impl Reader<'_> {
    /// The next byte, taken over by nobody.
    fn skip(&mut self) -> Result<u8> {
        let byte = self.module.get(self.at).context("the module ends early")?;
        self.at += 1;
        Ok(*byte)
    }

    fn byte(&mut self) -> Result<u8> {
        let byte = self.skip()?;
        self.apart[Kind::Rest as usize].push(byte);
        Ok(byte)
    }

    fn bytes(&mut self, count: usize) -> Result<()> {
        (0..count).try_for_each(|_| self.byte().map(|_| ()))
    }

    /// A number of as many bytes as it takes, of a kind.
    fn number(&mut self, kind: Kind) -> Result<()> {
        loop {
            let byte = self.skip()?;
            self.apart[kind as usize].push(byte);
            if byte < 128 {
                return Ok(());
            }
        }
    }

    /// Such a number that is taken over by nobody.
    fn size(&mut self) -> Result<usize> {
        let mut size = 0;
        for shift in (0..).step_by(7).take(SIZE) {
            let byte = self.skip()?;
            size |= usize::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(size);
            }
        }
        bail!("a number is too long")
    }

    /// One that the boot script reads as a byte.
    fn small(&mut self) -> Result<u8> {
        let byte = self.byte()?;
        if byte > 127 {
            bail!("more than the boot script reads");
        }
        Ok(byte)
    }

    /// One function: its locals, and instructions up to its last.
    fn function(&mut self) -> Result<()> {
        for _ in 0..2 * usize::from(self.small()?) {
            self.number(Kind::Rest)?;
        }
        let mut depth = 1;
        while depth > 0 {
            let instruction = self.byte()?;
            match instruction {
                0x02..=0x04 => depth += 1,
                0x0b => depth -= 1,
                _ => {}
            }
            let numbers = match instruction {
                0x20..=0x22 => {
                    self.number(Kind::Local)?;
                    0
                }
                0x41 => {
                    self.number(Kind::Constant)?;
                    0
                }
                // Where in memory: by how much it is aligned, and how far behind.
                0x28..=0x3e => {
                    self.small()?;
                    self.number(Kind::Offset)?;
                    0
                }
                // Fractions.
                0x43 => {
                    self.bytes(4)?;
                    0
                }
                0x44 => {
                    self.bytes(8)?;
                    0
                }
                // Blocks, branches, calls, globals, tables, the memory's size, long constants, nothing as a reference.
                0x02..=0x04 | 0x0c | 0x0d | 0x10 | 0x23..=0x26 | 0x3f | 0x40 | 0x42 | 0xd0 => 1,
                // A branch to one of several.
                0x0e => self.small()? + 1,
                0x11 => 2,
                // What came to WebAssembly later: conversions, copying and filling.
                0xfc => match self.small()? {
                    0..=7 => 0,
                    8 | 10 => 2,
                    // And tables that grow or are filled.
                    9 | 11 | 15 | 17 => 1,
                    other => bail!("the boot script does not know the instruction 0xfc {other}"),
                },
                0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 => 0,
                other => bail!("the boot script does not know the instruction {other:#x}"),
            };
            for _ in 0..numbers {
                self.number(Kind::Rest)?;
            }
        }
        Ok(())
    }
}

/// A module with the numbers of its code apart.
///
/// # Errors
/// When it is no module, or one that the boot script could not put together.
pub fn apart(module: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Reader {
        module,
        at: 0,
        apart: Default::default(),
    };
    reader.bytes(8)?;
    // The sections before the code.
    let end = loop {
        let section = reader.byte()?;
        if section == CODE {
            let size = reader.size()?;
            break reader.at + size;
        }
        let from = reader.at;
        let size = reader.size()?;
        let rest = reader.at - from + size;
        reader.at = from;
        reader.bytes(rest)?;
    };
    let head = reader.apart[Kind::Rest as usize].len();
    let from = reader.at;
    let functions = reader.size()?;
    if functions >= 1 << 14 {
        bail!("the boot script takes the number of functions for two bytes at most");
    }
    reader.at = from;
    reader.number(Kind::Rest)?;
    for _ in 0..functions {
        let size = reader.size()?;
        let end = reader.at + size;
        reader.function()?;
        if reader.at != end {
            bail!("a function is not as long as it says");
        }
    }
    if reader.at != end {
        bail!("the code is not as long as it says");
    }
    reader.bytes(module.len() - end)?;
    let [rest, local, constant, offset] = &reader.apart;
    let taken = reader.apart.iter().map(Vec::len).sum::<usize>();
    let numbers = [
        taken + SIZE * (functions + 1),
        head,
        functions,
        rest.len(),
        local.len(),
        constant.len(),
    ];
    let mut file = Vec::new();
    for number in numbers {
        file.extend_from_slice(&u32::try_from(number)?.to_le_bytes());
    }
    Ok([file.as_slice(), rest, local, constant, offset].concat())
}

/// Where the locals, the constants and the offsets of a file in this form begin; `None` for any other file.
pub fn kinds(file: &[u8]) -> Option<[usize; 3]> {
    let number = |place: usize| {
        let four = file.get(4 * place..4 * place + 4)?;
        Some(u32::from_le_bytes(four.try_into().ok()?) as usize)
    };
    if file.get(HEADER..HEADER + 4)? != b"\0asm" {
        return None;
    }
    let local = HEADER + number(3)?;
    let constant = local + number(4)?;
    let offset = constant + number(5)?;
    (offset <= file.len()).then_some([local, constant, offset])
}

#[cfg(test)]
mod tests {
    use super::{apart, kinds};

    /// A module with one function of each kind of instruction that the code has.
    fn module(body: &[u8]) -> Vec<u8> {
        let mut code = vec![1, body.len() as u8];
        code.extend_from_slice(body);
        let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a".to_vec();
        module.push(code.len() as u8);
        module.extend_from_slice(&code);
        // A section behind the code.
        module.extend_from_slice(&[0, 2, 1, b'x']);
        module
    }

    #[test]
    fn locals_constants_and_offsets_are_apart() {
        // One local of 32 bits; it becomes 300, and what stands 5 bytes behind that in memory is dropped.
        let body = [
            1, 1, 0x7f, 0x41, 0xac, 0x02, 0x22, 0, 0x28, 2, 5, 0x1a, 0x0b,
        ];
        let file = apart(&module(&body)).unwrap();
        let numbers: Vec<u32> = file[..24]
            .chunks(4)
            .map(|four| u32::from_le_bytes(four.try_into().unwrap()))
            .collect();
        let [total, head, functions, rest, local, constant] = numbers[..] else {
            panic!("six numbers");
        };
        assert_eq!((functions, local, constant), (1, 1, 2));
        // The sizes of the code and of the function take five bytes each instead of one.
        assert_eq!(total as usize, module(&body).len() + 8);
        assert_eq!(file[24 + head as usize - 1], super::CODE);
        let [local_at, constant_at, offset_at] = kinds(&file).unwrap();
        assert_eq!((file[local_at], file[constant_at]), (0, 0xac));
        assert_eq!(file[offset_at..], [5]);
        let (rest, apart) = file[24..].split_at(rest as usize);
        assert_eq!(apart, [0, 0xac, 0x02, 5]);
        let code = [1, 1, 1, 0x7f, 0x41, 0x22, 0x28, 2, 0x1a, 0x0b];
        assert_eq!(rest[head as usize..][..code.len()], code);
    }

    #[test]
    fn what_the_boot_script_cannot_put_together_is_refused() {
        // A vector instruction; a function that is longer than its instructions; half a module.
        for body in [&[0, 0xfd, 0x0c, 0x0b][..], &[0, 0x0b, 0x0b]] {
            assert!(apart(&module(body)).is_err(), "{body:?}");
        }
        let whole = module(&[0, 0x0b]);
        assert!(apart(&whole).is_ok());
        assert!(apart(&whole[..whole.len() - 6]).is_err());
        assert_eq!(kinds(&whole), None);
    }
}
