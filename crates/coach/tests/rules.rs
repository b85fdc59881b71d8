//! Every example of the rule files, and the packed form.

use promptwatt_coach::compile::{Compiled, compile};
use promptwatt_coach::{Coach, Language, Options, RuleSet, Safety, apply};
use std::io::Read;

mod counting;
use counting::counter;

fn source(language: Language) -> String {
    let path = format!(
        "{}/rules/{}.toml",
        env!("CARGO_MANIFEST_DIR"),
        language.code()
    );
    std::fs::read_to_string(path).expect("the rule file is there")
}

fn compiled(language: Language) -> Compiled {
    match compile(
        &format!("rules/{}.toml", language.code()),
        &source(language),
    ) {
        Ok(compiled) => compiled,
        Err(error) => panic!("{error}"),
    }
}

fn coach(language: Language) -> Coach {
    let mut coach = Coach::new();
    coach.add(RuleSet::from_packed(&compiled(language).packed).expect("just packed"));
    coach
}

#[test]
fn committed_rules_are_up_to_date() {
    for language in Language::ALL {
        let path = format!(
            "{}/../../public/rules/{}.rules",
            env!("CARGO_MANIFEST_DIR"),
            language.code()
        );
        let mut committed = Vec::new();
        std::fs::File::open(&path)
            .and_then(|mut file| file.read_to_end(&mut committed))
            .expect("committed");
        assert!(
            committed == compiled(language).packed,
            "{path} is old: run `cargo xtask pack-rules`"
        );
        assert_eq!(
            RuleSet::builtin(language).len(),
            RuleSet::from_packed(&committed).expect("valid").len()
        );
    }
}

#[test]
fn every_example_comes_out_as_written() {
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let coach = coach(language);
        for example in compiled(language).examples {
            let options = Options {
                language: Some(language),
                safety: example.safety,
                ..Options::default()
            };
            let coaching = coach.read(&example.before, &options, counter());
            let after = apply(&example.before, &coaching.suggestions);
            let unprofitable = || {
                counter().count(&example.after).central()
                    >= counter().count(&example.before).central()
            };
            if after != example.after
                && !(example.derived && after == example.before && unprofitable())
            {
                let ids: Vec<_> = coaching
                    .suggestions
                    .iter()
                    .map(|one| one.id.as_str())
                    .collect();
                wrong.push(format!(
                    "{}.toml:{} {}\n  before {:?}\n  after  {:?}\n  wanted {:?} {ids:?}",
                    language.code(),
                    example.line,
                    example.id,
                    example.before,
                    after,
                    example.after
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn texts_to_leave_alone_are_left_alone() {
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let coach = coach(language);
        for kept in compiled(language).keep {
            let options = Options {
                language: Some(language),
                safety: Safety::Lossy,
                ..Options::default()
            };
            for one in coach.read(&kept.text, &options, counter()).suggestions {
                if one.id == kept.id {
                    wrong.push(format!(
                        "{}.toml:{} {} in {:?}",
                        language.code(),
                        kept.line,
                        kept.id,
                        kept.text
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_lexicon_that_says_less_than_it_seems_to_is_refused() {
    let german = source(Language::German);
    for (from, to, wanted) in [
        (
            "\"task code\" = \"\"\"\n",
            "\"task code\" = \"\"\"\nprogrammiere, programmiere, ",
            "twice",
        ),
        ("\nendings = ", "\n\"other endings\" = ", "\"endings\""),
    ] {
        assert!(german.contains(from), "{from}");
        let error = compile("de.toml", &german.replacen(from, to, 1))
            .expect_err("a lexicon with a fault")
            .to_string();
        assert!(error.contains(wanted), "{error}");
    }
}
