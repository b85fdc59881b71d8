// Measures all engines in Node, in turns, and prints a JSON array in their order: node turns.mjs FOLDER VOCABULARIES ROUNDS ENGINE...
// Each engine is a process of its own (run.mjs), and all live at once: of every text each counts all its passes before the next text, so that whatever else the
// machine does disturbs them alike. Every round begins with new processes, whose caches are empty; of each figure the median of the rounds is taken.
import { fork } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { odd, texts } from "./texts.mjs";

const [folder, vocabularies, rounds, ...engines] = process.argv.slice(2);
const script = join(dirname(fileURLToPath(import.meta.url)), "run.mjs");
const scripted = (engine) => engine === "gpt-tokenizer" || engine === "tiktoken";

/** What a process says next; an error if it ends instead. */
const said = (child) =>
  new Promise((resolve, reject) => {
    const ended = (code) => reject(new Error(`an engine ended with ${code}`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message);
    });
  });

async function ask(child, question) {
  const answer = said(child);
  child.send(question);
  return answer;
}

const round = async (first) => {
  const order = engines.map((_, at) => engines[(at + first) % engines.length]);
  const results = {};
  const children = {};
  try {
    // What was kept is read after it was made.
    for (const engine of order.filter((engine) => engine !== "prepared").concat(order.filter((engine) => engine === "prepared"))) {
      children[engine] = fork(script, [engine, folder, vocabularies]);
      results[engine] = { ...(await said(children[engine])), rows: [], edits: [] };
    }
    const counting = order.filter((engine) => engine !== "prepared");
    const row = async (engine, name, bytes, passes) => results[engine].rows.push(await ask(children[engine], { name, bytes, passes }));
    for (const name of Object.keys(texts)) {
      for (const bytes of [1e6, 1e5, 1e3]) {
        for (const engine of counting) await row(engine, name, bytes, bytes > 1e5 ? (scripted(engine) ? 3 : 9) : 20);
      }
    }
    for (const name of Object.keys(odd)) {
      // The JavaScript peers take minutes for, or do not survive, a megabyte of these.
      for (const [bytes, passes] of [[1e6, 3], [1e5, 5]]) {
        for (const engine of counting) if (!scripted(engine)) await row(engine, name, bytes, passes);
      }
    }
    for (const name of Object.keys({ ...texts, ...odd })) results.ours?.edits.push(await ask(children.ours, { name }));
    return results;
  } finally {
    for (const child of Object.values(children)) child.kill();
  }
};

/** The same object with the median of every number. */
function median(same) {
  const [one] = same;
  if (typeof one === "number") return same.sort((a, b) => a - b)[same.length >> 1];
  if (Array.isArray(one)) return one.map((_, at) => median(same.map((each) => each[at])));
  if (typeof one !== "object") return one;
  return Object.fromEntries(Object.keys(one).map((key) => [key, median(same.map((each) => each[key]))]));
}

const measured = [];
for (let first = 0; first < Number(rounds); first++) measured.push(await round(first));
console.log(JSON.stringify(engines.map((engine) => ({ engine, ...median(measured.map((results) => results[engine])) }))));
