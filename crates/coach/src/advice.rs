//! Advice: what makes the exchange cheaper and is for the user to decide.

use crate::answer::{Format, Unit};
use crate::blocks::Block;
use crate::budget::{Budget, budget_sentence};
use crate::coaching::{Advice, Kind, Task};
use crate::fold::is_han_digit;
use crate::insert::insert;
use crate::lexicon::{Sense, negated};
use crate::reading::Reading;
use crate::rules::{RuleSet, Wording};
use crate::segment::SegmentKind;
use crate::task::{asks_for_a_way, leads};
use crate::waste;
use promptwatt_tokens::TokenBand;

/// Everything to advise about a prompt, the greatest lever first.
/// Without the `lexicon` of the language only what small talk costs.
pub(crate) fn advise(
    reading: &Reading<'_>,
    lexicon: bool,
    rules: Option<&RuleSet>,
    tokens: &dyn Fn(&str) -> f64,
) -> Vec<Advice> {
    let mut advice = Vec::new();
    if reading.small_talk {
        let mut thanks = plain("exchange.thanks", Kind::ExchangeThanks);
        thanks.answer_tokens_saved = Some(reading.answer.expected);
        advice.push(thanks);
        return advice;
    }
    add(&mut advice, waste::blobs(reading, tokens));
    if !lexicon || reading.words.list.is_empty() {
        return advice;
    }
    add(&mut advice, rules.and_then(|rules| only(reading, rules)));
    add(&mut advice, budget(reading));
    if reading.affirmed(Sense::Inflate).is_some() {
        advice.push(inflate(reading));
    }
    // In a guide the steps are what is asked for.
    let guide = matches!(reading.task, Task::Code | Task::Write) || reading.has(Sense::Way);
    if reading.has(Sense::Reasoning) && (reading.task == Task::Reason || !guide) {
        advice.push(reasoning(reading, rules));
    }
    add(&mut advice, waste::conflict(reading));
    if matches!(
        reading.task,
        Task::Summarise | Task::Translate | Task::Extract | Task::Classify | Task::Correct
    ) {
        advice.push(plain("task.model", Kind::TaskModel));
        advice.push(plain("task.local", Kind::TaskLocal));
    }
    if waste::questions(reading) > 2 {
        advice.push(plain("task.batch", Kind::TaskBatch));
    }
    add(&mut advice, waste::history(reading, rules, tokens));
    add(&mut advice, waste::again(reading, tokens));
    advice
}

/// Adds a piece of advice where there is one.
#[inline(never)]
fn add(advice: &mut Vec<Advice>, one: Option<Advice>) {
    if let Some(one) = one {
        advice.push(one);
    }
}

/// Advice that neither inserts a text nor knows what it saves. Filled in by assignments: what takes over the rest of another
/// value copies it field by field, which took 200 bytes of WebAssembly each time.
#[inline(never)]
pub(crate) fn plain(id: &'static str, kind: Kind) -> Advice {
    Advice {
        id,
        kind,
        insert: None,
        answer: None,
        answer_tokens_saved: None,
        prompt_tokens_saved: None,
        copy: None,
        places: Vec::new(),
    }
}

/// Whether few words with numbers are a sum, whose answer is short; an equation to be solved has steps. What is no sum by its
/// task is one if it asks how much, or names a number at once: "What's 240 grams of flour in cups?"
fn is_short_sum(reading: &Reading<'_>, task: Task) -> bool {
    let words = &reading.words;
    let many = words.list.len();
    let at_once = || (1..3).any(|word| words.list.get(word).is_some_and(|word| word.number));
    let short = if task == Task::Reason {
        many < 14
    } else {
        many < 10 && (reading.has(Sense::Quantity) || at_once())
    };
    let has_digit = |word: &usize| words.str(*word).bytes().any(|byte| byte.is_ascii_digit());
    short
        && reading.payload.ranges.is_empty()
        && !reading.has(Sense::Reasoning)
        && (0..many).filter(has_digit).count() > usize::from(many > 8)
}

