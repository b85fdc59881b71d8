//! Text that says nothing to a reader: base64, data addresses, long hexadecimal numbers. Nothing is cut: its price is shown.

use std::ops::Range;

/// Shorter runs are addresses and keys, which a prompt may need.
const LEAST: usize = 200;

/// Runs of at least 200 letters and digits that hold no word. At most 20; linear.
pub(crate) fn blobs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut at = 0;
    let (mut digits, mut capitals, mut small) = (0usize, 0usize, 0usize);
    while at <= bytes.len() {
        // No run is so long that ends within its first bytes, so most of a text need not be looked at.
        if at == start
            && let Some(head) = bytes.get(at..at + LEAST)
            && let Some(end) = head.iter().rposition(|&byte| ends_run(byte))
        {
            at += end + 1;
            start = at;
            continue;
        }
        if at == start && bytes.len() - at < LEAST {
            break;
        }
        match bytes.get(at).copied().unwrap_or(b' ') {
            b'0'..=b'9' => digits += 1,
            b'A'..=b'Z' => capitals += 1,
            b'a'..=b'z' => small += 1,
            b'+' | b'/' | b'=' | b'_' | b'-' => {}
            // Lines of base64 are broken at 64 or 76 bytes.
            b'\n' | b'\r' if at > start + 59 && (at - start) % 77 > 59 => {}
            _ => {
                let length = at - start;
                let mixed = digits * 40 > length
                    && (capitals * 10 > length && small * 10 > length
                        || (capitals == 0 || small == 0) && digits * 4 > length);
                if length >= LEAST && mixed && found.len() < 20 {
                    found.push(start..at);
                }
                start = at + 1;
                (digits, capitals, small) = (0, 0, 0);
            }
        }
        at += 1;
    }
    found
}

/// Whether a byte ends a run wherever it stands.
const fn ends_run(byte: u8) -> bool {
    !byte.is_ascii_alphanumeric()
        && !matches!(byte, b'+' | b'/' | b'=' | b'_' | b'-' | b'\n' | b'\r')
}
