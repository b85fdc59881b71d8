//! What a reading gives back: the types of the crate's results.

use crate::answer::{Answer, by_task};
use crate::budget::Budget;
use crate::ends::behind;
use crate::language::Language;
use crate::order::sorted;
use crate::segment::Segment;
use promptwatt_tokens::{Edit, TokenBand, TokenSaving};
use std::ops::Range;

/// How safe an edit is for what the prompt means. Ordered: each level includes those before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Safety {
    /// Every value and word is kept.
    Lossless,
    /// The request means the same. The level offered unless told otherwise.
    #[default]
    MeaningPreserving,
    /// Something is given up: only for who asks for it.
    Lossy,
}

impl Safety {
    /// Every level, the safest first.
    pub const ALL: [Safety; 3] = [Safety::Lossless, Safety::MeaningPreserving, Safety::Lossy];

    /// The name in rules and JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Safety::Lossless => "lossless",
            Safety::MeaningPreserving => "meaning_preserving",
            Safety::Lossy => "lossy",
        }
    }

    /// The level of that name.
    pub fn from_id(id: &str) -> Option<Safety> {
        Safety::ALL.into_iter().find(|safety| safety.id() == id)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What a suggestion or a piece of advice is about.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[non_exhaustive]
        pub enum Kind { $($(#[$doc])* $name,)* }

        impl Kind {
            /// Every kind, in the order of the packed rules.
            pub const ALL: &[Kind] = &[$(Kind::$name,)*];

            /// The name in rules and JSON.
            pub const fn id(self) -> &'static str {
                match self { $(Kind::$name => $id,)* }
            }
        }
    };
}

kinds! {
    /// "please", "could you".
    Courtesy = "courtesy",
    /// A sentence that only greets.
    Greeting = "greeting",
    /// A sentence that only thanks or takes leave.
    Closing = "closing",
    /// Words that say nothing: "needless to say".
    Filler = "filler",
    /// "I think", "kind of": can carry meaning, so always lossy.
    Hedge = "hedge",
    /// A long phrase with a short equal.
    Wordy = "wordy",
    /// A verb dressed as a noun: "provide a summary of".
    Nominalisation = "nominalisation",
    /// Two words that say one thing: "each and every".
    Redundant = "redundant",
    /// "I want you to act as".
    PreambleRole = "preamble.role",
    /// "Your task is to".
    PreambleTask = "preamble.task",
    /// No answer length is asked for.
    OutputBudget = "output.budget",
    /// Only the code, label, translation or JSON is wanted, and the prompt does not say so.
    OutputOnly = "output.only",
    /// The answer is inflated: "as detailed as possible".
    OutputInflate = "output.inflate",
    /// Written-out reasoning is asked for.
    OutputReasoning = "output.reasoning",
    /// A smaller model does this task.
    TaskModel = "task.model",
    /// The whole prompt is a greeting or thanks.
    ExchangeThanks = "exchange.thanks",
    /// One word twice in a row.
    RepetitionWord = "repetition.word",
    /// One sentence twice.
    RepetitionSentence = "repetition.sentence",
    /// White space inside JSON.
    ContextJson = "context.json",
    /// A table: its padding, or what else could hold its values.
    ContextTable = "context.table",
    /// Mark-up around a text.
    ContextHtml = "context.html",
    /// Parameters of an address that only track.
    ContextUrl = "context.url",
    /// Mails quoted below the newest.
    ContextMail = "context.mail",
    /// Lines of a log that repeat, frames of a stack trace.
    ContextLog = "context.log",
    /// Comments in code.
    ContextComments = "context.comments",
    /// White space outside code.
    ContextSpace = "context.space",
    /// Text that says nothing to a reader: base64 and the like.
    ContextBlob = "context.blob",
    /// A pasted conversation, which every turn reads again.
    ContextHistory = "context.history",
    /// The same context was sent before.
    ContextAgain = "context.again",
    /// Signs of Arabic script that reading does not need.
    Script = "script",
    /// Several separate questions.
    TaskBatch = "task.batch",
    /// A quantised model on the user's own machine does this.
    TaskLocal = "task.local",
    /// Two requests that cannot both be met.
    Conflict = "conflict",
}

impl Kind {
    /// The reason, in English, of the kinds whose rules do not bring their own; empty for the others. A page that has
    /// texts of its own does not carry these.
    pub const fn message(self) -> &'static str {
        match self {
            Kind::RepetitionWord => "One of the two says it.",
            Kind::RepetitionSentence => "This sentence was said before.",
            Kind::ContextJson => "White space between JSON values means nothing.",
            Kind::ContextTable => "The same values take fewer signs.",
            Kind::ContextHtml => "Mark-up costs more than the text in it.",
            Kind::ContextUrl => "These parameters only tell who followed the link.",
            Kind::ContextMail => "The newest message is kept, the quoted ones go.",
            Kind::ContextLog => "The first and the last stay, with a count of what was between.",
            Kind::ContextComments => {
                "Code means the same without its comments; what they say is lost."
            }
            Kind::ContextSpace => "Outside code these blanks mean nothing.",
            Kind::Script => "Readers of Arabic need no such signs here.",
            _ => "",
        }
    }

    /// The kind of that name.
    pub fn from_id(id: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.id() == id)
    }
}

