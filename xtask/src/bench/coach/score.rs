//! How well the coach reads prompts: precision and recall against the labels of the corpus.

use promptwatt_coach::{Coaching, Kind, Language, Task};
use promptwatt_corpus::Prompt;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// Right, wrongly given, and missed.
#[derive(Clone, Copy, Default)]
pub struct Tally {
    right: usize,
    given: usize,
    asked: usize,
}

impl Tally {
    fn add<T: PartialEq>(&mut self, asked: Option<T>, given: Option<T>) -> bool {
        self.asked += usize::from(asked.is_some());
        self.given += usize::from(given.is_some());
        let agree = asked == given;
        self.right += usize::from(agree && asked.is_some());
        agree
    }

    fn join(&mut self, other: Tally) {
        self.right += other.right;
        self.given += other.given;
        self.asked += other.asked;
    }

    /// Precision and recall in percent; a dash where there is nothing to divide by.
    fn cell(self) -> String {
        let share = |of: usize| match of {
            0 => "-".to_owned(),
            of => format!("{:.0}", 100.0 * self.right as f64 / of as f64),
        };
        format!("{}/{}", share(self.given), share(self.asked))
    }

    /// The harmonic mean of both, in percent.
    fn f1(self) -> String {
        match self.given + self.asked {
            0 => "-".to_owned(),
            both => format!("{:.0}", 200.0 * self.right as f64 / both as f64),
        }
    }
}

/// What is measured, in the order of the lines.
const MEASURES: [&str; 9] = [
    "language",
    "task",
    "payload, exact ends",
    "payload, bytes",
    "length",
    "format",
    "verbatim",
    "brevity",
    "budget advised",
];
const BYTES: usize = 3;

/// How many prompts, and a tally for each measure.
type Column = (usize, [Tally; MEASURES.len()]);

/// Everything that is counted, per language and per task.
#[derive(Default)]
pub struct Score {
    languages: BTreeMap<&'static str, Column>,
    tasks: BTreeMap<&'static str, Tally>,
    budgets: [[usize; 2]; 2],
    /// Prompts that state a length, without and with a budget advised.
    stated: [usize; 2],
    mismatches: Vec<String>,
}

fn code(language: Option<Language>) -> &'static str {
    language.map_or("und", Language::code)
}

/// The stretches that the coach takes for payload: what its segments have inside their marks, those next to each other as
/// one.
fn payload(coaching: &Coaching, text: &str) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = coaching
        .segments
        .iter()
        .filter(|segment| segment.payload)
        .map(|segment| segment.inner_utf8.clone())
        .collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last)
                if span.start <= last.end
                    || text
                        .get(last.end..span.start)
                        .is_some_and(|gap| gap.trim().is_empty()) =>
            {
                last.end = last.end.max(span.end);
            }
            _ => joined.push(span),
        }
    }
    joined
}

/// The span without the white space and the quotation marks at its ends: the marks around a text are not part of it, and
/// labels of one sentence after a colon have them now inside and now outside.
fn trimmed(text: &str, span: &Range<usize>) -> Range<usize> {
    let marks = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '「' | '」'
            )
    };
    let inside = text.get(span.clone()).unwrap_or("");
    let start = span.end - inside.trim_start_matches(marks).len();
    start..start + inside.trim_matches(marks).len()
}

fn overlap(a: &[Range<usize>], b: &[Range<usize>]) -> usize {
    let shared =
        |a: &Range<usize>, b: &Range<usize>| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    a.iter()
        .map(|a| b.iter().map(|b| shared(a, b)).sum::<usize>())
        .sum()
}

fn length(spans: &[Range<usize>]) -> usize {
    spans.iter().map(|span| span.len()).sum()
}

