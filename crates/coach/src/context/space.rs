//! White space outside code: blanks at the ends of lines, runs of blanks and of blank lines (lossless).

use super::{Offers, Saver};
use crate::reading::Reading;
use std::ops::Range;

/// Offers for every run.
pub(super) fn offers(reading: &Reading<'_>, found: &mut Offers) {
    let bytes = reading.words.text.as_bytes();
    let mut from = 0;
    for word in &reading.words.list {
        // A blank between two words is no run, nor is one behind a sign.
        let run = match bytes.get(from..word.start()) {
            _ if from == 0 => true,
            Some([] | [_]) => false,
            Some([sign, b' ']) => matches!(sign, b' ' | b'\t' | b'\n' | b'\r'),
            _ => true,
        };
        if run {
            between(reading, from..word.start(), found);
        }
        from = word.end();
    }
    between(reading, from..bytes.len(), found);
}

/// Offers for the runs between two words.
fn between(reading: &Reading<'_>, gap: Range<usize>, found: &mut Offers) {
    let text = reading.words.text;
    let bytes = text.as_bytes();
    let mut at = gap.start;
    while let Some(&byte) = bytes.get(at).filter(|_| at < gap.end) {
        if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            at += 1;
            continue;
        }
        let start = at;
        let mut lines = 0;
        // Where the last line break of the run ends: what follows indents the next line and stays.
        let mut indent = start;
        while let Some(&byte) = bytes
            .get(at)
            .filter(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))
        {
            at += 1;
            if byte == b'\n' {
                lines += 1;
                indent = at;
            }
        }
        if at - start == bytes.len() {
            return;
        }
        let kept = match lines {
            0 if start == 0 || at == bytes.len() => "",
            0 => " ",
            _ if start == 0 || at == bytes.len() => continue,
            1 => "\n",
            _ => "\n\n",
        };
        let utf8: Range<usize> = if lines == 0 { start..at } else { start..indent };
        // Blanks that line up columns are no prose.
        let aligned = lines == 0 && utf8.len() > 3;
        if utf8.len() > kept.len()
            && !aligned
            && !reading.spans.touch(&utf8)
            && text.get(utf8.clone()) != Some(kept)
        {
            let crlf = text
                .get(utf8.clone())
                .is_some_and(|run| run == "\r\n" || run == "\r\n\r\n");
            if !crlf && !found.are_enough() {
                found.replace(Saver::Space, utf8, kept.into());
            }
        }
    }
}
