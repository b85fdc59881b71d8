//! What a smaller model and fewer bits save, and all levers together.

use super::{Figures, factor};
use crate::pages::learn::format::Value;
use anyhow::Result;
use promptwatt_energy::{Bits, Lever};
use promptwatt_lesson::{Place, Pull, Pulled, Request};

/// Everything that the lab's levers do at first: a smaller model, half the answer, 4 bits.
const PULL: Pull = Pull {
    smaller: true,
    answer: 0.5,
    prompt: 1.0,
    bits: Some(Bits::Four),
};

/// Where a model can be served, as the step about compression compares it.
pub const PLACES: [(&str, Place); 3] = [
    ("busy", Place::Service(64.0)),
    ("quiet", Place::Service(8.0)),
    ("laptop", Place::Laptop),
];

impl Figures {
    pub(super) fn model(&mut self) -> Result<()> {
        let large = Request::ordinary().to("llama-3.3-70b");
        let small = large.to("llama-3.1-8b");
        self.band("model_wh", small.estimate()?.wh);
        self.share("model_share", large.saved_by(&small)?);
        self.percent("small_saved", large.saved_by(&small)?);
        for (name, id) in [
            ("giant_mixture_wh", "deepseek-v3"),
            ("giant_dense_wh", "llama-3.1-405b"),
        ] {
            self.band(name, large.to(id).estimate()?.wh);
        }
        let dense = large.to("command-a");
        self.band("dense_wh", dense.estimate()?.wh);
        let mixture = large.to("glm-4.5-air");
        let estimate = mixture.estimate()?;
        self.band("mixture_wh", estimate.wh);
        self.put("mixture_active", Value::Exact(estimate.assumed.active_b));
        self.put("mixture_total", Value::Exact(estimate.assumed.total_b));
        self.put(
            "dense_total",
            Value::Exact(dense.estimate()?.assumed.total_b),
        );
        self.percent("mixture_saved", dense.saved_by(&mixture)?);
        // A model for one task writes the result and no more.
        let task = Request {
            answer: 60.0,
            ..small.to("task-summarise")
        };
        self.percent("task_saved", small.saved_by(&task)?);
        self.put("task_answer", Value::Exact(task.answer));
        self.put(
            "task_total",
            Value::Exact(task.estimate()?.assumed.total_b * 1000.0),
        );
        let reported = Lever::SmallerModel.reported().percent;
        self.put("report_smaller", Value::Percent(reported[0]));
        self.put(
            "report_smaller_range",
            Value::PercentRange(reported[0], reported[2]),
        );
        Ok(())
    }

    pub(super) fn bits(&mut self) -> Result<()> {
        let before = Request::reported();
        for (name, place) in PLACES {
            let before = Request { place, ..before };
            for bits in [Bits::Eight, Bits::Four] {
                let after = Request {
                    bits: Some(bits),
                    ..before
                };
                self.percent(
                    &format!("{name}_{}", bits.count()),
                    before.saved_by(&after)?,
                );
            }
        }
        let after = Request {
            bits: Some(Bits::Four),
            ..before
        };
        self.band("bits_wh", after.estimate()?.wh);
        self.percent("bits_saved", before.saved_by(&after)?);
        self.put("bits_batch", Value::Exact(64.0));
        self.put("full_bits", Value::Exact(f64::from(Bits::Sixteen.count())));
        self.put("few_bits", Value::Exact(f64::from(Bits::Four.count())));
        let [_, reported, _] = Lever::Compression.reported().percent;
        self.put("report_compression", Value::Percent(reported));
        let total = before.estimate()?.assumed.total_b;
        let (full, few) = (
            factor("bytes_per_weight_16")?,
            factor("bytes_per_weight_4")?,
        );
        self.put("weights_16", Value::Estimate(total * full.central));
        self.put("weights_4", Value::Estimate(total * few.central));
        self.put("bytes_few", Value::Exact(few.central));
        let overhead = factor("memory_overhead")?;
        self.put("memory_overhead", Value::Exact(overhead.central));
        Ok(())
    }

    pub(super) fn lab(&mut self) -> Result<()> {
        let before = Request::reported();
        let [.., most] = Lever::Together.reported().percent;
        self.put("report_together", Value::Percent(most));
        self.put("lab_input", Value::Exact(before.input));
        self.put("lab_answer", Value::Exact(before.answer));
        self.band("lab_before", before.estimate()?.wh);
        for (lever, Pulled { wh, percent }) in Lever::ALL.into_iter().zip(PULL.on(&before)?) {
            self.band(&format!("lab_{}", lever.id()), wh);
            self.percent(&format!("lab_{}_saved", lever.id()), percent);
            let reported = lever.reported().percent;
            self.put(
                format!("lab_{}_report", lever.id()),
                // The lower figure of the shorter exchange is about the prompt, which this lever leaves as it is.
                if reported[0] < reported[2] && lever != Lever::Shorter {
                    Value::PercentRange(reported[0], reported[2])
                } else {
                    Value::Percent(reported[1])
                },
            );
        }
        Ok(())
    }
}
