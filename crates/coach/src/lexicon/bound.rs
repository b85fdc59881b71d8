//! Phrases that take in what their words say by themselves.

use super::{Hit, Sense, hits_at};

/// The hits without those that a longer phrase takes in: the "short" of "short story", the "explain" of "do not explain".
/// Linear.
#[inline(never)]
pub(crate) fn unbound(hits: &[Hit]) -> Vec<Hit> {
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    // The first word of the phrase that reaches farthest, and one past its last.
    let (mut begin, mut end) = (0, 0);
    let mut rest = hits;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|hit| hit.word == first.word).count();
        let Some((same, after)) = rest.split_at_checked(count) else {
            break;
        };
        rest = after;
        for hit in same {
            if hit.length > 1 && hit.sense.binds() && hit.word + hit.length > end {
                (begin, end) = (hit.word, hit.word + hit.length);
            }
        }
        let free = |hit: &&Hit| {
            let own = hit.word + hit.length;
            !hit.sense.is_bound() || own > end || (hit.word == begin && own == end)
        };
        kept.extend(same.iter().filter(free));
    }
    adjectives(kept)
}

/// With each adjective of brevity taken for a request to be brief where it stands beside the noun of a text to be written, not
/// of one that is pointed at: "a short reply", "un mot gentil et court", not "this short mail", "short circuits".
#[inline(never)]
fn adjectives(mut hits: Vec<Hit>) -> Vec<Hit> {
    for number in 0..hits.len() {
        let Some(&hit) = hits.get(number).filter(|hit| hit.sense == Sense::Short) else {
            continue;
        };
        let near = |sense: fn(Sense) -> bool| {
            let near = hit.word.saturating_sub(2)..hit.word + hit.length + 2;
            hits_at(&hits, near)
                .iter()
                .any(|other| sense(other.sense) && other.word != hit.word)
        };
        let named = near(|sense| {
            matches!(
                sense,
                Sense::Noun(_) | Sense::Long | Sense::Middle | Sense::ShortWrite | Sense::Label
            )
        });
        let other = near(|sense| matches!(sense, Sense::Unit(_) | Sense::Deictic));
        if let Some(hit) = hits.get_mut(number).filter(|_| named && !other) {
            (hit.sense, hit.bit) = (Sense::Brief, Sense::Brief.number());
        }
    }
    hits
}
