//! The targets of `promptwatt-coach`: a prompt, a prompt that is typed, and packed phrases.

use promptwatt_coach::{
    Coach, Coaching, Language, Memory, Options, RuleSet, Safety, Suggestion, apply,
};
use promptwatt_tokens::{Counter, Encoding};
use std::ops::Range;

/// Prompts that some of the phrases of every language match, and whose structures have savers.
const PROMPTS: [&str; 4] = [
    "Hello! Could you please summarise this text in order to help me? Thanks in advance.\n\n| a | b |\n|---|---|\n| 1  | 2 |",
    "Bonjour, pourriez-vous s'il vous plaît expliquer les marées ? ¿Podrías, por favor, explicar esto? Você poderia explicar?",
    "Kannst du mir bitte eine Rede schreiben? Vielen Dank! 请帮我写一首关于雨的诗，谢谢！",
    "من فضلك قم بكتابة قصة عن البحر في الوقت الحالي. {\"a\": 1, \"b\": [1, 2]}",
];

fn counter() -> Counter {
    Counter::Estimate(Encoding::O200kBase)
}

/// A prompt at the safety level and in the language that the first byte chooses; the rest is the text.
///
/// # Panics
/// When a position is no boundary, edits meet, one of them saves nothing, cannot be taken back or takes a digit away, the order of applying them matters, or a
/// prompt that is to be repeated is edited.
pub fn prompt(coach: &Coach, data: &[u8]) {
    let (choice, text) = data.split_first().unwrap_or((&0, &[]));
    let text = String::from_utf8_lossy(text);
    let choice = usize::from(*choice);
    let options = Options {
        safety: Safety::ALL[choice % Safety::ALL.len()],
        language: Language::ALL.get(choice / 8).copied(),
        ..Options::default()
    };
    holds(&text, &coach.read(&text, &options, &counter()));
}

/// Typing: each three bytes say where and how many bytes of the text are replaced, and by which piece of it or which prompt.
///
/// # Panics
/// When what is read again is not what the whole gives.
pub fn typing(coach: &Coach, data: &[u8]) {
    let options = Options {
        safety: Safety::Lossy,
        ..Options::default()
    };
    let mut memory = Memory::default();
    let mut text = String::new();
    for change in data.chunks_exact(3) {
        let [place, length, what] = [change[0], change[1], change[2]].map(usize::from);
        let start = text.floor_char_boundary(place * (text.len() + 1) / 256);
        let end = text.floor_char_boundary((start + length / 4).min(text.len()));
        let piece = PROMPTS[what % PROMPTS.len()];
        let from = piece.floor_char_boundary(length * piece.len() / 256);
        let to = piece.floor_char_boundary((from + what / 4).min(piece.len()));
        text.replace_range(start..end.max(start), &piece[from..to.max(from)]);
        let again = coach.read_again(&mut memory, &text, &options, &counter());
        let whole = coach.read(&text, &options, &counter());
        assert_eq!(format!("{again:?}"), format!("{whole:?}"), "{text:?}");
        if text.len() > 4_000 {
            break;
        }
    }
}

/// Packed phrases: what is accepted reads prompts as any other.
///
/// # Panics
/// When a prompt is read wrongly with them.
pub fn rules(data: &[u8]) {
    let Ok(rules) = RuleSet::from_packed(data) else {
        return;
    };
    let mut coach = Coach::new();
    coach.add(rules);
    for language in Language::ALL {
        let options = Options {
            safety: Safety::Lossy,
            language: Some(language),
            ..Options::default()
        };
        for text in PROMPTS {
            has_places(text, &coach.read(text, &options, &counter()));
        }
    }
}

/// Every position is a boundary of the text.
fn has_places(text: &str, coaching: &Coaching) {
    let is_part =
        |utf8: &Range<usize>| assert!(text.get(utf8.clone()).is_some(), "{text:?} {utf8:?}");
    for segment in &coaching.segments {
        is_part(&segment.utf8);
        is_part(&segment.inner_utf8);
    }
    for advice in &coaching.advice {
        advice.places.iter().for_each(is_part);
        if let Some(answer) = advice.answer {
            assert!(
                answer.low <= answer.central && answer.central <= answer.high,
                "{text:?} {advice:?}"
            );
        }
    }
    for one in &coaching.suggestions {
        one.edits.iter().for_each(|edit| is_part(&edit.utf8));
    }
}

fn holds(text: &str, coaching: &Coaching) {
    has_places(text, coaching);
    let suggestions = &coaching.suggestions;
    assert!(!coaching.verbatim || suggestions.is_empty(), "{text:?}");
    let mut edits: Vec<_> = suggestions.iter().flat_map(|one| &one.edits).collect();
    edits.sort_by_key(|edit| (edit.utf8.start, edit.utf8.end));
    for pair in edits.windows(2) {
        assert!(pair[0].utf8.end <= pair[1].utf8.start, "{text:?} {pair:?}");
    }
    assert!(
        suggestions.iter().all(|one| one.tokens_saved.tokens > 0),
        "{text:?}"
    );
    let after = apply(text, suggestions);
    assert_eq!(apply(text, suggestions.iter().rev()), after, "{text:?}");
    // Taken back from the end, each edit gives its bytes again.
    let mut restored = after.clone();
    let mut grown = after.len() as isize - text.len() as isize;
    for edit in edits.iter().rev() {
        grown -= edit.replacement.len() as isize - edit.utf8.len() as isize;
        let start = edit
            .utf8
            .start
            .checked_add_signed(grown)
            .expect("it was applied");
        let range = start..start + edit.replacement.len();
        assert_eq!(
            restored.get(range.clone()),
            Some(&*edit.replacement),
            "{text:?}"
        );
        restored.replace_range(range, &text[edit.utf8.clone()]);
    }
    assert_eq!(restored, text);
    let reworded =
        |one: &&Suggestion| !one.id.starts_with("context.") && !one.id.starts_with("repetition.");
    let reworded = apply(text, suggestions.iter().filter(reworded));
    assert_eq!(digits(text), digits(&reworded), "{text:?} {reworded:?}");
}

fn digits(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_numeric()).collect()
}
