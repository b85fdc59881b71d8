//! What requests take: long and short ones, courtesies, the tokens of languages.

use super::{Figure, Figures, Unit, count, model};
use anyhow::Result;
use promptwatt_energy::{Band, Tokens, estimate, led_seconds, validation};
use promptwatt_lesson::Request;
use promptwatt_tokens::Encoding;

/// A long report pasted into the field, in tokens: twenty pages or so.
const PASTED: f64 = 10_000.0;

/// A short answer that somebody asked for, in tokens: three or four sentences.
const BRIEF: f64 = 100.0;

/// The text of a "thank you" sent as a message of its own, and what is answered to it, in tokens.
const THANKS: [f64; 2] = [5.0, 20.0];

/// Courtesy around a request, in the tokens that it has.
const COURTESY: &str = "Hello! Could you please help me with this? Thank you very much!";

/// The same sentence in two languages, for counting: ours.
const SENTENCES: [(&str, &str); 2] = [
    (
        "en",
        "A short answer saves more energy than a short question.",
    ),
    (
        "ar",
        "الإجابة القصيرة توفر طاقة أكثر مما يوفره السؤال القصير.",
    ),
];

impl Figures {
    /// One ordinary request, the one that the lessons begin with, what it is made of, and what others published.
    pub(super) fn requests(&mut self) -> Result<()> {
        let ordinary = Request::ordinary();
        let chat = ordinary.estimate()?;
        self.put("chat", Figure::of(chat.wh, Unit::WattHours))?;
        self.put("chat_carbon", Figure::of(chat.gco2e, Unit::Grams))?;
        self.put("chat_water", Figure::of(chat.water_ml, Unit::Millilitres))?;
        let parts = [
            ("part_prompt", chat.parts_wh.prompt),
            ("part_answer", chat.parts_wh.answer),
            ("part_centre", chat.parts_wh.data_centre),
        ];
        for (name, part) in parts {
            let share = 100.0 * part.0 / chat.wh.central().0;
            self.exact(name, share, Unit::Percent)?;
        }
        self.exact("chat_led", led_seconds(chat.wh.central()), Unit::Seconds)?;
        let spread = chat.wh.high().0 / chat.wh.low().0;
        self.exact("chat_spread", spread, Unit::Times)?;
        self.exact("prompt_tokens", ordinary.input, Unit::Count)?;
        self.exact("answer_tokens", ordinary.answer, Unit::Count)?;
        for check in validation::validate()? {
            if matches!(check.family, "altman" | "google-median" | "epoch-typical") {
                let name = format!("published_{}", check.family.replace('-', "_"));
                self.exact(&name, check.published, Unit::WattHours)?;
            }
        }
        Ok(())
    }

    /// What shorter prompts and answers save, and what longer ones take.
    pub(super) fn lengths(&mut self) -> Result<()> {
        let whole = Request::ordinary();
        let (input, answer) = (whole.input, whole.answer);
        let polite = count(COURTESY, Encoding::O200kBase)?;
        let savings = [
            (
                "save_half_answer",
                whole,
                Request {
                    answer: answer / 2.0,
                    ..whole
                },
            ),
            (
                "save_half_prompt",
                whole,
                Request {
                    input: input / 2.0,
                    ..whole
                },
            ),
            (
                "save_brief",
                whole,
                Request {
                    answer: BRIEF,
                    ..whole
                },
            ),
            (
                "save_courtesy",
                Request {
                    input: input + polite,
                    ..whole
                },
                whole,
            ),
        ];
        for (name, before, after) in savings {
            let percent = before.saved_by(&after)?;
            self.put(name, Figure::of(percent, Unit::Percent))?;
        }
        self.exact("brief_tokens", BRIEF, Unit::Count)?;
        self.exact("courtesy_tokens", polite, Unit::Count)?;
        let one = whole.estimate()?.wh.central().0;
        let mut thanks = Request {
            input: THANKS[0],
            answer: THANKS[1],
            ..whole
        }
        .scenario()?;
        thanks.exchange = thanks
            .exchange
            .with_context(Tokens(input + answer), Tokens(0.0));
        let share = 100.0 * estimate(&thanks)?.wh.central().0 / one;
        self.exact("thanks_share", share, Unit::Percent)?;
        let pasted = Request {
            input: PASTED,
            ..whole
        }
        .estimate()?;
        self.exact("pasted_tokens", PASTED, Unit::Count)?;
        self.exact("pasted_ratio", pasted.wh.central().0 / one, Unit::Times)?;
        // The same size of model, with and without hidden reasoning before the answer.
        let thought = model("o3")?.typical_reasoning().central();
        let mut thinking = whole.to("o3").scenario()?;
        thinking.exchange = thinking.exchange.with_reasoning(Band::exact(thought));
        let ratio = estimate(&thinking)?.wh.central().0 / one;
        self.exact("reasoning_tokens", thought.0, Unit::Count)?;
        self.exact("reasoning_ratio", ratio, Unit::Times)
    }

    /// The same sentence in two languages and two vocabularies.
    pub(super) fn tokens(&mut self) -> Result<()> {
        for (language, sentence) in SENTENCES {
            for (name, encoding) in [("new", Encoding::O200kBase), ("old", Encoding::Cl100kBase)] {
                let count = count(sentence, encoding)?;
                self.exact(&format!("tokens_{language}_{name}"), count, Unit::Count)?;
            }
        }
        Ok(())
    }
}
