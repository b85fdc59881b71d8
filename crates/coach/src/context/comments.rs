//! Code: lines that are comments from their first sign (lossy: what they say is lost).

use super::{Offers, Saver};
use crate::blocks::Block;
use crate::ends::{listed, part, up_to, without_start};
use crate::fold::is_space;
use promptwatt_tokens::Edit;

/// Tags of code whose comments begin with each sign.
const HASH: &str = " python py bash sh yaml yml ruby rb r toml dockerfile ";
const DASHES: &str = " sql lua haskell ";
const SLASHES: &str = " js javascript ts typescript java c cpp c++ cs csharp go rust rs kotlin swift php jsx tsx scala dart ";

/// The offer for a block of code.
pub(super) fn offers(text: &str, block: &Block, found: &mut Offers) {
    let fence = up_to(part(text, block.utf8.start, block.utf8.end), b'\n');
    let tag = without_start(fence, |c| matches!(c, '`' | '~'));
    let code = part(text, block.inner.start, block.inner.end);
    let tag = crate::ends::trimmed(tag);
    let sign = if listed(HASH, tag) {
        "#"
    } else if listed(DASHES, tag) {
        "--"
    } else if listed(SLASHES, tag) {
        "//"
    // Without a tag: what only one family of languages has.
    } else if !block.delimited && code.starts_with("def ")
        || code.starts_with("import ") && !code.ends_with(';')
    {
        "#"
    } else if !block.delimited && crate::ends::count(code, b';') > 2 {
        "//"
    } else {
        return;
    };
    let mut edits = Vec::new();
    let mut at = block.inner.start;
    for line in crate::ends::Lines(code) {
        let inside = without_start(line, is_space);
        // #! and #: are read by programs, and so are //go: and ///.
        if inside.starts_with(sign)
            && line.ends_with('\n')
            && !matches!(
                inside.as_bytes().get(sign.len()),
                Some(b'!' | b':' | b'/' | b'g' | b'#')
            )
        {
            edits.push(Edit {
                utf8: at..at + line.len(),
                replacement: String::new(),
            });
        }
        at += line.len();
    }
    found.add(Saver::Comments, edits);
}
