// The module, the files it needs, and what is done with them: README.md tells how to use it.
import { files, module } from "./files.js";
import { withUnits } from "./names.js";
import { read } from "./reader.js";
import init, { Document as Counted, Engine } from "./wasm/promptwatt.js";

export { commandJson } from "./names.js";

let starting;
const start = () =>
  (starting ??= read(module)
    .then((bytes) => init({ module_or_path: bytes }))
    .then(
      () => new Engine(),
      (error) => {
        starting = undefined;
        throw error;
      },
    ));

// Each step that adds to the engine waits for the one before: two at once would fetch and unpack the same files.
let last = Promise.resolve();
const inTurn = (step) => {
  const mine = last.then(step);
  last = mine.catch(() => {});
  return mine;
};

const all = (names) => Promise.all(names.map((name) => read(files[name])));

/** The engine, with the files that counting a text exactly needs. */
const counting = async (text, options) => {
  const engine = await start();
  if (engine.missingVocabulary(text, options).length) {
    await inTurn(async () => {
      const missing = engine.missingVocabulary(text, options);
      if (missing.length) engine.addVocabulary(Engine.encodingOf(options), await all(missing));
    });
  }
  return engine;
};

/** The same, with the phrases of the text's language. */
const coaching = async (text, options) => {
  const engine = await counting(text, options);
  if (engine.missingRules(text, options)) {
    await inTurn(async () => {
      const language = engine.missingRules(text, options);
      if (language) engine.addRules(await read(files[`${language}.rules`]));
    });
  }
  return engine;
};

const given = (text) => {
  if (typeof text != "string") throw new TypeError("the text must be a string");
  return text;
};

/** The model of a report where none is named, as the command has it. */
const modelled = (options) => ({ ...options, model: options?.model ?? "gpt-4o", encoding: undefined });

export const count = async (text, options = {}) => withUnits((await counting(given(text), options)).count(text, options));

export const coach = async (text, options = {}) => withUnits((await coaching(given(text), options)).coach(text, options));

export const estimate = async (options) => withUnits((await start()).estimate(options));

export const report = async (text, options = {}) => {
  const chosen = modelled(options);
  return withUnits((await coaching(given(text), chosen)).report(text, chosen));
};

export const factorsVersion = async () => {
  await start();
  return Engine.factorsVersion();
};

// A position as the module takes it: a whole number of at most 31 bits.
const whole = (utf16) => Math.min(Math.max(0, Math.trunc(utf16) || 0), 2 ** 31 - 1);

// One inside a surrogate pair is that before the pair, as in the module.
const before = (text, utf16) => (/^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(utf16 - 1, utf16 + 1)) ? utf16 - 1 : utf16);

export class Document {
  #text;
  #counted;

  constructor(text = "") {
    this.#text = given(text);
  }

  get text() {
    return this.#counted?.text ?? this.#text;
  }

  replace(utf16Start, utf16End, replacement) {
    given(replacement);
    const [start, end] = [whole(utf16Start), whole(utf16End)];
    if (this.#counted) this.#counted.replace(start, end, replacement);
    else {
      const text = this.#text;
      this.#text = text.slice(0, before(text, start)) + replacement + text.slice(before(text, Math.max(start, end)));
    }
  }

  async count(options = {}) {
    const engine = await counting(this.text, options);
    this.#counted ??= new Counted(this.#text);
    return withUnits(this.#counted.count(engine, options));
  }

  free() {
    this.#text = this.text;
    this.#counted?.free();
    this.#counted = undefined;
  }
}
