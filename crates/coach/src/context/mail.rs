//! Quoted mails: the newest message is kept (lossy: the quoted ones are dropped).

use super::{Offers, Saver};
use crate::blocks::Block;
use crate::ends::{behind, last_line, part, without_end, without_start};
use crate::fold::is_space;

/// The offer for a run of quoted lines.
pub(super) fn offers(text: &str, block: &Block, found: &mut Offers) {
    let before = part(text, 0, block.utf8.start);
    let after = behind(text, block.utf8.end);
    let quoted = part(text, block.utf8.start, block.utf8.end);
    // Two lines that are quoted may be what the newest message answers.
    if crate::ends::count(quoted, b'\n') < 2 || without_end(before, is_space).is_empty() {
        return;
    }
    let head = without_end(before, is_space);
    let line = last_line(head);
    let start = if line.ends_with(':') && line.bytes().any(|byte| byte.is_ascii_digit()) {
        without_end(part(head, 0, head.len() - line.len()), is_space).len()
    } else {
        head.len()
    };
    if start == 0 {
        return;
    }
    let rest = without_start(after, is_space);
    let joint = if rest.is_empty() { "" } else { "\n\n" };
    found.replace(
        Saver::MailQuoted,
        start..text.len() - rest.len(),
        joint.into(),
    );
}
