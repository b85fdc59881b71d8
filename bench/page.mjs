// Measures one engine in the page that bench/chromium.mjs serves: the same texts as in Node, and for the two engines of
// Rust the very modules that Node ran. What is measured goes back to the server, and into the page for whoever looks.
import { odd, random, texts } from "./texts.mjs";

const { engine, vocabularies } = await (await fetch("/run.json")).json();
const now = () => performance.now();
const utf8 = new TextEncoder();

const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());

/** A module as wasm-bindgen wrote it for Node, given what it would read from the disk. */
async function bound(feature) {
  const folder = `/folder/${feature}/`;
  const [glue, wasm] = [await (await fetch(folder + "promptwatt_bench.js")).text(), await bytes(folder + "promptwatt_bench_bg.wasm")];
  const files = { readFileSync: () => wasm };
  return () => {
    const module = { exports: {} };
    new Function("require", "module", "exports", "__dirname", glue)((name) => (name === "fs" ? files : { TextDecoder, TextEncoder }), module, module.exports, folder);
    return module.exports;
  };
}

/** The parts of the vocabulary whose names contain a word, one after the other. */
async function packed(only) {
  const parts = await Promise.all(vocabularies.filter((name) => name.includes(only)).map((name) => bytes(`/vocab/${name}`)));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** Fetches first, so that only the work is timed; then makes an engine and counts a first text. */
const engines = {
  async ours() {
    const [make, ascii, all] = [await bound("ours"), await packed("ascii"), await packed("")];
    const startAscii = now();
    new (make().Counting)(ascii).count("Hello, world!");
    const ascii_ms = now() - startAscii;
    const start = now();
    const module = make();
    const counting = new module.Counting(all);
    counting.count("Hello, world!");
    return { count: (text) => counting.count(text), start_ms: now() - start, ascii_ms, module, counting };
  },
  async peer() {
    const make = await bound("peer");
    const start = now();
    const counting = new (make().Counting)();
    counting.count("Hello, world!");
    return { count: (text) => counting.count(text), start_ms: now() - start };
  },
  async "gpt-tokenizer"() {
    const folder = "/folder/node_modules/gpt-tokenizer/esm/";
    await bytes(folder + "bpeRanks/o200k_base.js");
    const start = now();
    const { countTokens } = await import(folder + "encoding/o200k_base.js");
    countTokens("Hello, world!");
    return { count: (text) => countTokens(text), start_ms: now() - start };
  },
  async tiktoken() {
    const folder = "/folder/node_modules/tiktoken/";
    const wasm = await bytes(folder + "lite/tiktoken_bg.wasm");
    await bytes(folder + "encoders/o200k_base.js");
    const start = now();
    const { init, Tiktoken } = await import(folder + "lite/init.js");
    await init((imports) => WebAssembly.instantiate(wasm, imports));
    const { default: ranks } = await import(folder + "encoders/o200k_base.js");
    const core = new Tiktoken(ranks.bpe_ranks, ranks.special_tokens, ranks.pat_str);
    core.encode_ordinary("Hello, world!");
    return { count: (text) => core.encode_ordinary(text).length, start_ms: now() - start };
  },
};

/** What the page has in memory, MB. The browser is started so that it answers at once. */
const memory = async () => (await performance.measureUserAgentSpecificMemory()).bytes / 1e6;

async function measured() {
  const before = await memory();
  const made = await engines[engine]();
  const result = { engine, start_ms: made.start_ms, ascii_ms: made.ascii_ms, rss_mb: (await memory()) - before, rows: [] };
  const slow = engine === "gpt-tokenizer" || engine === "tiktoken";
  const measure = (name, text, passes) => {
    const times = [];
    let tokens = 0;
    const bytes = utf8.encode(text).length;
    for (let pass = 0; pass < passes; pass++) {
      // A short text takes less than the clock can tell.
      const repeat = pass > 0 && bytes < 1e4 ? 100 : 1;
      const start = now();
      for (let again = 0; again < repeat; again++) tokens = made.count(text);
      times.push((now() - start) / repeat);
    }
    result.rows.push({ name, bytes, tokens, first_ms: times[0], warm_ms: Math.min(...times) });
  };
  for (const [name, text] of Object.entries(texts)) {
    for (const size of [1e6, 1e5, 1e3]) measure(name, text(size), size > 1e5 ? (slow ? 3 : 9) : 20);
  }
  if (!slow) {
    for (const [name, text] of Object.entries(odd)) {
      for (const [size, passes] of [[1e6, 3], [1e5, 5]]) measure(name, text(size), passes);
    }
  }
  if (engine === "ours") result.edits = Object.entries({ ...texts, ...odd }).map(([name, text]) => edited(made, name, text(1e6)));
  return result;
}

/** Typing a letter here and there in a megabyte. */
function edited({ module, counting }, name, text) {
  const below = random(9);
  const editing = new module.Editing(text);
  while (editing.advance(counting, 1e6) < 0);
  const times = [];
  for (let edit = 0; edit < 500; edit++) {
    const at = below(1e6);
    const start = now();
    editing.replace(at, at, "e");
    while (editing.advance(counting, 1e9) < 0);
    times.push(now() - start);
  }
  times.sort((a, b) => a - b);
  editing.free();
  return { name, median_ms: times[250], p99_ms: times[494], worst_ms: times[499] };
}

const result = await measured().catch((error) => ({ error: String(error?.stack ?? error) }));
document.getElementById("result").textContent = JSON.stringify(result);
await fetch("/result", { method: "POST", body: JSON.stringify(result) });
