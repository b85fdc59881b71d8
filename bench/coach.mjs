// The coach beside published checkers, in Node: node coach.mjs FOLDER VOCABULARIES RULES TEXTS
// FOLDER has the module and the packages that `cargo xtask bench coach` made; TEXTS is a JSON file with the prompts
// (`text`, `language`). Prints one JSON object: what each peer would edit (UTF-8 bytes), and times.
import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { texts } from "./texts.mjs";

const [folder, vocabularies, rules, file] = process.argv.slice(2);
const require = createRequire(join(folder, "x.js"));
/** Packages without a CommonJS entry, from the folder they were installed into. */
const load = (path) => import(pathToFileURL(join(folder, "node_modules", path)));
const now = () => performance.now();

const prompts = JSON.parse(readFileSync(file, "utf8"));
const english = prompts.filter(({ language }) => language === "en").map(({ text }) => text);
/** What the bench of counting measures on: no prompts, but long and without repeated sentences. */
const generated = ["English", "code"].map((name) => ({ name: `generated, ${name}`, text: texts[name](2e4) }));

const { unified } = await load("unified/index.js");
const retextEnglish = (await load("retext-english/index.js")).default;
const retextSimplify = (await load("retext-simplify/index.js")).default;
const retextStringify = (await load("retext-stringify/index.js")).default;
const { VFile } = await load("vfile/index.js");
const writeGood = require("write-good");
const WEASELS = { passive: false, illusion: false, so: false, thereIs: false, weasel: true, adverb: false, tooWordy: false, cliches: false, eprime: false };
const processor = unified().use(retextEnglish).use(retextSimplify).use(retextStringify);

function simplify(text) {
  const read = new VFile(text);
  processor.runSync(processor.parse(read), read);
  return read.messages;
}

/** Quotations and code, as ranges of UTF-16 positions: no edit of a peer is taken in there. */
function kept(text) {
  const forms = [/```[\s\S]*?```/g, /`[^`\n]*`/g, /"[^"\n]*"/g, /“[^”]*”/g, /«[^»]*»/g, /„[^“]*“/g];
  return forms.flatMap((form) => [...text.matchAll(form)].map((hit) => [hit.index, hit.index + hit[0].length]));
}

function free(text, edits) {
  const no = kept(text);
  const bytes = (at) => Buffer.byteLength(text.slice(0, at));
  return edits
    .filter(([start, end]) => no.every(([from, to]) => end <= from || start >= to))
    // A word that is dropped takes the space after it along.
    .map(([start, end, replacement]) => [start, replacement === "" && text[end] === " " ? end + 1 : end, replacement])
    .map(([start, end, replacement]) => ({ start: bytes(start), end: bytes(end), replacement }));
}

const peers = {
  "retext-simplify": (text) =>
    free(text, simplify(text).map(({ place, expected }) => [place.start.offset, place.end.offset, expected?.[0] ?? ""])),
  "write-good": (text) => free(text, writeGood(text, WEASELS).map(({ index, offset }) => [index, index + offset, ""])),
};
const edits = Object.fromEntries(
  Object.entries(peers).map(([name, read]) => [name, [...prompts, ...generated].map(({ text }) => read(text))]),
);

const packed = Buffer.concat(
  readdirSync(vocabularies).filter((name) => name.startsWith("o200k_base-")).map((name) => readFileSync(join(vocabularies, name))),
);
const coach = new (require(join(folder, "coach/promptwatt_bench.js")).Coaching)(packed);
for (const name of readdirSync(rules).filter((name) => name.endsWith(".rules"))) coach.add(readFileSync(join(rules, name)));
const harper = await load("harper.js/dist/index.js");
const { binaryInlined } = await load("harper.js/dist/binaryInlined.js");
const linter = new harper.LocalLinter({ binary: binaryInlined });
await linter.setup();

/** The prompts up to so many bytes as one text. */
function joined(bytes) {
  let text = "";
  for (const one of english) if (Buffer.byteLength(text) < bytes) text += `${one}\n\n`;
  return Buffer.from(text).subarray(0, bytes).toString().replace(/\uFFFD+$/, "");
}

const sets = {
  "prompts, English": english,
  "prompts, all": prompts.map(({ text }) => text),
  "2 kB": [joined(2000)],
  "20 kB": [texts.English(2e4)],
  "200 kB": [texts.English(2e5)],
  "2 MB": [texts.English(2e6)],
};
const everything = Object.keys(sets);
const engines = {
  coach: { read: (text) => coach.read(text), sets: everything },
  "write-good": { read: (text) => writeGood(text), sets: everything.slice(0, 5) },
  "retext-simplify": { read: simplify, sets: everything.slice(0, 4) },
  "harper.js": { read: (text) => linter.lint(text, { language: "plaintext" }), sets: ["prompts, English", "2 kB"] },
};
// The compilers of both sides get to know the coach and the checkers before anything counts.
for (const began = now(); now() - began < 3000; ) for (const text of sets["prompts, all"]) coach.read(text);
for (const began = now(); now() - began < 2000; ) for (const text of english.slice(0, 20)) writeGood(text), simplify(text);
const rows = [];
for (const [engine, { read, sets: names }] of Object.entries(engines)) {
  for (const name of names) {
    const texts = sets[name];
    let best = Infinity;
    const began = now();
    // The best of three seconds or of three passes, whichever takes longer: others may be using the machine.
    for (let pass = 0; pass < 3 || (now() - began < 3000 && pass < 5000); pass++) {
      const start = now();
      for (const text of texts) await read(text);
      best = Math.min(best, now() - start);
      if (now() - began > 20000) break;
    }
    rows.push({ engine, name, bytes: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0), ms: best });
  }
}
console.log(JSON.stringify({ edits, generated, rows, sets: Object.entries(sets).map(([name, texts]) => ({ name, texts })) }));
