//! The coach: rule sets loaded so far, and the reading of a prompt with them.

use crate::advice::advise;
use crate::coaching::{Coaching, MOST_SUGGESTIONS, Safety, Suggestion};
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::matching::candidates;
use crate::reading::Reading;
use crate::rules::RuleSet;
use crate::select::best;
use promptwatt_tokens::Counter;

/// How to read a prompt.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
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
        self.sets.retain(|set| set.language != rules.language);
        self.sets.push(rules);
        self.lexicon = Lexicon::new(&self.sets);
    }

    /// Whether the rules of a language are there.
    pub fn has(&self, language: Language) -> bool {
        self.rules(language).is_some()
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
        let text = if u32::try_from(text.len()).is_ok() {
            text
        } else {
            ""
        };
        let reading = Reading::of(text, &self.lexicon, options.language, |stretch| {
            counter.count(stretch).central()
        });
        let (suggestions, more) = self.suggest(&reading, options, counter);
        Coaching {
            language: reading.language,
            task: reading.task,
            verbatim: reading.verbatim,
            answer: reading.answer,
            suggestions,
            more,
            segments: reading.segments.clone(),
            // Without the words of its language, nobody knows what length or form the prompt asks for.
            advice: advise(
                &reading,
                reading.language.is_none_or(|language| self.has(language)),
                reading.language.and_then(|language| self.rules(language)),
            ),
        }
    }

    fn suggest(
        &self,
        reading: &Reading<'_>,
        options: &Options,
        counter: &Counter,
    ) -> (Vec<Suggestion>, usize) {
        let set = reading.language.and_then(|language| self.rules(language));
        let Some(set) = set.filter(|_| !reading.verbatim && !reading.small_talk) else {
            return (Vec::new(), 0);
        };
        let text = reading.words.text;
        let (found, mut more) = candidates(reading, set, options.safety);
        let (mut priced, mut spans) = (Vec::new(), Vec::new());
        for one in found {
            let saving = counter.saving(text, &one.edits);
            if let Some(edit) = one.edits.first().filter(|_| saving.tokens > 0) {
                spans.push((edit.utf8.clone(), saving.tokens));
                priced.push((saving, one));
            }
        }
        let chosen = best(&spans);
        more += chosen.len().saturating_sub(MOST_SUGGESTIONS);
        let mut suggestions = Vec::new();
        for number in chosen.into_iter().take(MOST_SUGGESTIONS) {
            if let Some((saving, one)) = priced.get_mut(number)
                && let Some(rule) = set.rules.get(one.rule)
            {
                suggestions.push(Suggestion {
                    id: rule.id.to_string(),
                    kind: rule.kind,
                    safety: rule.safety,
                    language: set.language,
                    reviewed: set.reviewed,
                    utf8: one.utf8.clone(),
                    edits: std::mem::take(&mut one.edits),
                    tokens_saved: *saving,
                    group: None,
                    message: rule.message.to_string(),
                });
            }
        }
        (suggestions, more)
    }
}
