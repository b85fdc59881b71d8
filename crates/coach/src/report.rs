//! A reading as the command's JSON has it (contract: `coach`).

use crate::coaching::{Coaching, apply};
use promptwatt_tokens::{Count, Counter};

/// A reading with the counts before and after its suggestions, and the rewritten prompt. With the feature `serde` it is
/// written under the contract's names.
#[derive(Clone, Debug)]
pub struct CoachReport {
    /// The reading.
    pub coaching: Coaching,
    /// Tokens of the prompt as it is.
    pub tokens_before: Count,
    /// Tokens with every suggestion applied.
    pub tokens_after: Count,
    /// The prompt with every suggestion applied.
    pub rewritten: String,
}

impl CoachReport {
    /// Applies every suggestion of a reading of `text` and counts before and after.
    pub fn new(text: &str, coaching: Coaching, counter: &Counter) -> CoachReport {
        let rewritten = apply(text, &coaching.suggestions);
        CoachReport {
            tokens_before: counter.count(text),
            tokens_after: counter.count(&rewritten),
            coaching,
            rewritten,
        }
    }
}

#[cfg(feature = "serde")]
mod json {
    use super::CoachReport;
    use crate::answer::{Answer, Limit};
    use crate::coaching::{Advice, Insert, Suggestion};
    use crate::segment::Segment;
    use promptwatt_tokens::{Count, TokenBand};
    use serde::ser::{Serialize, SerializeStruct, Serializer};

    macro_rules! object {
        ($serializer:expr, $($name:literal: $value:expr),* $(,)?) => {{
            let mut object = $serializer.serialize_struct("", [$($name),*].len())?;
            $(object.serialize_field($name, &$value)?;)*
            object.end()
        }};
    }

    struct BandJson(TokenBand);

    impl Serialize for BandJson {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            object!(s, "low": self.0.low, "central": self.0.central, "high": self.0.high)
        }
    }

    struct CountJson(Count);

    impl Serialize for CountJson {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            match self.0 {
                Count::Exact(tokens) => tokens.0.serialize(s),
                Count::Estimated(band) => BandJson(band).serialize(s),
            }
        }
    }

    impl Serialize for Limit {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            object!(s, "unit": self.unit.id(), "at_most": self.at_most, "bound": self.bound.id())
        }
    }

    impl Serialize for Answer {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            object!(s,
                "stated_limit": self.stated_limit,
                "stated_words": self.stated_words,
                "format": self.format.map(|format| format.id()),
                "brief": self.brief,
                "expected_tokens": BandJson(self.expected),
            )
        }
    }

    struct PlaceJson<'a>(&'a std::ops::Range<usize>);

    impl Serialize for PlaceJson<'_> {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            object!(s, "start": self.0.start, "end": self.0.end)
        }
    }

    impl Serialize for Segment {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            object!(s,
                "kind": self.kind.id(),
                "start": self.utf8.start,
                "end": self.utf8.end,
                "inner_start": self.inner_utf8.start,
                "inner_end": self.inner_utf8.end,
                "lang": self.language.map(|language| language.code()),
                "payload": self.payload,
            )
        }
    }

    struct EditJson<'a>(&'a promptwatt_tokens::Edit);

    impl Serialize for EditJson<'_> {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            object!(s, "start": self.0.utf8.start, "end": self.0.utf8.end, "replacement": self.0.replacement)
        }
    }

    impl Serialize for Suggestion {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            object!(s,
                "id": self.id,
                "kind": self.kind.id(),
                "safety": self.safety.id(),
                "lang": self.language.map(|language| language.code()),
                "reviewed": self.reviewed,
                "start": self.utf8.start,
                "end": self.utf8.end,
                "edits": self.edits.iter().map(EditJson).collect::<Vec<_>>(),
                "tokens_saved": self.tokens_saved.tokens,
                "exact": self.tokens_saved.exact,
                "group": self.group,
                "message": if self.message.is_empty() { self.kind.message() } else { &self.message },
            )
        }
    }

    impl Serialize for Insert {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            object!(s, "at": self.at_utf8, "text": self.text)
        }
    }

    impl Serialize for Advice {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            object!(s,
                "id": self.id,
                "kind": self.kind.id(),
                "insert": self.insert,
                "answer_tokens": self.answer.map(BandJson),
                "answer_tokens_saved": self.answer_tokens_saved.map(BandJson),
                "prompt_tokens_saved": self.prompt_tokens_saved.map(BandJson),
                "copy": self.copy,
                "places": self.places.iter().map(PlaceJson).collect::<Vec<_>>(),
                "evidence": self.evidence(),
                "message": self.message(),
            )
        }
    }

    impl Serialize for CoachReport {
        fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
            let read = &self.coaching;
            object!(s,
                "language": read.language.map(|language| language.code()),
                "task": read.task.id(),
                "verbatim": read.verbatim,
                "tokens_before": CountJson(self.tokens_before),
                "tokens_after": CountJson(self.tokens_after),
                "exact": self.tokens_before.is_exact() && self.tokens_after.is_exact(),
                "rewritten": self.rewritten,
                "segments": read.segments,
                "answer": read.answer,
                "suggestions": read.suggestions,
                "more": read.more,
                "advice": read.advice,
            )
        }
    }
}