/// What a prompt asks a model to do.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Task {
    /// Write a new text.
    Write,
    /// Shorten a text.
    Summarise,
    /// Put a text into another language.
    Translate,
    /// Find facts in a text.
    Extract,
    /// Label a text.
    Classify,
    /// Mend a text.
    Correct,
    /// Answer a question or explain.
    Answer,
    /// Write or mend code.
    Code,
    /// Calculate, prove, plan: a result that is worked out.
    Reason,
    /// Conversation, and whatever is none of the others.
    Chat,
}

impl Task {
    /// Whether the answer is bounded by the text that is worked on, or by what is asked for.
    pub(crate) const fn is_bounded(self) -> bool {
        matches!(
            self,
            Task::Translate | Task::Correct | Task::Classify | Task::Extract | Task::Code
        )
    }

    /// All of them, by the number that the weights of the model of tasks have for each.
    pub const ALL: [Task; 10] = [
        Task::Write,
        Task::Summarise,
        Task::Translate,
        Task::Extract,
        Task::Classify,
        Task::Correct,
        Task::Answer,
        Task::Code,
        Task::Reason,
        Task::Chat,
    ];

    /// The name in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Task::Write => "write",
            Task::Summarise => "summarise",
            Task::Translate => "translate",
            Task::Extract => "extract",
            Task::Classify => "classify",
            Task::Correct => "correct",
            Task::Answer => "answer",
            Task::Code => "code",
            Task::Reason => "reason",
            Task::Chat => "chat",
        }
    }
}

/// Everything the coach has to say about a prompt. Positions are UTF-8 bytes of the text that was read.
#[derive(Clone, Debug)]
pub struct Coaching {
    /// The language of the instruction; `None` where unsure, and then no rule of any language is used.
    pub language: Option<Language>,
    /// What the prompt asks for.
    pub task: Task,
    /// Whether it asks for its words to be repeated as they are: then nothing is edited.
    pub verbatim: bool,
    /// The parts of the text by position; quotations, code in lines and placeholders lie inside others.
    pub segments: Vec<Segment>,
    /// The answer it asks for, and the one to expect.
    pub answer: Answer,
    /// Edits that shorten the prompt, by position, none overlapping another.
    pub suggestions: Vec<Suggestion>,
    /// How many places beyond [`MOST_SUGGESTIONS`] match a rule and were not looked into.
    pub more: usize,
    /// What makes the exchange cheaper and is for the user to decide.
    pub advice: Vec<Advice>,
}

impl Coaching {
    /// Nothing: what is known of a text that nobody has read. The answer to expect is that of conversation.
    pub fn unread() -> Coaching {
        Coaching {
            language: None,
            task: Task::Chat,
            verbatim: false,
            segments: Vec::new(),
            answer: Answer {
                stated_limit: None,
                stated_words: None,
                format: None,
                brief: false,
                expected: by_task(Task::Chat, 0.0, false, false),
            },
            suggestions: Vec::new(),
            more: 0,
            advice: Vec::new(),
        }
    }
}

/// At most this many suggestions are made for one text: a list nobody reads to its end should not freeze a page.
pub const MOST_SUGGESTIONS: usize = 200;

/// A proposed edit of the prompt.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// The rule: stable, for translation and for switching off.
    pub id: String,
    /// What it is about.
    pub kind: Kind,
    /// What it does to the meaning.
    pub safety: Safety,
    /// The language of the rule; `None` for one of no language.
    pub language: Option<Language>,
    /// Whether a native reader has looked at the rule.
    pub reviewed: bool,
    /// The words it is about (UTF-8 bytes): what to underline.
    pub utf8: Range<usize>,
    /// What to replace, sorted, not overlapping; mends included.
    pub edits: Vec<Edit>,
    /// Tokens saved when this suggestion alone is applied; always more than none.
    pub tokens_saved: TokenSaving,
    /// Suggestions of one group stand or fall together. No rule uses it yet.
    pub group: Option<u32>,
    /// The reason, in English; empty for the kinds that have one of their own ([`Kind::message`]).
    pub message: String,
}

/// A text to insert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insert {
    /// Where (UTF-8 byte of the text that was read), never inside a payload.
    pub at_utf8: usize,
    /// What, with the spaces or full stop it needs there.
    pub text: String,
    /// The budget it states, when it states one: the sentence is [`crate::budget_sentence`] of it.
    pub budget: Option<Budget>,
}