word_set! {
    /// Behind "who", they ask for a life, not for a name.
    WAS = "was were fue era était foi war"
}

/// Whether few words ask for one fact: "Who won?", "How many calories has a banana?"
fn asks_for_a_fact(reading: &Reading<'_>) -> bool {
    let words = &reading.words;
    let more = [
        Sense::Noun(Task::Answer),
        Sense::Polar,
        Sense::Judge,
        Sense::Wants,
        Sense::Explain,
        Sense::Inflate,
    ];
    let asked = || {
        reading.hits.iter().any(|hit| {
            hit.sense == Sense::Fact
                && leads(words, hit.word)
                && !WAS.has(words.hash(hit.word + hit.length))
        })
    };
    words.list.len() < 12
        && (reading.has(Sense::Quantity) || (!reading.has(Sense::Way) && asked()))
        && !more.into_iter().any(|sense| reading.has(sense))
}

/// The budget that suits a task, or `None` where a cap makes no sense.
fn fitted(reading: &Reading<'_>, task: Task) -> Option<Budget> {
    let words = reading.words.list.len();
    // Examples show how long an answer is.
    let shown = |block: &Block| block.kind == SegmentKind::Example;
    if reading.blocks.iter().any(shown) {
        return None;
    }
    match task {
        // Small talk is answered shortly by itself ("you are funny"); who plays a part is not short.
        Task::Chat
            if !reading.has(Sense::Role) && (words < 8 || !reading.has(Sense::RoleStart)) =>
        {
            None
        }
        Task::Reason | Task::Answer if is_short_sum(reading, task) => None,
        // Who, when or which in a text has a short answer; why, whether and what it means has not.
        Task::Answer
            if !reading.payload.ranges.is_empty()
                && reading.has(Sense::Fact)
                && ![
                    Sense::Way,
                    Sense::Polar,
                    Sense::Judge,
                    Sense::Wants,
                    Sense::Explain,
                ]
                .into_iter()
                .any(|sense| reading.has(sense)) =>
        {
            None
        }
        // A bare question of who, when, where or how many has an answer of a few words.
        Task::Answer if asks_for_a_fact(reading) => None,
        Task::Answer | Task::Chat | Task::Summarise => Some(match reading.answer.format {
            // What is asked for in full needs some room.
            _ if reading.has(Sense::Inflate) => Budget::Words(300),
            // A table has no sentences.
            Some(Format::List | Format::Table) => Budget::Words(150),
            _ => Budget::Sentences(5),
        }),
        Task::Reason => Some(Budget::Words(150)),
        Task::Write if reading.verbatim => None,
        // The first text that is named is the one to write: an essay may have a title.
        Task::Write => match reading
            .hits
            .iter()
            .filter(|hit| reading.counts(hit.word))
            .filter(|hit| matches!(hit.sense, Sense::Long | Sense::Middle | Sense::ShortWrite))
            // Of several phrases at one word the longest.
            .min_by_key(|hit| (hit.word, usize::MAX - hit.length))
            .map(|hit| hit.sense)
        {
            Some(Sense::ShortWrite) => None,
            Some(Sense::Middle) => Some(Budget::Words(150)),
            _ => Some(Budget::Words(300)),
        },
        // Why something fails is told in sentences, what is to be written in code.
        Task::Code if !reading.has(Sense::Task(Task::Code)) && asks_about_code(reading) => {
            Some(Budget::Sentences(5))
        }
        Task::Translate | Task::Correct | Task::Classify | Task::Extract | Task::Code => None,
    }
}

