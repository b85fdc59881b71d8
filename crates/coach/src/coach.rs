//! The coach: rule sets loaded so far, and the reading of a prompt with them.

use crate::advice::advise;
use crate::coaching::{Coaching, MOST_SUGGESTIONS, Safety, Suggestion};
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::matching::{Candidate, candidates};
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
        self.sets.iter().any(|set| set.language == language)
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
        let mut reading = Reading::of(text, &self.lexicon, |stretch| {
            counter.count(stretch).central()
        });
        if let Some(language) = options.language {
            reading.language = Some(language);
        }
        let (suggestions, more) = self.suggest(&reading, options, counter);
        Coaching {
            language: reading.language,
            task: reading.task,
            verbatim: reading.verbatim,
            answer: reading.answer,
            suggestions,
            more,
            // Without the words of its language, nobody knows what length or form the prompt asks for.
            advice: advise(
                &reading,
                reading.language.is_none_or(|language| self.has(language)),
            ),
        }
    }

    fn suggest(
        &self,
        reading: &Reading<'_>,
        options: &Options,
        counter: &Counter,
    ) -> (Vec<Suggestion>, usize) {
        let set = reading
            .language
            .and_then(|language| self.sets.iter().find(|set| set.language == language));
        let Some(set) = set.filter(|_| !reading.verbatim && !reading.small_talk) else {
            return (Vec::new(), 0);
        };
        let text = reading.words.text;
        let (found, mut more) = candidates(reading, set, options.safety);
        let priced: Vec<_> = found
            .into_iter()
            .map(|one| (counter.saving(text, &one.edits), one))
            .filter(|(saving, _)| saving.tokens > 0)
            .collect();
        let spans: Vec<_> = priced
            .iter()
            .map(|(saving, one)| {
                (
                    one.edits.first().map_or(0..0, |edit| edit.utf8.clone()),
                    saving.tokens,
                )
            })
            .collect();
        let mut chosen = best(&spans);
        more += chosen.len().saturating_sub(MOST_SUGGESTIONS);
        chosen.truncate(MOST_SUGGESTIONS);
        let suggestions = chosen
            .into_iter()
            .filter_map(|number| priced.get(number))
            .filter_map(|(saving, one)| {
                let rule = set.rules.get(one.rule)?;
                let Candidate { utf8, edits, .. } = one.clone();
                Some(Suggestion {
                    id: rule.id.to_string(),
                    kind: rule.kind,
                    safety: rule.safety,
                    language: set.language,
                    reviewed: set.reviewed,
                    utf8,
                    edits,
                    tokens_saved: *saving,
                    group: None,
                    message: rule.message.to_string(),
                })
            })
            .collect();
        (suggestions, more)
    }
}