impl Score {
    /// Counts one reading.
    pub fn add(&mut self, prompt: &Prompt, coaching: &Coaching) {
        let text = prompt.text.as_str();
        let mut tallies = [Tally::default(); MEASURES.len()];
        let mut wrong = String::new();
        let mut note = |agree: bool, what: usize, asked: String, given: String| {
            if !agree {
                let _ = write!(wrong, "\n  {}: {asked}, read as {given}", MEASURES[what]);
            }
        };

        let (asked, given) = (prompt.language, coaching.language);
        let agree = tallies[0].add(asked, given);
        note(agree, 0, code(asked).into(), code(given).into());

        let first = prompt.tasks[0];
        let fair = prompt.tasks.contains(&coaching.task);
        let taken = if fair { first } else { coaching.task };
        tallies[1].add(Some(first), Some(taken));
        note(fair, 1, first.id().into(), coaching.task.id().into());
        self.task(first, taken);

        let asked: Vec<Range<usize>> = prompt.payload.iter().map(|s| trimmed(text, s)).collect();
        let given: Vec<Range<usize>> = payload(coaching, text)
            .iter()
            .map(|s| trimmed(text, s))
            .collect();
        let exact = given.iter().filter(|span| asked.contains(span)).count();
        tallies[2] = Tally {
            right: exact,
            given: given.len(),
            asked: asked.len(),
        };
        tallies[BYTES] = Tally {
            right: overlap(&asked, &given),
            given: length(&given),
            asked: length(&asked),
        };
        note(
            asked == given,
            2,
            format!("{asked:?}"),
            format!("{given:?}"),
        );

        let asked = prompt
            .length
            .map(|length| (length.unit.id(), length.number));
        let limit = coaching.answer.stated_limit;
        let given = limit.map(|limit| (limit.unit.id(), limit.at_most));
        let agree = tallies[4].add(asked, given);
        note(agree, 4, format!("{asked:?}"), format!("{given:?}"));

        let (asked, given) = (prompt.format, coaching.answer.format);
        let agree = tallies[5].add(asked, given);
        note(agree, 5, format!("{asked:?}"), format!("{given:?}"));

        let budget = coaching
            .advice
            .iter()
            .any(|advice| advice.kind == Kind::OutputBudget);
        let flags = [
            (6, prompt.verbatim, coaching.verbatim),
            (7, prompt.brief, coaching.answer.brief),
            (8, prompt.budget_sensible, budget),
        ];
        for (measure, asked, given) in flags {
            let agree = tallies[measure].add(asked.then_some(()), given.then_some(()));
            note(agree, measure, asked.to_string(), given.to_string());
        }
        self.budgets[usize::from(prompt.budget_sensible)][usize::from(budget)] += 1;
        if prompt.length.is_some() || prompt.brief {
            self.stated[usize::from(budget)] += 1;
        }

        if !wrong.is_empty() {
            let start: String = text.chars().take(70).collect();
            self.mismatches
                .push(format!("{} {:?}{wrong}", prompt.id, start));
        }
        for language in [code(prompt.language), "all"] {
            let (prompts, sums) = self.languages.entry(language).or_default();
            *prompts += 1;
            for (sum, tally) in sums.iter_mut().zip(tallies) {
                sum.join(tally);
            }
        }
    }

    fn task(&mut self, asked: Task, given: Task) {
        self.tasks.entry(asked.id()).or_default().asked += 1;
        self.tasks.entry(given.id()).or_default().given += 1;
        if asked == given {
            self.tasks.entry(asked.id()).or_default().right += 1;
        }
    }

    /// Prints the table, and what was read wrongly where that may be shown.
    pub fn print(&self, show_mismatches: bool) {
        let order = ["en", "fr", "ar", "es", "de", "pt", "zh", "und", "all"];
        let columns: Vec<_> = order
            .iter()
            .filter_map(|code| self.languages.get(code).map(|found| (code, found)))
            .collect();
        let line = |name: &str, cell: &dyn Fn(&Column) -> String| {
            let mut line = format!("{name:22}");
            for (_, column) in &columns {
                let _ = write!(line, " {:>8}", cell(column));
            }
            println!("{line}");
        };
        println!("precision/recall, percent; each language as the label has it");
        let mut head = format!("{:22}", "");
        for (code, _) in &columns {
            let _ = write!(head, " {code:>8}");
        }
        println!("{head}");
        line("prompts", &|(prompts, _)| prompts.to_string());
        for (measure, name) in MEASURES.iter().enumerate() {
            if measure == BYTES {
                line("payload, overlap F1", &|(_, tallies)| tallies[measure].f1());
            }
            line(name, &|(_, tallies)| tallies[measure].cell());
        }
        println!("\ntask              P/R    prompts");
        for (task, tally) in &self.tasks {
            println!("{task:12} {:>10} {:>8}", tally.cell(), tally.asked);
        }
        let [[quiet, excess], [missed, advised]] = self.budgets;
        println!(
            "\nbudget advised: {advised} of {} prompts where it makes sense, and {excess} of {} where it does not; of {} that state a length, on {}",
            advised + missed,
            quiet + excess,
            self.stated.iter().sum::<usize>(),
            self.stated[1]
        );
        if show_mismatches {
            println!(
                "\n{} prompts read otherwise than labelled",
                self.mismatches.len()
            );
            for mismatch in &self.mismatches {
                println!("{mismatch}");
            }
        }
    }
}
