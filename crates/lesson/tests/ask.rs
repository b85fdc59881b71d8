//! The questions of the controls: the answers are the energy crate's, and what does not fit gets none.

use promptwatt_energy::{ARTICLE, Bits, Lever, Region, led_seconds, people_equivalent, regions};
use promptwatt_lesson::{MODELS, Place, Pull, Question, Request, ask, count, smaller_than};

fn put(question: Question, numbers: &[f64]) -> Vec<f64> {
    ask(question as u32, numbers)
}

#[test]
fn every_model_of_the_lessons_is_in_the_catalogue() {
    for model in MODELS {
        let request = Request::ordinary().to(model);
        let wh = request.estimate().unwrap().wh;
        assert!(
            wh.low() < wh.central() && wh.central() < wh.high(),
            "{model}"
        );
        assert!(MODELS.contains(&smaller_than(model)), "{model}");
    }
}

#[test]
fn a_request_is_answered_by_the_energy_crate() {
    for (which, request) in [(0.0, Request::ordinary()), (1.0, Request::reported())] {
        let numbers = put(Question::Numbers, &[which]);
        let answer = put(Question::Request, &numbers);
        let estimate = request.estimate().unwrap();
        assert_eq!(answer[1], estimate.wh.central().0);
        assert_eq!(answer[3], estimate.gco2e.low().0);
        assert_eq!(answer[8], estimate.water_ml.high().0);
        let parts: f64 = answer[9..12].iter().sum();
        assert!((parts - answer[1]).abs() < 1e-9, "{answer:?}");
        assert_eq!(answer[12], led_seconds(estimate.wh.central()));
    }
}

#[test]
fn a_saving_and_the_levers() {
    let [ordinary, mut half] = [(); 2].map(|()| put(Question::Numbers, &[0.0]));
    half[2] /= 2.0;
    let saved = put(Question::Saving, &[ordinary, half].concat());
    assert!(
        saved[0] <= saved[1] && saved[1] <= saved[2] && saved[1] > 40.0,
        "{saved:?}"
    );

    let before = put(Question::Numbers, &[1.0]);
    let levers = put(
        Question::Levers,
        &[before.as_slice(), &[1.0, 0.5, 1.0, 4.0]].concat(),
    );
    let pull = Pull {
        smaller: true,
        answer: 0.5,
        prompt: 1.0,
        bits: Some(Bits::Four),
    };
    let pulled = pull.on(&Request::reported()).unwrap();
    assert_eq!(levers.len(), 3 + 6 * Lever::ALL.len());
    for (index, lever) in pulled.iter().enumerate() {
        assert_eq!(levers[3 + 6 * index + 1], lever.wh.central().0);
        assert_eq!(levers[3 + 6 * index + 4], lever.percent.central().0);
    }
    // Nothing pulled saves nothing.
    let none = put(
        Question::Levers,
        &[before.as_slice(), &[0.0, 1.0, 1.0, 0.0]].concat(),
    );
    assert_eq!(none[4], none[1]);
    assert_eq!(none[7], 0.0);
}

#[test]
fn a_year_is_the_articles_own_sum() {
    let togo = regions()
        .iter()
        .position(|region| region.code() == "TG")
        .unwrap();
    let year = put(Question::Year, &[ARTICLE.per_day, togo as f64]);
    assert!((year[0] - 310.25).abs() < 0.01, "{year:?}");
    let people = people_equivalent(ARTICLE.year, Region::by_code("TG").unwrap()).unwrap();
    assert!((year[1] / people - 1.0).abs() < 0.01, "{year:?}");
    assert_eq!(year.len(), 4);
}

#[test]
fn what_does_not_fit_has_no_answer() {
    let numbers = put(Question::Numbers, &[0.0]);
    let with = |at: usize, value: f64| {
        let mut numbers = numbers.clone();
        numbers[at] = value;
        numbers
    };
    for (what, question, numbers) in [
        ("too few", Question::Request, vec![0.0; 5]),
        (
            "a model that is not there",
            Question::Request,
            with(0, 99.0),
        ),
        ("no number", Question::Request, with(0, f64::NAN)),
        ("tokens below nothing", Question::Request, with(1, -1.0)),
        (
            "a region that is not there",
            Question::Request,
            with(5, 999.0),
        ),
        (
            "a share above one",
            Question::Levers,
            [numbers.as_slice(), &[0.0, 1.0, -1.0, 0.0]].concat(),
        ),
        ("days below nothing", Question::Year, vec![-1.0, 5.0]),
    ] {
        assert_eq!(put(question, &numbers), Vec::<f64>::new(), "{what}");
    }
    assert!(ask(99, &[0.0]).is_empty());
    // Bits that no weights have are those of the catalogue.
    assert_eq!(
        put(Question::Request, &with(3, 5.0)),
        put(Question::Request, &numbers)
    );
    let nobody = Request {
        place: Place::Service(0.0),
        ..Request::ordinary()
    };
    assert!(nobody.estimate().is_err());
}

#[test]
fn a_text_has_tokens() {
    assert_eq!(count(""), [0.0; 3]);
    let [low, central, high] = count("Please explain how tides work.");
    assert!(low <= central && central <= high && (4.0..12.0).contains(&central));
}
