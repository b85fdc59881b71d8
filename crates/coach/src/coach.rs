//! The coach: rule sets loaded so far, and the reading of a prompt with them.

use crate::advice::advise;
use crate::coaching::{Coaching, Kind, MOST_SUGGESTIONS, Safety, Suggestion};
use crate::context::{Offer, offers};
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::matching::candidates;
use crate::memory::Memory;
use crate::order::by_start;
use crate::reading::Reading;
use crate::rules::{Rule, RuleSet};
use crate::select::best;
use promptwatt_tokens::{Counter, Edit};
use std::ops::Range;

/// What a user does not want to see again: rules by their id, and whole kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleFilter {
    /// Ids of suggestions and advice ("courtesy.please").
    pub ids: Vec<String>,
    /// Kinds.
    pub kinds: Vec<Kind>,
}

impl RuleFilter {
    /// Whether a rule or piece of advice is switched off.
    pub fn silences(&self, id: &str, kind: Kind) -> bool {
        self.kinds.contains(&kind) || self.ids.iter().any(|off| off == id)
    }
}

/// How to read a prompt.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What not to offer.
    pub off: RuleFilter,
    /// The language of the prompt; `None` to detect it.
    pub language: Option<Language>,
    /// The highest level of suggestions to offer.
    pub safety: Safety,
}

/// Reads prompts with the rule sets it has been given.
pub struct Coach {
    lexicon: Lexicon,
    sets: Vec<RuleSet>,
}

impl Default for Coach {
    fn default() -> Coach {
        Coach::new()
    }
}

impl Coach {
    /// A coach without rules: it knows languages, tasks and small talk, but neither lengths nor formats, so that it advises
    /// nothing else and suggests no edit. Read again when the rules of the text's language are there.
    pub fn new() -> Coach {
        Coach {
            lexicon: Lexicon::new(&[]),
            sets: Vec::new(),
        }
    }

    /// A coach with the rules of every language.
    #[cfg(feature = "builtin-rules")]
    pub fn builtin() -> Coach {
        let mut coach = Coach::new();
        Language::ALL
            .into_iter()
            .for_each(|language| coach.add(RuleSet::builtin(language)));
        coach
    }

    /// Adds the rules of a language, in place of those it had.
    pub fn add(&mut self, rules: RuleSet) {
        let language = rules.language;
        match self.sets.iter_mut().find(|set| set.language == language) {
            Some(set) => *set = rules,
            None => self.sets.push(rules),
        }
        self.lexicon = Lexicon::new(&self.sets);
    }

    /// Whether the rules of a language are there.
    pub fn has(&self, language: Language) -> bool {
        self.rules(language).is_some()
    }

    #[cfg(feature = "training")]
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    fn rules(&self, language: Language) -> Option<&RuleSet> {
        self.sets.iter().find(|set| set.language == language)
    }

    /// Reads a prompt: what it asks for, what could be shorter, what would make the answer cheaper.
    ///
    /// Any text is fine; of one of 4 GiB or more only the advice that needs no positions could be given, so it is
    /// taken as empty.
    ///
    /// # Complexity
    /// Linear in the text; at most [`MOST_SUGGESTIONS`] suggestions are made.
    pub fn read(&self, text: &str, options: &Options, counter: &Counter) -> Coaching {
        self.read_again(&mut Memory::default(), text, options, counter)
    }

    /// Reads a prompt as [`Coach::read`] does, with the same result, but looks again only at what differs from the text that
    /// the memory is of: for who is typing. The memory may be of anything, even of another coach.
    ///
    /// # Complexity
    /// Linear in the text, in about two thirds of the time where little was changed.
    pub fn read_again(
        &self,
        memory: &mut Memory,
        text: &str,
        options: &Options,
        counter: &Counter,
    ) -> Coaching {
        let text = if u32::try_from(text.len()).is_ok() {
            text
        } else {
            ""
        };
        let reading = Reading::of(text, &self.lexicon, options.language, memory, |stretch| {
            counter.count(stretch).central()
        });
        let (suggestions, more) = self.suggest(&reading, options, counter);
        // Without the words of its language, nobody knows what length or form the prompt asks for.
        let mut advice = advise(
            &reading,
            reading.language.is_none_or(|language| self.has(language)),
            reading.language.and_then(|language| self.rules(language)),
            &|stretch| counter.count(stretch).central(),
        );
        advice.retain(|one| !options.off.silences(one.id, one.kind));
        memory.take_back(reading.words);
        Coaching {
            language: reading.language,
            task: reading.task,
            verbatim: reading.verbatim,
            answer: reading.answer,
            suggestions,
            more,
            segments: reading.segments,
            advice,
        }
    }

