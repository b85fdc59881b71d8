//! Accelerator energy of prefill and decode, from what happens in a step: arithmetic, reading weights, waiting for every layer, reading the cache.
//!
//! ```text
//! E_prefill = c_p A s_q L_new (1 + L_in/L*)                              L* = 61,000 (A/8)^0.3
//! E_decode  = L_out [ c_f A + c_t n + (c_w W(B) + n (c_l D + c_0))/B ] + c_kv KV
//! W(B)      = T q, or (S + R (1 - (1-r)^B)) q for a mixture of experts, R = (T-A)/(1-r), S = T-R
//! n         = 2^ceil(log2(ceil(1.2 T q / M)))
//! KV        = sum over the tokens written of the cache read for each: all tokens so far, or those in a layer's window
//! ```
//! A and T are billions of active and total parameters, q bytes per weight, r the routed share, B the batch, D the layers, M the memory. Experts are
//! read at c_x instead of c_w, times a factor for 8-bit ones. c_t and c_l make more accelerators than needed cost energy: all of them wait.

use crate::gpu::GpuConstants;
use crate::serving::{Bits, KvCache};
use crate::tables::Constants;

/// A served model with every uncertain figure settled.
pub(crate) struct Machine {
    pub constants: &'static Constants,
    /// Billions.
    pub active: f64,
    /// Billions.
    pub total: f64,
    /// Routed experts used / available.
    pub routed: Option<f64>,
    pub layers: Option<u32>,
    pub kv_cache: Option<KvCache>,
    pub bits: Bits,
    pub kv_bits: Bits,
    pub gpu: &'static GpuConstants,
    /// Accelerators per copy; `None` for as many as the weights need.
    pub gpus: Option<u32>,
    pub batch: f64,
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

/// Joules in the accelerators.
pub(crate) struct GpuJoules {
    pub prefill: f64,
    pub reasoning: f64,
    pub answer: f64,
}

impl Machine {
    /// Accelerators that hold one copy of the weights: a power of two.
    pub fn gpus(&self) -> u32 {
        self.gpus.unwrap_or_else(|| self.gpus_needed())
    }

    pub fn gpus_needed(&self) -> u32 {
        let gigabytes = self.constants.memory_overhead[1]
            * self.total
            * self.bits.bytes_per_weight(self.constants);
        // Bounded by the limit on parameters: 100,000 billion in 16 bit need 3,000 of 80 GB, 10,000 of 24 GB.
        ((gigabytes / self.gpu.memory_gb).ceil() as u32).next_power_of_two()
    }

    /// The guarded routed share: what is given, or active / total.
    fn routed_share(&self) -> f64 {
        self.routed.unwrap_or(self.active / self.total)
    }

    /// J per GB of weights times the GB read per step.
    fn weight_joules(&self) -> f64 {
        let bytes = self.bits.bytes_per_weight(self.constants);
        if self.active >= self.total {
            return self.gpu.weights * self.total * bytes;
        }
        let r = self.routed_share();
        let routed = (self.total - self.active) / (1.0 - r);
        let shared = self.total - routed;
        let read = shared + routed * (1.0 - power(1.0 - r, self.batch));
        let kernels = if self.bits == Bits::Eight {
            self.constants.experts_8[1]
        } else {
            1.0
        };
        self.gpu.experts * kernels * read * bytes
    }

    /// J per step that no request in the batch causes by itself: every accelerator waits for every layer.
    fn waiting_joules(&self) -> f64 {
        let layers = self.layers.map_or_else(
            || {
                self.constants.layers[1]
                    * power(self.active / 8.0, self.constants.layers_exponent[1])
            },
            f64::from,
        );
        f64::from(self.gpus()) * (self.gpu.layer * layers + self.gpu.step)
    }

    fn kv_cache(&self) -> KvCache {
        let cache = self.kv_cache.unwrap_or_else(|| {
            KvCache::full(
                1e9 * self.constants.kv_bytes[1]
                    * power(self.active / 8.0, self.constants.kv_exponent[1]),
            )
        });
        if self.kv_bits == Bits::Sixteen {
            cache
        } else {
            KvCache {
                bytes_per_token: cache.bytes_per_token / 2.0,
                windowed_bytes_per_token: cache.windowed_bytes_per_token / 2.0,
                ..cache
            }
        }
    }

    pub fn joules(&self, load: &Load) -> GpuJoules {
        let arithmetic = if self.bits == Bits::Eight {
            self.constants.arithmetic_8[1]
        } else {
            1.0
        };
        let attention = self.constants.attention_length[1]
            * power(self.active / 8.0, self.constants.attention_exponent[1]);
        let prefill =
            self.prefill * self.active * arithmetic * load.fresh * (1.0 + load.context / attention);
        let per_token = self.gpu.arithmetic * self.active
            + self.gpu.token * f64::from(self.gpus())
            + (self.weight_joules() + self.waiting_joules()) / self.batch;
        let cache = self.kv_cache();
        let stretch = |length: f64, before: f64| {
            let bytes = cache.bytes_per_token * length * (before + length / 2.0)
                + cache.windowed_bytes_per_token * tokens_in_window(before, length, cache.window);
            length * per_token + self.gpu.kv * bytes / 1e9
        };
        GpuJoules {
            prefill,
            reasoning: stretch(load.reasoning, load.context),
            answer: stretch(load.answer, load.context + load.reasoning),
        }
    }
}

/// The tokens that a layer with a window reads over `length` output tokens after `before` others: the integral of min(context, window).
fn tokens_in_window(before: f64, length: f64, window: f64) -> f64 {
    // Not `clamp`, whose panic would bring the formatting of floating-point numbers into the wasm.
    let growing = (window - before).min(length).max(0.0);
    growing * (before + growing / 2.0) + (length - growing) * window
}

/// `base^exponent` for a positive base, to about 13 digits. The standard library's takes another kilobyte of wasm.
fn power(base: f64, exponent: f64) -> f64 {
    (exponent * base.ln()).exp()
}