/// Whether nothing but the result is asked for: "no explanation", "only the number", not "I have only three".
fn only_the_result(reading: &Reading<'_>) -> bool {
    let words = &reading.words;
    reading
        .hits
        .iter()
        .filter(|hit| hit.sense == Sense::Only && reading.counts(hit.word))
        // "94只" counts animals.
        .filter(|only| {
            let before = only.word.checked_sub(1).map_or("", |word| words.str(word));
            !(words.gap_before(only.word).is_empty()
                && before.ends_with(|c: char| c.is_ascii_digit() || c == '几' || is_han_digit(c)))
        })
        .any(|only| {
            let next = only.word + only.length;
            only.length > 1
                || only.word == 0
                || words.breaks_before(only.word)
                // "Number only.", not "so that nobody is left alone."
                || ((next >= words.list.len() || words.breaks_before(next))
                    && (only.word < 3
                        || (only.word - 2..only.word).any(|word| words.breaks_before(word))))
                || reading.hits.iter().any(|hit| {
                    (hit.word + 3 > only.word && hit.word < next + 3)
                        && matches!(
                            hit.sense,
                            Sense::Format(_)
                                | Sense::Unit(_)
                                | Sense::Noun(_)
                                | Sense::Label
                                | Sense::Task(_)
                                | Sense::General
                                | Sense::Middle
                                | Sense::ShortWrite
                        )
                })
        })
}

/// Whether code is to be explained rather than written: it is asked why, or something else than how of code that is there, or a
/// program's messages are shown.
fn asks_about_code(reading: &Reading<'_>) -> bool {
    let is_log = |block: &Block| block.kind == SegmentKind::Log;
    asks_for_a_cause(reading)
        || (!reading.payload.ranges.is_empty()
            && !reading.has(Sense::Way)
            && (reading.has(Sense::Question) || reading.blocks.iter().any(is_log)))
}

/// Whether something is not to be done: "Review this function. Don't rewrite it."
fn forbids_a_task(reading: &Reading<'_>) -> bool {
    let mut verbs = reading
        .hits
        .iter()
        .filter(|hit| matches!(hit.sense, Sense::Task(_)) && reading.counts(hit.word));
    verbs.any(|hit| negated(&reading.words, &reading.hits, hit.word, 3))
}

/// Whether the request asks why, rather than how to do something.
fn asks_for_a_cause(reading: &Reading<'_>) -> bool {
    let mut ways = reading.hits.iter().filter(|hit| hit.sense == Sense::Way);
    ways.any(|hit| reading.counts(hit.word) && !asks_for_a_way(&reading.words, hit.word))
}

fn budget(reading: &Reading<'_>) -> Option<Advice> {
    let language = reading.language?;
    let answer = &reading.answer;
    let words = reading.words.list.len();
    let shaped = matches!(
        answer.format,
        Some(Format::Json | Format::Code | Format::Csv | Format::Xml | Format::Yaml | Format::Html)
    );
    // Who plays a part and only ever complains is not short for that.
    let only = || reading.task != Task::Chat && words < 40 && only_the_result(reading);
    if answer.is_stated() || answer.brief || shaped || only() {
        return None;
    }
    // An answer whose length nobody bounds costs more than an offer that is not needed.
    let task = match reading.leaning {
        Some(open) if reading.task.is_bounded() => open,
        _ => reading.task,
    };
    let budget = fitted(reading, task)?;
    let after = within(budget.expected(language), answer.expected);
    let mut advice = plain("output.budget", Kind::OutputBudget);
    let sentence = budget_sentence(language, budget);
    advice.insert = Some(insert(reading, sentence, Some(budget)));
    advice.answer = Some(after);
    advice.answer_tokens_saved = Some(less(answer.expected, after));
    Some(advice)
}

