//! Everything a report is made with.

use promptwatt_coach::{Coach, Language, Options, RuleSet};
use promptwatt_energy::{Model, Region};
use promptwatt_report::{Report, Settings, report};
use promptwatt_tokens::{Counter, Encoding, Parts, Tokenizer, Vocabulary};

/// A coach with its rules, and a way to count.
pub struct Reader {
    pub coach: Coach,
    pub counter: Counter,
}

impl Reader {
    /// With the vocabulary that the page fetches.
    pub fn exact() -> Self {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/vocab/");
        let packed: Vec<Vec<u8>> = Encoding::O200kBase
            .files(Parts::ALL)
            .map(|name| {
                std::fs::read(format!("{folder}{name}")).expect("the vocabulary is committed")
            })
            .collect();
        let vocabulary = Vocabulary::from_packed(&packed).expect("the vocabulary is whole");
        Self::with(Counter::Exact(Tokenizer::new(vocabulary)))
    }

    /// While no vocabulary is there.
    pub fn estimating() -> Self {
        Self::with(Counter::Estimate(Encoding::O200kBase))
    }

    fn with(counter: Counter) -> Self {
        let mut coach = Coach::new();
        Language::ALL
            .into_iter()
            .for_each(|language| coach.add(RuleSet::builtin(language)));
        Self { coach, counter }
    }

    #[track_caller]
    pub fn read(&self, text: &str, settings: &Settings) -> Report {
        report(
            text,
            &self.counter,
            &self.coach,
            &Options::default(),
            settings,
        )
        .expect("the settings are in range")
    }
}

/// A model in a place.
pub fn settings(model: &str, region: &str) -> Settings {
    Settings::new(
        Model::find(model).expect("a model"),
        Region::find(region).expect("a region"),
    )
}
