//! The icons of the installed page, drawn here: the bolt of icon.svg on a coloured ground, as PNG files.

use super::offline::short_hash;
use anyhow::{Context, Result};
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use std::fs;
use std::io::Write;
use std::path::Path;

/// The corners of the bolt in icon.svg, whose area is 20 by 20.
const BOLT: [(f64, f64); 6] = [
    (11.0, 1.0),
    (3.0, 12.0),
    (8.0, 12.0),
    (7.0, 19.0),
    (16.0, 7.0),
    (10.0, 7.0),
];
/// The bolt's middle.
const MIDDLE: (f64, f64) = (9.5, 10.0);
const GROUND: [u8; 3] = [0xb4, 0x54, 0x0a];
const INK: [u8; 3] = [0xff, 0xff, 0xff];
/// Points asked in each direction of a pixel, so that slanted edges are smooth.
const SAMPLES: u32 = 4;

/// How an icon is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// A square with round corners, transparent outside.
    Rounded,
    /// Ground to the edge: the system cuts it. The bolt stays within the middle 80 %, the safe zone of maskable icons.
    Maskable,
}

/// An icon as the manifest names it.
#[derive(Debug)]
pub struct Icon {
    /// The file, named by its content: a browser looks at the icon at each visit and need not ask for it again.
    pub file: String,
    /// Its sizes.
    pub sizes: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// What it is for.
    pub purpose: &'static str,
}

/// Writes the icons of the manifest into `directory`; the scalable one is `svg`.
///
/// # Errors
/// When a file cannot be written.
pub fn write(directory: &Path, svg: &str) -> Result<Vec<Icon>> {
    let drawn = [
        ("any", "image/svg+xml", "any", svg.as_bytes().to_vec()),
        (
            "192x192",
            "image/png",
            "any",
            png(192, &draw(192, Cut::Rounded)),
        ),
        (
            "512x512",
            "image/png",
            "any",
            png(512, &draw(512, Cut::Rounded)),
        ),
        (
            "512x512",
            "image/png",
            "maskable",
            png(512, &draw(512, Cut::Maskable)),
        ),
    ];
    let icons = drawn.into_iter().map(|(sizes, media, purpose, content)| {
        let ending = if media == "image/png" { "png" } else { "svg" };
        let file = format!("icon-{}.{ending}", short_hash(&[&content]));
        fs::write(directory.join(&file), content)
            .with_context(|| format!("cannot write {file}"))?;
        Ok(Icon {
            file,
            sizes,
            media,
            purpose,
        })
    });
    icons.collect()
}

/// Red, green, blue and opacity of each pixel, row by row.
fn draw(size: u32, cut: Cut) -> Vec<u8> {
    let scale = match cut {
        Cut::Rounded => 0.78,
        Cut::Maskable => 0.62,
    };
    let mut pixels = Vec::with_capacity((size * size * 4) as usize);
    for y in 0..size {
        for x in 0..size {
            let (mut ground, mut ink) = (0, 0);
            for sample in 0..SAMPLES * SAMPLES {
                let at = |pixel: u32, part: u32| {
                    (f64::from(pixel) + (f64::from(part) + 0.5) / f64::from(SAMPLES))
                        / f64::from(size)
                        * 20.0
                };
                let (px, py) = (at(x, sample % SAMPLES), at(y, sample / SAMPLES));
                if cut == Cut::Maskable || in_rounded_square(px, py) {
                    ground += 1;
                    let own = (
                        (px - 10.0) / scale + MIDDLE.0,
                        (py - 10.0) / scale + MIDDLE.1,
                    );
                    ink += u32::from(in_bolt(own));
                }
            }
            for (ground_part, ink_part) in GROUND.into_iter().zip(INK) {
                let mixed = (u32::from(ground_part) * (ground - ink) + u32::from(ink_part) * ink)
                    .checked_div(ground)
                    .unwrap_or(0);
                pixels.push(u8::try_from(mixed).unwrap_or(u8::MAX));
            }
            pixels.push(u8::try_from(ground * 255 / (SAMPLES * SAMPLES)).unwrap_or(u8::MAX));
        }
    }
    pixels
}

fn in_rounded_square(x: f64, y: f64) -> bool {
    const RADIUS: f64 = 4.0;
    let beyond = |at: f64| (RADIUS - at).max(at - (20.0 - RADIUS)).max(0.0);
    beyond(x).hypot(beyond(y)) <= RADIUS
}

/// Whether a point is in the bolt: a ray from it crosses the outline an odd number of times.
fn in_bolt((x, y): (f64, f64)) -> bool {
    let corners = BOLT.iter().zip(BOLT.iter().cycle().skip(1));
    corners
        .filter(|((ax, ay), (bx, by))| {
            (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
        })
        .count()
        % 2
        == 1
}

/// A PNG file of pixels with opacity.
fn png(size: u32, pixels: &[u8]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let [a, b, c, d] = size.to_be_bytes();
    // Eight bits a channel, four channels.
    chunk(
        &mut file,
        *b"IHDR",
        &[a, b, c, d, a, b, c, d, 8, 6, 0, 0, 0],
    );
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    for row in pixels.chunks(size as usize * 4) {
        // No filter: long runs of one colour need none.
        packed
            .write_all(&[0])
            .and_then(|()| packed.write_all(row))
            .expect("a vector takes everything");
    }
    chunk(
        &mut file,
        *b"IDAT",
        &packed.finish().expect("a vector takes everything"),
    );
    chunk(&mut file, *b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    let length = u32::try_from(content.len()).expect("an icon is small");
    file.extend(length.to_be_bytes());
    let mut sum = Crc::new();
    sum.update(&kind);
    sum.update(content);
    file.extend(kind);
    file.extend(content);
    file.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::{BOLT, Cut, draw, png};

    #[test]
    fn the_bolt_is_that_of_the_svg() {
        let svg = std::fs::read_to_string(crate::places::root().join("public/icon.svg")).unwrap();
        let (x, y) = BOLT[0];
        assert!(
            svg.contains(&format!("M{x} {y} 3 12h5l-1 7 9-12h-6z")),
            "{svg}"
        );
    }

    #[test]
    fn ground_ink_and_corners() {
        let at = |pixels: &[u8], x: usize, y: usize| pixels[(y * 64 + x) * 4..][..4].to_vec();
        let rounded = draw(64, Cut::Rounded);
        assert_eq!(at(&rounded, 0, 0)[3], 0, "the corner is cut off");
        assert_eq!(at(&rounded, 32, 32), [255; 4], "the bolt is in the middle");
        assert_eq!(at(&rounded, 5, 32), [0xb4, 0x54, 0x0a, 255]);
        let maskable = draw(64, Cut::Maskable);
        assert_eq!(at(&maskable, 0, 0), [0xb4, 0x54, 0x0a, 255]);
        // The safe zone is a circle of 40 % of the width.
        for y in 0..64_usize {
            for x in 0..64_usize {
                let far = (x as f64 - 31.5).hypot(y as f64 - 31.5) > 0.4 * 64.0;
                assert!(!far || at(&maskable, x, y)[1] == 0x54, "ink at {x}, {y}");
            }
        }
    }

    #[test]
    fn the_file_is_a_png() {
        let file = png(64, &draw(64, Cut::Rounded));
        assert!(file.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x40\0\0\0\x40\x08\x06"));
        assert!(
            file.ends_with(b"IEND\xae\x42\x60\x82"),
            "the known sum of an empty end"
        );
        assert!(file.len() < 3_000, "{}", file.len());
    }
}