/// "Only the code": for tasks whose result is wanted and nothing around it.
fn only(reading: &Reading<'_>, rules: &RuleSet) -> Option<Advice> {
    if reading.has(Sense::Only)
        || reading
            .answer
            .stated_limit
            .is_some_and(|limit| limit.unit != Unit::Items)
    {
        return None;
    }
    let task = reading.task;
    let json = reading.answer.format == Some(Format::Json);
    // The request says itself what is to be done; a guess is no reason to leave out everything else.
    let said = reading.has(Sense::Task(task))
        || reading.has(Sense::Noun(task))
        || (task == Task::Translate && reading.has(Sense::Tongue));
    // An explanation, a judgement, a number.
    let asks_more = [
        Sense::Explain,
        Sense::Way,
        Sense::Polar,
        Sense::Judge,
        Sense::Quantity,
    ]
    .into_iter()
    .any(|sense| reading.has(sense));
    let explains = task == Task::Code
        && (reading.has(Sense::Inflate)
            || reading.has(Sense::Reasoning)
            || asks_about_code(reading)
            || forbids_a_task(reading));
    if !json && (!said || asks_more || explains) {
        return None;
    }
    let wording = match (reading.answer.format, reading.task) {
        (Some(Format::Json), _) => Wording::OnlyJson,
        (_, Task::Code) => Wording::OnlyCode,
        (_, Task::Translate) => Wording::OnlyTranslation,
        (_, Task::Correct) => Wording::OnlyCorrected,
        (None | Some(Format::Code), Task::Classify) => Wording::OnlyLabel,
        _ => return None,
    };
    let sentence = rules.wording(wording);
    let expected = reading.answer.expected;
    // Babble is 44-89 % of what a babbling model writes around code; three of ten models babble.
    let share = match reading.task {
        Task::Code => TokenBand {
            low: 0.0,
            central: 0.3,
            high: 0.7,
        },
        Task::Classify => TokenBand {
            low: 0.3,
            central: 0.8,
            high: 0.95,
        },
        _ => TokenBand {
            low: 0.0,
            central: 0.15,
            high: 0.4,
        },
    };
    let kept = |tokens: f64, share: f64| tokens * (1.0 - share);
    let after = TokenBand {
        low: kept(expected.low, share.high),
        central: kept(expected.central, share.central),
        high: kept(expected.high, share.low),
    };
    let saved = TokenBand {
        low: expected.low * share.low,
        central: expected.central * share.central,
        high: expected.high * share.high,
    };
    let mut advice = plain("output.only", Kind::OutputOnly);
    advice.insert = Some(insert(reading, sentence.into(), None));
    advice.answer = Some(after);
    advice.answer_tokens_saved = Some(saved);
    Some(advice)
}

fn inflate(reading: &Reading<'_>) -> Advice {
    // Asked for in full, an answer is taken as twice as long (assumption of this project; answers ran 1-3 times, and
    // over 10 times, the length needed in arXiv 2506.08686).
    let free = !reading.answer.is_stated() && !reading.answer.brief;
    let saved = free.then(|| half(reading.answer.expected));
    let mut advice = plain("output.inflate", Kind::OutputInflate);
    advice.answer = saved;
    advice.answer_tokens_saved = saved;
    advice
}

fn reasoning(reading: &Reading<'_>, rules: Option<&RuleSet>) -> Advice {
    // A result that is worked out may show short steps; any other needs none.
    let wording = if reading.task == Task::Reason {
        Wording::ShortSteps
    } else {
        Wording::OnlyResult
    };
    let steps = rules.map(|rules| rules.wording(wording));
    let saved = Some(half(reading.answer.expected));
    let mut advice = plain("output.reasoning", Kind::OutputReasoning);
    advice.insert = steps.map(|sentence| insert(reading, sentence.into(), None));
    advice.answer = saved;
    advice.answer_tokens_saved = saved;
    advice
}

/// Half of an answer.
fn half(answer: TokenBand) -> TokenBand {
    TokenBand {
        low: answer.low * 0.5,
        central: answer.central * 0.5,
        high: answer.high * 0.5,
    }
}

/// A band that is nowhere above another.
fn within(band: TokenBand, most: TokenBand) -> TokenBand {
    TokenBand {
        low: band.low.min(most.low),
        central: band.central.min(most.central),
        high: band.high.min(most.high),
    }
}

/// The difference of two answers of one model: a wordy one is wordy before and after, so percentiles go together.
fn less(before: TokenBand, after: TokenBand) -> TokenBand {
    let (low, central, high) = (
        before.low - after.low,
        before.central - after.central,
        before.high - after.high,
    );
    TokenBand {
        low: low.min(central),
        central,
        high: high.max(central),
    }
}
