//! GPU energy of prefill and decode: a four-term formula fitted on metered H100 and B200 runs.
//!
//! ```text
//! E_prefill = c_p A s_q L_new (1 + L_in/L*)          L* = 61,000 (A/8)^0.3
//! E_decode  = L_out [c_f A + c_w W(B)/B + c_0 n/B + c_kv k (L_in + L_out/2)]
//! W(B)      = T q, or (S + R (1 - (1-r)^B)) q for a mixture of experts, R = (T-A)/(1-r), S = T-R
//! n         = 2^ceil(log2(ceil(1.2 T q / M)))
//! ```

use crate::gpu::GpuConstants;
use crate::model::Bits;
use crate::tables::factor;

/// A served model with every uncertain figure settled.
pub(crate) struct Machine {
    /// Billions.
    pub active: f64,
    /// Billions.
    pub total: f64,
    /// Routed experts used / available.
    pub routed: Option<f64>,
    pub bits: Bits,
    pub gpu: &'static GpuConstants,
    /// GPUs per copy; `None` for as many as the weights need.
    pub gpus: Option<u32>,
    pub batch: f64,
    /// Bytes per token at 16 bit.
    pub kv_bytes: Option<f64>,
    /// J per billion active parameters and input token.
    pub prefill: f64,
}

/// Token counts of one exchange, settled.
pub(crate) struct Load {
    /// Tokens whose keys and values are computed anew.
    pub fresh: f64,
    /// All tokens in front of the first output token.
    pub context: f64,
    pub reasoning: f64,
    pub answer: f64,
}

/// Joules in the GPUs.
pub(crate) struct GpuJoules {
    pub prefill: f64,
    pub reasoning: f64,
    pub answer: f64,
}

impl Machine {
    /// GPUs that hold one copy of the weights: a power of two.
    pub fn gpus(&self) -> u32 {
        self.gpus.unwrap_or_else(|| self.gpus_needed())
    }

    pub fn gpus_needed(&self) -> u32 {
        let gigabytes = factor::MEMORY_OVERHEAD[1] * self.total * self.bits.bytes_per_weight();
        // Bounded by the limit on parameters: 100,000 billion in 16 bit need 3,000 GPUs.
        ((gigabytes / self.gpu.memory_gb).ceil() as u32).next_power_of_two()
    }

    /// The guarded routed share: what is given, or active / total.
    fn routed_share(&self) -> f64 {
        self.routed.unwrap_or(self.active / self.total)
    }

    /// J per GB of weights times the GB read per step.
    fn weight_joules(&self) -> f64 {
        let bytes = self.bits.bytes_per_weight();
        if self.active >= self.total {
            return self.gpu.weights_dense * self.total * bytes;
        }
        let r = self.routed_share();
        let routed = (self.total - self.active) / (1.0 - r);
        let shared = self.total - routed;
        let read = shared + routed * (1.0 - power(1.0 - r, self.batch));
        self.gpu.weights_moe * read * bytes
    }

    /// GB of KV cache per token.
    fn kv_gigabytes(&self) -> f64 {
        let at_16_bit = match self.kv_bytes {
            Some(bytes) => bytes / 1e9,
            None => factor::KV_BYTES[1] * power(self.active / 8.0, factor::KV_EXPONENT[1]),
        };
        if self.bits == Bits::Sixteen {
            at_16_bit
        } else {
            at_16_bit / 2.0
        }
    }

    pub fn joules(&self, load: &Load) -> GpuJoules {
        let arithmetic = if self.bits == Bits::Eight {
            factor::ARITHMETIC_8[1]
        } else {
            1.0
        };
        let attention =
            factor::ATTENTION_LENGTH[1] * power(self.active / 8.0, factor::ATTENTION_EXPONENT[1]);
        let prefill =
            self.prefill * self.active * arithmetic * load.fresh * (1.0 + load.context / attention);
        let per_token = self.gpu.arithmetic * self.active
            + (self.weight_joules() + self.gpu.step * f64::from(self.gpus())) / self.batch;
        let kv = self.gpu.kv * self.kv_gigabytes();
        let stretch =
            |length: f64, before: f64| length * (per_token + kv * (before + length / 2.0));
        GpuJoules {
            prefill,
            reasoning: stretch(load.reasoning, load.context),
            answer: stretch(load.answer, load.context + load.reasoning),
        }
    }
}

/// `base^exponent` for a positive base, to about 13 digits. The standard library's takes another kilobyte of wasm.
fn power(base: f64, exponent: f64) -> f64 {
    (exponent * base.ln()).exp()
}