    fn suggest(
        &self,
        reading: &Reading<'_>,
        options: &Options,
        counter: &Counter,
    ) -> (Vec<Suggestion>, usize) {
        if reading.keeps_words() || reading.small_talk {
            return (Vec::new(), 0);
        }
        let text = reading.words.text;
        let mut made: Vec<Option<Suggestion>> = Vec::new();
        let mut spans = Vec::new();
        let mut add =
            |utf8: Range<usize>, extent: Range<usize>, edits: Vec<Edit>, made_by: Origin<'_>| {
                let (id, kind) = match &made_by {
                    Origin::Rule(rule, _) => (&*rule.id, rule.kind),
                    Origin::Context(offer) => (offer.id, offer.kind),
                };
                if options.off.silences(id, kind) {
                    return;
                }
                let saving = counter.saving(text, &edits);
                if saving.tokens <= 0 || edits.is_empty() {
                    return;
                }
                // Of two ways to save as much the one with fewer edits.
                spans.push((extent, saving.tokens * 64 - 1));
                let (safety, language, reviewed, message) = match made_by {
                    Origin::Rule(rule, set) => (
                        rule.safety,
                        Some(set.language),
                        set.reviewed,
                        &*rule.message,
                    ),
                    Origin::Context(offer) => (offer.safety, None, true, ""),
                };
                made.push(Some(Suggestion {
                    id: id.into(),
                    kind,
                    safety,
                    language,
                    reviewed,
                    utf8,
                    edits,
                    tokens_saved: saving,
                    group: None,
                    message: message.into(),
                }));
            };
        let mut more = 0;
        if let Some(set) = reading.language.and_then(|language| self.rules(language)) {
            let (found, left) = candidates(reading, set, options.safety);
            more = left;
            for one in found {
                if let (Some(rule), Some(edit)) = (set.rules.get(one.rule), one.edits.first()) {
                    let extent = edit.utf8.clone();
                    add(one.utf8.clone(), extent, one.edits, Origin::Rule(rule, set));
                }
            }
        }
        for mut offer in offers(reading, options.safety) {
            let edits = std::mem::take(&mut offer.edits);
            let start = edits.first().map_or(0, |edit| edit.utf8.start);
            let extent = start..edits.last().map_or(start, |edit| edit.utf8.end);
            add(extent.clone(), extent, edits, Origin::Context(&offer));
        }
        let chosen = best(&spans);
        more += chosen.len().saturating_sub(MOST_SUGGESTIONS);
        let mut taken = Vec::with_capacity(chosen.len().min(MOST_SUGGESTIONS));
        // Mends beyond the first edit (a question mark) may touch what another takes: the earlier one stays.
        let mut edited: Vec<Range<usize>> = Vec::new();
        for number in chosen.into_iter().rev().take(MOST_SUGGESTIONS) {
            let Some(one) = made.get_mut(number).and_then(Option::take) else {
                continue;
            };
            let free = one.edits.iter().all(|edit| {
                // Two that begin at one place meet even where one of them only inserts: their order would matter.
                let (start, end) = (edit.utf8.start, edit.utf8.end);
                let after =
                    edited.partition_point(|range| range.end <= start && range.start < start);
                edited
                    .get(after)
                    .is_none_or(|range| range.start >= end && range.start > start)
            });
            if free {
                edited.extend(one.edits.iter().map(|edit| edit.utf8.clone()));
                edited = by_start(edited);
                taken.push(one);
            }
        }
        (taken, more)
    }
}

/// Where a suggestion comes from.
enum Origin<'a> {
    Rule(&'a Rule, &'a RuleSet),
    Context(&'a Offer),
}
