// One engine in a process of its own, which measures what turns.mjs asks it for: run.mjs ENGINE FOLDER [VOCABULARIES]
// ENGINE is ours, prepared, peer, gpt-tokenizer or tiktoken (prepared: ours, after ours, from what it kept); FOLDER has the modules that `cargo xtask bench tokens` made.
import { createRequire } from "node:module";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { odd, random, texts } from "./texts.mjs";

const [engine, folder, vocabularies] = process.argv.slice(2);
const require = createRequire(join(folder, "x.js"));
const now = () => performance.now();

/** Makes an engine and returns how it counts, and how much WebAssembly memory it has. */
const engines = {
  ours() {
    const packed = (only) =>
      Buffer.concat(
        readdirSync(vocabularies)
          .filter((name) => name.startsWith("o200k_base-") && name.includes(only))
          .map((name) => readFileSync(join(vocabularies, name))),
      );
    const module = require(join(folder, "ours/promptwatt_bench.js"));
    const [ascii, all] = [packed("ascii"), packed("")];
    const startAscii = now();
    const english = new module.Counting(ascii);
    english.count("Hello, world!");
    const ascii_ms = now() - startAscii;
    writeFileSync(join(folder, "ascii.prepared"), english.prepared());
    english.free();
    const start = now();
    const counting = new module.Counting(all);
    counting.count("Hello, world!");
    return { count: (text) => counting.count(text), start_ms: now() - start, ascii_ms, module, counting };
  },
  prepared() {
    const module = require(join(folder, "ours/promptwatt_bench.js"));
    const kept = readFileSync(join(folder, "ascii.prepared"));
    const start = now();
    const counting = new module.Counting(kept);
    counting.count("Hello, world!");
    return { start_ms: now() - start };
  },
  peer() {
    const start = now();
    const counting = new (require(join(folder, "peer/promptwatt_bench.js")).Counting)();
    counting.count("Hello, world!");
    return { count: (text) => counting.count(text), start_ms: now() - start };
  },
  "gpt-tokenizer"() {
    const start = now();
    const { countTokens } = require("gpt-tokenizer/encoding/o200k_base");
    countTokens("Hello, world!");
    return { count: (text) => countTokens(text), start_ms: now() - start };
  },
  tiktoken() {
    const start = now();
    const core = require("tiktoken").get_encoding("o200k_base");
    core.encode_ordinary("Hello, world!");
    return { count: (text) => core.encode_ordinary(text).length, start_ms: now() - start };
  },
};

const rss = process.memoryUsage().rss;
const made = engines[engine]();
process.send({ start_ms: made.start_ms, ascii_ms: made.ascii_ms, rss_mb: (process.memoryUsage().rss - rss) / 1e6 });

/** Counts a text several times. */
function count({ name, bytes, passes }) {
  const text = { ...texts, ...odd }[name](bytes);
  const times = [];
  let tokens = 0;
  for (let pass = 0; pass < passes; pass++) {
    const start = now();
    tokens = made.count(text);
    times.push(now() - start);
  }
  return { name, bytes: Buffer.byteLength(text), tokens, first_ms: times[0], warm_ms: Math.min(...times) };
}

/** Edits a document of a megabyte, and counts it after each edit. */
function edit({ name }) {
  const below = random(9);
  const editing = new made.module.Editing({ ...texts, ...odd }[name](1e6));
  while (editing.advance(made.counting, 1e6) < 0);
  const times = [];
  for (let edit = 0; edit < 500; edit++) {
    const at = below(1e6);
    const start = now();
    editing.replace(at, at, "e");
    while (editing.advance(made.counting, 1e9) < 0);
    times.push(now() - start);
  }
  editing.free();
  times.sort((a, b) => a - b);
  return { name, median_ms: times[250], p99_ms: times[494], worst_ms: times[499] };
}

process.on("message", (asked) => process.send(asked.passes ? count(asked) : edit(asked)));