/// What makes the exchange cheaper without an edit that the coach could make by itself.
#[derive(Clone, Debug)]
pub struct Advice {
    /// Stable, for translation and for switching off.
    pub id: &'static str,
    /// What it is about.
    pub kind: Kind,
    /// The text to insert, if following it means inserting one.
    pub insert: Option<Insert>,
    /// The answer to expect once it is followed, tokens.
    pub answer: Option<TokenBand>,
    /// Answer tokens saved once it is followed; `None` where that is not known.
    pub answer_tokens_saved: Option<TokenBand>,
    /// Prompt tokens saved once it is followed, in every message that would send them again; `None` where that is not known.
    pub prompt_tokens_saved: Option<TokenBand>,
    /// A sentence to send elsewhere (the request that ends an old conversation), if following it takes one.
    pub copy: Option<String>,
    /// The places it is about (UTF-8 bytes), by position; empty for the whole prompt.
    pub places: Vec<Range<usize>>,
}

// By kind and not fields: a page that has texts of its own does not carry these.
impl Advice {
    /// The advice, in English.
    pub const fn message(&self) -> &'static str {
        match self.kind {
            Kind::ExchangeThanks => {
                "No need to send this: the model learns nothing from it, and answering re-reads the whole conversation."
            }
            Kind::TaskModel => "A small model does this for about a tenth of the energy.",
            Kind::OutputBudget => {
                "No answer length is asked for. The answer costs far more than the prompt: say how long it may be."
            }
            Kind::OutputOnly => {
                "Only the result is wanted: say so, and the model writes nothing around it."
            }
            Kind::OutputInflate => {
                "This asks for the longest answer there is. Say instead what it must contain, or a number of words."
            }
            Kind::TaskLocal => {
                "A quantised model on your own machine does this, and its answer needs no data centre."
            }
            Kind::TaskBatch => {
                "Several questions in one message are cheaper than one message each: keep them together and number them."
            }
            Kind::Conflict => {
                "These two requests cannot both be met: the model will guess. Keep one."
            }
            Kind::ContextBlob => {
                "No reader makes sense of this, yet it is paid for by the token. Send what it stands for, or attach the file."
            }
            Kind::ContextHistory => {
                "Every further message reads this conversation again. Ask for a summary, and start afresh with it."
            }
            Kind::ContextAgain => "This stands here twice. Once is enough.",
            Kind::OutputReasoning => {
                "Written-out reasoning is most of such an answer: ask for short steps, or for the result alone."
            }
            _ => "",
        }
    }

    /// What the expectation rests on, in English.
    pub const fn evidence(&self) -> &'static str {
        match self.kind {
            Kind::ExchangeThanks => {
                "A message of thanks makes the model read the whole conversation again: 10,000 chats measured in Delavande et al., arXiv 2601.22357."
            }
            Kind::TaskModel => {
                "Task models used 15 times (summary) and 35 times (translation) less energy than an 8B chat model: UNESCO and UCL, 2025."
            }
            Kind::OutputBudget => {
                "Asking for a shorter answer cut the energy of exchanges by 25-60 %: Poddar et al., arXiv 2506.08686, 12 models; halving answers cut 54 %: UNESCO and UCL, 2025."
            }
            Kind::OutputOnly => {
                "Suppressing what models write around code saved 44-89 % with the models that do so, without loss: Solovyeva and Castor, arXiv 2602.05712. For other tasks the shares are this project's assumption."
            }
            Kind::OutputInflate => {
                "Answers ran from 1-3 to over 10 times the length needed: Poddar et al., arXiv 2506.08686."
            }
            Kind::TaskLocal => {
                "Quantised models used up to 44 % less energy: UNESCO and UCL, 2025; only where computing and not memory is the limit: arXiv 2601.22362."
            }
            Kind::TaskBatch => {
                "Six questions at once took up to five times fewer tokens than one by one: Batch Prompting, arXiv 2301.08721; too many at once lose quality."
            }
            Kind::Conflict => {
                "A second attempt costs as much as the first: no study, the price of one more exchange."
            }
            Kind::ContextBlob => {
                "Base64 holds 1.65 characters per token, prose about four: measured with o200k_base for this project, 2026."
            }
            Kind::ContextHistory | Kind::ContextAgain => {
                "Energy rises with what is read again: 10,000 chats measured in Delavande et al., arXiv 2601.22357; a cached prefix costs less."
            }
            Kind::OutputReasoning => {
                "Concise reasoning was 48.7 % shorter (mathematics can suffer); drafts of five words took 44 tokens instead of 205, 91 % right instead of 95 %: Concise CoT and Chain of Draft, 2024-2025."
            }
            _ => "",
        }
    }
}

/// The text with all edits of the given suggestions applied.
///
/// Edits are applied by position; one that overlaps an earlier one or is not a valid range of `text` is left out.
pub fn apply<'a>(text: &str, suggestions: impl IntoIterator<Item = &'a Suggestion>) -> String {
    let edits: Vec<&Edit> = suggestions
        .into_iter()
        .flat_map(|suggestion| &suggestion.edits)
        .collect();
    let edits = sorted(edits, |edit| edit.utf8.start as u32);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let Some(kept) = text.get(done..edit.utf8.start) else {
            continue;
        };
        if text.get(edit.utf8.clone()).is_none() {
            continue;
        }
        out.push_str(kept);
        out.push_str(&edit.replacement);
        done = edit.utf8.end;
    }
    out.push_str(behind(text, done));
    out
}
