//! Where the module is cut in two: one function, called by one name on this side and found by another on the other.
//!
//! The names are those that `wasm_split_cli_support` looks for. What only [`answer`] reaches goes into the other module; what the page reaches too stays.
//!
//! `unsafe` stands here because a function of another module has a name of its own and no type that the compiler could check. Measured: with it the page's
//! first visit is over 45 kB (brotli) lighter.

use promptwatt_coach::{
    Budget, Coach, Coaching, Language, Memory, Options, RuleError, RuleSet, budget_sentence,
    find_budget_sentence,
};
use promptwatt_tokens::{Counter, Encoding, Parts, Vocabulary, VocabularyError};
use std::cell::RefCell;
use std::ops::Range;

/// The coach, and what it keeps of the text that it read last.
pub struct Reader {
    pub coach: Coach,
    memory: RefCell<Memory>,
}

/// What is asked, and where the answer goes.
pub enum Call<'a> {
    /// Makes the coach.
    Begin(&'a mut Option<Reader>),
    /// Adds packed rules.
    Add(&'a mut Coach, &'a [u8], &'a mut Result<(), RuleError>),
    /// Reads a text.
    Read(
        &'a Reader,
        &'a str,
        &'a Options,
        &'a Counter,
        &'a mut Coaching,
    ),
    /// Unpacks a vocabulary.
    Unpack(
        &'a [&'a [u8]],
        &'a mut Option<Result<Vocabulary, VocabularyError>>,
    ),
    /// Reads what was kept of a vocabulary, made of these parts at least.
    Recall(
        &'a [u8],
        Encoding,
        Parts,
        &'a mut Option<Result<Vocabulary, VocabularyError>>,
    ),
    /// Makes what is kept of a vocabulary.
    Prepare(&'a Vocabulary, &'a mut Vec<u8>),
    /// Finds the sentence about the answer's length.
    FindBudget(&'a str, &'a mut Option<(Range<usize>, Budget)>),
    /// Writes one.
    BudgetSentence(Language, Budget, &'a mut Option<String>),
}

fn answer(call: &mut Call<'_>) {
    match call {
        Call::Begin(reader) => {
            // Nothing is put in the place of a coach that is there: what frees one would weigh 0.2 kB.
            reader.get_or_insert_with(|| Reader {
                coach: Coach::new(),
                memory: RefCell::default(),
            });
        }
        Call::Add(coach, packed, outcome) => {
            **outcome = RuleSet::from_packed(packed).map(|rules| coach.add(rules));
        }
        Call::Read(reader, text, options, counter, coaching) => {
            // Nothing that reading calls reads again, so nobody else holds it; a reader that is asked all the same starts afresh.
            let mut fresh = Memory::default();
            let mut kept = reader.memory.try_borrow_mut();
            let memory = kept.as_deref_mut().unwrap_or(&mut fresh);
            **coaching = reader.coach.read_again(memory, text, options, counter);
        }
        Call::Unpack(files, unpacked) => **unpacked = Some(Vocabulary::from_packed(files)),
        Call::Recall(kept, encoding, parts, recalled) => {
            **recalled = Vocabulary::from_packed(&[kept])
                .ok()
                .filter(|vocabulary| {
                    vocabulary.encoding().vocabulary() == encoding.vocabulary()
                        && vocabulary.parts().covers(*parts)
                })
                .map(Ok);
        }
        Call::Prepare(vocabulary, prepared) => **prepared = vocabulary.to_prepared(),
        Call::FindBudget(text, found) => **found = find_budget_sentence(text),
        Call::BudgetSentence(language, budget, sentence) => {
            **sentence = Some(budget_sentence(*language, *budget));
        }
    }
}

#[cfg(not(all(promptwatt_split, target_family = "wasm")))]
pub fn call(call: &mut Call<'_>) {
    answer(call);
}

#[cfg(all(promptwatt_split, target_family = "wasm"))]
pub use apart::call;

#[cfg(all(promptwatt_split, target_family = "wasm"))]
mod apart {
    use super::{Call, answer};

    // The splitting step puts the export below in its place: both sides see the very same type.
    #[allow(improper_ctypes)]
    #[link(wasm_import_module = "__wasm_split_placeholder__")]
    unsafe extern "C" {
        #[link_name = "__wasm_split_00later00_import_00000000000000000000000000000001"]
        safe fn cut(call: &mut Call<'_>);
    }

    #[allow(improper_ctypes_definitions)]
    #[unsafe(export_name = "__wasm_split_00later00_export_00000000000000000000000000000001")]
    extern "C" fn cut_answer(call: &mut Call<'_>) {
        answer(call);
    }

    /// Must only be called once the other module is there: before that the table has nothing in this place, and the browser stops the page's module.
    pub fn call(call: &mut Call<'_>) {
        cut(call);
    }
}
