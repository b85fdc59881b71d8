//! What smaller models and fewer bits save.

use super::{Figure, Figures, Unit, ask, model, scenario};
use anyhow::Result;
use promptwatt_energy::{
    Band, Bits, Exchange, Lever, Model, Region, Requests, Scenario, Site, Tokens, saving,
};
use promptwatt_lesson::Request;

/// The memory of a modest laptop, GB.
const LAPTOP_MEMORY: f64 = 8.0;

impl Figures {
    /// Sizes of models, mixtures of experts, models for one task.
    pub(super) fn models(&mut self) -> Result<()> {
        let wh = |id: &str| {
            let model = model(id)?;
            let exchange = Exchange::new(
                Band::exact(Tokens(Request::ordinary().input)),
                Band::exact(model.typical_answer().central()),
            );
            anyhow::Ok(ask(model, exchange, Region::world())?.wh)
        };
        for (name, id) in [
            ("model_small", "tier-small"),
            ("model_mid", "tier-mid"),
            ("model_mixture", "tier-small-moe"),
            ("model_large", "tier-large"),
            ("model_giant", "tier-dense-giant"),
        ] {
            self.put(name, Figure::of(wh(id)?, Unit::WattHours))?;
            let size = model(id)?.serving();
            let (active, total) = (size.active.central().0, size.total.central().0);
            self.exact(&format!("{name}_size"), total * 1e9, Unit::Count)?;
            self.exact(&format!("{name}_active"), active * 1e9, Unit::Count)?;
        }
        let ratio = wh("tier-dense-giant")?.central().0 / wh("tier-small")?.central().0;
        self.exact("giant_ratio", ratio, Unit::Times)?;
        let large = model("tier-large")?;
        let translator = model("task-translate")?;
        let exchange = |model: &Model| {
            let answer = model.typical_answer().central();
            Exchange::new(
                Band::exact(Tokens(Request::ordinary().input)),
                Band::exact(answer),
            )
        };
        let world = Region::world();
        let translated = saving(
            &scenario(large, exchange(translator), world),
            &scenario(translator, exchange(translator), world),
        )?;
        self.put(
            "save_translator",
            Figure::of(translated.percent, Unit::Percent),
        )?;
        // Memory for the weights alone, GB: what decides whether a model fits.
        for (name, id) in [
            ("memory_phone", "local-llama-3.2-3b"),
            ("memory_laptop", "local-qwen3-8b"),
            ("memory_giant", "tier-dense-giant"),
            ("memory_deepseek", "tier-deepseek-class"),
        ] {
            let serving = model(id)?.serving();
            let bytes = f64::from(serving.bits.count()) / 8.0;
            self.exact(name, serving.total.central().0 * bytes, Unit::Gigabytes)?;
        }
        self.exact("memory_limit", LAPTOP_MEMORY, Unit::Gigabytes)
    }

    /// What fewer bits save, alone on a machine and among many.
    pub(super) fn compression(&mut self) -> Result<()> {
        let small = model("tier-small")?;
        let exchange = Exchange::new(
            Band::exact(Tokens(Request::reported().input)),
            Band::exact(small.typical_answer().central()),
        );
        let place = Site::new(Region::world());
        for (name, batch, bits) in [
            ("save_bits_alone", 1.0, Bits::Eight),
            ("save_bits_many", 64.0, Bits::Eight),
            ("save_bits_crowd", 256.0, Bits::Eight),
            ("save_four_bits_alone", 1.0, Bits::Four),
        ] {
            let serving = small.serving().with_batch(Requests(batch));
            let before = Scenario::new(exchange, serving, place);
            let after = Scenario::new(exchange, serving.with_bits(bits), place);
            let percent = saving(&before, &after)?.percent;
            self.put(name, Figure::of(percent, Unit::Percent))?;
        }
        self.exact("batch_many", 64.0, Unit::Count)?;
        for (name, lever, which) in [
            ("report_compression", Lever::Compression, 1),
            ("report_shorter", Lever::Shorter, 1),
            ("report_half_prompt", Lever::Shorter, 0),
            ("report_small", Lever::SmallerModel, 0),
            ("report_together", Lever::Together, 2),
        ] {
            let percent = lever.reported().percent[which];
            self.exact(name, percent, Unit::Percent)?;
        }
        let one_by_one = ["report_small", "report_shorter", "report_compression"];
        let sum = one_by_one
            .iter()
            .map(|name| self.value(name))
            .sum::<Result<f64>>()?;
        self.exact("levers_sum", sum, Unit::Percent)
    }
}
